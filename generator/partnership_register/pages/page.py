"""A page before it is rendered: its address, its template, and the view that fills it."""

from __future__ import annotations

from datetime import date

from partnership_register.pages.shapes import Link, Shape


class Page(Shape, frozen=True):
    """One page of the site.

    `url` begins and ends with a slash. `template` lies below theme/. `section` is the title of
    the entry of the main navigation to which the page belongs. `breadcrumbs` lead from the home
    page to the page above this one.
    """

    url: str
    template: str
    title: str
    description: str
    section: str
    view: object
    breadcrumbs: tuple[Link, ...] = ()
    updated: date | None = None
    edit_url: str = ""
    """Where the record is edited; empty for pages that no single record makes."""
    dated: date | None = None
    """The day of what it tells: that a meeting is held on, that a review was completed, from
    which a plan or a document holds. Searches are narrowed and ordered by it."""
