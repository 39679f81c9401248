"""Keys that stand inside a text, two spaces too far in, where they are published and not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from partnership_register.model.base import Part, Record
from partnership_register.model.walk import part_at
from partnership_register.problems import Loc, Problem, shown
from partnership_register.records.lines import place_in, text_column
from partnership_register.records.ordinary import COULD_BE_KEYS

_MOST_ABOVE = 2000
"""Lines above a text in which the keys are sought that it lies in."""
_KEY = re.compile(r"\n +((?:- +)?)([a-z_]+):(?: +(.*))?")
_BELOW = re.compile(r"(?: *\n)+( *)(- +)?(?:([a-z_]+):(?= |$))?(.*)", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SAID_ELSEWHERE = ("visibility", "private")


class KeyInside(NamedTuple):
    """A line inside a text that looks as if it were to begin something of its own."""

    loc: Loc
    """The way to the text."""
    line: int
    column: int
    """Where the key stands, both from 0."""
    holders: tuple[int, ...]
    """How far in the keys stand beside which the text lies, then those further out."""
    key: str
    value: str
    is_entry: bool
    """Whether a hyphen stands before it."""
    is_list: bool
    """Whether a hyphen begins the next line."""
    depth: int
    """How much further in the next line begins."""
    below: str
    """The key with which the next line begins, if it has one."""
    rest: str
    """What else the next line says."""


def keys_inside(text: str, start: int, end: int, loc: Loc) -> Iterator[KeyInside]:
    """The lines of a block of text, from its sign to its end, that look like keys."""
    block = text[start:end]
    for match in COULD_BE_KEYS.finditer(block):
        key, below = _KEY.match(block, match.start()), _BELOW.match(block, match.end())
        if key:
            line, column = place_in(text, start + key.start(2))
            margin, hyphen, name, rest = below.groups("") if below else ("", "", "", "")
            yield KeyInside(
                loc,
                line,
                column,
                tuple(_columns(text, start, loc)),
                key[2],
                (key[3] or "").rstrip(),
                bool(key[1]),
                bool(hyphen),
                len(margin) - (key.start(2) - key.start() - 1),
                name,
                rest.strip(),
            )


def _columns(text: str, start: int, loc: Loc) -> Iterator[int]:
    """How far in the key of the text stands, if it has one, and each key that it lies in."""
    lines = text[: text.find("\n", start)].split("\n")[-_MOST_ABOVE:]
    column = text_column(lines[-1])
    if isinstance(loc[-1], str):
        yield column
    for line in reversed(lines):
        if line.strip() and text_column(line) < column and not line.lstrip().startswith("#"):
            column = text_column(line)
            yield column


def said_of_keys_inside(
    found: Iterable[KeyInside], model: type[BaseModel], path: str
) -> Iterator[Problem]:
    """A problem for each that is a key where it was most likely meant to stand."""
    for each in found:
        ways = [each.loc[:n] for n in reversed(range(len(each.loc))) if _is_key(each.loc[n])]
        for way, column in zip(ways, each.holders, strict=False):
            holder = part_at(model, way)
            in_list = bool(way) and not _is_key(way[-1])
            if holder and _is_meant(each, holder, in_list=in_list):
                far = each.column - column
                yield Problem(
                    path,
                    f'"{shown(each.key)}:" stands inside the text above, and is read as its words',
                    f"begin it {far} space{'s' if far > 1 else ''} further left",
                    each.loc,
                    each.line + 1,
                    each.column + 1,
                )
                break


def _is_key(step: str | int) -> bool:
    return isinstance(step, str)


def _is_meant(found: KeyInside, holder: type[BaseModel], *, in_list: bool) -> bool:
    info = holder.model_fields.get(found.key)
    of_place = holder.FROM_PLACE if issubclass(holder, Record) else ()
    if info is None or found.key in (*_SAID_ELSEWHERE, *of_place):
        return False
    if found.is_entry:
        is_next = not found.is_list and found.depth == 0
        return in_list and is_next and found.below in holder.model_fields
    if found.value[:1] in ("|", ">"):
        return str in _kinds(info.annotation)
    if found.value:
        return _takes(info.annotation, found.value)
    return _begins(found, info.annotation, part_at(holder, (found.key,)))


def _begins(found: KeyInside, annotation: Any, part: type[BaseModel] | None) -> bool:
    """Whether the next line is what a list or a part of the kind begins with."""
    is_many = any(get_origin(kind) is tuple for kind in _kinds(annotation))
    if found.is_list != is_many or found.depth < 0 or not (found.below or found.rest):
        return False
    if part is None:
        return is_many and found.depth > 0
    is_short = issubclass(part, Part) and bool(part.shorthand)
    in_short = is_short and not found.below and _ID.fullmatch(found.rest) is not None
    return found.below in part.model_fields or (found.depth > 0 and in_short)


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """The types that a field may take, one of which may be that it is left out."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kinds(inner[0])
    if origin in (Union, UnionType):
        return tuple(kind for each in inner for kind in _kinds(each))
    return (annotation,)


def _takes(annotation: Any, value: str) -> bool:
    """Whether a field takes a word, of the few that it can take."""
    kinds = _kinds(annotation)
    if any(get_origin(kind) is Literal and value in get_args(kind) for kind in kinds):
        return True
    return (date in kinds and _DAY.fullmatch(value) is not None) or (
        bool in kinds and value in ("yes", "no")
    )
