"""Every action of plans, meetings and reviews in one list, and the shape of all such lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import (
    ACTIONS,
    ACTIONS_DUE,
    HOME,
    LEADS,
    PLANS,
    PROJECTS,
    SHORTLIST,
    area_address,
    project_address,
)
from partnership_register.pages.area import area, way_to
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Cell,
    Column,
    Entry,
    Group,
    Link,
    Matrix,
    Row,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.work import OVERDUE, action_link, holder_link, lead_names
from partnership_register.pages.writing import plural, short_title, status
from partnership_register.register import Register
from partnership_register.register.work import Work, work, work_within

MOST_ON_A_PAGE = 1000
"""How many actions stand in one table; where there are more, each partnership has its own."""

UNDATED = "9999"
"""The key by which what names no day is sorted: after everything that does."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page of lists: a table, groups of rows, or entries, under a heading."""

    heading: str = ""
    anchor: str = ""
    text: str = ""
    """A sentence or two of inline Markdown."""
    table: Table | None = None
    groups: tuple[Group, ...] = ()
    """Rows under headings, in the columns of `table`, which then has no rows of its own."""
    entries: tuple[Entry, ...] = ()
    matrix: Matrix | None = None
    empty: str = ""
    """What is said where there is nothing to list."""
    noun: str = ""
    """What the rows are called; with it the table can be sorted and filtered."""


@dataclass(frozen=True, slots=True)
class ListsView:
    """One or several lists of actions, plans or leads."""

    area: Area
    title: str
    caption: str
    lead: str
    figures: tuple[Row, ...]
    facts: tuple[Row, ...]
    blocks: tuple[Block, ...]


def pages(register: Register) -> Iterator[Page]:
    """The list of all actions, and one for each partnership that has any."""
    yield _all(register)
    for partnership in register.all(Partnership):
        works = work_within(register, partnership.id)
        if works:
            yield _of_partnership(register, partnership, works)


def lists_page(  # noqa: PLR0913 - the facts of a page, each said by its name
    url: str,
    title: str,
    lead: str,
    blocks: Iterable[Block],
    *,
    caption: str = "",
    figures: Iterable[Row] = (),
    facts: Iterable[Row] = (),
    current: str = "",
    crumbs: tuple[Link, ...] = (HOME, ACTIONS),
) -> Page:
    """A page of lists in the section on actions."""
    view = ListsView(
        ways(current or url), title, caption, lead, tuple(figures), tuple(facts), tuple(blocks)
    )
    return Page(url, "views/actions.html", title, lead, ACTIONS.text, view, crumbs)


def ways(current: str) -> Area:
    """The local navigation of the section on actions."""
    everything = Link("All actions", ACTIONS.url)
    return Area("Actions", (everything, ACTIONS_DUE, SHORTLIST, LEADS, PROJECTS, PLANS), current)


def action_table(
    register: Register, works: Iterable[Work], caption: str, *, leave_out: Iterable[str] = ()
) -> Table:
    """Actions as rows, in the columns that at least one of them fills."""
    listed = in_order(works)
    out = set(leave_out)
    if not any(each.action.source or each.action.project for each in listed):
        out.add("origin")
    fields = [name for name in COLUMNS if name not in out]
    rows = (
        TableRow(tuple(_cell(register, each, name) for name in fields)) for each in listed
    )
    return Table(caption, tuple(COLUMNS[name] for name in fields), tuple(rows))


COLUMNS = {
    "action": Column("Action"),
    "partnership": Column("Partnership", facet=True),
    "lead": Column("Lead", facet=True),
    "due": Column("Due"),
    "status": Column("Status", "status", facet=True),
    "origin": Column("Source or project", facet=True),
}
"""The columns of a table of actions."""


def in_order(works: Iterable[Work]) -> tuple[Work, ...]:
    """What is overdue first, then what is due, then the rest that is open, then what is closed."""
    return tuple(sorted(works, key=_urgency))


