"""A walk of the standby finds whatever is there otherwise than the ledger says."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from partnership_register.publishing import walking
from partnership_register.publishing.ledger import Group, folders_of, group_of
from partnership_register.publishing.trees import entry_of
from partnership_register.publishing.walking import Differences, Walk, _Listed, times_of

LATER = 1 << 62
"""So late that no folder was changed just now."""
FILES = ("index.html", "a/index.html", "a/b/c/data.csv", "a/caf\u00e9.html", "z/1.html")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with files and folders, and names of all kinds; what time it is, the test says."""
    tmp_path = tmp_path / "standby"
    monkeypatch.setattr(walking, "time_beside", lambda _: LATER)
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    return tmp_path


def groups(folder: Path) -> dict[str, Group]:
    """Everything in a folder, in two groups."""
    made = {path: entry_of(folder, path, "any") for path in FILES}
    return {
        "a": group_of({path: entry for path, entry in made.items() if path.startswith("a/")}),
        "others": group_of({p: entry for p, entry in made.items() if not p.startswith("a/")}),
    }


@pytest.mark.parametrize("share", [1, 500])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_walk_finds_what_is_not_as_it_was(
    folder: Path, at_once: bool, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other files, missing ones, strange files and folders, links; wherever it is made."""
    monkeypatch.setattr("partnership_register.aside.may_fork", lambda: at_once)
    monkeypatch.setattr(walking, "_SHARE", share)
    known = groups(folder)
    times = {name: times_of(folder, folders_of(g.entries), LATER) for name, g in known.items()}
    for know in ({}, times):
        found = Walk(folder, known, know, at_once=at_once).differences()
        assert found == Differences(times={} if know else times)
    time.sleep(0.02)  # as little as two changes of a folder may lie apart to be told apart
    (folder / "a/index.html").write_text("another")
    (folder / "a/b/c/data.csv").unlink()
    (folder / "strange" / "too").mkdir(parents=True)
    (folder / "strange" / "file").touch()
    (folder / "z" / "link").symlink_to("a")
    os.link(folder / "index.html", folder / "again.html")
    for know in ({}, times):
        found = Walk(folder, known, know, at_once=at_once).differences()
        assert found.doubtful == {"a": (["a/index.html"], ["a/b/c/data.csv"])}
        assert sorted(found.strange) == ["again.html", "strange/file"]
        assert sorted(found.folders) == ["strange", "strange/too"]
        assert found.odd == ["z/link"]


def test_a_folder_is_listed_only_where_it_may_have_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where its time says that nothing came or went; but where that is too near to now."""
    known = groups(folder)
    listed: list[str] = []
    monkeypatch.setattr(_Listed, "look", lambda _, path: listed.append(path))
    for now, some in ((LATER, []), (0, ["", "a", "a/b", "a/b/c", "z"])):
        monkeypatch.setattr(walking, "time_beside", lambda _, now=now: now)
        times = {name: times_of(folder, folders_of(g.entries), now) for name, g in known.items()}
        Walk(folder, known, times, at_once=False).differences()
        assert sorted(listed) == some


def test_files_behind_a_link_are_not_those_of_the_site(folder: Path) -> None:
    """They may be anybody's."""
    known = groups(folder)
    (folder / "a").rename(folder.parent / "elsewhere")
    (folder / "a").symlink_to(folder.parent / "elsewhere")
    found = Walk(folder, known, {}, at_once=False).differences()
    assert found.odd == ["a"]
    assert found.doubtful == {"a": ([], sorted(known["a"].entries))}
