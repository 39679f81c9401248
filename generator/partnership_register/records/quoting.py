"""What messages may quote: nothing of a file that may hold what the public is not to see.

Anybody may read the log of a build. So a file is quoted only where no word in it, even misspelt,
could withhold something; what else it says need not be understood for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.meeting import Meeting
from partnership_register.model.values import YES
from partnership_register.records.reading import read
from partnership_register.scanning import COUNCIL_FOLDER, content_of

_WITHHOLDS = ("visibility", "exempt", "exemption", "confidential", "embargo", "embargoed",
              "withdrawn")  # fmt: skip
_PRIVATE = re.compile(rb"""private['"]?[_:-]""")
_SAYS_PUBLIC = re.compile(rb"^[ -]*visibility: +public *$", re.MULTILINE)
_MAY_MEAN_TO = frozenset((
    b"publish", b"unpublished", b"visible", b"hidden", b"hide", b"draft", b"secret", b"sensitive",
    b"restricted", b"redacted", b"withheld", b"withhold", b"offline",
))  # fmt: skip
_NOT_PUBLIC = (b"not_pub", b"not pub", b"not-pub", b"non_pub", b"non-pub", b"notpub")
_MEANS_TO_WITHHOLD = re.compile(
    rb"""(?:^|[{,])[ {[-]*+['"]?(?:"""
    rb"""(?:(?:\w+_)?no[tn][_ -]?pub\w+|%b)['"]? *:|(?:status|sta(te))['"]? *: *['"]?"""
    rb"""(?:hid|secret|sensitive|restrict|private|(?(1)draft|hid)))"""
    % b"|".join(sorted(_MAY_MEAN_TO)),
    re.MULTILINE,
)
"""Keys, known to no model, by which somebody may have meant to keep a record from the public."""
_NEXT_TO_A_COLON = re.compile(
    rb"""[^\s:,{}\[\]]++[ \t]*:|:[ \t]++['"]?[a-z\x80-\xff]++['"]?[ \t]*(?:[,}]|$)""", re.MULTILINE
)
_SHORT_LINE = re.compile(rb"^[ \t]*+[^\s]++(?:[ \t]++[^\s]++){0,2}[ \t]*$", re.MULTILINE)
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
    if _may_mean_to_withhold(said, words) and _MEANS_TO_WITHHOLD.search(said):
        return False
    if kind is Council:
        return not _council_withholds(said)
    if _PRIVATE.search(said) or any(_could_withhold(word) for word in words):
        return False
    if kind is not Meeting or public.draft_minutes:
        return True
    values = set(_WHOLE_VALUE.findall(said))
    return not any(_like(value.decode("latin-1"), "draft") for value in values)


def _may_mean_to_withhold(said: bytes, words: set[bytes]) -> bool:
    """Whether it is worth looking for keys that mean to withhold; few files have such words."""
    for word in words & _MAY_MEAN_TO:
        if any(key in said for key in (word + b":", word + b"'", word + b'"', word + b" :")):
            return True
        if word != b"draft" or b"state" in words:
            return True
    return any(each in said for each in _NOT_PUBLIC)


def _council_withholds(said: bytes) -> bool:
    """Whether the council's own file has a key, or a word by itself, that would withhold.

    It is always public, and its lists and its glossary say what an exempt item is, or who is of
    the private sector, without being anything of the kind.
    """
    telling = b" ".join((*_NEXT_TO_A_COLON.findall(said), *_SHORT_LINE.findall(said)))
    is_private = re.search(rb"private[a-z_]*['\"]?[ \t]*:", telling)
    return bool(is_private) or any(map(_could_withhold, set(_WORD.findall(telling))))


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
