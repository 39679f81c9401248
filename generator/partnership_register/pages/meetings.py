"""All meetings: what is coming up, and what has been, a page for each year or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import HOME, MEETINGS, address, area_address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Link,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.spans import Span, spans
from partnership_register.pages.writing import clock, day, meeting_link, plural, short_title, status
from partnership_register.register import Register
from partnership_register.register.standing import is_in_calendars

COLUMNS = (
    Column("Meeting"),
    Column("Date", "date", labelled=False),
    Column("Partnership", facet=True),
    Column("Status", "status", facet=True),
    Column("Minutes", "status", facet=True),
)
COMING_COLUMNS = (*COLUMNS[:-1], Column("Open to the public", facet=True))
"""The columns of meetings that are still to come, which have no minutes."""
BECAME = ("held", "moved", "cancelled", "scheduled")
"""What may have become of a past meeting; the last is one of which nobody has told yet."""


class MeetingsView(Shape, frozen=True):
    """Meetings to come, and meetings of a year or a month."""

    title: str
    lead: str
    coming: Table
    years: tuple[Link, ...]
    year: str
    """The address of the year that is shown."""
    months: tuple[Link, ...]
    """The months of that year, if it is cut into months."""
    current: str
    past: Table
    became: str
    """How many of these were held, moved and so on; empty where there are none."""
    calendar: Link


class MeetingGiven(Shape, frozen=True):
    """A meeting of a folder, for the list of all."""

    date: date
    id: str
    status: str
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The meetings in the charge of a folder: those to come, and those of each year."""
    for meeting in register.own(Meeting):
        past = meeting.date < register.as_of
        key = f"meetings/past/{meeting.date.year}" if past else "meetings/to-come"
        row = _row(register, meeting, inside=False, coming=not past)
        yield key, MeetingGiven(meeting.date, meeting.id, meeting.status, row)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of meetings, with those to come and the newest year or month, and all others."""
    coming = sorted(lists.of("meetings/to-come"), key=_when)
    past = {
        int(year): sorted(meetings, key=_when, reverse=True)
        for year, meetings in lists.under("meetings/past")
    }
    for span in spans(MEETINGS.url, past or {register.as_of.year: []}):
        yield _page(span, coming if span.url == MEETINGS.url else [])


def _when(meeting: MeetingGiven) -> tuple[date, str]:
    return meeting.date, meeting.id


def _page(span: Span[MeetingGiven], coming: list[MeetingGiven]) -> Page:
    newest = span.url == MEETINGS.url
    title = "Meetings" if newest else f"Meetings in {span.said}"
    past = Table(f"Past meetings in {span.said}", COLUMNS, tuple(each.row for each in span.entries))
    view = MeetingsView(
        title,
        "When the partnerships meet, with their agendas and minutes.",
        Table("Meetings to come", COMING_COLUMNS, tuple(each.row for each in coming)),
        span.years,
        span.year,
        span.months,
        span.url,
        past,
        _became(span.entries),
        Link("Meetings of the last year and to come as a calendar", f"{MEETINGS.url}meetings.ics"),
    )
    said = (
        f"{plural(len(coming), 'meeting')} to come and {span.count} so far in {span.said}."
        if newest
        else f"{plural(span.count, 'meeting')} of the district's partnerships in {span.said}."
    )
    crumbs = (HOME,) if newest else (HOME, MEETINGS)
    return Page(span.url, "views/meetings.html", title, said, MEETINGS.text, view, crumbs)


def _became(meetings: Iterable[MeetingGiven]) -> str:
    counted = Counter(meeting.status for meeting in meetings)
    said = [f"{counted[word]:,} {word}" for word in BECAME if counted[word]]
    return f"{', '.join(said)}." if said else ""


def meeting_table(
    register: Register, caption: str, meetings: Iterable[Meeting], *, coming: bool = False
) -> Table:
    """Meetings inside a partnership's area as a table; their partnership goes without saying."""
    rows = tuple(_row(register, meeting, inside=True, coming=coming) for meeting in meetings)
    columns = COMING_COLUMNS if coming else COLUMNS
    return Table(caption, tuple(each for each in columns if each.label != "Partnership"), rows)


def _row(register: Register, meeting: Meeting, *, inside: bool, coming: bool) -> TableRow:
    partnership = register.get(Partnership, meeting.partnership)
    name = short_title(partnership) if partnership else ""
    link = Link(meeting.label, address(meeting)) if inside else meeting_link(register, meeting)
    where: tuple[Value, ...] = () if inside else (Link(name, area_address(meeting.partnership)),)
    if coming:
        on = Cell(when(meeting), meeting.date.isoformat())
        return TableRow((link, on, *where, status(meeting.status), _open(meeting)))
    standing = minutes_status(meeting)
    minutes: Value | Cell = standing if standing else Cell("Not due yet", "")
    return TableRow((link, meeting.date, *where, status(meeting.status), minutes))


def calendar_link(register: Register, partnership: Partnership, words: str) -> Link | None:
    """A link to the calendar of a partnership; None where nothing in it is recent or to come."""
    meetings = register.within(Meeting, partnership.id)
    if not any(is_in_calendars(register, meeting) for meeting in meetings):
        return None
    return Link(words, f"{address(partnership)}meetings.ics")


def _open(meeting: Meeting) -> Value | Cell:
    if meeting.public is None:
        return Cell("Not said", "")
    return "Yes" if meeting.public else "No"


def minutes_status(meeting: Meeting) -> Status | None:
    """How the minutes of a meeting stand; None where none are to be expected yet."""
    if meeting.minutes:
        approved = meeting.minutes.status == "approved"
        return (
            Status("Minutes approved", "good") if approved else Status("Draft minutes", "attention")
        )
    if meeting.status == "held":
        return Status("No minutes yet", "attention")
    return Status("No minutes", "neutral") if meeting.status in ("cancelled", "moved") else None


def attendance_rule(meeting: Meeting) -> str:
    """Whether the public may come, where the record says so."""
    if meeting.public is None:
        return ""
    return "Open to the public" if meeting.public else "Not open to the public"


def when(meeting: Meeting) -> str:
    """The day and time of a meeting in words."""
    time = f", {clock(meeting.start)}" if meeting.start else ""
    return f"{day(meeting.date)}{time}"
