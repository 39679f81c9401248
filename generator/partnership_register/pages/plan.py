"""The page of a plan: its table as the paper has it, and beside each action how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from partnership_register.model.base import Record
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan, Section, missing_refs
from partnership_register.pages.addresses import ACTIONS, REGISTER, address
from partnership_register.pages.any_record import breadcrumbs, mentions
from partnership_register.pages.area import area_of
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Area, Entry, Link, Prose, Row, Shape, Status, Value
from partnership_register.pages.work import (
    NO_LEAD,
    OVERDUE,
    action_words,
    due_words,
    facts,
    heading,
    leads,
    objective_link,
    priority_basis,
    priority_words,
    progress,
    reading,
    reading_of,
    section_lead,
    standing,
)
from partnership_register.pages.writing import (
    day,
    edit_url,
    in_text,
    link_to,
    named,
    plural,
    prose,
    resolved,
    short_title,
)
from partnership_register.register import Register
from partnership_register.register.plans import effectiveness_due, review_standing
from partnership_register.register.work import Work, work_of
from partnership_register.timescales import read

TYPES = {
    "delivery": "Delivery plan",
    "improvement": "Improvement plan",
    "governance": "Governance plan",
    "work-programme": "Work programme",
    "scrutiny": "Scrutiny work programme",
}
EVERY = {
    "month": "Every month",
    "quarter": "Every quarter",
    "half-year": "Every half-year",
    "year": "Every year",
}
COLUMNS = {
    "objectives": ("measures", "leads", "timescale", "priority", "resources", "comments"),
    "outcomes": ("measures", "timescale", "leads", "resources", "comments"),
    "groups": ("timescale", "leads", "measures", "priority", "resources", "comments"),
    "actions": ("priority", "measures", "leads", "timescale", "resources", "comments"),
}
"""The columns of each layout in the order of its papers; what holds nothing is left out."""

LATEST = 2
"""How many progress reports are shown at once; earlier ones can be opened."""


class Noted(Shape, frozen=True):
    """A value with a remark below it."""

    value: Value
    note: str = ""


class PlanColumn(Shape, frozen=True):
    """A column in the words of the paper; `name` is the field that it shows."""

    name: str
    label: str


class PlanCell(Shape, frozen=True):
    """A cell of the plan's table: one value, or a list that is as long as the paper has it."""

    label: str
    items: tuple[Noted, ...]


class ActionView(Shape, frozen=True):
    """An action in its plan."""

    ref: str
    anchor: str
    text: Prose
    cells: tuple[PlanCell, ...]
    standing: tuple[Value, ...]
    due: str
    facts: tuple[Row, ...]
    reports: tuple[Entry, ...]
    earlier_reports: tuple[Entry, ...]


class SectionView(Shape, frozen=True):
    """An objective, outcome or group of the plan; a single list is one without a title."""

    heading: str
    """The section of the paper above it, where it is the first to stand there."""
    title: str
    anchor: str
    text: Prose | None
    facts: tuple[Row, ...]
    cells: tuple[PlanCell, ...]
    """The lists of an outcome, which do not pair up with its actions."""
    actions: tuple[ActionView, ...]


class Notice(Shape, frozen=True):
    """The state of the whole plan."""

    heading: str
    text: str
    """Markdown."""
    tone: str


class PlanView(Shape, frozen=True):
    """A plan."""

    area: Area | None
    caption: str
    title: str
    notice: Notice
    figures: tuple[Row, ...]
    introduction: Prose | None
    facts: tuple[Row, ...]
    contents: tuple[Link, ...]
    is_outcomes: bool
    section_word: str
    ref_word: str
    action_word: str
    status_word: str
    columns: tuple[PlanColumn, ...]
    sections: tuple[SectionView, ...]
    mentions: tuple[Entry, ...]


