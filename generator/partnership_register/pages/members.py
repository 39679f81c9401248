"""Who sits on a partnership: the seats, the terms, and whom each member speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import area_address
from partnership_register.pages.area import area, way_to
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Column,
    Entry,
    Link,
    Row,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.wording import ROLES, STANDINGS, post_title, sector_title
from partnership_register.pages.writing import day, edit_url, link_to, named, plural, short_title
from partnership_register.register import Register
from partnership_register.register.seats import Seat, missing_categories, seats


@dataclass(frozen=True, slots=True)
class MembersView:
    """Who sits on a partnership."""

    area: Area
    caption: str
    title: str
    lead: str
    facts: tuple[Row, ...]
    members: Table
    details: tuple[Entry, ...]
    former: Table


COLUMNS = (
    Column("Member"),
    Column("Organisation", facet=True),
    Column("Role", facet=True),
    Column("Sector", facet=True),
    Column("Category", facet=True),
    Column("Vote"),
    Column("Term"),
)


def page(register: Register, partnership: Partnership) -> Page:
    """The page of the members of a partnership."""
    all_seats = seats(register, partnership)
    now = [seat for seat in all_seats if seat.standing != "left"]
    former = [seat for seat in all_seats if seat.standing == "left"]
    organisations = {seat.membership.organisation for seat in now if seat.is_filled}
    here = sum(1 for seat in now if seat.is_filled)
    lead = f"{plural(here, 'member')} from {plural(len(organisations), 'organisation').lower()}."
    view = MembersView(
        area(register, partnership, "members"),
        partnership.title,
        "Members",
        lead,
        tuple(_member_facts(register, partnership)),
        Table("Members", COLUMNS, tuple(_member(register, seat) for seat in now)),
        tuple(entry for seat in now if (entry := _member_detail(register, seat))),
        Table("Former members", COLUMNS, tuple(_member(register, seat) for seat in former)),
    )
    return Page(
        area_address(partnership.id, "members"),
        "views/members.html",
        f"Members, {short_title(partnership)}",
        lead,
        "Partnerships",
        view,
        way_to(partnership),
        partnership.updated,
        edit_url(register, partnership),
    )


def _member_facts(register: Register, partnership: Partnership) -> Iterator[Row]:
    titles = {category.id: category.title for category in register.council.categories}
    missing = missing_categories(register, partnership)
    if partnership.required_categories:
        needed = ", ".join(titles[id] for id in partnership.required_categories)
        yield Row("Must include", needed)
        said = (
            Status("All there", "good")
            if not missing
            else Status(f"Missing: {', '.join(titles[id] for id in missing)}", "bad")
        )
        yield Row("Are they there?", said)
    carried = [s for s in seats(register, partnership) if s.standing == "carried-over"]
    if carried:
        yield Row("Terms that have run out", tuple(link_to(seat.entry) for seat in carried))


def _member(register: Register, seat: Seat) -> TableRow:
    membership = seat.membership
    body = named(register, "organisation", membership.organisation, seat.partnership)
    post = post_title(register, membership)
    who: Value = (
        (membership.name, post)
        if membership.name and membership.post
        else (membership.name or post)
    )
    cells = (
        who,
        body,
        _role(seat),
        sector_title(register, seat),
        _category(register, seat),
        "Yes" if membership.voting else "No",
        _term(seat),
    )
    return TableRow(cells, seat.entry.anchor)


def _role(seat: Seat) -> Value:
    role = ROLES[seat.membership.role]
    return (
        (role, STANDINGS[seat.standing]) if seat.standing in ("carried-over", "to-come") else role
    )


def _category(register: Register, seat: Seat) -> str:
    titles = {category.id: category.title for category in register.council.categories}
    return titles.get(seat.membership.category or "", "")


def _term(seat: Seat) -> str:
    start, end = seat.membership.start, seat.membership.end
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"Since {day(start)}"
    return f"Until {day(end)}" if end else ""


def _member_detail(register: Register, seat: Seat) -> Entry | None:
    """What a member brings besides the seat: whom they represent, and what they may decide."""
    m = seat.membership
    facts: list[Value] = []
    stands_in = (
        register.resolve(("member",), m.substitute_for, seat.partnership)
        if (m.substitute_for)
        else None
    )
    substitutes = register.pointing_at(seat.entry, "substitute_for")
    behalf = named(register, "organisation", m.on_behalf_of, seat.partnership)
    portfolios = {portfolio.id: portfolio.title for portfolio in register.council.portfolios}
    if stands_in:
        facts.append(replace(link_to(stands_in), note="stands in for"))
    facts += [replace(link_to(s.part), note="substitute") for s in substitutes if s.part]
    if behalf:
        facts.append(replace(behalf, note="on behalf of"))
    if m.portfolio:
        facts.append(Link(portfolios[m.portfolio], f"/portfolios/{m.portfolio}/", "portfolio"))
    told = (
        ("Represents", m.represents),
        ("Feeds back through", m.feedback_route),
        ("May decide", m.delegation),
    )
    text = "  \n".join(f"**{term}:** {value}" for term, value in told if value)
    if not text and not facts:
        return None
    link = Link(m.name or post_title(register, m), f"#{seat.entry.anchor}")
    return Entry(link, text=text, facts=tuple(facts))
