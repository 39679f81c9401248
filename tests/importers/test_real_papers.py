"""Two real action plans, each in Word, Excel and CSV, are read whole and alike."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from partnership_register.importers import ImportedPlan, plan_from, read_paper

_REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
_PAPERS = ("winchester-2006", "wychavon-2008")
_FORMATS = (".csv", ".xlsx", ".docx")
_FIELDS = {
    "Objective": "title", "Action": "action", "What": "action", "Leads": "leads_text",
    "Who": "leads_text", "Timescale": "timescale", "When by": "timescale",
    "Performance Measures": "measures", "Resource implications": "resources",
    "Comments": "comments",
}  # fmt: skip
_MARKS = ("", "\u2022 ", "\u25cb ")

pytestmark = pytest.mark.skipif(not _REAL.is_dir(), reason="the real papers are not here")


@pytest.fixture(scope="module")
def plans() -> dict[tuple[str, str], ImportedPlan]:
    """Every plan by paper and format."""
    return {
        (paper, suffix): plan_from(read_paper(_REAL / f"{paper}{suffix}"))
        for paper in _PAPERS
        for suffix in _FORMATS
    }


def expected(paper: str) -> dict[str, Any]:
    return json.loads((_REAL / f"{paper}.expected.json").read_text(encoding="utf-8"))


def sections(plan: ImportedPlan) -> list[dict[str, Any]]:
    return plan.data.get("objectives") or plan.data["groups"]


@pytest.mark.parametrize("suffix", _FORMATS)
@pytest.mark.parametrize("paper", _PAPERS)
def test_every_action_is_there_under_its_heading(
    plans: dict[tuple[str, str], ImportedPlan], paper: str, suffix: str
) -> None:
    """Refs, gaps in the refs, objectives and groups are those of the paper; nothing is added."""
    plan, known = plans[paper, suffix], expected(paper)
    refs = [[action["ref"] for action in section["actions"]] for section in sections(plan)]
    assert [section["title"] for section in sections(plan)] == (
        known["objectives"] or known["groups"]
    )
    assert refs == (known.get("refs_by_objective") or known["refs_by_group"])
    assert [ref for group in refs for ref in group] == known["refs"]
    assert len(known["refs"]) == known["rows"]
    report = plan.report()
    assert f"{known['rows']} actions under {len(sections(plan))} " in report
    for ref in known["missing_refs"]:
        assert f"There is no {ref}." in report
    assert report.count("Joined: ") == len(known["split_refs"])
    headers = known.get("header_rows", 1)
    assert f"{headers} {'row' if headers == 1 else 'rows'} of headings left out." in report


@pytest.mark.parametrize("suffix", _FORMATS)
@pytest.mark.parametrize("paper", _PAPERS)
def test_every_checked_cell_is_word_for_word(
    plans: dict[tuple[str, str], ImportedPlan],
    as_read: Callable[[str], list[tuple[int, str]]],
    paper: str,
    suffix: str,
) -> None:
    """Mistakes, blanks, double spaces and bullets of the paper stand in the plan."""
    for check in expected(paper)["spot_checks"]:
        section, action = next(
            (section, action)
            for section in sections(plans[paper, suffix])
            for action in section["actions"]
            if action["ref"] == check["ref"]
        )
        field = _FIELDS[check["field"]]
        value = section["title"] if field == "title" else action.get(field, "")
        texts = value if isinstance(value, list) else [value]
        if field in ("action", "measures", "resources", "comments"):
            lines = [line for text in texts for line in as_read(text)]
            value = "\n".join(f"{_MARKS[level]}{text}" for level, text in lines)
        assert value == check["text"], check["why"]


@pytest.mark.parametrize("paper", _PAPERS)
def test_the_three_formats_give_the_same_plan(
    plans: dict[tuple[str, str], ImportedPlan], paper: str
) -> None:
    """Only the name of the file differs, and what the CSV does not hold: title and introduction."""
    word, excel, csv = (dict(plans[paper, suffix].data) for suffix in (".docx", ".xlsx", ".csv"))
    for plan in (word, excel, csv):
        del plan["source_file"]
    assert word == excel
    assert word["title"] == expected(paper)["title"]
    outside = {"title", "introduction"}
    assert csv["title"] == paper
    assert without(csv, outside) == without(word, outside)


def without(data: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def test_empty_cells_stay_empty(plans: dict[tuple[str, str], ImportedPlan]) -> None:
    """An empty cell is neither "None" nor filled from its neighbour."""
    known = expected("wychavon-2008")
    for field in ("resources", "comments"):
        blank = [
            action["ref"]
            for section in sections(plans["wychavon-2008", ".xlsx"])
            for action in section["actions"]
            if field not in action
        ]
        key = "blank_resource_implications" if field == "resources" else "blank_comments"
        assert blank == known[key]


def test_leads_are_named_only_where_nothing_is_guessed(
    plans: dict[tuple[str, str], ImportedPlan],
) -> None:
    """A missing comma, two spaces, an "and" or a sentence leave the leads to an officer."""
    unnamed = {
        paper: [
            action["ref"]
            for section in sections(plans[paper, ".docx"])
            for action in section["actions"]
            if "leads" not in action
        ]
        for paper in _PAPERS
    }
    assert unnamed == {
        "winchester-2006": ["3", "21", "22", "24"],
        "wychavon-2008": [
            f"L2D.{number}" for number in (1, 4, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 19)
        ],
    }