def page(register: Register, plan: Plan) -> Page:
    """The page of a plan."""
    works = work_of(register, plan)
    fields = tuple(name for name in COLUMNS[plan.layout] if _has_column(plan, works, name))
    sections = tuple(_sections(register, plan, works, fields))
    view = PlanView(
        area=area_of(register, plan),
        caption=_caption(register, plan),
        title=plan.title,
        notice=_notice(register, plan),
        figures=tuple(_figures(works)),
        introduction=prose(register, plan.introduction, plan),
        facts=tuple(_facts(register, plan, works)),
        contents=tuple(_contents(sections)),
        is_outcomes=plan.layout == "outcomes",
        section_word=_section_word(plan),
        ref_word=heading(plan.headings, "ref") if any(w.action.ref for w in works) else "",
        action_word=heading(plan.headings, "action"),
        status_word=(plan.headings and plan.headings.status) or "Status and due",
        columns=tuple(PlanColumn(name, heading(plan.headings, name)) for name in fields),
        sections=sections,
        mentions=mentions(register, plan),
    )
    partnership = register.get(Partnership, plan.partnership)
    return Page(
        address(plan),
        "pages/plan.html",
        f"{plan.title}, {short_title(partnership)}" if partnership else plan.title,
        _description(register, plan, works),
        REGISTER.text if partnership else ACTIONS.text,
        view,
        breadcrumbs(register, plan),
        plan.updated,
        edit_url(register, plan),
        plan.period.start if plan.period else None,
    )


def section_anchor(plan: Plan, number: int) -> str:
    """The anchor of an objective, outcome or group: `objective-2` for the second."""
    return f"{plan.layout.removesuffix('s')}-{number + 1}"


def section_address(plan: Plan, number: int) -> str:
    """The address of an objective, outcome or group of a plan."""
    return f"{address(plan)}#{section_anchor(plan, number)}"


def type_words(plan: Plan) -> str:
    """What kind of plan it is."""
    return TYPES[plan.type]


def period_words(plan: Plan) -> str:
    """The time that a plan covers; empty where it does not say."""
    if not plan.period:
        return ""
    if not plan.period.end:
        return f"From {day(plan.period.start)}"
    return f"{day(plan.period.start)} to {day(plan.period.end)}"


# The head of the page


def _caption(register: Register, plan: Plan) -> str:
    partnership = register.get(Partnership, plan.partnership)
    return f"{type_words(plan)}, {short_title(partnership)}" if partnership else type_words(plan)


def _description(register: Register, plan: Plan, works: tuple[Work, ...]) -> str:
    partnership = register.get(Partnership, plan.partnership)
    of = f" of {short_title(partnership)}" if partnership else ""
    done = sum(work.status == "complete" for work in works)
    return f"{type_words(plan)}{of}: {plural(len(works), 'action')}, {done} of them complete."


def _notice(register: Register, plan: Plan) -> Notice:
    decision = plan.approved_by and register.resolve(("decision",), plan.approved_by, plan)
    by = link_to(decision) if decision else None
    approval = f"It was approved by {in_text(by)}." if by else ""
    if plan.status == "draft":
        return Notice(
            "This plan is a draft", "It has not been approved and may change.", "attention"
        )
    if plan.status == "closed":
        return Notice(
            "This plan is closed",
            "Nothing more is done under it, and what was not complete is not counted as overdue."
            f" {approval}".strip(),
            "neutral",
        )
    return Notice(
        "This plan is approved",
        approval or "The decision that approved it is not recorded.",
        "good",
    )


def _figures(works: tuple[Work, ...]) -> Iterator[Row]:
    yield Row("action" if len(works) == 1 else "actions", str(len(works)))
    for word in ("complete", "under-way", "delayed", "not-started", "withdrawn"):
        number = sum(work.status == word for work in works)
        if number or word == "complete":
            yield Row(word.replace("-", " "), str(number))
    yield Row("overdue", str(sum(work.is_overdue for work in works)))


