"""Writes the reference of docs/records.md from the types and the documentation of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnership_register.model import RECORD_TYPES, Council, values
from partnership_register.model.base import Part, Record
from partnership_register.model.values import RefTo
from partnership_register.register.checks import CHECKS
from places import PROJECT, TESTS

PLAIN = (
    (values.Line, "text"),
    (values.Text, "Markdown"),
    (values.Id, "an id as community-safety"),
    (values.Date, "a date as 2026-03-12"),
    (values.Time, "a time as 14:30"),
    (values.YesNo, "yes or no"),
    (values.Number, "a whole number"),
    (values.Money, "pounds as 12500 or 12,500.50"),
    (values.Year, "a year as 2026 or 2026-27"),
    (values.Url, "a web address"),
    (values.Email, "an e-mail address"),
    (values.Telephone, "a telephone number"),
    (values.FileName, "the name of a file beside the record"),
    (values.Colour, "a colour as #1d4d4f"),
)
"""The kinds of value that are not references, in the words of the reference."""
CALLED = {"member": "the id of a member", "action": "the ref of an action",
          "decision": "the ref of a decision", "objective": "the ref of an objective"}  # fmt: skip
"""References to parts whose home is not council.yml."""
UNSAID = {"id": "What other records call it.", "title": "What it is called."}
"""Fields so plain that the model says nothing of them."""

KINDS: tuple[type[Record], ...] = (*RECORD_TYPES, Council)


def reference() -> str:
    """Every kind of record with its fields and parts, then the parts that several kinds share."""
    shared = [part for part in _parts_in_order() if len(_kinds_with(part)) > 1]
    lines = ["## The kinds", ""]
    lines += [f"- [{_name(kind)}](#{_anchor(_name(kind))}): {_about(kind)}" for kind in KINDS]
    for kind in KINDS:
        lines += ["", *_kind(kind)]
        for part in _parts_of(kind):
            if part not in shared:
                lines += ["", *_part(part)]
    lines += ["", "## Parts that several kinds share"]
    for part in shared:
        lines += ["", *_part(part)]
    lines += ["", "## What is checked between records", "",
              "Besides the form of each record, `register check` looks for:", ""]  # fmt: skip
    lines += [f"- {_first_sentence(check.__doc__)}" for check in CHECKS]
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
        example = fixture.read_text(encoding="utf-8").rstrip()
        yield from ("", "The least that it may hold:", "", "```yaml", example, "```")
    full = _full_example(kind)
    if full:
        yield from ("", f"A full one: [{full}](../{full}).")
    yield ""
    yield from _fields(kind)


def _part(part: type[BaseModel]) -> Iterator[str]:
    yield f"### {_name(part)}"
    yield ""
    yield _about(part)
    yield ""
    yield from _fields(part)


def _fields(model: type[BaseModel]) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    yield "| Field | Needed | What to write | Meaning |"
    yield "|---|---|---|---|"
    for name, info in model.model_fields.items():
        if issubclass(model, Record) and name in Record.FROM_PLACE:
            continue
        needed = "yes" if info.is_required() else "no"
        what = _plain(hints[name]) + _default(info)
        meaning = info.description or UNSAID[name]
        cells = (f"`{name}`", needed, what, " ".join(meaning.split()))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(annotation: Any) -> str:
    """A type as an officer would say it. Raises LookupError for one that nobody has named."""
    for known, words in PLAIN:
        if annotation == known:
            return words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return next(_plain(a) for a in arguments if a is not type(None))
    if origin is tuple:
        return f"a list, each entry {_plain(arguments[0])}"
    if origin is Literal:
        return f"one of: {', '.join(f'`{word}`' for word in arguments)}"
    if origin is Annotated:
        reference = next((a for a in arguments if isinstance(a, RefTo)), None)
        return _reference(reference) if reference else _plain(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Part):
        short = f" (or its `{annotation.shorthand}` alone)" if annotation.shorthand else ""
        return f"{_a(_name(annotation).lower())}{short}".replace(
            _name(annotation).lower(),
            f"[{_name(annotation).lower()}](#{_anchor(_name(annotation))})",
        )
    raise LookupError(f"tests/records_page.py has no plain words for {annotation}")


def _reference(reference: RefTo) -> str:
    records = {kind.kind for kind in RECORD_TYPES}
    said = []
    for kind in reference.kinds:
        if kind in records:
            said.append(f"the id of {_a(kind)}")
        else:
            said.append(CALLED.get(kind, f"the id of {_a(kind)} in council.yml"))
    return " or ".join(said)


def _default(info: FieldInfo) -> str:
    """What holds where an optional field is left out, where that is more than nothing."""
    given = info.default
    if info.is_required() or given is None or given == () or isinstance(given, BaseModel):
        return ""
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if isinstance(given, tuple):
        given = ", ".join(str(getattr(entry, "title", entry)) for entry in given)
    return f"; where left out: {given}"


def _places(kind: type[Record]) -> list[str]:
    if kind is Council:
        return ["partnerships/_council/council.yml"]
    if not kind.folder:
        return [f"partnerships/<id>/{kind.name_pattern}.yml"]
    name = f"{kind.folder}/{kind.name_example}.yml"
    found = [f"partnerships/<partnership>/{name}"] if kind.in_partnership else []
    return found + ([f"partnerships/_council/{name}"] if kind.in_council else [])


def _full_example(kind: type[Record]) -> str:
    """The longest record of a kind in the demo council, as a path from the top of the project."""
    pattern = f"*/{kind.folder}/*.yml" if kind.folder else f"*/{kind.name_pattern}.yml"
    files = (PROJECT / "partnerships").glob(pattern)
    longest = max(files, key=lambda file: (file.stat().st_size, file.as_posix()), default=None)
    return longest.relative_to(PROJECT).as_posix() if longest else ""


def _parts_in_order() -> list[type[BaseModel]]:
    return list(dict.fromkeys(part for kind in KINDS for part in _parts_of(kind)))


def _parts_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Every part that may stand in a record, in the order of the fields, each once."""
    found: dict[type[BaseModel], None] = {}
    for info in model.model_fields.values():
        for part in _classes(info.annotation):
            found |= dict.fromkeys((part, *_parts_of(part)))
    return list(found)


def _classes(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for argument in get_args(annotation) for part in _classes(argument)]


def _kinds_with(part: type[BaseModel]) -> list[type[Record]]:
    return [kind for kind in KINDS if part in _parts_of(kind)]


def _name(model: type[BaseModel]) -> str:
    """The name of a class in words: `AgendaItem` is Agenda item."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__)
    return words[:1] + words[1:].lower()


def _about(model: type[BaseModel]) -> str:
    return _first_sentence(model.__doc__)


def _first_sentence(text: str | None) -> str:
    return " ".join((text or "").strip().split("\n\n")[0].split())


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
