"""Entries: everything that can be referred to, a record or a part of one, under one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership_register.model.base import Part, Record, anchor
from partnership_register.model.walk import Found, FoundPart
from partnership_register.problems import Loc

COMMON_KINDS = frozenset((
    "organisation", "strategy", "risk", "partnership", "objective",
    "sector", "category", "portfolio", "regime", "aspect", "rating",
))  # fmt: skip
"""What lies in `_council`, and the partnerships themselves: every folder knows all of these."""
_ANCHOR_BEGINS = {"decision": "decision-", "item": "item-", "member": "member-"}
"""Objectives and actions have their bare ref as anchor; the others say what they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A record (`part` is None, `loc` empty) or a part of a record, with its anchor."""

    kind: str
    record: Record
    part: Part | None = None
    loc: Loc = ()
    anchor: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What sets this entry apart from all others."""
        return self.kind, self.record.path, self.anchor

    @property
    def ref(self) -> str:
        """What the part is called in its record; for a record, its id."""
        return self.part.key if self.part else self.record.id

    @property
    def full_name(self) -> str:
        """What anything may call it wherever it stands: the id, or `record#ref`."""
        alone = self.part is None or self.part.shared
        return self.ref if alone else f"{self.record.id}#{self.ref}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """What people call it, rightly or wrongly: its ref, its name, its title."""
        if self.part is None:
            return self.record.name, self.record.label, self.ref
        return self.ref, str(getattr(self.part, "title", self.ref)), self.full_name


def entries_of(record: Record, walked: Iterable[Found]) -> Iterator[Entry]:
    """The entry of the record, then those of its parts, each anchor used once on the page.

    `walked` is all that was found in the record.
    """
    yield Entry(record.kind, record)
    used: dict[str, int] = {}
    unnamed: dict[str, int] = {}
    for found in walked:
        if type(found) is not FoundPart or not found.part.part_kind:
            continue
        kind = found.part.part_kind
        own = anchor(found.part.key)
        if own:
            wanted = _ANCHOR_BEGINS.get(kind, "") + own
        else:
            unnamed[kind] = unnamed.get(kind, 0) + 1
            wanted = f"{kind}-{unnamed[kind]}"
        used[wanted] = used.get(wanted, 0) + 1
        name = wanted if used[wanted] == 1 else f"{wanted}-{used[wanted]}"
        used.setdefault(name, 1)
        yield Entry(kind, record, found.part, found.loc, name)
