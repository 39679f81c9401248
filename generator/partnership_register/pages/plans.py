"""The list of all plans, with how far each has got."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.plan import Plan
from partnership_register.pages.actions import Block, lists_page, partnership_link
from partnership_register.pages.addresses import PLANS
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.plan import period_words, type_words
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.writing import record_link, status
from partnership_register.register import Register
from partnership_register.register.plans import review_standing
from partnership_register.register.work import work_of

COLUMNS = (
    Column("Plan"),
    Column("Partnership", facet=True),
    Column("Kind", facet=True),
    Column("Status", "status", facet=True),
    Column("Period"),
    Column("Actions", "number"),
    Column("Complete", "number"),
    Column("Overdue", "number"),
    Column("Last reviewed"),
)


class PlanGiven(Shape, frozen=True):
    """A plan of a folder, for the list of all."""

    status: str
    title: str
    id: str
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The plans of a folder."""
    for plan in register.own(Plan):
        row = TableRow(tuple(_cells(register, plan)))
        yield "plans", PlanGiven(plan.status, plan.title, plan.id, row)


def pages(_: Register, lists: Lists) -> Iterator[Page]:
    """The list of plans."""
    plans: list[PlanGiven] = sorted(
        lists.of("plans"), key=lambda plan: (plan.status == "closed", plan.title, plan.id)
    )
    rows = tuple(plan.row for plan in plans)
    block = Block(
        table=Table("Plans", COLUMNS, rows), empty="No plans are recorded yet.", noun="plans"
    )
    yield lists_page(
        PLANS.url,
        "Plans",
        "Action plans, delivery plans and work programmes of the partnerships.",
        (block,),
        figures=(
            Row("plan" if len(plans) == 1 else "plans", f"{len(plans):,}"),
            Row("approved", f"{sum(plan.status == 'approved' for plan in plans):,}"),
            Row("draft", f"{sum(plan.status == 'draft' for plan in plans):,}"),
            Row("closed", f"{sum(plan.status == 'closed' for plan in plans):,}"),
        ),
    )


def _cells(register: Register, plan: Plan) -> Iterator[Value | Cell]:
    works = work_of(register, plan)
    stands = review_standing(register, plan)
    yield record_link(plan)
    yield partnership_link(register, plan.partnership)
    yield type_words(plan)
    yield status(plan.status)
    yield Cell(period_words(plan), plan.period.start.isoformat()) if plan.period else None
    yield str(len(works))
    yield str(sum(work.status == "complete" for work in works))
    yield str(sum(work.is_overdue for work in works))
    late = Status("Review overdue", "attention")
    shown: Value = stands.last or "Not yet"
    key = stands.last.isoformat() if stands.last else ""
    yield Cell((shown, late) if stands.is_late else shown, key)