def _facts(register: Register, plan: Plan, works: tuple[Work, ...]) -> Iterator[Row]:
    if plan.period:
        yield Row("Period", period_words(plan))
    yield from _review_facts(register, plan)
    late = sorted((work for work in works if work.is_overdue), key=attrgetter("due"))
    if late:
        yield Row("Overdue", tuple(_short_link(register, w, "was due", w.due) for w in late))
    ahead = (work for work in works if work.next_due and not work.is_overdue)
    soonest = sorted(ahead, key=attrgetter("next_due"))[:3]
    if soonest:
        yield Row("Due next", tuple(_short_link(register, w, "by", w.next_due) for w in soonest))
    if works and not any(work.has_lead for work in works):
        yield Row("Leads", NO_LEAD, "The plan names nobody for any of its actions.")
    document = named(register, "document", plan.document, plan)
    if document:
        yield Row("As a document", document)
    if plan.source_file:
        yield Row("Taken from the file", plan.source_file)
    passed_over = missing_refs(action.ref for action in plan.every_action() if action.ref)
    if passed_over:
        yield Row("Numbering", _numbering(passed_over))


def _review_facts(register: Register, plan: Plan) -> Iterator[Row]:
    stands = review_standing(register, plan)
    if plan.review_every:
        late: tuple[Value, ...] = ()
        if stands.is_late and stands.last:
            late = (Status(f"Not reviewed since {day(stands.last)}", "attention"),)
        elif stands.is_late:
            late = (Status("Not reviewed yet", "attention"),)
        note = f"Next by {day(stands.due)}." if stands.due and not stands.is_late else ""
        yield Row("To be reviewed", (EVERY[plan.review_every], *late), note)
    if plan.reviewed:
        newest = sorted(plan.reviewed, key=lambda review: review.date, reverse=True)
        said = (f"{day(r.date)}: {r.note}" if r.note else day(r.date) for r in newest)
        yield Row("Reviewed on", tuple(said))
    due = plan.effectiveness_review_due
    if due:
        is_late = effectiveness_due(plan) and due < register.as_of and plan.status != "closed"
        yield Row("Effect to be reviewed by", (due, OVERDUE) if is_late else due)


def _short_link(register: Register, work: Work, how: str, when: date | None) -> Link:
    note = f"{how} {day(when)}" if when else ""
    return Link(action_words(register, work, most=70), f"#{work.entry.anchor}", note)


def _numbering(refs: tuple[str, ...]) -> str:
    if len(refs) == 1:
        return f"There is no action {refs[0]}. The numbers are those of the paper."
    listed = f"{', '.join(refs[:-1])} and {refs[-1]}"
    return f"There are no actions {listed}. The numbers are those of the paper."


def _section_word(plan: Plan) -> str:
    own = plan.headings and plan.headings.section
    return own or {"objectives": "Objective", "outcomes": "Outcome"}.get(plan.layout, "")


def _contents(sections: tuple[SectionView, ...]) -> Iterator[Link]:
    for section in sections:
        if section.title and len(sections) > 1:
            count = plural(len(section.actions), "action").lower()
            yield Link(section.title, f"#{section.anchor}", count)


# The table


def _has_column(plan: Plan, works: tuple[Work, ...], name: str) -> bool:
    """Whether a field is a column: the paper has one, or enough actions fill it.

    What only a few actions say stands below them, so that the table has no empty columns.
    """
    if plan.layout == "outcomes":
        return any(_of_section(section, name) for section in plan.sections)
    says = sum(_says(work, name) for work in works)
    is_named = bool(plan.headings and getattr(plan.headings, name))
    return says > 0 and (is_named or says * 3 >= len(works))


def _of_section(section: Section, name: str) -> object:
    own = {"leads": "leads_text", "timescale": "timescales"}
    return getattr(section, own.get(name, name))


def _sections(
    register: Register, plan: Plan, works: tuple[Work, ...], fields: tuple[str, ...]
) -> Iterator[SectionView]:
    if not plan.sections:
        actions = tuple(_action(register, plan, work, fields) for work in works)
        yield SectionView("", "", "", None, (), (), actions)
    outcomes = plan.layout == "outcomes"
    above = None
    for number, section in enumerate(plan.sections):
        own = tuple(work for work in works if work.section is section)
        yield SectionView(
            heading=section.heading or "" if section.heading != above else "",
            title=section.title,
            anchor=section_anchor(plan, number),
            text=prose(register, section.text, plan),
            facts=tuple(_section_facts(register, plan, section, outcomes=outcomes)),
            cells=tuple(_section_cell(register, plan, section, name) for name in fields)
            if outcomes
            else (),
            actions=tuple(
                _action(register, plan, work, () if outcomes else fields) for work in own
            ),
        )
        above = section.heading


