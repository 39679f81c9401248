"""From the Register to pages: what each page shows, as plain data, before any HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
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
    leads,
    meeting,
    meetings,
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
from partnership_register.pages.page import Page
from partnership_register.register import Register

VIEWS: dict[type[Record], Callable[[Register, Any], Page]] = {
    Partnership: partnership.page,
    Meeting: meeting.page,
    Plan: plan.page,
    Strategy: strategy.page,
    GovernanceReview: review.page,
    Risk: risk.page,
    Organisation: organisation.page,
    Document: document.page,
}
"""Kinds of record with a page of their own making; any other has that of `any_record`."""

LISTS: tuple[Callable[[Register], Iterable[Page]], ...] = (
    register_list.pages,
    rooms.pages,
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
"""What shows the whole register in one way: a function from the Register to its pages each."""

LISTED: frozenset[type[Record]] = frozenset(
    (Partnership, Meeting, Plan, Strategy, GovernanceReview, Risk, Organisation, Document)
)
"""Kinds that one of `LISTS` lists; any other has a plain list of its own."""


def pages_of(register: Register) -> Iterator[Page]:
    """Every page that the register makes, in no particular order."""
    for kind in RECORD_TYPES:
        make = VIEWS.get(kind, any_record.page)
        for record in register.all(kind):
            yield make(register, record)
        if kind not in LISTED:
            yield any_record.list_page(register, kind)
    for pages in LISTS:
        yield from pages(register)


__all__ = ["Page", "pages_of"]
