"""Plain files below a folder: each opened with care, and known by the digest of its content."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

LEDGER = "addresses.txt"
"""Beside the folder of records: every address that the site ever had."""

IGNORED = re.compile(r"^\.|^~\$|^Thumbs\.db$|^README\.md$")
"""Files that editors and file managers leave behind, and notes for whoever opens the folder."""

LARGEST_RECORD = 1_000_000
"""Bytes of a file that can be a record; of a larger one no more is read than its size."""
LARGEST_LEDGER = 50_000_000
"""Bytes of the ledger of addresses: room for half a million."""
LARGEST_FILE = 100_000_000
"""Bytes of a file beside a record."""
DEEPEST = 8
"""Folders inside each other; records lie two deep."""


class NotPlain(OSError):
    """What lies at a path is no plain file of its own, or larger than any that is read.

    `size` is that of the file, where it is too large.
    """

    def __init__(self, what: str, size: int = 0) -> None:
        super().__init__(errno.EINVAL, what)
        self.size = size


class Found(NamedTuple):
    """What lies at a path below a folder: a file, or something that is not gone into."""

    path: str
    """Below that folder, with slashes."""
    file: str
    """Where it lies, as the system is asked for it."""
    is_file: bool = True
    odd: str = ""
    """Why it is not gone into: what it is, or why a folder cannot be opened."""


A_LINK = "this is a link to another file or folder"
A_SECOND_NAME = "this file has a second name elsewhere (a hard link)"
A_DEVICE = "this is not a file but a pipe, a socket or a device"
A_FOLDER = "this is a folder under the name of a record"
TOO_DEEP = f"folders lie more than {DEEPEST} deep here"
CLOSED = "the folder cannot be opened"


def tree_digest(folder: Path) -> bytes:
    """The digest of every file below a folder, with its path; empty where there is no folder.

    Links count as what they say, not as what they lead to.
    """
    return digest_of(
        piece
        for found in (files_below(folder) if folder.is_dir() else ())
        for piece in (os.fsencode(found.path), _digest(found))
    )


def _digest(found: Found) -> bytes:
    """The digest of a file; of anything else what it is."""
    if not found.odd:
        try:
            return digest_of_file(found.file)[0]
        except OSError as error:
            return str(error.strerror).encode()
    is_link = found.odd == A_LINK
    return os.fsencode(os.readlink(found.file)) if is_link else found.odd.encode()  # noqa: PTH115


def digest_of(pieces: Iterable[bytes]) -> bytes:
    """One digest of several pieces, each told apart from the next."""
    made = sha256()
    for piece in pieces:
        made.update(len(piece).to_bytes(8, "little"))
        made.update(piece)
    return made.digest()[:_DIGEST]


def content_digest(content: bytes) -> bytes:
    """The digest of one file."""
    return sha256(content).digest()[:_DIGEST]


def files_below(root: Path) -> Iterator[Found]:
    """Everything below a folder but folders that are gone into, those of a folder first."""
    yield from below(str(root), "")


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name, but for what is IGNORED. Raises OSError."""
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not IGNORED.match(e.name)), key=lambda e: e.name)


def below(folder: str, path: str) -> Iterator[Found]:
    """As `files_below`, where the paths of what is found are to begin with `path`."""
    try:
        entries = entries_of(folder)
    except OSError:
        yield Found(path.rstrip("/"), folder, is_file=False, odd=CLOSED)
        return
    folders = []
    for entry in entries:
        found = found_at(entry, path)
        if found.is_file or found.odd:
            yield found
        else:
            folders.append(found)
    for found in folders:
        yield from below(found.file, f"{found.path}/")


def found_at(entry: os.DirEntry[str], above: str) -> Found:
    """What an entry is; `above` is the path of its folder with a slash, or empty."""
    path = above + entry.name
    if entry.is_file(follow_symlinks=False):
        return Found(path, entry.path)
    is_folder = entry.is_dir(follow_symlinks=False)
    if entry.is_symlink() or _is_junction(entry):
        return Found(path, entry.path, is_file=False, odd=A_LINK)
    if not is_folder:
        return Found(path, entry.path, is_file=False, odd=A_DEVICE)
    if entry.name.lower().endswith((".yml", ".yaml")):
        return Found(path, entry.path, is_file=False, odd=A_FOLDER)
    is_deep = path.count("/") >= DEEPEST
    return Found(path, entry.path, is_file=False, odd=TOO_DEEP if is_deep else "")


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether this is how Windows links folders; Python knows them from 3.12 on."""
    asked: Callable[[], bool] | None = getattr(entry, "is_junction", None)
    return bool(asked and asked())


def content_of(path: str, most: int = LARGEST_RECORD) -> bytes:
    """All of a file, with as few calls as can be.

    Raises NotPlain for what is no file or has more than `most` bytes, before any is read, and
    OSError where the system does not let it be opened.
    """
    file = os.open(path, _OPENED)
    try:
        size = _size(file, most)
        content = os.read(file, size + 1)
        if len(content) != size:  # it grew or shrank meanwhile
            content += b"".join(_rest(file, most, len(content)))
        return content
    finally:
        os.close(file)


def ledger_in(project: Path) -> bytes:
    """The ledger of addresses of a project; empty where it has none. Raises as `content_of`."""
    try:
        return content_of(f"{project}/{LEDGER}", LARGEST_LEDGER)
    except FileNotFoundError:
        return b""


def digest_of_file(path: str) -> tuple[bytes, int]:
    """The digest and the size of a file, of which only a piece is held. Raises as `content_of`."""
    made, size = sha256(), 0
    file = os.open(path, _OPENED)
    try:
        _size(file, LARGEST_FILE)
        for piece in _rest(file, LARGEST_FILE):
            made.update(piece)
            size += len(piece)
    finally:
        os.close(file)
    return made.digest()[:_DIGEST], size


def _size(file: int, most: int) -> int:
    of = os.fstat(file)
    if not stat.S_ISREG(of.st_mode):
        raise NotPlain(A_DEVICE)
    if of.st_nlink > 1:
        raise NotPlain(A_SECOND_NAME)
    if of.st_size > most:
        raise NotPlain(_TOO_LARGE, of.st_size)
    return of.st_size


def _rest(file: int, most: int, read: int = 0) -> Iterator[bytes]:
    """What is left of an open file of which so many bytes are read already, in pieces."""
    while read <= most:
        piece = os.read(file, _PIECE)
        if not piece:
            return
        read += len(piece)
        yield piece
    raise NotPlain(_TOO_LARGE, read)


_DIGEST = 16
"""Bytes of a digest. It is SHA-256, for which processors have instructions, cut to these."""
_TOO_LARGE = "the file is too large"
_PIECE = 1 << 16
_OPENED = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
"""Neither through a link, nor waiting for whoever writes into a pipe."""
