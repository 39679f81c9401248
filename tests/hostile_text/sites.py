"""Sites whose records hold payloads in every text, built as any site is built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path as Folder

from hostile_text.filling import Path, Words, council, files_of
from partnership_register.shell.builds import Options, build
from places import AS_OF, PROJECT, TESTS

HERE = Folder(__file__).parent
_PAPER = TESTS / "council" / "partnerships" / "harbour-board" / "documents" / "terms.pdf"
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""A picture of one point."""
_STEP = 7
"""How far one place is ahead of the next in the list of payloads."""

MANY, FEW = 216, 3
"""Partnerships with payloads: for a release (90,000 texts), and with every change."""

Texts = Callable[[int, Path, bool], str]
"""What to write at a place of the records of a number; told whether it is Markdown."""


def build_site(folder: Folder, numbers: Iterable[int], texts: Texts) -> Folder:
    """Build a site with the records of each of these numbers, and return where it lies."""
    project = write_project(folder / "project", numbers, texts)
    site = folder / "site"
    options = Options(site_dir=site, as_of=AS_OF, jobs=1, use_cache=False)
    build(project / "mkdocs.yml", options)
    shutil.rmtree(project)
    return site


def write_project(project: Folder, numbers: Iterable[int], texts: Texts) -> Folder:
    """Write the settings, the pages by hand and the records of such a site."""
    shutil.copytree(HERE / "council", project)
    config = project / "mkdocs.yml"
    settings = config.read_text(encoding="utf-8")
    config.write_text(settings.replace("../../../theme", str(PROJECT / "theme")), encoding="utf-8")
    records = project / "partnerships"
    _write(records / "_council" / "council.yml", council(_words(texts, 0)))
    for number in numbers:
        for path, record in files_of(number, _words(texts, number)):
            _write(records / path, record)
        own = records / f"p{number:04}"
        for name in ("paper.pdf", "exempt.pdf"):
            shutil.copyfile(_PAPER, own / "documents" / name)
        (own / "mark.png").write_bytes(_PICTURE)
    return project


def _words(texts: Texts, number: int) -> Words:
    """What is no Markdown has one line."""

    def words(path: Path, is_markdown: bool) -> str:
        text = texts(number, path, is_markdown)
        return text if is_markdown else text.replace("\n", " ")

    return words


def _write(file: Folder, record: object) -> None:
    """Write a record; what is JSON is YAML too, and every sign in it has one meaning."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


@dataclass
class Placing:
    """Says which payload stands where: each text holds another, and over all numbers each one."""

    payloads: Sequence[str]
    placed: int = 0

    def __post_init__(self) -> None:
        self._places: dict[Path, int] = {}

    def at(self, number: int, path: Path) -> str:
        """The payload at a place of the records of a number."""
        self.placed += 1
        place = self._places.setdefault(path, len(self._places))
        return self.payloads[(number + place * _STEP) % len(self.payloads)]


def numbers_of(placing: Placing, *, whole: bool) -> range:
    """Numbers of partnerships, spread evenly over the payloads."""
    return range(0, len(placing.payloads), -(-len(placing.payloads) // (MANY if whole else FEW)))
