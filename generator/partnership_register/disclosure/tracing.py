"""Tracing: where something that the public sees of a record stands in the file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from partnership_register.disclosure.rules import Withheld
from partnership_register.model.base import Record
from partnership_register.problems import Loc


def kept_out(withheld: Iterable[Withheld], path: str) -> frozenset[Loc]:
    """The places in a file of parts that are not there any more; of exempt ones something is."""
    return frozenset(each.loc for each in withheld if each.path == path and each.why != "exempt")


def in_file(loc: Loc, shown: Record, written: Record, kept_out: Container[Loc]) -> Loc:
    """The place in the record as it is `written` of what stands at `loc` as it is `shown`.

    The entries of a list keep their order and lose some: those that are `kept_out`, and those
    that were nothing without what is withheld. What is withheld has no say in which of two that
    are alike is meant.
    """
    found: Loc = ()
    left: Any = shown
    whole: Any = written
    for step in loc:
        there = step
        if isinstance(step, int):
            candidates = [n for n in range(len(whole)) if (*found, n) not in kept_out]
            there = _numbers(left, whole, candidates)[step]
        left, whole = _inside(left, step), _inside(whole, there)
        found = (*found, there)
    return found


def _inside(holder: Any, step: str | int) -> Any:
    return getattr(holder, str(step)) if isinstance(holder, BaseModel) else holder[step]


def _numbers(left: Sequence[Any], whole: Sequence[Any], candidates: list[int]) -> list[int]:
    """For each entry that is left, which of the candidates it was."""
    numbers: list[int] = []
    for after, entry in zip(range(len(left) - 1, -1, -1), left, strict=True):
        rest = candidates[: len(candidates) - after]  # so that those to come find theirs as well
        same = (n for n in rest if whole[n] is entry)
        alike = (n for n in rest if _is_alike(entry, whole[n]))
        number = next(same, None)
        number = next(alike, rest[0]) if number is None else number
        numbers.append(number)
        candidates = candidates[candidates.index(number) + 1 :]
    return numbers


def _is_alike(entry: Any, whole: Any) -> bool:
    """Whether an entry may be what is left of another: all that it says in one word is the same."""
    if not isinstance(entry, BaseModel):
        return bool(entry == whole)
    return all(
        value == getattr(whole, name)
        for name, value in entry
        if value and name != "visibility" and not isinstance(value, tuple | BaseModel)
    )
