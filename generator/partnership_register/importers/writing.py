"""Writes passages for the record and keeps account of every cell that went in."""

from dataclasses import dataclass, field
from typing import TypeAlias

from partnership_register.importers.columns import Layout
from partnership_register.importers.markdown import markdown_of
from partnership_register.importers.paper import Cell
from partnership_register.importers.passage import Passage, items_of

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
"""What a record is made of: text, lists and named fields."""

Path = tuple[str | int, ...]
"""The way to a place in the record: ("objectives", 0, "actions", 2, "measures")."""


class Quoted(str):
    """A text that is written in quotation marks: a ref, which must not read as a number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The words of these cells stand at this place of the record, and no others."""

    path: Path
    cells: tuple[Cell, ...]
    markdown: bool = False
    left_out: str = ""
    """The mark of a ref as written, such as "1."; nothing else is ever changed."""
    instead: str = ""
    """The ref that stands for the mark."""


@dataclass(slots=True)
class Writing:
    """Writes passages at their places, for one layout."""

    layout: Layout
    refs_in_text: bool
    accounts: list[Account] = field(default_factory=list)
    ours: list[Path] = field(default_factory=list)
    """Places whose words are not taken from a cell, or were taken from one a second time."""
    unparted: list[str] = field(default_factory=list)
    """The actions whose leads could not be parted without guessing."""

    def plain(self, path: Path, passage: Passage) -> str:
        """The words as they stand, line by line."""
        self.accounts.append(Account(path, passage.cells))
        return passage.plain

    def one_line(self, path: Path, passage: Passage) -> str:
        """The words on one line, for a title."""
        self.accounts.append(Account(path, passage.cells))
        return passage.text

    def markdown(self, path: Path, passage: Passage) -> str:
        """The words as Markdown."""
        self.accounts.append(Account(path, passage.cells, markdown=True))
        return markdown_of(passage.lines)

    def markdown_items(self, path: Path, passage: Passage) -> list[Data]:
        """Each item of a cell as Markdown."""
        self.accounts.append(Account(path, passage.cells, markdown=True))
        return [markdown_of(item) for item in items_of(passage.lines)]

    def plain_items(self, path: Path, passage: Passage) -> list[Data]:
        """Each item of a cell as it stands."""
        self.accounts.append(Account(path, passage.cells))
        return [Passage(item, ()).plain for item in items_of(passage.lines)]
