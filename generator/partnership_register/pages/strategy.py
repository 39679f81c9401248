"""A strategy: each of its objectives with the partnerships, plans and actions that serve it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from partnership_register.model.document import Document
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.strategy import Objective, Strategy
from partnership_register.pages.actions import (
    MOST_IN_A_PART,
    ActionGiven,
    ActionTable,
    action_given,
    action_table,
    cut_note,
    in_order,
    most_urgent,
)
from partnership_register.pages.addresses import HOME, STRATEGIES, address
from partnership_register.pages.any_record import mentions_given, mentions_of
from partnership_register.pages.lists import Given, Lists
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
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.writing import (
    day,
    edit_url,
    file_shape,
    named,
    plain,
    plural,
    prose,
    record_link,
    resolved,
    status,
)
from partnership_register.register import Register
from partnership_register.register.entries import Entry as RegisterEntry
from partnership_register.register.work import Work, serving


class ObjectiveView(Shape, frozen=True):
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


class StrategyView(Shape, frozen=True):
    """A strategy."""

    title: str
    status: Status
    summary: Prose | None
    facts: tuple[Row, ...]
    files: tuple[File, ...]
    contents: tuple[Link, ...]
    objectives: tuple[ObjectiveView, ...]
    mentions: tuple[Entry, ...]


class StrategiesView(Shape, frozen=True):
    """The list of strategies."""

    title: str
    lead: str
    table: Table
    count: int


class ServedGiven(Shape, frozen=True):
    """The actions of a folder that serve an objective, as far as a page could list them."""

    number: int
    actions: tuple[ActionGiven, ...]


class DocumentGiven(Shape, frozen=True):
    """A document of a folder that is a strategy as published."""

    place: int
    """Its place among the documents of the strategy."""
    link: Link
    files: tuple[File, ...]


def given(register: Register) -> Iterator[Given]:
    """What in a folder serves each strategy, publishes it or speaks of it."""
    for strategy in register.all(Strategy):
        yield from _actions_given(register, strategy)
    yield from _plans_given(register)
    for document in register.own(Document):
        yield from _document_given(register, document)
    yield from mentions_given(register, "strategy", "owner", "documents")


def _actions_given(register: Register, strategy: Strategy) -> Iterator[Given]:
    serves: set[Work] = set()
    for number in range(len(strategy.objectives)):
        entry = register.part(strategy, "objectives", number)
        works = serving(register, entry)
        serves.update(works)
        if works:
            most = in_order(works)[:MOST_IN_A_PART]
            actions = tuple(action_given(register, each) for each in most)
            yield _served_key(entry), ServedGiven(len(works), actions)
    if serves:
        yield f"strategy/{strategy.id}/actions", len(serves)


def _served_key(objective: RegisterEntry) -> str:
    return f"strategy/{objective.record.id}/serving/{objective.anchor}"


def _plans_given(register: Register) -> Iterator[Given]:
    """Sections of plans that serve an objective as a whole."""
    for target, link in register.outward():
        plan = link.record
        if target.kind != "objective" or not isinstance(plan, Plan):
            continue
        if link.field == "contributes_to" and not link.part and isinstance(link.loc[1], int):
            title = plan.sections[link.loc[1]].title
            section = Link(title, section_address(plan, link.loc[1]), _whose(register, plan))
            yield f"strategy/{target.record.id}/plans/{target.anchor}", section


def _document_given(register: Register, document: Document) -> Iterator[Given]:
    for link in register.pointing_at(register.entry(document), "documents"):
        if isinstance(link.record, Strategy):
            files = tuple(
                file_shape(register, document, file.file, file.title or document.title)
                for file in document.files
            )
            shown = DocumentGiven(int(link.loc[1]), record_link(document), files)
            yield f"strategy/{link.record.id}/documents", shown


def page(register: Register, strategy: Strategy, lists: Lists) -> Page:
    """The page of a strategy."""
    objectives = tuple(
        _objective(register, strategy, number, objective, lists)
        for number, objective in enumerate(strategy.objectives)
    )
    documents = sorted(lists.of(f"strategy/{strategy.id}/documents"), key=attrgetter("place"))
    summary = plain(resolved(register, strategy.summary or "", strategy))
    view = StrategyView(
        title=strategy.title,
        status=status(strategy.status),
        summary=prose(register, strategy.summary, strategy),
        facts=tuple(_facts(register, strategy, documents)),
        files=tuple(file for document in documents for file in document.files),
        contents=tuple(Link(o.title, f"#{o.anchor}", o.summary) for o in objectives),
        objectives=objectives,
        mentions=mentions_of(lists, strategy),
    )
    return Page(address(strategy), "pages/strategy.html", strategy.title,
                summary or f"The objectives of {strategy.title} and what serves them.",
                STRATEGIES.text, view, (HOME, STRATEGIES), strategy.updated,
                edit_url(register, strategy))  # fmt: skip


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The list of strategies."""
    rows = tuple(TableRow(tuple(_cells(register, each, lists))) for each in _in_order(register))
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


