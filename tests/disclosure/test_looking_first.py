"""`register disclosure`: what an officer looks at before publishing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from partnership_register.cli import main
from places import TESTS

Expect = Callable[[str, Path], None]

HERE = TESTS / "disclosure"
NOTE = """\
title: Price of the berths
type: report
summary: SECRET-SUMMARY
text: SECRET-TEXT
visibility: draft
"""
MEETING = """\
status: held
minutes: {status: approved}
items:
  - title: Moorings
    minute: The rent was discussed.
    decisions:
      - {ref: 2026/9, text: SECRET-DECISION, outcome: agreed, visibility: confidential}
"""


def _until(day: int) -> str:
    words = f"Tuesday {day} December 2026, 09:30"
    return f"{{state: embargoed, until: 2026-12-0{day} 09:30, in_words: '{words}'}}"


_PAPER = "title: {0}\ntype: report\nfiles: [{0}.csv]\n"
_LEFT = "title: Left\ntype: report\nvisibility: {{state: withdrawn, on: 2026-11-19, reason: {}}}\n"
BEFORE = {
    "hidden.yml": _PAPER.format("hidden") + "visibility: draft\n",
    "hidden.csv": "a,b\n",
    "open.yml": _PAPER.format("open"),
    "open.csv": "a,b\n",
    "still-hidden.yml": _PAPER.format("still-hidden") + "visibility: draft\n",
    "still-hidden.csv": "a,b\n",
    "later.yml": _PAPER.format("later") + f"visibility: {_until(8)}\n",
    "later.csv": "a,b\n",
    "lease.yml": "title: Lease\ntype: report\nvisibility: {state: exempt, paragraph: '3'}\n",
    "gone.yml": "title: Gone\ntype: report\n",
    "left.yml": _LEFT.format("It was a draft."),
    "never.yml": "title: Never\ntype: report\nformer_ids: [before]\nvisibility: draft\n",
}
AFTER = {
    "hidden.yml": _PAPER.format("hidden"),
    "open.csv": "a,c\n",
    "still-hidden.csv": "a,c\n",
    "later.yml": _PAPER.format("later") + f"visibility: {_until(1)}\n",
    "lease.yml": "title: Lease\ntype: report\n"
    "visibility: {state: exempt, paragraph: '3', public_summary: Some rent was agreed.}\n",
    "gone.yml": "title: Gone\ntype: report\n"
    "visibility: {state: withdrawn, on: 2026-11-20, reason: It named a person.}\n",
    "left.yml": _LEFT.format("It named two people."),
    "never.yml": "title: Never\ntype: report\nformer_ids: [before]\n"
    "visibility: {state: withdrawn, on: 2026-11-20}\n",
}


@pytest.fixture
def project(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small council in a repository, with a draft document and a confidential decision."""
    board = council / "partnerships" / "harbour-board"
    (board / "documents" / "price.yml").write_text(NOTE, encoding="utf-8")
    (board / "meetings" / "2026-03-19.yml").write_text(MEETING, encoding="utf-8")
    monkeypatch.chdir(council)
    _git("init", "--quiet")
    _git("add", "--all")
    _git("commit", "--quiet", "--message", "Begin")
    return council


def test_all_that_is_withheld_is_listed_and_nothing_of_it_is_told(
    project: Path, expect: Expect, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, kind and reason of each, with how many there are; no withheld word."""
    assert main(["disclosure", "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "SECRET" not in said
    expect(said, HERE / "withheld.txt")


def test_what_a_change_makes_public_is_told_word_for_word(
    project: Path, expect: Expect, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was withheld is told apart from what is new; what is no longer public is not there."""
    board = project / "partnerships" / "harbour-board"
    for name, old, new in (
        ("documents/price.yml", "visibility: draft\n", ""),
        ("meetings/2026-03-19.yml", ", visibility: confidential", ""),
        ("meetings/2026-03-19.yml", "was discussed", "was discussed and noted"),
        ("partnership.yml", "title: ", "title: The "),
    ):
        file = board / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["disclosure", "--diff", "HEAD", "--as-of", "2026-11-22"]) == 0
    expect(capsys.readouterr().out, HERE / "released.txt")


