"""Ordinary files, read in one pass: the small part of YAML that officers and tools write.

Most of the time of a large build would else go into reading YAML. What lies outside that part
is left to `partnership_register.records.reading`, and so is whatever is wrong, so that nothing
has to be said here. Where data are given, they are to the letter those that are given there.
"""

from __future__ import annotations

import re
from typing import Any

from partnership_register.problems import Loc

MAXIMUM_LENGTH = 100_000
"""Characters; the entries of a longer file have to be counted."""
LONGEST_TEXT = 65_536
"""Characters of one value."""
DEEPEST_QUOTE = 32
"""Marks > before a line; whoever makes HTML of very many of them takes ever longer."""
MAXIMUM_COLUMN = 24
"""How far in a line may begin; no more levels than are allowed can lie inside each other."""

_WORD = r"[A-Za-z0-9][A-Za-z0-9 ./()_-]*+(?:(?<!\ )\#[A-Za-z0-9][A-Za-z0-9 ./()_-]*+)?"
_LINE = re.compile(
    rf"""
    ([ -]*+)                                              # how far in, and a hyphen
    (?:([a-z_]{{1,99}}+):(?=[ \n])\ *+)?                    # a key
    (
      [^-\s?:,\[\]{{}}\#&*!|>'"%@`][^\n]*+                  # text, with lines that go on from it
        (?>(?:\n[ \n]*+(?![\#-]|[a-z_]++:[ \n])[^\n]++)*)
    | '[^']*+(?>(?:''[^']*+)*)'
    | [|>]-?\n(\ ++)(?!\n)[^\n]*+(?>(?:\n(?:\4[^\n]*+|(?=\n)))*)(?!\n\ +\n)
    | "[^"\\]*+"
    | \[(?:{_WORD}(?>(?:,\ ++{_WORD})*))?\]
    |
    )
    \ *+\n(?>(?:\ *+(?:\#[^\n]*+)?\n)*)                    # lines that say nothing
    | [\s\S]++                                            # whatever else, to the end
    """,
    re.VERBOSE,
)
_NOTHING_SAID = re.compile(r"(?>(?: *+(?:#[^\n]*+)?\n)*)")
_NOT_PLAIN = "'\"|>["
_GLUED_REMARK = re.compile(r"\n +#[^\s#]")
"""What may be text that goes on from the line above."""
_ENDS_PLAIN = re.compile(r":(?:[ \n]|$)")
_LINE_ENDS = re.compile(r"\n(\n*)")

COULD_BE_KEYS = re.compile(
    r"\n +(?:(?>(?:- +)?)[a-z_]++:(?>(?: ++[|>][-+0-9]*+| ++[a-z0-9-]++)?) *+(?=\n|\Z)"
    r"|- +[a-z_]++: [^\n]*+(?=\n +[a-z_]++:[ \n]))"
)
"""Lines of a block that look like keys, after which somebody has to look for what was meant."""

COULD_RUN_TOGETHER = re.compile(r"\n *+([-+*](?= )|[0-9]{1,2}[.)](?= )|\|)")
"""Lines that YAML runs together and that look like entries of a list, or rows of a table."""

_DEPTHS = {" " * n: (2 * n, 2 * n) for n in range(MAXIMUM_COLUMN)} | {
    " " * n + "- ": (2 * n + 1, 2 * n + 4) for n in range(MAXIMUM_COLUMN)
}
"""What a line may begin with, and how deep that lies, then how deep a key behind it lies.

A list may stand as far in as the key that it belongs to and yet lies deeper; so mappings have
even depths, twice their column, and a list has the odd one above that.
"""

_Line = tuple[str, str, str, str]
"""What stands before the key, the key, the value, and the margin of a block of text."""


class _OutOfTheOrdinary(Exception):
    """Raised where a file has to be read by libyaml after all."""


def read_ordinary(text: str) -> tuple[dict[str, Any], tuple[Loc, ...]] | None:
    """The data of a text with plain line ends, and the keys with nothing behind them.

    None where the text is not ordinary in every respect.
    """
    if len(text) > MAXIMUM_LENGTH or "\t" in text or "\ufeff" in text or has_many_quotes(text):
        return None
    is_ended = text.endswith("\n")
    start = _NOTHING_SAID.match(text)
    lines = _LINE.findall(text if is_ended else f"{text}\n", start.end() if start else 0)
    if not is_ended and any(margin for _, _, _, margin in lines):
        return None  # what a block of text ends with hangs on the end of its last line
    if "#" in text and (
        _GLUED_REMARK.search(text)
        or any(" #" in line[2] and line[2][0] not in _NOT_PLAIN for line in lines)
    ):
        return None
    if len(text) > LONGEST_TEXT and any(len(value) > LONGEST_TEXT for _, _, value, _ in lines):
        return None
    try:
        return _read(lines) if lines else None
    except (_OutOfTheOrdinary, KeyError):
        return None


