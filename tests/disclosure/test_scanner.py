"""The scanner finds every leak that is planted, however it is spelt and packed."""

from __future__ import annotations

import base64
import gzip
import io
import random
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from disclosure.scanner import Scanner, found, spellings
from disclosure.strewing import LETTERS
from reckoning import Reckon

PAGE = b"<!doctype html><html><body><main><p>%s</p></main></body></html>\n"


def canary(chance: random.Random) -> str:
    """24 characters that stand nowhere else."""
    return "".join(chance.choices(LETTERS, k=24))


def _zip(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("word/document.xml", content)
    return made.getvalue()


def _pdf(content: bytes) -> bytes:
    stream = zlib.compress(content)
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n"
        + stream
        + b"\nendstream\nendobj\n"
    )


def _sqlite(content: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE entries (lines BLOB)")
        made.execute("INSERT INTO entries VALUES (?)", (content,))
        made.commit()
        return made.serialize()


WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "page.html": lambda text: PAGE % text,
    "page.html.gz": lambda text: gzip.compress(PAGE % text),
    "paper.docx": lambda text: _zip(PAGE % text),
    "paper.pdf": lambda text: _pdf(PAGE % text),
    "index.sqlite": lambda text: _sqlite(PAGE % text),
    "data.json": lambda text: b'{"a":["' + text + b'"]}',
    "nested.docx": lambda text: _zip(_pdf(gzip.compress(PAGE % text))),
    "picture.svg": lambda text: b"data:;base64," + base64.b64encode(gzip.compress(PAGE % text)),
    "long.txt": lambda text: b"x" * 10_000 + text + b"y" * 10_000,
}
"""The ways in which a leak may be packed into a file."""


def test_every_planted_leak_is_found(tmp_path: Path, reckon: Reckon) -> None:
    """Each spelling in each wrapping, each with a secret of its own; nothing else is reported."""
    chance = random.Random(1)
    planted: dict[str, str] = {}
    for name, wrap in WRAPPED.items():
        for number, (spelling, _) in enumerate(spellings("x" * 24)):
            secret = canary(chance)
            spelt = list(spellings(secret))[number][1]
            (tmp_path / f"{number}-{name}").write_bytes(wrap(spelt))
            planted[secret] = f"{spelling} in {name}"
    clean = [canary(chance) for _ in range(500)]
    scan = Scanner([*planted, *clean]).folder(tmp_path)
    seen = found(scan)
    assert [planted[secret] for secret in planted if secret not in seen] == []
    assert not seen.keys() & set(clean)
    assert len(planted) >= 200
    reckon.held("C2", len(planted), "planted leaks that the scanner found")


def test_half_a_secret_is_a_leak(tmp_path: Path) -> None:
    """Its first characters, as in a summary that is cut short, its last ones, or those between."""
    chance = random.Random(2)
    for cut in (slice(0, 12), slice(12, 24), slice(6, 20)):
        secret = canary(chance)
        (tmp_path / "page.html").write_bytes(PAGE % secret[cut].encode())
        assert found(Scanner([secret]).folder(tmp_path)).keys() == {secret}


def test_the_names_of_files_and_folders_are_read_too(tmp_path: Path) -> None:
    """A withheld record must not have so much as an empty folder."""
    secret = canary(random.Random(3))
    (tmp_path / "partnerships" / secret).mkdir(parents=True)
    assert found(Scanner([secret]).folder(tmp_path)).keys() == {secret}


@pytest.mark.parametrize("offset", range(3))
def test_base64_is_read_wherever_the_secret_begins(tmp_path: Path, offset: int) -> None:
    """The same secret looks otherwise after one or two bytes."""
    secret = canary(random.Random(4))
    text = base64.b64encode(b"abcdef" + b"." * offset + secret.encode() + b" and so on")
    (tmp_path / "data.txt").write_bytes(text)
    assert found(Scanner([secret]).folder(tmp_path)).keys() == {secret}
