"""The work in hand: every action of plans, meetings and reviews, with the facts that follow.

Timescales are read, statuses and priorities weighed, and links seen from both ends, all on the
day of the register. Nothing here guesses: what the words do not say is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal
from weakref import WeakKeyDictionary

from partnership_register.model.action import (
    Action,
    ActionLink,
    ActionStatus,
    DeferralRisk,
    Lead,
    LinkKind,
)
from partnership_register.model.base import Record
from partnership_register.model.council import Band
from partnership_register.model.meeting import AgendaItem, Meeting
from partnership_register.model.plan import Plan, Section
from partnership_register.model.risk import Risk
from partnership_register.register.entries import Entry
from partnership_register.register.lead_names import names_nobody
from partnership_register.register.register import Backlink, Register
from partnership_register.timescales import Timescale, read

WORDS_OF_LINKS: dict[LinkKind, tuple[str, str]] = {
    "depends-on": ("Depends on", "Needed by"),
    "incorporates": ("Incorporates", "Incorporated in"),
    "supports": ("Supports", "Supported by"),
    "influenced-by": ("Influenced by", "Influences"),
    "links-to": ("Links to", "Linked from"),
}
"""What each kind of link is called at the action that has it, and at the one it names."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How an action bears on another."""

    kind: LinkKind
    entry: Entry
    """The other action."""
    note: str
    is_own: bool
    """Whether the link is its own; else it is the other's."""

    @property
    def words(self) -> str:
        """What the link is called, seen from this side."""
        own, others = WORDS_OF_LINKS[self.kind]
        return own if self.is_own else others


