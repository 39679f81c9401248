"""Meetings as calendars to which people may subscribe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address
from partnership_register.pages.writing import day, plain, short_title
from partnership_register.register import Register
from partnership_register.register.standing import a_year_before

_LONDON = ZoneInfo("Europe/London")
_STATUS = {
    "scheduled": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
    "moved": "CANCELLED",
}
_USUAL_LENGTH = timedelta(hours=2)


_WRITTEN: WeakKeyDictionary[Register, dict[tuple[str, str], str]] = WeakKeyDictionary()
"""The events of a register: each stands in two calendars, and takes long to write."""


def calendar(title: str, events: Iterable[str]) -> bytes:
    """An iCalendar file (RFC 5545) of events as they are written in such a file."""
    whole = Calendar()
    whole.add("prodid", "-//Partnership Register//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", title)
    begin, end, rest = whole.to_ical().decode().rpartition("END:VCALENDAR")
    return "".join((begin, *events, end, rest)).encode()


def is_in_calendars(register: Register, meeting: Meeting) -> bool:
    """Whether a meeting is to come or was in the last year; older ones nobody plans by."""
    return meeting.date >= a_year_before(register.as_of)


def event(register: Register, meeting: Meeting, site_url: str) -> str:
    """A meeting as an event of a calendar; a cancelled or moved one goes out as cancelled."""
    written = _WRITTEN.setdefault(register, {})
    key = meeting.id, site_url
    if key not in written:
        written[key] = _event(register, meeting, site_url).to_ical().decode()
    return written[key]


def _event(register: Register, meeting: Meeting, site_url: str) -> Event:
    partnership = register.get(Partnership, meeting.partnership)
    name = short_title(partnership) if partnership else meeting.partnership
    link = f"{site_url.rstrip('/')}{address(meeting)}"
    host = site_url.partition("//")[2].strip("/") or "partnership-register"
    event = Event()
    event.add("uid", f"{meeting.id}@{host}")
    event.add("dtstamp", datetime.combine(_last_touched(meeting), datetime.min.time(), UTC))
    event.add("summary", f"{name}: {meeting.title}" if meeting.title else name)
    event.add("status", _STATUS[meeting.status])
    if meeting.start:
        start = datetime.combine(meeting.date, meeting.start, _LONDON)
        end = (
            datetime.combine(meeting.date, meeting.end, _LONDON)
            if meeting.end
            else start + _USUAL_LENGTH
        )
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", end.astimezone(UTC))
    else:
        event.add("dtstart", meeting.date)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", _description(register, meeting, link))
    event.add("url", link)
    return event


def _last_touched(meeting: Meeting) -> date:
    """A day that changes only with the record, so that calendars do not change every night.

    Of a meeting to come nothing may be known but its day; the day a year before stands for the
    day on which it was entered, since a stamp may not lie in the future.
    """
    known = meeting.updated or meeting.agenda_published or meeting.notice_published
    return known or meeting.date - timedelta(days=365)


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
        said.append(plain(meeting.how_to_attend, most=400))
    if meeting.access:
        said.append(meeting.access)
    return "\n".join([*said, link])
