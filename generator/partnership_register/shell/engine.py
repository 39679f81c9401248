"""What the site engine makes for a build: frames, and pages written by hand; made when needed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from partnership_register.building import EngineSite, Holdings
from partnership_register.building.holdings import Shown
from partnership_register.moments import passed, seconds
from partnership_register.problems import Problem
from partnership_register.register import Register
from partnership_register.remembered import Remembered
from partnership_register.render import Frame
from partnership_register.scanning import (
    COUNCIL_FOLDER,
    ScannedFile,
    content_of,
    digest_of,
    names_in,
    pages_below,
)
from partnership_register.shell.builds import Given
from partnership_register.shell.opening import Ask, content_problems
from partnership_register.shell.stubs import HOME_FRAME, Stub, every_stub

Run = Callable[[Register, Path], None]
"""Has the engine make its pages, with the stubs, in a folder."""

_LEFTOVERS = ("sitemap.xml", "sitemap.xml.gz", "search")
"""What engines write besides and this site has otherwise or not at all."""


class _Known(msgspec.Struct):
    source: bytes
    site: EngineSite
    now: int
    """The instant for which it was made, in seconds since 1970."""
    instants: tuple[int, ...]
    """When embargoes of what pages written by hand may speak of end, in order."""


def engine_site(
    run: Run,
    holdings: Holdings,
    given: Given,
    ask: Ask = lambda _: [],
) -> EngineSite:
    """What the engine makes of the pages written by hand and of the stubs.

    It is asked again only when something changed of which its pages are made: what it is
    `given`, what all folders of records have in common, and the records to which pages written by
    hand have links. Raises NotSound where such a link leads nowhere, or where the engine, being
    asked, has anything against the pages, and Changed where one was saved meanwhile.
    """
    docs_dir, remembered = given.docs_dir, given.remembered
    near = tuple(named_by_hand(docs_dir, holdings))
    source = digest_of((
        given.engine_digest,
        holdings.common_digest,
        *(piece for file in near for piece in (file.path.encode(), file.digest)),
    ))  # fmt: skip
    known = _remembered(remembered)
    now = seconds(holdings.now)
    if (
        known
        and known.source == source
        and passed(known.instants, known.now) == passed(known.instants, now)
    ):
        return known.site
    shown = _council_shown(holdings, docs_dir, ask)
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        out = Path(folder) / "site"
        run(shown.register, out)
        site = taken(out)
    given.still()
    if remembered:
        instants = tuple(sorted({*shown.instants, *holdings.common_instants}))
        remembered.write("engine", msgspec.msgpack.encode(_Known(source, site, now, instants)))
    return site


def council_register(holdings: Holdings, docs_dir: Path, ask: Ask = lambda _: []) -> Register:
    """The register of `_council`, with all records to which pages written by hand have links.

    Raises NotSound where anything is wrong with it, or with such a link.
    """
    return _council_shown(holdings, docs_dir, ask).register


def _council_shown(holdings: Holdings, docs_dir: Path, ask: Ask) -> Shown:
    """The same with what is known of what is withheld; a link to that is no problem."""
    near = [file.path for file in named_by_hand(docs_dir, holdings)]

    def wrong_by_hand(whole: Register) -> list[Problem]:
        return content_problems(docs_dir, whole, ask)

    return holdings.shown_of(COUNCIL_FOLDER, near, wrong_by_hand)


def named_by_hand(docs_dir: Path, holdings: Holdings) -> Iterator[ScannedFile]:
    """The records of partnerships that pages written by hand may name."""
    known = frozenset(os.fsencode(name) for name in holdings.folders)
    names = dict.fromkeys(
        name for file in pages_below(docs_dir) for name in names_in(_content_of(file), known)
    )
    yield from {file.path: file for file in holdings.files_called(names)}.values()


def _content_of(file: Path) -> bytes:
    """A page written by hand; nothing where it cannot be read, which its problem says."""
    try:
        return content_of(str(file))
    except OSError:
        return b""


def taken(out: Path) -> EngineSite:
    """Take what an engine left in a folder apart: frames, and files for the site."""
    frames = {stub.name: _cut(out, stub).pieces for stub in every_stub()}
    for leftover in _LEFTOVERS:
        if (out / leftover).is_dir():
            shutil.rmtree(out / leftover)
        (out / leftover).unlink(missing_ok=True)
    files = {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file()
    }
    home = Frame.panel(files.get("index.html", b"").decode())
    if home:
        frames[HOME_FRAME] = home.pieces
        del files["index.html"]
    urls = (f"/{path.removesuffix('index.html')}" for path in files if path.endswith("index.html"))
    return EngineSite(frames, files, (*urls, *(("/",) if home else ())))


def _cut(out: Path, stub: Stub) -> Frame:
    """Take the engine's page of a stub out of the folder and cut it."""
    file = out / stub.name / "index.html"
    frame = Frame.cut(file.read_text(encoding="utf-8"), stub.name)
    file.unlink()
    return frame


def _remembered(remembered: Remembered | None) -> _Known | None:
    payload = remembered.read("engine") if remembered else None
    try:
        return msgspec.msgpack.decode(payload, type=_Known) if payload else None
    except msgspec.ValidationError:
        return None
