"""A seal on the records: while pages are made, nothing can open a file of theirs.

What a page shows has passed the rules of disclosure. Whatever is opened past them would not have.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_sealed: list[str] = []
"""The folders of which nothing may be opened; the last one counts, and is empty where all may."""
_watched: list[str] = []
"""Filled once the interpreter tells of every file that is opened; it cannot be told to stop."""


class Sealed(RuntimeError):
    """Somebody tried to open a record where only what was disclosed may be used."""


@contextmanager
def sealed(records: Path) -> Iterator[None]:
    """Let nothing below the folder of records be opened or listed. Raises Sealed where it is."""
    if not _watched:
        _watched.append("open")
        sys.addaudithook(_refuse)
    _sealed.append(os.path.abspath(records))  # noqa: PTH100
    try:
        yield
    finally:
        _sealed.pop()


@contextmanager
def unsealed() -> Iterator[None]:
    """Let records be read within a seal, so that they may pass the rules of disclosure."""
    _sealed.append("")
    try:
        yield
    finally:
        _sealed.pop()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Told of everything that the interpreter does, so that it must be done at once."""
    if event not in ("open", "os.scandir", "os.listdir") or not _sealed or not _sealed[-1]:
        return
    path = arguments[0]
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not isinstance(path, str | os.PathLike):
        return
    whole = os.path.abspath(path)  # noqa: PTH100
    if whole.startswith(_sealed[-1]) and f"{whole}/".startswith(f"{_sealed[-1]}/"):
        raise Sealed(f"{whole} was to be opened while pages are made")
