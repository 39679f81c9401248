"""Stubs: the few lines of Markdown from which the engine makes the frames of all record pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnership_register.model.base import anchor
from partnership_register.pages import Page
from partnership_register.render import slot


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
            "---\n\n"
            f"{slot('body')}\n"
        )


def stub_of(page: Page) -> Stub:
    """The stub whose frame a page goes into."""
    return Stub(page.section, page.url.count("/") - 1)


def stubs(pages: Iterable[Page]) -> tuple[Stub, ...]:
    """The stubs that a set of pages needs: one for each section and depth, however many pages."""
    needed = {stub_of(page) for page in pages}
    return tuple(sorted(needed, key=lambda stub: stub.path))
