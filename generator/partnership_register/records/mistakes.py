"""What libyaml has against a text, for somebody who knows Word and has never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import yaml
from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.walk import markdown_fields, part_fields
from partnership_register.problems import is_shown_whole, plain, shown


class Here(NamedTuple):
    """A place in a text; lines and columns count from 0, as libyaml counts them."""

    line: int
    column: int


class Mistake(NamedTuple):
    """What is wrong, where, and what to write instead."""

    here: Here
    message: str
    hint: str


START = Here(0, 0)


def place_in(text: str, index: int) -> Here:
    """The line and column of the character at `index`."""
    return Here(text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1))


def quoted(text: str) -> str:
    """Text between quotes as YAML wants them; a pair of Word's own round the whole is replaced.

    Of long text it is only said where the quotes belong: whoever copied a piece lost the rest.

    >>> from partnership_register.problems import plain
    >>> print(plain(quoted("Mayor's Parlour")), plain(quoted('the "Quay"')))
    "Mayor's Parlour" 'the "Quay"'
    """
    pair = _PAIR_OF_WORD.fullmatch(text.strip())
    whole = pair[1] or pair[2] if pair else text.strip()
    words = shown(whole)
    if not is_shown_whole(whole):
        has_quotes = '"' in whole or "\\" in whole
        below = "| and the text on the lines below, indented"
        return below if has_quotes else '" before and " after the whole text'
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'{}'".format(words.replace("'", "''"))


_PAIR_OF_WORD = re.compile(
    "[\u201c\u201d]([^\u201c\u201d]+)[\u201c\u201d]"
    "|[\u2018\u2019]((?:[^\u2018\u2019]|(?<=\\w)\u2019(?=\\w))+)[\u2018\u2019]"
)


def mistake(error: yaml.YAMLError, text: str) -> Mistake:
    """The mistake behind an error of libyaml in `text`, which has plain line ends."""
    lines = [*text.split("\n"), ""]
    mark = getattr(error, "problem_mark", None) or START
    began = getattr(error, "context_mark", None) or mark
    here, start = Here(mark.line, mark.column), Here(began.line, began.column)
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    explain = next((explain for pattern, explain in _EXPLAINED if pattern.search(said)), _unknown)
    found = _left_behind(lines, here, start) or explain(lines, here, start)
    found = _left_behind(lines, found.here, found.here) or found
    return found._replace(here=_inside(lines, found.here))


def _inside(lines: list[str], here: Here) -> Here:
    """The place itself, or the end of the text where libyaml points behind it."""
    last = max((number for number, line in enumerate(lines) if line.strip(" ")), default=0)
    return here if here.line <= last else Here(last, len(lines[last]))


_LEFT_BEHIND = (
    (
        re.compile(r"[ -]*(\t)"),
        "a tab stands where spaces belong",
        "delete it and indent with two spaces for each level",
    ),
    (
        re.compile(r"(?:[ \t]*|[^\"']*?[:-])([\u00a0\u2000-\u200f\u3000\ufeff])"),
        "there is a space of a special kind here, as Word makes them",
        "delete it and type an ordinary space",
    ),
    (
        re.compile("[ ]*(?:-[ ]+)*([\u2018\u2019\u201c\u201d\u00ab\u00bb])"),
        "Word's curly quotation marks stand where straight ones belong",
        'type straight ones, "like this", or leave them out',
    ),
    (
        re.compile(r"(={7})$"),
        "a mark that git left where two people changed the same lines",
        "delete the line",
    ),
    (
        re.compile(r" *(`{3,}[a-z]*)$"),
        "signs that stand round what was copied are no part of a record",
        "delete this line",
    ),
    (
        re.compile(r" *([\u2013\u2014\u2022\u00b7])"),
        "a dash or bullet as Word makes them stands where a hyphen belongs",
        "begin entries of a list with a plain hyphen and a space",
    ),
)


def _left_behind(lines: list[str], here: Here, start: Here) -> Mistake | None:
    """What Word and git leave behind, in the line of the error or above, where it began."""
    for number in (here.line, start.line) if here.line == start.line + 1 else (here.line,):
        for pattern, message, hint in _LEFT_BEHIND:
            if match := pattern.match(lines[number]):
                return Mistake(Here(number, match.start(1)), message, hint)
    return None


class _Line(NamedTuple):
    """A line with a key: how far in the key begins, the key, how far in the value begins, it."""

    column: int
    key: str
    start: int
    value: str


_KEYED = re.compile(r"([ ]*(?:-[ ]+)*)([^\s:#'\"\[{][^:#]*):(?:[ ]+(.*))?$")


def _keyed(line: str) -> _Line | None:
    match = _KEYED.match(line.rstrip())
    if not match:
        return None
    key, value = match[2].rstrip(), match[3] or ""
    told = key if key in known_keys() else shown(key)
    return _Line(len(match[1]), told, match.end() - len(value), value)


Lines = list[str]
Explain = Callable[[Lines, Here, Here], Mistake]


def _says(message: str, hint: str, *, began: bool = False) -> Explain:
    """An explanation that is always the same, where the mistake was found or where it `began`."""

    def explain(_: Lines, here: Here, start: Here) -> Mistake:
        return Mistake(start if began else here, message, hint)

    return explain


def _needs_quotes(lines: Lines, here: Here, start: Here) -> Mistake:
    """Text begins with a sign that means something to YAML."""
    at = min(here, start)
    line = lines[at.line]
    if starred := re.fullmatch(r" *(\* +(.*\S)) *", line):
        entry = starred[2]
        hint = f"write - {shown(entry)}" if is_shown_whole(entry) else "type a hyphen there"
        return Mistake(
            Here(at.line, starred.start(1)), "a star stands where a hyphen belongs", hint
        )
    keyed = _keyed(line)
    if keyed and keyed.value and keyed.value[0] not in "[{" and at.column >= keyed.start:
        return _quote(at.line, keyed.start, keyed.key, keyed.value)
    value = line[at.column :]
    if re.search(r"[\[{]", line[: at.column]):  # text between brackets ends with its entry
        value = re.split("[],}]", value)[0] or value
    return _quote(at.line, at.column, "", value)


def _quote(line: int, column: int, key: str, value: str) -> Mistake:
    return Mistake(
        Here(line, column),
        f"text that begins with {_sign(value)} needs quotes",
        f"write {key}: {quoted(value)}" if key else f"write {quoted(value)}",
    )


def _sign(value: str) -> str:
    """The first letter of a text; a sign of YAML's tells nothing of it."""
    return value[:1] if value[:1] in "[]{}&*!|>%@`,?" else shown(value[:1])


