"""From finished pages to the files of the search."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership_register.search import (
    Findable,
    by_area,
    entries_at_hand,
    said_by,
    search_files,
    tidy,
)
from partnership_register.search.keeping import FILE
from partnership_register.search.wording import counted, main_text, stem

WORDS = (
    "flood",
    "floods",
    "flooding",
    "Caf\u00e9",
    "police",
    "organization",
    "organisation",
    "4.2",
    "\u0142ab",
)
SITE = {
    "/partnerships/river/": "The river &amp; its <b>flood</b> plain",
    "/partnerships/river/meetings/2026-01-08/": "Floods were discussed. Caf\u00e9 closed.",
    "/partnerships/river/meetings/2026-03-12/": "Nothing to report",
    "/partnerships/safety/": "Police &mdash; and the organisation of patrols",
    "/organisations/police/": "The police",
}  # fmt: skip


def finished(body: str) -> str:
    """A page with ways to other pages round its text."""
    return (
        "<title>x</title><header>chrome</header><main id=main><nav>elsewhere <ul><li>on</ul></nav>"
        f"<p>{body}</p><nav>onward</nav></main><footer>chrome</footer>"
    )


def findable(url: str, body: str) -> Findable:
    """A page as the search knows it."""
    parts = url.strip("/").split("/")
    area = parts[1] if parts[0] == "partnerships" else ""
    day = date.fromisoformat(parts[3]) if len(parts) == 4 else None
    digest = blake2b(body.encode()).hexdigest()
    return Findable(url, f"Page {parts[-1]}", "Page", digest, area, area.title(), "Held", day)


def written(site: Path, bodies: Mapping[str, str]) -> list[Findable]:
    """Write finished pages and return what can be found of them."""
    for url, body in bodies.items():
        file = site / url.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(finished(body), encoding="utf-8")
    return [findable(url, body) for url, body in bodies.items()]


def pages_with(files: Mapping[str, bytes], word: str) -> set[str]:
    """The addresses that the files give for a word and its other forms, as a browser reads them."""
    found: set[str] = set()
    areas = json.loads(files["search/index.json"])["areas"]
    for path, content in files.items():
        if not path.startswith("search/words/"):
            continue
        for forms, postings in json.loads(content):
            if word in forms.split():
                found |= set(_addresses(files, areas, postings))
    return found


def _addresses(files: Mapping[str, bytes], areas: list[list[str]], postings: str) -> Iterator[str]:
    for area in postings.split(","):
        number, pages = area.split(" ")
        listed = json.loads(files[f"search/pages/{areas[int(number)][0]}.json"])
        place, gap = -1, ""
        for letter in pages:
            if letter.isdigit():
                gap += letter
                continue
            place, gap = place + int(gap or 1), ""
            yield f"/{listed[place][0]}"


def words_of(url: str, body: str) -> set[str]:
    """The words of a page and of its title."""
    return {*counted(main_text(finished(body))), *counted(findable(url, body).title)}


@contextmanager
def empty_site() -> Iterator[tuple[Path, Path]]:
    """A folder for a site and one for the cache."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "site", Path(folder) / "cache"


def test_a_word_is_found_in_all_its_forms_and_only_on_its_pages(tmp_path: Path) -> None:
    """Forms, accents and -ize make no difference; ways to other pages are not words of a page."""
    files = search_files(tmp_path, by_area(written(tmp_path, SITE))).files
    river = "/partnerships/river/"
    assert pages_with(files, "flood") == {river, f"{river}meetings/2026-01-08/"}
    assert pages_with(files, "cafe") == {f"{river}meetings/2026-01-08/"}
    assert pages_with(files, "police") == {"/organisations/police/", "/partnerships/safety/"}
    assert pages_with(files, "onward") == pages_with(files, "chrome") == set()


bodies = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
sites = st.dictionaries(
    st.builds(
        "/partnerships/{}/meetings/2026-0{}-01/".format,
        st.sampled_from(["bay", "moor", "quay"]),
        st.integers(1, 5),
    )
    | st.builds("/organisations/{}/".format, st.sampled_from("abc")),
    bodies,
    max_size=9,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(sites, min_size=2, max_size=4))
def test_an_index_brought_up_to_date_is_that_of_a_clean_build(
    history: list[dict[str, str]],
) -> None:
    """Whatever was added, changed or removed between builds, every file has the same bytes."""
    with empty_site() as (site, cache):
        for bodies in history:
            now = written(site, bodies)
            kept = search_files(site, by_area(now), cache=cache)
            clean = search_files(site, by_area(reversed(now)))
            assert kept.files == clean.files
            assert kept.indexed + kept.reused == clean.indexed == len(bodies)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sites)
