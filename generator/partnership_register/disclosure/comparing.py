"""Comparing what the public may see before and after a change, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from partnership_register.disclosure.rules import Disclosed
from partnership_register.model.base import Record
from partnership_register.model.notice import Notice
from partnership_register.model.walk import files_named_in
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
    is_notice: bool = False
    """Whether it is no value, but a page that says when the record was withdrawn."""


def released(
    before: Records, shown_before: Disclosed, after: Records, shown_after: Disclosed
) -> Iterator[Released]:
    """Everything that a change makes public, in the order of the files.

    One entry stands for the whole of a record that was not there at all before.
    """
    known = {record.path: record for record in _all(before)}
    seen = {record.path: record for record in _all(shown_before.records)}
    now_seen = {record.path: record for record in _all(shown_after.records)}
    told = {(each.kind, each.id): each for each in shown_before.records.notices}
    notices = {(each.kind, each.id): each for each in shown_after.records.notices}
    for record in _all(after):
        shown = now_seen.get(record.path)
        if notice := notices.get((record.kind, record.id)):
            public_before = told.get((record.kind, record.id)) or seen.get(record.path)
            yield from _noticed(record.path, notice, public_before, known.get(record.path))
        if shown is None:
            continue
        held = _counted(known.get(record.path))
        public = _counted(seen.get(record.path))
        left = _by_field(shown) - _by_field(seen.get(record.path))
        if not held:
            yield Released(record.path, (), str(left.total()), was_withheld=False)
            continue
        for loc, value in values(record):
            named = _field(loc), value
            if left[named] > 0:
                left[named] -= 1
                yield Released(record.path, loc, value, was_withheld=held[value] > public[value])


def public_files(shown: Disclosed) -> frozenset[str]:
    """The paths of the files that the public may have: those that some record names to it."""
    named = (
        f"{record.path.rpartition('/')[0]}/{found.name}"
        for record in _all(shown.records)
        for found in files_named_in(record)
    )
    return frozenset(named) & shown.records.attachments.keys()


def _all(records: Records) -> tuple[Record, ...]:
    """All records, the council's own first, which is always public."""
    return (*([records.council] if records.council else ()), *records.records)


def _noticed(
    path: str, notice: Notice, public: Notice | Record | None, known: Record | None
) -> Iterator[Released]:
    """What a notice tells that the public did not know.

    `public` is what it saw before in that place, and `known` the record as it was then.
    """
    if not public:
        was_there = known is not None
        yield Released(path, ("visibility", "on"), str(notice.on), was_there, is_notice=True)
    names = {_name(id) for id in public.former_ids} if public else frozenset()
    for number, name in enumerate(map(_name, notice.former_ids)):
        if name not in names:
            was_there = known is not None and name in known.former_ids
            yield Released(path, ("former_ids", number), name, was_there)
    said = public.reason if isinstance(public, Notice) else ""
    if notice.reason and notice.reason != said:
        was_there = bool(known and known.visibility and known.visibility.reason == notice.reason)
        yield Released(path, ("visibility", "reason"), notice.reason, was_there)


def _name(id: str) -> str:
    return id.rpartition("/")[2]


def _counted(record: Record | None) -> Counter[str]:
    return Counter(value for _, value in values(record)) if record else Counter()


def _by_field(record: Record | None) -> Counter[tuple[str, str]]:
    return Counter((_field(loc), value) for loc, value in values(record)) if record else Counter()


def _field(loc: Loc) -> str:
    return next(step for step in reversed(loc) if isinstance(step, str))


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
