"""What to write for a name that fits nothing: worked out for mistakes alone, and with care.

One's own record comes first, then one's own partnership, then what is common, then others: a
name out of another partnership would be taken as it stands, and say something that is not so.
So a name is offered only where it is the one that is written but for a slip; of others, only
where their folder is written as well. Else the hint says what to make first.
Nothing is offered of which messages about other records may not tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Protocol

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.model.meant import day, record_name
from partnership_register.problems import listed, nearest, shown
from partnership_register.records.placing import OWNER
from partnership_register.records.slips import slips, words_of
from partnership_register.register.entries import COMMON_KINDS, Entry
from partnership_register.scanning import COUNCIL_FOLDER

_TYPES = {kind.kind: kind for kind in RECORD_TYPES}
_RECORDS = frozenset(_TYPES)
_COUNCILS_WORDS = frozenset(("sector", "category", "portfolio", "regime", "aspect", "rating"))
_HOLDERS = frozenset(("meeting", "plan", "review", "strategy"))
_NAMES_APART = re.compile(r"[,;] *")
_ENDING = re.compile(r"\.[A-Za-z]{2,4}$")
_FEW = 7
_MANY = 20
_FARTHER = {"record": 0.0, "partnership": 0.02, "common": 0.1, "others": 0.2}
"""By how much better a name must fit to be offered from there; 1 is one that fits wholly."""
_OF_A_PERSON = {"member": "name", "substitute": "substitute_name"}
"""Fields that name a seat, each with the field beside it for somebody who has none."""


class Known(Protocol):
    """What is asked of the register; it tells only of what messages may tell of."""

    def entries(self, kinds: Collection[str]) -> Iterator[Entry]:
        """Everything of some kinds that has a name, told of or not."""

    def told(self, found: Iterable[Entry]) -> list[Entry]:
        """Those of which a message about another record may tell."""

    def named(self, kinds: Collection[str], value: str, source: Record) -> list[Entry]:
        """What a name means, as far as it may be told."""

    def short_name(self, entry: Entry, source: Record) -> str:
        """What `source` may call it."""

    def called_before(self, id: str, kinds: Collection[str]) -> str:
        """The id now of a record that was called `id`."""


@dataclass(slots=True)
class Offers:
    """What may be offered of some kinds, gathered once for all mistakes."""

    there: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How much there is in each folder, told of or not."""
    by_folder: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    found: dict[tuple[str, str], tuple[float, Entry | None]] = field(default_factory=dict)
    """What was found, by the name that was sought and the folder or record it was sought for."""

    @classmethod
    def of(cls, known: Known, kinds: Collection[str]) -> Offers:
        """Those of the register."""
        made = cls()
        there = list(known.entries(kinds))
        for entry in there:
            made.there[entry.record.partnership] += 1
        for entry in known.told(there):
            made.by_folder[entry.record.partnership].append(entry)
        return made


