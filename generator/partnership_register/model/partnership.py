"""Partnerships: organisations that act together, who sits on them and how they are run."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.base import Link, Part, Period, Record, ShortPart
from partnership_register.model.values import (
    CategoryRef,
    Date,
    DecisionRef,
    Email,
    FileName,
    Id,
    Line,
    MemberRef,
    Money,
    Month,
    Months,
    Number,
    ObjectiveRef,
    OrganisationRef,
    PartnershipRef,
    PortfolioRef,
    RegimeRef,
    SectorRef,
    Telephone,
    Text,
    Url,
    Year,
    YesNo,
)
from partnership_register.model.visibility import PartVisibility

PartnershipKind = Literal[
    "strategic", "thematic", "area", "statutory", "sub-group", "chairs", "network"
]
Role = Literal["chair", "vice-chair", "member", "substitute", "observer", "adviser"]


class PrivateContact(Part):
    """How to reach a person in private: for officers alone, whatever else is public."""

    never_public: ClassVar[bool] = True

    email: Email | None = None
    """A private address."""
    telephone: Telephone | None = None
    """A private number."""
    address: tuple[Line, ...] = ()
    """A home address, a line each."""
    note: Line | None = None
    """Anything else that only officers may know, such as access needs."""


class Membership(Part):
    """A seat on a partnership: which organisation, in what post or role, from when to when."""

    part_kind: ClassVar[str] = "member"
    ref_field: ClassVar[str] = "id"

    id: Id | None = None
    """What attendance and substitutes call this seat; needed only where one refers to it."""
    organisation: OrganisationRef
    """The organisation that the seat belongs to."""
    post: Line | None = None
    """The post that sits: the id of a post of the organisation, or its name."""
    name: Line | None = None
    """The person, where the council publishes names (councillors, chairs)."""
    role: Role = "member"
    """The role on the partnership."""
    category: CategoryRef | None = None
    """The category of member, from council.yml, such as elected member."""
    sector: SectorRef | None = None
    """The sector that the seat speaks for, where it is not that of the organisation."""
    voting: YesNo = True
    """Whether the seat has a vote."""
    portfolio: PortfolioRef | None = None
    """The cabinet portfolio of the member, from council.yml."""
    substitute_for: MemberRef | None = None
    """The seat that this one stands in for."""
    on_behalf_of: OrganisationRef | None = None
    """Another organisation for which this one sits."""
    represents: Line | None = None
    """Whose views the member brings, such as a community of interest."""
    feedback_route: Line | None = None
    """How those represented are told and asked."""
    delegation: Line | None = None
    """What the member may decide without going back."""
    start: Date | None = None
    """The first day of the term."""
    end: Date | None = None
    """The last day of the term; leave it out where the term is open."""
    left: YesNo = False
    """Whether the member has gone; the end of the term is then needed."""
    private: PrivateContact | None = None
    """How officers reach the person; never published."""
    visibility: PartVisibility | None = None
    """Whether the public may see the seat."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Membership:
        if self.left and not self.end:
            raise PydanticCustomError(
                "register",
                "a member who has left needs the last day of the term; write it, for example"
                " end: 2026-03-31",
                {"field": "left"},
            )
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError(
                "register",
                "the term ends before it starts; look at start and end",
                {"field": "end"},
            )
        return self


class Officer(Part):
    """A post that supports or answers for the partnership, with its public contact."""

    role: Literal["lead", "contact", "secretariat", "support", "portfolio-holder", "adviser"]
    """What the officer does for the partnership."""
    post: Line
    """The post, such as Head of Communities."""
    name: Line | None = None
    """The person, where the council publishes the name."""
    team: Line | None = None
    """The team or unit."""
    organisation: OrganisationRef | None = None
    """The employer, where it is not the council."""
    telephone: Telephone | None = None
    """A public office number."""
    email: Email | None = None
    """A public office address, better of a team than of a person."""
    start: Date | None = None
    """The first day in this role."""
    end: Date | None = None
    """The last day in this role, where it is known."""
    deputy: Line | None = None
    """The post that stands in."""
    private: PrivateContact | None = None
    """How colleagues reach the person; never published."""
    visibility: PartVisibility | None = None
    """Whether the public may see who it is."""

    @model_validator(mode="after")
    def _goes_after_coming(self) -> Officer:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError(
                "register",
                "the time in this role ends before it starts; look at start and end",
                {"field": "end"},
            )
        return self


class Support(Part):
    """Whether officer support is in place."""

    status: Literal["in-place", "partly", "none"]
    """How things stand."""
    since: Date | None = None
    """Since when."""
    note: Line | None = None
    """What is missing, or who provides it."""


