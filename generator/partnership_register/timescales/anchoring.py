"""Ties each recurrence to the dates beside it: those it starts from, follows, or ends with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from partnership_register.timescales.periods import Period
from partnership_register.timescales.terms import Bearing, Dated, Recurring, Term
from partnership_register.timescales.words import GLUE, SENTENCE_ENDS, Words

_POINTS = frozenset((Bearing.BY, Bearing.IN))
"""What is due by these dates can fall due again."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that one rule has read, from `start` up to and not with `end`."""

    terms: tuple[Term, ...]
    start: int
    end: int

    @property
    def dates(self) -> tuple[Dated, ...]:
        """The dates in it."""
        return tuple(term for term in self.terms if isinstance(term, Dated))


def anchored(words: Words, passages: list[Passage]) -> list[Passage]:
    """The passages, in which each recurrence knows the dates that bear on it.

    Those are the dates right beside it. "Thereafter" points to the last date before it, however
    many words lie between: "by end of March 2007. Publish the results. Annually thereafter".
    """
    tied: list[Passage] = []
    last_dates: tuple[Dated, ...] = ()
    for at, passage in enumerate(passages):
        terms = passage.terms
        match terms:
            case (Recurring() as recurring,):
                before = _dates_of_neighbour(words, passages, at - 1, at)
                after = _dates_of_neighbour(words, passages, at + 1, at)
                if recurring.follows:
                    # Of two that follow each other, the second does not count from the date.
                    before, last_dates = before or last_dates, ()
                terms = (_tied(recurring, before, after),)
        tied.append(replace(passage, terms=terms))
        last_dates = passage.dates or last_dates
    return tied


def _dates_of_neighbour(
    words: Words, passages: list[Passage], at: int, other: int
) -> tuple[Dated, ...]:
    """The dates of the passage at `at`, when nothing but marks parts it from the `other`."""
    if not 0 <= at < len(passages):
        return ()
    first, second = passages[min(at, other)], passages[max(at, other)]
    between = [words[place] for place in range(first.end, second.start)]
    touching = all(form in GLUE and form not in SENTENCE_ENDS for form in between)
    return passages[at].dates if touching else ()


def _tied(recurring: Recurring, before: tuple[Dated, ...], after: tuple[Dated, ...]) -> Recurring:
    beside = (*before, *after)
    around = [dated.period for dated in beside if _holds(dated, recurring)]
    starts = [*(dated.starts for dated in beside), *(period.first for period in around)]
    ends = [*(dated.ends for dated in beside), *(period.last for period in around)]
    anchors = _anchors(recurring, before) or _anchors(recurring, after)
    if recurring.on:
        # The days of the year say when it is due; a date beside them only says from when on.
        starts, anchors = [*starts, *(anchor.first for anchor in anchors)], ()
    return replace(
        recurring,
        anchors=anchors,
        starts=min(filter(None, starts), default=None),
        ends=max(filter(None, ends), default=None),
    )


def _anchors(recurring: Recurring, dates: tuple[Dated, ...]) -> tuple[Period, ...]:
    return tuple(
        dated.period for dated in dates if dated.bearing in _POINTS and not _holds(dated, recurring)
    )


def _holds(dated: Dated, recurring: Recurring) -> bool:
    """True when it recurs within the date, as in "quarterly in 2007/08", and not from it on."""
    if dated.bearing is not Bearing.IN or recurring.follows:
        return False
    step, _ = recurring.every.steps_around(Period.day(dated.period.first), dated.period.last)
    return step is not None and step > dated.period.first
