"""Names: what an id or a ref may mean, seen from where it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from partnership_register.model.base import Record, anchor
from partnership_register.register.entries import Entry


class Names:
    """Every entry by each way in which it may be called.

    A part is looked for in the record that names it, then in its partnership, then among the
    parts that the whole council shares; so each way has an index of its own, and looking up
    costs the same in a register of any size.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
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
        name = anchor(part.key)
        self._in_record[record.path, name].append(entry)
        if record.partnership:
            self._in_partnership[record.partnership, name].append(entry)
        if part.shared:
            self._shared[name].append(entry)

    def records(self, id: str, source: Record, kinds: Container[str] | None = None) -> list[Entry]:
        """Records called `id`: in the partnership of `source`, else anywhere; of `kinds` only."""
        for candidate in (f"{source.partnership}/{id}", id):
            found = self._records.get(candidate, ())
            wanted = [entry for entry in found if kinds is None or entry.kind in kinds]
            if wanted:
                return wanted
        return []

    def parts(self, ref: str, holder: Record, kinds: Container[str]) -> list[Entry]:
        """Parts of `holder` called `ref`."""
        return _of(kinds, self._in_record.get((holder.path, anchor(ref)), ()))

    def parts_nearby(self, ref: str, source: Record, kinds: Container[str]) -> list[Entry]:
        """Parts called `ref`: of the record itself, else of its partnership, else shared ones."""
        name = anchor(ref)
        return (
            _of(kinds, self._in_record.get((source.path, name), ()))
            or _of(kinds, self._in_partnership.get((source.partnership, name), ()))
            or _of(kinds, self._shared.get(name, ()))
        )


def _of(kinds: Container[str], entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in kinds]
