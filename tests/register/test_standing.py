"""How partnerships stand: when reviews are due, which agreement counts, which risks lapsed."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards import COUNCIL
from partnership_register.model.base import Record
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership, ReviewCycle
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk, Score
from partnership_register.records import Records
from partnership_register.register import Register
from partnership_register.register.gaps import gaps
from partnership_register.register.standing import (
    agreement_of,
    last_meeting,
    next_meeting,
    review_lapsed,
    review_of,
    risks_of,
)
from partnership_register.timescales.periods import MONTH_NAMES, moved_by_months
from places import AS_OF

CASES = Path(__file__).parent / "standing" / "reviews.csv"


def _register(*records: Record, as_of: date = AS_OF) -> Register:
    return Register(Records(COUNCIL, records, {}, ()), COUNCIL, as_of)


def _board(**fields: object) -> Partnership:
    given = {"title": "Board", "type": "strategic", "purpose": "To meet."} | fields
    return Partnership.model_validate(
        given | {"id": "board", "path": "partnerships/board/partnership.yml", "partnership": ""}
    )


def _in_board(kind: type[Record], name: str, **fields: object) -> Record:
    path = f"partnerships/board/{kind.folder}/{name}.yml"
    return kind.model_validate(
        fields | {"id": f"board/{name}", "path": path, "partnership": "board"}
    )


@pytest.mark.parametrize(
    "case", [*csv.DictReader(CASES.read_text().splitlines())], ids=lambda case: case["case"]
)
def test_when_a_review_is_due(case: dict[str, str]) -> None:
    """The last review, the cycle and a day of its own say when the next one is due."""
    cycle = (
        ReviewCycle.model_validate({"month": case["month"], "every": case["every"]})
        if (case["month"])
        else None
    )
    last = (
        _in_board(GovernanceReview, case["last"][:4], date=case["last"],
                  **({"next_due": case["next_due"]} if case["next_due"] else {})),
    ) if case["last"] else ()  # fmt: skip
    board = _board(review_cycle=cycle)
    standing = review_of(_register(board, *last), board)
    due = standing.due.isoformat() if standing.due else ""
    assert (standing.state, due) == (case["state"], case["due"])


@given(
    month=st.sampled_from(MONTH_NAMES),
    every=st.sampled_from([3, 4, 6, 12, 24, 36]),
    last=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
)
def test_the_next_review_is_due_at_the_end_of_a_month_of_the_cycle(
    month: str, every: int, last: date
) -> None:
    """It is always after the last one, and never half a cycle early or late."""
    board = _board(
        review_cycle=ReviewCycle.model_validate({"month": month.lower(), "every": every})
    )
    review = _in_board(GovernanceReview, f"{last.year}", date=last)
    due = review_of(_register(board, review), board).due
    assert due
    assert due > last
    assert due.day == monthrange(due.year, due.month)[1]
    assert (due.month - 1 - MONTH_NAMES.index(month)) % min(every, 12) == 0
    half = timedelta(days=min(every, 12) * 31 / 2)
    assert abs(due - moved_by_months(last, every)) <= half


@pytest.mark.parametrize("as_of", [date.min, date.max])
def test_standings_at_the_ends_of_the_calendar(as_of: date) -> None:
    """Whatever lies before the first day there is, or after the last, has no day and no alarm."""
    board = _board(review_cycle=ReviewCycle(month="march"))
    review = _in_board(GovernanceReview, "9999", date="9999-12-31", next_due="9999-12-31")
    plan = _in_board(Plan, "plan", title="Plan", status="approved", review_every="year",
                     reviewed=["9999-06-01"], actions=[{"action": "Do."}])  # fmt: skip
    register = _register(board, review, plan, as_of=as_of)
    assert review_of(register, board).state == ("done" if as_of == date.min else "due")
    assert review_of(_register(board, as_of=as_of), board).state == "never"
    assert "plan-not-reviewed" not in {gap.rule.id for gap in gaps(register)}


@pytest.mark.parametrize(
    "fields", [{"in_review_scope": False}, {"status": "closed"}, {"status": "proposed"}]
)
def test_what_is_not_reviewed_is_not_in_scope(fields: dict[str, object]) -> None:
    """What the council's review leaves out, or is not at work, is never due."""
    board = _board(review_cycle=ReviewCycle(month="march"), **fields)
    assert review_of(_register(board), board).state == "not-in-scope"


def test_the_newest_adopted_document_that_is_not_superseded_is_the_agreement() -> None:
    """A draft neither counts nor supersedes; the day of a decision is a day of adoption."""
    board = _board()
    old = _in_board(Document, "old", title="Old", type="agreement", adopted=date(2020, 1, 1))
    new = _in_board(Document, "new", title="New", type="terms-of-reference", supersedes=("old",),
                    adopted_by="2025-05-01#7", review_due=date(2026, 11, 21))  # fmt: skip
    draft = _in_board(Document, "draft", title="Draft", type="agreement", supersedes=("new",))
    item = {"title": "Terms", "decisions": [{"ref": "7", "text": "Agreed.", "outcome": "agreed"}]}
    meeting = _in_board(Meeting, "2025-05-01", status="held", items=[item],
                        minutes={"status": "approved"})  # fmt: skip
    register = _register(board, old, new, draft, meeting)
    assert agreement_of(register, board).document == new
    assert agreement_of(register, board).state == "out-of-date"
    on_the_day = _register(board, old, new, draft, meeting, as_of=date(2026, 11, 21))
    assert agreement_of(on_the_day, board).state == "in-place"
    before = _register(board, old, new, draft, meeting, as_of=date(2025, 4, 30))
    assert agreement_of(before, board).document == old
    assert agreement_of(_register(board, draft), board).state == "none"
    closed = _board(status="closed")
    ended = agreement_of(_register(closed, old, new, meeting), closed)
    assert (ended.state, ended.document) == ("ended", new)


def test_open_risks_come_highest_first_and_lapse_after_the_months_allowed() -> None:
    """Six months to the day is in time; a day later is not; closed ones are not counted."""

    def risk(name: str, **fields: object) -> Risk:
        place = {"id": name, "path": f"partnerships/_council/risks/{name}.yml", "title": name}
        return Risk.model_validate(
            place | {"partnerships": ("board",), "owner": "council"} | fields
        )

    low = risk("low", residual=Score(likelihood=1, impact=2), reviewed=date(2026, 5, 22))
    high = risk("high", residual=Score(likelihood=4, impact=4), reviewed=date(2026, 5, 21))
    closed = risk("closed", residual=Score(likelihood=5, impact=5), status="closed")
    unseen = risk("unseen", residual=Score(likelihood=1, impact=1))
    board = _board()
    register = _register(board, low, high, closed, unseen)
    assert [each.title for each in risks_of(register, board)] == ["high", "low", "unseen"]
    lapsed = [each.title for each in register.all(Risk) if review_lapsed(register, each)]
    assert lapsed == ["high", "unseen"]


def test_last_and_next_meeting_leave_out_what_was_cancelled_or_moved() -> None:
    """The last is one that was held, the next one that is planned; today may be the next."""
    board = _board()
    days = (("2026-01-10", "held"), ("2026-06-10", "cancelled"), ("2026-11-22", "scheduled"),
            ("2026-12-10", "scheduled"))  # fmt: skip
    meetings = [_in_board(Meeting, day, status=status) for day, status in days]
    register = _register(board, *meetings)
    assert last_meeting(register, board) == meetings[0]
    assert next_meeting(register, board) == meetings[2]
