"""What was drawn on a page of a PDF, and how much of that may be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from partnership_register.attachments.findings import Refused
from partnership_register.attachments.pdf_colours import Colour
from partnership_register.attachments.pdf_fonts import Font
from partnership_register.attachments.pdf_geometry import Box, Point

MOST_STEPS = 1_000_000
"""Operators of all pages together; some four seconds' work."""
MOST_PAINTS = 100_000
"""Shapes and pictures of one page; they are kept until it has been looked at."""
MOST_CONTENT = 48_000_000
"""Bytes of all descriptions of pages together, once they are unpacked."""
TOO_INTRICATE = (
    "has drawings that are too intricate to be looked through",
    "save the drawings as pictures, or publish the paper in smaller files",
)
MOST_WIDTHS = 3_000_000
MOST_PIXELS = 30_000_000
"""Bytes of masks of pictures that are unpacked, to see whether they let anything through."""
LEAST_PICTURE = 32
"""Points of a picture from side to side; what is smaller is an ornament."""
MOST_LETTERS = 400_000
"""Letters of one page; they are kept until it has been looked at."""
MOST_LETTERS_OF_FILE = 2_500_000
"""Letters of all pages together, some thousand pages of print; a few seconds' work."""
MOST_CORNERS = 1_500_000
"""Corners of all shapes of one page that could cover something."""
_LONGEST_TABLE = 4096
"""Bytes of a list of colours."""


@dataclass(slots=True)
class Run:
    """A stretch of text as it was shown."""

    number: int
    """Its place in the order of drawing."""
    points: list[tuple[Point, Point]]
    """Two points of each character, above its foot and below its head."""
    box: Box
    colour: Colour | None
    """None where nobody can tell it."""
    invisible: bool
    height: float
    """Points from foot to head of a letter, or from side to side where that is less."""
    clipped: bool = False
    """Whether all of it lies outside what was clipped to."""
    stencil: bool = False
    """Whether it shows nothing of itself, and only what is painted through it later."""
    said: bytes = b""
    """Its characters, by the codes of its font."""


@dataclass(slots=True)
class Paint:
    """Something that was painted: a shape that was filled, or a picture."""

    number: int
    shapes: list[list[Point]]
    """Empty for a drawing that may cover all of its box or none."""
    even_odd: bool
    box: Box
    colour: Colour | None
    opaque: bool
    picture: bool = False
    looks: int = 1
    """How long it takes to see whether it covers a point, against a box."""

    def covers(self, point: Point) -> bool:
        """Whether a point lies in the shape, and in what was not clipped away."""
        x, y = point
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        turns = crossings = 0
        for shape in self.shapes:
            before = shape[-1]
            for corner in shape:
                if (before[1] <= y) != (corner[1] <= y):
                    along = (y - before[1]) / (corner[1] - before[1])
                    if before[0] + along * (corner[0] - before[0]) > x:
                        turns += 1 if corner[1] > before[1] else -1
                        crossings += 1
                before = corner
        return bool(crossings % 2 if self.even_odd else turns)


class Picture(NamedTuple):
    """A picture as a page draws it, which is an object of the file and large enough to tell."""

    of: tuple[int, int]
    """The number of the object."""
    number: int
    """Its place in the order of drawing."""
    box: Box
    """What is left of it on the paper, where it was clipped."""


@dataclass(slots=True)
class Drawn:
    """All that a page draws."""

    box: Box
    """What of the page is seen."""
    paper: Box
    """The whole page, of which a part may have been cropped away."""
    pictures: list[Picture] = field(default_factory=list)
    stamped_from: int = 0
    """The place in the order from which on it is the looks of links and fields that are drawn."""
    runs: list[Run] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)


@dataclass(slots=True)
class Budget:
    """How much may still be looked at, for all pages of a file together."""

    steps: int = MOST_STEPS
    content: int = MOST_CONTENT
    widths: int = MOST_WIDTHS
    pixels: int = MOST_PIXELS
    letters: int = MOST_LETTERS_OF_FILE
    solid: dict[tuple[int, int], bool] = field(default_factory=dict)
    """Of pictures that were looked at, by their numbers: whether they let nothing through."""
    contents: dict[tuple[int, int], bytes] = field(default_factory=dict)
    """Descriptions that were unpacked, by their numbers, for they may be drawn many times."""
    tables: dict[tuple[int, int], bytes] = field(default_factory=dict)
    listed: set[tuple[int, int]] = field(default_factory=set)
    """Pictures and drawings that the pages say they may show."""
    shown: set[tuple[int, int]] = field(default_factory=set)
    """Those that they do show."""

    def take_steps(self, number: int = 1) -> None:
        """Count operators. Raises Refused where there are too many."""
        self.steps -= number
        if self.steps < 0:
            raise Refused(*TOO_INTRICATE)

    def take_widths(self, font: Font) -> Font:
        """Count what a font says of its characters. Raises Refused where it is too much."""
        self.widths -= len(font.widths)
        if self.widths < 0:
            raise Refused(*TOO_INTRICATE)
        return font

    def take_pixels(self, number: int) -> bool:
        """Whether the pixels of a mask may still be looked at; where not, it is taken for thin."""
        self.pixels -= number
        return self.pixels >= 0

    def take_letters(self, number: int) -> None:
        """Count letters. Raises Refused where there are too many."""
        self.letters -= number
        if self.letters < 0:
            raise Refused(*TOO_INTRICATE)

    def content_of(self, stream: Any) -> bytes:
        """A description of a page or of a part of it, unpacked once and counted at each use.

        Raises Refused where there is too much, and the errors of pikepdf where it is damaged.
        """
        content = self.contents.get(stream.objgen)
        if content is None:
            self._take_bytes(len(stream.read_raw_bytes()))
            content = self.contents[stream.objgen] = stream.read_bytes()
        self._take_bytes(len(content))
        return content

    def table_of(self, stream: Any) -> bytes:
        """A list of colours, as far as one may be used. Raises as for a description."""
        table = self.tables.get(stream.objgen)
        if table is None:
            whole = stream.read_bytes()
            self._take_bytes(max(len(whole), len(stream.read_raw_bytes()), _LONGEST_TABLE))
            table = self.tables[stream.objgen] = whole[:_LONGEST_TABLE]
        return table

    def _take_bytes(self, number: int) -> None:
        self.content -= number
        if self.content < 0:
            raise Refused(*TOO_INTRICATE)
