"""How each partnership stands on the day of the register: agreement, reviews, risks, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import gcd
from typing import Literal

from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership, ReviewCycle
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview, Involvement
from partnership_register.model.risk import Risk
from partnership_register.register.register import Register
from partnership_register.timescales.periods import MONTH_NAMES, end_of_month, moved_by_months

AGREEMENTS = ("agreement", "terms-of-reference")
"""Types of document that may be a partnership's governing document."""

DUE_WITHIN_MONTHS = 3
"""How long before its day a review is called due."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The governing document, and whether it is in force and the day for its review has passed."""

    state: Literal["in-place", "out-of-date", "none", "ended"]
    document: Document | None


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """The last governance review and the last day for the next one.

    `due` is None where no review cycle is recorded and the last review names no day.
    """

    state: Literal["not-in-scope", "never", "done", "due", "overdue"]
    last: GovernanceReview | None
    due: date | None


def is_at_work(partnership: Partnership) -> bool:
    """Whether the partnership is active or paused: neither closed nor only proposed."""
    return partnership.status in ("active", "paused")


def is_in_scope(partnership: Partnership) -> bool:
    """Whether the governance of the partnership is to be reviewed."""
    return partnership.in_review_scope and is_at_work(partnership)


def agreement_of(register: Register, partnership: Partnership) -> Agreement:
    """The newest agreement or terms of reference that was adopted and not superseded.

    It ended with a partnership that closed.
    """
    document = in_force(register, partnership, *AGREEMENTS)
    if partnership.status == "closed":
        return Agreement("ended", document)
    if not document:
        return Agreement("none", None)
    return Agreement("out-of-date" if is_out_of_date(register, document) else "in-place", document)


def in_force(register: Register, partnership: Partnership, *types: str) -> Document | None:
    """The newest adopted document of these types in the partnership's folder, not superseded."""
    found = [
        (adopted, document)
        for document in register.within(Document, partnership.id)
        if document.type in types
        and (adopted := adopted_on(register, document))
        and not superseded_by(register, document)
    ]
    return max(found, key=lambda pair: (pair[0], pair[1].id))[1] if found else None


def governing_documents(register: Register, partnership: Partnership) -> tuple[Document, ...]:
    """The agreement and the terms of reference that are in force, as far as there are any."""
    found = (in_force(register, partnership, each) for each in AGREEMENTS)
    return tuple(document for document in found if document)


def adopted_on(register: Register, document: Document) -> date | None:
    """The day on which a document was adopted, by its record or by the decision that it names."""
    decision = document.adopted_by and register.resolve(
        ("decision",), document.adopted_by, document
    )
    on = document.adopted
    if not on and decision and isinstance(decision.record, Meeting):
        on = decision.record.date
    return on if on and on <= register.as_of else None


def superseded_by(register: Register, document: Document) -> tuple[Document, ...]:
    """The documents that took the place of this one.

    An agreement or terms of reference that is not yet adopted has not done so; documents of other
    types need not be adopted, and replace another as soon as they say it.
    """
    links = register.pointing_at(register.entry(document), "supersedes")
    later = (link.record for link in links)
    return tuple(
        other
        for other in later
        if isinstance(other, Document)
        and (other.type not in AGREEMENTS or adopted_on(register, other))
    )


def is_out_of_date(register: Register, document: Document) -> bool:
    """Whether the day by which a document was to be reviewed has passed."""
    return bool(document.review_due and document.review_due < register.as_of)


def assessments_of(register: Register, document: Document) -> tuple[Document, ...]:
    """The equality impact assessments of a document."""
    links = register.pointing_at(register.entry(document), "concerns")
    return tuple(
        link.record
        for link in links
        if isinstance(link.record, Document) and link.record.type == "equality-impact-assessment"
    )


def assessments_for(register: Register, partnership: Partnership) -> tuple[Document, ...]:
    """The equality impact assessments of the governing documents of a partnership."""
    found = (
        assessment
        for document in governing_documents(register, partnership)
        for assessment in assessments_of(register, document)
    )
    return tuple({assessment.id: assessment for assessment in found}.values())


def reviews_of(register: Register, partnership: Partnership) -> tuple[GovernanceReview, ...]:
    """The governance reviews of a partnership, newest first."""
    found = register.within(GovernanceReview, partnership.id)
    return tuple(sorted(found, key=lambda review: (review.date, review.id), reverse=True))


def review_of(register: Register, partnership: Partnership) -> ReviewStanding:
    """How a partnership stands with its governance reviews."""
    last = next(iter(reviews_of(register, partnership)), None)
    if not is_in_scope(partnership):
        return ReviewStanding("not-in-scope", last, None)
    due = _review_due(partnership.review_cycle, last, register.as_of)
    if not last:
        return ReviewStanding("never", None, due)
    soon = months_after(register.as_of, DUE_WITHIN_MONTHS)
    if not due or (soon and due > soon):
        return ReviewStanding("done", last, due)
    return ReviewStanding("overdue" if due < register.as_of else "due", last, due)


