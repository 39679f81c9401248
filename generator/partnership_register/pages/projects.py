"""Projects: actions of any plan, meeting or review that are grouped into one piece of work."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.pages.actions import Block, action_table, figures_of, lists_page
from partnership_register.pages.addresses import PROJECTS, project_address
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Column, Link, Row, Table, TableRow
from partnership_register.pages.writing import plural
from partnership_register.register import Register
from partnership_register.register.work import Work, work


def pages(register: Register) -> Iterator[Page]:
    """The list of projects, and a page for each."""
    projects: dict[str, list[Work]] = {}
    for each in work(register):
        if each.action.project:
            projects.setdefault(project_address(each.action.project), []).append(each)
    yield _index(projects)
    for url, works in projects.items():
        yield _project(register, url, works)


def _index(projects: dict[str, list[Work]]) -> Page:
    columns = (
        Column("Project"),
        Column("Open", "number"),
        Column("Overdue", "number"),
        Column("All", "number"),
    )
    rows = (
        TableRow((
            Link(_name(works), url),
            str(sum(each.is_open for each in works)),
            str(sum(each.is_overdue for each in works)),
            str(len(works)),
        ))
        for url, works in sorted(projects.items(), key=lambda pair: _name(pair[1]).casefold())
    )  # fmt: skip
    table = Table("Projects", columns, tuple(rows))
    block = Block(table=table, empty="No actions are grouped into a project.", noun="projects")
    lead = "Actions of different plans and partnerships that are run as one project or programme."
    figures = (Row("project" if len(projects) == 1 else "projects", f"{len(projects):,}"),)
    return lists_page(PROJECTS.url, "Projects", lead, (block,), figures=figures)


def _project(register: Register, url: str, works: list[Work]) -> Page:
    name = _name(works)
    table = action_table(register, works, f"Actions of {name}")
    return lists_page(
        url,
        name,
        f"{plural(len(works), 'action')} grouped into this project.",
        (Block(actions=table, noun="actions"),),
        caption="Project",
        figures=figures_of(works),
        under=PROJECTS,
    )


def _name(works: list[Work]) -> str:
    return works[0].action.project or ""
