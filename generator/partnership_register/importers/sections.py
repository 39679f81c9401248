"""Groups the entries of a plan under its objectives, outcomes or groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from partnership_register.importers.columns import Layout
from partnership_register.importers.going_on import Entry
from partnership_register.importers.paper import Cell
from partnership_register.importers.passage import Passage, items_of
from partnership_register.importers.rows import Heading, RowsRead
from partnership_register.importers.synonyms import without_continued

_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)]?")
_KEY_WORDS = {"objective": "objectives", "aim": "objectives", "outcome": "outcomes"}
"""How headings begin that say themselves what they are: "Objective 1: ..." """
_ONE_TO_ONE = ("ref", "priority", "status_text", "source", "other")
"""Columns that belong to one action: a row that fills them is not an outcome with its lists."""


@dataclass(slots=True)
class Section:
    """Entries under one title; `title` is None where the paper gives none."""

    title: Passage | None
    heading: Passage | None
    entries: list[Entry] = field(default_factory=list)
    of_lists: bool = False
    """Its one entry is an outcome whose cells hold lists that do not pair."""


@dataclass(slots=True)
class Sections:
    """The plan in its sections."""

    key: str
    """How the plan is laid out: objectives, outcomes, groups or actions."""
    sections: list[Section] = field(default_factory=list)
    closing: list[Passage] = field(default_factory=list)
    """Headings below the last action: they head nothing."""
    repeats: list[Cell] = field(default_factory=list)
    """Cells that only repeat the title above them."""


def sections_of(read: RowsRead) -> Sections:
    """Group what was read from the rows; the order of the paper is kept."""
    grouping = _Grouping(read)
    for part in read.parts:
        if isinstance(part, Heading):
            grouping.take_heading(part)
        else:
            grouping.take_entry(part)
    grouping.result.closing = [heading.passage for heading in grouping.waiting]
    return grouping.result


class _Grouping:
    """The state of grouping from top to bottom."""

    def __init__(self, read: RowsRead) -> None:
        self.layout = read.layout
        self.refs_in_text = read.habits.in_text
        self.columns = read.layout.sectional
        self.waiting: list[Heading] = []
        self.outer: Passage | None = None
        self.group: Passage | None = None
        self.titles: dict[int, Passage] = {}
        last = max((n for n, p in enumerate(read.parts) if isinstance(p, Entry)), default=0)
        headings = [part for part in read.parts[:last] if isinstance(part, Heading)]
        self.result = Sections(_key(read.layout, headings))

    def take_heading(self, heading: Heading) -> None:
        if self.waiting and _alike(self.waiting[-1].passage, heading.passage):
            # "3. For the forum" right above "4. For the Board" heads nothing.
            self._turn_to_waiting_headings()
            self.result.sections.append(Section(*self._title_and_heading()))
        self.waiting.append(heading)

    def take_entry(self, entry: Entry) -> None:
        changed = self._turn_to_waiting_headings() | self._turn_to_titles(entry)
        entry = Entry(
            {n: p for n, p in entry.passages.items() if n not in self.columns}, entry.place
        )
        of_lists = self._holds_lists(entry)
        sections = self.result.sections
        full = bool(sections and sections[-1].entries)
        if changed or not sections or (full and (of_lists or sections[-1].of_lists)):
            sections.append(Section(*self._title_and_heading()))
        if entry.passages:
            sections[-1].entries.append(entry)
            sections[-1].of_lists = of_lists

    def _turn_to_waiting_headings(self) -> bool:
        if not self.waiting:
            return False
        *outer, last = (heading.passage for heading in self.waiting)
        if outer:
            self.outer = _together(outer)
        elif self.outer and _alike(self.outer, last):
            self.outer = None
        self.group = last
        self.waiting = []
        self.titles = {}
        return True

    def _turn_to_titles(self, entry: Entry) -> bool:
        changed = False
        for number in self.columns:
            passage = entry.passages.get(number)
            if passage is None:
                continue
            if number in self.titles and _same(passage, self.titles[number]):
                self.result.repeats += passage.cells
                continue
            self.titles = {n: p for n, p in self.titles.items() if n < number}
            self.titles[number] = passage
            changed = True
        return changed

    def _title_and_heading(self) -> tuple[Passage | None, Passage | None]:
        headings = [passage for passage in (self.outer, self.group) if passage]
        titles = [self.titles[number] for number in self.columns if number in self.titles]
        inner = bool(self.columns) and self.columns[-1] in self.titles
        title = titles.pop() if inner else None
        headings += titles
        if title is None and headings:
            title = headings.pop()
        return title, _together(headings) if headings else None

    def _holds_lists(self, entry: Entry) -> bool:
        """Whether the cells of an outcome hold lists: several actions that pair with nothing."""
        action = self.layout.action
        if not self.columns or self.refs_in_text or action not in entry.passages:
            return False
        if any(self.layout.columns[n].meaning in _ONE_TO_ONE for n in entry.passages):
            return False
        lines = entry.passages[action].lines
        if len(items_of(lines)) < 2:
            return False
        others = [p for n, p in entry.passages.items() if n != action]
        return lines[0].level > 0 or any(len(items_of(p.lines)) > 1 for p in others)


def _key(layout: Layout, headings: Sequence[Heading]) -> str:
    if layout.sectional:
        return layout.columns[layout.sectional[-1]].meaning + "s"
    if not headings:
        return "actions"
    for word, key in _KEY_WORDS.items():
        if all(heading.passage.text.casefold().startswith(word) for heading in headings):
            return key
    return "groups"


def _alike(one: Passage, other: Passage) -> bool:
    """Whether two headings are of one rank: "2." and "3.", "2.1" and "2.2", "Theme A" and "B"."""
    first, second = one.text.split()[0], other.text.split()[0]
    if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second):
        return first.strip(".").count(".") == second.strip(".").count(".")
    return first.casefold() == second.casefold()


def _same(one: Passage, other: Passage) -> bool:
    return without_continued(one.text).split() == other.text.split()


def _together(passages: Sequence[Passage]) -> Passage:
    return Passage(
        tuple(line for passage in passages for line in passage.lines),
        tuple(cell for passage in passages for cell in passage.cells),
    )
