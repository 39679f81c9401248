"""New records to fill in: every field of a kind, said in words, with what must be there first."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import Record
from partnership_register.model.meanings import meaning_of
from partnership_register.model.meant import record_name
from partnership_register.problems import Problem
from partnership_register.records import COUNCIL_FOLDER
from partnership_register.records.placing import OWNER
from partnership_register.records.placing import place_of as place_in_register

KINDS = {kind.kind: kind for kind in RECORD_TYPES}


class ScaffoldRefused(Exception):
    """A record cannot be begun there; the message says why and what to type instead."""


def place_of(kind: type[Record], id: str, partnership: str) -> str:
    """The path of a new record below the records' folder.

    Raises ScaffoldRefused where the id cannot be one, or where a partnership has to be named.
    """
    if kind.kind == "partnership":
        if not re.fullmatch(OWNER, id):
            instead = record_name(id, OWNER) or "small letters, figures and hyphens"
            raise ScaffoldRefused(f'"{id}" cannot be an id; write {instead}')
        path = f"{id}/partnership.yml"
        _refuse_what_check_refuses(path)
        return path
    called = f"{'an' if kind.kind[0] in 'aeiou' else 'a'} {kind.kind}"
    if not re.fullmatch(kind.name_pattern, id, re.ASCII):
        instead = record_name(id, kind.name_pattern) or f"for example {kind.name_example}"
        raise ScaffoldRefused(f'{called} cannot be called "{id}"; write {instead}')
    if kind.in_partnership and not kind.in_council and not partnership:
        raise ScaffoldRefused(f"{called} belongs to a partnership; add --partnership ID")
    if partnership and not kind.in_partnership:
        raise ScaffoldRefused(f"{called} belongs to the council; leave --partnership out")
    owner = partnership if kind.in_partnership and partnership else COUNCIL_FOLDER
    path = f"{owner}/{kind.folder}/{id}.yml"
    _refuse_what_check_refuses(path)
    return path


def _refuse_what_check_refuses(path: str) -> None:
    """Whatever else is wrong with a name, as of a meeting on a day that does not exist."""
    place = place_in_register(path)
    if isinstance(place, Problem):
        raise ScaffoldRefused(place.sentence)


def create(records_dir: Path, kind: type[Record], id: str, partnership: str = "") -> Path:
    """Write a new record to fill in and return where it lies.

    Raises ScaffoldRefused where it cannot be begun, and leaves any file that is there alone.
    """
    path = records_dir / place_of(kind, id, partnership)
    if partnership and not (records_dir / partnership / "partnership.yml").is_file():
        raise ScaffoldRefused(f'there is no partnership "{partnership}"')
    if path.exists():
        raise ScaffoldRefused(f"{path} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(kind), encoding="utf-8", newline="\n")
    return path


def scaffold(kind: type[Record]) -> str:
    """The text of a new record: required fields to fill in, all others as remarks."""
    required: list[tuple[str, FieldInfo]] = []
    optional: list[tuple[str, FieldInfo]] = []
    for name, info in kind.model_fields.items():
        if name in Record.FROM_PLACE:
            continue
        (required if info.is_required() else optional).append((name, info))
    lines = [f"# {line}" for line in textwrap.wrap((kind.__doc__ or "").strip(), 96)]
    lines.append("# Fill in what stands first; take the # away from whatever else you need.")
    for name, info in required:
        lines += ["", *_said(kind, name), f"{name}:{_example(name, info)}"]
    for name, info in optional:
        lines += ["", *_said(kind, name), *_commented(name, info)]
    return "\n".join(lines) + "\n"


def _said(kind: type[Record], name: str) -> Iterator[str]:
    text = meaning_of(kind, name)
    words = _words(kind.model_fields[name].annotation)
    if words:
        text = f"{text} One of: {', '.join(words)}."
    for line in textwrap.wrap(text, 96):
        yield f"# {line}"


def _words(annotation: Any) -> tuple[str, ...]:
    """The vocabulary of a field, where it has one."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((words for a in get_args(annotation) if (words := _words(a))), ())


def _example(name: str, info: FieldInfo) -> str:
    words = _words(info.annotation)
    if words:
        return f" {words[0]}"
    part = _part(info.annotation)
    if part is None:
        return f" {name.replace('_', ' ')} to fill in" if info.annotation is str else ""
    return "\n" + "\n".join(_part_lines(part, many=_is_list(info.annotation)))


def _commented(name: str, info: FieldInfo) -> list[str]:
    part = _part(info.annotation)
    if part:
        return [
            f"# {name}:",
            *(f"# {line}" for line in _part_lines(part, many=_is_list(info.annotation))),
        ]
    if _is_list(info.annotation):
        return [f"# {name}:", "#   - "]
    return [f"# {name}:"]


def _part_lines(part: type[BaseModel], *, many: bool) -> list[str]:
    names = list(part.model_fields)
    required = [name for name in names if part.model_fields[name].is_required()] or names[:2]
    first = "  - " if many else "  "
    return [
        f"{first if place == 0 else '    ' if many else '  '}{name}:"
        for place, name in enumerate(required)
    ]


def _part(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for a in get_args(annotation) if (part := _part(a))), None)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(a) for a in get_args(annotation))
