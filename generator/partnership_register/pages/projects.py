"""Projects: actions of any plan, meeting or review that are grouped into one piece of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership_register.pages.actions import (
    ActionGiven,
    Block,
    Tally,
    action_given,
    action_table,
    figures_of,
    lists_page,
    most_urgent,
    tally,
    together,
)
from partnership_register.pages.addresses import PROJECTS, project_address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Link, Row, Shape, Table, TableRow
from partnership_register.pages.writing import plural
from partnership_register.register import Register
from partnership_register.register.work import Work, work


class ProjectGiven(Shape, frozen=True):
    """The actions of one folder in a project."""

    record: str
    """The id of the record that names the project first; its words are the name."""
    name: str
    tally: Tally
    actions: tuple[ActionGiven, ...]


def given(register: Register) -> Iterator[Given]:
    """What a folder has in each project."""
    projects: dict[str, list[Work]] = {}
    for each in work(register):
        if each.action.project:
            projects.setdefault(project_address(each.action.project), []).append(each)
    for url, works in projects.items():
        actions = tuple(action_given(register, each) for each in works)
        name = works[0].action.project or ""
        yield f"projects{url}", ProjectGiven(actions[0].record, name, tally(works), actions)


def pages(_: Register, lists: Lists) -> Iterator[Page]:
    """The list of projects, and a page for each."""
    projects = {f"/{rest}": _in_order(parts) for rest, parts in lists.under("projects")}
    yield _index(projects)
    for url, parts in projects.items():
        yield _project(url, parts)


def _in_order(parts: Sequence[ProjectGiven]) -> list[ProjectGiven]:
    return sorted(parts, key=lambda part: part.record)


def _index(projects: dict[str, list[ProjectGiven]]) -> Page:
    columns = (
        Column("Project"),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
    )
    rows = (
        _index_row(url, parts)
        for url, parts in sorted(projects.items(), key=lambda pair: _key(pair[1]))
    )
    table = Table("Projects", columns, tuple(rows))
    block = Block(table=table, empty="No actions are grouped into a project.", noun="projects")
    lead = "Actions of different plans and partnerships that are run as one project or programme."
    figures = (Row("project" if len(projects) == 1 else "projects", f"{len(projects):,}"),)
    return lists_page(PROJECTS.url, "Projects", lead, (block,), figures=figures)


def _key(parts: list[ProjectGiven]) -> tuple[str, str]:
    return parts[0].name.casefold(), parts[0].record


def _index_row(url: str, parts: list[ProjectGiven]) -> TableRow:
    whole = together(part.tally for part in parts)
    name = Link(parts[0].name, url)
    return TableRow((name, str(whole.open), str(whole.overdue), str(whole.all)))


def _project(url: str, parts: list[ProjectGiven]) -> Page:
    name = parts[0].name
    whole = together(part.tally for part in parts)
    rows = most_urgent(each for part in parts for each in part.actions)
    return lists_page(
        url,
        name,
        f"{plural(whole.all, 'action')} grouped into this project.",
        (Block(actions=action_table(f"Actions of {name}", rows), noun="actions"),),
        caption="Project",
        figures=figures_of(whole),
        under=PROJECTS,
    )
