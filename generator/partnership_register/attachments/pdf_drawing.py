"""What a page of a PDF draws, in order: stretches of text, and what is painted beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf

from partnership_register.attachments.findings import Refused
from partnership_register.attachments.pdf_colours import (
    BY_NAME,
    Colour,
    Mix,
    mix_of,
    of_cmyk,
    of_gray,
    of_rgb,
)
from partnership_register.attachments.pdf_content import Operand, steps
from partnership_register.attachments.pdf_drawn import (
    LEAST_PICTURE,
    MOST_CORNERS,
    MOST_LETTERS,
    MOST_PAINTS,
    TOO_INTRICATE,
    Budget,
    Drawn,
    Paint,
    Picture,
    Run,
)
from partnership_register.attachments.pdf_fonts import Font, font_of
from partnership_register.attachments.pdf_geometry import (
    UNIT,
    Box,
    Matrix,
    Point,
    around,
    box_of,
    common,
    is_box,
    lies_in,
    line_as_box,
    moved,
    moved_corners,
    scale_of,
    times,
)
from partnership_register.attachments.pdf_paths import Path
from partnership_register.attachments.pdf_pictures import SOLID, is_solid
from partnership_register.attachments.pdf_state import CLIPS, STENCIL, Ink, State

_DEEPEST = 12
_AS_STEPS = 40
"""To look up a picture or a drawing takes as long as so many operators."""
_CORNERS_A_LOOK = 10
_MOST_SAVED = 2000
_THICK = 2.5
"""Points of a line that could cover a letter."""
_NOT_SEEN = 2 | 32
"""Marks that are hidden, or that no screen shows."""
_SPOTS = (0.1, 0.5, 0.9)


class Drawing:
    """Draws one page without ink, and notes what it would show."""

    def __init__(
        self, box: Box, paper: Box, fonts: dict[tuple[int, int], Font], budget: Budget
    ) -> None:
        self.drawn = Drawn(box, paper)
        self.paper = paper
        self.fonts = fonts
        self.budget = budget
        self.state = State(UNIT, paper)
        self.saved: list[State] = []
        self.path = Path()
        self.line: Matrix = UNIT
        self.here: Matrix = UNIT
        self.resources: Any = pikepdf.Dictionary()
        self.mixes: dict[str, Mix | None] = {}
        self.depth = 0
        self.number = 0
        self.letters = 0
        self.corners = 0

    def stamp(self, look: Any, place: Box) -> None:
        """Follow the look of a link or of a field of a form, which lies over the page."""
        left, bottom, right, top = box_of(look["/BBox"])
        own = _matrix([float(n) for n in look["/Matrix"]]) if "/Matrix" in look else UNIT
        corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
        box = around([[moved(own, corner) for corner in corners]])
        if box[2] > box[0] and box[3] > box[1]:
            wide = (place[2] - place[0]) / (box[2] - box[0])
            high = (place[3] - place[1]) / (box[3] - box[1])
            at = (wide, 0, 0, high, place[0] - box[0] * wide, place[1] - box[1] * high)
            self.state = State(at, self.paper)
            self._within(look)

    def draw(self, content: bytes, resources: Any) -> None:
        """Follow a description. Raises Refused where it is too long."""
        outer, self.resources = (self.resources, self.mixes), resources
        self.mixes = {}
        listed = resources.get("/XObject")
        if isinstance(listed, pikepdf.Dictionary):
            self.budget.listed |= {each.objgen for each in listed.values()}
        try:
            for operator, operands in steps(content):
                self.budget.take_steps()
                do = _OPERATORS.get(operator)
                if do:
                    self._do(do, operands)
        finally:
            self.resources, self.mixes = outer

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
        if "/CA" in given:
            state.line_alpha = float(given["/CA"])
        if "/LW" in given:
            state.width = float(given["/LW"])
        if "/BM" in given or "/SMask" in given:
            mode, mask = given.get("/BM", "/Normal"), given.get("/SMask", "/None")
            state.plain = str(mode) in ("/Normal", "/Compatible") and str(mask) == "/None"
        if "/Font" in given:
            state.font, state.size = self._known_font(given["/Font"][0]), float(given["/Font"][1])

    def _line_width(self, operands: list[Operand]) -> None:
        self.state.width = _numbers(operands)[0]

    def _line_end(self, operands: list[Operand]) -> None:
        self.state.square = _numbers(operands)[0] > 0

    def _dash(self, operands: list[Operand]) -> None:
        dashes = operands[0]
        self.state.dashed = isinstance(dashes, list) and any(_numbers(dashes)[1:2])

    def _space(self, operands: list[Operand]) -> Ink:
        name = str(operands[-1])
        if name not in self.mixes:
            spaces = self.resources.get("/ColorSpace", {})
            self.mixes[name] = mix_of(name, spaces, self.budget.table_of)
        mix = self.mixes[name]
        return Ink(mix, (0, 0, 0) if mix in BY_NAME.values() else None)

    def _mixed(self, ink: Ink, operands: list[Operand]) -> Ink:
        if operands and isinstance(operands[-1], str):
            return Ink(ink.mix, None, self._is_full(operands))
        return Ink(ink.mix, ink.mix(_numbers(operands)) if ink.mix else None)

    def _is_full(self, operands: list[Operand]) -> bool:
        """Whether a pattern covers all that it is filled into; a hatching does not."""
        pattern = self.resources.get("/Pattern", {}).get(str(operands[-1]))
        if pattern is None or int(pattern.get("/PatternType", 0)) == 2:
            return pattern is not None
        left, bottom, right, top = box = box_of(pattern["/BBox"])
        if abs(float(pattern["/XStep"])) > right - left or self.depth >= _DEEPEST:
            return False
        if abs(float(pattern["/YStep"])) > top - bottom:
            return False
        self.budget.take_steps(_AS_STEPS)
        cell = Drawing(box, box, self.fonts, self.budget)
        cell.depth = self.depth + 1
        cell.draw(self.budget.content_of(pattern), pattern.get("/Resources", self.resources))
        spots = [(left + (right - left) * x, bottom + (top - bottom) * y)
                 for x in _SPOTS for y in _SPOTS]  # fmt: skip
        return any(p.opaque and all(map(p.covers, spots)) for p in cell.drawn.paints)

    # Shapes

    def _rectangle(self, operands: list[Operand]) -> None:
        x, y, width, height = _numbers(operands)
        self.path.begin(moved_corners(self.state.matrix, (x, y, x + width, y + height)))

    def _move(self, operands: list[Operand]) -> None:
        x, y = _numbers(operands)
        self.path.begin([moved(self.state.matrix, (x, y))])

    def _go_on(self, operands: list[Operand]) -> None:
        *_, x, y = _numbers(operands)
        self.path.go_through([moved(self.state.matrix, (x, y))])

    def _curve(self, operands: list[Operand]) -> None:
        one_x, one_y, two_x, two_y, x, y = _numbers(operands)
        self._bend((one_x, one_y), (two_x, two_y), (x, y))

    def _curve_from_here(self, operands: list[Operand]) -> None:
        two_x, two_y, x, y = _numbers(operands)
        self._bend(None, (two_x, two_y), (x, y))

    def _curve_to_end(self, operands: list[Operand]) -> None:
        one_x, one_y, x, y = _numbers(operands)
        self._bend((one_x, one_y), (x, y), (x, y))

    def _bend(self, one: Point | None, two: Point, end: Point) -> None:
        matrix = self.state.matrix
        first = None if one is None else moved(matrix, one)
        self.path.bend(first, moved(matrix, two), moved(matrix, end))

    def _close(self, _: list[Operand]) -> None:
        self.path.close()

    def _clip(self, _: list[Operand]) -> None:
        self.path.clips = True

    def _end_path(self, _: list[Operand]) -> None:
        shapes, state = self.path.shapes, self.state
        if self.path.clips and shapes:
            state.clip_is_box = state.clip_is_box and is_box(shapes)
            state.clip = common(state.clip, around(shapes))
        self.path.clear()

    def _fill_nonzero(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=False)
        self._end_path([])

    def _fill_even_odd(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=True)
        self._end_path([])

    def _both_nonzero(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=False)
        self._draw_lines([])

    def _both_even_odd(self, _: list[Operand]) -> None:
        self._fill_shapes(even_odd=True)
        self._draw_lines([])

    def _close_and_lines(self, _: list[Operand]) -> None:
        self.path.close()
        self._draw_lines([])

    def _fill_shapes(self, *, even_odd: bool) -> None:
        path, ink = self.path, self.state.fill
        if path.shapes:
            shapes, colour = (path.shapes, ink.colour) if path.is_simple else ([], None)
            box = common(self.state.clip, around(path.shapes))
            self._paint(shapes, box, colour, even_odd=even_odd, solid=ink.solid)

    def _draw_lines(self, _: list[Operand]) -> None:
        """Lines as thick as letters are painted as the boxes that they are; others are frames."""
        state = self.state
        width = state.width * scale_of(state.matrix)
        if width >= _THICK and not state.dashed and self.path.may_be_bars:
            lines = [
                box
                for shape in self.path.shapes
                for ends in pairwise(shape)
                if (box := line_as_box(*ends, width / 2, beyond=state.square))
            ]
            if lines:
                self._paint(lines, common(state.clip, around(lines)), state.line.colour,
                            solid=state.line.solid, alpha=state.line_alpha)  # fmt: skip
        self._end_path([])

    def _shade(self, _: list[Operand]) -> None:
        left, bottom, right, top = clip = self.state.clip
        corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
        self._paint([corners] if self.state.clip_is_box else [], clip, None)

    def _paint(
        self,
        shapes: list[list[Point]],
        box: Box,
        colour: Colour | None,
        *,
        even_odd: bool = False,
        picture: bool = False,
        solid: bool = True,
        alpha: float | None = None,
    ) -> None:
        thick = (self.state.alpha if alpha is None else alpha) * self.state.veil
        if box[2] - box[0] < 1 or box[3] - box[1] < 1 or thick < 0.02:
            return
        if len(self.drawn.paints) >= MOST_PAINTS:
            raise Refused(*TOO_INTRICATE)
        opaque = bool(shapes) and solid and self.state.plain and thick > SOLID
        self.number += 1
        ground = colour if opaque and not picture else None
        corners = sum(map(len, shapes))
        self.corners += corners
        if self.corners > MOST_CORNERS:
            raise Refused(*TOO_INTRICATE)
        looks = 1 + corners // _CORNERS_A_LOOK
        self.drawn.paints.append(
            Paint(self.number, shapes, even_odd, box, ground, opaque, picture, looks)
        )

    # Pictures, and drawings within drawings

    def _inline_picture(self, operands: list[Operand]) -> None:
        pairs = zip(operands[::2], operands[1::2], strict=False)
        given = {str(key): value for key, value in pairs}
        mask = given.get("/IM", given.get("/ImageMask")) == "true"
        self._picture(solid=not mask)

    def _picture(self, *, solid: bool) -> Box:
        corners = [moved(self.state.matrix, corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        box = common(self.state.clip, around([corners]))
        self._paint([corners], box, None, picture=True, solid=solid)
        return box

    def _external(self, operands: list[Operand]) -> None:
        self.budget.take_steps(_AS_STEPS)
        drawing = self._resource("/XObject", operands)
        self.budget.shown.add(drawing.objgen)
        if drawing.get("/Subtype") == "/Image":
            box = self._picture(solid=is_solid(drawing, self.budget))
            if min(int(drawing["/Width"]), int(drawing["/Height"])) >= LEAST_PICTURE:
                self.drawn.pictures.append(Picture(drawing.objgen, self.number, box))
        elif drawing.get("/Subtype") == "/Form":
            if self.depth >= _DEEPEST:
                raise Refused(*TOO_INTRICATE)
            self._within(drawing)

    def _within(self, drawing: Any) -> None:
        outer = replace(self.state), self.saved, self.line, self.here
        self.saved = []
        if "/Group" in drawing:
            self.state.veil *= self.state.alpha
            self.state.alpha = self.state.line_alpha = 1.0
        if "/Matrix" in drawing:
            self._concat([float(number) for number in drawing["/Matrix"]])
        if "/BBox" in drawing:
            left, bottom, right, top = box_of(drawing["/BBox"])
            corners = ((left, bottom), (right, bottom), (right, top), (left, top))
            box = [moved(self.state.matrix, corner) for corner in corners]
            self.state.clip = common(self.state.clip, around([box]))
        self.depth += 1
        try:
            self.draw(self.budget.content_of(drawing), drawing.get("/Resources", self.resources))
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
        a, b, *_ = matrix
        foot_x, foot_y = moved(matrix, (0, foot))
        head_x, head_y = moved(matrix, (0, head))
        points: list[tuple[Point, Point]] = []
        x = 0.0
        for piece in pieces:
            if isinstance(piece, float):
                x -= piece / 1000 * state.size * state.stretch
            elif isinstance(piece, bytes):
                self.letters += len(piece)
                self.budget.take_letters(len(piece))
                if self.letters > MOST_LETTERS:
                    raise Refused(*TOO_INTRICATE)
                for code, width, space in state.font.glyphs(piece):
                    wide = width * state.size
                    if not space and wide > 0:
                        middle = x + wide * state.stretch / 2
                        right, up = a * middle, b * middle  # a call for each letter takes too long
                        points.append(
                            ((foot_x + right, foot_y + up), (head_x + right, head_y + up))
                        )
                    gap = state.words_apart if code == 32 and not state.font.wide else 0.0
                    x += (wide + state.apart + gap) * state.stretch
        self.here = times((1, 0, 0, 1, x, 0), self.here)
        if points:
            self._note(points, matrix, b"".join(p for p in pieces if isinstance(p, bytes)))

    def _note(self, points: list[tuple[Point, Point]], matrix: Matrix, said: bytes) -> None:
        state = self.state
        self.number += 1
        height = abs(state.size) * scale_of(matrix)
        across = abs(state.size * state.stretch) * (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5
        place = around([[each for pair in points for each in pair]])
        state.clip_is_box = state.clip_is_box and state.mode < CLIPS
        clipped = not any(
            lies_in(state.clip, foot) or lies_in(state.clip, head) for foot, head in points
        )
        self.drawn.runs.append(
            Run(self.number, points, place, state.letters(), state.hides_letters(),
                min(height, across), clipped, state.mode == STENCIL, said)
        )  # fmt: skip

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
            return self.budget.take_widths(font_of(font, self.budget.content_of))
        if key not in self.fonts:
            self.fonts[key] = self.budget.take_widths(font_of(font, self.budget.content_of))
        return self.fonts[key]

    def _resource(self, kind: str, operands: list[Operand]) -> Any:
        return self.resources[kind][str(operands[0])]


def _ink(part: str, mix: Mix) -> Callable[[Drawing, list[Operand]], None]:
    """An operator that names a colour of the device."""

    def do(drawing: Drawing, operands: list[Operand]) -> None:
        setattr(drawing.state, part, Ink(mix, mix(_numbers(operands))))

    return do


def _space(part: str) -> Callable[[Drawing, list[Operand]], None]:
    """An operator that chooses a space of colours."""

    def do(drawing: Drawing, operands: list[Operand]) -> None:
        setattr(drawing.state, part, drawing._space(operands))

    return do


def _mixed(part: str) -> Callable[[Drawing, list[Operand]], None]:
    """An operator that names a colour in the space that was chosen."""

    def do(drawing: Drawing, operands: list[Operand]) -> None:
        ink = getattr(drawing.state, part)
        setattr(drawing.state, part, Ink(ink.mix, None))
        setattr(drawing.state, part, drawing._mixed(ink, operands))

    return do


_OPERATORS: Mapping[str, Callable[[Drawing, list[Operand]], None]] = {
    "q": Drawing._save, "Q": Drawing._restore, "cm": Drawing._concat,
    "gs": Drawing._graphics_state, "w": Drawing._line_width, "J": Drawing._line_end,
    "d": Drawing._dash, "g": _ink("fill", of_gray), "rg": _ink("fill", of_rgb),
    "k": _ink("fill", of_cmyk), "G": _ink("line", of_gray), "RG": _ink("line", of_rgb),
    "K": _ink("line", of_cmyk), "cs": _space("fill"), "CS": _space("line"),
    "sc": _mixed("fill"), "scn": _mixed("fill"), "SC": _mixed("line"), "SCN": _mixed("line"),
    "re": Drawing._rectangle, "m": Drawing._move, "l": Drawing._go_on, "c": Drawing._curve,
    "v": Drawing._curve_from_here, "y": Drawing._curve_to_end, "h": Drawing._close,
    "W": Drawing._clip, "W*": Drawing._clip, "n": Drawing._end_path, "S": Drawing._draw_lines,
    "s": Drawing._close_and_lines, "f": Drawing._fill_nonzero, "F": Drawing._fill_nonzero,
    "f*": Drawing._fill_even_odd, "B": Drawing._both_nonzero, "B*": Drawing._both_even_odd,
    "b": Drawing._both_nonzero, "b*": Drawing._both_even_odd, "sh": Drawing._shade,
    "BI": Drawing._inline_picture, "Do": Drawing._external, "BT": Drawing._begin_text,
    "Tf": Drawing._choose_font, "Tm": Drawing._text_matrix, "Td": Drawing._next_line,
    "TD": Drawing._next_line_leading, "T*": Drawing._line_below, "Tj": Drawing._show_plain,
    "TJ": Drawing._show_spaced, "'": Drawing._show_below, '"': Drawing._show_below_spaced,
    "Tc": Drawing._char_space, "Tw": Drawing._word_space, "Tz": Drawing._stretch,
    "TL": Drawing._leading, "Ts": Drawing._rise, "Tr": Drawing._mode,
}  # fmt: skip


def drawn_pages(pdf: pikepdf.Pdf, budget: Budget) -> Iterator[Drawn]:
    """What each page draws. Raises Refused where it is too much, and the errors of pikepdf."""
    fonts: dict[tuple[int, int], Font] = {}
    for page in pdf.pages:
        box = common(box_of(page.mediabox), box_of(page.cropbox))
        drawing = Drawing(box, box_of(page.mediabox), fonts, budget)
        contents = page.obj.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        read = (budget.content_of(part) for part in parts if part is not None)
        described = b"\n".join(read)
        drawing.draw(described, page.resources)
        drawing.drawn.stamped_from = drawing.number + 1
        for look, place in _looks(page.obj.get("/Annots", ())):
            budget.take_steps(_AS_STEPS)
            drawing.stamp(look, place)
        yield drawing.drawn


def _looks(marks: Any) -> Iterator[tuple[Any, Box]]:
    """How links and fields look that are shown, with their places; of others, enough is said."""
    for mark in marks:
        if str(mark.get("/Subtype", "")) not in ("/Link", "/Widget"):
            continue
        look = mark.get("/AP", pikepdf.Dictionary()).get("/N")
        if isinstance(look, pikepdf.Dictionary):
            look = look.get(str(mark.get("/AS", "/Off")))
        if isinstance(look, pikepdf.Stream) and not int(mark.get("/F", 0)) & _NOT_SEEN:
            yield look, box_of(mark["/Rect"])


def _numbers(operands: list[Operand]) -> list[float]:
    return [each for each in operands if isinstance(each, (int, float))]


def _matrix(operands: list[Operand]) -> Matrix:
    a, b, c, d, e, f = _numbers(operands)
    return a, b, c, d, e, f
