"""The words for kinds of partnership, roles, standings and seats."""

from __future__ import annotations

from partnership_register.model.partnership import Membership
from partnership_register.pages.shapes import Link, Status
from partnership_register.pages.writing import link_to
from partnership_register.register import Entry, Register
from partnership_register.register.seats import Seat, post_title

OFFICER_ROLES = {
    "lead": "Lead officer",
    "contact": "Contact",
    "secretariat": "Secretariat",
    "support": "Support",
    "portfolio-holder": "Portfolio holder",
    "adviser": "Adviser",
}
TYPES = {
    "strategic": "Strategic partnership",
    "thematic": "Thematic partnership",
    "area": "Area partnership",
    "statutory": "Statutory partnership",
    "sub-group": "Sub-group",
    "chairs": "Chairs' group",
    "network": "Network",
}
SCOPES = {
    "county": "The whole county",
    "district": "The whole district",
    "area": "Part of the district",
    "theme": "A theme",
}
ROLES = {
    "chair": "Chair",
    "vice-chair": "Vice-chair",
    "member": "Member",
    "substitute": "Substitute",
    "observer": "Observer",
    "adviser": "Adviser",
}
STANDINGS = {
    "current": Status("Current", "good"),
    "carried-over": Status("Term has run out", "attention"),
    "left": Status("Left", "neutral"),
    "to-come": Status("To come", "info"),
}


def sector_title(register: Register, seat: Seat) -> str:
    """The sector that a seat speaks for: its own, else that of its organisation."""
    sectors = {sector.id: sector.title for sector in register.council.sectors}
    given = seat.membership.sector
    if given:
        return sectors[given]
    body = register.resolve(("organisation",), seat.membership.organisation, seat.partnership)
    return sectors.get(getattr(body.record, "sector", ""), "") if body else ""


def member_name(register: Register, membership: Membership) -> str:
    """Who sits in a seat: the person where the council publishes names, else the post."""
    return membership.name or post_title(register, membership)


def member_link(register: Register, entry: Entry) -> Link:
    """A link to a seat in the table of members."""
    assert isinstance(entry.part, Membership)
    return link_to(entry, words=member_name(register, entry.part))