def _section_facts(
    register: Register, plan: Plan, section: Section, *, outcomes: bool
) -> Iterator[Row]:
    """What is said of the section as a whole; the lists of an outcome are cells of its row."""
    yield from _serves(register, plan, section.contributes_to)
    if outcomes:
        return
    for name in ("measures", "timescale", "leads", "resources", "comments"):
        if _of_section(section, name):
            cell = _section_cell(register, plan, section, name)
            notes = " ".join(dict.fromkeys(item.note for item in cell.items if item.note))
            yield Row(cell.label, tuple(item.value for item in cell.items), notes)


def _section_cell(register: Register, plan: Plan, section: Section, name: str) -> PlanCell:
    label = heading(plan.headings, name)
    match name:
        case "measures":
            items = [Noted(prose(register, text, plan)) for text in section.measures]
        case "timescale":
            items = [
                Noted(text, _section_reading(register, plan, text)) for text in section.timescales
            ]
        case "leads":
            items = [Noted(section_lead(words)) for words in section.leads_text]
            if not items and not any(a.leads or a.leads_text for a in section.actions):
                items = [Noted(NO_LEAD)]
        case _:
            text = getattr(section, name)
            items = [Noted(prose(register, text, plan))] if text else []
    return PlanCell(label, tuple(items))


def _action(register: Register, plan: Plan, work: Work, fields: tuple[str, ...]) -> ActionView:
    reports = progress(register, work)
    return ActionView(
        ref=work.action.ref or "",
        anchor=work.entry.anchor,
        text=Prose(resolved(register, work.action.action, plan)),
        cells=tuple(_cell(register, plan, work, name) for name in fields),
        standing=standing(work),
        due=due_words(work),
        facts=(*_uncolumned(register, plan, work, fields), *_further(register, work, fields)),
        reports=reports[:LATEST],
        earlier_reports=reports[LATEST:],
    )


def _further(register: Register, work: Work, fields: tuple[str, ...]) -> Iterator[Row]:
    """Facts that no column shows; the objectives of the section are said once, above it."""
    yield from _serves(register, work.holder, work.action.contributes_to)
    yield from facts(register, work, but={*fields, "contributes_to"})


def _serves(register: Register, plan: Record, refs: tuple[str, ...]) -> Iterator[Row]:
    found = (register.resolve(("objective",), ref, plan) for ref in refs)
    serves = tuple(objective_link(entry) for entry in found if entry)
    if serves:
        yield Row("Serves", serves)


def _uncolumned(
    register: Register, plan: Plan, work: Work, fields: tuple[str, ...]
) -> Iterator[Row]:
    """What an action says for itself and no column shows."""
    for name in COLUMNS["objectives"]:
        if name not in (*fields, "priority") and _says(work, name):
            cell = _cell(register, plan, work, name)
            values = tuple(item.value for item in cell.items)
            yield Row(cell.label, values, " ".join(item.note for item in cell.items if item.note))


def _says(work: Work, name: str) -> bool:
    if name == "priority":
        return work.priority is not None
    return bool(getattr(work.action, name) or (name == "leads" and work.action.leads_text))


def _cell(register: Register, plan: Plan, work: Work, name: str) -> PlanCell:
    label = heading(plan.headings, name)
    action = work.action
    match name:
        case "measures":
            items = [Noted(prose(register, text, plan)) for text in action.measures]
        case "leads":
            items = [Noted(lead) for lead in leads(register, work)]
        case "timescale":
            items = [Noted(action.timescale, reading_of(work))] if action.timescale else []
        case "priority":
            items = [Noted(priority_words(work), priority_basis(work))] if work.priority else []
        case _:
            items = [Noted(prose(register, text, plan))] if (text := getattr(action, name)) else []
    return PlanCell(label, tuple(items))


def _section_reading(register: Register, plan: Plan, text: str) -> str:
    timescale = read(text)
    following = timescale.next_due(register.as_of) if plan.status != "closed" else None
    next_due = f"Next due {day(following)}." if following and timescale.recurrences else ""
    return f"{reading(timescale)} {next_due}".strip()
