"""What lies in the folder of records: every file by its digest, before any is read as a record.

Digests are of content, never of times. The scan also notes which records of other folders a
file may name, so that each folder can be read with those beside it and none else.
"""

from __future__ import annotations

import errno
import marshal
import os
import re
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from partnership_register.aside import Aside

COUNCIL_FOLDER = "_council"
"""The folder of what belongs to the council itself; every other is the folder of a partnership."""

LEDGER = "addresses.txt"
"""Beside the folder of records: every address that the site ever had."""

LOOSE = "."
"""The name under which files count that lie in no folder, where no record may lie."""

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

_NAME_BEFORE = re.compile(rb"[a-z0-9-]+\Z")
_NAME_AFTER = re.compile(rb"[a-z0-9-]+")
_PARTNERSHIP = re.compile(rb"""partnership['"]?\s*:\s*['"]?([a-z0-9-]+)""")
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|/|\r?\n[ \t]*)")
_LINK = re.compile(rb"\[\[(?:[^\[\]|/#:]*:)?([^\[\]|/#]+)[|\]]")
_NO_LETTER = 0x80
"""Names have letters below this alone."""
_LONGEST_NAME = 100


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

    `packed` are its files as `_pack` has them, and are looked into only when asked for: of a large
    register nearly all folders are as they were, and their digests say so.
    """

    def __init__(self, name: str, digest: bytes, packed: tuple[bytes, bytes]) -> None:
        self.name = name
        self.digest = digest
        """The digest of all names and contents."""
        self._packed = packed

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
        return _unpacked(self._packed[0])

    @cached_property
    def files(self) -> tuple[ScannedFile, ...]:
        """All of them."""
        return _unpacked(self._packed[1])

    @property
    def partnership(self) -> str:
        """The partnership in whose charge they are; empty for `_council`."""
        return "" if self.name == COUNCIL_FOLDER else self.name


_Packed = tuple[str, bytes, tuple[bytes, bytes]]
_Scanned = tuple[str, bytes, int, tuple[str, ...]]
"""A ScannedFile by its fields."""


def _pack(name: str, files: list[_Scanned]) -> _Packed:
    notable = [f for f in files if f[3] or f[0].count("/") < _DEEP]
    digest = digest_of(part for path, said, *_ in files for part in (os.fsencode(path), said))
    return name, digest, (marshal.dumps(notable), marshal.dumps(files))


def _unpacked(packed: bytes) -> tuple[ScannedFile, ...]:
    return tuple(ScannedFile(*fields) for fields in marshal.loads(packed))  # noqa: S302  our own


_DEEP = 2
"""So many slashes has the path of a file in a folder of a folder."""


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
    made = blake2b(digest_size=16)
    for piece in pieces:
        made.update(len(piece).to_bytes(8, "little"))
        made.update(piece)
    return made.digest()


def content_digest(content: bytes) -> bytes:
    """The digest of one file."""
    return blake2b(content, digest_size=16).digest()


def _nothing() -> None:
    pass


def scan(
    root: Path,
    former: Iterable[ScannedFolder] = (),
    changed: Container[str] = (),
    jobs: int = 1,
    meanwhile: Callable[[], None] = _nothing,
) -> tuple[ScannedFolder, ...]:
    """Every folder of records in order. Files beside the folders count as one called LOOSE.

    `former` is what a scan found before; then only the folders in `changed` are read again, or
    all of them where there are other folders now, since a file may name any of them. Many are read
    in several processes, two for each of `jobs`, since they wait for the disk; `meanwhile` is
    called as soon as these are at work.
    """
    try:
        seen = [_found(entry, "") for entry in _entries(str(root))]
    except OSError:
        return (ScannedFolder(*_pack(LOOSE, [("", b"", 0, ())])),)
    folders = _folders_of(seen)
    known = frozenset(os.fsencode(name) for name in folders)
    loose = [_scanned(found, frozenset()) for found in seen if found.is_file or found.odd]
    stay = {folder.name: folder for folder in former}
    if stay.keys() - {LOOSE} != set(folders):
        stay = {}
    to_read = [name for name in folders if name not in stay or name in changed]
    shares = _read(root, to_read, known, jobs, meanwhile)
    read = {said[0]: ScannedFolder(*said) for said in shares}
    found = tuple(read.get(name) or stay[name] for name in folders)
    return (ScannedFolder(*_pack(LOOSE, loose)), *found) if loose else found


def scan_common(root: Path) -> Iterator[ScannedFolder]:
    """The folders of records with what every other may have to know, and no more.

    That is all of `_council`, and of each partnership the files that lie in no folder of it.
    Raises OSError where a folder cannot be opened.
    """
    names = _folders_of(_found(entry, "") for entry in _entries(str(root)))
    known = frozenset(os.fsencode(name) for name in names)
    for name in names:
        folder, others = f"{root}/{name}", known - {os.fsencode(name)}
        if name == COUNCIL_FOLDER:
            found = _below(folder, f"{name}/")
        else:
            beside = (_found(entry, f"{name}/") for entry in _entries(folder))
            found = (each for each in beside if each.is_file or each.odd)
        yield ScannedFolder(*_pack(name, [_scanned(each, others) for each in found]))


def _folders_of(seen: Iterable[Found]) -> list[str]:
    return [found.path for found in seen if not found.is_file and not found.odd]


def _read(
    root: Path,
    names: Sequence[str],
    known: frozenset[bytes],
    jobs: int,
    meanwhile: Callable[[], None],
) -> Iterator[_Packed]:
    parts = 1 if jobs == 1 or len(names) < _MANY else min(2 * jobs, _MOST_AT_ONCE)
    shares = [
        Aside(partial(_share, str(root), names[n::parts], known), at_once=parts > 1)
        for n in range(parts)
    ]
    if parts > 1:
        meanwhile()
    for share in shares:
        yield from share.result()


_MANY = 50
"""So many folders are worth processes of their own, of which each takes a hundredth second."""
_MOST_AT_ONCE = 16


def _share(root: str, names: Sequence[str], known: frozenset[bytes]) -> list[_Packed]:
    """Some folders of records; `known` are the names of all."""
    found = []
    for name in names:
        others = known - {os.fsencode(name)}
        files = _below(f"{root}/{name}", f"{name}/")
        found.append(_pack(name, [_scanned(each, others) for each in files]))
    return found


def files_below(root: Path) -> Iterator[Found]:
    """Everything below a folder but folders that are gone into, those of a folder first."""
    yield from _below(str(root), "")


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not IGNORED.match(e.name)), key=lambda e: e.name)


def _below(folder: str, path: str) -> Iterator[Found]:
    try:
        entries = _entries(folder)
    except OSError:
        yield Found(path.rstrip("/"), folder, is_file=False, odd=CLOSED)
        return
    folders = []
    for entry in entries:
        found = _found(entry, path)
        if found.is_file or found.odd:
            yield found
        else:
            folders.append(found)
    for found in folders:
        yield from _below(found.file, f"{found.path}/")


def _found(entry: os.DirEntry[str], below: str) -> Found:
    path = below + entry.name
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


def _scanned(found: Found, others: frozenset[bytes]) -> _Scanned:
    if found.odd:
        return found.path, b"", 0, ()
    try:
        if not found.path.endswith(".yml"):
            return found.path, *digest_of_file(found.file), ()
        content = content_of(found.file)
    except OSError:
        return found.path, b"", 0, ()
    return found.path, content_digest(content), len(content), tuple(names_in(content, others))


def content_of(path: str, most: int = LARGEST_RECORD) -> bytes:
    """All of a file; of small ones, which nearly all are, with as few calls as can be.

    Raises NotPlain for what is no file or has more than `most` bytes, before any is read, and
    OSError where the system does not let it be opened.
    """
    pieces = list(_pieces(path, most))
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def ledger_in(project: Path) -> bytes:
    """The ledger of addresses of a project; empty where it has none. Raises as `content_of`."""
    try:
        return content_of(f"{project}/{LEDGER}", LARGEST_LEDGER)
    except FileNotFoundError:
        return b""


def digest_of_file(path: str) -> tuple[bytes, int]:
    """The digest and the size of a file, of which only a piece is held. Raises as `content_of`."""
    made, size = blake2b(digest_size=16), 0
    for piece in _pieces(path, LARGEST_FILE):
        made.update(piece)
        size += len(piece)
    return made.digest(), size


def _pieces(path: str, most: int) -> Iterator[bytes]:
    file = os.open(path, _OPENED)
    try:
        of = os.fstat(file)
        if not stat.S_ISREG(of.st_mode):
            raise NotPlain(A_DEVICE)
        if of.st_nlink > 1:
            raise NotPlain(A_SECOND_NAME)
        read = of.st_size
        if read <= most:
            read = 0
            while piece := os.read(file, _PIECE):
                read += len(piece)
                if read > most:
                    break
                yield piece
                if len(piece) < _PIECE:
                    break
        if read > most:
            raise NotPlain("the file is too large", read)
    finally:
        os.close(file)


_PIECE = 1 << 16
_OPENED = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
"""Neither through a link, nor waiting for whoever writes into a pipe."""


def names_in(content: bytes, others: frozenset[bytes]) -> Iterator[str]:
    """Whatever looks like the id of one of the folders `others` or a record there, each once."""
    if b"\\" in content:
        content += b"\n" + _ESCAPE.sub(_unescaped, content)
    seen: set[bytes] = set()
    if b"partnership" in content:
        seen |= {match[1] for match in _PARTNERSHIP.finditer(content) if match[1] in others}
    seen |= set(_before(b"#", content, others))
    yield from sorted(name.decode() for name in seen)
    slash = content.find(b"/")
    while slash >= 0:
        before = _NAME_BEFORE.search(content[max(0, slash - _LONGEST_NAME) : slash])
        if before and before[0] in others:
            after = _NAME_AFTER.match(content, slash + 1)
            name = before[0] + b"/" + after[0] if after else b""
            if name and name not in seen:
                seen.add(name)
                yield name.decode()
        slash = content.find(b"/", slash + 1)


def links_by_word(content: bytes) -> set[bytes]:
    """What links in text name by one word, as a record by its short name or an action by its ref.

    >>> sorted(links_by_word(b"[[paper]], [[plan: work|it]], [[a/b]], [[work#1]]; [[2.1]]"))
    [b'2.1', b'paper', b'work']
    """
    if b"\\" in content:
        content += b"\n" + _ESCAPE.sub(_unescaped, content)
    return {match[1].strip() for match in _LINK.finditer(content)}


def _before(mark: bytes, content: bytes, others: frozenset[bytes]) -> Iterator[bytes]:
    """The names of folders that stand before a mark, as in `safer#chair`."""
    at = content.find(mark)
    while at >= 0:
        before = _NAME_BEFORE.search(content[max(0, at - _LONGEST_NAME) : at])
        if before and before[0] in others:
            yield before[0]
        at = content.find(mark, at + 1)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """What an escape in double quotes stands for, as far as names could have it in them."""
    code = next((each for each in escape.groups() if each), b"")
    letter = chr(int(code, 16)) if code and int(code, 16) < _NO_LETTER else ""
    return letter.encode() if code else escape[0].lstrip(b"\\").strip()
