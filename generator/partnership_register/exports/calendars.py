"""Meetings as calendars to which people may subscribe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address
from partnership_register.pages.writing import day, plain, resolved, short_title
from partnership_register.register import Register
from partnership_register.register.standing import a_year_before

if TYPE_CHECKING:
    from icalendar import Event

_LONDON = ZoneInfo("Europe/London")
_STATUS = {
    "scheduled": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
    "moved": "CANCELLED",
}
_USUAL_LENGTH = timedelta(hours=2)
_LAST_MINUTE = time(23, 59)


class EventFacts(NamedTuple):
    """A meeting as calendars tell of it, in plain text; empty where there is nothing to tell."""

    uid: str
    stamp: str
    """A day, as 2026-03-12."""
    summary: str
    status: str
    start: str
    """A moment with its offset, or a day for a meeting of no known time."""
    end: str
    place: str
    description: str
    url: str


def calendar(title: str, events: Iterable[EventFacts]) -> bytes:
    """An iCalendar file (RFC 5545) of meetings."""
    from icalendar import Calendar, vText  # noqa: PLC0415  they take long to load, and most builds need none

    whole = Calendar()
    whole.add("prodid", "-//Partnership Register//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", vText(title))  # of a property it does not know it escapes nothing
    for each in events:
        whole.add_component(_event(each))
    written: bytes = whole.to_ical()
    return written


def event(register: Register, meeting: Meeting, site_url: str) -> EventFacts:
    """A meeting as an event; a cancelled or moved one goes out as cancelled."""
    partnership = register.get(Partnership, meeting.partnership)
    name = short_title(partnership) if partnership else meeting.partnership
    link = f"{site_url.rstrip('/')}{address(meeting)}"
    host = site_url.partition("//")[2].strip("/") or "partnership-register"
    start, end = _times(meeting)
    return EventFacts(
        f"{meeting.id}@{host}",
        _last_touched(meeting).isoformat(),
        f"{name}: {meeting.title}" if meeting.title else name,
        _STATUS[meeting.status],
        start,
        end,
        meeting.place or "",
        _description(register, meeting, link),
        link,
    )


def _times(meeting: Meeting) -> tuple[str, str]:
    if not meeting.start:
        return meeting.date.isoformat(), ""
    start = datetime.combine(meeting.date, meeting.start, _LONDON)
    if meeting.end:
        end = datetime.combine(meeting.date, meeting.end, _LONDON)
    elif meeting.date == date.max:  # no calendar goes on beyond it
        end = datetime.combine(meeting.date, _LAST_MINUTE, _LONDON)
    else:
        end = start + _USUAL_LENGTH
    return start.astimezone(UTC).isoformat(), end.astimezone(UTC).isoformat()


def _event(facts: EventFacts) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", facts.uid)
    stamp = date.fromisoformat(facts.stamp)
    event.add("dtstamp", datetime.combine(stamp, datetime.min.time(), UTC))
    event.add("summary", facts.summary)
    event.add("status", facts.status)
    if facts.end:
        event.add("dtstart", datetime.fromisoformat(facts.start))
        event.add("dtend", datetime.fromisoformat(facts.end))
    else:
        event.add("dtstart", date.fromisoformat(facts.start))
    if facts.place:
        event.add("location", facts.place)
    event.add("description", facts.description)
    event.add("url", facts.url)
    return event


def _last_touched(meeting: Meeting) -> date:
    """A day that changes only with the record, so that calendars do not change every night.

    Of a meeting to come nothing may be known but its day; the day a year before stands for the
    day on which it was entered, since a stamp may not lie in the future.
    """
    known = meeting.updated or meeting.agenda_published or meeting.notice_published
    return known or a_year_before(meeting.date)


def _description(register: Register, meeting: Meeting, link: str) -> str:
    said = []
    moved = register.resolve(("meeting",), meeting.moved_to, meeting) if meeting.moved_to else None
    if moved and isinstance(moved.record, Meeting):
        said.append(f"Moved to {day(moved.record.date)}.")
    if meeting.status_reason:
        said.append(meeting.status_reason)
    if meeting.public is not None:
        said.append("The public may attend." if meeting.public else "Not open to the public.")
    if meeting.how_to_attend:
        said.append(plain(resolved(register, meeting.how_to_attend, meeting), most=400))
    if meeting.access:
        said.append(meeting.access)
    return "\n".join([*said, link])