def _cells(register: Register, strategy: Strategy, lists: Lists) -> Iterator[Value | Cell]:
    entries = [
        register.part(strategy, "objectives", number) for number in range(len(strategy.objectives))
    ]
    partnerships = {link.url for entry in entries for link in _partnerships(register, entry)}
    yield record_link(strategy)
    yield _owner(register, strategy)
    yield status(strategy.status)
    period = strategy.period
    yield Cell(_period(strategy), period.start.isoformat()) if period else None
    yield strategy.refresh_due
    yield str(len(entries))
    yield str(len(partnerships))
    yield str(sum(lists.of(f"strategy/{strategy.id}/actions")))


def _owner(register: Register, strategy: Strategy) -> Link | None:
    return named(register, "organisation", strategy.owner, strategy) or named(
        register, "partnership", strategy.owner_partnership, strategy
    )


def _period(strategy: Strategy) -> str:
    if not strategy.period:
        return ""
    begins = day(strategy.period.start)
    return f"{begins} to {day(strategy.period.end)}" if strategy.period.end else f"From {begins}"


def _facts(register: Register, strategy: Strategy, documents: list[DocumentGiven]) -> Iterator[Row]:
    owner = _owner(register, strategy)
    if owner:
        yield Row("Whose strategy it is", owner)
    if strategy.period:
        yield Row("Period", _period(strategy))
    due = strategy.refresh_due
    if due:
        late = due < register.as_of and strategy.status != "superseded"
        yield Row("To be refreshed by", (due, Status("Overdue", "bad")) if late else due)
    if documents:
        yield Row("As published", tuple(document.link for document in documents))


def _objective(
    register: Register, strategy: Strategy, number: int, objective: Objective, lists: Lists
) -> ObjectiveView:
    entry = register.part(strategy, "objectives", number)
    served: tuple[ServedGiven, ...] = lists.of(_served_key(entry))
    known = sum(each.number for each in served)
    shown = most_urgent((one for each in served for one in each.actions), MOST_IN_A_PART)
    partnerships = tuple(_partnerships(register, entry))
    return ObjectiveView(
        title=objective.title,
        anchor=entry.anchor,
        text=prose(register, objective.text, strategy),
        portfolio=named(register, "portfolio", objective.portfolio, strategy),
        partnerships=partnerships,
        plans=lists.of(f"strategy/{strategy.id}/plans/{entry.anchor}"),
        actions=action_table(
            f"Actions that serve: {objective.title}", shown, leave_out=("origin",)
        ),
        note=cut_note(len(shown), known),
        summary=_summary(partnerships, known),
    )


def _summary(partnerships: tuple[Link, ...], actions: int) -> str:
    served = plural(len(partnerships), "partnership").lower()
    return f"{served}, {plural(actions, 'action').lower()}"


def _partnerships(register: Register, entry: RegisterEntry) -> Iterator[Link]:
    for link in register.pointing_at(entry, "contributes_to"):
        if isinstance(link.record, Partnership):
            yield record_link(link.record)


def _whose(register: Register, plan: Plan) -> str:
    partnership = register.get(Partnership, plan.partnership)
    return f"{plan.title}, {partnership.title}" if partnership else plan.title
