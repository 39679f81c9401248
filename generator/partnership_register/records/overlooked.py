"""Lines that were to withhold something, but stand where nobody reads them as such.

A stray `#`, or a line break that is missing, makes a line a remark or a part of the text above it.
The file is then sound, and would be public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, NamedTuple

from partnership_register.problems import Loc, Problem

_BLANK = rb"(?:[ \t]|\xc2\xa0|\xe2\x80[\x80-\x8f\xaf]|\xe3\x80\x80)"
"""A space, or one of a special kind."""
_NEXT = rb"[ \t]*(?:\{|(?:(?:#[^\r\n]*)?[\r\n][ \t]*)+#?[ \t]*[\"']?(?:%s)[\"']?[ \t]*:)"
_STATE = (
    rb"[*_]*+%b*(?:[\r\n][ \t]*#?[ \t]*)?[\"'*_]*+([a-z]{4,14})(?![a-z0-9])"
    rb"(%b*[\"']?[ \t]*(?=[\r\n#,}]|\Z))?"
) % (_BLANK, _BLANK)
"""A word that may be a state, then whether nothing stands behind it."""
_OF_VISIBILITY = rb"state|until|in_words|paragraph|public_interest|public_summary|on|reason"
_OF_PRIVATE = rb"email|telephone|address|note"
_WITHHOLDING = ("draft", "confidential", "embargoed", "exempt", "withdrawn")
_REST_OF_WORD = rb"[a-z]{0,8}[\"'*]*+" + _BLANK + rb"*:"
_WORD = re.compile(rb"[a-z]{4,20}")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_LONGEST_WORD = 20
_LONGEST_CODE = 100
_NEAR = 0.85
"""How like two words are at least, one of which is the other with a letter or two wrong."""
_OTHERS = frozenset({"viability"})
"""Words that are near to a key without being meant for it."""


class _Key(NamedTuple):
    """How a key that withholds looks, in small letters."""

    pieces: tuple[bytes, ...]
    """One of them is left of it if a letter is wrong or missing; they are quickly looked for."""
    follows: re.Pattern[bytes]
    """The rest of the key and the beginning of what belongs to it: prose hardly ever goes on so."""


_KEYS = {
    "visibility": _Key(
        (b"visi", b"lity"),
        re.compile(_REST_OF_WORD + rb"(?:" + _NEXT % _OF_VISIBILITY + rb"|" + _STATE + rb")"),
    ),
    "private": _Key((b"priv", b"vate"), re.compile(_REST_OF_WORD + rb"()()" + _NEXT % _OF_PRIVATE)),
}


def overlooked(
    content: bytes, data: Mapping[str, Any], left_empty: Iterable[Loc], path: str
) -> Iterator[Problem]:
    """A problem for each such key that the text of a file has more often than its data.

    One with nothing after it is a problem too: what was to stand there may have become a remark.
    """
    for loc in left_empty:
        if loc[-1] == "visibility":
            hint = "write for example visibility: confidential, or delete the line"
            yield Problem(path, "nothing stands after visibility", hint, loc, about_key=True)
    lowered = content.lower()
    for key, known in _KEYS.items():
        places = _places(lowered, key, known)
        if places and len(places) > _count(data, key):
            before = content[: _most_doubtful(content, places)]
            line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
            yield Problem(
                path,
                f'this "{key}" is not read as one: it stands in a remark, or inside a text',
                "take away the # before it, or begin a new line with it, level with the keys"
                f" round it; if you only want to speak of it, write `{key}` between such marks",
                (),
                line,
                column,
            )


def _places(lowered: bytes, key: str, known: _Key) -> set[int]:
    """Where the key begins, give or take a letter; not where it stands between marks of code."""
    places = set()
    for piece in known.pieces:
        at = lowered.find(piece)
        while at >= 0:
            found = known.follows.match(lowered, at + len(piece))
            if found and (not found[1] or _withholds(found[1], is_all=found[2] is not None)):
                start = _start(lowered, at, key)
                if start is not None and not _is_code(lowered, start):
                    places.add(start)
            at = lowered.find(piece, at + 1)
    return places


def _is_code(lowered: bytes, start: int) -> bool:
    return lowered[start - 1 : start] == b"`" and b"`" in lowered[start : start + _LONGEST_CODE]


def _start(lowered: bytes, at: int, key: str) -> int | None:
    """Where the word round a place begins if it is the key; one may run on from another word."""
    rest = lowered[at : at + _LONGEST_WORD]
    end = at + len(rest) - len(rest.lstrip(_LETTERS))
    if lowered.endswith(key[1:].encode(), 0, end):
        return end - len(key) + (lowered[end - len(key) : end] != key.encode())
    before = lowered[max(0, at - _LONGEST_WORD) : at]
    start = at - (len(before) - len(before.rstrip(_LETTERS)))
    word = _WORD.match(lowered, start)
    return start if word and _is_near(word[0].decode(), key) else None


@lru_cache(maxsize=4096)
def _is_near(word: str, known: str) -> bool:
    """Whether a word in small letters is the known one, or that with a letter or two wrong."""
    if word == known:
        return True
    if abs(len(word) - len(known)) > 2 or word in _OTHERS:
        return False
    return SequenceMatcher(None, known, word, autojunk=False).ratio() >= _NEAR


def _withholds(word: bytes, *, is_all: bool) -> bool:
    """Whether a word is a state, or near to one; to be public prose may say of much."""
    if word == b"public":
        return is_all
    return any(_is_near(word.decode(), state) for state in _WITHHOLDING)


def _count(data: Any, key: str) -> int:
    if isinstance(data, Mapping):
        keys = sum(_is_near(str(each).lower(), key) for each in data)
        return keys + sum(_count(each, key) for each in data.values())
    return sum(_count(each, key) for each in data) if isinstance(data, list) else 0


def _most_doubtful(content: bytes, places: Iterable[int]) -> int:
    """The place with most before it on its line, since a key that is read begins a line."""

    def before(place: int) -> int:
        begins = max(content.rfind(b"\n", 0, place), content.rfind(b"\r", 0, place)) + 1
        return len(content[begins:place].strip(b" \t-\"'"))

    return max(places, key=before)
