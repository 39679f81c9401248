"""Times told by an event: "10 days before each meeting", "within two weeks of", "each meeting"."""

from __future__ import annotations

from dataclasses import dataclass

from partnership_register.timescales.dates import binds_a_date, dated
from partnership_register.timescales.lengths import length, unit
from partnership_register.timescales.names import ARTICLES
from partnership_register.timescales.periods import Duration
from partnership_register.timescales.recurrences import is_how_often
from partnership_register.timescales.standing import standing
from partnership_register.timescales.terms import Relation, Relative, Term
from partnership_register.timescales.words import Found, Phrases, Words

_LIMITS = Phrases(
    {
        Relation.WITHIN: ("within",),
        None: ("no later than", "not later than", "at least", "not less than", "no less than"),
    }
)
_RELATIONS = {
    Relation.BEFORE: ("before", "prior to", "ahead of", "in advance of", "immediately before"),
    Relation.AFTER: ("after", "following", "immediately after", "immediately following"),
}
_RELATIONS_OF_LAPSE = Phrases(
    _RELATIONS | {Relation.AFTER: (*_RELATIONS[Relation.AFTER], "from"), Relation.WITHIN: ("of",)}
)
_RELATIONS_TO_EVENT = Phrases(
    _RELATIONS
    | {
        Relation.DURING: ("during",),
        Relation.STARTING_WITH: tuple(
            f"{start} {word}"
            for start in ("starting", "beginning", "commencing")
            for word in ("with", "from", "at")
        ),
        Relation.AT: ("at", "to"),
        Relation.BY: ("by",),
        Relation.FOR: ("for",),
    }
)
_TO_OCCASIONS_ONLY = frozenset((None, Relation.AT, Relation.BY, Relation.FOR))
"""Such small words tell a time only where "each", "all" or "next" and an occasion follow."""

_EACH = frozenset(("each", "every", "all"))
_WHICH = Phrases(
    {
        True: tuple(_EACH),
        False: ("next", "the next", "our next", "their next"),
    }
)
_OCCASIONS = frozenset(
    (
        *("meeting", "meetings", "conference", "conferences", "session", "sessions"),
        *("workshop", "workshops", "seminar", "seminars", "event", "events", "agm"),
    )
)
_LONGEST_NAME = 8
"""Words in the name of an occasion: "each Core Group meeting" has four."""
_AND = frozenset(("and", "&"))
_THEN = frozenset(("then", "thereafter"))


@dataclass(frozen=True, slots=True)
class _Event:
    """Where an event is named, and whether each such event is meant."""

    start: int
    end: int
    each: bool


def lapse(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """A length of time and the event it is counted from, or no term where that is a date."""
    limit, start = _LIMITS.at(words, at) or (None, at)
    counted = length(words, start)
    if counted is None:
        return None
    duration, end = counted
    relation = _RELATIONS_OF_LAPSE.at(words, end)
    if relation and (relation[0] is not Relation.WITHIN or limit is Relation.WITHIN):
        if date := dated(words, end) or dated(words, relation[1]):
            # Days before a date could be counted, but working and clear days need bank holidays.
            return (), date[1]
        told = _occasion(words, relation[1]) or _any_event(words, relation[1])
        return ((_relative(words, at, relation[0], told, duration),), told.end) if told else None
    alone = start == at and words.opens_clause(at) and words.closes_clause(end)
    if limit is Relation.WITHIN or alone:
        return (Relative(words.extract(at, end), duration, limit),), end
    return None


def event(words: Words, at: int) -> Found[tuple[Term, ...]]:
    """An event and how the time stands to it."""
    relation, start = _RELATIONS_TO_EVENT.at(words, at) or (None, at)
    told = _occasion(words, start)
    if told is None and relation not in _TO_OCCASIONS_ONLY:
        told = _any_event(words, start)
    return ((_relative(words, at, relation, told),), told.end) if told else None


def _relative(
    words: Words,
    start: int,
    relation: Relation | None,
    event: _Event,
    duration: Duration | None = None,
) -> Relative:
    name = " ".join(words.extract(event.start, event.end).text.split())
    return Relative(words.extract(start, event.end), duration, relation, name, event.each)


def _occasion(words: Words, at: int) -> _Event | None:
    """A kind of event by its name: "each Core Group meeting", "the next meeting of the Board"."""
    which = _WHICH.at(words, at)
    if which is None or unit(words, which[1]):
        return None
    for end in range(which[1] + 1, which[1] + 1 + _LONGEST_NAME):
        if not words[end - 1].isalpha():
            return None
        if words[end - 1] in _OCCASIONS:
            whole = _end_of_event(words, end) if words[end] == "of" else end
            return _Event(at, whole, each=which[0])
    return None


def _any_event(words: Words, at: int) -> _Event | None:
    """Whatever the clause goes on to name: "consultation on draft SCI"."""
    end = _end_of_event(words, at)
    has_name = words.skip(ARTICLES, at) < end
    return _Event(at, end, each=words[at] in _EACH) if has_name else None


def _end_of_event(words: Words, at: int) -> int:
    while not words.closes_clause(at) and not _is_something_else(words, at):
        at += 1
    return at


def _is_something_else(words: Words, at: int) -> bool:
    """True when words start here that tell another time, and so do not belong to an event."""
    after = words.skip(_AND, at)
    if after > at and (is_how_often(words, after) or standing(words, after)):
        return True
    relation = _RELATIONS_TO_EVENT.at(words, at)
    starts = relation is not None and relation[0] is Relation.STARTING_WITH
    return starts or words[at] in _THEN or binds_a_date(words, at)
