"""Records with something in every field, made from the types of the fields alone.

A field that is added to the model is filled without a word here. A new kind of value needs an
example of it in `_EXAMPLES`, and a new kind of record a path in `_path_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from partnership_register.model import RECORD_TYPES, Council, values
from partnership_register.model.base import Record
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.values import Markdown, RefTo
from partnership_register.model.visibility import (
    DocumentVisibility,
    ItemVisibility,
    PartVisibility,
)

Path = tuple[str, ...]
"""The names of fields from a kind of record down to a text."""
Words = Callable[[Path, bool], str]
"""What to write in the text at a place; told whether it is Markdown."""

_EXAMPLES: Mapping[str, str] = {
    "Id": "an-id",
    "Year": "2026-27",
    "Url": "https://www.saltcombe.example/a?b=1&c='2",
    "Email": "board'&@saltcombe.example",
    "Telephone": "01632 960002",
    "FileName": "paper.pdf",
    "Colour": "#12433a",
    "Moment": "2026-01-08 09:30",
}
"""An example of each checked kind of text, with signs that the check lets pass."""
_PLAIN: Mapping[type, str] = {bool: "yes", int: "3", Decimal: "12,500.50", date: "2026-01-15",
                              time: "18:00"}  # fmt: skip
_DONE = ("former_ids", "visibility", "private")
"""Fields that `files_of` fills where they have a meaning, or that are never published."""
_MOVED = {"Meeting.status": "moved", "Meeting.moved_to": "2026-03-06", "Meeting.minutes": None,
          "Meeting.items": [], "Meeting.key_messages": [], "Meeting.attendance": [],
          "Meeting.interests": []}  # fmt: skip
"""What sets a meeting that did not take place apart from the other."""
LAYOUTS = ("objectives", "outcomes", "groups", "actions")
_COPIES: Mapping[type[Record], int] = {Partnership: 1, Plan: len(LAYOUTS), Document: 4}
"""How many records of a kind there are, where it is not two."""


_LISTS = {
    "sectors": "public", "categories": "elected", "portfolios": "leader",
    "regimes": "voluntary", "aspects": "purpose", "ratings": "strong",
}  # fmt: skip
"""The council's lists, and what records call the first of each."""


class Filling:
    """Fills models with values; references name what stands in `refs`, by kind or by field."""

    def __init__(self, words: Words, refs: Mapping[str, str], given: Mapping[str, Any]) -> None:
        self._words = words
        self._refs = refs
        self._given = given

    def of(self, model: type[BaseModel], path: Path = ()) -> dict[str, Any]:
        """What the file of a record, or a part of it, could say."""
        made = {}
        for name, info in model.model_fields.items():
            key = f"{model.__name__}.{name}"
            if key in self._given:
                value = self._given[key]
            elif name in _DONE or (issubclass(model, Record) and name in Record.FROM_PLACE):
                continue
            else:
                annotation: Any = info.annotation
                if info.metadata:
                    annotation = Annotated[(annotation, *info.metadata)]
                value = self._value(annotation, (*path, name), key)
            if value is not None:
                made[name] = value
        return made

    def _value(self, annotation: Any, path: Path, key: str) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            inner = next(each for each in arguments if each is not type(None))
            return self._value(inner, path, key)
        if origin is tuple:
            return [self._value(arguments[0], path, key)]
        if origin is Literal:
            return arguments[0]
        if origin is Annotated:
            return self._marked(annotation, path, key)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.of(annotation, path)
        if annotation is str:
            return self._words(path, False)
        return _PLAIN[annotation]

    def _marked(self, annotation: Any, path: Path, key: str) -> Any:
        base, *marks = get_args(annotation)
        if get_origin(base) is not None or base is not str:
            return self._value(base, path, key)
        for mark in marks:
            if isinstance(mark, RefTo):
                return self._refs[key if key in self._refs else mark.kinds[0]]
        if any(isinstance(mark, Markdown) for mark in marks):
            return self._words(path, True)
        name = _kind_of_text(marks)
        return _EXAMPLES[name] if name else self._words(path, False)


def _kind_of_text(marks: list[Any]) -> str:
    """The name of the checked kind of text that has one of these marks; empty for a plain line."""
    checks = [mark for mark in marks if isinstance(mark, BeforeValidator)]
    for name, kind in vars(values).items():
        if any(check is mark for check in checks for mark in get_args(kind)[1:]):
            return name
    return ""


