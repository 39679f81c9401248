"""Plans: what a partnership has undertaken to do, in whichever layout its paper has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.action import Action
from partnership_register.model.base import Part, Period, Record, ShortPart
from partnership_register.model.values import (
    Date,
    DecisionRef,
    DocumentRef,
    Line,
    ObjectiveRef,
    Text,
)

Layout = Literal["objectives", "outcomes", "groups", "actions"]


class Section(Part):
    """An objective, an outcome or a group, with the actions under it.

    Lists of a paper that do not pair up with its actions (seven actions, six indicators, three
    leads) stand at the section, each as long as it is.
    """

    title: Line
    """The objective, the outcome or the heading of the group, word for word."""
    heading: Line | None = None
    """The section of the paper under which it stands; said once for neighbours that share it."""
    text: Text | None = None
    """What the paper says about it."""
    contributes_to: tuple[ObjectiveRef, ...] = ()
    """Objectives of strategies that it serves, as strategy#objective."""
    actions: tuple[Action, ...] = ()
    """Its actions."""
    measures: tuple[Text, ...] = ()
    """Indicators for the section as a whole."""
    timescales: tuple[Line, ...] = ()
    """Times for the section as a whole, word for word."""
    leads_text: tuple[Line, ...] = ()
    """Leads for the section as a whole, word for word."""
    resources: Text | None = None
    """Resource implications for the section as a whole."""
    comments: Text | None = None
    """Comments on the section as a whole."""


class Headings(Part):
    """The words that the paper itself has over its columns."""

    section: Line | None = None
    """Over the objectives, outcomes or groups."""
    ref: Line | None = None
    """Over the refs."""
    action: Line | None = None
    """Over the actions."""
    measures: Line | None = None
    """Over the measures."""
    leads: Line | None = None
    """Over the leads."""
    timescale: Line | None = None
    """Over the timescales."""
    resources: Line | None = None
    """Over the resource implications."""
    comments: Line | None = None
    """Over the comments."""
    priority: Line | None = None
    """Over the priority levels."""
    status: Line | None = None
    """Over the status or progress."""


class PlanReview(ShortPart):
    """An occasion on which the plan was gone through."""

    shorthand: ClassVar[str] = "date"

    date: Date
    """The day."""
    note: Line | None = None
    """What came of it."""


class Plan(Record):
    """An action plan, delivery plan or work programme."""

    kind: ClassVar[str] = "plan"
    folder: ClassVar[str] = "plans"
    in_partnership: ClassVar[bool] = True
    name_example: ClassVar[str] = "delivery-2026"

    title: Line
    """The name of the plan."""
    type: Literal["delivery", "improvement", "governance", "work-programme", "scrutiny"] = (
        "delivery"
    )
    """What kind of plan it is."""
    status: Literal["draft", "approved", "closed"]
    """Whether it has been approved."""
    approved_by: DecisionRef | None = None
    """The decision that approved it, as partnership/meeting#decision."""
    period: Period | None = None
    """The time that it covers."""
    introduction: Text | None = None
    """What the paper says before its table."""
    review_every: Literal["month", "quarter", "half-year", "year"] | None = None
    """How often the plan is to be gone through."""
    reviewed: tuple[PlanReview, ...] = ()
    """Days on which it was gone through."""
    effectiveness_review_due: Date | None = None
    """The day by which its effect is to be reviewed."""
    document: DocumentRef | None = None
    """The plan as a document, where there is one."""
    source_file: Line | None = None
    """The file from which it was imported."""
    headings: Headings | None = None
    """The words that the paper itself has over its columns."""
    objectives: tuple[Section, ...] = ()
    """Objectives with their actions (one of the four layouts)."""
    outcomes: tuple[Section, ...] = ()
    """Outcomes with their actions (one of the four layouts)."""
    groups: tuple[Section, ...] = ()
    """Groups of actions (one of the four layouts)."""
    actions: tuple[Action, ...] = ()
    """A single list of actions (one of the four layouts)."""

    @model_validator(mode="after")
    def _has_one_layout(self) -> Plan:
        used = [name for name in ("objectives", "outcomes", "groups", "actions") if self[name]]
        if not used:
            raise PydanticCustomError(
                "register",
                "the plan has no actions; write actions: and below it - action: ..., or write"
                " objectives:, outcomes: or groups: with actions in them",
                {},
            )
        if len(used) > 1:
            raise PydanticCustomError(
                "register",
                "the plan has {used}; keep one of them",
                {"used": " and ".join(used), "field": used[1]},
            )
        return self

    def __getitem__(self, name: str) -> tuple[Section | Action, ...]:
        return getattr(self, name)  # type: ignore[no-any-return]

    @property
    def label(self) -> str:
        return self.title

    @property
    def layout(self) -> Layout:
        """Which of the four layouts the plan has."""
        if self.objectives:
            return "objectives"
        if self.outcomes:
            return "outcomes"
        return "groups" if self.groups else "actions"

    @property
    def sections(self) -> tuple[Section, ...]:
        """The objectives, outcomes or groups; none where the actions are a single list."""
        return self.objectives or self.outcomes or self.groups

    def every_action(self) -> Iterator[Action]:
        """All actions in the order of the paper."""
        yield from self.actions
        for section in self.sections:
            yield from section.actions


_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")


def missing_refs(refs: Iterable[str]) -> tuple[str, ...]:
    """Refs that the numbering of a paper passes over: "13", where "12" and "14" are there.

    Numbers are compared where they rise from one action to the next behind the same letters. Where
    half of them or more would be missing, the paper counts in another way, such as in tens.
    """
    runs: dict[str, list[list[int]]] = {}
    widths: dict[str, int] = {}
    for ref in refs:
        if numbered := _NUMBERED.fullmatch(ref):
            begins, number = numbered[1], int(numbered[2])
            of_these = runs.setdefault(begins, [])
            if numbered[2].startswith("0"):
                widths[begins] = len(numbered[2])
            if of_these and of_these[-1][-1] < number:
                of_these[-1].append(number)
            else:
                of_these.append([number])
    passed_over = (
        f"{begins}{number:0{widths.get(begins, 0)}}"
        for begins, found in runs.items()
        for number in _missing(found)
    )
    return tuple(dict.fromkeys(passed_over))


def _missing(runs: list[list[int]]) -> Iterator[int]:
    there = {number for run in runs for number in run}
    for run in runs:
        if len(run) * 2 > run[-1] - run[0]:
            yield from (n for n in range(run[0], run[-1]) if n not in there)
