"""A cache that was damaged, mixed up, aged or taken from elsewhere never shows on the site."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from partnership_register.remembered import Remembered
from partnership_register.render import rendering
from partnership_register.search import Findable, by_area, search_files
from partnership_register.search.indexing import Areas
from partnership_register.search.keeping import FILE
from partnership_register.shell.builds import CACHE, Options, build
from places import AS_OF, TESTS, copy_council, digests
from reckoning import Reckon

AS_USUAL = Options(as_of=AS_OF, jobs=1)
LEDGER = ".site.publishing/ledger"
"""Lies beside the site, and is as much a memory as what lies in the cache."""
MINUTES = "partnerships/harbour-board/meetings/2026-03-05.yml"
PARTNERSHIP = "partnerships/harbour-board/partnership.yml"
EDITS = (
    (),
    ((MINUTES, "Dredging is put off.", "Dredging begins in the spring."),),
    ((PARTNERSHIP, "Saltcombe Harbour Board", "Saltcombe Port Board"),
     ("content/about.md", "# ", "# More ")),
)  # fmt: skip
"""What is put otherwise than in the small council, one council for each."""
WORDS = ("flood", "minute", "river", "quay", "police", "safety", "review", "zebra", "yacht", "lamp")
TABLES = (
    ("areas", ("area",)), ("rows", ("area",)), ("lists", ("area",)), ("shards", ("shard",)),
    ("entries", ("shard", "area")),
)  # fmt: skip
"""Of the index of the search, with what their rows are found by."""


@dataclass(frozen=True)
class Projects:
    """The project whose cache is damaged, and what else its files may come from."""

    home: Path
    sites: tuple[dict[str, str], ...]
    """For each of the edits the digests of a clean build."""
    others: tuple[Path, ...]
    """The same built for each of the edits, and last another council."""

    def files(self) -> list[Path]:
        """Everything that is remembered, as paths from the project."""
        found = sorted(file for file in (self.home / CACHE).rglob("*") if file.is_file())
        return [file.relative_to(self.home) for file in found] + [Path(LEDGER)]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """The small council built once for each of the edits, and another council."""
    folder = tmp_path_factory.mktemp("damaged")
    states = [copy_council(folder / f"state-{number}") for number, _ in enumerate(EDITS)]
    for number, state in enumerate(states):
        put(state, number)
    other = copy_council(folder / "another-council")
    for file in other.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Dredging", "Lighting").replace("Quay", "Pier"), "utf-8")
    sites = [digests(build(each / "mkdocs.yml", AS_USUAL).site_dir) for each in (*states, other)]
    subprocess.run(["cp", "-a", states[-1], folder / "home"], check=True)
    return Projects(folder / "home", tuple(sites[:-1]), (*states, other))


def put(home: Path, number: int) -> None:
    """Bring the records to one of the edits."""
    for path in {path for edit in EDITS for path, _, _ in edit}:
        shutil.copy(TESTS / "council" / path, home / path)
    for path, before, after in EDITS[number]:
        text = (home / path).read_text(encoding="utf-8")
        assert before in text
        (home / path).write_text(text.replace(before, after), encoding="utf-8")


def kinds(files: list[Path]) -> list[list[Path]]:
    """The files by what they are for, so that a few large kinds are not all that is tried."""
    found: dict[tuple[str, ...], list[Path]] = {}
    for file in files:
        below = file.relative_to(CACHE).parts if file.is_relative_to(CACHE) else file.parts
        found.setdefault(below[:-1] or below, []).append(file)
    return [found[kind] for kind in sorted(found)]


def one(projects: Projects, chance: random.Random) -> Path:
    """A file of any kind."""
    return chance.choice(chance.choice(kinds(projects.files())))


# Ways to damage a cache; each says of what

Damage = Callable[[Projects, random.Random], str]


def flip_bits(projects: Projects, chance: random.Random) -> str:
    file = one(projects, chance)
    content = (projects.home / file).read_bytes()
    (projects.home / file).write_bytes(flipped(content, chance))
    return str(file)


def cut_short(projects: Projects, chance: random.Random) -> str:
    file = one(projects, chance)
    content = (projects.home / file).read_bytes()
    (projects.home / file).write_bytes(content[: chance.randint(0, max(0, len(content) - 1))])
    return str(file)


def empty(projects: Projects, chance: random.Random) -> str:
    file = one(projects, chance)
    (projects.home / file).write_bytes(b"")
    return str(file)


def add_to_the_end(projects: Projects, chance: random.Random) -> str:
    file = one(projects, chance)
    with (projects.home / file).open("ab") as content:
        content.write(chance.randbytes(chance.randint(1, 100)))
    return str(file)


def swap_two(projects: Projects, chance: random.Random) -> str:
    """Mostly of one kind, which are taken for each other most easily."""
    files = projects.files()
    alike = [kind for kind in kinds(files) if len(kind) > 1]
    pair = chance.sample(chance.choice([*alike, files]), 2)
    contents = [(projects.home / file).read_bytes() for file in pair]
    for file, content in zip(pair, reversed(contents), strict=True):
        (projects.home / file).write_bytes(content)
    return " and ".join(map(str, pair))


def put_another(projects: Projects, chance: random.Random) -> str:
    """That of an earlier state, or of another project."""
    other, file = chance.choice(projects.others), one(projects, chance)
    if (other / file).is_file():
        shutil.copy(other / file, projects.home / file)
    return f"{file} of {other.name}"


def put_all_others(projects: Projects, chance: random.Random) -> str:
    """The whole cache, or one kind of things in it, of an earlier state or another project."""
    other = chance.choice(projects.others)
    cache = projects.home / CACHE
    folder = chance.choice([cache, *sorted(each for each in cache.rglob("*") if each.is_dir())])
    folder = folder.relative_to(projects.home)
    shutil.rmtree(projects.home / folder)
    if (other / folder).is_dir():
        shutil.copytree(other / folder, projects.home / folder)
    return f"{folder} of {other.name}"


def remove(projects: Projects, chance: random.Random) -> str:
    file = one(projects, chance)
    (projects.home / file).unlink()
    return str(file)


def put_a_folder(projects: Projects, chance: random.Random) -> str:
    """Where a file was, with something in it or not."""
    file = one(projects, chance)
    (projects.home / file).unlink()
    (projects.home / file).mkdir()
    if chance.random() < 0.5:
        (projects.home / file / "something").write_text("x")
    return str(file)


def put_a_file(projects: Projects, chance: random.Random) -> str:
    """Where a folder was."""
    cache = projects.home / CACHE
    folder = chance.choice([cache, *sorted(each for each in cache.rglob("*") if each.is_dir())])
    shutil.rmtree(folder)
    folder.write_text("x")
    return str(folder.relative_to(projects.home))


def put_a_link(projects: Projects, chance: random.Random) -> str:
    """That leads nowhere, or to itself."""
    file = one(projects, chance)
    (projects.home / file).unlink()
    (projects.home / file).symlink_to(chance.choice(("nowhere", file.name)))
    return str(file)


DAMAGES: tuple[Damage, ...] = (
    flip_bits, flip_bits, flip_bits, cut_short, empty, add_to_the_end, swap_two, swap_two,
    put_another, put_another, put_all_others, remove, put_a_folder, put_a_file, put_a_link,
)  # fmt: skip


def damages(number: int) -> Iterator[tuple[Damage, random.Random]]:
    """So many ways, each with chance of its own: always the same ones."""
    for each in range(number):
        yield DAMAGES[each % len(DAMAGES)], random.Random(each)


def test_a_damaged_cache_never_shows_on_the_site(projects: Projects, reckon: Reckon) -> None:
    """Damaged before each build, which is that of an edit and goes on from the one before."""
    many = 1_000 if reckon.whole else 25
    state = len(EDITS) - 1
    for number, (damage, chance) in enumerate(damages(many)):
        done = f"{number}, {damage.__name__}: {damage(projects, chance)}"
        state = (state + chance.choice((1, 2))) % len(EDITS)
        put(projects.home, state)
        rendering._LAST.clear()  # or what is kept of templates would never be read
        site = digests(build(projects.home / "mkdocs.yml", AS_USUAL).site_dir)
        assert site == projects.sites[state], done
    reckon.held("I2", many, "caches damaged, none of which showed on the site")


@pytest.mark.parametrize("jobs", [1, 2])
def test_lists_are_made_though_neither_records_nor_what_they_give_are_remembered(
    projects: Projects, jobs: int, tmp_path: Path
) -> None:
    """Folders stand as they are, but for the lists their records are read while pages are made."""
    home = tmp_path / "council"
    subprocess.run(["cp", "-a", projects.others[0], home], check=True)
    for name in ("lists", "records", "made/lists"):
        shutil.rmtree(home / CACHE / name)
    with (home / "content" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\nMore.\n")
    made = build(home / "mkdocs.yml", replace(AS_USUAL, jobs=jobs))
    anew = replace(AS_USUAL, site_dir=tmp_path / "clean", use_cache=False)
    assert digests(made.site_dir) == digests(build(home / "mkdocs.yml", anew).site_dir)


def test_a_damaged_index_never_shows_in_the_search(tmp_path: Path, reckon: Reckon) -> None:
    """Bits of it flipped, rows lost or under other names; and then an edit."""
    site, cache, many = tmp_path / "site", tmp_path / "cache", reckon.many(2_000)
    search_files(site, searched(site, 0), cache=cache)
    sound = (cache / FILE).read_bytes()
    clean = [search_files(site, searched(site, edit), cache=None).files for edit in range(3)]
    for number in range(many):
        chance = random.Random(number)
        (cache / FILE).write_bytes(sound if number % 2 else flipped(sound, chance))
        if number % 2:
            lose_a_row(cache / FILE, chance)
        edit = number % len(clean)
        assert search_files(site, searched(site, edit), cache=cache).files == clean[edit], number
    reckon.held("I2", many, "damaged indexes of the search, none of which showed")


def flipped(content: bytes, chance: random.Random) -> bytes:
    """The same with one bit or some the other way round."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def lose_a_row(file: Path, chance: random.Random) -> None:
    """Take a row away, or let it be one of something else."""
    with closing(sqlite3.connect(file)) as index, index:
        table, keys = chance.choice(TABLES)
        found = index.execute(f"SELECT {', '.join(keys)} FROM {table} ORDER BY 1").fetchall()
        key, value = chance.choice([*zip(keys, chance.choice(found), strict=True)])
        if chance.random() < 0.5:
            index.execute(f"DELETE FROM {table} WHERE {key} = ?", (value,))
        else:
            index.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (f"{value}x", value))


