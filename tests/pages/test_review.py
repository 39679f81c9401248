"""Pages of governance reviews: ratings beside those before, evidence from the records."""

from __future__ import annotations

from typing import Any

import pytest

from boards import COUNCIL
from partnership_register.model.base import Record
from partnership_register.model.partnership import Partnership
from partnership_register.model.review import GovernanceReview
from partnership_register.pages import review, reviews
from partnership_register.pages.lists import gathered
from partnership_register.pages.shapes import Link, Row, Status
from partnership_register.records import Records
from partnership_register.register import Register
from partnership_register.register.seats import filled
from partnership_register.register.standing import reviews_of
from places import AS_OF


def _review(year: int, **marks: str) -> GovernanceReview:
    aspects = [
        {"aspect": aspect, "rating": mark or None, "finding": "Found."}
        for aspect, mark in marks.items()
    ]
    place = {
        "id": f"board/{year}",
        "path": f"partnerships/board/reviews/{year}.yml",
        "partnership": "board",
    }
    return GovernanceReview.model_validate(
        place | {"date": f"{year}-03-01", "aspects": aspects, "overall": "reasonable"}
    )


@pytest.fixture
def board() -> Register:
    """A board with two reviews."""
    partnership = Partnership(
        id="board", path="partnerships/board/partnership.yml", partnership="board",
        title="Board", type="strategic", purpose="To meet.",
    )  # fmt: skip
    earlier = _review(2025, purpose="weak", membership="strong", chairmanship="limited")
    later = _review(2026, purpose="strong", membership="limited", chairmanship="limited",
                    communications="weak", equalities="")  # fmt: skip
    records: tuple[Record, ...] = (partnership, earlier, later)
    return Register(Records(COUNCIL, records, {}, ()), COUNCIL, AS_OF)


def _view(register: Register, year: int) -> Any:
    found = register.get(GovernanceReview, f"board/{year}")
    assert found
    return review.page(register, found).view


def test_ratings_stand_beside_those_of_the_review_before(board: Register) -> None:
    """In the council's order; better or worse by the order of its marks, not by their tone."""
    view = _view(board, 2026)
    rows = {_word(row.cells[0]): tuple(map(_word, row.cells[1:])) for row in view.ratings.rows}
    assert list(rows) == [aspect.title for aspect in COUNCIL.aspects]
    assert [rows[aspect.title] for aspect in COUNCIL.aspects][:5] == [
        ("Strong", "Weak", "Better"),
        ("Limited", "Strong", "Worse"),
        ("Not rated", "Not rated", "Cannot be compared"),
        ("Limited", "Limited", "The same"),
        ("Not rated", "Not rated", "Cannot be compared"),
    ]
    assert rows["Communications"] == ("Weak", "Not rated", "Cannot be compared")
    assert view.changed == (
        "Since the governance review 2025, 1 aspect is better and 1 aspect is worse."
    )


def test_the_first_review_is_compared_with_nothing(board: Register) -> None:
    """It has one column of ratings and says nothing of change."""
    view = _view(board, 2025)
    assert [column.label for column in view.ratings.columns] == ["Aspect", "2025"]
    assert view.changed == ""
    assert (view.previous, view.following) == (
        None, Link("Governance review 2026", "/partnerships/board/reviews/2026/"),
    )  # fmt: skip


def test_only_the_newest_review_shows_what_the_records_say_today(board: Register) -> None:
    """Evidence of today would mislead beside the findings of an earlier year."""
    shown = {year: [bool(a.records) for a in _view(board, year).aspects] for year in (2025, 2026)}
    assert not any(shown[2025])
    assert shown[2026] == [aspect.evidence is not None for aspect in COUNCIL.aspects]


def test_the_page_of_all_reviews_has_the_newest_of_each(board: Register) -> None:
    """What changed is told once a partnership, with both marks."""
    lists = gathered(reviews.given(board))
    view: Any = next(iter(reviews.pages(board, lists))).view
    (row,) = view.ratings
    assert [each.word if each else None for each in row.ratings] == [
        "Strong", "Limited", None, "Limited", None, "Weak", None, None, None, "Reasonable",
    ]  # fmt: skip
    assert [row.cells[1:] for row in view.changed.rows] == [
        (
            ("Role and purpose: Weak to Strong",),
            ("Membership and representation of sectors: Strong to Limited",),
        )
    ]


def test_evidence_counts_every_seat_once(demo: Register) -> None:
    """The seats by sector add up to the seats that are filled, in every newest review."""
    for partnership in demo.all(Partnership):
        newest = next(iter(reviews_of(demo, partnership)), None)
        if newest is None or partnership.status == "closed":
            continue
        view: Any = review.page(demo, newest).view
        rows = [row for aspect in view.aspects for row in aspect.records]
        by_sector = next(row for row in rows if row.term == "By sector")
        assert _total(by_sector) == len(filled(demo, partnership))


def _total(row: Row) -> int:
    assert isinstance(row.value, tuple)
    return sum(int(str(each).rpartition(" ")[2]) for each in row.value)


def _word(cell: object) -> str:
    if isinstance(cell, Link):
        return cell.text
    return cell.word if isinstance(cell, Status) else str(cell)
