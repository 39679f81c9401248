"""The path that a page of a PDF is drawing, until it is filled, followed by a line, or clips."""

from __future__ import annotations

from partnership_register.attachments.pdf_geometry import Point, around, curve

_MOST_POINTS = 400
"""A shape of more points is a drawing, not a box that covers something."""
_MOST_OF_LINES = _MOST_POINTS // 8
_MOST_KEPT = 4000
"""Points of a path; of a longer one it is enough to know how far it reaches."""


class Path:
    """Shapes in the coordinates of the page, as lists of points."""

    def __init__(self) -> None:
        self.shapes: list[list[Point]] = []
        self.curved = False
        self.clips = False
        """Whether what is drawn after it is clipped to it."""
        self._ends = 0
        self._kept = 0

    @property
    def is_simple(self) -> bool:
        """Whether it may be something that covers, rather than a drawing."""
        return self._ends <= _MOST_POINTS

    @property
    def may_be_bars(self) -> bool:
        """Whether its lines, drawn thick, may be something that covers."""
        return not self.curved and self._ends <= _MOST_OF_LINES

    def begin(self, shape: list[Point]) -> None:
        """Begin another shape with these points."""
        self._ends += len(shape)
        self._keep(len(shape))
        self.shapes.append(shape)

    def go_through(self, points: list[Point]) -> None:
        """Go on to the last of these points through the others; nothing where none was begun."""
        self._ends += 1
        if self.shapes:
            self._keep(len(points))
            self.shapes[-1] += points

    def bend(self, one: Point | None, two: Point, end: Point) -> None:
        """Go on in a curve (Bézier's); `one` is where the path is, where it is None."""
        self.curved = True
        if self.shapes:
            begin = self.shapes[-1][-1]
            self.go_through(curve(begin, one or begin, two, end))

    def close(self) -> None:
        """Go back to where the last shape began."""
        if self.shapes:
            self.go_through([self.shapes[-1][0]])

    def clear(self) -> None:
        """Begin anew."""
        self.shapes = []
        self.curved = self.clips = False
        self._ends = self._kept = 0

    def _keep(self, number: int) -> None:
        """Make room for points: of those before, once they are many, the farthest are enough."""
        self._kept += number
        if self._kept > _MOST_KEPT and self.shapes:
            left, bottom, right, top = around(self.shapes)
            self.shapes = [[(left, bottom), (right, top), self.shapes[-1][-1]]]
            self._kept = 3 + number
