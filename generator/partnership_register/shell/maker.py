"""What makes the site: this package as it is, Python, and the libraries, as one digest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from partnership_register.scanning import digest_of

PACKAGE = Path(__file__).resolve().parents[1]


def maker() -> bytes:
    """A digest that changes with anything that could make other pages of the same records.

    That is every library that is installed, and not only those this package asks for: they stand
    on others, such as the one that reads the Markdown of pages written by hand.
    """
    pieces = [sys.version.encode(), *map(os.fsencode, sorted(_installed()))]
    for path, source in sorted(_sources(str(PACKAGE), "")):
        with open(source, "rb") as file:  # noqa: PTH123  two hundred times at every start
            pieces += [path.encode(), file.read()]
    return digest_of(pieces)


def _installed() -> Iterator[str]:
    """The names of the folders that describe libraries, which say the version of each."""
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208  names alone
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _sources(folder: str, below: str) -> Iterator[tuple[str, str]]:
    """Every module of the package, with its path below it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield below + entry.name, entry.path
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _sources(entry.path, f"{below}{entry.name}/")
