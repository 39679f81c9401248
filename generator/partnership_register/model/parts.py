"""What every part of a record has in common, and the simplest parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.values import Date, Line, Url


class Part(BaseModel):
    """A piece of a record: it has no file of its own but may have an anchor on the record's page.

    A part with a `part_kind` can be referred to by `record#ref`, or by its `ref` alone where
    the whole council shares it (`shared`) or where the reference stands in the same record.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    part_kind: ClassVar[str] = ""
    ref_field: ClassVar[str] = "ref"
    shared: ClassVar[bool] = False
    never_public: ClassVar[bool] = False
    """Whether the public may never see it, whatever it stands in."""
    tells_of: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """By the name of a reference, the fields that tell of what it names and go with it."""
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

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Period:
        if self.end and self.end < self.start:
            raise PydanticCustomError(
                "register",
                "the period ends before it starts; look at start and end",
                {"field": "end"},
            )
        return self


class Link(Part):
    """A page elsewhere."""

    title: Line
    """What the page is."""
    url: Url
    """Its address."""
