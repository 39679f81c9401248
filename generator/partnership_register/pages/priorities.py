"""The shortlist: actions of the highest priority, and where they stand on the council's matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from partnership_register.pages.actions import (
    COLUMNS,
    Block,
    lists_page,
    partnership_link,
    standing_cell,
)
from partnership_register.pages.addresses import SHORTLIST, address_of
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Group,
    Link,
    Matrix,
    MatrixCell,
    Row,
    Shape,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.work import action_link, lead_names, priority_words, risk_words
from partnership_register.pages.writing import plural
from partnership_register.register import Register
from partnership_register.register.shortlist import incorporated, may_be_shortlisted, shortlist
from partnership_register.register.work import Work, work


class PriorityGiven(Shape, frozen=True):
    """An action of a folder that may be on the shortlist, by its address."""

    record: str
    url: str
    named: Value
    """Its words and the record that has it."""
    cells: tuple[Value, ...]
    """What its row says behind what it takes in."""


class TiedGiven(Shape, frozen=True):
    """An action of a folder that incorporates others, or that another one incorporates."""

    link: Link
    incorporates: tuple[str, ...]
    """The addresses of those that it says itself; they may lie in other folders."""


class ElsewhereGiven(Shape, frozen=True):
    """An action of priority 1 of a folder that is dealt with elsewhere."""

    record: str
    row: TableRow


class ScoredGiven(Shape, frozen=True):
    """An action of a folder with likelihood and impact of putting it off."""

    record: str
    place: tuple[int, int]
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The actions of a folder of the highest priority, and those that were scored."""
    first = 0
    for each in work(register):
        if each.priority and each.priority.level == 1:
            first += 1
            yield from _first_given(register, each)
        if each.priority and each.priority.risk:
            row = _scored_row(register, each)
            yield "priorities/scored", ScoredGiven(each.holder.id, _place(each), row)
        if any(tie.kind == "incorporates" for tie in each.ties):
            inner = tuple(address_of(entry) for entry in incorporated(each))
            yield "priorities/tied", TiedGiven(action_link(register, each, most=80), inner)
    if first:
        yield "priorities/first", first


