"""Scanned folders: their files by digest, packed up until somebody asks for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from partnership_register.scanning.files import content_digest

COUNCIL_FOLDER = "_council"
"""The folder of what belongs to the council itself; every other is the folder of a partnership."""

LOOSE = "."
"""The name under which files count that lie in no folder, where no record may lie."""


class Changed(Exception):
    """A file is no longer what it was when its folder was scanned."""


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file below the folder of records."""

    path: str
    """Below that folder, with slashes: `safer/meetings/2026-03-12.yml`."""
    digest: bytes
    """Empty where there is no file that can be read; `records.load` then says why."""
    size: int
    names: tuple[str, ...] = ()
    """Ids in full of records of other folders that it may name, such as `safer/2026-03-12`, and
    other partnerships that it names in a field of its own, such as `safer`."""


class ScannedFolder:
    """The files of a partnership, or of `_council`.

    `packed` are its files as `pack` has them, and are looked into only when asked for: of a large
    register nearly all folders are as they were, and their digests say so.
    """

    def __init__(self, name: str, digest: bytes, packed: tuple[bytes, bytes]) -> None:
        self.name = name
        self.digest = digest
        """The digest of all names and contents."""
        self.packed = packed

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScannedFolder):
            return NotImplemented
        mine, theirs = (self.name, self.digest), (other.name, other.digest)
        return mine == theirs and self.notable == other.notable

    def __hash__(self) -> int:
        return hash((self.name, self.digest))

    @cached_property
    def notable(self) -> tuple[ScannedFile, ...]:
        """Those that lie in it and not in a folder of it, and those that may name others."""
        return _unpacked(self.packed[0])

    @cached_property
    def files(self) -> tuple[ScannedFile, ...]:
        """All of them."""
        return _unpacked(self.packed[1])

    @property
    def partnership(self) -> str:
        """The partnership in whose charge they are; empty for `_council`."""
        return "" if self.name == COUNCIL_FOLDER else self.name


Packed = tuple[str, bytes, tuple[bytes, bytes]]
"""A ScannedFolder by its fields: its name, its digest, its notable files and all of them."""
Scanned = tuple[bytes, bytes, int, tuple[str, ...]]
"""A ScannedFile by its fields, its path as the system has it."""

_DEEP = 2
"""So many slashes has the path of a file in a folder of a folder."""
_encoded = msgspec.msgpack.Encoder().encode
_FILES = msgspec.msgpack.Decoder(list[Scanned])
_FOLDERS = msgspec.msgpack.Decoder(list[tuple[bytes, bytes, tuple[bytes, bytes]]])


def pack(name: str, files: Sequence[Scanned]) -> Packed:
    """A folder with its files, as one process can hand it to another."""
    notable = [f for f in files if f[3] or f[0].count(b"/") < _DEEP]
    digest = digest_of_folder((path, said) for path, said, *_ in files)
    return name, digest, (_encoded(notable), _encoded(files))


def digest_of_folder(files: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The digest of a folder by the paths of its files and their digests, in order."""
    return content_digest(_encoded(tuple(files)))


def _unpacked(packed: bytes) -> tuple[ScannedFile, ...]:
    return tuple(
        ScannedFile(os.fsdecode(path), digest, size, names)
        for path, digest, size, names in _FILES.decode(packed)
    )


def remembered_scan(folders: Iterable[ScannedFolder]) -> bytes:
    """What a scan found, to be remembered until the next."""
    return _encoded([(os.fsencode(each.name), each.digest, each.packed) for each in folders])


def former_scan(remembered: bytes) -> tuple[ScannedFolder, ...]:
    """What an earlier scan found. Raises msgspec.ValidationError where it is something else."""
    return tuple(
        ScannedFolder(os.fsdecode(name), digest, packed)
        for name, digest, packed in _FOLDERS.decode(remembered)
    )
