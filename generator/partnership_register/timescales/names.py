"""The names by which people call a stretch of the calendar: "31.3.07", "Sept. 2006", "2006/07"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, TypeAlias

from partnership_register.timescales.lengths import length
from partnership_register.timescales.periods import (
    FINANCIAL_YEAR_STARTS_IN,
    LEAP_YEAR,
    MONTH_NAMES,
    Anniversary,
    Period,
    Precision,
)
from partnership_register.timescales.words import (
    DASHES,
    HYPHEN,
    HYPHENS,
    Found,
    Phrases,
    Words,
    is_number,
)


class Unclear(Enum):
    """Written as a date, but there is no such day, or it may mean more than one."""

    UNCLEAR = "unclear"


UNCLEAR: Final = Unclear.UNCLEAR


@dataclass(frozen=True, slots=True)
class Run:
    """Two ends written as one name, such as "10-12 May 2006" or "2006-2009"."""

    first: Period
    last: Period


Named: TypeAlias = Period | Anniversary | Run | Unclear
"""An Anniversary is a name without its year."""

ARTICLES = frozenset(("the",))
MONTHS = Phrases(
    {month: (name.lower(), name[:3].lower()) for month, name in enumerate(MONTH_NAMES, 1)}
    | {9: ("september", "sep", "sept")}
)
_YEARS = range(1900, 2200)
_CENTURY = 2000

_LINKS_TO_YEAR = frozenset(("-", "/", "of", "'", "\u2018", "\u2019"))
_COMMA = frozenset((",",))
_LINKS_TO_MONTH = frozenset(("-", "/", "of"))
_WEEKDAYS = Phrases(
    {
        name: (name, name[:3], f"{name} ,")
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    }
)
_WEEKS = Phrases(
    {
        timedelta(0): ("week commencing", "week beginning", "week starting", "w / c"),
        timedelta(days=-6): ("week ending", "w / e"),
    }
)
_SEASONS = Phrases({3: ("spring",), 6: ("summer",), 9: ("autumn",), 12: ("winter",)})
"""By the month each starts in; a season is three whole months."""
_WINTER = 12
_QUARTERS = Phrases(
    {
        number: (f"q {number}", f"quarter {number}", f"{nth} quarter", f"{ordinal} quarter")
        for number, nth, ordinal in (
            *((1, "1st", "first"), (2, "2nd", "second")),
            *((3, "3rd", "third"), (4, "4th", "fourth")),
        )
    }
)


class _YearKind(Enum):
    FINANCIAL = "financial"
    CALENDAR = "calendar"
    OTHER = "other"


_YEAR_KINDS = Phrases(
    {
        _YearKind.FINANCIAL: ("financial year", "fy"),
        _YearKind.CALENDAR: ("calendar year",),
        # Each council or school sets the days on which these turn.
        _YearKind.OTHER: ("academic year", "school year", "municipal year", "civic year"),
    }
)
_YEAR_WORDS = frozenset(("year",))

_FIRST_WORDS = ARTICLES.union(
    *(MONTHS.first_words, _WEEKDAYS.first_words, _WEEKS.first_words),
    *(_SEASONS.first_words, _QUARTERS.first_words),
    *(_YEAR_KINDS.first_words, _YEAR_WORDS),
)
"""A name starts with one of these or with figures; most words of a text need no closer look."""

_FIGURES = re.compile(r"[0-9]+(?:[^0-9]+[0-9]+)*")
_DAY_FIGURES = re.compile(r"([0-9]{1,2})(st|nd|rd|th)?")
_TWO_DAYS = re.compile(r"([0-9]{1,2})[-\u2010-\u2015]([0-9]{1,2})")


def named(words: Words, at: int) -> Found[Named]:
    """What the name that starts with the word at `at` stands for."""
    if words[at] not in _FIRST_WORDS and not words[at][:1].isdecimal():
        return None
    for rule in _RULES:
        if found := rule(words, at):
            return found
    return None


def _week(words: Words, at: int) -> Found[Named]:
    week = _WEEKS.at(words, at)
    day = week and (_day_of_month(words, week[1]) or _figures_alone(words, week[1]))
    if not week or not day:
        return None
    period, end = day
    if not isinstance(period, Period) or period.precision is not Precision.DAY:
        return UNCLEAR, end
    first = period.first + week[0]
    return Period(first, first + timedelta(days=6), Precision.WEEK), end


def _day_of_month(words: Words, at: int) -> Found[Named]:
    """The British order: "Friday 31st of March 2007", "30-Sep-09", "10-12 May 2006"."""
    _, at = _WEEKDAYS.at(words, at) or ("", at)
    at = words.skip(ARTICLES, at)
    figures = _DAY_FIGURES.fullmatch(words[at]) or _TWO_DAYS.fullmatch(words[at])
    month = figures and _month_name(words, words.skip(_LINKS_TO_MONTH, at + 1))
    if not figures or not month:
        return None
    year, end = _year(words, month[1]) or (None, month[1])
    if year is None and _is_figures(words, end):
        return UNCLEAR, end + 1
    if figures.re is _DAY_FIGURES:
        return _day(year, month[0], int(figures[1])), end
    first, last = (_day(year, month[0], int(figures[group])) for group in (1, 2))
    if isinstance(first, Period) and isinstance(last, Period):
        return Run(first, last), end
    return UNCLEAR, end


def _month_and_day(words: Words, at: int) -> Found[Named]:
    """The other order, only where it can mean nothing else: "June 10, 2007", "May 1st"."""
    month = _month_name(words, at)
    figures = month and _DAY_FIGURES.fullmatch(words[month[1]])
    if not month or not figures:
        return None
    after = month[1] + 1
    if year := _full_year(words, words.skip(_COMMA, after)):
        # "April 06, 2007" may be a day of 2007, or April 2006 and then 2007.
        is_day = not figures[1].startswith("0")
        return (_day(year[0], month[0], int(figures[1])) if is_day else UNCLEAR), year[1]
    return (_day(None, month[0], int(figures[1])), after) if figures[2] else None


def _month(words: Words, at: int) -> Found[Named]:
    month = _month_name(words, at)
    if month is None:
        return None
    if year := _year(words, month[1]):
        return Period.month(year[0], month[0]), year[1]
    if _is_figures(words, month[1]) and not length(words, month[1]):
        return UNCLEAR, month[1] + 1
    return Anniversary(month[0]), month[1]


def _season(words: Words, at: int) -> Found[Named]:
    season = _SEASONS.at(words, at)
    if season is None:
        return None
    first, at = season
    if first == _WINTER:
        # "Winter 2006" may be the winter that ends or the one that starts in 2006.
        if years := _two_years(words, at, short=True):
            return Period.months(years[0], first, 3, Precision.SEASON), years[1]
    elif year := _year(words, at):
        return Period.months(year[0], first, 3, Precision.SEASON), year[1]
    return (UNCLEAR, at + 1) if _is_figures(words, at) else None


def _quarter(words: Words, at: int) -> Found[Named]:
    quarter = _QUARTERS.at(words, at)
    if quarter is None:
        return None
    number, at = quarter
    at = words.skip(ARTICLES, words.skip(_LINKS_TO_YEAR | _COMMA, at))
    year = _year_of_its_kind(words, at)
    if year is None:
        return None
    period, end = year
    if not isinstance(period, Period) or period.precision is not Precision.FINANCIAL_YEAR:
        # The first quarter of 2007 may start in January or in April.
        return UNCLEAR, end
    months = FINANCIAL_YEAR_STARTS_IN - 1 + 3 * (number - 1)
    first = date(period.first.year + months // 12, months % 12 + 1, 1)
    return Period.months(first.year, first.month, 3, Precision.QUARTER), end


def _year_of_its_kind(words: Words, at: int) -> Found[Named]:
    """A year alone: "2006/2007", "FY 06/07", "the 2006-07 financial year", "2010"."""
    before, start = _YEAR_KINDS.at(words, at) or (None, words.skip(_YEAR_WORDS, at))
    if not _is_figures(words, start):
        return None
    after, end = _YEAR_KINDS.at(words, start + 1) or (None, start + 1)
    kind = before or after
    if kind is _YearKind.OTHER:
        return UNCLEAR, end
    if before is None and not words.stands_free(start):
        return None
    if years := _two_years(words, start, short=kind is _YearKind.FINANCIAL):
        return Period.financial_year(years[0]), end
    if year := _full_year(words, start):
        return (UNCLEAR if kind is _YearKind.FINANCIAL else Period.year(year[0])), end
    return (UNCLEAR, end) if kind else None


def _figures_alone(words: Words, at: int) -> Found[Named]:
    """A date in figures: "31/03/2007", "31.3.07", "2007-03-31", "3/2007", "2006-2009"."""
    if not _is_figures(words, at) or not words.stands_free(at):
        return None
    parts, mark = _parts(words[at])
    numbers = [int(part) for part in parts if len(part) <= len("2007")]
    found: Named = UNCLEAR
    match mark, [len(part) for part in parts]:
        case "/" | "-" | ".", [1 | 2, 1 | 2, 2 | 4]:
            found = _day(_in_full(parts[2]), numbers[1], numbers[0])
        case "-" | "/", [4, 2, 2]:
            found = _day(numbers[0], numbers[1], numbers[2])
        case "/" | "-", [1 | 2, 4] if 1 <= numbers[0] <= len(MONTH_NAMES) and numbers[1] in _YEARS:
            found = Period.month(numbers[1], numbers[0])
        case "-", [4, 4] if numbers[0] < numbers[1] and all(year in _YEARS for year in numbers):
            found = Run(Period.year(numbers[0]), Period.year(numbers[1]))
        case _, [_]:
            return None
    return found, at + 1


_RULES: tuple[Callable[[Words, int], Found[Named]], ...] = (
    _week,
    _day_of_month,
    _month_and_day,
    _month,
    _season,
    _quarter,
    _year_of_its_kind,
    _figures_alone,
)
"""In this order: the first that applies counts."""


def _day(year: int | None, month: int, day: int) -> Period | Anniversary | Unclear:
    try:
        date(year or LEAP_YEAR, month, day)
    except ValueError:
        return UNCLEAR
    if year is None:
        return Anniversary(month, day)
    return Period.day(date(year, month, day)) if year in _YEARS else UNCLEAR


def _month_name(words: Words, at: int) -> Found[int]:
    month = MONTHS.at(words, at)
    abbreviated = month and words[at] != MONTH_NAMES[month[0] - 1].lower()
    if month and abbreviated and words[month[1]] == "." and _is_figures(words, month[1] + 1):
        return month[0], month[1] + 1
    return month


def _year(words: Words, at: int) -> Found[int]:
    """The year after a month: 2006, 06, '06; not the 10 of "in May 10 days before ..."."""
    if year := _full_year(words, words.skip(_LINKS_TO_YEAR | _COMMA, at)):
        return year
    at = words.skip(_LINKS_TO_YEAR, at)
    figures = words[at]
    if len(figures) == len("06") and _is_figures(words, at) and not length(words, at):
        return _in_full(figures), at + 1
    return None


