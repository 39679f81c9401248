"""Who was at a meeting, who stood in for whom, and what interests were declared."""

from __future__ import annotations

from collections import Counter
from weakref import WeakKeyDictionary

from partnership_register.model.meeting import Attendance, Meeting
from partnership_register.model.partnership import Membership
from partnership_register.pages.addresses import address_of
from partnership_register.pages.shapes import Column, Link, Table, TableRow, Value
from partnership_register.pages.writing import named, plural, status
from partnership_register.register import Entry, Register
from partnership_register.register.seats import FULL_ROLES, post_title

THERE = ("present", "in-attendance")
"""What a list of attendance says of those who came."""


def attendance_table(register: Register, meeting: Meeting) -> Table | None:
    """Members and others with how they attended, and who stood in for them."""
    if not meeting.attendance:
        return None
    rows = tuple(_row(register, meeting, row) for row in meeting.attendance)
    columns = (
        Column("Member"),
        Column("Organisation"),
        Column("Attendance", "status", facet=True),
        Column("Substitute"),
    )
    return Table("Attendance", columns, rows)


def _row(register: Register, meeting: Meeting, row: Attendance) -> TableRow:
    """A row of the table; that of a member who came or not is the same at every meeting."""
    if not row.member or row.name or row.substitute or row.substitute_name:
        return TableRow(_attended(register, meeting, row))
    known = _ROWS.setdefault(register, {})
    key = meeting.partnership, row.member, row.status
    if key not in known:
        known[key] = TableRow(_attended(register, meeting, row))
    return known[key]


_ROWS: WeakKeyDictionary[Register, dict[tuple[str, str, str], TableRow]] = WeakKeyDictionary()


def _attended(register: Register, meeting: Meeting, row: Attendance) -> tuple[Value, ...]:
    seat = _seat(register, meeting, row.member)
    if seat and not row.name:
        who, body = _member(register, seat)
    else:
        who, body = _named(register, meeting, row, seat)
    return who, body, status(row.status), _substitute(register, meeting, row)


_Member = tuple[Value, Link | None]
_MEMBERS: WeakKeyDictionary[Register, dict[Entry, _Member]] = WeakKeyDictionary()
"""How members are told in any table of attendance, made once for all meetings of a register."""


def _member(register: Register, seat: Entry) -> _Member:
    """A link to a member's seat, and one to the organisation."""
    known = _MEMBERS.setdefault(register, {})
    if seat not in known:
        membership = seat.part
        assert isinstance(membership, Membership)
        name = membership.name or post_title(register, membership)
        body = named(register, "organisation", membership.organisation, seat.record)
        known[seat] = Link(name, address_of(seat)) if name else body and body.text, body
    return known[seat]


def _named(register: Register, meeting: Meeting, row: Attendance, seat: Entry | None) -> _Member:
    """Somebody whom the record names, member or guest."""
    membership = seat.part if seat and isinstance(seat.part, Membership) else None
    organisation = membership.organisation if membership else row.organisation
    body = named(register, "organisation", organisation, seat.record if seat else meeting)
    who = row.name or (body.text if body else None)
    return Link(row.name, address_of(seat)) if row.name and seat else who, body


def _substitute(register: Register, meeting: Meeting, row: Attendance) -> Value:
    if row.substitute_name:
        return row.substitute_name
    seat = _seat(register, meeting, row.substitute)
    if not seat or not isinstance(seat.part, Membership):
        return None
    name = seat.part.name or post_title(register, seat.part)
    return Link(name, address_of(seat))


def attendance_line(register: Register, meeting: Meeting) -> str:
    """The attendance in figures: the members, then who stood in, observed, advised or came besides.

    A row without a seat may tell of a group, so nobody can say how many people such rows are.
    """
    rows = [(row, _seat(register, meeting, row.member)) for row in meeting.attendance]
    came = Counter(_place(seat) for row, seat in rows if row.status in THERE)
    members = [row for row, seat in rows if _place(seat) == "member"]
    apologies = sum(1 for row in members if row.status == "apologies")
    substitutes = _substitutes(register, meeting, rows)
    said = (
        (members, f"{plural(came['member'], 'member')} present"),
        (apologies, f"{apologies} sent apologies"),
        (substitutes, plural(substitutes, "substitute")),
        (came["observer"] or came["adviser"], _observers_and_advisers(came)),
        (came["other"], f"{plural(came['other'], *_OTHERS)} in attendance"),
    )
    return ", ".join(words for is_said, words in said if is_said)


_OTHERS = "other person or group", "other people or groups"


def _seat(register: Register, meeting: Meeting, ref: str | None) -> Entry | None:
    return register.resolve(("member",), ref, meeting) if ref else None


def _place(seat: Entry | None) -> str:
    """As what somebody was there: as a member, in a role beside the members, or as another."""
    if not seat or not isinstance(seat.part, Membership):
        return "other"
    return "member" if seat.part.role in FULL_ROLES else seat.part.role


def _substitutes(
    register: Register, meeting: Meeting, rows: list[tuple[Attendance, Entry | None]]
) -> int:
    """How many stood in; one who is named beside a member and has a row of their own is one."""
    people: set[Entry | str] = {
        seat for row, seat in rows if seat and _place(seat) == "substitute" and row.status in THERE
    }
    for row, _ in rows:
        stood_in = _seat(register, meeting, row.substitute) or row.substitute_name
        people |= {stood_in} if stood_in else set()
    return len(people)


def _observers_and_advisers(came: Counter[str]) -> str:
    observers, advisers = came["observer"], came["adviser"]
    if observers and advisers:
        return f"{observers + advisers} observers and advisers"
    return plural(observers, "observer") if observers else plural(advisers, "adviser")


def interests_table(meeting: Meeting) -> Table | None:
    """Interests declared, with whether the member left."""
    if not meeting.interests:
        return None
    rows = tuple(
        TableRow((i.name, i.item, i.nature, "Yes" if i.left_meeting else "No"))
        for i in meeting.interests
    )
    columns = (Column("Who"), Column("Item"), Column("Interest"), Column("Left the meeting"))
    return Table("Interests declared", columns, rows)
