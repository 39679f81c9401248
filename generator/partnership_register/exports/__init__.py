"""The register as data: pure functions from the Register to files that machines read.

As with the pages, each folder makes the files about its own records, and gives what the files
about the whole register are put together from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from partnership_register.exports.calendars import (
    EventFacts,
    calendar,
    event,
)
from partnership_register.exports.redirects import redirects
from partnership_register.exports.register_data import (
    records_address,
    records_json,
    register_csv,
    register_json,
    row,
)
from partnership_register.exports.sitemap import sitemaps
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages import Page
from partnership_register.pages.addresses import MEETINGS, REGISTER, address
from partnership_register.pages.lists import Given, Lists
from partnership_register.register import Register
from partnership_register.register.standing import is_in_calendars, meetings_of
from partnership_register.scanning import content_digest


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its path below the site, and how its bytes are made where they are needed."""

    path: str
    make: Callable[[], bytes]
    source: bytes = b""
    """The digest of all that it is made from; empty where that is not known."""


def given(register: Register, site_url: str) -> Iterator[Given]:
    """A folder's part of the files about the whole register: its row, and its meetings."""
    for partnership in register.own(Partnership):
        values = tuple(row(register, partnership, site_url).values())
        yield "exports/partnerships", (partnership.id, values)
    meetings = register.own(Meeting)
    recent = [meeting for meeting in meetings if is_in_calendars(register, meeting)]
    for meeting in recent:
        yield "exports/meetings", (meeting.id, tuple(event(register, meeting, site_url)))
    if meetings and not recent:
        last = max(meetings, key=_when)
        yield "exports/last-meetings", (*_when(last), tuple(event(register, last, site_url)))


def _when(meeting: Meeting) -> tuple[str, str]:
    return meeting.date.isoformat(), meeting.id


def exported_by_folder(
    register: Register, pages: Sequence[Page], site_url: str
) -> Iterator[Export]:
    """Every file about the records of one folder, `pages` being those that it makes."""
    for partnership in register.own(Partnership):
        path = _path(records_address(partnership))
        yield Export(path, partial(records_json, register, partnership, site_url))
        events = [event(register, each, site_url) for each in _in_calendar(register, partnership)]
        if events:
            yield _calendar(_path(f"{address(partnership)}meetings.ics"), partnership.title, events)
    yield from moved(register, pages)


def _in_calendar(register: Register, partnership: Partnership) -> tuple[Meeting, ...]:
    """The meetings of a partnership's calendar.

    A calendar may not be empty and its address has to go on, so that the last meeting stays
    where none is recent.
    """
    meetings = meetings_of(register, partnership)
    return tuple(m for m in meetings if is_in_calendars(register, m)) or meetings[-1:]


def moved(register: Register, pages: Sequence[Page]) -> Iterator[Export]:
    """A file for each address that one of these pages had before."""
    for old, html in redirects(register, pages):
        yield Export(_path(f"{old}index.html"), html.encode)


def exported(register: Register, lists: Lists, site_url: str) -> Iterator[Export]:
    """Every file about the whole register.

    `site_url` is where the home page lies, empty where the council has not said so; calendars
    need whole addresses and have only paths then.
    """
    rows = [values for _, values in sorted(lists.of("exports/partnerships"))]
    folder = _path(REGISTER.url)
    yield Export(f"{folder}register.csv", partial(register_csv, rows))
    yield Export(f"{folder}register.json", partial(register_json, register, rows, site_url))
    meetings = sorted(lists.of("exports/meetings"))
    # As in the calendar of a partnership, the last meeting stays where none is recent.
    meetings = meetings or sorted(lists.of("exports/last-meetings"))[-1:]
    events = [EventFacts(*facts) for *_, facts in meetings]
    title = f"Partnership meetings, {register.council.label}"
    if events:
        yield _calendar(_path(f"{MEETINGS.url}meetings.ics"), title, events)


def _calendar(path: str, title: str, events: Sequence[EventFacts]) -> Export:
    source = content_digest(msgspec.msgpack.encode((title, events)))
    return Export(path, partial(calendar, title, events), source)


def _path(url: str) -> str:
    return url.lstrip("/")


__all__ = ["Export", "exported", "exported_by_folder", "given", "sitemaps"]
