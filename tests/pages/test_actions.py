"""Lists of actions: what is counted is what is listed, and every link leads to something listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

import html5lib
import pytest

from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.strategy import Strategy
from partnership_register.pages import (
    actions,
    due,
    given_by,
    leads,
    plan,
    plans,
    priorities,
    projects,
    strategy,
)
from partnership_register.pages.actions import ActionTable, ListsView
from partnership_register.pages.addresses import address_of
from partnership_register.pages.lists import Lists, gathered
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Link
from partnership_register.pages.strategy import StrategyView
from partnership_register.register import Register
from partnership_register.register.leads import leads as owners_of
from partnership_register.register.shortlist import incorporated, may_be_shortlisted, shortlist
from partnership_register.register.work import serving, work, work_within
from partnership_register.render import Renderer
from places import PROJECT

LISTS: tuple[Callable[[Register, Lists], Iterator[Page]], ...] = (
    actions.pages, due.pages, leads.pages, plans.pages, priorities.pages, projects.pages,
)  # fmt: skip


@pytest.fixture(scope="module")
def lists(demo: Register) -> Lists:
    """What all folders of the demo council give to lists."""
    return gathered(given_by(demo))


@pytest.fixture(scope="module")
def listed(demo: Register, lists: Lists) -> dict[str, Page]:
    """Every page of lists in the section on actions, by its address."""
    found = (*chain.from_iterable(make(demo, lists) for make in LISTS), *actions.rooms(demo))
    return {page.url: page for page in found}


def _view(page: Page) -> ListsView:
    assert isinstance(page.view, ListsView)
    return page.view


def _tables(page: Page) -> list[ActionTable]:
    return [block.actions for block in _view(page).blocks if block.actions]


def _links(table: ActionTable) -> list[str]:
    return [row.link.url for row in table.rows]


def _figures(page: Page) -> dict[str, str]:
    return {row.term: str(row.value) for row in _view(page).figures}


def test_the_list_of_all_actions_has_each_once(demo: Register, listed: dict[str, Page]) -> None:
    """The number at the top is the number of rows, and each row leads to the action itself."""
    page = listed["/actions/"]
    (table,) = _tables(page)
    assert sorted(_links(table)) == sorted(address_of(each.entry) for each in work(demo))
    assert _figures(page)["actions"] == str(len(table.rows))


def test_the_figures_of_actions_and_of_plans_add_up(listed: dict[str, Page]) -> None:
    """What is neither open nor complete has a figure of its own; so has each status of a plan."""
    for page in listed.values():
        figures = {term: int(number) for term, number in _figures(page).items()}
        if {"action", "actions"} & set(figures):
            whole = figures.pop("actions", 0) + figures.pop("action", 0)
            del figures["overdue"]
            assert whole == sum(number for term, number in figures.items() if "whole" not in term)
    told = _figures(listed["/plans/"])
    assert int(told["plans"]) == sum(int(told[word]) for word in ("approved", "draft", "closed"))


def test_what_a_closed_plan_left_is_marked_as_such(demo: Register, listed: dict[str, Page]) -> None:
    """In the list of all, an action that looks open in a closed plan says that it is not."""
    page = listed["/actions/"]
    (table,) = _tables(page)
    marked = {row.link.url for row in table.rows if actions.PLAN_CLOSED in row.standing}
    done = ("complete", "withdrawn")
    left = [each for each in work(demo) if not each.is_open and each.status not in done]
    assert marked == {address_of(each.entry) for each in left}
    assert _figures(page)["in closed plans"] == str(len(left))


def test_every_action_in_a_list_has_a_lead_or_says_that_it_has_none(
    listed: dict[str, Page],
) -> None:
    """Its own, or whoever answers for its outcome; the body is told beside a post."""
    rows = [row for table in _tables(listed["/actions/"]) for row in table.rows]
    assert all(row.leads for row in rows)
    named = [lead for row in rows for lead in row.leads if isinstance(lead, Link)]
    assert any(lead.note for lead in named)


def test_actions_of_each_partnership_make_up_the_whole(
    demo: Register, listed: dict[str, Page]
) -> None:
    """Each partnership lists its own actions and no other's."""
    for partnership in demo.all(Partnership):
        works = work_within(demo, partnership.id)
        url = f"/partnerships/{partnership.id}/actions/"
        assert (url in listed) == bool(works)
        if works:
            (table,) = _tables(listed[url])
            assert sorted(_links(table)) == sorted(address_of(each.entry) for each in works)


