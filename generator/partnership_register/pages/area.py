"""The area of a partnership: the local navigation that all its pages share."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from partnership_register.model.base import Record
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.pages.addresses import HOME, REGISTER, area_address
from partnership_register.pages.shapes import Area, Link
from partnership_register.pages.writing import short_title
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of
from partnership_register.register.seats import full_members
from partnership_register.register.standing import risks_of
from partnership_register.register.work import work_within

_ITEMS: WeakKeyDictionary[Register, dict[str, tuple[Link, ...]]] = WeakKeyDictionary()
"""The entries for each partnership of a register, counted once however many pages show them."""


def area(register: Register, partnership: Partnership, current: str = "") -> Area:
    """The local navigation. `current` is the room of the page; empty for the overview."""
    known = _ITEMS.setdefault(register, {})
    if partnership.id not in known:
        known[partnership.id] = _items(register, partnership)
    own = area_address(partnership.id, current)
    return Area(short_title(partnership), known[partnership.id], own)


def _items(register: Register, partnership: Partnership) -> tuple[Link, ...]:
    subgroups = len(sub_groups(register, partnership))
    actions = len(work_within(register, partnership.id))
    counted = (
        ("members", "Members", len(full_members(register, partnership))),
        ("meetings", "Meetings", len(register.within(Meeting, partnership.id))),
        ("decisions", "Decisions", len(decisions_of(register, partnership))),
        ("plans", "Plans", len(register.within(Plan, partnership.id))),
        *((("actions", "Actions", actions),) if actions else ()),
        ("reviews", "Reviews", len(register.within(GovernanceReview, partnership.id))),
        ("risks", "Risks", len(risks_of(register, partnership))),
        ("documents", "Documents", len(register.within(Document, partnership.id))),
        *((("groups", "Sub-groups", subgroups),) if subgroups else ()),
    )
    rooms = (Link(text, area_address(partnership.id, room), str(n)) for room, text, n in counted)
    return (Link("Overview", area_address(partnership.id)), *rooms)


def area_of(register: Register, record: Record) -> Area | None:
    """The local navigation for a record that lies in a partnership; None for any other."""
    partnership = register.get(Partnership, record.partnership)
    return area(register, partnership, record.folder) if partnership else None


def sub_groups(register: Register, partnership: Partnership) -> tuple[Partnership, ...]:
    """The partnerships that name this one as their parent."""
    links = register.pointing_at(register.entry(partnership), "parent")
    return tuple(link.record for link in links if isinstance(link.record, Partnership))


def way_to(partnership: Partnership, *, inside: bool = True) -> tuple[Link, ...]:
    """Breadcrumbs from home to a partnership, itself included where the page lies inside it."""
    own = Link(short_title(partnership), area_address(partnership.id))
    return (HOME, REGISTER, own) if inside else (HOME, REGISTER)