def files_of(number: int, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of one partnership and of what belongs to it, by path, with all fields filled."""
    for kind in RECORD_TYPES:
        for copy in range(_COPIES.get(kind, 2)):
            given = _given(copy) | _visibilities(kind, copy, words)
            made = Filling(words, _refs(number, copy), given).of(kind, (kind.kind, str(copy)))
            if kind is Partnership and number % 10 == 0:
                made["former_ids"] = [f"once-p{number:04}"]
            yield _path_of(kind, number, copy), made
    moved = Filling(words, _refs(number, 0), _given(0) | _MOVED)
    yield f"p{number:04}/meetings/2026-04-09.yml", moved.of(Meeting, ("meeting", "moved"))


def _visibilities(kind: type[Record], copy: int, words: Words) -> dict[str, Any]:
    """An exempt item and document, and a withdrawn document, with what is told of them."""

    def told(model: type[PartVisibility], **said: str | None) -> dict[str, Any]:
        given = {f"{model.__name__}.{name}": value for name, value in said.items()}
        return Filling(words, {}, given).of(model, (kind.kind, str(copy), "visibility"))

    if kind is Meeting and copy == 1:
        exempt = told(ItemVisibility, state="exempt", until=None, in_words=None)
        return {"AgendaItem.visibility": exempt}
    if kind is Document and copy < 2:  # papers of an exempt item are asked what they are
        return {"Document.visibility": {"state": "public"}}
    if kind is Document and copy == 2:
        own = "exempt.pdf"  # what is withheld may not be the file of something public as well
        return {"File.file": own, "Appendix.file": own, "Document.visibility": told(
            DocumentVisibility, state="exempt", until=None, in_words=None, on=None, reason=None
        )}  # fmt: skip
    if kind is Document and copy == 3:
        return {"Document.visibility": told(
            DocumentVisibility, state="withdrawn", until=None, in_words=None, paragraph=None,
            public_interest=None, public_summary=None,
        )}  # fmt: skip
    return {}


def _refs(number: int, copy: int) -> dict[str, str]:
    """What references name: what has payloads of its own, or else what the small council has."""
    own, body, strategy = f"p{number:04}", f"o{number:04}-{copy % 2}", f"s{number:04}-{copy % 2}"
    return {
        "organisation": body, "partnership": "harbour", "meeting": "harbour/2026-01-08",
        "plan": f"{own}/plan-0", "review": f"{own}/2026-0", "risk": "silting",
        "document": "harbour/paper", "action": "harbour/plan#A1", "member": "an-id",
        "decision": "harbour/2026-01-08#D1", "objective": f"{strategy}#an-id",
        "strategy": strategy, "sector": "public", "category": "elected", "portfolio": "leader",
        "regime": "voluntary", "aspect": "purpose", "rating": "strong",
        "Risk.partnerships": own, "Strategy.owner_partnership": own,
        "Paper.document": f"{own}/paper-0", "Finding.documents": f"{own}/paper-1",
    }  # fmt: skip


def _given(copy: int) -> dict[str, Any]:
    """Values that the rest of a record asks for."""
    return {
        "Logo.file": "mark.png",
        "Membership.substitute_for": None,
        "Organisation.part_of": "trust",
        "Membership.end": None,
        "Membership.left": None,
        "Officer.end": "2027-01-15",  # who serves no longer is on no page
        "Period.end": None,
        "Score.score": None,
        "Decision.outcome": "deferred",
        "Decision.deferred_to": "2026-04-09",
        "Minutes.approved_at": "2026-04-09",
        "Minutes.published": "2026-03-12",
        "Meeting.end": "20:30",
        "Meeting.status": "held",
        "Meeting.moved_to": None,
        "Minutes.status": "approved",
        **{f"Plan.{name}": None for name in LAYOUTS if name != LAYOUTS[copy % 4]},
    }


def _path_of(kind: type[Record], number: int, copy: int) -> str:
    own, both = f"p{number:04}", f"{number:04}-{copy}"
    names = {
        "partnership": f"{own}/partnership", "meeting": f"{own}/meetings/2026-03-0{5 + copy}",
        "plan": f"{own}/plans/plan-{copy}", "review": f"{own}/reviews/2026-{copy}",
        "document": f"{own}/documents/paper-{copy}", "risk": f"_council/risks/r{both}",
        "organisation": f"_council/organisations/o{both}",
        "strategy": f"_council/strategies/s{both}",
    }  # fmt: skip
    return f"{names[kind.kind]}.yml"


def council(words: Words) -> dict[str, Any]:
    """What council.yml could say; records name the first of each of its lists."""
    given = {
        "Council.public_kinds": [kind.kind for kind in RECORD_TYPES],
        "Band.from_score": "1",
        "Look.accent": "#f2c14e",
    }
    made = Filling(words, {}, given).of(Council, ("council",))
    for name, id in _LISTS.items():
        made[name][0]["id"] = id
    for scale in ("likelihood", "impact"):
        made["risk_matrix"][scale] *= 5
    return made
