"""What the records say of each aspect of governance, in words that are right for any number."""

from __future__ import annotations

from pathlib import Path

import pytest

from boards import board, register_of, rows, within
from partnership_register.model.meeting import Meeting
from partnership_register.pages.evidence import communications

CASES = Path(__file__).parent / "evidence"


@pytest.mark.parametrize("case", rows(CASES / "minutes.csv"), ids=lambda case: case["case"])
def test_how_soon_minutes_were_published(case: dict[str, str]) -> None:
    """Of two meetings, on 3 September and 1 October, as far as there are minutes."""
    met = [
        within(Meeting, day, status="held",
               **{"minutes": {"status": "draft", "published": published}} if published else {})
        for day, published in (("2026-09-03", case["first"]), ("2026-10-01", case["second"]))
    ]  # fmt: skip
    harbour = board()
    found = {row.term: row.value for row in communications(register_of(harbour, *met), harbour)}
    assert found["Minutes published"] == case["said"]
