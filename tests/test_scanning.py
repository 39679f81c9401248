"""A scan finds the same, however many processes share it."""

from __future__ import annotations

import os
from dataclasses import astuple
from pathlib import Path

import pytest

from partnership_register import aside
from partnership_register.scanning import (
    ScannedFolder,
    former_scan,
    looking,
    remembered_scan,
    scan,
    tree_digest,
)
from places import copy_council

COUNCIL = Path(__file__).parent / "council" / "partnerships"


def told(folders: tuple[ScannedFolder, ...]) -> list[object]:
    """Everything that a scan found."""
    return [(f.name, f.digest, [astuple(file) for file in f.files]) for f in folders]


def test_a_scan_in_several_processes_finds_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file with its digest, its size and whom it names, folder by folder in order."""
    alone = told(scan(COUNCIL))
    monkeypatch.setattr(looking, "_MANY", 2)
    monkeypatch.setattr(aside, "may_fork", lambda: True)
    assert told(scan(COUNCIL, jobs=2)) == alone


def test_what_is_notable_is_what_lies_at_the_top_or_names_others() -> None:
    """Nothing else need be known of a folder to tell whose records are near."""
    for folder in scan(COUNCIL):
        assert folder.notable == tuple(
            file for file in folder.files if file.names or file.path.count("/") < 2
        )


def test_a_folder_that_has_the_digest_it_had_is_the_former_one(tmp_path: Path) -> None:
    """Each is read again, and found to be other than before where any file of it is."""
    root = copy_council(tmp_path / "council") / "partnerships"
    former = scan(root)
    assert all(one is other for one, other in zip(scan(root, former, None), former, strict=True))
    (root / "quay-group" / "partnership.yml").write_text("title: Another")
    (root / "harbour-board" / "meetings" / "2026-03-05.yml").unlink()
    (root / "harbour-board" / "plans" / "map.pdf").write_bytes(b"%PDF")
    found = scan(root, former, None)
    assert told(found) == told(scan(root))
    same = {each.name for each, before in zip(found, former, strict=True) if each is before}
    assert same == {folder.name for folder in former} - {"quay-group", "harbour-board"}


def test_a_new_folder_makes_all_be_read_for_its_name(tmp_path: Path) -> None:
    """A file that has not changed may name it, and said nothing to the former scan."""
    root = copy_council(tmp_path / "council") / "partnerships"
    note = root / "quay-group" / "documents" / "note.yml"
    note.parent.mkdir(exist_ok=True)
    note.write_text("summary: as [[zeta/2026-03-05]] says", encoding="utf-8")
    former = scan(root)
    (root / "zeta").mkdir()
    found = scan(root, former, None)
    assert told(found) == told(scan(root))
    group = next(folder for folder in found if folder.name == "quay-group")
    assert [file.names for file in group.files if file.path.endswith("note.yml")] == [
        ("zeta/2026-03-05",)
    ]


def test_a_scan_that_was_remembered_is_the_same(tmp_path: Path) -> None:
    """With names that are no text, where the system lets files have them."""
    root = copy_council(tmp_path / "council") / "partnerships"
    odd = os.fsencode(root / "quay-group") + b"/\xff.yml"
    try:
        os.close(os.open(odd, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the system has no such names")
    (root / "stray.txt").touch()
    found = scan(root)
    assert told(former_scan(remembered_scan(found))) == told(found)


def test_what_programs_leave_behind_is_no_part_of_a_tree(tmp_path: Path) -> None:
    """It is never published, so that a build need not begin again because a paper is open."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "fees.docx").write_bytes(b"fees")
    before = tree_digest(tmp_path)
    for name in ("~$fees.docx", "Thumbs.db", "papers/~$fees.docx", "papers/Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    assert tree_digest(tmp_path) == before
    (tmp_path / "papers" / "rents.docx").write_bytes(b"rents")
    assert tree_digest(tmp_path) != before
