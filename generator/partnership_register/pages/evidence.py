"""Evidence for a governance review, worked out from the records instead of being remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from partnership_register.model.council import Aspect
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import area_address
from partnership_register.pages.shapes import Link, Row, Status, Value
from partnership_register.pages.standings import agreement_status, level
from partnership_register.pages.writing import day, plural, record_link
from partnership_register.register import Register
from partnership_register.register.gaps import portfolios_without_seat
from partnership_register.register.seats import (
    Seat,
    filled,
    in_role,
    missing_categories,
    post_title,
    seats,
)
from partnership_register.register.standing import (
    a_year_before,
    agreement_of,
    assessments_of,
    governing_documents,
    held_meetings,
    plans_of,
    review_lapsed,
    risks_of,
)
from partnership_register.register.work import work_of

Evidence = Callable[[Register, Partnership], Iterator[Row]]


def evidence(register: Register, partnership: Partnership, aspect: Aspect) -> tuple[Row, ...]:
    """What the records say today that bears on an aspect; nothing where the council asks for none.

    Aspects of the default list that ask something narrower than their kind of evidence get the
    facts that answer it.
    """
    if not aspect.evidence:
        return ()
    find = BY_ASPECT.get(aspect.id) or BY_KIND[aspect.evidence]
    return tuple(find(register, partnership))


def members(register: Register, partnership: Partnership) -> Iterator[Row]:
    """Who sits there, by sector and by category, and which seats are missing or held over."""
    here = filled(register, partnership)
    organisations = {seat.membership.organisation for seat in here}
    said = f"{plural(len(here), 'seat')}, {plural(len(organisations), 'organisation').lower()}"
    yield Row("Seats filled", Link(said, area_address(partnership.id, "members")))
    sectors = {sector.id: sector.title for sector in register.council.sectors}
    categories = {category.id: category.title for category in register.council.categories}
    yield from _tally("By sector", (sectors.get(_sector(register, seat), "") for seat in here))
    yield from _tally(
        "By kind of member", (categories.get(seat.membership.category or "", "") for seat in here)
    )
    if partnership.required_categories:
        missing = [categories.get(each, each) for each in missing_categories(register, partnership)]
        yield Row("Kinds of member it must have", _lacking(missing, "All there"))
    over = [s for s in seats(register, partnership) if s.standing == "carried-over"]
    if over:
        yield Row("Terms that have run out", tuple(_body(register, seat) for seat in over))


def councillors(register: Register, partnership: Partnership) -> Iterator[Row]:
    """Which elected members and portfolio holders sit there, and which should."""
    here = filled(register, partnership)
    elected = [seat for seat in here if seat.membership.category == "elected-member"]
    yield Row("Elected members", tuple(_who(register, seat) for seat in elected) or "None")
    missing = portfolios_without_seat(register, partnership)
    if partnership.portfolios:
        said = [f"{each.title} ({each.holder})" if each.holder else each.title for each in missing]
        yield Row("Portfolio holders in whose remit it falls", _lacking(said, "All have a seat"))


def representation(register: Register, partnership: Partnership) -> Iterator[Row]:
    """For how many seats it is on record what they may decide and for whom they speak."""
    here = [seat.membership for seat in filled(register, partnership)]
    yield Row("Seats that say what the member may decide", _share(m.delegation for m in here))
    yield Row("Seats that say for whom the member speaks", _share(m.represents for m in here))
    yield Row("Seats that say how those people are told", _share(m.feedback_route for m in here))


def chairing(register: Register, partnership: Partnership) -> Iterator[Row]:
    """Who holds the chair until when, and who took it at the last meetings."""
    for role, term in (("chair", "Chair"), ("vice-chair", "Vice-chair")):
        seated = in_role(register, partnership, role)
        yield Row(term, tuple(_with_term(register, seat) for seat in seated) or "Nobody")
    recent = [meeting for meeting in held_meetings(register, partnership)[-4:] if meeting.chair]
    if recent:
        yield Row("Took the chair", tuple(f"{m.chair}, {day(m.date)}" for m in reversed(recent)))


def meetings(register: Register, partnership: Partnership) -> Iterator[Row]:
    """How often it met in the last year, in public or not, and what of it is on record."""
    held = _last_year(register, partnership)
    rooms = area_address(partnership.id, "meetings")
    yield Row("Meetings held in the last year", Link(plural(len(held), "meeting"), rooms))
    if not held:
        return
    yield Row("Minutes published", _share(m.minutes for m in held))
    yield Row("Open to the public", _share(m.public for m in held))
    yield Row("Decisions recorded", str(sum(len(m.decisions) for m in held)))


def communications(register: Register, partnership: Partnership) -> Iterator[Row]:
    """How soon after the meetings of the last year people could read about them."""
    held = _last_year(register, partnership)
    if not held:
        yield Row("Meetings held in the last year", "None")
        return
    yield Row("Agendas with a day of publication", _share(m.agenda_published for m in held))
    waits = [(m.minutes.published - m.date).days for m in held if m.minutes and m.minutes.published]
    said = _share(m.minutes for m in held)
    if waits:
        said += f", {_waited(min(waits), max(waits))}"
    yield Row("Minutes published", said)
    yield Row("Meetings with messages to pass on", _share(m.key_messages for m in held))


def risks(register: Register, partnership: Partnership) -> Iterator[Row]:
    """The open risks by level, those not reviewed in time, and how the actions stand."""
    found = risks_of(register, partnership)
    room = area_address(partnership.id, "risks")
    yield Row("Open risks", Link(plural(len(found), "risk"), room))
    yield from _tally("By level", (level(register, risk.residual.value).word for risk in found))
    months = register.council.risk_matrix.review_months
    late = [record_link(risk) for risk in found if review_lapsed(register, risk)]
    if found:
        yield Row(f"Not reviewed for {months} months", tuple(late) or Status("None", "good"))
    yield from plans(register, partnership)


def plans(register: Register, partnership: Partnership) -> Iterator[Row]:
    """The plans in hand, and how far their actions have come."""
    found = plans_of(register, partnership)
    yield Row("Plans", tuple(record_link(plan) for plan in found) or "None")
    actions = [each for plan in found for each in work_of(register, plan)]
    if actions:
        overdue = sum(1 for each in actions if each.is_overdue)
        yield Row("Actions complete", _share(each.status == "complete" for each in actions))
        late = Status(str(overdue), "bad") if overdue else Status("None", "good")
        yield Row("Actions overdue", late)


def documents(register: Register, partnership: Partnership) -> Iterator[Row]:
    """The governing document and until when it holds, and the plans that put it into practice."""
    agreement = agreement_of(register, partnership)
    document = agreement.document
    said: Value = agreement_status(agreement)
    if document:
        said = (agreement_status(agreement), record_link(document))
    yield Row("Agreement or terms of reference", said)
    if document and document.review_due:
        yield Row("To be reviewed by", document.review_due)
    found = plans_of(register, partnership)
    yield Row("Plans", tuple(record_link(plan) for plan in found) or "None")


def equalities(register: Register, partnership: Partnership) -> Iterator[Row]:
    """Which equality impact assessments there are, and whether the agreement has one."""
    found = [
        document
        for document in register.within(Document, partnership.id)
        if document.type == "equality-impact-assessment"
    ]
    yield Row("Equality impact assessments", tuple(record_link(each) for each in found) or "None")
    for document in governing_documents(register, partnership):
        is_assessed = bool(assessments_of(register, document))
        said = Status("Yes", "good") if is_assessed else Status("No", "bad")
        yield Row(f"Assessed: {document.title}", said)


BY_KIND: dict[str, Evidence] = {
    "members": members,
    "risks": risks,
    "meetings": meetings,
    "plans": plans,
    "documents": documents,
}
BY_ASPECT: dict[str, Evidence] = {
    "elected-members": councillors,
    "delegation": representation,
    "chairmanship": chairing,
    "communications": communications,
    "equalities": equalities,
}


def _last_year(register: Register, partnership: Partnership) -> tuple[Meeting, ...]:
    return held_meetings(register, partnership, a_year_before(register.as_of))


def _tally(term: str, found: Iterable[str]) -> Iterator[Row]:
    """How often each word was found, most often first, then by the alphabet."""
    counts = Counter(word for word in found if word)
    if counts:
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        yield Row(term, tuple(f"{word}: {number}" for word, number in ordered))


def _share(found: Iterable[object]) -> str:
    each = [bool(one) for one in found]
    return f"{sum(each)} of {len(each)}"


def _waited(fewest: int, most: int) -> str:
    """How long people waited for minutes, in days."""
    if not most:
        return "on the day of the meeting"
    days = plural(most, "day")
    return f"{days if fewest == most else f'{fewest} to {days}'} after the meeting"


def _lacking(missing: list[str], none: str) -> Status:
    return Status(f"Missing: {', '.join(missing)}", "bad") if missing else Status(none, "good")


def _sector(register: Register, seat: Seat) -> str:
    if seat.membership.sector:
        return seat.membership.sector
    organisation = register.get(Organisation, seat.membership.organisation)
    return organisation.sector if organisation else ""


def _body(register: Register, seat: Seat) -> str:
    organisation = register.get(Organisation, seat.membership.organisation)
    return organisation.label if organisation else seat.membership.organisation


def _who(register: Register, seat: Seat) -> str:
    who = seat.membership.name or post_title(register, seat.membership)
    return f"{who}, {_body(register, seat)}"


def _with_term(register: Register, seat: Seat) -> str:
    ends = f", until {day(seat.membership.end)}" if seat.membership.end else ""
    return f"{_who(register, seat)}{ends}"
