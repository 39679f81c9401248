"""The Register: all entries by name, and every reference resolved in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.notice import Notice
from partnership_register.model.walk import (
    Found,
    Prose,
    Reference,
    files_named_in,
    walk,
)
from partnership_register.problems import Loc, Problem, shown
from partnership_register.records import Attachment, Records, Unread
from partnership_register.records.letters import MOST_SAID
from partnership_register.register.entries import COMMON_KINDS, Entry, entries_of
from partnership_register.register.links import LINKABLE, broken_links, kinds_and_name, links_in
from partnership_register.register.names import Names
from partnership_register.register.suggesting import Offers, Suggesting
from partnership_register.register.texts import amiss_in

R = TypeVar("R", bound=Record)

_RECORDS = {kind.kind for kind in RECORD_TYPES}


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


class Name(NamedTuple):
    """Something written in a record that names something else."""

    path: str
    """Of the record in which it is written."""
    kinds: frozenset[str]
    """What it may name."""
    value: str


class Register:
    """The public records of a council on a day, with all relations between them.

    Records hold ids alone. What an id names, and who names a record, is asked here.

    A register may hold all records, or those in the charge of one folder: a partnership's, or
    `_council`'s, which is called by the empty text. It then stands on a `base`, the register of
    what all folders have in common, and knows besides the few records of other folders that its
    own name, or that name them; these are `near`. `shut` are names
    that lead nowhere: of what the public may not see, whatever else is called the same.
    """

    def __init__(
        self,
        records: Records,
        council: Council,
        as_of: date,
        *,
        folder: str | None = None,
        base: Register | None = None,
        near: Iterable[Record] = (),
        shut: frozenset[Name] = frozenset(),
    ) -> None:
        self.council = council
        self.as_of = as_of
        self.folder = folder
        self.attachments: dict[str, Attachment] = records.attachments
        self.dangling: list[Problem] = []
        self.unread = records.unread
        below = base.notices if base else ()
        self.notices: tuple[Notice, ...] = (
            *records.notices,
            *(notice for notice in below if notice.partnership == folder),
        )
        """What stands in the place of records in the charge of this register."""
        self._unquoted = records.unquoted
        self._base = base
        self._shut = shut
        self._resolved: dict[tuple[tuple[str, ...], str, str], Entry | None] = {}
        self._suggested: dict[tuple[str, ...], str] = {}
        self._offers: dict[tuple[str, ...], Offers] = {}
        self._types: dict[type[Record], tuple[Record, ...]] = {}
        self._own: dict[type[Record], tuple[Record, ...]] = {}
        self._within: dict[tuple[type[Record], str], tuple[Record, ...]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._parts: dict[tuple[str, Loc], Entry] = {}
        self._kinds: dict[str, list[Entry]] = defaultdict(list)
        self._parts_by_folder: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._former: dict[tuple[str, str], str] = {}
        self._backlinks: dict[tuple[str, str, str], list[Backlink]] = defaultdict(list)
        self._outward: list[tuple[Entry, Backlink]] = []
        self._elsewhere: dict[str, list[tuple[Record, Reference | Prose]]] = defaultdict(list)
        own = (*records.records, *(() if base else (council,)))
        self._near = tuple(near)
        self._indexed = (*own, *(r for r in self._near if not (base and base.has(r))))
        common = base._indexed if base else ()
        self.everything: tuple[Record, ...] = tuple(
            sorted((r for r in (*common, *own) if self._is_own(r)), key=_order)
        )
        """The records in the charge of this register, in the order of their files."""
        self._walked: dict[str, list[Found]] = {}
        self._names: Names = Names(self._index(), base._names if base else None)
        self._resolve_all()
        self._walked.clear()

    @classmethod
    def common(cls, records: Records, council: Council, as_of: date) -> Register:
        """The register of what all folders have in common, on which those of folders stand.

        `records` are those of `_council` and every partnership.yml.
        """
        return cls(records, council, as_of, folder=_NO_FOLDER)

    # What there is

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a type that is known, by id."""
        if not self._base:
            return self._types.get(kind, ())  # type: ignore[return-value]
        if kind not in self._types:
            return self._base.all(kind)
        known = (*self._base.all(kind), *self._types[kind])
        return tuple(sorted(known, key=lambda record: record.id))  # type: ignore[arg-type]

    def own(self, kind: type[R]) -> tuple[R, ...]:
        """The records of a type that are in the charge of this register, by id."""
        if kind not in self._own:
            self._own[kind] = tuple(r for r in self.all(kind) if self._is_own(r))
        return self._own[kind]  # type: ignore[return-value]

    def own_parts(self, kind: str) -> Iterator[Entry]:
        """The parts of a kind of the records in the charge of this register."""
        if self.folder is None:
            yield from self.parts(kind)
            return
        if self._base:
            yield from self._base._parts_by_folder.get((kind, self.folder), ())
        yield from self._parts_by_folder.get((kind, self.folder), ())

    def within(self, kind: type[R], partnership: str) -> tuple[R, ...]:
        """The records of a type that lie in the folder of a partnership, by id.

        Raises LookupError for a folder of which this register does not know all.
        """
        if self.folder not in (None, partnership):
            raise LookupError(partnership)
        return self._within.get((kind, partnership), ())  # type: ignore[return-value]

    def get(self, kind: type[R], id: str) -> R | None:
        """The record of a type and id."""
        entry = self._entry(kind.kind, id)
        return entry.record if entry else None  # type: ignore[return-value]

    def entry(self, record: Record) -> Entry:
        """The entry of a record."""
        entry = self._entry(record.kind, record.id)
        assert entry is not None
        return entry

    def part(self, record: Record, *loc: str | int) -> Entry:
        """The entry of the part that stands at `loc` in a record."""
        part = self._part(record.path, loc)
        assert part is not None
        return part

    def parts(self, kind: str) -> Iterator[Entry]:
        """The entries of every part of a kind, such as `decision`."""
        if self._base:
            yield from self._base.parts(kind)
        yield from self._kinds.get(kind, ())

    def files_of(self, record: Record) -> tuple[str, ...]:
        """The names of the files beside a record that it names, each once."""
        return tuple(dict.fromkeys(found.name for found in files_named_in(record)))

    def _is_own(self, record: Record) -> bool:
        return self.folder is None or record.partnership == self.folder

    def _entry(self, kind: str, id: str) -> Entry | None:
        entry = self._entries.get((kind, id))
        return entry or (self._base._entries.get((kind, id)) if self._base else None)

    def _part(self, path: str, loc: Loc) -> Entry | None:
        part = self._parts.get((path, loc))
        return part or (self._base._parts.get((path, loc)) if self._base else None)

    # What a reference names

    def resolve(self, kinds: tuple[str, ...], value: str, source: Record) -> Entry | None:
        """What `value`, written in `source`, names; None where nothing of these kinds fits."""
        key = (kinds, value, source.path)
        if key not in self._resolved:
            self._resolved[key] = next(iter(self.candidates(kinds, value, source)), None)
        return self._resolved[key]

    def candidates(self, kinds: Iterable[str], value: str, source: Record) -> list[Entry]:
        """All that `value` may name, the nearest to `source` alone where one is nearer."""
        wanted = frozenset(kinds)
        if self._shut and Name(source.path, wanted, value) in self._shut:
            return []
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
        return self.candidates(*kinds_and_name(target), source)

    def pointing_at(self, entry: Entry, *fields: str) -> tuple[Backlink, ...]:
        """Who refers to an entry, in the order of records; only from `fields` where given."""
        key = entry.key
        links: Sequence[Backlink] = self._backlinks.get(key, ())
        common = self._base._backlinks.get(key, ()) if self._base else ()
        if not links and not common:
            return ()
        if self._base:
            links = sorted((*common, *links), key=lambda link: _order(link.record))
        return tuple(link for link in links if not fields or link.field in fields)

    def outward(self) -> Iterator[tuple[Entry, Backlink]]:
        """Every reference that own records make, with what it names, in the order of records."""
        yield from self._outward

    # How it is put together

    def _index(self) -> Iterator[Entry]:
        """Note every entry in the indexes of the register and hand it on."""
        types: dict[type[Record], list[Record]] = defaultdict(list)
        within: dict[tuple[type[Record], str], list[Record]] = defaultdict(list)
        for record in sorted(self._indexed, key=lambda record: record.id):
            types[type(record)].append(record)
            within[type(record), record.partnership].append(record)
            if self.may_name(record) and self.may_quote(record):
                for former in record.former_ids:
                    folder = f"{record.partnership}/" if "/" in record.id else ""
                    self._former[record.kind, folder + former] = record.id
            self._walked[record.path] = walked = walk(record)
            for entry in entries_of(record, walked):
                if entry.part:
                    self._parts[record.path, entry.loc] = entry
                    self._kinds[entry.kind].append(entry)
                    self._parts_by_folder[entry.kind, record.partnership].append(entry)
                else:
                    self._entries[entry.kind, record.id] = entry
                yield entry
        self._types = {kind: tuple(records) for kind, records in types.items()}
        self._within = {key: tuple(records) for key, records in within.items()}

    def _resolve_all(self) -> None:
        if self.folder == _NO_FOLDER:
            self._resolve_what_is_common()
            return
        for record in self.everything:
            is_common = self._base is not None and self._base.has(record)
            for found in self._walked.get(record.path) or walk(record):
                for target in self._named(record, found):
                    seen = is_common and _is_common(record, found, target)
                    self._link(record, found.loc, target, is_own=True, is_new=not seen)
        for record, named in self._from_elsewhere():
            is_common = self._base is not None and self._base.has(record)
            for target in self._named_quietly(record, named):
                if not (is_common and _is_common(record, named, target)):
                    self._link(record, named.loc, target, is_own=False)
        for unread in self.unread:
            self._check(unread)

    def _resolve_what_is_common(self) -> None:
        for record in sorted(self._indexed, key=_order):
            for found in self._walked[record.path]:
                if isinstance(found, Reference | Prose):
                    self._resolve_common(record, found)

    def _from_elsewhere(self) -> Iterator[tuple[Record, Reference | Prose]]:
        """What records of other folders, near or common, may say of those of this one."""
        for record in self._near:
            for found in self._walked.get(record.path) or walk(record):
                if isinstance(found, Reference | Prose):
                    yield record, found
        if self._base and self.folder:
            yield from self._base._elsewhere.get(self.folder, ())

    def _resolve_common(self, record: Record, found: Reference | Prose) -> None:
        """What a common record names, as far as it is common as well; the rest is for folders."""
        for folder in _folders_named(found):
            if folder != record.partnership:
                self._elsewhere[folder].append((record, found))
        for target in self._named_quietly(record, found):
            if _is_common(record, found, target):
                self._link(record, found.loc, target, is_own=False)

    def has(self, record: Record) -> bool:
        """Whether a record is one of those that this register was made of."""
        return (record.kind, record.id) in self._entries

    def _named(self, record: Record, found: Found) -> Sequence[Entry]:
        """What a field of an own record names; whatever is not there becomes a problem."""
        targets: list[Entry | None] = []
        if type(found) is Reference:
            targets = [self._named_by(record, found)]
        elif type(found) is Prose:
            if "[[" in found.text or "]]" in found.text:
                links = list(links_in(found.text))
                targets = [self._linked_by(record, found.loc, link.target) for link in links]
                if not len(links) == found.text.count("[[") == found.text.count("]]"):
                    self._broken_in(record, found)
            self._amiss_in(record, found)
        return [target for target in targets if target]

    def _named_quietly(self, record: Record, found: Found) -> Iterator[Entry]:
        """What a field of another folder's record names, as far as it is known here."""
        match found:
            case Reference():
                targets = self.candidates(found.kinds, found.value, record)
                if len(targets) == 1:
                    yield targets[0]
            case Prose() if "[[" in found.text:
                for link in links_in(found.text):
                    targets = self.link_target(link.target, record)
                    if len(targets) == 1:
                        yield targets[0]

    def _check(self, unread: Unread) -> None:
        """What a file names that makes no record as it stands; nothing leads back to it."""
        for name in unread.names:
            match name:
                case Reference():
                    self._named_by(unread.record, name)
                case Prose():
                    for link in links_in(name.text):
                        self._linked_by(unread.record, name.loc, link.target)
                    self._broken_in(unread.record, name)
                    self._amiss_in(unread.record, name)

    def _broken_in(self, record: Record, prose: Prose) -> None:
        """Brackets that were meant for a link and would be published as they stand."""
        for at, words in islice(broken_links(prose.text), MOST_SAID):
            line = prose.text[at : at + 40].partition("\n")[0]  # more than the words, which may
            problem = Problem(record.path, *no_link(words), prose.loc, within=line)  # stand twice
            self.dangling.append(problem)

    def _amiss_in(self, record: Record, prose: Prose) -> None:
        """What the text would not show as it was meant."""
        for at, message, hint in islice(amiss_in(prose.text), MOST_SAID):
            line = prose.text[at : at + 40].partition("\n")[0]  # as in `_broken_in`
            problem = Problem(record.path, message, hint, prose.loc, within=line)
            self.dangling.append(problem)

    def _linked_by(self, record: Record, loc: Loc, target: str) -> Entry | None:
        return self._one(record, loc, target, self.link_target(target, record))

    def _named_by(self, record: Record, reference: Reference) -> Entry | None:
        kinds, value = reference.kinds, reference.value
        key = (kinds, value, record.path)
        known = self._resolved.get(key)
        if known:
            return known
        found = self.candidates(kinds, value, record)
        if len(found) != 1:
            return self._one(record, reference.loc, value, found, " or ".join(kinds))
        self._resolved[key] = found[0]
        return found[0]

    def _one(
        self, record: Record, loc: Loc, value: str, found: list[Entry], what: str = ""
    ) -> Entry | None:
        if len(found) == 1:
            return found[0]
        if not found and self.may_be_unread(value, record, what):
            return None
        if self._base:
            self.dangling.append(Problem(record.path, "", loc=loc))  # said with all at hand
            return None
        if not found:
            message = f'there is no {what or "record or action"} "{shown(value)}"'
            field = next((step for step in reversed(loc) if isinstance(step, str)), "")
            hint = self.suggestion(value, record, what, field if what else "")
        elif (closed := self.closed_among(found)) and self.may_quote(record):
            problem = namesake(closed)
            self.dangling += [problem] if problem not in self.dangling else []
            return None
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
            if record.id in ids and (not ref or self._may_say(unread, ref)):
                return True
            is_own = record.path == source.path
            is_near = is_own or record.partnership == source.partnership != ""
            holds = is_near if record.kind != "council" else not kinds.issubset(LINKABLE)
            if ref or not holds or not kinds - _RECORDS:
                continue
            is_missing = record.kind == "council" and not unread.text
            if is_missing or self._may_say(unread, id, more_than=is_own):
                return True
        return False

    def _may_say(self, unread: Unread, name: str, *, more_than: int = 0) -> bool:
        """Whether a file has a name; one that may not be quoted may have any, for all we tell."""
        return not self.may_quote(unread.record) or unread.text.count(name) > more_than

    def _quotable(self, found: Iterable[Entry]) -> list[Entry]:
        """Those of records that a message about another may name."""
        return [e for e in found if (self.may_quote if e.part else self.may_name)(e.record)]

    def closed_among(self, found: Iterable[Entry]) -> Entry | None:
        """The first of which no message about another record may tell; None where there is none."""
        entries = list(found)
        told = self._quotable(entries)
        return next((entry for entry in entries if entry not in told), None)

    def may_quote(self, record: Record) -> bool:
        """Whether messages about other records may say what this one holds."""
        return record.path not in self._unquoted

    def may_name(self, record: Record) -> bool:
        """Whether messages about other records may say that this one exists."""
        if record.visibility:
            return record.visibility.state == "public"
        return self.may_quote(record) or record.kind in self.council.public_kinds

    def choice(self, found: Iterable[Entry]) -> str:
        """The names in full of several things that one name may mean."""
        several = list(islice(self._quotable(found), 4))
        names = dict.fromkeys(e.full_name if e.part else f"{e.kind}:{e.record.id}" for e in several)
        if len(several) > len(names) == 1:
            return "it as it is, and give one of those that have this name another"
        return " or ".join(shown(name, most=200) for name in names) or "its name in full"

    def suggestion(self, value: str, source: Record, what: str = "", field: str = "") -> str:
        """What to write in the `field` of `source` for a name that fits nothing.

        `what` are the kinds wanted; for a link in text there is neither `what` nor `field`.
        """
        kinds, name = (tuple(what.split(" or ")), value) if what else kinds_and_name(value)
        if not what and not set(kinds).issubset(LINKABLE):
            kinds = LINKABLE
        key = (name, source.path, field, *kinds)
        if key not in self._suggested:
            if kinds not in self._offers:
                self._offers[kinds] = Offers.of(self, kinds)
            found = Suggesting(self, self._offers[kinds], kinds, source, field)
            self._suggested[key] = found.hint(name)
        return self._suggested[key]

    def short_name(self, entry: Entry, source: Record) -> str:
        """The name without the partnership or the record where `source` is in the same."""
        names = [entry.full_name.removeprefix(f"{source.partnership}/")]
        if entry.record.path == source.path or entry.kind == "member":
            names.insert(0, entry.ref)
        leading = (n for n in names if self.candidates((entry.kind,), n, source) == [entry])
        return next(leading, entry.full_name)

    def entries(self, kinds: Collection[str]) -> Iterator[Entry]:
        """Everything of some kinds that has a name and was not read from a base."""
        for entry in (*self._entries.values(), *self._parts.values()):
            if entry.kind in kinds and entry.ref:
                yield entry

    def told(self, found: Iterable[Entry]) -> list[Entry]:
        """Those of which messages about other records may tell."""
        return self._quotable(found)

    def named(self, kinds: Collection[str], value: str, source: Record) -> list[Entry]:
        """What a name means, as far as messages may tell what it holds."""
        found = self.candidates(kinds, value, source)
        return [
            entry for entry in found if self.may_quote(entry.record) and self.may_name(entry.record)
        ]

    def called_before(self, id: str, kinds: Collection[str]) -> str:
        """The id now of a record that was called `id`; empty where there is none to tell of."""
        return next((self._former[kind, id] for kind in kinds if (kind, id) in self._former), "")

    def _link(
        self, record: Record, loc: Loc, target: Entry, *, is_own: bool, is_new: bool = True
    ) -> None:
        part = None
        for depth in range(len(loc) - 1, 1, -1):  # a part stands in a list, which is named first
            part = self._part(record.path, loc[:depth])
            if part:
                break
        link = Backlink(record, loc, part)
        if is_new:
            self._backlinks[target.key].append(link)
        if is_own:
            self._outward.append((target, link))


