"""A file for the tests: what it is, its name, its bytes, and what must be said of it."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """`said` is part of what must be found; empty where nothing may be."""

    what: str
    name: str
    content: bytes
    said: str = ""
