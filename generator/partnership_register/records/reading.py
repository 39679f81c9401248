"""From the bytes of a file to plain mappings, lists and strings, with the position of each.

YAML is read as a data form and nothing more: every scalar is a string, and tags, anchors,
aliases, merge keys and equal keys are refused, since each of them can make a file mean
something else than an officer who reads it would think.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import yaml
from yaml.cyaml import CBaseLoader

from partnership_register.problems import Loc, Problem

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 32
_COULD_BE_A_SHORTCUT = re.compile(r"[&*!](?<![^\s\[{,:-].)(?=\S)")
"""Where an anchor, alias or tag could stand; it begins with the rare letters to be quick."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: `data` of mappings, lists and strings, or None where it is broken."""

    data: Any
    problems: tuple[Problem, ...]


class _Mark(Protocol):
    """A place in the text; lines and columns count from 0, as libyaml counts them."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class _Here(NamedTuple):
    line: int
    column: int


_START = _Here(0, 0)


@dataclass(slots=True)
class _Reading:
    path: str
    problems: list[Problem] = field(default_factory=list)

    def says(self, mark: _Mark, message: str, hint: str = "", loc: Loc = ()) -> None:
        self.problems.append(Problem(self.path, message, hint, loc, mark.line + 1, mark.column + 1))


class _Nodes(CBaseLoader):
    """libyaml's tree with PyYAML's nodes, every scalar a string unless it carries a tag."""

    def resolve(self, kind: type[yaml.Node], *_: object) -> str:
        """The tag of a node, without the search through patterns that types would need."""
        return _TAGS[kind]

    def descend_resolver(self, *_: object) -> None:
        """There are no rules by path."""

    def ascend_resolver(self) -> None:
        """There are no rules by path."""


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def read(content: bytes, path: str) -> Source:
    """The data of a record file, or the problems that keep it from being read.

    `path` is only said in problems. Windows line ends and a byte order mark are simply read.
    """
    reading = _Reading(path)
    text = _text(content, reading)
    if text is None:
        return Source(None, tuple(reading.problems))
    node = _tree(text, reading)
    if node is None:
        return Source(None, tuple(reading.problems))
    data = _plain(node, reading, (), 0)
    if not reading.problems and not isinstance(data, dict):
        reading.says(
            node.start_mark,
            f"{_named(node)} where keys and values belong",
            "begin with a key, a colon and a space, for example title: Safer Thornmere",
        )
    return Source(None if reading.problems else data, tuple(reading.problems))


def position(content: bytes, loc: Loc, *, about_key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of the value at `loc`, or of its key.

    Where the way ends early (a key that is missing, a value written in short) the position is
    that of the innermost thing that is there.
    """
    try:
        node = _Nodes(content.decode("utf-8-sig")).get_single_node()
    except (yaml.YAMLError, UnicodeDecodeError):
        return 1, 1
    if node is None:
        return 1, 1
    mark = node.start_mark
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        found = _step(node, step)
        if found is None:
            break
        key, node = found
        mark = key.start_mark if last and about_key and key else node.start_mark
    return mark.line + 1, mark.column + 1


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return (None, node.value[step]) if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    return None


def _text(content: bytes, reading: _Reading) -> str | None:
    if len(content) > MAXIMUM_BYTES:
        reading.says(
            _START,
            f"the file has {len(content):,} bytes; a record may have {MAXIMUM_BYTES:,}",
            "put long papers in a document's file and cut the record in two",
        )
        return None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        reading.says(_START, "the file is saved as UTF-16", "save it again with the encoding UTF-8")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1)
        guess = content[error.start : error.start + 1].decode("cp1252", "replace")
        reading.says(
            _Here(line, column),
            f'a letter (perhaps "{guess}") is not saved as UTF-8',
            "save the file again with the encoding UTF-8, not Windows or Latin-1",
        )
        return None
    return None if _marks_that_never_belong(text, reading) else text


