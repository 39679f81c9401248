"""The home page: what is coming up, what was decided, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass

from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.risk import Risk
from partnership_register.pages.addresses import (
    ACTIONS,
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
from partnership_register.pages.meetings import when
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Entry, Link
from partnership_register.pages.writing import meeting_link, plural, status
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


def page(register: Register) -> Page:
    """The panel that the hand-written home page asks for."""
    coming = sorted(
        (m for m in register.all(Meeting) if m.date >= register.as_of and m.status == "scheduled"),
        key=lambda m: (m.date, m.id),
    )
    view = HomeView(
        _ways_in(register),
        tuple(_meeting(register, meeting) for meeting in coming[:SHOWN]),
        tuple(decision_entry(register, entry) for entry in decisions_of(register)[:SHOWN]),
        Link("All meetings", MEETINGS.url),
        Link("All decisions", DECISIONS.url),
    )
    return Page("/", "views/home.html", register.council.title, "", "Home", view)


def _meeting(register: Register, meeting: Meeting) -> Entry:
    place = meeting.place or ""
    return Entry(meeting_link(register, meeting), when(meeting), place, status(meeting.status))


def _ways_in(register: Register) -> tuple[Link, ...]:
    partnerships = [p for p in register.all(Partnership) if p.status != "closed"]
    return (
        Link("The register", REGISTER.url,
             f"All {len(partnerships)} partnerships at a glance: who leads them and how they stand"),
        Link("How they fit together", STRUCTURE.url, "Which partnership reports to which, as a list and a picture"),
        Link("Who sits on them", ORGANISATIONS.url,
             f"{plural(len(register.all(Organisation)), 'organisation')} from A to Z"),
        Link("What they plan", PLANS.url, f"{plural(len(register.all(Plan)), 'action plan')} and how far they have got"),
        Link("Actions", ACTIONS.url, "Who does what by when, and what is overdue"),
        Link("Risks", RISKS.url, f"{plural(sum(1 for r in register.all(Risk) if r.status == 'open'), 'open risk')} on one matrix"),
        Link("Reviews", REVIEWS.url, "How well each partnership is run, aspect by aspect"),
        Link("Documents", DOCUMENTS.url, "Agreements, terms of reference, reports and guidance"),
    )  # fmt: skip
