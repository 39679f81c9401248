"""Rows of tables as short as HTML allows, since a list of the register has hundreds of them.

What all cells of a column have in common is said once, by a class on the table. End tags that HTML
lets one leave out are left out, and an empty cell stays empty: the stylesheet says "None" there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial

from markupsafe import Markup

from partnership_register.pages.shapes import Cell, Column, Link, TableRow
from partnership_register.pages.writing import day, short_day
from partnership_register.render.atoms import value
from partnership_register.render.escaping import ready, written

MOST_COLUMNS = 12
"""Columns for which the stylesheet knows classes of the table; cells beyond have their own."""
NONE = "None"
"""What the stylesheet says in an empty cell."""

_Start = tuple[str, str, str]
"""The kind of a column; how its cells begin, up to their key; the whole of an empty one."""
_Starts = tuple[_Start, ...]


def column_classes(columns: Sequence[Column]) -> Markup:
    """The classes of a table that say of what kind its columns are, each after a space."""
    numbered = enumerate(columns[:MOST_COLUMNS], start=1)
    return ready("".join(f" col-{at}-{it.kind}" for at, it in numbered if it.kind != "text"))


def rows(several: Sequence[TableRow], columns: tuple[Column, ...], *, sortable: bool) -> Markup:
    """Rows, each headed by its first cell; with what `register.js` needs if they can be sorted."""
    if sortable:
        starts = _starts(columns)
        return ready("".join([_row(starts, row, sortable=True) for row in several]))
    return ready("".join(map(_remembered(columns), several)))


@lru_cache(maxsize=64)
def _remembered(columns: tuple[Column, ...]) -> Callable[[TableRow], str]:
    """Writes rows that are not sorted.

    Short tables, such as who attended, repeat rows page by page; those of a sorted list stand on
    one page alone.
    """
    return lru_cache(maxsize=512)(partial(_row, _starts(columns), sortable=False))


def _row(starts: _Starts, row: TableRow, *, sortable: bool) -> str:
    made = [f'<tr id="{written(row.anchor)}">' if row.anchor else "<tr>"]
    for cell, (kind, filled, empty) in zip(row.cells, starts, strict=True):
        if not (cell.value if isinstance(cell, Cell) else cell):
            made.append(empty)
            continue
        key = _key(cell, kind) if sortable and isinstance(cell, Cell) else ""
        made += filled, key, ">", written(value(cell, NONE))
    return "".join(made)


@lru_cache(maxsize=64)
def _starts(columns: tuple[Column, ...]) -> _Starts:
    """How a cell of each column begins."""
    return (
        (columns[0].kind, '<th scope="row"', f'<th scope="row">{written(value(None, NONE))}'),
        *_later(columns),
    )


def _later(columns: tuple[Column, ...]) -> Iterator[_Start]:
    for at, column in enumerate(columns[1:], start=2):
        label = f' data-label="{written(column.label)}"' if column.labelled else ""
        own = at > MOST_COLUMNS and column.kind != "text"
        kind = f' class="cell--{column.kind}"' if own else ""
        yield column.kind, f"<td{label}{kind}", "<td>"


def _key(cell: Cell, kind: str) -> str:
    """The attribute by which a cell sorts, unless the script can read the same in its words."""
    said = cell.value.text if isinstance(cell.value, Link) else cell.value
    plain = said == cell.sort_key or (kind == "date" and said in _dates(cell.sort_key))
    return "" if plain else f' data-key="{written(cell.sort_key)}"'


@lru_cache(maxsize=4096)
def _dates(key: str) -> tuple[str, ...]:
    """The ways in which a date is written that the script reads."""
    try:
        when = date.fromisoformat(key)
    except ValueError:
        return ()
    return day(when), short_day(when)
