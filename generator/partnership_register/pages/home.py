"""The home page: what is coming up, what was decided, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.risk import Risk
from partnership_register.pages.addresses import (
    ACTIONS,
    CONTACTS,
    DECISIONS,
    DOCUMENTS,
    MEETINGS,
    ORGANISATIONS,
    PLANS,
    REGISTER,
    REVIEWS,
    RISKS,
    STRUCTURE,
)
from partnership_register.pages.decisions import decision_entry
from partnership_register.pages.meetings import attendance_rule, when
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Entry, Link
from partnership_register.pages.writing import meeting_link, plural
from partnership_register.register import Entry as RegisterEntry
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class HomeView:
    """The panel of the home page."""

    ways_in: tuple[Link, ...]
    meetings: tuple[Entry, ...]
    decisions: tuple[Entry, ...]
    all_meetings: Link
    all_decisions: Link
    as_of: date
    """The day for which what is to come and what is overdue was reckoned."""


def page(register: Register) -> Page:
    """The panel that the hand-written home page asks for."""
    coming = sorted(
        (m for m in register.all(Meeting) if m.date >= register.as_of and m.status == "scheduled"),
        key=lambda m: (m.date, m.id),
    )
    view = HomeView(
        _ways_in(register),
        tuple(_meeting(register, meeting) for meeting in coming[:SHOWN]),
        tuple(decision_entry(register, entry) for entry in _latest_decisions(register)),
        Link("All meetings", MEETINGS.url),
        Link("All decisions", DECISIONS.url),
        register.as_of,
    )
    return Page("/", "views/home.html", register.council.title, "", "Home", view)


def _latest_decisions(register: Register) -> tuple[RegisterEntry, ...]:
    """The newest decisions that have a ref; approving minutes and the like seldom has one."""
    entries = decisions_of(register)
    return tuple(entry for entry in entries if entry.ref)[:SHOWN] or entries[:SHOWN]


def _meeting(register: Register, meeting: Meeting) -> Entry:
    place = meeting.place or ""
    return Entry(
        meeting_link(register, meeting),
        when(meeting),
        ". ".join(filter(None, (place, attendance_rule(meeting)))),
    )


def _ways_in(register: Register) -> tuple[Link, ...]:
    partnerships = sum(1 for p in register.all(Partnership) if p.status != "closed")
    organisations = plural(len(register.all(Organisation)), "organisation")
    plans = plural(len(register.all(Plan)), "action plan")
    risks = plural(sum(1 for r in register.all(Risk) if r.status == "open"), "open risk")
    return tuple(
        Link(text, target.url, note)
        for text, target, note in (
            ("The register", REGISTER, f"{partnerships} partnerships: who leads, how they stand"),
            ("How they fit together", STRUCTURE, "Which reports to which, as a list and a picture"),
            ("Who sits on them", ORGANISATIONS, f"{organisations} from A to Z"),
            ("What they plan", PLANS, f"{plans} and how far they have got"),
            ("Actions", ACTIONS, "Who does what by when, and what is overdue"),
            ("Risks", RISKS, f"{risks} on one matrix"),
            ("Reviews", REVIEWS, "How well each partnership is run, aspect by aspect"),
            ("Documents", DOCUMENTS, "Agreements, terms of reference, reports and guidance"),
            ("Who to ask", CONTACTS, "Officers and chairs of every partnership"),
        )
    )
