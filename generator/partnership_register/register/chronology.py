"""What cannot have happened in the order, or by the day, that the records tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from partnership_register.model.action import Action
from partnership_register.model.base import Record, words
from partnership_register.model.document import Document
from partnership_register.model.meeting import Decision, Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk
from partnership_register.problems import Loc, Problem, shown
from partnership_register.register.register import Register
from partnership_register.timescales import read


def minutes_before_their_time(register: Register) -> Iterator[Problem]:
    """Minutes of a meeting still to come, published before theirs, or approved at no later one."""
    for meeting in register.own(Meeting):
        minutes = meeting.minutes
        if not minutes:
            continue
        if meeting.status == "scheduled":
            yield Problem(
                meeting.path,
                "there are minutes of a meeting that is still called scheduled",
                "write status: held",
                ("status",),
            )
        if minutes.published and minutes.published < meeting.date:
            yield Problem(
                meeting.path,
                f"the minutes cannot have been published on {shown(str(minutes.published))}, before"
                " the day of the meeting",
                "look at published, and at the day in the file's name",
                ("minutes", "published"),
            )
        approved = minutes.approved_at and register.resolve(
            ("meeting",), minutes.approved_at, meeting
        )
        if (
            approved
            and isinstance(approved.record, Meeting)
            and not _is_later(approved.record, meeting)
        ):
            yield Problem(
                meeting.path,
                "the minutes cannot have been approved on"
                f" {shown(str(approved.record.date))}, which is not after the meeting",
                "name the later meeting that approved them; of two on one day each needs its start",
                ("minutes", "approved_at"),
            )


def _is_later(other: Meeting, meeting: Meeting) -> bool:
    """Whether a meeting comes after another; of two on one day, only where both say when."""
    if other.date != meeting.date or not (other.start and meeting.start):
        return other.date > meeting.date
    return other.start > meeting.start


def approved_at_a_meeting_to_come(register: Register) -> Iterator[Problem]:
    """Minutes called approved, by a meeting whose day is still to come."""
    for meeting in register.own(Meeting):
        minutes = meeting.minutes
        if not minutes or minutes.status != "approved" or not minutes.approved_at:
            continue
        approved = register.resolve(("meeting",), minutes.approved_at, meeting)
        if (
            approved
            and isinstance(approved.record, Meeting)
            and approved.record.date > register.as_of
        ):
            yield Problem(
                meeting.path,
                f"the minutes are called approved, but {shown(str(approved.record.date))}, when it"
                " is said that they were, is still to come",
                "write status: draft until that meeting has approved them",
                ("minutes", "approved_at"),
            )


class Told(NamedTuple):
    """Something that a record says has happened, with the day of it, where it gives one."""

    record: Record
    loc: Loc
    what: str
    day: date | None
    hint: str = "look at the year, or write it once that day has come"


def told_before_it_happened(register: Register) -> Iterator[Problem]:
    """A day still to come on which something is said to have happened already.

    A meeting that is scheduled may have planned days for its papers, and what is a draft or under
    an embargo may be written ahead of its time, be it a record or a part of one.
    """
    for told in chain.from_iterable(each(register) for each in _TELLING):
        if told.day and told.day > register.as_of and not _is_ahead(told):
            yield Problem(
                told.record.path,
                f"{told.what} on {shown(str(told.day))}, which is still to come",
                told.hint,
                told.loc,
            )


def _is_ahead(told: Told) -> bool:
    holder: Any = told.record
    for step in told.loc:
        visibility = getattr(holder, "visibility", None)
        if visibility and visibility.state in ("draft", "embargoed"):
            return True
        holder = holder[step] if isinstance(step, int) else getattr(holder, step)
    return False


def _told_of_meetings(register: Register) -> Iterator[Told]:
    for meeting in register.own(Meeting):
        if meeting.status != "held":
            continue
        wait = "write status: scheduled until it has met"
        yield Told(meeting, ("status",), "the meeting is called held", meeting.date, wait)
        was = "this was published"
        yield Told(meeting, ("notice_published",), was, meeting.notice_published)
        yield Told(meeting, ("agenda_published",), was, meeting.agenda_published)
        if meeting.minutes:
            yield Told(meeting, ("minutes", "published"), was, meeting.minutes.published)


def _told_of_work(register: Register) -> Iterator[Told]:
    for plan in register.own(Plan):
        for number, review in enumerate(plan.reviewed):
            yield Told(plan, ("reviewed", number, "date"), "this was gone through", review.date)
    for entry in register.own_parts("action"):
        action = entry.part
        if not isinstance(action, Action):
            continue
        yield Told(entry.record, (*entry.loc, "completed"), "this was done", action.completed)
        for number, report in enumerate(action.updates):
            place = (*entry.loc, "updates", number, "date")
            yield Told(entry.record, place, "this was reported", report.date)
        for number, awaited in enumerate(action.external_dependencies):
            place = (*entry.loc, "external_dependencies", number, "came")
            yield Told(entry.record, place, "this came", awaited.came)


def _told_of_others(register: Register) -> Iterator[Told]:
    for review in register.own(GovernanceReview):
        yield Told(review, ("date",), "the review was completed", review.date)
    for risk in register.own(Risk):
        yield Told(risk, ("identified",), "the risk was first recorded", risk.identified)
        yield Told(risk, ("reviewed",), "the risk was reviewed", risk.reviewed)
    for document in register.own(Document):
        yield Told(document, ("published",), "this was published", document.published)


_TELLING = (_told_of_meetings, _told_of_work, _told_of_others)


def superseded_by_something_older(register: Register) -> Iterator[Problem]:
    """A decision that says it replaces one taken later."""
    for entry in register.own_parts("decision"):
        meeting, decision = entry.record, entry.part
        if not isinstance(decision, Decision) or not isinstance(meeting, Meeting):
            continue
        for number, ref in enumerate(decision.supersedes):
            target = register.resolve(("decision",), ref, meeting)
            earlier = target.record if target else None
            if isinstance(earlier, Meeting) and earlier.date > meeting.date:
                yield Problem(
                    meeting.path,
                    f"a decision of {shown(str(meeting.date))} cannot replace one of"
                    f" {shown(str(earlier.date))}",
                    "write supersedes at the later of the two",
                    (*entry.loc, "supersedes", number),
                )


def left_before_leaving(register: Register) -> Iterator[Problem]:
    """A member called left whose term has still days to run."""
    for partnership in register.own(Partnership):
        for number, member in enumerate(partnership.members):
            if member.left and member.end and member.end >= register.as_of:
                yield Problem(
                    partnership.path,
                    f"the member is called left, but the term ends on {shown(str(member.end))}",
                    "write the day on which the member left as end, or take left away",
                    ("members", number, "left"),
                )


def deferred_to_the_past(register: Register) -> Iterator[Problem]:
    """A decision put off to a meeting that is not later than its own."""
    for entry in register.own_parts("decision"):
        meeting, decision = entry.record, entry.part
        if not isinstance(decision, Decision) or not isinstance(meeting, Meeting):
            continue
        target = decision.deferred_to and register.resolve(
            ("meeting",), decision.deferred_to, meeting
        )
        later = target.record if target else None
        if isinstance(later, Meeting) and not _is_later(later, meeting):
            yield Problem(
                meeting.path,
                f"a decision of {shown(str(meeting.date))} cannot be put off to"
                f" {shown(str(later.date))}",
                "name a later meeting; of two on one day each needs its start",
                (*entry.loc, "deferred_to"),
            )


def ended_and_going_on(register: Register) -> Iterator[Problem]:
    """An action that has ended by its own status, and goes on by its newest report, which counts.

    What recurs is done again and again; of it `completed` only says when it was done last.
    """
    for entry in register.own_parts("action"):
        action = entry.part
        if not isinstance(action, Action) or not action.updates or not _has_ended(action):
            continue
        reported = [update for update in action.updates if update.status]
        newest = max(reported, key=lambda update: update.date, default=None)
        ended = action.status or "complete"
        if not newest or not newest.status or action.standing == ended:
            continue
        yield Problem(
            entry.record.path,
            f"the action is called {shown(words(ended).lower())} here, and"
            f" {shown(words(newest.status).lower())} in its newest progress report, of"
            f" {shown(str(newest.date))}",
            f"add a report with status: {shown(ended)}, or take this line away",
            (*entry.loc, "status" if action.status else "completed"),
        )


def _has_ended(action: Action) -> bool:
    """Whether an action says by itself that it is done for good, or given up."""
    if action.status:
        return action.status in ("complete", "withdrawn")
    if not action.completed:
        return False
    timescale = read(action.timescale or "")
    return not timescale.recurrences and not timescale.relatives and len(timescale.dates) < 2
