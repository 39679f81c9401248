"""The log of decisions of all partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from weakref import WeakKeyDictionary

from partnership_register.model.meeting import Decision, Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import DECISIONS, HOME, address_of, area_address
from partnership_register.pages.decision_box import decision_standing
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Entry, Link, Shape, Table, TableRow
from partnership_register.pages.spans import Span, spans
from partnership_register.pages.writing import (
    meeting_link,
    plain,
    plural,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Entry as RegisterEntry
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of


class DecisionsView(Shape, frozen=True):
    """The decisions of a year or a month, newest first."""

    title: str
    lead: str
    years: tuple[Link, ...]
    year: str
    """The address of the year that is shown."""
    months: tuple[Link, ...]
    """The months of that year, if it is cut into months."""
    current: str
    table: Table
    count: int


class DecisionGiven(Shape, frozen=True):
    """A decision of a folder, for the log of all; those of one meeting stay in their order."""

    date: date
    meeting: str
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The decisions of each year that the meetings of a folder took."""
    for entry in decisions_of(register):
        meeting = _meeting(entry)
        decision = DecisionGiven(meeting.date, meeting.id, _row(register, entry))
        yield f"decisions/{meeting.date.year}", decision


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """A page for each year, or month of a full year; the newest is the page of decisions itself."""
    by_year = {
        int(year): sorted(decisions, key=lambda d: (d.date, d.meeting), reverse=True)
        for year, decisions in lists.under("decisions")
    }
    for span in spans(DECISIONS.url, by_year or {register.as_of.year: []}):
        yield _page(span)


def _page(span: Span[DecisionGiven]) -> Page:
    title = f"Decisions in {span.said}"
    view = DecisionsView(
        title,
        "What the partnerships have resolved, newest first, each with the meeting that took it.",
        span.years,
        span.year,
        span.months,
        span.url,
        Table(title, _COLUMNS, tuple(decision.row for decision in span.entries)),
        span.count,
    )
    crumbs = (HOME,) if span.url == DECISIONS.url else (HOME, DECISIONS)
    said = f"{plural(span.count, 'decision')} taken by the district's partnerships in {span.said}."
    return Page(span.url, "views/decisions.html", title, said, DECISIONS.text, view, crumbs)


_COLUMNS = (
    Column("Decision"),
    Column("Date", "date", labelled=False),
    Column("Partnership", facet=True),
    Column("Outcome", "status", facet=True),
    Column("Replaced or replacing"),
)
_OWN_COLUMNS = tuple(column for column in _COLUMNS if column.label != "Partnership")


def decision_table(register: Register, entries: Iterable[RegisterEntry], caption: str) -> Table:
    """Decisions of one partnership, of which its own pages need not be told."""
    rows = tuple(_row(register, entry, inside=True) for entry in entries)
    return Table(caption, _OWN_COLUMNS, rows)


def _trail(register: Register, entry: RegisterEntry) -> tuple[Link, ...]:
    """The decisions that this one replaced, and those that replaced it."""
    pointing = register.pointing_at(entry, "supersedes")
    if not pointing and not _decision(entry).supersedes:
        return ()
    earlier = (
        register.resolve(("decision",), ref, entry.record) for ref in _decision(entry).supersedes
    )
    later = (link.part for link in pointing)
    said = [(target, "replaced by this") for target in earlier if target]
    said += [(target, "replaced this") for target in later if target]
    return tuple(
        Link(f"Decision {target.ref}" if target.ref else "Decision", address_of(target), note)
        for target, note in said
    )


def _row(register: Register, entry: RegisterEntry, *, inside: bool = False) -> TableRow:
    partnership = register.get(Partnership, entry.record.partnership)
    where = Link(short_title(partnership), area_address(partnership.id)) if partnership else None
    standing = decision_standing(register, entry, _decision(entry))
    trail = _trail(register, entry)
    cells = (_link(register, entry), _meeting(entry).date, where, standing, trail)
    return TableRow(cells[:2] + cells[3:] if inside else cells)


def decision_entry(register: Register, entry: RegisterEntry) -> Entry:
    """A decision as an entry of a list."""
    return Entry(
        _link(register, entry),
        _meeting(entry).date,
        status=status(_decision(entry).outcome),
        facts=(meeting_link(register, _meeting(entry)), *_trail(register, entry)),
    )


def _link(register: Register, entry: RegisterEntry) -> Link:
    """A link to a decision that says what was decided; it stands in several lists."""
    known = _LINKS.setdefault(register, {})
    if entry not in known:
        decision = _decision(entry)
        text = plain(resolved(register, decision.text, entry.record), most=220)
        ref = f"{decision.ref}: " if decision.ref else ""
        known[entry] = Link(f"{ref}{text}", address_of(entry))
    return known[entry]


_LINKS: WeakKeyDictionary[Register, dict[RegisterEntry, Link]] = WeakKeyDictionary()


def _meeting(entry: RegisterEntry) -> Meeting:
    assert isinstance(entry.record, Meeting)
    return entry.record


def _decision(entry: RegisterEntry) -> Decision:
    assert isinstance(entry.part, Decision)
    return entry.part
