"""A scan finds the same, however many processes share it."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest

from partnership_register import aside, scanning
from partnership_register.scanning import ScannedFolder, scan

COUNCIL = Path(__file__).parent / "council" / "partnerships"


def told(folders: tuple[ScannedFolder, ...]) -> list[object]:
    """Everything that a scan found."""
    return [(f.name, f.digest, [astuple(file) for file in f.files]) for f in folders]


def test_a_scan_in_several_processes_finds_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file with its digest, its size and whom it names, folder by folder in order."""
    alone = told(scan(COUNCIL))
    monkeypatch.setattr(scanning, "_MANY", 2)
    monkeypatch.setattr(aside, "may_fork", lambda: True)
    assert told(scan(COUNCIL, jobs=2)) == alone


def test_what_is_notable_is_what_lies_at_the_top_or_names_others() -> None:
    """Nothing else need be known of a folder to tell whose records are near."""
    for folder in scan(COUNCIL):
        assert folder.notable == tuple(
            file for file in folder.files if file.names or file.path.count("/") < 2
        )
