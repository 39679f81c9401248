"""Writes the reference of docs/records.md from the types and the documentation of the fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnership_register.model import RECORD_TYPES, Council, council, values
from partnership_register.model.base import Part, Record
from partnership_register.model.meanings import meaning_of
from partnership_register.model.values import RefTo
from partnership_register.register.checks import CHECKS
from places import PROJECT, TESTS

KINDS: tuple[type[Record], ...] = (*RECORD_TYPES, Council)
MODEL = PROJECT / "generator" / "partnership_register" / "model"
EXAMPLES = {
    "organisation": "partnerships/_council/organisations/thornmere-council.yml",
    "partnership": "partnerships/safer-thornmere/partnership.yml",
    "meeting": "partnerships/safer-thornmere/meetings/2026-03-12.yml",
    "plan": "partnerships/thornmere-together/plans/partnership-working-2026.yml",
    "review": "partnerships/safer-thornmere/reviews/2026.yml",
    "risk": "partnerships/_council/risks/refuge-funding-ends.yml",
    "strategy": "partnerships/_council/strategies/community-strategy.yml",
    "document": "partnerships/_council/documents/partnership-protocol.yml",
    "council": "partnerships/_council/council.yml",
}
"""A record of the demo council that shows much of its kind. They are chosen here and not looked
for, so that the page stays the same when somebody adds a record."""
PLAIN = (
    (values.Line, "text"),
    (values.Text, "Markdown"),
    (values.Id, "an id, such as community-safety"),
    (values.Date, "a date, such as 2026-03-12"),
    (values.Time, "a time, such as 14:30"),
    (values.Moment, "a day and a time in London, such as 2026-12-01 09:30"),
    (council.PublicKind, "the name of a kind of record, such as meeting"),
    (values.YesNo, "yes or no"),
    (values.Number, "a whole number"),
    (values.Months, "a number of months, such as 12"),
    (values.Money, "pounds, such as 12500 or 12,500.50"),
    (values.Year, "a year, such as 2026 or 2026-27"),
    (values.Url, "a web address"),
    (values.Email, "an e-mail address"),
    (values.Telephone, "a telephone number"),
    (values.FileName, "the name of a file beside the record"),
    (values.Colour, "a colour, such as #1d4d4f"),
)
"""The kinds of value that are not references, in the words of the reference."""
NAMED_PARTS = {
    "member": "the id of a seat",
    "action": "the ref of an action",
    "decision": "the ref of a decision",
    "objective": "the id of an objective",
}
"""References to parts whose home is not council.yml."""
UNSAID = {"id": "What other records call it.", "title": "What it is called."}
"""Fields so plain that the model says nothing of them."""


def reference() -> str:
    """Every kind of record with its fields and parts, then what several kinds share."""
    shared = [part for part in _all_parts() if len(_kinds_with(part)) > 1]
    lines = ["## The kinds", ""]
    lines += [f"- [{_name(kind)}](#{_anchor(kind)}): {_about(kind)}" for kind in KINDS]
    for kind in KINDS:
        lines += ["", *_kind(kind)]
        own = (part for part in _parts_of(kind) if part not in shared)
        lines += [line for part in own for line in ("", *_part(part))]
    lines += ["", "## Parts that several kinds share"]
    lines += [line for part in shared for line in ("", *_part(part))]
    lines += ["", *_refusals()]
    return "\n".join(lines) + "\n"


def _kind(kind: type[Record]) -> Iterator[str]:
    yield f"## {_name(kind)}"
    yield ""
    yield _about(kind)
    yield ""
    yield f"It lies in {' or '.join(f'`{place}`' for place in _places(kind))}."
    if kind is not Council:
        option = " --partnership ID" if kind.in_partnership and kind.folder else ""
        example = kind.name_example if kind.folder else "safer-thornmere"
        yield f"Begin one with `register new {kind.kind} {example}{option}`."
    fixture = TESTS / "records" / f"{kind.kind}.yml"
    if fixture.is_file():
        least = fixture.read_text(encoding="utf-8").rstrip()
        yield from ("", "The least that it may hold:", "", "```yaml", least, "```")
    if full := EXAMPLES.get(kind.kind):
        yield from ("", f"A full one: [{full}](../{full}).")
    yield ""
    yield from _fields(kind)


def _part(part: type[BaseModel]) -> Iterator[str]:
    yield f"### {_name(part)}"
    yield ""
    yield _about(part)
    yield ""
    yield from _fields(part)


def _fields(holder: type[BaseModel]) -> Iterator[str]:
    hints = get_type_hints(holder, include_extras=True)
    yield "| Field | Needed | What to write | Meaning |"
    yield "|---|---|---|---|"
    for name, info in holder.model_fields.items():
        if issubclass(holder, Record) and name in Record.FROM_PLACE:
            continue
        needed = "yes" if info.is_required() else "no"
        meaning = " ".join((meaning_of(holder, name) or UNSAID[name]).split())
        cells = (f"`{name}`", needed, _plain(hints[name]) + _default(info), meaning)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(annotation: Any) -> str:
    """A type as an officer would say it. Raises LookupError for one that nobody has named."""
    for known, words in PLAIN:
        if annotation == known:
            return words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return next(_plain(argument) for argument in arguments if argument is not type(None))
    if origin is tuple:
        return _list(arguments[0])
    if origin is Literal:
        return f"one of: {', '.join(f'`{word}`' for word in arguments)}"
    if origin is Annotated:
        reference = next((argument for argument in arguments if isinstance(argument, RefTo)), None)
        return _named(reference) if reference else _plain(arguments[0])
    if _is_part(annotation):
        return f"a part: {_linked(annotation)}"
    raise LookupError(f"tests/records_page.py has no plain words for {annotation}")


def _list(entry: Any) -> str:
    if _is_part(entry):
        return f"a list of parts: {_linked(entry)}"
    return f"a list; each entry is {_plain(entry)}"


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Part)


def _linked(part: type[Part]) -> str:
    short = f", in short its `{part.shorthand}`" if part.shorthand else ""
    return f"[{_name(part).lower()}](#{_anchor(part)}){short}"


def _named(reference: RefTo) -> str:
    records = {kind.kind for kind in RECORD_TYPES}
    said = []
    for kind in reference.kinds:
        article = "an" if kind[0] in "aeio" else "a"
        where = "" if kind in records else " in council.yml"
        said.append(NAMED_PARTS.get(kind, f"the id of {article} {kind}{where}"))
    return " or ".join(said)


def _default(info: FieldInfo) -> str:
    """What holds where an optional field is left out, where that is more than nothing."""
    given = info.default
    if info.is_required() or given is None or given == () or isinstance(given, BaseModel):
        return ""
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if isinstance(given, tuple):
        given = ", ".join(entry if isinstance(entry, str) else entry.title for entry in given)
    return f"; where left out: {given}"


def _places(kind: type[Record]) -> list[str]:
    if kind is Council:
        return ["partnerships/_council/council.yml"]
    if not kind.folder:
        return [f"partnerships/<id>/{kind.name_pattern}.yml"]
    name = f"{kind.folder}/{kind.name_example}.yml"
    found = [f"partnerships/<partnership>/{name}"] if kind.in_partnership else []
    return found + ([f"partnerships/_council/{name}"] if kind.in_council else [])


def _refusals() -> Iterator[str]:
    yield from ("## What else is refused", "", "Inside a record, in the words of the messages:", "")
    for module in sorted(MODEL.glob("*.py")):
        yield from (f"- {message}" for message in _messages(module))
    yield from ("", "Between records, besides names that lead nowhere:", "")
    yield from (f"- {_first(check.__doc__)}" for check in CHECKS)


def _messages(module: Path) -> Iterator[str]:
    """What the checks of several fields at once say, as it stands in the code of the model."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "PydanticCustomError":
            said = str(ast.literal_eval(node.args[1]))
            if " " in said:
                yield re.sub(r"\{\w+\}", "...", said)


def _all_parts() -> list[type[BaseModel]]:
    return list(dict.fromkeys(part for kind in KINDS for part in _parts_of(kind)))


def _kinds_with(part: type[BaseModel]) -> list[type[Record]]:
    return [kind for kind in KINDS if part in _parts_of(kind)]


def _parts_of(holder: type[BaseModel]) -> list[type[BaseModel]]:
    """Every part that may stand in a record, in the order of the fields, each once."""
    found: dict[type[BaseModel], None] = {}
    for info in holder.model_fields.values():
        for part in _classes(info.annotation):
            found |= dict.fromkeys((part, *_parts_of(part)))
    return list(found)


def _classes(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for argument in get_args(annotation) for part in _classes(argument)]


def _name(holder: type[BaseModel]) -> str:
    """The name of a class in words: `AgendaItem` is Agenda item."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", holder.__name__)
    return words[:1] + words[1:].lower()


def _anchor(holder: type[BaseModel]) -> str:
    return _name(holder).lower().replace(" ", "-")


def _about(holder: type[BaseModel]) -> str:
    return _first(holder.__doc__)


def _first(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())
