"""Frames: pages of the site engine with slots, which the generator fills once per page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

SLOTS = ("title", "description", "address", "body")


class FrameError(Exception):
    """The engine made a stub into something that has not exactly the slots of a frame."""


def slot(name: str) -> str:
    """The word that stands in a stub where something is to be filled in."""
    return f"register-slot-{name}"


_BODY = re.compile(rf"(?:<p>)?{slot('body')}(?:</p>)?")
_SLOT = re.compile(rf"({'|'.join(slot(name) for name in SLOTS)})")


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the engine, cut at its slots: text and names of slots in turn."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str, stub_url: str) -> Frame:
        """Cut what the engine made of the stub at `stub_url` (no slashes at its ends).

        Raises FrameError where a slot is missing: the theme would then lose what belongs there.
        """
        html = _BODY.sub(slot("body"), html).replace(f"{stub_url}/", slot("address"))
        pieces = tuple(_SLOT.split(html))
        for name in ("title", "body"):
            if slot(name) not in pieces:
                raise FrameError(f"the theme's page has no place for the {name} of a record")
        if pieces.count(slot("body")) != 1:
            raise FrameError("the theme's page has more than one place for the body of a record")
        return cls(pieces)

    @classmethod
    def panel(cls, html: str) -> Frame | None:
        """Cut a page written by hand at its slots; None where it has none for a body."""
        if slot("body") not in html:
            return None
        return cls(tuple(_SLOT.split(_BODY.sub(slot("body"), html))))

    def fill(self, *, title: str, description: str, url: str, body: str) -> str:
        """The whole page. `url` is site-absolute; `body` is HTML, the others are plain text."""
        filling = {
            slot("title"): str(escape(title)),
            slot("description"): str(escape(description)),
            slot("address"): url.lstrip("/"),
            slot("body"): body,
        }
        return "".join(filling.get(piece, piece) for piece in self.pieces)
