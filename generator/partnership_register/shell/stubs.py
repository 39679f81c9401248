"""Stubs: the few lines of Markdown from which the engine makes the frames of all record pages."""

from __future__ import annotations

from dataclasses import dataclass

from partnership_register.model.base import anchor
from partnership_register.pages import SECTIONS, Page, notices
from partnership_register.render import slot
from partnership_register.search import CONTENT_SECURITY_POLICY

HOME_FRAME = "home"
"""The frame that is cut from the home page, which the council writes by hand."""


SEARCH = "Search"
"""The section of the page of the search."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A Markdown page of slots for the engine."""

    section: str
    depth: int
    """Folders between the site's own and the page, so that the engine's links are right."""

    @property
    def name(self) -> str:
        """What the frame is called."""
        return self.path.removesuffix(".md")

    @property
    def path(self) -> str:
        """The path of the Markdown file below the docs folder."""
        folders = [f"frame-{anchor(self.section)}", *["below"] * (self.depth - 1)]
        return f"{'/'.join(folders)}.md"

    @property
    def markdown(self) -> str:
        """What the engine is given."""
        return (
            "---\n"
            f"title: {slot('title')}\n"
            f"description: {slot('description')}\n"
            "frame: true\n"
            f'section: "{self.section}"\n'
            f"{self._policy}{self._robots}"
            "---\n\n"
            f"{slot('body')}\n"
        )

    @property
    def _policy(self) -> str:
        """The search reads files of the site, which no other page does."""
        if self.section != SEARCH:
            return ""
        return f'content_security_policy: "{CONTENT_SECURITY_POLICY}"\n'

    @property
    def _robots(self) -> str:
        """Search engines are to forget what was withdrawn."""
        return "robots: noindex\n" if self.section == notices.SECTION else ""


def frame_of(page: Page) -> str:
    """The name of the frame into which a page goes."""
    if page.url == "/":
        return HOME_FRAME
    return Stub(page.section, page.url.count("/") - 1).name


def every_stub() -> tuple[Stub, ...]:
    """The stubs that any register may need: one for each section and depth of its addresses."""
    return tuple(
        Stub(section, depth)
        for section, deepest in SECTIONS.items()
        for depth in range(1, deepest + 1)
    )