def test_every_word_leads_to_exactly_its_pages(bodies: dict[str, str]) -> None:
    """The files say of each word what reading all the pages would say."""
    with empty_site() as (site, _):
        files = search_files(site, by_area(written(site, bodies))).files
        stems = {url: set(map(stem, words_of(url, body))) for url, body in bodies.items()}
        for word in {word for url, body in bodies.items() for word in words_of(url, body)}:
            holding = {url for url, held in stems.items() if stem(word) in held}
            assert pages_with(files, word) == holding


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sites, st.data())
def test_pages_at_hand_are_not_read_and_give_the_same_index(
    bodies: dict[str, str], data: st.DataObject
) -> None:
    """Of areas whose pages were all made just now, none need even be there to be read."""
    unmade = data.draw(st.sets(st.sampled_from(sorted(bodies)))) if bodies else set()
    with empty_site() as (site, _):
        now = written(site, bodies)
        read = search_files(site, by_area(now))
        made = [page for page in now if page.url not in unmade]
        said = {page.url: said_by(page.title, finished(bodies[page.url])) for page in made}
        entries = entries_at_hand(now, said)
        assert entries.keys() == {p.area for p in now} - {p.area for p in now if p.url in unmade}
        for page in now:
            if page.area in entries:
                (site / page.url.strip("/") / "index.html").unlink()
        areas = {area: replace(of, entries=entries.get(area)) for area, of in by_area(now).items()}
        assert search_files(site, areas) == read


def test_only_the_area_of_a_changed_page_is_read_again(tmp_path: Path) -> None:
    """Pages of other areas need not even be there."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    search_files(site, by_area(written(site, SITE)), cache=cache)
    edited = {**SITE, "/partnerships/safety/": "Burglary"}
    now = written(site, edited)
    for url in SITE:
        if "safety" not in url:
            (site / url.strip("/") / "index.html").unlink()
    found = search_files(site, by_area(now), cache=cache)
    assert (found.indexed, found.reused, found.note) == (1, 4, "")
    assert pages_with(found.files, "burglary") == {"/partnerships/safety/"}
    assert pages_with(found.files, "police") == {"/organisations/police/"}


@pytest.mark.parametrize("damage", ["empty", "foreign", "cut", "turned"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: str) -> None:
    """A file of something else, half of one, or one with a changed byte costs time and no more."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    pages = written(site, SITE)
    clean = search_files(site, by_area(pages), cache=cache)
    kept = (cache / FILE).read_bytes()
    spoilt = {
        "empty": b"",
        "foreign": b"not an index" * 1000,
        "cut": kept[: len(kept) // 2],
        "turned": kept.replace(b'[["flood', b'[["blood'),
    }
    (cache / FILE).write_bytes(spoilt[damage])
    found = search_files(site, by_area(pages), cache=cache)
    assert found.files == clean.files
    assert bool(found.note) == (damage != "empty")
    assert search_files(site, by_area(pages), cache=cache).indexed == 0


def test_no_word_of_a_page_that_is_gone_stays_in_the_cache(tmp_path: Path) -> None:
    """SQLite leaves copies of rows that it moved; they are there, and gone once it is tidied."""
    site, were_left = tmp_path / "site", 0
    for seed in range(12):
        chance, cache = random.Random(seed), tmp_path / str(seed)
        pages = {
            f"/partnerships/area-{number % 4}/{number}/": " ".join(
                "".join(chance.choices(ascii_lowercase, k=24)) for _ in range(12)
            )
            for number in range(24)
        }
        gone = [url for url in pages if chance.random() < 0.5]
        words = [word.encode() for url in gone for word in pages[url].split()]
        search_files(site, by_area(written(site, pages)), cache=cache)
        stay = {url: body for url, body in pages.items() if url not in gone}
        search_files(site, by_area(written(site, stay)), cache=cache)
        were_left += any(word in (cache / FILE).read_bytes() for word in words)
        tidy(cache)
        assert not any(word in (cache / FILE).read_bytes() for word in words), seed
        assert search_files(site, by_area(written(site, stay)), cache=cache).indexed == 0
    assert were_left


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    """Pages read by workers give the same files."""
    many = {f"/partnerships/area-{n}/": f"page {n} of {WORDS[n]}" for n in range(len(WORDS))}
    pages = written(tmp_path, many)
    with ProcessPoolExecutor(2) as workers:
        assert search_files(tmp_path, by_area(pages), workers=workers) == search_files(
            tmp_path, by_area(pages)
        )


def test_a_page_with_a_new_status_is_filed_under_it(tmp_path: Path) -> None:
    """What a search is narrowed by follows the page even where its words stay the same."""
    cache = tmp_path / "cache"
    pages = written(tmp_path, SITE)
    search_files(tmp_path, by_area(pages), cache=cache)
    moved = [replace(page, status="Cancelled") for page in pages]
    files = search_files(tmp_path, by_area(moved), cache=cache).files
    assert json.loads(files["search/index.json"])["statuses"] == ["Cancelled"]


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The search is never silently without a page."""
    with pytest.raises(FileNotFoundError):
        search_files(tmp_path, by_area([findable("/partnerships/gone/", "")]))
