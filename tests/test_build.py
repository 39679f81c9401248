"""The two ways to build are one, a bad record harms nothing, and the engine never sees records."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.structure.pages import Page as EnginePage

from partnership_register.cli import main
from partnership_register.shell.builds import Options, build
from partnership_register.shell.problems_found import ProblemsFound
from places import AS_OF, copy_council, digests

AS_USUAL = Options(as_of=AS_OF, jobs=1)
ANEW = Options(as_of=AS_OF, jobs=1, use_cache=False)


BESIDE = [".cache", ".site.publishing"]
"""What a build may leave beside the site: what it remembers, and where the next one is made."""


def test_mkdocs_build_and_register_build_make_the_same_site(council: Path) -> None:
    """`mkdocs build --strict` and `register build` agree byte for byte."""
    ours = build(council / "mkdocs.yml", AS_USUAL).site_dir
    theirs = council / "by-mkdocs"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", theirs],
        cwd=council,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1795348800"},  # noon on 22 November 2026
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert digests(ours) == digests(theirs)
    assert len(digests(ours)) > 40


def test_the_same_records_make_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    """Neither the folder of the project nor a second run changes a byte."""
    one = copy_council(tmp_path / "one")
    other = copy_council(tmp_path / "a folder with spaces" / "other")
    first = digests(build(one / "mkdocs.yml", ANEW).site_dir)
    assert first == digests(build(one / "mkdocs.yml", ANEW).site_dir)
    assert first == digests(build(other / "mkdocs.yml", ANEW).site_dir)


def test_a_build_with_problems_ends_with_1_and_leaves_the_site_alone(
    council: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site that is there is untouched, to the byte and to the file."""
    monkeypatch.chdir(council)
    assert main(["build", "--as-of", "2026-11-22"]) == 0
    before = digests(council / "site")
    meeting = council / "partnerships/harbour-board/meetings/2026-03-05.yml"
    meeting.write_text(meeting.read_text().replace("status: held", "status: hold"))
    capsys.readouterr()
    assert main(["build", "--as-of", "2026-11-22"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("partnerships/harbour-board/meetings/2026-03-05.yml:1:9: status: ")
    assert "1 thing to put right in 1 file." in said.err
    assert digests(council / "site") == before
    assert sorted(p.name for p in council.iterdir() if p.name.startswith(".")) == BESIDE


def test_mkdocs_build_with_problems_leaves_the_site_alone(council: Path) -> None:
    """The plugin stops before MkDocs empties its folder."""
    build(council / "mkdocs.yml", AS_USUAL)
    before = digests(council / "site")
    (council / "partnerships/quay-group/partnership.yml").write_text("title: [")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=council,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1795348800"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "partnerships/quay-group/partnership.yml:1:" in said
    assert "Traceback" not in said
    assert digests(council / "site") == before


def test_a_build_that_dies_half_way_leaves_the_site_alone(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong while pages are written, the old site stays and nothing lies about."""
    build(council / "mkdocs.yml", AS_USUAL)
    before = digests(council / "site")
    agenda = council / "partnerships/harbour-board/meetings/2027-03-04.yml"
    agenda.write_text("status: scheduled\nplace: Quay House\n")

    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("partnership_register.building.workshop.write_into", no_space)
        with pytest.raises(OSError, match="No space left"):
            build(council / "mkdocs.yml", AS_USUAL)
    assert digests(council / "site") == before
    assert sorted(p.name for p in council.iterdir() if p.name.startswith(".")) == BESIDE
    assert list((council / ".site.publishing/drafts").iterdir()) == []
    build(council / "mkdocs.yml", AS_USUAL)
    assert digests(council / "site") != before


MEETING = """\
status: held
items:
  - title: Quays
    minute: All well; see [[silting]].
minutes:
  status: approved
"""


@pytest.fixture
def engine_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The pages that the engine itself makes, as they are made."""
    seen: list[str] = []
    render = EnginePage.render

    def noted(self: EnginePage, *args: object, **keys: object) -> None:
        seen.append(self.file.src_uri)
        render(self, *args, **keys)  # type: ignore[arg-type]

    monkeypatch.setattr(EnginePage, "render", noted)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    return seen


def test_the_engine_makes_as_many_pages_for_a_thousand_records_as_for_twenty(
    council: Path, engine_pages: list[str]
) -> None:
    """Records reach the engine only as stubs, one for each section and depth."""
    meetings = council / "partnerships/quay-group/meetings"
    few = [f"{year}-01-01" for year in (2000, 2001, 2002)]
    many = [f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1000)]
    for day in few:
        (meetings / f"{day}.yml").write_text(MEETING)
    small = build(council / "mkdocs.yml", ANEW)
    for_few = sorted(engine_pages)
    engine_pages.clear()
    for day in many:
        (meetings / f"{day}.yml").write_text(MEETING)
    large = build(council / "mkdocs.yml", ANEW)
    assert large.pages >= small.pages + 990
    assert sorted(engine_pages) == for_few


def test_the_site_holds_nothing_of_the_engine_but_one_stylesheet(small_site: Path) -> None:
    """No script, font, map of stubs or search index of the theme is published."""
    files = set(digests(small_site))
    ours = ("index.html", ".ics", ".pdf", "/records.json")
    not_ours = {f for f in files if not f.endswith(ours) and not f.startswith("search/")}
    sheets = {f for f in not_ours if f.startswith("assets/stylesheets/main.")}
    assert len(sheets) == 1
    assert not_ours - sheets == {
        "404.html",
        "assets/council.css",
        "assets/mark.svg",
        "assets/register.css",
        "assets/register.js",
        "assets/search.js",
        "register/register.csv",
        "register/register.json",
        "sitemap.xml",
    }
    assert not [f for f in files if "frame-" in f]


def test_problems_are_raised_as_values(council: Path) -> None:
    """The build raises the problems themselves, for whoever called it to print."""
    (council / "partnerships/harbour-board/meetings/2026-09-03.yml").write_text(
        "status: held\nx: 1\n"
    )
    with pytest.raises(ProblemsFound) as found:
        build(council / "mkdocs.yml", AS_USUAL)
    assert next(p.place for p in found.value.problems) == "x"


def test_settings_without_a_navigation_have_the_usual_one(council: Path) -> None:
    """The lists and the hand-written pages are in it, and none of the stubs."""
    settings = council / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.partition("nav:")[0], encoding="utf-8")
    site = build(settings, Options(as_of=AS_OF)).site_dir
    page = (site / "meetings" / "index.html").read_text(encoding="utf-8")
    navigation = page.partition('<nav class="site-navigation"')[2].partition("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', navigation)
    assert links[:3] == ["..", "../register/", "../meetings/"]
    assert not any("frame-" in link for link in links)
