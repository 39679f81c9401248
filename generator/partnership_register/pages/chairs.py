"""Who chairs each partnership, and which officers can help with it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.partnership import Officer, Partnership
from partnership_register.pages.addresses import (
    CHAIRS,
    CONTACTS,
    HOME,
    REGISTER,
    area_address,
)
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.meetings import when
from partnership_register.pages.organisation import term
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Column,
    Entry,
    Group,
    Link,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.wording import OFFICER_ROLES, STANDINGS
from partnership_register.pages.writing import (
    meeting_link,
    named,
    plain,
    plural,
    record_link,
    resolved,
    telephone_link,
)
from partnership_register.register import Register
from partnership_register.register.seats import Seat, in_role, officers_now, post_title
from partnership_register.register.standing import is_at_work, next_meeting


class ChairsView(Shape, frozen=True):
    """Who chairs what, and the groups in which chairs meet."""

    lead: str
    groups: tuple[Entry, ...]
    chairs: Table
    contacts: Link


class ContactsView(Shape, frozen=True):
    """The officers of each partnership."""

    lead: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    without: tuple[Link, ...]
    chairs: Link


def given(register: Register) -> Iterator[Given]:
    """A folder's group in which chairs meet, with its next meeting."""
    for partnership in register.own(Partnership):
        if partnership.type == "chairs" and is_at_work(partnership):
            yield "chairs/groups", (partnership.id, _group(register, partnership))


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The list of chairs and the list of contacts."""
    at_work = sorted((p for p in register.all(Partnership) if is_at_work(p)), key=_title)
    yield _chairs(register, at_work, dict(lists.of("chairs/groups")))
    yield _contacts(register, at_work)


def _title(partnership: Partnership) -> str:
    return partnership.title.casefold()


def _chairs(register: Register, at_work: list[Partnership], groups: dict[str, Entry]) -> Page:
    rows = tuple(row for each in at_work for row in _chair_rows(register, each))
    columns = (
        Column("Partnership"),
        Column("Chair"),
        Column("Organisation", facet=True),
        Column("Term"),
        Column("Vice-chair"),
    )
    view = ChairsView(
        "Who chairs each partnership, for how long, and who stands in.",
        tuple(groups[each.id] for each in at_work if each.id in groups),
        Table(CHAIRS.text, columns, rows),
        CONTACTS,
    )
    number = plural(len(at_work), "partnership").lower()
    said = f"Chairs and vice-chairs of {number}, with their terms."
    return Page(CHAIRS.url, "views/chairs.html", CHAIRS.text, said, REGISTER.text, view,
                (HOME, REGISTER))  # fmt: skip


def _chair_rows(register: Register, partnership: Partnership) -> Iterator[TableRow]:
    """A row for each chair; one that says so where there is none."""
    deputies = in_role(register, partnership, "vice-chair")
    vice = tuple(_seat_link(register, seat) for seat in deputies)
    chairs = in_role(register, partnership, "chair")
    for seat in chairs:
        body = named(register, "organisation", seat.membership.organisation, partnership)
        over = STANDINGS["carried-over"] if seat.standing == "carried-over" else None
        link = _seat_link(register, seat)
        who: Value = (link, over) if over else link
        yield TableRow((record_link(partnership), who, body, term(seat), vice))
    if not chairs:
        nobody = Status("Nobody recorded", "bad")
        yield TableRow((record_link(partnership), nobody, None, None, vice))


def _seat_link(register: Register, seat: Seat) -> Link:
    place = f"{area_address(seat.partnership.id, 'members')}#{seat.entry.anchor}"
    name, post = seat.membership.name, post_title(register, seat.membership)
    return Link(name, place, post) if name and seat.membership.post else Link(name or post, place)


def _group(register: Register, partnership: Partnership) -> Entry:
    coming = next_meeting(register, partnership)
    facts: tuple[Value, ...] = (partnership.meeting_cycle or "",)
    if coming:
        facts = (*facts, Link(f"Next: {when(coming)}", meeting_link(register, coming).url))
    purpose = resolved(register, partnership.purpose, partnership)
    return Entry(record_link(partnership), None, plain(purpose, most=300), None,
                 tuple(fact for fact in facts if fact))  # fmt: skip


def _contacts(register: Register, at_work: list[Partnership]) -> Page:
    helped = [(each, officers_now(register, each)) for each in at_work]
    groups = tuple(
        Group(
            partnership.title,
            tuple(_officer(register, partnership, officer) for officer in officers),
            partnership.id,
        )
        for partnership, officers in helped
        if officers
    )
    columns = (
        Column("What they do", facet=True),
        Column("Post"),
        Column("Team or organisation", facet=True),
        Column("How to reach them"),
    )
    view = ContactsView(
        "The officers who answer for each partnership, send out its papers or advise it.",
        columns,
        groups,
        tuple(record_link(each) for each, officers in helped if not officers),
        CHAIRS,
    )
    number = plural(len(groups), "partnership").lower()
    said = f"Officers who support {number}, with public contacts."
    return Page(CONTACTS.url, "views/contacts.html", CONTACTS.text, said, REGISTER.text, view,
                (HOME, REGISTER))  # fmt: skip


def _officer(register: Register, partnership: Partnership, officer: Officer) -> TableRow:
    employer = named(register, "organisation", officer.organisation, partnership)
    team: Value = tuple(each for each in (officer.team, employer) if each)
    post = f"{officer.post}, {officer.name}" if officer.name else officer.post
    reach = tuple(_ways_to_reach(officer))
    return TableRow((OFFICER_ROLES[officer.role], post, team or "The council", reach))


def _ways_to_reach(officer: Officer) -> Iterator[Link]:
    if officer.email:
        yield Link(officer.email, f"mailto:{officer.email}")
    if officer.telephone:
        yield telephone_link(officer.telephone)
