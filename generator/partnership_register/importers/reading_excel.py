"""Reads a paper kept in Excel: one sheet, as an officer sees it on the screen."""

import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as Stored
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from partnership_register.importers.excel_values import shown
from partnership_register.importers.headings import header_at
from partnership_register.importers.lines import lines_of
from partnership_register.importers.paper import Cell, Paper, Place, Row, Table
from partnership_register.importers.refusal import ImportRefused

_TEXT_OF_SHAPES = re.compile(rb"<a:t(?:\s[^>]*)?>([^<]+)</a:t>")
_EXAMPLES = 3


def read(path: Path, *, sheet: str | None = None) -> Paper:
    """Read the sheet that holds the plan.

    Raise ImportRefused where no sheet or more than one holds a plan, where a formula has no saved
    result, and where words stand in a text box.
    """
    _refuse_text_boxes(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of colours and drop-down lists that it does not keep.
            warnings.simplefilter("ignore")
            results, formulas = load_workbook(path, data_only=True), load_workbook(path)
    except (InvalidFileException, KeyError, SyntaxError, TypeError, ValueError) as error:
        raise ImportRefused(
            f"the file {path.name} cannot be opened. Open it in Excel and save it again as .xlsx."
        ) from error
    readings = {s.title: _Reading(s, formulas[s.title]) for s in results.worksheets}
    chosen = _chosen(readings, sheet)
    notes = [*_left_sheets(results, readings, chosen), *readings[chosen].notes()]
    return Paper(path.name, (Table(f"sheet {chosen}", readings[chosen].rows),), tuple(notes))


class _Reading:
    """One sheet: its rows, and what was noticed about its cells."""

    def __init__(self, sheet: Worksheet, formulas: Worksheet) -> None:
        self.sheet = sheet
        self.formulas = formulas
        self.noticed: defaultdict[str, list[str]] = defaultdict(list)
        self.hidden = {
            column
            for group in sheet.column_dimensions.values()
            if group.hidden
            for column in range(group.min or 0, (group.max or 0) + 1)
        }
        # Only cells that are stored: a sheet that is formatted to its last row has a million.
        stored: dict[int, dict[int, Stored]] = defaultdict(dict)
        for (row, column), written in formulas._cells.items():
            cell = sheet._cells.get((row, column))
            if written.value is not None and isinstance(cell, Stored):
                stored[row][column] = cell
        self.width = max((column for cells in stored.values() for column in cells), default=0)
        self.rows = tuple(self._rows(stored))

    def _rows(self, stored: dict[int, dict[int, Stored]]) -> Iterator[Row]:
        """The rows that hold anything; an empty one stands for each run of empty rows."""
        before = 0
        for number in sorted(stored):
            if number > before + 1:
                yield self._row(number - 1, {})
            yield self._row(number, stored[number])
            before = number

    def _row(self, number: int, stored: dict[int, Stored]) -> Row:
        name = f"row {number}"
        areas = self.sheet.merged_cells.ranges
        merged = {a.min_col: a for a in areas if a.min_row <= number <= a.max_row}
        cells: list[Cell] = []
        column = 1
        while column <= self.width:
            area = merged.get(column)
            last = min(area.max_col, self.width) if area else column
            above = area is not None and number > area.min_row
            place = Place(name, get_column_letter(column))
            span = last - column + 1
            if column in stored and not above:
                cells.append(self._cell(stored[column], place, column - 1, span))
            else:
                cells.append(Cell((), place, column - 1, span, above=above))
            column = last + 1
        return Row(tuple(cells), Place(name))

    def _cell(self, stored: Stored, place: Place, start: int, span: int) -> Cell:
        at = stored.coordinate
        if stored.data_type == "e":
            raise ImportRefused(f"the cell shows an error ({stored.value}).", str(place))
        if self.formulas[at].data_type == "f":
            if stored.value is None:
                raise ImportRefused(
                    "the cell holds a formula whose result was not saved. Open the workbook in "
                    "Excel, save it, and import it again.",
                    str(place),
                )
            self.noticed["formula"].append(at)
        value = shown(stored.value, stored.number_format)
        lines = lines_of(_unescaped(value.text), place)
        if lines:
            self._notice(stored, value.kind, value.text)
        bold = bool(lines) and bool(stored.font and stored.font.b)
        return Cell(lines, place, start, span, bold=bold, number=value.kind == "number")

    def _notice(self, stored: Stored, kind: str, text: str) -> None:
        at = stored.coordinate
        if kind == "date":
            self.noticed["date"].append(f'{at} as "{text}"')
        if kind == "number" and text != str(stored.value):
            self.noticed["number"].append(f'{at} as "{text}"')
        if stored.font and stored.font.strike:
            self.noticed["struck"].append(at)
        if stored.comment:
            self.noticed["comment"].append(f'{at}: "{" ".join(stored.comment.text.split())}"')
        if stored.hyperlink and stored.hyperlink.target:
            self.noticed["link"].append(f"{at} to {stored.hyperlink.target}")
        if stored.column in self.hidden:
            self.noticed["hidden column"].append(stored.column_letter)
        if self.sheet.row_dimensions[stored.row].hidden:
            self.noticed["hidden row"].append(str(stored.row))

    def notes(self) -> list[str]:
        """What an officer has to know of this sheet, one sentence for each kind of thing."""
        sentences = {
            "date": "Cells that Excel stores as dates were written out: {few}.",
            "number": "Numbers were written as Excel shows them: {few}.",
            "formula": "Formulas were read as their last saved results: {few}.",
            "hidden row": "Hidden rows were read like the others; look at them before you publish: "
            "{all}.",
            "hidden column": "Hidden columns were read like the others; look at them before you "
            "publish: {all}.",
            "struck": "Text that is struck through was read as text: {all}.",
            "comment": "Comments in the margin are not part of the table and were not read: {all}.",
            "link": "The text of links was kept, their addresses were not: {all}.",
        }
        return [
            sentence.format(few=_few(found), all=", ".join(found))
            for kind, sentence in sentences.items()
            if (found := list(dict.fromkeys(self.noticed[kind])))
        ]


def _chosen(readings: dict[str, _Reading], sheet: str | None) -> str:
    names = ", ".join(f'"{name}"' for name in readings)
    if sheet is not None:
        if sheet not in readings:
            raise ImportRefused(f'there is no sheet "{sheet}"; the sheets are {names}.')
        return sheet
    plans = [n for n, reading in readings.items() if header_at(reading.rows) is not None]
    if not plans:
        plans = [n for n, r in readings.items() if header_at(r.rows, loosely=True) is not None]
    if len(plans) > 1:
        listed = ", ".join(f'"{name}"' for name in plans)
        raise ImportRefused(
            f"more than one sheet holds an action plan: {listed}. Say which one to import with "
            f'--sheet "{plans[0]}".'
        )
    if plans:
        return plans[0]
    filled = [name for name, reading in readings.items() if reading.rows]
    return (filled or list(readings))[0]


def _left_sheets(workbook: Workbook, readings: dict[str, _Reading], chosen: str) -> list[str]:
    notes = []
    for name, reading in readings.items():
        hidden = "hidden " if workbook[name].sheet_state != "visible" else ""
        filled = sum(len(row.filled) for row in reading.rows)
        if name == chosen and hidden:
            notes.append(f'The sheet "{name}" is hidden and was read all the same.')
        elif name != chosen and (filled or hidden):
            notes.append(f'The {hidden}sheet "{name}" was not read; cells filled: {filled}.')
    return notes


def _refuse_text_boxes(path: Path) -> None:
    """Words in shapes that float above the cells cannot be put in a row."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
                words = b" ".join(_TEXT_OF_SHAPES.findall(archive.read(name))).decode()
                if words.strip():
                    raise ImportRefused(
                        f'words stand in a text box ("{words[:80]}"). Move them into a cell, or '
                        "delete the box in a copy of the paper."
                    )


def _unescaped(text: str) -> str:
    """Line breaks that some programs write into workbooks as _x000D_."""
    return re.sub(r"_x000[dD]_\n?", "\n", text).replace("_x000A_", "\n")


def _few(found: Sequence[str]) -> str:
    more = len(found) - _EXAMPLES
    return ", ".join(found[:_EXAMPLES]) + (f" and {more} more" if more > 0 else "")
