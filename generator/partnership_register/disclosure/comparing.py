"""Comparing what the public may see before and after a change, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from partnership_register.disclosure.rules import Disclosed
from partnership_register.model.base import Record
from partnership_register.model.walk import NamedFile, may_name_files, walk
from partnership_register.problems import Loc
from partnership_register.records import Records

_FROM_PLACE = frozenset(Record.FROM_PLACE)


class Released(NamedTuple):
    """A value that the public may see after a change and could not see before it."""

    path: str
    loc: Loc
    """Where it stands in the record as it is after the change; empty for a whole record."""
    value: str
    """The value; of a whole record how many values of it there are."""
    was_withheld: bool
    """Whether the record held it before as well, where the public could not see it."""


def released(
    before: Records, shown_before: Disclosed, after: Records, shown_after: Disclosed
) -> Iterator[Released]:
    """Everything that a change makes public, in the order of the files.

    One entry stands for the whole of a record that was not there at all before.
    """
    known = {record.path: record for record in _all(before)}
    seen = {record.path: record for record in _all(shown_before.records)}
    now_seen = {record.path: record for record in _all(shown_after.records)}
    told = {(each.kind, each.id): each.reason for each in shown_before.records.notices}
    notices = {(each.kind, each.id): each.reason for each in shown_after.records.notices}
    for record in _all(after):
        shown = now_seen.get(record.path)
        reason = notices.get((record.kind, record.id), "")
        if reason and reason != told.get((record.kind, record.id)):
            held_before = _reason(known.get(record.path)) == reason
            yield Released(record.path, ("visibility", "reason"), reason, held_before)
        if shown is None:
            continue
        held = _counted(known.get(record.path))
        public = _counted(seen.get(record.path))
        left = _counted(shown) - public
        if not held:
            yield Released(record.path, (), str(left.total()), was_withheld=False)
            continue
        for loc, value in values(record):
            if left[value] > 0:
                left[value] -= 1
                yield Released(record.path, loc, value, was_withheld=held[value] > public[value])


def public_files(shown: Disclosed) -> frozenset[str]:
    """The paths of the files that the public may have: those that some record names to it."""
    named = (
        f"{record.path.rpartition('/')[0]}/{found.name}"
        for record in _all(shown.records)
        if may_name_files(type(record))
        for found in walk(record)
        if isinstance(found, NamedFile)
    )
    return frozenset(named) & shown.records.attachments.keys()


def _all(records: Records) -> tuple[Record, ...]:
    """All records, the council's own first, which is always public."""
    return (*([records.council] if records.council else ()), *records.records)


def _reason(record: Record | None) -> str | None:
    return record.visibility.reason if record and record.visibility else None


def _counted(record: Record | None) -> Counter[str]:
    return Counter(value for _, value in values(record)) if record else Counter()


def values(model: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every value of a record or part with its place, whatever holds it.

    What is said of visibility is none, but for the summary that the public is given.
    """
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name == "visibility":
            summary = getattr(value, "public_summary", None)
            yield from _values(summary, (*loc, name, "public_summary"))
        elif loc or name not in _FROM_PLACE:
            yield from _values(value, (*loc, name))


def _values(value: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, BaseModel):
        yield from values(value, loc)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for number, entry in enumerate(value):
            yield from _values(entry, (*loc, number))
    elif value is not None:
        yield loc, str(value)
