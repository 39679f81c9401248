"""Plain text and CSV: nothing in them that is not seen, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from partnership_register.attachments.findings import Finding, Refused

_UTF8 = "open it, choose File > Save As, and choose CSV UTF-8 or the encoding UTF-8"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\u3164\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_LONGEST_CELL = 2_000_000
"""Characters, such as those of the outline of a ward on a map."""
_FORMULA = re.compile(
    r"""(?x)\s*(?:
      [=@\uff1d\uff20] | [+-][A-Za-z.]+[(!] | [+-].*\|      # a name with what it works on, or DDE
    | [+-][^A-Za-z]*\$?[A-Z]{1,3}\$?[0-9]+\s*(?:[-+*/^&:),].*)?$   # cells: -A1, -(1+A2)
    | [+-][^"]*[-+*/^&(,][A-Za-z][A-Za-z0-9.]*+\(          # a function further on
    | [+-][^"]*!\$?[A-Z]{1,3}\$?[0-9]                      # a cell of another sheet
    )"""
)
_SIGNS = frozenset("=@+-\uff1d\uff20")
"""What a formula begins with."""
_OTHER_CELLS = re.compile(r"[;\t|][^\S\t]*+(?:[\"'][^\S\t]*+)?=[^=\s]")
"""A formula behind a mark that some spreadsheets take for the end of a cell; each tab is one."""
_MOST_CELLS = 1_000_000
"""Commas in a row. The outline of a ward may hold some ten thousand."""
_MARKUP = re.compile(
    r"""(?xi)<(?:script|iframe|svg|object|embed|html|!doctype|meta|base|form|style|link|applet)\b
    |<[a-z][a-z0-9]{0,20}\s[^<>]{0,500}?(?:\bon[a-z]{3,20}\s*=|javascript:)"""
)


def plain_findings(content: bytes) -> Iterator[Finding]:
    """What is wrong with a text file. Raises Refused where it is not UTF-8."""
    text = _decoded(content)
    if _UNSEEN.search(text):
        yield Finding(
            "holds characters that cannot be seen",
            "delete them: copy the text into a new file as plain text and save that",
        )
    if _MARKUP.search(text):
        yield Finding(
            "holds the markup of a web page, which a browser might run",
            "save the text as it is read, without the tags",
        )


def csv_findings(content: bytes) -> Iterator[Finding]:
    """What is wrong with a CSV file. Raises Refused where it is not UTF-8, or no table."""
    yield from plain_findings(content)
    formulas = 0
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in _rows(content):
            formulas += sum(map(_is_formula, row))
    except csv.Error as error:
        raise Refused("cannot be read as CSV", _UTF8) from error
    finally:
        csv.field_size_limit(before)
    if formulas:
        yield Finding(
            "has a cell that begins like a formula, which a spreadsheet would run",
            "take the sign (= + - @) away from the beginning of the cell, or put a word before it",
        )


def _rows(content: bytes) -> Iterator[list[str]]:
    """The rows of a table, one at a time. Raises Refused for one that would fill the memory."""
    commas = 0

    def lines() -> Iterator[str]:
        nonlocal commas
        for line in TextIOWrapper(BytesIO(content), "utf-8-sig", newline=""):
            commas += line.count(",")
            if commas > _MOST_CELLS:
                raise Refused("has a row of far too many cells", "publish it in smaller files")
            yield line

    for row in csv.reader(lines()):
        commas = 0
        yield row


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run a cell; nearly all have not the sign for it."""
    if cell.lstrip()[:1] in _SIGNS and _FORMULA.match(cell):
        return True
    return "=" in cell and bool(_OTHER_CELLS.search(cell))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("is text, but not UTF-8", _UTF8) from error
