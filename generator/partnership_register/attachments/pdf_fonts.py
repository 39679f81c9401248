"""Fonts of a PDF, as far as they say how far each character of a string reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pikepdf

_USUAL = 500.0
"""Thousandths of the size: the width of a character where the font says nothing."""
_MOST_WIDTHS = 70_000
_MOST_BLANKS = 6
"""A font has a blank or two, and some of other widths; one that claims more is not believed."""
_BLANKS = (0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000)
_MEANINGS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_OF_ONE = re.compile(rb"<([0-9A-Fa-f]{1,4})>()\s*<([0-9A-Fa-f]{1,64})>")
_OF_SEVERAL = re.compile(
    rb"<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{1,4})>\s*(?:<([0-9A-Fa-f]{1,64})>|\[([^\]]*)\])"
)
_LISTED = re.compile(rb"<([0-9A-Fa-f]{1,64})>")
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
    blanks: frozenset[int] = frozenset({32})
    """Codes of characters that show nothing."""

    def glyphs(self, text: bytes) -> Iterator[tuple[int, float, bool]]:
        """Each character of a string: its code, its width, and whether it is a space."""
        get, usual, scale, blanks = self.widths.get, self.usual, self.scale, self.blanks
        if not self.wide:
            for code in text:
                yield code, get(code, usual) * scale, code in blanks
            return
        for at in range(0, len(text) - 1, 2):
            code = text[at] << 8 | text[at + 1]
            yield code, get(code, usual) * scale, code in blanks


def font_of(font: pikepdf.Object, read: Callable[[pikepdf.Object], bytes]) -> Font:
    """A font of the resources of a page. Raises the errors of pikepdf where it is damaged.

    What the font says of the meaning of its codes is unpacked by `read`.
    """
    found = _measured(font)
    meanings = font.get("/ToUnicode")
    if not isinstance(meanings, pikepdf.Stream):
        return found
    try:
        return replace(found, blanks=_blanks_of(read(meanings), found.blanks))
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return found


def _blanks_of(meanings: bytes, usual: frozenset[int]) -> frozenset[int]:
    """Which codes stand for blanks; the usual ones do where nothing else is said of them."""
    blanks, letters = set(), set()
    for low, high, value in _meant(meanings):
        blanks |= {low + blank - value for blank in _BLANKS if value <= blank <= value + high - low}
        letters |= {code for code in usual if low <= code <= high}
        if len(blanks) > _MOST_BLANKS:
            return usual
    return frozenset(blanks | (usual - letters))


def _meant(meanings: bytes) -> Iterator[tuple[int, int, int]]:
    """Ranges of codes, from the first to the last, with the character that the first stands for."""
    for part in _MEANINGS.finditer(meanings):
        if part[1] == b"char":
            for low, _, value in _OF_ONE.findall(part[2]):
                yield int(low, 16), int(low, 16), int(value, 16)
            continue
        for low, high, value, listed in _OF_SEVERAL.findall(part[2]):
            if value:
                yield int(low, 16), int(high, 16), int(value, 16)
            for at, each in enumerate(_LISTED.findall(listed)):
                yield int(low, 16) + at, int(low, 16) + at, int(each, 16)


def _measured(font: pikepdf.Object) -> Font:
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
    blanks = frozenset({3, 32})
    return Font(widths, float(inner.get("/DW", 1000)), wide=True, blanks=blanks)


def _listed(array: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(array)[:_MOST_WIDTHS] if isinstance(array, pikepdf.Array) else []
