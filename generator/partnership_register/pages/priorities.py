"""The shortlist: actions of the highest priority, and where they stand on the council's matrix."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.pages.actions import (
    COLUMNS,
    Block,
    lists_page,
    partnership_link,
    standing_cell,
)
from partnership_register.pages.addresses import SHORTLIST
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Group,
    Link,
    Matrix,
    MatrixCell,
    Row,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.work import action_link, lead_names, priority_words, risk_words
from partnership_register.pages.writing import plural
from partnership_register.register import Register
from partnership_register.register.work import Shortlisted, Work, shortlist, work


def pages(register: Register) -> Iterator[Page]:
    """The page of priorities."""
    works = work(register)
    chosen = shortlist(register)
    first = [each for each in works if each.priority and each.priority.level == 1]
    elsewhere = [each for each in first if each.action.handled_elsewhere]
    scored = [each for each in works if each.priority and each.priority.risk]
    blocks = [_shortlist(register, chosen), _elsewhere(register, elsewhere)]
    if scored:
        blocks += [_matrix(register, scored), _scored(register, scored)]
    yield lists_page(
        SHORTLIST.url,
        "Priorities",
        "Actions of priority 1, each with the actions that it takes in.",
        blocks,
        figures=(
            Row("on the shortlist", f"{len(chosen):,}", "#shortlist"),
            Row("actions of priority 1", f"{len(first):,}"),
            Row("dealt with elsewhere", f"{len(elsewhere):,}", "#elsewhere"),
        ),
    )


def _shortlist(register: Register, chosen: tuple[Shortlisted, ...]) -> Block:
    columns = (
        COLUMNS["action"],
        Column("Takes in"),
        COLUMNS["partnership"],
        COLUMNS["lead"],
        Column("Basis"),
        COLUMNS["status"],
    )
    rows = (TableRow(tuple(_shortlist_cells(register, each))) for each in chosen)
    return Block(
        "The shortlist",
        "shortlist",
        "An action that another one incorporates is shown with it and not counted again. What is"
        " dealt with elsewhere, withdrawn or part of a closed plan is left off.",
        table=Table("The shortlist", columns, tuple(rows)),
        empty="No action has priority 1.",
        noun="priorities",
    )


def _shortlist_cells(register: Register, each: Shortlisted) -> Iterator[Value]:
    yield action_link(register, each.work), each.work.holder.label
    yield tuple(action_link(register, inner, most=80) for inner in each.incorporates) or "None"
    yield partnership_link(register, each.work.partnership)
    yield lead_names(register, each.work)
    yield _basis(register, each.work)
    yield standing_cell(each.work)


def _basis(register: Register, each: Work) -> Value:
    """On what the level rests: given in the paper, or likelihood times impact."""
    scored = risk_words(register, each)
    if each.priority and each.priority.basis == "matrix":
        return scored
    return ("Given in the record", scored) if scored else "Given in the record"


def _elsewhere(register: Register, works: list[Work]) -> Block:
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Where it is dealt with"))
    rows = (
        TableRow((
            (action_link(register, each), each.holder.label),
            partnership_link(register, each.partnership),
            each.action.handled_elsewhere,
        ))
        for each in works
    )  # fmt: skip
    return Block("Left off: dealt with elsewhere", "elsewhere",
                 table=Table("Dealt with elsewhere", columns, tuple(rows)),
                 empty="No action of priority 1 is dealt with elsewhere.")  # fmt: skip


def _matrix(register: Register, works: list[Work]) -> Block:
    scale = register.council.risk_matrix
    rows = tuple(
        tuple(
            _matrix_cell(register, works, likelihood, impact)
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


def _matrix_cell(register: Register, works: list[Work], likelihood: int, impact: int) -> MatrixCell:
    score = likelihood * impact
    band = register.council.risk_matrix.band(score)
    count = sum(_place(each) == (likelihood, impact) for each in works)
    url = f"#at-{likelihood}-{impact}" if count else ""
    return MatrixCell(score, band.title, band.tone, count, url)


def _levels(register: Register) -> str:
    bands = reversed(register.council.risk_matrix.bands)
    return ", ".join(f"{band.title.lower()} is priority {band.priority}" for band in bands)


def _scored(register: Register, works: list[Work]) -> Block:
    """The actions on the matrix, place by place from the highest score down."""
    scale = register.council.risk_matrix
    places = sorted({_place(each) for each in works}, key=lambda p: (-p[0] * p[1], p))
    columns = (COLUMNS["action"], COLUMNS["partnership"], Column("Priority"), COLUMNS["status"])
    groups = tuple(
        Group(
            f"{scale.likelihood[likelihood - 1]}, {scale.impact[impact - 1].lower()}:"
            f" {likelihood} times {impact} is {likelihood * impact}",
            tuple(
                _scored_row(register, each)
                for each in works
                if _place(each) == (likelihood, impact)
            ),
            f"at-{likelihood}-{impact}",
        )
        for likelihood, impact in places
    )
    said = plural(len(works), "action")
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
