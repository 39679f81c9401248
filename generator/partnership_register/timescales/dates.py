"""Dates and how work stands to them: "by end of March 2007", "April 06-December 06", "in 2006"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from partnership_register.timescales.names import (
    ARTICLES,
    UNCLEAR,
    Named,
    Run,
    named,
)
from partnership_register.timescales.periods import Anniversary, Edge, Period, Precision
from partnership_register.timescales.terms import Bearing, Dated, Term
from partnership_register.timescales.words import DASH, HYPHEN, Found, Phrases, Words


class _Lead(StrEnum):
    """What stands before a date."""

    BY = "by"
    BEFORE = "before"
    IN = "in"
    FROM = "from"
    AFTER = "after"
    BETWEEN = "between"
    UNTIL = "until"
    FOR = "for"


_STARTS = (
    *("start", "starts", "to start", "will start", "starting"),
    *("begin", "begins", "to begin", "will begin", "beginning"),
    *("commence", "commences", "to commence", "will commence", "commencing"),
)
_LEADS = Phrases(
    {
        _Lead.BY: (
            *("by", "due by", "no later than", "not later than", "at the latest by"),
            *("first by", "first due by", "by or before", "on or before", "up to and including"),
        ),
        _Lead.BEFORE: ("before", "due before", "prior to", "ahead of", "in advance of"),
        _Lead.IN: ("in", "on", "at", "during", "within", "throughout", "due", "due in", "due on"),
        _Lead.FROM: (
            *("from", "as from", "as of", "with effect from", "since"),
            *("not before", "not until", "no earlier than", "not earlier than"),
            *(f"{start} {word}".strip() for start in _STARTS for word in ["", "in", "on", "from"]),
            *("starting with", "beginning with", "commencing with"),
            *("to run from", "runs from", "running from", "effective", "effective from"),
        ),
        _Lead.AFTER: ("after", "following"),
        _Lead.BETWEEN: ("between", "due between", "to run between"),
        _Lead.UNTIL: ("until", "till", "up to", "through to", "ending", "ending in", "ending on"),
        _Lead.FOR: ("for",),
    }
)
_BEARINGS = {
    None: Bearing.IN,
    _Lead.BY: Bearing.BY,
    _Lead.BEFORE: Bearing.BY,
    _Lead.IN: Bearing.IN,
    _Lead.FROM: Bearing.FROM,
    _Lead.AFTER: Bearing.FROM,
    _Lead.BETWEEN: Bearing.BETWEEN,
    _Lead.UNTIL: Bearing.UNTIL,
    _Lead.FOR: Bearing.FOR,
}
_LEADS_TO_RANGE = frozenset((None, _Lead.IN, _Lead.FROM, _Lead.BETWEEN))
"""With these a range says from when to when; with the others the range is one long date."""

_TAILS = Phrases(
    {
        Bearing.FROM: ("onwards", "onward", "and onwards", "and onward"),
        Bearing.BY: ("at the latest", "at latest", "latest"),
    }
)
_LEADS_BEFORE_TAIL = {
    Bearing.FROM: frozenset((None, _Lead.IN, _Lead.FROM)),
    Bearing.BY: frozenset((None, _Lead.IN, _Lead.BY)),
}

_EDGES = Phrases(
    {
        Edge.END: ("end", "end of", "the end of", "close of", "the close of", "the last day of"),
        Edge.START: ("start of", "the start of", "beginning of", "the beginning of"),
    }
)


class _Joint(StrEnum):
    """What stands between two dates."""

    RUN = "run"
    """From the one to the other."""
    EITHER = "either"
    """In the one or the other: "March/April 2006"."""
    LIST = "list"


_JOINTS = Phrases(
    {
        _Joint.RUN: (HYPHEN, DASH, "to", "until", "till", "up to", "through to"),
        _Joint.EITHER: ("/", "or"),
        _Joint.LIST: ("and", "&", ",", ", and"),
    }
)

_NOT_A_THING = frozenset(
    (
        *("and", "or", "then", "to", "at", "by", "in", "on", "for", "from", "until", "with", "via"),
        *("if", "when", "where", "while", "as", "subject", "through", "thereafter", "annually"),
        *("but", "unless", "except", "onwards", "after", "before", "during", "following"),
        *(
            "onward",
            "latest",
            "ongoing",
            "each",
            "every",
            "quarterly",
            "monthly",
            "weekly",
            "yearly",
        ),
    )
)
"""Words that may follow a year without making it part of a thing's name, as in "2007/08 budget"."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Point:
    """One of the dates of a series, and the place of the word after it."""

    named: Named
    edge: Edge | None
    end: int


