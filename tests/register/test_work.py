"""Facts about actions: when they are due, how they bear on each other, who leads on them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from partnership_register.model.action import Action
from partnership_register.model.council import Contact, Council, Sector
from partnership_register.model.meeting import Meeting
from partnership_register.model.plan import Plan
from partnership_register.records import Records, load
from partnership_register.register import Register, problems_of
from partnership_register.register.lead_names import names_nobody
from partnership_register.register.leads import leads
from partnership_register.register.shortlist import incorporated, may_be_shortlisted, shortlist
from partnership_register.register.work import Work, serving, work, work_at, work_of, work_within

CASES = Path(__file__).parent / "work"
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def cases() -> Register:
    """Two partnerships with a programme of eighteen tasks, a plan of outcomes and a meeting."""
    records = load(CASES / "partnerships")
    assert not records.problems
    assert records.council
    register = Register(records, records.council, AS_OF)
    assert not problems_of(register)
    return register


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_facts(cases: Register, expect: Callable[[str, Path], None]) -> None:
    """Every action is told with its links both ways, its priority and basis, and who leads."""
    told = "\n".join(line for each in work(cases) for line in _told(each))
    expect(f"{told}\n", CASES / "facts.expected.txt")


def test_shortlist_of_ten_tasks_has_six_entries(cases: Register) -> None:
    """Priority 1 without what is dealt with elsewhere, each with the tasks it incorporates."""
    first = [w for w in work(cases) if w.priority and w.priority.level == 1 and w.is_open]
    wanted = [each.entry for each in work(cases) if may_be_shortlisted(each)]
    entries = shortlist(wanted, {each.entry: incorporated(each) for each in work(cases)})
    assert len(first) == 10
    assert [(entry.ref, [inner.ref for inner in within]) for entry, within in entries] == [
        ("2", ["3"]), ("8", []), ("9", []), ("11", ["10"]), ("12", []), ("17", []),
    ]  # fmt: skip


def test_leads(cases: Register, expect: Callable[[str, Path], None]) -> None:
    """Everybody named is found once, under each name and body, with the part they answer for."""
    lines = []
    for owner in leads(cases):
        lines.append(f"{owner.key}: {owner.name}")
        for share in owner.shares:
            what = share.work.entry.ref if share.work else f"section {share.section}"
            lines.append(f"  {share.holder.id} {what} {share.part}".rstrip())
    expect("\n".join([*lines, ""]), CASES / "leads.expected.txt")


@pytest.mark.parametrize("words", (CASES / "nobody.txt").read_text().splitlines())
def test_words_that_name_nobody(words: str) -> None:
    """What stands in place of a lead that is still to be found is no lead."""
    assert names_nobody(words)


@pytest.mark.parametrize("words", ["All partners", "Clerk", "TBC Consulting", "None Such Trust"])
def test_words_that_name_somebody(words: str) -> None:
    """Anything else is a lead."""
    assert not names_nobody(words)


@pytest.mark.parametrize("row", _rows(CASES / "timescales.csv"))
def test_when_an_action_is_due(row: dict[str, str]) -> None:
    """Status, due date, next due date and overdue follow from the words and days of the record."""
    each = _single(row)
    assert {
        "expected status": each.status,
        "expected due": str(each.due or ""),
        "expected next due": str(each.next_due or ""),
        "overdue": "yes" if each.is_overdue else "no",
    } == {name: row[name] for name in row if name.startswith("expected") or name == "overdue"}


@pytest.mark.parametrize(
    ("own", "reported", "stands"),
    [
        ({}, "under-way complete", "under-way"),
        ({"status": "complete"}, "under-way complete", "complete"),
        ({"completed": "2026-01-05"}, "complete under-way", "complete"),
        ({"completed": "2026-01-05"}, "under-way complete", "complete"),
        ({"status": "not-started"}, "under-way delayed", "under-way"),
    ],
)
def test_of_two_reports_of_one_day_that_counts_which_the_action_itself_says(
    own: dict[str, str], reported: str, stands: str
) -> None:
    """Else the first; an older one never does."""
    day = {"date": "2026-01-05", "text": "x"}
    updates = [day | {"status": status} for status in reported.split()]
    older = {"date": "2026-01-04", "text": "x", "status": "not-started"}
    action = {"action": "x", "updates": [older, *updates], **own}
    assert Action.model_validate(action).standing == stands


def test_every_action_is_found_wherever_it_is_asked_for(demo: Register) -> None:
    """The lists by record, by partnership and by objective hold the same actions as the whole."""
    everything = work(demo)
    assert everything
    assert len({each.entry.key for each in everything}) == len(everything)
    for each in everything:
        assert work_at(demo, each.entry) is each
        assert each in work_of(demo, each.holder)
        assert each in work_within(demo, each.partnership)
        assert all(each in serving(demo, objective) for objective in each.objectives)


def test_links_are_seen_from_both_ends(demo: Register) -> None:
    """What one action depends on names it as needed by that action, and so for all links."""
    ends = {
        (tie.kind, *sorted((each.entry.key, tie.entry.key)))
        for each in work(demo)
        for tie in (*each.needs, *each.needed_by, *each.ties)
    }
    for each in work(demo):
        for tie in (*each.needs, *each.needed_by, *each.ties):
            other = work_at(demo, tie.entry)
            back = (*other.needs, *other.needed_by, *other.ties)
            assert any(b.entry is each.entry and b.kind == tie.kind for b in back)
    assert ends


def test_overdue_is_open_and_past(demo: Register) -> None:
    """Only open work with a day behind it is overdue, and what is next due is never past."""
    for each in work(demo):
        if each.is_overdue:
            assert each.is_open
            assert each.due
            assert each.due < demo.as_of
            assert not (each.timescale and each.timescale.is_ongoing)
        assert not each.next_due or each.next_due >= demo.as_of
        assert each.is_open or not each.next_due


def _single(row: dict[str, str]) -> Work:
    """The work of a plan whose one action has the cells of a row."""
    given = {name: row[name] for name in ("timescale", "due", "completed", "status") if row[name]}
    if row["report"]:
        when, _, status = row["report"].partition(" ")
        given["updates"] = [{"date": when, "text": "Told.", "status": status}]  # type: ignore[assignment]
    near: tuple[Meeting, ...] = ()
    if row["report_to"]:
        given["report_to"], _, status = row["report_to"].partition(" ")
        near = (_meeting(given["report_to"], status),)
    action = Action.model_validate({"action": "Do it.", **given})
    plan = Plan(id="board/plan", path="partnerships/board/plans/plan.yml", partnership="board",
                title="Plan", status="approved", actions=(action,))  # fmt: skip
    council = Council(
        id="council",
        path="partnerships/_council/council.yml",
        title="Saltcombe",
        contact=Contact(team="Desk", email="desk@saltcombe.example"),
        public_kinds=(),
        sectors=(Sector(id="public", title="Public"),),
    )
    records = Records(council, (plan, *near), {}, ())
    (each,) = work(Register(records, council, date.fromisoformat(row["as_of"])))
    return each


def _meeting(id: str, status: str) -> Meeting:
    folder, _, name = id.partition("/")
    path = f"partnerships/{folder}/meetings/{name}.yml"
    return Meeting.model_validate({"id": id, "path": path, "partnership": folder, "status": status})


def _told(each: Work) -> Iterator[str]:
    yield f"{each.holder.id}#{each.entry.anchor}"
    if each.section:
        yield f"  under: {each.section.title}"
    if each.item:
        yield f"  item: {each.item.title}"
    yield f"  {each.status}, {'open' if each.is_open else 'closed'}"
    if each.due:
        yield f"  due {each.due}{', overdue' if each.is_overdue else ''}"
    if each.priority:
        band = f", {each.priority.band.title}" if each.priority.band else ""
        yield f"  priority {each.priority.level} ({each.priority.basis}{band})"
    if not each.has_lead:
        yield "  no lead"
    for tie in (*each.needs, *each.needed_by, *each.ties):
        note = f" ({tie.note})" if tie.note else ""
        yield f"  {tie.words}: {tie.entry.record.id}#{tie.entry.ref}{note}"
    for risk in each.risks:
        yield f"  mitigates: {risk.id}"
    if each.decision:
        yield f"  carries out: {each.decision.ref}"
    for objective in each.objectives:
        yield f"  serves: {objective.record.id}#{objective.ref}"
    for place in each.mentions:
        yield f"  mentioned in: {place.record.id}#{place.anchor}"