def has_many_quotes(text: str) -> bool:
    """Whether a text has so many signs > that they could be too deep in one of its lines."""
    return text.count(">") > DEEPEST_QUOTE


def _read(  # noqa: PLR0912  a call for each line would cost as much as the whole loop
    lines: list[_Line],
) -> tuple[dict[str, Any], tuple[Loc, ...]]:
    """One loop with hardly a call in it, since calls would cost as much again."""
    data: dict[str, Any] = {}
    here: Any = data
    depth = 0
    above: list[tuple[int, Any, str | int]] = []
    left_empty: list[tuple[Loc, Any]] = []
    waiting = ""
    for prefix, key, value, margin in lines:
        outer, inner = _DEPTHS[prefix]
        if waiting:
            if outer > depth:
                child: Any = [] if outer & 1 else {}
                here[waiting] = child
                above.append((depth, here, waiting))
                depth, here = outer, child
            else:
                left_empty.append(((*(step for _, _, step in above), waiting), here))
            waiting = ""
        while outer < depth:
            depth, here, _ = above.pop()
        if outer != depth or not (key or (value and inner != outer)):
            raise _OutOfTheOrdinary
        if inner != outer and key:
            child = {}
            here.append(child)
            above.append((depth, here, len(here) - 1))
            depth, here = inner, child
        read: Any = value
        if value and (value[0] in _NOT_PLAIN or "\n" in value or ":" in value or value[-1] == " "):
            read = _value(value, margin, depth >> 1)
        if not key:
            here.append(read)
        elif key in here:
            raise _OutOfTheOrdinary
        elif value:
            here[key] = read
        else:
            waiting = key
    if waiting:
        left_empty.append(((*(step for _, _, step in above), waiting), here))
    return data, _left_empty(left_empty)


def _left_empty(found: list[tuple[Loc, Any]]) -> tuple[Loc, ...]:
    """The keys with nothing behind them, none of which may stand in its mapping besides."""
    if len(dict(found)) < len(found) or any(loc[-1] in holder for loc, holder in found):
        raise _OutOfTheOrdinary
    return tuple(loc for loc, _ in found)


def _value(value: str, margin: str, column: int) -> str | list[str]:
    """What is written as more than a few words on a line; `column` is that of what holds it."""
    if margin:
        return _block(value, margin, column)
    if value[0] == "[":
        return [word.strip(" ") for word in value[1:-1].split(",")] if value != "[]" else []
    if value[0] == "'":
        text = value[1:-1].replace("''", "'")
        return _folded(text, 1) if "\n" in text else text
    if value[0] == '"':
        text = value[1:-1]
        return _folded(text, 1) if "\n" in text else text
    text = value.rstrip(" ")
    if _ENDS_PLAIN.search(text):
        raise _OutOfTheOrdinary
    return _folded(text, column + 1) if "\n" in text else text


def _folded(text: str, column: int) -> str:
    """Several lines as one, blank lines as line ends; all have to begin at `column` or behind."""
    if COULD_RUN_TOGETHER.search(text):
        raise _OutOfTheOrdinary
    first, *lines, last = text.split("\n")
    made = [first.rstrip(" ")]
    between = ends = " "
    for line in lines:
        words = line.strip(" ")
        if not words:
            ends = "\n" if ends == between else ends + "\n"
            continue
        if line[:column].strip(" "):
            raise _OutOfTheOrdinary
        made.append(ends + words)
        ends = between
    if last[:column].strip(" "):
        raise _OutOfTheOrdinary
    made.append(ends + last.lstrip(" "))
    return "".join(made)


def _block(value: str, margin: str, column: int) -> str:
    """The lines after | or >, which have to begin behind `column`."""
    style, _, text = value.partition("\n")
    text = text[len(margin) :].replace(f"\n{margin}", "\n").rstrip("\n")
    if len(margin) <= column or (style[0] == ">" and "\n " in text):
        raise _OutOfTheOrdinary
    if ":" in text and COULD_BE_KEYS.search(value):
        raise _OutOfTheOrdinary
    if style[0] == ">":
        if COULD_RUN_TOGETHER.search(text):
            raise _OutOfTheOrdinary
        text = _LINE_ENDS.sub(lambda ends: ends[1] or " ", text)
    return text if len(style) > 1 else f"{text}\n"
