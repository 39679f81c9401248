"""Text that needs quotation marks, or has too few or too many."""

from __future__ import annotations

import re

from partnership_register.problems import is_shown_whole, plain, shown
from partnership_register.records.keys import takes_lines
from partnership_register.records.lines import (
    Here,
    KeyedLine,
    Lines,
    Mistake,
    depth_of,
    goes_on,
    key_in,
)


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


def needs_quotes(lines: Lines, here: Here, start: Here) -> Mistake:
    """Text begins with a sign that means something to YAML."""
    at = min(here, start)
    line = lines[at.line]
    if starred := re.fullmatch(r" *(\* +(.*\S)) *", line):
        entry = starred[2]
        hint = f"write - {shown(entry)}" if is_shown_whole(entry) else "type a hyphen there"
        return Mistake(
            Here(at.line, starred.start(1)), "a star stands where a hyphen belongs", hint
        )
    keyed = key_in(line)
    if keyed and keyed.value and keyed.value[0] not in "[{" and at.column >= keyed.start:
        return with_quotes(at.line, keyed.start, keyed.key, keyed.value)
    value = line[at.column :]
    if re.search(r"[\[{]", line[: at.column]):  # text between brackets ends with its entry
        value = re.split("[],}]", value)[0] or value
    return with_quotes(at.line, at.column, "", value)


def with_quotes(line: int, column: int, key: str, value: str) -> Mistake:
    """Say that the text of a key, or of an entry where `key` is empty, needs quotes."""
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
    found = needs_quotes(text.split("\n"), here, here)
    return found._replace(hint=f"{found.hint}; records have no anchors, aliases or tags")


def quoted_entry(line: str) -> KeyedLine | None:
    """An entry of a list that begins with a quotation mark or a bracket."""
    entry = re.match(r" *(?:- +)+(?=['\"\[{])", line)
    if not entry:
        return None
    return KeyedLine(depth_of(line), "", entry.end(), line[entry.end() :].rstrip())


def quotes_that_close(lines: Lines, here: Here, found: KeyedLine) -> Mistake:
    """Text goes on behind quotes that were meant for a part of it, or for more."""
    mark, inner = found.value[0], found.value[1:]
    if inner.count(mark) == 1 and inner.endswith(mark):
        return left_open(lines, here, mark)
    is_closed_early = re.match(rf"[^{mark}]*[^\s{mark}]{mark}(?!\w)(?!$)", inner)
    is_round_all = inner.endswith(mark) and not is_closed_early
    whole = quoted(inner[:-1] if is_round_all else found.value)
    hint = f"put other quotes round the whole: {f'{found.key}:' if found.key else '-'} {whole}"
    if goes_on(lines, here.line, found.column):
        hint = on_lines_below(found.key) if found.key else _ENTRY_BELOW
    message = "the quotation marks close before the text ends"
    return Mistake(Here(here.line, found.start), message, hint)


def left_open(lines: Lines, here: Here, mark: str) -> Mistake:
    """Quotes are sound in the line of the error, so that those of a line above are not."""
    at = here
    for number in range(here.line - 1, max(-1, here.line - 200), -1):
        keyed = key_in(lines[number])
        if keyed and keyed.value.startswith(mark) and keyed.value.count(mark) % 2:
            at = Here(number, keyed.start)
            break
    return Mistake(at, *NOT_CLOSED)


def on_lines_below(key: str) -> str:
    """How to write text of several lines, where the key takes it."""
    if takes_lines(plain(key)):
        return f"write {key}: | and the text on the lines below, indented"
    return f"write {key}: and all of the text on the same line, between quotes"


_ENTRY_BELOW = "write - | and the text on the lines below, indented"
NOT_CLOSED = ("a quotation mark that opens here is not closed", "add the closing quotation mark")
