"""What recurs by the calendar: "quarterly", "every two years", "May and October annually"."""

from __future__ import annotations

from typing import TypeAlias

from partnership_register.timescales.dates import anniversaries
from partnership_register.timescales.lengths import number, times, unit
from partnership_register.timescales.periods import Anniversary, Duration, Unit
from partnership_register.timescales.standing import DETERMINERS
from partnership_register.timescales.terms import Recurring, Term
from partnership_register.timescales.words import HYPHENS, Found, Phrases, Words

_YEAR = Duration(1, Unit.YEAR)
_MONTHS_OF_YEAR = 12

_ADVERBS = {
    Duration(1, Unit.DAY): ("daily",),
    Duration(1, Unit.WEEK): ("weekly",),
    Duration(2, Unit.WEEK): ("fortnightly",),
    Duration(1, Unit.MONTH): ("monthly",),
    Duration(3, Unit.MONTH): ("quarterly",),
    Duration(6, Unit.MONTH): ("half yearly", "semi annually"),
    _YEAR: ("yearly", "annually"),
    Duration(2, Unit.YEAR): ("biennially",),
}
_ADJECTIVES = {_YEAR: ("annual",), Duration(2, Unit.YEAR): ("biennial",)}
_HOW_OFTEN = Phrases(_ADVERBS)
_HOW_OFTEN_ALONE = Phrases(_ADJECTIVES)
"""These describe a thing, so they tell a time only where no thing stands beside them."""
_ON_A_BASIS = Phrases(
    {
        every: tuple(f"on {article} {word} basis" for word in words for article in ("a", "an"))
        for every, words in (_ADVERBS | {_YEAR: ("yearly", "annual")}).items()
    }
)

_COUNTED = Phrases(
    {
        Duration(1, Unit.WEEK): ("weekly",),
        Duration(1, Unit.MONTH): ("monthly",),
        _YEAR: ("yearly",),
    }
)
"""With a number before them: "six-monthly"."""

_EVERY = Phrases({"every": ("every", "each", "once a", "once every", "once each", "once per")})
_EVERY_NTH = Phrases({2: ("other", "second"), 3: ("third",), 4: ("fourth",)})

_THEN = Phrases({"then": ("then", "and then", "thereafter", "and thereafter")})
_THEREAFTER = Phrases({"thereafter": ("thereafter", "afterwards", "after that", "from then on")})
_BETWEEN_HOW_OFTEN_AND_WHEN = frozenset((",", "(", ":"))

_UNCLEAR = Phrases(
    {
        prefix: tuple(
            f"{prefix}{blank}{word}"
            for blank in ("", " ")
            for word in ("weekly", "monthly", "quarterly", "yearly", "annually", "annual")
        )
        for prefix in ("bi", "tri")
    }
)
"""Twice in the time to some people, once in two of them to others."""
_HOW_MANY_TIMES = frozenset(("twice", "thrice", "times"))


_HowOften: TypeAlias = tuple[Duration, tuple[Anniversary, ...]]


def recurring(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """A recurrence by the calendar, or no term where it is not clear how often."""
    if unclear := _UNCLEAR.at(words, at):
        return (), unclear[1]
    then, start = _THEN.at(words, at) or ("", at)
    found = _on_days_of_year(words, start) or _frequency(words, start)
    if found is None:
        return None
    if _describes_a_thing(words, start):
        return (), found[1]
    # "Annually thereafter, in May" and "annually in May thereafter" are both said.
    thereafter, end = _THEREAFTER.at(words, found[1]) or ("", found[1])
    (every, on), end = _with_days_after(words, found[0], end)
    thereafter_too, end = _THEREAFTER.at(words, end) or ("", end)
    follows = bool(then or thereafter or thereafter_too)
    return (Recurring(words.extract(at, end), every, follows, on),), end


def _on_days_of_year(words: Words, at: int) -> Found[_HowOften]:
    """Days of each year and how often: "every March", "May and October annually"."""
    every = _EVERY.at(words, at)
    days = anniversaries(words, every[1] if every else at)
    if days is None:
        return None
    on, end = days
    if every:
        return (_YEAR, on), end
    frequency = _frequency(words, words.skip(_BETWEEN_HOW_OFTEN_AND_WHEN, end))
    if frequency and _fits(frequency[0][0], on):
        return (frequency[0][0], on), frequency[1]
    return None


def _with_days_after(words: Words, how_often: _HowOften, at: int) -> tuple[_HowOften, int]:
    """With the days that may stand behind: "6 monthly, May and October", "annually each May"."""
    every, on = how_often
    start = words.skip(_BETWEEN_HOW_OFTEN_AND_WHEN, at)
    _, start = _EVERY.at(words, start) or ("", start)
    days = None if on else anniversaries(words, start)
    return ((every, days[0]), days[1]) if days and _fits(every, days[0]) else (how_often, at)


def _fits(every: Duration, on: tuple[Anniversary, ...]) -> bool:
    """True when the days of the year are all on which it is due, and not a few of them."""
    months = every.months or 0
    return _MONTHS_OF_YEAR in (months, months * len(on))


def is_how_often(words: Words, at: int) -> bool:
    """True when words that tell how often start here."""
    return _frequency(words, at) is not None


def _frequency(words: Words, at: int) -> Found[_HowOften]:
    rules = (_every, _every_counted, _ON_A_BASIS.at, _HOW_OFTEN.at, _adjective)
    found = next((every for rule in rules if (every := rule(words, at))), None)
    return ((found[0], ()), found[1]) if found else None


def _every(words: Words, at: int) -> Found[Duration]:
    every = _EVERY.at(words, at)
    if every is None:
        return None
    count, at = _EVERY_NTH.at(words, every[1]) or number(words, every[1]) or (1, every[1])
    measured = unit(words, at)
    return (times(count, measured[0]), measured[1]) if measured else None


def _every_counted(words: Words, at: int) -> Found[Duration]:
    count = number(words, at)
    adverb = count and _COUNTED.at(words, words.skip(HYPHENS, count[1]))
    return (times(count[0], adverb[0]), adverb[1]) if count and adverb else None


def _adjective(words: Words, at: int) -> Found[Duration]:
    adjective = _HOW_OFTEN_ALONE.at(words, at)
    alone = adjective and words.opens_clause(at) and words.closes_clause(adjective[1])
    return adjective if alone else None


def _describes_a_thing(words: Words, at: int) -> bool:
    return words[at - 1] in DETERMINERS | _HOW_MANY_TIMES
