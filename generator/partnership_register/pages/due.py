"""What is due: actions that are late or come next, what waits, and plans to be gone through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership_register.model.meeting import Meeting
from partnership_register.model.plan import Plan
from partnership_register.pages.actions import (
    COLUMNS,
    MOST_IN_A_PART,
    Block,
    action_table,
    cut_note,
    in_order,
    lists_page,
    partnership_link,
    standing_cell,
)
from partnership_register.pages.addresses import ACTIONS_DUE, address_of
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Column,
    Entry,
    Link,
    Row,
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


def pages(register: Register) -> Iterator[Page]:
    """The page of what is due."""
    works = work(register)
    late = in_order(each for each in works if each.is_overdue)
    ahead = in_order(each for each in works if each.next_due and not each.is_overdue)
    waiting = tuple(each for each in works if each.is_open and _waits_for(register, each))
    plans = tuple(sorted(_plans(register), key=lambda entry: str(entry.when)))
    reports = tuple(_reports(register))
    yield lists_page(
        ACTIONS_DUE.url,
        "What is due",
        f"Actions that are late or due next, as they stood on {day(register.as_of)}.",
        (
            _late(register, late),
            _ahead(register, ahead),
            Block("To be reported to a meeting", "reports", entries=reports,
                  empty="No action is to be reported to a meeting that is planned."),
            _waiting(register, waiting),
            Block("Plans to be reviewed", "plans", entries=plans,
                  empty="No plan says when it is to be reviewed next."),
        ),
        figures=(
            Row("overdue", f"{len(late):,}", "#overdue"),
            Row("due next", f"{len(ahead):,}", "#next"),
            Row("waiting for something", f"{len(waiting):,}", "#waiting"),
        ),
    )  # fmt: skip


def _late(register: Register, late: tuple[Work, ...]) -> Block:
    shown = late[:MOST_IN_A_PART]
    table = action_table(register, shown, "Overdue", leave_out=("origin",))
    return Block("Overdue", "overdue", cut_note(len(shown), len(late)), table,
                 empty="Nothing is overdue.", noun="overdue actions")  # fmt: skip


def _ahead(register: Register, ahead: tuple[Work, ...]) -> Block:
    shown = ahead[:MOST_IN_A_PART]
    table = action_table(register, shown, "Due next", leave_out=("origin",))
    return Block("Due next", "next", cut_note(len(shown), len(ahead)), table,
                 empty="No action with a day is still to come.", noun="actions")  # fmt: skip


def _waiting(register: Register, waiting: tuple[Work, ...]) -> Block:
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Waits for"), COLUMNS["status"])
    rows = (
        TableRow((
            (action_link(register, each), each.holder.label),
            partnership_link(register, each.partnership),
            tuple(_waits_for(register, each)),
            standing_cell(each),
        ))
        for each in waiting[:MOST_IN_A_PART]
    )  # fmt: skip
    return Block(
        "Waiting for something else",
        "waiting",
        "Actions that depend on another one which is not complete, or on something outside the"
        f" partnership. {cut_note(min(len(waiting), MOST_IN_A_PART), len(waiting))}".rstrip(),
        table=Table("Waiting for something else", columns, tuple(rows)),
        empty="No open action waits for anything.",
        noun="waiting actions",
    )


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


def _reports(register: Register) -> Iterator[Entry]:
    """Meetings still to come, each with the actions whose progress it is to hear."""
    heard: dict[str, list[Work]] = {}
    meetings: dict[str, Meeting] = {}
    for each in work(register):
        ref = each.action.report_to
        entry = register.resolve(("meeting",), ref, each.holder) if ref else None
        meeting = entry.record if entry else None
        if each.is_open and isinstance(meeting, Meeting) and _is_to_come(register, meeting):
            meetings[meeting.id] = meeting
            heard.setdefault(meeting.id, []).append(each)
    for meeting in sorted(meetings.values(), key=lambda m: (m.date, m.id)):
        links = tuple(action_link(register, each, most=100) for each in heard[meeting.id])
        yield Entry(meeting_link(register, meeting), meeting.date, facts=links)


def _is_to_come(register: Register, meeting: Meeting) -> bool:
    return meeting.status == "scheduled" and meeting.date >= register.as_of


def _plans(register: Register) -> Iterator[Entry]:
    for plan in register.all(Plan):
        stands = review_standing(register, plan)
        if stands.due:
            last = stands.last
            said = f"Last gone through on {day(last)}." if last else "Not yet gone through."
            yield _plan_entry(register, plan, stands.due, said, is_late=stands.is_late)
        effect = effectiveness_due(plan)
        if effect and plan.status != "closed":
            said = "What the plan has achieved is to be reviewed."
            yield _plan_entry(register, plan, effect, said, is_late=effect < register.as_of)


def _plan_entry(register: Register, plan: Plan, due: date, said: str, *, is_late: bool) -> Entry:
    where = partnership_link(register, plan.partnership)
    late: Status | None = OVERDUE if is_late else None
    return Entry(record_link(plan), due, said, late, (where,) if where else ())
