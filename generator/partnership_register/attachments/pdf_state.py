"""What shapes and letters of a page of a PDF are drawn with, and within what they are clipped."""

from __future__ import annotations

from dataclasses import dataclass, field

from partnership_register.attachments.pdf_colours import Colour, Mix, of_gray
from partnership_register.attachments.pdf_fonts import Font
from partnership_register.attachments.pdf_geometry import Box, Matrix

_THIN = 0.06
"""Of this alpha and below, letters leave no trace that an eye reads."""
_LINES, _LINES_AND_CLIP = 1, 5
_BOTH, _BOTH_AND_CLIP = 2, 6
_NOTHING = 3
_FILLED, _FILLED_AND_CLIP = 0, 4
CLIPS = 4
"""From this mode on, letters clip what is painted after them."""
STENCIL = 7
"""The mode in which letters are only what later things are seen through."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What shapes are filled, or lines drawn with."""

    mix: Mix | None
    colour: Colour | None
    solid: bool = True
    """Whether it leaves nothing uncovered, as a pattern may."""


BLACK = Ink(of_gray, (0, 0, 0))


@dataclass(slots=True)
class State:
    """The graphics state (ISO 32000-1, 8.4) as far as it tells what can be seen."""

    matrix: Matrix
    clip: Box
    fill: Ink = BLACK
    line: Ink = BLACK
    clip_is_box: bool = True
    alpha: float = 1.0
    line_alpha: float = 1.0
    veil: float = 1.0
    """The alpha of the groups of drawings that all this is in."""
    width: float = 1.0
    dashed: bool = False
    square: bool = False
    """Whether lines reach beyond their ends by half their width."""
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
    """How letters are drawn: filled, as lines, both, not at all, and from 4 on as a clip too."""

    def letters(self) -> Colour | None:
        """The colour of letters, where it is one."""
        if not self.plain or self.mode in (_NOTHING, STENCIL):
            return None
        if self.mode in (_LINES, _LINES_AND_CLIP):
            return self.line.colour
        if self.mode in (_BOTH, _BOTH_AND_CLIP) and self.line.colour != self.fill.colour:
            return None
        return self.fill.colour

    def hides_letters(self) -> bool:
        """Whether letters are drawn so that nobody sees them."""
        if self.mode in (_LINES, _LINES_AND_CLIP):
            return self.line_alpha * self.veil < _THIN
        is_thin = self.alpha * self.veil < _THIN
        return self.mode == _NOTHING or (is_thin and self.mode in (_FILLED, _FILLED_AND_CLIP))
