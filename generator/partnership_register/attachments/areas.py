"""Rectangles on a plane, and how much of a stretch across them lies within any."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle by its edges, in any unit; the left and top ones belong to it."""

    left: int
    top: int
    right: int
    foot: int


class Areas:
    """Many rectangles, laid out so that looking something up costs little however many they are."""

    def __init__(self, areas: Iterable[Area]) -> None:
        each = [area for area in areas if area.left < area.right and area.top < area.foot]
        self._edges = sorted({edge for area in each for edge in (area.top, area.foot)})
        self._stretches = [
            _joined((a.left, a.right) for a in each if a.top <= edge < a.foot)
            for edge in self._edges
        ]

    def part(self, level: int, left: int, right: int) -> float:
        """How much of a stretch from left to right lies within any of them, from 0 to 1.

        >>> Areas([Area(0, 0, 4, 9), Area(6, 0, 8, 9)]).part(3, 2, 10)
        0.5
        """
        at = bisect_right(self._edges, level) - 1
        if at < 0 or right <= left:
            return 0.0
        stretches = self._stretches[at]
        covered = 0
        for begin, end in stretches[max(bisect_right(stretches, (left, left)) - 1, 0) :]:
            if begin >= right:
                break
            covered += max(min(end, right) - max(begin, left), 0)
        return covered / (right - left)


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
