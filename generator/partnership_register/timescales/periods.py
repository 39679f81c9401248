"""Stretches of the calendar, such as months and financial years, and steps from one to the next."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In British English whatever the locale of the machine; January is `MONTH_NAMES[0]`."""


@lru_cache(maxsize=8192)
def in_words(day: date) -> str:
    """A day as people write it: 28 May 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


FINANCIAL_YEAR_STARTS_IN = 4
LEAP_YEAR = 2000
"""Any year with a 29 February, to judge a day of the year by."""


class Precision(StrEnum):
    """How finely the words name a stretch of the calendar, from the finest to the coarsest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    FINANCIAL_YEAR = "financial-year"


class Edge(StrEnum):
    """The part of a period that the words narrow it to: "the end of March", "the start of"."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included. Raises ValueError when they are reversed."""

    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} and start on {self.first}")

    @classmethod
    def day(cls, day: date) -> Period:
        """That one day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def months(cls, year: int, month: int, count: int, precision: Precision) -> Period:
        """The `count` whole months that start with `month` of `year`."""
        last = moved_by_months(date(year, month, 1), count - 1)
        return cls(date(year, month, 1), end_of_month(last), precision)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """That one month."""
        return cls.months(year, month, 1, Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls.months(year, 1, 12, Precision.YEAR)

    @classmethod
    def financial_year(cls, year: int) -> Period:
        """The financial year of British councils, 1 April of `year` to 31 March of the next."""
        return cls.months(year, FINANCIAL_YEAR_STARTS_IN, 12, Precision.FINANCIAL_YEAR)

    def narrowed(self, edge: Edge | None) -> Period:
        """Only the first or the last day, still as precise as the words were."""
        if edge is Edge.START:
            return Period(self.first, self.first, self.precision)
        if edge is Edge.END:
            return Period(self.last, self.last, self.precision)
        return self

    def through(self, other: Period) -> Period:
        """From the start of this one to the end of the other, as precise as the coarser."""
        coarser = max(self.precision, other.precision, key=list(Precision).index)
        return Period(self.first, other.last, coarser)

    @property
    def ends_with_month(self) -> bool:
        """True when the words mean the end of a month, however many days that month has."""
        by_chance = self.precision in (Precision.DAY, Precision.WEEK)
        return not by_chance and self.last == end_of_month(self.last)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A month of every year, due by its last day, or a day of that month."""

    month: int
    day: int | None = None

    def in_year(self, year: int) -> date:
        """The day it falls due; 29 February falls on the 28th where there is no other."""
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))

    def period(self, year: int) -> Period | None:
        """The stretch of that year it names, None when that year has no such day."""
        if self.day is None:
            return Period.month(year, self.month)
        if self.day > monthrange(year, self.month)[1]:
            return None
        return Period.day(date(year, self.month, self.day))


class Unit(StrEnum):
    """What a length of time is counted in."""

    DAY = "day"
    WORKING_DAY = "working day"
    CLEAR_DAY = "clear day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, such as 10 days or 3 months; `count` is at least 1."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @property
    def months(self) -> int | None:
        """In whole months, None when it is counted in days or weeks."""
        return self.count * _MONTHS[self.unit] if self.unit in _MONTHS else None

    @property
    def days(self) -> int | None:
        """In calendar days, None when the calendar alone cannot say how many."""
        return self.count * _DAYS[self.unit] if self.unit in _DAYS else None

    def steps_around(self, anchor: Period, day: date) -> tuple[date | None, date | None]:
        """The steps of this length from the anchor's last day that lie next to `day`.

        The first of the two is on or before `day`, the second after it. Either is None beyond the
        ends of the calendar, and both are for working and clear days: those need a list of bank
        holidays, and this room has none.
        """
        times = self._steps_between(anchor.last, day)
        if times is None:
            return None, None
        steps = [self._step(anchor, times + offset) for offset in (-1, 0, 1, 2)]
        return around(day, [step for step in steps if step is not None])

    def _steps_between(self, start: date, day: date) -> int | None:
        if self.days is not None:
            return (day - start).days // self.days
        if self.months is not None:
            return ((day.year - start.year) * 12 + day.month - start.month) // self.months
        return None

    def _step(self, anchor: Period, times: int) -> date | None:
        # Always from the anchor: stepping from step to step would turn the 31st into the 28th.
        try:
            if self.days is not None:
                return anchor.last + timedelta(days=self.days * times)
            moved = moved_by_months(anchor.last, (self.months or 0) * times)
        except (OverflowError, ValueError):
            return None
        return end_of_month(moved) if anchor.ends_with_month else moved


def around(day: date, days: list[date]) -> tuple[date | None, date | None]:
    """The latest of `days` on or before `day`, and the earliest after it."""
    before = max((each for each in days if each <= day), default=None)
    after = min((each for each in days if each > day), default=None)
    return before, after


def nearest(day: date, neighbours: tuple[date | None, date | None]) -> date | None:
    """Which neighbour, of the two that `around` finds, is closer to `day`; the earlier on a tie."""
    before, after = neighbours
    if before and after:
        return before if day - before <= after - day else after
    return before or after


def anniversaries_around(
    anniversaries: tuple[Anniversary, ...], day: date
) -> tuple[date | None, date | None]:
    """The days on which the anniversaries fall due that lie next to `day`, as `around` has them."""
    years = range(max(day.year - 1, MINYEAR), min(day.year + 1, MAXYEAR) + 1)
    return around(day, [each.in_year(year) for year in years for each in anniversaries])


def end_of_month(day: date) -> date:
    """The last day of the month that `day` is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def moved_by_months(day: date, months: int) -> date:
    """The same day of another month, or its last when it is shorter.

    Raises ValueError outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"there is no year {year} in the calendar")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
