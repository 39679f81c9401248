"""Cabinet portfolios: which partnerships fall under each, and all that goes on in one remit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from partnership_register.model.council import Council, Portfolio
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.risk import Risk
from partnership_register.model.strategy import Objective
from partnership_register.pages.addresses import HOME, PORTFOLIOS, REGISTER, portfolio_address
from partnership_register.pages.decisions import decision_entry
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.meetings import when
from partnership_register.pages.organisation import due_cell
from partnership_register.pages.page import Page
from partnership_register.pages.risk import partnership_links
from partnership_register.pages.shapes import (
    Cell,
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
from partnership_register.pages.standings import agreement_status, level, review_status
from partnership_register.pages.wording import TYPES, member_link
from partnership_register.pages.work import OVERDUE, action_link, leads, standing
from partnership_register.pages.writing import (
    link_to,
    meeting_link,
    plain,
    plural,
    record_link,
    resolved,
    short_title,
)
from partnership_register.register import Entry as RegisterEntry
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of
from partnership_register.register.gaps import portfolios_without_seat
from partnership_register.register.seats import filled, in_role
from partnership_register.register.standing import (
    agreement_of,
    is_at_work,
    next_meeting,
    review_of,
    risks_of,
)
from partnership_register.register.work import work_within

LATEST = 8
"""How many decisions the page of a portfolio shows."""

HAS_SEAT = Status("Has a seat", "good")
NO_SEAT = Status("No seat", "bad")
IN_REMIT = Status("In remit", "info")
NOT_EXPECTED = Status("No seat expected", "neutral")


class MatrixRow(Shape, frozen=True):
    """A partnership and, for each portfolio, whether it falls under it and has its holder."""

    head: Link
    cells: tuple[Status | None, ...]


Dated = tuple[date, str, Entry]
"""A meeting, or a decision that it took, with its day and its id."""


class PartnershipGiven(Shape, frozen=True):
    """How the partnership of a folder stands, which falls under a portfolio."""

    id: str
    agreement: Status
    review: Status
    meeting: Dated | None
    """Its next meeting."""
    decisions: tuple[Dated, ...]
    """The newest that it took, newest first."""


class ActionGiven(Shape, frozen=True):
    """An open action of a partnership; `due` is the last day there is where none is known."""

    due: date
    row: TableRow


class PortfoliosView(Shape, frozen=True):
    """All portfolios."""

    portfolios: tuple[Entry, ...]
    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    gaps: int


class PortfolioView(Shape, frozen=True):
    """Everything in one remit."""

    title: str
    holder: str
    remit: str
    figures: tuple[Row, ...]
    partnerships: Table
    meetings: tuple[Entry, ...]
    actions: Table
    risks: Table
    objectives: tuple[Entry, ...]
    decisions: tuple[Entry, ...]


def given(register: Register) -> Iterator[Given]:
    """What goes on in a partnership that falls under a portfolio, and the words for each remit.

    The open actions are given by partnership, since one may fall under several portfolios.
    """
    for council in register.own(Council):
        for portfolio in council.portfolios:
            yield (
                "portfolios/remits",
                (portfolio.id, resolved(register, portfolio.remit or "", council)),
            )
    for partnership in register.own(Partnership):
        if partnership.portfolios and is_at_work(partnership):
            yield "portfolios/partnerships", _partnership(register, partnership)
            for action in _open_actions(register, partnership):
                yield f"portfolios/actions/{partnership.id}", action


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The matrix of portfolios and partnerships, and a page for each portfolio."""
    portfolios = register.council.portfolios
    remits = dict(lists.of("portfolios/remits"))
    partnerships = {each.id: each for each in lists.of("portfolios/partnerships")}
    yield _all(register, portfolios, remits)
    for portfolio in portfolios:
        mine = in_remit(register, portfolio)
        told = [partnerships[each.id] for each in mine]
        yield _one(register, portfolio, remits[portfolio.id], told, _actions(lists, mine))


