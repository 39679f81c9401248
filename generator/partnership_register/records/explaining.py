"""What the model has against a record, in council English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnership_register.model.base import Record
from partnership_register.model.walk import part_at
from partnership_register.problems import Loc, Problem, did_you_mean, listed

_CURLY = re.compile("[\u2018\u2019\u201c\u201d\u00ab\u00bb]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200b\u3000\ufeff]")


def explained(error: ValidationError, model: type[BaseModel], path: str) -> Iterator[Problem]:
    """Each complaint of pydantic as a Problem, its position still open."""
    for detail in error.errors(include_url=False):
        yield _problem(detail, model, path)


def _problem(detail: ErrorDetails, model: type[BaseModel], path: str) -> Problem:
    loc: Loc = detail["loc"]
    given = detail["input"]
    match detail["type"]:
        case "missing":
            return Problem(path, f'"{loc[-1]}" is missing', _example(loc, model), loc)
        case "extra_forbidden":
            return _unknown_key(loc, model, path)
        case "literal_error":
            return _wrong_word(detail, loc, path)
        case "string_too_short":
            return Problem(
                path,
                "there is nothing between the quotes",
                "write the text, or delete the key",
                loc,
            )
        case "string_type":
            return Problem(path, f"{_shape(given)} where text belongs", _hint_text(given), loc)
        case "tuple_type":
            return Problem(
                path,
                f"{_shape(given)} where a list belongs",
                "write each entry on a line of its own that begins with a hyphen and a space",
                loc,
            )
        case "model_type":
            return Problem(
                path, f"{_shape(given)} where keys and values belong", _keys_hint(loc, model), loc
            )
    said, _, hint = detail["msg"].partition("; ")
    return Problem(path, said, hint, loc)


def _unknown_key(loc: Loc, model: type[BaseModel], path: str) -> Problem:
    key = str(loc[-1])
    holder = part_at(model, loc[:-1])
    known = _keys(holder) if holder else ()
    plain = _CURLY.sub("", key)
    if plain != key:
        return Problem(
            path,
            f"Word's curly quotation marks stand round the key {plain}",
            f"write {plain}: without them",
            loc,
            about_key=True,
        )
    if _ODD_SPACE.search(key):
        return Problem(
            path,
            "spaces of a special kind, as Word makes them, stand before or in a key",
            "delete them and type ordinary spaces",
            loc,
            about_key=True,
        )
    hint = did_you_mean(key, known) or f"the keys here are {listed(known, most=60)}".replace(
        '"', ""
    )
    return Problem(path, f'"{key}" is not a key that is known here', hint, loc, about_key=True)


def _wrong_word(detail: ErrorDetails, loc: Loc, path: str) -> Problem:
    given = detail["input"]
    allowed = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    choice = f"write {listed(allowed, most=20)}".replace('"', "")
    if not isinstance(given, str):
        return Problem(path, f"{_shape(given)} where one word belongs", choice, loc)
    near = did_you_mean(given, allowed)
    said = f'"{given}" is not one of the words that this field takes'
    return Problem(path, said, f"{choice}; {near}" if near else choice, loc)


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "there is a list"
    if isinstance(value, dict):
        return "there are keys and values"
    return f'there is only "{value}"'


def _hint_text(value: Any) -> str:
    if isinstance(value, dict) and len(value) == 1:
        key, text = next(iter(value.items()))
        if isinstance(text, str):
            return f'text with a colon in it needs quotes: "{key}: {text}"'
    return "write the text on one line, or after | on the lines below"


def _keys(model: type[BaseModel]) -> list[str]:
    from_place = model.FROM_PLACE if issubclass(model, Record) else ()
    return [name for name in model.model_fields if name not in from_place]


def _keys_hint(loc: Loc, model: type[BaseModel]) -> str:
    holder = part_at(model, loc)
    if holder is None:
        return "write a key, a colon and a value"
    required = [name for name, info in holder.model_fields.items() if info.is_required()]
    first = (required or _keys(holder))[0]
    return f"write for example {first}: ... (the keys are {', '.join(_keys(holder))})"


def _example(loc: Loc, model: type[BaseModel]) -> str:
    """What to write for a missing field: its own words of documentation."""
    holder = part_at(model, loc[:-1])
    info = holder.model_fields.get(str(loc[-1])) if holder else None
    about = f" ({info.description.rstrip('.')})" if info and info.description else ""
    return f"write {loc[-1]}: ...{about}"
