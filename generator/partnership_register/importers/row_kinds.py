"""What a row of a plan table is by itself: empty, a header come back, a total, or a heading."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from partnership_register.importers.columns import Layout, covered_from_above, placed
from partnership_register.importers.paper import Row
from partnership_register.importers.passage import Passage, begins_small, ended
from partnership_register.importers.refs import bare_ref, looks_like_ref
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import SECTIONAL, without_continued

_TOTAL = re.compile(
    r"(?:grand |overall |sub-?\s?)?totals?(?: costs?| budget| resources?)?\s*:?", re.I
)
_LONGEST_HEADING = 300
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Placed:
    """A row whose cells have been put in the columns of the plan."""

    row: Row
    values: dict[int, Passage]
    above: frozenset[int]
    """The columns in which it is part of a cell that is merged with the row above."""
    after_break: bool

    @classmethod
    def of(cls, row: Row, layout: Layout, *, after_break: bool) -> "Placed":
        """Put the cells of a row in the columns of a layout."""
        return cls(row, placed(row, layout), covered_from_above(row, layout), after_break)

    def text(self, number: int | None) -> str:
        """The words in a column, or nothing."""
        return self.values[number].text if number in self.values else ""

    def without(self, numbers: Collection[int]) -> "Placed":
        """The row with some of its columns left empty."""
        kept = {number: p for number, p in self.values.items() if number not in numbers}
        return replace(self, values=kept)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a paper does throughout: how it gives refs and how it writes headings."""

    in_text: bool
    """They stand in the text of the action, as in "1. Do this"."""
    usual: bool
    """Most rows have one."""
    headings_alone: bool = False
    """A heading is a row with its first cell filled, in the column of the actions."""


def is_total(row: Placed) -> bool:
    """Whether a row adds up a column: its first words are "Total" or the like."""
    first = row.row.filled[0]
    return len(row.row.filled) > 1 and bool(_TOTAL.fullmatch(first.text))


def repeats_heading(row: Placed, heading: Passage | None) -> bool:
    """Whether a heading comes back after a page break, with or without "(continued)"."""
    if heading is None or len(row.row.filled) > 1:
        return False
    return without_continued(row.row.filled[0].text).split() == heading.text.split()


def is_heading(
    row: Placed, after: Placed | None, layout: Layout, habits: Habits, *, may_go_on: bool
) -> bool:
    """Whether a row heads the rows below it; `after` is the next row that holds words.

    `may_go_on` says that a page ended above the row, or the sentence above it did not.
    Raise ImportRefused for a row of one merged cell that is too long to be a heading, and for a
    ref that stands alone.
    """
    filled = row.row.filled
    if len(filled) == 2:
        return _heads_with_ref(row, after, layout)
    if len(filled) > 2:
        return False
    width = layout.columns[-1].end - layout.columns[0].start
    if filled[0].span >= max(2, width - 1):
        _refuse_long(row)
        return True
    (number,) = row.values
    meaning = layout.columns[number].meaning
    if meaning == "ref":
        _refuse_lonely_ref(row)
    if begins_small(filled[0].text):
        return meaning == "ref"
    if meaning == "action":
        unnumbered = habits.in_text or (habits.headings_alone and may_head(row, after))
        return filled[0].bold or (unnumbered and number == 0 and not may_go_on)
    if meaning in SECTIONAL:
        return number == 0 and after is not None and number in after.values
    return meaning == "ref" or (number == 0 and not may_go_on)


def may_head(row: Placed, after: Placed | None) -> bool:
    """Whether a row with one cell is short like a heading and stands above a fuller one."""
    text = row.row.filled[0].text
    fuller = after is not None and len(after.row.filled) > 1
    return len(row.row.filled) == 1 and fuller and len(text) < _SHORT and not ended(text)


def _heads_with_ref(row: Placed, after: Placed | None, layout: Layout) -> bool:
    """A numbered heading, such as "2 | Themed partnerships" above "2.1" or in bold, merged."""
    number = layout.number_of("ref")
    if number is None or number not in row.values:
        return False
    _, text = row.row.filled
    stem = bare_ref(row.text(number)) + "."
    numbers_on = after is not None and after.text(number).startswith(stem)
    merged = text.end >= layout.columns[-1].end and text.span > 2
    return numbers_on or (merged and text.bold)


def _refuse_lonely_ref(row: Placed) -> None:
    cell = row.row.filled[0]
    if looks_like_ref(cell.text):
        raise ImportRefused(
            f'the ref "{cell.text}" stands alone: nothing says what is to be done. Delete the '
            "row in a copy of the paper, or write the action.",
            str(cell.place),
        )


def _refuse_long(row: Placed) -> None:
    cell = row.row.filled[0]
    if len(cell.text) > _LONGEST_HEADING or len(cell.lines) > 3:
        raise ImportRefused(
            "this row is one merged cell with a long text, too long for a heading. Put the text "
            "in the column it belongs to, or above or below the table.",
            str(cell.place),
        )
