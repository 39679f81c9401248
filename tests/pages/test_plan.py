"""The page of a plan shows all that its record says, in each of the four layouts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from partnership_register.model.plan import Plan
from partnership_register.pages import plan as plan_page
from partnership_register.pages.plan import PlanView
from partnership_register.records import Records, load
from partnership_register.register import Register, problems_of
from partnership_register.register.work import work_of
from partnership_register.render import Renderer
from places import AS_OF, PROJECT, TESTS, needs_demo

CASES = Path(__file__).parent / "plans"
LAYOUTS = ("objectives", "outcomes", "groups", "actions")


def _written(layout: str) -> dict[str, Any]:
    """The same plan in one of the layouts, as its file would have it."""
    text = (CASES / "whole.yml").read_text(encoding="utf-8")
    plan: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    sections = plan.pop("objectives")
    if layout == "actions":
        sections = [action for section in sections for action in section["actions"]]
        plan["headings"].pop("section")
    return {**plan, layout: sections}


def _plan(written: dict[str, Any]) -> Plan:
    place = {"id": "board/told", "path": "partnerships/board/plans/told.yml"}
    return Plan.model_validate({**place, "partnership": "board", **written})


def _register(plan: Plan) -> Register:
    records = load(TESTS / "register" / "work" / "partnerships")
    assert records.council
    known = Records(records.council, (*records.records, plan), records.attachments, ())
    register = Register(known, records.council, AS_OF)
    assert not problems_of(register)
    return register


def _body(register: Register, plan: Plan) -> str:
    return Renderer(PROJECT / "theme", {}).body(plan_page.page(register, plan))


def _text(body: str) -> str:
    tree = html5lib.parse(body, namespaceHTMLElements=False)
    return " ".join(" ".join(tree.itertext()).split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_that_the_record_says_is_left_out(layout: str) -> None:
    """Every piece of text in the record can be read on the page, letter by letter."""
    written = _written(layout)
    plan = _plan(written)
    shown = _text(_body(_register(plan), plan))
    said = set(re.findall(r"[Tt]old-[\w-]+", yaml.safe_dump(written)))
    assert {word for word in said if word not in shown} == set()
    headings = set(written["headings"].values())
    if layout == "outcomes":  # the columns are those of the outcome; an action has only its status
        headings -= {"State told", "No.", "Level told"}
    assert {words for words in headings if words not in shown} == set()
    for words in ("31 March 2027", "5 May 2026", "6 June 2026", "7 July 2027", "15 January 2026",
                  "Saltcombe Harbour Trust", "Residents' Forum", "Not reviewed since 6 June 2026",
                  "High: likelihood 4 (Likely) times impact 4 (Major) is 16", "No lead named",
                  "Last done 30 March 2026", "There is no action L2D.10", "Depends on", "Supports",
                  "Meeting of 12 March 2026"):  # fmt: skip
        assert words in shown, words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_action_can_be_linked_to(layout: str) -> None:
    """Each action is where its address leads, and no two things share an address."""
    plan = _plan(_written(layout))
    register = _register(plan)
    tree = html5lib.parse(_body(register, plan), namespaceHTMLElements=False)
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [anchor for anchor, count in ids.items() if count > 1] == []
    assert {work.entry.anchor for work in work_of(register, plan)} <= set(ids)
    inside = [link.get("href") for link in tree.iter("a") if link.get("href", "").startswith("#")]
    assert {link.removeprefix("#") for link in inside} <= set(ids)


@needs_demo
def test_lists_of_an_outcome_stay_as_long_as_they_are(demo: Register) -> None:
    """Seven actions, six indicators and three leads are shown as seven, six and three."""
    found = demo.get(Plan, "thornmere-together/governance-2025")
    assert found
    view = plan_page.page(demo, found).view
    assert isinstance(view, PlanView)
    for section, shown in zip(found.outcomes, view.sections, strict=True):
        lengths = {cell.label: len(cell.items) for cell in shown.cells}
        assert len(shown.actions) == len(section.actions)
        assert lengths["Indicator"] == len(section.measures)
        assert lengths["When"] == len(section.timescales)
        assert lengths["Who"] == max(1, len(section.leads_text))


@needs_demo
def test_gap_in_the_numbering_is_said_and_not_closed(demo: Register) -> None:
    """A plan whose paper has no action 13 says so; its other actions keep their numbers."""
    found = demo.get(Plan, "thornmere-together/partnership-working-2026")
    assert found
    assert "There is no action 13." in _text(_body(demo, found))
    assert "14" in {action.ref for action in found.every_action()}


def test_the_meeting_to_which_an_action_is_reported_gives_its_words_a_day() -> None:
    """The words stay as they are, beside the day and what it was taken from."""
    action = {"action": "Tell.", "timescale": "March meeting", "report_to": "2026-03-12"}
    plan = _plan({"title": "Plan", "status": "approved", "actions": [action]})
    shown = _text(_body(_register(plan), plan))
    assert "March meeting We take this as the meeting of 12 March 2026." in shown
    assert "Was due 12 March 2026" in shown


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("draft", "This plan is a draft It has not been approved"),
        ("closed", "This plan is closed"),
        ("approved", "It was approved by Decision 2026/1, Meeting of 12 March 2026"),
    ],
)
def test_banner_says_whether_the_plan_is_approved(status: str, said: str) -> None:
    """A draft, an approved and a closed plan say what they are, and which decision approved it."""
    plan = _plan({**_written("actions"), "status": status})
    assert said in _text(_body(_register(plan), plan))
