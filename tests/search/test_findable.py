"""Which pages can be found, and what a search can be narrowed by."""

from __future__ import annotations

from collections import Counter

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import words
from partnership_register.pages import pages_of
from partnership_register.pages.addresses import address
from partnership_register.register import Register
from partnership_register.search import findable_pages, hand_written
from places import needs_demo


@needs_demo
def test_every_record_can_be_found_once_by_its_kind(demo: Register) -> None:
    """Each record's own page is there under its kind; lists that only repeat it are not."""
    found = list(findable_pages(pages_of(demo), lambda page: page.title))
    records = {page.url: page.kind for page in found if page.kind != "About"}
    everything = [record for kind in RECORD_TYPES for record in demo.all(kind)]
    assert records == {address(record): words(record.kind) for record in everything}
    assert max(Counter(page.url for page in found).values()) == 1


@needs_demo
def test_pages_of_a_partnership_bear_its_name_and_their_year(demo: Register) -> None:
    """A meeting is found under its partnership, its year and whether it was held."""
    found = {page.url: page for page in findable_pages(pages_of(demo), lambda page: page.title)}
    meeting = found["/partnerships/safer-thornmere/meetings/2026-06-11/"]
    assert (meeting.area, meeting.partnership) == ("safer-thornmere", "Safer Thornmere")
    assert (str(meeting.date), meeting.status) == ("2026-06-11", "Held")
    assert {page.partnership for page in found.values() if not page.area} == {""}


def test_a_hand_written_page_is_found_by_its_title() -> None:
    """What stands after the title is the name of the site."""
    html = "<title>Privacy &amp; you - Register - Thornmere</title>"
    page = hand_written("/privacy/", html, "x")
    assert (page.title, page.kind, page.area) == ("Privacy & you", "About", "")
