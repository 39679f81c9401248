"""Files beside records, as a check and a build of the whole register see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from attachments.bad_pdfs import COVERED
from papers import line, pdf
from partnership_register.building.memory import Memory
from partnership_register.records import attaching, load
from partnership_register.records.folders import NotSound, Reader
from partnership_register.remembered import Remembered
from partnership_register.scanning import scan

FILE = "partnerships/harbour-board/documents/terms.pdf"
BAD = pdf(COVERED["black box"])


def test_a_bad_file_is_a_problem_where_a_record_names_it(council: Path) -> None:
    """The record, the line and the column are said, and what is done about the file."""
    (council / FILE).write_bytes(BAD)
    (problem,) = load(council / "partnerships").problems
    assert problem.path == "partnerships/harbour-board/documents/terms-of-reference.yml"
    assert problem.line > 1
    assert problem.place.startswith("files")
    assert problem.message.startswith("this PDF has text under a box")


def test_both_ways_of_reading_refuse_the_same_files(council: Path) -> None:
    """A build that reads one folder at a time stops at a file at which a check stops."""
    root = council / "partnerships"
    for content in (BAD, b"", b"<html>", BAD[:200], pdf(line("Sound"))):
        (council / FILE).write_bytes(content)
        folder = next(f for f in scan(root) if f.name == "harbour-board")
        if not load(root).problems:
            assert Reader(root).folder(folder, {}).attachments[FILE].pages == 1
            continue
        with pytest.raises(NotSound):
            Reader(root).folder(folder, {})


def test_a_file_of_two_names_is_refused(council: Path, tmp_path: Path) -> None:
    """What lies elsewhere as well could be changed from there, or lead out of the register."""
    (tmp_path / "second.pdf").hardlink_to(council / FILE)
    (problem,) = load(council / "partnerships").problems
    assert "second name" in problem.message


def test_a_file_that_stays_is_looked_through_once(
    council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found clean is remembered by its content, and forgotten with any change of it."""
    looked: list[str] = []
    examined = attaching.examined
    monkeypatch.setattr(
        attaching,
        "examined",
        lambda content, name: (looked.append(name), examined(content, name))[1],
    )
    root = council / "partnerships"
    for expected in (1, 1, 2):
        if expected == 2:
            (council / FILE).write_bytes(pdf(line("One"), line("Two")))
        memory = Memory(Remembered(tmp_path / "cache", b"us"))
        folder = next(f for f in scan(root) if f.name == "harbour-board")
        with memory.shelf("harbour-board"):
            records = Reader(root, memory).folder(folder, {})
        assert len(looked) == expected
    assert records.attachments[FILE].pages == 2
