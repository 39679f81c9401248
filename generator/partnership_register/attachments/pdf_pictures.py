"""Whether a picture of a PDF hides what lies below it."""

from __future__ import annotations

from typing import Any

import pikepdf

from partnership_register.attachments.pdf_drawn import Budget

SOLID = 0.9
"""Of this alpha, what is painted leaves a tenth of what is below it, which no eye reads."""


def is_solid(picture: Any, budget: Budget) -> bool:
    """Whether a picture lets nothing through, or next to nothing, whatever mask it has.

    Where its mask is too large for what is left of the budget, it is taken to let something.
    """
    known = budget.solid
    if picture.objgen not in known:
        known[picture.objgen] = _is_solid(picture, budget)
    return known[picture.objgen]


def _is_solid(picture: Any, budget: Budget) -> bool:
    if "/Mask" in picture or picture.get("/SMaskInData", 0):
        return False
    mask = picture.get("/SMask")
    if picture.get("/ImageMask", False):
        mask = picture
        opaque_is_one = [float(number) for number in picture.get("/Decode", ())] == [1, 0]
    elif mask is None:
        return True
    else:
        opaque_is_one = True
    size = int(mask.get("/Width", 0)) * int(mask.get("/Height", 0))
    if not budget.take_pixels(size):
        return False
    try:
        pixels = mask.read_bytes()
        budget.take_pixels(len(pixels) - size)
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return False
    if int(mask.get("/BitsPerComponent", 1)) > 1:
        return bool(pixels.count(b"\xff") >= SOLID * size)
    ones = int.from_bytes(pixels, "big").bit_count()
    return (ones if opaque_is_one else size - ones) >= SOLID * size
