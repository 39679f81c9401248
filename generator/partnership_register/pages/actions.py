"""Every action of plans, meetings and reviews in one list, and the shape of all such lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from weakref import WeakKeyDictionary

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
from partnership_register.pages.lists import Given, Lists
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
    Shape,
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

PLAN_CLOSED = Status("Plan closed", "neutral")

UNDATED = "9999"
"""The key by which what names no day is sorted: after everything that does."""


class ActionRow(Shape, frozen=True):
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


class ActionTable(Shape, frozen=True):
    """A list of actions; lists may be long, so that they have a template of their own."""

    caption: str
    rows: tuple[ActionRow, ...]
    extra: str = ""
    """The label of a column of the page's own; empty where there is none."""
    with_partnership: bool = True
    with_leads: bool = True
    with_origin: bool = False


class ActionGiven(Shape, frozen=True):
    """An action of a folder, for a list of those of all folders."""

    urgency: tuple[int, int]
    """What comes first in a list: see `in_order`."""
    record: str
    """The id of the plan, meeting or review that has it: the order among equals."""
    row: ActionRow


class Tally(Shape, frozen=True):
    """How many actions there are, and how they stand."""

    all: int = 0
    open: int = 0
    overdue: int = 0
    complete: int = 0
    withdrawn: int = 0
    closed: int = 0
    """Neither complete nor withdrawn when their plans were closed."""


class TallyGiven(Shape, frozen=True):
    """How the actions of a partnership stand; of none for those of the council itself."""

    partnership: str
    tally: Tally


class Block(Shape, frozen=True):
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


class ListsView(Shape, frozen=True):
    """One or several lists of actions, plans or leads."""

    area: Area
    title: str
    caption: str
    lead: str
    figures: tuple[Row, ...]
    facts: tuple[Row, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was made for lists of actions already, in however many of them it stands."""

    rows: dict[Work, ActionRow]
    holders: dict[str, tuple[str, Link | None]]
    """By the path of a plan, meeting or review, what a link to it says, and its partnership."""


_SHOWN: WeakKeyDictionary[Register, _Shown] = WeakKeyDictionary()


def given(register: Register) -> Iterator[Given]:
    """How the actions of a folder stand, and each of them where they are not too many to list."""
    works = work(register)
    own: dict[str, list[Work]] = {}
    for each in works:
        own.setdefault(each.partnership, []).append(each)
    for partnership, of_it in own.items():
        yield "actions/counted", TallyGiven(partnership, tally(of_it))
    if len(works) <= MOST_ON_A_PAGE:
        for each in works:
            yield "actions/listed", action_given(register, each)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The list of all actions; where they are too many, of partnerships with their numbers."""
    counted: tuple[TallyGiven, ...] = lists.of("actions/counted")
    lead = "What the partnerships have undertaken to do in plans, meetings and reviews."
    whole = together(each.tally for each in counted)
    if whole.all > MOST_ON_A_PAGE:
        block = Block(table=_by_partnership(register, counted), noun="partnerships")
    else:
        rows = most_urgent(lists.of("actions/listed"))
        table = action_table("All actions", rows)
        block = Block(actions=table, empty="No actions are recorded yet.", noun="actions")
    figures = figures_of(whole, f"{ACTIONS_DUE.url}#overdue")
    yield lists_page(ACTIONS.url, "Actions", lead, (block,), figures=figures)


def rooms(register: Register) -> Iterator[Page]:
    """The list of the actions of a partnership that has any."""
    for partnership in register.own(Partnership):
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
    caption: str,
    rows: Sequence[ActionRow],
    *,
    leave_out: Iterable[str] = (),
    extra: str = "",
) -> ActionTable:
    """Rows of actions as a table.

    `leave_out` names columns that the page as a whole says already: partnership, leads, origin.
    `extra` is the label of a column of the page's own.
    """
    out = set(leave_out)
    return ActionTable(
        caption,
        tuple(rows),
        extra,
        with_partnership="partnership" not in out,
        with_leads="leads" not in out,
        with_origin="origin" not in out and any(row.origin for row in rows),
    )


def action_row(register: Register, each: Work) -> ActionRow:
    """An action in the charge of a register as a row of lists."""
    shown = _SHOWN.setdefault(register, _Shown({}, {}))
    if each in shown.rows:
        return shown.rows[each]
    path = each.holder.path
    if path not in shown.holders:
        partnership = partnership_link(register, each.partnership)
        shown.holders[path] = (holder_link(register, each).text, partnership)
    holder, partnership = shown.holders[path]
    row = ActionRow(
        link=action_link(register, each),
        holder=holder,
        partnership=partnership,
        leads=lead_names(register, each),
        due=due_cell(each),
        standing=standing_cell(each),
        origin=tuple(_origin(each)),
        extra="",
    )
    shown.rows[each] = row
    return row


