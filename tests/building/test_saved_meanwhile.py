"""What is saved while a build runs is in the site as it was saved last, or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from partnership_register.publishing import Publication
from partnership_register.render import Renderer
from partnership_register.shell import again, builds, mkdocs
from partnership_register.shell.builds import Options, build
from partnership_register.shell.problems_found import ProblemsFound
from places import AS_OF, PROJECT, copy_council, digests

ABOUT = "content/about.md"
FILE = "partnerships/harbour-board/documents/terms.pdf"
SETTINGS = "mkdocs.yml"
TEMPLATE = "theme/pages/meeting.html"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small council, with templates of its own."""
    council = copy_council(tmp_path / "council")
    for template in (PROJECT / "theme").rglob("*"):
        if template.is_file():
            copy = council / "theme" / template.relative_to(PROJECT / "theme")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(template.read_bytes())
    for room in (builds, mkdocs):
        monkeypatch.setattr(room, "theme_folder", lambda: council / "theme")
    return council


class Saved:
    """Saves other content at a path once, and can undo it."""

    def __init__(self, path: Path, make: Callable[[bytes], bytes]) -> None:
        self._path, self._make = path, make
        self._before = path.read_bytes()
        self.times = 0

    def save(self) -> None:
        if not self.times:
            self._path.write_bytes(self._make(self._before))
        self.times += 1

    def undo(self) -> None:
        self._path.write_bytes(self._before)


def saving(patch: pytest.MonkeyPatch, room: Any, name: str, saved: Saved, when: str) -> None:
    """Have the file saved when something is called: just before, or once that is done."""
    really = getattr(room, name)

    def called(*given: Any, **more: Any) -> Any:
        if when == "before":
            saved.save()
        made = really(*given, **more)
        if when == "after":
            saved.save()
        return made

    patch.setattr(room, name, called)


@pytest.mark.parametrize(
    ("path", "room", "name", "when", "makes"),
    [
        (ABOUT, mkdocs, "mkdocs_build", "before", lambda text: text + b"\n\nTransient words.\n"),
        (ABOUT, again, "engine_site", "after", lambda text: text + b"\n\nTransient words.\n"),
        (TEMPLATE, Renderer, "bytes_of", "before", lambda text: text + b"<p>Transient words.</p>"),
        (TEMPLATE, Renderer, "bytes_of", "after", lambda text: text + b"<p>Transient words.</p>"),
        (SETTINGS, Publication, "__enter__", "after",
         lambda text: text.replace(b"site_url: ", b"site_url: https://transient.example/ # ")),
        (SETTINGS, mkdocs, "mkdocs_build", "before",
         lambda text: text.replace(b"site_url: ", b"site_url: https://transient.example/ # ")),
    ],
)  # fmt: skip
def test_what_is_saved_meanwhile_is_in_all_of_the_site_and_undone_in_none(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    room: Any,
    name: str,
    when: str,
    makes: Callable[[bytes], bytes],
) -> None:
    """The build begins again; once the file is as it was, so is every page, without --no-cache."""
    saved, said = Saved(home / path, makes), list[str]()
    options = Options(as_of=AS_OF, jobs=1, say=said.append)
    with monkeypatch.context() as patch:
        saving(patch, room, name, saved, when)
        build(home / "mkdocs.yml", options)
    assert saved.times > 1, "the build did not begin again"
    assert [line for line in said if "beginning again" in line]
    assert digests(home / "site") == clean(home, options)
    saved.undo()
    build(home / "mkdocs.yml", options)
    site = digests(home / "site")
    assert site == clean(home, options)
    assert not [file for file in site if b"ransient" in (home / "site" / file).read_bytes()]


def test_what_is_saved_while_the_engine_runs_and_undone_before_the_end_is_not_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it remembered as what the engine made of the page as it was."""
    saved = Saved(home / ABOUT, lambda text: text + b"\n\nTransient words.\n")
    options, really = Options(as_of=AS_OF, jobs=1), again.make
    with monkeypatch.context() as patch:
        saving(patch, mkdocs, "mkdocs_build", saved, "before")

        def undone(*given: Any) -> None:
            saved.undo()
            really(*given)

        patch.setattr(again, "make", undone)
        build(home / "mkdocs.yml", options)
    assert saved.times > 1, "the build did not begin again"
    assert digests(home / "site") == clean(home, options)
    build(home / "mkdocs.yml", options)
    assert digests(home / "site") == clean(home, options)


def clean(home: Path, options: Options) -> dict[str, str]:
    """The digests of a site that is built anew from the same files."""
    anew = replace(options, site_dir=home.with_name("clean"), use_cache=False)
    return digests(build(home / "mkdocs.yml", anew).site_dir)


def test_a_file_that_nobody_looked_into_is_not_published(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was another when it was examined; the site stays as it was, and can be built after."""
    options = Options(as_of=AS_OF, jobs=1)
    before = digests(build(home / "mkdocs.yml", options).site_dir)
    record = home / "partnerships/harbour-board/documents/terms-of-reference.yml"
    record.write_bytes(record.read_bytes() + b"\n")
    for file in home.glob("*/partnerships/harbour-board/documents/**/terms.pdf"):
        file.unlink()  # from the site and what lies beside it, so that it is copied again
    saved = Saved(home / FILE, lambda _: b"nobody has looked into this")
    with monkeypatch.context() as patch:
        saving(patch, Publication, "copy", saved, "before")
        with pytest.raises(ProblemsFound, match="this text file is a text file"):
            build(home / "mkdocs.yml", options)
    assert saved.times
    saved.undo()
    assert digests(build(home / "mkdocs.yml", options).site_dir) == before