def _first_given(register: Register, each: Work) -> Iterator[Given]:
    if each.action.handled_elsewhere:
        row = _elsewhere_row(register, each)
        yield "priorities/elsewhere", ElsewhereGiven(each.holder.id, row)
    if may_be_shortlisted(each):
        cells = tuple(_shortlist_cells(register, each))
        url = address_of(each.entry)
        named = (action_link(register, each), each.holder.label)
        yield "priorities/wanted", PriorityGiven(each.holder.id, url, named, cells)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of priorities."""
    chosen = tuple(_chosen(lists))
    elsewhere = sorted(lists.of("priorities/elsewhere"), key=lambda each: each.record)
    scored = sorted(lists.of("priorities/scored"), key=lambda each: each.record)
    blocks = [_shortlist(chosen), _elsewhere(elsewhere)]
    if scored:
        blocks += [_matrix(register, scored), _scored(register, scored)]
    yield lists_page(
        SHORTLIST.url,
        "Priorities",
        "Actions of priority 1, each with the actions that it takes in.",
        blocks,
        figures=(
            Row("on the shortlist", f"{len(chosen):,}", "#shortlist"),
            Row("actions of priority 1", f"{sum(lists.of('priorities/first')):,}"),
            Row("dealt with elsewhere", f"{len(elsewhere):,}", "#elsewhere"),
        ),
    )


def _chosen(lists: Lists) -> Iterator[TableRow]:
    """The shortlist: what one folder incorporates of another is known only here."""
    wanted: list[PriorityGiven] = sorted(
        lists.of("priorities/wanted"), key=lambda each: each.record
    )
    tied: dict[str, TiedGiven] = {each.link.url: each for each in lists.of("priorities/tied")}
    by_url = {each.url: each for each in wanted}
    incorporates = {url: each.incorporates for url, each in tied.items()}
    for url, inner in shortlist(tuple(by_url), incorporates):
        entry = by_url[url]
        takes_in = tuple(tied[one].link for one in inner) or "None"
        yield TableRow((entry.named, takes_in, *entry.cells))


def _shortlist(chosen: tuple[TableRow, ...]) -> Block:
    columns = (
        COLUMNS["action"],
        Column("Takes in"),
        COLUMNS["partnership"],
        COLUMNS["lead"],
        Column("Basis"),
        COLUMNS["status"],
    )
    return Block(
        "The shortlist",
        "shortlist",
        "An action that another one incorporates is shown with it and not counted again. What is"
        " dealt with elsewhere, withdrawn or part of a closed plan is left off.",
        table=Table("The shortlist", columns, chosen),
        empty="No action has priority 1.",
        noun="priorities",
    )


def _shortlist_cells(register: Register, each: Work) -> Iterator[Value]:
    yield partnership_link(register, each.partnership)
    yield lead_names(register, each)
    yield _basis(register, each)
    yield standing_cell(each)


def _basis(register: Register, each: Work) -> Value:
    """On what the level rests: given in the paper, or likelihood times impact."""
    scored = risk_words(register, each)
    if each.priority and each.priority.basis == "matrix":
        return scored
    return ("Given in the record", scored) if scored else "Given in the record"


def _elsewhere(elsewhere: Iterable[ElsewhereGiven]) -> Block:
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Where it is dealt with"))
    rows = tuple(each.row for each in elsewhere)
    return Block("Left off: dealt with elsewhere", "elsewhere",
                 table=Table("Dealt with elsewhere", columns, rows),
                 empty="No action of priority 1 is dealt with elsewhere.")  # fmt: skip


def _elsewhere_row(register: Register, each: Work) -> TableRow:
    return TableRow((
        (action_link(register, each), each.holder.label),
        partnership_link(register, each.partnership),
        each.action.handled_elsewhere,
    ))  # fmt: skip


def _matrix(register: Register, scored: Iterable[ScoredGiven]) -> Block:
    scale = register.council.risk_matrix
    counts = Counter(each.place for each in scored)
    rows = tuple(
        tuple(
            _matrix_cell(register, counts[likelihood, impact], likelihood, impact)
            for impact in range(1, len(scale.impact) + 1)
        )
        for likelihood in range(len(scale.likelihood), 0, -1)
    )
    return Block(
        "The risk of putting actions off",
        "matrix",
        "Likelihood down the side, impact along the top. The level gives the priority where a"
        f" record does not say it: {_levels(register)}.",
        matrix=Matrix(tuple(reversed(scale.likelihood)), scale.impact, rows),
    )


def _matrix_cell(register: Register, count: int, likelihood: int, impact: int) -> MatrixCell:
    score = likelihood * impact
    band = register.council.risk_matrix.band(score)
    url = f"#at-{likelihood}-{impact}" if count else ""
    return MatrixCell(score, band.title, band.tone, count, url)


def _levels(register: Register) -> str:
    bands = reversed(register.council.risk_matrix.bands)
    return ", ".join(f"{band.title.lower()} is priority {band.priority}" for band in bands)


def _scored(register: Register, scored: list[ScoredGiven]) -> Block:
    """The actions on the matrix, place by place from the highest score down."""
    scale = register.council.risk_matrix
    at: dict[tuple[int, int], list[TableRow]] = {}
    for each in scored:
        at.setdefault(each.place, []).append(each.row)
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Priority"), COLUMNS["status"])
    groups = tuple(
        Group(
            f"{scale.likelihood[likelihood - 1]}, {scale.impact[impact - 1].lower()}:"
            f" {likelihood} times {impact} is {likelihood * impact}",
            tuple(at[likelihood, impact]),
            f"at-{likelihood}-{impact}",
        )
        for likelihood, impact in sorted(at, key=lambda p: (-p[0] * p[1], p))
    )
    said = plural(len(scored), "action")
    return Block("Actions on the matrix", "scored", f"{said} with likelihood and impact.",
                 table=Table("Actions on the matrix", columns, ()), groups=groups)  # fmt: skip


def _scored_row(register: Register, each: Work) -> TableRow:
    link: tuple[Link | str, ...] = (action_link(register, each), each.holder.label)
    level = Cell(priority_words(each), str(each.priority.level if each.priority else ""))
    where = partnership_link(register, each.partnership)
    return TableRow((link, where, level, standing_cell(each)))


def _place(each: Work) -> tuple[int, int]:
    risk = each.priority.risk if each.priority else None
    return (risk.likelihood, risk.impact) if risk else (0, 0)
