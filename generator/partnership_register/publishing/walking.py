"""What lies in the standby otherwise than the ledger says."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from partnership_register.aside import Aside
from partnership_register.publishing.ledger import Entry, Group, folders_of
from partnership_register.publishing.trees import let_read

_TOO_NEW = 50_000_000
"""Nanoseconds in which two changes of a folder may have the same time."""
_SHARE = 500
"""So many groups are worth a process of their own, since it may have to wait for the disk."""
_MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Differences:
    """Where a tree is not as its groups of files say; paths are relative, with slashes."""

    doubtful: Mapping[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """By group, the files that are there but are others, and those that are not there."""
    strange: list[str] = field(default_factory=list)
    """Files that belong to no group."""
    folders: list[str] = field(default_factory=list)
    """Folders in which no file of a group lies."""
    odd: list[str] = field(default_factory=list)
    """Symbolic links and whatever else is neither file nor folder."""
    times: Mapping[str, bytes] = field(default_factory=dict)
    """By group, when its folders were last changed, as `times_of` has it, where that is news."""


class Walk:
    """The walk of a folder: `at_once` where a process can be forked, else when it is asked for.

    Many groups are shared among several processes.

    Every file is looked at, but only those folders are listed that changed since `times`.
    Nothing may change in the folder before `differences` was called, which has to be called once.
    `before` is done first, and in the same process.
    """

    def __init__(
        self,
        folder: Path,
        groups: Mapping[str, Group],
        times: Mapping[str, bytes],
        before: Callable[[], None] = lambda: None,
        *,
        at_once: bool,
    ) -> None:
        self._aside = Aside(partial(_walked, folder, groups, times, before), at_once=at_once)

    def differences(self) -> Differences:
        """What the walk found. Raises OSError where the folder cannot be walked."""
        return Differences(*self._aside.result())


_Fields = tuple[
    dict[str, tuple[list[str], list[str]]], list[str], list[str], list[str], dict[str, bytes]
]


def _walked(
    folder: Path,
    groups: Mapping[str, Group],
    times: Mapping[str, bytes],
    before: Callable[[], None],
) -> _Fields:
    before()
    root, now = str(folder), time_beside(folder)
    told = [(name, group, times.get(name, b"")) for name, group in groups.items()]
    parts = max(1, min(_MOST_AT_ONCE, len(told) // _SHARE))
    shares = [
        Aside(partial(_looked_at, root, told[n::parts], now), at_once=parts > 1)
        for n in range(parts)
    ]
    changed: set[str] = set() if groups else {""}
    doubtful, seen = {}, {}
    for share in shares:
        differing, folders, times_now = share.result()
        doubtful.update(differing)
        changed.update(folders)
        seen.update(times_now)
    listed = _Listed(root, list(_below(groups, changed).values()))
    for each in changed:
        listed.look(each)
    for name, group in _below(groups, listed.odd).items():
        doubtful[name] = _differing(root, group.entries, listed.odd)
    in_order = {name: doubtful[name] for name in groups if any(doubtful.get(name, ()))}
    return in_order, listed.strange, listed.folders, listed.odd, seen


_Looked = tuple[dict[str, tuple[list[str], list[str]]], list[str], dict[str, bytes]]


def _looked_at(root: str, groups: Sequence[tuple[str, Group, bytes]], now: int) -> _Looked:
    """Files that are others or missing, folders that changed, and times where they are news."""
    doubtful, changed, seen = {}, [], {}
    for name, group, known in groups:
        folders = folders_of(group.entries)
        found = times_of(root, folders, now)
        if found != known:
            seen[name] = found
        then = array("q", known) if len(found) == len(known) else [0] * len(folders)
        pairs = zip(folders, zip(then, array("q", found), strict=True), strict=True)
        changed += [folder for folder, (one, other) in pairs if one != other or not other]
        differing = _differing(root, group.entries, ())
        if any(differing):
            doubtful[name] = differing
    return doubtful, changed, seen


def _below(groups: Mapping[str, Group], folders: Collection[str]) -> dict[str, Group]:
    """The groups of which a file may lie below one of these folders, as far as bytes tell."""
    if "" in folders:
        return dict(groups)
    beginnings = [os.fsencode(f"{folder}/") for folder in folders]
    return {
        name: group
        for name, group in groups.items()
        if any(beginning in group.packed for beginning in beginnings)
    }


def time_beside(standby: Path) -> int:
    """What time it is for the file system, in nanoseconds."""
    mark = standby.parent / "drafts" / f"now-{os.getpid()}"
    mark.write_bytes(b"")
    now = mark.stat().st_mtime_ns
    mark.unlink()
    return now


def times_of(root: str | Path, folders: Iterable[str], now: int) -> bytes:
    """When these folders were last changed; 0 where one is none, or changes about `now`."""
    found = array("q")
    for folder in folders:
        try:
            of = os.lstat(f"{root}/{folder}")
        except OSError:
            found.append(0)
            continue
        is_known = stat.S_ISDIR(of.st_mode) and of.st_mtime_ns < now - _TOO_NEW
        found.append(of.st_mtime_ns if is_known else 0)
    return found.tobytes()


def _differing(
    root: str, entries: Mapping[str, Entry], odd: Iterable[str]
) -> tuple[list[str], list[str]]:
    others, missing = [], []
    beyond = tuple(f"{path}/" for path in odd)  # through a link in place of a folder
    for path, (_, size, modified) in entries.items():
        try:
            of = os.lstat(f"{root}/{path}")
        except OSError:
            missing.append(path)
            continue
        if not stat.S_ISREG(of.st_mode) or (beyond and path.startswith(beyond)):
            missing.append(path)
            continue
        let_read(f"{root}/{path}", of.st_mode)
        if of.st_size != size or of.st_mtime_ns != modified:
            others.append(path)
    return others, missing


class _Listed:
    """What folders have in them that no group knows of."""

    def __init__(self, root: str, groups: Sequence[Group]) -> None:
        """`groups` are all that have files below a folder that will be looked into."""
        self._root = root
        self._paths = {path for group in groups for path in group.entries}
        self._wanted = {folder for group in groups for folder in folders_of(group.entries)}
        self.strange: list[str] = []
        self.folders: list[str] = []
        self.odd: list[str] = []

    def look(self, folder: str) -> None:
        """List a folder, and those in it that nobody wants."""
        below = f"{folder}/" if folder else ""
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                found = list(entries)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in found:
            path = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                if path not in self._wanted:
                    self.folders.append(path)
                    self.look(path)
            elif not entry.is_file(follow_symlinks=False):
                self.odd.append(path)
            elif path not in self._paths:
                self.strange.append(path)
