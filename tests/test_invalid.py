"""Every rule that records must keep, each broken by a case, and what is then said of it.

A case is a folder of tests/invalid named after its rule: files that lie over a copy of the small
council, `without.txt` with the files to take away, and `expected.txt`, the whole of what
`register check` prints.
"""

from __future__ import annotations

import ast
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnership_register.cli import main
from partnership_register.records.ordinary import LONGEST_TEXT
from partnership_register.records.reading import MAXIMUM_PIECES
from partnership_register.scanning import LARGEST_RECORD
from places import PROJECT, TESTS

INVALID = TESTS / "invalid"
CASES = sorted(path.name for path in INVALID.iterdir() if path.is_dir())
NOTES = {"expected.txt", "without.txt"}
MEETINGS = Path("partnerships/harbour-board/meetings")


def odd_things(meetings: Path) -> None:
    """Two names for one file, a folder named like a record, a pipe, folders without end."""
    (meetings / "2026-10-01.yml").hardlink_to(meetings.parents[2] / "mkdocs.yml")
    (meetings / "2026-10-02.yml").mkdir()
    os.mkfifo(meetings / "2026-10-03.yml")
    (meetings.parent / "plans" / "/".join("deeper" * 9)).mkdir(parents=True)


def settings(old: str, new: str) -> Callable[[Path], object]:
    """Other settings, which cannot lie in a case since they say where this checkout is."""

    def write(meetings: Path) -> None:
        file = meetings.parents[2] / "mkdocs.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return write


def settings_with_unlisted_page(meetings: Path) -> None:
    """Settings that are stricter than usual, and a page that no navigation names."""
    settings("nav:\n", "validation: {nav: {omitted_files: warn}}\nnav:\n")(meetings)
    (meetings.parents[2] / "content" / "unlisted.md").write_text("Text\n")


PLUGIN = "  - partnership-register\n"


def odd_files(meetings: Path) -> None:
    """Beside a document a link to a file, and a second name of one."""
    documents = meetings.parent / "documents"
    (documents / "linked.txt").symlink_to("../partnership.yml")
    (documents / "shared.txt").hardlink_to(meetings.parents[2] / "mkdocs.yml")
    record = "title: Notes\ntype: other\nfiles:\n  - linked.txt\n  - shared.txt\n"
    (documents / "notes.yml").write_text(record)


def hidden_link(meetings: Path) -> None:
    """Hidden among the pages, and let in by the settings."""
    settings("nav:\n", 'exclude_docs: "!.well-known"\nnav:\n')(meetings)
    hidden = meetings.parents[2] / "content" / ".well-known"
    hidden.mkdir()
    (hidden / "security.txt").symlink_to("../../mkdocs.yml")


def refused(monkeypatch: pytest.MonkeyPatch, council: Path) -> None:
    """What the system says to whoever may not read a file and a folder."""
    opened, listed = os.open, os.scandir

    def refuse(path: str) -> None:
        if str(path).endswith(("/2026-10-01.yml", "/closed")):
            raise PermissionError(errno.EACCES, "Permission denied", path)

    def open_(path: str, *others: int) -> int:
        refuse(path)
        return opened(path, *others)

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        refuse(path)
        return listed(path)

    (council / MEETINGS / "closed").mkdir()
    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "scandir", scandir)


