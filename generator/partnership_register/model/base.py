"""What every record has in common."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from partnership_register.model.parts import Link, Part, Period, ShortPart
from partnership_register.model.values import Date, Id, Text
from partnership_register.model.visibility import RecordVisibility


class Record(BaseModel):
    """Something with a file, an id and a page of its own.

    `id`, `path` and `partnership` come from the place of the file and are never written in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    folder: ClassVar[str]
    """Where the files of this kind lie, below the partnership or below `_council`."""
    in_partnership: ClassVar[bool] = False
    """Whether the files lie in the folder of a partnership."""
    in_council: ClassVar[bool] = True
    """Whether the files may lie in `_council`."""
    name_pattern: ClassVar[str] = r"[a-z0-9]+(?:-[a-z0-9]+)*"
    """What a file of this kind may be called, without its ending."""
    name_example: ClassVar[str] = "community-safety"

    FROM_PLACE: ClassVar[tuple[str, ...]] = ("id", "path", "partnership")

    id: str
    path: str
    partnership: str = ""

    former_ids: tuple[Id, ...] = ()
    """Ids that this record had before; their addresses lead here."""
    updated: Date | None = None
    """The day on which the record was last brought up to date."""
    visibility: RecordVisibility | None = None
    """Whether the public may see it; left out, council.yml decides by the kind of record."""

    @property
    def name(self) -> str:
        """The last part of the id, which is the name of the file."""
        return self.id.rpartition("/")[2]

    @property
    def label(self) -> str:
        """What links to this record say."""
        raise NotImplementedError


@lru_cache(maxsize=65536)
def anchor(text: str) -> str:
    """The anchor for a ref: small letters, with a hyphen for anything an address cannot hold.

    >>> anchor("L2D.9"), anchor("10.1"), anchor("Item 4 (b)")
    ('l2d.9', '10.1', 'item-4-b')
    """
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-")


@lru_cache(maxsize=4096)
def words(value: str) -> str:
    """A vocabulary word as a person reads it.

    >>> words("terms-of-reference")
    'Terms of reference'
    """
    return value.replace("-", " ")[:1].upper() + value.replace("-", " ")[1:]


__all__ = ["Link", "Part", "Period", "Record", "ShortPart", "Text", "anchor", "words"]
