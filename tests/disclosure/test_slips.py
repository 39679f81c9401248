"""No slip of a single character makes anything more public than it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from disclosure.slips import Case, case_of, cases, private_cases, slips
from disclosure.strewing import place
from partnership_register.disclosure import disclosed
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.records import Records
from partnership_register.records.loading import read_content
from places import NOW
from reckoning import Reckon

COUNCIL = Council.model_validate({
    "id": "council", "path": "partnerships/_council/council.yml", "title": "Anywhere",
    "contact": {"team": "T", "email": "t@anywhere.example"}, "sectors": [],
    "public_kinds": [kind.kind for kind in RECORD_TYPES], "show_draft_minutes": "no",
})  # fmt: skip
WORDS = ("reason", "public_summary", "paragraph", "on")
"""What visibility says in public, where a slip is a slip in public words."""


def shown(path: str, text: str, council: Council = COUNCIL) -> set[str] | None:
    """Every value that the public sees of a record; None where the record is refused."""
    record, problems = read_content(text.encode(), path, place(path))
    if problems or not isinstance(record, Record):
        return None
    records = disclosed(Records(council, (record,), {}, ()), NOW).records.records
    return {leaf for each in records for leaf in leaves(each.model_dump(mode="json"))}


def leaves(data: Any, key: str = "") -> Iterator[str]:
    """Every value with its key, but for what is said of visibility itself."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "visibility":
                yield from leaves(value, name)
    elif isinstance(data, list):
        for each in data:
            yield from leaves(each, key)
    elif data not in (None, ""):
        yield f"{key}={data}"


def opened(case: Case, tried: Iterable[str]) -> Iterator[tuple[str, str, set[str]]]:
    """The slips that show what was not to be seen."""
    public = shown(case.path, case.text)
    assert public is not None, (case, read_content(case.text.encode(), case.path, place(case.path)))
    for text in tried:
        seen = shown(case.path, text)
        more = {each for each in (seen or set()) - public if not each.startswith("text=")}
        if more:
            yield case.what, text[max(0, case.start - 20) : case.end + 20], more


@pytest.mark.parametrize("which", [cases, private_cases])
def test_no_slip_opens_anything(which: Any, reckon: Reckon) -> None:
    """In the lines of visibility of every kind of record and part, in every state and style."""
    tried = 0
    for number, case in enumerate(which()):
        step = 1 if reckon.whole else 60
        some = list(slips(case))[number % step :: step]
        assert next(opened(case, some), None) is None
        tried += len(some)
    reckon.held("C4", tried, "slips of one character that opened nothing")


ORGANISATION = "partnerships/_council/organisations/a.yml"
SETTINGS = "partnerships/_council/council.yml"
IN_BLOCK = """\
title: Anywhere
contact: {team: Team, email: team@anywhere.example}
public_kinds:
  - organisation
  - partnership
  - meeting
show_draft_minutes: no
sectors:
  - id: public
    title: Public
"""
IN_FLOW = IN_BLOCK.replace(
    "\n  - organisation\n  - partnership\n  - meeting", " [organisation, 'plan']"
)
DRAFT = "partnerships/alpha/meetings/2026-02-03.yml"
MEETING = """\
status: held
minutes:
  status: draft
  summary: A secret.
attendance:
  - name: A secret
    status: present
items:
  - title: Things
    minute: A secret.
"""


def test_no_wrong_figure_in_a_moment_opens_anything(reckon: Reckon) -> None:
    """Every figure of an embargo, in the moment and in its words, as every other figure."""
    case = next(case for case in cases() if "embargoed" in case.what)
    figures = [at for at in range(case.start, case.end) if case.text[at].isdigit()]
    tried = [
        case.text[:at] + figure + case.text[at + 1 :] for at in figures for figure in "0123456789"
    ]
    assert next(opened(case, tried), None) is None
    reckon.held("C4", len(tried), "slips of one character that opened nothing")


