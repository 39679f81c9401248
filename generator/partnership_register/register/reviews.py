"""What governance reviews found: ratings by aspect, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from partnership_register.model.council import Aspect, Rating
from partnership_register.model.partnership import Partnership
from partnership_register.model.review import Finding, GovernanceReview
from partnership_register.register.register import Register
from partnership_register.register.standing import reviews_of

Direction = Literal["better", "worse", "same", "not-comparable"]


@dataclass(frozen=True, slots=True)
class Change:
    """The rating of an aspect in a review beside that of the review before."""

    aspect: Aspect
    before: Rating | None
    after: Rating | None
    direction: Direction
    """not-comparable where either review did not rate the aspect."""


def findings(register: Register, review: GovernanceReview) -> dict[str, tuple[Finding, ...]]:
    """What a review found, by the id of the aspect.

    There is more than one finding on an aspect where the review looked at parts of it.
    """
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in review.aspects:
        entry = register.resolve(("aspect",), finding.aspect, review)
        if entry:
            found[entry.ref] = (*found.get(entry.ref, ()), finding)
    return found


def rating_named(register: Register, id: str | None, review: GovernanceReview) -> Rating | None:
    """The mark that an id in a review names."""
    entry = register.resolve(("rating",), id, review) if id else None
    return entry.part if entry and isinstance(entry.part, Rating) else None


def ratings(register: Register, review: GovernanceReview) -> dict[str, Rating]:
    """The mark that a review gave each aspect, by its id: the lowest, where it gave several."""
    best_first = register.council.ratings
    found = {}
    for aspect, here in findings(register, review).items():
        given = (rating_named(register, finding.rating, review) for finding in here)
        lowest = max((each for each in given if each), key=best_first.index, default=None)
        if lowest:
            found[aspect] = lowest
    return found


def review_before(register: Register, review: GovernanceReview) -> GovernanceReview | None:
    """The review of the same partnership before this one."""
    partnership = register.get(Partnership, review.partnership)
    newest_first = list(reviews_of(register, partnership)) if partnership else []
    later = newest_first.index(review) + 1 if review in newest_first else len(newest_first)
    return newest_first[later] if later < len(newest_first) else None


def changes(register: Register, review: GovernanceReview) -> tuple[Change, ...]:
    """The council's aspects in their order, each with its rating now and in the review before."""
    earlier = review_before(register, review)
    now = ratings(register, review)
    then = ratings(register, earlier) if earlier else {}
    return tuple(
        Change(
            aspect,
            then.get(aspect.id),
            now.get(aspect.id),
            direction(register, then.get(aspect.id), now.get(aspect.id)),
        )
        for aspect in register.council.aspects
    )


def direction(register: Register, before: Rating | None, after: Rating | None) -> Direction:
    """Whether a mark is better or worse than an earlier one, by the council's order of marks."""
    if not before or not after:
        return "not-comparable"
    best_first = register.council.ratings
    step = best_first.index(after) - best_first.index(before)
    return "same" if step == 0 else "worse" if step > 0 else "better"
