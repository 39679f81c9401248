"""What to write for a name that fits nothing: worked out for mistakes alone, and with care.

One's own record comes first, then one's own partnership, then what is common, then others: a
name out of another partnership would be taken as it stands, and say something that is not so.
Nothing is offered of which messages about other records may not tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Protocol

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.model.meant import day
from partnership_register.problems import listed, nearest, shown
from partnership_register.register.entries import COMMON_KINDS, Entry

_RECORDS = frozenset(kind.kind for kind in RECORD_TYPES)
_COUNCILS_WORDS = frozenset(("sector", "category", "portfolio", "regime", "aspect", "rating"))
_HOLDERS = frozenset(("meeting", "plan", "review", "strategy"))
_NAMES_APART = re.compile(r"[,;] *")
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
    far: dict[tuple[str, str], tuple[float, Entry | None]] = field(default_factory=dict)
    """What was found among others, by the name that was sought and the folder it was sought for."""

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
            return f"{now}/{rest}{mark}{ref}"
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
            if near := nearest(ref, parts):
                return self._did_you_mean(parts[near])
            if parts:
                names = [
                    shown(self.known.short_name(e, self.source), most=200) for e in parts.values()
                ]
                return f"name one of its parts: {listed(names)}"
            if holder.kind in _HOLDERS and not mark:
                return _LOOK_UP_REF
        return ""

    def _near(self, value: str) -> str:
        sought = day(value) or value if "meeting" in self.kinds else value
        best: tuple[float, Entry | None] = 0.0, None
        for place, entries in self._places(value):
            less = _FARTHER[place]
            if best[0] >= 1 - less:
                break
            fits, entry = (
                self._far(sought, entries) if place == "others" else _best(sought, entries)
            )
            if fits - less > best[0]:
                best = fits - less, entry
        return self._did_you_mean(best[1]) if best[1] else ""

    def _places(self, value: str) -> Iterator[tuple[str, Iterable[Entry]]]:
        """What may be meant, nearest first; the record itself never names itself."""
        source, folders = self.source, self.offers.by_folder
        if COMMON_KINDS.issuperset(self.kinds):
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

    def _far(self, sought: str, entries: Iterable[Entry]) -> tuple[float, Entry | None]:
        """The best among others, looked for once however many records have the same mistake."""
        key = sought, self.source.partnership
        if key not in self.offers.far:
            self.offers.far[key] = _best(sought, entries)
        return self.offers.far[key]

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
        if len(short) <= _FEW and self._tells_all(self.offers.there):
            every = f"the only ones are {listed(short)}".replace(" or ", " and ")
            return every if short else "nothing of the kind is written yet"
        if _RECORDS.isdisjoint(self.kinds):
            return _LOOK_UP_REF
        return "look up its id, which is the name of its file"

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


def _best(sought: str, entries: Iterable[Entry]) -> tuple[float, Entry | None]:
    """The entry whose name, title or full name is nearest, and how near it is, up to 1."""
    names: dict[str, Entry] = {}
    for entry in entries:
        for spelling in entry.spellings:
            names.setdefault(spelling.lower(), entry)
    near = nearest(sought, names)
    if not near:
        return 0.0, None
    return SequenceMatcher(None, near, sought.lower(), autojunk=False).ratio(), names[near]
