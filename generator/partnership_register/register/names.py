"""Names: what an id or a ref may mean, seen from where it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from partnership_register.model.base import Record, anchor
from partnership_register.register.entries import Entry


class Names:
    """Every entry by each way in which it may be called.

    A part is looked for in the record that names it, then in its partnership, then among the
    parts that the whole council shares; so each way has an index of its own, and looking up
    costs the same in a register of any size.

    The refs of a paper are the same however they are written ("L2D.9", "l2d.9"). What the council
    shares is named by its id letter for letter, so that whoever has the name has the id.
    """

    def __init__(self, entries: Iterable[Entry], base: Names | None = None) -> None:
        """Index `entries`; whatever `base` knows is known as well."""
        self._base = base
        self._records: dict[str, list[Entry]] = defaultdict(list)
        self._in_record: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._in_partnership: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._shared: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        record, part = entry.record, entry.part
        if part is None:
            self._records[record.id].append(entry)
            return
        if part.shared:
            self._shared[part.key].append(entry)
            return
        name = anchor(part.key)
        self._in_record[record.path, name].append(entry)
        if record.partnership:
            self._in_partnership[record.partnership, name].append(entry)

    def records(self, id: str, source: Record, kinds: Container[str] | None = None) -> list[Entry]:
        """Records called `id`: in the partnership of `source`, else anywhere; of `kinds` only."""
        for candidate in (f"{source.partnership}/{id}", id):
            found = self._called(candidate)
            wanted = [entry for entry in found if kinds is None or entry.kind in kinds]
            if wanted:
                return wanted
        return []

    def parts(self, ref: str, holder: Record, kinds: Container[str]) -> list[Entry]:
        """Parts of `holder` called `ref`."""
        return _of(kinds, self._part_of(holder.path, anchor(ref)))

    def parts_nearby(self, ref: str, source: Record, kinds: Container[str]) -> list[Entry]:
        """Parts called `ref`: of the record itself, else of its partnership, else shared ones."""
        name = anchor(ref)
        return (
            _of(kinds, self._part_of(source.path, name))
            or _of(kinds, self._near(source.partnership, name))
            or _of(kinds, self._common(ref))
        )

    def _called(self, id: str) -> Sequence[Entry]:
        return self._both(self._records.get(id), self._base and self._base._records.get(id))

    def _part_of(self, path: str, name: str) -> Sequence[Entry]:
        key = path, name
        return self._both(self._in_record.get(key), self._base and self._base._in_record.get(key))

    def _near(self, partnership: str, name: str) -> Sequence[Entry]:
        key = partnership, name
        own = self._in_partnership.get(key)
        return self._both(own, self._base and self._base._in_partnership.get(key))

    def _common(self, id: str) -> Sequence[Entry]:
        return self._both(self._shared.get(id), self._base and self._base._shared.get(id))

    @staticmethod
    def _both(own: list[Entry] | None, base: Names | list[Entry] | None) -> Sequence[Entry]:
        """What this index and its base know; either may be nothing."""
        if not isinstance(base, list):
            return own or ()
        return [*base, *own] if own else base


def _of(kinds: Container[str], entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in kinds]
