"""Builds that die, or find no room on the disk, at every step that changes a file."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnership_register.publishing import Publication
from places import digests
from reckoning import Reckon

BUILD = Path(__file__).with_name("build_once.py")
# fmt: off
CALLS = (
    "openat", "write", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat",
    "mkdir", "mkdirat", "rmdir", "fsync", "utimensat", "flock",
)
# fmt: on
TRACED = ",".join(f"?{call}" for call in CALLS)
SITES = [
    {"index.html": "older", "stays/index.html": "stays", "goes/index.html": "goes", "b.csv": "1"},
    {"index.html": "old", "stays/index.html": "stays", "goes/index.html": "goes", "c.csv": "1,2"},
    {"index.html": "new", "stays/index.html": "stays", "comes/here/index.html": "", "b.csv": "3"},
]
"""An older site, so that there is a standby that is behind; the old site; the new one."""


def _can_trace() -> bool:
    """Whether there is strace, and this machine lets it."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    not _can_trace(), reason="strace, which kills a build at a chosen step, is missing or forbidden"
)


@dataclass(frozen=True)
class Step:
    """The Nth call of a kind that a build makes."""

    call: str
    number: int


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of this process prepare and compare; those that die are others, and wait."""
    monkeypatch.setattr("partnership_register.publishing.publication.make_lasting", lambda *_: None)
    # How many folders are listed must not hang on how long ago they were made.
    monkeypatch.setattr("partnership_register.publishing.walking._TOO_NEW", 1 << 62)


def publish(site: Path, files: dict[str, str]) -> None:
    with Publication(site) as publication:
        for path, text in files.items():
            publication.put(path, text.encode())
        publication.publish()


def before(folder: Path) -> Path:
    """A site as the build finds it: published twice, the standby behind."""
    site = folder / "site"
    publish(site, SITES[0])
    publish(site, SITES[1])
    return site


def forgotten(folder: Path) -> Path:
    """A site as the build finds it after one that was killed: nothing is known of the standby."""
    site = before(folder)
    (folder / ".site.publishing" / "ledger").unlink()
    return site


def nowhere(folder: Path) -> Path:
    """The first build of all."""
    folder.mkdir(exist_ok=True)
    return folder / "site"


def traced(site: Path, new: Path, *options: str) -> int:
    """Build under strace and return how the build ended."""
    command = ["strace", "-f", "-qq", *options, sys.executable, "-S", BUILD]
    packages = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [*command, site, new],
        env=os.environ | {"PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=new.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "invalid" not in done.stderr, done.stderr
    return done.returncode


def steps(site: Path, new: Path, *options: str) -> Iterator[Step]:
    """Every call of an undisturbed build, from where it begins to publish."""
    log = site.parent / "calls"
    assert traced(site, new, "-o", str(log), "-e", f"trace={TRACED}", *options) == 0
    made: Counter[str] = Counter()
    has_begun = False
    for line in log.read_text().splitlines():
        call = line.split(maxsplit=1)[1].partition("(")[0]
        if call not in CALLS:
            continue
        made[call] += 1
        if has_begun:
            yield Step(call, made[call])
        has_begun = has_begun or "publishing begins here" in line


def sweep(
    tmp_path: Path,
    found: Callable[[Path], Path],
    injected: str,
    *options: str,
    only: tuple[str, ...] = tuple(CALLS),
    some: Callable[[Sequence[Step]], Sequence[Step]] = lambda steps: steps,
) -> list[tuple[Step, int]]:
    """Disturb a build at each step, or at `some`; return the steps with how the builds ended.

    After each the site is the old one or the new one to the byte, and the next build, which nobody
    cleans up for, makes the new one.
    """
    new = tmp_path / "new.json"
    new.write_text(json.dumps(SITES[2]))
    (old_digests, new_digests) = (_expected(tmp_path / name, n) for name, n in (("o", 1), ("n", 2)))

    def disturbed(step: Step) -> tuple[Step, int]:
        folder = tmp_path / f"{step.call}-{step.number}"
        site = found(folder)
        was_there = site.exists()
        ended = traced(
            site, new, "-o", os.devnull, "-e", f"trace={TRACED}", *options,
            "-e", f"inject={step.call}:{injected}:when={step.number}",
        )  # fmt: skip
        now = site if site.exists() else folder / ".site.publishing" / "spare"
        if was_there:
            assert digests(now) in (old_digests, new_digests), step
        elif site.exists():
            assert digests(site) == new_digests, step
        assert ended != 0 or digests(site) == new_digests, step
        with Publication(site):  # one that finds problems and ends without publishing
            assert site.exists() or not was_there, step
            assert not (folder / ".site.publishing" / "spare").exists(), step
        publish(site, SITES[2])
        assert digests(site) == new_digests, step
        publish(site, SITES[1])
        assert digests(site) == old_digests, step
        shutil.rmtree(folder)
        return step, ended

    all_steps = [s for s in steps(found(tmp_path / "once"), new, *options) if s.call in only]
    with ThreadPoolExecutor(2) as both:
        return list(both.map(disturbed, some(all_steps)))


def _expected(folder: Path, number: int) -> dict[str, str]:
    for path, text in SITES[number].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return digests(folder)


@pytest.mark.parametrize("found", [before, forgotten, nowhere])
def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new(
    tmp_path: Path, found: Callable[[Path], Path], reckon: Reckon
) -> None:
    """And the next build puts everything right, whatever the dead one left about."""
    ends = sweep(tmp_path, found, "signal=KILL")
    assert len(ends) > 20
    assert not [step for step, ended in ends if ended == 0]
    reckon.held("P1", len(ends), "steps of publishing at which it was killed, old site or new")


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_full_disk_at_any_step_leaves_the_old_site_or_the_new(
    tmp_path: Path, error: str, reckon: Reckon
) -> None:
    """A build that could not do a step either fails or has done without it."""
    ends = sweep(tmp_path, before, f"error={error}")
    assert len(ends) > 30
    failed = [step for step, ended in ends if ended]
    assert len(failed) > 0.8 * len(ends)
    reckon.held("P2", len(ends), f"steps of publishing that met {error}, old site or new")


@pytest.mark.parametrize("error", ["EACCES", "EMFILE"])
def test_a_step_that_is_forbidden_leaves_the_old_site_or_the_new(
    tmp_path: Path, error: str, reckon: Reckon
) -> None:
    """Or one for which there are too many open files."""
    ends = sweep(tmp_path, before, f"error={error}", some=reckon.some)
    assert [step for step, ended in ends if ended]
    reckon.held("P2", len(ends), f"steps of publishing that met {error}, old site or new")


def test_where_two_folders_cannot_be_exchanged_a_kill_between_the_renames_is_put_right(
    tmp_path: Path, reckon: Reckon
) -> None:
    """The one instant without a site: what is set aside is whole and comes back."""
    number = errno.errorcode[errno.ENOSYS]
    ends = sweep(
        tmp_path, before, "signal=KILL", "-e", f"inject=renameat2:error={number}",
        only=("rename", "renameat"),
    )  # fmt: skip
    assert len(ends) >= 5
    reckon.held("P1", len(ends), "renames at which it was killed where nothing can be exchanged")
