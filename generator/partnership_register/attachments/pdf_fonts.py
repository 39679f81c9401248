"""Fonts of a PDF, as far as they say how far each character of a string reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_USUAL = 500.0
"""Thousandths of the size: the width of a character where the font says nothing."""
_MOST_WIDTHS = 70_000
_STANDARD = {
    "helvetica": """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
    """,
    "helvetica bold": """
278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778
667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611
611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584
    """,
    "times": """
250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500
500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722
556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500
500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541
    """,
    "times bold": """
250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500
500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778
611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500
556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520
    """,
}
"""Widths from the blank to the tilde of the fonts that every viewer has, and no file describes."""


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
        return _standard(str(font.get("/BaseFont", "")).lower())
    found = {first + n: float(width) for n, width in enumerate(_listed(widths))}
    missing = font.get("/FontDescriptor", pikepdf.Dictionary()).get("/MissingWidth", 0)
    scale = 0.001
    if font.get("/Subtype") == "/Type3":
        scale = abs(float(_listed(font.get("/FontMatrix"))[0]))
    return Font(found, float(missing), scale=scale)


def _standard(name: str) -> Font:
    if "courier" in name:
        return Font(usual=600.0)
    family = "times" if "times" in name else "helvetica"
    if family != "times" and "helvetica" not in name and "arial" not in name:
        return Font()
    widths = _STANDARD[f"{family} bold" if "bold" in name else family].split()
    return Font({32 + at: float(width) for at, width in enumerate(widths)})


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
