"""What a page of a PDF draws, in order: stretches of text, and what is painted beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from partnership_register.attachments.findings import Refused
from partnership_register.attachments.pdf_content import Operand, steps
from partnership_register.attachments.pdf_fonts import Font, font_of

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""
Point = tuple[float, float]
Colour = tuple[float, float, float]

UNIT: Matrix = (1, 0, 0, 1, 0, 0)
MOST_STEPS = 2_000_000
"""Operators of all pages together; some ten seconds' work."""
MOST_CONTENT = 48_000_000
"""Bytes of all descriptions of pages together, once they are unpacked."""
TOO_INTRICATE = (
    "has drawings that are too intricate to be looked through",
    "save the drawings as pictures, or publish the paper in smaller files",
)
MOST_WIDTHS = 3_000_000
MOST_LETTERS = 400_000
"""Letters of one page."""
_DEEPEST = 12
_AS_STEPS = 40
"""To look up a picture or a drawing takes as long as so many operators."""
_MOST_SAVED = 2000
_MOST_POINTS = 400
"""A shape of more points is a drawing, not a box that covers something."""


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
    """Points from foot to head of a letter."""


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


@dataclass(slots=True)
class Drawn:
    """All that a page draws."""

    box: Box
    """What of the page is seen."""
    runs: list[Run] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)


@dataclass(slots=True)
class Budget:
    """How much may still be looked at, for all pages of a file together."""

    steps: int = MOST_STEPS
    content: int = MOST_CONTENT
    widths: int = MOST_WIDTHS

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

    def take_content(self, content: bytes) -> bytes:
        """Count the bytes of a description. Raises Refused where there are too many."""
        self.content -= len(content)
        if self.content < 0:
            raise Refused(*TOO_INTRICATE)
        return content


