"""Strategies: the objectives that partnerships and their actions serve."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership_register.model.base import Part, Period, Record
from partnership_register.model.values import (
    Date,
    DocumentRef,
    Id,
    Line,
    OrganisationRef,
    PartnershipRef,
    PortfolioRef,
    Text,
)


class Objective(Part):
    """Something that a strategy sets out to reach."""

    part_kind: ClassVar[str] = "objective"
    ref_field: ClassVar[str] = "id"

    id: Id
    """What actions and partnerships call it, as strategy#objective."""
    title: Line
    """The objective."""
    text: Text | None = None
    """What the strategy says about it."""
    portfolio: PortfolioRef | None = None
    """The cabinet portfolio that answers for it."""


class Strategy(Record):
    """A strategy of the council or of a partnership."""

    kind: ClassVar[str] = "strategy"
    folder: ClassVar[str] = "strategies"
    name_example: ClassVar[str] = "community-strategy"

    title: Line
    """The name of the strategy."""
    status: Literal["draft", "adopted", "superseded"] = "adopted"
    """Whether it is in force."""
    period: Period | None = None
    """The time that it covers."""
    owner: OrganisationRef | None = None
    """The organisation whose strategy it is."""
    owner_partnership: PartnershipRef | None = None
    """The partnership whose strategy it is."""
    summary: Text | None = None
    """What it sets out to do."""
    refresh_due: Date | None = None
    """The day by which it is to be refreshed."""
    documents: tuple[DocumentRef, ...] = ()
    """The strategy as published."""
    objectives: tuple[Objective, ...] = ()
    """Its objectives."""

    @property
    def label(self) -> str:
        return self.title