def partnership_link(register: Register, id: str) -> Link | None:
    """A link to a partnership by its short name."""
    partnership = register.get(Partnership, id)
    return Link(short_title(partnership), area_address(id)) if partnership else None


def due_cell(each: Work) -> Cell | None:
    """The day that matters, or the paper's own words where they name none."""
    when = each.next_due if each.is_open and not each.is_overdue else each.due
    if when:
        return Cell(when, when.isoformat())
    return Cell(each.action.timescale, UNDATED) if each.action.timescale else None


def standing_cell(each: Work) -> tuple[Status, ...]:
    """The status, and that the action is overdue."""
    own = status(each.status)
    return (own, OVERDUE) if each.is_overdue else (own,)


def figures_of(works: Iterable[Work]) -> Iterator[Row]:
    """How many actions there are and how they stand."""
    known = tuple(works)
    yield Row("action" if len(known) == 1 else "actions", f"{len(known):,}")
    yield Row("open", f"{sum(each.is_open for each in known):,}")
    yield Row("overdue", f"{sum(each.is_overdue for each in known):,}")
    yield Row("complete", f"{sum(each.status == 'complete' for each in known):,}")


def _all(register: Register) -> Page:
    works = work(register)
    lead = "What the partnerships have undertaken to do in plans, meetings and reviews."
    if len(works) > MOST_ON_A_PAGE:
        block = Block(table=_by_partnership(register), noun="partnerships")
    else:
        table = action_table(register, works, "All actions")
        block = Block(table=table, empty="No actions are recorded yet.", noun="actions")
    return lists_page(
        ACTIONS.url, "Actions", lead, (block,), figures=figures_of(works), crumbs=(HOME,)
    )


def _of_partnership(register: Register, partnership: Partnership, works: tuple[Work, ...]) -> Page:
    name = short_title(partnership)
    lead = f"{plural(len(works), 'action')} from plans, meetings and reviews of {name}."
    table = action_table(register, works, f"Actions of {name}", leave_out=("partnership",))
    view = ListsView(
        area=area(register, partnership, "actions"),
        title="Actions",
        caption=partnership.title,
        lead=lead,
        figures=tuple(figures_of(works)),
        facts=(),
        blocks=(Block(table=table, noun="actions"),),
    )
    return Page(area_address(partnership.id, "actions"), "views/actions.html", f"Actions, {name}",
                lead, ACTIONS.text, view, way_to(partnership))  # fmt: skip


def _by_partnership(register: Register) -> Table:
    columns = (
        Column("Partnership"),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
    )
    rows = []
    for partnership in register.all(Partnership):
        works = work_within(register, partnership.id)
        if works:
            link = Link(short_title(partnership), area_address(partnership.id, "actions"))
            open_ones = sum(each.is_open for each in works)
            late = sum(each.is_overdue for each in works)
            rows.append(TableRow((link, str(open_ones), str(late), str(len(works)))))
    return Table("Actions by partnership", columns, tuple(rows))


def _urgency(each: Work) -> tuple[int, date]:
    if each.is_overdue and each.due:
        return 0, each.due
    if each.next_due:
        return 1, each.next_due
    return (2, date.max) if each.is_open else (3, date.max)


def _cell(register: Register, each: Work, name: str) -> Value | Cell:
    match name:
        case "action":
            return (action_link(register, each), holder_link(register, each).text)
        case "partnership":
            return partnership_link(register, each.partnership)
        case "lead":
            return lead_names(register, each)
        case "due":
            return due_cell(each)
        case "status":
            return standing_cell(each)
    return tuple(_origin(each))


def _origin(each: Work) -> Iterator[Value]:
    """Whose recommendation an action follows, and the project that groups it with others."""
    if each.action.source:
        yield each.action.source
    if each.action.project:
        yield Link(each.action.project, project_address(each.action.project))
