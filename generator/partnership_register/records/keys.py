"""Keys: which there are in any kind of record, and what stands below each."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.walk import markdown_fields, part_fields


@cache
def parts_below() -> dict[str, dict[str, bool]]:
    """The keys below each key that takes any, and whether it takes a list of them."""
    found: dict[str, dict[str, bool]] = {}
    for model in kinds_and_parts():
        for name, is_many, part in part_fields(model):
            found.setdefault(name, {}).update(dict.fromkeys(part.model_fields, is_many))
    return found


@cache
def known_keys() -> frozenset[str]:
    """Every key that some kind of record has; they tell nothing of what stands in a file."""
    return frozenset(name for model in kinds_and_parts() for name in model.model_fields)


@cache
def kinds_and_parts() -> tuple[type[BaseModel], ...]:
    """Every kind of record, and every kind of part in them."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [*RECORD_TYPES, Council]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            waiting += [part for _, _, part in part_fields(model)]
    return tuple(found)


def takes_lines(key: str) -> bool:
    """Whether some kind of record has text of several lines under a key."""
    return any(key in markdown_fields(model) for model in kinds_and_parts())
