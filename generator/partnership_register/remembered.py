"""What is remembered from one build to the next, in a folder that may be deleted at any time.

Everything is found by digests of content, never by times. A file that is damaged, or that another
version of the generator left, is dropped and said so; the build is then slower, not different.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

_TITLE = b"partnership-register cache"
_BY_FOLDER = ("records", "lists", "made/folders")
"""Under these names something is remembered of each folder of records, by its name."""


class FileState(NamedTuple):
    """A file of the site: the digest of what it was made from, and that of its content."""

    source: bytes
    content: str


class Made(msgspec.Struct):
    """The pages and files that a build made of a folder or of a list, one by one."""

    pages: dict[str, FileState] = {}
    """By path; their sources are their views with their templates and frames."""
    files: dict[str, FileState] = {}
    """Other files by path: data, calendars, attachments, addresses that moved."""
    findable: bytes = b""
    """What the search is to find, encoded by whoever knows what that is."""
    owners: bytes = b""
    """Who answers at the addresses of its records, encoded in the same way."""


class MadeState(msgspec.Struct):
    """What a build made of a folder or of a list, as a whole."""

    input: bytes
    """The digest of everything that its pages depend on."""
    made: bytes
    """The digest of what was made one by one, which lies in a file of its own."""
    site: bytes
    """The digest of all its files in the site, by path and content."""
    addresses: bytes
    """The digest of the paths of its pages."""
    pages: int
    """How many there are."""
    areas: dict[str, bytes]
    """By area of the search, the digest of what is to be found there."""


class FolderState(MadeState):
    """What a build made of a folder of records."""

    records: int
    given: dict[str, bytes]
    """The digests of what it gives to lists, by their keys."""
    refers: tuple[str, ...]
    """The records by which it speaks of documents and the like in `_council`, by path."""
    instants: tuple[int, ...] = ()
    """When embargoes on which its pages rest end, in seconds since 1970, in order."""
    withheld: int = 0
    """How many things of it the public may not see."""
    hidden: bytes = b""
    """The digest of which those are, and of the files in which they stand."""
    unlisted: tuple[str, ...] = ()
    """Addresses of pages for which nobody should look."""


class ListState(MadeState):
    """What a build made of a list of the whole register."""

    read: tuple[str, ...]
    """The keys that it read, and beginnings of keys, which end with a slash."""


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

    def groups(self) -> Iterator[tuple[str, MadeState]]:
        """What was made of each folder and of each list, by the name of its group of files."""
        for name, folder in self.folders.items():
            yield f"folders/{name}", folder
        for name, made in self.lists.items():
            yield f"lists/{name}", made

    def pages(self) -> int:
        """How many pages of records and lists there are."""
        return sum(made.pages for _, made in self.groups())

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


OTHERS = "others"
"""The group of files that come neither from folders nor from lists."""


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
        except OSError:  # a folder lies there, or a file where its folder should be
            self._drop("is damaged")
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
        self._make_folder(target.parent)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            draft.write_bytes(self._head(payload) + b"\n" + payload)
            _clear(target)  # a rename over a file waits for the disk
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
                    _clear(file)

    def room(self, name: str) -> Path:
        """A folder in which something else keeps what only this version of the generator reads."""
        room = self.folder / name
        mark = room / "made-by"
        if not mark.is_file() or mark.read_bytes() != self.made_by:
            _clear(room)
            self._make_folder(room)
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

    def made(self, group: str, digest: bytes) -> Made | None:
        """What was made of a folder or a list; None where what is remembered is another."""
        payload = self.read(f"made/{group}")
        if payload is None or _digest(payload) != digest:
            return None
        return msgspec.msgpack.decode(payload, type=Made)

    def remember(self, state: State, made: Mapping[str, bytes]) -> None:
        """Remember what this build made: as a whole, and what is new of it, encoded, by group."""
        for group, payload in made.items():
            self.write(f"made/{group}", payload)
        self.write("state", msgspec.msgpack.encode(state))

    def _make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, in place of whatever else lies there.

        Another process may make it at the same time, so that no folder is ever removed here.
        """
        if folder.is_dir():
            return
        for each in reversed((folder, *folder.parents)):
            is_ours = each.is_relative_to(self.folder)
            if is_ours and os.path.lexists(each) and not each.is_dir():
                with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
                    each.unlink()
        folder.mkdir(parents=True, exist_ok=True)

    def _head(self, payload: bytes) -> bytes:
        digest = blake2b(payload, digest_size=16, key=self.made_by[:32])
        return b" ".join((_TITLE, self.made_by.hex().encode(), digest.hexdigest().encode()))

    def _drop(self, why: str) -> None:
        if not self._said:
            self._said = True
            self._say(f"The cache in {self.folder.name} {why}; it is not used.")


def _clear(path: Path) -> None:
    """Remove what lies there, if anything does, be it a folder."""
    try:
        path.unlink(missing_ok=True)
    except (IsADirectoryError, PermissionError):  # by the second some systems say the first
        shutil.rmtree(path)
    except NotADirectoryError:  # it would lie in a file
        return


def encoded(made: Made) -> tuple[bytes, bytes]:
    """What was made as it is remembered, and the digest of that."""
    payload = msgspec.msgpack.encode(made)
    return payload, _digest(payload)


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=16).digest()
