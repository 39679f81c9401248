"""A small town whose records are renamed, hidden and deleted, and what its site would hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from building.councils import Files, as_yaml, write
from partnership_register.addresses import (
    Copy,
    Ledger,
    Owner,
    brought_up_to_date,
    owners,
    path_at,
    read_ledger,
    ways,
)
from partnership_register.exports import exported, exported_by_folder, given, moved
from partnership_register.model import RECORD_TYPES
from partnership_register.pages import given_by, pages_of
from partnership_register.pages.addresses import file_address
from partnership_register.pages.lists import gathered
from partnership_register.publishing import page_path
from partnership_register.register import Register
from partnership_register.scanning import LEDGER

ROOT = "partnerships"
COUNCIL = {
    "title": "Anywhere Council",
    "contact": {"team": "Partnerships", "email": "partnerships@anywhere.example"},
    "public_kinds": [kind.kind for kind in RECORD_TYPES],
    "sectors": [{"id": "public", "title": "Public"}],
    "portfolios": [{"id": "homes", "title": "Homes"}],
}
WITHDRAWN = {"state": "withdrawn", "on": "2026-03-12", "reason": "Published by mistake"}
EMBARGOED = {"state": "embargoed", "until": "2027-03-12 09:00",
             "in_words": "Friday 12 March 2027, 09:00"}  # fmt: skip
BY_RENAMING = re.compile(r"if (\S+) is the same record, write former_ids: \[(\S+)\] in it")
BY_KEEPING = re.compile(r"keep (\S+) and write in it visibility")
_REFRESH = re.compile(rb'http-equiv="refresh" content="0; url=([^"]*)"')


@dataclass
class Record:
    """A record with the words by which a test knows it again, whatever its name is."""

    who: str
    path: str
    data: dict[str, Any]
    beside: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Town:
    """The records of a town by their paths, as they are on the disk of an officer."""

    records: dict[str, Record] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    def founded(cls) -> Town:
        """A town with two partnerships and some of every kind of change to suffer."""
        town = cls()
        for name in ("alpha", "beta"):
            purpose = {"type": "thematic", "purpose": "Meets."}
            town.add(f"{name}/partnership.yml", purpose)
            for day in ("2025-02-03", "2026-03-12"):
                town.add(f"{name}/meetings/{day}.yml", {"status": "held"})
            town.add(f"{name}/documents/paper.yml", {"type": "report"})
            file = {"Terms.csv": b"Article,Text\n1,We meet.\n"}
            town.add(f"{name}/documents/terms.yml", {"type": "terms-of-reference"}, file)
            action = {"action": "Ask.", "leads": ["Clerk"], "project": f"Boats of {name}"}
            town.add(f"{name}/plans/delivery.yml", {"status": "approved", "actions": [action]})
        town.add("_council/documents/guide.yml", {"type": "guidance"})
        town.add("_council/organisations/police.yml", {"sector": "public"})
        town.add("_council/strategies/vision.yml", {"summary": "To thrive."})
        return town

    def add(self, path: str, data: dict[str, Any], beside: dict[str, bytes] | None = None) -> None:
        """Add a record that nobody has seen before."""
        who = f"Number {next(self.numbers)}"
        self.records[path] = Record(who, path, {"title": who, **data}, beside or {})

    def copy(self) -> Town:
        """The same town, to be changed."""
        records = {
            path: Record(each.who, path, dict(each.data), dict(each.beside))
            for path, each in self.records.items()
        }
        return Town(records, self.numbers)

    def move(self, old: str, new: str) -> None:
        """Give the record at a path another."""
        record = self.records.pop(old)
        record.path = new
        self.records[new] = record

    def files(self) -> Files:
        """Everything as files of a project."""
        files: Files = {
            f"{ROOT}/_council/council.yml": as_yaml(COUNCIL),
            "content/index.md": b"# Home\n\n<!-- register: home -->\n",
        }
        for path, record in self.records.items():
            named = {"files": sorted(record.beside)} if record.beside else {}
            files[f"{ROOT}/{path}"] = as_yaml({**record.data, **named})
            folder = path.rpartition("/")[0]
            files |= {f"{ROOT}/{folder}/{name}": held for name, held in record.beside.items()}
        return files


def written(town: Town, ledger: str, project: Path) -> Path:
    """The town and its ledger as the only files of a project."""
    files = {**town.files(), **({LEDGER: ledger.encode()} if ledger else {})}
    for file in project.rglob("*"):
        if file.is_file() and file.relative_to(project).as_posix() not in files:
            file.unlink()
    return write(files, project)


def follow(advice: str, town: Town, former: Mapping[str, Record]) -> None:
    """Do to a town what a message says, with `former` records by their paths."""
    if found := BY_RENAMING.search(advice):
        data = town.records[found[1].removeprefix(f"{ROOT}/")].data
        data["former_ids"] = [*data.get("former_ids", ()), found[2]]
        return
    kept = BY_KEEPING.search(advice)
    assert kept, advice
    path = kept[1].removeprefix(f"{ROOT}/")
    now = town.records.get(path) or _as_it_was(path, town, former)
    town.records[path] = Record(now.who, path, {**now.data, "visibility": WITHDRAWN}, now.beside)


def _as_it_was(path: str, town: Town, former: Mapping[str, Record]) -> Record:
    """The record at a path before; its partnership may have another name by now."""
    if path in former:
        return former[path]
    area, _, below = path.partition("/")
    before = town.records[f"{area}/partnership.yml"].data["former_ids"]
    return next(former[f"{old}/{below}"] for old in before if f"{old}/{below}" in former)


@dataclass(frozen=True)
class Site:
    """What would be published: the paths of all files, and the pages among them."""

    made: frozenset[str]
    pages: frozenset[str]
    owners: tuple[Owner, ...]
    leading: dict[str, str]
    """Addresses that lead on, with where to."""
    titles: dict[str, str]
    """The titles of the pages, by their addresses."""

    def noted(self, ledger: Ledger) -> str:
        """The ledger with the addresses of this site."""
        return brought_up_to_date(ledger, self.made, self.owners)


def site_of(register: Register, ledger: str) -> Site:
    """The site that a build would make of a register, without a single page being rendered."""
    pages = list(pages_of(register))
    lists = gathered([*given_by(register), *given(register, "")])
    exports = [*exported_by_folder(register, pages, ""), *exported(register, lists, "")]
    made = {page_path(page.url) for page in pages} | {"index.html", "search/index.html"}
    readable = frozenset(made)
    made |= {each.path for each in exports}
    for record in register.everything:
        made |= {file_address(record, name)[1:] for name in register.files_of(record)}
    answering = tuple(owners(register.everything, register.notices))
    leading = {}
    for path, content in ((each.path, each.make()) for each in moved(register, pages)):
        leading[f"/{path.removesuffix('index.html')}"] = target_of(path, content)
    for way in ways(read_ledger(ledger.encode())[0], made, readable, answering):
        made = {*made, way.path}
        if not isinstance(way, Copy):
            leading[f"/{way.path.removesuffix('index.html')}"] = target_of(way.path, way.content)
    titles = {page.url: page.title for page in pages}
    return Site(frozenset(made), readable, answering, leading, titles)


def target_of(path: str, content: bytes) -> str:
    """The address to which a page leads on; empty where it stays where it is."""
    found = _REFRESH.search(content)
    if not found:
        return ""
    steps = path.split("/")[:-1]
    for step in found[1].decode().split("/"):
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/" + "/".join(steps)


def answers(site: Site, address: str) -> bool:
    """Whether an address has a file of the site, or a folder with a page that leads to one."""
    there = path_at(address)
    if there in site.made and address not in site.leading:
        return True
    target = site.leading.get(address) or site.leading.get(f"{address}/")
    return target is not None and path_at(target) in site.pages and target not in site.leading
