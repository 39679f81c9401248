"""Reads the rows of a plan: headings, repeated headers, totals, and rows that go on from above."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partnership_register.importers.columns import Layout
from partnership_register.importers.contents import BodyRow, Contents, Prose
from partnership_register.importers.going_on import Entry, goes_on_from
from partnership_register.importers.headings import is_repeated_header, without_continued
from partnership_register.importers.paper import Cell, Row
from partnership_register.importers.passage import Passage, unfinished
from partnership_register.importers.refs import refs_stand_in_text
from partnership_register.importers.row_kinds import (
    Placed,
    is_heading,
    is_total,
    repeats_heading,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or paragraph that heads the actions below it."""

    passage: Passage


@dataclass(slots=True)
class RowsRead:
    """What the rows of a paper hold, in their order, and what was done to read them."""

    layout: Layout
    refs_in_text: bool
    parts: list[Heading | Entry] = field(default_factory=list)
    totals: list[Passage] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    """Rows of headings that came back after a page break; they are left out."""
    repeats: list[Cell] = field(default_factory=list)
    """Cells of other rows that only say again what stands above; they are left out."""
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
    entry = above if isinstance(above, Entry) else None
    may_go_on = page_break or (entry is not None and _action_unfinished(entry, read.layout))
    if is_total(row):
        read.totals.append(Passage.beside(row.row.filled))
    elif is_heading(row, after, read.layout, refs_in_text=read.refs_in_text, may_go_on=may_go_on):
        read.parts.append(Heading(Passage.of(row.row.filled)))
    elif entry is None or not _joined(read, row, entry, page_break=page_break, blank=blank):
        read.parts.append(_entry(read, row, entry))


def _action_unfinished(entry: Entry, layout: Layout) -> bool:
    passage = entry.passages.get(layout.number_of("action") or 0)
    return passage is not None and unfinished(passage.text)


def _joined(read: RowsRead, row: Placed, entry: Entry, *, page_break: bool, blank: bool) -> bool:
    """Join the row to the entry above where it goes on from it; say whether it did."""
    layout = read.layout
    again = {n for n in layout.sectional if n in row.values and _said_again(read, n, row)}
    more = row.without(again)
    if not goes_on_from(more, entry, layout, page_break=page_break, refs_in_text=read.refs_in_text):
        return False
    ref = layout.number_of("ref")
    if ref in more.values:
        again.add(ref)
        more = row.without(again)
    read.repeats += [cell for number in again for cell in row.values[number].cells]
    passages = dict(entry.passages)
    for number, passage in more.values.items():
        before = passages.get(number)
        split = page_break or blank
        passages[number] = before.joined(passage, split=split) if before else passage
    read.parts[-1] = Entry(dict(sorted(passages.items())), entry.place)
    read.joined.append((str(row.row.place), entry.place))
    return True


def _said_again(read: RowsRead, number: int, row: Placed) -> bool:
    """Whether a column that heads several rows says what it already said above."""
    for part in reversed(read.parts):
        if isinstance(part, Entry) and number in part.passages:
            said = without_continued(row.text(number)).split()
            return said == part.passages[number].text.split()
    return False


def _entry(read: RowsRead, row: Placed, above: Entry | None) -> Entry:
    passages = dict(row.values)
    if above is not None:
        kept = row.above - {*read.layout.sectional, read.layout.number_of("ref")}
        for number in kept & above.passages.keys():
            # A cell merged over several actions is meant for each of them.
            passages[number] = above.passages[number]
            read.shared.append(str(above.passages[number].cells[0].place))
    return Entry(dict(sorted(passages.items())), str(row.row.place))
