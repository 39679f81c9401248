"""The page of a risk: what could happen, how likely and how bad it is, and what is done."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.partnership import Partnership
from partnership_register.model.risk import Mitigation, Risk, Score
from partnership_register.pages.addresses import HOME, RISKS, address
from partnership_register.pages.any_record import mentions_given, mentions_of
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Column,
    Entry,
    Link,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.standings import level, risk_review_status
from partnership_register.pages.work import action_link, standing
from partnership_register.pages.writing import (
    edit_url,
    named,
    plain,
    plural,
    prose,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.work import Work, work


class RiskView(Shape, frozen=True):
    """A risk. The story is what could cause it, what could happen and what would follow."""

    title: str
    status: Status
    story: tuple[Row, ...]
    scores: Table
    facts: tuple[Row, ...]
    mitigations: Table
    mentions: tuple[Entry, ...]


class MitigatingGiven(Shape, frozen=True):
    """An action of a folder that carries out what is done about a risk."""

    mitigation: int
    """The place of what is done among all that is."""
    action: tuple[Value, ...]


def given(register: Register) -> Iterator[Given]:
    """The actions of a folder that are done about risks, and where it speaks of risks."""
    for each in work(register):
        if each.risks:
            yield from _mitigating(register, each)
    yield from mentions_given(register, "risk")


def _mitigating(register: Register, each: Work) -> Iterator[Given]:
    action = (action_link(register, each, most=80), *standing(each))
    for link in register.pointing_at(each.entry, "action"):
        if isinstance(link.record, Risk) and link.loc[0] == "mitigations" and len(link.loc) == 3:
            given = MitigatingGiven(int(link.loc[1]), action)
            yield f"risk/{link.record.id}/actions", given


def page(register: Register, risk: Risk, lists: Lists) -> Page:
    """The page of a risk."""
    view = RiskView(
        risk.title,
        _status(register, risk),
        tuple(_story(register, risk)),
        _scores(register, risk),
        tuple(_facts(register, risk)),
        _mitigations(register, risk, lists),
        mentions_of(lists, risk),
    )
    text = risk.event or risk.consequence or risk.cause
    touched = plural(len(risk.partnerships), "partnership").lower()
    said = plain(resolved(register, text, risk)) if text else f"A risk to {touched}."
    return Page(address(risk), "pages/risk.html", risk.title, said, RISKS.text, view,
                (HOME, RISKS), risk.updated, edit_url(register, risk))  # fmt: skip


def score_words(register: Register, score: Score) -> str:
    """A place on the matrix in words: likely, major."""
    matrix = register.council.risk_matrix
    likelihood = _on(matrix.likelihood, score.likelihood)
    return f"{likelihood.lower()}, {_on(matrix.impact, score.impact).lower()}"


def partnership_links(register: Register, risk: Risk) -> tuple[Link, ...]:
    """Links to the partnerships that a risk touches, by the names used in tables."""
    entries = (register.resolve(("partnership",), ref, risk) for ref in risk.partnerships)
    return tuple(
        Link(short_title(entry.record), address(entry.record))
        for entry in entries
        if entry and isinstance(entry.record, Partnership)
    )


def owner(register: Register, risk: Risk) -> Value:
    """The organisation that owns a risk, with the post that does so."""
    link = named(register, "organisation", risk.owner, risk)
    return Link(link.text, link.url, risk.owner_post or "") if link else risk.owner_post


def _on(scale: tuple[str, ...], point: int) -> str:
    return scale[point - 1] if 1 <= point <= len(scale) else str(point)


def _status(register: Register, risk: Risk) -> Status:
    if risk.status == "closed":
        return Status("Closed", "neutral")
    now = level(register, risk.residual.value)
    return Status(f"{now.word}: {risk.residual.value}", now.tone)


def _story(register: Register, risk: Risk) -> Iterator[Row]:
    told = (("What could cause it", risk.cause), ("What could happen", risk.event),
            ("What would follow", risk.consequence))  # fmt: skip
    for heading, text in told:
        if text:
            yield Row(heading, prose(register, text, risk))


def _scores(register: Register, risk: Risk) -> Table:
    matrix = register.council.risk_matrix
    places = (
        ("Before anything is done", risk.inherent),
        ("Now, with what is done", risk.residual),
        ("What is aimed for", risk.target),
    )
    rows = tuple(
        TableRow((
            said,
            _on(matrix.likelihood, score.likelihood),
            _on(matrix.impact, score.impact),
            str(score.value),
            level(register, score.value),
        ))
        for said, score in places
        if score
    )  # fmt: skip
    columns = (Column("When"), Column("Likelihood"), Column("Impact"), Column("Score", "number"),
               Column("Level", "status"))  # fmt: skip
    return Table("Scores on the council's matrix", columns, rows)


def _facts(register: Register, risk: Risk) -> Iterator[Row]:
    touched = partnership_links(register, risk)
    yield Row("Partnerships it touches", touched or "None named")
    yield Row("Owner", owner(register, risk))
    if risk.identified:
        yield Row("First recorded", risk.identified)
    reviewed = risk_review_status(register, risk)
    seen: tuple[Value, ...] = (risk.reviewed or "Never",)
    yield Row("Last reviewed", (*seen, reviewed) if reviewed.tone == "bad" else seen)


def _mitigations(register: Register, risk: Risk, lists: Lists) -> Table:
    done = {each.mitigation: each.action for each in lists.of(f"risk/{risk.id}/actions")}
    columns = (Column("What is done"), Column("Who"), Column("By", "date"),
               Column("Status", "status"), Column("Action"))  # fmt: skip
    rows = tuple(
        _mitigation(register, risk, each, done.get(number))
        for number, each in enumerate(risk.mitigations)
    )
    used = [place for place in range(len(columns)) if place in (0, 3) or _is_used(rows, place)]
    return Table(
        "What is done about it",
        tuple(columns[place] for place in used),
        tuple(TableRow(tuple(row.cells[place] for place in used)) for row in rows),
    )


def _is_used(rows: tuple[TableRow, ...], place: int) -> bool:
    return any(row.cells[place] not in (None, "", ()) for row in rows)


def _mitigation(register: Register, risk: Risk, mitigation: Mitigation, action: Value) -> TableRow:
    body = named(register, "organisation", mitigation.owner, risk)
    who: Value = mitigation.owner_post
    if body:
        who = Link(body.text, body.url, mitigation.owner_post or "")
    late = (
        mitigation.status == "planned"
        and mitigation.due is not None
        and mitigation.due < register.as_of
    )
    said = Status("Planned, overdue", "bad") if late else status(mitigation.status)
    return TableRow((prose(register, mitigation.text, risk), who, mitigation.due, said, action))
