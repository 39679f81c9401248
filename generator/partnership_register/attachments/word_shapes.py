"""Shapes and pictures on the pages of Word: where they lie, and whether they cover text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from partnership_register.attachments.word_forms import BLACK, SOME, WHITE, alike

_BOXES = frozenset({"rect", "roundRect", "flowChartProcess", "snip1Rect", "round2SameRect"})
_LINES = frozenset({"line", "straightConnector1"})
_SCHEME = {"tx1": BLACK, "dk1": BLACK, "bg1": WHITE, "lt1": WHITE}
_NAMED = {"black": BLACK, "white": WHITE, "windowtext": BLACK, "window": WHITE}
_CHANGES = frozenset({":lumMod", ":lumOff", ":shade", ":tint"})
_FILLS = {":solidFill": SOME, ":gradFill": SOME, ":pattFill": SOME, ":blipFill": "a picture"}
_OWNERS = (":spPr", ":wsp")
_FILLED = tuple([owner, ":solidFill"] for owner in _OWNERS)
_WRAPS = frozenset({":wrapSquare", ":wrapTight", ":wrapThrough", ":wrapTopAndBottom"})
_NONE, _OF_STYLE = "none", "of its style"
_THICK = 101_600
"""Units of drawings (914,400 to the inch): a line of eight points covers what it crosses."""
_LEAST_HEIGHT, _LEAST_WIDTH = 100_000, 360_000
"""A shape of less is a rule or a mark, unless it is black."""
_A_LINE = 177_800
_MOST_LINES = 60
_SEEN_THROUGH = 70_000
"""Of a hundred thousand: a fill of less lets what is below be read."""
_POINTS = re.compile(r"(?:^|;)\s*(width|height|z-index|position)\s*:\s*([^;]*)")


@dataclass(slots=True)
class Place:
    """Where something lies that does not stand in a line of text."""

    behind: bool = False
    wraps: bool = False
    """Whether the text makes room for it."""
    by_text: bool = True
    """Whether it moves with its paragraph rather than lying at a place of the page."""
    width: int = _LEAST_WIDTH
    height: int = _LEAST_HEIGHT

    @property
    def lines(self) -> int:
        """The most lines of text that it could be as high as."""
        return min(1 + self.height // _A_LINE, _MOST_LINES)


@dataclass(slots=True)
class Shape:
    """A shape, as far as it could cover text or be the ground of its own."""

    place: Place | None
    grouped: bool = False
    old: bool = False
    """Whether it is written as programs did before 2010."""
    box: bool = False
    line: bool = False
    fill: str = ""
    """Six digits, a word, or a question mark for what nobody can tell; empty where none is said."""
    thick: int = 0
    has_room: bool = False
    """Whether there is room for text in it."""
    text: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether white letters could be read on it."""
        return self.fill not in ("", _NONE, WHITE)

    @property
    def is_clear(self) -> bool:
        """Whether what is below it is the ground of its text."""
        return self.fill in ("", _NONE)

    @property
    def covers_all(self) -> bool:
        """Whether it covers, wherever it lies."""
        if not self.place or self.place.behind or self.text or not self.box or self.old:
            return False
        return self.fill == BLACK or (self.fill == WHITE and not self.has_room)

    @property
    def covers_paragraph(self) -> bool:
        """Whether it covers the text of its own paragraph, if there is any."""
        place = self.place
        if not place or place.behind or place.wraps or not place.by_text or self.text:
            return False
        if self.grouped or (self.line and self.thick < _THICK):
            return False
        wide = place.width >= _LEAST_WIDTH and place.height >= _LEAST_HEIGHT
        filled = not self.is_clear and self.fill != _FILLS[":blipFill"]
        return self.line or (self.box and filled and wide)


