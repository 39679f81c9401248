"""Words for at once and for all the time: "immediate effect", "on-going"."""

from __future__ import annotations

from partnership_register.timescales.terms import Immediate, Ongoing, Term
from partnership_register.timescales.words import Found, Phrases, Words

_ALL_THE_TIME = ("ongoing", "on going", "continuous", "continuously", "continual", "continually")
_PHRASES: Phrases[type[Ongoing | Immediate]] = Phrases(
    {
        Ongoing: (
            *(f"{be} {word}".strip() for be in ("", "to be", "will be") for word in _ALL_THE_TIME),
            "continuing",
        ),
        Immediate: (
            *("immediate", "immediately", "immediate effect", "with immediate effect"),
            *("effective immediately", "at once", "straight away", "straightaway", "right away"),
        ),
    }
)

DETERMINERS = frozenset(("the", "a", "an", "this", "our", "its", "their", "next", "first", "last"))
"""After these a word describes a thing: "the annual conference" does not say "every year"."""


def standing(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """At once or ongoing, whatever the words say of the two."""
    phrase = _PHRASES.at(words, at)
    if phrase is None:
        return None
    meaning, end = phrase
    if words[at - 1] in DETERMINERS:
        return (), end
    return (meaning(words.extract(at, end)),), end