def in_remit(register: Register, portfolio: Portfolio) -> tuple[Partnership, ...]:
    """The partnerships at work that fall under a portfolio, by their titles."""
    found = (
        link.record
        for link in register.pointing_at(_entry(register, portfolio), "portfolios")
        if isinstance(link.record, Partnership) and is_at_work(link.record)
    )
    unique = {partnership.id: partnership for partnership in found}
    return tuple(sorted(unique.values(), key=lambda each: each.title))


def _all(register: Register, portfolios: tuple[Portfolio, ...], remits: dict[str, str]) -> Page:
    at_work = sorted(
        (p for p in register.all(Partnership) if is_at_work(p)), key=lambda each: each.title
    )
    rows = tuple(
        MatrixRow(record_link(p), tuple(_standing(register, p, each) for each in portfolios))
        for p in at_work
    )
    view = PortfoliosView(
        tuple(_portfolio_entry(register, each, remits[each.id]) for each in portfolios),
        tuple(Link(each.title, _address(each)) for each in portfolios),
        rows,
        sum(1 for row in rows for cell in row.cells if cell is NO_SEAT),
    )
    said = "Which partnerships fall under each cabinet portfolio, and on which its holder sits."
    return Page(PORTFOLIOS.url, "views/portfolios.html", "Cabinet portfolios", said,
                REGISTER.text, view, (HOME, REGISTER))  # fmt: skip


def _entry(register: Register, portfolio: Portfolio) -> RegisterEntry:
    place = register.council.portfolios.index(portfolio)
    return register.part(register.council, "portfolios", place)


def _address(portfolio: Portfolio) -> str:
    return portfolio_address(portfolio.id)


def _portfolio_entry(register: Register, portfolio: Portfolio, remit: str) -> Entry:
    number = plural(len(in_remit(register, portfolio)), "partnership")
    return Entry(Link(portfolio.title, _address(portfolio)), None, plain(remit, most=220), None,
                 tuple(each for each in (portfolio.holder, number) if each))  # fmt: skip


def _standing(register: Register, partnership: Partnership, portfolio: Portfolio) -> Status | None:
    entry = _entry(register, portfolio)
    seated = any(
        register.resolve(("portfolio",), seat.membership.portfolio or "", partnership) is entry
        for seat in filled(register, partnership)
        if seat.membership.portfolio
    )
    if seated:
        return HAS_SEAT
    if portfolio in portfolios_without_seat(register, partnership):
        return NO_SEAT
    falls_under = (register.resolve(("portfolio",), r, partnership) for r in partnership.portfolios)
    return IN_REMIT if entry in falls_under else None


def _one(
    register: Register,
    portfolio: Portfolio,
    remit: str,
    told: list[PartnershipGiven],
    actions: Table,
) -> Page:
    mine = in_remit(register, portfolio)
    partnerships = _partnerships(register, portfolio, mine, told)
    risks = _risks(register, mine)
    coming = sorted((each.meeting for each in told if each.meeting), key=itemgetter(0, 1))
    decisions = sorted(
        (decision for each in told for decision in each.decisions),
        key=itemgetter(0, 1),
        reverse=True,
    )
    view = PortfolioView(
        portfolio.title,
        portfolio.holder or "",
        remit,
        _figures(partnerships, actions, risks),
        partnerships,
        tuple(entry for _, _, entry in coming),
        actions,
        risks,
        tuple(_objectives(register, portfolio)),
        tuple(entry for _, _, entry in decisions[:LATEST]),
    )
    number = plural(len(mine), "partnership").lower()
    said = f"{portfolio.title}: {number} in one remit, with meetings, actions, risks and decisions."
    return Page(_address(portfolio), "views/portfolio.html", f"Portfolio: {portfolio.title}", said,
                REGISTER.text, view, (HOME, REGISTER, PORTFOLIOS))  # fmt: skip


def _figures(partnerships: Table, actions: Table, risks: Table) -> tuple[Row, ...]:
    overdue = sum(1 for row in actions.rows if OVERDUE in _parts(row.cells[-1]))
    return (
        _count(len(partnerships.rows), "partnership"),
        _count(len(actions.rows), "open action"),
        Row("of them overdue", str(overdue)),
        _count(len(risks.rows), "open risk"),
    )


