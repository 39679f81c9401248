"""Reads the rows of a plan: headings, repeated headers, totals, and rows that go on from above."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partnership_register.importers.columns import Layout
from partnership_register.importers.contents import BodyRow, Contents
from partnership_register.importers.going_on import Entry, goes_on_from
from partnership_register.importers.headings import is_repeated_header
from partnership_register.importers.paper import Cell, Row
from partnership_register.importers.passage import Passage, ended, unfinished
from partnership_register.importers.prose import Prose
from partnership_register.importers.refs import refs_stand_in_text
from partnership_register.importers.row_kinds import (
    Habits,
    Placed,
    is_heading,
    is_total,
    may_head,
    repeats_heading,
)
from partnership_register.importers.synonyms import without_continued


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or paragraph that heads the actions below it."""

    passage: Passage


@dataclass(slots=True)
class RowsRead:
    """What the rows of a paper hold, in their order, and what was done to read them."""

    layout: Layout
    habits: Habits
    parts: list[Heading | Entry] = field(default_factory=list)
    totals: list[Passage] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    """Rows of headings that came back after a page break; they are left out."""
    repeats: list[Cell] = field(default_factory=list)
    """Cells of other rows that only say again what stands above; they are left out."""
    joined: list[tuple[str, str]] = field(default_factory=list)
    """Each row that went on from another, and that other."""
    spread: list[str] = field(default_factory=list)
    """Merged cells that lie over several columns and were read in the first of them."""
    shared: list[str] = field(default_factory=list)
    """Merged cells that were given to each of the actions they stand beside."""


def rows_of(contents: Contents) -> RowsRead:
    """Read the rows of a paper; raise ImportRefused where a row can be read in two ways."""
    layout = contents.layout
    parts = [_part(part) for part in contents.body]
    placed = [part for part in parts if isinstance(part, Placed)]
    read = RowsRead(layout, _habits(placed, contents.headers, layout))
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


def _part(part: BodyRow | Prose) -> Placed | Prose:
    if isinstance(part, Prose):
        return part
    return Placed.of(part.row, part.layout, after_break=part.after_break)


def _habits(rows: Sequence[Placed], headers: Sequence[Row], layout: Layout) -> Habits:
    ref, action = layout.number_of("ref"), layout.action
    acting = [r for r in rows if action in r.values and not is_repeated_header(r.row, headers)]
    if ref is not None:
        with_ref = [row for row in acting if ref in row.values or ref in row.above]
        return Habits(in_text=False, usual=2 * len(with_ref) > len(acting))
    in_text = refs_stand_in_text([r.values[action].lines[0].text for r in acting])
    filled = [row for row in rows if row.values][:2]
    alone = len(filled) == 2 and action in filled[0].values and may_head(*filled)
    return Habits(in_text=in_text, usual=in_text, headings_alone=alone and not in_text)


def _heading(read: RowsRead) -> Passage | None:
    """The heading under which the next row will stand."""
    return next((p.passage for p in reversed(read.parts) if isinstance(p, Heading)), None)


def _take(
    read: RowsRead, row: Placed, after: Placed | None, *, page_break: bool, blank: bool
) -> None:
    above = read.parts[-1] if read.parts else None
    entry = above if isinstance(above, Entry) else None
    action = entry.passages.get(read.layout.action) if entry else None
    open_ended = action is not None and unfinished(action.text)
    closed = action is not None and ended(action.text) and may_head(row, after)
    may_go_on = open_ended or (page_break and not closed)
    if is_total(row):
        read.totals.append(Passage.beside(row.row.filled))
    elif is_heading(row, after, read.layout, read.habits, may_go_on=may_go_on):
        read.parts.append(Heading(Passage.of(row.row.filled)))
    elif entry is None or not _joined(read, row, entry, page_break=page_break, blank=blank):
        read.parts.append(_entry(read, row, entry))


def _joined(read: RowsRead, row: Placed, entry: Entry, *, page_break: bool, blank: bool) -> bool:
    """Join the row to the entry above where it goes on from it; say whether it did."""
    layout = read.layout
    again = {n for n in layout.sectional if n in row.values and _said_again(read, n, row)}
    more = row.without(again)
    if not goes_on_from(more, entry, layout, read.habits, page_break=page_break):
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
    read.spread += _spread(row, read.layout)
    return Entry(dict(sorted(passages.items())), str(row.row.place))


def _spread(row: Placed, layout: Layout) -> list[str]:
    """The cells of a row that are merged over several columns of the plan."""
    if len(row.row.cells) >= len(layout.columns):
        return []
    edges = [column.start for column in layout.columns]
    return [
        str(cell.place)
        for cell in row.row.filled
        if any(cell.start < edge < cell.end for edge in edges)
    ]
