"""The plain data of which every view is made, in the shapes that the theme's components take.

A view holds nothing but these, text, numbers and dates: no records, no register. So the bytes
of a page follow from its view, its template and its frame alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Union

import msgspec

Tone = Literal["neutral", "good", "attention", "bad", "info"]


class Shape(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A piece of a view. Its encoded form says what it is, so that views have exact digests."""


class Link(Shape, frozen=True):
    """A link. `url` is site-absolute (`/register/`) or a whole address; `note` a short remark."""

    text: str
    url: str
    note: str = ""


class Status(Shape, frozen=True):
    """A status in a word; the tone only repeats what the word says."""

    word: str
    tone: Tone = "neutral"


class Prose(Shape, frozen=True):
    """Markdown, its `[[...]]` already written as links."""

    markdown: str


Value = Union[str, Link, Status, date, datetime, Prose, None, tuple["Value", ...]]  # noqa: UP007  a name inside itself
"""What a cell or a row of a summary may show; an empty one is shown as not recorded."""


class Cell(Shape, frozen=True):
    """A value that sorts by something else than its words."""

    value: Value
    sort_key: str


class Row(Shape, frozen=True):
    """A term and its value; `note` is a remark below the value."""

    term: str
    value: Value
    note: str | Prose = ""


class Entry(Shape, frozen=True):
    """An entry of a list or a timeline."""

    link: Link | None
    when: date | datetime | str | None = None
    text: str | Prose = ""
    status: Status | None = None
    facts: tuple[Value, ...] = ()


class Column(Shape, frozen=True):
    """A column of a table; a `facet` is offered as a choice in the filter."""

    label: str
    kind: Literal["text", "number", "date", "status"] = "text"
    facet: bool = False
    labelled: bool = True
    """Whether a phone, which makes a card of a row, puts the label beside each value; in the two
    columns after the first, words such as "Statutory partnership" say themselves what they are."""


class TableRow(Shape, frozen=True):
    """A row, its first cell being its header; `anchor` makes it a target of links."""

    cells: tuple[Value | Cell, ...]
    anchor: str = ""


class Table(Shape, frozen=True):
    """A table with its caption."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


class Group(Shape, frozen=True):
    """Rows of a table under one heading, such as an objective and its actions."""

    heading: str
    rows: tuple[TableRow, ...]
    anchor: str = ""
    note: str = ""


class File(Shape, frozen=True):
    """A file to download, with what a reader should know before opening it."""

    text: str
    url: str
    format: str
    size: str = ""
    note: str = ""


class Node(Shape, frozen=True):
    """A partnership and those below it."""

    link: Link
    note: str = ""
    status: Status | None = None
    children: tuple[Node, ...] = ()


class HeatRow(Shape, frozen=True):
    """A row of the heat map: its head, and a rating or nothing for each column."""

    head: Value
    ratings: tuple[Status | None, ...]


class MatrixCell(Shape, frozen=True):
    """A place on the risk matrix and how many risks stand on it."""

    score: int
    level: str
    tone: Tone
    count: int = 0
    url: str = ""


class Matrix(Shape, frozen=True):
    """The risk matrix: likelihoods from the highest down, impacts from the lowest up."""

    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    rows: tuple[tuple[MatrixCell, ...], ...]


class Area(Shape, frozen=True):
    """The local navigation of a partnership's pages."""

    label: str
    items: tuple[Link, ...]
    current: str


class Box(Shape, frozen=True):
    """A decision or an action set off from the text round it."""

    heading: str
    text: str
    """Markdown."""
    rows: tuple[Row, ...] = ()
    anchor: str = ""
    status: Status | None = None
