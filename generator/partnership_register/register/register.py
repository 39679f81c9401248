"""The Register: all entries by name, and every reference resolved in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meant import day
from partnership_register.model.walk import NamedFile, Prose, Reference, may_name_files, walk
from partnership_register.problems import Loc, Problem, listed, nearest, shown
from partnership_register.records import Attachment, Records, Unread
from partnership_register.register.entries import Entry, entries_of
from partnership_register.register.links import links_in
from partnership_register.register.names import Names

R = TypeVar("R", bound=Record)

_RECORDS = {kind.kind for kind in RECORD_TYPES}
_FEW = 7
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
        self.unread = records.unread
        self._suggested: dict[tuple[str, str, str], str] = {}
        self._types: dict[type[Record], tuple[Record, ...]] = {}
        self._within: dict[tuple[type[Record], str], tuple[Record, ...]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._parts: dict[tuple[str, Loc], Entry] = {}
        self._kinds: dict[str, list[Entry]] = defaultdict(list)
        self._former: dict[str, str] = {}
        self._backlinks: dict[tuple[str, str, str], list[Backlink]] = defaultdict(list)
        self.everything: tuple[Record, ...] = (*records.records, council)
        self._names = Names(self._index())
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
        wanted = frozenset(kinds)
        record_id, mark, ref = value.partition("#")
        if not mark:
            return self._names.records(value, source, wanted) or self._names.parts_nearby(
                value, source, wanted
            )
        holders = self._names.records(record_id, source)
        return [
            part for holder in holders for part in self._names.parts(ref, holder.record, wanted)
        ]

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

    # How it is put together

    def _index(self) -> Iterator[Entry]:
        """Note every entry in the indexes of the register and hand it on."""
        types: dict[type[Record], list[Record]] = defaultdict(list)
        within: dict[tuple[type[Record], str], list[Record]] = defaultdict(list)
        for record in sorted(self.everything, key=lambda record: record.id):
            types[type(record)].append(record)
            within[type(record), record.partnership].append(record)
            self._former |= dict.fromkeys(record.former_ids, record.id)
            for entry in entries_of(record):
                if entry.part:
                    self._parts[record.path, entry.loc] = entry
                    self._kinds[entry.kind].append(entry)
                else:
                    self._entries[entry.kind, record.id] = entry
                yield entry
        self._types = {kind: tuple(records) for kind, records in types.items()}
        self._within = {key: tuple(records) for key, records in within.items()}

    def _resolve_all(self) -> None:
        for record in self.everything:
            for found in walk(record):
                match found:
                    case Reference():
                        self._link(record, found.loc, self._named_by(record, found))
                    case Prose():
                        for link in links_in(found.text):
                            target = self._linked_by(record, found.loc, link.target)
                            self._link(record, found.loc, target)
        for unread in self.unread:
            self._check(unread)

    def _check(self, unread: Unread) -> None:
        """What a file names that makes no record as it stands; nothing leads back to it."""
        for name in unread.names:
            match name:
                case Reference():
                    self._named_by(unread.record, name)
                case Prose():
                    for link in links_in(name.text):
                        self._linked_by(unread.record, name.loc, link.target)

    def _linked_by(self, record: Record, loc: Loc, target: str) -> Entry | None:
        return self._one(record, loc, target, self.link_target(target, record))

    def _named_by(self, record: Record, reference: Reference) -> Entry | None:
        found = self.candidates(reference.kinds, reference.value, record)
        what = " or ".join(reference.kinds)
        return self._one(record, reference.loc, reference.value, found, what)

    def _one(
        self, record: Record, loc: Loc, value: str, found: list[Entry], what: str = ""
    ) -> Entry | None:
        if len(found) == 1:
            return found[0]
        if not found and self.may_be_unread(value, record, what):
            return None
        if not found:
            message = f'there is no {what or "record or action"} "{shown(value)}"'
            hint = self.suggestion(value, record, what)
        else:
            message = f'"{shown(value)}" may mean several things'
            hint = f"write {self.choice(found)}"
        within = "" if what else f"[[{value}"
        self.dangling.append(Problem(record.path, message, hint, loc, within=within))
        return None

    def may_be_unread(self, value: str, source: Record, what: str = "") -> bool:
        """Whether what `value` names may lie in a file that could not be read, as was said."""
        id, _, ref = value.rpartition(":")[2].lower().partition("#")
        ids = (id, f"{source.partnership}/{id}")
        kinds = set(what.split(" or ")) if what else set(LINKABLE)
        for unread in self.unread:
            record = unread.record
            if record.id in ids and (not ref or ref in unread.text):
                return True
            is_own = record.path == source.path
            is_near = is_own or record.partnership == source.partnership != ""
            holds = is_near if record.kind != "council" else not kinds.issubset(LINKABLE)
            if ref or not holds or not kinds - _RECORDS:
                continue
            is_missing = record.kind == "council" and not unread.text
            if is_missing or unread.text.count(id) > is_own:
                return True
        return False

    @staticmethod
    def choice(found: Iterable[Entry]) -> str:
        """The names in full of several things that one name may mean."""
        return " or ".join(
            e.full_name if e.part else f"{e.kind}:{e.record.id}" for e in islice(found, 4)
        )

    def suggestion(self, value: str, source: Record, what: str = "") -> str:
        """What to write in `source` for a name that fits nothing; `what` are the kinds wanted."""
        key = (value, source.partnership, what)
        if key not in self._suggested:
            self._suggested[key] = self._suggestion(value, source, what)
        return self._suggested[key]

    def _suggestion(self, value: str, source: Record, what: str) -> str:
        if value in self._former:
            return f'it is now called "{self._former[value]}"'
        wanted = what.split(" or ") if what else LINKABLE
        names = {
            spelling.lower(): entry
            for entry in (*self._entries.values(), *self._parts.values())
            if entry.kind in wanted and entry.ref and (entry.part or "#" not in value)
            for spelling in entry.spellings
        }
        near = nearest(day(value) or value if "meeting" in wanted else value, names)
        if near:
            return f'did you mean "{self._short_name(names[near], source)}"?'
        short = sorted({self._short_name(entry, source) for entry in names.values()})
        if len(short) <= _FEW:
            there = f"the only ones are {listed(short)}".replace(" or ", " and ")
            return there if short else "nothing of the kind is written yet"
        if _RECORDS.isdisjoint(wanted):
            return "look up its ref, and write the id of its record and # before it"
        return "look up its id, which is the name of its file"

    def _short_name(self, entry: Entry, source: Record) -> str:
        """The name without the partnership or the record where `source` is in the same."""
        names = [entry.full_name.removeprefix(f"{source.partnership}/")]
        if entry.record.path == source.path or entry.kind == "member":
            names.insert(0, entry.ref)
        leading = (n for n in names if self.candidates((entry.kind,), n, source) == [entry])
        return next(leading, entry.full_name)

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
