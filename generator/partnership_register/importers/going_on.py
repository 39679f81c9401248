"""Says of a row without a ref whether it goes on from the row above or is an action of its own."""

from dataclasses import dataclass

from partnership_register.importers.columns import Layout
from partnership_register.importers.passage import Passage, begins_small, ended, goes_on, unfinished
from partnership_register.importers.refs import ref_in_text
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.row_kinds import Habits, Placed
from partnership_register.importers.synonyms import without_continued

_OWN = ("leads", "timescale", "priority")
"""The columns that a row would hardly fill if it only went on from another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the plan, its halves joined: what stands in each column, by its number."""

    passages: dict[int, Passage]
    place: str
    """The row in which it begins."""


def goes_on_from(
    row: Placed, above: Entry, layout: Layout, habits: Habits, *, page_break: bool
) -> bool:
    """Whether `row` is the second half of the row above, or a line more of the same action.

    `page_break` says that a header or the edge of a table stands between them.
    Raise ImportRefused where it cannot be told.
    """
    if any(_opens_section(row, above, number) for number in layout.sectional):
        return False
    known = _told_by_cells(row, above, layout)
    if known is not None:
        return known
    if habits.usual:
        return _goes_on_without_its_ref(row, above, layout, page_break=page_break)
    return _goes_on_without_refs(row, above, layout, page_break=page_break)


def _told_by_cells(row: Placed, above: Entry, layout: Layout) -> bool | None:
    """What the ref and the merged cells tell, or None where it is for the words to tell."""
    ref, action = layout.number_of("ref"), layout.action
    if ref is not None and ref in row.values:
        return _same_ref(row, above, ref, action)
    merged = ref if ref is not None else action
    if merged in row.above or action not in row.values:
        return True
    return None


def _opens_section(row: Placed, above: Entry, number: int) -> bool:
    """Whether the row has an objective of its own, and not the end of the one above."""
    if number not in row.values:
        return False
    before = above.passages.get(number)
    return before is None or not goes_on(before.text, row.text(number))


def _same_ref(row: Placed, above: Entry, ref: int, action: int) -> bool:
    """Whether the row says the ref above again, marked as continued or without an action."""
    if ref not in above.passages:
        return False
    text, before = row.text(ref), above.passages[ref].text
    if without_continued(text).strip() != before:
        return False
    return text != before or action not in row.values


def _goes_on_without_refs(row: Placed, above: Entry, layout: Layout, *, page_break: bool) -> bool:
    """In a paper without refs every row is an action unless it begins like half a sentence."""
    action = layout.action
    if action not in above.passages:
        return False
    alone = not any(layout.columns[number].meaning in _OWN for number in row.values)
    first = row.values[action].lines[0]
    before = above.passages[action].lines[-1]
    if first.level:
        return page_break and alone and bool(before.level)
    return begins_small(first.text) and not ended(before.text) and (page_break or alone)


def _goes_on_without_its_ref(
    row: Placed, above: Entry, layout: Layout, *, page_break: bool
) -> bool:
    """In a paper with refs a row without one mostly goes on; the words must bear it out."""
    action = layout.action
    if action not in above.passages:
        return False
    first = row.values[action].lines[0]
    before = above.passages[action].lines[-1]
    if ref_in_text(first.text) and layout.number_of("ref") is None:
        return False
    if first.level and (before.level or before.text.endswith(":")):
        return True
    if begins_small(first.text) or unfinished(before.text):
        return True
    if any(layout.columns[number].meaning in _OWN for number in row.values):
        return False
    if page_break:
        return True
    raise ImportRefused(
        f"this row has words under {layout.columns[action].name} but no ref, and it is not plain "
        f"whether it goes on from {above.place}. If it does, put both halves in one cell; if it "
        "is an action of its own, give it a ref; if it is a heading, put it in the first cell.",
        str(row.row.place),
    )
