"""Lines of a record as they stand in its file: the key in one, how far in, what goes on below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from partnership_register.problems import shown
from partnership_register.records.keys import known_keys


class Here(NamedTuple):
    """A place in a text; lines and columns count from 0, as libyaml counts them."""

    line: int
    column: int


class Mistake(NamedTuple):
    """What is wrong, where, and what to write instead."""

    here: Here
    message: str
    hint: str


START = Here(0, 0)


def place_in(text: str, index: int) -> Here:
    """The line and column of the character at `index`."""
    return Here(text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1))


class KeyedLine(NamedTuple):
    """A line with a key: how far in the key begins, the key, how far in the value begins, it."""

    column: int
    key: str
    start: int
    value: str


_KEYED = re.compile(r"([ ]*(?:-[ ]+)*)([^\s:#'\"\[{][^:#]*):(?:[ ]+(.*))?$")


def key_in(line: str) -> KeyedLine | None:
    """The key of a line; None where it has none that is written as a key."""
    match = _KEYED.match(line.rstrip())
    if not match:
        return None
    key, value = match[2].rstrip(), match[3] or ""
    told = key if key in known_keys() else shown(key)
    return KeyedLine(len(match[1]), told, match.end() - len(value), value)


Lines = list[str]


def goes_on(lines: Lines, number: int, column: int) -> bool:
    """Whether the text of a line goes on below, further in than the key at `column`."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    keyed = key_in(below)
    return text_column(below) > column and not (keyed and keyed.key in known_keys())


def whose_text(lines: Lines, number: int) -> KeyedLine | None:
    """The key above that has the text to which a line belongs; None where that is no text."""
    own = key_in(lines[number])
    if own and own.key in known_keys():
        return None
    above = (key_in(lines[number]) for number in going_up(lines, number))
    holder = next((keyed for keyed in above if keyed and keyed.key in known_keys()), None)
    is_text = holder and holder.value and holder.value[0] not in "'\"|>[{"
    return holder if holder and is_text and holder.column < depth_of(lines[number]) else None


def line_above(lines: Lines, line: int) -> int:
    """The nearest line above that is not blank."""
    return next((n for n in range(line - 1, max(-1, line - 200), -1) if lines[n].strip()), line)


def text_column(line: str) -> int:
    """How far in the text of a line begins, behind its hyphens."""
    return len(line) - len(line.lstrip(" -"))


def going_up(lines: Lines, number: int) -> Iterator[int]:
    """The lines above that say something, nearest first."""
    for above in range(number - 1, max(-1, number - 200), -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            yield above


def depth_of(line: str) -> int:
    """How many spaces stand before a line."""
    return len(line) - len(line.lstrip(" "))


def unreadable(_: Lines, here: Here, __: Here) -> Mistake:
    """What is said where nobody knows better."""
    return Mistake(
        here,
        "the file cannot be read from here on",
        "look at the indentation, colons and quotation marks of this line and the one above",
    )