def _full_year(words: Words, at: int) -> Found[int]:
    figures = words[at]
    if len(figures) == len("2006") and is_number(figures) and int(figures) in _YEARS:
        return int(figures), at + 1
    return None


def _two_years(words: Words, at: int, *, short: bool) -> Found[int]:
    """The first of two years that follow each other; as 06/07 only where `short` years are sure."""
    parts, mark = _parts(words[at]) if _is_figures(words, at) else ((), "")
    lengths = [len(part) for part in parts]
    if mark not in ("/", "-") or lengths not in ([4, 4], [4, 2], [2, 2] if short else []):
        return None
    first = _in_full(parts[0])
    second = f"{first + 1}"
    return (first, at + 1) if first in _YEARS and second.endswith(parts[1]) else None


def _in_full(figures: str) -> int:
    return int(figures) + (_CENTURY if len(figures) == len("06") else 0)


def _is_figures(words: Words, at: int) -> bool:
    return _FIGURES.fullmatch(words[at]) is not None


def _parts(figures: str) -> tuple[tuple[str, ...], str]:
    """The numbers in a group of figures, and the mark between them, "" when there are several."""
    parts = re.split(r"([^0-9]+)", figures)
    marks = {HYPHEN if mark in HYPHENS | DASHES else mark.strip() for mark in parts[1::2]}
    return tuple(parts[::2]), marks.pop() if len(marks) == 1 else ""
