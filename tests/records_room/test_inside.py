"""Keys inside a text: what may be one that stands too far in, and what is prose."""

from __future__ import annotations

import pytest

from partnership_register.model.meeting import Meeting
from partnership_register.records.loading import read_content
from partnership_register.records.placing import Place

PLACE = Place(Meeting, "harbour-board/2026-04-09", "harbour-board")
MINUTE = """\
status: held
minutes: {status: approved}
items:
  - title: Moorings
    minute: |
      The board heard the harbour master.
"""


def said(lines: str) -> list[str]:
    """What is said of a meeting with such lines at the end of the minute of its only item."""
    text = MINUTE + "".join(f"      {line}\n" for line in lines.split("\n"))
    return [problem.sentence for problem in read_content(text.encode(), "x.yml", PLACE)[1]]


@pytest.mark.parametrize("lines", [
    "Actions:\n- one\n- two", "the following\nactions:\n- one", "actions:\n  - one\n  - two",
    "decisions:\n  - the fee stays", "place: hall", "start: 10:00", "text: see below",
    "papers:\n- Annual budget", "papers: none", "- lead: Jones\n- lead: Smith", "other: yes",
    "outcome: good", "links:\n  - title: x", "`status: held`",
])  # fmt: skip
def test_prose_may_begin_lines_with_words_and_colons(lines: str) -> None:
    """Nobody is asked about what no key of the record is followed by."""
    assert said(lines) == []


@pytest.mark.parametrize(("lines", "spaces"), [
    ("decisions:\n  - text: x", 2), ("decisions:\n- text: x\n  outcome: agreed", 2),
    ("actions:\n  - action: Do it", 2), ("papers:\n  - fees", 2), ("added: 2026-04-02", 2),
    ("lead: |\n  x", 2), ("status: held", 6), ("minutes:\n  status: draft", 6),
    ("  - title: Fees\n    lead: x", 6), ("  decisions:\n    - text: x", 4),
])  # fmt: skip
def test_a_key_too_far_in_is_told_how_far(lines: str, spaces: int) -> None:
    """It would be published as words of the minute, and missing from the register."""
    found = said(lines)
    assert len(found) == 1
    assert found[0].endswith(f"; begin it {spaces} spaces further left")
