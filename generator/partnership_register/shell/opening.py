"""Opening a project: its records and hand-written pages, checked, as a register for a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partnership_register.disclosure import disclosed
from partnership_register.model import Council
from partnership_register.pages.writing import resolved
from partnership_register.problems import Problem, in_order, shown
from partnership_register.records import Records, decoded, load, located
from partnership_register.register import Register, problems_of
from partnership_register.register.links import links_in

PANEL = "<!-- register: {} -->"
"""The line by which a hand-written page asks for a part of the register, such as `home`."""
PANELS = ("home",)
_PANEL = re.compile(PANEL.format("([a-z-]+)"))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a project holds: the public register, or the problems that stand in its way."""

    register: Register | None
    problems: tuple[Problem, ...]


def open_project(records_dir: Path, docs_dir: Path, as_of: date) -> Opened:
    """Read and check everything. The register is None where there is any problem."""
    records = load(records_dir)
    whole = Register(records, records.council_to_check_with, as_of)
    problems = list(records.problems)
    problems += located(records_dir.parent, problems_of(whole))
    problems += content_problems(docs_dir, whole)
    if problems or records.council is None:
        return Opened(None, tuple(in_order(problems)))
    return Opened(_public(records, records.council, whole, as_of), ())


def _public(records: Records, council: Council, whole: Register, as_of: date) -> Register:
    shown = disclosed(records)
    return whole if shown.records == records.records else Register(shown, council, as_of)


def content_problems(docs_dir: Path, register: Register) -> list[Problem]:
    """Links of hand-written pages to records that are not there, and panels that nobody knows."""
    problems: list[Problem] = []
    for file in sorted(docs_dir.rglob("*.md")):
        path = file.relative_to(docs_dir.parent).as_posix()
        text, unreadable = decoded(file.read_bytes(), path)
        problems += unreadable
        problems += _broken_links(path, text, register)
        problems += _unknown_panels(path, text)
    if not (docs_dir / "index.md").is_file():
        problems.append(
            Problem(
                f"{docs_dir.name}/index.md",
                "the home page is missing",
                f"write it, with the line {PANEL.format('home')} where the register should appear",
            )
        )
    return problems


def _broken_links(path: str, text: str, register: Register) -> Iterator[Problem]:
    for link in links_in(text):
        found = register.link_target(link.target, register.council)
        if len(found) == 1 or register.may_be_unread(link.target, register.council):
            continue
        line, column = _position(text, f"[[{link.target}")
        if found:
            message = f'"{shown(link.target)}" may mean several things'
            hint = f"write {register.choice(found)}"
        else:
            message = f'there is no record or action "{shown(link.target)}"'
            hint = register.suggestion(link.target, register.council)
        yield Problem(path, message, hint, ("[[...]]",), line, column)


def _unknown_panels(path: str, text: str) -> Iterator[Problem]:
    for panel in _PANEL.finditer(text):
        if panel[1] not in PANELS:
            line, column = _position(text, panel[0])
            message = f'there is no part of the register called "{panel[1]}"'
            yield Problem(path, message, f"the parts are {', '.join(PANELS)}", (), line, column)


def with_links(markdown: str, register: Register) -> str:
    """A hand-written page with its `[[...]]` written as links."""
    return resolved(register, markdown, register.council)


def _position(text: str, what: str) -> tuple[int, int]:
    index = max(0, text.find(what))
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
