"""Whatever was edited, damaged or undone before: building again equals building anew."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from building.councils import SETTINGS, Files, as_yaml, council, write
from partnership_register.scanning import tree_digest
from partnership_register.shell.builds import CACHE, Options, build
from partnership_register.shell.problems_found import ProblemsFound
from places import AS_OF, PROJECT
from reckoning import Reckon

IS_RELEASE = settings.get_current_profile_name() == "release"
FOLDERS = ("alpha", "board", "board-two", "zeta")
"""So many that several processes share them."""
DAYS = (AS_OF, date(2026, 11, 23), date(2026, 12, 2), date(2027, 2, 1), date(2026, 2, 10))
"""On the last of them meetings that are called held are still to come, so that it is refused."""
EVERY = 1 if IS_RELEASE else 3
"""After so many builds the site is compared with a clean one; after the last one in any case."""
TEXTS = (
    "Another.", "As it was; see [[alpha/2026-03-12]].", "With [[paper]] and [[police]].",
    "After [[board/delivery#1]] and [[zeta/terms]].", "Of [[board-two]].", "", "[[nobody]]",
)  # fmt: skip
WORDY = {
    "action", "cause", "finding", "introduction", "meaning", "minute", "name", "notes", "number",
    "post", "project", "purpose", "reason", "ref", "remit", "source", "status", "summary", "text",
    "timescale", "title",
}  # fmt: skip
"""Keys that have words of the officer's own, or of a list, to which these do not belong."""
HAND_WRITTEN = (
    "# About\n\nWords.\n", "# About\n\nSee [[board/2026-03-12]].\n", "# More\n\n[[guide]]\n",
    "# About\n\nSee [[zeta/delivery#1|an action]] of [[zeta]].\n", "# About\n\n[[nobody]]\n",
)  # fmt: skip
THEME_FILES = ("main.html", "assets/register.css", "pages/meeting.html", "views/actions.html",
               "parts/tables.html", "views/home.html")  # fmt: skip


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder by its path: files with their content, folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def assert_same(one: dict[str, bytes | None], other: dict[str, bytes | None]) -> None:
    """Compare two trees and name the files that differ."""
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def whole_project() -> Files:
    """A council made by chance, with a copy of the theme of its own."""
    theme = {
        f"theme/{path.relative_to(PROJECT / 'theme').as_posix()}": path.read_bytes()
        for path in sorted((PROJECT / "theme").rglob("*"))
        if path.is_file()
    }
    files = {**council(3, FOLDERS), **theme, "mkdocs.yml": SETTINGS.format(theme="theme").encode()}
    return dict(sorted(files.items()))


TRIED: Counter[str] = Counter()
"""How many builds were made, refused, and compared with a clean one."""


