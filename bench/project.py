"""The synthetic project of a size: its records, its settings, and the sentence that is edited."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build"
ASIDE = BUILD / "bench" / "aside"
"""What commands must not find there any more, until the measurement is over."""
sys.path.append(str(PROJECT / "tests"))

from synthetic import write  # noqa: E402  found only once the line above has run

SETTINGS = """\
# Written by the benchmark; the settings of the demo council, for the synthetic one.
site_name: Synthetic Council
site_url: https://register.synthetic.example/
docs_dir: content
theme:
  name: material
  custom_dir: {theme}
  font: false
plugins:
  - partnership-register
nav:
  - Home: index.md
  - Partnerships: /register/
  - Meetings: /meetings/
  - Decisions: /decisions/
  - Actions: /actions/
  - Reviews: /reviews/
  - Risks: /risks/
  - Strategies: /strategies/
  - Organisations: /organisations/
  - Documents: /documents/
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence that was added to a minute, and where it must come out."""

    meeting: str
    sentence: str

    def shown(self, site: Path) -> bool:
        """Whether the page of the meeting has the sentence."""
        page = site / "partnerships" / self.meeting / "index.html"
        return page.is_file() and self.sentence in page.read_text(encoding="utf-8")


def make(folder: Path, size: int) -> int:
    """Write the project afresh, leaving what was built there; return the number of its records."""
    put_aside(folder / "partnerships")
    count = write(folder, size)
    theme = os.path.relpath(PROJECT / "theme", folder)
    (folder / "mkdocs.yml").write_text(SETTINGS.format(theme=Path(theme).as_posix()))
    return count


def put_aside(path: Path) -> None:
    """Move a folder out of the way, if it is there.

    Were it removed, ext4 would look at each inode that was freed within the last five minutes
    whenever it makes a file: 12,000 pages then take 5 seconds of processor time and not 0.7, for
    whichever command comes next. A build server begins with a disk on which nothing was removed.
    """
    if path.exists():
        ASIDE.mkdir(parents=True, exist_ok=True)
        path.rename(ASIDE / str(len(list(ASIDE.iterdir()))))


def remove_aside() -> None:
    """Remove what was put aside, when nothing is measured any more."""
    shutil.rmtree(ASIDE, ignore_errors=True)


def edit(folder: Path, number: int) -> Edit:
    """Put a sentence at the head of a minute, each number in another meeting."""
    meetings = sorted((folder / "partnerships").glob("partnership-*/meetings/*.yml"))
    random.Random(1).shuffle(meetings)  # noqa: S311  any meeting will do
    key = "minute: |\n      "
    held = (path for path in meetings if key in path.read_text(encoding="utf-8"))
    path = next(itertools.islice(held, number, None))
    sentence = f"Amendment {number + 1} of the benchmark was agreed."
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(key, f"{key}{sentence} ", 1), encoding="utf-8", newline="\n")
    return Edit(f"{path.parent.parent.name}/meetings/{path.stem}", sentence)


def pages(site: Path) -> dict[str, bytes]:
    """Every page below a folder with the digest of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.blake2b(path.read_bytes()).digest()
        for path in site.rglob("*.html")
    }
