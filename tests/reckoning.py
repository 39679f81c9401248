"""How much is tried: a tenth with every change, all of it for a release, and what was held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

T = TypeVar("T")

TENTH = 10
HELD = "held"
"""The name under which a test's report carries a property that it held."""


@dataclass(frozen=True, slots=True)
class Reckon:
    """What a test asks how much to try, and tells how much it tried."""

    whole: bool
    record: Callable[[str, object], None]

    def many(self, n: int) -> int:
        """`n` for a release, a tenth of it (at least one) with every change."""
        return n if self.whole else max(1, n // TENTH)

    def some(self, cases: Sequence[T]) -> Sequence[T]:
        """All cases for a release, every tenth with every change; always the same ones."""
        return cases if self.whole else cases[::TENTH]

    def held(self, name: str, n: int, what: str) -> None:
        """Note that a property of docs/security.md held for `n` of something."""
        assert n > 0, f"{name} was tried on nothing"
        self.record(HELD, (name, n, what))


def table(reports: Iterable[pytest.TestReport]) -> list[str]:
    """One line a property and thing tried, with how many of them there were."""
    sums: dict[tuple[str, str], int] = {}
    failed: set[str] = set()
    for report in reports:
        for key, value in report.user_properties:
            if key == HELD:
                name, n, what = value  # type: ignore[misc]
                sums[name, what] = sums.get((name, what), 0) + n
                if report.failed:
                    failed.add(name)
    return [
        f"{name:<4} {n:>9,} {what}{': FAILED' if name in failed else ''}"
        for (name, what), n in sorted(sums.items())
    ]
