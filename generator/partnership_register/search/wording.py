"""The words of a page: which count, and which of them are one word in different forms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from html import unescape
from string import ascii_lowercase

from Stemmer import Stemmer

IGNORED = frozenset((
    "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
    "in", "into", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "there",
    "these", "they", "this", "to", "was", "were", "which", "will", "with",
))  # fmt: skip
"""Words that stand on nearly every page and that nobody looks for."""

_NO_WORDS = IGNORED | {*ascii_lowercase}
_WAYS_ON = "<nav", "</nav>"
"""Lists of ways to other pages stand between these, never one within another."""
_BETWEEN_TAGS = re.compile(r">([^<]+)")
"""Text has its angle brackets escaped."""
_SPACED = bytes(
    code if chr(code).isalnum() else 32 for code in (ord(chr(n).lower()) for n in range(128))
) + bytes(range(128, 256))
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]+")
_TYPOGRAPHIC = re.compile(r"[^\w\x00-\x7f]+")
_AMERICAN = re.compile(r"(?<=[a-z]{3})([iy])z(e|ed|es|er|ers|ing|ation|ations|ational)$")
_STEMMER = Stemmer("english")


def main_text(html: str) -> str:
    """The text of a page's main part, without the ways to other pages."""
    main = html[html.index("<main") : html.rindex("</main>")]
    begin, end = _WAYS_ON
    first, *others = main.split(begin)
    read = first + "".join([each.partition(end)[2] for each in others])
    return unescape(" ".join(_BETWEEN_TAGS.findall(read)))


def counted(text: str) -> Counter[str]:
    """How often each word occurs: small letters without accents, and figures.

    A letter alone is no word, but a figure is, so that "Item 4" can be found.

    >>> sorted(counted("The café’s 2 cafés; L2D.9 & a Café").items())
    [('2', 1), ('9', 1), ('cafe', 2), ('cafes', 1), ('l2d', 1)]
    """
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text).lower())
        text = _TYPOGRAPHIC.sub(" ", text)
    found = Counter(
        text.encode().translate(_SPACED).decode().split() if text.isascii() else _WORD.findall(text)
    )
    for word in _NO_WORDS & found.keys():
        found.pop(word)  # Counter's own way to delete is written in Python
    if not text.isascii():
        for word in [w for w in found if len(w) == 1 and not w.isdigit()]:
            del found[word]
    return found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the forms of a word have in common.

    Forms that begin differently would lie in different files, so that they stay apart.

    >>> stem("meetings"), stem("organisations"), stem("organization"), stem("dying")
    ('meet', 'organis', 'organis', 'dying')
    """
    found: str = _STEMMER.stemWord(_AMERICAN.sub(r"\1s\2", word))
    return found if shard(found) == shard(word) else word


def shard(word: str) -> str:
    """The name of the file in which a word is listed: its first letters.

    >>> shard("meeting"), shard("2026"), shard("\u0142\u00f3d\u017a")
    ('mee', '20', '_')
    """
    head = word[:2] if word[0].isdigit() else word[:3]
    return head if head.isascii() else "_"
