"""The memory of records: what was parsed once is not parsed again while its file stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from partnership_register.model.base import Record
from partnership_register.records.packing import packed, unpacked
from partnership_register.records.placing import Place
from partnership_register.remembered import Remembered

COMMON = "common"
"""The shelf of records that all folders have in common."""

_CLEAN = b"\0"
"""Before the digests of files beside records; no path of a record begins with it."""


@dataclass(slots=True)
class Shelf:
    """The records of one folder, by the paths and digests of their files; clean files by digest."""

    name: str
    known: dict[bytes, bytes]
    seen: dict[bytes, bytes] = field(default_factory=dict)
    parsed: int = 0
    """How many records of the folder had to be parsed; those of other folders do not count."""


class Memory:
    """Records on a shelf for each folder; without `remembered` nothing is kept.

    One shelf is in use at a time. Whatever is not asked for while it is does not stay on it, so
    that nothing piles up.
    """

    def __init__(self, remembered: Remembered | None = None) -> None:
        self._remembered = remembered
        self._shelf = Shelf("", {})
        self._clean: dict[bytes, bytes] = {}
        """Files found clean by this process; several folders may have to know of one."""

    @contextmanager
    def shelf(self, name: str) -> Iterator[Shelf]:
        """Turn to a shelf, and put it in order afterwards."""
        shelf = self._shelf = Shelf(name, self._load(name))
        yield shelf
        if self._remembered and shelf.seen.keys() != shelf.known.keys():
            self._remembered.write(f"records/{name}", msgspec.msgpack.encode(shelf.seen))
        shelf.known = {}
        shelf.seen = {}

    def get(self, place: Place, path: str, digest: bytes) -> Record | None:
        """The record of a file of this content, if it is known."""
        key = path.encode() + digest
        content = self._shelf.known.get(key)
        if content is None:
            return None
        self._shelf.seen[key] = content
        return unpacked(place.type, content)

    def learn(self, path: str, digest: bytes, record: Record) -> None:
        """Take note of a record that had to be parsed."""
        if self._shelf.name in (COMMON, path.split("/")[1]):
            self._shelf.parsed += 1
        if self._remembered:
            self._shelf.seen[path.encode() + digest] = packed(record)

    def pages_of(self, ending: str, digest: bytes) -> int | None:
        """The pages of a file that was looked through before and found clean, if it is known."""
        key = _CLEAN + ending.encode() + digest
        pages = self._shelf.known.get(key) or self._clean.get(key)
        if pages is None:
            return None
        self._shelf.seen[key] = pages
        return int(pages)

    def found_clean(self, ending: str, digest: bytes, pages: int) -> None:
        """Take note of a file that had to be looked through."""
        key = _CLEAN + ending.encode() + digest
        self._clean[key] = str(pages).encode()
        if self._remembered:
            self._shelf.seen[key] = self._clean[key]

    def _load(self, name: str) -> dict[bytes, bytes]:
        payload = self._remembered.read(f"records/{name}") if self._remembered else None
        try:
            return msgspec.msgpack.decode(payload, type=dict[bytes, bytes]) if payload else {}
        except msgspec.ValidationError:
            return {}
