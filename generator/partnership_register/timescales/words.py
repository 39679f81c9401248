"""Text as words: cuts it up without loss of place, and finds phrases of a vocabulary in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from partnership_register.timescales.terms import Extract, Term

T = TypeVar("T")

Found: TypeAlias = tuple[T, int] | None
"""What a rule read and the place of the word after it; None when the rule does not apply."""

Rule: TypeAlias = Callable[["Words", int], Found[tuple[Term, ...]]]
"""Reads terms from the words at a place on. With no terms the words up to the end stay unread: the
rule knows them, and knows that they could mean more than one thing or nothing."""

HYPHEN = "-"
HYPHENS = frozenset((HYPHEN, "\u2010", "\u2011"))
DASH = "\u2013"
DASHES = frozenset((DASH, "\u2012", "\u2014", "\u2015"))
CLAUSE_ENDS = frozenset((*".,;:!?()[]", DASH, "\u2022"))
"""Marks that part one clause from the next."""
SENTENCE_ENDS = frozenset((*".;!?", "\u2022"))
GLUE = CLAUSE_ENDS | HYPHENS | frozenset(("and", "&", "/", "then", '"', "'", "\u2018", "\u2019"))
"""Marks and small words that say nothing themselves between two things that are read."""

# Possessive quantifiers (++, *+) never give back what they took, so cutting is linear in the text.
# Figures that belong together stay one word, so that 31/02/2006 is read whole or not at all.
_WORD = re.compile(
    r"""
    [0-9]++ (?> (?: (?: [.:\-\u2010-\u2015] | ,(?=[0-9]{3}(?![0-9])) | \s*+/\s*+ ) [0-9]++ )* )
            (?: (?:st|nd|rd|th) (?![^\W_]) )?      # figures: 5  06/07  31.3.2007  1,500  21st
    | [^\W\d_]++ (?> (?: ['\u2019] [^\W\d_]++ )* )    # letters: March  Council's
    | \S                                           # any other mark
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a group of figures or a mark as the rules compare it, and where it stands."""

    form: str
    """Without regard to case."""
    start: int
    end: int


class Words:
    """The words of a text by their place; at -1, before the first, and after the last stands ""."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = tuple(_word(text, match) for match in _WORD.finditer(text))
        self._forms = (*(word.form for word in self._words), "")

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> str:
        return self._forms[at] if at < len(self._forms) else ""

    def extract(self, start: int, end: int) -> Extract:
        """The text from word `start` up to, and not with, word `end`."""
        begins = self._words[start].start
        return Extract(self.text[begins : self._words[end - 1].end], begins)

    def skip(self, forms: frozenset[str], at: int) -> int:
        """The place after the word at `at` when it is one of `forms`, else `at`."""
        return at + 1 if self[at] in forms else at

    def stands_free(self, at: int) -> bool:
        """True when no letter touches the word at `at`, as one does in "12/5pm" and "Q1/07"."""
        word = self._words[at]
        beside = self.text[max(word.start - 1, 0) : word.start], self.text[word.end : word.end + 1]
        return not any(letter.isalpha() for letter in beside)

    def opens_clause(self, at: int) -> bool:
        """True when nothing of the same clause stands before the word at `at`."""
        return at == 0 or self[at - 1] in CLAUSE_ENDS

    def closes_clause(self, at: int) -> bool:
        """True when the clause is over before the word at `at`."""
        return at >= len(self) or self[at] in CLAUSE_ENDS


class Phrases(Generic[T]):
    """A table of phrases and what each means; of two that fit, the longer one counts.

    A hyphen may stand between the words of a phrase: "half yearly" is "half-yearly" too.
    """

    def __init__(self, phrases_by_meaning: Mapping[T, Collection[str]]) -> None:
        self._meanings = {
            phrase: meaning for meaning, phrases in phrases_by_meaning.items() for phrase in phrases
        }
        self._longest: dict[str, int] = {}
        for first, *others in map(str.split, self._meanings):
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))

    @property
    def first_words(self) -> frozenset[str]:
        """The words that a phrase can start with."""
        return frozenset(self._longest)

    def at(self, words: Words, at: int) -> Found[T]:
        """The meaning of the longest phrase that starts with the word at `at`."""
        phrase = words[at]
        longest = self._longest.get(phrase)
        if longest is None:
            return None
        found: Found[T] = None
        for _ in range(longest):
            at += 1
            if phrase in self._meanings:
                found = self._meanings[phrase], at
            at = words.skip(HYPHENS, at)
            phrase = f"{phrase} {words[at]}"
        return found


def is_number(form: str) -> bool:
    """True for figures without any mark, in the digits of English."""
    return form.isascii() and form.isdecimal()


def _word(text: str, match: re.Match[str]) -> Word:
    return Word(_form(text, match), match.start(), match.end())


def _form(text: str, match: re.Match[str]) -> str:
    form = match[0].casefold()
    if form in DASHES:
        return DASH
    if form in HYPHENS:
        # Typewriters have no dash: a hyphen with blanks on both sides is meant as one.
        beside = (
            text[max(match.start() - 1, 0) : match.start()],
            text[match.end() : match.end() + 1],
        )
        return DASH if all(blank.isspace() for blank in beside) else HYPHEN
    return form