def test_all_that_comes_out_is_told(
    project: Path, expect: Expect, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files, summaries, reasons, words of the council, kinds made public, and what time will do."""
    records = project / "partnerships"
    council = records / "_council" / "council.yml"
    settings = council.read_text(encoding="utf-8")
    council.write_text(settings.replace(", risk, ", ", "), encoding="utf-8")
    documents = records / "harbour-board" / "documents"
    for name, text in BEFORE.items():
        (documents / name).write_text(text, encoding="utf-8")
    _git("add", "--all")
    _git("commit", "--quiet", "--message", "Go on")
    council.write_text(settings.replace("such as the", "say the"), encoding="utf-8")
    for name, text in AFTER.items():
        (documents / name).write_text(text, encoding="utf-8")
    assert main(["disclosure", "--diff", "HEAD", "--as-of", "2026-11-22"]) == 0
    expect(capsys.readouterr().out, HERE / "released-more.txt")


SEATED = """\
title: Quay Group
type: sub-group
purpose: Looks after the quays.
members:
  - {id: one, organisation: refuge, post: Manager, name: SECRET-HOLDER}
  - {id: two, organisation: lifeboat-trust, post: Coxswain, visibility: draft}
"""
ATTENDED = """\
status: held
minutes: {status: approved}
attendance:
  - {member: two, name: SECRET-GUEST, status: present}
items:
  - {title: Shelter, minute: "See [[organisation: refuge]] and [[lifeboat-trust]]."}
"""


def test_what_comes_back_with_something_else_is_told(
    project: Path, expect: Expect, capsys: pytest.CaptureFixture[str]
) -> None:
    """A seat with its organisation, attendance with its seat; text stays as it was written."""
    records = project / "partnerships"
    refuge = records / "_council" / "organisations" / "refuge.yml"
    group = records / "quay-group"
    refuge.write_text("title: Refuge\nsector: voluntary\nvisibility: draft\n", encoding="utf-8")
    (group / "partnership.yml").write_text(SEATED, encoding="utf-8")
    (group / "meetings" / "2026-09-10.yml").write_text(ATTENDED, encoding="utf-8")
    _git("add", "--all")
    _git("commit", "--quiet", "--message", "Go on")
    refuge.write_text("title: Refuge\nsector: voluntary\n", encoding="utf-8")
    seated = SEATED.replace(", visibility: draft", "")
    (group / "partnership.yml").write_text(seated, encoding="utf-8")
    changed = ATTENDED.replace("]].", "]] again.")
    (group / "meetings" / "2026-09-10.yml").write_text(changed, encoding="utf-8")
    assert main(["disclosure", "--diff", "HEAD", "--as-of", "2026-11-22"]) == 0
    expect(capsys.readouterr().out, HERE / "released-with.txt")


def test_what_was_planned_before_is_told_no_more(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An embargo that ends as it was to end at the revision makes nothing more public."""
    note = f"{NOTE.replace('visibility: draft', '')}visibility: {_until(1)}\n"
    file = project / "partnerships" / "harbour-board" / "documents" / "price.yml"
    file.write_text(note, encoding="utf-8")
    _git("commit", "--quiet", "--all", "--message", "Go on")
    assert main(["disclosure", "--diff", "HEAD", "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().out == "Nothing is public now that was not public at HEAD.\n"


def test_nothing_is_made_public_by_a_change_that_withholds(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """To make a record confidential shows nobody anything."""
    file = project / "partnerships" / "harbour-board" / "documents" / "price.yml"
    file.write_text(NOTE.replace("draft", "confidential"), encoding="utf-8")
    assert main(["disclosure", "--diff", "HEAD"]) == 0
    assert capsys.readouterr().out == "Nothing is public now that was not public at HEAD.\n"


def test_a_revision_that_is_not_there_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the words of git, without a traceback."""
    assert main(["disclosure", "--diff", "nowhere"]) == 2
    assert 'git does not find "nowhere" here' in capsys.readouterr().err


def _git(*arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@council.example")
    subprocess.run(("git", *who, *arguments), check=True)
