"""Who sits on a partnership on a day, which seats are held over, and which officers serve it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from partnership_register.model.base import words
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Membership, Officer, Partnership
from partnership_register.register.entries import Entry
from partnership_register.register.register import Register
from partnership_register.register.standing import a_year_before

Standing = Literal["current", "carried-over", "left", "to-come"]

FULL_ROLES = ("chair", "vice-chair", "member")
"""Roles of members; substitutes, observers and advisers are beside them."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership in its partnership, with how it stands on the day of the register.

    Whose term has run out holds over, `carried-over`, until the first day of a successor.
    """

    partnership: Partnership
    membership: Membership
    entry: Entry
    standing: Standing

    @property
    def is_filled(self) -> bool:
        """Whether somebody sits there now, were it only until a successor's first day."""
        return self.standing in ("current", "carried-over")

    @property
    def is_member(self) -> bool:
        """Whether it is the seat of a member, not of somebody beside the members."""
        return self.membership.role in FULL_ROLES


def seats(register: Register, partnership: Partnership) -> tuple[Seat, ...]:
    """Every seat of a partnership, in the order of its record."""
    found = []
    for number, membership in enumerate(partnership.members):
        entry = register.part(partnership, "members", number)
        standing = _standing(membership, partnership.members, register.as_of)
        found.append(Seat(partnership, membership, entry, standing))
    return tuple(found)


def filled(register: Register, partnership: Partnership) -> tuple[Seat, ...]:
    """The seats in which somebody sits now."""
    return tuple(seat for seat in seats(register, partnership) if seat.is_filled)


def full_members(register: Register, partnership: Partnership) -> tuple[Seat, ...]:
    """The members, without those who stand in, observe or advise; a closed partnership has none."""
    if partnership.status == "closed":
        return ()
    return tuple(seat for seat in filled(register, partnership) if seat.is_member)


def in_role(register: Register, partnership: Partnership, *roles: str) -> tuple[Seat, ...]:
    """The seats filled now whose role is one of `roles`."""
    return tuple(s for s in filled(register, partnership) if s.membership.role in roles)


def successor_to_come(seat: Seat) -> Membership | None:
    """Who takes over a seat that is held over, where that is recorded: the first of several."""
    if seat.standing != "carried-over":
        return None
    later = [other for other in seat.partnership.members if _follows(other, seat.membership)]
    return min(later, key=lambda other: other.start or date.max, default=None)


def officers_now(register: Register, partnership: Partnership) -> tuple[Officer, ...]:
    """The officers whose time in their role has begun and is not over, in the record's order."""
    return tuple(
        officer
        for officer in partnership.officers
        if (officer.start or date.min) <= register.as_of <= (officer.end or date.max)
    )


def attendance_of(register: Register, seat: Seat) -> tuple[int, int]:
    """How often a member came in the last year, and to how many meetings it is recorded at all."""
    came = known = 0
    since = a_year_before(register.as_of)
    for link in register.pointing_at(seat.entry, "member"):
        meeting = link.record
        if not isinstance(meeting, Meeting) or not since <= meeting.date <= register.as_of:
            continue
        if meeting.status in ("cancelled", "moved"):
            continue  # to which nobody could come
        row = meeting.attendance[int(link.loc[1])]
        known += 1
        came += row.status == "present"
    return came, known


def missing_categories(register: Register, partnership: Partnership) -> tuple[str, ...]:
    """Ids of the categories that the partnership must have and no seat filled now has."""
    there = {seat.membership.category for seat in filled(register, partnership)}
    return tuple(c for c in partnership.required_categories if c not in there)


def post_title(register: Register, membership: Membership) -> str:
    """The post of a seat: its title in the organisation's record, else as it is written."""
    organisation = register.get(Organisation, membership.organisation)
    posts = {post.id: post.title for post in organisation.posts} if organisation else {}
    if membership.post:
        return posts.get(membership.post, membership.post)
    return words(membership.role)


def seats_of(register: Register, organisation: Organisation) -> Iterator[Seat]:
    """Every seat that an organisation has or had, or has another sit in for it."""
    entry = register.entry(organisation)
    seen: set[tuple[str, str]] = set()
    for link in register.pointing_at(entry, "organisation", "on_behalf_of"):
        if not isinstance(link.record, Partnership) or not link.part:
            continue
        if link.part.kind != "member" or (link.record.id, link.part.anchor) in seen:
            continue
        seen.add((link.record.id, link.part.anchor))
        yield next(s for s in seats(register, link.record) if s.entry is link.part)


def _standing(membership: Membership, others: Iterable[Membership], as_of: date) -> Standing:
    if membership.start and membership.start > as_of:
        return "to-come"
    if not membership.end or membership.end >= as_of:
        return "current"
    if membership.left or any(_has_succeeded(other, membership, as_of) for other in others):
        return "left"
    return "carried-over"


def _has_succeeded(other: Membership, former: Membership, as_of: date) -> bool:
    """Whether `other` has begun in the seat of `former`; one still to come turns nobody out."""
    return _follows(other, former) and other.start is not None and other.start <= as_of


def _follows(other: Membership, former: Membership) -> bool:
    """Whether `other` has the same seat later: same organisation, role and post."""
    if other is former or not other.start or not former.end:
        return False
    same = (other.organisation, other.role) == (former.organisation, former.role)
    return same and (other.post == former.post or not former.post) and other.start >= former.end
