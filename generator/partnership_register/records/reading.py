"""From the bytes of a file to plain mappings, lists and strings, with the position of each.

YAML is read as a data form and nothing more: every scalar is a string, and tags, anchors,
aliases, merge keys and equal keys are refused, since each of them can make a file mean
something else than an officer who reads it would think.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol

import yaml
from yaml.cyaml import CBaseLoader

from partnership_register.problems import Loc, Problem, shown
from partnership_register.records.indents import (
    ANOTHER_RECORD,
    NO_HYPHEN,
    NOT_LEVEL,
    no_space_after_hyphen,
)
from partnership_register.records.inside import KeyInside, keys_inside
from partnership_register.records.letters import (
    MOST_SAID,
    UNSEEN,
    bulleted_in,
    decoded,
    garbled_in,
)
from partnership_register.records.lines import START, depth_of, place_in
from partnership_register.records.mistakes import NO_SPACE, mistake, no_keys
from partnership_register.records.ordinary import (
    COULD_RUN_TOGETHER,
    DEEPEST_QUOTE,
    LONGEST_TEXT,
    has_many_quotes,
    read_ordinary,
)
from partnership_register.records.quotes import begins_with_a_sign, quoted
from partnership_register.records.salvaging import without

MAXIMUM_DEPTH = 32
MAXIMUM_PIECES = 100_000
"""Keys, values, beginnings and ends of lists in one file."""
MOST_SALVAGED = 20
"""Mistakes after which reading goes on."""
LETTERS_SALVAGED = 500_000
"""Characters that are read again for that, all in all."""
_DEEP_QUOTE = re.compile(
    rf"^(?:(?>(?:[ \t*+-]|[0-9]{{1,9}}[.)])*)>){{{DEEPEST_QUOTE + 1}}}", re.MULTILINE
)
_COULD_BE_A_SHORTCUT = re.compile(r"[&*!](?<![^\s\[{,:?-].)(?=\S)")
"""Where an anchor, alias or tag could stand; it begins with the rare letters to be quick."""
_COULD_BE_DEEP = re.compile(rf"^[ \t?:-]{{{MAXIMUM_DEPTH // 2 + 1}}}", re.MULTILINE)
"""A line that could begin more than so many levels, two of which may share a column."""
_COULD_BE_LEFT_OUT = re.compile(r"#(?<=[ \t\"'|>+0-9-]#)")
_LEFT_OUT = re.compile(r"(?:[ \t]+(?=#[^\s#])|(?=#))(#[^\n]*)")
"""What YAML takes for a remark behind a text, although no space follows the #."""
_SET_OFF = re.compile(r"[ \t](#[ \t]+([^\n]*))")
"""What may be a remark, or be text such as "Room # 1"; who means a remark writes two spaces."""
_IS_TEXT = re.compile(r"[^a-z0-9_:./-]")
"""What no word of a vocabulary has, no id, no day and no time."""
_ON_THE_NEXT_LINE = re.compile(r"[ \t]*\n( *)(#[^\s#][^\n]*)")
_BEHIND_THE_SIGN = re.compile(r"[|>][-+0-9]*(?:[ \t]+(?=#[^\s#])|(?=#))(#[^\n]*)")
_IN_BLOCKS = ("|", ">")
_GLUED = re.compile(r"([a-z_]+):(\S.*)")
"""What stands between braces where the space after the colon is missing."""
_RUN_IN = re.compile(r"^ *(-)[ \w]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds, as far as it can be read.

    `data` is made of mappings, lists and strings; it is None where nothing can be made of the
    file, and there may be problems besides data.
    """

    data: dict[str, Any] | None
    problems: tuple[Problem, ...]
    left_empty: tuple[Loc, ...] = ()
    """Keys with nothing behind them; they are not in the data."""
    inside: tuple[KeyInside, ...] = ()
    """Lines inside its texts that look like keys."""
    rest: Rest | None = None
    """Where there are no data: what can be read besides the lines that cannot."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What stands in a file besides what cannot be read. It is good for finding mistakes alone."""

    data: dict[str, Any]
    left_empty: tuple[Loc, ...]
    doubtful: frozenset[Loc]
    """What stands on lines that could not be read as they are."""


class _Mark(Protocol):
    """A place in the text; lines and columns count from 0, as libyaml counts them."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(slots=True)
class _Reading:
    path: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    left_empty: list[Loc] = field(default_factory=list)
    inside: list[KeyInside] = field(default_factory=list)
    careful: bool = False
    """Whether each scalar has to be looked at, since the text has a # or a backslash."""
    quotes: bool = False
    """Whether the text has so many marks > that they could be too deep in one line."""
    broken: list[int] = field(default_factory=list)
    """The lines, from 0, that keep the text from being read."""
    node: yaml.Node | None = None
    """The tree of the text, where it was salvaged."""

    def says(self, mark: _Mark, message: str, hint: str = "", loc: Loc = ()) -> None:
        here = (mark.line + 1, mark.column + 1)
        if len(self.problems) < MOST_SAID:
            self.problems.append(Problem(self.path, message, hint, loc, *here))
        elif len(self.problems) == MOST_SAID:
            self.problems.append(and_more(Problem(self.path, message, hint, loc, *here)))


class Nodes(CBaseLoader):
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


def and_more(problem: Problem) -> Problem:
    """What is said in place of the first problem of a file that is one too many."""
    return Problem(
        problem.path,
        "there are more problems in this file from here on",
        "put right what is said of it before, then check again",
        problem.loc,
        problem.line,
        problem.column,
    )


def read(content: bytes, path: str) -> Source:
    """The data of a record file, and the problems that keep it from being read rightly.

    `path` is only said in problems. Windows line ends and a byte order mark are simply read.
    """
    text, problems = decoded(content, path)
    if problems:
        return Source(None, problems)
    garbled = (*garbled_in(text, path), *bulleted_in(text, path))
    ordinary = read_ordinary(text)
    if ordinary:
        return Source(ordinary[0], garbled, ordinary[1])
    source = read_by_libyaml(text, path)
    return replace(source, problems=(*garbled, *source.problems)) if garbled else source


def read_by_libyaml(text: str, path: str) -> Source:
    """The data of any text with plain line ends, and what is wrong with it."""
    reading = _Reading(path, text)
    node = _tree(reading)
    if node is None:
        return _salvaged(reading)
    data = _data(node, reading)
    return Source(data, tuple(reading.problems), tuple(reading.left_empty), tuple(reading.inside))


def _data(node: yaml.Node, reading: _Reading) -> dict[str, Any] | None:
    reading.careful = "\\" in reading.text or bool(_COULD_BE_LEFT_OUT.search(reading.text))
    reading.quotes = has_many_quotes(reading.text)
    data = _plain(node, reading, (), 0)
    if not isinstance(data, dict):
        is_list = isinstance(data, list)
        reading.says(*no_keys(reading.text, node.start_mark.line, is_list=is_list))
        return None
    return data


def _salvaged(reading: _Reading) -> Source:
    """All problems of a text that cannot be read, those behind the first included."""
    salvage = _Salvage(reading)
    node, last, rest = salvage.tree(), salvage.last, None
    if node is not None and salvage.is_whole:
        data = _data(node, last)
        reading.problems += (p for p in last.problems if p.line - 1 not in salvage.broken)
        doubtful = frozenset(loc for loc, line in _places(node, ()) if line in salvage.broken)
        rest = Rest(data, tuple(last.left_empty), doubtful) if data else None
    return Source(None, tuple(reading.problems), rest=rest)


def tree_of(text: str) -> tuple[yaml.Node | None, str]:
    """The tree of a text, or of its rest, and what was read: lines as many and as far in."""
    reading = _Reading("", text)
    node = _tree(reading)
    if node is not None:
        return node, text
    salvage = _Salvage(reading)
    return salvage.tree(), salvage.last.text


class _Salvage:
    """Reads on where a text cannot be read, and notes what is wrong behind the first place."""

    def __init__(self, reading: _Reading) -> None:
        self.reading = reading
        self.last = reading
        self.broken = set(reading.broken)
        self.is_whole = True
        """Whether nothing had to be taken out, so that what is left stands where it was meant."""

    def tree(self) -> yaml.Node | None:
        """What is left without the lines that cannot be read; None where that is nothing."""
        for _ in range(min(MOST_SALVAGED, LETTERS_SALVAGED // (len(self.reading.text) + 1))):
            tried = self._next() if self.last.broken else None
            if tried is None:
                return None
            if tried.node is not None:
                return tried.node
        return None

    def _next(self) -> _Reading | None:
        """The text without the lines that were broken last; None where that leads no further."""
        last = self.last
        is_out_of_line = last.problems[0].message == NOT_LEVEL
        for text, is_whole in without(last.text, last.broken, is_out_of_line=is_out_of_line):
            tried = _Reading(last.path, text)
            tried.node = _tree(tried)
            is_further = bool(tried.broken) and tried.broken[0] > last.broken[-1]
            if tried.node is not None or is_further:
                self.is_whole &= is_whole
                self._take(tried)
                return tried
        return None

    def _take(self, tried: _Reading) -> None:
        """What follows from a mistake before is not said: a pasted table, a list too far in."""
        if tried.node is None:
            new, known = tried.problems[0], self.reading.problems
            is_next = tried.broken[0] == self.last.broken[-1] + 1
            last = self.last.problems[0]
            is_same = is_next and (
                new.sentence == last.sentence or new.message == last.message == NO_HYPHEN
            )
            if not is_same and not (
                new.message == NOT_LEVEL and any(p.message == NOT_LEVEL for p in known)
            ):
                known += tried.problems
        self.broken.update(tried.broken)
        self.last = tried


def _places(node: yaml.Node, loc: Loc) -> Iterator[tuple[Loc, int]]:
    """Every key, and every value that is a text, with its line."""
    if isinstance(node, yaml.ScalarNode):
        yield loc, node.start_mark.line
    elif isinstance(node, yaml.SequenceNode):
        for number, entry in enumerate(node.value):
            yield from _places(entry, (*loc, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield (*loc, key.value), key.start_mark.line
                yield from _places(value, (*loc, key.value))


def _tree(reading: _Reading) -> yaml.Node | None:
    text = reading.text
    try:
        if _needs_care(text) and not _is_harmless(reading):
            return None
        node = Nodes(text).get_single_node()
    except yaml.YAMLError as error:
        if not reading.problems:
            found = mistake(error, text)
            reading.says(*found)
            if found.message != ANOTHER_RECORD:
                reading.broken.append(found.here.line)
        return None
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        reading.says(START, "the file is empty", "write the record, or delete the file")
        return None
    return node


def _needs_care(text: str) -> bool:
    """Whether to go through the events one by one before the tree is built.

    That costs time which short files without shortcuts or many levels need not spend. The tree
    is built by recursion in C, which too many levels would end without a word.
    """
    brackets = text.count("[") + text.count("{")
    return (
        brackets > MAXIMUM_DEPTH
        or _COULD_BE_A_SHORTCUT.search(text) is not None
        or _COULD_BE_DEEP.search(text) is not None
        or len(text) > MAXIMUM_PIECES
    )


def _is_harmless(reading: _Reading) -> bool:
    """Go through the events for what a record may not have; they are read without recursion."""
    depth = pieces = 0
    parser = Nodes(reading.text)
    while parser.check_event() and (event := parser.get_event()) is not None:
        mark = event.start_mark or START
        pieces += 1
        if pieces > MAXIMUM_PIECES:
            reading.says(mark, f"there are more than {MAXIMUM_PIECES:,} keys and values before",
                         "cut the record in two")  # fmt: skip
            reading.broken.clear()
            return False
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            reading.says(*begins_with_a_sign(reading.text, mark.line, mark.column))
            reading.broken.append(mark.line)
            if len(reading.problems) > MOST_SAID:
                return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAXIMUM_DEPTH:
                _too_deep(mark, reading)
                reading.broken.clear()
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
        value = node.value
        if node.start_mark.line < node.end_mark.line or reading.careful:
            _say_what_is_hidden(node, reading, loc)
        if node.style == ">":
            _say_what_runs_together(node, reading, loc)
        if len(value) > LONGEST_TEXT or reading.quotes:
            _say_what_is_too_much(node, reading, loc)
        if node.style in _IN_BLOCKS and ":" in value and len(reading.inside) < MOST_SAID:
            start, end = node.start_mark.index, node.end_mark.index
            reading.inside += islice(keys_inside(reading.text, start, end, loc), MOST_SAID)
        return value
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


def _say_what_is_too_much(node: yaml.ScalarNode, reading: _Reading, loc: Loc) -> None:
    if len(node.value) > LONGEST_TEXT:
        reading.says(
            node.start_mark,
            f"the text has {len(node.value):,} characters; one text may have {LONGEST_TEXT:,}",
            "put it into a file of its own and name that in a document's record",
            loc,
        )
    elif reading.quotes and _DEEP_QUOTE.search(node.value):
        reading.says(
            node.start_mark,
            f"a line of the text begins with more than {DEEPEST_QUOTE} signs >",
            "delete all but a few; each makes the line a quotation inside a quotation",
            loc,
        )


def _say_what_runs_together(node: yaml.ScalarNode, reading: _Reading, loc: Loc) -> None:
    """Lines of a list or a table that the sign > would make one line of, with those above."""
    text, start, end = reading.text, node.start_mark.index, node.end_mark.index
    sign, *lines = text[start:end].split("\n")
    margin = min((depth_of(line) for line in lines if line.strip()), default=0)
    at = start + len(sign)
    above = ""
    for line in lines:
        entry = COULD_RUN_TOGETHER.match(f"\n{line}")
        if entry and above.strip() and margin == depth_of(line) == depth_of(above):
            reading.says(
                place_in(text, at + entry.start(1)),
                f'after the sign > this line runs into the one above, although "{entry[1]}" begins'
                " it",
                "write | instead of > after the key, so that each line stays one",
                loc,
            )
            return
        at += 1 + len(line)
        above = line


def _mapping(node: yaml.MappingNode, reading: _Reading, loc: Loc, depth: int) -> Any:
    """The keys and values; an empty list where hyphens show that a list was meant."""
    data: dict[str, Any] = {}
    seen: dict[str, int] = {}
    is_list = begins_again = False
    in_list = bool(loc) and isinstance(loc[-1], int)
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
        glued = _GLUED.fullmatch(key) if node.flow_style and not value_node.value else None
        if glued:
            hint = f"write {shown(glued[1])}: {shown(glued[2])}"
            reading.says(key_node.start_mark, NO_SPACE, hint, loc)
            data[glued[1]] = glued[2]
            continue
        if key.startswith("-") and not key_node.style:
            reading.says(key_node.start_mark, *no_space_after_hyphen(f"{key}: ..."), loc=loc)
            is_list = True
            continue
        if key == "<<":
            reading.says(key_node.start_mark, "<< would merge keys, which records do not do",
                         "write the keys out", loc)  # fmt: skip
            continue
        if key in seen:
            is_first = in_list and key == next(iter(seen))
            if is_first or not begins_again:  # else it follows from that
                reading.says(
                    *_twice(key_node, value_node, seen[key], is_first=is_first), (*loc, key)
                )
            begins_again |= is_first
            continue
        seen[key] = key_node.start_mark.line + 1
        value = _plain(value_node, reading, (*loc, key), depth + 1)
        if value == "" and not value_node.style:
            # A key with nothing behind it is not written, so that forms may be left unfilled.
            reading.left_empty.append((*loc, key))
        else:
            data[key] = value
    return [] if is_list else data


def _twice(
    key: yaml.ScalarNode, value: yaml.Node, line: int, *, is_first: bool
) -> tuple[_Mark, str, str]:
    """What is said of a key that is on a `line` above as well; the first of an entry begins one."""
    hint = "keep one of the two"
    if is_first:
        given = shown(value.value) if isinstance(value, yaml.ScalarNode) else "..."
        hint += (
            f"; where a new entry begins, write a hyphen before it: - {shown(key.value)}: {given}"
        )
    said = f'"{shown(key.value)}" stands twice; it is already on line {line}'
    return key.start_mark or START, said, hint


def _say_what_is_hidden(node: yaml.ScalarNode, reading: _Reading, loc: Loc) -> None:
    """What YAML would do to a text without a word: hide a letter, drop an end, join lines."""
    if node.style == '"' and UNSEEN.search(node.value):
        reading.says(
            node.start_mark,
            "a backslash makes a character here that cannot be seen",
            "use single quotes, or write the backslash twice",
            loc,
        )
    text, start, end = reading.text, node.start_mark.index, node.end_mark.index
    left_out, hint = _left_out(node, text)
    if left_out:
        at = left_out.start() + left_out[0].index("#")
        said = f'what stands behind # would be left out: "{shown(text[at : left_out.end()])}"'
        reading.says(place_in(text, at), said, hint, loc)
    if node.style in _IN_BLOCKS:
        return
    is_entry = not node.style and not text.startswith("-", start)
    if is_entry and (run_in := _RUN_IN.search(text, start, end)):
        reading.says(
            place_in(text, run_in.start(1)),
            "this line runs into the text above, although it begins with a hyphen",
            "line the hyphen up with those of the list; for text with hyphens in it write |"
            " after the key",
            loc,
        )
    elif run_in := COULD_RUN_TOGETHER.search(text, start, end):
        reading.says(
            place_in(text, run_in.start(1)),
            f'this line runs into the text above, although "{run_in[1]}" begins it',
            "write | after the key, and all of the text on the lines below, indented"
            + (" and without the quotation marks round it" if node.style else ""),
            loc,
        )


def _left_out(node: yaml.ScalarNode, text: str) -> tuple[re.Match[str] | None, str]:
    """What YAML takes for a remark behind a text, most likely wrongly, and what to write."""
    end = node.end_mark.index
    if node.style in _IN_BLOCKS:
        found = _BEHIND_THE_SIGN.match(text, node.start_mark.index)
        return found, "write it on the lines below, with the rest of the text"
    found = _LEFT_OUT.match(text, end)
    remark = ""
    if not found and not node.style:
        found = _SET_OFF.match(text, end)
        if found and (_IS_TEXT.search(node.value) or found[2][:1].isdigit()):
            remark = "; if it is a remark, write two spaces before the #"
        else:
            found = _ON_THE_NEXT_LINE.match(text, end)
            if found and not _goes_on(node, text, len(found[1])):
                found = None
    whole = quoted(node.value + found[0]) if found else ""
    return found, f"put quotes round the whole text: {whole}{remark}"


def _goes_on(node: yaml.ScalarNode, text: str, column: int) -> bool:
    """Whether a line that begins at a column is far enough in to belong to the text above it."""
    start = node.start_mark.index
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip(" -"):
        return column > len(before) - len(before.lstrip(" -"))
    return column > before.find("-") if "-" in before else column >= len(before)
