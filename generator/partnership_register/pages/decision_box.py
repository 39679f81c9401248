"""A decision wherever it is shown: what it settles, replaces, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.meeting import Decision
from partnership_register.pages.notices import exempt_under
from partnership_register.pages.shapes import Box, Row, Status, Value
from partnership_register.pages.writing import link_to, named, prose, record_link, resolved, status
from partnership_register.register import Entry, Register


def decision_box(register: Register, entry: Entry) -> Box:
    """A decision with what it replaces, what replaced it, and what is done about it."""
    decision = entry.part
    assert isinstance(decision, Decision)
    return Box(
        f"Decision {decision.ref}" if decision.ref else "Decision",
        resolved(register, decision.text, entry.record),
        tuple(_decision_facts(register, entry, decision)),
        entry.anchor,
        status(decision.outcome),
    )


def decision_standing(register: Register, entry: Entry, decision: Decision) -> Value:
    """The outcome of a decision and, where a later one took its place, that it was replaced."""
    outcome = status(decision.outcome)
    replaced = register.pointing_at(entry, "supersedes")
    return (outcome, Status("Replaced", "neutral")) if replaced else outcome


def _decision_facts(register: Register, entry: Entry, decision: Decision) -> Iterator[Row]:
    record = entry.record
    if decision.visibility:
        yield Row("Not for publication", f"Exempt under {exempt_under(decision.visibility)}")
    if decision.deferred_until:
        yield Row("Deferred until", decision.deferred_until)
    deferred = named(register, "meeting", decision.deferred_to, record)
    if deferred:
        yield Row("Deferred to", deferred)
    if decision.reasons:
        yield Row("Reasons", prose(register, decision.reasons, record))
    if decision.alternatives:
        yield Row("Alternatives considered", prose(register, decision.alternatives, record))
    if decision.votes:
        votes = decision.votes
        yield Row(
            "Vote", f"{votes.in_favour} for, {votes.against} against, {votes.abstained} abstained"
        )
    earlier = tuple(
        link for ref in decision.supersedes if (link := named(register, "decision", ref, record))
    )
    if earlier:
        yield Row("Replaces", earlier)
    pointing = register.pointing_at(entry)
    for term, fields in _POINTING if pointing else ():
        found = tuple(
            link_to(link.part) if link.part else record_link(link.record)
            for link in pointing
            if link.field in fields
        )
        if found:
            yield Row(term, found)


_POINTING = (
    ("Replaced by", ("supersedes",)),
    ("Actions", ("decision",)),
    ("Approves", ("approved_by", "adopted_by")),
    ("Set up", ("established_by",)),
)
"""What is said of those who name a decision, by the fields in which they do."""
