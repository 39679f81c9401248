"""The smallest pieces of HTML: one value, however it is shaped.

Every page is made of hundreds of them. As macros they took half of the time of a page.
"""

from __future__ import annotations

from datetime import date, datetime

from markupsafe import Markup

from partnership_register.pages.shapes import Cell, File, Link, Prose, Status, Value
from partnership_register.render.escaping import ready, written
from partnership_register.render.text import html, inline_html
from partnership_register.timescales.periods import in_words


def value(it: Value | Cell | File | int, missing: str = "Not recorded") -> str:
    """A value by its shape: several become a list; nothing says so in words.

    Text comes back as it is, for the template to escape like any other.
    """
    if isinstance(it, str):
        return it or _missing(missing)
    if isinstance(it, Link):
        return link(it)
    if isinstance(it, Status):
        return tag(it)
    if isinstance(it, tuple) or it is None:
        return _values(it or (), missing)
    if isinstance(it, date):
        return day(it)
    if isinstance(it, Prose):
        return ready(f'<div class="prose">{html(it.markdown)}</div>')
    if isinstance(it, Cell):
        return value(it.value, missing)
    return link(it) if isinstance(it, File) else str(it)


def link(it: Link | File) -> Markup:
    """An anchor; its note follows in brackets."""
    anchor = f'<a href="{written(it.url)}">{written(it.text)}</a>'
    if it.note:
        anchor = f'{anchor} <span class="note">({written(it.note)})</span>'
    return ready(anchor)


def tag(it: Status) -> Markup:
    """A status word; its tone adds a colour and a shape, never the meaning."""
    return ready(f'<strong class="tag tag--{it.tone}">{written(it.word)}</strong>')


def day(when: date | datetime) -> Markup:
    """A date, with its time if it has one, as a council writes it: 28 May 2026, 6:30pm."""
    said = in_words(when)
    if isinstance(when, datetime):
        said = f"{said}, {_clock(when)}"
    return ready(f'<time datetime="{when.isoformat()}">{said}</time>')


def remark(it: str | Prose) -> str:
    """Words in a line: text as it is, for the template to escape; Markdown as HTML."""
    return inline_html(it.markdown) if isinstance(it, Prose) else it


def _clock(when: datetime) -> str:
    if when.minute == 0 and when.hour == 12:
        return "midday"
    minutes = f":{when.minute:02}" if when.minute else ""
    return f"{(when.hour - 1) % 12 + 1}{minutes}{'am' if when.hour < 12 else 'pm'}"


def _values(several: tuple[Value, ...], missing: str) -> str:
    if len(several) == 1:
        return value(several[0], missing)
    if not several:
        return _missing(missing)
    items = "</li><li>".join([written(value(each, missing)) for each in several])
    return ready(f'<ul class="values"><li>{items}</li></ul>')


def _missing(words: str) -> Markup:
    return ready(f'<span class="missing">{written(words)}</span>')
