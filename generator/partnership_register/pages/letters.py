"""Lists from A to Z, with an index of letters above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from string import ascii_uppercase

from partnership_register.pages.shapes import Entry, Link, Shape

_SIGNS_BEFORE = re.compile(r"^[\W_]+")
OTHER = "Other"
"""The group of what begins with a figure or a sign."""


class Letter(Shape, frozen=True):
    """The entries that begin with a letter."""

    letter: str
    entries: tuple[Entry, ...]


def by_letter(entries: Iterable[Entry]) -> tuple[Letter, ...]:
    """Entries under the letters that their links begin with; only letters that have any."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (sort_words(_text(each)), _text(each))):
        groups.setdefault(initial(_text(entry)), []).append(entry)
    ordered = sorted(groups, key=lambda letter: (letter == OTHER, letter))
    return tuple(Letter(letter, tuple(groups[letter])) for letter in ordered)


def letter_links(letters: Iterable[str]) -> tuple[Link, ...]:
    """The whole alphabet, the letters that have entries as links to them."""
    there = set(letters)
    alphabet = (*ascii_uppercase, *([OTHER] if OTHER in there else []))
    return tuple(
        Link(each, f"#letter-{each.lower()}" if each in there else "") for each in alphabet
    )


def initial(text: str) -> str:
    """The letter under which a name is found.

    >>> initial("The Wool Hall"), initial("Eglwys"), initial("3rd Thornmere Scouts")
    ('W', 'E', 'Other')
    """
    first = sort_words(text)[:1].upper()
    return first if first in ascii_uppercase and first else OTHER


def sort_words(text: str) -> str:
    """A name as it is put in order: without accents, capitals, signs before it or a leading The.

    >>> sort_words("The Old Mill"), sort_words("'Agora' theatre"), sort_words("«Agora»")
    ('old mill', "agora' theatre", 'agora»')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SIGNS_BEFORE.sub("", bare.casefold()).removeprefix("the ").strip()


def _text(entry: Entry) -> str:
    assert entry.link  # what stands in such a list is something to go to
    return entry.link.text
