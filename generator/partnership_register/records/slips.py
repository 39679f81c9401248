"""Whether a name was meant that is not quite written: a slip of a letter or two, no other word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING = frozenset(("the", "a", "an", "of"))
_LONG = 7
"""Letters of a word in which two may be wrong; in a shorter one that makes another word."""
_LONGEST = 200
"""Characters; nothing that has a name has a longer one."""


def slips(sought: str, names: Iterable[str]) -> list[str]:
    """The names that differ from what is written by a slip of a letter or two in a word."""
    words = words_of(sought)
    if not words or len(sought) > _LONGEST:
        return []
    joined = "".join(words)
    return [
        name
        for name in names
        if _is_slip(words, words_of(name)) or (joined.isalpha() and joined == _joined(name))
    ]


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words and figures of a name, without what says nothing and with no 0 before a figure."""
    found = (word.lstrip("0") or word for word in _WORD.findall(name.lower()))
    return tuple(word for word in found if word not in _SAYS_NOTHING)


def _joined(name: str) -> str:
    return "".join(words_of(name))


def _is_slip(words: Collection[str], known: Collection[str]) -> bool:
    return len(words) == len(known) and all(map(_is_mistyped, words, known))


def _is_mistyped(word: str, known: str) -> bool:
    """Whether a word is another one but for a letter or two; figures are never nearly right.

    >>> [_is_mistyped(*each) for each in (("voluntry", "voluntary"), ("chiar", "chair"))]
    [True, True]
    >>> [_is_mistyped(*each) for each in (("water", "chamber"), ("north", "south"), ("5", "6"))]
    [False, False, False]
    """
    if word == known:
        return True
    if not (word + known).isalpha() or (word[0] != known[0] and sorted(word) != sorted(known)):
        return False
    return _steps(word, known) <= (2 if min(len(word), len(known)) >= _LONG else 1)


def _steps(word: str, known: str) -> int:
    """How many letters are wrong, missing, too many or exchanged with the next; 3 stands for more.

    >>> _steps("coxwain", "coxswain"), _steps("chiar", "chair"), _steps("college", "cycling")
    (1, 1, 3)
    """
    if abs(len(word) - len(known)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(known) + 1))
    for at, letter in enumerate(word, 1):
        older, before, row = before, row, [at]
        for n, other in enumerate(known, 1):
            least = min(before[n] + 1, row[-1] + 1, before[n - 1] + (letter != other))
            if at > 1 and n > 1 and letter == known[n - 2] and word[at - 2] == other:
                least = min(least, older[n - 2] + 1)
            row.append(least)
    return min(row[-1], 3)
