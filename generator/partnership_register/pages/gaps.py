"""Gaps in the record: what each rule asks for, why it matters, and where it is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import GAPS, HOME, REGISTER, address_of, area_address
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Link, Row, Table, TableRow, Value
from partnership_register.pages.writing import plural, record_link, short_title
from partnership_register.register import Register
from partnership_register.register.gaps import RULES, Gap, Rule, gaps
from partnership_register.register.standing import is_at_work


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with the places where it is not kept."""

    anchor: str
    title: str
    why: str
    count: str
    table: Table


@dataclass(frozen=True, slots=True)
class GapsView:
    """All gaps, by rule."""

    lead: str
    figures: tuple[Row, ...]
    contents: tuple[Link, ...]
    rules: tuple[RuleView, ...]
    kept: tuple[Row, ...]
    partnerships: Table


ROOMS = {
    "no-chair": "members",
    "no-partners": "members",
    "category-missing": "members",
    "term-carried-over": "members",
    "portfolio-without-seat": "members",
    "no-agreement": "documents",
    "never-reviewed": "reviews",
    "review-overdue": "reviews",
    "no-review-cycle": "reviews",
    "no-risk": "risks",
    "no-meeting": "meetings",
}
"""The room of a partnership's area on which a gap in its own record shows; else its overview."""

COLUMNS = (Column("Partnership", facet=True), Column("What is missing"), Column("Where"))


def pages(register: Register) -> Iterator[Page]:
    """The page of gaps."""
    found = gaps(register)
    rules = tuple(
        _rule(register, rule, here)
        for rule in RULES
        if (here := [gap for gap in found if gap.rule is rule])
    )
    broken = {gap.rule.id for gap in found}
    kept = tuple(Row(rule.title, "None", rule.why) for rule in RULES if rule.id not in broken)
    partnerships = _partnerships(register, found)
    view = GapsView(
        "What the register should hold and does not, worked out from the records each time the site"
        " is made. A gap may be in the work of a partnership or only in what was written down.",
        _figures(register, found),
        tuple(Link(rule.title, f"#{rule.anchor}", str(len(rule.table.rows))) for rule in rules),
        rules,
        kept,
        partnerships,
    )
    number = plural(len(found), "gap")
    said = f"{number} in the records of the partnerships, by rule, and why each matters."
    yield Page(GAPS.url, "views/gaps.html", GAPS.text, said, REGISTER.text, view,
               (HOME, REGISTER))  # fmt: skip


def _rule(register: Register, rule: Rule, found: list[Gap]) -> RuleView:
    rows = tuple(_row(register, gap) for gap in found)
    return RuleView(rule.id, rule.title, rule.why, plural(len(rows), "gap"),
                    Table(rule.title, COLUMNS, rows))  # fmt: skip


def _row(register: Register, gap: Gap) -> TableRow:
    of: Value = "Several partnerships" if gap.entry.kind == "risk" else register.council.label
    if gap.partnership:
        of = Link(short_title(gap.partnership), area_address(gap.partnership.id))
    return TableRow((of, gap.sentence, _where(gap)))


def _where(gap: Gap) -> Link:
    """A link to the page on which the gap shows, in words that can be read on their own."""
    record = gap.entry.record
    if isinstance(record, Partnership):
        room = ROOMS.get(gap.rule.id, "")
        name = f"{short_title(record)}, {room or 'overview'}"
        own = gap.entry.kind == "partnership"
        return Link(name, area_address(record.id, room) if own else address_of(gap.entry))
    return Link(record.label, address_of(gap.entry))


def _figures(register: Register, found: tuple[Gap, ...]) -> tuple[Row, ...]:
    at_work = [p for p in register.all(Partnership) if is_at_work(p)]
    concerned = {gap.partnership.id for gap in found if gap.partnership}
    whole = sum(1 for each in at_work if each.id not in concerned)
    return (
        Row("gap" if len(found) == 1 else "gaps", str(len(found))),
        Row("partnerships with a gap", str(len(concerned))),
        Row("partnerships without one", str(whole)),
    )


def _partnerships(register: Register, found: tuple[Gap, ...]) -> Table:
    counts = Counter(gap.partnership.id for gap in found if gap.partnership)
    most_first = sorted(
        (p for p in register.all(Partnership) if is_at_work(p) or counts[p.id]),
        key=lambda each: (-counts[each.id], each.title),
    )
    rows = tuple(TableRow((record_link(each), str(counts[each.id]))) for each in most_first)
    columns = (Column("Partnership"), Column("Gaps", "number"))
    return Table("Gaps by partnership", columns, rows)
