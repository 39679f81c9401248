"""How an action is told, wherever it stands: who, by when, how it goes, and what it bears on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from partnership_register.model.action import ExternalDependency, Lead, Progress
from partnership_register.model.base import words
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Headings
from partnership_register.pages.addresses import address_of, lead_address, project_address
from partnership_register.pages.shapes import Box, Entry, Link, Prose, Row, Status, Value
from partnership_register.pages.writing import (
    day,
    label,
    link_to,
    meeting_link,
    plain,
    prose,
    record_link,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.entries import Entry as RegisterEntry
from partnership_register.register.lead_names import name_key, names_nobody
from partnership_register.register.work import Tie, Work, read_once, work_at
from partnership_register.timescales import Bearing, Dated, Timescale

WORDS = Headings(
    section="Objective",
    ref="Ref",
    action="Action",
    measures="Measures",
    leads="Lead",
    timescale="Timescale",
    resources="Resources",
    comments="Comments",
    priority="Priority",
    status="Status",
)
"""What the columns are called where the paper has no words of its own for them."""

OVERDUE = Status("Overdue", "bad")
NO_LEAD = Status("No lead named", "attention")
NO_DATE = "No day could be read from these words."


def heading(headings: Headings | None, field: str) -> str:
    """The paper's own word for a column, else the usual one."""
    own: str | None = getattr(headings, field) if headings else None
    return own or str(getattr(WORDS, field))


def action_box(register: Register, work: Work) -> Box:
    """An action that arose in a meeting or a review, whole."""
    action = work.action
    rows = [Row("Lead", leads(register, work)), *_when(work), *_own_cells(register, work)]
    rows += [*facts(register, work), *_reports(register, work)]
    return Box(
        heading=f"Action {action.ref}" if action.ref else "Action",
        text=resolved(register, action.action, work.holder),
        rows=tuple(rows),
        anchor=work.entry.anchor,
        status=OVERDUE if work.is_overdue else status(work.status),
    )


def action_words(register: Register, work: Work, *, most: int = 160) -> str:
    """An action in a line: its ref and what is to be done."""
    text = plain(resolved(register, work.action.action, work.holder), most=most)
    return f"{work.action.ref}: {text}" if work.action.ref else text


def action_link(register: Register, work: Work, *, most: int = 160) -> Link:
    """A link to an action that says what is to be done."""
    return Link(action_words(register, work, most=most), address_of(work.entry))


def holder_link(register: Register, work: Work) -> Link:
    """A link to the plan, meeting or review that has the action."""
    if isinstance(work.holder, Meeting):
        return meeting_link(register, work.holder)
    return record_link(work.holder)


def standing(work: Work) -> tuple[Value, ...]:
    """Where an action stands: its status, and that it is overdue or only what the paper says."""
    found: list[Value] = [status(work.status)]
    if work.is_overdue:
        found.append(OVERDUE)
    if work.action.status_text:
        found.append(f"\u201c{work.action.status_text}\u201d")
    return tuple(found)


def due_words(work: Work) -> str:
    """When an action is or was due, in a line; empty where no day is known."""
    action = work.action
    if work.status == "withdrawn":
        return ""
    if work.status == "complete":
        return f"Completed {day(action.completed)}" if action.completed else ""
    said = []
    if action.completed:
        said.append(f"Last done {day(action.completed)}")
    if work.is_overdue and work.due:
        said.append(f"Was due {day(work.due)}")
    if work.next_due:
        said.append(f"{'Next due' if said or work.recurs else 'Due'} {day(work.next_due)}")
    return ". ".join(said)


def reading_of(work: Work) -> str:
    """What was read in the words of an action's timescale, and from which meeting it has a day."""
    if work.meeting_day:
        return f"We take this as the meeting of {day(work.meeting_day)}."
    return reading(work.timescale)


def reading(timescale: Timescale | None) -> str:
    """What was read in the words of a timescale, where that says more than the words do."""
    return _reading(timescale.text) if timescale else ""


@lru_cache(maxsize=4096)
def _reading(text: str) -> str:
    timescale = read_once(text)
    if _speaks_for_itself(timescale):
        return ""
    return f"We take this as: {timescale.plain}." if timescale.terms else NO_DATE