MADE: dict[str, Callable[[Path], object]] = {
    "file-too-large": lambda meetings: (meetings / "2026-10-01.yml").write_text(
        "status: held\nnotes: " + "x" * LARGEST_RECORD
    ),
    "too-many-entries": lambda meetings: (meetings / "2026-10-01.yml").write_text(
        "status: held\nkey_messages: [" + "a," * MAXIMUM_PIECES + "]"
    ),
    "link-to-another-file": lambda meetings: (meetings / "2026-10-01.yml").symlink_to(
        "2026-03-05.yml"
    ),
    "file-that-cannot-be-opened": lambda meetings: (meetings / "2026-10-01.yml").touch(),
    "letters-in-file-name-that-cannot-be-read": lambda meetings: Path(
        os.fsdecode(bytes(meetings) + b"/caf\xe9.yml")
    ).write_text("status: held\n"),
    "text-too-long": lambda meetings: (meetings / "2026-10-01.yml").write_text(
        "status: scheduled\nnotes: " + "x" * (LONGEST_TEXT + 1)
    ),
    "odd-things-in-a-folder": odd_things,
    "odd-files-beside-a-document": odd_files,
    "hidden-link-that-is-let-in": hidden_link,
    "ledger-that-cannot-be-read": lambda meetings: (meetings.parents[2] / "addresses.txt").mkdir(),
    "names-that-not-every-system-keeps": lambda meetings: [
        (meetings.parent / "documents" / name).touch()
        for name in ("CON.pdf", "a:b.pdf", "end ", f"{'n' * 101}.pdf", "Fees.pdf", "fees.pdf")
    ],
    "settings-broken": settings("name: Register of P", "name: Register: of P"),
    "settings-of-another-kind": lambda meetings: (meetings.parents[2] / "mkdocs.yml").write_text(
        "- site_name: Register\n"
    ),
    "settings-said-twice": settings("nav:\n", "site_name: Another\nnav:\n"),
    "settings-that-are-not-known": settings(
        PLUGIN, "  - partnership-register:\n      records_dr: x\nsitename: X\nq: x\n"
    ),
    "settings-neither-true-nor-false": settings("nav:\n", "use_directory_urls: perhaps\nnav:\n"),
    "settings-with-a-list-where-text-belongs": settings("nav:\n", "copyright: [1]\nnav:\n"),
    "settings-with-text-where-a-list-belongs": settings("nav:\n", "watch: here\nnav:\n"),
    "settings-that-cannot-be-used": settings("nav:\n", "dev_addr: nowhere\nnav:\n"),
    "settings-that-name-no-folder": settings("docs_dir: content", "docs_dir: contents"),
    "settings-with-an-unknown-plug-in": settings(PLUGIN, f"{PLUGIN}  - gallery\n"),
    "settings-with-an-unknown-theme": settings("name: material", "name: materail"),
    "settings-with-no-web-address": settings("https://register.", "register."),
    "settings-without-a-name": settings("site_name: Register of Partnerships\n", ""),
    "settings-without-the-plug-in": settings(f"plugins:\n{PLUGIN}", ""),
    "navigation-to-pages-that-are-not-there": settings(
        "About: about.md", "About: abuot.md\n  - Us: us.md"
    ),
    "navigation-with-a-colon-in-a-title": settings("About: about.md", "Privacy: yours: about.md"),
    "navigation-with-quotes-round-a-page": settings(
        "About: about.md",
        'About: about.md\n  - Privacy: "yours: about.md"\n  - Us: file:///about.md',
    ),
    "page-that-the-navigation-does-not-name": settings_with_unlisted_page,
    "what-the-engine-says-otherwise": settings(
        "nav:\n", "validation: {nav: {absolute_links: warn}}\nnav:\n"
    ),
    "settings-that-name-files-that-are-not-there": settings(
        "nav:\n",
        "extra_css: [my.css, 'https://a.example/b.css', assets/register.css, '//[x']\n"
        "extra_javascript:\n  - https://a.example/b.js\n  - path: my.js\n    async: true\nnav:\n",
    ),
    "link-to-an-address-that-is-mistyped": settings("/register/", "/registr/"),
    "link-to-a-heading-that-is-not-there": settings(
        "nav:\n", "validation: {links: {anchors: warn}}\nnav:\n"
    ),
    "more-strays-than-can-be-said": lambda meetings: [
        (meetings.parent / "documents" / f"stray-{number:03}.pdf").touch() for number in range(105)
    ],
}
"""Cases that cannot lie in a repository: too large, no plain file, no name that git could keep."""


def lay_over(council: Path, case: str) -> None:
    """Break a rule in a copy of the small council."""
    folder = INVALID / case
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in NOTES:
            to = council / file.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)
    taken_away = folder / "without.txt"
    for name in taken_away.read_text().split() if taken_away.exists() else ():
        (council / name).unlink()
    if case in MADE:
        MADE[case](council / MEETINGS)


