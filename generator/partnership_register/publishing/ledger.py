"""The ledger: the digest of every published file, and where the standby is behind the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_TITLE = b"partnership-register ledger 1 "


class Entry(NamedTuple):
    """What is known of a file. Size and time only ever cast doubt: what counts is the digest."""

    digest: str
    size: int
    """In bytes."""
    modified: int
    """In nanoseconds, as the file system tells it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The files of the site by their paths; paths at which the standby has something else."""

    files: Mapping[str, Entry]
    behind: tuple[str, ...] | None
    """None where there is no standby yet, or nobody knows what is in it."""


def digest_of(content: bytes) -> str:
    """The digest by which two contents are the same."""
    return hashlib.sha256(content).hexdigest()


def read_ledger(file: Path) -> Ledger | None:
    """The ledger in a file; None where there is none, or a byte of it is not as it was written."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if head != _head(body):
        return None
    data = json.loads(body)
    behind = data["behind"]
    return Ledger(
        {path: Entry._make(entry) for path, entry in data["files"].items()},
        None if behind is None else tuple(behind),
    )


def write_ledger(file: Path, ledger: Ledger) -> None:
    """Write a ledger into a file."""
    behind = None if ledger.behind is None else sorted(ledger.behind)
    body = json.dumps({"behind": behind, "files": dict(ledger.files)}).encode()
    file.write_bytes(_head(body) + b"\n" + body)


def _head(body: bytes) -> bytes:
    return _TITLE + digest_of(body).encode()
