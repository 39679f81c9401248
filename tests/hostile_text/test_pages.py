"""Whatever a record says, its pages are made of the same elements (property X2)."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from hostile_text.payloads import can_be_kept, harmless, own, payloads
from hostile_text.sites import Placing, build_site, numbers_of
from hostile_text.trees import SCHEMES, Tree, pages_in, parsed, schemes, skeleton, tree
from reckoning import Reckon

LINE, TEXT = "Words", "Some words."
_MARK = re.compile(r"[0-9a-f]{8}(?=/)")
"""What tells apart names in addresses that are too long, or have no letter that an address can
hold; it comes from all of the name."""


@pytest.fixture
def placing() -> Placing:
    return Placing([text for text in payloads() if can_be_kept(text)])


def test_of_two_lines_made_harmless_one_holds_the_other_only_where_it_did() -> None:
    """A sign of one's own stands for each, so that what compares two texts finds no more."""
    signs = {sign for text in own() for sign in text}
    stand_ins = [harmless(sign) for sign in signs if harmless(sign) != sign]
    assert len({*stand_ins}) == len(stand_ins)
    assert signs.isdisjoint(stand_ins)


def test_a_line_of_a_record_changes_words_alone(
    placing: Placing, reckon: Reckon, tmp_path: Path
) -> None:
    """A page is that of a harmless line of the same length: every element, attribute and word.

    Only the order is free, since lists stand in the order of what they say.
    """
    numbers = numbers_of(placing, whole=reckon.whole)
    links = {n: f"About [[p{n:04}]], [[o{n:04}-0]] and [[p{n:04}/paper-0|words]]." for n in numbers}
    hostile = build_site(
        tmp_path / "hostile",
        numbers,
        lambda n, path, markdown: links.get(n, TEXT) if markdown else placing.at(n, path),
    )
    placed = placing.placed
    usual = build_site(
        tmp_path / "usual",
        numbers,
        lambda n, path, markdown: links.get(n, TEXT) if markdown else harmless(placing.at(n, path)),
    )
    theirs, ours = _trees(usual), _trees(hostile)
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    reckon.held("X2", placed, "hostile lines that changed words alone")


def test_a_text_of_a_record_adds_nothing_but_what_markdown_makes(
    placing: Placing, reckon: Reckon, tmp_path: Path
) -> None:
    """Without the elements of Markdown a page is as it would be with any other text; links lead
    to pages, or to ways of reaching somebody.
    """
    numbers = numbers_of(placing, whole=reckon.whole)
    hostile = build_site(
        tmp_path / "hostile",
        numbers,
        lambda n, path, markdown: placing.at(n, path) if markdown else LINE,
    )
    usual = build_site(
        tmp_path / "usual", numbers, lambda _n, _path, markdown: TEXT if markdown else LINE
    )
    theirs, ours = pages_in(usual), pages_in(hostile)
    assert ours.keys() == theirs.keys()
    for path in ours:
        document = parsed(ours[path])
        assert schemes(document) <= SCHEMES, path
        assert skeleton(document) == skeleton(parsed(theirs[path])), path
    reckon.held("X2", placing.placed, "hostile texts that added only what Markdown makes")


def _trees(site: Path) -> dict[str, list[Tree]]:
    found = defaultdict(list)
    for path, file in pages_in(site).items():
        found[_MARK.sub("", path)].append(tree(parsed(file), _alike))
    return {path: sorted(trees) for path, trees in found.items()}


def _alike(text: str) -> str:
    return _MARK.sub("", harmless(text))
