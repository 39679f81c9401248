"""A page, its template and its frame to bytes, with nothing else that could change them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from partnership_register.pages.page import Page
from partnership_register.render.atoms import day, link, sort_key, tag, value
from partnership_register.render.compiling import ViewEnvironment
from partnership_register.render.frames import Frame
from partnership_register.render.links import with_relative_links
from partnership_register.render.text import html, inline_html

FILTERS = {
    "markdown": html,
    "markdown_inline": inline_html,
    "value": value,
    "link": link,
    "tag": tag,
    "day": day,
    "sort_key": sort_key,
    "beside": zip,
}
"""All that a template may do to a value of its view."""


class Renderer:
    """Fills frames with pages. `theme` is the folder that holds pages/, views/ and parts/.

    MkDocs' own Jinja environment does not escape, so that record pages have one of their own.
    With the `digest` of the templates, what was compiled of the same ones is taken again.
    """

    def __init__(
        self, theme: Path, frames: Mapping[str, Frame], digest: bytes | None = None
    ) -> None:
        self.frames = frames
        self.environment = _environment(theme) if digest is None else _compiled(theme, digest)

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


def _environment(theme: Path) -> ViewEnvironment:
    environment = ViewEnvironment(theme)
    environment.filters |= FILTERS
    return environment


@lru_cache(maxsize=1)
def _compiled(theme: Path, digest: bytes) -> ViewEnvironment:  # noqa: ARG001  it is the key
    return _environment(theme)
