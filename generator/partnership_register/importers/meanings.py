"""Gives every column of a header its one meaning, or refuses where two would have the same."""

import re
from collections.abc import Sequence
from itertools import pairwise

from partnership_register.importers.columns import OTHER, Column
from partnership_register.importers.paper import Row
from partnership_register.importers.refs import looks_like_ref
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import (
    SECTIONAL,
    likely_meaning_of,
    meanings_of,
    normal,
    standing,
)

_LEVEL = re.compile(r"(?:(?:level|priority)\s*)?\d{1,2}|[A-E]|[HML]|high|medium|low|n/?a|-", re.I)


def meanings_in(columns: Sequence[Column], body: Sequence[Row]) -> list[str]:
    """Give every column one meaning; what cannot be placed stays "other"."""
    candidates = [_candidates(column, body) for column in columns]
    for number, likely in _likely(columns, candidates):
        candidates[number] = (likely,)
    action = _sole(columns, candidates, "action")
    ref = _sole(columns, candidates, "ref")
    if ref is not None and not _texts(columns[ref], body):
        # A column for refs in which none was ever written.
        ref = None
    given: dict[int, str] = {}
    if action is not None:
        given[action] = "action"
    if ref is not None:
        given[ref] = "ref"
    for number, found in enumerate(candidates):
        sectional = [m for m in found if m in SECTIONAL]
        before = action is None or number < action
        if number not in given and sectional and (before or _heads_rows(columns[number], body)):
            given[number] = sectional[0]
    _refuse_like_sections(columns, given)
    for meaning in dict.fromkeys(m for found in candidates for m in found):
        if meaning in ("action", "ref", *SECTIONAL):
            continue
        claims = [n for n, found in enumerate(candidates) if meaning in found and n not in given]
        if claims:
            given[_best(columns, claims, meaning)] = meaning
    return [given.get(number, OTHER) for number in range(len(columns))]


def _heads_rows(column: Column, body: Sequence[Row]) -> bool:
    """Whether a column behind the actions still heads several rows: an objective, mostly blank."""
    texts = set(_texts(column, body))
    return meanings_of(column.heading) == ("objective",) and 0 < 2 * len(texts) <= len(body)


def _candidates(column: Column, body: Sequence[Row]) -> tuple[str, ...]:
    texts = _texts(column, body)
    if not column.heading:
        return ("ref",) if texts and all(looks_like_ref(text) for text in texts) else ()
    parts = column.heading.rpartition(": ")
    found = meanings_of(column.heading) or meanings_of(parts[2]) or meanings_of(parts[0])
    if "priority" in found and "objective" in found:
        levels = [text for text in texts if _LEVEL.fullmatch(text.strip(" ."))]
        return ("priority",) if 2 * len(levels) >= len(texts) else ("objective", "priority")
    return found


def _likely(
    columns: Sequence[Column], candidates: Sequence[tuple[str, ...]]
) -> list[tuple[int, str]]:
    """Meanings told by the main word of a heading alone, each for the one column that has it."""
    known = {meaning for found in candidates for meaning in found}
    likely = [
        (number, likely_meaning_of(column.heading))
        for number, column in enumerate(columns)
        if not candidates[number]
    ]
    told = [meaning for _, meaning in likely]
    return [(n, m) for n, m in likely if m and m not in known and told.count(m) == 1]


def _sole(
    columns: Sequence[Column], candidates: Sequence[tuple[str, ...]], meaning: str
) -> int | None:
    """The one column for a meaning on which the reading of the rows depends."""
    claims = [n for n, found in enumerate(candidates) if found[:1] == (meaning,)]
    firm = [n for n in claims if len(candidates[n]) == 1]
    if len(firm) > 1:
        _refuse_pair(columns[firm[0]], columns[firm[1]], meaning)
    return next(iter(firm or claims), None)


def _best(columns: Sequence[Column], claims: Sequence[int], meaning: str) -> int:
    ranked = sorted(claims, key=lambda n: standing(columns[n].heading, meaning))
    if len(ranked) > 1 and normal(columns[ranked[0]].heading) == normal(columns[ranked[1]].heading):
        _refuse_pair(columns[ranked[0]], columns[ranked[1]], meaning)
    return ranked[0]


def _refuse_like_sections(columns: Sequence[Column], given: dict[int, str]) -> None:
    numbers = [n for n in sorted(given) if given[n] in SECTIONAL]
    for one, other in pairwise(numbers):
        if normal(columns[one].heading) == normal(columns[other].heading):
            _refuse_pair(columns[one], columns[other], given[one])
    if len(numbers) > 2:
        names = ", ".join(columns[n].name for n in numbers)
        raise ImportRefused(
            f"{names} all head groups of actions, and a plan has room for two. Join two of these "
            "columns in a copy of the paper, or give one a heading of its own, such as Remarks."
        )


def _refuse_pair(one: Column, other: Column, meaning: str) -> None:
    raise ImportRefused(
        f"{one.name} (column {one.letter}) and {other.name} (column {other.letter}) can both be "
        f"the {meaning.replace('_text', '')}. In a copy of the paper, change the heading of the "
        "one that is not; it will then be kept under its own heading."
    )


def _texts(column: Column, body: Sequence[Row]) -> list[str]:
    return [
        cell.text
        for row in body
        if len(row.filled) > 1
        for cell in row.filled
        if column.start <= cell.start < column.end
    ]
