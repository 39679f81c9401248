"""What can be found: the pages worth finding, each with what a reader may narrow a search by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from partnership_register.model.base import words
from partnership_register.pages import Page
from partnership_register.pages.shapes import Area, Status

BY_HAND = "About"
"""The kind of the pages that are not made from a record."""
_AREAS = "/partnerships/"
_OF_RECORDS = "pages/"
_ALSO = frozenset(("views/contacts.html", "views/glossary.html", "views/portfolio.html"))
"""Views that say something of their own; any other only lists what has a page itself."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page of the finished site, as a search knows it.

    `area` is the id of the partnership in whose area the page lies, empty for any other page.
    `digest` is of all that the page's own text is made from: where it stays the same, so do the
    words of the page.
    """

    url: str
    title: str
    kind: str
    digest: str
    area: str = ""
    partnership: str = ""
    status: str = ""
    date: date | None = None


def findable_pages(pages: Iterable[Page], digest: Callable[[Page], str]) -> Iterator[Findable]:
    """The pages of records, and those few others that are more than a list."""
    pages = list(pages)
    titles = {p.url: p.title for p in pages if p.template == "pages/partnership.html"}
    for page in pages:
        if not is_findable(page):
            continue
        kind = Path(page.template).stem
        record = page.template.startswith(_OF_RECORDS)
        area = _area(page.url)
        yield Findable(
            url=page.url,
            title=page.title,
            kind=words(kind) if record else BY_HAND,
            digest=digest(page),
            area=area,
            partnership=titles.get(f"{_AREAS}{area}/", "") or _label(page),
            status=_status(page),
            date=page.dated,
        )


def is_findable(page: Page) -> bool:
    """Whether a page made from records is one of those that the search finds."""
    return page.template.startswith(_OF_RECORDS) or page.template in _ALSO


def hand_written(url: str, html: str, digest: str) -> Findable:
    """A page that the council wrote by hand, from its finished HTML."""
    title = html[html.index("<title>") + 7 : html.index("</title>")]
    return Findable(url, unescape(title).partition(" - ")[0].strip(), BY_HAND, digest)


def _area(url: str) -> str:
    return url.removeprefix(_AREAS).partition("/")[0] if url.startswith(_AREAS) else ""


def _label(page: Page) -> str:
    area = getattr(page.view, "area", None)
    return area.label if isinstance(area, Area) else ""


def _status(page: Page) -> str:
    """The status in a word, without the score that a risk's has after it."""
    status = getattr(page.view, "status", None)
    return status.word.partition(":")[0] if isinstance(status, Status) else ""
