"""A timescale as written, what was read in it, and the facts that follow from that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnership_register.timescales.periods import Precision, around, nearest
from partnership_register.timescales.plain import in_plain_english
from partnership_register.timescales.terms import (
    Bearing,
    Dated,
    Extract,
    Immediate,
    Ongoing,
    Recurring,
    Relative,
    Term,
)


class Kind(StrEnum):
    """What a timescale says; it may say several of these."""

    BY_DATE = "by-date"
    IN_PERIOD = "in-period"
    """On a day, or within a longer period."""
    RANGE = "range"
    FROM_DATE = "from-date"
    UNTIL_DATE = "until-date"
    FOR_PERIOD = "for-period"
    """Concerns a period, without saying when it is done."""
    FINANCIAL_YEAR = "financial-year"
    SEVERAL_DATES = "several-dates"
    RECURRING = "recurring"
    EVENT_TIED = "event-tied"
    TIME_ALLOWED = "time-allowed"
    """A length of time, counted from something that is not named."""
    IMMEDIATE = "immediate"
    ONGOING = "ongoing"
    NONE = "none"
    """Nothing that is a timescale: "Process underway", "TBC", or no text."""


_KIND_OF_BEARING = {
    Bearing.BY: Kind.BY_DATE,
    Bearing.IN: Kind.IN_PERIOD,
    Bearing.BETWEEN: Kind.RANGE,
    Bearing.FROM: Kind.FROM_DATE,
    Bearing.UNTIL: Kind.UNTIL_DATE,
    Bearing.FOR: Kind.FOR_PERIOD,
}


@dataclass(frozen=True, slots=True)
class Timescale:
    """The words of an officer, letter by letter, and beside them what the rules read in them.

    Every fact here depends on the text and the dates passed in, on nothing else.
    """

    text: str
    terms: tuple[Term, ...] = ()
    """What was read, in the order of the text."""
    unread: tuple[Extract, ...] = ()
    """What no rule read, in the order of the text, for a person to judge."""

    @property
    def dates(self) -> tuple[Dated, ...]:
        """The dates, in the order of the text."""
        return tuple(term for term in self.terms if isinstance(term, Dated))

    @property
    def recurrences(self) -> tuple[Recurring, ...]:
        """What recurs by the calendar; what recurs with an event is a `Relative` with `each`."""
        return tuple(term for term in self.terms if isinstance(term, Recurring))

    @property
    def relatives(self) -> tuple[Relative, ...]:
        """The times told by an event."""
        return tuple(term for term in self.terms if isinstance(term, Relative))

    @property
    def is_ongoing(self) -> bool:
        """True when the text says that the work has no end."""
        return any(isinstance(term, Ongoing) for term in self.terms)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the timescale says, each once, in the order of `Kind`."""
        kinds = {kind for term in self.terms for kind in _kinds(term)}
        if len(self.dates) > 1:
            kinds.add(Kind.SEVERAL_DATES)
        return tuple(kind for kind in Kind if kind in (kinds or {Kind.NONE}))

    @property
    def starts(self) -> date | None:
        """The day from which on the work goes on, None when the text does not say."""
        return min((dated.starts for dated in self.dates if dated.starts), default=None)

    @property
    def due(self) -> date | None:
        """The first day by the end of which something is due, None when the text names none.

        A month, a season or a year is due by its last day, a range by its end. "From July 2006",
        "ongoing" and "quarterly" alone name no such day.
        """
        return self.outstanding()

    def outstanding(self, last_done: date | None = None) -> date | None:
        """The earliest due date that work last done on `last_done` leaves unmet.

        Of several due dates, the one nearest to `last_done` is met, and those before it. None
        when nothing is left to do by a date, or the text does not tell when that would be.
        """
        candidates = [recurring.outstanding(last_done) for recurring in self.recurrences]
        return min([*self._unmet_dates(last_done), *filter(None, candidates)], default=None)

    def next_due(self, as_of: date, last_done: date | None = None) -> date | None:
        """The earliest due date on or after `as_of` that is not met; what is overdue lies before.

        "March annually" is next due on the last day of March, whatever came before; "quarterly"
        is only when `last_done` tells from when to count.
        """
        candidates = [recurring.next_due(as_of, last_done) for recurring in self.recurrences]
        ahead = [due for due in self._unmet_dates(last_done) if due >= as_of]
        return min([*ahead, *filter(None, candidates)], default=None)

    def is_overdue(self, as_of: date, last_done: date | None = None) -> bool:
        """True when a due date is unmet and `as_of` is after it; on the day itself it is in time.

        By month, season or year: overdue only after its last day. "Ongoing" is never overdue,
        whatever dates stand beside it, for nothing says which part of the work could be late.
        Nor is what only starts at a date, is tied to an event, or recurs from no known date.
        """
        outstanding = self.outstanding(last_done)
        return outstanding is not None and outstanding < as_of and not self.is_ongoing

    @property
    def plain(self) -> str:
        """The reading in plain English, such as "due by 31 March 2007, then every year"."""
        if not self.terms:
            return "no timescale that could be read" if self.unread else "no timescale"
        return in_plain_english(self.terms)

    def _unmet_dates(self, last_done: date | None) -> list[date]:
        dues = [dated.due for dated in self.dates if dated.due]
        if last_done is None:
            return dues
        met = nearest(last_done, around(last_done, dues))
        return [due for due in dues if met and due > met]


def _kinds(term: Term) -> set[Kind]:
    match term:
        case Dated(bearing=bearing, period=period):
            yearly = (
                {Kind.FINANCIAL_YEAR} if period.precision is Precision.FINANCIAL_YEAR else set()
            )
            return {_KIND_OF_BEARING[bearing]} | yearly
        case Recurring():
            return {Kind.RECURRING}
        case Relative(event="", each=False):
            return {Kind.TIME_ALLOWED}
        case Relative(each=each):
            return {Kind.EVENT_TIED, Kind.RECURRING} if each else {Kind.EVENT_TIED}
        case Immediate():
            return {Kind.IMMEDIATE}
        case Ongoing():
            return {Kind.ONGOING}
