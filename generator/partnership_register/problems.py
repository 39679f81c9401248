"""What is wrong in a record, as a value that says where, what and what to write instead."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

Loc = tuple[str | int, ...]
"""The way to a value inside a file: keys and positions counted from 0, outermost first."""

_LONGEST_TO_COMPARE = 200
"""Characters; comparing takes the square of this, and no id or key is as long."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person must put right before the site can be built.

    `path` is relative to the project, with forward slashes. `line` and `column` count from 1;
    0 means that they are not known yet (see `partnership_register.records.located`).
    `message` says what is wrong and what was expected; `hint` shows what to write.
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

    @property
    def place(self) -> str:
        """The field in words, entries of lists counted from 1: `members 2, organisation`."""
        words: list[str] = []
        for step in self.loc:
            if isinstance(step, int) and words:
                words[-1] = f"{words[-1]} {step + 1}"
            else:
                words.append(shown(str(step)))
        return ", ".join(words)

    def at(self, line: int, column: int) -> Problem:
        """The same problem with its position filled in."""
        return replace(self, line=line, column=column)

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.position, self.place, self.sentence)))

    @property
    def position(self) -> str:
        """`path:line:column`, the form that editors turn into a link."""
        return f"{self.path}:{self.line or 1}:{self.column or 1}"

    @property
    def sentence(self) -> str:
        """The message and, after a semicolon, the hint."""
        return "; ".join(filter(None, (self.message, self.hint)))


def shown(text: str, *, most: int = 60) -> str:
    r"""Text from a file as a message quotes it: on one line, cut short, nothing unseen in it.

    >>> shown("Quay\nHouse"), shown("a long story", most=9)
    ('Quay House', 'a long...')
    """
    line = " ".join(text[: 4 * most].split())
    seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return seen if len(seen) <= most else seen[: most - 3].rstrip() + "..."


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and position, each said once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.place, p.message))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word` in spelling, or nothing where none is near."""
    if len(word) > _LONGEST_TO_COMPARE:
        return ""
    near = difflib.get_close_matches(word.lower(), sorted(set(known)), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def listed(words: Sequence[str], *, most: int = 12) -> str:
    """Words as an English list, cut with a count where there are more than `most`."""
    shown = [f'"{word}"' for word in words[:most]]
    if len(words) > most:
        return ", ".join(shown) + f" and {len(words) - most} more"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else "nothing"


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
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub Actions shows as annotations at the lines."""
    return "".join(
        f"::error file={_escaped(p.path, ',:')},line={p.line or 1},col={p.column or 1}"
        f"::{_escaped(': '.join(filter(None, (p.place, p.sentence))))}\n"
        for p in problems
    )


def _escaped(text: str, special: str = "") -> str:
    for character in "%\r\n" + special:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How `register check` may print what it found."""
