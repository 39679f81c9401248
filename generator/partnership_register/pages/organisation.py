"""The page of an organisation: where it sits, what it leads, owns and provides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partnership_register.model.council import Sector
from partnership_register.model.document import Document
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Officer, Partnership
from partnership_register.model.risk import Mitigation, Risk
from partnership_register.model.strategy import Strategy
from partnership_register.pages.addresses import HOME, ORGANISATIONS, address, area_address
from partnership_register.pages.any_record import mentions_given, mentions_of
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    Entry,
    Link,
    Row,
    Shape,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.standings import level
from partnership_register.pages.wording import OFFICER_ROLES, ROLES, STANDINGS
from partnership_register.pages.work import action_link, due_words, holder_link, standing
from partnership_register.pages.writing import (
    day,
    edit_url,
    named,
    plain,
    plural,
    record_link,
    resolved,
    shortened,
    status,
    telephone_link,
)
from partnership_register.register import Entry as RegisterEntry
from partnership_register.register import Register
from partnership_register.register.register import Backlink
from partnership_register.register.seats import Seat, officers_now, post_title, seats_of
from partnership_register.register.work import Work, work_at

SHOWN_ELSEWHERE = (
    "organisation", "on_behalf_of", "owner", "accountable_body", "part_of",
)  # fmt: skip
"""Fields whose references have a place of their own on the page."""


class OrganisationView(Shape, frozen=True):
    """An organisation. Tables without rows are left out of the page."""

    title: str
    summary: str
    figures: tuple[Row, ...]
    facts: tuple[Row, ...]
    seats: Table
    former: Table
    provides: Table
    actions: Table
    risks: Table
    documents: tuple[Entry, ...]
    mentions: tuple[Entry, ...]


class ActionLed(Shape, frozen=True):
    """An action of a folder that an organisation leads."""

    pressing: tuple[bool, date]
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """What the records of a folder say of organisations, beyond their seats and risks."""
    led: set[tuple[str, tuple[str, str, str]]] = set()
    for target, link in register.outward():
        if target.kind != "organisation":
            continue
        id, part = target.record.id, link.part
        if part and part.kind == "action":
            if _is_lead(link) and (id, part.key) not in led:
                led.add((id, part.key))
                yield f"organisation/{id}/actions", _action_led(register, part, link)
        elif link.field in ("organisation", "owner"):
            for entry in _document(register, link):
                yield f"organisation/{id}/documents", entry
    yield from mentions_given(register, "organisation", *SHOWN_ELSEWHERE)


def page(register: Register, organisation: Organisation, lists: Lists) -> Page:
    """The page of an organisation."""
    all_seats = tuple(seats_of(register, organisation))
    here = len(_sits_on(organisation, all_seats))
    view = _view(register, organisation, all_seats, here, lists)
    sits = plural(here, "partnership").lower()
    said = f"{organisation.title} sits on {sits}: its seats, the actions it leads, risks it owns."
    return Page(
        address(organisation),
        "pages/organisation.html",
        organisation.title,
        shortened(said),
        ORGANISATIONS.text,
        view,
        (HOME, ORGANISATIONS),
        organisation.updated,
        edit_url(register, organisation),
    )


def sector_of(register: Register, organisation: Organisation) -> Sector | None:
    """The sector that an organisation belongs to."""
    entry = register.resolve(("sector",), organisation.sector, organisation)
    return entry.part if entry and isinstance(entry.part, Sector) else None


def partnerships_of(register: Register, organisation: Organisation) -> tuple[Partnership, ...]:
    """The partnerships on which an organisation sits now, each once."""
    return _sits_on(organisation, seats_of(register, organisation))


def _sits_on(organisation: Organisation, all_seats: Iterable[Seat]) -> tuple[Partnership, ...]:
    now = (seat for seat in all_seats if seat.is_filled)
    own = (seat.partnership for seat in now if seat.membership.organisation == organisation.id)
    return tuple({partnership.id: partnership for partnership in own}.values())


def _view(
    register: Register,
    organisation: Organisation,
    all_seats: tuple[Seat, ...],
    here: int,
    lists: Lists,
) -> OrganisationView:
    now = [seat for seat in all_seats if seat.standing != "left"]
    left = [seat for seat in all_seats if seat.standing == "left"]
    actions = _actions(lists.of(f"organisation/{organisation.id}/actions"))
    owned = _risks(register, organisation)
    return OrganisationView(
        organisation.title,
        resolved(register, organisation.summary or "", organisation),
        (
            Row("partnership" if here == 1 else "partnerships", str(here)),
            Row("action led" if len(actions.rows) == 1 else "actions led", str(len(actions.rows))),
            Row("risk owned" if len(owned.rows) == 1 else "risks owned", str(len(owned.rows))),
        ),
        tuple(_facts(register, organisation)),
        _seats(register, organisation, "Where it sits", now),
        _seats(register, organisation, "Where it sat before", left),
        _provides(register, organisation),
        actions,
        owned,
        lists.of(f"organisation/{organisation.id}/documents"),
        mentions_of(lists, organisation),
    )


def _facts(register: Register, organisation: Organisation) -> Iterator[Row]:
    sector = sector_of(register, organisation)
    yield Row("Sector", sector.title if sector else organisation.sector)
    above = named(register, "organisation", organisation.part_of, organisation)
    if above:
        yield Row("Part of", above)
    parts = register.pointing_at(register.entry(organisation), "part_of")
    if parts:
        yield Row("Its parts", tuple(record_link(link.record) for link in parts))
    if organisation.former_titles:
        yield Row("Formerly", organisation.former_titles)
    if organisation.active:
        yield Row("At work", _period(organisation))
    if organisation.website:
        yield Row("Website", Link(_host(organisation.website), organisation.website))
    if organisation.email:
        yield Row("E-mail", Link(organisation.email, f"mailto:{organisation.email}"))
    if organisation.telephone:
        yield Row("Telephone", telephone_link(organisation.telephone))
    if organisation.posts:
        yield Row("Posts named in the register", tuple(post.title for post in organisation.posts))


def _period(organisation: Organisation) -> str:
    active = organisation.active
    if active is None:
        return ""
    return (
        f"{day(active.start)} to {day(active.end)}" if active.end else f"Since {day(active.start)}"
    )


def _host(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


def _seats(
    register: Register, organisation: Organisation, caption: str, seats: list[Seat]
) -> Table:
    columns = (Column("Partnership"), Column("Who sits"), Column("Role"), Column("Term"))
    rows = tuple(_seat(register, organisation, seat) for seat in seats)
    return Table(caption, columns, rows)


def _seat(register: Register, organisation: Organisation, seat: Seat) -> TableRow:
    membership, partnership = seat.membership, seat.partnership
    place = f"{area_address(partnership.id, 'members')}#{seat.entry.anchor}"
    post = post_title(register, membership) if membership.post else ""
    who: Value = ", ".join(each for each in (membership.name, post) if each) or "Not named"
    if membership.organisation != organisation.id:
        sits = named(register, "organisation", membership.organisation, partnership)
        who = (Link(sits.text, sits.url, "sits on its behalf"), who) if sits else who
    elif membership.on_behalf_of:
        other = named(register, "organisation", membership.on_behalf_of, partnership)
        who = (who, Link(other.text, other.url, "for which it also sits")) if other else who
    return TableRow((Link(partnership.title, place), who, _role(seat), term(seat)))


def _role(seat: Seat) -> Value:
    role = ROLES[seat.membership.role]
    if seat.standing in ("carried-over", "to-come"):
        return role, STANDINGS[seat.standing]
    closed = seat.partnership.status != "active"
    return (role, status(seat.partnership.status)) if closed else role


def term(seat: Seat) -> Value | Cell:
    """The term of a seat in words, in the order of its beginning."""
    start, end = seat.membership.start, seat.membership.end
    if start and end:
        return Cell(f"{day(start)} to {day(end)}", start.isoformat())
    if start:
        return Cell(f"Since {day(start)}", start.isoformat())
    return Cell(f"Until {day(end)}", end.isoformat()) if end else None


def _provides(register: Register, organisation: Organisation) -> Table:
    """Officers it lends, and partnerships whose money and contracts it holds."""
    rows = []
    entry = register.entry(organisation)
    for link in register.pointing_at(entry, "accountable_body", "organisation"):
        partnership = link.record
        if not isinstance(partnership, Partnership):
            continue
        if link.field == "accountable_body":
            rows.append(TableRow((record_link(partnership), "Accountable body")))
        elif link.loc[0] == "officers":
            officer: Officer = partnership.officers[int(link.loc[1])]
            if officer in officers_now(register, partnership):
                role = OFFICER_ROLES[officer.role].lower()
                rows.append(TableRow((record_link(partnership), f"{officer.post}, {role}")))
    return Table(
        "What else it does for partnerships", (Column("Partnership"), Column("What")), tuple(rows)
    )


def _is_lead(link: Backlink) -> bool:
    return link.field == "organisation" and "leads" in link.loc


def _action_led(register: Register, entry: RegisterEntry, link: Backlink) -> ActionLed:
    """An action, with the part of it that the organisation answers for."""
    work = work_at(register, entry)
    part = work.action.leads[int(link.loc[-2])].part or ""
    said = action_link(register, work)
    what = Link(said.text, said.url, part)
    row = TableRow((what, holder_link(register, work), due_cell(work), standing(work)))
    return ActionLed(_pressing(work), row)


def _actions(led: Iterable[ActionLed]) -> Table:
    rows = tuple(each.row for each in sorted(led, key=lambda each: each.pressing))
    columns = (Column("Action"), Column("In"), Column("When"), Column("Status", "status"))
    return Table("Actions it leads", columns, rows)


def _pressing(work: Work) -> tuple[bool, date]:
    """Open actions before those that are done, and what is due first before the rest."""
    return not work.is_open, work.due or work.next_due or date.max


def due_cell(work: Work) -> Cell:
    """When an action is due, in the order of the days; its own words where no day is known."""
    on = work.due or work.next_due
    return Cell(due_words(work) or work.action.timescale, on.isoformat() if on else "")


def _risks(register: Register, organisation: Organisation) -> Table:
    owned: dict[str, tuple[Risk, str]] = {}
    for link in register.pointing_at(register.entry(organisation), "owner"):
        risk = link.record
        if isinstance(risk, Risk) and link.loc == ("owner",) and risk.status == "open":
            owned[risk.id] = (risk, risk.owner_post or "")
    ordered = sorted(owned.values(), key=lambda pair: (-pair[0].residual.value, pair[0].title))
    rows = tuple(
        TableRow((
            record_link(risk),
            level(register, risk.residual.value),
            str(risk.residual.value),
            post,
            risk.reviewed or Cell("Never", ""),
        ))
        for risk, post in ordered
    )  # fmt: skip
    columns = (Column("Risk"), Column("Level", "status"), Column("Score", "number"),
               Column("Post"), Column("Last reviewed", "date"))  # fmt: skip
    return Table("Risks it owns", columns, rows)


def _document(register: Register, link: Backlink) -> Iterator[Entry]:
    """A strategy that is its own, a document that it wrote, or what else it does about a risk."""
    record = link.record
    if isinstance(record, Strategy):
        yield Entry(record_link(record), text="Its strategy")
    elif isinstance(record, Document):
        yield Entry(record_link(record), record.date, "A document from it")
    elif isinstance(record, Risk) and len(link.loc) > 1:
        done: Mitigation = record.mitigations[int(link.loc[1])]
        text = plain(resolved(register, done.text, record))
        yield Entry(record_link(record), text=text, status=status(done.status))
