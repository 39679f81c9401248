"""The reading of a timescale in plain English, for people."""

from __future__ import annotations

from partnership_register.timescales.periods import (
    MONTH_NAMES,
    Anniversary,
    Duration,
    Period,
    Precision,
    in_words,
)
from partnership_register.timescales.terms import (
    Bearing,
    Dated,
    Immediate,
    Ongoing,
    Recurring,
    Relation,
    Relative,
    Term,
)


def in_plain_english(terms: tuple[Term, ...]) -> str:
    """One short sentence without a full stop: "due by 31 March 2007, then every year"."""
    return ", ".join(_of_term(term) for term in _in_telling_order(terms))


def _in_telling_order(terms: tuple[Term, ...]) -> list[Term]:
    # "Annually, first by 31 March 2007" is told like "by 31 March 2007 and annually thereafter".
    places = {
        term.period: at for at, term in reversed([*enumerate(terms)]) if isinstance(term, Dated)
    }

    def place(at: int) -> tuple[int, bool]:
        term = terms[at]
        anchors = term.anchors if isinstance(term, Recurring) else ()
        after = max((places[anchor] for anchor in anchors), default=at)
        return max(at, after), at < after

    return [terms[at] for at in sorted(range(len(terms)), key=place)]


def _of_term(term: Term) -> str:
    match term:
        case Dated():
            return _of_date(term)
        case Recurring():
            return _of_recurrence(term)
        case Relative():
            return _of_relative(term)
        case Immediate():
            return "with immediate effect"
        case Ongoing():
            return "ongoing"


def _of_date(dated: Dated) -> str:
    first, last = in_words(dated.period.first), in_words(dated.period.last)
    match dated.bearing:
        case Bearing.BY:
            return f"due by {last}"
        case Bearing.IN:
            return f"due {_within(dated.period)}"
        case Bearing.BETWEEN:
            return f"from {first} to {last}"
        case Bearing.FROM:
            return f"from {first}"
        case Bearing.UNTIL:
            return f"until {last}"
        case Bearing.FOR:
            return f"for {_name(dated.period) or f'{first} to {last}'}"


def _within(period: Period) -> str:
    if period.first == period.last:
        return f"on {in_words(period.first)}"
    if name := _name(period):
        return f"in {name}"
    return f"between {in_words(period.first)} and {in_words(period.last)}"


def _name(period: Period) -> str | None:
    """What people call the period, None when it has no name of its own."""
    year = period.first.year
    if period == Period.month(year, period.first.month):
        return f"{MONTH_NAMES[period.first.month - 1]} {year}"
    if period == Period.year(year):
        return str(year)
    if period.precision is Precision.FINANCIAL_YEAR and period == Period.financial_year(year):
        return f"the financial year {year}/{(year + 1) % 100:02}"
    return None


def _of_recurrence(recurring: Recurring) -> str:
    every = f"every {_length(recurring.every)}"
    if not recurring.on:
        return f"then {every}" if recurring.anchors else every
    if all(anniversary.day is None for anniversary in recurring.on):
        months = [MONTH_NAMES[anniversary.month - 1] for anniversary in recurring.on]
        return f"{every} in {_listed(months)}"
    return f"{every} by {_listed([_of_anniversary(anniversary) for anniversary in recurring.on])}"


def _of_anniversary(anniversary: Anniversary) -> str:
    month = MONTH_NAMES[anniversary.month - 1]
    return f"{anniversary.day} {month}" if anniversary.day else f"the end of {month}"


def _of_relative(relative: Relative) -> str:
    lapse = str(relative.lapse) if relative.lapse else ""
    relation: str = relative.relation or ""
    if relative.relation is Relation.WITHIN:
        parts = ["within", lapse, relative.event and "of", relative.event]
    else:
        parts = [lapse, relation, relative.event]
    return " ".join(part for part in parts if part)


def _length(duration: Duration) -> str:
    return str(duration.unit) if duration.count == 1 else str(duration)


def _listed(items: list[str]) -> str:
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)
