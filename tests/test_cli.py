"""The command as officers type it: what it prints, what it writes, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnership_register.cli import main
from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.records import read_record
from partnership_register.scaffolds import KINDS, scaffold
from places import digests

BROKEN = "partnerships/harbour-board/meetings/2026-03-05.yml"


@pytest.fixture
def here(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small council as the folder in which commands are typed."""
    monkeypatch.chdir(council)
    return council


def test_check_says_nothing_where_nothing_is_wrong(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Silence and 0 mean that the site can be built."""
    assert main(["check", "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_prints_annotations_for_github(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each problem becomes a workflow command that marks its line."""
    (here / BROKEN).write_text("status: held\nplace: x\nstart: '18:00'\npublic: maybe, 50% sure\n")
    assert main(["check", "--as-of", "2026-11-22", "--format", "github"]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"::error file={BROKEN},line=4,col=9::public: ")
    assert "50%25 sure" in line


def test_check_prints_json_for_programs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Path, line, column, place, message and hint of each problem."""
    (here / BROKEN).write_text("status: held\nitems: [{titel: x}]\n")
    assert main(["check", "--as-of", "2026-11-22", "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {"path", "line", "column", "place", "message", "hint", "severity"} == set(problems[0])
    assert BROKEN in {problem["path"] for problem in problems}


@pytest.mark.parametrize(
    ("site", "why"),
    [
        (".", "mkdocs.yml lies in it"),
        ("..", "mkdocs.yml lies in it"),
        ("partnerships", "the records are there"),
        ("partnerships/out", "the records are there"),
        ("content", "the pages written by hand are there"),
        ("content/out/deep", "the pages written by hand are there"),
        ("templates/../content/../templates", "it holds other things, such as main.html"),
        (".cache", "what builds remember are there"),
        (".git", ".git belongs to another program or another site"),
        (".git/out", ".git belongs to another program or another site"),
        (".site.publishing", ".site.publishing belongs to another program or another site"),
        ("documents", "it holds other things, such as thesis.txt, which would be lost"),
        ("link", "it holds other things, such as thesis.txt, which would be lost"),
    ],
)
def test_a_site_takes_the_place_of_nothing_but_a_site(
    here: Path, site: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever lies there stays, nothing is written beside it, and the next build is in order."""
    for path in ("templates/main.html", ".git/HEAD", "documents/thesis.txt"):
        (here / path).parent.mkdir(exist_ok=True)
        (here / path).write_text("mine")
    (here / "link").symlink_to("documents")
    before = digests(here)
    build = ["build", "--as-of", "2026-11-22", "--no-search", "--quiet", "-j1"]
    assert main([*build, "--no-cache", "--site-dir", site]) == 2
    assert why in capsys.readouterr().err
    assert digests(here) == before
    assert not [
        each for each in here.parent.rglob("*.publishing") if each.name != ".site.publishing"
    ]


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30, "-" + "9" * 18])
def test_an_instant_of_the_environment_that_is_none_is_told(
    here: Path, epoch: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence, with the exit code 2."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check"]) == 2
    assert f'SOURCE_DATE_EPOCH is "{epoch}"; make it' in capsys.readouterr().err


def test_an_instant_of_the_environment_that_is_empty_is_none(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a build server hands a variable on that nobody has set."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert main(["build", "--as-of", "2026-11-22", "--no-search", "--jobs", "1", "--quiet"]) == 0


def test_a_mistyped_day_is_told_with_a_right_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """argparse prints our sentence and the exit code is 2."""
    with pytest.raises(SystemExit) as left:
        main(["build", "--as-of", "22/11/2026"])
    assert left.value.code == 2
    assert "write year-month-day, for example 2026-03-12" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["2026-12-02", "'2026-12-02'", "2026-12-02 08:00"])
