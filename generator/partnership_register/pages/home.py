"""The home page: what is coming up, what was decided, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass

from partnership_register.pages.page import Page
from partnership_register.register import Register


@dataclass(frozen=True, slots=True)
class HomeView:
    """The panel of the home page."""

    title: str


def page(register: Register) -> Page:
    """The panel that the hand-written home page asks for."""
    return Page("/", "views/home.html", register.council.title, "", "Home", HomeView(register.council.title))
