"""What a record may hold: one file a kind, and the table that lists the kinds."""

from partnership_register.model.council import Council
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk
from partnership_register.model.strategy import Strategy

RECORD_TYPES = (
    Organisation,
    Partnership,
    Meeting,
    Plan,
    GovernanceReview,
    Risk,
    Strategy,
    Document,
)
"""The kinds of record with pages of their own. A new kind is one line here."""

__all__ = ["RECORD_TYPES", "Council"]
