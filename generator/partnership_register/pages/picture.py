"""The picture of the structure: boxes down the page, lines of report at the left, arcs beside.

The same partnerships always give the same picture: nothing is measured, moved or left to chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from partnership_register.pages.shapes import Shape

MARGIN = 4
WIDTH = 300
"""The width of a box at the top."""
INDENT = 26
DEEPEST = 6
"""How often boxes are set in further; those below stand under each other."""
LETTER = 9
"""Room for a letter of type that is 16 units high, a little more than most of them take."""
SIDE = 12
"""Room left and right of the words in a box."""
LINE = 21
PADDING = 9
GAP = 12
CORNER = 10
"""Room at the corners of a box that arcs leave free, at both together."""
NEAREST_ARC = 30
WIDEST_ARC = 190
MOST_ARCS = 12
"""With more, nobody can follow one of them: the picture leaves them all to the list."""
PULL = 0.75
"""How near a curve comes to the points that pull it: three quarters of the way."""


class Line(Shape, frozen=True):
    """A line of text in a box, by the middle of its left edge."""

    x: int
    y: int
    text: str


class Box(Shape, frozen=True):
    """A partnership in the picture."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    url: str

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2


class Edge(Shape, frozen=True):
    """A line between two boxes, said in words for those who point at it."""

    path: str
    title: str


class Picture(Shape, frozen=True):
    """The whole picture with its size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    reports: tuple[Edge, ...]
    beside: tuple[Edge, ...]
    """Arcs between those that work together; empty where there would be too many to follow."""
    is_beside_left_out: bool


class Placed(Shape, frozen=True):
    """What is to be drawn: a name, how far down the tree, below which place, beside which."""

    id: str
    name: str
    url: str
    depth: int
    above: str
    """The id of the one above, empty at the top."""
    beside: tuple[str, ...]


def picture(placed: Sequence[Placed]) -> Picture:
    """Lay out partnerships from top to bottom in the order given."""
    boxes = dict(zip((each.id for each in placed), _boxes(placed), strict=True))
    names = {each.id: each.name for each in placed}
    found = list(_pairs(placed))
    pairs = found if len(found) <= MOST_ARCS else []
    bottom = max((box.y + box.height for box in boxes.values()), default=0)
    return Picture(
        MARGIN + WIDTH + (WIDEST_ARC if pairs else 0) + MARGIN,
        bottom + MARGIN,
        tuple(boxes.values()),
        tuple(_report(boxes[p.above], boxes[p.id], names, p) for p in placed if p.above in boxes),
        tuple(_arcs(pairs, boxes, names)),
        len(found) > MOST_ARCS,
    )


def _boxes(placed: Iterable[Placed]) -> Iterator[Box]:
    top = MARGIN
    for each in placed:
        indent = min(each.depth, DEEPEST) * INDENT
        x, width = MARGIN + indent, WIDTH - indent
        texts = wrap(each.name, (width - 2 * SIDE) // LETTER) or [each.name]
        height = 2 * PADDING + LINE * len(texts)
        lines = tuple(
            Line(x + SIDE, top + PADDING + LINE * number + LINE // 2, text)
            for number, text in enumerate(texts)
        )
        yield Box(x, top, width, height, lines, each.url)
        top += height + GAP


def _report(above: Box, below: Box, names: dict[str, str], placed: Placed) -> Edge:
    """Down from the box above and into the left side of the one below."""
    x = above.x + INDENT // 2
    path = f"M{x} {above.y + above.height}V{below.middle}H{below.x}"
    return Edge(path, f"{placed.name} reports to {names[placed.above]}")


def _pairs(placed: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """Each two that work together, the upper one first, in the order of the page."""
    place = {each.id: number for number, each in enumerate(placed)}
    found = {
        (min(place[each.id], place[other]), max(place[each.id], place[other]))
        for each in placed
        for other in each.beside
        if other in place and other != each.id
    }
    for upper, lower in sorted(found):
        yield placed[upper].id, placed[lower].id


def _arcs(
    pairs: list[tuple[str, str]], boxes: dict[str, Box], names: dict[str, str]
) -> Iterator[Edge]:
    place = {each: number for number, each in enumerate(boxes)}
    ports = _ports(pairs, boxes, place)
    for upper, lower in pairs:
        start, end = ports[upper, lower], ports[lower, upper]
        right = boxes[upper].right
        pull = right + round(_reach(place[lower] - place[upper], len(boxes)) / PULL)
        path = f"M{right} {start}C{pull} {start} {pull} {end} {right} {end}"
        yield Edge(path, f"{names[upper]} works with {names[lower]}")


def _reach(apart: int, count: int) -> int:
    """How far an arc stands out: the further apart the boxes, the further."""
    return NEAREST_ARC + (WIDEST_ARC - NEAREST_ARC) * (apart - 1) // max(1, count - 1)


def _ports(
    pairs: list[tuple[str, str]], boxes: dict[str, Box], place: dict[str, int]
) -> dict[tuple[str, str], int]:
    """The height at which each box meets the arc to another.

    Arcs that go up leave above those that go down, and those that go the same way stand in the
    order in which they do not cross: the one to the nearest box is always the innermost.
    """
    partners: dict[str, list[str]] = {}
    for one, other in pairs:
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    ports = {}
    for box, others in partners.items():
        here = place[box]
        others.sort(key=lambda other: (place[other] > here, -place[other]))
        step = (boxes[box].height - CORNER) / len(others)
        for number, other in enumerate(others):
            ports[box, other] = round(boxes[box].y + CORNER / 2 + step * (number + 0.5))
    return ports
