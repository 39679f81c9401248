"""Every decision of every meeting, newest first."""

from __future__ import annotations

from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.register.entries import Entry
from partnership_register.register.register import Register


def decisions_of(register: Register, partnership: Partnership | None = None) -> tuple[Entry, ...]:
    """The decisions of one partnership, or of all; those of one meeting stay in their order."""
    meetings = register.within(Meeting, partnership.id) if partnership else register.own(Meeting)
    newest_first = sorted(meetings, key=lambda m: (m.date, m.id), reverse=True)
    return tuple(
        register.part(meeting, "items", number, "decisions", place)
        for meeting in newest_first
        for number, item in enumerate(meeting.items)
        for place in range(len(item.decisions))
    )
