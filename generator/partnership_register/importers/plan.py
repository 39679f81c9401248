"""Turns a paper into a plan record, proves it complete, and says what was read."""

from dataclasses import dataclass

from partnership_register.importers.accounting import prove
from partnership_register.importers.contents import Contents, contents_of
from partnership_register.importers.paper import Cell, Line, Paper
from partnership_register.importers.passage import Passage
from partnership_register.importers.record import Data, Ledger, actions_data, section_data
from partnership_register.importers.report import report_of
from partnership_register.importers.rows import RowsRead, rows_of
from partnership_register.importers.sections import Sections, sections_of
from partnership_register.importers.yaml_text import yaml_text


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """A plan record as read from a paper, and the report on the reading."""

    data: dict[str, Data]
    """The record as plain dictionaries, lists and strings."""
    file: str
    lines: tuple[str, ...]

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
    ledger = Ledger()
    data = _data(paper, contents, read, sections, ledger)
    set_aside = [cell for row in (*contents.headers, *read.repeated) for cell in row.filled]
    set_aside += [*read.repeats, *sections.repeats]
    words = prove(paper, _yaml(data, paper.file), ledger, set_aside)
    report = report_of(paper, contents, read, sections, ledger, data, words)
    return ImportedPlan(data, paper.file, tuple(report))


def _yaml(data: dict[str, Data], file: str) -> str:
    name = " ".join(file.split())
    return yaml_text(data, f"Imported from {name}. Check it against the paper; edit it here.")


def _data(
    paper: Paper, contents: Contents, read: RowsRead, sections: Sections, ledger: Ledger
) -> dict[str, Data]:
    layout, key = contents.layout, sections.key
    title = _title(paper, contents, ledger)
    data: dict[str, Data] = {"title": title}
    if key == "actions":
        entries = [entry for section in sections.sections for entry in section.entries]
        data[key] = actions_data(entries, (key,), layout, ledger, refs_in_text=read.refs_in_text)
    else:
        data[key] = [
            section_data(
                section, (key, number), layout, ledger,
                untitled=title, refs_in_text=read.refs_in_text,
            )
            for number, section in enumerate(sections.sections)
        ]  # fmt: skip
    headings = {c.meaning: c.heading for c in layout.columns if c.meaning != "other" and c.heading}
    data["headings"] = dict(headings)
    outside = [*contents.introduction, *read.totals, *sections.closing]
    if outside:
        data["introduction"] = ledger.markdown(("introduction",), _as_one(outside))
    data["source_file"] = paper.file
    ledger.ours += [("headings",), ("source_file",)]
    return data


def _title(paper: Paper, contents: Contents, ledger: Ledger) -> str:
    if contents.title is not None:
        return ledger.one_line(("title",), contents.title)
    ledger.ours.append(("title",))
    return paper.file.rpartition(".")[0] or paper.file


def _as_one(passages: list[Passage]) -> Passage:
    cells: tuple[Cell, ...] = ()
    lines: list[Line] = []
    for passage in passages:
        lines += passage.lines
        cells += passage.cells
    return Passage(tuple(lines), cells)
