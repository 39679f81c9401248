"""Which pages can be found, and what a search can be narrowed by."""

from __future__ import annotations

from collections import Counter
from datetime import date

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import words
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
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


@needs_demo
def test_a_record_is_found_in_the_year_of_what_it_tells(demo: Register) -> None:
    """That is neither when the next review is due nor when the effect of a plan is to be looked at.

    A document without a day on it is of the day from which it holds, was adopted or appeared here.
    """
    found = {page.url: page.date for page in findable_pages(pages_of(demo), lambda page: page.url)}
    told: dict[str, date | None] = {}
    for meeting in demo.all(Meeting):
        told[address(meeting)] = meeting.date
    for review in demo.all(GovernanceReview):
        told[address(review)] = review.date
    for plan in demo.all(Plan):
        told[address(plan)] = plan.period.start if plan.period else None
    for document in demo.all(Document):
        start = document.period.start if document.period else None
        days = (document.date, start, document.adopted, document.published)
        told[address(document)] = next(filter(None, days), None)
    assert {url: day for url, day in found.items() if url in told or day} == told


def test_a_hand_written_page_is_found_by_its_title() -> None:
    """What stands after the title is the name of the site."""
    html = "<title>Privacy &amp; you - Register - Thornmere</title>"
    page = hand_written("/privacy/", html, "x")
    assert (page.title, page.kind, page.area) == ("Privacy & you", "About", "")
