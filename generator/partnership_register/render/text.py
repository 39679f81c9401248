"""Markdown of records to HTML by GitHub's rules, with no raw HTML; links as a page needs them."""

from __future__ import annotations

import re
from functools import lru_cache

import comrak
import nh3
from markupsafe import Markup, escape

from partnership_register.pages.addresses import relative

_BLOCK_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_INLINE_TAGS = {"a", "br", "code", "del", "em", "strong"}
_ATTRIBUTES = {"a": {"href"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*/?>')
_BLOCK = re.compile(r"<(?:ul|ol|h[1-6]|table|blockquote|pre|hr)\b")
_HEADING = re.compile(r"(</?h)([1-6])\b")


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.autolink = options.strikethrough = options.table = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.escape = True  # raw HTML is shown as the words it is, so that nothing is lost
    return options


_EXTENSIONS, _RENDERING = _extensions(), _rendering()


@lru_cache(maxsize=4096)
def html(text: str) -> Markup:
    """Block HTML of a Markdown text.

    Its highest heading becomes one of the third level and the others follow, since a page's own
    headings enclose them.
    """
    made = comrak.render_markdown(text, _EXTENSIONS, render_options=_RENDERING)
    levels = [int(level) for _, level in _HEADING.findall(made)]
    lowered = 3 - min(levels, default=3)
    made = _HEADING.sub(lambda m: f"{m[1]}{min(6, int(m[2]) + lowered)}", _without_pictures(made))
    return Markup(_clean(made, _BLOCK_TAGS))  # noqa: S704  cleaned here


@lru_cache(maxsize=4096)
def inline_html(text: str) -> Markup:
    """HTML of a Markdown text without its paragraphs, for headings, cells and remarks.

    A text that is more than paragraphs (a list, a table) has no inline form; its words are then
    shown as they are written.
    """
    made = _without_pictures(comrak.render_markdown(text, _EXTENSIONS, render_options=_RENDERING))
    if _BLOCK.search(made):
        return escape(text)
    return Markup(_clean(made.replace("</p>\n<p>", "<br>"), _INLINE_TAGS).strip())  # noqa: S704  cleaned here


def _without_pictures(made: str) -> str:
    """Pictures in text become links with their words, since a picture could come from anywhere."""
    return _PICTURE.sub(r'<a href="\1">\2</a>', made)


def _clean(made: str, tags: set[str]) -> str:
    return nh3.clean(made, tags=tags, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


_SITE_ABSOLUTE = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")(/[^"]*)"')


def with_relative_links(body: str, page_url: str) -> str:
    """HTML with its site-absolute addresses as seen from the page, wherever the site lies.

    Text has its angle brackets escaped, so that only attributes can match.
    """
    return _SITE_ABSOLUTE.sub(lambda m: f'{m[1]}{relative(m[2], page_url)}"', body)
