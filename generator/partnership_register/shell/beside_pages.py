"""Files beside hand-written pages: looked through before the site engine copies them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import Path
from urllib.parse import quote

from partnership_register.problems import Problem
from partnership_register.records import content_or_problem
from partnership_register.records.attaching import attached
from partnership_register.scanning import files_below

_ASKED_FOR_UNNAMED = {
    "CNAME", "_headers", "_redirects", "apple-touch-icon.png", "favicon.ico", "humans.txt",
    "robots.txt", "security.txt",
}  # fmt: skip
"""What browsers, search engines and those who keep the site look for by name, and no page links to.

They lie at the top of the folder, where each of these names has its meaning.
"""
_OF_PAGES = (".md", ".css")
"""What is no file beside pages but a page, or says how pages look."""


def beside_pages(
    docs: Path, used_by_site: Set[str], written: Iterable[Path], records: Path
) -> Iterator[Problem]:
    """All that keeps the files in the folder of hand-written pages from being published.

    `used_by_site` are the paths below it that the settings name, as of a logo. Whoever else is to
    find a file must have it named in one of the texts `written`, or by its whole address in one of
    the `records`, which are only read where it is named nowhere else.
    """

    @cache
    def texts() -> bytes:
        return b"\n".join(_content(file) for file in written)

    for found in files_below(docs):
        path = f"{docs.name}/{found.path}"
        if not found.is_file or found.path in used_by_site | _ASKED_FOR_UNNAMED:
            continue
        if found.path.endswith((".yml", ".yaml")):
            yield Problem(path, *_A_RECORD)
        elif not found.path.lower().endswith(_OF_PAGES):
            is_named = any(name in texts() for name in _spellings(Path(found.path).name))
            if is_named or _is_linked_in(records, found.path):
                yield from attached(Path(found.file), path, path, ())[1]
            else:
                yield Problem(path, *_NOBODY_FINDS_IT)


def _spellings(path: str) -> tuple[bytes, bytes]:
    """A path as a person writes it, and as a browser shows it."""
    written = os.fsencode(path)
    return written, quote(written).encode()


def _is_linked_in(records: Path, path: str) -> bool:
    addresses = _spellings(f"/{path}")
    files = (Path(found.file) for found in files_below(records) if found.path.endswith(".yml"))
    return any(address in _content(file) for file in files for address in addresses)


def _content(file: Path) -> bytes:
    return content_or_problem(str(file), file.name)[0] or b""


_A_RECORD = (
    "a record here would be neither read nor checked",
    "move it to where docs/records.md says, for example partnerships/safer-thornmere/meetings",
)
_NOBODY_FINDS_IT = (
    "no page links to this file, so that nobody could find it on the site",
    "link to it from a page in this folder, or delete it",
)
