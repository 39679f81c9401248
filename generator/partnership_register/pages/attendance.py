"""Who was at a meeting, who stood in for whom, and what interests were declared."""

from __future__ import annotations

from partnership_register.model.meeting import Attendance, Meeting
from partnership_register.model.partnership import Membership
from partnership_register.pages.addresses import address_of
from partnership_register.pages.shapes import Column, Link, Table, TableRow, Value
from partnership_register.pages.writing import named, plural, status
from partnership_register.register import Register
from partnership_register.register.seats import post_title


def attendance_table(register: Register, meeting: Meeting) -> Table | None:
    """Members and others with how they attended, and who stood in for them."""
    if not meeting.attendance:
        return None
    rows = tuple(TableRow(_attended(register, meeting, row)) for row in meeting.attendance)
    columns = (
        Column("Member"),
        Column("Organisation"),
        Column("Attendance", "status", facet=True),
        Column("Substitute"),
    )
    return Table("Attendance", columns, rows)


def _attended(register: Register, meeting: Meeting, row: Attendance) -> tuple[Value, ...]:
    seat = register.resolve(("member",), row.member, meeting) if row.member else None
    membership = seat.part if seat and isinstance(seat.part, Membership) else None
    organisation = membership.organisation if membership else row.organisation
    source = seat.record if seat else meeting
    who = row.name or (membership and (membership.name or post_title(register, membership)))
    body = named(register, "organisation", organisation, source)
    return (
        Link(who, address_of(seat)) if who and seat else who or (body.text if body else None),
        body,
        status(row.status),
        _substitute(register, meeting, row),
    )


def _substitute(register: Register, meeting: Meeting, row: Attendance) -> Value:
    if row.substitute_name:
        return row.substitute_name
    if not row.substitute:
        return "None"
    seat = register.resolve(("member",), row.substitute, meeting)
    if not seat or not isinstance(seat.part, Membership):
        return "None"
    name = seat.part.name or post_title(register, seat.part)
    return Link(name, address_of(seat))


def attendance_line(meeting: Meeting) -> str:
    """The attendance in figures."""
    present = sum(1 for row in meeting.attendance if row.status == "present")
    apologies = sum(1 for row in meeting.attendance if row.status == "apologies")
    substitutes = sum(1 for row in meeting.attendance if row.substitute or row.substitute_name)
    said = [plural(present, "member") + " present", f"{apologies} sent apologies"]
    if substitutes:
        said.append(plural(substitutes, "substitute"))
    return ", ".join(said)


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
