"""Long lists by date: every entry on one page, no page too long, and addresses that stay."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_register.model.meeting import Meeting
from partnership_register.pages import decisions, given_by, meetings, spans
from partnership_register.pages.lists import Lists, gathered
from partnership_register.register import Register


class Entry(NamedTuple):
    """Something that happened on a day."""

    date: date


DAYS = st.lists(st.dates(date(2023, 1, 1), date(2026, 12, 31)), min_size=1, max_size=60)


def _by_year(days: list[date]) -> dict[int, list[Entry]]:
    newest_first = [Entry(day) for day in sorted(days, reverse=True)]
    return {
        year: [e for e in newest_first if e.date.year == year] for year in {d.year for d in days}
    }


@given(DAYS)
def test_every_entry_stands_on_one_page(days: list[date]) -> None:
    """Newest first, on the page of its month or year; what leads there says how many there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "FULL", 8)
        found = list(spans.spans("/log/", _by_year(days)))
    assert Counter(e.date for span in found for e in span.entries) == Counter(days)
    by_url = {span.url: span for span in found}
    assert len(by_url) == len(found)
    assert by_url["/log/"].entries[0].date == max(days)
    for span in found:
        assert list(span.entries) == sorted(span.entries, reverse=True)
        assert span.year in {link.url for link in span.years}
        assert span.count == len(span.entries) or (span.months and not span.entries)
        assert (
            len(span.entries) <= 8 or len({(e.date.year, e.date.month) for e in span.entries}) == 1
        )
        for link in span.months:
            assert link.note == str(len(by_url[link.url].entries))
        assert [link.note for link in span.years] == [
            str(sum(1 for day in days if str(day.year) == link.text)) for link in span.years
        ]
        assert all(link.url in by_url for link in span.years)


def test_only_a_full_year_is_cut() -> None:
    """A year of 400 has one page, as ever; one more makes a page of months, and one for each."""
    few = {2024: [Entry(date(2024, 5, 1))] * 400, 2025: [Entry(date(2025, 5, 1))]}
    assert [span.url for span in spans.spans("/log/", few)] == ["/log/", "/log/2024/"]
    many = {2024: [Entry(date(2024, 5, 1))] * 400 + [Entry(date(2024, 3, 1))], 2025: few[2025]}
    cut = {span.url: span for span in spans.spans("/log/", many)}
    assert list(cut) == ["/log/", "/log/2024/", "/log/2024/05/", "/log/2024/03/"]
    assert [(link.text, link.note) for link in cut["/log/2024/"].months] == [
        ("May 2024", "400"),
        ("March 2024", "1"),
    ]


def test_the_newest_year_has_its_newest_month_on_the_page_itself() -> None:
    """Its other months have the addresses that they keep when the year is over."""
    entries = [Entry(date(2026, month, 1)) for month in (9, 4) for _ in range(300)]
    ongoing = {span.url: span for span in spans.spans("/log/", {2026: entries})}
    assert list(ongoing) == ["/log/", "/log/2026/04/"]
    assert ongoing["/log/"].said == "September 2026"
    later = {2026: entries, 2027: [Entry(date(2027, 1, 1))]}
    assert set(ongoing) < {span.url for span in spans.spans("/log/", later)}


@pytest.fixture(scope="module")
def lists(demo: Register) -> Lists:
    """What all folders of the demo council give to lists."""
    return gathered(given_by(demo))


@pytest.mark.parametrize("full", [400, 3])
def test_no_meeting_and_no_decision_is_lost(
    demo: Register, lists: Lists, full: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether years are cut or not; titles and descriptions count what a page leads to."""
    monkeypatch.setattr(spans, "FULL", full)
    of_meetings: list[Any] = [page.view for page in meetings.pages(demo, lists)]
    rows = [row for view in of_meetings for row in (*view.coming.rows, *view.past.rows)]
    urls = Counter(row.cells[0].url for row in rows)
    assert len(urls) == sum(urls.values()) == len(demo.all(Meeting))
    of_decisions = list(decisions.pages(demo, lists))
    taken = [row for page in of_decisions for row in page.view.table.rows]  # type: ignore[attr-defined]
    assert len({row.cells[0].url for row in taken}) == len(taken)
    assert len({page.title for page in of_decisions}) == len(of_decisions)
    assert len(taken) == sum(len(given) for _, given in lists.under("decisions"))
