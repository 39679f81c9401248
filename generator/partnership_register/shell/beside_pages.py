"""Files beside hand-written pages: looked through before the site engine copies them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from partnership_register.problems import Problem
from partnership_register.records import content_or_problem
from partnership_register.records.attaching import attached
from partnership_register.records.placing import Place, place_of
from partnership_register.records.quoting import may_be_quoted, openness
from partnership_register.scanning import A_LINK, Found, files_below

_ASKED_FOR_UNNAMED = {
    "CNAME", "_headers", "_redirects", "apple-touch-icon.png", "favicon.ico", "humans.txt",
    "robots.txt", "security.txt",
}  # fmt: skip
"""What browsers, search engines and those who keep the site look for by name, and no page links to.

They lie at the top of the folder, where each of these names has its meaning.
"""
_ASKED_FOR_BELOW = ".well-known/"
"""The folder for more of the kind, by RFC 8615; it is hidden, and `exclude_docs` may let it in."""
_RECORDS = (".yml", ".yaml")
_OF_PAGES = (".md", ".css")
"""What is no file beside pages but a page, or says how pages look."""


def beside_pages(
    docs: Path, copied: Set[str], used_by_site: Set[str], written: Iterable[Path], records: Path
) -> Iterator[Problem]:
    """All that keeps the files in the folder of hand-written pages from being published.

    `copied` are the paths below it that the engine says it would publish; hidden ones are among
    them where the settings let them in. `used_by_site` are those that the settings name, as of a
    logo. Whoever else is to find a file must have it named in one of the texts `written`, or by its
    whole address in one of the `records` of which nothing is withheld; else what is withheld would
    decide what is said. Records are only read where a file is named nowhere else, and once for all
    such files.
    """
    seen = list(files_below(docs))
    hidden = [_let_in(docs, path) for path in sorted(copied - {each.path for each in seen})]
    for link in dict.fromkeys(each.path for each in hidden if each.odd):
        yield Problem(f"{docs.name}/{link}", *_A_LINK)
    found = [
        each
        for each in (*seen, *hidden)
        if each.is_file and each.path not in used_by_site | _ASKED_FOR_UNNAMED
    ]
    paths = [each.path for each in found if not each.path.endswith(_RECORDS)]
    others = [path for path in paths if not path.lower().endswith(_OF_PAGES)]
    texts = b"\n".join(_content(file) for file in written) if others else b""
    unnamed = {path for path in others if not _is_in(texts, Path(path).name)}
    unnamed = {path for path in unnamed if not path.startswith(_ASKED_FOR_BELOW)}
    unnamed -= _linked_in(records, unnamed)
    for each in found:
        path = f"{docs.name}/{each.path}"
        if each.path.endswith(_RECORDS):
            yield Problem(path, *_A_RECORD)
        elif each.path in unnamed:
            yield Problem(path, *_NOBODY_FINDS_IT)
        elif not each.path.lower().endswith(_OF_PAGES):
            yield from attached(Path(each.file), path, path, ())[1]


def _let_in(docs: Path, path: str) -> Found:
    """What the settings let in although it is hidden, or the link by which it is there."""
    for at in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
        if (docs / at).is_symlink() and at.name:
            return Found(str(at), str(docs / at), is_file=False, odd=A_LINK)
    return Found(path, str(docs / path))


def _is_in(text: bytes, path: str) -> bool:
    """Whether a text has a path as a person writes it, or as a browser shows it."""
    written = os.fsencode(path)
    return written in text or quote(written).encode() in text


def _linked_in(records: Path, paths: Set[str]) -> set[str]:
    """Those of some files to which a record of which nothing is withheld has a link."""
    public = openness(records)
    linked: set[str] = set()
    for found in files_below(records) if paths else ():
        place = place_of(found.path)
        if found.is_file and isinstance(place, Place):
            content = _content(Path(found.file))
            named = {path for path in paths - linked if _is_in(content, f"/{path}")}
            if named and may_be_quoted(content, place.type, public):
                linked |= named
    return linked


def _content(file: Path) -> bytes:
    return content_or_problem(str(file), file.name)[0] or b""


_A_LINK = (A_LINK, "put the file or the folder itself here")
_A_RECORD = (
    "a record here would be neither read nor checked",
    "move it to where docs/records.md says, for example partnerships/safer-thornmere/meetings",
)
_NOBODY_FINDS_IT = (
    "no page links to this file, so that nobody could find it on the site",
    "link to it from a page in this folder (a link in a record of which a part is withheld does not"
    " count), or delete it",
)
