"""Actions: who does what by when, in an action plan, a meeting or a review."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.base import Part, ShortPart
from partnership_register.model.values import (
    ActionRef,
    Date,
    DecisionRef,
    Line,
    MeetingRef,
    Number,
    ObjectiveRef,
    OrganisationRef,
    PartnershipRef,
    Text,
)
from partnership_register.model.visibility import PartVisibility

ActionStatus = Literal["not-started", "under-way", "complete", "delayed", "withdrawn"]
LinkKind = Literal["depends-on", "incorporates", "supports", "influenced-by", "links-to"]


class Lead(ShortPart):
    """Somebody who answers for an action or for a part of it."""

    shorthand: ClassVar[str] = "name"

    name: Line | None = None
    """A post, group or body as the plan names it, such as Head of Policy."""
    organisation: OrganisationRef | None = None
    """The organisation meant, where it is in the register."""
    partnership: PartnershipRef | None = None
    """The partnership or group meant, where it is in the register."""
    part: Line | None = None
    """The part of the action that this lead answers for."""

    @model_validator(mode="after")
    def _says_who(self) -> Lead:
        if not (self.name or self.organisation or self.partnership):
            raise PydanticCustomError(
                "register",
                "a lead needs a name, an organisation or a partnership; write for example"
                " name: Head of Communities",
                {},
            )
        return self


class ActionLink(Part):
    """How an action bears on another."""

    type: LinkKind
    """The kind of link; depends-on may not go round in a circle."""
    action: ActionRef
    """The other action: its ref in this plan, or plan#ref."""
    note: Line | None = None
    """Why, in a few words."""


class ExternalDependency(Part):
    """Something outside the partnership that an action waits for."""

    what: Line
    """What is awaited, such as an announcement."""
    expected: Line | None = None
    """When it is expected, in words."""
    came: Date | None = None
    """The day on which it came; the action waits for it no longer."""


class DeferralRisk(Part):
    """The risk of putting an action off, on the council's matrix."""

    likelihood: Number
    """A point of the council's likelihood scale."""
    impact: Number
    """A point of the council's impact scale."""


class Progress(Part):
    """What was reported about an action on a day."""

    date: Date
    """The day of the report."""
    text: Text
    """What was reported."""
    status: ActionStatus | None = None
    """The status from that day on; the newest one counts."""


class OtherColumn(Part):
    """A column of an imported paper that the register has no field for, kept as it was."""

    heading: Line
    """The heading in the paper."""
    text: Text
    """The cell."""


class Action(Part):
    """One piece of work: what, who, by when, and how one will know."""

    part_kind: ClassVar[str] = "action"

    ref: Line | None = None
    """The reference as the paper has it, such as 14, L2D.9 or 2.1; never renumbered."""
    action: Text
    """What is to be done."""
    measures: tuple[Text, ...] = ()
    """Performance measures or indicators."""
    leads: tuple[Lead, ...] = ()
    """Who answers for it; leave it out while nobody is named."""
    leads_text: Line | None = None
    """The leads word for word, where they do not part into names (or read "???")."""
    timescale: Line | None = None
    """When, word for word, such as By end of March 2027 and annually thereafter."""
    start: Date | None = None
    """The first day, where the words of the timescale do not say it."""
    due: Date | None = None
    """The day by which it is due, where the words of the timescale do not say it."""
    resources: Text | None = None
    """Resource implications."""
    comments: Text | None = None
    """Comments."""
    priority: Number | None = None
    """The level, 1 being the highest; where it is absent the matrix gives it."""
    priority_text: Line | None = None
    """The level word for word, where it is more than a number."""
    deferral_risk: DeferralRisk | None = None
    """Likelihood and impact of putting the action off."""
    handled_elsewhere: Line | None = None
    """Where the action is already dealt with; it is then left off the shortlist."""
    source: Line | None = None
    """Whose recommendation it follows, such as Annual audit letter 2025."""
    project: Line | None = None
    """The project or programme that groups it with other actions."""
    contributes_to: tuple[ObjectiveRef, ...] = ()
    """Objectives of strategies that it serves, as strategy#objective."""
    links: tuple[ActionLink, ...] = ()
    """How it bears on other actions."""
    external_dependencies: tuple[ExternalDependency, ...] = ()
    """What it waits for outside the partnership."""
    decision: DecisionRef | None = None
    """The decision that it carries out, as meeting#decision."""
    report_to: MeetingRef | None = None
    """The meeting to which progress is reported; its day is the due day of a timescale such as
    January meeting, which gives none."""
    status: ActionStatus | None = None
    """Where it stands, unless a progress report says so."""
    status_text: Line | None = None
    """The status word for word."""
    completed: Date | None = None
    """The day on which it was done, or last done where it recurs."""
    updates: tuple[Progress, ...] = ()
    """Progress reports, oldest or newest first."""
    other: tuple[OtherColumn, ...] = ()
    """What an imported paper says in columns of its own."""
    visibility: PartVisibility | None = None
    """Whether the public may see it."""

    @model_validator(mode="after")
    def _starts_before_it_is_due(self) -> Action:
        if self.start and self.due and self.due < self.start:
            raise PydanticCustomError(
                "register",
                "the action is due before it starts; look at start and due",
                {"field": "due"},
            )
        return self

    @property
    def standing(self) -> ActionStatus:
        """The status of the newest report that gives one, else the action's own.

        Of several reports of one day the record does not say which came last; the action's own
        status does, where one of them says the same.
        """
        own = self.status or ("complete" if self.completed else "not-started")
        reported = [update for update in self.updates if update.status]
        newest = max((update.date for update in reported), default=None)
        said = [update.status for update in reported if update.status and update.date == newest]
        return own if own in said or not said else said[0]
