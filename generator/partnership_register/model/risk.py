"""Risks: what could stop a partnership reaching its objectives."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.base import Part, Record
from partnership_register.model.values import (
    ActionRef,
    Date,
    Line,
    Number,
    OrganisationRef,
    PartnershipRef,
    Text,
)
from partnership_register.model.visibility import PartVisibility
from partnership_register.problems import shown


class Score(Part):
    """A place on the council's one risk matrix."""

    likelihood: Number
    """A point of the likelihood scale in council.yml."""
    impact: Number
    """A point of the impact scale in council.yml."""
    score: Number | None = None
    """Likelihood times impact; it need not be written, but must be right where it is."""

    @model_validator(mode="after")
    def _multiplies(self) -> Score:
        if self.score is not None and self.score != self.value:
            raise PydanticCustomError(
                "register",
                "the score is {score}, but likelihood {likelihood} times impact {impact} is"
                " {value}; leave the score out or write {value}",
                {
                    "field": "score",
                    "score": shown(str(self.score)),
                    "likelihood": shown(str(self.likelihood)),
                    "impact": shown(str(self.impact)),
                    "value": shown(str(self.value)),
                },
            )
        return self

    @property
    def value(self) -> int:
        """Likelihood times impact."""
        return self.likelihood * self.impact


class Mitigation(Part):
    """Something done to make the risk less likely or less harmful."""

    text: Text
    """What is done."""
    owner: OrganisationRef | None = None
    """Who does it."""
    owner_post: Line | None = None
    """The post that does it."""
    due: Date | None = None
    """The day by which it is due."""
    status: Literal["planned", "in-place", "overtaken"] = "in-place"
    """Whether it works already."""
    action: ActionRef | None = None
    """The action of a plan that carries it out, as partnership/plan#ref."""
    visibility: PartVisibility | None = None
    """Whether the public may see it."""


class Risk(Record):
    """A threat to a partnership's objectives, scored and owned."""

    kind: ClassVar[str] = "risk"
    folder: ClassVar[str] = "risks"
    name_example: ClassVar[str] = "loss-of-grant"

    title: Line
    """The risk in a few words."""
    partnerships: tuple[PartnershipRef, ...] = ()
    """The partnerships that it touches."""
    status: Literal["open", "closed"] = "open"
    """Whether it is still a risk."""
    cause: Text | None = None
    """What could bring it about."""
    event: Text | None = None
    """What could happen."""
    consequence: Text | None = None
    """What would follow."""
    inherent: Score | None = None
    """The score before anything is done."""
    residual: Score
    """The score with what is done."""
    target: Score | None = None
    """The score aimed at."""
    owner: OrganisationRef
    """The organisation that owns the risk."""
    owner_post: Line | None = None
    """The post that owns it."""
    identified: Date | None = None
    """The day on which it was first recorded."""
    reviewed: Date | None = None
    """The day on which it was last reviewed."""
    mitigations: tuple[Mitigation, ...] = ()
    """What is done about it."""

    @property
    def label(self) -> str:
        return self.title
