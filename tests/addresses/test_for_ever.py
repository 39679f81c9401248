"""Whatever is renamed, hidden, moved or deleted, an address that was published still answers."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from addresses.towns import (
    EMBARGOED,
    WITHDRAWN,
    Record,
    Site,
    Town,
    answers,
    follow,
    site_of,
    written,
)
from partnership_register.addresses import file_of, path_at, read_ledger
from partnership_register.addresses.ledger import Ledger, address_at, linked
from partnership_register.scanning import LEDGER
from partnership_register.shell.opening import open_project
from places import NOW
from reckoning import Reckon

Change = Callable[[Town, str, int], None]
CHANGES: dict[str, Change] = {}
MOST_ADVICE = 40
"""Messages that are followed one after the other; a partnership has fewer records."""

UNDONE = re.compile(
    "was published for another|to Windows|belongs to|has no partnership.yml|which another record"
)
"""What is said of changes that are best undone."""


def change(do: Change) -> Change:
    CHANGES[do.__name__] = do
    return do


def other_name(path: str, number: int) -> str:
    """A name of the same kind, beside a record."""
    folder, _, name = path.rpartition("/")
    if folder.endswith("meetings"):
        return f"{folder}/2024-0{number % 9 + 1}-0{number // 9 % 9 + 1}.yml"
    return f"{folder}/{name.removesuffix('.yml')[:30]}-{number}.yml"


def with_files(town: Town, number: int) -> list[Record]:
    """One of the records with files beside them, if there is any."""
    found = [each for each in town.records.values() if each.beside]
    return found[number % len(found) :][:1] if found else []


def fellow(town: Town, path: str, number: int) -> str:
    """Another record of the same folder, if there is one."""
    folder = path.rpartition("/")[0]
    beside = [each for each in town.records if each.rpartition("/")[0] == folder]
    return beside[number % len(beside)]


@change
def rename(town: Town, path: str, number: int) -> None:
    if path.endswith("partnership.yml"):
        old, new = path.partition("/")[0], f"group-{number}"
        for each in [each for each in town.records if each.startswith(f"{old}/")]:
            town.move(each, each.replace(old, new, 1))
    elif other_name(path, number) not in town.records:
        town.move(path, other_name(path, number))


@change
def rename_in_order(town: Town, path: str, number: int) -> None:
    old = path.partition("/")[0] if path.endswith("partnership.yml") else path
    record = town.records[path]
    rename(town, path, number)
    if record.path != path:
        name = old.rpartition("/")[2].removesuffix(".yml")
        record.data["former_ids"] = [*record.data.get("former_ids", ()), name]


@change
def delete(town: Town, path: str, number: int) -> None:
    folder = path.removesuffix("partnership.yml")
    for each in [each for each in town.records if each.startswith(folder)]:
        del town.records[each]


@change
def hide(town: Town, path: str, number: int) -> None:
    town.records[path].data["visibility"] = ("draft", "confidential")[number % 2]


@change
def embargo(town: Town, path: str, number: int) -> None:
    town.records[path].data["visibility"] = EMBARGOED


@change
def withdraw(town: Town, path: str, number: int) -> None:
    town.records[path].data["visibility"] = WITHDRAWN


@change
def show(town: Town, path: str, number: int) -> None:
    town.records[path].data.pop("visibility", None)


@change
def swap(town: Town, path: str, number: int) -> None:
    other = fellow(town, path, number)
    if other != path and not path.endswith("partnership.yml"):
        town.move(path, "aside")
        town.move(other, path)
        town.move("aside", other)


@change
def overwrite(town: Town, path: str, number: int) -> None:
    other = fellow(town, path, number)
    if other != path and not path.endswith("partnership.yml"):
        town.move(path, other)


@change
def forget_former_ids(town: Town, path: str, number: int) -> None:
    town.records[path].data.pop("former_ids", None)


@change
def move_to_the_other(town: Town, path: str, number: int) -> None:
    """A document goes to another partnership, or from the council to one."""
    areas = sorted({each.partition("/")[0] for each in town.records} - {"_council"})
    area, _, below = path.partition("/")
    to = areas[number % len(areas)] if areas else area
    if "/documents/" in path and f"{to}/{below}" not in town.records:
        town.move(path, f"{to}/{below}")


@change
def another_file(town: Town, path: str, number: int) -> None:
    for record in with_files(town, number):
        names = ("terms.csv", "Terms.csv", f"terms-{number}.csv")
        record.beside = {names[number % 3]: b"Article,Text\n"}


@change
def no_file(town: Town, path: str, number: int) -> None:
    for record in with_files(town, number):
        record.beside = {}


@change
def retitle(town: Town, path: str, number: int) -> None:
    town.records[path].data["title"] = f"Title {next(town.numbers)}"


@change
def add(town: Town, path: str, number: int) -> None:
    new = other_name(path, number)
    if not path.endswith("partnership.yml") and new not in town.records:
        same = ("type", "status", "sector", "summary", "actions")
        data = town.records[path].data
        town.add(new, {key: data[key] for key in same if key in data})


@change
def other_lead(town: Town, path: str, number: int) -> None:
    """Pages that no record makes by itself come and go."""
    actions = town.records[path].data.get("actions")
    if actions:
        told = {"leads": [f"Lead {number}"], "project": f"Project {number}"}
        town.records[path].data["actions"] = [{**actions[0], **told}]


class Years:
    """A town through the years: each change that the check lets through is published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.town = Town.founded()
        self.ledger = ""
        self.past: dict[str, Record] = {}
        """What the history of the repository has."""
        self.ever: set[str] = set()
        """Every address that ever was in a manifest, noted without the ledger."""
        self.whose: dict[str, str] = {}
        """Whose page an address was when it was first published."""
        self.published = self.refused = 0
        self.step(self.town)
        assert self.published

    def step(self, town: Town) -> None:
        """Publish a town, or follow what the check says against it until it can be."""
        for _ in range(MOST_ADVICE):
            opened = open_project(
                written(town, self.ledger, self.folder) / "partnerships",
                self.folder / "content",
                NOW,
            )
            if opened.register:
                break
            self.refused += 1
            if any(UNDONE.search(str(each)) for each in opened.problems):
                return
            assert {each.path for each in opened.problems} == {LEDGER}, list(
                map(str, opened.problems)
            )
            follow(opened.problems[0].hint, town, self.past)
        assert opened.register, [str(each) for each in opened.problems]
        site = site_of(opened.register, self.ledger)
        self.town = town
        self.past |= town.copy().records
        self.published += 1
        self.ever |= set(linked(site.made, Ledger(dict.fromkeys(self.ever, 1))))
        lost = sorted(each for each in self.ever if not answers(site, each))
        assert not lost
        assert len({path.lower() for path in site.made}) == len(site.made)
        for owner in site.owners:
            if owner.is_notice:
                continue  # it says when and why, and whose page was there it must not
            record = town.records[file_of(owner.address)]
            assert self.whose.setdefault(owner.address, record.who) == record.who
        assert [each for each in self.whose if not self.is_true(each, site)] == []
        self.ledger = site.noted(read_ledger(self.ledger.encode())[0])
        assert set(read_ledger(self.ledger.encode())[0].lines) == self.ever

    def is_true(self, address: str, site: Site) -> bool:
        """Whether what was the page of a record still is, leads to it, or waits for its day."""
        if path_at(address) in site.pages:
            return True
        there = self.town.records.get(file_of(address))
        if there and state(there) == "embargoed":
            return True  # whatever was there before: a notice that moved may not tell whose it is
        if site.leading[address] in {each.address for each in site.owners if each.is_notice}:
            return True  # as where it stays: a notice does not tell whose page was there
        ours = [each for each in self.town.records.values() if each.who == self.whose[address]]
        heirs = {each.address for each in site.owners if file_of(each.address) in
                 {record.path for record in ours}}  # fmt: skip
        if site.leading[address] in heirs or any(state(each) == "embargoed" for each in ours):
            return True
        area = address.split("/")[2] if address.startswith("/partnerships/") else ""
        return any(
            state(each) in ("withdrawn", "embargoed")
            for path, each in self.town.records.items()
            if path.endswith("/partnership.yml")
            and area in (path.partition("/")[0], *each.data.get("former_ids", ()))
        )


