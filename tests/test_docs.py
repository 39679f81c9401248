"""The documents say what is true: of commands, files, fields, messages, and of each other."""

from __future__ import annotations

import argparse
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from architecture_page import rooms_in_order
from partnership_register import __version__
from partnership_register.cli import main, parser
from partnership_register.model.meeting import Meeting
from partnership_register.pages import meeting as meeting_page
from partnership_register.records import read_record
from partnership_register.register import Register
from partnership_register.register.links import links_in
from partnership_register.render import Renderer
from partnership_register.shell.builds import theme_folder
from partnership_register.shell.stubs import every_stub, frame_of
from places import AS_OF, PROJECT, TESTS, needs_demo
from records_page import reference

Expect = Callable[[str, Path], None]

DOCS = PROJECT / "docs"
PACKAGE = PROJECT / "generator" / "partnership_register"
README, CONTRIBUTING, CHANGELOG = (
    PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
)
DOCUMENTS = (README, CONTRIBUTING, CHANGELOG, *sorted(DOCS.rglob("*.md")))
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
GENERATED = "<!-- From here on this page is made from "
TOOLS = {"pytest", "ruff", "mypy", "python"}
"""What the documents run besides make and register; the environment for development has it."""
MADE = {"site", ".site.publishing", ".cache", "build"}
"""What commands make, so that it may be there or not."""


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def blocks(document: Path, language: str) -> list[str]:
    """The code blocks in a language, without the indentation that they share."""
    return [
        re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)
        for indent, name, body in FENCE.findall(text_of(document))
        if name == language
    ]


def prose_of(document: Path) -> str:
    """A document without its code blocks."""
    return FENCE.sub("", text_of(document))


def named(document: Path) -> str:
    return document.relative_to(PROJECT).as_posix()


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=named)


# Commands


def commands(whole: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with what it takes, as a person types it: `register import plan`."""
    under = [a for a in whole._actions if isinstance(a, argparse._SubParsersAction)]
    for action in under:
        for command in action.choices.values():
            yield from commands(command)
    if not under:
        yield whole.prog, whole


def options(command: argparse.ArgumentParser) -> set[str]:
    return {option for action in command._actions for option in action.option_strings}


def test_the_readme_tells_every_command_with_its_options() -> None:
    """Each command has a row of the table that names its options; two options are told for all."""
    text = text_of(README)
    rows = {
        row.split("|")[1].strip(" `"): row
        for row in text.splitlines()
        if row.startswith("| `register")
    }
    known = dict(commands(parser()))
    assert rows.keys() == known.keys()
    for_all = {"-f", "--config-file", "-h", "--help"}
    for name, row in rows.items():
        told = set(re.findall(r"(?<=[ `])--?[a-z-]+", row))
        assert told == options(known[name]) - for_all, name
    without = {name for name, command in known.items() if "-f" not in options(command)}
    assert without == {"register schema"}
    assert "All but `register schema` take `-f FILE` or `--config-file FILE`" in text
    assert {f"`register {option}`" in text for option in ("--help", "--version")} == {True}


def targets() -> set[str]:
    """What the Makefile offers."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    return set(phony[1].split())


def test_every_make_target_is_told_and_no_other() -> None:
    """The table of CONTRIBUTING.md and the Makefile name the same targets."""
    assert (
        set(re.findall(r"^\| `make ([\w-]+)` \|", text_of(CONTRIBUTING), re.MULTILINE)) == targets()
    )


def test_the_readme_begins_with_the_two_commands() -> None:
    """The first thing to read is what to type."""
    lines = [line for line in text_of(README).splitlines() if line][:4]
    assert [" ".join(line.split()[:2]) for line in lines[2:4]] == ["make site", "make test"]


@each_document
def test_commands_in_code_blocks_can_be_typed(document: Path) -> None:
    """Each line of a shell block is a make target, or a command with arguments that it takes."""
    for line in "".join(blocks(document, "sh")).splitlines():
        program, *arguments = shlex.split(line.removeprefix(".venv/bin/"), comments=True)
        if program == "make":
            assert {word for word in arguments if "=" not in word} <= targets(), line
        elif program == "register":
            parser().parse_args(arguments)
        else:
            assert program in TOOLS, line


@each_document
def test_commands_in_sentences_exist(document: Path) -> None:
    """Every `make ...` and `register ...` in running text is a target or command there is."""
    known = dict(commands(parser())) | {"register": parser()}
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose_of(document)):
        words = code.split()
        if words[0] == "make" and len(words) > 1:
            assert words[1] in targets(), code
        elif words[0] == "register" and len(words) > 1:
            name = max((n for n in known if f"{code} ".startswith(f"{n} ")), key=len)
            assert name != "register" or words[1].startswith("-"), code
            assert {word for word in words if word.startswith("-")} <= options(known[name]), code


