"""What lies in the folder of records: every file by its digest, before any is read as a record.

Digests are of content, never of times. The scan also notes which records of other folders a
file may name, so that each folder can be read with those beside it and none else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

COUNCIL_FOLDER = "_council"
"""The folder of what belongs to the council itself; every other is the folder of a partnership."""

IGNORED = re.compile(r"^\.|^~\$|^Thumbs\.db$|^README\.md$")
"""Files that editors and file managers leave behind, and notes for whoever opens the folder."""

_NAME_BEFORE = re.compile(rb"[a-z0-9-]+\Z")
_NAME_AFTER = re.compile(rb"[a-z0-9-]+")
_PARTNERSHIP = re.compile(rb"""partnership['"]?\s*:\s*['"]?([a-z0-9-]+)""")
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|/|\r?\n[ \t]*)")
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
    """Empty where the file cannot be read or is a link; reading it then says so."""
    size: int
    names: tuple[str, ...] = ()
    """Ids in full of records of other folders that it may name, such as `safer/2026-03-12`, and
    other partnerships that it names in a field of its own, such as `safer`."""


@dataclass(frozen=True, slots=True)
class ScannedFolder:
    """The files of a partnership, or of `_council`."""

    name: str
    files: tuple[ScannedFile, ...]

    @property
    def partnership(self) -> str:
        """The partnership in whose charge they are; empty for `_council`."""
        return "" if self.name == COUNCIL_FOLDER else self.name

    @property
    def digest(self) -> bytes:
        """The digest of all names and contents."""
        return digest_of(part for f in self.files for part in (os.fsencode(f.path), f.digest))


def tree_digest(folder: Path) -> bytes:
    """The digest of every file below a folder, with its path; empty where there is no folder."""
    files = _files(str(folder), "") if folder.is_dir() else ()
    return digest_of(
        piece
        for entry, path in files
        for piece in (os.fsencode(path), Path(entry.path).read_bytes())
    )


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


def scan(
    root: Path, former: Iterable[ScannedFolder] = (), changed: Container[str] = ()
) -> tuple[ScannedFolder, ...]:
    """Every folder of records in order. Files beside the folders count as one called `.`.

    `former` is what a scan found before; then only the folders in `changed` are read again, or
    all of them where there are other folders now, since a file may name any of them.
    """
    seen = _entries(str(root))
    folders = [entry.name for entry in seen if entry.is_dir(follow_symlinks=False)]
    known = frozenset(os.fsencode(name) for name in folders)
    loose = tuple(
        _scanned(entry, entry.name, frozenset())
        for entry in seen
        if not entry.is_dir(follow_symlinks=False)
    )
    stay = {folder.name: folder for folder in former}
    if stay.keys() - {"."} != set(folders):
        stay = {}
    found = tuple(
        stay[name] if name in stay and name not in changed else scan_folder(root, name, known)
        for name in folders
    )
    return (ScannedFolder(".", loose), *found) if loose else found


def scan_folder(root: Path, name: str, known: frozenset[bytes]) -> ScannedFolder:
    """One folder of records; `known` are the names of all."""
    others = known - {os.fsencode(name)}
    files = _files(f"{root}/{name}", f"{name}/")
    return ScannedFolder(name, tuple(_scanned(entry, path, others) for entry, path in files))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not IGNORED.match(e.name)), key=lambda e: e.name)


def _files(folder: str, below: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every file with its path, those of a folder before those of the folders in it."""
    folders = []
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry)
        else:
            yield entry, below + entry.name
    for entry in folders:
        yield from _files(entry.path, f"{below}{entry.name}/")


def _scanned(entry: os.DirEntry[str], path: str, others: frozenset[bytes]) -> ScannedFile:
    if entry.is_symlink():
        return ScannedFile(path, b"", 0)
    try:
        content = content_of(entry.path)
    except OSError:
        return ScannedFile(path, b"", 0)
    names = tuple(names_in(content, others)) if path.endswith(".yml") else ()
    return ScannedFile(path, content_digest(content), len(content), names)


def content_of(path: str) -> bytes:
    """All of a file; of small ones, which nearly all are, with as few calls as can be."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = [os.read(file, _PIECE)]
        while len(pieces[-1]) == _PIECE:
            pieces.append(os.read(file, _PIECE))
    finally:
        os.close(file)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


_PIECE = 1 << 16


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