class Edits(RuleBasedStateMachine):
    """A project that is edited and built; `files` is what it should be, wherever the disk is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="register-"))
        self.project = self.folder / "project"
        self.site = self.project / "site"
        self.patch = pytest.MonkeyPatch()
        theme = self.project / "theme"
        self.patch.setattr("partnership_register.shell.builds.theme_folder", lambda: theme)
        self.files = whole_project()
        self.written: Files = {}
        self.as_of = AS_OF
        self.options = Options(jobs=1)
        self.earlier: list[tuple[Files, date]] = []
        self.is_sound = True
        self.builds = 0
        self.compared = 0

    def teardown(self) -> None:
        """Mend what is broken, the site as well, and compare it if that was not just done."""
        try:
            if not self.is_sound:
                self.files, self.as_of = self.earlier[-1]
            self.build()
            if self.compared != self.builds:
                self.compare()
        finally:
            self.patch.undo()
            shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.build()

    # What the records say

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data(), text=st.sampled_from(TEXTS))
    def edit(self, data: st.DataObject, text: str) -> None:
        path = data.draw(st.sampled_from(self.records()))
        record = yaml.safe_load(self.files[path])
        places = list(wordy(record))
        holder, key = data.draw(st.sampled_from(places))
        holder[key] = text
        self.change({path: as_yaml(record)})

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data(), title=st.sampled_from(("New title", "Newer & better")))
    def edit_title(self, data: st.DataObject, title: str) -> None:
        titled = [path for path in self.records() if self.files[path].startswith(b"title: ")]
        path = data.draw(st.sampled_from(titled))
        self.change({path: as_yaml(yaml.safe_load(self.files[path]) | {"title": title})})

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data(), to=st.sampled_from(FOLDERS), number=st.integers(1, 3))
    def add(self, data: st.DataObject, to: str, number: int) -> None:
        path = data.draw(st.sampled_from([p for p in self.records() if p.count("/") == 3]))
        _, folder, kind, name = path.split("/")
        folder = folder if folder == "_council" else to
        stem = f"{name[:4]}-04-0{number}" if kind == "meetings" else f"{name[:-4]}-{number}"
        self.change({f"partnerships/{folder}/{kind}/{stem}.yml": self.files[path]})

    @precondition(lambda self: self.is_sound)
    @rule(folder=st.sampled_from(FOLDERS))
    def add_partnership(self, folder: str) -> None:
        begins = f"partnerships/{folder}/"
        self.change({
            path.replace(begins, "partnerships/omega/"): content
            for path, content in self.files.items() if path.startswith(begins)
        })  # fmt: skip

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data(), is_former_kept=st.booleans(), name=st.sampled_from(("new", "newer")))
    def rename(self, data: st.DataObject, is_former_kept: bool, name: str) -> None:
        """With every reference to it; meetings, whose names are days, are not renamed."""
        names = r"/(?:documents|plans|risks|strategies|organisations)/"
        path = data.draw(st.sampled_from([p for p in self.records() if re.search(names, p)]))
        self.files = renamed(self.files, path, name, is_former_kept=is_former_kept)
        self.build()

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.records()))
        self.change({path: None})

    @precondition(lambda self: self.is_sound)
    @rule(data=st.data(), damage=st.sampled_from((b"status: [", b"x: 1\n", b"\xff")))
    def break_record(self, data: st.DataObject, damage: bytes) -> None:
        path = data.draw(st.sampled_from(self.records()))
        self.change({path: self.files[path] + damage})
        assert not self.is_sound

    @precondition(lambda self: bool(self.earlier))
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        self.files, self.as_of = data.draw(st.sampled_from(self.earlier))
        self.build()

    # What else a site is made from

    @precondition(lambda self: self.is_sound)
    @rule(text=st.sampled_from(HAND_WRITTEN), name=st.sampled_from(("about", "more", "sub/README")))
    def write_by_hand(self, text: str, name: str) -> None:
        self.change({f"content/{name}.md": text.encode()})

    @precondition(lambda self: self.is_sound)
    @rule(path=st.sampled_from(THEME_FILES), number=st.integers(1, 2))
    def change_theme(self, path: str, number: int) -> None:
        content = self.files[f"theme/{path}"]
        addition = f"/* {number} */" if path.endswith(".css") else f"<b>{number}</b>"
        # Inside of the last block or macro, where there is one; elsewhere it would not be shown.
        before, end, after = content.rpartition(b"{% end")
        changed = before + addition.encode() + end + after if end else content + addition.encode()
        self.change({f"theme/{path}": changed})

    @rule(
        name=st.sampled_from(("Register of Partnerships", "Who works with us")),
        url=st.sampled_from(("", "https://register.anywhere.example/", "https://x.example/y/")),
    )
    @precondition(lambda self: self.is_sound)
    def change_settings(self, name: str, url: str) -> None:
        text = SETTINGS.format(theme="theme").replace("Register of Partnerships", name)
        text = text.replace("https://register.anywhere.example/", f"'{url}'")
        self.change({"mkdocs.yml": text.encode()})

    @precondition(lambda self: self.is_sound)
    @rule(day=st.sampled_from(DAYS))
    def another_day(self, day: date) -> None:
        self.as_of = day
        self.build()

    # What lies beside: the site, the cache, the standby

    @rule(path=st.sampled_from(("stray.html", "partnerships/alpha/old/index.html", "css/x.css")))
    def stray(self, path: str) -> None:
        write({path: b"stray"}, self.site)
        self.build()

    @rule(data=st.data(), length=st.sampled_from((None, 0, 100)))
    def damage_site(self, data: st.DataObject, length: int | None) -> None:
        """Shorten a file, or take it away."""
        files = sorted(path for path in self.site.rglob("*") if path.is_file())
        self.spoil(data.draw(st.sampled_from(files)), length)

    @rule(which=st.sampled_from(("site", ".site.publishing", ".cache", ".site.publishing/ledger")))
    def remove(self, which: str) -> None:
        path = self.project / which
        if which == "site" and not self.is_sound:
            return  # a refused build does not make a site
        if path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)
        self.build()

    @rule(data=st.data(), how=st.sampled_from((None, 0, 40, "half", "flipped", "older")))
    def damage_cache(self, data: st.DataObject, how: int | str | None) -> None:
        files = sorted(path for path in (self.project / CACHE).rglob("*") if path.is_file())
        if not files:
            return
        path = data.draw(st.sampled_from(files))
        content = path.read_bytes()
        match how:
            case "half":
                self.spoil(path, len(content) // 2)
            case "flipped":
                path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
            case "older":
                path.write_bytes(re.sub(rb"^(\S+ \S+) \w+", rb"\1 00", content))
            case int() | None:
                self.spoil(path, how)  # type: ignore[arg-type]
        self.build()

    @rule(jobs=st.sampled_from((1, 2, 3)))
    def build_with(self, jobs: int) -> None:
        self.options = replace(self.options, jobs=jobs)

    @rule()
    def without_cache(self) -> None:
        usual, self.options = self.options, replace(self.options, use_cache=False)
        self.build()
        self.options = usual

    # How it is done

    def records(self) -> list[str]:
        return sorted(path for path in self.files if path.endswith(".yml") and "/" in path)

    def change(self, changes: dict[str, bytes | None]) -> None:
        files = {**self.files, **changes}
        self.files = {path: content for path, content in files.items() if content is not None}
        self.build()

    def spoil(self, file: Path, length: int | None) -> None:
        content = file.read_bytes()
        file.unlink()
        if length is not None:
            file.write_bytes(content[:length])

    def put(self) -> None:
        """Bring the disk to what the files should be."""
        for path in self.written.keys() - self.files.keys():
            (self.project / path).unlink()
            for folder in list((self.project / path).parents)[: path.count("/")]:
                if not any(folder.iterdir()):
                    folder.rmdir()
        new = {p: c for p, c in self.files.items() if self.written.get(p) != c}
        write(new, self.project)
        self.written = self.files

    def build(self) -> None:
        self.put()
        before = tree(self.site)
        try:
            build(self.project / "mkdocs.yml", replace(self.options, as_of=self.as_of))
        except ProblemsFound:
            self.is_sound = False
            assert_same(tree(self.site), before)
            TRIED["refused"] += 1
            return
        self.is_sound = True
        if not self.earlier or self.earlier[-1] != (self.files, self.as_of):
            self.earlier.append((self.files, self.as_of))
        self.builds += 1
        TRIED["built"] += 1
        if self.builds % EVERY == 0:
            self.compare()

    def compare(self) -> None:
        """Hold the site against one that is made of the same with nothing remembered."""
        files, as_of = self.earlier[-1]
        self.compared = self.builds
        assert_same(tree(self.site), clean(files, as_of))
        TRIED["compared"] += 1


_CLEAN: dict[tuple[bytes, date], dict[str, bytes | None]] = {}
"""Clean sites that were made before, by all that they are made from."""


def clean(files: Files, as_of: date) -> dict[str, bytes | None]:
    """The site that is made of these files in a folder where there was nothing before."""
    with (
        tempfile.TemporaryDirectory(prefix="register-") as folder,
        pytest.MonkeyPatch.context() as p,
    ):
        project = write(files, Path(folder))
        key = (tree_digest(project), as_of)
        if key not in _CLEAN:
            theme = project / "theme"
            p.setattr("partnership_register.shell.builds.theme_folder", lambda: theme)
            options = Options(as_of=as_of, jobs=1, use_cache=False)
            _CLEAN[key] = tree(build(project / "mkdocs.yml", options).site_dir)
        return _CLEAN[key]


def wordy(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a record where words stand: what holds them, and under which key."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from wordy(value)
        elif isinstance(value, str) and key in WORDY:
            yield data, key


def renamed(files: Files, path: str, name: str, *, is_former_kept: bool) -> Files:
    """The project with a record called by another name, by all who name it as well."""
    _, folder, kind, file = path.split("/")
    former = file.removesuffix(".yml")
    short = re.compile(rf"(?<![\w/-]){former}(?![\w.-])".encode())
    full = re.compile(rf"(?<![\w/-]){folder}/{former}(?![\w.-])".encode())
    changed = {}
    for each, content in files.items():
        text = content
        if each.endswith((".yml", ".md")) and not each.startswith("theme/"):
            text = full.sub(f"{folder}/{name}".encode(), text)
            if folder == "_council" or each.startswith(f"partnerships/{folder}/"):
                text = short.sub(name.encode(), text)
        changed[each] = text
    record = yaml.safe_load(changed.pop(path))
    if is_former_kept:
        record["former_ids"] = [*record.get("former_ids", ()), former]
    changed[f"partnerships/{folder}/{kind}/{name}.yml"] = as_yaml(record)
    return changed


def test_folders_that_name_each_other_see_each_other_change() -> None:
    """A record that names a folder and is named there counts among what the folder rests on."""
    edits, path = Edits(), "partnerships/board-two/plans/delivery.yml"
    try:
        edits.begin()
        record = yaml.safe_load(edits.files[path]) | {"title": "New title"}
        edits.change({path: as_yaml(record)})
        edits.compare()
    finally:
        edits.teardown()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_after_any_edits_the_site_is_that_of_a_clean_build(reckon: Reckon) -> None:
    """Records, pages written by hand, theme, settings and days changed; site and cache damaged."""
    TRIED.clear()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Edits,
        settings=settings(
            max_examples=40 if IS_RELEASE else 5,
            stateful_step_count=16 if IS_RELEASE else 14,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    reckon.held("I1", TRIED["built"], "builds after edits that came to a site")
    reckon.held("I1", TRIED["compared"], "sites compared with clean builds, the same to the byte")
    reckon.held("I1", TRIED["refused"], "builds refused, the site left as it was")
