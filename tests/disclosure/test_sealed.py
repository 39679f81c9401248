"""What makes pages cannot open a record: it has only what was disclosed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from building.councils import write
from disclosure.sites import built, engine_run_once, settle
from disclosure.strewing import strewn
from partnership_register.building import workshop
from partnership_register.building.sealed import Sealed, sealed
from partnership_register.pages import folder_pages

opened: list[str] = []
listening: list[bool] = []


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if listening and event in ("open", "os.scandir", "os.listdir") and arguments:
        opened.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else "")


def test_nothing_below_the_records_is_opened_while_pages_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty builds, watched from the first page of each folder to its last file."""
    sys.addaudithook(_listen)
    made = workshop.Workshop._made
    exported = workshop.Workshop._exported

    def watched(how):  # type: ignore[no-untyped-def]
        def watch(*arguments):  # type: ignore[no-untyped-def]
            listening.append(True)
            try:
                return how(*arguments)
            finally:
                listening.pop()

        return watch

    monkeypatch.setattr(workshop.Workshop, "_made", watched(made))
    monkeypatch.setattr(workshop.Workshop, "_exported", watched(exported))
    with engine_run_once():
        for number in range(3):
            project = tmp_path / str(number)
            built(settle(strewn(number, ("alpha",)).files(), project), "-j1")
    assert len(opened) > 100
    assert [path for path in opened if "/partnerships/" in path and "/site" not in path
            and ".publishing" not in path] == []  # fmt: skip


def test_a_page_that_opens_a_record_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seal holds whoever asks, and by whatever call."""
    project = settle(strewn(0, ("alpha",)).files(), tmp_path)
    record = project / "partnerships" / "alpha" / "partnership.yml"

    def prying(register):  # type: ignore[no-untyped-def]
        record.read_bytes()
        yield from folder_pages(register)

    monkeypatch.setattr(workshop, "folder_pages", prying)
    with engine_run_once(), pytest.raises(Sealed):
        built(project, "-j1")


def test_the_seal_is_on_the_folder_and_nothing_else(tmp_path: Path) -> None:
    """Other files can be opened, those of a folder with a longer name too; later all can."""
    write({"records/a.yml": b"a", "records-too/a.yml": b"a"}, tmp_path)
    sealed_file = tmp_path / "records" / "a.yml"
    with sealed(tmp_path / "records"):
        assert (tmp_path / "records-too" / "a.yml").read_bytes() == b"a"
        roundabout = tmp_path / "records-too" / ".." / "records" / "a.yml"
        for look in (sealed_file.read_bytes, roundabout.read_text):
            with pytest.raises(Sealed):
                look()
        with pytest.raises(Sealed):
            os.open(sealed_file, os.O_RDONLY)
        with pytest.raises(Sealed):
            list(sealed_file.parent.iterdir())
        with pytest.raises(Sealed):
            os.scandir(bytes(sealed_file.parent))
    assert sealed_file.read_bytes() == b"a"
