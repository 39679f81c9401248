"""Who sits on a partnership: the seats, the terms, and whom each member speaks for."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import area_address
from partnership_register.pages.area import area, way_to
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Column,
    Entry,
    Link,
    Prose,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.wording import (
    ROLES,
    STANDINGS,
    member_link,
    member_name,
    sector_title,
)
from partnership_register.pages.writing import (
    day,
    edit_url,
    escaped,
    in_text,
    named,
    plural,
    short_title,
)
from partnership_register.register import Register
from partnership_register.register.seats import (
    Seat,
    attendance_of,
    missing_categories,
    post_title,
    seats,
)


class MembersView(Shape, frozen=True):
    """Who sits on a partnership."""

    area: Area
    caption: str
    title: str
    lead: str
    facts: tuple[Row, ...]
    members: Table
    details: tuple[Entry, ...]
    former: Table


ATTENDED = "Members, and the meetings of the last year that they attended"
COLUMNS = (
    Column("Member"),
    Column("Organisation", facet=True),
    Column("Role", facet=True),
    Column("Sector", facet=True),
    Column("Category", facet=True),
    Column("Vote"),
    Column("Attended"),
    Column("Term"),
)


def page(register: Register, partnership: Partnership) -> Page:
    """The page of the members of a partnership."""
    all_seats = seats(register, partnership)
    now = [seat for seat in all_seats if seat.standing != "left"]
    former = [seat for seat in all_seats if seat.standing == "left"]
    lead = _lead(partnership, now)
    view = MembersView(
        area(register, partnership, "members"),
        partnership.title,
        "Members",
        lead,
        tuple(_member_facts(register, partnership)),
        Table(ATTENDED, COLUMNS, tuple(_member(register, seat) for seat in now)),
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


def _lead(partnership: Partnership, now: list[Seat]) -> str:
    here = [seat for seat in now if seat.is_filled]
    if partnership.status == "closed":
        kept = sum(1 for seat in here if seat.standing == "current")
        said = "1 seat is" if kept == 1 else f"{plural(kept, 'seat')} are"
        return f"The partnership has closed{f'; {said} still recorded as held' if kept else ''}."
    full = [seat for seat in here if seat.is_member]
    organisations = {seat.membership.organisation for seat in full}
    said = (
        f"{plural(len(full), 'member')} from {plural(len(organisations), 'organisation').lower()}"
    )
    others = len(here) - len(full)
    return f"{said}, and {others} who stand in, observe or advise." if others else f"{said}."


def _member_facts(register: Register, partnership: Partnership) -> Iterator[Row]:
    titles = {category.id: category.title for category in register.council.categories}
    missing = missing_categories(register, partnership)
    if partnership.status == "closed":
        return
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
        yield Row("Terms that have run out", tuple(_seat_link(register, seat) for seat in carried))


def _seat_link(register: Register, seat: Seat) -> Link:
    """A link to a row of the table; a post alone goes with its organisation, as others have it."""
    body = named(register, "organisation", seat.membership.organisation, seat.partnership)
    note = body.text if body and not seat.membership.name else ""
    return Link(member_name(register, seat.membership), f"#{seat.entry.anchor}", note)


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
        _vote(seat),
        _came_to(register, seat),
        _term(seat),
    )
    return TableRow(cells, seat.entry.anchor)


def _vote(seat: Seat) -> str:
    if not seat.membership.voting:
        return "No"
    return "When standing in" if seat.membership.role == "substitute" else "Yes"


def _came_to(register: Register, seat: Seat) -> str:
    """At how many of the meetings of the last year whose attendance is known the member was."""
    came, known = attendance_of(register, seat)
    return f"{came} of {known}" if known else ""


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
    told = [f"**{term}:** {said}" for term, said in _brings(register, seat)]
    if not told:
        return None
    return Entry(_seat_link(register, seat), text=Prose("  \n".join(told)))


def _brings(register: Register, seat: Seat) -> Iterator[tuple[str, str]]:
    m = seat.membership
    stands_in = (
        register.resolve(("member",), m.substitute_for, seat.partnership)
        if m.substitute_for
        else None
    )
    if stands_in:
        yield "Stands in for", in_text(member_link(register, stands_in))
    for link in register.pointing_at(seat.entry, "substitute_for"):
        if link.part:
            yield "Substitute", in_text(member_link(register, link.part))
    behalf = named(register, "organisation", m.on_behalf_of, seat.partnership)
    if behalf:
        yield "Sits on behalf of", in_text(behalf)
    if m.portfolio:
        titles = {portfolio.id: portfolio.title for portfolio in register.council.portfolios}
        yield "Portfolio", in_text(Link(titles[m.portfolio], f"/portfolios/{m.portfolio}/"))
    yield from (
        (term, escaped(said))
        for term, said in (
            ("Represents", m.represents),
            ("Feeds back through", m.feedback_route),
            ("May decide", m.delegation),
        )
        if said
    )
