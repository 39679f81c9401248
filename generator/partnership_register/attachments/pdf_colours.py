"""Colours of a PDF, as far as they can be told from the numbers and names that stand for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
Mix = Callable[[list[float]], Colour | None]
"""Makes a colour of the numbers that describe it in some space; None where nobody can tell it."""

_WHITE: Colour = (1, 1, 1)
_HARDLY = 0.01
_PALE = 5.0
"""How far from grey a colour of the space Lab may be that counts as grey."""
_MOST_LISTED = 4096


def of_gray(values: list[float]) -> Colour:
    """From black to white."""
    return values[0], values[0], values[0]


def of_rgb(values: list[float]) -> Colour:
    """Of the three lights of a screen."""
    red, green, blue = values
    return red, green, blue


def of_cmyk(values: list[float]) -> Colour:
    """Of the four inks of a press."""
    cyan, magenta, yellow, black = values
    return (
        (1 - cyan) * (1 - black),
        (1 - magenta) * (1 - black),
        (1 - yellow) * (1 - black),
    )


BY_NAME: Mapping[str, Mix] = {"/DeviceGray": of_gray, "/DeviceRGB": of_rgb, "/DeviceCMYK": of_cmyk}
_BY_CHANNELS = {1: of_gray, 3: of_rgb, 4: of_cmyk}
_CALIBRATED = {"/CalGray": of_gray, "/CalRGB": of_rgb}


def mix_of(name: str, spaces: Any, table_of: Callable[[Any], bytes]) -> Mix | None:
    """What makes the colours of a space, by its name on a page. Raises the errors of pikepdf.

    Lists of colours that are objects of their own are read by `table_of`.
    """
    return BY_NAME.get(name) or _of(spaces.get(name), table_of)


def _of(space: Any, table_of: Callable[[Any], bytes], deep: int = 0) -> Mix | None:
    if isinstance(space, pikepdf.Name):
        return BY_NAME.get(str(space))
    if not isinstance(space, pikepdf.Array) or not len(space) or deep > 3:
        return None
    kind = str(space[0])
    if kind == "/ICCBased":
        return _BY_CHANNELS.get(int(space[1].get("/N", 0)))
    if kind == "/Lab":
        return _of_lab
    if kind in ("/Separation", "/DeviceN"):
        return _of_black if str(space[1]) in ("/Black", "/All") else _of_inks
    if kind in ("/Indexed", "/I"):
        table = space[3]
        colours = table_of(table) if isinstance(table, pikepdf.Stream) else bytes(table)
        return _listed(_of(space[1], table_of, deep + 1), colours[:_MOST_LISTED])
    return _CALIBRATED.get(kind)


def _of_lab(values: list[float]) -> Colour | None:
    light, *others = values
    return of_gray([light / 100]) if all(abs(value) < _PALE for value in others) else None


def _of_black(values: list[float]) -> Colour:
    return of_gray([1 - values[0]])


def _of_inks(values: list[float]) -> Colour | None:
    """Where no ink is taken the paper shows; nobody knows the colours of the others."""
    return None if any(value > _HARDLY for value in values) else _WHITE


def _listed(mix: Mix | None, colours: bytes) -> Mix | None:
    channels = next((n for n, known in _BY_CHANNELS.items() if known is mix), 0)
    if mix is None or not channels:
        return None

    def of(values: list[float]) -> Colour | None:
        at = int(values[0]) * channels
        return mix([part / 255 for part in colours[at : at + channels]])

    return of