def state(record: Record) -> str:
    """What a record says of its visibility."""
    said = record.data.get("visibility", {})
    return str(said.get("state") if isinstance(said, dict) else said)


STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 99), st.integers(0, 99)),
    min_size=1, max_size=6,
)  # fmt: skip


def test_every_address_ever_published_answers(reckon: Reckon) -> None:
    """As a page, a file, one hop from a page, or a notice; or the change was refused, and what
    the message said to write instead made it sound. No address ever went to another record."""
    tried = {"sequences": 0, "published": 0, "refused": 0}

    @settings(parent=settings(), deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    @example([("delete", 3, 0), ("overwrite", 3, 0)])  # a notice takes the place of a record
    @example([("delete", 57, 0), ("overwrite", 12, 0), ("rename", 73, 0)])  # and moves with others
    @example([("delete", 27, 0), ("embargo", 26, 0), ("swap", 11, 1)])  # and changes places
    def through_the_years(steps: list[tuple[str, int, int]]) -> None:
        with tempfile.TemporaryDirectory(prefix="register-") as folder:
            years = Years(Path(folder))
            for name, which, number in steps:
                town = years.town.copy()
                paths = sorted(town.records)
                CHANGES[name](town, paths[which % len(paths)], number)
                years.step(town)
        tried["sequences"] += 1
        tried["published"] += years.published
        tried["refused"] += years.refused

    through_the_years()
    assert min(tried.values()) > 0
    reckon.held("L2", tried["sequences"], "sequences of changes after which every address answers")
    reckon.held("L2", tried["published"], "sites in them")


@pytest.mark.parametrize("path", ["index.html", "a/index.html", "a/b.csv", "a/b c.pdf"])
def test_an_address_and_its_file_belong_together(path: str) -> None:
    """From a path of the site to its address and back."""
    assert path_at(address_at(path)) == path
