"""Meetings: when a partnership met, on what, who came, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.action import Action
from partnership_register.model.base import Link, Part, Record, ShortPart
from partnership_register.model.values import (
    Date,
    DecisionRef,
    DocumentRef,
    Line,
    MeetingRef,
    MemberRef,
    Number,
    OrganisationRef,
    PartnershipRef,
    Text,
    Time,
    Url,
    YesNo,
)
from partnership_register.model.visibility import ItemVisibility, PartVisibility
from partnership_register.problems import shown
from partnership_register.timescales.periods import in_words


class Paper(ShortPart):
    """A document put before the meeting."""

    shorthand: ClassVar[str] = "document"

    document: DocumentRef
    """The document's record."""
    published: Date | None = None
    """The day on which it was published; that of the agenda where it is left out."""
    late_reason: Line | None = None
    """Why it came after the agenda."""
    visibility: PartVisibility | None = None
    """Whether the public may see that it was before the meeting."""


class Recommendation(Part):
    """A numbered proposal put to the meeting."""

    number: Line | None = None
    """Its number in the paper, such as (1)."""
    text: Text
    """What was proposed."""
    outcome: Literal["agreed", "amended", "rejected", "deferred", "withdrawn"] | None = None
    """What became of it."""


class Votes(Part):
    """How a vote went, where one was taken."""

    in_favour: Number
    """Votes for."""
    against: Number = 0
    """Votes against."""
    abstained: Number = 0
    """Abstentions."""


class Decision(Part):
    """What the meeting resolved."""

    part_kind: ClassVar[str] = "decision"

    ref: Line | None = None
    """What others call it, such as 2026/14; needed only where something refers to it."""
    text: Text
    """The decision."""
    outcome: Literal["agreed", "noted", "deferred", "referred", "rejected"]
    """What kind of decision it was."""
    deferred_until: Line | None = None
    """Until when, in words or as a date."""
    deferred_to: MeetingRef | None = None
    """The meeting to which it was put off."""
    supersedes: tuple[DecisionRef, ...] = ()
    """Earlier decisions that this one replaces, as meeting#decision."""
    reasons: Text | None = None
    """Why."""
    alternatives: Text | None = None
    """What else was considered."""
    votes: Votes | None = None
    """How the vote went."""
    visibility: ItemVisibility | None = None
    """Whether the public may see it; of an exempt decision that it was made stays."""

    @model_validator(mode="after")
    def _only_a_deferred_one_has_a_day(self) -> Decision:
        if self.outcome != "deferred" and (self.deferred_until or self.deferred_to):
            raise PydanticCustomError(
                "register",
                "only a decision that was put off has {field}; write outcome: deferred, or delete"
                " {field}",
                {"field": "deferred_until" if self.deferred_until else "deferred_to"},
            )
        return self


class Referral(Part):
    """Business that passed between this meeting and another partnership."""

    partnership: PartnershipRef
    """The other partnership."""
    meeting: MeetingRef | None = None
    """The meeting of it that dealt with the matter."""
    note: Line | None = None
    """What was asked."""


class AgendaItem(Part):
    """One item of business, with what was said and settled under it."""

    part_kind: ClassVar[str] = "item"
    ref_field: ClassVar[str] = "number"

    number: Line | None = None
    """The number on the agenda; it may repeat, be missing, or read 10.1."""
    title: Line
    """What the item is called."""
    lead: Line | None = None
    """Who introduces it."""
    start: Time | None = None
    """When it is due to begin."""
    text: Text | None = None
    """What the agenda says about it."""
    added: Date | None = None
    """The day on which it was added, where that was after the agenda came out."""
    urgency_reason: Line | None = None
    """Why it could not wait (section 100B(4)(b) of the Local Government Act 1972)."""
    referred_from: tuple[Referral, ...] = ()
    """Where the business came from."""
    referred_to: tuple[Referral, ...] = ()
    """Where the meeting sent it."""
    papers: tuple[Paper, ...] = ()
    """Documents before the meeting."""
    recommendations: tuple[Recommendation, ...] = ()
    """Numbered proposals."""
    minute: Text | None = None
    """The minute of the item."""
    decisions: tuple[Decision, ...] = ()
    """What was resolved."""
    actions: tuple[Action, ...] = ()
    """What somebody is to do."""
    visibility: ItemVisibility | None = None
    """Whether the public may see it; of an exempt item the title stays, and when it begins."""

    @model_validator(mode="after")
    def _is_fairly_recorded(self) -> AgendaItem:
        """Section 100C(2) of the Local Government Act 1972 asks for the summary."""
        closed = self.exempt
        if closed and not closed.public_summary and (self.minute or self.decisions):
            raise PydanticCustomError(
                "register",
                "the minute of this exempt item is withheld, and nothing tells the public what was"
                " done; write public_summary: a fair account that gives nothing away",
                {"field": "visibility"},
            )
        return self

    @property
    def exempt(self) -> ItemVisibility | None:
        """Why the public was excluded, where it was."""
        return self.visibility if self.visibility and self.visibility.state == "exempt" else None


