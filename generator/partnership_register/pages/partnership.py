"""The overview of a partnership: what it is for, how it is run, whom to ask, how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership_register.model.base import words
from partnership_register.model.council import Regime
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Officer, Partnership, Resource, StandingItem
from partnership_register.pages.addresses import address, area_address, file_address
from partnership_register.pages.area import area, sub_groups, way_to
from partnership_register.pages.decisions import decision_entry
from partnership_register.pages.meetings import attendance_rule, calendar_link, minutes_status, when
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Column,
    Entry,
    Link,
    Prose,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.standings import agreement_status, review_status
from partnership_register.pages.wording import OFFICER_ROLES, SCOPES, TYPES, member_link
from partnership_register.pages.writing import (
    day,
    edit_url,
    link_to,
    links_to,
    named,
    plain,
    plural,
    record_link,
    resolved,
    short_title,
    status,
    telephone_link,
)
from partnership_register.register import Register
from partnership_register.register.decisions import decisions_of
from partnership_register.register.seats import (
    full_members,
    in_role,
    missing_categories,
    officers_now,
)
from partnership_register.register.standing import (
    agreement_of,
    involvement,
    is_in_scope,
    last_meeting,
    next_meeting,
    review_of,
    risks_of,
)
from partnership_register.register.structure import reports_to, works_with


class Contact(Shape, frozen=True):
    """Somebody to ask."""

    role: str
    post: str
    name: str
    lines: tuple[Value, ...]


class PartnershipView(Shape, frozen=True):
    """A partnership. Texts are Markdown with their links in place; empty where there is nothing."""

    area: Area
    caption: str
    title: str
    purpose: Prose
    status: Status
    logo: tuple[str, str]
    """Address and description of its logo; two empty texts where it has none."""
    closed: str
    figures: tuple[Row, ...]
    meetings: tuple[Entry, ...]
    standing: tuple[Row, ...]
    remit: str
    escalation: str
    facts: tuple[Row, ...]
    related: tuple[Row, ...]
    decision_making: str
    rules: tuple[Row, ...]
    standing_items: Table | None
    contacts: tuple[Contact, ...]
    support: tuple[Row, ...]
    resources: Table | None
    objectives: tuple[Link, ...]
    decisions: tuple[Entry, ...]
    sent_here: tuple[Entry, ...]
    """Business that other meetings sent here."""
    taken_up: tuple[Entry, ...]
    """Business that went out from here, where others deal with it."""
    links: tuple[Link, ...]
    calendar: Link | None


def page(register: Register, partnership: Partnership) -> Page:
    """The overview of a partnership."""
    return Page(
        address(partnership),
        "pages/partnership.html",
        partnership.title,
        plain(resolved(register, partnership.purpose, partnership)),
        "Partnerships",
        view(register, partnership),
        way_to(partnership, inside=False),
        partnership.updated,
        edit_url(register, partnership),
    )


def view(register: Register, partnership: Partnership) -> PartnershipView:
    """What the overview shows."""
    logo = partnership.logo
    support = partnership.support
    return PartnershipView(
        area=area(register, partnership),
        caption=TYPES[partnership.type],
        title=partnership.title,
        purpose=Prose(resolved(register, partnership.purpose, partnership)),
        status=status(partnership.status),
        logo=(file_address(partnership, logo.file), logo.alt) if logo else ("", ""),
        closed=_closed(register, partnership),
        figures=_figures(register, partnership),
        meetings=tuple(_meetings(register, partnership)),
        standing=tuple(_standing(register, partnership)),
        remit=_text(register, partnership.remit, partnership),
        escalation=_text(register, partnership.escalation, partnership),
        facts=tuple(_facts(register, partnership)),
        related=tuple(_related(register, partnership)),
        decision_making=_text(register, partnership.decision_making, partnership),
        rules=tuple(_rules(partnership)),
        standing_items=_standing_items(partnership.standing_items),
        contacts=tuple(
            _contact(register, partnership, officer)
            for officer in officers_now(register, partnership)
        ),
        support=(Row("Officer support", status(support.status), _support_note(partnership)),)
        if support and partnership.status != "closed"
        else (),
        resources=_resources(partnership.resources),
        objectives=links_to(register, "objective", partnership.contributes_to, partnership),
        decisions=tuple(
            decision_entry(register, entry) for entry in decisions_of(register, partnership)[:5]
        ),
        sent_here=_referrals(register, partnership, "referred_to", "Sent here by"),
        taken_up=_referrals(register, partnership, "referred_from", "Taken up by"),
        links=_links(partnership),
        calendar=calendar_link(register, partnership, "Add its meetings to your calendar"),
    )


def _text(register: Register, text: str | None, partnership: Partnership) -> str:
    return resolved(register, text, partnership) if text else ""


def _closed(register: Register, partnership: Partnership) -> str:
    if partnership.status != "closed":
        return ""
    ended = partnership.active.end if partnership.active else None
    when = f" on {day(ended)}" if ended else ""
    reason = _text(register, partnership.closed_reason, partnership)
    return f"**This partnership closed{when}.** Its records stay here.\n\n{reason}"


def _figures(register: Register, partnership: Partnership) -> tuple[Row, ...]:
    members = full_members(register, partnership)
    counted = (
        ("members", len(members), "member"),
        ("members", len({seat.membership.organisation for seat in members}), "organisation"),
        ("meetings", len(register.within(Meeting, partnership.id)), "meeting"),
        ("risks", len(risks_of(register, partnership)), "open risk"),
    )
    return tuple(
        Row(noun if number == 1 else f"{noun}s", str(number), area_address(partnership.id, room))
        for room, number, noun in counted
        if number or partnership.status != "closed"
    )


def _meetings(register: Register, partnership: Partnership) -> Iterator[Entry]:
    coming, last = next_meeting(register, partnership), last_meeting(register, partnership)
    if coming:
        yield Entry(
            record_link(coming),
            "Next meeting",
            text=". ".join(filter(None, (when(coming), coming.place, attendance_rule(coming)))),
        )
    if last:
        topics = ", ".join(item.title for item in last.items[:4])
        yield Entry(record_link(last), "Last meeting", text=topics, status=minutes_status(last))


def _standing(register: Register, partnership: Partnership) -> Iterator[Row]:
    if partnership.status == "closed":
        return
    yield Row("Partnership agreement or terms of reference", agreement_value(register, partnership))
    yield Row("Governance review", review_value(register, partnership))
    concluded = involvement(register, partnership)
    if concluded:
        yield Row(
            "Whether the council stays in it",
            status(concluded.decision),
            Prose(resolved(register, concluded.reason, partnership)),
        )
    missing = missing_categories(register, partnership)
    if missing:
        titles = {category.id: category.title for category in register.council.categories}
        yield Row("Kinds of member still missing", ", ".join(titles[id] for id in missing))


def agreement_value(register: Register, partnership: Partnership) -> Value:
    """Whether an agreement is in place, and a link to it."""
    agreement = agreement_of(register, partnership)
    said = agreement_status(agreement)
    return (said, record_link(agreement.document)) if agreement.document else said


def review_value(register: Register, partnership: Partnership) -> Value:
    """Where the partnership stands with its governance reviews, and a link to the last."""
    review = review_of(register, partnership)
    said: list[Value] = [review_status(review)]
    if review.due and review.state in ("due", "overdue"):
        said.append(f"Due by {day(review.due)}")
    if review.last:
        said.append(Link(f"Review of {day(review.last.date)}", address(review.last)))
    return tuple(said)


def _facts(register: Register, partnership: Partnership) -> Iterator[Row]:
    council = register.council
    active = partnership.active
    portfolios = {portfolio.id: portfolio for portfolio in council.portfolios}
    regimes = {regime.id: regime for regime in council.regimes}
    chairs = in_role(register, partnership, "chair")
    if chairs:
        yield Row("Chair", tuple(member_link(register, seat.entry) for seat in chairs))
    yield from _told("Legal basis", partnership.statutory_basis)
    if partnership.accountable_body:
        body = named(register, "organisation", partnership.accountable_body, partnership)
        yield Row("Accountable body", body)
    if partnership.portfolios:
        yield Row(
            "Cabinet portfolio",
            tuple(Link(portfolios[p].title, f"/portfolios/{p}/") for p in partnership.portfolios),
        )
    if partnership.scope:
        yield Row("Area covered", SCOPES[partnership.scope], partnership.area or "")
    yield from _told("Theme", partnership.theme)
    yield from _told("Tier", partnership.tier)
    if partnership.significance:
        significance = partnership.significance
        yield Row("Significance", words(significance.level), significance.reason or "")
    yield Row(
        "In the council's review of partnerships", "Yes" if partnership.in_review_scope else "No"
    )
    if active:
        until = f" to {day(active.end)}" if active.end else ""
        yield Row(
            "At work", f"{day(active.start)}{until}" if active.end else f"Since {day(active.start)}"
        )
    if partnership.publication_regime:
        regime = regimes[partnership.publication_regime]
        yield Row("Rules for publishing its papers", regime.title, _figures_of(regime))
    if partnership.aliases:
        yield Row("Also called", partnership.aliases)
    if partnership.former_titles:
        yield Row("Formerly", partnership.former_titles)


def _figures_of(regime: Regime) -> str:
    said = []
    if regime.notice_clear_days:
        said.append(f"agenda {regime.notice_clear_days} clear days before the meeting")
    if regime.minutes_within_days:
        said.append(f"minutes within {regime.minutes_within_days} days")
    if regime.updated_within_working_days:
        said.append(f"web pages within {regime.updated_within_working_days} working days")
    return ", ".join(said).capitalize()


def _related(register: Register, partnership: Partnership) -> Iterator[Row]:
    entry = register.entry(partnership)
    parent = named(register, "partnership", partnership.parent, partnership)
    if parent:
        yield Row("Sub-group of", parent)
    founded = named(register, "decision", partnership.established_by, partnership)
    if founded:
        yield Row("Set up by", founded)
    below = tuple(record_link(group) for group in sub_groups(register, partnership))
    if below:
        yield Row("Sub-groups", below)
    yield from _linked("Reports to", _to_each(reports_to(register, partnership)))
    yield from _linked("Receives reports from", _to_each(_reporting(register, partnership)))
    yield from _linked("Works with", _to_each(works_with(register, partnership)))
    strategies = tuple(
        record_link(link.record) for link in register.pointing_at(entry, "owner_partnership")
    )
    yield from _linked("Its strategies", strategies)


def _reporting(register: Register, partnership: Partnership) -> Iterator[Partnership]:
    """Who reports to a partnership; its sub-groups are named as such."""
    for link in register.pointing_at(register.entry(partnership), "reports_to"):
        if isinstance(link.record, Partnership) and link.record.parent != partnership.id:
            yield link.record


def _to_each(partnerships: Iterable[Partnership]) -> tuple[Link, ...]:
    return tuple(record_link(each) for each in partnerships)


def _linked(term: str, links: tuple[Link, ...]) -> Iterator[Row]:
    if links:
        yield Row(term, links)


def _told(term: str, value: str | None) -> Iterator[Row]:
    if value:
        yield Row(term, value)


def _rules(partnership: Partnership) -> Iterator[Row]:
    yield from _told("Meets", partnership.meeting_cycle)
    yield from _told("Quorum", partnership.quorum)
    yield from _told("Voting", partnership.voting)
    cycle = partnership.review_cycle
    if cycle and is_in_scope(partnership):
        every = "every year" if cycle.every == 12 else f"every {cycle.every} months"
        yield Row("Governance is reviewed", f"{every.capitalize()}, in {words(cycle.month)}")


def _standing_items(items: tuple[StandingItem, ...]) -> Table | None:
    if not items:
        return None
    rows = tuple(TableRow((i.title, i.since or "From the beginning")) for i in items)
    return Table("On every agenda", (Column("Item"), Column("Since", "date")), rows)


def _contact(register: Register, partnership: Partnership, officer: Officer) -> Contact:
    organisation = named(register, "organisation", officer.organisation, partnership)
    lines = (
        officer.team,
        organisation,
        telephone_link(officer.telephone) if officer.telephone else None,
        Link(officer.email, f"mailto:{officer.email}") if officer.email else None,
        f"Until {day(officer.end)}" if officer.end else None,
        f"Deputy: {officer.deputy}" if officer.deputy else None,
    )
    return Contact(
        OFFICER_ROLES[officer.role],
        officer.post,
        officer.name or "",
        tuple(line for line in lines if line),
    )


def _support_note(partnership: Partnership) -> str:
    support = partnership.support
    if support is None:
        return ""
    since = f"Since {day(support.since)}. " if support.since else ""
    return f"{since}{support.note or ''}".strip()


def _resources(resources: tuple[Resource, ...]) -> Table | None:
    if not resources:
        return None
    newest_first = sorted(resources, key=lambda resource: resource.year, reverse=True)
    rows = tuple(TableRow((r.year, words(r.kind), _amount(r), r.text)) for r in newest_first)
    columns = (Column("Year"), Column("Kind"), Column("Amount", "number"), Column("For"))
    return Table("What the council puts in", columns, rows)


def _amount(resource: Resource) -> str:
    said = []
    if resource.amount is not None:
        said.append(f"\u00a3{resource.amount:,}")
    if resource.days is not None:
        said.append(plural(resource.days, "day"))
    return " and ".join(said)


def _referrals(
    register: Register, partnership: Partnership, field: str, said: str
) -> tuple[Entry, ...]:
    """Items of other meetings that name the partnership in a field, newest first, each once."""
    found: dict[str, Entry] = {}
    for link in register.pointing_at(register.entry(partnership), "partnership"):
        if field not in link.loc or not link.part or not isinstance(link.record, Meeting):
            continue
        other = register.get(Partnership, link.record.partnership)
        name = short_title(other) if other else ""
        there = link_to(link.part, words=getattr(link.part.part, "title", ""))
        found.setdefault(there.url, Entry(there, link.record.date, f"{said} {name}"))
    return tuple(sorted(found.values(), key=lambda entry: str(entry.when), reverse=True))


def _links(partnership: Partnership) -> tuple[Link, ...]:
    links = [Link(link.title, link.url) for link in partnership.links]
    if partnership.website:
        links.insert(0, Link(f"{short_title(partnership)}'s own website", partnership.website))
    return tuple(links)
