"""A board and its records made in a line, for tests of what follows from them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from partnership_register.model.base import Record
from partnership_register.model.council import Contact, Council, Sector
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.records import Records
from partnership_register.register import Register, problems_of
from places import AS_OF

COUNCIL = Council(
    id="council",
    path="partnerships/_council/council.yml",
    title="Saltcombe Council",
    contact=Contact(team="Partnerships", email="partnerships@saltcombe.example"),
    public_kinds=(),
    sectors=(Sector(id="public", title="Public"),),
)
TRUST = Organisation.model_validate({
    "id": "trust", "path": "partnerships/_council/organisations/trust.yml", "partnership": "",
    "title": "Harbour Trust", "sector": "public",
    "posts": [{"id": "master", "title": "Harbour Master"}],
})  # fmt: skip
"""The organisation to which seats and officers belong; it has a post with an id."""


def board(id: str = "board", **fields: object) -> Partnership:
    """A partnership of that id, with these fields."""
    given = {"title": id.title(), "type": "strategic", "purpose": "To meet."} | fields
    return Partnership.model_validate(
        given | {"id": id, "path": f"partnerships/{id}/partnership.yml", "partnership": id}
    )


def within(kind: type[Record], name: str, of: str = "board", **fields: object) -> Record:
    """A record in the folder of a partnership."""
    path = f"partnerships/{of}/{kind.folder}/{name}.yml"
    return kind.model_validate(fields | {"id": f"{of}/{name}", "path": path, "partnership": of})


def register_of(*records: Record, as_of: date = AS_OF, council: Council = COUNCIL) -> Register:
    """The register of these records and the trust, in which nothing is wrong."""
    register = Register(Records(council, (TRUST, *records), {}, ()), council, as_of)
    assert not problems_of(register)
    return register


def rows(file: Path) -> list[dict[str, str]]:
    """The cases of a table, one a row; each says in `case` what it is of."""
    return [*csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


def filled_in(**values: str) -> dict[str, str]:
    """The cells of a case in which something stands, as the fields of a part."""
    return {name: value for name, value in values.items() if value}
