"""What is due: which actions wait, and for what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boards import board, register_of, rows, within
from partnership_register.model.plan import Plan
from partnership_register.pages import due
from partnership_register.pages.lists import gathered
from partnership_register.pages.shapes import Link

CASES = Path(__file__).parent / "due"


@pytest.mark.parametrize("case", rows(CASES / "waiting.csv"), ids=lambda case: case["case"])
def test_what_an_action_waits_for(case: dict[str, str]) -> None:
    """Open actions on which it depends, and what is outside until it comes."""
    waits: dict[str, object] = {"ref": "1", "action": "Berth.", "status": case["status"] or None}
    needed = {"ref": "2", "action": "Dredge.", "status": case["needs"] or None}
    if case["needs"]:
        waits["links"] = [{"type": "depends-on", "action": "2"}]
    if case["external"]:
        waits["external_dependencies"] = [{"what": case["external"], "came": case["came"] or None}]
    plan = within(Plan, "plan", title="Plan", status="approved", actions=[waits, needed])
    register = register_of(board(), plan)
    page: Any = next(iter(due.pages(register, gathered(due.given(register))))).view
    (block,) = (block for block in page.blocks if block.anchor == "waiting")
    column = [column.label for column in block.table.columns].index("Waits for")
    told = [
        each.text if isinstance(each, Link) else each
        for row in block.table.rows
        for each in row.cells[column]
    ]
    assert " and ".join(told) == case["waits for"]


def test_what_is_ongoing_after_its_day_is_not_said_to_have_none() -> None:
    """It is neither overdue nor to come, and the third list, which has it, says so."""
    actions = [
        {"ref": "1", "action": "Watch.", "timescale": "Ongoing", "due": "2025-03-01"},
        {"ref": "2", "action": "Dredge."},
    ]
    plan = within(Plan, "plan", title="Plan", status="approved", actions=actions)
    register = register_of(board(), plan)
    page: Any = next(iter(due.pages(register, gathered(due.given(register))))).view
    lengths = {block.heading: len(block.actions.rows) for block in page.blocks[:3]}
    assert lengths == {"Overdue": 0, "Due next": 0, "Without a day to come": 2}
    assert page.blocks[2].text == (
        "Open actions for which no day is named, or in words that none could be read from, and"
        " those that are ongoing although their day is past."
    )
