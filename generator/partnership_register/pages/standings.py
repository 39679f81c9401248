"""How things stand, in a word with its tone: agreements, reviews, ratings, levels of risk."""

from __future__ import annotations

from partnership_register.model.council import Rating
from partnership_register.model.document import Document
from partnership_register.model.partnership import Partnership
from partnership_register.model.risk import Risk
from partnership_register.pages.shapes import Status
from partnership_register.register import Register
from partnership_register.register.reviews import Direction
from partnership_register.register.standing import (
    Agreement,
    ReviewStanding,
    adopted_on,
    is_out_of_date,
    review_lapsed,
    superseded_by,
)

ENDED = Status("Ended with the partnership", "neutral")
AGREEMENTS = {
    "in-place": Status("In place", "good"),
    "out-of-date": Status("Out of date", "attention"),
    "none": Status("None", "bad"),
    "ended": ENDED,
}
REVIEWS = {
    "not-in-scope": Status("Not in scope", "neutral"),
    "never": Status("Never reviewed", "bad"),
    "done": Status("Done", "good"),
    "due": Status("Due", "attention"),
    "overdue": Status("Overdue", "bad"),
}
DIRECTIONS = {
    "better": Status("Better", "good"),
    "worse": Status("Worse", "bad"),
    "same": Status("The same", "neutral"),
    "not-comparable": Status("Cannot be compared", "neutral"),
}
ADOPTABLE = ("agreement", "terms-of-reference", "strategy", "plan", "guidance")
"""Types of document that are in force once they are adopted."""


def agreement_status(agreement: Agreement) -> Status:
    """Whether a partnership has an agreement in force."""
    return AGREEMENTS[agreement.state]


def review_status(review: ReviewStanding) -> Status:
    """Where a partnership stands with its governance reviews."""
    return REVIEWS[review.state]


def rating_status(rating: Rating | None) -> Status | None:
    """A mark of a review; None where none was given."""
    return Status(rating.title, rating.tone) if rating else None


def direction_status(direction: Direction) -> Status:
    """How a mark compares with the one before."""
    return DIRECTIONS[direction]


def level(register: Register, score: int) -> Status:
    """The level of a score on the council's risk matrix."""
    band = register.council.risk_matrix.band(score)
    return Status(band.title, band.tone)


def risk_review_status(register: Register, risk: Risk) -> Status:
    """Whether a risk was reviewed in the time that the council allows."""
    if risk.status == "closed":
        return Status("Closed", "neutral")
    if review_lapsed(register, risk):
        return Status("Review overdue", "bad")
    return Status("Reviewed in time", "good")


def document_status(register: Register, document: Document) -> Status | None:
    """Whether a document is in force; None for kinds of which that cannot be said."""
    if document.visibility:
        return Status("Exempt", "attention")
    if superseded_by(register, document):
        return Status("Superseded", "neutral")
    adopted = adopted_on(register, document)
    partnership = register.get(Partnership, document.partnership)
    if partnership and partnership.status == "closed" and document.type in ADOPTABLE:
        return ENDED if adopted else None
    if is_out_of_date(register, document):
        return Status("Out of date", "attention")
    if adopted:
        return Status("In force", "good")
    if document.type in ADOPTABLE[:2]:
        return Status("Not adopted", "attention")
    return None
