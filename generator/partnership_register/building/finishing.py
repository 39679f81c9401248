"""Finishing: what rests on all pages of the site, which is its addresses, search and sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from multiprocessing import get_context

import msgspec

from partnership_register.addresses import (
    Leading,
    Owner,
    file_of,
    is_awaited,
    losses,
    path_at,
    read_ledger,
    ways,
)
from partnership_register.building.books import Books
from partnership_register.building.holdings import Holdings
from partnership_register.exports import sitemaps
from partnership_register.records.folders import NotSound
from partnership_register.scanning import LEDGER, content_digest, digest_of
from partnership_register.search import Area, Findable, hand_written, search_files, tidy

_MANY = 500
"""So many pages are worth processes of their own to be read for the search."""


class Finishing:
    """The last stages before the sites are exchanged; every page is made and in the books.

    `by_hand` are the files of the engine by path, `urls` the addresses of the pages among them.
    """

    def __init__(
        self, books: Books, holdings: Holdings, by_hand: Mapping[str, bytes], urls: Sequence[str]
    ) -> None:
        self.books = books
        self.holdings = holdings
        self.by_hand = by_hand
        self.urls = urls
        self._entries: dict[tuple[str, str], bytes] = {}
        """What pages that were rendered now add to the search, by area and group."""
        self._rendered_with = 0
        """How many pages these are."""

    # Addresses

    def addresses(self, content: bytes) -> None:
        """Let every address of the ledger answer. Raises NotSound where one would be lost."""
        if not content:
            return
        ledger, problems = read_ledger(content)
        problems += losses(ledger, self._owners, self._is_awaited, self.holdings.root.name)
        if problems:
            raise NotSound(LEDGER, tuple(problems))
        if not ledger.lines:
            return
        made, pages = self._all_files(), {*map(path_at, self.urls)}
        for group, _ in self.books.state.groups():
            pages |= self.books.made(group).pages.keys()
        for way in ways(ledger, made.keys(), pages, self._owners):
            if isinstance(way, Leading):
                self.books.put(way.path, way.content)
            else:
                self.books.put_again(way.path, way.of, made[way.of])

    def _all_files(self) -> dict[str, str]:
        """The digests of all files of the site so far, by path."""
        state = self.books.state
        found = {path: file.content for path, file in state.others.items()}
        for group, _ in state.groups():
            made = self.books.made(group)
            for files in (made.pages, made.files):
                found |= {path: file.content for path, file in files.items()}
        return found

    @cached_property
    def _owners(self) -> list[Owner]:
        """Who answers at the addresses of records."""
        made = (self.books.made(f"folders/{name}") for name in self.books.state.folders)
        each = (msgspec.msgpack.decode(one.owners, type=list[Owner]) for one in made)
        return [owner for owners in each for owner in owners]

    def _is_awaited(self, address: str) -> bool:
        """Whether the record of an address is under embargo, and will be back by itself."""
        record = self.holdings.record_at(file_of(address))
        return is_awaited(record) if record else False

    # The search

    def take_entries(self, group: str, entries: Mapping[str, bytes], rendered: int) -> None:
        """Take down what a group of so many pages adds to the search, by area."""
        self._entries |= {(area, group): each for area, each in entries.items()}
        self._rendered_with += rendered if entries else 0

    def search(self, rendered: int, jobs: int) -> int:
        """Index the pages that changed; the files of the search are put together from all.

        `rendered` is how many pages changed, `jobs` how many processes may work. Returns how many
        pages were indexed.
        """
        remembered = self.books.remembered
        cache = remembered.room("search") if remembered else None
        to_read = rendered - self._rendered_with
        with _readers(jobs if to_read >= _MANY else 1) as readers:
            found = search_files(
                self.books.publication.standby,
                self._areas(),
                has=self.books.has,
                cache=cache,
                workers=readers,
            )
        for path, digest in found.digests.items():
            if path in found.files:
                self.books.put(path, found.files[path], digest)
            else:
                self.books.keep(path)
        return found.indexed

    def tidy(self) -> None:
        """Leave no word of what is not on the site any more in what the search remembers."""
        if self.books.remembered:
            tidy(self.books.remembered.room("search"))

    def _areas(self) -> dict[str, Area]:
        """What is to be found, by area; it is looked at one by one only where it changed."""
        digests: dict[str, list[bytes]] = {}
        groups: dict[str, list[str]] = {}
        for group, state in sorted(self.books.state.groups()):
            for area, digest in state.areas.items():
                digests.setdefault(area, []).append(digest)
                groups.setdefault(area, []).append(group)
        by_hand = list(self._written_by_hand())
        digests.setdefault("", []).append(content_digest(msgspec.msgpack.encode(by_hand)))
        return {
            area: Area(
                digest_of(each),
                partial(self._findable, area, groups.get(area, ()), by_hand),
                self._entries_of(area, groups.get(area, ())),
            )
            for area, each in digests.items()
        }

    def _entries_of(self, area: str, groups: Sequence[str]) -> bytes | None:
        """What the pages of an area add, where they are of a single group, rendered now."""
        return self._entries.get((area, groups[0])) if area and len(groups) == 1 else None

    def _findable(
        self, area: str, groups: Iterable[str], by_hand: Sequence[Findable]
    ) -> list[Findable]:
        found = [] if area else [*by_hand]
        for group in groups:
            said = msgspec.msgpack.decode(self.books.made(group).findable, type=dict[str, bytes])
            found += msgspec.msgpack.decode(said[area], type=list[Findable])
        return found

    def _written_by_hand(self) -> Iterator[Findable]:
        for path, content in self.by_hand.items():
            if path.endswith("/index.html"):
                url = f"/{path.removesuffix('index.html')}"
                yield hand_written(url, content.decode(), content_digest(content).hex())

    # Sitemaps

    def sitemaps(self, site_url: str) -> None:
        """Tell search engines of all pages, but for those that only say what is gone."""
        books, groups = self.books, sorted(self.books.state.groups())
        pieces = (piece for name, made in groups for piece in (name.encode(), made.addresses))
        unlisted = {url for folder in books.state.folders.values() for url in folder.unlisted}
        engine = (url.encode() for url in self.urls)
        hidden = map(str.encode, sorted(unlisted))
        source = digest_of((site_url.encode(), *pieces, *engine, b"", *hidden))
        former = [path for path, file in books.former.others.items() if file.source == source]
        if former and all(books.has(path, source) for path in former):
            for path in former:
                books.keep(path)
            return
        pages = (path for name, _ in groups for path in books.made(name).pages)
        urls = {f"/{path.removesuffix('index.html')}" for path in pages} - unlisted
        for path, content in sitemaps(sorted({*self.urls, *urls}), site_url):
            books.put(path, content, source)


@contextmanager
def _readers(jobs: int) -> Iterator[Executor | None]:
    """Processes to read many pages; None where one is enough."""
    if jobs == 1:
        yield None
        return
    with ProcessPoolExecutor(jobs, get_context()) as readers:
        yield readers