@dataclass(slots=True)
class Drawings:
    """Follows what is drawn on the pages, while a part of a document is read."""

    shapes: list[Shape] = field(default_factory=list)
    """The one at hand, and those in whose text it lies."""
    place: Place | None = None
    banner: int = 0
    """How many lines of text may still lie on something dark that is drawn behind them."""
    dark: bool = False
    """Whether there is anything on which white letters could be read."""

    def start(self, word: str, around: list[str], values: Mapping[str, str]) -> None:
        """An element that is none of Word's own; `around` ends with it."""
        if word in (":anchor", ":inline"):
            behind = values.get("behindDoc") in ("1", "true")
            self.place = Place(behind) if word == ":anchor" else None
        elif self.place and word in _WRAPS:
            self.place.wraps = True
        elif self.place and word == ":positionV":
            self.place.by_text = values.get("relativeFrom", "") in ("paragraph", "line", "")
        elif self.place and word == ":extent":
            self.place.width, self.place.height = _length(values, "cx"), _length(values, "cy")
        elif word == ":wsp":
            self.shapes.append(Shape(self.place, ":wgp" in around or ":wpc" in around))
        elif word in ("v:rect", "v:roundrect"):
            self.shapes.append(_old_shape(values))
        elif word in (":pic", "v:imagedata"):
            self.dark = True
            self._lay_behind(self.place)
        elif self.shapes:
            _describe(self.shapes[-1], word, around, values)

    def end(self, word: str) -> Shape | None:
        """The end of an element; the shape that it ends, if any."""
        if word not in (":wsp", "v:rect", "v:roundrect") or not self.shapes:
            return None
        shape = self.shapes.pop()
        self.dark = self.dark or shape.is_dark
        if shape.is_dark:
            self._lay_behind(shape.place)
        return shape

    def _lay_behind(self, place: Place | None) -> None:
        if place and place.behind:
            self.banner = max(self.banner, place.lines)


def _describe(shape: Shape, word: str, around: list[str], values: Mapping[str, str]) -> None:
    owner = around[-2] if len(around) > 1 else ""
    if word == ":prstGeom":
        shape.box, shape.line = values.get("prst") in _BOXES, values.get("prst") in _LINES
    elif owner in _OWNERS and word in (":noFill", ":grpFill"):
        shape.fill = _NONE
    elif owner in _OWNERS and word in _FILLS:
        shape.fill = _FILLS[word]
    elif owner in _OWNERS and word == ":ln":
        shape.thick = _length(values, "w")
    elif word == ":fillRef" and not shape.fill:
        shape.fill = _NONE if values.get("idx", "0") == "0" else _OF_STYLE
    elif around[-3:-1] in _FILLED or (owner == ":fillRef" and shape.fill == _OF_STYLE):
        shape.fill = _colour(values)
    elif around[-4:-2] in _FILLED:
        if word in _CHANGES:
            shape.fill = SOME
        elif word == ":alpha" and _length(values, "val") < _SEEN_THROUGH:
            shape.fill = _NONE


def _colour(values: Mapping[str, str]) -> str:
    value = values.get("lastClr", values.get("val", "")).lower()
    value = _SCHEME.get(value) or _NAMED.get(value, value)
    for plain in (BLACK, WHITE):
        if alike(value, plain):
            return plain
    return value if re.fullmatch("[0-9a-f]{6}", value) else SOME


def _old_shape(values: Mapping[str, str]) -> Shape:
    """A shape as it was written before 2010: its place is a list of words, its usual fill white."""
    style = dict(_POINTS.findall(values.get("style", "").lower()))
    place = None
    if style.get("position", "").strip() == "absolute":
        place = Place(behind=style.get("z-index", "").strip().startswith("-"))
        place.width = _in_units(style.get("width", ""))
        place.height = _in_units(style.get("height", ""))
    fill = values.get("fillcolor", "white").partition("[")[0].strip().lstrip("#")
    filled = values.get("filled", "t") not in ("f", "false")
    return Shape(place, old=True, box=True, fill=_colour({"val": fill}) if filled else _NONE)


def _in_units(size: str) -> int:
    """A length in the units of drawings; a box of usual size where it is in others."""
    points = size.strip().removesuffix("pt")
    try:
        return int(float(points) * 12_700) if len(points) < 12 else _LEAST_WIDTH
    except (ValueError, OverflowError):
        return _LEAST_WIDTH


def _length(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0
