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

LEFT_BEHIND = re.compile(r"~\$|Thumbs\.db$")
"""Files that editors and file managers leave behind under a name that is not hidden."""
IGNORED = re.compile(rf"\.|{LEFT_BEHIND.pattern}|README\.md$")
"""These, what is hidden, and notes for whoever opens the folder; matched from the beginning."""

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


def tree_digest(path: Path, *, through_links: bool = True) -> bytes:
    """The digest of a file, or of every file below a folder with its path, hidden ones too.

    A link counts as what it leads to, but one to a folder in which it lies, which would never end;
    where links are refused anyway, as what it says. What programs leave behind beside
    a file that they have open counts for nothing, as it is never published.
    """
    return digest_of(_pieces(str(path), through_links=through_links))


def _pieces(root: str, *, through_links: bool) -> Iterator[bytes]:
    """The path and the digest of each file, or what the system says where there is none."""
    to_see: list[tuple[str, tuple[tuple[int, int], ...]]] = [("", ())]
    while to_see:
        path, above = to_see.pop()
        try:
            of = os.stat(root + path, follow_symlinks=through_links or not path)  # noqa: PTH116
            if stat.S_ISDIR(of.st_mode):
                inode = (of.st_dev, of.st_ino)
                names = [] if inode in above else os.listdir(root + path)  # noqa: PTH208
                kept = (name for name in sorted(names) if not LEFT_BEHIND.match(name))
                to_see += ((f"{path}/{name}", (*above, inode)) for name in kept)
                continue
            is_link = stat.S_ISLNK(of.st_mode)
            found = os.fsencode(os.readlink(root + path)) if is_link else _whole(root + path)  # noqa: PTH115
        except OSError as error:
            found = str(error.strerror).encode()
        yield os.fsencode(path)
        yield found


def _whole(path: str) -> bytes:
    """The digest of a file of any size and with any number of names. Raises OSError."""
    file = os.open(path, _OPENED & ~getattr(os, "O_NOFOLLOW", 0))
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return A_DEVICE.encode()
        made = sha256()
        while piece := os.read(file, _PIECE):
            made.update(piece)
        return made.digest()[:_DIGEST]
    finally:
        os.close(file)


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


def pages_below(docs: Path) -> list[Path]:
    """The pages in a folder of pages written by hand, in order."""
    found = sorted(docs.rglob("*.md"))
    return [page for page in found if not is_left_behind(page.relative_to(docs).parts)]


def is_left_behind(parts: Iterable[str]) -> bool:
    """Whether any name of a path is one that editors and file managers leave behind."""
    return any(LEFT_BEHIND.match(name) for name in parts)


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
