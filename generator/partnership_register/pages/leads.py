"""Who leads what: everybody who is named for an action, and what each of them owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.pages.actions import (
    COLUMNS,
    MOST_IN_A_PART,
    ActionGiven,
    Block,
    Tally,
    action_given,
    action_table,
    cut_note,
    figures_of,
    in_order,
    lists_page,
    most_urgent,
    partnership_link,
    tally,
    together,
)
from partnership_register.pages.addresses import LEADS, lead_address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.plan import section_address
from partnership_register.pages.shapes import Column, Link, Row, Shape, Table, TableRow, Value
from partnership_register.pages.writing import plural, record_link
from partnership_register.register import Register
from partnership_register.register.leads import Owner, Share, leads
from partnership_register.register.work import Work, work


class Led(Shape, frozen=True):
    """An action of a folder that somebody leads on."""

    given: ActionGiven
    shares: tuple[tuple[str, str], ...]
    """For each time that the lead is named: in which words, and for which part."""


class SectionLed(Shape, frozen=True):
    """A section of a plan of a folder that somebody leads on as a whole."""

    record: str
    row: TableRow


class LeadGiven(Shape, frozen=True):
    """Somebody who leads on work of a folder, or of all, and how much there is of it."""

    key: str
    first: tuple[bool, str]
    """Where the lead is named first: whether only at a section of a plan, and in what record."""
    name: str
    kind: str
    body: Link | None
    tally: Tally
    sections: int


class LedGiven(Shape, frozen=True):
    """What somebody leads on in a folder, as far as a page of all could list it."""

    open: tuple[Led, ...]
    closed: tuple[Led, ...]
    sections: tuple[SectionLed, ...]


def given(register: Register) -> Iterator[Given]:
    """Who leads on what in a folder, and the open actions for which nobody is named."""
    for owner in leads(register):
        yield "leads/named", _lead_given(owner)
        yield f"leads/actions/{owner.key}", _led_given(register, owner)
    without = [each for each in work(register) if each.is_open and not each.has_lead]
    if without:
        yield "leads/without/counted", len(without)
    for each in without[:MOST_IN_A_PART]:
        yield "leads/without/listed", action_given(register, each)


def _lead_given(owner: Owner) -> LeadGiven:
    sections = _sections(owner)
    holder = owner.shares[0].holder
    return LeadGiven(
        owner.key,
        (owner.shares[0].work is None, holder.id),
        owner.name,
        _kind(owner),
        record_link(owner.body) if owner.body else None,
        tally(owner.works),
        len(sections),
    )


def _led_given(register: Register, owner: Owner) -> LedGiven:
    shares: dict[Work, dict[tuple[str, str], None]] = {}
    for share in owner.shares:
        if share.work:
            shares.setdefault(share.work, {})[share.named_as, share.part] = None
    open_ones = in_order(each for each in shares if each.is_open)
    closed = in_order(each for each in shares if not each.is_open)
    return LedGiven(
        tuple(_led(register, each, shares) for each in open_ones[:MOST_IN_A_PART]),
        tuple(_led(register, each, shares) for each in closed[:MOST_IN_A_PART]),
        tuple(_section_led(register, share) for share in _sections(owner)),
    )


def _led(register: Register, each: Work, shares: dict[Work, dict[tuple[str, str], None]]) -> Led:
    return Led(action_given(register, each), tuple(shares[each]))


def pages(_: Register, lists: Lists) -> Iterator[Page]:
    """The list of leads, and a page for each."""
    found = tuple(_merged(lists.of("leads/named")))
    yield _index(found, lists)
    for lead in found:
        yield _page(lead, lists.of(f"leads/actions/{lead.key}"))


def _merged(named: Iterable[LeadGiven]) -> list[LeadGiven]:
    """Everybody who leads on work, by name, whom folders name in one way or in several."""
    parts: dict[str, list[LeadGiven]] = {}
    for each in named:
        parts.setdefault(each.key, []).append(each)
    merged = (_lead(sorted(each, key=attrgetter("first"))) for each in parts.values())
    return sorted(merged, key=lambda lead: (lead.name.casefold(), lead.key))


def _lead(parts: list[LeadGiven]) -> LeadGiven:
    """What several folders say of one lead: the name is that of the body, or else the first."""
    known = next((part for part in parts if part.body), parts[0])
    whole = together(part.tally for part in parts)
    return replace(known, tally=whole, sections=sum(part.sections for part in parts))


def _index(found: tuple[LeadGiven, ...], lists: Lists) -> Page:
    columns = (
        Column("Lead"),
        Column("Kind", facet=True, labelled=False),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
        Column("Outcomes", "number"),
    )
    rows = tuple(TableRow(tuple(_index_cells(lead))) for lead in found)
    without = sum(lists.of("leads/without/counted"))
    listed = sorted(lists.of("leads/without/listed"), key=attrgetter("record"))
    nobody = action_table(
        "Open actions without a lead",
        most_urgent(listed[:MOST_IN_A_PART]),
        leave_out=("leads", "origin"),
    )
    return lists_page(
        LEADS.url,
        "Who leads what",
        "Everybody who is named as a lead in plans, meetings and reviews, and what they lead on.",
        (
            Block(table=Table("Who leads what", columns, rows),
                  empty="No lead is named anywhere yet.", noun="leads"),
            Block("No lead named", "no-lead", "Open actions for which nobody is named.", nobody,
                  empty="Every open action has a lead.", noun="actions without a lead"),
        ),
        figures=(
            Row("lead" if len(found) == 1 else "leads", f"{len(found):,}"),
            Row("open actions without a lead", f"{without:,}", "#no-lead"),
        ),
    )  # fmt: skip


def _index_cells(lead: LeadGiven) -> Iterator[Value]:
    yield Link(lead.name, lead_address(lead.key))
    yield lead.kind
    yield str(lead.tally.open)
    yield str(lead.tally.overdue)
    yield str(lead.tally.all)
    yield str(lead.sections)


def _kind(owner: Owner) -> str:
    if isinstance(owner.body, Organisation):
        return "Organisation"
    return "Partnership" if isinstance(owner.body, Partnership) else "Person, post or group"


def _page(lead: LeadGiven, parts: Sequence[LedGiven]) -> Page:
    blocks = [
        _actions(lead, [each for part in parts for each in part.open], "Open actions", "open",
                 lead.tally.open),
        _actions(lead, [each for part in parts for each in part.closed],
                 "Complete, withdrawn or closed", "closed", lead.tally.all - lead.tally.open),
    ]  # fmt: skip
    if lead.sections:
        blocks.append(_outcomes(each for part in parts for each in part.sections))
    same_words = "" if lead.body else " Everything that names this lead in the same words is here."
    return lists_page(
        lead_address(lead.key),
        f"What {lead.name} leads on",
        f"What {lead.name} leads on in plans, meetings and reviews:"
        f" {plural(lead.tally.open, 'open action').lower()}.{same_words}",
        blocks,
        caption="Lead",
        figures=_figures(lead),
        facts=(Row(lead.kind, lead.body),) if lead.body else (),
        under=LEADS,
    )


def _figures(lead: LeadGiven) -> Iterator[Row]:
    yield from figures_of(lead.tally)
    if lead.sections:
        word = "whole outcome" if lead.sections == 1 else "whole outcomes"
        yield Row(word, f"{lead.sections:,}", "#outcomes")


def _actions(lead: LeadGiven, led: list[Led], heading: str, anchor: str, number: int) -> Block:
    led.sort(key=attrgetter("given.urgency", "given.record"))
    shown = led[:MOST_IN_A_PART]
    parts = [_part(lead, each) for each in shown]
    rows = tuple(
        replace(each.given.row, extra=part or "The whole action")
        for each, part in zip(shown, parts, strict=True)
    )
    extra = "Answers for" if any(parts) else ""
    table = action_table(heading, rows, leave_out=("leads", "origin"), extra=extra)
    return Block(heading, anchor, cut_note(len(shown), number), table,
                 empty="None.", noun="actions")  # fmt: skip


def _part(lead: LeadGiven, led: Led) -> str:
    """Which part of an action is meant, and by whose name where that differs."""
    said: dict[str, None] = {}
    for named_as, part in led.shares:
        name = named_as if lead.body and named_as != lead.name else ""
        said[": ".join(each for each in (name, part) if each)] = None
    return "; ".join(filter(None, said))


def _outcomes(sections: Iterable[SectionLed]) -> Block:
    """Sections of plans that name the lead beside a list of actions, without saying for which."""
    columns = (Column("Outcome"), Column("Plan"), COLUMNS["partnership"])
    rows = tuple(each.row for each in sorted(sections, key=attrgetter("record")))
    return Block(
        "Outcomes and objectives",
        "outcomes",
        "The plan names this lead for the whole, without saying for which of its actions.",
        table=Table("Outcomes and objectives", columns, rows),
    )


def _section_led(register: Register, share: Share) -> SectionLed:
    assert isinstance(share.holder, Plan)
    assert share.section is not None
    title = share.holder.sections[share.section].title
    row = TableRow((
        Link(title, section_address(share.holder, share.section)),
        record_link(share.holder),
        partnership_link(register, share.holder.partnership),
    ))  # fmt: skip
    return SectionLed(share.holder.id, row)


def _sections(owner: Owner) -> tuple[Share, ...]:
    return tuple(share for share in owner.shares if share.work is None)
