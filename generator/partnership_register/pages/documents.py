"""The library: all documents by kind, the strategies, and which partnership has which document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership_register.model.document import Document
from partnership_register.model.partnership import Partnership
from partnership_register.model.strategy import Strategy
from partnership_register.pages.addresses import DOCUMENTS, HOME, area_address
from partnership_register.pages.document import TYPES
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Entry,
    Group,
    Link,
    Row,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.standings import document_status
from partnership_register.pages.writing import (
    day,
    plain,
    plural,
    record_link,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.standing import (
    agreement_of,
    assessments_for,
    in_force,
    is_at_work,
    is_out_of_date,
)


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The library of documents."""

    lead: str
    kinds: tuple[Link, ...]
    strategies: tuple[Entry, ...]
    figures: tuple[Row, ...]
    coverage: Table
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    count: int


COLUMNS = (
    Column("Document"),
    Column("Partnership", facet=True),
    Column("Date", "date"),
    Column("Standing", "status", facet=True),
    Column("About"),
)


def pages(register: Register) -> Iterator[Page]:
    """The page of all documents."""
    documents = register.all(Document)
    groups = tuple(_groups(register, documents))
    coverage, figures = _coverage(register)
    view = DocumentsView(
        "Agreements, terms of reference, strategies, reports and guidance of the council's"
        " partnerships, with the files to download.",
        tuple(Link(g.heading, f"#{g.anchor}", str(len(g.rows))) for g in groups),
        tuple(_strategies(register)),
        figures,
        coverage,
        COLUMNS,
        groups,
        len(documents),
    )
    number = plural(len(documents), "document")
    said = f"{number} by kind, and which partnership has an agreement in force."
    yield Page(DOCUMENTS.url, "views/documents.html", "Documents", said, DOCUMENTS.text, view,
               (HOME,))  # fmt: skip


def _groups(register: Register, documents: tuple[Document, ...]) -> Iterator[Group]:
    for kind, (_, many) in TYPES.items():
        found = [document for document in documents if document.type == kind]
        newest_first = sorted(found, key=lambda each: (_dated(each), each.id), reverse=True)
        if found:
            rows = tuple(_row(register, document) for document in newest_first)
            yield Group(many, rows, f"kind-{kind}", plural(len(rows), "document").lower())


def _dated(document: Document) -> str:
    on = document.date or document.adopted or document.published
    return on.isoformat() if on else ""


def _row(register: Register, document: Document) -> TableRow:
    partnership = register.get(Partnership, document.partnership)
    of: Value = register.council.short_title or register.council.title
    if partnership:
        of = Link(short_title(partnership), area_address(partnership.id, "documents"))
    on = document.date or document.adopted or document.published
    about = plain(resolved(register, document.summary, document)) if document.summary else ""
    cells = (
        record_link(document),
        of,
        on or Cell("Not dated", ""),
        document_status(register, document) or Cell("", ""),
        about,
    )
    return TableRow(cells)


def _strategies(register: Register) -> Iterator[Entry]:
    """The strategies that the register follows, those in force first."""
    order = ("adopted", "draft", "superseded")
    found = sorted(register.all(Strategy), key=lambda s: (order.index(s.status), s.title))
    for strategy in found:
        period = strategy.period
        ends = f" to {day(period.end)}" if period and period.end else ""
        facts = [plural(len(strategy.objectives), "objective")]
        if period:
            facts.append(f"{day(period.start)}{ends}")
        text = resolved(register, strategy.summary, strategy) if strategy.summary else ""
        yield Entry(record_link(strategy), None, plain(text), status(strategy.status), tuple(facts))


def _coverage(register: Register) -> tuple[Table, tuple[Row, ...]]:
    """Which partnership at work has an agreement, terms of reference, an equality assessment."""
    rows, agreed, assessed = [], 0, 0
    at_work = [p for p in register.all(Partnership) if is_at_work(p)]
    for partnership in sorted(at_work, key=lambda each: each.title):
        assessments = assessments_for(register, partnership)
        agreed += agreement_of(register, partnership).state == "in-place"
        assessed += bool(assessments)
        rows.append(
            TableRow((
                Link(partnership.title, area_address(partnership.id, "documents")),
                _held(register, in_force(register, partnership, "agreement")),
                _held(register, in_force(register, partnership, "terms-of-reference")),
                tuple(record_link(each) for each in assessments) or Status("None", "attention"),
            ))
        )  # fmt: skip
    columns = (
        Column("Partnership"),
        Column("Partnership agreement"),
        Column("Terms of reference"),
        Column("Equality impact assessment"),
    )
    figures = (
        Row(
            f"of {len(at_work)} have an agreement or terms of reference that is up to date",
            str(agreed),
        ),
        Row(f"of {len(at_work)} have assessed its effect on equality", str(assessed)),
    )
    return Table("Which partnership has which document", columns, tuple(rows)), figures


def _held(register: Register, document: Document | None) -> Value:
    if document is None:
        return Status("None", "neutral")
    late = is_out_of_date(register, document)
    said = Status("Out of date", "attention") if late else Status("In force", "good")
    return said, record_link(document)