class Attendance(Part):
    """Who came, who sent apologies, who stood in for whom."""

    tells_of: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "member": ("name", "organisation"), "substitute": ("substitute_name",),
    }  # fmt: skip

    member: MemberRef | None = None
    """The seat on the partnership."""
    name: Line | None = None
    """Somebody who has no seat, or the person in the seat that day."""
    organisation: OrganisationRef | None = None
    """The organisation of somebody who has no seat."""
    status: Literal["present", "apologies", "absent", "in-attendance"]
    """Whether they were there."""
    substitute: MemberRef | None = None
    """The seat that stood in."""
    substitute_name: Line | None = None
    """The person who stood in, where there is no seat for it."""

    @model_validator(mode="after")
    def _says_who(self) -> Attendance:
        if not (self.member or self.name or self.organisation):
            raise PydanticCustomError(
                "register",
                "nobody is named; write member: and the id of a seat, or name: and the name of"
                " somebody who has none",
                {},
            )
        return self

    @property
    def says_that_somebody_came(self) -> bool:
        """Whether the seat, or somebody for it, was there."""
        stood_in = self.substitute or self.substitute_name
        return bool(stood_in) or self.status in ("present", "in-attendance")


class Interest(Part):
    """A declaration of interest."""

    name: Line
    """Who declared it."""
    item: Line | None = None
    """The item that it touches."""
    nature: Line
    """What the interest is."""
    left_meeting: YesNo = False
    """Whether they left while the item was dealt with."""


class Minutes(Part):
    """The standing of the minutes."""

    status: Literal["draft", "approved"]
    """Draft until a later meeting approves them."""
    kind: Literal["full", "summary"] = "full"
    """Whether they are whole or a summary."""
    published: Date | None = None
    """The day on which they were published."""
    approved_at: MeetingRef | None = None
    """The meeting that approved them."""
    document: DocumentRef | None = None
    """The minutes as a document, where there is one."""
    summary: Text | None = None
    """A short account, with signposts to more."""
    links: tuple[Link, ...] = ()
    """Further information elsewhere."""

    @model_validator(mode="after")
    def _are_one_or_the_other(self) -> Minutes:
        if self.status == "draft" and self.approved_at:
            raise PydanticCustomError(
                "register",
                "minutes in draft have been approved by no meeting; write status: approved, or"
                " delete approved_at until a meeting has approved them",
                {"field": "approved_at"},
            )
        return self