def no_link(words: str) -> tuple[str, str]:
    """The message and the hint for brackets that were meant for a link and make none."""
    return (
        f'"{shown(words)}" is no whole link',
        "write [[id]] or [[id|words]] with both brackets at both ends, or \\[ and \\] for brackets"
        " that are no link",
    )


def namesake(entry: Entry) -> Problem:
    """What is said where something may not be told of, and a name elsewhere fits it as well.

    It stands at what may not be told of: where the name is written it would give that away.
    """
    return Problem(
        entry.record.path,
        "something is named elsewhere by a name that fits this as well",
        "give this another name, or write the other's in full where it is named",
        (*entry.loc, entry.part.ref_field) if entry.part else (),
    )


_NO_FOLDER = "*"
"""In the place of a folder: the register of what all folders have in common owns nothing."""


def _order(record: Record) -> tuple[str, ...]:
    """Folder by folder, the partnership's own file before those in folders below."""
    folder, *below = record.path.split("/")[1:]
    return (folder, *below) if len(below) > 1 else (folder, "", *below)


def _is_common(record: Record, found: Found, target: Entry) -> bool:
    """Whether the register of what is common knows that a record of it names `target`.

    Of what partnership.yml names it knows only what no record of the folder could be called.
    """
    if target.kind not in COMMON_KINDS | {"council"} and target.record.partnership:
        return False
    if not record.partnership:
        return True
    return isinstance(found, Reference) and COMMON_KINDS.issuperset(found.kinds)


def _folders_named(found: Reference | Prose) -> Iterator[str]:
    """The folders named in full by a reference or by links in text: `safer` of `safer/2026`."""
    names = [found.value] if isinstance(found, Reference) else []
    if isinstance(found, Prose):
        names = [link.target for link in links_in(found.text)]
    for name in names:
        folder, slash, _ = name.rpartition(":")[2].strip().partition("#")[0].partition("/")
        if slash:
            yield folder
