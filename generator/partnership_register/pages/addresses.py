"""Where everything lies on the site. An address comes from ids alone, never from titles."""

from __future__ import annotations

from partnership_register.model.base import Record, anchor
from partnership_register.model.partnership import Partnership
from partnership_register.pages.shapes import Link
from partnership_register.register import Entry

HOME = Link("Home", "/")
REGISTER = Link("Partnerships", "/register/")
MEETINGS = Link("Meetings", "/meetings/")
DECISIONS = Link("Decisions", "/decisions/")
ACTIONS = Link("Actions", "/actions/")
REVIEWS = Link("Reviews", "/reviews/")
RISKS = Link("Risks", "/risks/")
ORGANISATIONS = Link("Organisations", "/organisations/")
STRATEGIES = Link("Strategies", "/strategies/")
DOCUMENTS = Link("Documents", "/documents/")
STRUCTURE = Link("How partnerships fit together", "/structure/")
PORTFOLIOS = Link("Portfolios", "/portfolios/")
LEADS = Link("Who leads what", "/leads/")
SHORTLIST = Link("Priorities", "/actions/priorities/")
GLOSSARY = Link("Words we use", "/glossary/")
GAPS = Link("Gaps in the record", "/gaps/")
PLANS = Link("Plans", "/plans/")


def address(record: Record) -> str:
    """The address of a record's page."""
    if isinstance(record, Partnership):
        return f"/partnerships/{record.id}/"
    if record.partnership:
        return f"/partnerships/{record.partnership}/{record.folder}/{record.name}/"
    return f"/{record.folder}/{record.id}/"


def address_of(entry: Entry) -> str:
    """The address of an entry: of its record's page, with the anchor of a part."""
    record = entry.record
    if entry.kind == "member" and isinstance(record, Partnership):
        return f"{area_address(record.id, 'members')}#{entry.anchor}"
    if entry.kind == "portfolio":
        return f"{PORTFOLIOS.url}{entry.ref}/"
    return f"{address(record)}#{entry.anchor}" if entry.part else address(record)


def area_address(partnership: str, room: str = "") -> str:
    """The address of a page in a partnership's area: its overview, or its members and so on."""
    return f"/partnerships/{partnership}/{room}/" if room else f"/partnerships/{partnership}/"


def file_address(record: Record, name: str) -> str:
    """The address of a file beside a record."""
    return f"{address(record)}{name}"


def lead_address(name: str) -> str:
    """The address of the list of what one lead answers for."""
    return f"{LEADS.url}{anchor(name).replace('.', '-').replace('_', '-')}/"
