"""The register itself: one row for each partnership, with how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.base import words
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import (
    CHAIRS,
    CONTACTS,
    GAPS,
    GLOSSARY,
    HOME,
    PORTFOLIOS,
    REGISTER,
    SCOPE,
    STRUCTURE,
    address,
    area_address,
)
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Cell, Column, Link, Row, Shape, Table, TableRow, Value
from partnership_register.pages.standings import agreement_status, review_status
from partnership_register.pages.wording import SCOPES, TYPES, member_link
from partnership_register.pages.writing import named, plural, short_day, short_title, status
from partnership_register.register import Register
from partnership_register.register.seats import in_role
from partnership_register.register.standing import (
    agreement_of,
    last_meeting,
    next_meeting,
    review_of,
    risks_of,
)

COLUMNS = (
    Column("Partnership"),
    Column("Kind", facet=True, labelled=False),
    Column("Status", "status", facet=True, labelled=False),
    Column("Part of", facet=True),
    Column("Accountable body", facet=True),
    Column("Chair"),
    Column("Agreement", "status", facet=True),
    Column("Review", "status", facet=True),
    Column("Open risks", "number"),
    Column("Last meeting", "date"),
    Column("Next meeting", "date"),
)


SCOPE_COLUMNS = (
    Column("Partnership"),
    Column("Kind", facet=True, labelled=False),
    Column("Area covered", facet=True),
    Column("Theme", facet=True),
    Column("Tier", facet=True),
    Column("Significance", facet=True),
    Column("In the review", facet=True),
    Column("Portfolios"),
    Column("Website"),
)


class RegisterView(Shape, frozen=True):
    """Every partnership in one table."""

    title: str
    lead: str
    figures: tuple[Row, ...]
    table: Table
    ways_on: tuple[Link, ...]
    data: tuple[Link, ...]
    count: int


def given(register: Register) -> Iterator[Given]:
    """The row of the partnership whose folder it is."""
    for partnership in register.own(Partnership):
        yield "register", (partnership.id, _row(register, partnership))


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of the register, and that of what the partnerships cover."""
    partnerships = sorted(
        register.all(Partnership), key=lambda p: (p.status == "closed", p.title.lower())
    )
    by_id = dict(lists.of("register"))
    rows = tuple(by_id[partnership.id] for partnership in partnerships)
    number = plural(len(rows), "partnership")
    view = RegisterView(
        "Register of partnerships",
        f"The partnerships in which {register.council.label} takes part, who answers for each of"
        " them and how it is run.",
        tuple(_figures(partnerships)),
        Table("Partnerships", COLUMNS, rows),
        (SCOPE, STRUCTURE, CHAIRS, CONTACTS, PORTFOLIOS, GAPS, GLOSSARY),
        (
            Link("The register as a spreadsheet", f"{REGISTER.url}register.csv", "CSV"),
            Link("The register as data", f"{REGISTER.url}register.json", "JSON"),
        ),
        len(rows),
    )
    yield Page(
        REGISTER.url,
        "views/register.html",
        view.title,
        f"{number}: accountable body, chair, agreement, review, risks, meetings.",
        REGISTER.text,
        view,
        (HOME,),
    )
    yield _scope_page(register, partnerships)


def _scope_page(register: Register, partnerships: list[Partnership]) -> Page:
    """The same partnerships by what they cover and how much they matter."""
    rows = tuple(_scope_row(register, partnership) for partnership in partnerships)
    title = "Scope and significance"
    lead = "What each partnership covers, where it stands in the framework, how much it matters."
    view = RegisterView(title, lead, (), Table(title, SCOPE_COLUMNS, rows), (), (), len(rows))
    return Page(
        SCOPE.url, "views/register.html", title, lead, REGISTER.text, view, (HOME, REGISTER)
    )


def _scope_row(register: Register, partnership: Partnership) -> TableRow:
    significance = partnership.significance
    portfolios = {portfolio.id: portfolio.title for portfolio in register.council.portfolios}
    return TableRow(
        (
            Link(partnership.title, address(partnership)),
            TYPES[partnership.type],
            SCOPES[partnership.scope] if partnership.scope else "",
            partnership.theme or "",
            partnership.tier or "",
            words(significance.level) if significance else "",
            "Yes" if partnership.in_review_scope else "No",
            tuple(portfolios[portfolio] for portfolio in partnership.portfolios),
            Link("Own website", partnership.website) if partnership.website else None,
        )
    )


def _figures(partnerships: list[Partnership]) -> Iterator[Row]:
    """How many there are of each kind, and how many more have closed."""
    active = [partnership for partnership in partnerships if partnership.status != "closed"]
    for kind, word in TYPES.items():
        number = sum(partnership.type == kind for partnership in active)
        if number:
            yield Row(word.lower() if number == 1 else f"{word.lower()}s", f"{number:,}")
    if len(active) < len(partnerships):
        yield Row("closed", f"{len(partnerships) - len(active):,}")


def _row(register: Register, partnership: Partnership) -> TableRow:
    parent = register.get(Partnership, partnership.parent or "")
    return TableRow(
        (
            Link(partnership.title, address(partnership)),
            TYPES[partnership.type],
            status(partnership.status),
            Link(short_title(parent), address(parent)) if parent else None,
            named(register, "organisation", partnership.accountable_body, partnership),
            _chair(register, partnership),
            agreement_status(agreement_of(register, partnership)),
            review_status(review_of(register, partnership)),
            _risks(register, partnership),
            _meeting(last_meeting(register, partnership)),
            _meeting(next_meeting(register, partnership)),
        )
    )


def _chair(register: Register, partnership: Partnership) -> Value:
    chairs = in_role(register, partnership, "chair")
    return tuple(member_link(register, seat.entry) for seat in chairs)


def _risks(register: Register, partnership: Partnership) -> Value | Cell:
    count = str(len(risks_of(register, partnership)))
    if count == "0":
        return count
    return Cell(Link(count, area_address(partnership.id, "risks")), count)


def _meeting(meeting: Meeting | None) -> Value | Cell:
    if meeting is None:
        return None
    return Cell(Link(short_day(meeting.date), address(meeting)), meeting.date.isoformat())
