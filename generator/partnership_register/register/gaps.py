"""What the records lack: each rule says what should be there and why, and finds where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from partnership_register.model.council import Category, Portfolio
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership, StandingItem
from partnership_register.model.plan import Plan
from partnership_register.model.risk import Risk
from partnership_register.register.entries import Entry
from partnership_register.register.plans import effectiveness_due, review_standing
from partnership_register.register.register import Register
from partnership_register.register.seats import (
    Seat,
    filled,
    in_role,
    missing_categories,
    officers_now,
    post_title,
    seats,
    successor_to_come,
)
from partnership_register.register.standing import (
    a_year_before,
    agreement_of,
    held_meetings,
    is_at_work,
    is_coming,
    is_past,
    last_reviewed,
    meetings_of,
    next_meeting,
    review_lapsed,
    review_of,
    risks_of,
)
from partnership_register.register.work import work
from partnership_register.timescales.periods import in_words

HOLDERS_SIT_ON = ("strategic", "thematic", "statutory")
"""Types of partnership on which the holders of the portfolios concerned are expected to sit."""


class Lack(NamedTuple):
    """Something that a rule found missing, before it is known by which rule."""

    sentence: str
    entry: Entry
    """Where it is missing: the record to mend, or the part of one."""
    partnership: Partnership | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that should be on record, why it matters, and how to find where it is not."""

    id: str
    title: str
    why: str
    find: Callable[[Register], Iterator[Lack]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a rule is not kept; `partnership` is None where it concerns several or none."""

    rule: Rule
    partnership: Partnership | None
    sentence: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Known:
    """The gaps of one register, and the same by partnership."""

    all: tuple[Gap, ...]
    of: dict[str, list[Gap]]


_KNOWN: WeakKeyDictionary[Register, _Known] = WeakKeyDictionary()
"""The gaps of each register that was asked for them: a register never changes."""


def gaps(register: Register) -> tuple[Gap, ...]:
    """Every gap in the register's own records, in the order of the rules."""
    return _known(register).all


def gaps_of(register: Register, partnership: Partnership) -> tuple[Gap, ...]:
    """The gaps that concern a partnership of its own, those of its shared risks included."""
    found = [gap for gap in _known(register).of.get(partnership.id, ()) if gap.entry.kind != "risk"]
    by_id = sorted(risks_of(register, partnership), key=lambda risk: risk.id)
    lapsed = (_not_reviewed_in_time(register, risk) for risk in by_id)
    found += [_gap(RISK_NOT_REVIEWED, lack) for lack in lapsed if lack]
    return tuple(sorted(found, key=lambda gap: RULES.index(gap.rule)))


def _known(register: Register) -> _Known:
    if register not in _KNOWN:
        known = _Known(
            tuple(_gap(rule, lack) for rule in RULES for lack in rule.find(register)), {}
        )
        for gap in known.all:
            if gap.partnership:
                known.of.setdefault(gap.partnership.id, []).append(gap)
        _KNOWN[register] = known
    return _KNOWN[register]


def _gap(rule: Rule, lack: Lack) -> Gap:
    return Gap(rule, lack.partnership, lack.sentence, lack.entry)


# Who is there


def _no_officer_support(_: Register, partnership: Partnership) -> Iterator[str]:
    support = partnership.support
    if not support:
        yield "It is not recorded whether officers support the partnership."
    elif support.status != "in-place":
        since = f" since {in_words(support.since)}" if support.since else ""
        stands = "no" if support.status == "none" else "only some"
        note = f" {support.note.rstrip('.')}." if support.note else ""
        yield f"There {'has been' if since else 'is'} {stands} officer support{since}.{note}"


def _no_lead_officer(register: Register, partnership: Partnership) -> Iterator[str]:
    if not any(officer.role == "lead" for officer in officers_now(register, partnership)):
        yield "No lead officer is named."


def _no_chair(register: Register, partnership: Partnership) -> Iterator[str]:
    if not in_role(register, partnership, "chair"):
        yield "Nobody is recorded in the chair."


def _no_partners(register: Register, partnership: Partnership) -> Iterator[str]:
    if not filled(register, partnership):
        yield "No members are listed."


def _category_missing(register: Register, partnership: Partnership) -> Iterator[str]:
    for missing in missing_categories(register, partnership):
        entry = register.resolve(("category",), missing, partnership)
        category = entry.part if entry else None
        title = category.title if isinstance(category, Category) else missing
        yield f"No member is recorded in a category that it must have: {title}."


def _term_carried_over(register: Register) -> Iterator[Lack]:
    for partnership in _at_work(register):
        for seat in seats(register, partnership):
            if seat.standing == "carried-over" and seat.membership.end:
                who = _holder(register, seat)
                ended = in_words(seat.membership.end)
                yield Lack(
                    f"The term of {who} ended on {ended} and {_succession(seat)}.",
                    seat.entry,
                    partnership,
                )


def _succession(seat: Seat) -> str:
    successor = successor_to_come(seat)
    if successor and successor.start:
        return f"the successor begins only on {in_words(successor.start)}"
    return "no successor is recorded"


def _portfolio_without_seat(register: Register, partnership: Partnership) -> Iterator[str]:
    for portfolio in portfolios_without_seat(register, partnership):
        holder = f", {portfolio.holder}," if portfolio.holder else ""
        yield f"The holder of the portfolio {portfolio.title}{holder} has no seat."


def portfolios_without_seat(register: Register, partnership: Partnership) -> tuple[Portfolio, ...]:
    """Portfolios that the partnership falls under, whose holders should sit on it and do not."""
    if partnership.type not in HOLDERS_SIT_ON:
        return ()
    seated = {
        register.resolve(("portfolio",), seat.membership.portfolio, partnership)
        for seat in filled(register, partnership)
        if seat.membership.portfolio
    }
    concerned = (
        register.resolve(("portfolio",), ref, partnership) for ref in partnership.portfolios
    )
    return tuple(
        entry.part
        for entry in concerned
        if entry and entry not in seated and isinstance(entry.part, Portfolio)
    )


# How it is governed


def _no_agreement(register: Register, partnership: Partnership) -> Iterator[str]:
    if agreement_of(register, partnership).state == "none":
        yield "No adopted agreement or terms of reference are on record."


def _agreement_out_of_date(register: Register) -> Iterator[Lack]:
    for partnership in _at_work(register):
        agreement = agreement_of(register, partnership)
        document = agreement.document
        if agreement.state == "out-of-date" and document and document.review_due:
            yield Lack(
                f"{document.title}: the review was due by {in_words(document.review_due)}.",
                register.entry(document),
                partnership,
            )


def _never_reviewed(register: Register, partnership: Partnership) -> Iterator[str]:
    if review_of(register, partnership).state != "never":
        return
    cycle, began = partnership.review_cycle, partnership.active and partnership.active.start
    if cycle and began and not is_past(register, began, cycle.every):
        return  # too young for its first review
    yield "Its governance has not been reviewed yet."


def _review_overdue(register: Register, partnership: Partnership) -> Iterator[str]:
    standing = review_of(register, partnership)
    if standing.state == "overdue" and standing.due and standing.last:
        yield (
            f"A governance review was due by {in_words(standing.due)};"
            f" the last was on {in_words(standing.last.date)}."
        )


def _no_review_cycle(register: Register, partnership: Partnership) -> Iterator[str]:
    standing = review_of(register, partnership)
    if standing.state != "not-in-scope" and not standing.due:
        yield "It is not recorded when its governance is to be reviewed."


# Risks


def _no_risk(register: Register, partnership: Partnership) -> Iterator[str]:
    if not risks_of(register, partnership):
        yield "No open risk is recorded."


def _risk_not_reviewed(register: Register) -> Iterator[Lack]:
    lapsed = (_not_reviewed_in_time(register, risk) for risk in register.own(Risk))
    return (lack for lack in lapsed if lack)


def _not_reviewed_in_time(register: Register, risk: Risk) -> Lack | None:
    if not review_lapsed(register, risk):
        return None
    seen = last_reviewed(risk)
    said = f"not reviewed since {in_words(seen)}" if seen else "no review is recorded"
    touched = [
        partnership for ref in risk.partnerships if (partnership := register.get(Partnership, ref))
    ]
    sole = touched[0] if len(touched) == 1 else None
    return Lack(f"{risk.title}: {said}.", register.entry(risk), sole)


# Plans and actions


def _plan_in_draft(register: Register) -> Iterator[Lack]:
    for plan, partnership in _plans(register):
        if plan.status == "draft":
            yield Lack(f"{plan.title} is still a draft.", register.entry(plan), partnership)


def _plan_not_reviewed(register: Register) -> Iterator[Lack]:
    for plan, partnership in _plans(register):
        stands = review_standing(register, plan)
        if not plan.review_every or not (stands.is_late or stands.has_no_day):
            continue
        said = "it never was"
        if stands.has_no_day:
            said += ", and it has no period from which to count"
        elif stands.last:
            said = f"it was last gone through on {in_words(stands.last)}"
        often = plan.review_every.replace("-", " a ")
        sentence = f"{plan.title} is to be gone through every {often}; {said}."
        yield Lack(sentence, register.entry(plan), partnership)


def _effectiveness_not_reviewed(register: Register) -> Iterator[Lack]:
    for plan, partnership in _plans(register):
        due = effectiveness_due(plan)
        if due and due < register.as_of:
            yield Lack(
                f"What {plan.title} has achieved was to be reviewed by {in_words(due)}.",
                register.entry(plan),
                partnership,
            )


def _action_without_lead(register: Register) -> Iterator[Lack]:
    for each in work(register):
        action = each.action
        if not each.is_open or each.has_lead or action.handled_elsewhere:
            continue
        ref = f"Action {action.ref}" if action.ref else "An action"
        said = f'says "{action.leads_text}" for its lead' if action.leads_text else "has no lead"
        sentence = f"{ref} of {each.holder.label} {said}."
        yield Lack(sentence, each.entry, _of(register, each.entry))


# Meetings


def _no_meeting(register: Register, partnership: Partnership) -> Iterator[str]:
    since = a_year_before(register.as_of)
    began = partnership.active and partnership.active.start
    if partnership.status != "active" or (began and began > since):
        return
    if not held_meetings(register, partnership, since) and not next_meeting(register, partnership):
        yield "No meeting was held in the last year and none is planned."


def _past_its_end(register: Register, partnership: Partnership) -> Iterator[str]:
    end = partnership.active and partnership.active.end
    if end and end < register.as_of:
        yield f"It was to end on {in_words(end)}; the record still calls it {partnership.status}."


def _still_scheduled(register: Register) -> Iterator[Lack]:
    for partnership in register.own(Partnership):
        for meeting in meetings_of(register, partnership):
            if meeting.status == "scheduled" and meeting.date < register.as_of:
                sentence = f"{meeting.label}: the record still calls it scheduled."
                yield Lack(sentence, register.entry(meeting), partnership)


def _term_ends_soon(register: Register) -> Iterator[Lack]:
    for partnership in _at_work(register):
        for seat in filled(register, partnership):
            end = seat.membership.end
            if end and is_coming(register, end, 6):
                who = _holder(register, seat)
                yield Lack(f"The term of {who} ends on {in_words(end)}.", seat.entry, partnership)


def _minutes_not_published(register: Register) -> Iterator[Lack]:
    for partnership in register.own(Partnership):
        for meeting in held_meetings(register, partnership):
            if not meeting.minutes and is_past(register, meeting.date, 1):
                sentence = f"{meeting.label}: no minutes are published."
                yield Lack(sentence, register.entry(meeting), partnership)


def _standing_item_missing(register: Register) -> Iterator[Lack]:
    """Agendas of the last year and those to come; what older ones lacked nobody can mend."""
    since = a_year_before(register.as_of)
    for partnership in _at_work(register):
        for meeting in meetings_of(register, partnership):
            if meeting.date < since:
                continue
            missing = [i for i in partnership.standing_items if _lacks(meeting, i)]
            if missing:
                titles = " and ".join(f'"{item.title}"' for item in missing)
                sentence = f"{meeting.label}: the agenda does not carry {titles}."
                yield Lack(sentence, register.entry(meeting), partnership)


def _lacks(meeting: Meeting, standing: StandingItem) -> bool:
    if not meeting.items or meeting.status in ("cancelled", "moved"):
        return False
    if standing.since and meeting.date < standing.since:
        return False
    wanted = (standing.match or standing.title).casefold()
    return not any(wanted in item.title.casefold() for item in meeting.items)


def _at_work(register: Register) -> Iterator[Partnership]:
    return (p for p in register.own(Partnership) if is_at_work(p))


def _plans(register: Register) -> Iterator[tuple[Plan, Partnership | None]]:
    for plan in register.own(Plan):
        if plan.status != "closed":
            yield plan, _of(register, register.entry(plan))


def _of(register: Register, entry: Entry) -> Partnership | None:
    return register.get(Partnership, entry.record.partnership)


def _holder(register: Register, seat: Seat) -> str:
    """The person in a seat, else the post and the organisation that it belongs to."""
    membership = seat.membership
    if membership.name:
        return membership.name
    body = register.resolve(("organisation",), membership.organisation, seat.partnership)
    post = f"the {post_title(register, membership)}" if membership.post else ""
    return ", ".join(filter(None, (post, body.record.label if body else "")))


def _each(
    find: Callable[[Register, Partnership], Iterator[str]],
) -> Callable[[Register], Iterator[Lack]]:
    """A rule about the record of each partnership at work."""

    def find_all(register: Register) -> Iterator[Lack]:
        for partnership in _at_work(register):
            for sentence in find(register, partnership):
                yield Lack(sentence, register.entry(partnership), partnership)

    return find_all


RISK_NOT_REVIEWED = Rule(
    "risk-not-reviewed",
    "Risk not reviewed in time",
    "A score that nobody has looked at for months says little about the risk today.",
    _risk_not_reviewed,
)
"""The one rule about records that are the council's and bear on partnerships."""

RULES = (
    Rule(
        "no-officer-support",
        "Officer support not in place",
        "Without somebody to send papers and follow up, a partnership stops when people are busy.",
        _each(_no_officer_support),
    ),
    Rule(
        "no-lead-officer",
        "No lead officer",
        "Someone in the council should answer for its part in every partnership.",
        _each(_no_lead_officer),
    ),
    Rule(
        "no-chair",
        "No chair",
        "The chair answers for how a partnership is run, and partners and residents turn to them.",
        _each(_no_chair),
    ),
    Rule(
        "no-partners",
        "No members listed",
        "Without a list of members nobody can tell who takes the decisions.",
        _each(_no_partners),
    ),
    Rule(
        "category-missing",
        "A required kind of member is missing",
        "The partnership has agreed that these voices must be at the table.",
        _each(_category_missing),
    ),
    Rule(
        "term-carried-over",
        "A term has ended without a successor",
        "Nobody has confirmed that these members stay; until then they still count as members.",
        _term_carried_over,
    ),
    Rule(
        "term-ends-soon",
        "A term ends within six months",
        "There is still time to find a successor or to renew the term.",
        _term_ends_soon,
    ),
    Rule(
        "portfolio-without-seat",
        "A portfolio holder has no seat",
        "Cabinet members should sit on the partnerships in their remit, to speak for the council"
        " and to keep each other informed.",
        _each(_portfolio_without_seat),
    ),
    Rule(
        "no-agreement",
        "No agreement or terms of reference",
        "Partners should have agreed in writing what they do together and who decides.",
        _each(_no_agreement),
    ),
    Rule(
        "agreement-out-of-date",
        "Agreement out of date",
        "An agreement that is past its review may no longer say how the partnership works.",
        _agreement_out_of_date,
    ),
    Rule(
        "never-reviewed",
        "Governance never reviewed",
        "A review shows whether the partnership is well run and whether the council should stay.",
        _each(_never_reviewed),
    ),
    Rule(
        "review-overdue",
        "Governance review overdue",
        "Without a recent review nobody knows whether earlier weaknesses were put right.",
        _each(_review_overdue),
    ),
    Rule(
        "no-review-cycle",
        "No date for the next review",
        "A review that no date is set for is easily forgotten.",
        _each(_no_review_cycle),
    ),
    Rule(
        "no-risk",
        "No risk recorded",
        "Something can go wrong in every partnership; an empty list means nobody has looked.",
        _each(_no_risk),
    ),
    RISK_NOT_REVIEWED,
    Rule(
        "plan-in-draft",
        "Plan still a draft",
        "Until a plan is approved, partners are not bound by it.",
        _plan_in_draft,
    ),
    Rule(
        "plan-not-reviewed",
        "Plan not gone through in time",
        "Partners have said how often they look at progress; if they do not, actions slip unseen.",
        _plan_not_reviewed,
    ),
    Rule(
        "effectiveness-not-reviewed",
        "No review of what a plan achieved",
        "Doing what was planned is not the same as making a difference.",
        _effectiveness_not_reviewed,
    ),
    Rule(
        "action-without-lead",
        "Action without a lead",
        "What nobody answers for is seldom done.",
        _action_without_lead,
    ),
    Rule(
        "minutes-not-published",
        "Minutes not published after a month",
        "Residents should be able to read what was decided soon after a meeting.",
        _minutes_not_published,
    ),
    Rule(
        "still-scheduled",
        "Nobody has said whether a meeting was held",
        "Its day is past, and readers cannot tell whether it met.",
        _still_scheduled,
    ),
    Rule(
        "standing-item-missing",
        "Regular agenda item missing",
        "The partnership has agreed to take these items at every meeting.",
        _standing_item_missing,
    ),
    Rule(
        "no-meeting",
        "Not meeting",
        "A partnership that does not meet may have stopped without anyone saying so.",
        _each(_no_meeting),
    ),
    Rule(
        "past-its-end",
        "Past its last day",
        "It has ended or it goes on, and readers cannot tell which.",
        _each(_past_its_end),
    ),
)
"""The rules, in the order in which they are shown. A new rule is a function and one line here."""
