"""What makes the site: this package as it is, Python, and the libraries, as one digest."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from partnership_register.scanning import digest_of

PACKAGE = Path(__file__).resolve().parents[1]
DISTRIBUTION = "partnership-register"


def maker() -> bytes:
    """A digest that changes with anything that could make other pages of the same records."""
    installed = _installed()
    pieces = [sys.version.encode()]
    for name in _libraries(installed):
        pieces += [name.encode(), _version(installed.get(_plain(name), "")).encode()]
    for path, source in sorted(_sources(str(PACKAGE), "")):
        with open(source, "rb") as file:  # noqa: PTH123  two hundred times at every start
            pieces += [path.encode(), file.read()]
    return digest_of(pieces)


def libraries() -> tuple[str, ...]:
    """The libraries of which the pages are made, by their names."""
    return _libraries(_installed())


def _libraries(installed: Mapping[str, str]) -> tuple[str, ...]:
    try:
        said = Path(installed[DISTRIBUTION], "METADATA").read_text(encoding="utf-8")
    except (KeyError, OSError):
        return _libraries_as_python_says()
    head = said.partition("\n\n")[0]
    return tuple(sorted({*re.findall(r"^Requires-Dist:\s*([\w.-]+)", head, re.MULTILINE)}))


def _libraries_as_python_says() -> tuple[str, ...]:
    """However this package was installed; to ask takes longer than all the rest here."""
    from importlib.metadata import requires  # noqa: PLC0415  see above

    named = (re.match(r"[\w.-]+", line) for line in requires(DISTRIBUTION) or ())
    return tuple(sorted({name[0] for name in named if name}))


def _installed() -> dict[str, str]:
    """Where each library is described, by its plain name; the first found is the one in use.

    The name of the folder says the version, so that no description needs to be opened.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208  names alone
        except OSError:
            continue
        for name in sorted(names):
            if name.endswith((".dist-info", ".egg-info")):
                found.setdefault(_plain(name.partition("-")[0]), f"{place}/{name}")
    return found


def _version(folder: str) -> str:
    """The version of a library; empty for an extra that is not installed."""
    return folder.rpartition("/")[2].partition("-")[2].removesuffix(".dist-info")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sources(folder: str, below: str) -> Iterator[tuple[str, str]]:
    """Every module of the package, with its path below it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield below + entry.name, entry.path
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _sources(entry.path, f"{below}{entry.name}/")
