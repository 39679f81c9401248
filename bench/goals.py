"""What counts as fast: every goal as a limit, and whether what was measured keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MIB = 1024 * 1024
"""Memory is in MiB; what is downloaded or published is in kB and MB of 1,000."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit that something measured must not exceed."""

    key: str
    part: str
    """What is limited; the name under which it is measured."""
    limit: float
    unit: str
    size: int | None
    """The number of records for which the goal is set; None where any will do."""


GOALS = (
    Goal("p1", "clean build without search, of the faster of Hugo and Eleventy", 0.7, "x", 10_000),
    Goal("p2", "clean build with search, of Hugo and Pagefind", 0.6, "x", 10_000),
    Goal("p3", "one edit, of Hugo's rebuild", 1 / 8, "x", 10_000),
    Goal("p3", "pages rendered beyond those that changed", 0, "pages", 10_000),
    Goal("p4", "nothing changed, of Hugo's rebuild", 1 / 15, "x", 10_000),
    Goal("p4", "pages rendered", 0, "pages", 10_000),
    Goal("p5", "clean build of 100,000, of that of 10,000", 11, "x", 100_000),
    Goal("p5", "one edit in 100,000, of one in 10,000", 4, "x", 100_000),
    Goal("p5", "peak memory at 10,000", 400, "MiB", None),
    Goal("p5", "peak memory at 100,000", 2048, "MiB", 100_000),
    Goal("p6", "largest meeting page", 30, "kB", None),
    Goal("p6", "largest meeting page, compressed", 8, "kB", None),
    Goal("p6", "all else of a first visit, compressed", 150, "kB", None),
    Goal("p6", "first search, compressed", 350, "kB", 10_000),
    Goal("p6", "register page", 120, "kB", 10_000),
    Goal("p7", "published", 450, "MB", 10_000),
)

Measured = Mapping[tuple[str, str], float]
"""What was measured, by the goal's key and part."""


def counts(goal: Goal, size: int) -> bool:
    """Whether a run with `size` records can tell if the goal is met."""
    return goal.size in (None, size)


def met(goal: Goal, measured: Measured, size: int) -> bool | None:
    """Whether the limit is kept; None where this run cannot tell."""
    value = measured.get((goal.key, goal.part))
    if value is None or not counts(goal, size):
        return None
    return value <= goal.limit


def as_data(measured: Measured, size: int) -> dict[str, dict[str, object]]:
    """For each key its goal, what was measured and whether all of it is met.

    Where a key has one limit, `goal` and `measured` are numbers; where it has several, they are
    mappings of the parts to numbers, and `measured` is null as a whole when no part was measured.
    """
    return {key: _entry(key, measured, size) for key in sorted({goal.key for goal in GOALS})}


def _entry(key: str, measured: Measured, size: int) -> dict[str, object]:
    goals = [goal for goal in GOALS if goal.key == key]
    found = {
        goal.part: round(measured[key, goal.part], 4)
        if counts(goal, size) and (key, goal.part) in measured
        else None
        for goal in goals
    }
    verdicts = [met(goal, measured, size) for goal in goals]
    verdict = False if False in verdicts else None if None in verdicts else True
    limits = {goal.part: round(goal.limit, 4) for goal in goals}
    if len(goals) == 1:
        [part] = limits
        return {"goal": limits[part], "measured": found[part], "met": verdict}
    none = all(value is None for value in found.values())
    return {"goal": limits, "measured": None if none else found, "met": verdict}
