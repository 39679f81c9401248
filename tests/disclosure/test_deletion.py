"""What is deleted is gone: from the site, from what lies beside it, and from what is remembered."""

from __future__ import annotations

import random
from pathlib import Path

from disclosure.scanner import Scanner, found
from disclosure.sites import built, differences, engine_run_once, forget, settle, tree
from disclosure.strewing import (
    LETTERS,
    ROOT,
    Data,
    Strewn,
    is_seen,
    place,
    speak_for_papers,
    strewn,
)
from reckoning import Reckon

WORDY = {"action", "text", "summary", "minute", "title", "purpose", "finding", "cause", "notes"}


def canary(chance: random.Random) -> str:
    """A word that stands nowhere else."""
    return "d" + "".join(chance.choices(LETTERS, k=23))


def with_more(made: Strewn, chance: random.Random, many: int) -> tuple[Strewn, list[str]]:
    """The same with records and files that nothing else names; every word of them its own."""
    other, words = made.twin(), []
    paths = [p for p in made.records if p.count("/") == 3]
    for path in chance.sample(paths, min(many, len(paths))):
        folder, _, name = path.rpartition("/")
        dated = {"meetings": 10, "reviews": 4}.get(folder.rpartition("/")[2], 0)
        begins = f"{name[:dated]}-" if dated else ""
        words.append(canary(chance))
        new = f"{folder}/{begins}{words[-1]}.yml"
        data = other.records[new] = _reworded(made.records[path], words, chance)
        data["visibility"] = chance.choice(("public", "public", "public", "draft"))
        data.pop("files", None)
        if "/documents/" in path:
            words += [canary(chance), canary(chance)]
            data["files"] = [f"{words[-2]}.txt"]
            other.others[f"{folder}/{words[-2]}.txt"] = f"{words[-1]}\n".encode()
    speak_for_papers(other)
    return other, words


def _reworded(data: Data, words: list[str], chance: random.Random) -> Data:
    made = {}
    for key, value in data.items():
        is_reference = key == "action" and not data.keys() & {"leads", "links", "ref"}
        if isinstance(value, str) and key in WORDY and not is_reference:
            words.append(canary(chance))
            made[key] = words[-1]
        elif isinstance(value, list):
            made[key] = [
                _reworded(each, words, chance) if isinstance(each, dict) else each for each in value
            ]
        else:
            made[key] = value
    return made


def test_after_a_deletion_all_is_as_if_it_had_never_been(tmp_path: Path, reckon: Reckon) -> None:
    """The site byte for byte; no word is left in the cache, nor in the tree of the next site."""
    project, other, deleted, number = tmp_path / "project", tmp_path / "other", 0, 0
    with engine_run_once():
        while deleted < reckon.many(500):
            chance = random.Random(number)
            made = strewn(number, ("alpha",))
            more, words = with_more(made, chance, 18)
            forget(other)
            built(settle(made.files(), other), "-j1")
            forget(project)
            built(settle(more.files(), project), "-j1")
            assert found(Scanner(words).folder(project / "site")), "nothing was to be deleted"
            built(settle(made.files(), project), "-j1")
            assert differences(tree(project / "site"), tree(other / "site")) == [], number
            left = [leak for name in ("site", ".site.publishing", ".cache")
                    for leak in Scanner(words).folder(project / name)]  # fmt: skip
            assert left == [], number
            deleted += len(more.records) - len(made.records)
            number += 1
    reckon.held("C6", deleted, "deletions of which nothing was left")


def test_a_folder_that_is_deleted_is_forgotten(tmp_path: Path) -> None:
    """A partnership that is gone leaves nothing behind either."""
    project, other = tmp_path / "project", tmp_path / "other"
    made = strewn(2, ("alpha",), often=0)
    more, words = made.twin(), []
    chance = random.Random(1)
    for path, data in made.records.items():
        if path.startswith(f"{ROOT}alpha/"):
            copied = _reworded(data, words, chance)
            copied.pop("files", None)
            more.records[path.replace("alpha", "omega", 1)] = copied
    assert any(place(path).partnership == "omega" for path in more.records)
    with engine_run_once():
        built(settle(made.files(), other), "-j1")
        built(settle(more.files(), project), "-j1")
        built(settle(made.files(), project), "-j1")
    assert differences(tree(project / "site"), tree(other / "site")) == []
    for name in ("site", ".site.publishing", ".cache"):
        assert Scanner(words).folder(project / name) == []


def test_what_is_withheld_in_place_of_something_else_is_gone(tmp_path: Path) -> None:
    """As many things are withheld as before, but others."""
    project = tmp_path / "project"
    made, word = strewn(2, ("alpha",), often=0), canary(random.Random(1))
    path = next(p for p, data in made.records.items() if data.get("items") and is_seen(made, p))
    first: Data = {"title": word, "minute": f"The {word} was seen to."}
    second: Data = {"title": "Other", "minute": "Seen to.", "visibility": "confidential"}
    made.records[path]["items"] = [first, second, *made.records[path]["items"]]
    with engine_run_once():
        built(settle(made.files(), project), "-j1", "--no-search")
        assert Scanner([word]).folder(project / "site")
        first["visibility"] = second.pop("visibility")
        built(settle(made.files(), project), "-j1", "--no-search")
    for name in ("site", ".site.publishing"):
        assert Scanner([word]).folder(project / name) == []