def action_given(register: Register, each: Work) -> ActionGiven:
    """An action as its folder gives it."""
    return ActionGiven(urgency(each), each.holder.id, action_row(register, each))


def most_urgent(given: Iterable[ActionGiven], most: int | None = None) -> tuple[ActionRow, ...]:
    """The rows of what folders gave, in the order of `in_order`; at most so many."""
    ordered = sorted(given, key=attrgetter("urgency", "record"))
    return tuple(each.row for each in ordered[:most])


COLUMNS = {
    "action": Column("Action"),
    "partnership": Column("Partnership", facet=True),
    "lead": Column("Lead", facet=True),
    "status": Column("Status", "status", facet=True),
}
"""Columns that other tables of actions share with this one."""


def tally(works: Iterable[Work]) -> Tally:
    """How many actions these are, and how they stand."""
    known = tuple(works)
    return Tally(
        len(known),
        sum(each.is_open for each in known),
        sum(each.is_overdue for each in known),
        sum(each.status == "complete" for each in known),
        sum(each.status == "withdrawn" for each in known),
        sum(_is_left(each) for each in known),
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies in one."""
    known = tuple(tallies)
    return Tally(
        sum(each.all for each in known),
        sum(each.open for each in known),
        sum(each.overdue for each in known),
        sum(each.complete for each in known),
        sum(each.withdrawn for each in known),
        sum(each.closed for each in known),
    )


def cut_note(shown: int, known: int) -> str:
    """That a list is cut, and where the rest is; empty where it is whole."""
    if shown == known:
        return ""
    return f"{shown:,} of {known:,} are shown here. Each partnership lists all of its own."


def in_order(works: Iterable[Work]) -> tuple[Work, ...]:
    """What is overdue first, then what is due, then the rest that is open, then what is closed."""
    return tuple(sorted(works, key=urgency))


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
    """The status, and that the action is overdue or that its plan was closed before it was done."""
    return _standing(each.status, is_overdue=each.is_overdue, is_left=_is_left(each))


@cache
def _standing(word: str, *, is_overdue: bool, is_left: bool) -> tuple[Status, ...]:
    beside = ((is_overdue, OVERDUE), (is_left, PLAN_CLOSED))
    return (status(word), *(said for is_so, said in beside if is_so))


def _is_left(each: Work) -> bool:
    return not each.is_open and each.status not in ("complete", "withdrawn")


def figures_of(tally: Tally, overdue_at: str = "") -> Iterator[Row]:
    """How many actions there are and how they stand; `overdue_at` is where the late ones are."""
    yield Row("action" if tally.all == 1 else "actions", f"{tally.all:,}")
    yield Row("open", f"{tally.open:,}")
    yield Row("overdue", f"{tally.overdue:,}", overdue_at)
    yield Row("complete", f"{tally.complete:,}")
    for term, number in (("withdrawn", tally.withdrawn), ("in closed plans", tally.closed)):
        if number:
            yield Row(term, f"{number:,}")


def _of_partnership(register: Register, partnership: Partnership, works: tuple[Work, ...]) -> Page:
    name = short_title(partnership)
    lead = f"{plural(len(works), 'action')} from plans, meetings and reviews of {name}."
    rows = tuple(action_row(register, each) for each in in_order(works))
    table = action_table(f"Actions of {name}", rows, leave_out=("partnership",))
    view = ListsView(
        area=area(register, partnership, "actions"),
        title="Actions",
        caption=partnership.title,
        lead=lead,
        figures=tuple(figures_of(tally(works))),
        facts=(),
        blocks=(Block(actions=table, noun="actions"),),
    )
    return Page(area_address(partnership.id, "actions"), "views/actions.html", f"Actions, {name}",
                lead, ACTIONS.text, view, way_to(partnership))  # fmt: skip


def _by_partnership(register: Register, counted: Iterable[TallyGiven]) -> Table:
    columns = (
        Column("Partnership"),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
    )
    tallies = {each.partnership: each.tally for each in counted}
    rows = []
    for partnership in register.all(Partnership):
        own = tallies.get(partnership.id)
        if own:
            link = Link(short_title(partnership), area_address(partnership.id, "actions"))
            rows.append(TableRow((link, str(own.open), str(own.overdue), str(own.all))))
    return Table("Actions by partnership", columns, tuple(rows))


def urgency(each: Work) -> tuple[int, int]:
    """What comes first in a list of actions, the lowest first."""
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