_NEVER = (
    (
        re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE),
        "a mark that git left where two people changed the same lines",
        "choose which lines to keep and delete the lines that begin with <<<<<<<, ======= "
        "and >>>>>>>",
    ),
    (
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]"),
        "a character that cannot be seen and has no place in text",
        "delete the characters round here and type them again",
    ),
)


def _marks_that_never_belong(text: str, reading: _Reading) -> bool:
    for pattern, message, hint in _NEVER:
        for match in list(pattern.finditer(text))[:3]:
            reading.says(_here(text, match.start()), message, hint)
    return bool(reading.problems)


def _here(text: str, index: int) -> _Here:
    return _Here(text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1))


def _tree(text: str, reading: _Reading) -> yaml.Node | None:
    try:
        if _needs_care(text) and not _is_harmless(text, reading):
            return None
        node = _Nodes(text).get_single_node()
    except yaml.YAMLError as error:
        _explain(error, text, reading)
        return None
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        reading.says(
            _START,
            "the file is empty",
            "write the record, or delete the file",
        )
        return None
    return node


def _needs_care(text: str) -> bool:
    """Whether to go through the events one by one before the tree is built.

    That costs time which files without shortcuts or deep brackets need not spend.
    """
    brackets = text.count("[") + text.count("{")
    return brackets > MAXIMUM_DEPTH or _COULD_BE_A_SHORTCUT.search(text) is not None


def _is_harmless(text: str, reading: _Reading) -> bool:
    """Go through the events for what a record may not have; they are read without recursion."""
    depth = 0
    parser = _Nodes(text)
    while parser.check_event() and (event := parser.get_event()) is not None:
        anchor = getattr(event, "anchor", None)
        mark = event.start_mark or _START
        if isinstance(event, yaml.AliasEvent) or anchor:
            reading.says(
                mark,
                f'"{anchor}" with & or * before it makes a shortcut, which records do not have',
                "write the text out again, or put quotes round text that begins with & or *",
            )
        elif getattr(event, "tag", None):
            reading.says(
                mark,
                "a word with ! before it would make a tag, which records do not have",
                "put quotes round text that begins with !",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAXIMUM_DEPTH:
                _too_deep(mark, reading)
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return not reading.problems


def _too_deep(mark: _Mark, reading: _Reading) -> None:
    reading.says(
        mark,
        f"lists and keys lie more than {MAXIMUM_DEPTH} deep",
        "look at the indentation from here on",
    )


def _plain(node: yaml.Node, reading: _Reading, loc: Loc, depth: int) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if depth >= MAXIMUM_DEPTH:
        _too_deep(node.start_mark, reading)
        return None
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(entry, reading, (*loc, number), depth + 1)
            for number, entry in enumerate(node.value)
        ]
    assert isinstance(node, yaml.MappingNode)  # YAML has no fourth kind of node
    return _mapping(node, reading, loc, depth)


