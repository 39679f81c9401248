"""Postings: for each word, the pages that hold it and how much they are about it.

A page is known by its place in the list of its area, and an area by its place among all areas.
An entry of the published files is a pair, as in

    ["meeting meetings", "0 BA3C,12 A"]

the forms of a word, and for each area its number and then its pages: a letter says how much a
page is about the word (A little, Z much), a figure before it how many pages further on it is,
where it is not the next one. How rare a word is the browser sees from the length of the list, so
that nothing here depends on any other page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from partnership_register.search.wording import counted, main_text, shard, stem

TITLE_WEIGHT = 8
"""How many times in the text a word of the title is worth."""
_SATURATION = 1.2
_USUAL_LENGTH = 400
_STEP = 64
"""Lengths are rounded to this many words, lest one more word change every entry of a page."""
_LEVELS = 26

Entries = dict[str, str]
"""What an area adds to each file: lines of stem, forms and pages, parted by tabs."""


class Said(NamedTuple):
    """What a page says."""

    words: Counter[str]
    """How often each occurs; one of the title counts as often as `TITLE_WEIGHT` in the text."""
    length: int
    """How many words the text has."""


@lru_cache(maxsize=65_536)
def level(count: int, length: int) -> str:
    """How much a page of `length` words is about one that occurs `count` times (as in BM25).

    >>> level(1, 400), level(1, 2000), level(9, 400), level(90, 400)
    ('L', 'E', 'W', 'Z')
    """
    weight = count / (count + _SATURATION * (0.25 + 0.75 * length / _USUAL_LENGTH))
    return chr(ord("A") + min(_LEVELS - 1, int(weight * _LEVELS)))


def said_by(title: str, html: str) -> Said:
    """What a page says, from its title and its finished HTML."""
    words = counted(main_text(html))
    length = sum(words.values())
    for word in counted(title):
        words[word] += TITLE_WEIGHT
    return Said(words, length)


def entries(pages: Iterable[Said]) -> Entries:
    """What the pages of an area, in order, add to the files of words."""
    postings: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    seen: set[str] = set()
    for number, (words, said) in enumerate(pages):
        length = round(said / _STEP) * _STEP
        seen.update(words)
        letters: dict[int, str] = {}
        for found, count in _by_stem(words).items():
            letter = letters.get(count) or letters.setdefault(count, level(count, length))
            if found in last:
                gap = number - last[found]
                postings[found].append(letter if gap == 1 else f"{gap}{letter}")
            else:
                postings[found] = [f"{number + 1}{letter}" if number else letter]
            last[found] = number
    return _lines(postings, seen)


def _by_stem(words: Counter[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word, count in words.items():
        found = stem(word)
        counts[found] = counts.get(found, 0) + count
    return counts


def _lines(postings: Mapping[str, list[str]], seen: Iterable[str]) -> Entries:
    forms: dict[str, list[str]] = {}
    for word in sorted(seen):
        forms.setdefault(stem(word), []).append(word)
    made: dict[str, list[str]] = {}
    for found in sorted(postings):
        line = f"{found}\t{' '.join(forms[found])}\t{''.join(postings[found])}"
        made.setdefault(shard(found), []).append(line)
    return {name: "\n".join(lines) for name, lines in made.items()}


def merged(areas: Sequence[tuple[int, str]]) -> bytes:
    """The published file: the entries of all areas, each with its number, in order of numbers."""
    forms: dict[str, set[str]] = {}
    pages: dict[str, list[str]] = {}
    for number, lines in areas:
        for line in lines.split("\n"):
            found, words, postings = line.split("\t")
            forms.setdefault(found, set()).add(words)
            pages.setdefault(found, []).append(f"{number} {postings}")
    table = [[_joined(forms[s]), ",".join(pages[s])] for s in sorted(pages)]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _joined(forms: Iterable[str]) -> str:
    return " ".join(sorted({word for each in forms for word in each.split(" ")}))
