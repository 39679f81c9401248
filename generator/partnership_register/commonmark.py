"""Markdown of records as comrak reads it, by GitHub's rules: what it says, what of it is code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import unquote

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
_TOP_HEADING = re.compile(r"<h[12]>(.*?)</h[12]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NAMED = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.){1,999}\]:(?:[ \t]*<?(?=[^\s<]))?", re.DOTALL)
"""Where the name of an address may stand, `[name]: address`, up to where the address begins.

It may begin on the next line; what stands there may as well be a list, and is not touched.
"""
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""How the address of a link may begin, up to its colon; the site shows no others."""
_IS_ADDRESS = re.compile(r"(?:[ \t]*\n[ \t>]*<?)?(?:https?://|mailto:|tel:|/|#)", re.IGNORECASE)
_ROUNDS = 8
"""How often a text is asked what of it is hidden; what somebody means needs two at most."""
_PRIVATE = range(0xF0000, 0x10FFFE)
"""The characters of two planes for private use; no text is as long as these are many."""


def raw_html(text: str) -> str:
    """HTML of a Markdown text, with its own HTML as words; not yet cleaned."""
    return _made(_with_every_line(text) if "]:" in text else text)


def _made(text: str) -> str:
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


def seen(text: str, places: Sequence[int]) -> frozenset[int]:
    """At which places of a text, in their order, a letter more would be seen: their numbers."""
    return frozenset(_marks(*_with_marks(text, places)))


def in_headings(text: str, places: Sequence[int]) -> frozenset[int]:
    """Which places of a text lie in a heading of the first or second level: their numbers."""
    made, mark = _with_marks(text, places)
    return frozenset(n for each in _TOP_HEADING.findall(made) for n in _marks(each, mark))


def _with_marks(text: str, places: Sequence[int]) -> tuple[str, str]:
    """HTML of a text with a mark and its number at each place, and the mark."""
    mark = _unused(text)
    pieces: list[str] = []
    done = 0
    for number, place in enumerate(places):
        pieces += (text[done:place], mark, str(number), mark)
        done = place
    return raw_html("".join([*pieces, text[done:]])), mark


def _marks(made: str, mark: str) -> list[int]:
    return [int(number) for number in re.findall(f"{mark}([0-9]+){mark}", made)]


def _with_every_line(text: str) -> str:
    r"""The text in which a line such as `[Action]: Bob` is words.

    Markdown takes it for the name of an address, and shows nothing of it. It stays one where the
    text uses it and what follows is an address. What one line is may hang on the line above.

    >>> _with_every_line("Done.\n\n[Action]: Bob")
    'Done.\n\n\\[Action]: Bob'
    >>> _with_every_line("[See][1]\n\n[1]: https://a.example")
    '[See][1]\n\n[1]: https://a.example'
    """
    for round_ in range(_ROUNDS):
        before, text = text, _with_lines_unhidden(text, doubtful=round_ == _ROUNDS - 1)
        if text == before:
            break
    return text


def _with_lines_unhidden(text: str, *, doubtful: bool) -> str:
    """The text with a backslash before what hides words; if `doubtful`, before all that could.

    comrak is asked: of a mark in such a line nothing is seen, unless it is the address of a link.
    """
    mark = _unused(text)
    found = list(_NAMED.finditer(text))
    marked: list[str] = []
    done = 0
    for number, each in enumerate(found):
        marked += (text[done : each.end()], mark, str(number), mark)
        done = each.end()
    made = unquote(_made("".join([*marked, text[done:]])))
    places = re.findall(f'((?:href|src)=")?{mark}([0-9]+){mark}', made)
    as_link = {int(number) for is_link, number in places if is_link}
    as_words = {int(number) for is_link, number in places if not is_link}
    pieces: list[str] = []
    done = 0
    for number, each in enumerate(found):
        is_used = number in as_link and _IS_ADDRESS.match(text, each.end())
        if not (is_used or (number in as_words and not doubtful)):
            pieces += (text[done : each.start()], "\\")
            done = each.start()
    return "".join([*pieces, text[done:]])


def _unused(text: str) -> str:
    """A character for private use, which Markdown takes for a letter, that is not in the text."""
    used = set(text)
    return next(c for c in map(chr, _PRIVATE) if c not in used)
