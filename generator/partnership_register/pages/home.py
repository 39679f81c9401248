"""The home page: what is coming up, what was decided, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

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
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.meetings import attendance_rule, when
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Entry, Link, Shape
from partnership_register.pages.writing import meeting_link, plural
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of

SHOWN = 5


class HomeView(Shape, frozen=True):
    """The panel of the home page."""

    ways_in: tuple[Link, ...]
    meetings: tuple[Entry, ...]
    decisions: tuple[Entry, ...]
    all_meetings: Link
    all_decisions: Link
    as_of: date
    """The day for which what is to come and what is overdue was reckoned."""


def given(register: Register) -> Iterator[Given]:
    """The first of a folder's meetings to come, its newest decisions, and how many plans it has."""
    coming = sorted(
        (m for m in register.own(Meeting) if m.date >= register.as_of and m.status == "scheduled"),
        key=lambda m: (m.date, m.id),
    )
    for meeting in coming[:SHOWN]:
        yield "home/meetings", (meeting.date, meeting.id, _meeting(register, meeting))
    decisions = decisions_of(register)
    with_ref = tuple(entry for entry in decisions if entry.ref)
    for entry in (with_ref or decisions)[:SHOWN]:
        key = "home/decisions" if entry.ref else "home/decisions-without-ref"
        assert isinstance(entry.record, Meeting)
        yield key, (entry.record.date, entry.record.id, decision_entry(register, entry))
    yield "home/plans", len(register.own(Plan))


def page(register: Register, lists: Lists) -> Page:
    """The panel that the hand-written home page asks for."""
    coming = sorted(lists.of("home/meetings"), key=itemgetter(0, 1))
    view = HomeView(
        _ways_in(register, plans=sum(lists.of("home/plans"))),
        tuple(entry for _, _, entry in coming[:SHOWN]),
        _latest_decisions(lists),
        Link("All meetings", MEETINGS.url),
        Link("All decisions", DECISIONS.url),
        register.as_of,
    )
    return Page("/", "views/home.html", register.council.title, "", "Home", view)


def _latest_decisions(lists: Lists) -> tuple[Entry, ...]:
    """The newest decisions that have a ref; approving minutes and the like seldom has one."""
    found = lists.of("home/decisions") or lists.of("home/decisions-without-ref")
    newest_first = sorted(found, key=itemgetter(0, 1), reverse=True)
    return tuple(entry for _, _, entry in newest_first[:SHOWN])


def _meeting(register: Register, meeting: Meeting) -> Entry:
    place = meeting.place or ""
    return Entry(
        meeting_link(register, meeting),
        when(meeting),
        ". ".join(filter(None, (place, attendance_rule(meeting)))),
    )


def _ways_in(register: Register, *, plans: int) -> tuple[Link, ...]:
    every = register.all(Partnership)
    closed = sum(1 for partnership in every if partnership.status == "closed")
    partnerships = plural(len(every) - closed, "partnership")
    if closed:
        partnerships += f" and {closed} that {'has' if closed == 1 else 'have'} closed"
    organisations = plural(len(register.all(Organisation)), "organisation")
    risks = plural(sum(1 for r in register.all(Risk) if r.status == "open"), "open risk")
    return tuple(
        Link(text, target.url, note)
        for text, target, note in (
            ("The register", REGISTER, f"{partnerships}: who answers for them, how they stand"),
            ("How they fit together", STRUCTURE, "Which reports to which, as a list and a picture"),
            ("Who sits on them", ORGANISATIONS, f"{organisations} from A to Z"),
            ("What they plan", PLANS, f"{plural(plans, 'action plan')} and how far they have got"),
            ("Actions", ACTIONS, "Who does what by when, and what is overdue"),
            ("Risks", RISKS, f"{risks} on one matrix"),
            ("Reviews", REVIEWS, "How well each partnership is run, aspect by aspect"),
            ("Documents", DOCUMENTS, "Agreements, terms of reference, reports and guidance"),
            ("Who to ask", CONTACTS, "Officers and chairs of every partnership"),
        )
    )
