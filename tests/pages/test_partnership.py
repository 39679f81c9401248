"""The overview of a partnership agrees with the rest of its area and with the structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address, area_address
from partnership_register.pages.page import Page
from partnership_register.pages.partnership import PartnershipView, view
from partnership_register.pages.rooms import pages
from partnership_register.pages.shapes import Entry, Link, Row, Status
from partnership_register.register import Register
from partnership_register.register.structure import reports_to, works_with


@pytest.fixture(scope="module")
def overviews(demo: Register) -> list[tuple[Partnership, PartnershipView]]:
    """Each partnership of the demo council with what its overview shows."""
    return [(each, view(demo, each)) for each in demo.all(Partnership)]


Overviews = list[tuple[Partnership, PartnershipView]]


def _naming(
    demo: Register, partnership: Partnership, field: Literal["referred_to", "referred_from"]
) -> set[tuple[str, str]]:
    """The meetings that name a partnership in a field of one of their items, with its title."""
    return {
        (address(meeting), item.title)
        for meeting in demo.all(Meeting)
        for item in meeting.items
        if any(referral.partnership == partnership.id for referral in getattr(item, field))
    }


def _told(entries: tuple[Entry, ...]) -> set[tuple[str, str]]:
    return {(e.link.url.partition("#")[0], e.link.text) for e in entries if e.link}


def test_business_that_came_stands_apart_from_business_that_went(
    demo: Register, overviews: Overviews
) -> None:
    """What others sent here is in one list, and what they took up from here in the other."""
    for partnership, shown in overviews:
        assert _told(shown.sent_here) == _naming(demo, partnership, "referred_to")
        assert _told(shown.taken_up) == _naming(demo, partnership, "referred_from")
    assert any(shown.sent_here for _, shown in overviews)
    assert any(shown.taken_up for _, shown in overviews)


def test_the_menu_counts_members_as_the_overview_does(overviews: Overviews) -> None:
    """Those who stand in, observe or advise are in neither number."""
    for partnership, shown in overviews:
        room = area_address(partnership.id, "members")
        menu = next(item.note for item in shown.area.items if item.url == room)
        said = [row.value for row in shown.figures if row.term in ("member", "members")]
        assert said == ([menu] if partnership.status != "closed" else [])


def test_it_stands_to_others_as_the_structure_has_it(demo: Register, overviews: Overviews) -> None:
    """To whom it reports and beside whom it works; nobody is named in two of these ways."""
    for partnership, shown in overviews:
        related = {row.term: _urls(row) for row in shown.related}
        for term, found in (("Reports to", reports_to), ("Works with", works_with)):
            assert related.get(term, []) == [address(p) for p in found(demo, partnership)]
        of_partnerships = [
            url
            for term in ("Sub-group of", "Sub-groups", "Reports to", "Receives reports from",
                         "Works with")
            for url in related.get(term, [])
        ]  # fmt: skip
        assert len(of_partnerships) == len(set(of_partnerships)), partnership.id


def test_only_what_is_reviewed_says_how_often(overviews: Overviews) -> None:
    """Where a review is not in scope, no cycle is told."""
    told = [
        any(row.term == "Governance is reviewed" for row in shown.rules)
        for _, shown in overviews
        if any(row.value == (Status("Not in scope", "neutral"),) for row in shown.standing)
    ]
    assert told
    assert not any(told)


def test_a_calendar_is_offered_where_a_meeting_is_recent_or_to_come(
    demo: Register, overviews: Overviews
) -> None:
    """On the overview and in the room of meetings alike."""
    links = {page.url: page.view.links for page in _rooms(demo)}  # type: ignore[attr-defined]
    last_year = demo.as_of.replace(year=demo.as_of.year - 1)
    for partnership, shown in overviews:
        days = [meeting.date for meeting in demo.within(Meeting, partnership.id)]
        offered = any(day >= last_year for day in days)
        assert bool(shown.calendar) == offered
        assert bool(links[area_address(partnership.id, "meetings")]) == offered


def _rooms(demo: Register) -> Iterator[Page]:
    return (page for page in pages(demo) if page.url.endswith("/meetings/"))


def _urls(row: Row) -> list[str]:
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    return [value.url for value in values if isinstance(value, Link)]
