"""The text of a cell, cut into lines: breaks of every kind, typed bullets, levels."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from partnership_register.importers.paper import Line, Place
from partnership_register.importers.refusal import ImportRefused
from partnership_register.records.letters import UNSEEN

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FIRST = "\u2022\u00b7\u25cf\u25aa\u25a0\u25fe\u2023\u25ba\u27a2\u2756\uf0b7\uf0a7\uf0d8*-\u2013"
_SECOND = "\u25cb\u25e6\u25ab\u25a1"
_BULLET = re.compile(f"([{re.escape(_FIRST + _SECOND)}])[ \t\xa0]+(?=\\S)|(o)\t[ \t\xa0]*(?=\\S)")
_ALLOWED = "\t\n\r\v\f\x85"
_PRIVATE_MARKS = {"\uf0b7": "\u2022", "\uf0a7": "\u25aa", "\uf0d8": "\u27a2", "o": "\u25cb"}


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line before its bullets are understood; `level` is known only for the lists of Word."""

    text: str
    level: int = 0
    mark: str = ""


def lines_of(text: str, place: Place) -> tuple[Line, ...]:
    """Cut plain text into lines; raise ImportRefused for a character that cannot be printed."""
    return understood([RawLine(piece) for piece in _BREAK.split(text)], place)


def understood(raw: Iterable[RawLine], place: Place) -> tuple[Line, ...]:
    """Find the typed bullets among the lines of one cell, join wrapped ones, settle the levels.

    What nobody can see, and no record may have in it, is left out; Word and web pages leave it
    behind where a line may be broken.
    """
    lines: list[Line] = []
    first_indent: int | None = None
    for piece in raw:
        _refuse_unprintable(piece.text, place)
        text, unseen = UNSEEN.subn("", piece.text)
        body = text.strip()
        if not body:
            continue
        typed = None if piece.level else _BULLET.match(text.lstrip())
        indent = len(text) - len(text.lstrip())
        if typed:
            mark = typed.group(1) or typed.group(2)
            if first_indent is None:
                first_indent = indent
            deeper = mark in _SECOND + "o" or indent > first_indent
            rest = text.lstrip()[typed.end() :]
            seen_as = _PRIVATE_MARKS.get(mark, mark)
            lines.append(Line(_spaced(rest), 2 if deeper else 1, seen_as, unseen))
        elif indent > 1 and lines and lines[-1].level and not piece.level:
            last = lines[-1]
            whole = f"{last.text} {_spaced(body)}"
            lines[-1] = Line(whole, last.level, last.mark, last.unseen + unseen)
        else:
            lines.append(Line(_spaced(body), piece.level, piece.mark, unseen))
    return _levelled(lines)


def _spaced(text: str) -> str:
    return text.strip().replace("\t", "  ")


def _levelled(lines: list[Line]) -> tuple[Line, ...]:
    """Let the levels of a list begin at 1 and never leap."""
    settled: list[Line] = []
    seen: list[int] = []
    for line in lines:
        if not line.level:
            seen = []
        else:
            while seen and seen[-1] >= line.level:
                seen.pop()
            seen.append(line.level)
        settled.append(replace(line, level=len(seen)))
    return tuple(settled)


def _refuse_unprintable(text: str, place: Place) -> None:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _ALLOWED:
            code = f"U+{ord(character):04X}"
            raise ImportRefused(
                f"there is a character here that cannot be printed ({code}). It is often what is "
                "left of a quotation mark or dash; type it again and save.",
                str(place),
            )
