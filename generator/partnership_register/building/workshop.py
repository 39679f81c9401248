"""The workshop: what one process does for a build, a folder or a list at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import msgspec

from partnership_register.addresses import owners
from partnership_register.building.holdings import Holdings
from partnership_register.building.memory import COMMON, Memory
from partnership_register.building.sealed import sealed, unsealed
from partnership_register.exports import Export, exported, exported_by_folder, moved
from partnership_register.exports import given as given_to_exports
from partnership_register.pages import WHOLE, Page, folder_pages, given_by
from partnership_register.pages.addresses import file_address
from partnership_register.pages.lists import Given, Lists, Pack, packs_of
from partnership_register.publishing import Written, page_path, write_into
from partnership_register.records.folders import NotSound
from partnership_register.register import Register
from partnership_register.remembered import FileState, Remembered
from partnership_register.render import Frame, Renderer
from partnership_register.scanning import COUNCIL_FOLDER, LOOSE, ScannedFolder, digest_of
from partnership_register.search import (
    Findable,
    Said,
    entries_at_hand,
    findable_pages,
    is_findable,
    said_by,
)
from partnership_register.search import page as search_page


@dataclass(frozen=True, slots=True)
class Kept:
    """What the site has already, as far as it was made by a build that is remembered."""

    pages: Mapping[str, FileState] = field(default_factory=dict)
    files: Mapping[str, FileState] = field(default_factory=dict)


@dataclass(slots=True)
class Output:
    """The files that belong to the site, and those of them that were written."""

    pages: dict[str, FileState] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)
    findable: list[Findable] = field(default_factory=list)
    """What the search is to find."""
    written: list[Written] = field(default_factory=list)
    rendered: list[str] = field(default_factory=list)
    """The addresses of those that were rendered."""

    def add(self, other: Output) -> None:
        """Take in what another output has."""
        self.pages |= other.pages
        self.files |= other.files
        self.findable += other.findable
        self.written += other.written
        self.rendered += other.rendered


@dataclass(slots=True)
class FolderMade:
    """What came of a folder."""

    name: str
    records: int
    parsed: int
    packs: dict[str, Pack]
    refers: tuple[str, ...]
    output: Output
    attachments: list[tuple[str, str]]
    """Where each file beside a record belongs in the site, and where it lies below the records."""
    instants: tuple[int, ...]
    """When embargoes on which it rests end, in seconds since 1970."""
    withheld: int
    """How many things of it are withheld."""
    hidden: bytes
    """The digest of which those are."""
    owners: bytes
    """Who answers at the addresses of its records, encoded."""
    entries: dict[str, bytes]
    """By area, what its pages add to the index of the search, where all were rendered."""


@dataclass(slots=True)
class ListMade:
    """What came of a list of the whole register."""

    name: str
    read: tuple[str, ...]
    output: Output


DATA = "data"
"""The name, among those of lists, of the files of data about the whole register."""
SEARCH = "search"
"""The name, among those of lists, of the page with the form of the search."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a process must be told to make its workshop. It can be sent to another process."""

    root: Path
    folders: tuple[ScannedFolder, ...]
    now: datetime
    """The instant for which to build."""
    cache: Path | None
    made_by: bytes
    theme: Path
    site_url: str
    standby: Path
    """The folder into which files are written."""
    frames: Mapping[str, Frame]
    frame_of: Callable[[Page], str]
    """The name of the frame that a page goes into."""
    with_search: bool
    """Whether there is to be an index for the search."""


