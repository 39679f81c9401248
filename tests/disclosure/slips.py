"""Every slip of one character in the lines that withhold something."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml
from pydantic import BaseModel

from disclosure.strewing import (
    Data,
    embargo,
    kind_of_field,
    place,
    sayers,
    states_of,
    strewn,
)
from partnership_register.model import Council
from places import NOW

CHARACTERS = "# -:\"'\n\r\ta\u00a00Z9,{}[]|>&*!%@`\\"
MARK = "the-mark-of-the-place"
STYLES = ("word", "block", "flow", "quoted")
PLACES = ("first", "middle", "last", "after a remark", "after a text")


@dataclass(frozen=True, slots=True)
class Case:
    """A record in whose text, from `start` to `end`, stands what withholds a part or all of it.

    `start` is the line break before, which a slip may take away as well.
    """

    path: str
    what: str
    text: str
    start: int
    end: int


def case_of(path: str, text: str, key: str) -> Case:
    """The lines of a key at the beginning of a line, up to the next such key."""
    start = f"\n{text}".index(f"\n{key}:") - 1
    after = re.search(r"\n(?=[a-z]|\Z)", text[start + 1 :])
    assert after
    return Case(path, key, text, max(0, start), start + 1 + after.end())


def slips(case: Case) -> Iterator[str]:
    """The text of the record with each slip of one character, and with each line twice."""
    text = case.text
    for at in range(case.start, case.end):
        before, here, after = text[:at], text[at], text[at + 1 :]
        yield before + after
        yield before + here.swapcase() + after
        for character in CHARACTERS:
            yield before + character + after
            if at > case.start:
                yield before + character + here + after
    for line in text[case.start : case.end].strip("\n").split("\n"):
        yield text.replace(line, f"{line}\n{line}", 1)


def cases() -> Iterator[Case]:
    """Every kind of record and part, in every state, in turn in each style and place."""
    turn = 0
    for path, data, loc, model in _holders():
        for state in states_of(model):
            if state == "public":
                continue
            style = STYLES[turn % len(STYLES)]
            where = PLACES[turn // len(STYLES) % len(PLACES)]
            turn += 1
            said = embargo(NOW.replace(tzinfo=None, year=2027)) if state == "embargoed" else (
                {"state": state, "on": "2026-05-01", "reason": "Old"} if state == "withdrawn"
                else {"state": state, "paragraph": "3", "public_summary": "Agreed"}
                if state == "exempt" else {"state": state}
            )  # fmt: skip
            yield _case(path, data, loc, model, "visibility", said, style, where)


def private_cases() -> Iterator[Case]:
    """A private contact, in every style and place."""
    for path, data, loc, model in _holders():
        if "private" in model.model_fields:
            said = {"email": "canary@home.example", "note": "canary"}
            for style in STYLES[1:]:
                for where in PLACES:
                    yield _case(path, data, loc, model, "private", said, style, where)


def _holders() -> Iterator[tuple[str, Data, tuple[str | int, ...], type[BaseModel]]]:
    """One mapping of each model that may say something of visibility."""
    seen = set()
    for seed in range(16):
        made = strewn(seed, ("alpha", "zeta"), often=0)
        for path, data in made.records.items():
            if place(path).type is Council:
                continue
            for holder, model in list(sayers(data, place(path).type)):
                holder.pop("private", None)
                if (place(path).type, model) not in seen:
                    seen.add((place(path).type, model))
                    yield path, data, _way_to(data, holder), model


def _way_to(data: object, wanted: Data) -> tuple[str | int, ...]:
    entries: Iterable[tuple[str | int, object]]
    if data is wanted:
        return ()
    entries = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in entries:
        if value is wanted:
            return (key,)
        way = _way_to(value, wanted)
        if way:
            return (key, *way)
    return ()


def _case(
    path: str,
    data: Data,
    loc: tuple[str | int, ...],
    model: type[BaseModel],
    key: str,
    said: Data,
    style: str,
    where: str,
) -> Case:
    whole = copy.deepcopy(data)
    holder = whole
    for step in loc:
        holder = holder[step]  # type: ignore[index]
    entries = [(k, v) for k, v in holder.items() if k not in ("visibility", key)]
    texts = [k for k, v in entries if isinstance(v, str) and kind_of_field(model, k)[0] == "words"]
    at = {"first": 0, "last": len(entries)}.get(where, len(entries) // 2)
    if where == "after a text" and texts:
        at = [k for k, _ in entries].index(texts[-1]) + 1
    entries.insert(at, (key, MARK))
    holder.clear()
    holder.update(entries)
    text = yaml.dump(whole, Dumper=yaml.SafeDumper, sort_keys=False, width=10_000)
    line = next(line for line in text.split("\n") if MARK in line)
    begins = line.index(key)
    indent = line[:begins]
    block = _block(key, said, " " * begins, style)
    start = text.index(line)
    if where == "after a remark" and not indent.strip():
        text = f"{text[:start]}{' ' * begins}# a remark\n{text[start:]}"
        start = text.index(line)
    if where == "after a text" and at and texts:
        before = text[:start].rstrip("\n")
        head, colon, _ = before.rpartition(f"{texts[-1]}: ")
        before = f"{head}{texts[-1]}: |\n{' ' * (begins + 2)}words\n" if colon else f"{before}\n"
        after = text[start + len(line) + 1 :]
        text = before + f"{line}\n" + after
        start = len(before)
    made = text[:start] + indent + block[begins:] + text[start + len(line) + 1 :]
    end = start + len(indent) + len(block) - begins
    what = f"{model.__name__} {said.get('state', key)} {style} {where}"
    return Case(path, what, made, max(0, start - 1), end)


def _block(key: str, said: Data, indent: str, style: str) -> str:
    if style == "word" and list(said) == ["state"]:
        return f"{indent}{key}: {said['state']}\n"
    if style == "quoted":
        inner = ", ".join(f'"{k}": "{v}"' for k, v in said.items())
        return f'{indent}"{key}": {{{inner}}}\n'
    if style == "flow":
        inner = ", ".join(f"{k}: '{v}'" for k, v in said.items())
        return f"{indent}{key}: {{{inner}}}\n"
    lines = "".join(f"{indent}  {k}: {yaml_value(v)}\n" for k, v in said.items())
    return f"{indent}{key}:\n{lines}"


def yaml_value(value: str) -> str:
    """A value as an officer would write it."""
    return f'"{value}"' if value.isdigit() else value