@pytest.mark.parametrize("case", CASES)
def test_a_broken_rule_is_explained_where_it_is_broken(
    case: str,
    council: Path,
    expect: Callable[[str, Path], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`register check` ends with 1 and says what expected.txt says, with a place and a way out."""
    lay_over(council, case)
    monkeypatch.chdir(council)
    if case == "file-that-cannot-be-opened":
        refused(monkeypatch, council)
    assert main(["check", "--as-of", "2026-11-22"]) == 1
    said = capsys.readouterr()
    expect(said.out, INVALID / case / "expected.txt")
    lines = said.out.splitlines()
    assert said.err.startswith(f"{len(lines)} thing")
    for line in lines:
        _points_at_what_it_names(line, council)


NO_FILE = "is missing|cannot be opened|letters that not every|pipe|folder|link to another|Windows"
"""What may be said of a place where no file lies."""


def _points_at_what_it_names(line: str, council: Path) -> None:
    """The place lies in the file; a value that is named and stands in the file stands there."""
    match = re.fullmatch(r"(\S.*?):([1-9]\d*):([1-9]\d*): (.+?); (.+)", line)
    assert match, f"no path:line:column, message and hint: {line}"
    path, message = council / match[1], match[4]
    if not path.is_file():
        assert re.search(NO_FILE, message), line
        return
    text = path.read_bytes().decode("utf-8-sig", "replace")
    rows = text.splitlines() or [""]
    assert int(match[2]) <= len(rows), line
    row = rows[int(match[2]) - 1]
    assert int(match[3]) <= len(row) + 1, line
    named = re.search(r'"(.+?)"', message)
    if not named or named[1] in match[1] or re.search("is missing|nothing stands", message):
        return
    value = re.escape(named[1].removesuffix("..."))
    if re.search(value, text):
        assert re.match(rf"(?:[\"'\[{{]|<!-- register: )*{value}", row[int(match[3]) - 1 :]), line


THIRTY_PLACES = [
    "content/about.md:3:19",
    "_council/council.yml:21:12",
    "_council/documents/leaflet.yml:3:9",
    "_council/organisations/coastguard.yml:2:9",
    "_council/organisations/dive-club.yml:3:10",
    "_council/organisations/ferry-company.yml:3:1",
    "_council/organisations/harbour-trust.yml:3:8",
    "_council/risks/collision.yml:3:38",
    "_council/risks/drought.yml:3:24",
    "_council/risks/fire.yml:2:8",
    "_council/risks/flood.yml:4:1",
    "_council/risks/theft.yml:2:1",
    "_council/strategies/fishing.yml:3:10",
    "harbour-board/documents/fees.yml:2:7",
    "harbour-board/meetings/2026-02-30.yml:1:1",
    "harbour-board/meetings/2026-04-02.yml:3:1",
    "harbour-board/meetings/2026-04-09.yml:2:8",
    "harbour-board/meetings/2026-04-16.yml:2:19",
    "harbour-board/meetings/2026-04-23.yml:3:28",
    "harbour-board/meetings/2026-04-30.yml:3:1",
    "harbour-board/meetings/2026-05-07.yml:1:1",
    "harbour-board/meetings/2026-05-14.yml:2:10",
    "harbour-board/meetings/2026-05-21.yml:2:1",
    "harbour-board/meetings/2026-05-28.yml:6:20",
    "harbour-board/meetings/2026-06-04.yml:1:1",
    "harbour-board/meetings/2026-06-11.yaml:1:1",
    "harbour-board/plans/buoys.yml:5:11",
    "harbour-board/plans/moorings.yml:6:40",
    "harbour-board/reviews/2025.yml:2:10",
    "quay-group/partnership.yml:9:5",
]
"""Counted by hand in the files, not taken from what is printed; without the folder partnerships."""


def test_thirty_mistakes_are_thirty_problems() -> None:
    """Thirty files with a different mistake each make thirty lines, each at the right place."""
    lines = (INVALID / "thirty-mistakes" / "expected.txt").read_text().splitlines()
    places = [":".join(line.removeprefix("partnerships/").split(":")[:3]) for line in lines]
    assert places == THIRTY_PLACES
    assert len(set(places)) == 30


def test_every_sentence_that_a_problem_can_say_is_shown_by_a_case() -> None:
    """No rule, and no hint, without a case that breaks it."""
    shown = "\n".join((INVALID / case / "expected.txt").read_text() for case in CASES)
    package = PROJECT / "generator" / "partnership_register"
    files = [
        *sorted((package / "records").glob("*.py")),
        *sorted((package / "model").glob("*.py")),
        package / "register" / "checks.py",
        package / "register" / "register.py",
        package / "register" / "suggesting.py",
        package / "register" / "texts.py",
        package / "shell" / "beside_pages.py",
        package / "shell" / "by_hand.py",
        package / "shell" / "elements.py",
        package / "shell" / "mistyped.py",
        package / "shell" / "opening.py",
        package / "shell" / "refusals.py",
        package / "shell" / "settings_file.py",
    ]
    silent = [
        f"{file.name}: {sentence}"
        for file in files
        for sentence in _sentences(file, only_raised=file.parent.name == "model")
        if not re.search(_pattern(sentence), shown)
    ]
    assert silent == []


PLACEHOLDER = "\0"


def _sentences(file: Path, *, only_raised: bool) -> Iterator[str]:
    """The texts of several words in a module, docstrings and patterns left out.

    A module of the model says much else; there it is what its errors and checks are given.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not only_raised:
        yield from _texts(tree)
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in ("PydanticCustomError", "_checked"):
            yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and _name(node) == "compile":
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(
            str(part.value) if isinstance(part, ast.Constant) else PLACEHOLDER
            for part in node.values
        )
        if _has_words(text):
            yield text
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _has_words(node.value):
            yield node.value
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _texts(child)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _has_words(text: str) -> bool:
    return re.search(r"[a-z]+,? [a-z]+", text) is not None


def _pattern(sentence: str) -> str:
    plain = re.sub(r"\{\w*\}", PLACEHOLDER, sentence)
    return ".*".join(re.escape(piece) for piece in plain.split(PLACEHOLDER))
