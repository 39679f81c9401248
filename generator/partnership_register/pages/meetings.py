"""All meetings: what is coming up, and what has been, a page for each year."""

from __future__ import annotations

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
from partnership_register.pages.writing import clock, day, meeting_link, plural, short_title, status
from partnership_register.register import Register

COLUMNS = (
    Column("Meeting"),
    Column("Date", "date"),
    Column("Partnership", facet=True),
    Column("Status", "status", facet=True),
    Column("Minutes", "status", facet=True),
)
OWN_COLUMNS = tuple(column for column in COLUMNS if column.label != "Partnership")
"""The columns of a list inside one partnership's area."""


class MeetingsView(Shape, frozen=True):
    """Meetings to come and meetings of one year."""

    title: str
    lead: str
    coming: Table
    years: tuple[Link, ...]
    current: str
    past: Table
    calendar: Link


class MeetingGiven(Shape, frozen=True):
    """A meeting of a folder, for the list of all."""

    date: date
    id: str
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The meetings in the charge of a folder: those to come, and those of each year."""
    for meeting in register.own(Meeting):
        past = meeting.date < register.as_of
        key = f"meetings/past/{meeting.date.year}" if past else "meetings/to-come"
        yield key, MeetingGiven(meeting.date, meeting.id, _row(register, meeting, inside=False))


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of meetings, with those to come and the newest year, and a page for each year."""
    coming = sorted(lists.of("meetings/to-come"), key=_when)
    past = {int(year): meetings for year, meetings in lists.under("meetings/past")}
    years = sorted(past, reverse=True) or [register.as_of.year]
    links = tuple(
        Link(
            str(year),
            MEETINGS.url if place == 0 else f"{MEETINGS.url}{year}/",
            str(len(past.get(year, ()))),
        )
        for place, year in enumerate(years)
    )
    for place, (year, link) in enumerate(zip(years, links, strict=True)):
        of_year = sorted(past.get(year, ()), key=_when, reverse=True)
        yield _page(year, coming if place == 0 else [], of_year, links, link.url)


def _when(meeting: MeetingGiven) -> tuple[date, str]:
    return meeting.date, meeting.id


def _page(
    year: int,
    coming: list[MeetingGiven],
    past: list[MeetingGiven],
    years: tuple[Link, ...],
    url: str,
) -> Page:
    newest = url == MEETINGS.url
    title = "Meetings" if newest else f"Meetings in {year}"
    view = MeetingsView(
        title,
        "When the partnerships meet, with their agendas and minutes.",
        Table("Meetings to come", COLUMNS, tuple(each.row for each in coming)),
        years,
        url,
        Table(f"Meetings held in {year}", COLUMNS, tuple(each.row for each in past)),
        Link("Meetings of the last year and to come as a calendar", f"{MEETINGS.url}meetings.ics"),
    )
    said = (
        f"{plural(len(coming), 'meeting')} to come and {len(past)} so far in {year}."
        if newest
        else f"{plural(len(past), 'meeting')} of the district's partnerships in {year}."
    )
    crumbs = (HOME,) if newest else (HOME, MEETINGS)
    return Page(url, "views/meetings.html", title, said, MEETINGS.text, view, crumbs)


def meeting_table(
    register: Register, caption: str, meetings: Iterable[Meeting], *, inside: bool = False
) -> Table:
    """Meetings as a table; `inside` a partnership's area their partnership goes without saying."""
    rows = tuple(_row(register, meeting, inside=inside) for meeting in meetings)
    return Table(caption, OWN_COLUMNS if inside else COLUMNS, rows)


def _row(register: Register, meeting: Meeting, *, inside: bool) -> TableRow:
    partnership = register.get(Partnership, meeting.partnership)
    name = short_title(partnership) if partnership else ""
    link = Link(meeting.label, address(meeting)) if inside else meeting_link(register, meeting)
    where: tuple[Value, ...] = () if inside else (Link(name, area_address(meeting.partnership)),)
    standing = minutes_status(meeting)
    minutes: Value | Cell = standing if standing else Cell("Not due yet", "")
    return TableRow((link, meeting.date, *where, status(meeting.status), minutes))


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
