"""The register as a spreadsheet and as data, for whoever wants to reckon with it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address
from partnership_register.pages.wording import TYPES
from partnership_register.pages.writing import plain
from partnership_register.register import Register
from partnership_register.register.seats import filled, in_role
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
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register_csv(register: Register, site_url: str) -> bytes:
    """One row a partnership, in UTF-8 with a byte order mark, as spreadsheet programs want it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for partnership in register.all(Partnership):
        row = _row(register, partnership, site_url)
        writer.writerow([guarded(str(row[column])) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("Safer Thornmere")
    ("'=HYPERLINK(1)", 'Safer Thornmere')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def register_json(register: Register, site_url: str) -> bytes:
    """Every public record by kind, as it is written in its file, with its id and address."""
    council = register.council
    data: dict[str, Any] = {
        "publisher": council.title,
        "licence": LICENCE,
        "as_of": register.as_of.isoformat(),
        "partnerships": [
            _row(register, partnership, site_url) for partnership in register.all(Partnership)
        ],
        "records": {
            kind.kind: [_plain(record, site_url) for record in register.all(kind)]
            for kind in RECORD_TYPES
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _row(register: Register, partnership: Partnership, site_url: str) -> dict[str, Any]:
    review = review_of(register, partnership)
    last, coming = last_meeting(register, partnership), next_meeting(register, partnership)
    chairs = (seat.membership for seat in in_role(register, partnership, "chair"))
    return {
        "id": partnership.id,
        "title": partnership.title,
        "kind": TYPES[partnership.type],
        "status": partnership.status,
        "parent": partnership.parent or "",
        "purpose": plain(partnership.purpose, most=2000),
        "scope": partnership.scope or "",
        "theme": partnership.theme or "",
        "tier": partnership.tier or "",
        "significance": partnership.significance.level if partnership.significance else "",
        "accountable_body": partnership.accountable_body or "",
        "website": partnership.website or "",
        "in_review_scope": "yes" if partnership.in_review_scope else "no",
        "chair": "; ".join(chair.name or chair.post or "" for chair in chairs),
        "members": sum(1 for seat in filled(register, partnership) if seat.is_member),
        "agreement": agreement_of(register, partnership).state,
        "review": review.state,
        "review_due": review.due.isoformat() if review.due else "",
        "open_risks": len(risks_of(register, partnership)),
        "last_meeting": last.date.isoformat() if last else "",
        "next_meeting": coming.date.isoformat() if coming else "",
        "address": f"{site_url.rstrip('/')}{address(partnership)}",
    }


def _plain(record: Record, site_url: str) -> dict[str, Any]:
    written = record.model_dump(mode="json", exclude={"path"}, exclude_defaults=True)
    return {"id": record.id, "address": f"{site_url.rstrip('/')}{address(record)}"} | written
