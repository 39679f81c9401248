"""The page of a record of any kind, made from the types of its fields alone.

Kinds with more to say have a module of their own; a new kind begins here and needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from partnership_register.model.base import Record, words
from partnership_register.model.council import Council
from partnership_register.model.partnership import Partnership
from partnership_register.model.walk import Prose as ProseFound
from partnership_register.model.walk import Reference, walk
from partnership_register.pages.addresses import GLOSSARY, REGISTER, address, area_address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Column,
    Entry,
    Link,
    Prose,
    Row,
    Shape,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.writing import (
    edit_url,
    link_to,
    plain,
    prose,
    record_link,
    short_title,
)
from partnership_register.register import Register
from partnership_register.register.register import Backlink


class RecordView(Shape, frozen=True):
    """What is known of a record: its own facts, its parts as tables, and who refers to it."""

    title: str
    caption: str
    facts: tuple[Row, ...]
    parts: tuple[Table, ...]
    mentions: tuple[Entry, ...]


class ListView(Shape, frozen=True):
    """All records of a kind."""

    title: str
    table: Table
    count: int


class RecordGiven(Shape, frozen=True):
    """A record of a folder, for the list of all of its kind."""

    id: str
    row: TableRow


def page(register: Register, record: Record) -> Page:
    """The page of a record."""
    marked = {f.loc: f for f in walk(record) if isinstance(f, Reference | ProseFound)}
    facts, parts = [], []
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in (*Record.FROM_PLACE, "former_ids", "updated", "title") or value in (None, ()):
            continue
        if isinstance(value, tuple) and isinstance(value[0], BaseModel):
            parts.append(_table(register, record, name, value, marked))
        else:
            facts.append(
                Row(words(name.replace("_", "-")), _value(register, record, (name,), value, marked))
            )
    view = RecordView(
        record.label, words(record.kind), tuple(facts), tuple(parts), mentions(register, record)
    )
    return Page(
        address(record),
        f"pages/{record.kind}.html",
        record.label,
        next((plain(row.value.markdown) for row in facts if isinstance(row.value, Prose)), ""),
        section(record),
        view,
        breadcrumbs(register, record),
        record.updated,
        edit_url(register, record),
    )


def given(register: Register, kind: type[Record]) -> Iterator[Given]:
    """The records of a kind in a folder, for kinds that have no list of their own."""
    for record in register.own(kind):
        row = TableRow((record_link(record), _where(register, record)))
        yield f"records/{kind.kind}", RecordGiven(record.id, row)


def list_page(kind: type[Record], lists: Lists) -> Page:
    """The page that lists all records of a kind, for kinds that have no list of their own."""
    title = f"{words(kind.kind)}s"
    found = sorted(lists.of(f"records/{kind.kind}"), key=lambda record: record.id)
    rows = tuple(record.row for record in found)
    table = Table(title, (Column(words(kind.kind)), Column("Partnership")), rows)
    return Page(
        f"/{kind.folder}/",
        "views/records.html",
        title,
        f"{title} in the register.",
        title,
        ListView(title, table, len(rows)),
        (Link("Home", "/"),),
    )


def section(record: Record) -> str:
    """The section of the main navigation to which a record's page belongs."""
    return REGISTER.text if record.partnership else words(record.folder)


def breadcrumbs(register: Register, record: Record) -> tuple[Link, ...]:
    """The way from the home page to the page of a record."""
    home = Link("Home", "/")
    if not record.partnership:
        return home, Link(words(record.folder), f"/{record.folder}/")
    partnership = register.get(Partnership, record.partnership)
    above = (
        Link(short_title(partnership), area_address(partnership.id)) if partnership else REGISTER
    )
    room = Link(words(record.folder), area_address(record.partnership, record.folder))
    return home, REGISTER, above, room


def mentions(register: Register, record: Record, *leave_out: str) -> tuple[Entry, ...]:
    """Where else in the register the record is named, each place once."""
    seen: dict[str, Entry] = {}
    for link in register.pointing_at(register.entry(record)):
        if link.field not in leave_out and link.record is not record:
            place = _mention(link)
            seen.setdefault(place.url, Entry(place, text=_kind_of_place(link)))
    return tuple(seen.values())


def mentions_given(register: Register, kind: str, *leave_out: str) -> Iterator[Given]:
    """Where the records of a folder name records of a kind that lies in `_council` alone."""
    seen: set[tuple[str, str]] = set()
    for target, link in register.outward():
        named = target.record
        if target.kind != kind or link.field in leave_out or link.record is named:
            continue
        place = _mention(link)
        if (named.id, place.url) not in seen:
            seen.add((named.id, place.url))
            yield f"mentions/{kind}/{named.id}", Entry(place, text=_kind_of_place(link))


def mentions_of(lists: Lists, record: Record) -> tuple[Entry, ...]:
    """Where all folders name a record, from what `mentions_given` gave."""
    return lists.of(f"mentions/{record.kind}/{record.id}")


def _mention(link: Backlink) -> Link:
    if _is_bare_word(link):
        return GLOSSARY
    return link_to(link.part) if link.part else record_link(link.record)


def _kind_of_place(link: Backlink) -> str:
    return "" if _is_bare_word(link) else words(link.record.kind)


def _is_bare_word(link: Backlink) -> bool:
    """Whether a link stands in a text of the council's without an anchor: it has no own page."""
    return isinstance(link.record, Council) and not link.part


def _where(register: Register, record: Record) -> Value:
    partnership = register.get(Partnership, record.partnership)
    return record_link(partnership) if partnership else "The council"


def _table(
    register: Register, record: Record, name: str, parts: tuple[BaseModel, ...], marked: Any
) -> Table:
    fields = [
        field
        for field in type(parts[0]).model_fields
        if any(getattr(part, field) not in (None, ()) for part in parts)
    ]
    rows = tuple(
        TableRow(
            tuple(
                _value(register, record, (name, number, field), getattr(part, field), marked)
                for field in fields
            ),
            _anchor(register, record, name, number),
        )
        for number, part in enumerate(parts)
    )
    columns = tuple(Column(words(field.replace("_", "-"))) for field in fields)
    return Table(words(name.replace("_", "-")), columns, rows)


def _anchor(register: Register, record: Record, name: str, number: int) -> str:
    part = getattr(record, name)[number]
    return register.part(record, name, number).anchor if part.part_kind else ""


def _value(register: Register, record: Record, loc: Any, value: Any, marked: Any) -> Value:
    found = marked.get(loc)
    if isinstance(found, Reference):
        entry = register.resolve(found.kinds, found.value, record)
        return link_to(entry) if entry else None
    if isinstance(found, ProseFound):
        return prose(register, found.text, record)
    if isinstance(value, tuple):
        each = (_value(register, record, (*loc, n), v, marked) for n, v in enumerate(value))
        return tuple(each)
    if isinstance(value, BaseModel):
        return tuple(_in_words(value))
    return _scalar(value)


def _scalar(value: Any) -> Value:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return f"\u00a3{value:,}"
    if value is None or isinstance(value, date):
        return value
    return str(value)


def _in_words(part: BaseModel) -> Iterator[str]:
    for name, value in part:
        if value not in (None, ()):
            yield f"{words(name.replace('_', '-'))}: {_scalar(value)}"
