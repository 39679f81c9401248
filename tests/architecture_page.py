"""Writes the rooms of docs/architecture.md from the code and from the layers of pyproject.toml."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from places import PROJECT

SOURCE = PROJECT / "generator"
ROOT = "partnership_register"


def rooms_in_order() -> str:
    """Each room with its modules, in the order in which data passes through them."""
    layers = _layers()
    lines = []
    for number, rooms in enumerate(reversed(layers), 1):
        *first, last = (f"`{room}`" for room in rooms)
        together = " and ".join(filter(None, (", ".join(first), last)))
        if len(rooms) > 1:
            lines += [f"## {number}. {together}", "", "Side by side; none imports another.", ""]
        for room in rooms:
            heading = f"### `{room}`" if len(rooms) > 1 else f"## {number}. `{room}`"
            lines += [heading, "", *_room(SOURCE / ROOT / room), ""]
    return "\n".join(lines).rstrip() + "\n"


def _layers() -> list[list[str]]:
    """The layers of pyproject.toml, highest first, each a list of rooms."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [re.split(r" *[|:] *", layer) for layer in layers]


def _room(place: Path) -> Iterator[str]:
    if not place.is_dir():
        yield _sentence(place.with_suffix(".py"))
        return
    yield _sentence(place / "__init__.py")
    yield ""
    for module in sorted(place.rglob("*.py")):
        if module != place / "__init__.py":
            name = module.relative_to(place).as_posix()
            yield f"- `{name}`: {_sentence(module)}"


def _sentence(module: Path) -> str:
    """The first sentence of a module's docstring, on one line. Raises LookupError where none is."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    first = re.match(r"(.+?[.])(?=\s+[A-Z`]|\s*$)", " ".join(text.split("\n\n")[0].split()))
    if not first:
        raise LookupError(f"{module.relative_to(PROJECT)} does not open with a sentence")
    return first[1]
