"""Lines that were to withhold something, but stand where nobody reads them as such.

A stray `#`, or a line break that is missing, makes a line a remark or a part of the text above it.
The file is then sound, and would be public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from partnership_register.problems import Loc, Problem

_NEXT = rb"[ \t]*(?:\{|(?:(?:#[^\r\n]*)?[\r\n][ \t]*)+#?[ \t]*[\"']?(?:%s)[\"']?[ \t]*:)"
_STATES = rb"public|draft|confidential|embargoed|exempt|withdrawn"
_STATE = rb"[ \t]*[\"']?(?:" + _STATES + rb")[\"']?[ \t]*(?=[\r\n#,}]|\Z)"
_OF_VISIBILITY = rb"state|until|in_words|paragraph|public_interest|public_summary|on|reason"
_OF_PRIVATE = rb"email|telephone|address|note"
_WRITTEN = {
    "visibility": re.compile(
        rb"v?isibility[\"']?[ \t]*:(?:" + _STATE + rb"|" + _NEXT % _OF_VISIBILITY + rb")"
    ),
    "private": re.compile(rb"private[\"']?[ \t]*:" + _NEXT % _OF_PRIVATE),
}
"""How each such key looks, with the beginning of what belongs to it: prose hardly ever does.

The `#` may have taken the place of the first letter.
"""


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
    for key, pattern in _WRITTEN.items():
        if key.encode()[1:] not in content:
            continue
        places = [found.start() for found in pattern.finditer(content)]
        if len(places) > _count(data, key):
            before = content[: _most_doubtful(content, places)]
            line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
            yield Problem(
                path,
                f'this "{key}" is not read as one: it stands in a remark, or inside a text',
                "take away the # before it, or begin a new line with it; if you only want to speak"
                f" of it, write `{key}` between such marks",
                (),
                line,
                column,
            )


def _count(data: Any, key: str) -> int:
    if isinstance(data, Mapping):
        return (key in data) + sum(_count(each, key) for each in data.values())
    return sum(_count(each, key) for each in data) if isinstance(data, list) else 0


def _most_doubtful(content: bytes, places: list[int]) -> int:
    """The place with most before it on its line, since a key that is read begins a line."""

    def before(place: int) -> int:
        begins = max(content.rfind(b"\n", 0, place), content.rfind(b"\r", 0, place)) + 1
        return len(content[begins:place].strip(b" \t-\"'"))

    return max(places, key=before)
