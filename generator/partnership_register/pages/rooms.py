"""The rooms of a partnership's area: members, meetings, plans, reviews, risks and so on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from partnership_register.model.base import words
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.pages import members
from partnership_register.pages.addresses import DECISIONS, area_address
from partnership_register.pages.area import area, sub_groups, way_to
from partnership_register.pages.decisions import decision_table
from partnership_register.pages.documents import document_tables
from partnership_register.pages.meetings import calendar_link, meeting_table
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Column,
    Link,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
)
from partnership_register.pages.wording import TYPES
from partnership_register.pages.writing import (
    day,
    edit_url,
    named,
    plain,
    plural,
    record_link,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of
from partnership_register.register.standing import risks_of


class RoomView(Shape, frozen=True):
    """A room: one or more tables, each under a heading, or the words for an empty one."""

    area: Area
    caption: str
    title: str
    lead: str
    facts: tuple[Row, ...]
    tables: tuple[Table, ...]
    empty: str
    links: tuple[Link, ...] = ()


def pages(register: Register) -> Iterator[Page]:
    """Every room of the partnership whose folder it is."""
    for partnership in register.own(Partnership):
        yield members.page(register, partnership)
        yield _meetings(register, partnership)
        yield _decisions(register, partnership)
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
    view: RoomView,
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


def _meetings(register: Register, partnership: Partnership) -> Page:
    meetings = register.within(Meeting, partnership.id)
    coming = [m for m in meetings if m.date >= register.as_of]
    past = [m for m in reversed(meetings) if m.date < register.as_of]
    tables = (
        meeting_table(register, "Meetings to come", coming, coming=True),
        meeting_table(register, "Meetings so far", past),
    )
    lead = partnership.meeting_cycle or f"{plural(len(meetings), 'meeting')} in the register."
    calendar = calendar_link(register, partnership, "Add these meetings to your calendar")
    return _room(
        register,
        partnership,
        "meetings",
        "Meetings",
        lead,
        tables,
        empty="No meetings are recorded yet.",
        links=(calendar,) if calendar else (),
    )


def _decisions(register: Register, partnership: Partnership) -> Page:
    entries = decisions_of(register, partnership)
    by_year = groupby(entries, key=lambda entry: entry.record.name[:4])
    tables = tuple(
        decision_table(register, group, f"Decisions in {year}") for year, group in by_year
    )
    lead = f"{plural(len(entries), 'decision')} of the partnership, newest first."
    return _room(
        register,
        partnership,
        "decisions",
        "Decisions",
        lead,
        tables,
        empty="No decisions are recorded yet.",
        links=(DECISIONS,),
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
        Column("Kind", labelled=False),
        Column("Status", "status", labelled=False),
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
    tables = tuple(document_tables(register, documents))
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
                plain(resolved(register, group.purpose, group)),
                named(register, "decision", group.established_by, group),
            )
        )
        for group in sub_groups(register, partnership)
    )
    columns = (
        Column("Sub-group"),
        Column("Kind", labelled=False),
        Column("Status", "status", labelled=False),
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