def _mapping(node: yaml.MappingNode, reading: _Reading, loc: Loc, depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            reading.says(
                key_node.start_mark,
                "a list or a group of keys stands where one key belongs",
                "begin the line with a single word and a colon",
                loc,
            )
            continue
        key = key_node.value
        if key == "<<":
            reading.says(
                key_node.start_mark,
                "<< would merge keys, which records do not do",
                "write the keys out",
                loc,
            )
            continue
        if key in seen:
            reading.says(
                key_node.start_mark,
                f'"{key}" stands twice; it is already on line {seen[key]}',
                "keep one of the two",
                (*loc, key),
            )
            continue
        seen[key] = key_node.start_mark.line + 1
        if _is_left_empty(value_node):
            continue
        data[key] = _plain(value_node, reading, (*loc, key), depth + 1)
    return data


def _is_left_empty(node: yaml.Node) -> bool:
    """A key with nothing behind it counts as not written, so that forms may be left unfilled."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _named(node: yaml.Node) -> str:
    return "there is a list" if isinstance(node, yaml.SequenceNode) else "there is only text"


_EXPLAINED = (
    (
        "found character '\\t'",
        "a tab stands where spaces belong",
        "delete it and indent with two spaces for each level",
    ),
    (
        "mapping values are not allowed",
        "a colon and a space stand inside text that has no quotes, or the line is indented wrongly",
        'put quotes round the text, for example title: "Safer streets: a plan"',
    ),
    (
        "block sequence entries are not allowed",
        "a list begins in the middle of a line",
        "begin the list on the next line, indented, with a hyphen and a space",
    ),
    (
        "did not find expected '-' indicator",
        "a line of a list does not begin with a hyphen, or is indented wrongly",
        "line it up with the entries above",
    ),
    (
        "could not find expected ':'",
        "a line has no colon after its key",
        "write a key, a colon, a space and the value, for example status: held",
    ),
    (
        "did not find expected key",
        "the line is not indented like its neighbours, or quotes close too early",
        'line it up with the keys above; inside "..." write quotes as \\"',
    ),
    (
        "did not find expected ',' or",
        "a list or group in brackets is not closed",
        "close it with the same kind of bracket, or write one entry a line with hyphens",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark that opens here is not closed",
        "add the closing quotation mark",
    ),
    (
        "found unknown escape character",
        "a backslash stands inside double quotes",
        "use single quotes, or write the backslash twice",
    ),
    (
        "found character that cannot start any token",
        "text begins with a character that needs quotes (@, ` or %)",
        'put quotes round the text, for example contact: "@thornmere"',
    ),
    (
        "expected a single document",
        "a line of three hyphens begins a second record",
        "keep one record in each file",
    ),
    (
        "found incorrect indentation",
        "the line is not indented like its neighbours",
        "line it up with the lines above",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "text begins with & or *",
        "put quotes round the text",
    ),
    (
        "while scanning an anchor",
        "text begins with &",
        "put quotes round the text",
    ),
)


_WHERE_IT_BEGAN = ("could not find expected ':'", "found unexpected end of stream")
"""Mistakes that libyaml notices only further down; the line where they began is the one to mend."""


def _explain(error: yaml.YAMLError, text: str, reading: _Reading) -> None:
    """Say what libyaml found in the words of somebody who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None) or _START
    if _explain_line(text, mark, reading):
        return
    said = " ".join(filter(None, (getattr(error, "context", ""), getattr(error, "problem", ""))))
    for start, message, hint in _EXPLAINED:
        if start in said:
            began = getattr(error, "context_mark", None) if start in _WHERE_IT_BEGAN else None
            reading.says(began or mark, message, hint)
            return
    reading.says(
        mark,
        "the file cannot be read from here on",
        "look at the indentation, colons and quotation marks of this line and the one above",
    )


_LINES = (
    (
        re.compile(r"^ *(?:- +)*(\t)"),
        "a tab stands where spaces belong",
        "delete it and indent with two spaces for each level",
    ),
    (
        re.compile(r"^[ \t]*([\u00a0\u2000-\u200b\u3000\ufeff])"),
        "the line begins with a space of a special kind, as Word makes them",
        "delete it and type ordinary spaces",
    ),
    (
        re.compile("^ *(?:- +)*([\u2018\u2019\u201c\u201d\u00ab\u00bb])"),
        "Word's curly quotation marks stand where straight ones belong",
        'type straight ones, "like this", or leave them out',
    ),
    (
        re.compile(r"^ *([\u2013\u2014\u2022\u00b7] )"),
        "a dash or bullet as Word makes them stands where a hyphen belongs",
        "begin entries of a list with a plain hyphen and a space",
    ),
)


def _explain_line(text: str, mark: _Mark, reading: _Reading) -> bool:
    """Look at the lines round the error for what word processors are known to leave behind."""
    lines = text.split("\n")
    for number in range(max(0, mark.line - 1), min(len(lines), mark.line + 1)):
        for pattern, message, hint in _LINES:
            match = pattern.match(lines[number])
            if match:
                reading.says(_Here(number, match.start(1)), message, hint)
                return True
    return False


__all__ = ["MAXIMUM_BYTES", "MAXIMUM_DEPTH", "Source", "position", "read"]
