"""Where the cells of a sheet lie, what is drawn over them, and what colours their ground."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, islice

from partnership_register.attachments.areas import Area, Areas
from partnership_register.attachments.packages import Package, read_xml

COLUMNS = 16_384
_ROWS = 1_048_576
_A_LETTER = 66_675
"""Units of drawings (914,400 to the inch) in the width of a letter, as columns are measured."""
_A_POINT = 12_700
_WIDTH, _HEIGHT = 64 * 9_525, 15 * _A_POINT
"""A column and a row where nothing is said."""
_MOST_COVERS = 400
_MOST_PAINTED = 2_000
_MOST_HEIGHTS = 200_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a sheet and could cover cells, by what it is tied to."""

    opens: tuple[int, int, int, int] | None
    """The column and row of its corner from nought, and how far into each; none where `at` says."""
    closes: tuple[int, int, int, int] | None
    at: tuple[int, int]
    size: tuple[int, int]
    is_picture: bool
    thick: int
    """How thick the line is, where it is one."""


@dataclass(slots=True)
class Layout:
    """The sizes of columns and rows, and the places that tables and rules colour."""

    widths: array[int] = field(default_factory=lambda: array("q", [_WIDTH]) * COLUMNS)
    height: int = _HEIGHT
    heights: dict[int, int] = field(default_factory=dict)
    """Those of rows, counted from nought, that have their own."""
    painted: list[Area] = field(default_factory=list)
    _lefts: list[int] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _more: list[int] = field(default_factory=list)
    _columns: int = 0

    def read(self, content: bytes) -> Layout:
        """The layout of a sheet by its content. Raises Refused where that is damaged."""
        read_xml(content, self._start)
        self._lefts = [0, *accumulate(self.widths)]
        self._rows = sorted(self.heights)
        self._more = [0, *accumulate(self.heights[row] - self.height for row in self._rows)]
        return self

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = name.rpartition(" ")[2]
        if word == "row":
            size, row = _size(values, "ht", _A_POINT), number(values.get("r", ""))
            if size is not None and row and len(self.heights) < _MOST_HEIGHTS:
                self.heights[row - 1] = size
        elif word == "sheetFormatPr":
            self.height = _size(values, "defaultRowHeight", _A_POINT) or _HEIGHT
            usual = _size(values, "defaultColWidth", _A_LETTER)
            self.widths = array("q", [_WIDTH if usual is None else usual]) * COLUMNS
        elif word == "col" and self._columns < COLUMNS:
            self._columns += 1
            first, last = number(values.get("min", "")), number(values.get("max", ""))
            size, last = _size(values, "width", _A_LETTER), min(last, COLUMNS)
            if size is not None and 0 < first <= last:
                self.widths[first - 1 : last] = array("q", [size]) * (last - first + 1)
        elif word == "conditionalFormatting":
            more = _MOST_PAINTED - len(self.painted)
            self.painted += islice(areas_of(values.get("sqref", "")), more)

    def left(self, column: int) -> int:
        """Where a column begins, counted from nought, in the units of drawings."""
        return self._lefts[min(max(column, 0), COLUMNS)]

    def top(self, row: int) -> int:
        """Where a row begins, counted from nought."""
        return row * self.height + self._more[bisect_left(self._rows, row)]

    def area(self, drawn: Drawn) -> Area | None:
        """Where something lies that is drawn on the sheet; None for a line that slants."""
        left, top = drawn.at
        if drawn.opens:
            column, right_by, row, down_by = drawn.opens
            left, top = self.left(column) + right_by, self.top(row) + down_by
        right, foot = left + drawn.size[0], top + drawn.size[1]
        if drawn.closes:
            column, right_by, row, down_by = drawn.closes
            right, foot = self.left(column) + right_by, self.top(row) + down_by
        if drawn.thick and min(right - left, foot - top) > drawn.thick:
            return None
        half = drawn.thick // 2
        return Area(left - half, top - half, right + half, foot + half)


def areas_of(references: str) -> Iterator[Area]:
    """The cells of references such as A1:B2 D4, columns and rows counted from 1."""
    for found in _REFERENCE.finditer(references):
        first, last = found.groups()
        left, top = _corner(first, 1, 1)
        right, foot = _corner(last or first, COLUMNS, _ROWS)
        yield Area(left, top, right + 1, foot + 1)


_REFERENCE = re.compile(r"([A-Z0-9$]{1,12})(?::([A-Z0-9$]{1,12}))?")


def _corner(cell: str, column: int, row: int) -> tuple[int, int]:
    """A cell in numbers; a reference to whole columns or rows leaves one of them out."""
    bare = cell.replace("$", "")
    return column_of(bare) or column, number(bare.lstrip(_LETTERS)) or row


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def column_of(cell: str) -> int:
    """The number of a column, from the name of a cell such as AB12; 0 where it has none.

    >>> column_of("A1"), column_of("AB12")
    (1, 28)
    """
    column = 0
    for letter in cell:
        if not ("A" <= letter <= "Z") or column > COLUMNS:
            break
        column = column * 26 + ord(letter) - 64
    return column


