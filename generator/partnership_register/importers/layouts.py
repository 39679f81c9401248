"""Reads the header of a table, in one storey or two, into the layout of the plan."""

from collections.abc import Sequence

from partnership_register.importers.columns import Column, Layout
from partnership_register.importers.headings import is_header
from partnership_register.importers.meanings import meanings_in
from partnership_register.importers.paper import Cell, Row, Table
from partnership_register.importers.refs import looks_like_ref
from partnership_register.importers.refusal import ImportRefused


def layout_of(table: Table, header: int) -> tuple[Layout, int]:
    """Read the header of a table: its layout and the number of rows the header takes.

    Raise ImportRefused where two columns claim the same meaning.
    """
    top = table.rows[header]
    storeys = 2 if _has_second_storey(table, header) else 1
    body = [row for row in table.rows[header + storeys :] if row.filled and not is_header(row)]
    bare = [
        column
        for cell in top.cells
        for column in _columns_under(cell, table.rows[header + 1] if storeys == 2 else None, body)
    ]
    if not body:
        raise ImportRefused("the table has headings but nothing below them.", str(top.place))
    kept = [c for c in bare if c.heading or any(_within(c, row) for row in body)]
    meanings = meanings_in(kept, body)
    columns = (
        Column(c.start, c.span, c.heading, c.letter, meaning)
        for c, meaning in zip(kept, meanings, strict=True)
    )
    if "action" not in meanings:
        raise ImportRefused(
            "no column says what is to be done. Head one of them Action, Task or What.",
            str(top.place),
        )
    return Layout(tuple(columns)), storeys


def _has_second_storey(table: Table, header: int) -> bool:
    """Whether the row below the header parts some of its headings ("When": "Start", "End")."""
    top = table.rows[header]
    wide = [cell for cell in top.cells if cell.span > 1 and cell.lines]
    if not wide or header + 1 >= len(table.rows):
        return False
    below = table.rows[header + 1].filled
    return bool(below) and all(
        len(cell.text) < 40 and any(w.start <= cell.start and cell.end <= w.end for w in wide)
        for cell in below
    )


def _columns_under(head: Cell, second: Row | None, body: Sequence[Row]) -> list[Column]:
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
    return [Column(head.start, head.span, head.text, head.place.column)]


def _within(column: Column, row: Row) -> bool:
    return any(column.start <= cell.start < column.end for cell in row.filled)