@dataclass(frozen=True, slots=True)
class Suggesting:
    """One name that fits nothing: what it is, where it is written, what it should be."""

    known: Known
    offers: Offers
    kinds: tuple[str, ...]
    source: Record
    field: str = ""

    def hint(self, written: str) -> str:
        """What to write instead."""
        value = written.strip().lstrip("#")
        if renamed := self._renamed(value):
            value = renamed
            if self.known.named(self.kinds, value, self.source):
                own = value.removeprefix(f"{self.source.partnership}/")
                return f'it is now called "{shown(own, most=200)}"'
        if self._are_several(value):
            return "one name fits here; in a list each stands on a line of its own, after a hyphen"
        return self._of_its_record(value) or self._near(value) or self._choice(value)

    def _renamed(self, value: str) -> str:
        """The name with the id that its record, or the folder of its record, has now."""
        id, mark, ref = value.partition("#")
        kinds = _RECORDS if mark or _RECORDS.isdisjoint(self.kinds) else self.kinds
        for old in (f"{self.source.partnership}/{id}", id):
            if now := self.known.called_before(old, kinds):
                return f"{now}{mark}{ref}"
        folder, slash, rest = id.partition("/")
        if slash and (now := self.known.called_before(folder, ("partnership",))):
            renamed = f"{now}/{rest}{mark}{ref}"
            return self._renamed(renamed) or renamed
        return ""

    def _are_several(self, value: str) -> bool:
        names = _NAMES_APART.split(value)[:_MANY]
        return len(names) > 1 and all(
            self.known.named(self.kinds, name, self.source) for name in names
        )

    def _of_its_record(self, value: str) -> str:
        """The parts of the record that is named, where it is there and only the part is not."""
        id, mark, ref = value.partition("#")
        if not mark and not _RECORDS.isdisjoint(self.kinds):
            return ""
        for holder in self.known.named(_HOLDERS | _RECORDS, id, self.source):
            record = holder.record
            inside = [e for e in self.offers.by_folder[record.partnership] if e.record is record]
            parts = {part.ref.lower(): part for part in inside if part.part}
            if near := _best(ref, parts.values())[1]:
                return self._did_you_mean(near)
            if mark and holder.kind in self.kinds and not parts:
                return self._did_you_mean(holder)
            if parts:
                names = [
                    shown(self.known.short_name(e, self.source), most=200) for e in parts.values()
                ]
                return f"name one of its parts: {listed(names)}"
            if holder.kind in _HOLDERS and not mark:
                return _LOOK_UP_REF
        return ""

    def _near(self, value: str) -> str:
        sought = _ENDING.sub("", day(value) or value if "meeting" in self.kinds else value)
        best: tuple[float, Entry | None] = 0.0, None
        for place, entries in self._places(value):
            less = _FARTHER[place]
            if best[0] >= 1 - less:
                break
            fits, entry = self._best_of(place, sought, entries)
            if fits - less > best[0]:
                best = fits - less, entry
        return self._did_you_mean(best[1]) if best[1] else ""

    def _places(self, value: str) -> Iterator[tuple[str, Iterable[Entry]]]:
        """What may be meant, nearest first; the record itself never names itself."""
        source, folders = self.source, self.offers.by_folder
        if self._are_common:
            yield "record", self._others(())
            return
        home = self._home(value)
        if home == source.partnership:
            own = (e for e in folders[home] if e.part and e.record.path == source.path)
            yield "record", own
        yield "partnership", (e for e in folders[home] if e.record.path != source.path or e.part)
        if self.kinds != ("member",):
            yield "common", folders[""]
            yield "others", self._others(("", home))

    def _home(self, value: str) -> str:
        """The folder that is named, even misspelt, or that of the record."""
        folder, slash, _ = value.partition("#")[0].partition("/")
        near = nearest(folder, self.offers.by_folder) if slash else ""
        return near or self.source.partnership

    def _others(self, but: Collection[str]) -> Iterator[Entry]:
        for folder, entries in self.offers.by_folder.items():
            if folder not in but:
                yield from (e for e in entries if e.part or e.record.path != self.source.path)

    @property
    def _are_common(self) -> bool:
        """Whether all that may be meant is known to every folder."""
        return COMMON_KINDS.issuperset(self.kinds)

    def _best_of(
        self, place: str, sought: str, entries: Iterable[Entry]
    ) -> tuple[float, Entry | None]:
        """The best in a place; where that is large, looked for once for all with this mistake."""
        is_far = place == "others"
        if not (is_far or self._are_common):
            return _best(sought, entries, is_own=place != "common")
        if is_far:
            sought_for = self.source.partnership
        else:  # the same for all records but those that could be meant, since none names itself
            sought_for = self.source.path if self.source.kind in self.kinds else ""
        key = sought, sought_for
        if key not in self.offers.found:
            self.offers.found[key] = _best(sought, entries, is_own=not is_far, in_full=is_far)
        return self.offers.found[key]

    def _did_you_mean(self, entry: Entry) -> str:
        name = shown(self.known.short_name(entry, self.source), most=200)
        return f'did you mean "{name}"?'

    def _choice(self, value: str) -> str:
        """All there are, where they are few or the council's own words; else where to look."""
        if _COUNCILS_WORDS.issuperset(self.kinds) and self.offers.by_folder[""]:
            words = [entry.ref for entry in self.offers.by_folder[""]]
            return f"write {listed(words, most=_MANY)}".replace('"', "")
        if self.kinds == ("member",):
            return self._seats(value)
        short = sorted({self.known.short_name(entry, self.source) for entry in self._others(())})
        first = self._to_make(value)
        if len(short) <= _FEW and self._tells_all(self.offers.there):
            every = f"the only ones are {listed(short)}".replace(" or ", " and ")
            every = every if short else "nothing of the kind is written yet"
            return f"{every}; for another one make {first} first" if first else every
        if _RECORDS.isdisjoint(self.kinds):
            return _LOOK_UP_REF
        look = "look up its id, which is the name of its file"
        return f"{look}; if there is none yet, make {first} first" if first else look

    def _to_make(self, value: str) -> str:
        """The file that a record of this name would be; nothing where it could not be called so."""
        kind = _TYPES.get(self.kinds[0]) if len(self.kinds) == 1 else None
        if not kind:
            return ""
        folder, slash, rest = value.rpartition("/")
        name = record_name(rest, kind.name_pattern if kind.folder else OWNER)
        owner = folder if slash else self.source.partnership
        if not name or (slash and folder not in self.offers.there):
            return ""
        if not kind.in_partnership or (kind.in_council and not owner):
            owner = COUNCIL_FOLDER
        if not kind.folder:
            path = f"{name}/{kind.name_pattern}.yml"
        else:
            path = f"{owner}/{kind.folder}/{name}.yml" if owner else ""
        root = self.source.path.partition("/")[0]
        return shown(f"{root}/{path}", most=200) if path else ""

    def _seats(self, value: str) -> str:
        """The seats of one's own partnership, and how a person is named who has none."""
        home = self.source.partnership
        person = _OF_A_PERSON.get(self.field, "") if " " in value.strip() else ""
        if person:
            return f"where it is somebody's name write {person}: instead of {self.field}:"
        seats = [entry.ref for entry in self.offers.by_folder[home]]
        if not self._tells_all((home,)) or len(seats) > _MANY:
            return "look up the id of the seat under members in partnership.yml"
        if not seats:
            return "no seat under members in partnership.yml has an id yet; give it one there"
        return f"the seats are {listed(seats, most=_MANY)}".replace(" or ", " and ")

    def _tells_all(self, folders: Iterable[str]) -> bool:
        there, told = self.offers.there, self.offers.by_folder
        return all(there.get(f, 0) == len(told.get(f, ())) for f in folders)