def number(text: str) -> int:
    """A number of no more than nine digits; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _size(values: Mapping[str, str], name: str, unit: int) -> int | None:
    if values.get("hidden") in ("1", "true"):
        return 0
    try:
        size = float(values.get(name, ""))
    except ValueError:
        return None
    return int(size * unit) if 0 <= size < _LARGEST else None


_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Covers:
    """What lies over the cells of a sheet, and what colours the ground of some."""

    layout: Layout
    boxes: Areas
    pictures: Areas
    painted: Areas

    def is_under(self, areas: Areas, column: int, row: int) -> bool:
        """Whether a cell, counted from 1, is for the most part under something."""
        top, foot = self.layout.top(row - 1), self.layout.top(row)
        left, right = self.layout.left(column - 1), self.layout.left(column)
        return areas.part((top + foot) // 2, left, right) >= _MOST_OF_A_CELL

    def is_painted(self, column: int, row: int) -> bool:
        """Whether a table or a rule may colour the ground of a cell, counted from 1."""
        return self.painted.part(row, column, column + 1) > 0


_MOST_OF_A_CELL = 0.65
"""The edge of a picture or box may lie on a cell."""


def covers_of(package: Package, path: str, content: bytes) -> Covers:
    """What lies over and below the cells of a sheet, of which the content is given."""
    layout = Layout().read(content)
    drawn = [
        each
        for part in package.parts_of(path, "drawing")
        for each in _Drawing().read(package.text_of(part))
    ][:_MOST_COVERS]
    tables = [
        area
        for part in package.parts_of(path, "table")
        for area in _table_areas(package.text_of(part))
    ]
    return Covers(
        layout,
        Areas(filter(None, (layout.area(each) for each in drawn if not each.is_picture))),
        Areas(filter(None, (layout.area(each) for each in drawn if each.is_picture))),
        Areas([*tables, *layout.painted][:_MOST_PAINTED]),
    )


def _table_areas(content: bytes) -> list[Area]:
    """The cells of a table, unless its form is none."""
    found: list[Area] = []
    colours = True

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal colours
        word = name.rpartition(" ")[2]
        if word == "table":
            found.extend(areas_of(values.get("ref", "")))
        elif word == "tableStyleInfo":
            colours = values.get("name", "None") != "None"

    read_xml(content, start)
    return found if colours else []


_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_FILLS = frozenset({"noFill", "solidFill", "gradFill", "pattFill", "blipFill", "grpFill"})
_CLEAR = ("noFill", "grpFill")
_SEEN_THROUGH = 70_000
"""Of a hundred thousand: a fill of less lets what is below be read."""
_THICK = 76_200
"""A line of six points covers what it crosses."""


@dataclass(slots=True)
class _Drawing:
    """Reads what is drawn on a sheet, as far as it covers cells."""

    around: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    at: tuple[int, int] = (0, 0)
    size: tuple[int, int] = (0, 0)
    is_picture: bool = False
    is_box: bool = False
    fill: str = ""
    """How the shape at hand is filled; empty where its style says that."""
    thick: int = 0
    found: list[Drawn] = field(default_factory=list)

    def read(self, content: bytes) -> list[Drawn]:
        read_xml(content, self._start, self._end, self._text)
        return self.found

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word, parent = name.rpartition(" ")[2], next(reversed(self.around), "")
        self.around.append(word)
        if word in _ANCHORS:
            self.places, self.is_picture, self.is_box, self.thick = {}, False, False, 0
            self.at = self.size = (0, 0)
        elif word == "pos":
            self.at = number(values.get("x", "")), number(values.get("y", ""))
        elif word == "ext" and parent in _ANCHORS:
            self.size = number(values.get("cx", "")), number(values.get("cy", ""))
        elif word == "pic":
            self.is_picture = True
        elif word == "spPr":
            self.fill = ""
        elif parent == "spPr":
            self._of_shape(word, values)
        elif word == "fillRef" and not self.fill:
            self.is_box |= number(values.get("idx", "")) > 0
        elif word == "alpha" and self.around[-4:-2] == ["spPr", "solidFill"]:
            self.is_box &= number(values.get("val", "")) >= _SEEN_THROUGH

    def _of_shape(self, word: str, values: Mapping[str, str]) -> None:
        if word in _FILLS:
            self.fill = word
            self.is_box |= word not in _CLEAR and "pic" not in self.around
        elif word == "ln" and number(values.get("w", "")) >= _THICK and "cxnSp" in self.around:
            self.thick = number(values.get("w", ""))

    def _end(self, name: str) -> None:
        self.around.pop()
        if name.rpartition(" ")[2] not in _ANCHORS:
            return
        opens, closes = self.places.get("from", []), self.places.get("to", [])
        if (self.is_picture or self.is_box or self.thick) and len(opens) in (0, 4):
            self.found.append(
                Drawn(
                    (opens[0], opens[1], opens[2], opens[3]) if opens else None,
                    (closes[0], closes[1], closes[2], closes[3]) if len(closes) == 4 else None,
                    self.at, self.size,
                    self.is_picture and not self.is_box,
                    0 if self.is_box or self.is_picture else self.thick,
                )
            )  # fmt: skip

    def _text(self, text: str) -> None:
        if self.around[-2:-1] in (["from"], ["to"]) and text.strip():
            self.places.setdefault(self.around[-2], []).append(number(text.strip()))
