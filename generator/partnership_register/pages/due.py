"""What is due: actions that are late or come next, what waits, and plans to be gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from partnership_register.model.meeting import Meeting
from partnership_register.model.plan import Plan
from partnership_register.pages.actions import (
    COLUMNS,
    MOST_IN_A_PART,
    ActionGiven,
    Block,
    action_given,
    action_table,
    cut_note,
    in_order,
    lists_page,
    most_urgent,
    partnership_link,
    standing_cell,
)
from partnership_register.pages.addresses import ACTIONS_DUE, address_of
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Column,
    Entry,
    Link,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.work import (
    OVERDUE,
    action_link,
    action_words,
    external_words,
)
from partnership_register.pages.writing import day, meeting_link, record_link
from partnership_register.register import Register
from partnership_register.register.plans import effectiveness_due, review_standing
from partnership_register.register.work import Work, work, work_at


class DueGiven(Shape, frozen=True):
    """How many actions of a folder are late, come next, are neither, and wait for something."""

    late: int
    ahead: int
    undated: int
    waiting: int


class WaitingGiven(Shape, frozen=True):
    """An action of a folder that waits for something."""

    record: str
    row: TableRow


class ReportGiven(Shape, frozen=True):
    """An action whose progress a meeting is to hear, of whatever folder the meeting is."""

    date: date
    meeting: str
    link: Link
    """To the meeting."""
    record: str
    action: Link


class PlanDueGiven(Shape, frozen=True):
    """A plan of a folder, with a day by which it is to be gone through."""

    due: date
    plan: str
    entry: Entry


def given(register: Register) -> Iterator[Given]:
    """What is late, next, neither, or waits in a folder, as far as a page of all lists it."""
    works = work(register)
    late = in_order(each for each in works if each.is_overdue)
    ahead = in_order(each for each in works if each.next_due and not each.is_overdue)
    undated = [each for each in works if each.is_open and not each.is_overdue and not each.next_due]
    waiting = [
        (each, awaited)
        for each in works
        if each.is_open and (awaited := _waits_for(register, each))
    ]
    yield "due/counted", DueGiven(len(late), len(ahead), len(undated), len(waiting))
    for key, actions in (("due/late", late), ("due/next", ahead), ("due/undated", undated)):
        for each in actions[:MOST_IN_A_PART]:
            yield key, action_given(register, each)
    for each, awaited in waiting[:MOST_IN_A_PART]:
        row = _waiting_row(register, each, awaited)
        yield "due/waiting", WaitingGiven(each.holder.id, row)
    for each in works:
        yield from _report_given(register, each)
    for plan in register.own(Plan):
        yield from _plan_given(register, plan)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of what is due."""
    counted: tuple[DueGiven, ...] = lists.of("due/counted")
    late = sum(each.late for each in counted)
    ahead = sum(each.ahead for each in counted)
    undated = sum(each.undated for each in counted)
    waiting = sum(each.waiting for each in counted)
    plans = sorted(lists.of("due/plans"), key=lambda each: (each.due, each.plan))
    yield lists_page(
        ACTIONS_DUE.url,
        "What is due",
        f"Actions that are late or due next, as they stood on {day(register.as_of)}.",
        (
            _late(lists.of("due/late"), late),
            _ahead(lists.of("due/next"), ahead),
            _undated(lists.of("due/undated"), undated),
            Block("To be reported to a meeting", "reports",
                  entries=tuple(_reports(lists.of("due/reports"))),
                  empty="No action is to be reported to a meeting that is planned."),
            _waiting(lists.of("due/waiting"), waiting),
            Block("Plans to be reviewed", "plans", entries=tuple(each.entry for each in plans),
                  empty="No plan says when it is to be reviewed next."),
        ),
        figures=(
            Row("overdue", f"{late:,}", "#overdue"),
            Row("due next", f"{ahead:,}", "#next"),
            Row("without a day to come", f"{undated:,}", "#undated"),
            Row("waiting for something", f"{waiting:,}", "#waiting"),
        ),
    )  # fmt: skip


def _late(late: Iterable[ActionGiven], number: int) -> Block:
    shown = most_urgent(late, MOST_IN_A_PART)
    table = action_table("Overdue", shown, leave_out=("origin",))
    return Block("Overdue", "overdue", cut_note(len(shown), number), table,
                 empty="Nothing is overdue.", noun="overdue actions")  # fmt: skip


