"""Reads a paper that was saved as CSV: whatever the encoding and the separator."""

import csv
import io
from pathlib import Path

from partnership_register.importers.headings import header_at
from partnership_register.importers.lines import lines_of
from partnership_register.importers.paper import Cell, Paper, Place, Row, Table
from partnership_register.importers.refusal import ImportRefused

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_MARKED = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODING_NAMES = {
    "utf-16-le": "Unicode (UTF-16)",
    "utf-16-be": "Unicode (UTF-16)",
    "cp1252": "Windows (1252)",
}


def read(path: Path) -> Paper:
    """Read the file as one table; raise ImportRefused where it is not a table of text."""
    text, encoding = _decoded(path.read_bytes())
    separator, text = _announced(text)
    tables = {mark: _table(text, mark) for mark in ([separator] if separator else _SEPARATORS)}
    if not all(tables.values()) and not any(_fit(table)[0] for table in tables.values() if table):
        raise ImportRefused(
            "the quotation marks of this CSV file do not pair, so it cannot be said where a cell "
            'ends. Open it in a spreadsheet and save it again as "CSV UTF-8".'
        )
    mark, table = max(
        ((mark, table) for mark, table in tables.items() if table), key=lambda pair: _fit(pair[1])
    )
    notes = []
    if encoding in _ENCODING_NAMES:
        notes.append(f"The file was read as {_ENCODING_NAMES[encoding]} text.")
    if mark != ",":
        notes.append(f"Its cells are separated by {_SEPARATORS[mark]}.")
    return Paper(path.name, (table,), tuple(notes))


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding), encoding
    if b"\0" in data[:200]:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return _decoded_as(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded_as(data, "cp1252"), "cp1252"


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            "the letters of this CSV file are in no encoding that is known here. Open it in a "
            'spreadsheet and save it again as "CSV UTF-8".'
        ) from error


def _announced(text: str) -> tuple[str, str]:
    """Take off the line "sep=;" with which some spreadsheets announce the separator."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and first[4:] in _SEPARATORS:
        return first[4:], rest
    return "", text


def _table(text: str, separator: str) -> Table | None:
    """The rows of the file, or None where its quotation marks do not fit this separator."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return Table("", tuple(_row(number, record) for number, record in enumerate(records, 1)))


def _row(number: int, record: list[str]) -> Row:
    name = f"row {number}"
    places = [Place(name, str(column)) for column in range(1, len(record) + 1)]
    return Row(
        tuple(
            Cell(lines_of(text, place), place, start)
            for start, (text, place) in enumerate(zip(record, places, strict=True))
        ),
        Place(name),
    )


def _fit(table: Table) -> tuple[bool, int]:
    """How well a separator fits: a row of headings above all, then the most cells filled."""
    for loosely in (False, True):
        at = header_at(table.rows, loosely=loosely)
        if at is not None:
            return True, len(table.rows[at].filled)
    return False, sum(len(row.filled) for row in table.rows)
