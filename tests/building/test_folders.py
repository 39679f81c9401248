"""A register read folder by folder is the register that is held whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from pydantic import BaseModel

from building.councils import council, write
from disclosure.strewing import strewn
from partnership_register.addresses import owners
from partnership_register.building import EngineSite, Memory, Project, make, opened
from partnership_register.exports import exported, exported_by_folder, moved, sitemaps
from partnership_register.exports import given as given_to_exports
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.walk import Reference, _fields, walk
from partnership_register.pages import Page, given_by, home, pages_of
from partnership_register.pages.addresses import file_address
from partnership_register.pages.lists import gathered
from partnership_register.publishing import Publication, page_path
from partnership_register.register import Register
from partnership_register.render import Frame, Renderer
from partnership_register.scanning import scan
from partnership_register.search import ADDRESS
from partnership_register.search import FOLDER as SEARCH
from partnership_register.search import page as search_page
from partnership_register.shell.engine import council_register
from partnership_register.shell.opening import open_project, with_links
from partnership_register.summary import Summary
from places import NOW, PROJECT

SEEDS = range(60 if settings.get_current_profile_name() == "release" else 6)
SPARSE = 9
"""The seed of a council in which little else leads from folder to folder."""
URL = "https://register.anywhere.example/"
PIECES = ("<title>", "register-slot-title", "</title><main>", "register-slot-body", "</main>")
"""A frame with nothing of any engine's in it."""


