"""What a paper is made of: its title, its introduction, and the rows and headings of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership_register.importers.columns import Layout
from partnership_register.importers.headings import (
    header_at,
    is_header_of_another,
    is_repeated_header,
)
from partnership_register.importers.layouts import layout_of
from partnership_register.importers.paper import Cell, Paper, Paragraph, Row, Table
from partnership_register.importers.passage import Passage
from partnership_register.importers.prose import Prose, title_and_heading
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.synonyms import without_continued


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below the header of a plan table, and the layout of that table."""

    row: Row
    layout: Layout
    after_break: bool = False
    """It is the first of a table that goes on from the one above."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a paper; every cell that holds words is in exactly one of them."""

    layout: Layout
    title: Passage | None
    introduction: tuple[Passage, ...]
    body: tuple[BodyRow | Prose, ...]
    headers: tuple[Row, ...]
    """The rows of headings that stand at the head of a table."""
    repeats: tuple[Cell, ...]
    """A title that comes back between the tables."""
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
        self.paper = paper
        self.loosely = all(header_at(table.rows) is None for table in paper.tables)
        self.layout: Layout | None = None
        self.width = 0
        self.before: list[Prose] = []
        self.within: list[Passage] = []
        self.body: list[BodyRow | Prose] = []
        self.headers: list[Row] = []
        self.repeats: list[Cell] = []
        self.notes: list[str] = []

    def take_paragraph(self, paragraph: Paragraph) -> None:
        prose = Prose(Passage.of([paragraph.cell]), paragraph.rank)
        if self.layout is None:
            self.before.append(prose)
        elif self._said_before(prose.passage):
            self.repeats.append(paragraph.cell)
        elif prose.rank is not None:
            self.body.append(prose)
        else:
            self.within.append(prose.passage)

    def _said_before(self, passage: Passage) -> bool:
        said = without_continued(passage.text).split()
        return any(prose.passage.text.split() == said for prose in self.before)

    def take_table(self, table: Table) -> None:
        header = self._header_of(table)
        if header is None:
            self._take_headless(table)
            return
        layout, storeys = layout_of(table, header)
        if self.layout is None:
            self._take_rows_above(table, header, layout)
            self.layout = layout
        else:
            layout = self._like_the_first(layout, table.rows[header])
            self._take_rows(table.rows[:header], layout, after_break=True)
        later = bool(self.headers)
        self.width = len(table.rows[header].cells)
        self.headers += table.rows[header : header + storeys]
        rows = table.rows[header + storeys :]
        for row in rows:
            if is_header_of_another(row) and not is_repeated_header(row, self.headers):
                raise _two_plans(layout, row)
        self._take_rows(rows, layout, after_break=later)

    def _header_of(self, table: Table) -> int | None:
        """The header of a table; known by its main words only where the paper has no better."""
        if self.layout is None or not self.loosely:
            return header_at(table.rows, loosely=self.loosely)
        again = (n for n, row in enumerate(table.rows) if is_repeated_header(row, self.headers))
        return next(again, None)

    def _like_the_first(self, layout: Layout, header: Row) -> Layout:
        """The layout of a later table, which must be that of the first."""
        assert self.layout is not None
        if layout.signature == self.layout.signature:
            return layout
        if is_repeated_header(header, self.headers):
            # The same headings, but a column that is empty in this table.
            return self.layout
        raise _two_plans(self.layout, header)

    def _take_rows(self, rows: Sequence[Row], layout: Layout, *, after_break: bool) -> None:
        for number, row in enumerate(rows):
            self.body.append(BodyRow(row, layout, after_break and number == 0))

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
        self._take_rows(table.rows, self.layout, after_break=True)

    def _take_rows_above(self, table: Table, header: int, layout: Layout) -> None:
        """Rows above the first header: a title and its text, or the heading of the first group."""
        rows = [row for row in table.rows[:header] if row.filled]
        if rows and self._heads_a_group(table, rows[-1], header):
            self.body.append(BodyRow(rows.pop(), layout))
        self.before += [Prose(Passage.beside(row.filled)) for row in rows]

    def _heads_a_group(self, table: Table, row: Row, header: int) -> bool:
        """Whether the row right above the header is a heading like others further down."""
        if len(row.filled) > 1 or row is not table.rows[header - 1]:
            return False
        if any(prose.rank is not None for prose in self.before):
            return True
        below = table.rows[header + 1 :]
        headings = [r.filled[0].text for r in below if len(r.filled) == 1]
        first = row.filled[0].text.split()[0].casefold()
        counted = first[0].isdigit() and any(text[0].isdigit() for text in headings)
        return counted or any(text.split()[0].casefold() == first for text in headings)

    def contents(self) -> Contents:
        if self.layout is None:
            raise _no_plan(self.paper)
        ranks = {part.rank for part in self.body if isinstance(part, Prose)}
        title, heading = title_and_heading(self.before, ranks)
        if self.within:
            self.notes.append(
                "Text between or below the tables was put at the end of the introduction: "
                f"{len(self.within)} of its paragraphs."
            )
        rest = [prose.passage for prose in self.before if prose not in (title, heading)]
        return Contents(
            layout=self.layout,
            title=title.passage if title else None,
            introduction=(*rest, *self.within),
            body=(heading, *self.body) if heading else tuple(self.body),
            headers=tuple(self.headers),
            repeats=tuple(self.repeats),
            notes=tuple(self.notes),
        )


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
