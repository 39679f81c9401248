"""What follows from a plan as a whole: when it is next gone through, and its effect reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership_register.model.plan import Plan
from partnership_register.register.register import Register
from partnership_register.register.standing import months_after

MONTHS_BETWEEN_REVIEWS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class PlanReviewStanding:
    """When a plan was last gone through, and when that is next due.

    `due` is None where the plan does not say how often, names no day to count from, or is not in
    force.
    """

    last: date | None
    due: date | None
    is_late: bool
    has_no_day: bool
    """Whether it is in force and says how often, and yet gives no day from which to count."""


def review_standing(register: Register, plan: Plan) -> PlanReviewStanding:
    """How a plan stands with being gone through, on the day of the register."""
    last = max((review.date for review in plan.reviewed), default=None)
    if plan.status != "approved" or not plan.review_every:
        return PlanReviewStanding(last, None, is_late=False, has_no_day=False)
    counted_from = last or (plan.period.start if plan.period else None)
    if not counted_from:
        return PlanReviewStanding(last, None, is_late=False, has_no_day=True)
    due = months_after(counted_from, MONTHS_BETWEEN_REVIEWS[plan.review_every])
    is_late = due is not None and due < register.as_of
    return PlanReviewStanding(last, due, is_late, has_no_day=False)


def effectiveness_due(plan: Plan) -> date | None:
    """The day by which the effect of a plan is still to be reviewed."""
    due = plan.effectiveness_review_due
    return None if due and any(review.date >= due for review in plan.reviewed) else due
