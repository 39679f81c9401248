"""Text of a PDF that is in the file and not on the page: under a box, white on white, outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import pikepdf

from partnership_register.attachments.findings import Finding, Refused
from partnership_register.attachments.pdf_colours import Colour
from partnership_register.attachments.pdf_drawing import drawn_pages
from partnership_register.attachments.pdf_drawn import (
    TOO_INTRICATE,
    Budget,
    Drawn,
    Paint,
    Picture,
    Run,
)
from partnership_register.attachments.pdf_geometry import Box, Point, common, is_box

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
_SPOTS = (0.03, 0.2, 0.4, 0.6, 0.8, 0.97)
_FOR_CUTTING = 20.0
"""Points by which pictures reach beyond an edge where paper is cut."""
_MOST_OF_IT = 0.9
_SCANNED = 0.8
"""A picture of so much of a page is a scan, or a photograph of a cover."""
_NUMBER_OF_PAGE = 10
"""Characters; a page with more of its own is a designed one, whose boxes may be ornaments."""
_LETTER = 6.0
"""Points from side to side of a box that could cover a letter."""
_HALO = 2.0
"""Points by which letters may lie aside from those that are drawn pale around them."""
_ROW = 4
"""Texts in a row that make it sure that the same thing was drawn, though each may be one letter."""
_ASIDE = 0.6
"""Points by which the places of such texts may differ."""
_MOST_OUTSIDE = 5000
"""Texts outside a page that are sought on others."""
_MOST_ALIKE = 100

_Key = tuple[tuple[bytes, ...], int]

_REDACT = (
    "a box only covers the text: delete the text in the program that made the paper, or use"
    " Acrobat's Redact and then Sanitise, and save it as a PDF again"
)
_PICTURE = "delete the picture in the program that made the paper, and save it as a PDF again"
_SCAN = (
    "cut or cover it on the paper and scan that again, or use Acrobat's Redact and then Sanitise"
)
_PRINT = "delete what must not be read in the program that made it, and save it as a PDF again"


def hidden_findings(pdf: pikepdf.Pdf, budget: Budget) -> Iterator[Finding]:
    """What is written on the pages and cannot be seen there, with the number of a page."""
    looks = _Looks()
    said: dict[str, int] = {}
    outside: dict[int, list[_Part]] = {}
    pictures: dict[tuple[int, int], int] = {}
    seen: set[tuple[int, int]] = set()
    for number, drawn in enumerate(drawn_pages(pdf, budget), 1):
        page = _Page(drawn, looks)
        for what in page.hidden():
            said.setdefault(what, number)
        if page.outside:
            outside[number] = page.outside
        for picture in drawn.pictures:
            pictures.setdefault(picture.of, number)
            if picture.of not in seen and page.shows(picture):
                seen.add(picture.of)
    if unseen := [number for of, number in pictures.items() if of not in seen]:
        said.setdefault("picture", min(unseen))
    for number in _not_seen_elsewhere(pdf, budget, looks, outside):
        said.setdefault("outside", number)
    for what, number in said.items():
        yield Finding(f"{_SAID[what]} on page {number}", _HINTS.get(what, _PRINT))


_SAID = {
    "covered": "has text under a box or a picture that covers it",
    "same": "has text in the colour of its ground, which cannot be seen,",
    "unseen": "has invisible text",
    "tiny": "has text too small to be seen",
    "outside": "has text outside the part of the page that is shown",
    "picture": "has a picture that cannot be seen, off the page or under a box,",
    "cropped": "has a picture or a scan of which a part was only cropped away",
    "boxed": "has a box over a scan, which is still whole below it,",
}


_HINTS = {"covered": _REDACT, "picture": _PICTURE, "cropped": _SCAN, "boxed": _SCAN}


class _Part(NamedTuple):
    """A text beyond what is shown, among those before or after it."""

    characters: int
    among: list[_Row]
    """Each row of texts that it is one of."""


class _Row(NamedTuple):
    """Texts that were drawn one after another, and which of them is meant."""

    words: tuple[bytes, ...]
    which: int
    places: list[float]
    """How far each lies from the first, to the right and up."""

    def key(self) -> _Key:
        """What rows that may be the same have in common."""
        return self.words, self.which

    def is_one(self, others: list[_Row]) -> bool:
        """Whether others were drawn alike."""
        return any(
            all(abs(a - b) <= _ASIDE for a, b in zip(self.places, other.places, strict=True))
            for other in others[:_MOST_ALIKE]
        )


def _not_seen_elsewhere(
    pdf: pikepdf.Pdf, budget: Budget, looks: _Looks, outside: Mapping[int, list[_Part]]
) -> Iterator[int]:
    """Pages with text outside of them that no other page shows.

    A chart that reaches over several pages is drawn whole on each and shown there in part.
    """
    wanted = {row.key() for parts in outside.values() for part in parts for row in part.among}
    seen: dict[_Key, list[_Row]] = defaultdict(list)
    try:
        for drawn in drawn_pages(pdf, budget) if wanted else ():
            for row in _Page(drawn, looks).rows_seen(wanted):
                seen[row.key()].append(row)
    except Refused:
        seen.clear()  # too long to be drawn twice, and the text outside is reason enough
    for number, parts in outside.items():
        unseen = (p for p in parts if not any(row.is_one(seen[row.key()]) for row in p.among))
        if sum(part.characters for part in unseen) >= _FEW:
            yield number


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
        self.in_bars = 0
        self.same_words: dict[bytes, list[Run]] | None = None
        self.outside: list[_Part] = []
        """Where text lies outside, and how much of it; empty where it is but a few characters."""

    def hidden(self) -> Iterator[str]:
        """In a word each: what is hidden on this page, where it is more than a few characters."""
        characters: dict[str, int] = defaultdict(int)
        outside: list[int] = []
        for at, run in enumerate(self.drawn.runs):
            if run.clipped or self._is_outside(run):
                outside.append(at)
            elif run.height <= _SMALLEST:
                characters["tiny"] += len(run.points)
            else:
                characters[self._among_paints(run)] += len(run.points)
        characters["covered"] = self.covered
        characters["same"] += self.in_bars
        runs = self.drawn.runs
        if sum(len(runs[at].points) for at in outside) >= _FEW:
            among = len(outside) <= _MOST_OUTSIDE
            self.outside = [
                _Part(len(runs[at].points), [*self._rows(at)] if among else []) for at in outside
            ]
        few = {"covered": _FEW_COVERED}
        yield from (what for what in _SAID if characters[what] >= few.get(what, _FEW))
        if any(map(self._is_cropped, self.drawn.pictures)):
            yield "cropped"
        if self._has_boxed_scan():
            yield "boxed"

    def shows(self, picture: Picture) -> bool:
        """Whether something of a picture is on the page, and under no box."""
        left, bottom, right, top = common(picture.box, self.drawn.box)
        if right - left < 1 or top - bottom < 1:
            return False
        boxes = [p for p in self.drawn.paints if p.opaque and not p.picture]
        self.looks.take(len(boxes) // 10)
        over = [p for p in boxes if p.number > picture.number and _overlap(p.box, picture.box)]
        self.looks.take(4 * sum(p.looks for p in over))
        spots = [(left + (right - left) * x, bottom + (top - bottom) * y)
                 for x in _SPOTS for y in _SPOTS]  # fmt: skip
        return not all(any(p.covers(spot) for p in over) for spot in spots)

    def _is_cropped(self, picture: Picture) -> bool:
        """Whether more of a scan was cropped away than printers leave around for cutting."""
        kept, whole = common(picture.box, self.drawn.box), picture.box
        if _area(whole) <= _OF_A_PAGE * _area(self.drawn.paper):
            return False
        widest = max(abs(a - b) for a, b in zip(kept, whole, strict=True))
        return widest > _FOR_CUTTING and _area(kept) < _MOST_OF_IT * _area(whole)

    def _has_boxed_scan(self) -> bool:
        """Whether boxes lie on a scan and are all that does, but for a number of the page."""
        size = _area(self.drawn.box)
        scans = [p for p in self.drawn.pictures if _area(p.box) > _SCANNED * size]
        if not scans:
            return False
        own = range(scans[0].number + 1, self.drawn.stamped_from)
        after = [p for p in self.drawn.paints if p.number in own and not p.picture]
        if not after or not all(p.opaque and p.shapes and is_box(p.shapes) for p in after):
            return False
        runs = [run for run in self.drawn.runs if not run.invisible]
        if sum(len(run.points) for run in runs) > _NUMBER_OF_PAGE:
            return False
        self.looks.take(len(after) * (1 + len(runs)))
        return any(
            p.box[2] - p.box[0] > _LETTER
            and p.box[3] - p.box[1] > _LETTER
            and _area(p.box) < _OF_A_PAGE * size
            and not any(_overlap(p.box, run.box) for run in runs)
            for p in after
        )

    def rows_seen(self, wanted: Collection[_Key]) -> Iterator[_Row]:
        """Rows of texts, of those that are wanted, whose own text is to be seen on this page."""
        for at, run in enumerate(self.drawn.runs):
            rows = [row for row in self._rows(at) if row.key() in wanted]
            if rows and self._is_seen(run):
                yield from rows

    def _is_seen(self, run: Run) -> bool:
        if run.clipped or self._is_outside(run) or run.height <= _SMALLEST:
            return False
        before = self.covered, self.in_bars
        return not self._among_paints(run) and (self.covered, self.in_bars) == before

    def _rows(self, at: int) -> Iterator[_Row]:
        """Each row of texts, as they were drawn, that one of them is in."""
        runs = self.drawn.runs
        for first in range(max(0, at - _ROW + 1), min(at, len(runs) - _ROW) + 1):
            row = runs[first : first + _ROW]
            x, y = row[0].box[:2]
            places = [each for run in row for each in (run.box[0] - x, run.box[1] - y)]
            yield _Row(tuple(run.said for run in row), at - first, places)

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
        if self._is_of_its_ground(run, paints, middle):
            return "same"
        self.in_bars += self._letters_in_bars(run, paints)
        return ""

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
        return ground is not None and _alike(run.colour, ground) and not self._is_halo(run)

    def _letters_in_bars(self, run: Run, paints: list[Paint]) -> int:
        """How many letters of a text lie on a bar of its own colour, though its middle does not."""
        colour = run.colour
        if colour is None or _alike(colour, _WHITE):
            return 0
        before = sorted((p for p in paints if p.number < run.number), key=lambda p: -p.number)
        if not any(p.colour is not None and _alike(p.colour, colour) for p in before):
            return 0
        self.looks.take(sum(p.looks for p in before) * len(run.points))
        grounds = (
            next((p.colour for p in before if not p.shapes or _on(p, pair)), _WHITE)
            for pair in run.points
        )
        letters = sum(1 for ground in grounds if ground is not None and _alike(ground, colour))
        return 0 if letters and self._is_halo(run) else letters

    def _is_halo(self, run: Run) -> bool:
        """Whether the same letters follow in another colour: this one only sets them off."""
        if self.same_words is None:
            self.same_words = defaultdict(list)
            for each in self.drawn.runs:
                self.same_words[each.said].append(each)
        later = self.same_words[run.said]
        self.looks.take(len(later))
        return any(
            other.number > run.number
            and not other.invisible
            and not other.stencil
            and (other.colour is None or run.colour is None or not _alike(other.colour, run.colour))
            and all(abs(a - b) <= _HALO for a, b in zip(other.box, run.box, strict=True))
            for other in later
        )

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
