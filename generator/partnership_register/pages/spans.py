"""Long lists by date, such as all meetings: a page for each year, or each month of a full one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from partnership_register.pages.shapes import Link
from partnership_register.timescales.periods import MONTH_NAMES

FULL = 400
"""The most entries that a year shows on one page; with more it is cut into months."""


class Dated(Protocol):
    """An entry of such a list."""

    @property
    def date(self) -> date:
        """The day under which it stands."""


Some = TypeVar("Some", bound=Dated)


@dataclass(frozen=True)
class Span(Generic[Some]):
    """A year or a month with its entries and the ways to all others."""

    said: str
    """Such as 2026, or March 2026."""
    url: str
    entries: tuple[Some, ...]
    """None for a year that is cut into months."""
    count: int
    years: tuple[Link, ...]
    year: str
    """The address under which its year stands in `years`."""
    months: tuple[Link, ...]
    """The months of its year, if that is cut."""


def spans(root: str, newest_first: Mapping[int, Sequence[Some]]) -> Iterator[Span[Some]]:
    """The pages of a list by year. The newest year, or its newest month, is the page `root`.

    `newest_first` has at least one year, which may be without entries.
    """
    newest = max(newest_first)
    years = tuple(
        Link(str(year), root if year == newest else f"{root}{year}/", str(len(newest_first[year])))
        for year in sorted(newest_first, reverse=True)
    )
    for link in years:
        entries = tuple(newest_first[int(link.text)])
        if len(entries) > FULL:
            yield from _months(root, link, entries, years)
        else:
            yield Span(link.text, link.url, entries, len(entries), years, link.url, ())


def _months(
    root: str, year: Link, entries: tuple[Some, ...], years: tuple[Link, ...]
) -> Iterator[Span[Some]]:
    """The page of a full year, which leads to its months, and the page of each month.

    The newest year of all has no page but that of its newest month.
    """
    by_month = [tuple(found) for _, found in groupby(entries, key=lambda each: each.date.month)]
    links: list[Link] = []
    for found in by_month:
        of = found[0].date
        is_root = year.url == root and not links
        url = root if is_root else f"{root}{of.year}/{of:%m}/"
        links.append(Link(f"{MONTH_NAMES[of.month - 1]} {of.year}", url, str(len(found))))
    months = tuple(links)
    if year.url != root:
        yield Span(year.text, year.url, (), len(entries), years, year.url, months)
    for link, found in zip(months, by_month, strict=True):
        yield Span(link.text, link.url, found, len(found), years, year.url, months)