def _speaks_for_itself(timescale: Timescale) -> bool:
    """Whether the words say no more and no less than their reading: By 31 March 2027, Ongoing."""
    told = timescale.plain.removeprefix("due ")
    if _bare(timescale.text) in (_bare(told), _bare(f"due {told}")):
        return True
    match timescale.terms:
        case [Dated(bearing=Bearing.BY | Bearing.IN)]:
            return not timescale.unread and bool(re.search(r"\b\d{4}\b", timescale.text))
    return False


def leads(register: Register, work: Work, *, with_parts: bool = True) -> tuple[Value, ...]:
    """Who answers for an action, each with a link to all that they answer for.

    The paper's own words follow where they do not part into names, and the finding where they
    name nobody.
    """
    found: list[Value] = [
        lead_link(register, work, lead, with_part=with_parts) for lead in work.action.leads
    ]
    text = work.action.leads_text
    if text:
        known = not work.action.leads and not names_nobody(text)
        found.append(Link(text, lead_address(name_key(text))) if known else f"\u201c{text}\u201d")
    if not work.has_lead:
        found.append(NO_LEAD)
    return tuple(found)


def lead_names(register: Register, work: Work) -> tuple[Value, ...]:
    """Who answers for an action, for lists: without the parts that each answers for.

    Where an action names nobody itself, whoever answers for the whole outcome does.
    """
    own = leads(register, work, with_parts=False)
    above = work.section.leads_text if work.section and not own else ()
    return tuple(dict.fromkeys((*own, *(section_lead(words) for words in above))))


def section_lead(words: str) -> Value:
    """Who answers for an objective, outcome or group of a plan as a whole."""
    return NO_LEAD if names_nobody(words) else Link(words, lead_address(name_key(words)))


def lead_link(register: Register, work: Work, lead: Lead, *, with_part: bool = True) -> Link | str:
    """A lead, with the body meant and the part of the action answered for."""
    bodies = _bodies(register, work, lead)
    part = (with_part and lead.part) or ""
    if lead.name:
        notes = [short_title(body) for body in bodies if name_key(lead.name) != body.id]
        said = "; ".join([", ".join(notes), part]).strip("; ")
        if names_nobody(lead.name):
            return lead.name
        return Link(lead.name, lead_address(name_key(lead.name)), said)
    if not bodies:
        return lead.organisation or lead.partnership or ""
    return Link(bodies[0].label, lead_address(bodies[0].id), part)


def facts(register: Register, work: Work, *, but: Iterable[str] = ()) -> Iterator[Row]:
    """What else is known of an action, a row each, without the fields named in `but`."""
    left_out = set(but)
    if work.action.start and "start" not in left_out:
        yield Row("Starts", work.action.start)
    if work.priority and "priority" not in left_out:
        yield Row("Priority", priority_words(work), priority_basis(work))
    yield from _risk_of_deferring(register, work, left_out)
    yield from _said("Dealt with elsewhere", work.action.handled_elsewhere)
    if work.action.source and "source" not in left_out:
        yield Row("Follows from", work.action.source)
    if work.action.project and "project" not in left_out:
        yield Row("Project", Link(work.action.project, project_address(work.action.project)))
    if work.objectives and "contributes_to" not in left_out:
        yield Row("Serves", tuple(objective_link(entry) for entry in work.objectives))
    yield from ties(register, work)
    for external in work.action.external_dependencies:
        term = "Waited for" if external.came else "Waits for"
        yield Row(term, external_words(external))
    if work.risks:
        yield Row("Reduces the risk of", tuple(record_link(risk) for risk in work.risks))
    yield from _meetings(register, work)
    for column in work.action.other:
        yield Row(column.heading, prose(register, column.text, work.holder))


def priority_words(work: Work) -> str:
    """The level, in the words of the paper where it has more than a number."""
    level = str(work.priority.level) if work.priority else ""
    return work.action.priority_text or level


def priority_basis(work: Work) -> str:
    """On what the level rests."""
    if not work.priority or work.priority.basis == "given":
        return ""
    return "From the risk of putting it off."


def risk_words(register: Register, work: Work) -> str:
    """Likelihood and impact of putting the action off, with the level; empty where not given."""
    risk = work.priority.risk if work.priority else None
    if not risk or not work.priority or not work.priority.band:
        return ""
    matrix = register.council.risk_matrix
    return (
        f"{work.priority.band.title}: likelihood {risk.likelihood}"
        f" ({matrix.likelihood[risk.likelihood - 1]}) times impact {risk.impact}"
        f" ({matrix.impact[risk.impact - 1]}) is {risk.likelihood * risk.impact}"
    )


