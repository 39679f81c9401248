"""Markdown of records as comrak reads it, by GitHub's rules: what it says, what of it is code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import comrak


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.autolink = options.strikethrough = options.table = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.escape = True  # raw HTML is shown as the words it is, so that nothing is lost
    return options


_EXTENSIONS, _RENDERING = _extensions(), _rendering()
_MAY_HOLD_CODE = re.compile(r"[`\t]|~~~| {4}")
_CODE = re.compile(r"<code[^>]*>([^<]*)</code>")
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*/?>')
_IN_A_LINE = re.compile(r"</?(?:a|code|del|em|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF


def raw_html(text: str) -> str:
    """HTML of a Markdown text, with its own HTML as words; not yet cleaned."""
    return comrak.render_markdown(text, _EXTENSIONS, render_options=_RENDERING)


def words(text: str) -> str:
    """What a Markdown text says, without its signs; white space is left as it falls."""
    made = _PICTURE.sub(r"\1", raw_html(text))
    return unescape(_TAG.sub(" ", _IN_A_LINE.sub("", made)))


def in_code(text: str, pieces: Sequence[tuple[int, int]]) -> frozenset[int]:
    r"""Which pieces of a Markdown text stand in code: their numbers, the first being 0.

    `pieces` are where each begins and ends, in order and apart. Each is taken as one word, so that
    signs inside it bear on nothing outside. Indented lines are code in one place and a list inside
    a list in another, so that comrak itself is asked.

    >>> in_code("- a\n    - [[b]] and `[[c]]`\n\n\n    [[d]]", [(10, 15), (21, 26), (34, 39)])
    frozenset({1})
    >>> in_code("a\n\n    [[d]]", [(7, 12)])
    frozenset({0})
    """
    if not pieces or not _MAY_HOLD_CODE.search(text):
        return frozenset()
    mark = _unused(text)
    marked: list[str] = []
    done = 0
    for number, (start, end) in enumerate(pieces):
        marked += (text[done:start], mark, str(number), mark)
        done = end
    code = _CODE.findall(raw_html("".join([*marked, text[done:]])))
    found = re.compile(f"{mark}([0-9]+){mark}")
    return frozenset(int(number) for each in code for number in found.findall(each))


def _unused(text: str) -> str:
    """A character for private use, which Markdown takes for a letter, that is not in the text."""
    used = set(text)
    return next(c for c in map(chr, range(_FIRST_PRIVATE, _LAST_PRIVATE)) if c not in used)
