"""The rules of disclosure, applied to records and to every part of them.

A record is public where it says so itself, or where it says nothing and the council makes its
kind public. A part says nothing in most cases and is then as public as what it stands in. What a
rule does not let through is not there any more, so that no page, list, count or index after this
can hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from partnership_register.model import Council
from partnership_register.model.base import Record, anchor
from partnership_register.model.document import Document
from partnership_register.model.meeting import AgendaItem, Decision, Meeting
from partnership_register.model.notice import Notice
from partnership_register.model.partnership import Partnership
from partnership_register.model.walk import FoundPart, part_fields, walk
from partnership_register.moments import instant
from partnership_register.problems import Loc
from partnership_register.records import Records

M = TypeVar("M", bound=BaseModel)

NOT_PUBLIC_BY_KIND = "not public by kind"
IN_WITHHELD_PARTNERSHIP = "in a withheld partnership"
DRAFT_MINUTES = "draft minutes"
PRIVATE = "private"

STUBS: Mapping[type[BaseModel], tuple[str, ...]] = {
    AgendaItem: ("number", "title", "start"),
    Decision: ("ref", "outcome"),
    Document: ("id", "path", "partnership", "former_ids", "title", "type", "date", "report_number"),
}
"""What stays of something exempt (Local Government Act 1972, sections 100A to 100C and Part 1 of
Schedule 12A), beside the paragraph and the public summary. A field that is added to the model is
withheld until it is named here."""

AGENDA = ("number", "title", "lead", "start", "text", "added", "urgency_reason", "referred_from",
          "papers", "recommendations")  # fmt: skip
"""What the agenda says of an item before the meeting; nothing that came of it."""

EXEMPT_DECISION = "What was decided is exempt from publication."


class Withheld(NamedTuple):
    """One thing that the public may not see. It says where that is, and never what it says."""

    path: str
    loc: Loc
    kind: str
    """The kind of record or part; the name of the field for a part of no kind."""
    why: str
    """The state that was written, or one of the reasons above."""
    paragraph: str = ""
    """Of what is exempt: the paragraph of Part 1 of Schedule 12A."""
    until: datetime | None = None
    """Of what is embargoed: the instant (UTC) at which it becomes public."""


@dataclass(frozen=True)
class Disclosed:
    """Records as the public may see them at an instant."""

    records: Records
    withheld: tuple[Withheld, ...] = ()
    instants: tuple[datetime, ...] = ()
    """Every instant, past or to come, at which an embargo of these records ends."""
    gone: frozenset[str] = frozenset()
    """The paths of records that are not there any more."""
    parts: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """By the paths of records of which something is withheld: the kinds and names of the parts
    that are left."""
    closed: frozenset[str] = frozenset()
    """The partnerships that are withheld, and with them all records of their folders."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing at all was withheld or changed."""
        return not self.gone and not self.parts


def disclosed(
    records: Records,
    now: datetime,
    council: Council | None = None,
    closed: frozenset[str] = frozenset(),
) -> Disclosed:
    """The records that the public may see at the instant `now`, without what it may not see.

    `council` has the settings, and `closed` are partnerships that are withheld, where they are
    not among the records. A partnership that is withheld takes all records of its folder with
    it. Embargoes end at their instant, to the second.
    """
    settings = council or records.council
    if settings is None:
        return Disclosed(replace(records, records=()))
    sight = _Sight(settings, now)
    closed |= {
        record.partnership
        for record in records.records
        if isinstance(record, Partnership) and sight.barred(record)
    }
    shown = tuple(r for record in records.records if (r := sight.record(record, closed)))
    parts = {r.path: frozenset(names_of(r)) for r in shown if r.path in sight.changed}
    gone = frozenset(r.path for r in records.records) - {r.path for r in shown}
    if gone or parts:
        notices = (*records.notices, *sight.notices)
        records = replace(records, records=shown, notices=notices)
    return Disclosed(
        records,
        tuple(sight.withheld),
        tuple(sorted(sight.instants)),
        gone,
        parts,
        closed,
    )


