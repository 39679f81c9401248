"""What lies in the standby otherwise than the ledger says."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from partnership_register.aside import Aside
from partnership_register.publishing.ledger import Entry, Group, folders_of

_TOO_NEW = 50_000_000
"""Nanoseconds in which two changes of a folder may have the same time."""


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
    wanted: set[str] = {""}
    changed: set[str] = set()
    seen = {}
    for name, group in groups.items():
        folders = folders_of(group.entries)
        known = times.get(name, b"")
        found = times_of(root, folders, now)
        wanted.update(folders)
        if found != known:
            seen[name] = found
        then = array("q", known) if len(found) == len(known) else [0] * len(folders)
        pairs = zip(folders, zip(then, array("q", found), strict=True), strict=True)
        changed.update(folder for folder, (one, other) in pairs if one != other or not other)
    listed = _Listed(root, wanted, {path for group in groups.values() for path in group.entries})
    for each in changed if groups else {""}:
        listed.look(each)
    doubtful = {}
    for name, group in groups.items():
        differing = _differing(root, group.entries, listed.odd)
        if any(differing):
            doubtful[name] = differing
    return doubtful, listed.strange, listed.folders, listed.odd, seen


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
        elif of.st_size != size or of.st_mtime_ns != modified:
            others.append(path)
    return others, missing


class _Listed:
    """What folders have in them that no group knows of."""

    def __init__(self, root: str, wanted: set[str], paths: set[str]) -> None:
        self._root = root
        self._wanted = wanted
        self._paths = paths
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
