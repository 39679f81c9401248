"""What every record and every part of a record has in common."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from partnership_register.model.values import Date, Id, Line, Text, Url


class Part(BaseModel):
    """A piece of a record: it has no file of its own but may have an anchor on the record's page.

    A part with a `part_kind` can be referred to by `record#ref`, or by its `ref` alone where
    the whole council shares it (`shared`) or where the reference stands in the same record.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    part_kind: ClassVar[str] = ""
    ref_field: ClassVar[str] = "ref"
    shared: ClassVar[bool] = False
    shorthand: ClassVar[str] = ""
    """The field that a bare string stands for in a `ShortPart`: the simple case written simply."""

    @property
    def key(self) -> str:
        """What references call this part inside its record; empty where it has no name."""
        return str(getattr(self, self.ref_field, None) or "")


class ShortPart(Part):
    """A part with a `shorthand`; no other part has to be asked whether it is written in short."""

    @model_validator(mode="before")
    @classmethod
    def _from_shorthand(cls, data: Any) -> Any:
        return {cls.shorthand: data} if isinstance(data, str) else data


class Period(Part):
    """A span of days, both ends included."""

    start: Date
    """The first day."""
    end: Date | None = None
    """The last day; leave it out while the period is open."""


class Link(Part):
    """A page elsewhere."""

    title: Line
    """What the page is."""
    url: Url
    """Its address."""


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
