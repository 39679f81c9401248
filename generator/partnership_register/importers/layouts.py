"""Reads the header of a table, in one storey or two, into the layout of the plan."""

from collections.abc import Sequence
from dataclasses import replace

from partnership_register.importers.columns import Column, Layout
from partnership_register.importers.headings import is_header
from partnership_register.importers.meanings import meanings_in
from partnership_register.importers.paper import Cell, Row, Table
from partnership_register.importers.refs import looks_like_ref
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import meanings_of

_LONGEST_HEADING = 40


def layout_of(table: Table, header: int) -> tuple[Layout, int]:
    """Read the header of a table: its layout and the number of rows the header takes.

    Raise ImportRefused where two columns claim the same meaning.
    """
    top = table.rows[header]
    storeys = 2 if _has_second_storey(table, header) else 1
    second = table.rows[header + 1] if storeys == 2 else None
    body = [row for row in table.rows[header + storeys :] if row.filled and not is_header(row)]
    if not body:
        raise ImportRefused("the table has headings but nothing below them.", str(top.place))
    found = [c for n, cell in enumerate(top.cells) for c in _columns_under(n, cell, second, body)]
    kept = [c for c in found if c.heading or any(_within(c, row, len(top.cells)) for row in body)]
    meanings = meanings_in(kept, body)
    columns = (replace(c, meaning=meaning) for c, meaning in zip(kept, meanings, strict=True))
    if "action" not in meanings:
        raise ImportRefused(
            "no column says what is to be done. Head one of them Action, Task or What.",
            str(top.place),
        )
    return Layout(tuple(columns), len(top.cells)), storeys


def _has_second_storey(table: Table, header: int) -> bool:
    """Whether the row below the header parts some of its headings ("When": "Start", "End")."""
    top = table.rows[header]
    wide = [cell for cell in top.cells if cell.span > 1 and cell.lines]
    if not wide or header + 1 >= len(table.rows):
        return False
    second = table.rows[header + 1]
    parted = all(
        len(cell.text) < _LONGEST_HEADING
        and not looks_like_ref(cell.text)
        and any(head.start <= cell.start and cell.end <= head.end for head in wide)
        for cell in second.filled
    )
    covered = all(cell.above for cell in second.cells if not cell.lines)
    known = any(meanings_of(cell.text) for cell in second.filled)
    # Words below a wide heading may also be the first row of the plan, which must not be taken
    # for headings and left out.
    return parted and len(second.filled) > 1 and (covered or known)


def _columns_under(order: int, head: Cell, second: Row | None, body: Sequence[Row]) -> list[Column]:
    """One column for a heading, or several where the table is parted below it."""
    inside = [c for c in second.cells if head.start <= c.start < head.end] if second else []
    if head.span > 1 and any(cell.lines for cell in inside):
        return [
            Column(c.start, c.span, f"{head.text}: {c.text}" if c.lines else "", c.place.column)
            for c in inside
        ]
    starts = sorted(
        {c.start for row in body for c in row.filled if head.start <= c.start < head.end}
    )
    parts = [c for row in body for c in row.filled if c.start == head.start and c.span < head.span]
    two = len(starts) == 2 and starts[0] == head.start and bool(parts)
    if two and all(looks_like_ref(cell.text) for cell in parts):
        # "Action" over a narrow column of numbers and a wide one of text.
        edge = starts[1]
        return [
            Column(head.start, edge - head.start, "", head.place.column),
            Column(edge, head.end - edge, head.text, parts[0].place.column),
        ]
    return [Column(head.start, head.span, head.text, head.place.column, order)]


def _within(column: Column, row: Row, width: int) -> bool:
    """Whether a row has words in a column, by the edges of its cell or by their count."""
    if len(row.cells) == width and column.order is not None and row.cells[column.order].lines:
        return True
    return any(column.start <= cell.start < column.end for cell in row.filled)
