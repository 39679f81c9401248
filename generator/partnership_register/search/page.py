"""The page of the search: a form, and other ways to what it would find."""

from __future__ import annotations

from partnership_register.pages import Page
from partnership_register.pages.addresses import (
    ACTIONS,
    DECISIONS,
    DOCUMENTS,
    GLOSSARY,
    HOME,
    MEETINGS,
    ORGANISATIONS,
    REGISTER,
)
from partnership_register.pages.shapes import Link, Shape

ADDRESS = "/search/"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""As on every page, but that the script may read files of the site itself."""


class SearchView(Shape, frozen=True):
    """The search; `ways` are lists that show the same pages."""

    ways: tuple[Link, ...]


def page() -> Page:
    """The page that the form in the header leads to."""
    ways = (
        Link(REGISTER.text, REGISTER.url, "all partnerships, by name and kind"),
        Link(MEETINGS.text, MEETINGS.url, "by year, with agendas and minutes"),
        Link(DECISIONS.text, DECISIONS.url),
        Link(ACTIONS.text, ACTIONS.url),
        Link(ORGANISATIONS.text, ORGANISATIONS.url, "from A to Z"),
        Link(DOCUMENTS.text, DOCUMENTS.url),
        Link(GLOSSARY.text, GLOSSARY.url, "what the words mean"),
    )
    said = "Search the partnerships, their meetings, decisions, plans, reviews and documents."
    return Page(ADDRESS, "views/search.html", "Search", said, "Search", SearchView(ways), (HOME,))