def _parts(cell: Value | Cell) -> tuple[Value, ...]:
    return cell if isinstance(cell, tuple) else ()


def _count(number: int, one: str) -> Row:
    return Row(one if number == 1 else f"{one}s", str(number))


def _partnerships(
    register: Register,
    portfolio: Portfolio,
    mine: tuple[Partnership, ...],
    told: list[PartnershipGiven],
) -> Table:
    rows = []
    for partnership, given in zip(mine, told, strict=True):
        chairs = tuple(
            member_link(register, seat.entry).text
            for seat in in_role(register, partnership, "chair")
        )
        seat = _standing(register, partnership, portfolio)
        rows.append(
            TableRow((
                record_link(partnership),
                TYPES[partnership.type],
                NOT_EXPECTED if seat is IN_REMIT else seat,
                chairs,
                given.agreement,
                given.review,
            ))
        )  # fmt: skip
    columns = (
        Column("Partnership"),
        Column("Kind", labelled=False),
        Column("Portfolio holder", "status"),
        Column("Chair"),
        Column("Agreement", "status"),
        Column("Review", "status"),
    )
    return Table("Partnerships in this remit", columns, tuple(rows))


def _partnership(register: Register, partnership: Partnership) -> PartnershipGiven:
    meeting = next_meeting(register, partnership)
    return PartnershipGiven(
        partnership.id,
        agreement_status(agreement_of(register, partnership)),
        review_status(review_of(register, partnership)),
        _coming(register, meeting) if meeting else None,
        tuple(_decision(register, entry) for entry in decisions_of(register, partnership)[:LATEST]),
    )


def _coming(register: Register, meeting: Meeting) -> Dated:
    shown = Entry(meeting_link(register, meeting), when(meeting), meeting.place or "")
    return meeting.date, meeting.id, shown


def _decision(register: Register, entry: RegisterEntry) -> Dated:
    assert isinstance(entry.record, Meeting)
    return entry.record.date, entry.record.id, decision_entry(register, entry)


def _open_actions(register: Register, partnership: Partnership) -> Iterator[ActionGiven]:
    name = short_title(partnership)
    for each in work_within(register, partnership.id):
        if each.is_open:
            row = TableRow((
                action_link(register, each, most=110),
                name,
                leads(register, each),
                due_cell(each),
                standing(each),
            ))  # fmt: skip
            yield ActionGiven(each.due or each.next_due or date.max, row)


def _actions(lists: Lists, mine: tuple[Partnership, ...]) -> Table:
    """The open actions, those due first at the top and those without a day at the end."""
    found = [action for each in mine for action in lists.of(f"portfolios/actions/{each.id}")]
    rows = tuple(action.row for action in sorted(found, key=lambda action: action.due))
    columns = (
        Column("Action"),
        Column("Partnership", facet=True),
        Column("Lead"),
        Column("When"),
        Column("Status", "status"),
    )
    return Table("Open actions", columns, rows)


def _risks(register: Register, mine: tuple[Partnership, ...]) -> Table:
    found: dict[str, Risk] = {}
    for partnership in mine:
        found |= {risk.id: risk for risk in risks_of(register, partnership)}
    ordered = sorted(found.values(), key=lambda risk: (-risk.residual.value, risk.title))
    rows = tuple(
        TableRow((
            record_link(risk),
            level(register, risk.residual.value),
            str(risk.residual.value),
            partnership_links(register, risk),
            risk.reviewed or Cell("Never", ""),
        ))
        for risk in ordered
    )  # fmt: skip
    columns = (Column("Risk"), Column("Level", "status"), Column("Score", "number"),
               Column("Partnerships"), Column("Last reviewed", "date"))  # fmt: skip
    return Table("Open risks", columns, rows)


def _objectives(register: Register, portfolio: Portfolio) -> Iterator[Entry]:
    """The objectives of strategies for which the holder answers."""
    for link in register.pointing_at(_entry(register, portfolio), "portfolio"):
        if link.part and isinstance(link.part.part, Objective):
            yield Entry(link_to(link.part), facts=(record_link(link.record),))