def test_the_day_of_the_settings_is_that_of_every_command(
    here: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is public on it is told to be, its address is noted; a day that is typed counts more."""
    config = here / "mkdocs.yml"
    plugin = "  - partnership-register"
    text = config.read_text().replace(plugin, f"{plugin}:\n      as_of: {written}")
    config.write_text(text)
    paper = here / "partnerships/harbour-board/documents/secret.yml"
    paper.parent.mkdir(exist_ok=True)
    paper.write_text(
        "title: A secret\ntype: report\nvisibility:\n  state: embargoed\n"
        "  until: 2026-12-01 09:00\n  in_words: Tuesday 1 December 2026, 09:00\n"
    )
    assert main(["check"]) == 0
    assert main(["disclosure", "--as-of", "2026-11-22"]) == 0
    assert "secret" in capsys.readouterr().out
    assert main(["disclosure"]) == 0
    assert "secret" not in capsys.readouterr().out
    assert main(["build", "--no-search", "--jobs", "1", "--quiet"]) == 0
    assert main(["addresses"]) == 0
    ledger = here / "addresses.txt"
    assert "/secret/" in ledger.read_text()
    ledger.unlink()
    assert main(["addresses", "--as-of", "2026-11-22"]) == 2


def test_a_day_of_the_settings_that_is_none_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At its place in the file, with one that is right."""
    config = here / "mkdocs.yml"
    plugin = "  - partnership-register"
    config.write_text(config.read_text().replace(plugin, f"{plugin}:\n      as_of: soon"))
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("mkdocs.yml:")
    assert "write year-month-day, for example 2026-03-12" in said


@pytest.mark.skipif(os.name == "nt", reason="this is a matter of shells on other systems")
@pytest.mark.parametrize("command", ["build --no-search", "check", "disclosure", "--help"])
@pytest.mark.parametrize("streams", ["| true", "2>&1 | true", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_nobody_need_listen(here: Path, command: str, streams: str) -> None:
    """The command ends as it would in any case, with 0 where nothing is to be put right."""
    day = "" if command == "--help" else "--as-of 2026-11-22"
    typed = f"{sys.executable} -u -m partnership_register.cli {command} {day} {streams}"
    done = subprocess.run(
        ["bash", "-c", f"{typed}; exit ${{PIPESTATUS[0]}}"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (here / "site" / "index.html").exists() == command.startswith("build")


def test_what_is_wrong_is_told_by_the_exit_code_where_nobody_reads_on(here: Path) -> None:
    """However much there is to say: the reader takes the first line of it."""
    long = "x" * 200
    for number in range(2000):
        (here / f"partnerships/harbour-board/meetings/{number}{long[:100]}.yml").write_text(long)
    check = f"{sys.executable} -m partnership_register.cli check --as-of 2026-11-22"
    done = subprocess.run(
        ["bash", "-c", f"{check} | head -n 1; exit ${{PIPESTATUS[0]}}"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    assert done.stderr == "2000 things to put right in 2000 files.\n"


def test_outside_a_project_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without mkdocs.yml there is a sentence, not a traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "mkdocs.yml" in capsys.readouterr().err


def test_new_begins_a_record_and_never_writes_over_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new file is where the site will look for it; a second try leaves it alone."""
    arguments = ["new", "meeting", "2027-06-03", "--partnership", "harbour-board"]
    assert main(arguments) == 0
    file = here / "partnerships/harbour-board/meetings/2027-06-03.yml"
    assert capsys.readouterr().out.startswith(file.relative_to(here).as_posix())
    before = file.read_text()
    assert main(arguments) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["meeting", "2027-06-03"], "a meeting belongs to a partnership; add --partnership ID"),
        (["meeting", "june", "--partnership", "harbour-board"], 'cannot be called "june"'),
        (["meeting", "2027-06-03", "--partnership", "harbor"], 'there is no partnership "harbor"'),
        (["risk", "flood", "--partnership", "harbour-board"], "leave --partnership out"),
        (["partnership", "New Board"], '"New Board" cannot be an id'),
        (["partnership", "con"], "Windows keeps the name"),
        (
            ["meeting", "2027-02-30", "--partnership", "harbour-board"],
            "2027-02-30 is not a day that exists",
        ),
        (["organisation", "Big Org"], "an organisation cannot be called"),
    ],
)
def test_new_refuses_what_could_not_be_found_again(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """Each refusal says what to type instead."""
    assert main(["new", *arguments]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.kind)
def test_a_new_record_asks_for_what_is_required_and_knows_no_other_field(
    kind: type[Record], tmp_path: Path
) -> None:
    """Left as it is, the form has only gaps to fill in, and no key that the model refuses."""
    file = tmp_path / "form.yml"
    file.write_text(scaffold(kind), encoding="utf-8")
    _, problems = read_record(file, "form.yml", kind, "2026-03-12", "somewhere")
    assert not [p for p in problems if "not a key" in p.message]
    names = {name for name in kind.model_fields if name not in Record.FROM_PLACE}
    text = scaffold(kind)
    assert all(f"{name}:" in text for name in names)
    assert kind.kind in KINDS


def test_schema_writes_what_vs_code_needs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each schema is named in the settings, and the settings name no other."""
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out.splitlines()
    settings = json.loads((here / ".vscode/settings.json").read_text())
    named = {path.removeprefix("./") for path in settings["yaml.schemas"]}
    assert named == {path for path in printed if "/schemas/" in path}
    for path in named:
        assert json.loads((here / path).read_text())["additionalProperties"] is False


def test_import_turns_a_spreadsheet_into_a_plan_that_builds(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A small CSV plan is written, reported and valid; a second import needs --replace."""
    paper = here / "Quay Plan 2027.csv"
    paper.write_text(
        "Ref,Action,Lead,When by\nQ1,Mend the steps,Town Clerk,By end of May 2027\n"
        "Q2,Paint the rails,???,Ongoing\n",
        encoding="utf-8",
    )
    arguments = ["import", "plan", str(paper), "--partnership", "quay-group"]
    assert main(arguments) == 0
    assert "partnerships/quay-group/plans/quay-plan-2027.yml" in capsys.readouterr().out
    assert main(arguments) == 1
    assert "--replace" in capsys.readouterr().err
    assert main([*arguments, "--replace"]) == 0
    assert main(["check", "--as-of", "2026-11-22"]) == 0