def searched(site: Path, edit: int) -> Areas:
    """Pages of some areas, with words by chance: as they are, one edited, and with a new area."""
    pages = {(area, number): 10 * area + number for area in range(1, 7) for number in range(3)}
    pages |= {1: {(3, 1): 99}, 2: {(0, 0): 100}}.get(edit, {})
    return by_area(_written(site, *place, random.Random(seed)) for place, seed in pages.items())


def _written(site: Path, area: int, number: int, chance: random.Random) -> Findable:
    words = " ".join(chance.choice(WORDS) + chance.choice("abcdefgh") for _ in range(50))
    url = f"/partnerships/area-{area}/{number}/"
    (site / url.strip("/")).mkdir(parents=True, exist_ok=True)
    (site / url.strip("/") / "index.html").write_text(f"<main id=main><p>{words}</p></main>")
    return Findable(url, f"Page {number}", "Page", words, f"area-{area}", f"Area {area}", "", None)


def test_two_processes_may_make_a_folder_of_the_cache_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the one has written is never removed by the other, which saw no folder yet."""
    one, other = (Remembered(tmp_path / "cache", b"maker") for _ in "ab")
    is_dir, seen = Path.is_dir, list[Path]()

    def looked_at(path: Path) -> bool:
        found = is_dir(path)
        if path.name == "templates" and not found and not seen:
            seen.append(path)
            other.write("templates/other", b"its own")
        return found

    monkeypatch.setattr(Path, "is_dir", looked_at)
    one.write("templates/one", b"mine")
    assert (one.read("templates/one"), one.read("templates/other")) == (b"mine", b"its own")
    assert seen
