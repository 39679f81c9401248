"""Which column of a plan table means what, and which cell of a row stands in which column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from partnership_register.importers.headings import is_header
from partnership_register.importers.paper import Cell, Row, Table
from partnership_register.importers.passage import Passage
from partnership_register.importers.refs import looks_like_ref
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import (
    SECTIONAL,
    likely_meaning_of,
    meanings_of,
    normal,
    standing,
)

OTHER = "other"
_LEVEL = re.compile(r"(?:(?:level|priority)\s*)?\d{1,2}|[A-E]|[HML]|high|medium|low|n/?a|-", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the plan: where it stands, how it is headed, and what it means."""

    start: int
    span: int
    heading: str
    letter: str
    """Its letter or number in the paper."""
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
    meanings = _meanings(kept, body)
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
    in_line = all(cell.start in edges for cell in row.cells)
    if in_line or len(row.cells) != len(layout.columns):
        return {}
    return {cell.start: number for number, cell in enumerate(row.cells)}


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


def _texts(column: Column, body: Sequence[Row]) -> list[str]:
    return [
        cell.text
        for row in body
        if len(row.filled) > 1
        for cell in row.filled
        if column.start <= cell.start < column.end
    ]


def _meanings(columns: Sequence[Column], body: Sequence[Row]) -> list[str]:
    """Give every column one meaning; what cannot be placed stays "other"."""
    candidates = [_candidates(column, body) for column in columns]
    for number, likely in _likely(columns, candidates):
        candidates[number] = (likely,)
    action = _sole(columns, candidates, "action")
    ref = _sole(columns, candidates, "ref")
    if ref is not None and not _texts(columns[ref], body):
        # A column for refs in which none was ever written.
        ref = None
    given: dict[int, str] = {}
    if action is not None:
        given[action] = "action"
    if ref is not None:
        given[ref] = "ref"
    for number, found in enumerate(candidates):
        sectional = [m for m in found if m in SECTIONAL]
        before = action is None or number < action
        if number not in given and sectional and (before or _heads_rows(columns[number], body)):
            given[number] = sectional[0]
    _refuse_like_sections(columns, given)
    for meaning in dict.fromkeys(m for found in candidates for m in found):
        if meaning in ("action", "ref", *SECTIONAL):
            continue
        claims = [n for n, found in enumerate(candidates) if meaning in found and n not in given]
        if claims:
            given[_best(columns, claims, meaning)] = meaning
    return [given.get(number, OTHER) for number in range(len(columns))]


def _heads_rows(column: Column, body: Sequence[Row]) -> bool:
    """Whether a column behind the actions still heads several rows: an objective, mostly blank."""
    texts = set(_texts(column, body))
    return meanings_of(column.heading) == ("objective",) and 0 < 2 * len(texts) <= len(body)


def _candidates(column: Column, body: Sequence[Row]) -> tuple[str, ...]:
    texts = _texts(column, body)
    if not column.heading:
        return ("ref",) if texts and all(looks_like_ref(text) for text in texts) else ()
    parts = column.heading.rpartition(": ")
    found = meanings_of(column.heading) or meanings_of(parts[2]) or meanings_of(parts[0])
    if "priority" in found and "objective" in found:
        levels = [text for text in texts if _LEVEL.fullmatch(text.strip(" ."))]
        return ("priority",) if 2 * len(levels) >= len(texts) else ("objective", "priority")
    return found


def _likely(
    columns: Sequence[Column], candidates: Sequence[tuple[str, ...]]
) -> list[tuple[int, str]]:
    """Meanings told by the main word of a heading alone, each for the one column that has it."""
    known = {meaning for found in candidates for meaning in found}
    likely = [
        (number, likely_meaning_of(column.heading))
        for number, column in enumerate(columns)
        if not candidates[number]
    ]
    told = [meaning for _, meaning in likely]
    return [(n, m) for n, m in likely if m and m not in known and told.count(m) == 1]


def _sole(
    columns: Sequence[Column], candidates: Sequence[tuple[str, ...]], meaning: str
) -> int | None:
    """The one column for a meaning on which the reading of the rows depends."""
    claims = [n for n, found in enumerate(candidates) if found[:1] == (meaning,)]
    firm = [n for n in claims if len(candidates[n]) == 1]
    if len(firm) > 1:
        _refuse_pair(columns[firm[0]], columns[firm[1]], meaning)
    return next(iter(firm or claims), None)


def _best(columns: Sequence[Column], claims: Sequence[int], meaning: str) -> int:
    ranked = sorted(claims, key=lambda n: standing(columns[n].heading, meaning))
    if len(ranked) > 1 and normal(columns[ranked[0]].heading) == normal(columns[ranked[1]].heading):
        _refuse_pair(columns[ranked[0]], columns[ranked[1]], meaning)
    return ranked[0]


def _refuse_like_sections(columns: Sequence[Column], given: dict[int, str]) -> None:
    numbers = [n for n in sorted(given) if given[n] in SECTIONAL]
    for one, other in pairwise(numbers):
        if normal(columns[one].heading) == normal(columns[other].heading):
            _refuse_pair(columns[one], columns[other], given[one])
    if len(numbers) > 2:
        names = ", ".join(columns[n].name for n in numbers)
        raise ImportRefused(
            f"{names} all head groups of actions, and a plan has room for two. Join two of these "
            "columns in a copy of the paper, or give one a heading of its own, such as Remarks."
        )


def _refuse_pair(one: Column, other: Column, meaning: str) -> None:
    raise ImportRefused(
        f"{one.name} (column {one.letter}) and {other.name} (column {other.letter}) can both be "
        f"the {meaning.replace('_text', '')}. In a copy of the paper, change the heading of the "
        "one that is not; it will then be kept under its own heading."
    )
