"""Markdown of records to HTML by GitHub's rules, with no raw HTML."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markupsafe import Markup, escape

from partnership_register.commonmark import SCHEMES, raw_html
from partnership_register.render.escaping import ready
from partnership_register.render.scrolling import with_scrolling_tables

_BLOCK_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_INLINE_TAGS = {"a", "br", "code", "del", "em", "strong"}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "*": set(),  # else some that no Markdown makes may stay on any element
}
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*/?>')
_BLOCK = re.compile(r"<(?:ul|ol|h[1-6]|table|blockquote|pre|hr)\b")
_HEADING = re.compile(r"(</?h)([1-6])\b")

_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
_LINE_OF_WORDS = (
    rf"(?:[{_LETTERS}(\"'\u2018\u2019\u201c\u00a3]|[0-9]+[{_LETTERS} /,%])"
    rf"[{_LETTERS}0-9 .,;:?()\"'/%+\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a3-]*"
    rf"(?<! )"
)
_ONLY_WORDS = re.compile(rf"{_LINE_OF_WORDS}(?:\n{_LINE_OF_WORDS})*\n*")


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(tags=tags, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)


_ROUNDS = 8
"""How often something is cleaned until it stays as it is; what Markdown makes needs two at most."""
_BLOCKS, _INLINES = _cleaner(_BLOCK_TAGS), _cleaner(_INLINE_TAGS)


def html(text: str) -> Markup:
    """Block HTML of a Markdown text.

    Its highest heading becomes one of the third level and the others follow, since a page's own
    headings enclose them.
    """
    if is_only_words(text):
        return ready(f"<p>{text.rstrip()}</p>\n")  # nothing in it to escape
    return marked_html(text)


def inline_html(text: str) -> Markup:
    """HTML of a Markdown text without its paragraphs, for headings, cells and remarks.

    A text that is more than paragraphs (a list, a table) has no inline form; its words are then
    shown as they are written.
    """
    if is_only_words(text):
        return ready(text.rstrip())  # nothing in it to escape
    return marked_inline_html(text)


def is_only_words(text: str) -> bool:
    """Whether a text is one paragraph that means the same in Markdown, in HTML and to a reader.

    Most texts of records are; to know it costs a twentieth of reading and cleaning them.
    """
    if "://" in text or "www." in text:  # those become links
        return False
    return _ONLY_WORDS.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def marked_html(text: str) -> Markup:
    """Block HTML of any Markdown text."""
    made = raw_html(text)
    levels = [int(level) for _, level in _HEADING.findall(made)]
    lowered = 3 - min(levels, default=3)
    made = _HEADING.sub(lambda m: f"{m[1]}{min(6, int(m[2]) + lowered)}", _without_pictures(made))
    return ready(with_scrolling_tables(cleaned(made)))


@lru_cache(maxsize=4096)
def marked_inline_html(text: str) -> Markup:
    """Inline HTML of any Markdown text."""
    made = _without_pictures(raw_html(text))
    if _BLOCK.search(made):
        return escape(text)
    return ready(cleaned_line(made.replace("</p>\n<p>", "<br>")).strip())


def cleaned(made: str) -> str:
    """HTML of which only what Markdown can make is left; cleaned again it stays as it is."""
    return _stable(_BLOCKS, made)


def cleaned_line(made: str) -> str:
    """The same for HTML that stands in a line."""
    return _stable(_INLINES, made)


def _stable(cleaner: nh3.Cleaner, made: str) -> str:
    """What is cleaned is read again: a browser may understand it otherwise than it was meant.

    What comes out otherwise again and again is not HTML that anybody wrote, and shown as words.
    """
    for _ in range(_ROUNDS):
        before, made = made, cleaner.clean(made)
        if made == before:
            return made
    return escape(made)


def _without_pictures(made: str) -> str:
    """Pictures in text become links with their words, since a picture could come from anywhere."""
    return _PICTURE.sub(r'<a href="\1">\2</a>', made)
