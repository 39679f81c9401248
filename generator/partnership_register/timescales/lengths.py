"""Lengths of time as words tell them: "10 days", "two weeks", "a fortnight", "5 working days"."""

from __future__ import annotations

from partnership_register.timescales.periods import Duration, Unit
from partnership_register.timescales.words import Found, Phrases, Words, is_number

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UP_TO_99 = [*_ONES, *_TEENS, *(f"{ten} {one}".strip() for ten in _TENS for one in ("", *_ONES))]

_NUMBERS = Phrases({number: (name,) for number, name in enumerate(_UP_TO_99, 1)})
_ARTICLES = frozenset(("a", "an"))
_LONGEST_FIGURES = 3

_UNITS = Phrases(
    {
        Duration(1, Unit.DAY): ("day", "days", "calendar day", "calendar days"),
        Duration(1, Unit.WORKING_DAY): (
            *("working day", "working days", "business day", "business days"),
        ),
        Duration(1, Unit.CLEAR_DAY): ("clear day", "clear days"),
        Duration(1, Unit.WEEK): ("week", "weeks", "calendar week", "calendar weeks"),
        Duration(2, Unit.WEEK): ("fortnight", "fortnights"),
        Duration(1, Unit.MONTH): ("month", "months", "calendar month", "calendar months"),
        Duration(3, Unit.MONTH): ("quarter", "quarters"),
        Duration(1, Unit.YEAR): ("year", "years", "calendar year", "calendar years"),
    }
)


def number(words: Words, at: int) -> Found[int]:
    """A whole number from 1 to 999 in figures, or to 99 in words."""
    figures = words[at]
    if is_number(figures) and len(figures) <= _LONGEST_FIGURES and figures[0] != "0":
        return int(figures), at + 1
    return _NUMBERS.at(words, at)


def unit(words: Words, at: int) -> Found[Duration]:
    """A unit of time as the length of one of it; a quarter is three months."""
    return _UNITS.at(words, at)


def length(words: Words, at: int) -> Found[Duration]:
    """A number of units: "10 days", "a month"."""
    counted = (1, at + 1) if words[at] in _ARTICLES else number(words, at)
    if counted is None:
        return None
    count, at = counted
    measured = unit(words, at)
    return (times(count, measured[0]), measured[1]) if measured else None


def times(count: int, duration: Duration) -> Duration:
    """That length, `count` times over."""
    return Duration(count * duration.count, duration.unit)
