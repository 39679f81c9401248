"""What a timescale can say: dates, recurrences, times relative to an event, at once, ongoing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from partnership_register.timescales.periods import (
    Anniversary,
    Duration,
    Period,
    anniversaries_around,
    around,
    nearest,
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A stretch of the text, letter by letter, and the place of its first letter."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last letter."""
        return self.start + len(self.text)


class Bearing(StrEnum):
    """How what is to be done stands to a date.

    BY       done by the last day.
    IN       done on or within it: a bare "31 October 2008", "in May 2006".
    BETWEEN  goes on from the first day to the last.
    FROM     starts on the first day.
    UNTIL    goes on to the last day.
    FOR      concerns that period, which says nothing of when it is done: a plan "for 2007/2008".
    """

    BY = "by"
    IN = "in"
    BETWEEN = "between"
    FROM = "from"
    UNTIL = "until"
    FOR = "for"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, of whatever precision, and how the action stands to it.

    Dates written as one list or range share a source: both of "May and October 2006" have it whole.
    """

    source: Extract
    bearing: Bearing
    period: Period

    @property
    def due(self) -> date | None:
        """The last day on which it is still in time; None when nothing is due by this date."""
        return None if self.bearing in (Bearing.FROM, Bearing.FOR) else self.period.last

    @property
    def starts(self) -> date | None:
        """The day the work starts, when this date says so."""
        return self.period.first if self.bearing in (Bearing.FROM, Bearing.BETWEEN) else None

    @property
    def ends(self) -> date | None:
        """The day the work ends, when this date says so."""
        return self.period.last if self.bearing in (Bearing.UNTIL, Bearing.BETWEEN) else None


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something done again and again, at least once in every stretch of the length `every`.

    With `on` it is due in those months or on those days of each year. Else it is due on each step
    of the length `every` from the dates it is said to follow, the `anchors`; with neither, only
    the last time it was done can say when it is due.
    """

    source: Extract
    every: Duration
    follows: bool = False
    """True when it is said to come after something: "then annually", "quarterly thereafter"."""
    on: tuple[Anniversary, ...] = ()
    anchors: tuple[Period, ...] = ()
    starts: date | None = None
    ends: date | None = None

    @property
    def first(self) -> date | None:
        """The first due date, None when the text does not say from when on it recurs."""
        if self.on:
            return self._in_time(self._not_before(self.starts)) if self.starts else None
        return self._in_time(min((anchor.last for anchor in self.anchors), default=None))

    def outstanding(self, last_done: date | None = None) -> date | None:
        """The earliest due date that is not met yet.

        What was done counts for the due date nearest to it (the earlier of two equally near) and
        for all before that one: a March review held in February or in May is that March's review.
        """
        if last_done is None:
            return self.first
        return self._in_time(self._counted_from(last_done)._unmet(last_done))

    def next_due(self, as_of: date, last_done: date | None = None) -> date | None:
        """The earliest due date on or after `as_of` that is not met yet."""
        if last_done is None:
            earliest = as_of if self.first is None else max(as_of, self.first)
            return self._in_time(self._not_before(earliest))
        recurring = self._counted_from(last_done)
        unmet = recurring._unmet(last_done)
        return self._in_time(recurring._not_before(max(as_of, unmet)) if unmet else None)

    def _counted_from(self, last_done: date) -> Recurring:
        unanchored = not self.on and not self.anchors
        return replace(self, anchors=(Period.day(last_done),)) if unanchored else self

    def _unmet(self, last_done: date) -> date | None:
        met = nearest(last_done, self._around(last_done))
        unmet = self._around(met)[1] if met else None
        return max(unmet, self.first) if unmet and self.first else unmet

    def _not_before(self, day: date) -> date | None:
        on_or_before, after = self._around(day)
        return on_or_before if on_or_before == day else after

    def _around(self, day: date) -> tuple[date | None, date | None]:
        if self.on:
            return anniversaries_around(self.on, day)
        steps = [step for anchor in self.anchors for step in self.every.steps_around(anchor, day)]
        return around(day, [step for step in steps if step])

    def _in_time(self, day: date | None) -> date | None:
        return None if day and self.ends and day > self.ends else day


class Relation(StrEnum):
    """How a time stands to an event."""

    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    DURING = "during"
    AT = "at"
    BY = "by"
    FOR = "for"
    STARTING_WITH = "starting with"


@dataclass(frozen=True, slots=True)
class Relative:
    """A time told by an event and not by the calendar, kept as data for whoever knows the events.

    "10 days before each meeting" has all of it; "5 working days" has only a lapse, "within two
    weeks" a lapse and a relation, "all meetings" only an event.
    """

    source: Extract
    lapse: Duration | None = None
    relation: Relation | None = None
    event: str = ""
    """As written, with its "each" or "next", each run of blanks as one; "" when none is named."""
    each: bool = False
    """True when the text says that it holds for each such event."""


@dataclass(frozen=True, slots=True)
class Immediate:
    """To be done, or to take effect, at once."""

    source: Extract


@dataclass(frozen=True, slots=True)
class Ongoing:
    """Done all the time, with no end in sight."""

    source: Extract


Term: TypeAlias = Dated | Recurring | Relative | Immediate | Ongoing
