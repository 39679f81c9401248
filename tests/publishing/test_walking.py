"""Walks in a process of their own find what a walk in this one finds."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from partnership_register.publishing.trees import tree_of
from partnership_register.publishing.walking import Walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tree with files, folders, an empty one, names of all kinds, and links."""
    for path in ("index.html", "a/index.html", "a/b/c/data.csv", "a/caf\u00e9.html", "z/1.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("a")
    os.link(tmp_path / "index.html", tmp_path / "again.html")
    return tmp_path


@pytest.mark.parametrize("at_once", [False, True])
def test_a_walk_is_the_same_wherever_it_is_made(
    folder: Path, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files with what the system says of them, folders in their order, and what is neither."""
    monkeypatch.setattr("partnership_register.publishing.walking.may_fork", lambda: at_once)
    assert Walk(folder, at_once=at_once).tree() == tree_of(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_walk_whose_process_dies_is_made_again_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine short of memory may kill it, and half an answer is none."""

    def killed(_: Path) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as dying:
        dying.setattr("partnership_register.publishing.walking.may_fork", lambda: True)
        dying.setattr("partnership_register.publishing.walking.tree_of", killed)
        walk = Walk(folder, at_once=True)
    assert walk.tree() == tree_of(folder)