@dataclass(frozen=True, slots=True)
class Priority:
    """The level of an action, 1 being the highest, and on what it rests."""

    level: int
    basis: Literal["given", "matrix"]
    """Whether the record says it, or likelihood and impact of deferring it give it."""
    risk: DeferralRisk | None = None
    band: Band | None = None
    """The level of risk on the council's matrix; None where no likelihood and impact is given."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """One action in its record, with everything that is known of it from the whole register."""

    entry: Entry
    action: Action
    holder: Record
    """The plan, meeting or review that has it."""
    section: Section | None
    """The objective, outcome or group of a plan under which it stands."""
    item: AgendaItem | None
    """The item of a meeting under which it arose."""
    timescale: Timescale | None
    """What was read in the words of the timescale; None where there are no words."""
    status: ActionStatus
    meeting_day: date | None
    """The day of the meeting that the words speak of and the record names, where they give none."""
    starts: date | None
    due: date | None
    """The earliest day that is unmet; once the work is closed, the day by which it was due."""
    next_due: date | None
    """The earliest unmet day that is not past; None where nothing more is to come."""
    is_overdue: bool
    is_open: bool
    """False once it is complete or withdrawn, or its plan is closed."""
    priority: Priority | None
    has_lead: bool
    """False where nobody answers for it: no leads, or words such as "???" or "TBC"."""
    needs: tuple[Tie, ...]
    """What it depends on."""
    needed_by: tuple[Tie, ...]
    """What depends on it."""
    ties: tuple[Tie, ...]
    """Its other links, both ways."""
    risks: tuple[Risk, ...]
    """Risks that it mitigates."""
    decision: Entry | None
    """The decision that it carries out."""
    objectives: tuple[Entry, ...]
    """Objectives of strategies that it serves, its own and then those of its section."""
    mentions: tuple[Entry, ...]
    """Where text of other records or parts speaks of it, such as an item of a meeting."""

    @property
    def partnership(self) -> str:
        """The id of the partnership whose action it is."""
        return self.holder.partnership

    @property
    def recurs(self) -> bool:
        """Whether it is to be done again and again, by the calendar or with some event."""
        return bool(self.timescale and _recurs(self.timescale))


@dataclass(frozen=True, slots=True)
class _Known:
    """The work in the charge of one register, and where to find each piece of it."""

    all: tuple[Work, ...]
    at: dict[tuple[str, str, str], Work]
    """By entry; that of other folders too, once it was asked for."""
    of: dict[str, list[Work]]
    within: dict[str, list[Work]]
    serving: dict[tuple[str, str, str], list[Work]]


read_once = lru_cache(maxsize=4096)(read)
"""A timescale depends on its words alone, and the same words stand in many records."""

_KNOWN: WeakKeyDictionary[Register, _Known] = WeakKeyDictionary()
"""The work of each register that was asked for it: a register never changes once it is made."""


def work(register: Register) -> tuple[Work, ...]:
    """Every action in the charge of the register, record by record in the order of the papers."""
    return _known(register).all


def work_of(register: Register, record: Record) -> tuple[Work, ...]:
    """The actions of one plan, meeting or review, in the order of the paper."""
    return tuple(_known(register).of.get(record.path, ()))


def work_within(register: Register, partnership: str) -> tuple[Work, ...]:
    """The actions of all plans, meetings and reviews of one partnership."""
    return tuple(_known(register).within.get(partnership, ()))


def serving(register: Register, objective: Entry) -> tuple[Work, ...]:
    """The actions that serve an objective of a strategy, themselves or by their section."""
    return tuple(_known(register).serving.get(objective.key, ()))


def work_at(register: Register, entry: Entry) -> Work:
    """The work that an entry of the kind `action` is, in whatever folder it lies."""
    at = _known(register).at
    if entry.key not in at:
        assert isinstance(entry.part, Action)
        at[entry.key] = _work(register, entry, entry.part)
    return at[entry.key]


def _known(register: Register) -> _Known:
    if register not in _KNOWN:
        found = tuple(
            _work(register, entry, entry.part)
            for entry in register.own_parts("action")
            if isinstance(entry.part, Action)
        )
        known = _Known(found, {each.entry.key: each for each in found}, {}, {}, {})
        for each in found:
            known.of.setdefault(each.holder.path, []).append(each)
            known.within.setdefault(each.partnership, []).append(each)
            for objective in each.objectives:
                known.serving.setdefault(objective.key, []).append(each)
        _KNOWN[register] = known
    return _KNOWN[register]


def _work(register: Register, entry: Entry, action: Action) -> Work:
    holder = entry.record
    section, item = _place(entry)
    timescale = read_once(action.timescale) if action.timescale else None
    status = _status(action, timescale)
    is_open = status not in ("complete", "withdrawn") and not is_closed(holder)
    meeting_day = _meeting_day(register, action, timescale, holder)
    given = action.due or meeting_day
    due = _due(action, given, timescale, is_open=is_open)
    links = register.pointing_at(entry)
    named = [link for link in links if _is_reference(link)]
    own_ties = tuple(_own_ties(register, entry, action))
    ties = (*own_ties, *_ties_to(named, own_ties))
    return Work(
        entry=entry,
        action=action,
        holder=holder,
        section=section,
        item=item,
        timescale=timescale,
        meeting_day=meeting_day,
        status=status,
        starts=action.start or (timescale.starts if timescale else None),
        due=due,
        next_due=_next_due(action, given, timescale, register.as_of, is_open=is_open),
        is_overdue=bool(
            is_open and due and due < register.as_of and not (timescale and timescale.is_ongoing)
        ),
        is_open=is_open,
        priority=_priority(register, action),
        has_lead=_has_lead(action, section),
        needs=tuple(tie for tie in ties if tie.kind == "depends-on" and tie.is_own),
        needed_by=tuple(tie for tie in ties if tie.kind == "depends-on" and not tie.is_own),
        ties=tuple(tie for tie in ties if tie.kind != "depends-on"),
        risks=_risks(named),
        decision=register.resolve(("decision",), action.decision, holder)
        if action.decision
        else None,
        objectives=_objectives(register, action, section, holder),
        mentions=_mentions(register, entry, links),
    )


def _place(entry: Entry) -> tuple[Section | None, AgendaItem | None]:
    if len(entry.loc) < 4:
        return None, None
    name, number = entry.loc[0], entry.loc[1]
    above = getattr(entry.record, str(name))[number]
    return (
        above if isinstance(above, Section) else None,
        above if isinstance(above, AgendaItem) else None,
    )


def _status(action: Action, timescale: Timescale | None) -> ActionStatus:
    """Where the action stands.

    What recurs is not complete because it was done once: where nothing but the day it was last
    done is recorded, it is under way.
    """
    only_last_done = not action.status and not any(update.status for update in action.updates)
    if only_last_done and action.completed and timescale and _recurs(timescale):
        return "under-way"
    return action.standing


def _recurs(timescale: Timescale) -> bool:
    return bool(timescale.recurrences or any(term.each for term in timescale.relatives))


def is_closed(holder: Record) -> bool:
    """Whether a record is a plan that is no longer worked on."""
    return isinstance(holder, Plan) and holder.status == "closed"


_AT_A_MEETING = re.compile(r"\bmeeting\b", re.IGNORECASE)
_NOT_THEN = re.compile(
    r"\b(?:after|each|every|following|from|on-?going|onwards?|since|thereafter|until|within|"
    r"days?|weeks?|months?|terms?|years?)\b",
    re.IGNORECASE,
)
"""Words by which something else is meant than the day of the meeting."""


def _meeting_day(
    register: Register, action: Action, timescale: Timescale | None, holder: Record
) -> date | None:
    """The day of the meeting that words such as "January meeting" speak of.

    It is the one to which progress is reported, where it is the partnership's own, so that every
    folder that sees the action knows of it, and was neither cancelled nor moved.
    """
    if not action.report_to or action.due or not timescale:
        return None
    if timescale.due or timescale.starts or _recurs(timescale):
        return None
    if not _AT_A_MEETING.search(timescale.text) or _NOT_THEN.search(timescale.text):
        return None
    entry = register.resolve(("meeting",), action.report_to, holder)
    meeting = entry.record if entry else None
    if not isinstance(meeting, Meeting) or meeting.partnership != holder.partnership:
        return None
    return None if meeting.status in ("cancelled", "moved") else meeting.date


def _due(
    action: Action, given: date | None, timescale: Timescale | None, *, is_open: bool
) -> date | None:
    if not timescale:
        return given
    if not is_open:
        return given or timescale.due
    if given and not (action.completed and timescale.recurrences):
        return given
    return timescale.outstanding(action.completed)


def _next_due(
    action: Action, given: date | None, timescale: Timescale | None, as_of: date, *, is_open: bool
) -> date | None:
    if not is_open:
        return None
    recurs = bool(timescale and timescale.recurrences)
    if given and given >= as_of and not (action.completed and recurs):
        return given
    if not timescale or (given and not recurs):
        return None
    return timescale.next_due(as_of, action.completed)


def _priority(register: Register, action: Action) -> Priority | None:
    risk = action.deferral_risk
    band = register.council.risk_matrix.band(risk.likelihood * risk.impact) if risk else None
    if action.priority is not None:
        return Priority(action.priority, "given", risk, band)
    return Priority(band.priority, "matrix", risk, band) if band else None


def _has_lead(action: Action, section: Section | None) -> bool:
    named = [lead for lead in action.leads if not _is_nobody(lead)]
    words = [action.leads_text] if action.leads_text else []
    if section and not action.leads and not words:
        words = list(section.leads_text)
    return bool(named) or any(not names_nobody(each) for each in words)


def _is_nobody(lead: Lead) -> bool:
    return not lead.organisation and not lead.partnership and names_nobody(lead.name or "")


def _own_ties(register: Register, entry: Entry, action: Action) -> Iterator[Tie]:
    for link in action.links:
        target = register.resolve(("action",), link.action, entry.record)
        if target:
            yield Tie(link.type, target, link.note or "", is_own=True)


def _ties_to(named: Iterable[Backlink], own_ties: Iterable[Tie]) -> Iterator[Tie]:
    """Links that other actions have to this one, unless it has the same link to them."""
    own = {(tie.kind, tie.entry) for tie in own_ties}
    for backlink in named:
        other = backlink.part
        if not other or not isinstance(other.part, Action):
            continue
        link: ActionLink = other.part.links[int(backlink.loc[-2])]
        if (link.type, other) not in own:
            yield Tie(link.type, other, link.note or "", is_own=False)


def _risks(named: Iterable[Backlink]) -> tuple[Risk, ...]:
    found = (link.record for link in named if isinstance(link.record, Risk))
    return tuple({risk.id: risk for risk in found}.values())


def _objectives(
    register: Register, action: Action, section: Section | None, holder: Record
) -> tuple[Entry, ...]:
    refs = (*action.contributes_to, *(section.contributes_to if section else ()))
    found = (register.resolve(("objective",), ref, holder) for ref in refs)
    return tuple(dict.fromkeys(entry for entry in found if entry))


def _mentions(register: Register, entry: Entry, links: Iterable[Backlink]) -> tuple[Entry, ...]:
    """Parts or records whose text has a link to the action."""
    found = (link.part or register.entry(link.record) for link in links if not _is_reference(link))
    return tuple(dict.fromkeys(place for place in found if place is not entry))


def _is_reference(link: Backlink) -> bool:
    """Whether an action is named by a field; the text of an action is called `action` too."""
    return link.field == "action" and link.loc[-3] in ("links", "mitigations")
