"""The ledger: the digest of every published file, and where the standby is behind the site."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

_TITLE = b"partnership-register ledger 2 "


class Entry(NamedTuple):
    """What is known of a file. Size and time only ever cast doubt: what counts is the digest."""

    digest: str
    size: int
    """In bytes."""
    modified: int
    """In nanoseconds, as the file system tells it."""


class Group(msgspec.Struct, frozen=True, dict=True):
    """Files of the site that were made of the same things and stay as long as these do."""

    digest: bytes
    """Of their paths and contents."""
    count: int
    packed: bytes

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """By path; looked into only where a file of the group is asked for."""
        return msgspec.msgpack.decode(self.packed, type=dict[str, Entry])


def group_of(entries: Mapping[str, Entry]) -> Group:
    """These files as a group."""
    digest = group_digest((path, entry.digest) for path, entry in entries.items())
    return Group(digest, len(entries), msgspec.msgpack.encode(dict(sorted(entries.items()))))


def group_digest(files: Iterable[tuple[str, str]]) -> bytes:
    """The digest of files, each a path and the digest of its content, in whatever order."""
    made = hashlib.blake2b(digest_size=16)
    for file in sorted(files):
        made.update("\0".join((*file, "")).encode())
    return made.digest()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The groups of the site's files; paths at which the standby has something else."""

    groups: Mapping[str, Group]
    behind: tuple[str, ...] | None
    """None where there is no standby yet, or nobody knows what is in it."""
    trees: Trees = (0, 0)
    times: Mapping[str, Times] = field(default_factory=dict)
    """By group, when its folders were last changed in each of the trees."""


Trees = tuple[int, int]
"""The numbers of the inodes of both trees, each of which is now the site and now the standby."""
Times = tuple[bytes, bytes]
"""For each of the trees, in nanoseconds and in the order of `folders_of`; 0 where not known."""


def folders_of(paths: Iterable[str]) -> list[str]:
    """The folders that have to be there for these files, in order, with that of the site."""
    return ["", *sorted(folders_above({path.rpartition("/")[0] for path in paths}))]


def folders_above(folders: set[str]) -> set[str]:
    """These folders and all in which they lie."""
    above: set[str] = set()
    for each in folders:
        folder = each
        while folder and folder not in above:
            above.add(folder)
            folder = folder.rpartition("/")[0]
    return above


class _Body(msgspec.Struct):
    behind: tuple[bytes, ...] | None
    """As the file system has them: a stray file may have any name."""
    groups: dict[str, Group]
    trees: Trees = (0, 0)
    times: dict[str, Times] = {}


def digest_of(content: bytes) -> str:
    """The digest by which two contents are the same."""
    return hashlib.sha256(content).hexdigest()


def read_ledger(file: Path) -> Ledger | None:
    """The ledger in a file; None where there is none, or a byte of it is not as it was written."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except OSError:  # such as a folder that lies there
        return None
    if head != _head(body):
        return None
    said = msgspec.msgpack.decode(body, type=_Body)
    behind = None if said.behind is None else tuple(map(os.fsdecode, said.behind))
    return Ledger(said.groups, behind, said.trees, said.times)


def write_ledger(file: Path, ledger: Ledger) -> None:
    """Write a ledger into a file."""
    behind = None if ledger.behind is None else tuple(map(os.fsencode, sorted(ledger.behind)))
    body = msgspec.msgpack.encode(
        _Body(behind, dict(ledger.groups), ledger.trees, dict(ledger.times))
    )
    file.write_bytes(_head(body) + b"\n" + body)


def _head(body: bytes) -> bytes:
    return _TITLE + hashlib.blake2b(body, digest_size=32).hexdigest().encode()
