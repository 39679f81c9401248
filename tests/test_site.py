"""What must hold on every page of the finished demo site, read by html5lib alone."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from places import needs_demo

THIRD_PARTY = re.compile(r"(?:https?:)?//")


@cache
def tree(file: Path) -> Element:
    """A page as a tree, without namespaces."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parsed: Element = parser.parse(file.read_bytes(), transport_encoding="utf-8")
    return parsed


@pytest.fixture(scope="module")
def pages(demo_site: Path) -> dict[str, Path]:
    """Every page by its address, without those that only lead on to where a page is now."""
    every = {
        f"/{file.parent.relative_to(demo_site).as_posix()}/".replace("/./", "/"): file
        for file in sorted(demo_site.rglob("index.html"))
    }
    return {
        url: file for url, file in every.items() if next(tree(file).iter("main"), None) is not None
    }


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def each(pages: dict[str, Path], tag: str) -> Iterator[tuple[str, Element]]:
    for url, file in pages.items():
        for element in tree(file).iter(tag):
            yield url, element


def test_headings_tell_the_shape_of_the_page(pages: dict[str, Path]) -> None:
    """Each page has one h1, and no heading skips a level on the way down."""
    wrong = []
    for url, file in pages.items():
        main = next(tree(file).iter("main"))
        levels = [int(e.tag[1]) for e in main.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
        steps = itertools.pairwise(levels)
        if levels.count(1) != 1 or any(after - before > 1 for before, after in steps):
            wrong.append(f"{url}: {levels}")
    assert wrong == []


def test_titles_and_descriptions_are_their_own(pages: dict[str, Path]) -> None:
    """Each page has a title that no other has, and a description."""
    titles = Counter(words(title) for _, title in each(pages, "title"))
    assert [title for title, count in titles.items() if count > 1] == []
    described = {url for url, meta in each(pages, "meta") if meta.get("name") == "description"
                 and meta.get("content")}  # fmt: skip
    assert pages.keys() - described == set()


def test_tables_say_what_they_show(pages: dict[str, Path]) -> None:
    """Every table of the register has a caption, and its head cells a scope."""
    wrong = []
    for url, table in each(pages, "table"):
        if "register-table" not in (table.get("class") or ""):
            continue
        captions = [words(caption) for caption in table.iter("caption")]
        if not any(captions) or any(not head.get("scope") for head in table.iter("th")):
            wrong.append(f"{url}: {captions}")
    assert wrong == []


def test_nothing_of_the_machine_shows(pages: dict[str, Path]) -> None:
    """No None, Undefined, slot, mark of a template or unresolved link reaches a reader."""
    marks = re.compile(
        r"\bNone\b(?! recorded)|Undefined|register-slot|\{\{|\{%|\[\[|\(\)|<built-in"
    )
    shown = []
    for url, file in pages.items():
        for element in tree(file).iter():
            text = f"{element.text or ''} {element.tail or ''}"
            found = marks.search(text)
            if found and found[0] != "None":
                shown.append(f"{url}: {text.strip()[:80]}")
    assert shown == []


def test_counts_are_the_counts_of_what_is_listed(pages: dict[str, Path]) -> None:
    """Where a page says how many rows its table has, the table has as many."""
    checked = 0
    for url, file in pages.items():
        lines = [e for e in tree(file).iter("p") if e.get("class") == "count-line"]
        tables = [e for e in tree(file).iter("table") if "register-table" in (e.get("class") or "")]
        if len(lines) == 1 and len(tables) == 1:
            said = int(words(lines[0]).split()[0].replace(",", ""))
            rows = [row for row in tables[0].iter("tr") if next(row.iter("td"), None) is not None]
            assert len(rows) == said, url
            checked += 1
    assert checked >= 5


def test_nothing_is_asked_of_anybody_else(pages: dict[str, Path]) -> None:
    """No script, style, picture or font comes from elsewhere, and none stands in the page."""
    wrong = []
    for url, file in pages.items():
        for element in tree(file).iter():
            source = element.get("src") or (element.get("href") if element.tag == "link" else None)
            outside = source and THIRD_PARTY.match(source) and element.get("rel") != "canonical"
            inline = element.tag == "style" or (element.tag == "script" and words(element))
            if outside or inline or element.get("style") or element.get("onclick"):
                wrong.append(f"{url}: {element.tag} {source}")
    assert wrong == []


@needs_demo
def test_every_action_with_a_ref_has_its_anchor(pages: dict[str, Path]) -> None:
    """The actions of the grouped plan are found under their refs."""
    plan = pages["/partnerships/market-hallow-area-board/plans/learning-to-work-together/"]
    ids = {element.get("id") for element in tree(plan).iter()}
    assert {f"mh.{number}" for number in range(1, 16)} <= ids
