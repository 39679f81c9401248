"""The columns of a plan, and which cell of a row stands in which of them."""

from dataclasses import dataclass

from partnership_register.importers.paper import Cell, Row
from partnership_register.importers.passage import Passage
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import SECTIONAL, normal

OTHER = "other"
"""The meaning of a column that is not known here."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the plan: where it stands, how it is headed, and what it means."""

    start: int
    span: int
    heading: str
    letter: str
    """Its letter or number in the paper."""
    order: int | None = None
    """The number of its cell in the header; None where the header has one cell for several."""
    meaning: str = OTHER

    @property
    def end(self) -> int:
        """The column of the grid after the last that it covers."""
        return self.start + self.span

    @property
    def name(self) -> str:
        """The heading for a sentence, or the letter where the column has none."""
        return f'"{self.heading}"' if self.heading else f"column {self.letter} (no heading)"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a plan, in their order."""

    columns: tuple[Column, ...]
    width: int
    """How many cells the header has, columns that are empty throughout included."""

    def number_of(self, meaning: str) -> int | None:
        """The number of the column of that meaning, or None."""
        found = [n for n, column in enumerate(self.columns) if column.meaning == meaning]
        return found[0] if found else None

    @property
    def action(self) -> int:
        """The number of the column that says what is to be done; every layout has one."""
        return next(n for n, column in enumerate(self.columns) if column.meaning == "action")

    @property
    def sectional(self) -> tuple[int, ...]:
        """The numbers of the columns that head several rows, the outer one first."""
        return tuple(n for n, c in enumerate(self.columns) if c.meaning in SECTIONAL)

    @property
    def signature(self) -> tuple[str, ...]:
        """What two tables of one plan must have in common."""
        return tuple(c.meaning if c.meaning != OTHER else normal(c.heading) for c in self.columns)


def placed(row: Row, layout: Layout) -> dict[int, Passage]:
    """The cells of a row by the number of their column; empty cells are left out.

    Raise ImportRefused for words that stand beyond the last heading.
    """
    cells = [cell for cell in row.cells if cell.lines]
    in_order = _by_order(row, layout)
    found: dict[int, list[Cell]] = {}
    for cell in cells:
        number = in_order.get(cell.start)
        if number is None:
            number = _by_overlap(cell, layout)
        found.setdefault(number, []).append(cell)
    return {number: Passage.of(found[number]) for number in sorted(found)}


def covered_from_above(row: Row, layout: Layout) -> frozenset[int]:
    """The numbers of the columns in which this row is part of a cell that is merged downwards."""
    in_order = _by_order(row, layout)
    return frozenset(
        in_order[cell.start] if cell.start in in_order else _by_overlap(cell, layout)
        for cell in row.cells
        if cell.above
    )


def _by_order(row: Row, layout: Layout) -> dict[int, int]:
    """Cells by count where the edges of a Word table do not fall in line with its header."""
    edges = {column.start for column in layout.columns}
    in_line = all(cell.start in edges for cell in row.cells if cell.lines or cell.above)
    if in_line or len(row.cells) != layout.width:
        return {}
    starts = [cell.start for cell in row.cells]
    orders = {n: column.order for n, column in enumerate(layout.columns)}
    return {starts[order]: n for n, order in orders.items() if order is not None}


def _by_overlap(cell: Cell, layout: Layout) -> int:
    shared = [
        min(cell.end, column.end) - max(cell.start, column.start) for column in layout.columns
    ]
    if max(shared) <= 0:
        raise ImportRefused(
            "there are words here, but the header has no column for them. If this is a CSV file, "
            "a comma in a text may lack its quotation marks; otherwise give the column a heading.",
            str(cell.place),
        )
    if cell.span > 1:
        # A cell merged over several columns is read in the first of them.
        return next(number for number, width in enumerate(shared) if width > 0)
    return shared.index(max(shared))