def begins_with_a_sign(text: str, line: int, column: int) -> Mistake:
    """What is said of an anchor, an alias or a tag, which records do not have."""
    here = Here(line, column)
    found = _needs_quotes(text.split("\n"), here, here)
    return found._replace(hint=f"{found.hint}; records have no anchors, aliases or tags")


def no_keys(text: str, line: int, *, is_list: bool) -> Mistake:
    """What is said of a file that is a list or plain text as a whole."""
    lines = text.split("\n")
    here = Here(line, len(lines[line]) - len(lines[line].lstrip(" ")))
    if not is_list and re.match(r"[\w-]+:(?! |$)", lines[line]):
        return _left_behind(lines, here, here) or _no_colon(lines, here, here)
    return Mistake(
        here,
        f"there is {'a list' if is_list else 'only text'} where keys and values belong",
        "begin with a key, a colon and a space, for example title: Safer Thornmere",
    )


def _colon(lines: Lines, here: Here, start: Here) -> Mistake:
    """A second colon in a line is text without quotes; a single one is a line too far in."""
    keyed = _keyed(lines[here.line])
    if not keyed or here.column < keyed.start:
        if holder := _whose_text(lines, here.line):
            return Mistake(here, _BARE_COLON, _on_lines_below(holder.key))
        above = _above(lines, here.line)
        is_level = _text_column(lines[above]) == _text_column(lines[here.line])
        if is_level and not _keyed(lines[above]):
            return _no_colon(lines, here, Here(above, _text_column(lines[above])))
        return _indented(lines, here, start)
    if below := _keys_in_line(keyed):
        said = "keys stand on the line of another key"
        return Mistake(Here(here.line, keyed.start), said, below)
    return Mistake(
        Here(here.line, keyed.start),
        _BARE_COLON,
        _on_lines_below(keyed.key)
        if _goes_on(lines, here.line, keyed.column)
        else f"put quotes round the text: {keyed.key}: {quoted(keyed.value)}",
    )


