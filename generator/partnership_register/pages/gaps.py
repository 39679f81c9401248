"""Gaps in the record: what each rule asks for, why it matters, and where it is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import GAPS, HOME, REGISTER, address_of, area_address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Link, Row, Shape, Table, TableRow, Value
from partnership_register.pages.writing import plural, record_link, short_title
from partnership_register.register import Register
from partnership_register.register.gaps import RULES, Gap, Rule, gaps
from partnership_register.register.standing import is_at_work


class RuleView(Shape, frozen=True):
    """A rule with the places where it is not kept."""

    anchor: str
    title: str
    why: str
    count: str
    table: Table


class GapGiven(Shape, frozen=True):
    """A gap of a folder, for the list of all; `partnership` is empty where it is no single one's.

    `order` is the id by which the rule goes through the records.
    """

    order: str
    partnership: str
    row: TableRow


class GapsView(Shape, frozen=True):
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

COLUMNS = (
    Column("Partnership", facet=True),
    Column("What is missing", labelled=False),
    Column("Where"),
)


def given(register: Register) -> Iterator[Given]:
    """The gaps in the records of a folder, by rule."""
    for gap in gaps(register):
        partnership = gap.partnership.id if gap.partnership else ""
        entry = GapGiven(_order(gap) or partnership, partnership, _row(register, gap))
        yield f"gaps/{gap.rule.id}", entry


def _order(gap: Gap) -> str:
    """The id of the record for rules that ask records; empty for those that ask partnerships."""
    return gap.entry.record.id if gap.entry.kind in ("risk", "plan", "action") else ""


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of gaps."""
    by_rule = {
        rule.id: sorted(lists.of(f"gaps/{rule.id}"), key=lambda gap: gap.order) for rule in RULES
    }
    found = [gap for here in by_rule.values() for gap in here]
    rules = tuple(_rule(rule, by_rule[rule.id]) for rule in RULES if by_rule[rule.id])
    kept = tuple(Row(rule.title, "None", rule.why) for rule in RULES if not by_rule[rule.id])
    counts = Counter(gap.partnership for gap in found if gap.partnership)
    view = GapsView(
        "What the register should hold and does not, worked out from the records each time the site"
        " is made. A gap may be in the work of a partnership or only in what was written down.",
        _figures(register, len(found), counts),
        tuple(Link(rule.title, f"#{rule.anchor}", str(len(rule.table.rows))) for rule in rules),
        rules,
        kept,
        _partnerships(register, counts),
    )
    number = plural(len(found), "gap")
    said = f"{number} in the records of the partnerships, by rule, and why each matters."
    yield Page(GAPS.url, "views/gaps.html", GAPS.text, said, REGISTER.text, view,
               (HOME, REGISTER))  # fmt: skip


def _rule(rule: Rule, found: list[GapGiven]) -> RuleView:
    rows = tuple(gap.row for gap in found)
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


def _figures(register: Register, number: int, counts: Counter[str]) -> tuple[Row, ...]:
    at_work = [p for p in register.all(Partnership) if is_at_work(p)]
    whole = sum(1 for each in at_work if each.id not in counts)
    return (
        Row("gap" if number == 1 else "gaps", str(number)),
        Row("partnerships with a gap", str(len(counts))),
        Row("partnerships without one", str(whole)),
    )


def _partnerships(register: Register, counts: Counter[str]) -> Table:
    most_first = sorted(
        (p for p in register.all(Partnership) if is_at_work(p) or counts[p.id]),
        key=lambda each: (-counts[each.id], each.title),
    )
    rows = tuple(TableRow((record_link(each), str(counts[each.id]))) for each in most_first)
    columns = (Column("Partnership"), Column("Gaps", "number"))
    return Table("Gaps by partnership", columns, rows)