def _ahead(ahead: Iterable[ActionGiven], number: int) -> Block:
    shown = most_urgent(ahead, MOST_IN_A_PART)
    table = action_table("Due next", shown, leave_out=("origin",))
    return Block("Due next", "next", cut_note(len(shown), number), table,
                 empty="No action with a day is still to come.", noun="actions")  # fmt: skip


def _undated(undated: Iterable[ActionGiven], number: int) -> Block:
    shown = most_urgent(undated, MOST_IN_A_PART)
    table = action_table("Without a day to come", shown, leave_out=("origin",))
    note = (
        "Open actions for which no day is named, or in words that none could be read from, and"
        " those that are ongoing although their day is past."
    )
    return Block("Without a day to come", "undated",
                 f"{note} {cut_note(len(shown), number)}".rstrip(), table,
                 empty="Every open action has a day to come, or is overdue.",
                 noun="actions")  # fmt: skip


def _waiting(waiting: Iterable[WaitingGiven], number: int) -> Block:
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Waits for"), COLUMNS["status"])
    shown = sorted(waiting, key=lambda each: each.record)[:MOST_IN_A_PART]
    return Block(
        "Waiting for something else",
        "waiting",
        "Actions that depend on another one which is not complete, or on something outside the"
        f" partnership. {cut_note(len(shown), number)}".rstrip(),
        table=Table("Waiting for something else", columns, tuple(each.row for each in shown)),
        empty="No open action waits for anything.",
        noun="waiting actions",
    )


def _waiting_row(register: Register, each: Work, awaited: list[Value]) -> TableRow:
    return TableRow((
        (action_link(register, each), each.holder.label),
        partnership_link(register, each.partnership),
        tuple(awaited),
        standing_cell(each),
    ))  # fmt: skip


def _waits_for(register: Register, each: Work) -> list[Value]:
    """Actions that it depends on and that are not complete, then what is outside."""
    needed = (work_at(register, tie.entry) for tie in each.needs)
    found: list[Value] = [
        Link(action_words(register, other, most=80), address_of(other.entry))
        for other in needed
        if other.is_open
    ]
    return [
        *found,
        *(
            external_words(external)
            for external in each.action.external_dependencies
            if not external.came
        ),
    ]


def _report_given(register: Register, each: Work) -> Iterator[Given]:
    ref = each.action.report_to
    entry = register.resolve(("meeting",), ref, each.holder) if ref and each.is_open else None
    meeting = entry.record if entry else None
    if isinstance(meeting, Meeting) and _is_to_come(register, meeting):
        link = meeting_link(register, meeting)
        action = action_link(register, each, most=100)
        report = ReportGiven(meeting.date, meeting.id, link, each.holder.id, action)
        yield "due/reports", report


def _reports(reports: Iterable[ReportGiven]) -> Iterator[Entry]:
    """Meetings still to come, each with the actions whose progress it is to hear."""
    ordered = sorted(reports, key=attrgetter("date", "meeting", "record"))
    for _, of_meeting in groupby(ordered, key=attrgetter("meeting")):
        heard = tuple(of_meeting)
        links = tuple(report.action for report in heard)
        yield Entry(heard[0].link, heard[0].date, facts=links)


def _is_to_come(register: Register, meeting: Meeting) -> bool:
    return meeting.status == "scheduled" and meeting.date >= register.as_of


def _plan_given(register: Register, plan: Plan) -> Iterator[Given]:
    stands = review_standing(register, plan)
    if stands.due:
        last = stands.last
        said = f"Last gone through on {day(last)}." if last else "Not yet gone through."
        entry = _plan_entry(register, plan, stands.due, said, is_late=stands.is_late)
        yield "due/plans", PlanDueGiven(stands.due, plan.id, entry)
    effect = effectiveness_due(plan)
    if effect and plan.status != "closed":
        said = "What the plan has achieved is to be reviewed."
        entry = _plan_entry(register, plan, effect, said, is_late=effect < register.as_of)
        yield "due/plans", PlanDueGiven(effect, plan.id, entry)


def _plan_entry(register: Register, plan: Plan, due: date, said: str, *, is_late: bool) -> Entry:
    where = partnership_link(register, plan.partnership)
    late: Status | None = OVERDUE if is_late else None
    return Entry(record_link(plan), due, said, late, (where,) if where else ())
