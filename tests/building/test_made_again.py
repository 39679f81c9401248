"""What a build reads and renders again, and what it takes from the one before."""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from building.councils import SETTINGS, council, write
from partnership_register.shell.builds import CACHE, Options, build
from partnership_register.shell.problems_found import ProblemsFound
from places import AS_OF, PROJECT, copy_council, digests
from reckoning import Reckon

AS_USUAL = Options(as_of=AS_OF, jobs=1)
MINUTES = "partnerships/harbour-board/meetings/2026-03-05.yml"
PARTNERSHIP = "partnerships/harbour-board/partnership.yml"


def edit(council: Path, path: str, before: str, after: str) -> None:
    """Replace what stands in a file once or more often."""
    text = (council / path).read_text(encoding="utf-8")
    assert before in text
    (council / path).write_text(text.replace(before, after), encoding="utf-8")


def clean(council: Path) -> dict[str, str]:
    """The digests of a site that is built anew from the same records."""
    options = replace(AS_USUAL, site_dir=council.with_name("clean"), use_cache=False)
    return digests(build(council / "mkdocs.yml", options).site_dir)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small council, built once."""
    home = copy_council(tmp_path_factory.mktemp("once") / "council")
    build(home / "mkdocs.yml", AS_USUAL)
    return home


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """A copy of the small council, with its site and its cache, that a test may change."""
    subprocess.run(["cp", "-a", once, tmp_path / "council"], check=True)
    return tmp_path / "council"


def test_the_first_build_reads_and_renders_everything_once(tmp_path: Path) -> None:
    """As many records are read as there are, however many folders need one."""
    home = copy_council(tmp_path / "council")
    summary = build(home / "mkdocs.yml", AS_USUAL)
    files = [path for path in (home / "partnerships").rglob("*.yml") if path.stem != "README"]
    assert summary.records == summary.parsed == len(files)
    assert summary.rendered == summary.pages


def test_where_nothing_changed_nothing_is_read_or_rendered(built: Path, reckon: Reckon) -> None:
    """The site stays as it is, to the byte."""
    before = digests(built / "site")
    summary = build(built / "mkdocs.yml", AS_USUAL)
    assert (summary.parsed, summary.rendered, summary.removed) == (0, 0, 0)
    assert summary.pages > 50
    assert digests(built / "site") == before
    reckon.held("I3", summary.pages, "pages of which none was rendered where nothing changed")


def test_an_edited_minute_renders_its_own_page_and_no_other(built: Path, reckon: Reckon) -> None:
    """One record is read, one page is rendered, and the summary names it."""
    edit(built, MINUTES, "The board heard", "The board listened and heard")
    summary = build(built / "mkdocs.yml", AS_USUAL)
    assert summary.changed == ["/partnerships/harbour-board/meetings/2026-03-05/"]
    assert (summary.parsed, summary.rendered) == (1, 1)
    assert f"Rendered: {summary.changed[0]}" in list(summary.lines())
    assert digests(built / "site") == clean(built)
    reckon.held("I3", summary.rendered, "page rendered for an edited minute, the one that shows it")


def test_an_edited_title_renders_the_pages_that_show_it_and_no_other(
    built: Path, reckon: Reckon
) -> None:
    """A page is rendered if, and only if, its bytes then differ; none shows the old title."""
    before = digests(built / "site")
    edit(built, PARTNERSHIP, "Saltcombe Harbour Board", "Saltcombe Port Board")
    summary = build(built / "mkdocs.yml", AS_USUAL)
    after = digests(built / "site")
    assert after == clean(built)
    differing = {path for path in after if before.get(path) != after[path]}
    pages = {path for path in differing if path.endswith("index.html")}
    assert summary.rendered == len(pages) > 10
    for path in after:
        assert b"Saltcombe Harbour Board" not in (built / "site" / path).read_bytes(), path
    assert summary.parsed == 1
    reckon.held("I3", summary.rendered, "pages rendered for an edited title, all that show it")


def test_what_a_refused_build_had_made_is_not_taken_for_the_next(tmp_path: Path) -> None:
    """An edit that was built half and then undone leaves nothing in pages that list it.

    The build that is refused has read the edited folder, and remembers what it gives to lists.
    The next finds that folder as it was before, and puts lists together again for another reason.
    """
    home = copy_council(tmp_path / "council")
    build(home / "mkdocs.yml", AS_USUAL)
    text = (home / MINUTES).read_text(encoding="utf-8")
    decided = "items: [{title: Quays, decisions: [{ref: 1/1, text: Mend it., outcome: agreed}]}]"
    decided += "\nminutes: {status: approved}"
    other = home / "partnerships/quay-group/meetings/2026-07-01.yml"
    edit(home, MINUTES, "Dredging is put off.", "This was never decided.")
    other.write_text(f"status: hold\n{decided}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        build(home / "mkdocs.yml", AS_USUAL)
    (home / MINUTES).write_text(text, encoding="utf-8")
    other.write_text(f"status: held\n{decided}\n", encoding="utf-8")
    build(home / "mkdocs.yml", AS_USUAL)
    assert digests(home / "site") == clean(home)


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "half of it": (lambda content: content[: len(content) // 2], "is damaged"),
    "nothing": (lambda _: b"", "is damaged"),
    "one letter": (lambda content: content[:-1] + bytes([content[-1] ^ 1]), "is damaged"),
    "of another program": (lambda _: b'{"version": 3}\n', "is damaged"),
    "of another version": (
        lambda content: re.sub(rb"\A(\S+ \S+) \w+", rb"\1 0123", content),
        "was made by another version of the generator or its libraries",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_cache_that_cannot_be_trusted_is_dropped_and_said_so(damage: str, built: Path) -> None:
    """There is one line, and the site is that of a clean build."""
    harm, why = DAMAGES[damage]
    for file in sorted((built / CACHE).rglob("*")):
        if file.is_file():
            file.write_bytes(harm(file.read_bytes()))
    edit(built, MINUTES, "The board heard", "The board listened and heard")
    said: list[str] = []
    build(built / "mkdocs.yml", replace(AS_USUAL, say=said.append))
    assert said == [f"The cache in {Path(CACHE).name} {why}; it is not used."]
    assert digests(built / "site") == clean(built)
    said.clear()
    assert build(built / "mkdocs.yml", replace(AS_USUAL, say=said.append)).rendered == 0
    assert said == []


@pytest.mark.parametrize(
    "name",
    ["state", "engine", "settings", "lists/quay-group", "lists/_council", "records/common",
     "records/harbour-board"],
)  # fmt: skip
def test_a_single_file_of_the_cache_may_be_lost(name: str, built: Path) -> None:
    """Whatever was in it is made again, and the site is that of a clean build."""
    (built / CACHE / name).unlink()
    edit(built, MINUTES, "Dredging is put off.", "Dredging is put off again.")
    build(built / "mkdocs.yml", AS_USUAL)
    assert digests(built / "site") == clean(built)


def test_any_number_of_processes_started_in_any_way_make_the_same_site(tmp_path: Path) -> None:
    """One process, forked ones, and such as begin with nothing, as on macOS and Windows."""
    project = write(council(1, ("alpha", "board", "board-two", "zeta")), tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(SETTINGS.format(theme=PROJECT / "theme"), encoding="utf-8")
    alone = build(config, replace(AS_USUAL, site_dir=tmp_path / "alone", use_cache=False))
    ways = [("spawn", 2), ("fork", 2), ("fork", 3)]
    for method, jobs in ways:
        if method in multiprocessing.get_all_start_methods():
            script = Path(__file__).with_name("build_with.py")
            site = tmp_path / f"{method}-{jobs}"
            arguments = [script, method, str(jobs), config, site, AS_OF.isoformat()]
            subprocess.run([sys.executable, *arguments], check=True)
            assert digests(site) == digests(alone.site_dir)
