"""Fonts of a PDF, as far as they say how far each character of a string reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_USUAL = 500.0
"""Thousandths of the size: the width of a character where the font says nothing."""
_MOST_WIDTHS = 70_000


@dataclass(frozen=True, slots=True)
class Font:
    """The widths of characters in thousandths of the size of the text."""

    widths: dict[int, float] = field(default_factory=dict)
    usual: float = _USUAL
    wide: bool = False
    """Whether a character takes two bytes."""
    scale: float = 0.001

    def glyphs(self, text: bytes) -> Iterator[tuple[int, float, bool]]:
        """Each character of a string: its code, its width, and whether it is a space."""
        get, usual, scale = self.widths.get, self.usual, self.scale
        if not self.wide:
            for code in text:
                yield code, get(code, usual) * scale, code == 32
            return
        for at in range(0, len(text) - 1, 2):
            code = text[at] << 8 | text[at + 1]
            yield code, get(code, usual) * scale, code in (3, 32)


def font_of(font: pikepdf.Object) -> Font:
    """A font of the resources of a page. Raises the errors of pikepdf where it is damaged."""
    if font.get("/Subtype") == "/Type0":
        return _composite(font)
    first, widths = int(font.get("/FirstChar", 0)), font.get("/Widths")
    if widths is None:
        courier = "courier" in str(font.get("/BaseFont", "")).lower()
        return Font(usual=600.0 if courier else _USUAL)
    found = {first + n: float(width) for n, width in enumerate(_listed(widths))}
    missing = font.get("/FontDescriptor", pikepdf.Dictionary()).get("/MissingWidth", 0)
    scale = 0.001
    if font.get("/Subtype") == "/Type3":
        scale = abs(float(_listed(font.get("/FontMatrix"))[0]))
    return Font(found, float(missing), scale=scale)


def _composite(font: pikepdf.Object) -> Font:
    inner = _listed(font.get("/DescendantFonts"))[0]
    widths: dict[int, float] = {}
    given = _listed(inner.get("/W")) if inner.get("/W") is not None else []
    at = read = 0
    while at + 1 < len(given) and read < _MOST_WIDTHS:
        first, second = int(given[at]), given[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + n: float(width) for n, width in enumerate(_listed(second))}
            read += len(second)
            at += 2
        elif at + 2 < len(given):
            last = min(int(second), first + _MOST_WIDTHS)
            widths |= dict.fromkeys(range(first, last + 1), float(given[at + 2]))
            read += last - first
            at += 3
        else:
            break
    return Font(widths, float(inner.get("/DW", 1000)), wide=True)


def _listed(array: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(array)[:_MOST_WIDTHS] if isinstance(array, pikepdf.Array) else []
