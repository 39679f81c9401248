"""Lists of the whole register: nothing is left out or counted twice, no link leads nowhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from partnership_register.model.document import Document
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.risk import Risk
from partnership_register.pages import (
    documents,
    gaps,
    given_by,
    glossary,
    meetings,
    members,
    organisation,
    organisations,
    portfolios,
    register_list,
    risks,
)
from partnership_register.pages.addresses import address, address_of
from partnership_register.pages.letters import initial, sort_words
from partnership_register.pages.lists import Lists, gathered
from partnership_register.pages.page import Page
from partnership_register.pages.standings import ENDED, document_status
from partnership_register.pages.wording import TYPES
from partnership_register.register import Register
from partnership_register.register.gaps import gaps as found_gaps
from partnership_register.register.seats import seats


@pytest.fixture(scope="module")
def lists(demo: Register) -> Lists:
    """What all folders of the demo council give to lists."""
    return gathered(given_by(demo))


def _first(pages: Any) -> Any:
    page: Page = next(iter(pages))
    return page.view


def test_the_matrix_the_table_and_the_places_hold_the_same_risks(
    demo: Register, lists: Lists
) -> None:
    """Every open risk stands on the matrix once, and every cell with risks leads to them."""
    view = _first(risks.pages(demo, lists))
    still_open = sum(1 for risk in demo.all(Risk) if risk.status == "open")
    cells = [cell for row in view.matrix.rows for cell in row]
    by_anchor = {f"#{place.anchor}": len(place.risks) for place in view.places}
    assert sum(cell.count for cell in cells) == len(view.open.rows) == still_open
    assert {cell.url: cell.count for cell in cells if cell.count} == by_anchor
    assert [cell.url for cell in cells if not cell.count] == [""] * (len(cells) - len(by_anchor))
    assert len(view.closed.rows) + still_open == len(demo.all(Risk))


def test_the_figures_of_the_register_make_up_all_its_partnerships(
    demo: Register, lists: Lists
) -> None:
    """Every kind has its figure in the words of its rows, and so have those that closed."""
    view = _first(register_list.pages(demo, lists))
    assert sum(int(figure.value) for figure in view.figures) == len(view.table.rows)
    kinds = {kind.lower() for kind in TYPES.values()}
    said = {figure.term for figure in view.figures} - {"closed"}
    assert {term if term in kinds else term.removesuffix("s") for term in said} <= kinds


def test_nothing_of_a_closed_partnership_stands_as_in_force(demo: Register, lists: Lists) -> None:
    """Neither its agreement in the register nor a document of its own in the library."""
    closed = {p.id for p in demo.all(Partnership) if p.status == "closed"}
    view = _first(register_list.pages(demo, lists))
    column = [column.label for column in view.table.columns].index("Agreement")
    rows = {row.cells[0].url: row.cells[column] for row in view.table.rows}
    assert [rows[f"/partnerships/{each}/"] for each in closed] == [ENDED] * len(closed) != []
    for document in demo.all(Document):
        if document.partnership in closed:
            assert document_status(demo, document) in (None, ENDED)


def test_every_seat_is_on_the_page_of_its_organisation(demo: Register, lists: Lists) -> None:
    """Current, former and to come: no seat of any partnership is lost, and none shown twice."""
    shown: Counter[str] = Counter()
    for each in demo.all(Organisation):
        view: Any = organisation.page(demo, each, lists).view
        rows = (*view.seats.rows, *view.former.rows)
        shown.update(row.cells[0].url for row in rows)
    expected: Counter[str] = Counter()
    for partnership in demo.all(Partnership):
        for seat in seats(demo, partnership):
            behalf = 1 if seat.membership.on_behalf_of else 0
            expected[address_of(seat.entry)] += 1 + behalf
    assert shown == expected


def test_organisations_stand_under_their_letters_and_sectors(demo: Register, lists: Lists) -> None:
    """Each under its name, under every former name, and under one sector."""
    view = _first(organisations.pages(demo, lists))
    listed = Counter(entry.link.url for letter in view.letters for entry in letter.entries)
    by_sector = Counter(link.url for sector in view.sectors for link in sector.organisations)
    everyone = demo.all(Organisation)
    assert listed == {address(each): 1 + len(each.former_titles) for each in everyone}
    assert by_sector == {address(each): 1 for each in everyone}
    for letter in view.letters:
        names = [entry.link.text for entry in letter.entries]
        assert {initial(name) for name in names} == {letter.letter}
        assert names == sorted(names, key=lambda name: (sort_words(name), name))


def test_what_became_of_past_meetings_is_told_of_each(demo: Register, lists: Lists) -> None:
    """The numbers above a list of past meetings make up its rows; not all of them were held."""
    said = []
    for page in meetings.pages(demo, lists):
        view: Any = page.view
        assert sum(int(number) for number in re.findall(r"\d+", view.became)) == len(view.past.rows)
        said.append(view.became)
    assert any("moved" in each and "cancelled" in each for each in said)


def test_members_known_by_their_post_alone_are_told_apart(demo: Register) -> None:
    """Where a page speaks of them outside the table, no two are called the same."""
    for partnership in demo.all(Partnership):
        view: Any = members.page(demo, partnership).view
        called = [(entry.link.text, entry.link.note) for entry in view.details]
        assert len(called) == len(set(called)), partnership.id


def test_every_document_is_in_the_library_once(demo: Register, lists: Lists) -> None:
    """Under its kind, whose heading counts its rows."""
    view = _first(documents.pages(demo, lists))
    shown = Counter(row.cells[0].url for group in view.groups for row in group.rows)
    assert shown == {address(each): 1 for each in demo.all(Document)}
    assert [link.note for link in view.kinds] == [str(len(group.rows)) for group in view.groups]
    assert view.count == len(demo.all(Document))


def test_every_other_name_of_a_partnership_is_in_the_glossary(demo: Register, lists: Lists) -> None:
    """Aliases and former names lead to the partnership; pointers to words lead to a word there."""
    view = _first(glossary.pages(demo, lists))
    words = {word.word.casefold(): word for letter in view.letters for word in letter.words}
    anchors = {f"#{word.anchor}" for word in words.values() if word.anchor}
    for partnership in demo.all(Partnership):
        for name in (*partnership.aliases, *partnership.former_titles):
            assert address(partnership) in {link.url for link in words[name.casefold()].see}
    pointers = {link.url for word in words.values() for link in word.see}
    assert {url for url in pointers if url.startswith("#")} <= anchors
    for term in demo.council.glossary:
        assert words[term.term.casefold()].meaning


def test_the_matrix_of_portfolios_agrees_with_the_gaps(demo: Register, lists: Lists) -> None:
    """A seat that is missing there is a gap, and the other way round."""
    view = _first(portfolios.pages(demo, lists))
    told = [gap for gap in found_gaps(demo) if gap.rule.id == "portfolio-without-seat"]
    missing = [cell for row in view.rows for cell in row.cells if cell and cell.word == "No seat"]
    assert len(missing) == view.gaps == len(told)


def test_the_page_of_gaps_shows_every_gap(demo: Register, lists: Lists) -> None:
    """Its figure, its contents and its tables count the same."""
    view = _first(gaps.pages(demo, lists))
    rows = sum(len(rule.table.rows) for rule in view.rules)
    assert rows == len(found_gaps(demo)) == int(view.figures[0].value)
    assert [link.note for link in view.contents] == [str(len(r.table.rows)) for r in view.rules]
