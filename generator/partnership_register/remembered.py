"""What is remembered from one build to the next, in a folder that may be deleted at any time.

Everything is found by digests of content, never by times. A file that is damaged, or that another
version of the generator left, is dropped and said so; the build is then slower, not different.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

_TITLE = b"partnership-register cache"
_BY_FOLDER = ("records", "lists")
"""Under these names something is remembered of each folder of records, by its name."""


class FileState(NamedTuple):
    """A file of the site: the digest of what it was made from, and that of its content."""

    source: bytes
    content: str


class FolderState(msgspec.Struct):
    """What a build made of a folder of records."""

    input: bytes
    """The digest of everything that its pages depend on."""
    records: int
    pages: dict[str, FileState]
    """By path; their sources are their views with their templates and frames."""
    files: dict[str, FileState]
    """Other files by path: data, calendars, attachments, addresses that moved."""
    given: dict[str, bytes]
    """The digests of what it gives to lists, by their keys."""
    refers: tuple[str, ...]
    """The records by which it speaks of documents and the like in `_council`, by path."""
    findable: bytes
    """What the search is to find, encoded by whoever knows what that is."""
    instants: tuple[int, ...] = ()
    """When embargoes on which its pages rest end, in seconds since 1970, in order."""
    withheld: int = 0
    """How many things of it the public may not see."""
    owners: bytes = b""
    """Who answers at the addresses of its records, encoded by whoever knows what that is."""


class ListState(msgspec.Struct):
    """What a build made of a list of the whole register."""

    input: bytes
    read: tuple[str, ...]
    """The keys that it read, and beginnings of keys, which end with a slash."""
    pages: dict[str, FileState]
    files: dict[str, FileState]
    findable: bytes


class State(msgspec.Struct):
    """What the last build made."""

    whole: bytes = b""
    """The digest of everything that was given to it."""
    folders: dict[str, FolderState] = {}
    lists: dict[str, ListState] = {}
    others: dict[str, FileState] = {}
    """Files by path that come neither from folders nor from lists, such as those of the engine."""
    now: int = 0
    """The instant for which it was, in seconds since 1970."""
    instants: tuple[int, ...] = ()
    """When any embargo ends, in seconds since 1970, in order."""

    def pages(self) -> Iterator[str]:
        """The paths of all pages of records and lists."""
        for folder in self.folders.values():
            yield from folder.pages
        for made in self.lists.values():
            yield from made.pages

    def files(self) -> Iterator[tuple[str, FileState]]:
        """Every file of the site by its path."""
        for folder in self.folders.values():
            yield from folder.pages.items()
            yield from folder.files.items()
        for made in self.lists.values():
            yield from made.pages.items()
            yield from made.files.items()
        yield from self.others.items()

    def withheld(self) -> int:
        """How many things the public may not see."""
        return sum(folder.withheld for folder in self.folders.values())

    def note_instants(self, common: Iterable[int], now: int) -> None:
        """Note for which instant all this was made, and at which ones it will not be so any more.

        `common` are those of the records that all folders have in common.
        """
        of_folders = (each for folder in self.folders.values() for each in folder.instants)
        self.now = now
        self.instants = tuple(sorted({*common, *of_folders}))

    def records(self) -> int:
        """How many records there are."""
        return sum(folder.records for folder in self.folders.values())


class Remembered:
    """A folder of remembered things by name. `say` is told when something had to be dropped."""

    def __init__(
        self, folder: Path, made_by: bytes, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.folder = folder
        self.made_by = made_by
        self._say = say
        self._said = False

    def read(self, name: str) -> bytes | None:
        """What is remembered by a name; None where there is nothing or it cannot be trusted."""
        try:
            head, _, payload = (self.folder / name).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        if head == self._head(payload):
            return payload
        if head.startswith(_TITLE) and self.made_by.hex().encode() not in head:
            self._drop("was made by another version of the generator or its libraries")
        else:
            self._drop("is damaged")
        return None

    def write(self, name: str, payload: bytes) -> None:
        """Remember something by a name; other processes find the old or the new, never half."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            draft.write_bytes(self._head(payload) + b"\n" + payload)
            target.unlink(missing_ok=True)  # a rename over a file waits for the disk
            draft.rename(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Forget what is remembered of any folder of records but these."""
        kept = frozenset(names)
        for kind in _BY_FOLDER:
            for file in (self.folder / kind).glob("*"):
                if file.name not in kept:
                    file.unlink(missing_ok=True)

    def room(self, name: str) -> Path:
        """A folder in which something else keeps what only this version of the generator reads."""
        room = self.folder / name
        mark = room / "made-by"
        if not mark.is_file() or mark.read_bytes() != self.made_by:
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir(parents=True)
            mark.write_bytes(self.made_by)
        return room

    def state(self) -> State:
        """What the last build made; nothing where that is not known."""
        payload = self.read("state")
        try:
            return msgspec.msgpack.decode(payload, type=State) if payload else State()
        except msgspec.ValidationError:
            self._drop("is damaged")
            return State()

    def remember(self, state: State) -> None:
        """Remember what this build made."""
        self.write("state", msgspec.msgpack.encode(state))

    def _head(self, payload: bytes) -> bytes:
        digest = blake2b(payload, digest_size=16, key=self.made_by[:32])
        return b" ".join((_TITLE, self.made_by.hex().encode(), digest.hexdigest().encode()))

    def _drop(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._say(f"The cache in {self.folder.name} {why}; it is not used.")
