"""Notices: what stands in the place of a record that was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Notice:
    """All that the public is told of a record that was withdrawn; nothing of its own words."""

    kind: str
    """The kind of record."""
    id: str
    partnership: str
    on: date
    """The day on which it was withdrawn."""
    reason: str = ""
    """Why, in words for the public."""
    former_ids: tuple[str, ...] = ()
    """Ids that the record had before; their addresses say the same."""
