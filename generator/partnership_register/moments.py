"""Moments: the instant a site is built for, and when, by London's clocks, a thing is public."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def instant(clock: datetime) -> datetime:
    """The instant (UTC) at which the clocks in London show a time.

    Where they show it twice, because they go back, it is the second time; where they never show
    it, because they go forward, it is as long after the change as it would have been. So nothing
    is public before anybody could have meant it.

    >>> instant(datetime(2026, 10, 25, 1, 30)).isoformat()
    '2026-10-25T01:30:00+00:00'
    >>> instant(datetime(2026, 3, 29, 1, 30)).isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    return max(clock.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))


def day_in_london(moment: datetime) -> date:
    """The day in London at an instant."""
    return moment.astimezone(LONDON).date()


def beginning_of(day: date) -> datetime:
    """The instant (UTC) at which a day begins in London."""
    return instant(datetime.combine(day, time()))


def moment_in(text: str) -> datetime:
    """The instant (UTC) that is written as a day, or as a day with a time of London's clocks.

    A day alone is its beginning, so that nothing embargoed until some hour of it is public yet.
    Raises ValueError for anything else.

    >>> moment_in("2026-07-01").isoformat(), moment_in("2026-07-01 09:30").isoformat()
    ('2026-06-30T23:00:00+00:00', '2026-07-01T08:30:00+00:00')
    """
    if len(text) == len("2026-07-01"):
        return beginning_of(date.fromisoformat(text))
    clock = datetime.fromisoformat(text)
    return clock.astimezone(UTC) if clock.tzinfo else instant(clock)


def seconds(moment: datetime) -> int:
    """An instant as whole seconds since 1970, as it is remembered."""
    return int(moment.timestamp() // 1)


def passed(instants: Sequence[int], now: int) -> int:
    """How many of the instants, which are in order, lie at or before `now`; all in seconds."""
    return bisect_right(instants, now)
