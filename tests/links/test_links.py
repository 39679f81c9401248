"""L1: everything in a finished site leads somewhere, as a checker finds that reads only its folder.

`site` is a small sound site written by hand; `planted.yml` has the faults that are planted into it.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml

from links.checking import check
from links.reading import FOLLOWED, OF_IDS, page
from partnership_register.shell.builds import Options, build
from places import AS_OF, PROJECT, TESTS, copy_council
from reckoning import Reckon

SOUND = TESTS / "links" / "site"
PLANTED = yaml.safe_load((TESTS / "links" / "planted.yml").read_text(encoding="utf-8"))
SECONDS = 120
"""Of one processor, for the site of ten thousand records."""


def test_a_sound_site_has_no_faults() -> None:
    """Nothing is said of a site that is right."""
    checked = check(SOUND)
    assert [str(fault) for fault in checked.faults] == []
    assert (checked.pages, checked.links) == (6, 42)


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case["fault"])
def test_a_planted_fault_is_found(case: dict[str, Any], tmp_path: Path, reckon: Reckon) -> None:
    """Of each fault the checker says just what is wrong, and where."""
    site = tmp_path / "site"
    shutil.copytree(SOUND, site)
    plant(site, case)
    assert [str(fault) for fault in check(site).faults] == case["said"]
    reckon.held("L1", 1, "planted faults found by the checker")


def plant(site: Path, case: dict[str, Any]) -> None:
    if "remove" in case:
        (site / case["remove"]).unlink()
    elif "make" in case:
        (site / case["make"]).touch()
    elif "move" in case:
        (site / case["to"]).parent.mkdir(parents=True)
        (site / case["move"]).rename(site / case["to"])
    else:
        file = site / case["in"]
        text = file.read_text(encoding="utf-8")
        assert case["find"] in text
        file.write_text(text.replace(case["find"], case["put"], 1), encoding="utf-8")


def test_pages_are_read_as_html5lib_reads_them(
    small_site: Path, demo_site: Path, reckon: Reckon
) -> None:
    """The quick reading finds the ids and links that a whole parser finds, and no others."""
    pages = [*small_site.rglob("*.html"), *reckon.some(sorted(demo_site.rglob("*.html")))]
    for file in [*pages, *SOUND.rglob("*.html")]:
        found = page(file.read_text(encoding="utf-8"))
        # What stands in `meta` and in styles is no attribute of the tree; the rest has to be.
        beside = Counter([found.leads_on] if found.leads_on else [])
        expected = of_tree(file)
        assert Counter(found.ids) == expected["ids"], file
        assert Counter(found.meant) == expected["meant"], file
        assert Counter(found.links) - expected["sets"] - beside == expected["links"], file
    reckon.held("L1", len(pages), "pages read as html5lib reads them")


def of_tree(file: Path) -> dict[str, Counter[str]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(file.read_bytes(), transport_encoding="utf-8")
    found: dict[str, Counter[str]] = {"ids": Counter(), "meant": Counter(), "links": Counter(),
                                      "sets": Counter()}  # fmt: skip
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name == "id":
                found["ids"][value] += 1
            elif name in FOLLOWED:
                found["links"][value] += 1
            elif name in OF_IDS:
                found["meant"].update(value.split())
            elif name == "srcset":
                found["sets"].update(each.split()[0] for each in value.split(","))
    return found


def test_everything_leads_somewhere(small_site: Path, demo_site: Path, reckon: Reckon) -> None:
    """Links, anchors, files, feeds and what the search finds are there, and every id is its own."""
    for site in (small_site, demo_site):
        checked = check(site)
        assert [str(fault) for fault in checked.faults] == []
        assert checked.links > 20 * checked.pages
        reckon.held("L1", checked.links, "links of the small council and the demo")


def test_a_site_below_a_path_is_whole(tmp_path: Path) -> None:
    """A council may serve its register from a folder of its own site."""
    config = copy_council(tmp_path / "council") / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(".example/", ".example/about-us/partners/"), encoding="utf-8")
    options = Options(site_dir=tmp_path / "site", as_of=AS_OF, jobs=1, use_cache=False)
    checked = check(build(config, options).site_dir)
    assert [str(fault) for fault in checked.faults] == []
    assert checked.links > 1_000


def test_everything_of_ten_thousand_records_leads_somewhere(
    tmp_path: Path, reckon: Reckon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large site is as whole as a small one, and checked in two minutes."""
    if not reckon.whole:
        pytest.skip("for a release; the demo site is checked with every change")
    monkeypatch.syspath_prepend(str(PROJECT))
    from bench.project import make  # noqa: PLC0415  found only once the line above has run

    assert make(tmp_path, 10_000) >= 10_000
    site = build(tmp_path / "mkdocs.yml", Options(as_of=AS_OF, use_cache=False)).site_dir
    began = time.process_time()
    checked = check(site)
    assert time.process_time() - began < SECONDS
    assert [str(fault) for fault in checked.faults] == []
    assert checked.pages > 10_000
    reckon.held("L1", checked.links, "links of ten thousand records")
