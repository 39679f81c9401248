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
<title>This page has moved</title>
<meta http-equiv="refresh" content="0; url={link}">
<link rel="canonical" href="{link}">
<p>This page has moved to <a href="{link}">{title}</a>.</p>
</html>
"""


def redirects(register: Register, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Old address and HTML for each page that a former id makes: of a record and all below it."""
    for record in register.everything:
        now = address(record)
        for former in record.former_ids:
            before = f"{now.rstrip('/').rpartition('/')[0]}/{former}/"
            for page in pages:
                if page.url.startswith(now):
                    old = before + page.url[len(now) :]
                    link = escape(relative(page.url, old))
                    yield old, _PAGE.format(link=link, title=escape(page.title))