class Workshop:
    """Makes pages in one process. `memory` and `holdings` are given where they are at hand."""

    def __init__(
        self, plan: Plan, memory: Memory | None = None, holdings: Holdings | None = None
    ) -> None:
        self.plan = plan
        self.memory = memory or Memory(Remembered(plan.cache, plan.made_by) if plan.cache else None)
        self.holdings = holdings or opened(plan.root, plan.folders, plan.now, self.memory)
        self._known_council: Register | None = None
        self._theme_digest = theme_digest(plan.theme)
        self._frame_digests = {
            name: digest_of(piece.encode() for piece in frame.pieces)
            for name, frame in plan.frames.items()
        }

    @cached_property
    def renderer(self) -> Renderer:
        """Fills the frames."""
        plan = self.plan
        remembered = Remembered(plan.cache, plan.made_by) if plan.cache else None
        return Renderer(plan.theme, plan.frames, self._theme_digest, remembered)

    def folder(self, name: str, kept: Kept, also_near: Sequence[str] = ()) -> FolderMade:
        """Read a folder again and make those of its pages that changed. Raises NotSound."""
        with self.memory.shelf(name) as shelf:
            shown = self.holdings.shown_of(name, also_near)
        register = shown.register
        with sealed(self.plan.root):
            pages = list(folder_pages(register))
            said: dict[str, Said] = {}
            # What lies outside all areas is indexed with lists and pages by hand, and read then.
            at_hand = self.plan.with_search and name != COUNCIL_FOLDER
            output = self._made(pages, kept, said if at_hand else None)
            exports = exported_by_folder(register, pages, self.plan.site_url)
            output.add(self._exported(exports, kept))
            return FolderMade(
                name,
                len(register.everything),
                shelf.parsed,
                packs_of(self._given(register)),
                tuple(_referring(register)),
                output,
                list(_attached(register)),
                shown.instants,
                shown.withheld,
                shown.hidden,
                msgspec.msgpack.encode(list(owners(register.everything, register.notices))),
                entries_at_hand(output.findable, said),
            )

    def packs(self, name: str, also_near: Sequence[str] = ()) -> dict[str, Pack]:
        """What a folder gives to lists, by key. Raises NotSound.

        A list asks for it where it is not remembered, so that records are read in the midst of
        making pages; the list is given what the public may see, as ever.
        """
        with unsealed(), self.memory.shelf(name):
            register = self.holdings.register_of(name, also_near)
        with sealed(self.plan.root):
            return packs_of(self._given(register))

    def _given(self, register: Register) -> Iterator[Given]:
        yield from given_by(register)
        yield from given_to_exports(register, self.plan.site_url)

    def list(
        self, name: str, packs: Mapping[str, Sequence[bytes]], near: Sequence[str], kept: Kept
    ) -> ListMade:
        """Make those pages of a list that changed.

        `packs` is what all folders give, by key; `near` are the records by which partnerships
        speak of those of `_council`.
        """
        lists = Lists(packs)
        register = self._council(tuple(near))
        with sealed(self.plan.root):
            if name == SEARCH:
                output = self._made([search_page()], kept)
            elif name == DATA:
                output = self._exported(exported(register, lists, self.plan.site_url), kept)
            else:
                pages = list(WHOLE[name](register, lists))
                output = self._made(pages, kept)
                if name == "records":
                    output.add(self._exported(moved(register, pages), kept))
        return ListMade(name, tuple(sorted(lists.read)), output)

    def _council(self, near: tuple[str, ...]) -> Register:
        """The register of `_council`; it is the same for all lists of a build."""
        if self._known_council is None:
            with self.memory.shelf(COUNCIL_FOLDER):
                self._known_council = self.holdings.register_of(COUNCIL_FOLDER, near)
        return self._known_council

    def _made(
        self, pages: Sequence[Page], kept: Kept, said: dict[str, Said] | None = None
    ) -> Output:
        """Make those pages that changed; into `said` comes what those say that can be found."""
        output = Output()
        for page in pages:
            path = page_path(page.url)
            frame = self.plan.frame_of(page)
            if frame not in self.plan.frames and page.url == "/":
                continue  # the council's home page does not ask for the panel
            encoded = msgspec.msgpack.encode(page)
            source = digest_of((encoded, self._theme_digest, self._frame_digests[frame]))
            known = kept.pages.get(path)
            if known and known.source == source:
                output.pages[path] = known
                continue
            output.rendered.append(page.url)
            content = self.renderer.bytes_of(page, frame)
            if said is not None and is_findable(page):
                said[page.url] = said_by(page.title, content.decode())
            held = known.content if known else None
            written = write_into(self.plan.standby, path, content, held=held)
            output.written.append(written)
            output.pages[path] = FileState(source, written.entry.digest)
        output.findable += findable_pages(
            pages, lambda page: output.pages[page_path(page.url)].source.hex()
        )
        return output

    def _exported(self, exports: Iterable[Export], kept: Kept) -> Output:
        output = Output()
        for export in exports:
            known = kept.files.get(export.path)
            if known and export.source and known.source == export.source:
                output.files[export.path] = known
                continue
            held = known.content if known else None
            written = write_into(self.plan.standby, export.path, export.make(), held=held)
            output.written.append(written)
            output.files[export.path] = FileState(export.source, written.entry.digest)
        return output


def opened(
    root: Path,
    folders: Iterable[ScannedFolder],
    now: datetime,
    memory: Memory,
    former: Holdings | None = None,
) -> Holdings:
    """Holdings with what is common to all folders read already. Raises NotSound.

    What the `former` ones have in common is taken over as long as it is the same.
    """
    holdings = Holdings(root, folders, now, memory)
    if LOOSE in holdings.folders:
        raise NotSound(root.name)
    if former and holdings.take_over(former):
        return holdings
    with memory.shelf(COMMON) as shelf:
        _ = holdings.common
    holdings.parsed = shelf.parsed
    return holdings


def _referring(register: Register) -> Iterator[str]:
    """Own records that name such of `_council` as might lie in a partnership as well.

    Of these each page shows by itself who names it, so that its register must know them.
    """
    paths = {
        link.record.path
        for target, link in register.outward()
        if not target.record.partnership and type(target.record).in_partnership
    }
    return iter(sorted(path.partition("/")[2] for path in paths if register.folder))


def _attached(register: Register) -> Iterator[tuple[str, str]]:
    for record in register.everything:
        folder = record.path.rpartition("/")[0]
        for name in register.files_of(record):
            below = f"{folder}/{name}".partition("/")[2]
            yield file_address(record, name).lstrip("/"), below


def theme_digest(theme: Path) -> bytes:
    """The digest of all templates of record pages."""
    files = sorted(
        path for part in ("pages", "views", "parts") for path in (theme / part).rglob("*")
    )
    return digest_of(
        piece
        for file in files
        if file.is_file()
        for piece in (file.relative_to(theme).as_posix().encode(), file.read_bytes())
    )
