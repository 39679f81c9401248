"""From the finished pages to the files of the search: only areas that changed are read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

import msgspec

from partnership_register.search.findable import Findable
from partnership_register.search.keeping import (
    Column,
    DamagedIndex,
    KeptIndex,
    Row,
    forget,
    kept_index,
)
from partnership_register.search.keeping import digest_of as _digest
from partnership_register.search.postings import Entries, Said, entries, merged, said_by
from partnership_register.search.wording import IGNORED

FOLDER = "search/"
"""Where the files lie, below the site's own folder."""
_CONTENTS = f"{FOLDER}index.json"
_PAGES = f"{FOLDER}pages/"
_WORDS = f"{FOLDER}words/of-"
"""Begins the paths of the files of words; a file called con.json could not lie on Windows."""
VERSION = "3"
"""Of the words and entries; raise it whenever the same page would give others."""
_COUNCIL = "_council"
"""The name of the list of pages outside all areas, which no partnership can have."""
_FIRST_CODE = 35
_WORTH_A_PROCESS = 4
"""Areas; fewer are read sooner than another process is begun."""


@dataclass(frozen=True, slots=True)
class Area:
    """The pages of an area. They are asked for only where the digest is another than before."""

    digest: bytes
    """Of all that is known of the pages, including what their texts are made from."""
    pages: Callable[[], Iterable[Findable]]
    entries: bytes | None = None
    """What `entries_at_hand` has of them; where it has nothing, the pages are read."""


Areas = Mapping[str, Area]


def by_area(findables: Iterable[Findable]) -> Areas:
    """Pages, in whatever order, by the areas they lie in."""
    return {
        area: Area(_digest(repr(_in_order(pages)).encode()), partial(list, pages))
        for area, pages in _parted(findables).items()
    }


def entries_at_hand(findables: Iterable[Findable], said: Mapping[str, Said]) -> dict[str, bytes]:
    """By area, what its pages add to the files of words, encoded; `said` is by address.

    Whoever makes pages has them at hand, and spares the index from reading them all again. An area
    is left out where one of its pages was not made now.
    """
    return {
        area: msgspec.msgpack.encode(entries(said[each.url] for each in _in_order(pages)))
        for area, pages in _parted(findables).items()
        if all(each.url in said for each in pages)
    }


def _parted(findables: Iterable[Findable]) -> dict[str, list[Findable]]:
    found: dict[str, list[Findable]] = {}
    for each in findables:
        found.setdefault(each.area, []).append(each)
    return found