def test_a_list_that_would_be_too_long_is_one_of_partnerships(
    demo: Register, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are more actions than fit a page, it lists the partnerships with their counts."""
    monkeypatch.setattr(actions, "MOST_ON_A_PAGE", 10)
    (page,) = actions.pages(demo, lists)
    (block,) = _view(page).blocks
    assert block.table
    counted = sum(int(str(row.cells[-1])) for row in block.table.rows)
    assert str(counted) == _figures(page)["actions"]


def test_what_is_overdue_comes_first_and_longest_overdue_before_that(
    demo: Register, listed: dict[str, Page]
) -> None:
    """The list begins with what is late; what is closed stands at its end."""
    (table,) = _tables(listed["/actions/"])
    late = [any(status.word == "Overdue" for status in row.standing) for row in table.rows]
    assert late == sorted(late, reverse=True)
    assert sum(late) == sum(each.is_overdue for each in work(demo)) > 0
    days = [row.due.sort_key for row, is_late in zip(table.rows, late, strict=True) if is_late]
    assert days == sorted(days)


def test_every_lead_and_project_that_is_named_has_its_page(
    demo: Register, listed: dict[str, Page]
) -> None:
    """Wherever a lead or a project is a link, on plans and lists, the page is there."""
    pages = [*listed.values(), *(plan.page(demo, each) for each in demo.all(Plan))]
    render = Renderer(PROJECT / "theme", {})
    for page in pages:
        for found in re.findall(r'href="([^"]*)"', render.body(page)):
            leads_to = _absolute(found, page.url)
            if leads_to.startswith(("/leads/", "/actions/", "/plans/")):
                assert leads_to in listed, f"{page.url} links to {leads_to}"


def test_a_lead_owes_what_the_register_says(demo: Register, listed: dict[str, Page]) -> None:
    """The page of each lead lists all of the lead's actions, open and closed."""
    for owner in owners_of(demo):
        page = listed[f"/leads/{owner.key}/"]
        rows = list(chain.from_iterable(_links(table) for table in _tables(page)))
        assert sorted(rows) == sorted(address_of(each.entry) for each in owner.works)
        assert _view(page).title == f"What {owner.name} leads on"


def test_the_list_of_leads_counts_what_their_pages_count(listed: dict[str, Page]) -> None:
    """Open, overdue and all actions, and outcomes as a whole: the same in both places."""
    table = _view(listed["/leads/"]).blocks[0].table
    assert table
    for row in table.rows:
        link, _, *counts = row.cells
        assert isinstance(link, Link)
        told = _figures(listed[link.url])
        terms = ("open", "overdue", "action", "whole outcome")
        assert counts == [told.get(term) or told.get(f"{term}s", "0") for term in terms]
    assert any(row.cells[-1] != "0" for row in table.rows)


def test_what_is_due_is_what_is_overdue_or_to_come(demo: Register, listed: dict[str, Page]) -> None:
    """It lists everything late, everything with a day to come, then what has no day."""
    late, ahead, undated = _tables(listed["/actions/due/"])
    works = work(demo)
    assert len(late.rows) == sum(each.is_overdue for each in works)
    assert len(ahead.rows) == sum(bool(each.next_due) and not each.is_overdue for each in works)
    days = [row.due.sort_key for row in ahead.rows]
    assert days == sorted(days)
    assert len(undated.rows) > 0
    shown = [*_links(late), *_links(ahead), *_links(undated)]
    assert sorted(shown) == sorted(address_of(each.entry) for each in works if each.is_open)


def test_priorities_show_the_shortlist_and_the_whole_matrix(
    demo: Register, listed: dict[str, Page]
) -> None:
    """Each entry of the shortlist is a row; each action that was scored has its place."""
    blocks = {block.anchor: block for block in _view(listed["/actions/priorities/"]).blocks}
    chosen, matrix, scored = blocks["shortlist"], blocks["matrix"].matrix, blocks["scored"]
    assert chosen.table
    assert matrix
    wanted = [each.entry for each in work(demo) if may_be_shortlisted(each)]
    entries = shortlist(wanted, {each.entry: incorporated(each) for each in work(demo)})
    assert len(chosen.table.rows) == len(entries) > 0
    counts = {cell.url: cell.count for cells in matrix.rows for cell in cells if cell.count}
    assert counts == {f"#{group.anchor}": len(group.rows) for group in scored.groups}
    assert sum(counts.values()) == sum(bool(each.action.deferral_risk) for each in work(demo))


def test_a_strategy_shows_what_serves_each_objective(demo: Register, lists: Lists) -> None:
    """Under each objective stand its partnerships and actions, as many as the contents say."""
    for record in demo.all(Strategy):
        view = strategy.page(demo, record, lists).view
        assert isinstance(view, StrategyView)
        for number, shown in enumerate(view.objectives):
            entry = demo.part(record, "objectives", number)
            serves = f"{record.id}#{entry.ref}"
            assert len(shown.actions.rows) == len(serving(demo, entry))
            assert {link.text for link in shown.partnerships} == {
                each.title for each in demo.all(Partnership) if serves in each.contributes_to
            }


def test_pages_of_lists_have_one_heading_and_no_id_twice(listed: dict[str, Page]) -> None:
    """Every page has one h1, ids that are used once, and rows as wide as their table's head."""
    render = Renderer(PROJECT / "theme", {})
    for page in listed.values():
        tree = html5lib.parse(render.body(page), namespaceHTMLElements=False)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), page.url
        assert len(list(tree.iter("h1"))) == 1
        for table in tree.iter("table"):
            widths = {
                sum(int(cell.get("colspan", 1)) for cell in row if cell.tag in ("td", "th"))
                for row in table.iter("tr")
            }
            assert len(widths) == 1, page.url


def _absolute(link: str, page_url: str) -> str:
    """The address, from the root of the site, to which a relative link of a page leads."""
    if "//" in link or link.startswith(("#", "mailto:", "tel:")):
        return ""
    steps = [] if link.startswith("/") else page_url.strip("/").split("/")
    for step in link.partition("#")[0].strip("/").split("/"):
        if step == "..":
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return f"/{'/'.join(steps)}/".replace("//", "/")
