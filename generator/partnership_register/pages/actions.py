"""Every action of plans, meetings and reviews in one list, and the shape of all such lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
from partnership_register.pages.writing import day, plural, short_title, status
from partnership_register.register import Register
from partnership_register.register.work import Work, work, work_within

MOST_ON_A_PAGE = 1000
"""How many actions the list of all has; where there are more, each partnership lists its own."""
MOST_IN_A_PART = 300
"""How many actions one part of a page lists, the most urgent or the newest."""

UNDATED = "9999"
"""The key by which what names no day is sorted: after everything that does."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a list. `due` is empty where neither a day nor a timescale is known."""

    link: Link
    holder: str
    """The plan, meeting or review that has it."""
    partnership: Link | None
    leads: tuple[Value, ...]
    due: Cell
    standing: tuple[Status, ...]
    origin: tuple[Value, ...]
    extra: str


@dataclass(frozen=True, slots=True)
class ActionTable:
    """A list of actions; lists may be long, so that they have a template of their own."""

    caption: str
    rows: tuple[ActionRow, ...]
    extra: str = ""
    """The label of a column of the page's own; empty where there is none."""
    with_partnership: bool = True
    with_leads: bool = True
    with_origin: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page of lists: a table, groups of rows, or entries, under a heading."""

    heading: str = ""
    anchor: str = ""
    text: str = ""
    """A sentence or two of inline Markdown."""
    actions: ActionTable | None = None
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


def lists_page(
    url: str,
    title: str,
    lead: str,
    blocks: Iterable[Block],
    *,
    caption: str = "",
    figures: Iterable[Row] = (),
    facts: Iterable[Row] = (),
    under: Link | None = None,
) -> Page:
    """A page of lists in the section on actions; `under` is the list that it belongs to."""
    area = ways(under.url if under else url)
    view = ListsView(area, title, caption, lead, tuple(figures), tuple(facts), tuple(blocks))
    above = (under,) if under else ()
    crumbs = (HOME,) if url == ACTIONS.url else (HOME, ACTIONS, *above)
    return Page(url, "views/actions.html", title, lead, ACTIONS.text, view, crumbs)


def ways(current: str) -> Area:
    """The local navigation of the section on actions."""
    everything = Link("All actions", ACTIONS.url)
    return Area("Actions", (everything, ACTIONS_DUE, SHORTLIST, LEADS, PROJECTS, PLANS), current)


def action_table(
    register: Register,
    works: Iterable[Work],
    caption: str,
    *,
    leave_out: Iterable[str] = (),
    extra: tuple[str, Mapping[Work, str]] = ("", {}),
) -> ActionTable:
    """Actions as rows, the most urgent first.

    `leave_out` names columns that the page as a whole says already: partnership, leads, origin.
    `extra` is a column of the page's own, its label and its words for each action.
    """
    rows = tuple(_row(register, each, extra[1].get(each, "")) for each in in_order(works))
    out = set(leave_out)
    return ActionTable(
        caption,
        rows,
        extra[0],
        with_partnership="partnership" not in out,
        with_leads="leads" not in out,
        with_origin="origin" not in out and any(row.origin for row in rows),
    )


def _row(register: Register, each: Work, extra: str) -> ActionRow:
    due = due_cell(each)
    return ActionRow(
        link=action_link(register, each),
        holder=holder_link(register, each).text,
        partnership=partnership_link(register, each.partnership),
        leads=lead_names(register, each),
        due=due,
        standing=standing_cell(each),
        origin=tuple(_origin(each)),
        extra=extra,
    )


COLUMNS = {
    "action": Column("Action"),
    "partnership": Column("Partnership", facet=True),
    "lead": Column("Lead", facet=True),
    "status": Column("Status", "status", facet=True),
}
"""Columns that other tables of actions share with this one."""


def cut_note(shown: int, known: int) -> str:
    """That a list is cut, and where the rest is; empty where it is whole."""
    if shown == known:
        return ""
    return f"{shown:,} of {known:,} are shown here. Each partnership lists all of its own."


def in_order(works: Iterable[Work]) -> tuple[Work, ...]:
    """What is overdue first, then what is due, then the rest that is open, then what is closed."""
    return tuple(sorted(works, key=_urgency))


def partnership_link(register: Register, id: str) -> Link | None:
    """A link to a partnership by its short name."""
    partnership = register.get(Partnership, id)
    return Link(short_title(partnership), area_address(id)) if partnership else None


def due_cell(each: Work) -> Cell:
    """The day that matters, or the paper's own words where they name none."""
    when = each.next_due if each.is_open and not each.is_overdue else each.due
    if when:
        return Cell(day(when), when.isoformat())
    return Cell(each.action.timescale or "", UNDATED)


def standing_cell(each: Work) -> tuple[Status, ...]:
    """The status, and that the action is overdue."""
    own = status(each.status)
    return (own, OVERDUE) if each.is_overdue else (own,)


def figures_of(works: Iterable[Work], overdue_at: str = "") -> Iterator[Row]:
    """How many actions there are and how they stand; `overdue_at` is where the late ones are."""
    known = tuple(works)
    yield Row("action" if len(known) == 1 else "actions", f"{len(known):,}")
    yield Row("open", f"{sum(each.is_open for each in known):,}")
    yield Row("overdue", f"{sum(each.is_overdue for each in known):,}", overdue_at)
    yield Row("complete", f"{sum(each.status == 'complete' for each in known):,}")


def _all(register: Register) -> Page:
    works = work(register)
    lead = "What the partnerships have undertaken to do in plans, meetings and reviews."
    if len(works) > MOST_ON_A_PAGE:
        block = Block(table=_by_partnership(register), noun="partnerships")
    else:
        table = action_table(register, works, "All actions")
        block = Block(actions=table, empty="No actions are recorded yet.", noun="actions")
    figures = figures_of(works, f"{ACTIONS_DUE.url}#overdue")
    return lists_page(ACTIONS.url, "Actions", lead, (block,), figures=figures)


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
        blocks=(Block(actions=table, noun="actions"),),
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


def _urgency(each: Work) -> tuple[int, int]:
    if each.is_overdue and each.due:
        return 0, each.due.toordinal()
    if each.next_due:
        return 1, each.next_due.toordinal()
    if each.is_open:
        return 2, 0
    closed = each.action.completed or each.due
    return 3, -closed.toordinal() if closed else 0


def _origin(each: Work) -> Iterator[Value]:
    """Whose recommendation an action follows, and the project that groups it with others."""
    if each.action.source:
        yield each.action.source
    if each.action.project:
        yield Link(each.action.project, project_address(each.action.project))
