"""Dates that hold no longer: those that were put off, struck out, or met already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership_register.timescales.anchoring import Passage
from partnership_register.timescales.terms import Bearing
from partnership_register.timescales.words import GLUE, SENTENCE_ENDS, Words

_WAS = frozenset(("was", "were", "originally", "original", "previously", "formerly", "superseded"))
_DONE = frozenset(
    (
        *("completed", "complete", "achieved", "done", "finished", "delivered", "implemented"),
        *("closed", "met", "signed"),
    )
)
_PUT_OFF = frozenset(
    (
        *("revised", "extended", "moved", "postponed", "deferred", "delayed", "slipped", "slips"),
        *("rescheduled", "changed", "amended", "back", "forward", "pushed", "reprofiled"),
    )
)
_BACK_OR_FORWARD = frozenset(("back", "forward"))
_TO_BE_MOVED = frozenset(("put", "brought", "carried", "rolled", "set"))
"""What puts off by "back" or "forward" behind it; "report back" and "come back" put nothing off."""
_NOW = frozenset(("now", "\u2192", ">"))
_SAYS_WHERE_TO = frozenset(("to", "until", "till", "for"))
_PASSED_OVER = (GLUE - SENTENCE_ENDS) | frozenset(("to", "date", "deadline", "target", "in", "on"))
_SPEAKS_OF_IT = re.compile(
    rf"[~>\u2192]|\b(?:{'|'.join(sorted((_WAS | _DONE | _PUT_OFF | _NOW) - {'>'}))})\b",
    re.IGNORECASE,
)
_STRUCK_OUT = re.compile(r"~~(?=[^\s~])[^~]*~~")


def in_force(words: Words, passages: list[Passage]) -> list[Passage]:
    """The passages without those whose dates do not hold; none where that is not clear.

    Of "March 2026, revised to June 2027" the second date is left, of "Completed March 2026" none.
    """
    if not _SPEAKS_OF_IT.search(words.text):
        return passages
    struck = [found.span() for found in _STRUCK_OUT.finditer(words.text)]
    left = [each for each in passages if not _lies_in(words, each, struck)]
    gone = [each for each in left if each.dates and _is_over(words, each)]
    left = [each for each in left if each not in gone]
    dated = [each for each in left if each.dates]
    is_clear = sum(len(each.dates) for each in dated) <= 2
    for number, each in enumerate(dated):
        said, leads_on = _before(words, each)
        if said in _PUT_OFF and words[each.start] == "from":
            left.remove(each)
        elif said in _PUT_OFF and not (leads_on or _is_to_be(words, each)):
            if number or not _is_limit(each):
                return []
        elif number and (said in _PUT_OFF or said in _NOW):
            if not is_clear:
                return []
            left.remove(dated[0])
    return left


def _lies_in(words: Words, passage: Passage, spans: list[tuple[int, int]]) -> bool:
    at = words.extract(passage.start, passage.end).start
    return any(start <= at < end for start, end in spans)


def _is_over(words: Words, passage: Passage) -> bool:
    """Whether a date is one that was, or by which something was done."""
    said, _ = _before(words, passage)
    if said in _WAS:
        return True
    is_day = all(date.bearing is Bearing.IN for date in passage.dates)
    if said in _DONE and is_day and not _is_to_be(words, passage):
        return True
    after = next(_ahead(words, passage.end), None)
    return after is not None and words[after] in _WAS | _DONE and words.closes_clause(after + 1)


def _is_limit(passage: Passage) -> bool:
    return all(date.bearing is Bearing.BY for date in passage.dates)


def _before(words: Words, passage: Passage) -> tuple[str, bool]:
    """The word that leads up to a date, and whether one stands between that says where to."""
    leads_on = words[passage.start] in _SAYS_WHERE_TO
    for at in reversed(range(passage.start)):
        is_away = words[at] in _BACK_OR_FORWARD
        if at and words[at - 1] in _TO_BE_MOVED if is_away else words[at] not in _PASSED_OVER:
            return words[at], leads_on
        leads_on |= words[at] in _SAYS_WHERE_TO
    return "", leads_on


def _is_to_be(words: Words, passage: Passage) -> bool:
    """Whether what is said of a date is still to come: "to be completed March 2027"."""
    said, _ = _before(words, passage)
    at = next(at for at in reversed(range(passage.start)) if words[at] == said)
    return at > 0 and words[at - 1] in ("be", "being")


def _ahead(words: Words, at: int) -> Iterator[int]:
    """The places of the words from one on, less marks between that end no sentence."""
    for place in range(at, len(words)):
        if words[place] in SENTENCE_ENDS:
            return
        if words[place] not in GLUE:
            yield place
