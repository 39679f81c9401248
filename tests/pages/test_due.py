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
