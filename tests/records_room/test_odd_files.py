"""What may lie in a folder of records besides records: none of it is read, all of it is named."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from partnership_register.model.document import Document
from partnership_register.records import load
from partnership_register.records.loading import read_content
from partnership_register.records.placing import Place, badly_named, clashing
from partnership_register.scanning import LARGEST_RECORD, NotPlain, content_of, scan
from places import AS_OF
from reckoning import Reckon

RECORD = "status: held\n"
BOARD = "partnerships/harbour-board"
SECONDS = 60


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's path may have a hundred letters only
        try:
            made.bind(path.name)
        finally:
            os.chdir(before)


def _linked(outside: str, *, hard: bool = False) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        above = path.parts[: path.parts.index("council")]
        target = Path(*above, outside)
        if hard:
            path.hardlink_to(target)
        else:
            path.symlink_to(target)

    return link


def _file(text: str = RECORD) -> Callable[[Path], None]:
    return lambda path: _write(path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _hole(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.touch()
        os.truncate(path, size)

    return make


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    f"{BOARD}/meetings/2026-01-01.yml": (os.mkfifo, "a pipe, a socket or a device"),
    f"{BOARD}/meetings/2026-01-02.yml": (_socket, "a pipe, a socket or a device"),
    f"{BOARD}/meetings/2026-01-03.yml": (Path.mkdir, "a folder under the name of a record"),
    f"{BOARD}/meetings/2026-01-04.yml": (_linked("outside/secret.yml"), "a link to another"),
    f"{BOARD}/meetings/2026-01-05.yml": (_linked("council/mkdocs.yml"), "a link to another"),
    f"{BOARD}/meetings/2026-01-06.yml": (_linked("nowhere"), "a link to another"),
    f"{BOARD}/meetings/2026-01-07.yml": (_linked("outside/secret.yml", hard=True), "second name"),
    f"{BOARD}/meetings/2026-01-08.yml": (_hole(5 << 30), "5,368,709,120 bytes"),
    f"{BOARD}/meetings/2026-01-09.yml": (_linked("/dev/zero"), "a link to another"),
    f"{BOARD}/meetings/linked": (_linked("outside"), "a link to another file or folder"),
    f"{BOARD}/documents/secret.pdf": (_linked("outside/secret.yml"), "a link to another"),
    f"{BOARD}/documents/pipe.pdf": (os.mkfifo, "a pipe, a socket or a device"),
    f"{BOARD}/documents/CON.pdf": (_file(), "Windows keeps the name"),
    f"{BOARD}/documents/lpt1.tar.gz": (_file(), "Windows keeps the name"),
    f"{BOARD}/documents/a:b.pdf": (_file(), "the sign : has no place"),
    f"{BOARD}/documents/end.": (_file(), "ends with a dot"),
    f"{BOARD}/documents/end ": (_file(), "begins or ends with a space"),
    f"{BOARD}/documents/a\\b.pdf": (_file(), "the sign \\ has no place"),
    f"{BOARD}/documents/line\nend.pdf": (_file(), "not every computer can read"),
    f"{BOARD}/documents/Fees.pdf": (_file(), "the same name as"),
    f"{BOARD}/documents/fees.pdf": (_file(), "no record names this file"),
    f"{BOARD}/documents/caf\u00e9.pdf": (_file(), "no record names this file"),
    f"{BOARD}/documents/cafe\u0301.pdf": (_file(), "the same name as"),
    f"{BOARD}/documents/{os.fsdecode(bytes([0xE9]))}.pdf": (_file(), "not every computer"),
    f"{BOARD}/documents/{'n' * 250}.pdf": (_file(), "more than 100 letters"),
    f"{BOARD}/plans/aux.yml": (_file(), "Windows keeps the name"),
    f"{BOARD}/plans/Harbour-plan.yml": (_file(), "cannot be called"),
    f"{BOARD}/plans/{'n' * 251}.yml": (_file(), "more than 100 letters"),
    "partnerships/Harbour-board/partnership.yml": (_file("title: x\n"), "cannot be the id"),
    "partnerships/nul/partnership.yml": (_file("title: x\n"), "Windows keeps the name"),
    "partnerships/elsewhere": (_linked("outside"), "a link to another file or folder"),
    "partnerships/pipe.yml": (os.mkfifo, "a record lies in the folder|a pipe"),
    f"{BOARD}/plans/{'/'.join(['d'] * 300)}/x.yml": (_file(), "folders lie more than 8 deep"),
}
"""What lies where in a council, how it is made, and what is said of it."""


@pytest.fixture
def odd(council: Path) -> Path:
    """The small council with everything odd in it, and a folder outside with a secret."""
    outside = council.parent / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("status: held\nplace: SECRET\n")
    for path, (make, _) in ODD.items():
        (council / path).parent.mkdir(parents=True, exist_ok=True)
        make(council / path)
    os.mkfifo(council / "content/pipe.md")
    (council / "content/secret.md").symlink_to(outside / "secret.yml")
    return council


def register(council: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, which is ended where it waits for ever."""
    return subprocess.run(
        [sys.executable, "-m", "partnership_register.cli", *command, "--as-of", AS_OF.isoformat()],
        cwd=council,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        errors="replace",
    )


