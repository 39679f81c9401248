"""What libyaml has against a text, for somebody who knows Word and has never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from partnership_register.problems import is_shown_whole, plain, shown
from partnership_register.records.indents import (
    ANOTHER_RECORD,
    ONE_RECORD,
    indented,
    no_space_after_hyphen,
)
from partnership_register.records.keys import known_keys, parts_below
from partnership_register.records.leftovers import left_behind
from partnership_register.records.lines import (
    START,
    Here,
    KeyedLine,
    Lines,
    Mistake,
    depth_of,
    goes_on,
    key_in,
    line_above,
    text_column,
    unreadable,
    whose_text,
)
from partnership_register.records.quotes import (
    NOT_CLOSED,
    needs_quotes,
    on_lines_below,
    quoted,
    quoted_entry,
    quotes_that_close,
    with_quotes,
)


def mistake(error: yaml.YAMLError, text: str) -> Mistake:
    """The mistake behind an error of libyaml in `text`, which has plain line ends."""
    lines = [*text.split("\n"), ""]
    mark = getattr(error, "problem_mark", None) or START
    began = getattr(error, "context_mark", None) or mark
    here, start = Here(mark.line, mark.column), Here(began.line, began.column)
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    explain = next((explain for pattern, explain in _EXPLAINED if pattern.search(said)), unreadable)
    found = left_behind(lines, here, start) or explain(lines, here, start)
    found = left_behind(lines, found.here, found.here) or found
    return found._replace(here=_inside(lines, found.here))


def _inside(lines: Lines, here: Here) -> Here:
    """The place itself, or the end of the text where libyaml points behind it."""
    last = max((number for number, line in enumerate(lines) if line.strip(" ")), default=0)
    return here if here.line <= last else Here(last, len(lines[last]))


Explain = Callable[[Lines, Here, Here], Mistake]


def _says(message: str, hint: str, *, began: bool = False) -> Explain:
    """An explanation that is always the same, where the mistake was found or where it `began`."""

    def explain(_: Lines, here: Here, start: Here) -> Mistake:
        return Mistake(start if began else here, message, hint)

    return explain


def no_keys(text: str, line: int, *, is_list: bool) -> Mistake:
    """What is said of a file that is a list or plain text as a whole."""
    lines = text.split("\n")
    here = Here(line, depth_of(lines[line]))
    if not is_list and re.match(r"[\w-]+:(?! |$)", lines[line]):
        return left_behind(lines, here, here) or _no_colon(lines, here, here)
    return Mistake(
        here,
        f"there is {'a list' if is_list else 'only text'} where keys and values belong",
        "begin with a key, a colon and a space, for example title: Safer Thornmere",
    )


def _colon(lines: Lines, here: Here, start: Here) -> Mistake:
    """A second colon in a line is text without quotes; a single one is a line too far in."""
    keyed = key_in(lines[here.line])
    if not keyed or here.column < keyed.start:
        if holder := whose_text(lines, here.line):
            return Mistake(here, _BARE_COLON, on_lines_below(holder.key))
        above = line_above(lines, here.line)
        is_level = text_column(lines[above]) == text_column(lines[here.line])
        if is_level and not key_in(lines[above]):
            return _no_colon(lines, here, Here(above, text_column(lines[above])))
        return indented(lines, here, start)
    if below := _keys_in_line(keyed):
        said = "keys stand on the line of another key"
        return Mistake(Here(here.line, keyed.start), said, below)
    return Mistake(
        Here(here.line, keyed.start),
        _BARE_COLON,
        on_lines_below(keyed.key)
        if goes_on(lines, here.line, keyed.column)
        else f"put quotes round the text: {keyed.key}: {quoted(keyed.value)}",
    )


def _keys_in_line(keyed: KeyedLine) -> str:
    """What to do where what stands behind a key begins with one that belongs below it."""
    entries = _ENTRIES.split(keyed.value.removeprefix("- "))
    parts = parts_below().get(plain(keyed.key), {})
    if entries[0].partition(":")[0] not in parts:
        return ""
    hyphen = "- " if parts[entries[0].partition(":")[0]] else ""
    first, *others = (shown(entry) for entry in entries)
    lines = ", then ".join([f"{hyphen}{first}", *others])
    return f'leave "{keyed.key}:" alone on its line, and write on those below, indented: {lines}'


_ENTRIES = re.compile(r",? (?=[a-z_]+: )")


def _no_colon(lines: Lines, _: Here, start: Here) -> Mistake:
    line = lines[start.line]
    if other := _OTHER_COLON.fullmatch(line):
        hint = (
            f"write {other[2]}: {shown(other[4])}" if is_shown_whole(other[4]) else "write a colon"
        )
        where = Here(start.line, other.start(3))
        if other[2] in known_keys():
            return Mistake(where, f"the sign {other[3]} stands where a colon belongs", hint)
    above = next((text for text in reversed(lines[: start.line]) if text.strip()), "")
    glued = re.match(r" *(?:- +)*([\w-]+):(\S.*)", line)
    if re.search(r": +[|>][-+]?$", above):
        message, hint = (
            "the text after | or > is not indented",
            "begin each of its lines with two spaces more than the key has",
        )
    elif glued and not glued[1].startswith("-"):
        message, hint = (
            NO_SPACE,
            f"write {shown(glued[1])}: {shown(glued[2])}"
            if is_shown_whole(glued[2])
            else "type one there",
        )
    elif re.match(r" *-\w", line):
        message, hint = no_space_after_hyphen(line.strip())
    else:
        message, hint = (
            "a line has no colon after its key",
            "write a key, a colon, a space and the value, for example status: held; or, where"
            " it goes on from the line above, indent it further",
        )
    return Mistake(start, message, hint)


_OTHER_COLON = re.compile(r"( *(?:- +)*)([a-z_]+) ?([;=\uff1a\ufe55\ua789\u2236]) *(\S(?:.*\S)?) *")


def _broken_value(lines: Lines, here: Here, start: Here) -> Mistake:
    """Text goes on behind a closing quote or bracket, or the line stands in the wrong place."""
    found = key_in(lines[here.line]) or quoted_entry(lines[here.line])
    if not found or not found.value or here.column <= found.start:
        return indented(lines, here, start)
    if found.value[0] in "'\"":
        return quotes_that_close(lines, here, found)
    if found.value[0] in "[{":
        return with_quotes(here.line, found.start, found.key, found.value)
    return indented(lines, here, start)


def _backslash(lines: Lines, here: Here, _: Here) -> Mistake:
    column = lines[here.line].rfind("\\", 0, here.column + 1)
    return Mistake(
        Here(here.line, max(0, column)),
        "a backslash stands inside double quotes",
        "use single quotes, or write the backslash twice",
    )


def _bracket(lines: Lines, _: Here, start: Here) -> Mistake:
    """The bracket that opens; libyaml names it, or only what it misses further on."""
    at = start
    for number in range(start.line, max(-1, start.line - 200), -1):
        end = start.column + 1 if number == start.line else len(lines[number])
        column = max(lines[number].rfind("[", 0, end), lines[number].rfind("{", 0, end))
        if column >= 0:
            at = Here(number, column)
            break
    return Mistake(
        at,
        "a list or group in brackets is not closed, or has no comma between its entries",
        "close it with the same kind of bracket, or write one entry a line with hyphens",
    )


_BARE_COLON = "a colon and a space stand inside text that has no quotes"
NO_SPACE = "there is no space after the colon"
_EXPLAINED: tuple[tuple[re.Pattern[str], Explain], ...] = (
    (
        re.compile("found character '\\\\t'|found a tab character"),
        _says(
            "a tab stands where spaces belong",
            "delete it and indent with two spaces for each level",
        ),
    ),
    (re.compile("mapping values are not allowed"), _colon),
    (re.compile("could not find expected ':'"), _no_colon),
    (
        re.compile("block sequence entries are not allowed"),
        _says(
            "a list begins in the middle of a line",
            "begin the list on the next line, indented, with a hyphen and a space; or put"
            " quotes round text that begins with a hyphen",
        ),
    ),
    (re.compile("did not find expected (?:'-' indicator|key)"), _broken_value),
    (re.compile("expected <document start>|incorrect indentation"), indented),
    (re.compile("while parsing a flow"), _bracket),
    (
        re.compile("found unexpected end of stream"),
        _says(*NOT_CLOSED, began=True),
    ),
    (
        re.compile("unknown escape character|escape code|hexdecimal number"),
        _backslash,
    ),
    (
        re.compile("expected a single document|document indicator"),
        _says(
            ANOTHER_RECORD,
            ONE_RECORD,
        ),
    ),
    (
        re.compile(
            "cannot start any token|scanning an? (?:alias|anchor|tag)|parsing a tag|a block scalar"
            "|mapping keys are not allowed|undefined tag|undefined alias|expected node content"
        ),
        needs_quotes,
    ),
    (
        re.compile("directive|YAML document"),
        _says(
            "a line that begins with % is not text",
            "put quotes round text that begins with %, or delete the line",
            began=True,
        ),
    ),
)
