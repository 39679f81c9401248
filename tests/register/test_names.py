"""How things may be called: what council.yml lists is named by its id, letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

import pytest
from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.council import Category, Listed, Portfolio, Regime
from partnership_register.model.walk import _Field, _fields
from partnership_register.problems import plain
from partnership_register.records import Records
from partnership_register.register import Register
from places import AS_OF

LISTED = {kind.part_kind for kind in Listed.__subclasses__()}
COUNCIL = Council.model_validate(
    {
        "id": "council",
        "path": "partnerships/_council/council.yml",
        "title": "Saltcombe Council",
        "contact": {"team": "Partnerships", "email": "partnerships@saltcombe.example"},
        "public_kinds": (),
        "sectors": ({"id": "public", "title": "Public"},),
        "categories": (Category(id="residents", title="Residents"),),
        "portfolios": (Portfolio(id="harbour", title="Harbour"),),
        "regimes": (Regime(id="access", title="Access"),),
    }
)


def _ways(model: type[BaseModel], above: tuple[_Field, ...] = ()) -> Iterator[tuple[_Field, ...]]:
    """Every way through the fields of a model to one that names what council.yml lists."""
    for field in _fields(model):
        if field.part:
            yield from _ways(field.part, (*above, field))
        elif LISTED.intersection(field.kinds):
            yield (*above, field)


WAYS = {
    f"{kind.kind}: {', '.join(field.name for field in way)}": (kind, way)
    for kind in RECORD_TYPES
    for way in _ways(kind)
}


def _register(kind: type[Record], way: tuple[_Field, ...], written: str) -> Register:
    """A register of one record, in which nothing stands but a name in one field."""

    def around(inner: Any, field: _Field) -> Any:
        held = (inner,) if field.many else inner
        at = way.index(field)
        if at == 0:
            place = {"id": "board/a", "path": "partnerships/board/a.yml", "partnership": "board"}
            return kind.model_construct(**place, **{field.name: held})
        part = way[at - 1].part
        assert part
        return part.model_construct(**{field.name: held})

    record = reduce(around, reversed(way), written)
    return Register(Records(COUNCIL, (record,), {}, ()), COUNCIL, AS_OF)


@pytest.mark.parametrize("name", WAYS)
def test_what_the_council_lists_is_named_by_its_id_alone(name: str) -> None:
    """In every field that names such a thing; otherwise written it is nothing, with the right id.

    Pages and rules may then look up the name as it stands in the record.
    """
    kind, way = WAYS[name]
    (wanted,) = way[-1].kinds
    id = next(entry.ref for entry in _register(kind, way, "x").parts(wanted))
    assert not _register(kind, way, id).dangling
    for written in (id.title(), id.upper(), f"{id}.", f"council#{id}"):
        (problem,) = _register(kind, way, written).dangling
        assert plain(problem.message) == f'there is no {wanted} "{written}"'
        assert plain(problem.hint) == f'did you mean "{id}"?'


def test_every_list_of_the_council_is_named_somewhere() -> None:
    """The fields are found: none of the lists is left out."""
    assert {kind for _, way in WAYS.values() for kind in way[-1].kinds} == LISTED
