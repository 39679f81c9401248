"""Reads a timescale: walks its words once, keeps what the rules know and marks what none does."""

from __future__ import annotations

from partnership_register.timescales.anchoring import Passage, anchored
from partnership_register.timescales.dates import dated
from partnership_register.timescales.outdated import in_force
from partnership_register.timescales.recurrences import recurring
from partnership_register.timescales.relatives import event, lapse
from partnership_register.timescales.standing import standing
from partnership_register.timescales.terms import Extract, Term
from partnership_register.timescales.timescale import Timescale
from partnership_register.timescales.words import GLUE, Found, Rule, Words

_AFFIRMED: tuple[Rule, ...] = (lapse, recurring, dated, event, standing)
"""In this order: the first rule that applies counts."""

_NEGATIONS = frozenset(("not", "never", "no"))


def read(text: str) -> Timescale:
    """The timescale that the text tells; any text is one, if only one of which nothing is read.

    >>> read("By end of March 2007 and annually thereafter").plain
    'due by 31 March 2007, then every year'
    """
    words = Words(text)
    passages = in_force(words, _passages(words))
    terms = [term for passage in anchored(words, passages) for term in passage.terms]
    return Timescale(text, tuple(terms), tuple(_unread(words, passages)))


def _passages(words: Words) -> list[Passage]:
    passages: list[Passage] = []
    at = 0
    while at < len(words):
        terms, end = _affirmed(words, at) or _negated(words, at) or ((), at + 1)
        if terms:
            passages.append(Passage(terms, at, end))
        at = end
    return passages


def _affirmed(words: Words, at: int) -> Found[tuple[Term, ...]]:
    for rule in _AFFIRMED:
        if found := rule(words, at):
            return found
    return None


def _negated(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """What a "not" denies is a timescale that does not hold."""
    denied = _affirmed(words, at + 1) if words[at] in _NEGATIONS else None
    return ((), denied[1]) if denied else None


def _unread(words: Words, passages: list[Passage]) -> list[Extract]:
    """The stretches between the passages, less the marks and small words at their ends."""
    starts = [0, *(passage.end for passage in passages)]
    ends = [*(passage.start for passage in passages), len(words)]
    if not passages and len(words):
        return [words.extract(0, len(words))]
    gaps = (_trimmed(words, start, end) for start, end in zip(starts, ends, strict=True))
    return [words.extract(start, end) for start, end in gaps if start < end]


def _trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    while start < end and words[start] in GLUE:
        start += 1
    while start < end and words[end - 1] in GLUE:
        end -= 1
    return start, end
