"""The register of risks: one matrix for all partnerships, every open risk, and what lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership_register.model.risk import Risk
from partnership_register.pages.addresses import HOME, RISKS
from partnership_register.pages.lists import Lists
from partnership_register.pages.page import Page
from partnership_register.pages.risk import owner, partnership_links, score_words
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Link,
    Matrix,
    MatrixCell,
    Row,
    Shape,
    Table,
    TableRow,
)
from partnership_register.pages.standings import level
from partnership_register.pages.writing import plural, record_link
from partnership_register.register import Register
from partnership_register.register.standing import last_reviewed, review_lapsed


class Place(Shape, frozen=True):
    """A place on the matrix on which risks stand, with those risks."""

    anchor: str
    heading: str
    risks: tuple[Link, ...]


class RisksView(Shape, frozen=True):
    """All risks."""

    lead: str
    figures: tuple[Row, ...]
    matrix: Matrix
    places: tuple[Place, ...]
    open: Table
    lapsed_heading: str
    lapsed: Table
    closed: Table


def pages(register: Register, _: Lists) -> Iterator[Page]:
    """The page of all risks."""
    still_open = _ordered(risk for risk in register.all(Risk) if risk.status == "open")
    closed = _ordered(risk for risk in register.all(Risk) if risk.status == "closed")
    lapsed = [risk for risk in still_open if review_lapsed(register, risk)]
    months = register.council.risk_matrix.review_months
    view = RisksView(
        "What could stop the partnerships reaching their objectives. All of them score risk on the"
        " same matrix: how likely it is, times how bad it would be.",
        _figures(register, still_open, lapsed),
        _matrix(register, still_open),
        tuple(_places(register, still_open)),
        _table(register, "Open risks", still_open),
        f"Not reviewed for {plural(months, 'month')}",
        _lapsed(register, lapsed),
        _table(register, "Closed risks", closed),
    )
    number = plural(len(still_open), "open risk")
    said = f"{number} to partnerships on one matrix, with owners and reviews."
    yield Page(RISKS.url, "views/risks.html", "Risks", said, RISKS.text, view, (HOME,))


def _ordered(risks: Iterator[Risk]) -> list[Risk]:
    return sorted(risks, key=lambda risk: (-risk.residual.value, risk.title, risk.id))


def _figures(register: Register, still_open: list[Risk], lapsed: list[Risk]) -> tuple[Row, ...]:
    bands = reversed(register.council.risk_matrix.bands)
    counted = [
        (band.title.lower(), sum(1 for risk in still_open if _level(register, risk) == band.title))
        for band in bands
    ]
    counted.append(("not reviewed in time", len(lapsed)))
    return tuple(Row(said, str(number)) for said, number in counted)


def _level(register: Register, risk: Risk) -> str:
    return register.council.risk_matrix.band(risk.residual.value).title


def _matrix(register: Register, still_open: list[Risk]) -> Matrix:
    matrix = register.council.risk_matrix
    rows = []
    for likelihood in range(len(matrix.likelihood), 0, -1):
        cells = []
        for impact in range(1, len(matrix.impact) + 1):
            band = matrix.band(likelihood * impact)
            number = sum(1 for risk in still_open if _stands_on(risk, likelihood, impact))
            there = f"#{_anchor(likelihood, impact)}" if number else ""
            cells.append(MatrixCell(likelihood * impact, band.title, band.tone, number, there))
        rows.append(tuple(cells))
    return Matrix(tuple(reversed(matrix.likelihood)), matrix.impact, tuple(rows))


def _stands_on(risk: Risk, likelihood: int, impact: int) -> bool:
    return (risk.residual.likelihood, risk.residual.impact) == (likelihood, impact)


def _anchor(likelihood: int, impact: int) -> str:
    return f"likelihood-{likelihood}-impact-{impact}"


def _places(register: Register, still_open: list[Risk]) -> Iterator[Place]:
    """The places on which risks stand, the highest score first."""
    taken = dict.fromkeys((risk.residual.likelihood, risk.residual.impact) for risk in still_open)
    for likelihood, impact in sorted(taken, key=lambda p: (-p[0] * p[1], -p[1])):
        here = [risk for risk in still_open if _stands_on(risk, likelihood, impact)]
        band = register.council.risk_matrix.band(likelihood * impact)
        words = score_words(register, here[0].residual)
        yield Place(
            _anchor(likelihood, impact),
            f"{likelihood * impact} {band.title}: {words}",
            tuple(record_link(risk) for risk in here),
        )


COLUMNS = (
    Column("Risk"),
    Column("Level", "status", facet=True),
    Column("Score", "number"),
    Column("Before action", "number"),
    Column("Partnerships"),
    Column("Owner", facet=True),
    Column("Last reviewed", "date"),
)


def _table(register: Register, caption: str, risks: list[Risk]) -> Table:
    rows = tuple(
        TableRow((
            record_link(risk),
            level(register, risk.residual.value),
            str(risk.residual.value),
            str(risk.inherent.value) if risk.inherent else Cell("Not scored", ""),
            partnership_links(register, risk),
            owner(register, risk),
            risk.reviewed or Cell("Never", ""),
        ))
        for risk in risks
    )  # fmt: skip
    return Table(caption, COLUMNS, rows)


def _lapsed(register: Register, lapsed: list[Risk]) -> Table:
    oldest_first = sorted(lapsed, key=lambda risk: (last_reviewed(risk) or date.min, risk.id))
    rows = tuple(
        TableRow((
            record_link(risk),
            last_reviewed(risk) or Cell("Never", ""),
            level(register, risk.residual.value),
            owner(register, risk),
        ))
        for risk in oldest_first
    )  # fmt: skip
    columns = (Column("Risk"), Column("Last reviewed", "date"), Column("Level", "status"),
               Column("Owner"))  # fmt: skip
    return Table("Risks not reviewed in time", columns, rows)
