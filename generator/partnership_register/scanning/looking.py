"""The scan of the folder of records, shared among processes where it is large."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from partnership_register.aside import Aside
from partnership_register.scanning.files import (
    Found,
    below,
    content_digest,
    content_of,
    digest_of_file,
    entries_of,
    found_at,
)
from partnership_register.scanning.folders import (
    COUNCIL_FOLDER,
    LOOSE,
    Packed,
    Scanned,
    ScannedFolder,
    digest_of_folder,
    pack,
)
from partnership_register.scanning.naming import names_in

_MANY = 50
"""So many folders are worth processes of their own, of which each takes a hundredth second."""
_SHARE = 250
"""And so many worth one more, since each of them has to wait for the disk."""
_MOST_AT_ONCE = 16


def _nothing() -> None:
    pass


def scan(
    root: Path,
    former: Iterable[ScannedFolder] = (),
    changed: Container[str] | None = (),
    jobs: int = 1,
    meanwhile: Callable[[], None] = _nothing,
) -> tuple[ScannedFolder, ...]:
    """Every folder of records in order. Files beside the folders count as one called LOOSE.

    `former` is what a scan found before; then only the folders in `changed` are read again, or
    all of them where there are other folders now, since a file may name any of them. Where nobody
    knows which have changed, that is None: all are read, and those that have the digest they had
    are the former ones. Many are read in several processes, at least two for each of `jobs`, since
    they wait for the disk; `meanwhile` is called as soon as these are at work.
    """
    try:
        seen = [found_at(entry, "") for entry in entries_of(str(root))]
    except OSError:
        return (ScannedFolder(*pack(LOOSE, [(b"", b"", 0, ())])),)
    names = _folders_of(seen)
    known = frozenset(os.fsencode(name) for name in names)
    loose = [_scanned(found, frozenset()) for found in seen if found.is_file or found.odd]
    stay = {folder.name: folder for folder in former}
    if stay.keys() - {LOOSE} != set(names):
        stay = {}
    digests = {} if changed is not None else {name: stay[name].digest for name in stay}
    to_read = [n for n in names if n not in stay or changed is None or n in changed]
    shares = _read(_Task(str(root), known, digests), to_read, jobs, meanwhile)
    read = {packed[0]: ScannedFolder(*packed) for packed in shares}
    found = tuple(read.get(name) or stay[name] for name in names)
    return (ScannedFolder(*pack(LOOSE, loose)), *found) if loose else found


def scan_common(root: Path) -> Iterator[ScannedFolder]:
    """The folders of records with what every other may have to know, and no more.

    That is all of `_council`, and of each partnership the files that lie in no folder of it.
    Raises OSError where a folder cannot be opened.
    """
    names = _folders_of(found_at(entry, "") for entry in entries_of(str(root)))
    known = frozenset(os.fsencode(name) for name in names)
    for name in names:
        folder, others = f"{root}/{name}", known - {os.fsencode(name)}
        if name == COUNCIL_FOLDER:
            found = below(folder, f"{name}/")
        else:
            beside = (found_at(entry, f"{name}/") for entry in entries_of(folder))
            found = (each for each in beside if each.is_file or each.odd)
        yield ScannedFolder(*pack(name, [_scanned(each, others) for each in found]))


def _folders_of(seen: Iterable[Found]) -> list[str]:
    return [found.path for found in seen if not found.is_file and not found.odd]


class _Task(NamedTuple):
    """How folders of records are to be read."""

    root: str
    known: frozenset[bytes]
    """The names of all of them."""
    digests: Mapping[str, bytes]
    """Those that folders had; of one that has its own still, nothing is told."""


def _read(
    task: _Task, names: Sequence[str], jobs: int, meanwhile: Callable[[], None]
) -> Iterator[Packed]:
    many = max(2 * jobs, len(names) // _SHARE)
    parts = 1 if jobs == 1 or len(names) < _MANY else min(many, _MOST_AT_ONCE)
    shares = [
        Aside(partial(_share, task, names[n::parts]), at_once=parts > 1) for n in range(parts)
    ]
    if parts > 1:
        meanwhile()
    for share in shares:
        yield from share.result()


def _share(task: _Task, names: Sequence[str]) -> list[Packed]:
    """Some folders of records, as far as they are other than their digests say."""
    found = []
    for name in names:
        folder, former = f"{task.root}/{name}", task.digests.get(name)
        # What changed is read twice, so that nobody looks for names in all that did not.
        if former and former == digest_of_folder(map(_only_digest, below(folder, f"{name}/"))):
            continue
        others = task.known - {os.fsencode(name)}
        found.append(pack(name, [_scanned(each, others) for each in below(folder, f"{name}/")]))
    return found


def _scanned(found: Found, others: frozenset[bytes]) -> Scanned:
    digest, size, content = _told(found)
    return os.fsencode(found.path), digest, size, tuple(names_in(content, others))


def _only_digest(found: Found) -> tuple[bytes, bytes]:
    return os.fsencode(found.path), _told(found)[0]


def _told(found: Found) -> tuple[bytes, int, bytes]:
    """The digest and the size of a file, and the content of what may be a record."""
    if found.odd:
        return b"", 0, b""
    try:
        if not found.path.endswith(".yml"):
            return *digest_of_file(found.file), b""
        content = content_of(found.file)
    except OSError:
        return b"", 0, b""
    return content_digest(content), len(content), content
