"""What a paper is made of: its title, its introduction, and the rows and headings of the plan."""

from dataclasses import dataclass

from partnership_register.importers.columns import Layout, layout_of
from partnership_register.importers.headings import (
    header_at,
    is_header_of_another,
    is_repeated_header,
)
from partnership_register.importers.paper import Paper, Paragraph, Row, Table
from partnership_register.importers.passage import Passage, ended
from partnership_register.importers.refusal import ImportRefused

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below the header of a plan table."""

    row: Row
    after_break: bool = False
    """It is the first of a table that goes on from the one above."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Words outside the plan; `rank` is 0 for a title, 1 to 9 for a heading, None for text."""

    passage: Passage
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a paper; every cell that holds words is in exactly one of them."""

    layout: Layout
    title: Passage | None
    introduction: tuple[Passage, ...]
    body: tuple[BodyRow | Prose, ...]
    headers: tuple[Row, ...]
    """The rows of headings that stand at the head of a table."""
    notes: tuple[str, ...]


def contents_of(paper: Paper) -> Contents:
    """Part a paper into its contents.

    Raise ImportRefused where no table is an action plan, or where two are that differ.
    """
    sorting = _Sorting(paper)
    for block in paper.blocks:
        if isinstance(block, Table):
            sorting.take_table(block)
        else:
            sorting.take_paragraph(block)
    return sorting.contents()


class _Sorting:
    """The state of reading a paper from top to bottom."""

    def __init__(self, paper: Paper) -> None:
        self.layout: Layout | None = None
        self.width = 0
        self.before: list[Prose] = []
        self.within: list[Passage] = []
        self.body: list[BodyRow | Prose] = []
        self.headers: list[Row] = []
        self.notes: list[str] = []
        self.paper = paper

    def take_paragraph(self, paragraph: Paragraph) -> None:
        if self.layout is None:
            self.before.append(Prose(Passage.of([paragraph.cell]), paragraph.rank))
        elif paragraph.rank is not None:
            self.body.append(Prose(Passage.of([paragraph.cell]), paragraph.rank))
        else:
            self.within.append(Passage.of([paragraph.cell]))

    def take_table(self, table: Table) -> None:
        header = header_at(table.rows)
        if header is None:
            self._take_headless(table)
            return
        layout, storeys = layout_of(table, header)
        if self.layout is None:
            self._take_rows_above(table, header)
            self.layout = layout
        elif layout.signature != self.layout.signature:
            raise _two_plans(self.layout, table.rows[header])
        else:
            self.body += [BodyRow(row) for row in table.rows[:header]]
        self.width = len(table.rows[header].cells)
        self.headers += table.rows[header : header + storeys]
        later = len(self.headers) > storeys
        for number, row in enumerate(table.rows[header + storeys :]):
            if is_header_of_another(row) and not is_repeated_header(row, self.headers):
                raise _two_plans(layout, row)
            self.body.append(BodyRow(row, after_break=later and number == 0))

    def _take_headless(self, table: Table) -> None:
        if self.layout is None:
            self.before += [Prose(Passage.beside(row.filled)) for row in table.rows if row.filled]
            if any(row.filled for row in table.rows):
                self.notes.append(
                    f"{table.name.capitalize()} has none of the headings of an action plan: its "
                    "words were put in the introduction."
                )
            return
        widths = {len(row.cells) for row in table.rows if len(row.filled) > 1}
        if widths - {self.width}:
            raise ImportRefused(
                "this table has no headings that are known here, and not the columns of the plan "
                "above it. Give it the headings of the plan, or take it out in a copy.",
                table.name,
            )
        for number, row in enumerate(table.rows):
            self.body.append(BodyRow(row, after_break=number == 0))

    def _take_rows_above(self, table: Table, header: int) -> None:
        """Rows above the first header: a title and its text, or the heading of the first group."""
        rows = [row for row in table.rows[:header] if row.filled]
        if rows and self._heads_a_group(table, rows[-1], header):
            self.before += [Prose(Passage.beside(row.filled)) for row in rows[:-1]]
            self.body.append(BodyRow(rows[-1]))
        else:
            self.before += [Prose(Passage.beside(row.filled)) for row in rows]

    def _heads_a_group(self, table: Table, row: Row, header: int) -> bool:
        """Whether the row right above the header is a heading like those of the other headers."""
        if len(row.filled) > 1 or row is not table.rows[header - 1]:
            return False
        own = _words(table.rows[header])
        again = [n for n, r in enumerate(table.rows) if n > header + 1 and _words(r) == own]
        repeated = bool(again) and all(len(table.rows[n - 1].filled) == 1 for n in again)
        titled = any(p.rank is not None for p in self.before)
        return repeated or titled

    def contents(self) -> Contents:
        if self.layout is None:
            raise _no_plan(self.paper)
        title, heading = self._title_and_heading()
        if self.within:
            self.notes.append(
                f"{len(self.within)} paragraphs that stand between or below the tables were put "
                "at the end of the introduction."
            )
        rest = [prose.passage for prose in self.before if prose not in (title, heading)]
        return Contents(
            layout=self.layout,
            title=title.passage if title else None,
            introduction=(*rest, *self.within),
            body=(heading, *self.body) if heading else tuple(self.body),
            headers=tuple(self.headers),
            notes=tuple(self.notes),
        )

    def _title_and_heading(self) -> tuple[Prose | None, Prose | None]:
        """The title of the paper, and the heading of the first table where tables have headings."""
        headings = [prose for prose in self.before if prose.rank is not None]
        ranks = {part.rank for part in self.body if isinstance(part, Prose)}
        last = self.before[-1] if self.before else None
        heading = last if last in headings and ranks else None
        if heading is not None and len(headings) == 1 and heading.rank not in ranks:
            heading = None
        named = [prose for prose in headings if prose is not heading]
        if named:
            return named[0], heading
        first = next((prose for prose in self.before if prose is not heading), None)
        if first is not None and _reads_as_title(first.passage):
            return first, heading
        return None, heading


def _reads_as_title(passage: Passage) -> bool:
    text = passage.text
    return len(passage.lines) == 1 and len(text) <= _LONGEST_TITLE and not ended(text)


def _words(row: Row) -> list[list[str]]:
    return [cell.text.split() for cell in row.cells]


def _two_plans(layout: Layout, other: Row) -> ImportRefused:
    one = ", ".join(column.name for column in layout.columns)
    two = ", ".join(f'"{cell.text}"' for cell in other.filled)
    return ImportRefused(
        f"two tables of this paper have different headings: {one}; and {two}. Save each of them "
        "as a paper of its own and import them one by one.",
        str(other.place),
    )


def _no_plan(paper: Paper) -> ImportRefused:
    seen = [
        ", ".join(f'"{cell.text}"' for cell in row.filled[:8])
        for table in paper.tables
        for row in table.rows
        if len(row.filled) > 1
    ][:1]
    read = f" The first row with several cells reads {seen[0]}." if seen else ""
    return ImportRefused(
        "no table with the headings of an action plan was found." + read + " One heading must say "
        "what is to be done (Action, Task, What) and another who, when or how it is measured "
        "(Lead, Who, Timescale, When, Measures, Comments)."
    )
