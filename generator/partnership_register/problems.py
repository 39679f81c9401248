"""What is wrong in a record, as a value that says where, what and what to write instead."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

Loc = tuple[str | int, ...]
"""The way to a value inside a file: keys and positions counted from 0, outermost first."""

_LONGEST_TO_COMPARE = 200
"""Characters; comparing takes the square of this, and no id or key is as long."""
_FROM, _TO = "\ufdd0", "\ufdd1"
"""What stands round words of a file in a message; Unicode gives these to no text at all."""
_QUOTED = re.compile(f"{_FROM}[^{_TO}]*{_TO}")
_MARKS = str.maketrans("", "", _FROM + _TO)
_HIDDEN = "\u2026"
_WHY_HIDDEN = "(what this file says is not shown here, since it may hold something withheld)"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person must put right before the site can be built.

    `path` is relative to the project, with forward slashes. `line` and `column` count from 1;
    0 means that they are not known yet (see `partnership_register.records.located`).
    `message` says what is wrong and what was expected; `hint` shows what to write. Both quote
    the file through `shown` alone, so that they can be said without what they quote.
    """

    path: str
    message: str
    hint: str = ""
    loc: Loc = ()
    line: int = 0
    column: int = 0
    about_key: bool = False
    """Whether the key at `loc` is meant, rather than the value beside it."""
    within: str = ""
    """The words inside the text at `loc` that are meant, where they are not the whole of it."""
    hidden: bool = False
    """Whether the file holds what the public may not see: then nothing of it is quoted, since
    anybody may read the log of a build."""
    is_warning: bool = False
    """Whether the site can be built all the same, but somebody should look."""

    @property
    def place(self) -> str:
        """The field in words, entries of lists counted from 1: `members 2, organisation`."""
        words: list[str] = []
        for step in self.loc:
            if isinstance(step, int) and words:
                words[-1] = f"{words[-1]} {step + 1}"
            else:
                words.append(shown(str(step)).translate(_MARKS))
        return ", ".join(words)

    def at(self, line: int, column: int) -> Problem:
        """The same problem with its position filled in."""
        return replace(self, line=line, column=column)

    def silenced(self, known_keys: Container[str]) -> Problem:
        """The same problem without a word of the file; of its keys only those that are known.

        Where words were taken out of a mistake its hint ends by saying so.
        """
        loc = tuple(
            step if isinstance(step, int) or step in known_keys else _HIDDEN for step in self.loc
        )
        message, taken = _QUOTED.subn(_HIDDEN, self.message)
        hint, also = _QUOTED.subn(_HIDDEN, self.hint)
        if hint and (taken or also or loc != self.loc):
            hint = f"{hint} {_WHY_HIDDEN}"
        return replace(
            self,
            message=message,
            hint=hint,
            loc=loc,
            within="",
            hidden=True,
        )

    def __str__(self) -> str:
        grade = "warning" if self.is_warning else ""
        return ": ".join(filter(None, (self.position, grade, self.place, self.sentence)))

    @property
    def position(self) -> str:
        """`path:line:column`, the form that editors turn into a link."""
        return f"{self.path}:{self.line or 1}:{self.column or 1}"

    @property
    def sentence(self) -> str:
        """The message and, after a semicolon, the hint."""
        return "; ".join(filter(None, (plain(self.message), plain(self.hint))))


def shown(text: str, *, most: int = 60) -> str:
    r"""Text from a file as a message quotes it: on one line, cut short, nothing unseen in it.

    It stands between marks that nobody is shown (see `plain`), by which it can be taken out again.
    What was chosen for its likeness to the text tells as much as the text, and is quoted likewise.

    >>> plain(shown("Quay\nHouse")), plain(shown("a long story", most=9))
    ('Quay House', 'a long...')
    """
    line = " ".join(plain(text[: 4 * most]).split())
    seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    cut = seen if len(seen) <= most else seen[: most - 3].rstrip() + "..."
    return f"{_FROM}{cut}{_TO}"


def is_shown_whole(text: str) -> bool:
    """Whether `shown` shows every word, so that what is copied from a message loses none."""
    return len(text) <= _LONGEST_TO_COMPARE and plain(shown(text)) == " ".join(text.split())


def plain(message: str) -> str:
    """A message without the marks round what it quotes."""
    return message.translate(_MARKS)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and position, each said once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.place, plain(p.message)))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word` in spelling, or nothing where none is near."""
    if len(word) > _LONGEST_TO_COMPARE:
        return ""
    near = difflib.get_close_matches(word.lower(), sorted(set(known)), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return f'did you mean "{shown(near)}"?' if near else ""


def listed(words: Sequence[str], *, most: int = 12) -> str:
    """Words as an English list, cut with a count where there are more than `most`."""
    named = [f'"{word}"' for word in words[:most]]
    if len(words) > most:
        return ", ".join(named) + f" and {len(words) - most} more"
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1]))) if named else "nothing"


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, as a person reads them on a terminal."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with path, line, column, place, message and hint."""
    rows = [
        {
            "path": p.path,
            "line": p.line or 1,
            "column": p.column or 1,
            "place": p.place,
            "message": plain(p.message),
            "hint": plain(p.hint),
            "severity": "warning" if p.is_warning else "error",
        }
        for p in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub Actions shows as annotations at the lines."""
    return "".join(
        f"::{'warning' if p.is_warning else 'error'}"
        f" file={_escaped(p.path, ',:')},line={p.line or 1},col={p.column or 1}"
        f"::{_escaped(': '.join(filter(None, (p.place, p.sentence))))}\n"
        for p in problems
    )


def _escaped(text: str, special: str = "") -> str:
    for character in "%\r\n" + special:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How `register check` may print what it found."""