class _Sight:
    """Looks at records with the eyes of the public, and notes what these may not see."""

    def __init__(self, council: Council, now: datetime) -> None:
        self._kinds = frozenset(council.public_kinds)
        self._shows_drafts = council.show_draft_minutes
        self._now = now
        self.withheld: list[Withheld] = []
        self.instants: set[datetime] = set()
        self.notices: list[Notice] = []
        self.changed: set[str] = set()
        self._path = ""

    def barred(self, record: Record) -> str:
        """Why the public may not see a record at all; empty where it may."""
        if record.visibility is None:
            return "" if record.kind in self._kinds else NOT_PUBLIC_BY_KIND
        state = self._state(record.visibility)
        return "" if state in ("public", "exempt") else state

    def record(self, record: Record, closed: Iterable[str]) -> Record | None:
        """The record as the public sees it, or None."""
        self._path = record.path
        why = self.barred(record)
        said = record.visibility
        inside = record.partnership in closed and not isinstance(record, Partnership)
        if why == "withdrawn" and said and said.on and not inside:
            self.notices.append(_notice(record, said.on, said.reason or ""))
        if why or inside:
            self._withhold((), record.kind, why or IN_WITHHELD_PARTNERSHIP, said)
            return None
        # Minutes first: of what stands in draft minutes not even the number is told.
        told = self._minuted(record) if isinstance(record, Meeting) else record
        shown = self._seen(told, (), record.kind)
        if shown is not record:
            self.changed.add(record.path)
        return shown

    def _seen(self, model: M, loc: Loc, kind: str) -> M:
        """A record or part that may be seen, with what may be seen of its parts."""
        if _says_nothing(model):
            return model
        visibility = getattr(model, "visibility", None)
        if visibility is not None and self._state(visibility) == "exempt":
            self._withhold(loc, kind, "exempt", visibility)
            return _stub(model, visibility)
        changes: dict[str, Any] = {}
        for name, many in _closable(type(model)):
            value = getattr(model, name)
            if not value:
                continue
            entries = value if many else (value,)
            seen = tuple(self._each(entries, (*loc, name), many=many))
            if len(seen) != len(entries) or any(
                a is not b for a, b in zip(seen, entries, strict=True)
            ):
                changes[name] = seen if many else next(iter(seen), None)
        if visibility is not None:
            changes["visibility"] = None
        return model.model_copy(update=changes) if changes else model

    def _each(self, entries: Iterable[Any], loc: Loc, *, many: bool) -> Iterator[Any]:
        for number, part in enumerate(entries):
            here = (*loc, number) if many else loc
            kind = part.part_kind or str(loc[-1])
            visibility = getattr(part, "visibility", None)
            why = PRIVATE if part.never_public else self._state(visibility)
            if why == "exempt" and type(part) not in STUBS:
                why = "confidential"
            if why in ("public", "exempt"):
                yield self._seen(part, here, kind)
            else:
                self._withhold(here, kind, why, visibility)

    def _state(self, visibility: Any) -> str:
        """What is written; of an embargo that has ended, public."""
        if visibility is None:
            return "public"
        if visibility.state == "embargoed":
            ends = instant(visibility.until)
            self.instants.add(ends)
            return "public" if self._now >= ends else "embargoed"
        return str(visibility.state)

    def _minuted(self, meeting: Meeting) -> Meeting:
        """A meeting without what came of it, as long as its minutes are a draft not shown."""
        minutes = meeting.minutes
        if minutes and (minutes.status == "approved" or self._shows_drafts):
            return meeting
        outcomes = (each.outcome for item in meeting.items for each in item.recommendations)
        said = meeting.attendance or meeting.interests or meeting.key_messages
        if not (minutes or said or any(outcomes)):
            return meeting
        self._withhold(("minutes",), "minutes", DRAFT_MINUTES, None)
        items = tuple(_as_on_the_agenda(item) for item in meeting.items)
        lists: dict[str, object] = dict.fromkeys(("key_messages", "attendance", "interests"), ())
        nobody = {"chair": None, "minute_taker": None}
        return meeting.model_copy(update={"items": items, "minutes": None, **lists, **nobody})

    def _withhold(self, loc: Loc, kind: str, why: str, visibility: Any) -> None:
        until = visibility.until if visibility and why == "embargoed" else None
        paragraph = visibility.paragraph if visibility and why == "exempt" else None
        self.withheld.append(
            Withheld(self._path, loc, kind, why, paragraph or "", until and instant(until))
        )


def _notice(record: Record, on: date, reason: str) -> Notice:
    folder, slash, _ = record.id.rpartition("/")
    former = tuple(f"{folder}{slash}{id}" for id in record.former_ids)
    return Notice(record.kind, record.id, record.partnership, on, reason, former)


def _as_on_the_agenda(item: AgendaItem) -> AgendaItem:
    exempt = item.exempt
    if exempt:
        untold = exempt.model_copy(update={"public_summary": None})
        return item.model_copy(update={"visibility": untold})
    proposals = (each.model_copy(update={"outcome": None}) for each in item.recommendations)
    kept = {name: getattr(item, name) for name in AGENDA}
    kept |= {"recommendations": tuple(proposals), "visibility": item.visibility}
    return AgendaItem.model_construct(**kept)


def _stub(model: M, visibility: Any) -> M:
    """Built from what may be seen, so that a field added later is withheld until it is named."""
    kept = {name: getattr(model, name) for name in STUBS[type(model)]}
    public = type(visibility)(
        state="exempt", paragraph=visibility.paragraph, public_summary=visibility.public_summary
    )
    if isinstance(model, Decision):
        kept["text"] = visibility.public_summary or EXEMPT_DECISION
    return type(model).model_construct(**kept, visibility=public)


def names_of(record: Record) -> Iterator[tuple[str, str]]:
    """The kinds and names of all parts of a record to which others may refer."""
    for found in walk(record):
        if isinstance(found, FoundPart) and found.part.part_kind and found.part.key:
            yield found.part.part_kind, anchor(found.part.key)


def _says_nothing(model: BaseModel) -> bool:
    """Whether neither a model nor any part of it says anything of visibility, as is usual.

    It is asked of every record, so that it does as little as can be.
    """
    fields = model.__dict__
    if fields.get("visibility") is not None or getattr(model, "never_public", False):
        return False
    for name, many in _closable(type(model)):
        value = fields.get(name)
        if value:
            for part in value if many else (value,):
                if not _says_nothing(part):
                    return False
    return True


@cache
def _closable(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields, and whether each is a list, in whose parts anything may be withheld."""
    return tuple((name, many) for name, many, part in part_fields(model) if _may_be_closed(part))


@cache
def _may_be_closed(part: type[BaseModel]) -> bool:
    return (
        "visibility" in part.model_fields
        or getattr(part, "never_public", False)
        or any(_may_be_closed(inner) for _, _, inner in part_fields(part))
    )


__all__ = ["Disclosed", "Withheld", "disclosed", "names_of"]
