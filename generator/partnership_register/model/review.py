"""Governance reviews: how well a partnership is run, aspect by aspect."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.action import Action
from partnership_register.model.base import Part, Record
from partnership_register.model.values import (
    AspectRef,
    Date,
    DocumentRef,
    Line,
    MeetingRef,
    Number,
    RatingRef,
    Text,
)
from partnership_register.model.visibility import PartVisibility


class Finding(Part):
    """What the review found on one aspect of governance."""

    aspect: AspectRef
    """The aspect, from council.yml."""
    label: Line | None = None
    """The wording of this review, where it differs from the council's."""
    rating: RatingRef | None = None
    """The rating, from council.yml; leave it out where none was given."""
    finding: Text | None = None
    """What was found."""
    evidence: Text | None = None
    """What it rests on."""
    documents: tuple[DocumentRef, ...] = ()
    """Documents it rests on."""
    visibility: PartVisibility | None = None
    """Whether the public may see it."""


class Involvement(Part):
    """Whether the council should still take part."""

    decision: Literal["continue", "change", "exit"]
    """What was concluded."""
    reason: Text
    """Why."""


class Satisfaction(Part):
    """What members said when asked."""

    asked: Number
    """How many were asked."""
    answered: Number
    """How many answered."""
    satisfied: Number
    """How many of them were satisfied with the partnership."""
    text: Text | None = None
    """What they said."""

    @model_validator(mode="after")
    def _adds_up(self) -> Satisfaction:
        if self.answered > self.asked:
            raise PydanticCustomError(
                "register",
                "more have answered than were asked; look at asked and answered",
                {"field": "answered"},
            )
        if self.satisfied > self.answered:
            raise PydanticCustomError(
                "register",
                "more are satisfied than have answered; write how many, not the percentage",
                {"field": "satisfied"},
            )
        return self


class GovernanceReview(Record):
    """A review of a partnership's governance."""

    kind: ClassVar[str] = "review"
    folder: ClassVar[str] = "reviews"
    in_partnership: ClassVar[bool] = True
    in_council: ClassVar[bool] = False
    name_pattern: ClassVar[str] = r"\d{4}(?:-[a-z0-9]+)*"
    name_example: ClassVar[str] = "2026"

    date: Date
    """The day on which it was completed."""
    reviewer: Line | None = None
    """Who carried it out."""
    method: Line | None = None
    """How, such as Self-assessment by members."""
    summary: Text | None = None
    """What came out of it."""
    overall: RatingRef | None = None
    """The overall rating, from council.yml."""
    aspects: tuple[Finding, ...] = ()
    """What was found, aspect by aspect."""
    involvement: Involvement | None = None
    """Whether the council should still take part."""
    satisfaction: Satisfaction | None = None
    """What members said when asked."""
    agreement: DocumentRef | None = None
    """The partnership agreement that came out of it."""
    reported_to: MeetingRef | None = None
    """The meeting that received it."""
    actions: tuple[Action, ...] = ()
    """What is to be done."""
    next_due: Date | None = None
    """The day by which the next is due, where it is not the usual month."""

    @property
    def label(self) -> str:
        return f"Governance review {self.name[:4]}"