def test_everything_odd_is_named_at_once_and_nothing_of_it_read(odd: Path, reckon: Reckon) -> None:
    """Links, pipes, devices, names of Windows, clashes: a sentence for each, and no traceback."""
    found = load(odd / "partnerships").problems
    for path, (_, sentence) in ODD.items():
        begin = path.partition("/d/d/d")[0]
        said = [str(p) for p in found if _plain(p.path).startswith(_plain(begin))]
        assert any(re.search(sentence if "|" in sentence else re.escape(sentence), s)
                   for s in said), (path, said)  # fmt: skip
    assert all(problem.hint for problem in found)
    reckon.held("W1", len(ODD), "odd files and names, each with a problem that names it")


def _plain(path: str) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in path)
    return shown.replace("\ufffd", "?").replace("\n", "?").replace(" ", "?").rstrip("?")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_council_with_odd_files_is_refused_whole(command: str, odd: Path) -> None:
    """`register` ends with 1, without waiting and without a traceback; there is no site."""
    done = register(odd, command)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "SECRET" not in done.stdout + done.stderr
    for page in ("content/pipe.md", "content/secret.md"):
        assert f"{page}:1:1: this is" in done.stdout + done.stderr
    assert not (odd / "site").exists()


ALONE = [path for path in ODD if "/d/d" not in path]


def test_each_odd_thing_alone_is_seen_by_both_ways_of_reading(
    council: Path, reckon: Reckon
) -> None:
    """A build that goes folder by folder refuses whatever `load` explains, and no more."""
    (council.parent / "outside").mkdir()
    (council.parent / "outside" / "secret.yml").write_text("status: held\n")
    for path in reckon.some(ALONE):
        made = council / path
        made.parent.mkdir(parents=True, exist_ok=True)
        ODD[path][0](made)
        done = register(council, "build", "--no-search")
        assert done.returncode == 1, (path, done.stdout, done.stderr)
        assert "to put right" in done.stderr, (path, done.stderr)
        assert "Traceback" not in done.stderr, path
        shutil.rmtree(made) if made.is_dir() and not made.is_symlink() else made.unlink()
        if path.startswith(("partnerships/H", "partnerships/nul")):
            made.parent.rmdir()
    reckon.held("W1", len(reckon.some(ALONE)), "builds refused for one odd file")


OPENED = re.compile(r"open(?:at2?)?\(.*\) = \d+<(.*)>$", re.MULTILINE)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace shows what is opened")
@pytest.mark.parametrize("command", ["check", "build"])
def test_nothing_outside_the_project_is_opened(command: str, odd: Path, reckon: Reckon) -> None:
    """What the system was asked to open, with the links in the way resolved, lies inside."""
    trace = odd.parent / "trace"
    called = ["strace", "-f", "-y", "-e", "trace=open,openat,openat2,creat", "-o", str(trace)]
    inside = [sys.executable, "-m", "partnership_register.cli", command, "--as-of", "2026-11-22"]
    done = subprocess.run(
        [*called, *inside], cwd=odd, capture_output=True, timeout=SECONDS, check=False
    )
    opened = OPENED.findall(trace.read_text(errors="replace"))
    assert done.returncode == 1
    assert any(path.startswith(f"{odd}/partnerships/") for path in opened)
    outside = [path for path in opened if path.startswith((f"{odd.parent}/outside", "/dev/zero"))]
    assert outside == []
    reckon.held("W1", len(opened), "files opened, none outside the project")