# Files and links


def headings(document: Path) -> list[str]:
    """The anchors that GitHub gives the headings of a document."""
    found = re.findall(r"^#{1,6} (.+)$", prose_of(document), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found]


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    """Every link to a file of the project, or to a heading in one, has its target."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(document)):
        if re.match(r"https://", target):
            continue
        path, _, heading = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), target
        assert file.is_relative_to(PROJECT), target
        assert not heading or heading in headings(file), target


@each_document
def test_headings_have_anchors_of_their_own(document: Path) -> None:
    """No two headings of a page would share an address, so that links to them are certain."""
    if document != CHANGELOG:
        assert len(headings(document)) == len(set(headings(document)))


@each_document
def test_files_that_are_named_are_there(document: Path) -> None:
    """What looks like a path of the project or of the package is one."""
    tops = {path.name for path in (*PROJECT.iterdir(), *PACKAGE.iterdir())} - MADE
    invented = ("#", "It lies")  # headings of a new kind, and where records would lie
    lines = (line for line in prose_of(document).splitlines() if not line.startswith(invented))
    for code in re.findall(r"(?<!`)`([\w./-]+/[\w./-]*)`(?!`)", "\n".join(lines)):
        if code.split("/")[0] in tops:
            places = [PROJECT / code, PACKAGE / code, PROJECT / "theme" / code]
            assert any(place.exists() for place in places), code


@each_document
def test_nothing_of_a_machine_stands_in_a_document(document: Path) -> None:
    """No absolute path of anybody's machine."""
    machine = r"(?<![\w.\])])/(?:home|root|tmp|usr|opt|var|mnt|work|Users)/|[A-Z]:\\"
    assert re.findall(machine, text_of(document)) == []


# What is generated


def current(document: Path, body: str) -> str:
    """A page whose beginning is written by hand, with the rest made anew."""
    head, mark, rest = text_of(document).partition(GENERATED)
    return f"{head}{mark}{rest.partition('-->')[0]}-->\n\n{body}"


def test_the_architecture_page_is_that_of_the_code(expect: Expect) -> None:
    """The rooms stand in the order of the layers, each module with its first sentence."""
    page = DOCS / "architecture.md"
    expect(current(page, rooms_in_order()), page)


def test_the_reference_of_records_is_that_of_the_model(expect: Expect) -> None:
    """Every field of every kind is told, with what to write and what it means."""
    page = DOCS / "records.md"
    expect(current(page, reference()), page)


# What is said of the program


def test_the_changelog_ends_with_the_version_of_the_package() -> None:
    """The newest numbered version of the changelog is that of the package, in both its places."""
    newest = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (?:\d{4}-\d\d-\d\d|Unreleased)$",
                        text_of(CHANGELOG), re.MULTILINE)[0]  # fmt: skip
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert newest == __version__ == project["version"]


