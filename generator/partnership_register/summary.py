"""What a build did, in figures and in a line for whoever waited for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Summary:
    """What a build did."""

    site_dir: Path = Path()
    records: int = 0
    parsed: int = 0
    """How many records were read anew; the others were known from an earlier build."""
    pages: int = 0
    rendered: int = 0
    indexed: int = 0
    """How many pages were read for the search."""
    withheld: int = 0
    """How many things of the records the public may not see."""
    removed: int = 0
    """How many files of the former site are gone."""
    changed: list[str] = field(default_factory=list)
    """The addresses of the pages that were rendered, as far as they are few."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each stage took, by its name."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    def lines(self) -> Iterator[str]:
        """The summary as people read it."""
        yield (
            f"{_counted(self.pages, 'page')} from {_counted(self.records, 'record')},"
            f" in {self.site_dir}: {_counted(self.parsed, 'record')} read,"
            f" {_counted(self.rendered, 'page')} rendered, {self.pages - self.rendered:,} reused,"
            f" {self.removed:,} removed."
        )
        if self.withheld:
            yield f"Withheld: {_counted(self.withheld, 'thing')}; register disclosure says which."
        if 0 < len(self.changed) <= MOST_NAMED:
            yield f"Rendered: {', '.join(self.changed)}"
        stages = ", ".join(f"{name} {took:.2f} s" for name, took in self.seconds.items())
        yield f"{sum(self.seconds.values()):.2f} s: {stages}."


MOST_NAMED = 8
"""Up to so many pages a summary names those that were rendered."""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
