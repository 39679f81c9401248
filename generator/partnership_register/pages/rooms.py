"""The rooms of a partnership's area: members, meetings, plans, reviews, risks and so on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from partnership_register.model.base import words
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.pages.addresses import address, area_address
from partnership_register.pages.area import area, sub_groups, way_to
from partnership_register.pages.meeting import post_title
from partnership_register.pages.meetings import meeting_table
from partnership_register.pages.page import Page
from partnership_register.pages.partnership import TYPES
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
from partnership_register.pages.writing import (
    day,
    edit_url,
    link_to,
    named,
    plain,
    plural,
    record_link,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.seats import Seat, missing_categories, seats
from partnership_register.register.standing import risks_of

ROLES = {
    "chair": "Chair",
    "vice-chair": "Vice-chair",
    "member": "Member",
    "substitute": "Substitute",
    "observer": "Observer",
    "adviser": "Adviser",
}
STANDINGS = {
    "current": Status("Current", "good"),
    "carried-over": Status("Term has run out", "attention"),
    "left": Status("Left", "neutral"),
    "to-come": Status("To come", "info"),
}


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room: one or more tables, each under a heading, or the words for an empty one."""

    area: Area
    caption: str
    title: str
    lead: str
    facts: tuple[Row, ...]
    tables: tuple[Table, ...]
    empty: str
    links: tuple[Link, ...] = ()


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


def pages(register: Register) -> Iterator[Page]:
    """Every room of every partnership."""
    for partnership in register.all(Partnership):
        yield _members(register, partnership)
        yield _meetings(register, partnership)
        yield _plans(register, partnership)
        yield _reviews(register, partnership)
        yield _risks(register, partnership)
        yield _documents(register, partnership)
        if sub_groups(register, partnership):
            yield _groups(register, partnership)


def _page(
    register: Register,
    partnership: Partnership,
    room: str,
    view: RoomView | MembersView,
    template: str = "views/room.html",
) -> Page:
    return Page(
        area_address(partnership.id, room),
        template,
        f"{view.title}, {short_title(partnership)}",
        view.lead,
        "Partnerships",
        view,
        way_to(partnership),
        partnership.updated if room == "members" else None,
        edit_url(register, partnership) if room == "members" else "",
    )


def _room(
    register: Register,
    partnership: Partnership,
    room: str,
    title: str,
    lead: str,
    tables: tuple[Table, ...],
    *,
    empty: str,
    links: tuple[Link, ...] = (),
) -> Page:
    filled = tuple(table for table in tables if table.rows)
    view = RoomView(
        area(register, partnership, room), partnership.title, title, lead, (), filled, empty, links
    )
    return _page(register, partnership, room, view)


# Members

_MEMBER_COLUMNS = (
    Column("Member"),
    Column("Organisation", facet=True),
    Column("Role", facet=True),
    Column("Sector", facet=True),
    Column("Category", facet=True),
    Column("Vote"),
    Column("Term"),
)


def _members(register: Register, partnership: Partnership) -> Page:
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
        Table("Members", _MEMBER_COLUMNS, tuple(_member(register, seat) for seat in now)),
        tuple(entry for seat in now if (entry := _member_detail(register, seat))),
        Table("Former members", _MEMBER_COLUMNS, tuple(_member(register, seat) for seat in former)),
    )
    return _page(register, partnership, "members", view, "views/members.html")


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


def sector_title(register: Register, seat: Seat) -> str:
    """The sector that a seat speaks for: its own, else that of its organisation."""
    sectors = {sector.id: sector.title for sector in register.council.sectors}
    given = seat.membership.sector
    if given:
        return sectors[given]
    body = register.resolve(("organisation",), seat.membership.organisation, seat.partnership)
    return sectors.get(getattr(body.record, "sector", ""), "") if body else ""


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


# The other rooms


def _meetings(register: Register, partnership: Partnership) -> Page:
    meetings = register.within(Meeting, partnership.id)
    coming = [m for m in meetings if m.date >= register.as_of]
    past = [m for m in reversed(meetings) if m.date < register.as_of]
    tables = (
        meeting_table(register, "Meetings to come", coming, inside=True),
        meeting_table(register, "Meetings so far", past, inside=True),
    )
    lead = partnership.meeting_cycle or f"{plural(len(meetings), 'meeting')} in the register."
    calendar = Link("Add these meetings to your calendar", f"{address(partnership)}meetings.ics")
    return _room(
        register,
        partnership,
        "meetings",
        "Meetings",
        lead,
        tables,
        empty="No meetings are recorded yet.",
        links=(calendar,) if meetings else (),
    )