TRAVERSALS = [
    f"{begin}{(step + slash) * times}{target}{end}"
    for begin, step, slash, times, target, end in product(
        ("", "/", "./", "file://", "C:", "\\\\host\\", "a/", "x.pdf/"),
        ("..", ".", "...", "%2e%2e", "%252e%252e", "..;", "\uff0e\uff0e", ".%00.", "..\x00"),
        ("/", "\\", "%2f", "%5c", "//", "\u2215", "%c0%af", "/./"),
        (1, 2, 3, 5, 8),
        ("etc/passwd", "secret.yml", "windows\\win.ini", ".git/config"),
        ("", ".pdf", "%00.pdf", "\x00.pdf", "/", "?x=.pdf", "#x.pdf", " ", "."),
    )
]
"""More than a hundred thousand ways to say a file elsewhere; every fourth is tried."""


def test_no_text_that_leads_elsewhere_passes_for_the_name_of_a_file_an_id_or_an_address(
    reckon: Reckon,
) -> None:
    """Where a field names a file or an id, a way to another folder is refused with a hint."""
    place = Place(Document, "x/y", "x")
    cases = reckon.some(TRAVERSALS[::4])
    for text in cases:
        quoted = "'" + text.replace("\x00", "\u2400").replace("'", "''") + "'"
        source = (
            f"title: x\ntype: minutes\nfiles:\n  - {{title: x, file: {quoted}}}\n"
            f"former_ids: [{quoted}]\n"
        )
        record, problems = read_content(source.encode(), "p/x/documents/y.yml", place)
        locs = {problem.loc[:1] for problem in problems}
        assert ("files",) in locs, text
        assert ("former_ids",) in locs, text
        assert not isinstance(record, Document)
        assert all(problem.hint for problem in problems)
    reckon.held("W1", len(cases), "ways to other folders refused as a file and as an id")


def test_names_that_some_system_would_not_keep_are_refused_and_others_are_not() -> None:
    """The reserved names of Windows in any spelling; names that only look like them are sound."""
    for stem, end in product(("con", "PRN", "Aux", "nul", "COM1", "lpt9", "com\u00b9", "CONIN$"),
                             ("", ".txt", ".tar.gz", " .txt")):  # fmt: skip
        assert badly_named(f"a/{stem}{end}"), stem + end
        assert badly_named(f"{stem}{end}/a"), stem + end
    for name in ("console.pdf", "com.pdf", "com10.pdf", "nullify.yml", "a-con.pdf", "aux-b.yml"):
        assert badly_named(f"a/{name}") is None, name
    assert [p.path for p in clashing(["a/B.pdf", "a/b.pdf", "A/c.pdf", "a/d.pdf"])]
    assert not [*clashing(["a/b.pdf", "c/b.pdf", "a/b.yml"])]


def test_a_file_that_grows_while_it_is_read_does_not_keep_its_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more is read than the largest record, whatever the size was said to be."""
    file = tmp_path / "x.yml"
    file.write_text(RECORD)
    read: list[int] = []

    def endless(_: int, size: int) -> bytes:
        read.append(size)
        return b"x" * size

    monkeypatch.setattr(os, "read", endless)
    with pytest.raises(NotPlain):
        content_of(str(file))
    assert sum(read) <= LARGEST_RECORD + 2 * max(read)


def _crowd(root: Path, number: int) -> Iterator[Path]:
    for n in range(number):
        folder = root / "harbour-board" / ("documents" if n % 2 else "plans")
        yield folder / f"stray-{n}.{'pdf' if n % 4 else 'txt'}"


def test_a_hundred_thousand_files_are_counted_and_not_listed(council: Path, reckon: Reckon) -> None:
    """A folder filled by mistake is refused soon, with a hundred lines and a count."""
    number = reckon.many(100_000)
    root = council / "partnerships"
    for path in _crowd(root, number):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    begun = time.process_time()
    scan(root)
    problems = load(root).problems
    seconds = time.process_time() - begun
    assert len(problems) == 101
    assert f"{number - 101:,} others" in problems[-1].message
    assert seconds < 2 + number * 150e-6
    reckon.held("M3", number, "files in one folder")
