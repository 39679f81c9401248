"""A paper as it was read: its paragraphs and tables, before anything is said of what they mean."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the paper, in the words an officer would use."""

    row: str
    """"row 7", "table 2, row 3" or "paragraph 4"."""
    column: str = ""
    """The letter of a spreadsheet column, or the number of a cell in Word; empty elsewhere."""

    def __str__(self) -> str:
        return f"{self.row}, column {self.column}" if self.column else self.row


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell or one paragraph, without the spaces at its ends."""

    text: str
    level: int = 0
    """0 for plain text, 1 for a bullet, 2 for a bullet below it, and so on."""
    mark: str = ""
    """The bullet as it is seen, where there is one."""
    unseen: int = field(default=0, compare=False)
    """How many characters that nobody can see were left out of it."""

    def __str__(self) -> str:
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is seen: a merged cell is one cell."""

    lines: tuple[Line, ...]
    place: Place
    start: int
    """The first column of the grid that the cell covers, from 0."""
    span: int = 1
    """How many columns of the grid it covers."""
    above: bool = False
    """The lower part of a cell that is merged downwards; it has no lines of its own."""
    bold: bool = False
    """All its words are in bold type."""
    number: bool = False
    """The spreadsheet holds a number here, so that "2.10" may have been stored as 2.1."""

    @property
    def text(self) -> str:
        """The words of the cell on one line."""
        return " ".join(str(line) for line in self.lines)

    @property
    def end(self) -> int:
        """The column of the grid after the last that the cell covers."""
        return self.start + self.span


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from left to right."""

    cells: tuple[Cell, ...]
    place: Place

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold words."""
        return tuple(cell for cell in self.cells if cell.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a Word paper, or a whole sheet."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside the tables; `rank` is 0 for a title, 1 to 9 for a heading, None for text."""

    cell: Cell
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that was read from one file, in its order."""

    file: str
    """The name of the file, without its folder."""
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = ()
    """What the officer has to know about the reading: hidden rows, dates, pictures, ..."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