_LOOK_UP_REF = "look up its ref, and write the id of its record and # before it"


def _best(
    sought: str, entries: Iterable[Entry], *, is_own: bool = True, in_full: bool = False
) -> tuple[float, Entry | None]:
    """The entry that was meant but for a slip, and how near its name is, up to 1.

    None where two are as near. A word may be missing of what is one's own; with `in_full` no
    entry counts by a part of its name.
    """
    names: dict[str, list[Entry]] = {}
    for entry in entries:
        for spelling in (entry.full_name,) if in_full else entry.spellings:
            names.setdefault(spelling.lower(), []).append(entry)
    near = slips(sought, names)
    if not near and is_own:
        near = _with_a_word_missing(sought, names)
    best: tuple[float, Entry | None] = 0.0, None
    for name in near:
        fits = SequenceMatcher(None, name, sought.lower(), autojunk=False).ratio()
        found = _one_of(names[name])
        if fits > best[0]:
            best = fits, found
        elif fits == best[0] and found is not best[1]:  # not one entry by two spellings
            best = fits, None
    return best


def _one_of(entries: list[Entry]) -> Entry | None:
    """The only one of the entries that have a name."""
    return entries[0] if all(entry is entries[0] for entry in entries) else None


def _with_a_word_missing(sought: str, names: Mapping[str, list[Entry]]) -> list[str]:
    """The names of the one entry that has a word more than what is written, or a word less.

    What the two have in common must be in no other name: else the word tells one from another.
    """
    words = set(words_of(sought))
    if not words:
        return []
    near = []
    for name in names:
        differs = words ^ set(words_of(name))
        if len(differs) == 1 and differs != words and not any(map(str.isdigit, *differs)):
            near.append(name)
    common = {frozenset(words.intersection(words_of(name))) for name in near}
    alike = [
        entry
        for name, entries in names.items()
        if any(each.issubset(words_of(name)) for each in common)
        for entry in entries
    ]
    return near if alike and _one_of(alike) else []