def _in_order(pages: Iterable[Findable]) -> list[Findable]:
    """Oldest first: a new meeting then comes last and moves no other page."""
    return sorted(pages, key=lambda each: (str(each.date or ""), each.url))


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The files of a search by their paths below the site, and what it took to make them."""

    files: Mapping[str, bytes]
    """Those that the site does not have yet."""
    digests: Mapping[str, bytes]
    """The digest of every file."""
    indexed: int
    """Pages that were read."""
    reused: int
    """Pages whose words were known from before."""
    note: str = ""
    """A sentence on what was wrong with the cache, empty where nothing was."""


Has = Callable[[str, bytes], bool]
"""Whether the site has a file of this path and digest already."""


def search_files(
    site: Path,
    areas: Areas,
    *,
    has: Has = lambda _, __: False,
    cache: Path | None = None,
    workers: Executor | None = None,
) -> SearchFiles:
    """Index the finished pages in `site`.

    `cache` is a folder to keep the index in until the next build; `workers` are processes among
    which the reading is shared. Neither changes a byte of the files. Raises FileNotFoundError
    where a page is not in `site`.
    """
    areas = dict(sorted(areas.items()))
    try:
        return _made(site, areas, has, cache, workers)
    except (sqlite3.Error, DamagedIndex, UnicodeDecodeError):  # SQLite quotes what is damaged
        if cache is None:
            raise
    note = "the kept search index could not be used and was made anew"
    try:
        forget(cache)
        return _made(site, areas, has, cache, workers, note)
    except (sqlite3.Error, OSError):
        return _made(site, areas, has, None, workers, f"{note}, but could not be kept")


def _made(
    site: Path,
    areas: Areas,
    has: Has,
    cache: Path | None,
    workers: Executor | None,
    note: str = "",
) -> SearchFiles:
    with kept_index(cache, VERSION) as kept:
        before = kept.areas()
        stale = [area for area in areas if before.get(area) != areas[area].digest]
        touched, indexed = _replaced(kept, areas, stale, site, workers)
        if list(before) != list(areas):  # every number may be another
            touched |= kept.all_shards()
        kept.number(areas)
        _merge(kept, touched)
        found = list(kept.rows())
        rows = [row for row, _ in found]
        digests = {f"{_PAGES}{row.area or _COUNCIL}.json": listed for row, listed in found}
        shards = dict(kept.digests())
        digests |= {f"{_WORDS}{shard}.json": digest for shard, digest in shards.items()}
        files = dict(_wanted(kept, digests, has))
    contents = _contents(rows, shards, digests)
    digests[_CONTENTS] = _digest(contents)
    if not has(_CONTENTS, digests[_CONTENTS]):
        files[_CONTENTS] = contents
    reused = sum(row.pages for row in rows) - indexed
    return SearchFiles(files, digests, indexed, reused, note)


def _wanted(kept: KeptIndex, digests: Mapping[str, bytes], has: Has) -> Iterator[tuple[str, bytes]]:
    for path, digest in digests.items():
        if not has(path, digest):
            name = path.removesuffix(".json")
            if path.startswith(_WORDS):
                yield path, kept.shard(name.removeprefix(_WORDS))
            else:
                area = name.removeprefix(_PAGES)
                yield path, kept.listed("" if area == _COUNCIL else area)


def _replaced(
    kept: KeptIndex, areas: Areas, stale: Sequence[str], site: Path, workers: Executor | None
) -> tuple[set[str], int]:
    """Bring the entries of areas up to date; return the shards that this touches.

    Return also how many pages were read.
    """
    touched: set[str] = set()
    for area in kept.areas().keys() - areas.keys():
        touched |= kept.remove(area)
    pages = [_in_order(areas[area].pages()) for area in stale]
    work = [
        [(each.url, each.title) for each in found]
        for area, found in zip(stale, pages, strict=True)
        if areas[area].entries is None
    ]
    run: Callable[..., Iterable[Entries]] = map
    if workers and len(work) >= _WORTH_A_PROCESS:
        run = partial(workers.map, chunksize=max(1, min(8, len(work) // 16)))
    read = iter(run(partial(_entries_of, site), work))
    for area, of_area in zip(stale, pages, strict=True):
        said = areas[area].entries
        found = next(read) if said is None else msgspec.msgpack.decode(said, type=Entries)
        touched |= kept.replace(area, areas[area].digest, found)
        kept.keep_list(area, _list(of_area), _row(area, of_area))
    return touched, sum(map(len, pages))


def _entries_of(site: Path, pages: Sequence[tuple[str, str]]) -> Entries:
    """Read the pages of an area; runs in a worker."""
    return entries(said_by(title, _html(f"{site}{url}index.html")) for url, title in pages)


def _html(path: str) -> str:
    with open(path, "rb") as page:  # noqa: PTH123  ten thousand times
        return page.read().decode()


def _merge(kept: KeptIndex, shards: Iterable[str]) -> None:
    gone = []
    made: list[tuple[str, bytes]] = []
    for shard in sorted(shards):
        found = kept.entries_of(shard)
        if found:
            made.append((shard, merged(found)))
        else:
            gone.append(shard)
    kept.drop(gone)
    kept.keep(made)


def _list(pages: Iterable[Findable]) -> bytes:
    """What the results of an area are shown with, so that a reader gets few of them."""
    return _json([[p.url.lstrip("/"), p.title, str(p.date or "")] for p in pages])


def _row(area: str, pages: Sequence[Findable]) -> Row:
    """What an area adds to the file that a search begins with."""
    columns = ([p.kind for p in pages], [p.status for p in pages], [_year(p) for p in pages])
    return Row(area, len(pages), pages[0].partnership if area else "", *map(_column, columns))


def _column(values: Sequence[str]) -> Column:
    known = sorted(set(values))
    return known, "".join(_code(known, value) for value in values)


def _contents(rows: Sequence[Row], shards: Iterable[str], digests: Mapping[str, bytes]) -> bytes:
    """The file that a search begins with: what a page can be narrowed by, in one letter each."""
    kinds = sorted({value for row in rows for value in row.kinds[0]})
    statuses = sorted({value for row in rows for value in row.statuses[0]})
    years = sorted({value for row in rows for value in row.years[0]})
    said = [
        [
            row.area or _COUNCIL,
            row.partnership,
            _coded(kinds, row.kinds),
            _coded(statuses, row.statuses),
            _coded(years, row.years),
        ]
        for row in rows
    ]
    edition = blake2b(digest_size=8)
    for path in sorted(digests):
        edition.update(digests[path])
    return _json(
        {
            "edition": edition.hexdigest(),
            "kinds": kinds,
            "statuses": statuses,
            "years": years,
            "ignored": sorted(IGNORED),
            "shards": " ".join(sorted(shards)),
            "areas": said,
        }
    )


def _coded(values: Sequence[str], column: Column) -> str:
    """A column in the letters of all values, instead of those of its own."""
    own, codes = column
    return codes.translate({_FIRST_CODE + n: _code(values, each) for n, each in enumerate(own)})


def _year(page: Findable) -> str:
    return str(page.date.year) if page.date else ""


def _code(values: Sequence[str], value: str) -> str:
    return chr(_FIRST_CODE + values.index(value))


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
