"""The language in which PDF describes pages, cut into operators with their operands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Operand = float | str | bytes | list["Operand"]
"""A number, a name with its slash, a string of text, or a list of these."""

_TOKEN = re.compile(
    rb"""(?:[\0\t\n\f\r\x20]++|%[^\r\n]*+)*+(?:
      (?P<number>[+-]?(?:\d++\.?\d*+|\.\d++))(?=[\0\t\n\f\r\x20()<>\[\]{}/%A-Za-z'"]|\Z)
    | /(?P<name>[^\0\t\n\f\r\x20()<>\[\]{}/%]*+)
    | \((?P<string>(?:[^()\\]++|\\.)*+)\)
    | (?P<nested>\()
    | (?P<mark><<|>>|[\[\]{}])
    | <(?P<hex>[0-9A-Fa-f\0\t\n\f\r\x20]*+)>
    | (?P<operator>[^\0\t\n\f\r\x20()<>\[\]{}/%]++)
    | (?P<stray>[<>)])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
            b"\n": b"", b"\r": b""}  # fmt: skip
_NAME_ESCAPE = re.compile(r"#([0-9A-Fa-f]{2})")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_END_OF_IMAGE = re.compile(rb"[\0\t\n\f\r\x20]EI(?=[\0\t\n\f\r\x20/]|\Z)")
_MOST_OPERANDS = 50_000
_WORDS = ("true", "false", "null")


class Step(NamedTuple):
    """An operator with what stands before it."""

    operator: str
    operands: list[Operand]


def steps(content: bytes) -> Iterator[Step]:
    """The operators of a content stream in order. A picture within it is one step, `BI`.

    Raises ValueError where no operator comes for so long that none was meant to come.
    """
    operands: list[Operand] = []
    lists: list[list[Operand]] = []
    at = 0
    while match := _TOKEN.match(content, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "operator":
            operator = match["operator"].decode("latin-1")
            if operator in _WORDS:
                (lists[-1] if lists else operands).append(operator)
                continue
            if operator == "ID":
                found = _END_OF_IMAGE.search(content, at)
                at = found.end() if found else len(content)
                operator = "BI"
            elif operator == "BI":
                operands, lists = [], []
                continue
            yield Step(operator, operands)
            operands, lists = [], []
        elif kind == "mark":
            _mark(match["mark"], operands, lists)
        else:
            if kind == "number":
                value: Operand = float(match["number"])
            else:
                value, at = _value(content, match, kind or "", at)
            into = lists[-1] if lists else operands
            if len(into) >= _MOST_OPERANDS:
                raise ValueError
            into.append(value)


def _mark(mark: bytes, operands: list[Operand], lists: list[list[Operand]]) -> None:
    if mark in (b"[", b"<<"):
        lists.append([])
    elif mark in (b"]", b">>") and lists:
        done = lists.pop()
        (lists[-1] if lists else operands).append(done)


def _value(content: bytes, match: re.Match[bytes], kind: str, at: int) -> tuple[Operand, int]:
    if kind == "name":
        name = match["name"].decode("latin-1")
        return "/" + _NAME_ESCAPE.sub(lambda code: chr(int(code[1], 16)), name), at
    if kind == "string":
        return _unescaped(match["string"]), at
    if kind == "hex":
        digits = b"".join(match["hex"].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), at
    if kind == "nested":
        end = _closing(content, at)
        return _unescaped(content[at:end]), end + 1
    return "", at


def _closing(content: bytes, at: int) -> int:
    """Where a string ends that has parentheses in it."""
    depth = 1
    for found in _PARENTHESIS.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return len(content)


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 255])
    letter: bytes = escape[2] or b""
    known: Mapping[bytes, bytes] = _ESCAPED
    return known.get(letter, letter)
