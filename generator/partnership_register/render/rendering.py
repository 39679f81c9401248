"""A page, its template and its frame to bytes, with nothing else that could change them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from partnership_register.pages.page import Page
from partnership_register.render.frames import Frame
from partnership_register.render.text import html, inline_html, with_relative_links


class Renderer:
    """Fills frames with pages. `theme` is the folder that holds pages/, views/ and parts/.

    MkDocs' own Jinja environment does not escape, so that record pages have one of their own.
    """

    def __init__(self, theme: Path, frames: Mapping[str, Frame]) -> None:
        self.frames = frames
        self.environment = Environment(
            loader=FileSystemLoader(theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.filters |= {"markdown": html, "markdown_inline": inline_html}

    def body(self, page: Page) -> str:
        """What stands inside the main element."""
        template = self.environment.get_template(page.template)
        return with_relative_links(template.render(page=page, view=page.view), page.url)

    def bytes_of(self, page: Page, frame: str) -> bytes:
        """The whole page in UTF-8, in the frame of that name."""
        whole = self.frames[frame].fill(
            title=page.title, description=page.description, url=page.url, body=self.body(page)
        )
        return whole.encode()
