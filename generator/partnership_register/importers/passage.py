"""Words of the plan together with the cells they come from, and how two halves are joined."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from partnership_register.importers.paper import Cell, Line

_LEADS_ON = re.compile(
    r"(?:[,(/&\u2013-]|\b(?:a|an|and|are|as|at|be|by|for|from|in|is|it|its|of|on|or|that|the|"
    r"their|this|to|which|will|with))$"
)
_ENDS = re.compile(r"[.!?:;][\"')\]\u2019\u201d]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of text and every cell that a word of them was taken from."""

    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Passage":
        """The lines of several cells, one below the other."""
        kept = tuple(cells)
        return cls(tuple(line for cell in kept for line in cell.lines), kept)

    @classmethod
    def beside(cls, cells: Iterable[Cell]) -> "Passage":
        """The lines of several cells of a row that are read as one text."""
        passage = cls((), ())
        for cell in cells:
            passage = passage.joined(cls.of([cell]), split=True)
        return passage

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(str(line) for line in self.lines)

    @property
    def plain(self) -> str:
        """The words as they stand, line by line, with the bullets that are seen."""
        return "\n".join("  " * (line.level - 1) + str(line) for line in self.lines)

    def joined(self, more: "Passage", *, split: bool) -> "Passage":
        """The passage with what follows it in a row below.

        `split` says that the row was cut in two by the end of a page: the halves are then one text.
        """
        cells = self.cells + more.cells
        if not self.lines or not more.lines:
            return Passage(self.lines + more.lines, cells)
        last, first = self.lines[-1], more.lines[0]
        if first.level or not (split or goes_on(last.text, first.text)):
            return Passage(self.lines + more.lines, cells)
        seam = Line(f"{last.text} {first.text}", last.level, last.mark)
        return Passage((*self.lines[:-1], seam, *more.lines[1:]), cells)


def goes_on(before: str, after: str) -> bool:
    """Whether a text plainly goes on in another: unfinished, or begun in small letters."""
    return unfinished(before) or begins_small(after)


def begins_small(text: str) -> bool:
    """Whether a text begins like the middle of a sentence."""
    opening = text.lstrip("\"'(\u2018\u201c")[:1]
    return opening.islower() or opening in tuple(",;)")


def unfinished(text: str) -> bool:
    """Whether a text cannot end here: a comma, a word such as "of", or an open bracket."""
    return bool(_LEADS_ON.search(text.strip())) or text.count("(") > text.count(")")


def ended(text: str) -> bool:
    """Whether a text closes with the end of a sentence."""
    return bool(_ENDS.search(text.strip()))


def items_of(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Part the lines of a cell into its items: a bullet, or a line that does not go on from above.

    A line keeps the bullets below it unless it ends in a full stop; a bullet keeps those of a
    lower level.
    """
    items: list[list[Line]] = []
    for line in lines:
        above = items[-1] if items else None
        if above is not None and _belongs(above, line):
            above.append(line)
        else:
            items.append([line])
    return [_raised(item) for item in items]


def _belongs(item: list[Line], line: Line) -> bool:
    first, last = item[0], item[-1]
    if line.level:
        leads_in = first.text.endswith(":") or not ended(first.text)
        return line.level > max(first.level, 1) or (first.level == 0 and leads_in)
    return not last.level and not ended(last.text) and goes_on(last.text, line.text)


def _raised(item: list[Line]) -> tuple[Line, ...]:
    """An item without its own bullet: the bullets within it rise by as many levels."""
    lift = item[0].level
    return tuple(
        Line(line.text, max(line.level - lift, 0), "" if number == 0 else line.mark)
        for number, line in enumerate(item)
    )