class Resource(Part):
    """What the council puts into the partnership in a year."""

    year: Year
    """The financial year, such as 2026-27."""
    kind: Literal["money", "officer-time", "in-kind"]
    """What is given."""
    amount: Money | None = None
    """Pounds."""
    days: Number | None = None
    """Days of officer time."""
    text: Line | None = None
    """What it is for and what it delivers."""


class StandingItem(ShortPart):
    """An item that each agenda carries."""

    shorthand: ClassVar[str] = "title"

    title: Line
    """The title as agendas have it."""
    match: Line | None = None
    """A word by which agendas may be recognised as carrying it; else the title."""
    since: Date | None = None
    """The first meeting that should carry it."""


class ReviewCycle(Part):
    """When governance is reviewed."""

    month: Month
    """The month in which a review is due."""
    every: Months = 12
    """Months between reviews."""


class Significance(ShortPart):
    """How much the partnership matters to the council."""

    shorthand: ClassVar[str] = "level"

    level: Literal["significant", "standard", "minor"]
    """The level; significant partnerships are reviewed."""
    reason: Line | None = None
    """Why."""


class Logo(Part):
    """A picture that stands for the partnership."""

    file: FileName
    """A picture beside partnership.yml."""
    alt: Line
    """What it shows, for those who do not see it."""


class Partnership(Record):
    """Organisations acting together under terms of reference."""

    kind: ClassVar[str] = "partnership"
    folder: ClassVar[str] = ""
    in_partnership: ClassVar[bool] = True
    in_council: ClassVar[bool] = False
    name_pattern: ClassVar[str] = "partnership"
    name_example: ClassVar[str] = "partnership"

    title: Line
    """The name of the partnership."""
    short_title: Line | None = None
    """The name used in tables and on the way back."""
    type: PartnershipKind
    """What kind of partnership it is."""
    status: Literal["active", "proposed", "paused", "closed"] = "active"
    """Whether it is at work."""
    active: Period | None = None
    """When it began and, where it has closed, ended."""
    closed_reason: Text | None = None
    """Why it closed or the council left, and what became of its work."""
    aliases: tuple[Line, ...] = ()
    """Other names in use, such as an abbreviation."""
    former_titles: tuple[Line, ...] = ()
    """Names that it had before."""
    purpose: Text
    """What it is for, in a sentence or two."""
    remit: Text | None = None
    """What it deals with and what it does not."""
    escalation: Text | None = None
    """How to call on it, and where it takes what it cannot settle."""
    statutory_basis: Line | None = None
    """The Act or regulation that requires it."""
    parent: PartnershipRef | None = None
    """The partnership of which it is a sub-group."""
    established_by: DecisionRef | None = None
    """The decision that set it up, as partnership/meeting#decision."""
    reports_to: tuple[PartnershipRef, ...] = ()
    """Partnerships to which it reports."""
    works_with: tuple[PartnershipRef, ...] = ()
    """Partnerships beside it."""
    scope: Literal["county", "district", "area", "theme"] | None = None
    """The ground that it covers."""
    area: Line | None = None
    """The place, where the scope is an area."""
    tier: Line | None = None
    """The tier in the council's framework of partnerships."""
    theme: Line | None = None
    """The theme under which the register lists it."""
    significance: Significance | None = None
    """How much it matters to the council."""
    in_review_scope: YesNo = True
    """Whether the council's review of partnerships covers it."""
    accountable_body: OrganisationRef | None = None
    """The organisation that holds its money and contracts."""
    portfolios: tuple[PortfolioRef, ...] = ()
    """The cabinet portfolios in whose remit it falls."""
    contributes_to: tuple[ObjectiveRef, ...] = ()
    """Objectives of strategies that it serves, as strategy#objective."""
    officers: tuple[Officer, ...] = ()
    """Posts that support it or answer for it."""
    support: Support | None = None
    """Whether officer support is in place."""
    website: Url | None = None
    """Its own site."""
    links: tuple[Link, ...] = ()
    """Pages of partners about it."""
    logo: Logo | None = None
    """Its logo."""
    decision_making: Text | None = None
    """How it decides, and what binds whom."""
    quorum: Line | None = None
    """How many make a quorum."""
    voting: Line | None = None
    """Who votes and how."""
    meeting_cycle: Line | None = None
    """How often it meets, such as Quarterly, in March, June, September and December."""
    standing_items: tuple[StandingItem, ...] = ()
    """Items that each agenda carries."""
    review_cycle: ReviewCycle | None = None
    """When its governance is reviewed."""
    publication_regime: RegimeRef | None = None
    """The rules for publishing its papers, from council.yml."""
    required_categories: tuple[CategoryRef, ...] = ()
    """Categories of member that it must have."""
    resources: tuple[Resource, ...] = ()
    """What the council puts in."""
    members: tuple[Membership, ...] = ()
    """Who sits on it, now and before."""

    @property
    def label(self) -> str:
        return self.title
