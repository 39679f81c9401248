"""From the finished pages to the files of the search: only areas that changed are read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

from partnership_register.search.findable import Findable
from partnership_register.search.keeping import DamagedIndex, KeptIndex, forget, kept_index
from partnership_register.search.postings import Entries, entries, merged
from partnership_register.search.wording import IGNORED

FOLDER = "search/"
"""Where the files lie, below the site's own folder."""
_WORDS = f"{FOLDER}words/of-"
"""Begins the paths of the files of words; a file called con.json could not lie on Windows."""
VERSION = "1"
"""Of the words and entries; raise it whenever the same page would give others."""
_COUNCIL = "_council"
"""The name of the list of pages outside all areas, which no partnership can have."""
_FIRST_CODE = 35
_WORTH_A_PROCESS = 4
"""Areas; fewer are read sooner than another process is begun."""

Areas = dict[str, list[Findable]]


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The files of a search by their paths below the site, and what it took to make them."""

    files: Mapping[str, bytes]
    indexed: int
    """Pages that were read."""
    reused: int
    """Pages whose words were known from before."""
    note: str = ""
    """A sentence on what was wrong with the cache, empty where nothing was."""


def search_files(
    site: Path,
    findables: Iterable[Findable],
    *,
    cache: Path | None = None,
    workers: Executor | None = None,
) -> SearchFiles:
    """Index the finished pages in `site`.

    `cache` is a folder to keep the index in until the next build; `workers` are processes among
    which the reading is shared. Neither changes a byte of the files. Raises FileNotFoundError
    where a page is not in `site`.
    """
    areas = _by_area(findables)
    try:
        return _made(site, areas, cache, workers)
    except (sqlite3.Error, DamagedIndex):
        if cache is None:
            raise
    note = "the kept search index could not be used and was made anew"
    try:
        forget(cache)
        return _made(site, areas, cache, workers, note)
    except (sqlite3.Error, OSError):
        return _made(site, areas, None, workers, f"{note}, but could not be kept")


def _made(
    site: Path, areas: Areas, cache: Path | None, workers: Executor | None, note: str = ""
) -> SearchFiles:
    digests = {area: _digest(pages) for area, pages in areas.items()}
    with kept_index(cache, VERSION) as kept:
        before = kept.areas()
        stale = [area for area in areas if before.get(area) != digests[area]]
        touched = _replaced(kept, digests, stale, site, areas, workers)
        if list(before) != list(areas):  # every number may be another
            touched |= kept.all_shards()
        kept.number(areas)
        _merge(kept, touched)
        shards = {f"{_WORDS}{shard}.json": content for shard, content in kept.files()}
    indexed = sum(len(areas[area]) for area in stale)
    files = {**_lists(areas), **shards}
    files[f"{FOLDER}index.json"] = _contents(areas, files)
    return SearchFiles(files, indexed, sum(map(len, areas.values())) - indexed, note)


def _by_area(findables: Iterable[Findable]) -> Areas:
    """Pages by area, oldest first: a new meeting then comes last and moves no other page."""
    areas: Areas = {}
    for each in findables:
        areas.setdefault(each.area, []).append(each)
    for pages in areas.values():
        pages.sort(key=lambda each: (str(each.date or ""), each.url))
    return dict(sorted(areas.items()))


def _digest(pages: Sequence[Findable]) -> str:
    said = json.dumps([(p.url, p.title, p.digest) for p in pages])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _replaced(
    kept: KeptIndex,
    digests: Mapping[str, str],
    stale: Sequence[str],
    site: Path,
    areas: Areas,
    workers: Executor | None,
) -> set[str]:
    """Bring the entries of areas up to date; return the shards that this touches."""
    touched: set[str] = set()
    for area in kept.areas().keys() - areas.keys():
        touched |= kept.remove(area)
    work = [[(each.url, each.title) for each in areas[area]] for area in stale]
    run: Callable[..., Iterable[Entries]] = map
    if workers and len(stale) >= _WORTH_A_PROCESS:
        run = partial(workers.map, chunksize=max(1, min(8, len(stale) // 16)))
    for area, found in zip(stale, run(partial(_entries_of, site), work), strict=True):
        touched |= kept.replace(area, digests[area], found)
    return touched


def _entries_of(site: Path, pages: Sequence[tuple[str, str]]) -> Entries:
    """Read the pages of an area; runs in a worker."""
    return entries(
        (title, (site / url.strip("/") / "index.html").read_text(encoding="utf-8"))
        for url, title in pages
    )


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


def _lists(areas: Areas) -> dict[str, bytes]:
    """What results are shown with: a file an area, so that a reader gets few of them."""
    return {
        f"{FOLDER}pages/{area or _COUNCIL}.json": _json(
            [[p.url.lstrip("/"), p.title, str(p.date or "")] for p in pages]
        )
        for area, pages in areas.items()
    }


def _contents(areas: Areas, files: Mapping[str, bytes]) -> bytes:
    """The file that a search begins with: what a page can be narrowed by, in one letter each."""
    everything = [page for pages in areas.values() for page in pages]
    kinds = sorted({page.kind for page in everything})
    statuses = sorted({page.status for page in everything})
    years = sorted({_year(page) for page in everything})
    rows = [
        [
            area or _COUNCIL,
            pages[0].partnership if area else "",
            "".join(_code(kinds, page.kind) for page in pages),
            "".join(_code(statuses, page.status) for page in pages),
            "".join(_code(years, _year(page)) for page in pages),
        ]
        for area, pages in areas.items()
    ]
    shards = [p[len(_WORDS) : -len(".json")] for p in files if p.startswith(_WORDS)]
    edition = blake2b(digest_size=8)
    for path in sorted(files):
        edition.update(files[path])
    return _json(
        {
            "edition": edition.hexdigest(),
            "kinds": kinds,
            "statuses": statuses,
            "years": years,
            "ignored": sorted(IGNORED),
            "shards": " ".join(sorted(shards)),
            "areas": rows,
        }
    )


def _year(page: Findable) -> str:
    return str(page.date.year) if page.date else ""


def _code(values: Sequence[str], value: str) -> str:
    return chr(_FIRST_CODE + values.index(value))


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
