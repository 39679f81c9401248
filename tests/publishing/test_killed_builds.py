"""Whole builds, killed with their workers or several at once, leave the old site or the new."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from partnership_register.shell.builds import Options, build
from places import AS_OF, TESTS, copy_council, digests
from reckoning import Reckon

AS_USUAL = Options(as_of=AS_OF, jobs=1)
MINUTES = "partnerships/harbour-board/meetings/2026-03-05.yml"
PARTNERSHIP = "partnerships/harbour-board/partnership.yml"
EDITS = (
    (MINUTES, "", ""),
    (MINUTES, "Dredging is put off.", "Dredging begins in the spring."),
    (PARTNERSHIP, "Saltcombe Harbour Board", "Saltcombe Port Board"),
)
"""The council as it is; with another minute; with a title that stands on most of its pages."""
LARGE = 2
GOLDEN = 0.618033988749895
"""Its multiples, without what stands before the point, lie evenly however many are taken."""
MORE = 1.05
"""Of the time of a build, so that its end is within it as well."""

pytestmark = pytest.mark.skipif(
    not hasattr(os, "killpg"), reason="the system knows no groups of processes"
)


def put(home: Path, state: int) -> None:
    """Bring the records to one of the states."""
    for path in (MINUTES, PARTNERSHIP):
        shutil.copy(TESTS / "council" / path, home / path)
    path, before, after = EDITS[state]
    text = (home / path).read_text(encoding="utf-8")
    assert before in text
    (home / path).write_text(text.replace(before, after), encoding="utf-8")


def clean(home: Path) -> dict[str, str]:
    """What a build makes of the same records with nothing remembered."""
    options = replace(AS_USUAL, site_dir=home.with_name("clean"), use_cache=False)
    return digests(build(home / "mkdocs.yml", options).site_dir)


def started(home: Path) -> subprocess.Popen[bytes]:
    """A build as a person would start it, with its workers in a group of their own."""
    command = [sys.executable, "-m", "partnership_register.cli", "build", "--quiet", "--jobs", "2"]
    return subprocess.Popen(
        [*command, "--as-of", AS_OF.isoformat()], cwd=home, start_new_session=True
    )


@dataclass
class Council:
    """The small council as it was built last, in which state, and what its states look like."""

    home: Path
    sites: tuple[dict[str, str], ...]
    takes: dict[bool, float]
    """Seconds of a build that nobody disturbs: of one that makes most pages, and of another."""
    state: int = 1


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Council:
    """The small council, built for its first two states; for a release with the third."""
    home = copy_council(tmp_path_factory.mktemp("killed") / "home")
    large = seconds_of(home)
    first = digests(home / "site")
    last = {}
    if pytestconfig.getoption("--whole"):
        put(home, LARGE)
        last = clean(home)
    put(home, 1)
    small = seconds_of(home)
    return Council(home, (first, clean(home), last), {True: large, False: small})


def seconds_of(home: Path) -> float:
    """How long a build takes that nobody disturbs."""
    begun = time.monotonic()
    assert started(home).wait() == 0
    return time.monotonic() - begun


def was_killed(home: Path, after: float) -> bool:
    """Whether a build was killed after so many seconds, or had come to its end before."""
    process = started(home)
    try:
        return process.wait(after) != 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def goal_of(number: int, state: int, *, whole: bool) -> int:
    """The state to which the next build is to bring the site, which is another than now."""
    if state == LARGE:
        return 0
    return LARGE if whole and number % 8 == 6 else 1 - state


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(
    council: Council, reckon: Reckon
) -> None:
    """From its first moment to its last; the next build puts everything right by itself."""
    many = 200 if reckon.whole else 8
    home, sites, killed, new = council.home, council.sites, 0, 0
    for number in range(many):
        state, goal = council.state, goal_of(number, council.state, whole=reckon.whole)
        put(home, goal)
        takes = council.takes[LARGE in (state, goal)]
        killed += was_killed(home, takes * (number * GOLDEN % 1) * MORE)
        found = digests(home / "site")
        assert found in (sites[state], sites[goal]), number
        new += found == sites[goal]
        build(home / "mkdocs.yml", AS_USUAL)
        assert digests(home / "site") == sites[goal], number
        council.state = goal
    assert killed > many / 2
    reckon.held("P1", killed, "whole builds killed at some moment, old site or new")
    if reckon.whole:
        reckon.held("P1", new, "whole builds, killed or not, after which there was the new site")


def test_of_several_builds_at_once_the_last_has_read_what_was_saved_last(
    council: Council, reckon: Reckon
) -> None:
    """Two to four at a time, the first of them begun before an edit: each ends well."""
    done = 0
    for at_once in (3, 4, 2) * 23 if reckon.whole else (3,):
        council.state = 1 if council.state == 0 else 0
        builds = [started(council.home)]
        put(council.home, council.state)
        builds += [started(council.home) for _ in range(at_once - 1)]
        assert [process.wait() for process in builds] == [0] * at_once
        done += at_once
        assert digests(council.home / "site") == council.sites[council.state], done
    reckon.held("P4", done, "whole builds two to four at a time, the site that of the last edit")
