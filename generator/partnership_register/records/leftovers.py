"""What Word, git and copying leave behind in a line."""

from __future__ import annotations

import re

from partnership_register.records.lines import Here, Lines, Mistake

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


def left_behind(lines: Lines, here: Here, start: Here) -> Mistake | None:
    """What Word and git leave behind, in the line of the error or above, where it began."""
    for number in (here.line, start.line) if here.line == start.line + 1 else (here.line,):
        for pattern, message, hint in _LEFT_BEHIND:
            if match := pattern.match(lines[number]):
                return Mistake(Here(number, match.start(1)), message, hint)
    return None
