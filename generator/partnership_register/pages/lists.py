"""Lists: what each folder of the register gives to the pages that show all of it.

No page that lists the whole register looks at all records at once. Each folder says what it has
for such pages, entry by entry under a key, and the pages are put together from these alone: so
folders can be read one by one, in any process, and a page of which no entry changed stays.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from partnership_register.pages.shapes import Shape
from partnership_register.register import Register
from partnership_register.scanning import content_digest

Given = tuple[str, object]
"""A key and an entry under it, which is plain data: a shape, or a tuple of shapes, text, dates.

A key begins with the name of the list, such as `meetings/2026`.
"""

Gives = Callable[[Register], Iterable[Given]]
"""A function from the register of a folder to what its own records give to lists."""


class Lists:
    """What all folders give, by key; under each key in the order of the folders.

    The entries of a key are packed, folder by folder, and unpacked when somebody asks for them.
    """

    def __init__(self, packs: Mapping[str, Sequence[bytes]]) -> None:
        self._packs = packs
        self.read: set[str] = set()
        """The keys that were asked for; beginnings of keys end with a slash."""

    def of(self, key: str) -> tuple[Any, ...]:
        """Every entry under a key."""
        self.read.add(key)
        return self._unpacked(key)

    def under(self, begins: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The entries under each key of the form `begins/rest`, by `rest`, in order."""
        self.read.add(f"{begins}/")
        for key in sorted(key for key in self._packs if key.startswith(f"{begins}/")):
            yield key[len(begins) + 1 :], self._unpacked(key)

    def _unpacked(self, key: str) -> tuple[Any, ...]:
        return tuple(entry for pack in self._packs.get(key, ()) for entry in unpacked(pack))


class Pack(NamedTuple):
    """The entries that one folder gives under one key."""

    digest: bytes
    """The same for the same entries; the content may differ, by which texts are one in memory."""
    content: bytes


def packs_of(given: Iterable[Given]) -> dict[str, Pack]:
    """What one folder gives, packed under each key."""
    entries: dict[str, list[object]] = {}
    for key, entry in given:
        entries.setdefault(key, []).append(entry)
    return {
        key: Pack(
            content_digest(msgspec.msgpack.encode(found)),
            pickle.dumps(found, pickle.HIGHEST_PROTOCOL),
        )
        for key, found in entries.items()
    }


def gathered(given: Iterable[Given]) -> Lists:
    """The lists of a register that is held whole."""
    return Lists({key: (pack.content,) for key, pack in packs_of(given).items()})


def unpacked(pack: bytes) -> list[Any]:
    """The entries of a pack.

    Raises UnpicklingError where it holds anything but shapes and plain data, so that a pack that
    somebody has tampered with can name no other code.
    """
    entries: list[Any] = _Unpickler(io.BytesIO(pack)).load()
    return entries


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith("partnership_register.pages."):
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, Shape):
                return found
        raise pickle.UnpicklingError(f"a list may not hold {module}.{name}")


_PLAIN = {("datetime", "date"): date, ("datetime", "datetime"): datetime}
