"""Who leads what: everybody who is named for an action, and what each of them owes."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.pages.actions import (
    COLUMNS,
    MOST_IN_A_PART,
    Block,
    action_table,
    cut_note,
    figures_of,
    in_order,
    lists_page,
    partnership_link,
)
from partnership_register.pages.addresses import LEADS, lead_address
from partnership_register.pages.page import Page
from partnership_register.pages.plan import section_address
from partnership_register.pages.shapes import Column, Link, Row, Table, TableRow, Value
from partnership_register.pages.writing import plural, record_link
from partnership_register.register import Register
from partnership_register.register.work import Owner, Share, Work, leads, work


def pages(register: Register) -> Iterator[Page]:
    """The list of leads, and a page for each."""
    owners = leads(register)
    yield _index(register, owners)
    for owner in owners:
        yield _owner(register, owner)


def _index(register: Register, owners: tuple[Owner, ...]) -> Page:
    works = work(register)
    without = [each for each in works if each.is_open and not each.has_lead]
    columns = (
        Column("Lead"),
        Column("Kind", facet=True),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
    )
    rows = tuple(TableRow(tuple(_index_cells(owner))) for owner in owners)
    nobody = action_table(
        register,
        without[:MOST_IN_A_PART],
        "Open actions without a lead",
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
            Row("lead" if len(owners) == 1 else "leads", f"{len(owners):,}"),
            Row("open actions without a lead", f"{len(without):,}", "#no-lead"),
        ),
    )  # fmt: skip


def _index_cells(owner: Owner) -> Iterator[Value]:
    works = owner.works
    yield Link(owner.name, lead_address(owner.key))
    yield _kind(owner)
    yield str(sum(each.is_open for each in works))
    yield str(sum(each.is_overdue for each in works))
    yield str(len(works) + len(_sections(owner)))


def _kind(owner: Owner) -> str:
    if isinstance(owner.body, Organisation):
        return "Organisation"
    return "Partnership" if isinstance(owner.body, Partnership) else "Post or group"


def _owner(register: Register, owner: Owner) -> Page:
    works = owner.works
    open_ones = in_order(each for each in works if each.is_open)
    closed = in_order(each for each in works if not each.is_open)
    blocks = [
        _actions(register, owner, open_ones, "Open actions", "open"),
        _actions(register, owner, closed, "Complete, withdrawn or closed", "closed"),
    ]
    if _sections(owner):
        blocks.append(_outcomes(register, owner))
    facts = (Row(_kind(owner), record_link(owner.body)),) if owner.body else ()
    same_words = "" if owner.body else " Everything that names this lead in the same words is here."
    return lists_page(
        lead_address(owner.key),
        f"What {owner.name} leads on",
        f"What {owner.name} leads on in plans, meetings and reviews:"
        f" {plural(len(open_ones), 'open action').lower()}.{same_words}",
        blocks,
        caption="Lead",
        figures=figures_of(works),
        facts=facts,
        under=LEADS,
    )


def _actions(
    register: Register, owner: Owner, works: tuple[Work, ...], heading: str, anchor: str
) -> Block:
    shown = works[:MOST_IN_A_PART]
    parts = _parts(owner)
    extra = "Answers for" if any(parts.get(each) for each in shown) else ""
    words = {each: parts.get(each) or "The whole action" for each in shown}
    table = action_table(
        register, shown, heading, leave_out=("leads", "origin"), extra=(extra, words)
    )
    return Block(heading, anchor, cut_note(len(shown), len(works)), table,
                 empty="None.", noun="actions")  # fmt: skip


def _parts(owner: Owner) -> dict[Work, str]:
    """Which part of each action is meant, and by whose name where that differs."""
    said: dict[Work, dict[str, None]] = {}
    for share in owner.shares:
        if share.work:
            name = share.named_as if owner.body and share.named_as != owner.name else ""
            words = ": ".join(each for each in (name, share.part) if each)
            said.setdefault(share.work, {})[words] = None
    return {each: "; ".join(filter(None, words)) for each, words in said.items()}


def _outcomes(register: Register, owner: Owner) -> Block:
    """Sections of plans that name the owner beside a list of actions, without saying for which."""
    columns = (Column("Outcome"), Column("Plan"), COLUMNS["partnership"])
    rows = []
    for share in _sections(owner):
        if isinstance(share.holder, Plan) and share.section is not None:
            title = share.holder.sections[share.section].title
            rows.append(TableRow((
                Link(title, section_address(share.holder, share.section)),
                record_link(share.holder),
                partnership_link(register, share.holder.partnership),
            )))  # fmt: skip
    return Block(
        "Outcomes and objectives",
        "outcomes",
        "The plan names this lead for the whole, without saying for which of its actions.",
        table=Table("Outcomes and objectives", columns, tuple(rows)),
    )


def _sections(owner: Owner) -> tuple[Share, ...]:
    return tuple(share for share in owner.shares if share.work is None)
