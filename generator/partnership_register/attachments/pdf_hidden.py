"""Text of a PDF that is in the file and not on the page: under a box, white on white, outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from partnership_register.attachments.findings import Finding, Refused
from partnership_register.attachments.pdf_colours import Colour
from partnership_register.attachments.pdf_drawing import drawn_pages
from partnership_register.attachments.pdf_drawn import TOO_INTRICATE, Budget, Drawn, Paint, Run
from partnership_register.attachments.pdf_geometry import Box, Point

_MOST_LOOKS = 4_000_000
"""Pairs of a text and something painted that are looked at, for all pages together."""
_FEW = 3
"""Characters; fewer than these may be unseen by chance."""
_FEW_COVERED = 2
"""A box over a single one may be the edge of something; two are an age, or initials."""
_NEAR = 0.06
"""Two colours are one to the eye where no part differs by more, from 0 to 1."""
_WHITE: Colour = (1, 1, 1)
_OF_A_PAGE = 0.5
"""A picture of so much of a page is a scan: text behind it says what the scan shows."""
_SMALLEST = 1.0
"""Points from foot to head; smaller text is not there to be read."""
_BEYOND = 3.0
"""Points beyond the edge of a page that still count as on it."""

_REDACT = (
    "a box only covers the text: delete the text in the program that made the paper, or use"
    " Acrobat's Redact and then Sanitise, and save it as a PDF again"
)
_PRINT = "delete what must not be read in the program that made it, and save it as a PDF again"


def hidden_findings(pdf: pikepdf.Pdf, budget: Budget) -> Iterator[Finding]:
    """What is written on the pages and cannot be seen there, with the number of a page."""
    looks = _Looks()
    said: dict[str, int] = {}
    for number, drawn in enumerate(drawn_pages(pdf, budget), 1):
        for what in _Page(drawn, looks).hidden():
            said.setdefault(what, number)
    for what, number in said.items():
        yield Finding(f"{_SAID[what]} on page {number}", _REDACT if what == "covered" else _PRINT)


_SAID = {
    "covered": "has text under a box or a picture that covers it",
    "same": "has text in the colour of its ground, which cannot be seen,",
    "unseen": "has invisible text",
    "tiny": "has text too small to be seen",
    "outside": "has text outside the part of the page that is shown",
}


class _Looks:
    """Counts what is compared, so that no file can keep us for ever."""

    def __init__(self) -> None:
        self.left = _MOST_LOOKS

    def take(self, number: int) -> None:
        self.left -= number
        if self.left < 0:
            raise Refused(*TOO_INTRICATE)


class _Page:
    """One page: its paints in bands from foot to head, so that only near ones are compared."""

    def __init__(self, drawn: Drawn, looks: _Looks) -> None:
        self.drawn = drawn
        self.looks = looks
        self.foot = drawn.box[1]
        self.band = max(12.0, (drawn.box[3] - drawn.box[1]) / 400)
        self.paints: dict[int, list[Paint]] = defaultdict(list)
        for paint in drawn.paints:
            bands = self._bands(paint.box)
            looks.take(1 + len(bands) // 8)
            for band in bands:
                self.paints[band].append(paint)
        self.covered = 0

    def hidden(self) -> Iterator[str]:
        """In a word each: what is hidden on this page, where it is more than a few characters."""
        characters: dict[str, int] = defaultdict(int)
        for run in self.drawn.runs:
            if run.clipped or self._is_outside(run):
                characters["outside"] += len(run.points)
            elif run.height <= _SMALLEST:
                characters["tiny"] += len(run.points)
            else:
                characters[self._among_paints(run)] += len(run.points)
        characters["covered"] = self.covered
        few = {"covered": _FEW_COVERED}
        yield from (what for what in _SAID if characters[what] >= few.get(what, _FEW))

    def _among_paints(self, run: Run) -> str:
        """Whether a text cannot be seen for its colour, and who covers it."""
        near = {id(p): p for band in self._bands(run.box) for p in self.paints.get(band, ())}
        self.looks.take(len(near))
        paints = [p for p in near.values() if _overlap(p.box, run.box)]
        self.looks.take(sum(p.looks for p in paints))
        middle = run.points[len(run.points) // 2]
        scan = next((p for p in reversed(paints) if p.picture and _on(p, middle)), None)
        if run.stencil:
            return "" if any(paint.number > run.number for paint in paints) else "unseen"
        hiding = [p for p in paints if p.opaque and self._may_hide(p, run, scan)]
        self.looks.take(sum(p.looks for p in hiding) * len(run.points))
        self.covered += sum(1 for pair in run.points if any(_on(p, pair) for p in hiding))
        if run.invisible:
            return "" if scan else "unseen"
        return "same" if self._is_of_its_ground(run, paints, middle) else ""

    def _may_hide(self, paint: Paint, run: Run, scan: Paint | None) -> bool:
        if run.invisible:
            # text that a scanner read lies over or under its picture; a box on the picture hides it
            return scan is not None and not paint.picture and paint.number > scan.number
        if paint.number < run.number:
            return False
        return not (paint.picture and _area(paint.box) > _OF_A_PAGE * _area(self.drawn.box))

    def _is_of_its_ground(self, run: Run, paints: list[Paint], middle: tuple[Point, Point]) -> bool:
        if run.colour is None:
            return False
        before = (p for p in paints if p.number < run.number)
        beneath = [p for p in before if _on(p, middle) or not p.shapes]
        ground = max(beneath, key=lambda paint: paint.number).colour if beneath else _WHITE
        return ground is not None and _alike(run.colour, ground)

    def _is_outside(self, run: Run) -> bool:
        left, bottom, right, top = self.drawn.box
        box = run.box
        return (
            box[2] < left - _BEYOND
            or box[0] > right + _BEYOND
            or box[3] < bottom - _BEYOND
            or box[1] > top + _BEYOND
        )

    def _bands(self, box: Box) -> range:
        first = max(-1, min(401, int((box[1] - self.foot) / self.band)))
        last = max(-1, min(401, int((box[3] - self.foot) / self.band)))
        return range(first, last + 1)


def _on(paint: Paint, pair: tuple[Point, Point]) -> bool:
    return paint.covers(pair[0]) and paint.covers(pair[1])


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
