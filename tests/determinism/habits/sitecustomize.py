"""Makes a Python process list folders in another order, and begin others in another way.

Python runs this by itself where it finds it on its path; without the variables it does nothing.
"""

from __future__ import annotations

import locale
import multiprocessing
import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

LISTED = os.environ.get("TESTS_FOLDERS_ARE_LISTED")
"""`backwards`, or a seed."""
BEGUN = os.environ.get("TESTS_PROCESSES_ARE_BEGUN")
"""A start method of multiprocessing."""


class Listing:
    """What `os.scandir` returns, with the entries in another order."""

    def __init__(self, entries: list[os.DirEntry[Any]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self._entries

    def __next__(self) -> os.DirEntry[Any]:
        return next(self._entries)

    def __enter__(self) -> Listing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget the rest."""
        self._entries = iter(())


def in_another_order(seed: str) -> None:
    """Have every listing of a folder come in an order that no file system would keep to."""
    chance = random.Random(seed)
    scandir: Callable[..., Any] = os.scandir
    listdir: Callable[..., Any] = os.listdir

    def mixed(entries: list[Any], name: Callable[[Any], Any]) -> list[Any]:
        entries.sort(key=name, reverse=True)
        if seed != "backwards":
            chance.shuffle(entries)
        return entries

    def scanned(*path: Any) -> Listing:
        with scandir(*path) as entries:
            return Listing(mixed(list(entries), lambda entry: entry.name))

    def listed(*path: Any) -> list[Any]:
        return mixed(listdir(*path), lambda name: name)

    os.scandir = scanned  # type: ignore[assignment]
    os.listdir = listed  # type: ignore[assignment]


if LISTED or BEGUN:
    with suppress(locale.Error):  # so that more depends on the language than letters
        locale.setlocale(locale.LC_ALL, "")
if LISTED:
    in_another_order(LISTED)
if BEGUN:
    multiprocessing.set_start_method(BEGUN)
