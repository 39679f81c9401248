"""Reads the rows of a plan: headings, repeated headers, totals, and rows that go on from above."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partnership_register.importers.columns import Layout
from partnership_register.importers.contents import BodyRow, Contents, Prose
from partnership_register.importers.going_on import Above, goes_on_from
from partnership_register.importers.paper import Row
from partnership_register.importers.passage import Passage
from partnership_register.importers.refs import refs_stand_in_text
from partnership_register.importers.row_kinds import (
    Placed,
    is_heading,
    is_repeated_header,
    is_total,
    repeats_heading,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or paragraph that heads the actions below it."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the plan, its halves joined: what stands in each column, by its number."""

    passages: dict[int, Passage]
    place: str
    """The row in which it begins."""


@dataclass(slots=True)
class RowsRead:
    """What the rows of a paper hold, in their order, and what was done to read them."""

    layout: Layout
    refs_in_text: bool
    parts: list[Heading | Entry] = field(default_factory=list)
    totals: list[Passage] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    """Headers and headings that came back after a page break; they are left out."""
    joined: list[tuple[str, str]] = field(default_factory=list)
    """Each row that went on from another, and that other."""
    shared: list[str] = field(default_factory=list)
    """Merged cells that were given to each of the actions they stand beside."""


def rows_of(contents: Contents) -> RowsRead:
    """Read the rows of a paper; raise ImportRefused where a row can be read in two ways."""
    layout = contents.layout
    parts = [_part(part, layout) for part in contents.body]
    placed = [part for part in parts if isinstance(part, Placed)]
    read = RowsRead(layout, _refs_in_text(placed, contents.headers, layout))
    page_break = blank = False
    for number, part in enumerate(parts):
        if isinstance(part, Prose):
            read.parts.append(Heading(part.passage))
            continue
        page_break = page_break or part.after_break
        if not part.values:
            blank = blank or not part.above
            continue
        if is_repeated_header(part.row, contents.headers) or repeats_heading(part, _heading(read)):
            read.repeated.append(part.row)
            page_break = True
            continue
        after = next((p for p in parts[number + 1 :] if isinstance(p, Placed) and p.values), None)
        _take(read, part, after, page_break=page_break, blank=blank)
        page_break = blank = False
    return read


def _part(part: BodyRow | Prose, layout: Layout) -> Placed | Prose:
    if isinstance(part, Prose):
        return part
    return Placed.of(part.row, layout, after_break=part.after_break)


def _refs_in_text(rows: Sequence[Placed], headers: Sequence[Row], layout: Layout) -> bool:
    if layout.number_of("ref") is not None:
        return False
    action = layout.number_of("action")
    texts = [
        row.values[action].lines[0].text
        for row in rows
        if action in row.values and not is_repeated_header(row.row, headers)
    ]
    return refs_stand_in_text(texts)


def _heading(read: RowsRead) -> Passage | None:
    """The heading under which the next row will stand."""
    return next((p.passage for p in reversed(read.parts) if isinstance(p, Heading)), None)


def _take(
    read: RowsRead, row: Placed, after: Placed | None, *, page_break: bool, blank: bool
) -> None:
    above = read.parts[-1] if read.parts else None
    if is_total(row):
        read.totals.append(Passage.of(row.row.filled))
    elif _goes_on(read, row, above, page_break=page_break):
        assert isinstance(above, Entry)
        read.joined.append((str(row.row.place), above.place))
        read.parts[-1] = _with_more(above, row, split=page_break or blank)
    elif is_heading(row, after, read.layout, refs_in_text=read.refs_in_text):
        read.parts.append(Heading(Passage.of(row.row.filled)))
    else:
        read.parts.append(_entry(read, row, above))