def _goes_on(lines: Lines, number: int, column: int) -> bool:
    """Whether the text of a line goes on below, further in than the key at `column`."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    keyed = _keyed(below)
    return _text_column(below) > column and not (keyed and keyed.key in known_keys())


def _whose_text(lines: Lines, number: int) -> _Line | None:
    """The key above that has the text to which a line belongs; None where that is no text."""
    own = _keyed(lines[number])
    if own and own.key in known_keys():
        return None
    keys = ((above, _keyed(lines[above])) for above in _going_up(lines, number))
    holder = next((keyed for _, keyed in keys if keyed and keyed.key in known_keys()), None)
    is_text = holder and holder.value and holder.value[0] not in "'\"|>[{"
    return holder if holder and is_text and holder.column < _depth(lines[number]) else None


def _on_lines_below(key: str) -> str:
    """How to write text of several lines, where the key takes it."""
    if any(plain(key) in markdown_fields(model) for model in _models()):
        return f"write {key}: | and the text on the lines below, indented"
    return f"write {key}: and all of the text on the same line, between quotes"


def _keys_in_line(keyed: _Line) -> str:
    """What to do where what stands behind a key begins with one that belongs below it."""
    entries = _ENTRIES.split(keyed.value.removeprefix("- "))
    parts = _parts().get(plain(keyed.key), {})
    if entries[0].partition(":")[0] not in parts:
        return ""
    hyphen = "- " if parts[entries[0].partition(":")[0]] else ""
    first, *others = (shown(entry) for entry in entries)
    lines = ", then ".join([f"{hyphen}{first}", *others])
    return f'leave "{keyed.key}:" alone on its line, and write on those below, indented: {lines}'


_ENTRIES = re.compile(r",? (?=[a-z_]+: )")


@cache
def _parts() -> dict[str, dict[str, bool]]:
    """The keys below each key that takes any, and whether it takes a list of them."""
    found: dict[str, dict[str, bool]] = {}
    for model in _models():
        for name, is_many, part in part_fields(model):
            found.setdefault(name, {}).update(dict.fromkeys(part.model_fields, is_many))
    return found


@cache
def known_keys() -> frozenset[str]:
    """Every key that some kind of record has; they tell nothing of what stands in a file."""
    return frozenset(name for model in _models() for name in model.model_fields)


@cache
def _models() -> tuple[type[BaseModel], ...]:
    """Every kind of record, and every kind of part in them."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [*RECORD_TYPES, Council]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            waiting += [part for _, _, part in part_fields(model)]
    return tuple(found)


def _above(lines: Lines, line: int) -> int:
    """The nearest line above that is not blank."""
    return next((n for n in range(line - 1, max(-1, line - 200), -1) if lines[n].strip()), line)


def _text_column(line: str) -> int:
    """How far in the text of a line begins, behind its hyphens."""
    return len(line) - len(line.lstrip(" -"))


def _indented(lines: Lines, here: Here, _: Here) -> Mistake:
    """The line begins too far left or right; the hint says where its neighbours begin."""
    if found := _below_no_list(lines, here.line):
        return found
    above = _above(lines, here.line)
    if found := _began_above(lines, here, above):
        return found
    for number in (above, here.line):
        if glued := re.match(r" *(-[^\s-].*:.*)", lines[number]):
            return Mistake(Here(number, glued.start(1)), *no_space_after_hyphen(glued[1]))
    if began := _begins_text(lines, here.line):
        return Mistake(
            here,
            f"this line of the text after {began} begins further left than its first line",
            "begin each of its lines with two spaces more than the key has",
        )
    if here.column == 0 < _text_column(lines[above]) and not "".join(lines[:above]).strip():
        return Mistake(Here(above, 0), NOT_LEVEL, "delete the spaces before it")
    here = _stray(lines, above, here)
    line = lines[here.line]
    column = min(here.column, len(line) - len(line.lstrip(" ")))
    is_entry = line.lstrip().startswith("- ")
    hint = (
        "begin a list on the line below its key; for text with hyphens in it write | after the key"
        if is_entry
        else "line it up with the lines above"
    )
    for number in range(here.line - 1, max(-1, here.line - 200), -1):
        level = _level(lines[number], is_entry=is_entry)
        if level:
            spaces = {0: "no space", 1: "1 space"}.get(level[0], f"{level[0]} spaces")
            hint = (
                f"to stand level with {level[1]} on line {number + 1} it needs {spaces} before it"
            )
            break
    return Mistake(Here(here.line, column), NOT_LEVEL, hint)


