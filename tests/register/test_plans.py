"""What follows from a plan as a whole: refs passed over, and days by which it is to be reviewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boards import board, register_of, rows, within
from partnership_register.model.plan import Plan, missing_refs
from partnership_register.register.gaps import gaps
from partnership_register.register.plans import effectiveness_due, review_standing

CASES = Path(__file__).parent / "plans"


def _plan(*refs: str, **fields: object) -> Plan:
    actions = [{"action": "Do it.", "ref": ref} for ref in refs] or [{"action": "Do it."}]
    given = {"title": "Plan", "status": "approved", "actions": actions} | fields
    found = within(Plan, "plan", **given)
    assert isinstance(found, Plan)
    return found


@pytest.mark.parametrize("case", rows(CASES / "refs.csv"), ids=lambda case: case["case"])
def test_refs_that_are_passed_over(case: dict[str, str]) -> None:
    """Where more than half of what rises behind the same letters is there, the rest is missing."""
    assert missing_refs(case["refs"].split()) == tuple(case["missing"].split())


@pytest.mark.parametrize("case", rows(CASES / "reviews.csv"), ids=lambda case: case["case"])
def test_when_a_plan_is_to_be_gone_through(case: dict[str, str]) -> None:
    """So long after the last time; it is late, and a gap, only once that day is over.

    A plan that never was, and that names no day to count from, is a gap without being late.
    """
    plan = _plan(
        status=case["status"],
        review_every=case["every"],
        period={"start": case["begun"]} if case["begun"] else None,
        reviewed=case["reviewed"].split(),
    )
    register = register_of(board(), plan)
    stands = review_standing(register, plan)
    found = [gap.rule.id for gap in gaps(register) if gap.rule.id == "plan-not-reviewed"]
    assert (str(stands.due or ""), stands.is_late) == (case["due"], case["late"] == "yes")
    assert found == (["plan-not-reviewed"] if case["gap"] == "yes" else [])


@pytest.mark.parametrize("case", rows(CASES / "effects.csv"), ids=lambda case: case["case"])
def test_when_the_effect_of_a_plan_is_still_to_be_reviewed(case: dict[str, str]) -> None:
    """Until the plan is gone through on that day or later; the gap is there as long."""
    plan = _plan(effectiveness_review_due=case["due"] or None, reviewed=case["reviewed"].split())
    register = register_of(board(), plan)
    found = [gap.rule.id for gap in gaps(register) if gap.rule.id == "effectiveness-not-reviewed"]
    still = date.fromisoformat(case["still due"]) if case["still due"] else None
    assert effectiveness_due(plan) == still
    assert found == (["effectiveness-not-reviewed"] if still else [])
