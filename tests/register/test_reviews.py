"""What governance reviews found, where one aspect has several findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from boards import board, register_of, rows, within
from partnership_register.model.review import GovernanceReview
from partnership_register.register.reviews import ratings

CASES = Path(__file__).parent / "reviews"


@pytest.mark.parametrize("case", rows(CASES / "marks.csv"), ids=lambda case: case["case"])
def test_an_aspect_has_the_lowest_mark_that_it_was_given(case: dict[str, str]) -> None:
    """A review that looked at parts of an aspect is as good as what it thought of the worst."""
    findings = [
        {"aspect": aspect, "label": f"Part {n}", "rating": None if mark == "-" else mark}
        for aspect in ("purpose", "chairmanship")
        for n, mark in enumerate(case[aspect].split())
    ]
    review = within(GovernanceReview, "2026", date="2026-03-01", aspects=findings)
    assert isinstance(review, GovernanceReview)
    found = ratings(register_of(board(), review), review)
    assert " ".join(f"{aspect}: {mark.id}" for aspect, mark in found.items()) == case["ratings"]