@dataclass(frozen=True, slots=True)
class _Series:
    """Dates joined by words or marks; there is one joint fewer than there are points."""

    points: tuple[_Point, ...]
    joints: tuple[_Joint, ...]

    @property
    def end(self) -> int:
        return self.points[-1].end


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a series comes to once every date in it has its year."""

    period: Period
    edge: Edge | None
    is_run: bool = False


def dated(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """Dates with the words that lead them in, or no term where the dates are not clear."""
    lead = _LEADS.at(words, at)
    led = lead and _dated(words, at, lead[0], lead[1])
    return led or _dated(words, at, None, at)


def binds_a_date(words: Words, at: int) -> bool:
    """True when a date starts here with a word that sets a limit: "by", "from", "until"."""
    lead = _LEADS.at(words, at)
    return lead is not None and lead[0] is not _Lead.IN and _point(words, lead[1]) is not None


def anniversaries(words: Words, at: int) -> Found[tuple[Anniversary, ...]]:
    """A list of months or days without a year: "May and October", "by the end of March"."""
    lead, start = _LEADS.at(words, at) or (None, at)
    if lead not in (None, _Lead.IN, _Lead.BY):
        return None
    series = _series(words, start)
    if series is None or any(joint is not _Joint.LIST for joint in series.joints):
        return None
    listed = [_anniversary(point) for point in series.points]
    known = tuple(dict.fromkeys(each for each in listed if each))
    return (known, series.end) if all(listed) else None


def _anniversary(point: _Point) -> Anniversary | None:
    match point:
        case _Point(Anniversary(month, None), Edge.START):
            return Anniversary(month, 1)
        case _Point(Anniversary() as anniversary):
            return anniversary
    return None


def _dated(words: Words, start: int, lead: _Lead | None, at: int) -> Found[tuple[Term, ...]]:
    series = _series(words, at, between=lead is _Lead.BETWEEN)
    if series is None or _names_a_thing(words, series, lead):
        return None
    whole = _with_years_only(series)
    stretches = whole and _stretches(whole)
    if not whole or not stretches:
        return (), series.end
    tail, end = _tail(words, whole.end, lead) or (None, whole.end)
    if lead is None and not _may_stand_alone(words, start, end, stretches):
        return (), series.end
    if lead is _Lead.BETWEEN and not all(stretch.is_run for stretch in stretches):
        return None
    source = words.extract(start, end)
    attributive = lead is None and tail is None and _is_attributive(words, whole)
    return tuple(
        Dated(
            source,
            Bearing.FOR if attributive else tail or _bearing(lead, stretch),
            _bounded(lead, stretch),
        )
        for stretch in stretches
    ), end


def _series(words: Words, at: int, *, between: bool = False) -> _Series | None:
    points: list[_Point] = []
    joints: list[_Joint] = []
    point = _point(words, at)
    joint: _Joint | None = None
    while point and (joint is None or _may_join(points[-1], joint, point)):
        if joint:
            joints.append(_Joint.RUN if between and joint is _Joint.LIST else joint)
        if isinstance(point.named, Run):
            points.append(_Point(point.named.first, None, point.end))
            joints.append(_Joint.RUN)
            point = _Point(point.named.last, None, point.end)
        points.append(point)
        joint, after = _JOINTS.at(words, point.end) or (None, point.end)
        point = _point(words, after) if joint else None
    return _Series(tuple(points), tuple(joints)) if points else None


def _point(words: Words, at: int) -> _Point | None:
    edge, start = _EDGES.at(words, at) or (None, at)
    found = named(words, words.skip(ARTICLES, start))
    return _Point(found[0], edge, found[1]) if found else None


def _may_join(before: _Point, joint: _Joint, point: _Point) -> bool:
    """False where a list is over: "June 2006 and 24/7", "May 2006 and 2007"."""
    if joint is _Joint.RUN:
        return True
    return point.named is not UNCLEAR and _is_year(point) == _is_year(before)


def _is_year(point: _Point) -> bool:
    return isinstance(point.named, Period) and point.named.precision is Precision.YEAR


def _with_years_only(series: _Series) -> _Series | None:
    """Without the dates at its end that have no year; None when that would break a range."""
    count = len(series.points)
    while count and isinstance(series.points[count - 1].named, Anniversary):
        count -= 1
    dropped = series.joints[count - 1 :] if count < len(series.points) else ()
    if not count or any(joint is not _Joint.LIST for joint in dropped):
        return None
    return _Series(series.points[:count], series.joints[: count - 1])


def _stretches(series: _Series) -> list[_Stretch]:
    """The dates of a series with ranges made one; empty when one is unclear or has no year."""
    stretches: list[_Stretch] = []
    joints = (_Joint.LIST, *series.joints)
    for point, joint, period in zip(series.points, joints, _periods(series), strict=True):
        if period is None:
            return []
        if joint is _Joint.LIST:
            stretches.append(_Stretch(period, point.edge))
            continue
        before = stretches.pop()
        first, last = before.period.narrowed(before.edge), period.narrowed(point.edge)
        if last.first < first.first or last.last < first.last:
            return []
        is_run = before.is_run or joint is _Joint.RUN
        stretches.append(_Stretch(first.through(last), None, is_run))
    return stretches


def _periods(series: _Series) -> list[Period | None]:
    """Each date in full: one without a year takes it from the date after it."""
    periods: list[Period | None] = []
    joints = (*series.joints, _Joint.LIST)
    for point, joint in zip(reversed(series.points), reversed(joints), strict=True):
        periods.append(_in_full(point.named, joint, periods[-1] if periods else None))
    return periods[::-1]


def _in_full(name: Named, joint: _Joint, following: Period | None) -> Period | None:
    if isinstance(name, Period):
        return name
    if not isinstance(name, Anniversary) or following is None:
        return None
    if following.precision not in (Precision.DAY, Precision.MONTH):
        return None
    period = name.period(following.first.year)
    if period is None or period.first <= following.first:
        return period
    # A range runs forwards, so "December/January 2007" starts in 2006. A list may be in any order.
    return None if joint is _Joint.LIST else name.period(following.first.year - 1)


def _tail(words: Words, at: int, lead: _Lead | None) -> Found[Bearing]:
    tail = _TAILS.at(words, at)
    return tail if tail and lead in _LEADS_BEFORE_TAIL[tail[0]] else None


def _bearing(lead: _Lead | None, stretch: _Stretch) -> Bearing:
    if stretch.is_run and lead in _LEADS_TO_RANGE:
        return Bearing.BETWEEN
    return _BEARINGS[lead]


def _bounded(lead: _Lead | None, stretch: _Stretch) -> Period:
    """The period, less the day that "before" and "after" leave out.

    "Before the end of March" is said for "by the end of March".
    """
    period = stretch.period.narrowed(stretch.edge)
    if lead is _Lead.BEFORE and stretch.edge is not Edge.END:
        eve = period.first - _DAY
        return Period(eve, eve, period.precision)
    if lead is _Lead.AFTER:
        morrow = period.last + _DAY
        return Period(morrow, morrow, period.precision)
    return period


def _may_stand_alone(words: Words, start: int, end: int, stretches: list[_Stretch]) -> bool:
    """False for four figures amid other words, which may be a number of anything."""
    is_year = all(stretch.period.precision is Precision.YEAR for stretch in stretches)
    return not is_year or (words.opens_clause(start) and words.closes_clause(end))


def _names_a_thing(words: Words, series: _Series, lead: _Lead | None) -> bool:
    """True when the words before a date belong to the thing it names, not to the date.

    "By the 2007/08 budget" is not by the end of that year, nor is "after the May 2006 conference"
    after May. "By the June 2006 meeting" is by the end of June at the latest.
    """
    if lead in (_Lead.BEFORE, _Lead.AFTER):
        return _is_thing(words, series.end) and series.points[-1].edge is None
    return lead not in (None, _Lead.FOR) and _is_attributive(words, series)


def _is_attributive(words: Words, series: _Series) -> bool:
    last = series.points[-1]
    is_long = isinstance(last.named, Period) and last.named.precision in (
        Precision.YEAR,
        Precision.FINANCIAL_YEAR,
    )
    return is_long and last.edge is None and _is_thing(words, series.end)


def _is_thing(words: Words, at: int) -> bool:
    return words[at].isalpha() and words[at] not in _NOT_A_THING