class FramesOf:
    """Gives every page the same frame, and takes note of the page."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}

    def __call__(self, page: Page) -> str:
        assert page.url not in self.pages
        self.pages[page.url] = page
        return "any"


def by_folders(project: Path, site: Path, noted: FramesOf) -> Register:
    """Build a site folder by folder, without an engine; return the register of `_council`."""
    records = project / "partnerships"
    memory = Memory(None)
    holdings = opened(records, scan(records), NOW, memory)
    engine = EngineSite({"any": PIECES}, {}, ())
    whole = Project(
        holdings=holdings, memory=memory, remembered=None, theme=PROJECT / "theme", site_url=URL,
        frame_of=noted, jobs=1, with_search=True, progress=lambda *_: None, digest=b"",
        still=lambda: None,
    )  # fmt: skip
    with Publication(site) as publication:
        make(whole, publication, engine, Summary())
    return council_register(holdings, project / "content")


def held_whole(register: Register, project: Path) -> tuple[dict[str, Page], dict[str, bytes]]:
    """The pages and all files of a register that is held whole."""
    lists = gathered((*given_by(register), *given_to_exports(register, URL)))
    pages = [*pages_of(register), home.page(register, lists), search_page()]
    renderer = Renderer(PROJECT / "theme", {"any": Frame(PIECES)})
    files = {page_path(page.url): renderer.bytes_of(page, "any") for page in pages}
    exports = (
        *exported(register, lists, URL),
        *exported_by_folder(register, pages, URL),
        *moved(register, pages),
    )
    files |= {export.path: export.make() for export in exports}
    files |= {
        file_address(record, name).lstrip("/"): (project / record.path).with_name(name).read_bytes()
        for record in register.everything
        for name in register.files_of(record)
    }
    gone = {owner.address for owner in owners((), register.notices)}
    files |= dict(sitemaps(sorted(page.url for page in pages if page.url not in gone), URL))
    return {page.url: page for page in pages}, files


@pytest.mark.parametrize("seed", SEEDS)
def test_a_site_made_by_folders_is_that_of_the_register_held_whole(
    seed: int, tmp_path: Path
) -> None:
    """Every view, every file and every link of a hand-written page, whatever names what."""
    assert_the_same(write(council(seed), tmp_path / "project"), tmp_path)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_withheld_by_folders_is_what_is_withheld_of_the_whole(
    seed: int, tmp_path: Path
) -> None:
    """Also what goes only because it is nothing without something that is withheld."""
    made = strewn(seed, ("alpha", "board", "zeta"), often=0.25)
    assert_the_same(write(made.files(), tmp_path / "project"), tmp_path)


PLAN = "title: Plan\nstatus: draft\nactions:\n- ref: {}\n  action: {}\n"
DECIDED = "decisions: [{ref: '2.9', text: Agreed., outcome: agreed}]"
HELD = "status: held\nminutes: {status: approved}\nitems:\n- title: X\n  "
NAMED = {
    **{
        spelling: {"meetings/2026-05-05": f"{HELD}{within}"}
        for spelling, within in {
            "JSON": 'referred_to: [{"partnership": "board"}]',
            "quoted key": "referred_to: [{'partnership': board}]",
            "below": "referred_to:\n  - partnership:\n      board",
            "space": "referred_to:\n  - partnership : board",
            "long key": "referred_to:\n  - ? partnership\n    : board",
            "letter by number": 'referred_to: [{partnership: "bo\\x61rd"}]',
            "escaped slash": r'minute: "See [[board\/delivery]]."',
            "broken line": 'minute: "See [[board/\\\n    delivery]]."',
            "colon": 'minute: "See [[plan: board/delivery]]."',
        }.items()
    },
    "seat": {"meetings/2026-05-05": 'attendance: [{member: "board#m1", status: present}]'
             "\nstatus: held\nminutes: {status: approved}"},
}  # fmt: skip
"""What a meeting of alpha says of the board, spelt in every way that YAML has."""


@pytest.mark.parametrize("spelling", NAMED)
def test_a_name_counts_however_it_is_spelt(spelling: str, tmp_path: Path) -> None:
    """What reads the folder of the board knows who names it before any YAML is parsed."""
    files = council(SPARSE, ("alpha", "board"))
    for name, text in NAMED[spelling].items():
        files[f"partnerships/alpha/{name}.yml"] = f"{text}\n".encode()
    assert_the_same(write(files, tmp_path / "project"), tmp_path)


BARE = {
    "in text": "See [[ZZ.1]].",
    "with its kind": '"See [[action: zz.1|that]]."',
    "with an escape": r'"See \x5b[ZZ.1]]."',
    "in a field": "Do.\n  links: [{type: depends-on, action: ZZ.1}]",
    "of a decision": "Do.\n  decision: 2.9",
}


@pytest.mark.parametrize("spelling", BARE)
def test_a_bare_ref_in_what_another_folder_shows_leads_to_its_action(
    spelling: str, tmp_path: Path
) -> None:
    """Alpha shows an action of the board that names one of another plan by its ref alone."""
    files = council(SPARSE, ("alpha", "board"))
    link = "links: [{type: supports, action: board/second#Y}]"
    files |= {
        "partnerships/alpha/plans/first.yml": PLAN.format("X", f"Do.\n  {link}").encode(),
        "partnerships/board/plans/second.yml": PLAN.format("Y", BARE[spelling]).encode(),
        "partnerships/board/plans/third.yml": PLAN.format("ZZ.1", "Do.").encode(),
        "partnerships/board/meetings/2026-05-05.yml": f"{HELD}{DECIDED}\n".encode(),
    }
    assert_the_same(write(files, tmp_path / "project"), tmp_path)


def assert_the_same(project: Path, tmp_path: Path) -> None:
    """Build by folders what is held whole as well, and compare."""
    content = project / "content"
    whole = open_project(project / "partnerships", content, NOW)
    assert whole.problems == ()
    assert whole.register
    pages, files = held_whole(whole.register, project)
    noted = FramesOf()
    common = by_folders(project, tmp_path / "site", noted)
    assert noted.pages.keys() == pages.keys()
    differing = [difference(pages[url], noted.pages[url]) for url in pages]
    assert [each for each in differing if each] == []
    made = {
        path: file.read_bytes()
        for file in (tmp_path / "site").rglob("*")
        if file.is_file()
        and (path := file.relative_to(tmp_path / "site").as_posix())
        and not path.startswith(SEARCH)
    }
    del files[page_path(ADDRESS)]
    assert made.keys() == files.keys()
    assert [path for path in files if files[path] != made[path]] == []
    for file in content.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert with_links(text, common) == with_links(text, whole.register)


def difference(whole: Page, by_folder: Page) -> str:
    """The first place at which two pages differ, for whoever reads that they do."""
    one, other = (msgspec.msgpack.encode(page) for page in (whole, by_folder))
    if one == other:
        return ""
    places = _differing(msgspec.msgpack.decode(one), msgspec.msgpack.decode(other), whole.url)
    return next(places, f"{whole.url}: in the order of keys")


def _differing(one: Any, other: Any, place: str) -> Iterator[str]:
    if type(one) is type(other) and isinstance(one, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differing(one[key], other[key], f"{place} {key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from _differing(*pair, f"{place}[{number}]")
    elif one != other:
        yield f"{place}: {str(one)[:300]} | {str(other)[:300]}"


def test_the_councils_made_by_chance_refer_in_every_way_there_is(tmp_path: Path) -> None:
    """Each field of the model that names something does, beyond its own folder where it may."""
    fields: set[str] = set()
    abroad: set[str] = set()
    for seed in range(12):
        project = write(council(seed), tmp_path / str(seed))
        register = open_project(project / "partnerships", project / "content", NOW).register
        assert register
        for record in register.everything:
            for found in walk(record):
                if isinstance(found, Reference):
                    name = _field(record, found.loc)
                    fields.add(name)
                    target = register.resolve(found.kinds, found.value, record)
                    if target and target.record.partnership != record.partnership:
                        abroad.add(name)
    assert fields == {
        name for kind in (*RECORD_TYPES, Council) for name in _naming(kind, kind.kind)
    }
    assert fields - abroad == STAY_AT_HOME


STAY_AT_HOME = {
    "organisation part_of",
    "organisation sector",
    "partnership members substitute_for",
    "risk owner",
    "risk mitigations owner",
    "strategy objectives portfolio",
    "strategy owner",
}
"""Fields of which the target lies in the folder of the record, or in `_council` with it."""


def _naming(model: type[BaseModel], begins: str) -> Iterator[str]:
    """Every field of a model and the parts in it that names something."""
    for field in _fields(model):
        name = f"{begins} {field.name}"
        if field.part:
            yield from _naming(field.part, name)
        elif field.kinds:
            yield name


def _field(record: Record, loc: tuple[str | int, ...]) -> str:
    return " ".join([record.kind, *(step for step in loc if isinstance(step, str))])
