"""Opening a project: its records and hand-written pages, checked, as a register for a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import yaml
from yaml.cyaml import CSafeLoader

from partnership_register.addresses import is_awaited, losses, owners, read_ledger
from partnership_register.disclosure import Disclosed, disclosed
from partnership_register.disclosure.personal import known, personal
from partnership_register.disclosure.tracing import in_file, kept_out
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.moments import day_in_london
from partnership_register.pages.addresses import address
from partnership_register.pages.writing import resolved
from partnership_register.problems import Problem, in_order, shown
from partnership_register.records import (
    Records,
    content_or_problem,
    decoded,
    load,
    located,
    oddity,
)
from partnership_register.records.letters import MOST_SAID, garbled_in
from partnership_register.records.mistakes import mistake
from partnership_register.register import Register, problems_of, severed
from partnership_register.register.links import broken_links, links_in
from partnership_register.register.register import namesake, no_link
from partnership_register.scanning import LEDGER, files_below, ledger_in, pages_below
from partnership_register.shell.by_hand import amiss_in_page

PANEL = "<!-- register: {} -->"
"""The line by which a hand-written page asks for a part of the register, such as `home`."""
PANELS = ("home",)
_PANEL = re.compile(PANEL.format("([a-z-]+)"))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a project holds: the public register, or the problems that stand in its way."""

    register: Register | None
    problems: tuple[Problem, ...]
    personal: Callable[[], tuple[Problem, ...]] = tuple
    """Looks for private data of people in public text, and warns where they stand."""


Ask = Callable[[Register], list[Problem]]
"""Asks the site engine what it would refuse of hand-written pages, given the register."""


def open_project(
    records_dir: Path, docs_dir: Path, now: datetime, ask: Ask = lambda _: []
) -> Opened:
    """Read and check everything. The register is None where there is any problem."""
    records = load(records_dir)
    as_of = day_in_london(now)
    whole = Register(records, records.council_to_check_with, as_of)
    problems = list(records.problems)
    problems += located(records_dir.parent, problems_of(whole))
    problems += content_problems(docs_dir, whole, ask)
    problems += _astray(records_dir.parent)
    problems += ledger_problems(records_dir, records, now)
    if problems or records.council is None:
        return Opened(None, tuple(in_order(problems)))
    shown = disclosed(records, now)
    register = whole
    if not shown.is_whole:
        (left,) = severed(whole, [shown])
        register = Register(left.records, records.council, as_of)
    return Opened(register, (), lambda: _personal(records, shown, register, records_dir.parent))


def _personal(
    records: Records, shown: Disclosed, register: Register, project: Path
) -> tuple[Problem, ...]:
    """Warnings of private data in public text, each at its place in the file."""
    written = {record.path: record for record in records.records}
    public = (*register.everything, register.council)
    known_to_all = known(public)
    found = []
    for record in public:
        for each in personal(record, known_to_all):
            loc, file = each.loc, written.get(record.path, record)
            if file is not record:
                loc = in_file(loc, record, file, kept_out(shown.withheld, record.path))
            warning = Problem(record.path, each.message, each.advice, loc, is_warning=True)
            found.append(replace(warning, within=each.words))
    return tuple(located(project, found))


def ledger_problems(records_dir: Path, records: Records, now: datetime) -> list[Problem]:
    """Addresses of the ledger that these records would lose. What cannot be read loses none."""
    try:
        content = ledger_in(records_dir.parent)
    except OSError as error:
        hint = "put the file back as it was"
        return [Problem(LEDGER, f"the file cannot be read: {error.strerror}", hint)]
    ledger, problems = read_ledger(content)
    if not (ledger.lines or problems) and (records_dir.parent / LEDGER).exists():
        hint = "put it back as it was; delete it only where nothing was ever published"
        return [Problem(LEDGER, "the file has no address in it any more", hint)]
    if not ledger.lines or records.council is None:
        return problems
    shown = disclosed(records, now).records
    unread = (each.record for each in records.unread if not isinstance(each.record, Council))
    awaited = {address(each) for each in (*filter(is_awaited, records.records), *unread)}
    answering = owners(shown.records, shown.notices)
    return [*problems, *losses(ledger, answering, awaited.__contains__, records_dir.name)]


