"""How many objects a PDF holds, counted before they are made: packed ones fill memory at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from operator import itemgetter

import pikepdf
from pikepdf import settings

from partnership_register.attachments.findings import Refused

MOST_UNPACKED = 64_000_000
"""Bytes that any stream may unpack to."""
_MOST_PACKED = 4_000_000
"""Bytes of one stream of objects; programs put some hundred into each, a tenth of this at most."""
_MOST_PARTS = 2_500_000
"""Numbers, names, texts and lists of a file, each of which takes some hundred bytes of memory."""
_MOST_NUMBERED = 1_500_000
_HINT = "publish the paper in smaller files, or print it to a PDF again (Print > Save as PDF)"
TOO_MANY = ("has too many parts to be looked through", _HINT)

_OBJECT = re.compile(rb"obj\b")
_NUMBERS = re.compile(rb"\d{1,10}[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}\Z")
_LONGEST_HEAD = 40
"""Bytes of the numbers before an object."""
_MOST_STRAYS = 1000
_LONGEST_SAID = 2000
"""Bytes of what an object says of itself before its content."""
_BETWEEN = b"\0\t\n\f\r >])"
_WORDS = b"+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_KINDS = bytes(32 if each in _BETWEEN else 120 if each in _WORDS else 46 for each in range(256))
"""What stands between parts as a blank, what begins a number or a word as an x."""
_OPENING = {b"[": 3, b"(": 1, b"/": 1, b"<": 1}
"""What opens lists, texts, names and dictionaries (of two such signs); lists take most memory."""


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF of which no more is in memory than what was counted before.

    Raises Refused where there would be too much, and the errors of pikepdf.
    """
    left = _MOST_PARTS - _parts(content)
    if left < 0:
        raise Refused(*TOO_MANY)
    settings.set_qpdf_limits(flate_max_memory=_MOST_PACKED, png_max_memory=_MOST_PACKED)
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            _refuse_bursting(pdf, left)
            settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED, png_max_memory=MOST_UNPACKED)
            yield pdf
    finally:
        settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED, png_max_memory=MOST_UNPACKED)


def _refuse_bursting(pdf: pikepdf.Pdf, left: int) -> None:
    """Unpack the streams of objects one by one, and refuse those that hold too many together."""
    if int(pdf.trailer.get("/Size", 0)) > _MOST_NUMBERED:
        raise Refused(*TOO_MANY)
    entries = pdf.get_xref_table().values()
    packed = {each.obj_stream_number for each in entries if each.obj_stream_number is not None}
    size = 0
    for number in packed:
        unpacked = pdf.get_object(number, 0).read_bytes()
        size += len(unpacked)
        left -= _parts(unpacked)
        if left < 0 or size > MOST_UNPACKED:
            raise Refused(*TOO_MANY)


def in_no_table(pdf: pikepdf.Pdf, content: bytes) -> bool:
    """Whether an object with something to unpack lies in a file, and no table leads to it."""
    entries = pdf.get_xref_table().items()
    places = sorted((entry.offset, of) for of, entry in entries if entry.offset)
    at, strays = 0, 0
    while found := _OBJECT.search(content, at):
        at = found.end()
        start = max(0, found.start() - _LONGEST_HEAD)
        numbers = _NUMBERS.search(content, start, found.start())
        before = bisect_right(places, numbers.start(), key=itemgetter(0)) - 1 if numbers else -1
        if numbers is None or before < 0:
            continue
        begin, of = places[before]
        end = _end(pdf.get_object(*of), content, begin)
        if numbers.start() < end:
            at = max(at, end)
            continue
        after = places[before + 1][0] if before + 1 < len(places) else len(content)
        said = content[found.end() : min(after, found.end() + _LONGEST_SAID)]
        strays += 1
        if strays > _MOST_STRAYS or (b"stream" in said and b"/XRef" not in said):
            return True
    return False


def _end(each: pikepdf.Object, content: bytes, begin: int) -> int:
    """Where an object ends that begins there; the words that it may hold do not end it."""
    if isinstance(each, pikepdf.Stream):
        begin = content.find(b"stream", begin) + len(each.read_raw_bytes())
    return content.find(b"endobj", begin) % (len(content) + 1)


def _parts(text: bytes) -> int:
    """About how many parts something may have, never less than half of what it has."""
    words = text.translate(_KINDS).count(b" x")
    return words + sum(text.count(sign) * parts for sign, parts in _OPENING.items())
