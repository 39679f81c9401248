"""Bad files and the real build: it ends with 1, names each of them, and leaves the site alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from partnership_register.model.meeting import Meeting
from partnership_register.records import read_record
from partnership_register.records.loading import load
from partnership_register.shell.builds import Options, build
from partnership_register.shell.problems_found import ProblemsFound
from places import AS_OF, TESTS, digests
from reckoning import Reckon

MEETING = TESTS / "council/partnerships/harbour-board/meetings/2026-03-05.yml"
BOARD = "partnerships/harbour-board/meetings"
SIGNS = (b"\t", b"\0", b"\xe9", b"<<<<<<< x\n", b"{", b"[", b'"', b"'", b": ", b"&a ", b"%", b"@")


def bad_files(folder: Path) -> list[bytes]:
    """A meeting with a sign typed somewhere or cut off, each of which is refused alone."""
    whole = MEETING.read_bytes()
    made = [whole[:at] + SIGNS[at % len(SIGNS)] + whole[at:] for at in range(0, len(whole), 3)]
    made += [whole[:at] for at in range(3, len(whole), 7)]
    file = folder / "2026-03-05.yml"
    refused = []
    for content in made:
        file.write_bytes(content)
        if read_record(file, file.name, Meeting, "x/2026-03-05", "x")[1]:
            refused.append(content)
    file.unlink()
    return refused


def test_all_bad_files_are_named_in_one_run(council: Path, tmp_path: Path, reckon: Reckon) -> None:
    """As many as there are; what is said of each is what is said of it alone."""
    cases = bad_files(tmp_path)
    folder = council / BOARD
    for number, content in enumerate(cases):
        (folder / f"2028-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}-{number}.yml").write_bytes(
            content
        )
    named = {problem.path for problem in load(council / "partnerships").problems}
    missing = [file.name for file in folder.glob("2028-*") if f"{BOARD}/{file.name}" not in named]
    assert missing == []
    reckon.held("M1", len(cases), "bad files named in one run")


def test_a_refused_build_leaves_the_site_as_it_was(
    council: Path, tmp_path: Path, reckon: Reckon
) -> None:
    """Byte for byte, whichever file is bad, and the next good build needs no clearing up."""
    site = council / "site"
    options = Options(as_of=AS_OF, jobs=1)
    build(council / "mkdocs.yml", options)
    before = digests(site)
    cases = bad_files(tmp_path)
    sample = cases[:: max(1, len(cases) // reckon.many(100))]
    file = council / BOARD / "2026-03-05.yml"
    whole = file.read_bytes()
    for content in sample:
        file.write_bytes(content)
        with pytest.raises(ProblemsFound) as refused:
            build(council / "mkdocs.yml", options)
        assert any(p.path == f"{BOARD}/2026-03-05.yml" for p in refused.value.problems)
        assert digests(site) == before
    done = subprocess.run(
        [sys.executable, "-m", "partnership_register.cli", "build", "--as-of", AS_OF.isoformat()],
        cwd=council,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    file.write_bytes(whole)
    build(council / "mkdocs.yml", options)
    assert digests(site) == before
    reckon.held("M1", len(sample), "bad files in a real build, the site untouched")
