"""What messages may quote: nothing of a file that may hold what the public is not to see.

Anybody may read the log of a build. So a file is quoted only where no word in it, even misspelt,
could withhold something; what else it says need not be understood for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meeting import Meeting
from partnership_register.model.values import YES
from partnership_register.model.walk import part_at
from partnership_register.records.reading import read
from partnership_register.scanning import COUNCIL_FOLDER, content_of

_WITHHOLDS = ("visibility", "exempt", "exemption", "confidential", "embargo", "embargoed",
              "withdrawn")  # fmt: skip
_PRIVATE = re.compile(rb"""private['"]?[_:-]""")
_SAYS_PUBLIC = re.compile(rb"^[ -]*visibility: +public *$", re.MULTILINE)
_WORD = re.compile(rb"[a-z0-9\x80-\xff]++")
_WHOLE_VALUE = re.compile(rb"""[:>|?-]\s*+['"]?([a-z]{4,7})['"]?[ \t]*+(?![a-z0-9(])""")
_BY_ESCAPES = re.compile(rb"\\[xuU\r\n]")
_LIKE = 0.75


@dataclass(frozen=True, slots=True)
class Openness:
    """What the council makes public of itself; nothing where its file cannot be read."""

    kinds: frozenset[str] = frozenset()
    """Kinds of record."""
    draft_minutes: bool = False


def may_be_quoted(content: bytes, kind: type[Record] | None, public: Openness) -> bool:
    """Whether messages may quote a file; `kind` is that of its place, if it has one.

    Of a file that cannot be read at all it is enough that certain words occur in it.
    """
    if kind is None or not (kind is Council or kind.kind in public.kinds):
        return False
    if b"\0" in content or _BY_ESCAPES.search(content):
        return False
    said = _SAYS_PUBLIC.sub(b"", content.lower().replace(b"\r", b"\n"))
    words = set(_WORD.findall(said))
    if _PRIVATE.search(said) or any(_could_withhold(word) for word in words):
        return False
    if kind is not Meeting or public.draft_minutes:
        return True
    values = set(_WHOLE_VALUE.findall(said))
    return not any(_like(value.decode("latin-1"), "draft") for value in values)


def openness(root: Path) -> Openness:
    """What the council of the folder of records makes public."""
    try:
        content = content_of(f"{root}/{COUNCIL_FOLDER}/council.yml")
    except OSError:
        return Openness()
    data = read(content, "").data or {}
    kinds = data.get("public_kinds")
    sound = kinds if isinstance(kinds, list) else []
    drafts = data.get("show_draft_minutes")
    return Openness(
        frozenset(kind for kind in sound if isinstance(kind, str)),
        isinstance(drafts, str) and drafts.strip().lower() in YES,
    )


@lru_cache(maxsize=65536)
def _could_withhold(word: bytes) -> bool:
    """Whether a word is one that withholds, give or take a few letters."""
    return any(_like(word.decode("latin-1"), known) for known in _WITHHOLDS)


def _like(word: str, known: str) -> bool:
    if known in word:
        return True
    if abs(len(word) - len(known)) > 2 or word in _OTHERS:
        return False
    return SequenceMatcher(None, known, word, autojunk=False).ratio() >= _LIKE


_OTHERS = frozenset({"possibility", "disability", "feasibility", "flexibility", "viability",
                     "confidence", "confident", "except", "exception", "exceptions", "reception",
                     "exemplary", "example", "drafted", "drift", "craft", "raft"})  # fmt: skip
"""Words that are like those without meaning anything of the kind."""


@cache
def known_keys() -> frozenset[str]:
    """Every key that some kind of record has; they tell nothing of what stands in a file."""
    found: set[str] = set()
    waiting: list[type[BaseModel]] = [*RECORD_TYPES, Council]
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            found |= model.model_fields.keys()
            parts = (part_at(model, (name,)) for name in model.model_fields)
            waiting += [part for part in parts if part]
    return frozenset(found)
