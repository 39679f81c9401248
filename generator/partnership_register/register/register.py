"""The Register: all entries by name, and every reference resolved in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record, anchor
from partnership_register.model.walk import NamedFile, Prose, Reference, may_name_files, walk
from partnership_register.problems import Loc, Problem, nearest
from partnership_register.records import Attachment, Records
from partnership_register.register.entries import Entry, entries_of
from partnership_register.register.links import links_in

R = TypeVar("R", bound=Record)

LINKABLE = (*(kind.kind for kind in RECORD_TYPES), "action", "decision", "objective")
"""What `[[...]]` in text may name."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """One reference seen from what it names: who refers, from which field."""

    record: Record
    loc: Loc
    part: Entry | None
    """The innermost part with an anchor in which the reference stands."""

    @property
    def field(self) -> str:
        """The name of the field, such as `supersedes`; `text` for a link in Markdown."""
        return next(str(step) for step in reversed(self.loc) if isinstance(step, str))


class Register:
    """The public records of a council on a day, with all relations between them.

    Records hold ids alone. What an id names, and who names a record, is asked here.
    """

    def __init__(self, records: Records, council: Council, as_of: date) -> None:
        self.council = council
        self.as_of = as_of
        self.attachments: dict[str, Attachment] = records.attachments
        self.dangling: list[Problem] = []
        self.broken = records.broken
        self._types: dict[type[Record], tuple[Record, ...]] = {}
        self._within: dict[tuple[type[Record], str], tuple[Record, ...]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._parts: dict[tuple[str, Loc], Entry] = {}
        self._kinds: dict[str, list[Entry]] = defaultdict(list)
        self._named: dict[str, list[Entry]] = defaultdict(list)
        self._former: dict[str, str] = {}
        self._backlinks: dict[tuple[str, str, str], list[Backlink]] = defaultdict(list)
        self.everything: tuple[Record, ...] = (*records.records, council)
        self._index()
        self._resolve_all()

    # What there is

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a type, by id."""
        return self._types.get(kind, ())  # type: ignore[return-value]

    def within(self, kind: type[R], partnership: str) -> tuple[R, ...]:
        """The records of a type that lie in the folder of a partnership, by id."""
        return self._within.get((kind, partnership), ())  # type: ignore[return-value]

    def get(self, kind: type[R], id: str) -> R | None:
        """The record of a type and id."""
        entry = self._entries.get((kind.kind, id))
        return entry.record if entry else None  # type: ignore[return-value]

    def entry(self, record: Record) -> Entry:
        """The entry of a record."""
        return self._entries[record.kind, record.id]

    def part(self, record: Record, *loc: str | int) -> Entry:
        """The entry of the part that stands at `loc` in a record."""
        return self._parts[record.path, loc]

    def parts(self, kind: str) -> Iterator[Entry]:
        """The entries of every part of a kind, such as `decision`."""
        return iter(self._kinds.get(kind, ()))

    def files_of(self, record: Record) -> tuple[str, ...]:
        """The names of the files beside a record that it names, each once."""
        if not may_name_files(type(record)):
            return ()
        names = (found.name for found in walk(record) if isinstance(found, NamedFile))
        return tuple(dict.fromkeys(names))

    # What a reference names

    def resolve(self, kinds: Iterable[str], value: str, source: Record) -> Entry | None:
        """What `value`, written in `source`, names; None where nothing of these kinds fits."""
        return next(iter(self.candidates(kinds, value, source)), None)

    def candidates(self, kinds: Iterable[str], value: str, source: Record) -> list[Entry]:
        """All that `value` may name, the nearest to `source` alone where one is nearer."""
        wanted = set(kinds)
        record_id, _, ref = value.partition("#")
        found: list[Entry] = []
        if not ref:
            found = self._records_called(wanted, record_id, source)
        holders = self._records_called(None, record_id, source) if ref else []
        for holder in holders:
            found += self._parts_called(wanted, ref, holder.record.path)
        if not found and not ref:
            found = self._parts_nearby(wanted, value, source)
        return found

    def link_target(self, target: str, source: Record) -> list[Entry]:
        """What `[[target]]` in the text of `source` may name: one entry, none or several."""
        kind, colon, rest = target.partition(":")
        if colon:
            return self.candidates((kind,), rest.strip(), source)
        return self.candidates(LINKABLE, target, source)

    def pointing_at(self, entry: Entry, *fields: str) -> tuple[Backlink, ...]:
        """Who refers to an entry, in the order of records; only from `fields` where given."""
        links = self._backlinks.get(entry.key, ())
        return tuple(link for link in links if not fields or link.field in fields)

    def former(self, id: str) -> str:
        """The id that a former id has now, or nothing."""
        return self._former.get(id, "")

    # How it is put together

    def _index(self) -> None:
        types: dict[type[Record], list[Record]] = defaultdict(list)
        for record in self.everything:
            types[type(record)].append(record)
            self._former |= dict.fromkeys(record.former_ids, record.id)
            for entry in entries_of(record):
                if entry.part:
                    self._parts[record.path, entry.loc] = entry
                    self._kinds[entry.kind].append(entry)
                    self._named[anchor(entry.ref)].append(entry)
                else:
                    self._entries[entry.kind, record.id] = entry
                    self._named[record.id].append(entry)
        self._types = {k: tuple(sorted(v, key=lambda r: r.id)) for k, v in types.items()}
        within: dict[tuple[type[Record], str], list[Record]] = defaultdict(list)
        for kind, records in self._types.items():
            for record in records:
                within[kind, record.partnership].append(record)
        self._within = {key: tuple(records) for key, records in within.items()}

    def _records_called(self, kinds: set[str] | None, id: str, source: Record) -> list[Entry]:
        ids = [id]
        if source.partnership:
            ids.insert(0, f"{source.partnership}/{id}")
        for candidate in ids:
            found = [
                entry
                for entry in self._named.get(candidate, ())
                if entry.part is None and (kinds is None or entry.kind in kinds)
            ]
            if found:
                return found
        return []

    def _parts_called(self, kinds: set[str], ref: str, path: str = "") -> list[Entry]:
        return [
            entry
            for entry in self._named.get(anchor(ref), ())
            if entry.part and entry.kind in kinds and (not path or entry.record.path == path)
        ]

    def _parts_nearby(self, kinds: set[str], ref: str, source: Record) -> list[Entry]:
        """Parts called `ref`: of the record itself, else of its partnership, else shared ones."""
        everywhere = self._parts_called(kinds, ref)
        own = [entry for entry in everywhere if entry.record.path == source.path]
        near = [
            entry
            for entry in everywhere
            if source.partnership and entry.record.partnership == source.partnership
        ]
        shared = [entry for entry in everywhere if entry.part and entry.part.shared]
        return own or near or shared

    def _resolve_all(self) -> None:
        for record in self.everything:
            for found in walk(record):
                match found:
                    case Reference():
                        self._link(record, found.loc, self._named_by(record, found))
                    case Prose():
                        for link in links_in(found.text):
                            targets = self.link_target(link.target, record)
                            target = self._one(record, found.loc, link.target, targets)
                            self._link(record, found.loc, target)

    def _named_by(self, record: Record, reference: Reference) -> Entry | None:
        found = self.candidates(reference.kinds, reference.value, record)
        what = " or ".join(reference.kinds)
        return self._one(record, reference.loc, reference.value, found, what)

    def _one(
        self, record: Record, loc: Loc, value: str, found: list[Entry], what: str = ""
    ) -> Entry | None:
        if len(found) == 1:
            return found[0]
        if not found and self._is_broken(value, record):
            return None
        if not found:
            message = f'there is no {what or "record or action"} "{value}"'
            self.dangling.append(Problem(record.path, message, self.suggestion(value, what), loc))
        else:
            choice = " or ".join(
                f"{e.record.id}#{e.ref}" if e.part else f"{e.kind}:{e.record.id}" for e in found[:4]
            )
            message = f'"{value}" may mean several things'
            self.dangling.append(Problem(record.path, message, f"write {choice}", loc))
        return None

    def _is_broken(self, value: str, source: Record) -> bool:
        """Whether the record meant is there but could not be read, which was said already."""
        id = value.partition("#")[0]
        return not self.broken.isdisjoint((id, f"{source.partnership}/{id}", source.partnership))

    def suggestion(self, value: str, what: str = "") -> str:
        """What to write instead of a name that fits nothing; `what` are the kinds wanted."""
        if value in self._former:
            return f'it is now called "{self._former[value]}"'
        wanted = what.split(" or ") if what else LINKABLE
        names = {
            spelling.lower(): full
            for entry in (*self._entries.values(), *self._parts.values())
            if entry.kind in wanted and entry.ref
            for full in (self._full_name(entry),)
            for spelling in (entry.ref, entry.record.name if not entry.part else full, full)
        }
        near = nearest(value, names)
        if near:
            return f'did you mean "{names[near]}"?'
        return "look up its id, which is the name of its file" if names else "there is none yet"

    @staticmethod
    def _full_name(entry: Entry) -> str:
        if entry.part and not entry.part.shared:
            return f"{entry.record.id}#{entry.ref}"
        return entry.ref

    def _link(self, record: Record, loc: Loc, target: Entry | None) -> None:
        if target is None:
            return
        part = next(
            (
                part
                for depth in range(len(loc) - 1, 0, -1)
                if (part := self._parts.get((record.path, loc[:depth])))
            ),
            None,
        )
        self._backlinks[target.key].append(Backlink(record, loc, part))
