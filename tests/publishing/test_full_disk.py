"""A disk that is too small for the new site keeps the old one, and the officer is told plainly."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnership_register.cli import main
from places import AS_OF, copy_council, digests
from reckoning import Reckon

PARTNERSHIP = "partnerships/harbour-board/partnership.yml"
ENOUGH = 64 << 20
STEP = 32 << 10
"""Bytes by which there is more room from one build to the next."""
FEW = (0, 6 * STEP, 18 * STEP)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk in memory, which only root may have."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ENOUGH}", "none", folder]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount, which makes a disk in memory")
    if done.returncode:
        pytest.skip(f"no disk can be made in memory here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def used(disk: Path) -> int:
    of = os.statvfs(disk)
    return (of.f_blocks - of.f_bfree) * of.f_frsize


def test_a_disk_that_is_too_small_keeps_the_old_site(
    disk: Path, tmp_path: Path, reckon: Reckon, capsys: pytest.CaptureFixture[str]
) -> None:
    """From no room at all to enough: one sentence and exit code 1, and then the new site."""
    home = copy_council(disk / "home")

    def built() -> int:
        arguments = ["build", "--quiet", "--jobs", "1", "--as-of", AS_OF.isoformat()]
        return main([*arguments, "--config-file", str(home / "mkdocs.yml")])

    assert built() == 0
    old = digests(home / "site")
    edited = (home / PARTNERSHIP).read_text(encoding="utf-8").replace("Harbour Board", "Port Board")
    (home / PARTNERSHIP).write_text(edited, encoding="utf-8")
    refused = 0
    for room in range(0, 64 * STEP, STEP) if reckon.whole else FEW:
        resize(disk, used(disk) + room)
        ended = built()
        said = capsys.readouterr().err
        resize(disk, ENOUGH)
        if ended == 0:
            break
        assert (ended, said.count("\n")) == (1, 1), said
        assert "No space left on device" in said
        assert digests(home / "site") == old
        refused += 1
    else:
        assert built() == 0
    assert refused > 1
    new = digests(home / "site")
    assert new != old
    shutil.copytree(home, tmp_path / "elsewhere", ignore=_but_what_is_written)
    home = tmp_path / "elsewhere"
    assert built() == 0
    assert digests(home / "site") == new
    reckon.held("P2", refused, "sizes of a disk too small for a build, the old site intact")


_but_what_is_written: Callable[[str, list[str]], set[str]] = shutil.ignore_patterns(
    "site", ".cache", ".site.publishing"
)
