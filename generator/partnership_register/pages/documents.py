"""The library: all documents by kind, the strategies, and which partnership has which document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership_register.model.document import Document
from partnership_register.model.partnership import Partnership
from partnership_register.model.strategy import Strategy
from partnership_register.pages.addresses import DOCUMENTS, HOME, area_address
from partnership_register.pages.document import TYPES
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Entry,
    Group,
    Link,
    Row,
    Shape,
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


class DocumentGiven(Shape, frozen=True):
    """A document of a folder. `dated` is empty where no day is known."""

    dated: str
    id: str
    row: TableRow


class CoverageGiven(Shape, frozen=True):
    """Which documents the partnership of a folder has."""

    partnership: str
    row: TableRow
    is_agreed: bool
    is_assessed: bool


class StrategyGiven(Shape, frozen=True):
    """A strategy that the register follows; `rank` is by its status."""

    rank: int
    title: str
    id: str
    entry: Entry


class DocumentsView(Shape, frozen=True):
    """The library of documents."""

    lead: str
    kinds: tuple[Link, ...]
    strategies: tuple[Entry, ...]
    figures: tuple[Row, ...]
    coverage: Table
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    count: int


ORDER = ("adopted", "draft", "superseded")
"""Strategies in force first."""

COLUMNS = (
    Column("Document"),
    Column("Partnership", facet=True),
    Column("Date", "date"),
    Column("Standing", "status", facet=True),
    Column("About"),
)
_OWN_COLUMNS = tuple(column for column in COLUMNS if column.label != "Partnership")


def given(register: Register) -> Iterator[Given]:
    """A folder's documents by kind and its strategies, and which of them its partnership has."""
    for document in register.own(Document):
        entry = DocumentGiven(_dated(document), document.id, _row(register, document, inside=False))
        yield f"documents/kinds/{document.type}", entry
    for strategy in register.own(Strategy):
        yield "documents/strategies", _strategy(register, strategy)
    for partnership in register.own(Partnership):
        if is_at_work(partnership):
            yield "documents/coverage", _covered(register, partnership)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of all documents."""
    groups = tuple(_groups(lists))
    coverage, figures = _coverage(register, lists.of("documents/coverage"))
    strategies = sorted(lists.of("documents/strategies"), key=lambda s: (s.rank, s.title, s.id))
    count = sum(len(group.rows) for group in groups)
    view = DocumentsView(
        "Agreements, terms of reference, strategies, reports and guidance of the council's"
        " partnerships, with the files to download.",
        tuple(Link(g.heading, f"#{g.anchor}", str(len(g.rows))) for g in groups),
        tuple(strategy.entry for strategy in strategies),
        figures,
        coverage,
        COLUMNS,
        groups,
        count,
    )
    number = plural(count, "document")
    said = f"{number} by kind, and which partnership has an agreement in force."
    yield Page(DOCUMENTS.url, "views/documents.html", "Documents", said, DOCUMENTS.text, view,
               (HOME,))  # fmt: skip


def _groups(lists: Lists) -> Iterator[Group]:
    for kind, (_, many) in TYPES.items():
        found = lists.of(f"documents/kinds/{kind}")
        newest_first = sorted(found, key=lambda each: (each.dated, each.id), reverse=True)
        if found:
            rows = tuple(document.row for document in newest_first)
            yield Group(many, rows, f"kind-{kind}", plural(len(rows), "document").lower())


def document_tables(register: Register, documents: Iterable[Document]) -> Iterator[Table]:
    """Documents inside a partnership's area: a table for each kind of them, newest first."""
    newest_first = sorted(documents, key=lambda each: (_dated(each), each.id), reverse=True)
    for kind, (_, many) in TYPES.items():
        rows = (_row(register, each, inside=True) for each in newest_first if each.type == kind)
        yield Table(many, _OWN_COLUMNS, tuple(rows))


def _dated(document: Document) -> str:
    on = document.date or document.adopted or document.published
    return on.isoformat() if on else ""


def _row(register: Register, document: Document, *, inside: bool) -> TableRow:
    partnership = register.get(Partnership, document.partnership)
    of: Value = "The council"
    if partnership:
        of = Link(short_title(partnership), area_address(partnership.id, "documents"))
    on = document.date or document.adopted or document.published
    about = plain(resolved(register, document.summary, document)) if document.summary else ""
    cells = (
        record_link(document),
        *(() if inside else (of,)),
        on or Cell("Not dated", ""),
        document_status(register, document) or Cell("", ""),
        about,
    )
    return TableRow(cells)


def _strategy(register: Register, strategy: Strategy) -> StrategyGiven:
    period = strategy.period
    ends = f" to {day(period.end)}" if period and period.end else ""
    facts = [plural(len(strategy.objectives), "objective")]
    if period:
        facts.append(f"{day(period.start)}{ends}")
    text = resolved(register, strategy.summary, strategy) if strategy.summary else ""
    entry = Entry(record_link(strategy), None, plain(text), status(strategy.status), tuple(facts))
    return StrategyGiven(ORDER.index(strategy.status), strategy.title, strategy.id, entry)


def _covered(register: Register, partnership: Partnership) -> CoverageGiven:
    assessments = assessments_for(register, partnership)
    row = TableRow((
        Link(partnership.title, area_address(partnership.id, "documents")),
        _held(register, in_force(register, partnership, "agreement")),
        _held(register, in_force(register, partnership, "terms-of-reference")),
        tuple(record_link(each) for each in assessments) or Status("None", "attention"),
    ))  # fmt: skip
    is_agreed = agreement_of(register, partnership).state == "in-place"
    return CoverageGiven(partnership.id, row, is_agreed, bool(assessments))


def _coverage(
    register: Register, found: tuple[CoverageGiven, ...]
) -> tuple[Table, tuple[Row, ...]]:
    """Which partnership at work has an agreement, terms of reference, an equality assessment."""
    by_id = {each.partnership: each.row for each in found}
    at_work = [p for p in register.all(Partnership) if p.id in by_id]
    rows = tuple(by_id[each.id] for each in sorted(at_work, key=lambda each: each.title))
    columns = (
        Column("Partnership"),
        Column("Partnership agreement"),
        Column("Terms of reference"),
        Column("Equality impact assessment"),
    )
    figures = (
        Row(
            f"of {len(at_work)} have an agreement or terms of reference that is up to date",
            str(sum(each.is_agreed for each in found)),
        ),
        Row(
            f"of {len(at_work)} have assessed its effect on equality",
            str(sum(each.is_assessed for each in found)),
        ),
    )
    return Table("Which partnership has which document", columns, rows), figures


def _held(register: Register, document: Document | None) -> Value:
    if document is None:
        return Status("None", "neutral")
    late = is_out_of_date(register, document)
    said = Status("Out of date", "attention") if late else Status("In force", "good")
    return said, record_link(document)
