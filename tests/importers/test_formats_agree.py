"""One paper in Word, in Excel and in CSV is one plan."""

import csv
from pathlib import Path

import pytest
from docx import Document
from docx.table import _Cell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from partnership_register.importers import ImportRefused, plan_from, read_paper

_HEADINGS = ("Ref", "Objective", "Action", "Measures", "Who", "When by", "Remarks")
_LINES = [
    "Agree terms", "Publish them.", "and so on", "the last of", "\u2022 first", "\u2022 second",
    "\u25cb below", "Chair, Clerk", "10% of members", "1. Meet", "May 2009", "Total", "(in part",
]  # fmt: skip
_STYLES = {"\u2022": "List Bullet", "\u25cb": "List Bullet 2"}

Rows = list[tuple[str, ...]]
texts = st.one_of(
    st.just(""), st.lists(st.sampled_from(_LINES), min_size=1, max_size=4).map("\n".join)
)


@st.composite
def papers(draw: st.DrawFn) -> Rows:
    """A table with its header first, which may come back further down."""
    columns = draw(st.lists(st.sampled_from(_HEADINGS), min_size=3, max_size=7, unique=True))
    header = (*(c for c in columns if c != "Action"), "Action")
    rows: Rows = [header]
    for number in range(draw(st.integers(1, 6))):
        refs = st.sampled_from([str(number), str(number), ""])
        rows.append(tuple(draw(refs if c == "Ref" else texts) for c in header))
        if draw(st.integers(0, 5)) == 0:
            rows.append(header)
    return rows


def write_word(rows: Rows, path: Path) -> None:
    paper = Document()
    table = paper.add_table(len(rows), len(rows[0]))
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            write_cell(text, cell)
    paper.save(str(path))


def write_cell(text: str, cell: _Cell) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if line[:1] in _STYLES:
            paragraph.style = _STYLES[line[0]]
        paragraph.add_run(line.lstrip("\u2022\u25cb "))


def write_excel(rows: Rows, path: Path) -> None:
    workbook = Workbook()
    for row in rows:
        workbook.active.append([int(text) if text.isdigit() else text for text in row])
    workbook.save(path)


def write_csv(rows: Rows, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)


_WRITERS = {".docx": write_word, ".xlsx": write_excel, ".csv": write_csv}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=papers())
def test_the_same_table_gives_the_same_plan_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: Rows
) -> None:
    """What one format imports the others import alike, and what one refuses the others refuse."""
    folder = tmp_path_factory.mktemp("paper")
    found = []
    for suffix, write in _WRITERS.items():
        path = folder / f"paper{suffix}"
        write(rows, path)
        try:
            found.append({**plan_from(read_paper(path)).data, "source_file": ""})
        except ImportRefused as refused:
            found.append(refused.sentence.split(" (column ")[0].split("row ")[0])
    assert found[0] == found[1] == found[2]