@dataclass(slots=True)
class _State:
    matrix: Matrix
    clip: Box
    fill: Colour | None = (0, 0, 0)
    space: str = "/DeviceGray"
    alpha: float = 1.0
    plain: bool = True
    """Whether nothing but its alpha makes what is painted thinner."""
    font: Font = field(default_factory=Font)
    size: float = 0.0
    apart: float = 0.0
    words_apart: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class Drawing:
    """Draws one page without ink, and notes what it would show."""

    def __init__(self, box: Box, fonts: dict[tuple[int, int], Font], budget: Budget) -> None:
        self.drawn = Drawn(box)
        self.fonts = fonts
        self.budget = budget
        self.state = _State(UNIT, box)
        self.saved: list[_State] = []
        self.shapes: list[list[Point]] = []
        self.clipping = False
        self.line: Matrix = UNIT
        self.here: Matrix = UNIT
        self.resources: Any = pikepdf.Dictionary()
        self.depth = 0
        self.number = 0
        self.letters = 0

    def draw(self, content: bytes, resources: Any) -> None:
        """Follow a description. Raises Refused where it is too long."""
        outer, self.resources = self.resources, resources
        try:
            for operator, operands in steps(content):
                self.budget.take_steps()
                do = _OPERATORS.get(operator)
                if do:
                    self._do(do, operands)
        finally:
            self.resources = outer

    def _do(self, do: Callable[[Drawing, list[Operand]], None], operands: list[Operand]) -> None:
        """One operator; viewers pass over those that lack what they need, and so is it here."""
        try:
            do(self, operands)
        except (IndexError, TypeError, ValueError, OverflowError, KeyError, ZeroDivisionError):
            return

    # The state

    def _save(self, _: list[Operand]) -> None:
        if len(self.saved) < _MOST_SAVED:
            self.saved.append(replace(self.state))

    def _restore(self, _: list[Operand]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _concat(self, operands: list[Operand]) -> None:
        self.state.matrix = times(_matrix(operands), self.state.matrix)

    def _graphics_state(self, operands: list[Operand]) -> None:
        given = self._resource("/ExtGState", operands)
        state = self.state
        if "/ca" in given:
            state.alpha = float(given["/ca"])
        if "/BM" in given or "/SMask" in given:
            mode, mask = given.get("/BM", "/Normal"), given.get("/SMask", "/None")
            state.plain = str(mode) in ("/Normal", "/Compatible") and str(mask) == "/None"
        if "/Font" in given:
            state.font, state.size = self._known_font(given["/Font"][0]), float(given["/Font"][1])

    def _gray(self, operands: list[Operand]) -> None:
        self.state.fill, self.state.space = _of_gray(_numbers(operands)), "/DeviceGray"

    def _rgb(self, operands: list[Operand]) -> None:
        self.state.fill, self.state.space = _of_rgb(_numbers(operands)), "/DeviceRGB"

    def _cmyk(self, operands: list[Operand]) -> None:
        self.state.fill, self.state.space = _of_cmyk(_numbers(operands)), "/DeviceCMYK"

    def _colour_space(self, operands: list[Operand]) -> None:
        name = str(operands[-1])
        self.state.space = self._space(name)
        self.state.fill = (0, 0, 0) if self.state.space else None

    def _colour(self, operands: list[Operand]) -> None:
        of = _COLOURS.get(self.state.space)
        self.state.fill = of(_numbers(operands)) if of else None

    def _space(self, name: str) -> str:
        """A space of colours by the device that it is like; empty where none is."""
        if name in _COLOURS:
            return name
        space = self.resources.get("/ColorSpace", {}).get(name)
        if isinstance(space, pikepdf.Name):
            return str(space) if str(space) in _COLOURS else ""
        if not isinstance(space, pikepdf.Array) or not len(space):
            return ""
        if str(space[0]) == "/ICCBased":
            return _BY_CHANNELS.get(int(space[1].get("/N", 0)), "")
        return {"/CalGray": "/DeviceGray", "/CalRGB": "/DeviceRGB"}.get(str(space[0]), "")

    # Shapes

    def _rectangle(self, operands: list[Operand]) -> None:
        x, y, width, height = _numbers(operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.shapes.append([moved(self.state.matrix, corner) for corner in corners])

    def _move(self, operands: list[Operand]) -> None:
        x, y = _numbers(operands)
        self.shapes.append([moved(self.state.matrix, (x, y))])

    def _go_on(self, operands: list[Operand]) -> None:
        *_, x, y = _numbers(operands)
        if self.shapes:
            self.shapes[-1].append(moved(self.state.matrix, (x, y)))

    def _clip(self, _: list[Operand]) -> None:
        self.clipping = True

    def _end_path(self, _: list[Operand]) -> None:
        if self.clipping and self.shapes:
            self.state.clip = common(self.state.clip, _around(self.shapes))
        self.clipping = False
        self.shapes = []

    def _fill_nonzero(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=False)

    def _fill_even_odd(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=True)

    def _fill_shapes(self, *, even_odd: bool) -> None:
        if self.shapes:
            simple = sum(map(len, self.shapes)) <= _MOST_POINTS
            shapes = self.shapes if simple else []
            box = common(self.state.clip, _around(self.shapes))
            self._paint(shapes, box, self.state.fill if simple else None, even_odd=even_odd)
        self._end_path([])

    def _shade(self, _: list[Operand]) -> None:
        self._paint([], self.state.clip, None)

    def _paint(
        self,
        shapes: list[list[Point]],
        box: Box,
        colour: Colour | None,
        *,
        even_odd: bool = False,
        picture: bool = False,
        solid: bool = True,
    ) -> None:
        state = self.state
        if box[2] - box[0] < 1 or box[3] - box[1] < 1 or state.alpha < 0.02:
            return
        opaque = bool(shapes) and solid and state.plain and state.alpha > 0.98
        opaque = opaque and (picture or colour is not None)
        self.number += 1
        ground = colour if opaque and not picture else None
        self.drawn.paints.append(Paint(self.number, shapes, even_odd, box, ground, opaque, picture))

    # Pictures, and drawings within drawings

    def _inline_picture(self, _: list[Operand]) -> None:
        self._picture(solid=False)

    def _picture(self, *, solid: bool) -> None:
        corners = [moved(self.state.matrix, corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        box = common(self.state.clip, _around([corners]))
        self._paint([corners], box, None, picture=True, solid=solid)

    def _external(self, operands: list[Operand]) -> None:
        self.budget.take_steps(_AS_STEPS)
        drawing = self._resource("/XObject", operands)
        if drawing.get("/Subtype") == "/Image":
            masks = ("/SMask", "/Mask", "/ImageMask", "/SMaskInData")
            self._picture(solid=not any(mask in drawing for mask in masks))
        elif drawing.get("/Subtype") == "/Form" and self.depth < _DEEPEST:
            self._within(drawing)

    def _within(self, drawing: Any) -> None:
        outer = replace(self.state), self.saved, self.line, self.here
        self.saved = []
        if "/Matrix" in drawing:
            self._concat([float(number) for number in drawing["/Matrix"]])
        if "/BBox" in drawing:
            left, bottom, right, top = _box(drawing["/BBox"])
            corners = ((left, bottom), (right, bottom), (right, top), (left, top))
            box = [moved(self.state.matrix, corner) for corner in corners]
            self.state.clip = common(self.state.clip, _around([box]))
        self.depth += 1
        try:
            content = self.budget.take_content(drawing.read_bytes())
            self.draw(content, drawing.get("/Resources", self.resources))
        finally:
            self.depth -= 1
            self.state, self.saved, self.line, self.here = outer

    # Text

    def _begin_text(self, _: list[Operand]) -> None:
        self.line = self.here = UNIT

    def _choose_font(self, operands: list[Operand]) -> None:
        self.state.size = _numbers(operands[-1:])[0]
        self.state.font = Font()
        self.state.font = self._known_font(self._resource("/Font", operands[:1]))

    def _text_matrix(self, operands: list[Operand]) -> None:
        self.line = self.here = _matrix(operands)

    def _next_line(self, operands: list[Operand]) -> None:
        x, y = _numbers(operands)
        self.line = self.here = times((1, 0, 0, 1, x, y), self.line)

    def _next_line_leading(self, operands: list[Operand]) -> None:
        self.state.leading = -_numbers(operands)[1]
        self._next_line(operands)

    def _line_below(self, _: list[Operand]) -> None:
        self._next_line([0.0, -self.state.leading])

    def _show_plain(self, operands: list[Operand]) -> None:
        self._show_pieces([operands[-1]])

    def _show_spaced(self, operands: list[Operand]) -> None:
        pieces = operands[-1]
        self._show_pieces(pieces if isinstance(pieces, list) else [pieces])

    def _show_below(self, operands: list[Operand]) -> None:
        self._line_below([])
        self._show_pieces([operands[-1]])

    def _show_below_spaced(self, operands: list[Operand]) -> None:
        self.state.words_apart, self.state.apart = _numbers(operands[:2])
        self._show_below(operands)

    def _show_pieces(self, pieces: list[Operand]) -> None:
        state = self.state
        matrix = times(self.here, state.matrix)
        foot, head = state.rise + 0.08 * state.size, state.rise + 0.45 * state.size
        points: list[tuple[Point, Point]] = []
        x = 0.0
        for piece in pieces:
            if isinstance(piece, float):
                x -= piece / 1000 * state.size * state.stretch
            elif isinstance(piece, bytes):
                self.letters += len(piece)
                if self.letters > MOST_LETTERS:
                    raise Refused(*TOO_INTRICATE)
                for code, width, space in state.font.glyphs(piece):
                    wide = width * state.size
                    if not space and wide > 0:
                        middle = x + wide * state.stretch / 2
                        points.append(
                            (moved(matrix, (middle, foot)), moved(matrix, (middle, head)))
                        )
                    gap = state.words_apart if code == 32 and not state.font.wide else 0.0
                    x += (wide + state.apart + gap) * state.stretch
        self.here = times((1, 0, 0, 1, x, 0), self.here)
        if points:
            self._note(points, matrix)

    def _note(self, points: list[tuple[Point, Point]], matrix: Matrix) -> None:
        state = self.state
        self.number += 1
        height = abs(state.size) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        strokes = state.mode in (1, 2, 5, 6)
        colour = None if strokes or not state.plain else state.fill
        unseen = state.mode == 3 or state.alpha < 0.03
        around = _around([[each for pair in points for each in pair]])
        self.drawn.runs.append(Run(self.number, points, around, colour, unseen, height))

    def _char_space(self, operands: list[Operand]) -> None:
        self.state.apart = _numbers(operands)[0]

    def _word_space(self, operands: list[Operand]) -> None:
        self.state.words_apart = _numbers(operands)[0]

    def _stretch(self, operands: list[Operand]) -> None:
        self.state.stretch = _numbers(operands)[0] / 100

    def _leading(self, operands: list[Operand]) -> None:
        self.state.leading = _numbers(operands)[0]

    def _rise(self, operands: list[Operand]) -> None:
        self.state.rise = _numbers(operands)[0]

    def _mode(self, operands: list[Operand]) -> None:
        self.state.mode = int(_numbers(operands)[0])

    def _known_font(self, font: Any) -> Font:
        key = font.objgen
        if key == (0, 0):
            return self.budget.take_widths(font_of(font))
        if key not in self.fonts:
            self.fonts[key] = self.budget.take_widths(font_of(font))
        return self.fonts[key]

    def _resource(self, kind: str, operands: list[Operand]) -> Any:
        return self.resources[kind][str(operands[0])]


_OPERATORS: Mapping[str, Callable[[Drawing, list[Operand]], None]] = {
    "q": Drawing._save, "Q": Drawing._restore, "cm": Drawing._concat,
    "gs": Drawing._graphics_state, "g": Drawing._gray, "rg": Drawing._rgb, "k": Drawing._cmyk,
    "cs": Drawing._colour_space, "sc": Drawing._colour, "scn": Drawing._colour,
    "re": Drawing._rectangle, "m": Drawing._move, "l": Drawing._go_on, "c": Drawing._go_on,
    "v": Drawing._go_on, "y": Drawing._go_on, "W": Drawing._clip, "W*": Drawing._clip,
    "n": Drawing._end_path, "S": Drawing._end_path, "s": Drawing._end_path,
    "f": Drawing._fill_nonzero, "F": Drawing._fill_nonzero, "f*": Drawing._fill_even_odd,
    "B": Drawing._fill_nonzero, "B*": Drawing._fill_even_odd, "b": Drawing._fill_nonzero,
    "b*": Drawing._fill_even_odd, "sh": Drawing._shade, "BI": Drawing._inline_picture,
    "Do": Drawing._external, "BT": Drawing._begin_text, "Tf": Drawing._choose_font,
    "Tm": Drawing._text_matrix, "Td": Drawing._next_line, "TD": Drawing._next_line_leading,
    "T*": Drawing._line_below, "Tj": Drawing._show_plain, "TJ": Drawing._show_spaced,
    "'": Drawing._show_below, '"': Drawing._show_below_spaced, "Tc": Drawing._char_space,
    "Tw": Drawing._word_space, "Tz": Drawing._stretch, "TL": Drawing._leading,
    "Ts": Drawing._rise, "Tr": Drawing._mode,
}  # fmt: skip


def drawn_pages(pdf: pikepdf.Pdf) -> Iterator[Drawn]:
    """What each page draws. Raises Refused where it is too much, and the errors of pikepdf."""
    fonts: dict[tuple[int, int], Font] = {}
    budget = Budget()
    for page in pdf.pages:
        box = common(_box(page.mediabox), _box(page.cropbox))
        drawing = Drawing(box, fonts, budget)
        drawing.state.clip = _box(page.mediabox)
        contents = page.obj.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        read = (budget.take_content(part.read_bytes()) for part in parts if part is not None)
        described = b"\n".join(read)
        drawing.draw(described, page.resources)
        yield drawing.drawn


def _box(numbers: Any) -> Box:
    left, bottom, right, top = (float(number) for number in numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def common(one: Box, other: Box) -> Box:
    """What two boxes have in common; of no width or height where that is nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def _around(shapes: list[list[Point]]) -> Box:
    xs = [x for shape in shapes for x, _ in shape]
    ys = [y for shape in shapes for _, y in shape]
    return min(xs), min(ys), max(xs), max(ys)


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


def _numbers(operands: list[Operand]) -> list[float]:
    return [each for each in operands if isinstance(each, (int, float))]


def _matrix(operands: list[Operand]) -> Matrix:
    a, b, c, d, e, f = _numbers(operands)
    return a, b, c, d, e, f


def _of_gray(values: list[float]) -> Colour:
    return values[0], values[0], values[0]


def _of_rgb(values: list[float]) -> Colour:
    red, green, blue = values
    return red, green, blue


def _of_cmyk(values: list[float]) -> Colour:
    cyan, magenta, yellow, black = values
    return (
        (1 - cyan) * (1 - black),
        (1 - magenta) * (1 - black),
        (1 - yellow) * (1 - black),
    )


_COLOURS: Mapping[str, Callable[[list[float]], Colour]] = {
    "/DeviceGray": _of_gray, "/DeviceRGB": _of_rgb, "/DeviceCMYK": _of_cmyk,
}  # fmt: skip
_BY_CHANNELS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