class Meeting(Record):
    """An occasion on which a partnership meets, or was to meet."""

    kind: ClassVar[str] = "meeting"
    folder: ClassVar[str] = "meetings"
    in_partnership: ClassVar[bool] = True
    in_council: ClassVar[bool] = False
    name_pattern: ClassVar[str] = r"\d{4}-\d\d-\d\d(?:-[a-z0-9]+)*"
    name_example: ClassVar[str] = "2026-03-12"

    title: Line | None = None
    """What kind of meeting it was, where it was not an ordinary one, such as Annual meeting."""
    status: Literal["scheduled", "held", "cancelled", "moved"]
    """Whether it has been held; cancelled and moved meetings stay in the register."""
    moved_to: MeetingRef | None = None
    """The meeting that took its place."""
    status_reason: Line | None = None
    """Why it was cancelled or moved."""
    start: Time | None = None
    """When it begins."""
    end: Time | None = None
    """When it ends."""
    place: Line | None = None
    """Where it is."""
    public: YesNo | None = None
    """Whether the public may come."""
    how_to_attend: Text | None = None
    """How the public may come, follow online or ask a question."""
    access: Line | None = None
    """Step-free access, hearing loop and so on."""
    audience: Line | None = None
    """Who is invited besides the members."""
    webcast: Url | None = None
    """Where a recording is."""
    convened: Date | None = None
    """The day on which it was called, where that was at short notice."""
    notice_published: Date | None = None
    """The day on which public notice was given."""
    agenda_published: Date | None = None
    """The day on which the agenda was published."""
    content_updated: Date | None = None
    """The day on which the web pages were brought up to date after the meeting."""
    chair: Line | None = None
    """Who took the chair."""
    minute_taker: Line | None = None
    """Who took the minutes."""
    notes: Text | None = None
    """Anything about the occasion itself, such as networking beforehand."""
    key_messages: tuple[Text, ...] = ()
    """What members are asked to pass on."""
    attendance: tuple[Attendance, ...] = ()
    """Who came and who sent apologies; of a cancelled or moved meeting only who did not come."""
    interests: tuple[Interest, ...] = ()
    """Interests declared."""
    items: tuple[AgendaItem, ...] = ()
    """The agenda, in order."""
    minutes: Minutes | None = None
    """The standing of the minutes."""

    @model_validator(mode="after")
    def _was_moved_or_not(self) -> Meeting:
        if self.moved_to and self.status != "moved":
            raise PydanticCustomError(
                "register",
                "only a meeting that was moved has another in its place; write status: moved, or"
                " delete moved_to",
                {"field": "moved_to"},
            )
        return self

    @model_validator(mode="after")
    def _says_nothing_of_what_did_not_happen(self) -> Meeting:
        if self.status not in ("cancelled", "moved"):
            return self
        if self.minutes:
            raise PydanticCustomError(
                "register",
                "a {status} meeting has no minutes; delete them, or write status: held",
                {"field": "minutes", "status": shown(self.status)},
            )
        if any(row.says_that_somebody_came for row in self.attendance):
            raise PydanticCustomError(
                "register",
                "nobody came to a {status} meeting; keep under attendance only apologies and"
                " absent, without a substitute, or write status: held",
                {"field": "attendance", "status": shown(self.status)},
            )
        if self._says_what_came_of_it():
            raise PydanticCustomError(
                "register",
                "nothing was said or decided at a {status} meeting; delete minute, decisions,"
                " actions, referred_to and key_messages, or write status: held",
                {"field": "items" if self.items else "key_messages", "status": shown(self.status)},
            )
        return self

    @model_validator(mode="after")
    def _makes_sense(self) -> Meeting:
        if self.status == "moved" and not self.moved_to:
            raise PydanticCustomError(
                "register",
                "the meeting that took the place of this one is not named; write it, for example"
                " moved_to: 2026-03-19",
                {"field": "status"},
            )
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError(
                "register",
                "the meeting ends before it begins; look at start and end",
                {"field": "end"},
            )
        if self.start and self.end == self.start:
            raise PydanticCustomError(
                "register",
                "the meeting ends when it begins; look at start and end, or delete end where it is"
                " not known",
                {"field": "end"},
            )
        if not self.minutes and self._says_what_came_of_it():
            raise PydanticCustomError(
                "register",
                "what was said or decided stands here, but nothing says whether the minutes are"
                " approved; write minutes: and below it status: draft, or status: approved",
                {"field": "items"},
            )
        return self

    def _says_what_came_of_it(self) -> bool:
        settled = (i.minute or i.decisions or i.actions or i.referred_to for i in self.items)
        return bool(self.key_messages or any(settled))

    @property
    def date(self) -> date:
        """The day of the meeting, which its file name begins with."""
        return _day_of(self.id)

    @property
    def label(self) -> str:
        said = in_words(self.date)
        return f"{self.title}, {said}" if self.title else f"Meeting of {said}"

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Everything resolved, in the order of the agenda."""
        return tuple(decision for item in self.items for decision in item.decisions)


@lru_cache(maxsize=4096)
def _day_of(id: str) -> date:
    return date.fromisoformat(id.rpartition("/")[2][:10])