def _plans(register: Register, partnership: Partnership) -> Page:
    rows = []
    for plan in register.within(Plan, partnership.id):
        actions = tuple(plan.every_action())
        complete = sum(1 for action in actions if action.standing == "complete")
        period = plan.period
        until = f" to {day(period.end)}" if period and period.end else ""
        rows.append(
            TableRow(
                (
                    record_link(plan),
                    words(plan.type),
                    status(plan.status),
                    f"{day(period.start)}{until}" if period else "",
                    f"{complete} of {len(actions)}",
                )
            )
        )
    columns = (
        Column("Plan"),
        Column("Kind"),
        Column("Status", "status"),
        Column("Period"),
        Column("Actions complete"),
    )
    lead = f"{plural(len(rows), 'action plan')} of the partnership."
    return _room(
        register,
        partnership,
        "plans",
        "Plans",
        lead,
        (Table("Action plans", columns, tuple(rows)),),
        empty="No action plan is recorded yet.",
    )


def _reviews(register: Register, partnership: Partnership) -> Page:
    ratings = {rating.id: rating for rating in register.council.ratings}
    rows = []
    for review in reversed(register.within(GovernanceReview, partnership.id)):
        overall = ratings.get(review.overall or "")
        involvement = review.involvement
        rows.append(
            TableRow(
                (
                    record_link(review),
                    review.date,
                    Status(overall.title, overall.tone) if overall else "Not rated",
                    status(involvement.decision) if involvement else "Not decided",
                )
            )
        )
    columns = (
        Column("Review"),
        Column("Completed", "date"),
        Column("Overall", "status"),
        Column("Council's involvement", "status"),
    )
    lead = f"{plural(len(rows), 'governance review')} of the partnership."
    return _room(
        register,
        partnership,
        "reviews",
        "Governance reviews",
        lead,
        (Table("Governance reviews", columns, tuple(rows)),),
        empty="No governance review is recorded yet.",
    )


def _risks(register: Register, partnership: Partnership) -> Page:
    matrix = register.council.risk_matrix
    rows = []
    for risk in risks_of(register, partnership):
        band = matrix.band(risk.residual.value)
        rows.append(
            TableRow(
                (
                    record_link(risk),
                    Status(band.title, band.tone),
                    str(risk.residual.value),
                    named(register, "organisation", risk.owner, risk),
                    risk.reviewed or "Never",
                )
            )
        )
    columns = (
        Column("Risk"),
        Column("Level", "status"),
        Column("Score", "number"),
        Column("Owner"),
        Column("Last reviewed", "date"),
    )
    lead = f"{plural(len(rows), 'open risk')} in the council's risk register."
    return _room(
        register,
        partnership,
        "risks",
        "Risks",
        lead,
        (Table("Open risks", columns, tuple(rows)),),
        empty="No open risk is recorded.",
        links=(Link("All risks", "/risks/"),),
    )


def _documents(register: Register, partnership: Partnership) -> Page:
    documents = register.within(Document, partnership.id)
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.type, []).append(document)
    columns = (Column("Document"), Column("Date", "date"), Column("About"))
    tables = tuple(
        Table(
            words(type),
            columns,
            tuple(
                TableRow(
                    (record_link(d), d.adopted or d.date or d.published, plain(d.summary or ""))
                )
                for d in found
            ),
        )
        for type, found in sorted(groups.items())
    )
    lead = f"{plural(len(documents), 'document')}, with agreements, terms of reference and reports."
    return _room(
        register,
        partnership,
        "documents",
        "Documents",
        lead,
        tables,
        empty="No documents are recorded yet.",
    )


def _groups(register: Register, partnership: Partnership) -> Page:
    rows = tuple(
        TableRow(
            (
                record_link(group),
                TYPES[group.type],
                status(group.status),
                plain(group.purpose),
                named(register, "decision", group.established_by, group),
            )
        )
        for group in sub_groups(register, partnership)
    )
    columns = (
        Column("Sub-group"),
        Column("Kind"),
        Column("Status", "status"),
        Column("Purpose"),
        Column("Set up by"),
    )
    lead = f"{plural(len(rows), 'group')} that the partnership has set up."
    return _room(
        register,
        partnership,
        "groups",
        "Sub-groups",
        lead,
        (Table("Sub-groups", columns, rows),),
        empty="It has no sub-groups.",
    )
