"""What the records lack: each rule finds what it is for and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from partnership_register.model.partnership import Partnership
from partnership_register.records import load
from partnership_register.register import Register, problems_of
from partnership_register.register.gaps import RULES, Gap, gaps, gaps_of
from places import AS_OF

CASES = Path(__file__).parent / "gaps"


@pytest.fixture(scope="module")
def cases() -> Register:
    """One partnership that lacks nothing, one that has nothing, others that lack single things."""
    records = load(CASES / "partnerships")
    assert not records.problems
    assert records.council
    register = Register(records, records.council, AS_OF)
    assert not problems_of(register)
    return register


def test_gaps(cases: Register, expect: Callable[[str, Path], None]) -> None:
    """Every gap by its rule, with its sentence and the place to mend."""
    expect("".join(f"{_told(gap)}\n" for gap in gaps(cases)), CASES / "expected.txt")


def test_every_rule_finds_something(cases: Register) -> None:
    """A rule added without a case of its own would go untested."""
    assert {gap.rule.id for gap in gaps(cases)} == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_whole_partnership_has_the_gaps_of_its_shared_risks_alone(cases: Register) -> None:
    """Nothing is asked of it that it has, and nothing of one that is closed."""
    whole, ended = cases.get(Partnership, "whole"), cases.get(Partnership, "ended")
    assert whole
    assert ended
    assert [_told(gap) for gap in gaps_of(cases, whole)] == [
        "risk-not-reviewed: A storm breaks the mole: not reviewed since 1 February 2024."
        " (risk storm)"
    ]
    assert gaps_of(cases, ended) == ()


def test_each_gap_of_a_partnership_is_among_all_gaps_once(cases: Register) -> None:
    """The lists of the partnerships and the list of all are the same gaps."""
    of_each = [gap for p in cases.all(Partnership) for gap in gaps_of(cases, p) if gap.partnership]
    whole = [gap for gap in gaps(cases) if gap.partnership]
    assert sorted(map(_told, of_each)) == sorted(map(_told, whole))


def _told(gap: Gap) -> str:
    place = f"{gap.entry.kind} {gap.entry.record.id}{'#' if gap.entry.anchor else ''}"
    return f"{gap.rule.id}: {gap.sentence} ({place}{gap.entry.anchor})"