def objective_link(entry: RegisterEntry) -> Link:
    """A link to an objective of a strategy."""
    return link_to(entry, note=entry.record.label)


def ties(register: Register, work: Work) -> Iterator[Row]:
    """Links to other actions both ways, a row for each kind in words."""
    found: dict[str, list[Value]] = {}
    for tie in (*work.needs, *work.needed_by, *work.ties):
        found.setdefault(tie.words, []).append(tie_link(register, work, tie))
    for said, links in found.items():
        yield Row(said, tuple(links))


def tie_link(register: Register, work: Work, tie: Tie) -> Link:
    """A link to the other action, saying where it is and how it stands."""
    other = work_at(register, tie.entry)
    notes = [tie.note] if tie.note else []
    notes += [] if other.holder is work.holder else [other.holder.label]
    notes.append(words(other.status).lower())
    return Link(action_words(register, other, most=80), address_of(tie.entry), "; ".join(notes))


def external_words(external: ExternalDependency) -> str:
    """What an action waits for outside the partnership, and when that is expected."""
    if external.came:
        return f"{external.what} (came on {day(external.came)})"
    expected = f" (expected: {external.expected})" if external.expected else ""
    return f"{external.what}{expected}"


def progress(register: Register, work: Work) -> tuple[Entry, ...]:
    """What was reported about an action, newest first."""
    newest = sorted(work.action.updates, key=lambda update: update.date, reverse=True)
    return tuple(
        Entry(
            None,
            update.date,
            Prose(resolved(register, update.text, work.holder)),
            status(update.status) if update.status else None,
        )
        for update in newest
    )


def _when(work: Work) -> Iterator[Row]:
    text, note = work.action.timescale, reading_of(work)
    if text:
        yield Row("Timescale", text, note)
    told = due_words(work)
    if told:
        yield Row("When", told)


def _own_cells(register: Register, work: Work) -> Iterator[Row]:
    """What a plan has columns for and a box has not."""
    action = work.action
    if action.measures:
        yield Row("Measures", tuple(prose(register, text, work.holder) for text in action.measures))
    for term, text in (("Resources", action.resources), ("Comments", action.comments)):
        if text:
            yield Row(term, prose(register, text, work.holder))
    yield from _said("Status in the paper", action.status_text)


def _reports(register: Register, work: Work) -> Iterator[Row]:
    def told(update: Progress) -> Prose:
        stands = f" ({words(update.status).lower()})" if update.status else ""
        text = resolved(register, update.text, work.holder)
        return Prose(f"{day(update.date)}{stands}: {text}")

    newest = sorted(work.action.updates, key=lambda update: update.date, reverse=True)
    if newest:
        yield Row("Progress", tuple(told(update) for update in newest))


def _risk_of_deferring(register: Register, work: Work, left_out: set[str]) -> Iterator[Row]:
    said = risk_words(register, work)
    if said and "deferral_risk" not in left_out:
        yield Row("Risk of putting it off", said)


def _meetings(register: Register, work: Work) -> Iterator[Row]:
    if work.decision:
        yield Row("Carries out", link_to(work.decision))
    entry = register.resolve(("meeting",), work.action.report_to or "", work.holder)
    if work.action.report_to and entry and isinstance(entry.record, Meeting):
        yield Row("Reported to", meeting_link(register, entry.record))
    if work.mentions:
        places = {address_of(entry): _place(entry) for entry in work.mentions}
        yield Row("Mentioned in", tuple(places.values()))


def _place(entry: RegisterEntry) -> Link:
    note = entry.record.label if entry.part and entry.kind != "decision" else ""
    return Link(label(entry), address_of(entry), note)


def _bodies(register: Register, work: Work, lead: Lead) -> list[Organisation | Partnership]:
    refs = (("organisation", lead.organisation), ("partnership", lead.partnership))
    entries = (register.resolve((kind,), ref, work.holder) for kind, ref in refs if ref)
    return [
        entry.record
        for entry in entries
        if entry and isinstance(entry.record, Organisation | Partnership)
    ]


def _said(term: str, text: str | None) -> Iterator[Row]:
    if text:
        yield Row(term, text)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
