"""Addresses that the site had before, each leading to where its page is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import escape

from partnership_register.pages import Page
from partnership_register.pages.addresses import address, relative
from partnership_register.register import Register

_PAGE = """<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'none'">
<meta name="robots" content="noindex">
<title>{heading}</title>
<meta http-equiv="refresh" content="0; url={link}">
<link rel="canonical" href="{link}">
<p>{text} <a href="{link}">{title}</a>.</p>
</html>
"""
_MOVED = ("This page has moved", "This page has moved to")
_GONE = ("This page is not here any more", "What stood here is not here any more. Go to")
_NEAREST = "the nearest page that is"


def redirects(register: Register, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Old address and HTML for each page that a former id makes: of a record and all below it."""
    for record in register.everything:
        now = address(record)
        for former in record.former_ids:
            before = f"{now.rstrip('/').rpartition('/')[0]}/{former}/"
            for page in pages:
                if page.url.startswith(now):
                    old = before + page.url[len(now) :]
                    yield old, leading_on(page.url, old, page.title)


def leading_on(url: str, old: str, title: str = _NEAREST, *, is_gone: bool = False) -> str:
    """The HTML at an `old` address that leads to the page at another, which has this title."""
    heading, text = _GONE if is_gone else _MOVED
    link = escape(relative(url, old))
    return _PAGE.format(heading=heading, text=text, link=link, title=escape(title))