def test_each_decision_is_told_in_half_a_page() -> None:
    """Decisions are numbered without a gap, and say context, decision and consequences."""
    records = sorted((DOCS / "adr").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = text_of(record)
        assert text.startswith(f"# {record.name[:4]}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
            "Context", "Decision", "Consequences"]  # fmt: skip
        assert len(text.split()) <= 300


@needs_demo
def test_the_walk_from_record_to_page_shows_what_is_there(demo: Register, expect: Expect) -> None:
    """The record, the row, the stub and the HTML that the document shows are the real ones."""
    document = DOCS / "how-a-record-becomes-a-page.md"
    meeting = demo.get(Meeting, "safer-thornmere/2025-12-18")
    assert meeting
    assert blocks(document, "yaml")[0] in text_of(PROJECT / meeting.path)
    page = meeting_page.page(demo, meeting)
    body = Renderer(theme_folder(), {}).body(page)
    row = re.search(r"Row\(term='Replaces'.*?, note=''\),\), note=''\)", repr(page.view))
    html = re.search(r"^ *<dt>Replaces</dt>\n.*\n", body, re.MULTILINE)
    assert row
    assert html
    (stub,) = (each for each in every_stub() if each.name == frame_of(page))
    shown = {"python": f"{row[0]}\n", "text": stub.markdown, "html": html[0]}
    expect(with_blocks(document, shown), document)
    for said in (page.url, page.template, page.section, stub.path):
        assert f"`{said}`" in text_of(document)


def with_blocks(document: Path, shown: dict[str, str]) -> str:
    """A document with the only code block of each language holding what is given."""
    text = text_of(document)
    for language, body in shown.items():
        (before,) = blocks(document, language)
        text = text.replace(f"```{language}\n{before}```", f"```{language}\n{body}```")
    return text


def test_the_records_that_officers_copy_are_right(tmp_path: Path) -> None:
    """The examples of meetings are records without a problem."""
    for document in (DOCS / "for-officers.md", DOCS / "records.md"):
        file = tmp_path / "2026-03-12.yml"
        file.write_text(blocks(document, "yaml")[0], encoding="utf-8")
        _, problems = read_record(file, file.name, Meeting, "board/2026-03-12", "board")
        assert problems == []


@needs_demo
def test_links_in_text_that_officers_copy_lead_somewhere(demo: Register) -> None:
    """Every `[[...]]` of the reference names one thing of the demo council."""
    head = text_of(DOCS / "records.md").partition(GENERATED)[0]
    links = links_in(head.replace("`", "").replace("[[...]]", ""))
    targets = [link.target for link in links]
    assert len(targets) >= 3
    assert [t for t in targets if len(demo.link_target(t, demo.council)) != 1] == []


HELD = """\
status: held
start: '18:00'
place: Quay House
agenda_published: 2026-02-24
attendance:
  - {member: chair, status: present}
minutes:
  status: approved
"""
MISTAKES = (
    ("status: held", "status: hold"),
    ("agenda_published: 2026-02-24", "agenda_published: 2026-02-30"),
    ("member: chair,", "member: chairs,"),
)


def test_the_messages_that_officers_are_shown_are_those_that_come(
    council: Path,
    expect: Expect,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three mistakes, made one by one, print the three lines of the document."""
    document = DOCS / "for-officers.md"
    monkeypatch.chdir(council)
    file = Path("partnerships/harbour-board/meetings/2026-03-12.yml")
    said = ""
    for good, bad in MISTAKES:
        assert good in HELD
        file.write_text(HELD.replace(good, bad), encoding="utf-8")
        assert main(["check", "--as-of", AS_OF.isoformat()]) == 1
        said += capsys.readouterr().out
    expect(with_blocks(document, {"text": said}), document)


def test_the_refusal_that_officers_are_shown_is_one_that_comes() -> None:
    """The example of a refused import is in the words of the importer."""
    refused = (TESTS / "importers" / "refused" / "ref-alone.txt").read_text(encoding="utf-8")
    assert " ".join(refused.split()) in " ".join(text_of(DOCS / "for-officers.md").split())
