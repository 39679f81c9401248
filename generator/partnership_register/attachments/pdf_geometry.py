"""Points, boxes and changes of coordinates on a page of a PDF."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""
Point = tuple[float, float]

UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def box_of(numbers: Any) -> Box:
    """Four numbers of a PDF as a box, whichever corners they give."""
    left, bottom, right, top = (float(number) for number in numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def common(one: Box, other: Box) -> Box:
    """What two boxes have in common; of no width or height where that is nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def around(shapes: list[list[Point]]) -> Box:
    """The box round shapes."""
    xs = [x for shape in shapes for x, _ in shape]
    ys = [y for shape in shapes for _, y in shape]
    return min(xs), min(ys), max(xs), max(ys)


def lies_in(box: Box, point: Point) -> bool:
    """Whether a point lies in a box or on its edge."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def is_box(shapes: list[list[Point]]) -> bool:
    """Whether a shape is one box that stands upright."""
    sides = [pair for shape in shapes for pair in pairwise(shape)]
    upright = all(abs(a[0] - b[0]) < 0.01 or abs(a[1] - b[1]) < 0.01 for a, b in sides)
    return len(shapes) == 1 and len(sides) <= 4 and upright


def line_as_box(one: Point, other: Point, half: float, *, beyond: bool) -> list[Point]:
    """A thick line as a box; nothing where it has no length."""
    x, y = other[0] - one[0], other[1] - one[1]
    length = (x * x + y * y) ** 0.5
    if length < 0.01:
        return []
    x, y = x / length * half, y / length * half
    if beyond:
        one, other = (one[0] - x, one[1] - y), (other[0] + x, other[1] + y)
    return [(one[0] - y, one[1] + x), (other[0] - y, other[1] + x),
            (other[0] + y, other[1] - x), (one[0] + y, one[1] - x)]  # fmt: skip


def curve(begin: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """Points along a curve (Bézier's) behind its beginning, close enough for letters in it."""
    return [
        (
            p * begin[0] + q * one[0] + r * two[0] + s * end[0],
            p * begin[1] + q * one[1] + r * two[1] + s * end[1],
        )
        for p, q, r, s in _ALONG
    ] + [end]


_PARTS = 6
_ALONG = [
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    for t in (n / _PARTS for n in range(1, _PARTS))
]


def scale_of(matrix: Matrix) -> float:
    """By how much a change of coordinates makes lengths longer, on average."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def times(one: Matrix, other: Matrix) -> Matrix:
    """First one change of coordinates, then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def moved(matrix: Matrix, point: Point) -> Point:
    """A point in the coordinates of the page."""
    x, y = point
    return (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )


def moved_corners(matrix: Matrix, box: Box) -> list[Point]:
    """The corners of a box, from the first round to the first, in the coordinates of the page."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    # As `moved` has it for each of them, which takes twice as long.
    begin_x, begin_y, end_x, end_y = a * left, b * left, a * right, b * right
    low_x, low_y, high_x, high_y = c * bottom, d * bottom, c * top, d * top
    first = (begin_x + low_x + e, begin_y + low_y + f)
    second = (end_x + low_x + e, end_y + low_y + f)
    third = (end_x + high_x + e, end_y + high_y + f)
    fourth = (begin_x + high_x + e, begin_y + high_y + f)
    return [first, second, third, fourth, first]
