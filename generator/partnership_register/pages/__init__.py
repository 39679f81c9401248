"""From the Register to pages: what each page shows, as plain data, before any HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record, words
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk
from partnership_register.model.strategy import Strategy
from partnership_register.pages import (
    actions,
    any_record,
    chairs,
    decisions,
    document,
    documents,
    due,
    gaps,
    glossary,
    home,
    leads,
    meeting,
    meetings,
    notices,
    organisation,
    organisations,
    partnership,
    plan,
    plans,
    portfolios,
    priorities,
    projects,
    register_list,
    review,
    reviews,
    risk,
    risks,
    rooms,
    strategy,
    structure,
)
from partnership_register.pages.lists import Given, Gives, Lists, gathered
from partnership_register.pages.page import Page
from partnership_register.register import Register

VIEWS: dict[type[Record], Callable[[Register, Any], Page]] = {
    Partnership: partnership.page,
    Meeting: meeting.page,
    Plan: plan.page,
    GovernanceReview: review.page,
    Document: document.page,
}
"""Kinds of record with a page of their own making; any other has that of `any_record`."""

COUNCIL_VIEWS: dict[type[Record], Callable[[Register, Any, Lists], Page]] = {
    Strategy: strategy.page,
    Risk: risk.page,
    Organisation: organisation.page,
}
"""Kinds of record that lie in `_council` alone: folders give what they say of them."""

LISTS: tuple[Callable[[Register, Lists], Iterable[Page]], ...] = (
    register_list.pages,
    meetings.pages,
    decisions.pages,
    plans.pages,
    actions.pages,
    due.pages,
    priorities.pages,
    projects.pages,
    leads.pages,
    strategy.pages,
    reviews.pages,
    risks.pages,
    organisations.pages,
    documents.pages,
    portfolios.pages,
    structure.pages,
    glossary.pages,
    gaps.pages,
    chairs.pages,
)
"""What shows the whole register in one way: from the council's register, and what all folders
give, to the pages."""

ROOMS: tuple[Callable[[Register], Iterable[Page]], ...] = (
    rooms.pages,
    actions.rooms,
)
"""What shows the records of one partnership: from the register of its folder to pages."""

GIVEN: tuple[Gives, ...] = (
    meetings.given,
    decisions.given,
    plans.given,
    actions.given,
    due.given,
    priorities.given,
    projects.given,
    leads.given,
    strategy.given,
    risk.given,
    organisation.given,
    home.given,
    register_list.given,
    reviews.given,
    documents.given,
    portfolios.given,
    glossary.given,
    gaps.given,
    chairs.given,
)
"""What folders give to lists: a function from the register of a folder to entries under keys."""

LISTED: frozenset[type[Record]] = frozenset(
    (Partnership, Meeting, Plan, Strategy, GovernanceReview, Risk, Organisation, Document)
)
"""Kinds that one of `LISTS` lists; any other has a plain list of its own."""


SECTIONS: dict[str, int] = {
    "Home": 1,
    "Partnerships": 4,
    "Meetings": 3,
    "Decisions": 3,
    "Actions": 3,
    "Reviews": 3,
    "Risks": 2,
    "Strategies": 2,
    "Organisations": 2,
    "Documents": 2,
    "About": 2,
    "Search": 1,
    notices.SECTION: 4,
    **{words(kind.folder): 2 for kind in RECORD_TYPES if kind not in LISTED},
}
"""The sections of the main navigation in which pages lie, and how many folders deep at most."""


def folder_pages(register: Register) -> Iterator[Page]:
    """Every page that the records in the charge of a folder's register make."""
    for kind in RECORD_TYPES:
        if kind not in COUNCIL_VIEWS:
            make = VIEWS.get(kind, any_record.page)
            for record in register.own(kind):
                yield make(register, record)
    for rooms_of in ROOMS:
        yield from rooms_of(register)
    yield from notices.pages(register)


def council_pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The pages of records that lie in `_council` alone, and lists of kinds that have no other."""
    for kind in RECORD_TYPES:
        if kind in COUNCIL_VIEWS:
            for record in register.own(kind):
                yield COUNCIL_VIEWS[kind](register, record, lists)
        if kind not in LISTED:
            yield any_record.list_page(kind, lists)


def home_page(register: Register, lists: Lists) -> Iterator[Page]:
    """The panel of the home page."""
    yield home.page(register, lists)


WHOLE: dict[str, Callable[[Register, Lists], Iterable[Page]]] = {
    "home": home_page,
    "records": council_pages,
    **{pages.__module__.rpartition(".")[2]: pages for pages in LISTS},
}
"""All pages that are put together from what folders give, by the names of their lists."""


def pages_of(register: Register) -> Iterator[Page]:
    """Every page of a register that is held whole, in no particular order; not the home page."""
    yield from folder_pages(register)
    lists = gathered(given_by(register))
    for pages in (council_pages, *LISTS):
        yield from pages(register, lists)


def given_by(register: Register) -> Iterator[Given]:
    """Everything that a folder gives to lists."""
    for given in GIVEN:
        yield from given(register)
    for kind in RECORD_TYPES:
        if kind not in LISTED:
            yield from any_record.given(register, kind)


__all__ = ["SECTIONS", "WHOLE", "Page", "folder_pages", "given_by", "pages_of"]
