"""Visibility: whether the public may see a record or a part of one, and from when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.parts import ShortPart
from partnership_register.model.values import Date, Line, Moment, Text
from partnership_register.timescales.periods import MONTH_NAMES

PartState = Literal["public", "draft", "confidential", "embargoed"]
ItemState = Literal["public", "draft", "confidential", "embargoed", "exempt"]
RecordState = Literal["public", "draft", "confidential", "embargoed", "withdrawn"]
DocumentState = Literal["public", "draft", "confidential", "embargoed", "exempt", "withdrawn"]

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Paragraph = Literal["1", "2", "3", "4", "5", "6", "7"]


class PartVisibility(ShortPart):
    """Whether the public may see something: the state alone, or with what belongs to it."""

    shorthand: ClassVar[str] = "state"
    needed: ClassVar[dict[str, tuple[str, ...]]] = {"embargoed": ("until", "in_words")}
    """Which fields each state must have."""
    allowed: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Which further fields a state may have."""

    state: PartState
    """public; draft and confidential are not there for the public; embargoed is not there yet."""
    until: Moment | None = None
    """Of what is embargoed: when it becomes public, by the clocks in London."""
    in_words: Line | None = None
    """The same moment in words, so that no slip of one key can publish anything early."""

    @model_validator(mode="after")
    def _is_whole(self) -> PartVisibility:
        needed = self.needed.get(self.state, ())
        for name in needed:
            if getattr(self, name) is None:
                raise _missing(name, self.state)
        known = {"state", *needed, *self.allowed.get(self.state, ())}
        for name in type(self).model_fields:
            if name not in known and getattr(self, name) is not None:
                raise PydanticCustomError(
                    "register",
                    "{field} does not belong to what is {state}; delete the line, or look at state",
                    {"field": name, "state": self.state},
                )
        if self.until and not _same(self.in_words or "", in_words(self.until)):
            raise PydanticCustomError(
                "register",
                "until and in_words are not the same moment; look which is right, down to the day"
                " of the week, and write in_words like Tuesday 1 December 2026, 09:30",
                {"field": "in_words"},
            )
        return self


class ItemVisibility(PartVisibility):
    """Whether the public may see something that may be exempt information.

    The law: Local Government Act 1972, sections 100A to 100D, and Part 1 of Schedule 12A.
    """

    needed: ClassVar[dict[str, tuple[str, ...]]] = {
        **PartVisibility.needed, "exempt": ("paragraph",),
    }  # fmt: skip
    allowed: ClassVar[dict[str, tuple[str, ...]]] = {
        "exempt": ("public_interest", "public_summary")
    }

    state: ItemState  # type: ignore[assignment]
    """As of other parts; of what is exempt its title stays, with the paragraph and the summary."""
    paragraph: Paragraph | None = None
    """Of what is exempt: the paragraph of Part 1 of Schedule 12A to the Act."""
    public_interest: Line | None = None
    """Why the public interest in exempting it outweighs that in disclosing it."""
    public_summary: Text | None = None
    """A fair account of what was done that gives nothing away (section 100C(2))."""


class RecordVisibility(PartVisibility):
    """Whether the public may see a record."""

    needed: ClassVar[dict[str, tuple[str, ...]]] = {
        **PartVisibility.needed, "withdrawn": ("on",),
    }  # fmt: skip
    allowed: ClassVar[dict[str, tuple[str, ...]]] = {"withdrawn": ("reason",)}

    state: RecordState  # type: ignore[assignment]
    """As of parts; in the place of a record that was withdrawn a page says so."""
    on: Date | None = None
    """Of what was withdrawn: the day."""
    reason: Line | None = None
    """Why it was withdrawn, in words for the public."""


class DocumentVisibility(ItemVisibility, RecordVisibility):
    """Whether the public may see a document; it may be exempt, and it may be withdrawn."""

    needed: ClassVar[dict[str, tuple[str, ...]]] = {
        **ItemVisibility.needed, **RecordVisibility.needed,
    }  # fmt: skip
    allowed: ClassVar[dict[str, tuple[str, ...]]] = {
        **ItemVisibility.allowed, **RecordVisibility.allowed,
    }  # fmt: skip

    state: DocumentState  # type: ignore[assignment]
    """As of items of business and of records."""


def in_words(moment: datetime) -> str:
    """A moment as it is to be written once more.

    >>> in_words(datetime(2026, 12, 1, 9, 30))
    'Tuesday 1 December 2026, 09:30'
    """
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    weekday, month = DAY_NAMES[moment.weekday()], MONTH_NAMES[moment.month - 1]
    return f"{weekday} {moment.day} {month} {moment.year}, {clock}"


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _missing(name: str, state: str) -> PydanticCustomError:
    """What is said of a field that is not there; the state alone is told, being no secret."""
    examples = {
        "until": "until: 2026-12-01 09:30",
        "in_words": "in_words: Tuesday 1 December 2026, 09:30",
        "paragraph": 'paragraph: "3"',
        "on": "on: 2026-11-22",
    }
    return PydanticCustomError(
        "register",
        'what is {state} needs "{name}"; write for example {example}',
        {"field": "state", "state": state, "name": name, "example": examples[name]},
    )