def _below_no_list(lines: Lines, number: int) -> Mistake | None:
    """An entry that was added at the end of the file, below a key that takes no list."""
    entry = re.match(r"( *)- (?=[a-z_]+:(?: |$))", lines[number])
    if not entry:
        return None
    column = len(entry[1])
    level = max(column, 1)
    holder = next((n for n in _going_up(lines, number) if _depth(lines[n]) < level), -1)
    keyed = _keyed(lines[holder]) if holder >= 0 else None
    if not keyed or any(_parts().get(plain(keyed.key), {}).values()):
        return None
    keys = {lines[number][entry.end() :].partition(":")[0]}
    for line in lines[number + 1 :]:
        further = re.match(r"( *)([a-z_]+):(?: |$)", line)
        if not further or len(further[1]) != entry.end():
            break
        keys.add(further[2])
    there = [line.partition(":")[0] for line in lines if re.match(r"[a-z_]+:", line)]
    homes = [key for key in there if keys.issubset(_of_many(key))]
    if not homes:
        return None
    said = f"a list entry stands below {keyed.key}:, which is no list"
    return Mistake(Here(number, column), said, f"move it up to the others under {homes[0]}:")


def _going_up(lines: Lines, number: int) -> Iterator[int]:
    """The lines above that say something, nearest first."""
    for above in range(number - 1, max(-1, number - 200), -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            yield above


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _of_many(key: str) -> set[str]:
    """The keys of the entries of a list."""
    return {name for name, is_many in _parts().get(key, {}).items() if is_many}


def _began_above(lines: Lines, here: Here, above: int) -> Mistake | None:
    """What was wrong further up, although only this line shows it."""
    if lines[above].rstrip() == "...":
        return Mistake(Here(above, 0), ANOTHER_RECORD, _ONE_RECORD)
    if found := _ended_by_a_remark(lines, here.line, above):
        return found
    if odd := _ODD_INDENTATION.match(lines[above]):
        return _left_behind(lines, Here(above, odd.end()), here) or _unknown(lines, here, here)
    if dash := _DASH.match(lines[above]):
        return _left_behind(lines, Here(above, dash.end()), here)
    before = lines[here.line][: here.column].rstrip()
    if before.endswith(("'", '"')):
        opened = _left_open(lines, here, before[-1])
        if opened.here.line < here.line:
            return opened
    return _without_its_hyphen(lines, here.line)


def _ended_by_a_remark(lines: Lines, number: int, above: int) -> Mistake | None:
    """A # in a line of text that goes on below."""
    remark = re.search(r"(?<=\S) +(#.*)", lines[above])
    holder = _whose_text(lines, number) if remark else None
    if not remark or not holder:
        return None
    said = f'what stands behind # would be left out: "{shown(remark[1])}"'
    return Mistake(Here(above, remark.start(1)), said, _on_lines_below(holder.key))


def _without_its_hyphen(lines: Lines, number: int) -> Mistake | None:
    """The first entry of a list whose second has a hyphen."""
    entry = re.match(r"( *)- ", lines[number])
    if not entry:
        return None
    first = number
    while first and (above := _above(lines, first)) < first:
        far = len(lines[above]) - len(lines[above].lstrip(" "))
        if lines[above].startswith("- ", far):
            return None
        keyed = _keyed(lines[above])
        if far <= len(entry[1]) and keyed and not keyed.value:
            break
        if far < len(entry[1]):
            return None
        first = above
    if first in (number, 0):
        return None
    text = lines[first].lstrip(" ")
    here = Here(first, len(lines[first]) - len(text))
    return Mistake(here, NO_HYPHEN, f"write - {shown(text)}")


_DASH = re.compile(r" *(?=[\u2013\u2014\u2022\u00b7])")
_ODD_INDENTATION = re.compile("[ -]*[\t\u00a0\u2000-\u200f\u3000]")
_BLOCK_BEGINS = re.compile(r"( *)(?:- +)*(?:[^\s:#'\"\[{][^:#]*: +)?([|>])[-+0-9]*(?: +#.*)?$")


def _begins_text(lines: Lines, number: int) -> str:
    """The sign | or > above a line that lies further in than the key with the sign."""
    column = len(lines[number]) - len(lines[number].lstrip(" "))
    for line in reversed(lines[max(0, number - 200) : number]):
        begins = _BLOCK_BEGINS.match(line)
        if begins:
            return begins[2] if len(begins[1]) < column else ""
        if line.strip() and len(line) - len(line.lstrip(" ")) < column:
            return ""
    return ""


def _stray(lines: Lines, above: int, here: Here) -> Here:
    """The line itself, or that above it, where that alone does not stand level with the rest."""
    before = _above(lines, above)
    column, stray = _text_column(lines[here.line]), _text_column(lines[above])
    is_one = _keyed(lines[above]) and not lines[above].lstrip().startswith("-")
    if is_one and stray < column == _text_column(lines[before]) and before < above:
        return Here(above, stray)
    return here


def _level(line: str, *, is_entry: bool) -> tuple[int, str] | None:
    """How far in another key may begin beside that of a line, or another entry of its list."""
    if is_entry:
        hyphen = re.match(" *(?=- )", line)
        return (hyphen.end(), "the hyphen") if hyphen else None
    keyed = _keyed(line)
    if not keyed or not keyed.value or " " in keyed.key:
        return None
    return keyed.column, f'"{keyed.key}"'


def no_space_after_hyphen(text: str) -> tuple[str, str]:
    """The message and the hint for a line that begins with a hyphen and a letter."""
    entry = text[1:]
    hint = f"write - {shown(entry)}" if is_shown_whole(entry) else "type one there"
    return "there is no space after the hyphen", hint


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
    found = _keyed(lines[here.line]) or _entry(lines[here.line])
    if not found or not found.value or here.column <= found.start:
        return _indented(lines, here, start)
    if found.value[0] in "'\"":
        return _quotes_that_close(lines, here, found)
    if found.value[0] in "[{":
        return _quote(here.line, found.start, found.key, found.value)
    return _indented(lines, here, start)


def _entry(line: str) -> _Line | None:
    """An entry of a list that begins with a quotation mark or a bracket."""
    entry = re.match(r" *(?:- +)+(?=['\"\[{])", line)
    return _Line(_depth(line), "", entry.end(), line[entry.end() :].rstrip()) if entry else None


def _quotes_that_close(lines: Lines, here: Here, found: _Line) -> Mistake:
    """Text goes on behind quotes that were meant for a part of it, or for more."""
    mark, inner = found.value[0], found.value[1:]
    if inner.count(mark) == 1 and inner.endswith(mark):
        return _left_open(lines, here, mark)
    is_closed_early = re.match(rf"[^{mark}]*[^\s{mark}]{mark}(?!\w)(?!$)", inner)
    is_round_all = inner.endswith(mark) and not is_closed_early
    whole = quoted(inner[:-1] if is_round_all else found.value)
    hint = f"put other quotes round the whole: {f'{found.key}:' if found.key else '-'} {whole}"
    if _goes_on(lines, here.line, found.column):
        hint = _on_lines_below(found.key) if found.key else _ENTRY_BELOW
    message = "the quotation marks close before the text ends"
    return Mistake(Here(here.line, found.start), message, hint)


def _backslash(lines: Lines, here: Here, _: Here) -> Mistake:
    column = lines[here.line].rfind("\\", 0, here.column + 1)
    return Mistake(
        Here(here.line, max(0, column)),
        "a backslash stands inside double quotes",
        "use single quotes, or write the backslash twice",
    )


def _unknown(_: Lines, here: Here, __: Here) -> Mistake:
    return Mistake(
        here,
        "the file cannot be read from here on",
        "look at the indentation, colons and quotation marks of this line and the one above",
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


def _left_open(lines: Lines, here: Here, mark: str) -> Mistake:
    """Quotes are sound in the line of the error, so that those of a line above are not."""
    at = here
    for number in range(here.line - 1, max(-1, here.line - 200), -1):
        keyed = _keyed(lines[number])
        if keyed and keyed.value.startswith(mark) and keyed.value.count(mark) % 2:
            at = Here(number, keyed.start)
            break
    return Mistake(at, *_NOT_CLOSED)


_ENTRY_BELOW = "write - | and the text on the lines below, indented"
_BARE_COLON = "a colon and a space stand inside text that has no quotes"
NO_HYPHEN = "the first entry of this list has no hyphen"
NO_SPACE = "there is no space after the colon"
NOT_LEVEL = "the line is not indented like its neighbours"
ANOTHER_RECORD = "a line of three hyphens or dots begins a second record"
_ONE_RECORD = "delete the line, and keep one record in each file"
_NOT_CLOSED = ("a quotation mark that opens here is not closed", "add the closing quotation mark")

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
    (re.compile("expected <document start>|incorrect indentation"), _indented),
    (re.compile("while parsing a flow"), _bracket),
    (
        re.compile("found unexpected end of stream"),
        _says(*_NOT_CLOSED, began=True),
    ),
    (
        re.compile("unknown escape character|escape code|hexdecimal number"),
        _backslash,
    ),
    (
        re.compile("expected a single document|document indicator"),
        _says(
            ANOTHER_RECORD,
            _ONE_RECORD,
        ),
    ),
    (
        re.compile(
            "cannot start any token|scanning an? (?:alias|anchor|tag)|parsing a tag|a block scalar"
            "|mapping keys are not allowed|undefined tag|undefined alias|expected node content"
        ),
        _needs_quotes,
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
