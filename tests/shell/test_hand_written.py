"""What officers write by hand, and files beside it: check and build refuse it in the same words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from partnership_register.cli import main
from partnership_register.shell.builds import ENGINES
from partnership_register.shell.mistyped import first_words
from partnership_register.shell.mkdocs import read_settings
from partnership_register.shell.problems_found import SettingsWrong
from places import AS_OF, PROJECT, digests

DAY = ["--as-of", AS_OF.isoformat()]
BUILD = ["build", *DAY, "--no-search", "--jobs", "1", "--quiet"]


@pytest.fixture
def here(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small council as the folder in which commands are typed."""
    monkeypatch.chdir(council)
    return council


def about(here: Path) -> Path:
    return here / "content" / "about.md"


def add(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}{text}", encoding="utf-8")


def settings(here: Path, old: str, new: str) -> None:
    file = here / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


MISTAKES: dict[str, Callable[[Path], object]] = {
    "content/about.md:9:5: the page links to": lambda here: add(about(here), "\n[x](abuot.md)\n"),
    "content/about.md:9:6: the page shows": lambda here: add(about(here), "\n![x](map.png)\n"),
    "write mailto: before it": lambda here: add(about(here), "\n[x](foi@council.example)\n"),
    "mkdocs.yml:13:12: the navigation names": lambda here: about(here).rename(
        here / "content" / "About.md"
    ),
    "content/notes.docx:1:1: no page links": lambda here: (here / "content/notes.docx").touch(),
    "content/notes.docx:1:1: this file is empty": lambda here: (
        (here / "content/notes.docx").touch(),
        add(about(here), "\n[x](notes.docx)\n"),
    ),
    "mkdocs.yml:1:12: a colon": lambda here: settings(here, "Register of", "Register: of"),
    "mkdocs.yml:14:1: there is no setting": lambda here: add(here / "mkdocs.yml", "sitename: X\n"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("said", MISTAKES)
def test_build_says_what_check_says_and_leaves_the_site(
    here: Path, said: str, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the same words, whatever makes the pages; nothing of the old site is touched."""
    site = here / "site"
    site.mkdir()
    (site / "index.html").write_text("the old site")
    MISTAKES[said](here)
    assert main(["check", *DAY]) == 1
    checked = capsys.readouterr().out
    assert said in checked
    assert main([*BUILD, "--engine", engine]) == 1
    assert capsys.readouterr().out == checked
    assert digests(site).keys() == {"index.html"}


def test_what_only_the_whole_engine_refuses_is_said_in_a_sentence(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build never ends without a word."""
    settings(here, "nav:\n", "extra_templates: [nowhere.html]\nnav:\n")
    assert main(BUILD) == 1
    said = capsys.readouterr().out
    assert said.startswith("mkdocs.yml:1:1: the site engine says: Template skipped: 'nowhere.html'")
    assert main(BUILD) == 1
    assert capsys.readouterr().out == said
    assert not (here / "site").exists()


def test_a_council_that_is_less_strict_is_taken_at_its_word(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is refused that the engine would take."""
    settings(here, "nav:\n", "validation: {links: {not_found: info}}\nnav:\n")
    add(about(here), "\n[x](abuot.md)\n")
    assert main(["check", *DAY]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("engine", ENGINES)
def test_files_for_the_site_itself_are_no_business_of_the_check(here: Path, engine: str) -> None:
    """What settings name, what is asked for by its name, and what is never published."""
    content = here / "content"
    for folder in (".hidden", "~$lock"):
        (content / folder).mkdir()
    for name in ("look.css", "favicon.ico", "robots.txt", "logo.svg", "own.js", "draft.docx",
                 "~$inutes.docx", "Thumbs.db", ".hidden/notes.docx", "used.txt", ".page.md",
                 "~$lock.md", "~$lock/page.md", "~$lock/notes.docx"):  # fmt: skip
        (content / name).write_text("x")
    settings(here, "  font: false", "  font: false\n  logo: logo.svg")
    settings(here, "nav:\n", "extra_javascript: [own.js]\nexclude_docs: |\n  draft.docx\nnav:\n")
    add(about(here), "\n[x](used.txt), [y](assets/register.css)\n")
    assert main(["check", *DAY]) == 0
    assert main([*BUILD, "--engine", engine]) == 0
    published = digests(here / "site").keys()
    assert {"look.css", "favicon.ico", "robots.txt", "logo.svg", "own.js", "used.txt"} <= published
    assert not any(path.endswith((".docx", ".db")) for path in published)
    assert not any("lock" in path or "page" in path for path in published)


LET_IN: dict[str, tuple[Callable[[Path], object], ...]] = {
    "content/.well-known/x.csv:1:1: ": (
        lambda here: (here / "content/.well-known").mkdir(),
        lambda here: (here / "content/.well-known/x.csv").write_text("=cmd|calc,1\n"),
    ),
    "content/.well-known/x.yml:1:1: a record here": (
        lambda here: (here / "content/.well-known").mkdir(),
        lambda here: (here / "content/.well-known/x.yml").touch(),
    ),
    "content/.well-known:1:1: this is a link": (
        lambda here: (here / "elsewhere").mkdir(),
        lambda here: (here / "elsewhere/security.txt").write_text("Contact: us\n"),
        lambda here: (here / "content/.well-known").symlink_to(here / "elsewhere"),
    ),
}


@pytest.mark.parametrize("said", LET_IN)
def test_what_is_hidden_and_let_in_is_looked_through_as_well(
    here: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And where nothing is wrong with it, it is published, though no page links to it."""
    settings(here, "nav:\n", 'exclude_docs: "!.well-known"\nnav:\n')
    for put in LET_IN[said]:
        put(here)
    assert main(["check", *DAY]) == 1
    assert capsys.readouterr().out.startswith(said)
    assert main(BUILD) == 1
    wrong = here / "content/.well-known"
    wrong.unlink() if wrong.is_symlink() else next(wrong.iterdir()).unlink()
    wrong.mkdir(exist_ok=True)
    (wrong / "security.txt").write_text("Contact: us\n")
    assert main(BUILD) == 0
    assert "site/.well-known/security.txt" in {
        path.relative_to(here).as_posix() for path in (here / "site").rglob("*")
    }


def test_a_file_may_be_linked_by_a_record_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its whole address: a file of the same name beside the record is another one."""
    (here / "content" / "forms").mkdir()
    (here / "content" / "forms" / "a form.txt").write_text("A form\n")
    meeting = here / "partnerships/harbour-board/meetings/2027-03-04.yml"
    before = meeting.read_text(encoding="utf-8")
    add(meeting, "notes: See a form.txt\n")
    assert main(["check", *DAY]) == 1
    assert "content/forms/a form.txt:1:1: no page links to this" in capsys.readouterr().out
    meeting.write_text(f"{before}notes: See [the form](/forms/a%20form.txt)\n", encoding="utf-8")
    assert main(["check", *DAY]) == 0


def test_a_file_that_is_put_right_is_published_by_the_next_build(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And one that was changed for the worse is not, though the last build took it."""
    paper = here / "content" / "paper.txt"
    paper.write_text("A paper\n")
    add(about(here), "\n[x](paper.txt)\n")
    assert main(BUILD) == 0
    paper.write_text("A paper\u202e\n", encoding="utf-8")
    assert main(BUILD) == 1
    assert "content/paper.txt:1:1: this text file holds characters" in capsys.readouterr().out
    assert (here / "site/paper.txt").read_text() == "A paper\n"
    paper.write_text("A better paper\n")
    assert main(BUILD) == 0
    assert (here / "site/paper.txt").read_text() == "A better paper\n"


def test_all_that_is_wrong_with_settings_is_said_to_programs_too(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As annotations at the lines of the file."""
    settings(here, "docs_dir", "doc_dir")
    assert main(["check", *DAY, "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=mkdocs.yml,line=1,col=1::there is no f")
    with pytest.raises(SettingsWrong) as wrong:
        read_settings(here / "mkdocs.yml")
    assert len(wrong.value.problems) == 2


def test_the_demo_and_its_settings_are_sound(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No false alarm in any page of the council that the project shows."""
    monkeypatch.chdir(PROJECT)
    assert main(["check", *DAY]) == 0
    assert capsys.readouterr().err == ""


def test_the_first_word_of_every_address_is_known(demo_site: Path) -> None:
    """Or a link to a list or a room that there is would be taken for a mistyped one."""
    files = (path.relative_to(PROJECT / "content") for path in (PROJECT / "content").rglob("*"))
    known = first_words(file.as_posix() for file in files)
    folders = {path.name for path in demo_site.iterdir() if path.is_dir()}
    assert folders <= known