def content_problems(docs_dir: Path, register: Register, ask: Ask = lambda _: []) -> list[Problem]:
    """What is wrong with hand-written pages and the files beside them.

    The engine is only asked where all pages can be read.
    """
    problems = [
        replace(oddity(found), path=f"{docs_dir.name}/{found.path}")
        for found in files_below(docs_dir)
        if found.odd
    ]
    odd = {problem.path for problem in problems}
    closed: list[Problem] = []
    for file in pages_below(docs_dir):
        path = file.relative_to(docs_dir.parent).as_posix()
        if path in odd:
            continue
        content, unopened = content_or_problem(str(file), path)
        text, unreadable = decoded(content or b"", path)
        closed += (*unopened, *unreadable)
        problems += garbled_in(text, path)
        problems += _front_matter(path, text)
        problems += _broken_links(path, text, register)
        problems += _no_links(path, text)
        problems += _unknown_panels(path, text)
        problems += _amiss(path, text)
    if not (docs_dir / "index.md").is_file():
        problems.append(
            Problem(
                f"{docs_dir.name}/index.md",
                "the home page is missing",
                f"write it, with the line {PANEL.format('home')} where the register should appear",
            )
        )
        return [*problems, *closed]
    return [*problems, *closed, *([] if odd or closed else ask(register))]


_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def _front_matter(path: str, text: str) -> Iterator[Problem]:
    """What is wrong with the lines between hyphens above a page, which would stand on the page."""
    front = _FRONT.match(text)
    if not front:
        if re.match(r"---[ \t]*\n[a-z_]+: ", text):
            message = "the lines at the top of the page begin with --- and do not end with it"
            yield Problem(path, message, "write a line --- below the last of them", (), 1, 1)
        return
    try:
        yaml.load(front[1], Loader=CSafeLoader)
    except yaml.YAMLError as error:
        (line, column), message, hint = mistake(error, front[1])
        yield Problem(path, message, hint, (), line + 2, column + 1)
    except ValueError as error:
        written = next((day for day in _DAY.finditer(text) if not _is_day(day)), None)
        line, column = _position(text, written[0] if written else "---")
        said = f'"{shown(written[0])}" is not a day that exists' if written else str(error)
        yield Problem(path, said, "write the day otherwise, or in quotes", (), line, column)


_DAY = re.compile(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")


def _is_day(written: re.Match[str]) -> bool:
    try:
        date(*map(int, written.groups()))
    except ValueError:
        return False
    return True


def _astray(project: Path) -> Iterator[Problem]:
    """Records in a folder that should lie in that of a partnership, where nobody reads them."""
    for folder in sorted({kind.folder for kind in RECORD_TYPES if kind.folder}):
        for file in sorted((project / folder).glob("*.yml")):
            yield Problem(
                f"{folder}/{file.name}",
                "a record at the top of the project is neither read nor checked",
                f"move it into the folder {folder} of a partnership, or of _council",
            )


def _broken_links(path: str, text: str, register: Register) -> Iterator[Problem]:
    for link in links_in(text):
        found = register.link_target(link.target, register.council)
        if len(found) == 1 or register.may_be_unread(link.target, register.council):
            continue
        written = r"\[\[\s*" + r"\s+".join(map(re.escape, link.target.split()))
        found_at = re.search(written, text)
        line, column = _place(text, found_at.start() if found_at else 0)
        if closed := register.closed_among(found):
            yield namesake(closed)
            continue
        if found:
            message = f'"{shown(link.target)}" may mean several things'
            hint = f"write {register.choice(found)}"
        else:
            message = f'there is no record or action "{shown(link.target)}"'
            hint = register.suggestion(link.target, register.council)
        yield Problem(path, message, hint, ("[[...]]",), line, column)


def _no_links(path: str, text: str) -> Iterator[Problem]:
    for at, words in islice(broken_links(text), MOST_SAID):
        yield Problem(path, *no_link(words), ("[[...]]",), *_place(text, at))


def _amiss(path: str, text: str) -> Iterator[Problem]:
    for at, message, hint in islice(amiss_in_page(text), MOST_SAID):
        yield Problem(path, message, hint, (), *_place(text, at))


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
    return _place(text, max(0, text.find(what)))


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
