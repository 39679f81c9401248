"""What is found in a file: what is in there that must not be published, and how to get it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Finding(NamedTuple):
    """One reason why a file may not be published as it is.

    Neither sentence ever quotes what is hidden in the file: they are printed where many may read.
    """

    message: str
    """What is in the file, to follow "this Word file" or the like."""
    hint: str
    """What an officer does about it, in the program that made the file."""


class Examined(NamedTuple):
    """What is known of a file once it has been looked through."""

    format: str
    """What it is by its content, as the ending of a name: `pdf`; empty where nobody can tell."""
    pages: int = 0
    """Its pages, where the file itself counts them; 0 elsewhere."""
    findings: tuple[Finding, ...] = ()


class Refused(Exception):
    """A file cannot be looked through at all, or not within bounds. It carries the finding."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding = Finding(message, hint)


def once_each(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in order, those that say the same only once."""
    yield from dict.fromkeys(findings)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "comment"), counted(2, "reply", "replies")
    ('1 comment', '2 replies')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"
