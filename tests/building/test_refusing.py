"""A build by folders refuses exactly what `register check` finds a problem in."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building.councils import Files, council, write
from partnership_register.building import Memory, opened
from partnership_register.moments import beginning_of
from partnership_register.records.folders import NotSound
from partnership_register.scanning import scan
from partnership_register.shell.engine import council_register
from partnership_register.shell.opening import Ask, open_project
from partnership_register.shell.problems_found import SettingsWrong
from partnership_register.shell.rehearsing import rehearsed
from places import AS_OF, copy_council
from test_invalid import CASES, lay_over

IS_RELEASE = settings.get_current_profile_name() == "release"
FOLDERS = ("alpha", "board", "zeta")
SOUND = council(2, FOLDERS)
RECORDS = sorted(path for path in SOUND if path.endswith(".yml"))


def is_refused(project: Path, as_of: date = AS_OF) -> bool:
    """Whether any folder is refused when each is read by itself, as a build does."""
    records = project / "partnerships"
    try:
        holdings = opened(
            records, scan(records) if records.is_dir() else (), beginning_of(as_of), Memory(None)
        )
        council_register(holdings, project / "content", asking(project))
        for name in holdings.folders:
            holdings.register_of(name)
    except (NotSound, SettingsWrong):
        return True
    return False


def has_problems(project: Path, as_of: date = AS_OF) -> bool:
    """Whether anything is wrong when all records are read together."""
    now = beginning_of(as_of)
    try:
        found = open_project(project / "partnerships", project / "content", now, asking(project))
    except SettingsWrong:
        return True
    return bool(found.problems)


def asking(project: Path) -> Ask:
    """Has the site engine asked what it would refuse, where the project has settings for it."""
    settings_file = project / "mkdocs.yml"
    return partial(rehearsed, settings_file) if settings_file.exists() else lambda _: []


@pytest.mark.parametrize("case", [case for case in CASES if not case.startswith("ledger-")])
def test_what_breaks_a_rule_is_refused(case: str, tmp_path: Path) -> None:
    """Each case of tests/invalid, of which all have problems; no folder knows the ledger."""
    council = copy_council(tmp_path / "council")
    lay_over(council, case)
    assert has_problems(council)
    assert is_refused(council)


def test_a_former_id_that_two_partnerships_claim_is_refused(tmp_path: Path) -> None:
    """Neither folder by itself knows of the other's."""
    files = dict(SOUND)
    for name in ("alpha", "zeta"):
        files[f"partnerships/{name}/partnership.yml"] += b"former_ids: [old]\n"
    project = write(files, tmp_path / "project")
    assert has_problems(project)
    assert is_refused(project)


NAMES = ("alpha", "alpha/terms", "board/delivery#1", "zeta/2026-03-12", "paper", "police", "x",
         "vision#green", "2026-02-03#D1", "zeta#m1", "board/paper")  # fmt: skip
WORDS = ("former_ids: [old]", "status: held", "x: 1", "end: 2020-01-01", "parent: zeta", "- a")


@st.composite
def damaged(draw: st.DrawFn) -> Files:
    """A sound council with one or two small changes, which may leave it sound or not."""
    files = dict(SOUND)
    for path in draw(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=2)):
        lines = files.pop(path, SOUND[path]).decode().splitlines()
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("take away", "twice", "name", "words", "cut", "lose", "json"))):
            case "take away":
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "name":
                lines[at] = f"{lines[at].partition(':')[0]}: {draw(st.sampled_from(NAMES))}"
            case "words":
                lines.append(draw(st.sampled_from(WORDS)))
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "json":
                lines[at] = lines[at].replace("/", r"\/").replace(": ", ': "', 1) + '"'
            case _:
                continue
        files[path] = "\n".join([*lines, ""]).encode()
    return files


@settings(
    max_examples=1000 if IS_RELEASE else 100,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(files=damaged())
def test_small_damages_are_refused_if_and_only_if_they_are_problems(files: Files) -> None:
    """Lines lost, doubled or cut, other names, other words, files lost: both ways agree."""
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        project = write(files, Path(folder))
        assert is_refused(project) == has_problems(project)