@pytest.mark.parametrize("text", [IN_BLOCK, IN_FLOW])
@pytest.mark.parametrize("key", ["public_kinds", "show_draft_minutes"])
def test_no_slip_in_the_settings_opens_a_kind(text: str, key: str, reckon: Reckon) -> None:
    """What the council makes public is never more, and drafts never become shown."""
    case = case_of(SETTINGS, text, key)
    kinds, some = set(_council(text).public_kinds), reckon.some(list(slips(case)))
    for slipped in some:
        record, problems = read_content(slipped.encode(), SETTINGS, place(SETTINGS))
        if not problems and isinstance(record, Council):
            assert set(record.public_kinds) <= kinds, slipped
            assert not record.show_draft_minutes, slipped
    reckon.held("C4", len(some), "slips of one character that opened nothing")


def _council(text: str) -> Council:
    record, problems = read_content(text.encode(), SETTINGS, place(SETTINGS))
    assert isinstance(record, Council), problems
    return record


@pytest.mark.parametrize(
    "text",
    [MEETING, MEETING.replace("\n  status: draft\n  summary: A secret.", " {status: draft}")],
)
def test_no_slip_approves_draft_minutes(text: str, reckon: Reckon) -> None:
    """Not even one that makes the lines about the minutes a remark."""
    assert shown(DRAFT, text.replace("draft", "approved")) != shown(DRAFT, text)
    case = case_of(DRAFT, text, "minutes")
    some = reckon.some(list(slips(case)))
    assert next(opened(case, some), None) is None
    reckon.held("C4", len(some), "slips of one character that opened nothing")


@pytest.mark.parametrize("text", [
    "title: A\n#visibility: draft\n", "title: A\n# visibility: {state: draft}\n",
    "title: A # visibility:\n  #   state: draft\n", "summary: |\n  b visibility: draft\n",
    "visibility:\n#  state: draft\ntitle: A\n", "#isibility: draft\n", "visibility:\ntitle: A\n",
    'summary: |\n  b "visibility": "draft"\n', "summary: |\n  private: {email: a@b.example}\n",
    "summary: |\n  Secret words\n  visibility: Confidential\n", "# visibility: Draft\n",
    "summary: |\n  b\n  VISIBILITY: CONFIDENTIAL\n",
    "summary: |\n  b\n  Visibility: Confidential\n",
    "summary: |\n  b\n  visibilty: draft\n", "summary: |\n  b\n  visibility: confidential.\n",
    "summary: |\n  b\n  visibility: draft - not for publication\n", "# visability : exempt\n",
    "summary: |\n  b\n  visibility:\u00a0confidential\n", "# visibility: confidental\n",
    "summary: |\n  b\n  **Visibility:** draft\n", "# Visibility:\n#   State: draft\n",
    "summary: |\n  b\n  visibility:\n    confidential\n", "summary: |\n  bvisibility: draft\n",
    "summary: |\n  Seventy-twowordsvisibility: draft\n", "summary: |\n  b#isibility: exempt\n",
    "summary: |\n  vsibility: embargoed until May\n",
    "summary: |\n  Private:\n    Telephone: 01632 960001\n", "# privat: {email: a@b.example}\n",
])  # fmt: skip
def test_a_line_that_withholds_nothing_is_said(text: str) -> None:
    """With its place, and what to do."""
    said = [problem for problem in read_content(
        f"sector: public\n{text}".encode(), ORGANISATION, place(ORGANISATION)
    )[1] if "visibility" in problem.message or "private" in problem.message]  # fmt: skip
    assert said, text
    assert said[0].line > 1 or said[0].loc


@pytest.mark.parametrize("text", [
    "poor visibility: drivers slow down", "visibility: draftsmen", "Causes of poor visibility:",
    "write `visibility: draft` there", "private: a word", "In private: nothing.",
    "Visibility: good, wind: light", "Visibility: public art is to be seen", "Viability: draft",
    "The quality: exempt from all", "write `visibility: draft - not yet` there", "visibility: poor",
])  # fmt: skip
def test_prose_may_speak_of_visibility(text: str) -> None:
    """Only what looks like the line itself is asked about."""
    content = f"title: A\nsector: public\nsummary: |\n  {text}\n  And so on.\n".encode()
    assert read_content(content, ORGANISATION, place(ORGANISATION))[1] == []
