"""A strategy: each of its objectives with the partnerships, plans and actions that serve it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership_register.model.document import Document
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.strategy import Objective, Strategy
from partnership_register.pages.actions import (
    MOST_IN_A_PART,
    ActionTable,
    action_table,
    cut_note,
    in_order,
)
from partnership_register.pages.addresses import HOME, STRATEGIES, address
from partnership_register.pages.any_record import mentions
from partnership_register.pages.page import Page
from partnership_register.pages.plan import section_address
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Entry,
    File,
    Link,
    Prose,
    Row,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.writing import (
    day,
    edit_url,
    file_shape,
    links_to,
    named,
    plain,
    plural,
    prose,
    record_link,
    status,
)
from partnership_register.register import Register
from partnership_register.register.entries import Entry as RegisterEntry
from partnership_register.register.work import Work, serving


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective and all that serves it."""

    title: str
    anchor: str
    text: Prose | None
    portfolio: Link | None
    partnerships: tuple[Link, ...]
    plans: tuple[Link, ...]
    """Objectives, outcomes or groups of plans that serve it as a whole."""
    actions: ActionTable
    note: str
    summary: str


@dataclass(frozen=True, slots=True)
class StrategyView:
    """A strategy."""

    title: str
    status: Status
    summary: Prose | None
    facts: tuple[Row, ...]
    files: tuple[File, ...]
    contents: tuple[Link, ...]
    objectives: tuple[ObjectiveView, ...]
    mentions: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StrategiesView:
    """The list of strategies."""

    title: str
    lead: str
    table: Table
    count: int


def page(register: Register, strategy: Strategy) -> Page:
    """The page of a strategy."""
    objectives = tuple(
        _objective(register, strategy, number, objective)
        for number, objective in enumerate(strategy.objectives)
    )
    summary = plain(strategy.summary) if strategy.summary else ""
    view = StrategyView(
        title=strategy.title,
        status=status(strategy.status),
        summary=prose(register, strategy.summary, strategy),
        facts=tuple(_facts(register, strategy)),
        files=tuple(_files(register, strategy)),
        contents=tuple(Link(o.title, f"#{o.anchor}", o.summary) for o in objectives),
        objectives=objectives,
        mentions=mentions(register, strategy, "owner", "documents"),
    )
    return Page(address(strategy), "pages/strategy.html", strategy.title,
                summary or f"The objectives of {strategy.title} and what serves them.",
                STRATEGIES.text, view, (HOME, STRATEGIES), strategy.updated,
                edit_url(register, strategy))  # fmt: skip


def pages(register: Register) -> Iterator[Page]:
    """The list of strategies."""
    rows = tuple(TableRow(tuple(_cells(register, each))) for each in _in_order(register))
    lead = "What the council and its partners want to reach, and who works towards it."
    view = StrategiesView("Strategies", lead, Table("Strategies", _COLUMNS, rows), len(rows))
    yield Page(STRATEGIES.url, "views/strategies.html", "Strategies", lead, STRATEGIES.text, view,
               (HOME,))  # fmt: skip


_COLUMNS = (
    Column("Strategy"),
    Column("Owner", facet=True),
    Column("Status", "status", facet=True),
    Column("Period"),
    Column("To be refreshed by"),
    Column("Objectives", "number"),
    Column("Partnerships", "number"),
    Column("Actions", "number"),
)


def _in_order(register: Register) -> list[Strategy]:
    """What is in force first, then by the day on which it began."""
    return sorted(
        register.all(Strategy),
        key=lambda s: (s.status == "superseded", s.period.start if s.period else date.max, s.id),
    )


def _cells(register: Register, strategy: Strategy) -> Iterator[Value | Cell]:
    entries = [
        register.part(strategy, "objectives", number) for number in range(len(strategy.objectives))
    ]
    actions = {each for entry in entries for each in serving(register, entry)}
    partnerships = {link.url for entry in entries for link in _partnerships(register, entry)}
    yield record_link(strategy)
    yield _owner(register, strategy)
    yield status(strategy.status)
    period = strategy.period
    yield Cell(_period(strategy), period.start.isoformat()) if period else None
    yield strategy.refresh_due
    yield str(len(entries))
    yield str(len(partnerships))
    yield str(len(actions))


def _owner(register: Register, strategy: Strategy) -> Link | None:
    return named(register, "organisation", strategy.owner, strategy) or named(
        register, "partnership", strategy.owner_partnership, strategy
    )


def _period(strategy: Strategy) -> str:
    if not strategy.period:
        return ""
    begins = day(strategy.period.start)
    return f"{begins} to {day(strategy.period.end)}" if strategy.period.end else f"From {begins}"


def _facts(register: Register, strategy: Strategy) -> Iterator[Row]:
    owner = _owner(register, strategy)
    if owner:
        yield Row("Whose strategy it is", owner)
    if strategy.period:
        yield Row("Period", _period(strategy))
    due = strategy.refresh_due
    if due:
        late = due < register.as_of and strategy.status != "superseded"
        yield Row("To be refreshed by", (due, Status("Overdue", "bad")) if late else due)
    documents = links_to(register, "document", strategy.documents, strategy)
    if documents:
        yield Row("As published", documents)


def _files(register: Register, strategy: Strategy) -> Iterator[File]:
    for ref in strategy.documents:
        entry = register.resolve(("document",), ref, strategy)
        document = entry.record if entry else None
        if isinstance(document, Document):
            for file in document.files:
                yield file_shape(register, document, file.file, file.title or document.title)


def _objective(
    register: Register, strategy: Strategy, number: int, objective: Objective
) -> ObjectiveView:
    entry = register.part(strategy, "objectives", number)
    works = serving(register, entry)
    shown = in_order(works)[:MOST_IN_A_PART]
    partnerships = tuple(_partnerships(register, entry))
    return ObjectiveView(
        title=objective.title,
        anchor=entry.anchor,
        text=prose(register, objective.text, strategy),
        portfolio=named(register, "portfolio", objective.portfolio, strategy),
        partnerships=partnerships,
        plans=tuple(_plans(register, entry)),
        actions=action_table(
            register, shown, f"Actions that serve: {objective.title}", leave_out=("origin",)
        ),
        note=cut_note(len(shown), len(works)),
        summary=_summary(partnerships, works),
    )


def _summary(partnerships: tuple[Link, ...], works: tuple[Work, ...]) -> str:
    served = plural(len(partnerships), "partnership").lower()
    return f"{served}, {plural(len(works), 'action').lower()}"


def _partnerships(register: Register, entry: RegisterEntry) -> Iterator[Link]:
    for link in register.pointing_at(entry, "contributes_to"):
        if isinstance(link.record, Partnership):
            yield record_link(link.record)


def _plans(register: Register, entry: RegisterEntry) -> Iterator[Link]:
    for link in register.pointing_at(entry, "contributes_to"):
        plan = link.record
        if isinstance(plan, Plan) and not link.part and isinstance(link.loc[1], int):
            title = plan.sections[link.loc[1]].title
            yield Link(title, section_address(plan, link.loc[1]), _whose(register, plan))


def _whose(register: Register, plan: Plan) -> str:
    partnership = register.get(Partnership, plan.partnership)
    return f"{plan.title}, {partnership.title}" if partnership else plan.title
