"""A page, its template and its frame to bytes, with nothing else that could change them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partnership_register.pages.page import Page
from partnership_register.remembered import Remembered
from partnership_register.render.atoms import day, link, remark, tag, value
from partnership_register.render.compiling import ViewEnvironment
from partnership_register.render.frames import Frame
from partnership_register.render.links import with_relative_links
from partnership_register.render.tables import column_classes, rows
from partnership_register.render.text import html, inline_html

FILTERS = {
    "markdown": html,
    "markdown_inline": inline_html,
    "value": value,
    "link": link,
    "tag": tag,
    "day": day,
    "remark": remark,
    "column_classes": column_classes,
    "rows": rows,
}
"""All that a template may do to a value of its view."""


class Renderer:
    """Fills frames with pages. `theme` is the folder that holds pages/, views/ and parts/.

    MkDocs' own Jinja environment does not escape, so that record pages have one of their own.
    With the `digest` of the templates, what was compiled of the same ones is taken again;
    where `remembered` is given, also what another process compiled.
    """

    def __init__(
        self,
        theme: Path,
        frames: Mapping[str, Frame],
        digest: bytes | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self.frames = frames
        self.environment = (
            _environment(theme, remembered)
            if digest is None
            else _compiled(theme, digest, remembered)
        )

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


def _environment(theme: Path, remembered: Remembered | None) -> ViewEnvironment:
    environment = ViewEnvironment(theme, remembered)
    environment.filters |= FILTERS
    return environment


_LAST: dict[tuple[Path, bytes], ViewEnvironment] = {}
"""The environment made last, by the folder and the digest of its templates."""


def _compiled(theme: Path, digest: bytes, remembered: Remembered | None) -> ViewEnvironment:
    if (theme, digest) not in _LAST:
        _LAST.clear()
        _LAST[theme, digest] = _environment(theme, remembered)
    return _LAST[theme, digest]
