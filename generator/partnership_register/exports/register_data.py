"""The register as a spreadsheet and as data, for whoever wants to reckon with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address
from partnership_register.pages.wording import TYPES, member_name
from partnership_register.pages.writing import plain, resolved
from partnership_register.register import Register, as_known
from partnership_register.register.seats import full_members, in_role
from partnership_register.register.standing import (
    agreement_of,
    last_meeting,
    next_meeting,
    review_of,
    risks_of,
)

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
COLUMNS = (
    "id",
    "title",
    "kind",
    "status",
    "parent",
    "purpose",
    "scope",
    "theme",
    "tier",
    "significance",
    "accountable_body",
    "website",
    "in_review_scope",
    "chair",
    "members",
    "agreement",
    "review",
    "review_due",
    "open_risks",
    "last_meeting",
    "next_meeting",
    "address",
)
"""What is told of each partnership."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what formulas begin; the last four are their wide forms, which some programs take too."""


def register_csv(rows: Iterable[tuple[str | int, ...]]) -> bytes:
    """Rows in the order of `COLUMNS`, one a partnership.

    In UTF-8 with a byte order mark, as spreadsheet programs want it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(str(value)) for value in values] for values in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    r"""Text that a spreadsheet cannot take for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("\t=1"), guarded("Safer Thornmere")
    ("'=HYPERLINK(1)", "'\t=1", 'Safer Thornmere')
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def register_json(
    register: Register, rows: Iterable[tuple[str | int, ...]], site_url: str
) -> bytes:
    """How every partnership stands and where its records are, and every record of the council's.

    A record is as it is written in its file, with its id and address.
    """
    return _json({
        "publisher": register.council.title,
        "licence": LICENCE,
        "as_of": register.as_of.isoformat(),
        "partnerships": list(_with_records(register, rows, site_url)),
        "records": {
            kind.kind: [
                _plain(as_known(register, record), site_url)
                for record in register.all(kind)
                if not record.partnership
            ]
            for kind in RECORD_TYPES
            if kind.in_council
        },
    })  # fmt: skip


def records_json(register: Register, partnership: Partnership, site_url: str) -> bytes:
    """Every public record that lies in the folder of a partnership, its own first, by kind."""
    return _json({
        "publisher": register.council.title,
        "licence": LICENCE,
        "partnership": partnership.id,
        "records": {
            kind.kind: [_plain(each, site_url) for each in _held(register, kind, partnership)]
            for kind in RECORD_TYPES
            if kind.in_partnership
        },
    })  # fmt: skip


def _held(register: Register, kind: type[Record], partnership: Partnership) -> tuple[Record, ...]:
    """The records of a type in the folder of a partnership; its own lies with what is common."""
    if kind is Partnership:
        return (as_known(register, partnership),)
    return register.within(kind, partnership.id)


def records_address(partnership: Partnership) -> str:
    """Where the records of a partnership's folder are as data."""
    return f"{address(partnership)}records.json"


def _with_records(
    register: Register, rows: Iterable[tuple[str | int, ...]], site_url: str
) -> Iterator[dict[str, Any]]:
    for values in rows:
        told = dict(zip(COLUMNS, values, strict=True))
        partnership = register.get(Partnership, str(told["id"]))
        assert partnership
        yield told | {"records_at": f"{site_url.rstrip('/')}{records_address(partnership)}"}


def _json(data: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def row(register: Register, partnership: Partnership, site_url: str) -> dict[str, str | int]:
    """How a partnership stands, by column in the order of `COLUMNS`."""
    review = review_of(register, partnership)
    last, coming = last_meeting(register, partnership), next_meeting(register, partnership)
    chairs = in_role(register, partnership, "chair")
    return {
        "id": partnership.id,
        "title": partnership.title,
        "kind": TYPES[partnership.type],
        "status": partnership.status,
        "parent": partnership.parent or "",
        "purpose": plain(resolved(register, partnership.purpose, partnership), most=2000),
        "scope": partnership.scope or "",
        "theme": partnership.theme or "",
        "tier": partnership.tier or "",
        "significance": partnership.significance.level if partnership.significance else "",
        "accountable_body": partnership.accountable_body or "",
        "website": partnership.website or "",
        "in_review_scope": "yes" if partnership.in_review_scope else "no",
        "chair": "; ".join(member_name(register, seat.membership) for seat in chairs),
        "members": len(full_members(register, partnership)),
        "agreement": agreement_of(register, partnership).state,
        "review": review.state,
        "review_due": review.due.isoformat() if review.due else "",
        "open_risks": len(risks_of(register, partnership)),
        "last_meeting": last.date.isoformat() if last else "",
        "next_meeting": coming.date.isoformat() if coming else "",
        "address": f"{site_url.rstrip('/')}{address(partnership)}",
    }


def _plain(record: Record, site_url: str) -> msgspec.Raw:
    """A record as JSON, its id and address first."""
    told = {"id": record.id, "address": f"{site_url.rstrip('/')}{address(record)}"}
    first = msgspec.json.encode(told).removesuffix(b"}")
    written = record.model_dump_json(exclude={"id", "path"}, exclude_defaults=True)
    rest = written.encode().removeprefix(b"{")
    return msgspec.Raw(first + (b"," if rest != b"}" else b"") + rest)
