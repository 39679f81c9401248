"""Organisations: the bodies that sit on partnerships, lead actions and own risks."""

from __future__ import annotations

from typing import ClassVar

from partnership_register.model.base import Part, Period, Record
from partnership_register.model.values import (
    Email,
    Id,
    Line,
    OrganisationRef,
    SectorRef,
    Telephone,
    Text,
    Url,
)


class Post(Part):
    """An office in an organisation: a post, not the person who holds it."""

    id: Id
    """What memberships call the post."""
    title: Line
    """The name of the post, such as Chief Executive."""


class Organisation(Record):
    """A body with a name: a council, a force, a charity, a company."""

    kind: ClassVar[str] = "organisation"
    folder: ClassVar[str] = "organisations"
    name_example: ClassVar[str] = "alvershire-police"

    title: Line
    """The name of the organisation."""
    short_title: Line | None = None
    """The name used in tables, such as Police."""
    sector: SectorRef
    """The sector it belongs to, from council.yml."""
    summary: Text | None = None
    """What it does, in a sentence or two."""
    part_of: OrganisationRef | None = None
    """The organisation that this one belongs to."""
    active: Period | None = None
    """When the organisation existed, if it began or ended in the time of the register."""
    former_titles: tuple[Line, ...] = ()
    """Names that it had before."""
    posts: tuple[Post, ...] = ()
    """Offices that its memberships name."""
    website: Url | None = None
    """Its own site."""
    email: Email | None = None
    """A public address of the organisation, never of a person."""
    telephone: Telephone | None = None
    """A public number."""

    @property
    def label(self) -> str:
        return self.title
