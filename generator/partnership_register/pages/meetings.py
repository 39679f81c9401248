"""All meetings: what is coming up, and what has been, a page for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import HOME, MEETINGS, address, area_address
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Cell, Column, Link, Status, Table, TableRow, Value
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


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """Meetings to come and meetings of one year."""

    title: str
    lead: str
    coming: Table
    years: tuple[Link, ...]
    current: str
    past: Table
    calendar: Link


def pages(register: Register) -> Iterator[Page]:
    """The page of meetings, with those to come and the newest year, and a page for each year."""
    ordered = sorted(register.all(Meeting), key=lambda m: (m.date, m.id))
    coming = [meeting for meeting in ordered if meeting.date >= register.as_of]
    past = [meeting for meeting in reversed(ordered) if meeting.date < register.as_of]
    years = list(dict.fromkeys(meeting.date.year for meeting in past)) or [register.as_of.year]
    counts = {year: sum(1 for m in past if m.date.year == year) for year in years}
    links = tuple(
        Link(str(year), MEETINGS.url if place == 0 else f"{MEETINGS.url}{year}/", str(counts[year]))
        for place, year in enumerate(years)
    )
    for place, (year, link) in enumerate(zip(years, links, strict=True)):
        of_year = [meeting for meeting in past if meeting.date.year == year]
        yield _page(register, year, coming if place == 0 else [], of_year, links, link.url)


def _page(
    register: Register,
    year: int,
    coming: list[Meeting],
    past: list[Meeting],
    years: tuple[Link, ...],
    url: str,
) -> Page:
    newest = url == MEETINGS.url
    title = "Meetings" if newest else f"Meetings in {year}"
    view = MeetingsView(
        title,
        "When the partnerships meet, with their agendas and minutes.",
        meeting_table(register, "Meetings to come", coming),
        years,
        url,
        meeting_table(register, f"Meetings held in {year}", past),
        Link("All meetings as a calendar", f"{MEETINGS.url}meetings.ics"),
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
