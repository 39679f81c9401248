"""Turns a paper into a plan record, proves it complete, and says what was read."""

from dataclasses import dataclass

from partnership_register.importers.accounting import prove
from partnership_register.importers.columns import OTHER, Layout
from partnership_register.importers.contents import Contents, contents_of
from partnership_register.importers.paper import Cell, Line, Paper
from partnership_register.importers.passage import Passage
from partnership_register.importers.record import actions_data, section_data
from partnership_register.importers.report import Findings, report_of
from partnership_register.importers.rows import RowsRead, rows_of
from partnership_register.importers.sections import Sections, sections_of
from partnership_register.importers.synonyms import SECTIONAL
from partnership_register.importers.writing import Data, Writing
from partnership_register.importers.yaml_text import yaml_text

_HEADING_KEYS = dict.fromkeys(SECTIONAL, "section") | {"status_text": "status"}


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """A plan record as read from a paper, and the report on the reading."""

    data: dict[str, Data]
    """The record as plain dictionaries, lists and strings."""
    file: str
    """The name of the paper."""
    lines: tuple[str, ...]
    """The report, line by line."""

    def yaml(self) -> str:
        """The record as YAML, under a comment that names the paper."""
        return _yaml(self.data, self.file)

    def report(self) -> str:
        """What was read and what an officer should look at, for the screen."""
        return "\n".join(self.lines) + "\n"


def plan_from(paper: Paper) -> ImportedPlan:
    """Understand a paper as an action plan.

    Raise ImportRefused where its table cannot be understood without guessing, or where a word of
    it would be lost.
    """
    contents = contents_of(paper)
    read = rows_of(contents)
    sections = sections_of(read)
    writing = Writing(contents.layout, read.habits.in_text)
    data = _data(paper, contents, read, sections, writing)
    set_aside = [cell for row in (*contents.headers, *read.repeated) for cell in row.filled]
    set_aside += [*contents.repeats, *read.repeats, *sections.repeats]
    words = prove(paper, _yaml(data, paper.file), writing, set_aside)
    findings = Findings(paper, contents, read, sections, data, tuple(writing.unparted), words)
    return ImportedPlan(data, paper.file, tuple(report_of(findings)))


def _yaml(data: dict[str, Data], file: str) -> str:
    name = " ".join(file.split())
    return yaml_text(data, f"Imported from {name}. Check it against the paper; edit it here.")


def _data(
    paper: Paper, contents: Contents, read: RowsRead, sections: Sections, writing: Writing
) -> dict[str, Data]:
    title = _title(paper, contents, writing)
    key = sections.key
    plan: list[Data]
    if key == "actions":
        entries = [entry for section in sections.sections for entry in section.entries]
        plan = actions_data(entries, (key,), writing)
    else:
        plan = [
            section_data(section, (key, number), writing, untitled=title)
            for number, section in enumerate(sections.sections)
        ]
    data: dict[str, Data] = {"title": title, "status": "draft", key: plan}
    data["headings"] = _headings(contents.layout)
    outside = [*contents.introduction, *read.totals, *sections.closing]
    if outside:
        data["introduction"] = writing.markdown(("introduction",), _as_one(outside))
    data["source_file"] = paper.file
    writing.ours += [("status",), ("headings",), ("source_file",)]
    return data


def _title(paper: Paper, contents: Contents, writing: Writing) -> str:
    if contents.title is not None:
        return writing.one_line(("title",), contents.title)
    writing.ours.append(("title",))
    return paper.file.rpartition(".")[0] or paper.file


def _headings(layout: Layout) -> dict[str, Data]:
    """The paper's own words over its columns; of two columns of titles, the inner one's."""
    known = [c for c in layout.columns if c.heading and c.meaning not in (OTHER, "source")]
    return {_HEADING_KEYS.get(c.meaning, c.meaning): c.heading for c in known}


def _as_one(passages: list[Passage]) -> Passage:
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()
    for passage in passages:
        lines += passage.lines
        cells += passage.cells
    return Passage(lines, cells)