def involvement(register: Register, partnership: Partnership) -> Involvement | None:
    """What the newest review that speaks of it concluded on the council's taking part."""
    concluded = (review.involvement for review in reviews_of(register, partnership))
    return next((each for each in concluded if each), None)


def risks_of(register: Register, partnership: Partnership) -> tuple[Risk, ...]:
    """The open risks that touch a partnership, the highest residual score first."""
    links = register.pointing_at(register.entry(partnership), "partnerships")
    found = {link.record.id: link.record for link in links if isinstance(link.record, Risk)}
    still_open = (risk for risk in found.values() if risk.status == "open")
    return tuple(sorted(still_open, key=lambda risk: (-risk.residual.value, risk.title)))


def last_reviewed(risk: Risk) -> date | None:
    """The day on which a risk was last looked at: reviewed, or else first recorded."""
    return risk.reviewed or risk.identified


def review_lapsed(register: Register, risk: Risk) -> bool:
    """Whether an open risk was not reviewed in the months that the council allows."""
    if risk.status != "open":
        return False
    seen = last_reviewed(risk)
    allowed = register.council.risk_matrix.review_months
    return seen is None or is_past(register, seen, allowed)


def is_past(register: Register, day: date, months: int) -> bool:
    """Whether more than so many months have gone by since a day."""
    ends = months_after(day, months)
    return ends is not None and ends < register.as_of


def is_coming(register: Register, day: date, months: int) -> bool:
    """Whether a day is today or comes before so many months have gone by."""
    ends = months_after(register.as_of, months)
    return register.as_of <= day and (ends is None or day <= ends)


def months_after(day: date, months: int) -> date | None:
    """The same day so many months later, or earlier; None beyond the ends of the calendar."""
    try:
        return moved_by_months(day, months)
    except ValueError:
        return None


def meetings_of(register: Register, partnership: Partnership) -> tuple[Meeting, ...]:
    """The meetings of a partnership, earliest first, whatever became of them."""
    found = register.within(Meeting, partnership.id)
    return tuple(sorted(found, key=lambda meeting: (meeting.date, meeting.id)))


def held_meetings(
    register: Register, partnership: Partnership, since: date | None = None
) -> tuple[Meeting, ...]:
    """The meetings that were held, earliest first; only from a day on where one is given."""
    return tuple(
        meeting
        for meeting in meetings_of(register, partnership)
        if meeting.status == "held"
        and meeting.date <= register.as_of
        and (since is None or meeting.date >= since)
    )


def last_meeting(register: Register, partnership: Partnership) -> Meeting | None:
    """The newest meeting that was held."""
    return next(reversed(held_meetings(register, partnership)), None)


def next_meeting(register: Register, partnership: Partnership) -> Meeting | None:
    """The next meeting that is planned, today's included."""
    return next(_planned(register, partnership), None)


def plans_of(register: Register, partnership: Partnership) -> tuple[Plan, ...]:
    """The plans of a partnership that are not closed."""
    found = register.within(Plan, partnership.id)
    return tuple(plan for plan in found if plan.status != "closed")


def is_in_calendars(register: Register, meeting: Meeting) -> bool:
    """Whether a meeting is to come or was in the last year; older ones nobody plans by."""
    return meeting.date >= a_year_before(register.as_of)


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    return months_after(day, -12) or date.min


def _planned(register: Register, partnership: Partnership) -> Iterator[Meeting]:
    return (
        meeting
        for meeting in meetings_of(register, partnership)
        if meeting.status == "scheduled" and meeting.date >= register.as_of
    )


def _review_due(
    cycle: ReviewCycle | None, last: GovernanceReview | None, as_of: date
) -> date | None:
    """The last day for the next review.

    The review of a cycle may come somewhat early or late; the next is then still due in the
    month of the cycle that is nearest to a whole cycle after it.
    """
    if last and last.next_due:
        return last.next_due
    if not cycle:
        return None
    if not last:
        ahead = (day for day in _ends_of_cycle_months(cycle, as_of) if day >= as_of)
        return next(ahead, None)
    wanted = months_after(last.date, cycle.every)
    if not wanted:
        return None
    later = (day for day in _ends_of_cycle_months(cycle, wanted) if day > last.date)
    return min(later, key=lambda day: abs(day - wanted), default=None)


def _ends_of_cycle_months(cycle: ReviewCycle, around: date) -> Iterator[date]:
    """The last days of the months in which reviews fall due, a year either side of a day."""
    step = gcd(cycle.every, 12)
    month = MONTH_NAMES.index(cycle.month.title())
    for offset in range(-12, 13):
        day = months_after(around, offset)
        if day and (day.month - 1 - month) % step == 0:
            yield end_of_month(day)
