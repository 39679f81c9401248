"""The log of decisions of all partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from partnership_register.model.meeting import Decision, Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import DECISIONS, HOME, address_of, area_address
from partnership_register.pages.decision_box import decision_standing
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Entry, Link, Table, TableRow
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


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The decisions of one year, newest first."""

    title: str
    lead: str
    years: tuple[Link, ...]
    current: str
    table: Table
    count: int


def pages(register: Register) -> Iterator[Page]:
    """A page for each year; the newest year is also the page of decisions itself."""
    by_year = {
        year: tuple(group)
        for year, group in groupby(decisions_of(register), key=lambda e: _meeting(e).date.year)
    }
    links = tuple(
        Link(str(year), DECISIONS.url if place == 0 else f"{DECISIONS.url}{year}/", str(len(group)))
        for place, (year, group) in enumerate(by_year.items())
    )
    if not by_year:
        yield _page(register, register.as_of.year, (), (), DECISIONS.url)
    for (year, group), link in zip(by_year.items(), links, strict=True):
        yield _page(register, year, group, links, link.url)


def _page(
    register: Register,
    year: int,
    entries: tuple[RegisterEntry, ...],
    years: tuple[Link, ...],
    url: str,
) -> Page:
    rows = tuple(_row(register, entry) for entry in entries)
    title = f"Decisions in {year}"
    view = DecisionsView(
        title,
        "What the partnerships have resolved, newest first, each with the meeting that took it.",
        years,
        url,
        Table(title, _COLUMNS, rows),
        len(rows),
    )
    crumbs = (HOME,) if url == DECISIONS.url else (HOME, DECISIONS)
    said = f"{plural(len(rows), 'decision')} taken by the district's partnerships in {year}."
    return Page(url, "views/decisions.html", title, said, DECISIONS.text, view, crumbs)


_COLUMNS = (
    Column("Decision"),
    Column("Date", "date"),
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
    earlier = (
        register.resolve(("decision",), ref, entry.record) for ref in _decision(entry).supersedes
    )
    later = (link.part for link in register.pointing_at(entry, "supersedes"))
    said = [(target, "replaced by this") for target in earlier if target]
    said += [(target, "replaced this") for target in later if target]
    return tuple(
        Link(f"Decision {target.ref}" if target.ref else "Decision", address_of(target), note)
        for target, note in said
    )


def _row(register: Register, entry: RegisterEntry, *, inside: bool = False) -> TableRow:
    shown = decision_entry(register, entry)
    partnership = register.get(Partnership, entry.record.partnership)
    where = Link(short_title(partnership), area_address(partnership.id)) if partnership else None
    standing = decision_standing(register, entry, _decision(entry))
    cells = (shown.link, _meeting(entry).date, where, standing, _trail(register, entry) or "No")
    return TableRow(cells[:2] + cells[3:] if inside else cells)


def decision_entry(register: Register, entry: RegisterEntry) -> Entry:
    """A decision as an entry of a list."""
    decision = _decision(entry)
    text = plain(resolved(register, decision.text, entry.record), most=220)
    ref = f"{decision.ref}: " if decision.ref else ""
    return Entry(
        Link(f"{ref}{text}", address_of(entry)),
        _meeting(entry).date,
        status=status(decision.outcome),
        facts=(meeting_link(register, _meeting(entry)), *_trail(register, entry)),
    )


def _meeting(entry: RegisterEntry) -> Meeting:
    assert isinstance(entry.record, Meeting)
    return entry.record


def _decision(entry: RegisterEntry) -> Decision:
    assert isinstance(entry.part, Decision)
    return entry.part
