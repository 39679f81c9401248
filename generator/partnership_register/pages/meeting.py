"""The page of a meeting: when and where, who came, what was on the agenda, what was settled."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from partnership_register.model.base import words
from partnership_register.model.document import Document
from partnership_register.model.meeting import (
    AgendaItem,
    Meeting,
    Paper,
    Referral,
)
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import address, address_of, area_address
from partnership_register.pages.area import area_of, way_to
from partnership_register.pages.attendance import (
    attendance_line,
    attendance_table,
    interests_table,
)
from partnership_register.pages.decision_box import decision_box
from partnership_register.pages.notices import exempt_under
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Box,
    Column,
    File,
    Link,
    Prose,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.work import action_box
from partnership_register.pages.writing import (
    clock,
    day,
    edit_url,
    escaped,
    file_shape,
    in_text,
    meeting_link,
    named,
    prose,
    record_link,
    resolved,
    short_title,
    shortened,
    status,
)
from partnership_register.problems import Loc
from partnership_register.register import Register
from partnership_register.register.work import Work, work_of


class ItemView(Shape, frozen=True):
    """One item of the agenda."""

    number: str
    title: str
    anchor: str
    status: Status | None
    facts: tuple[Row, ...]
    text: str
    files: tuple[File, ...]
    papers: tuple[Link, ...]
    """Papers that have no file here, or only a record."""
    recommendations: Table | None
    minute: str
    decisions: tuple[Box, ...]
    actions: tuple[Box, ...]
    withheld: str
    public_summary: str


class MeetingView(Shape, frozen=True):
    """A meeting. Texts are Markdown with their links in place; empty where there is nothing."""

    area: Area | None
    caption: str
    title: str
    status: Status
    notices: tuple[Prose, ...]
    facts: tuple[Row, ...]
    summary: str
    key_messages: tuple[str, ...]
    links: tuple[Link, ...]
    minutes_files: tuple[File, ...]
    contents: tuple[Link, ...]
    items: tuple[ItemView, ...]
    items_heading: str
    attendance: Table | None
    attendance_line: str
    interests: Table | None
    notes: str
    referred_here: tuple[Row, ...]
    previous: Link | None
    following: Link | None


def page(register: Register, meeting: Meeting) -> Page:
    """The page of a meeting."""
    partnership = register.get(Partnership, meeting.partnership)
    assert partnership is not None  # checked: no record lies in a folder without a partnership
    view = _view(register, meeting, partnership)
    return Page(
        address(meeting),
        "pages/meeting.html",
        f"{meeting.label}, {short_title(partnership)}",
        _description(meeting, partnership),
        "Partnerships",
        view,
        (*way_to(partnership), Link("Meetings", area_address(partnership.id, "meetings"))),
        meeting.updated,
        edit_url(register, meeting),
        meeting.date,
    )


def _view(register: Register, meeting: Meeting, partnership: Partnership) -> MeetingView:
    minutes = meeting.minutes
    previous, following = _neighbours(register, meeting)
    attendance = attendance_table(register, meeting)
    interests = interests_table(meeting)
    works = {work.entry.loc: work for work in work_of(register, meeting)}
    items = tuple(_item(register, meeting, n, item, works) for n, item in enumerate(meeting.items))
    return MeetingView(
        area=area_of(register, meeting),
        caption=partnership.title,
        title=meeting.label,
        status=status(meeting.status),
        notices=tuple(_notices(register, meeting)),
        facts=tuple(_facts(register, meeting)),
        summary=resolved(register, minutes.summary, meeting) if minutes and minutes.summary else "",
        key_messages=tuple(resolved(register, text, meeting) for text in meeting.key_messages),
        links=tuple(Link(link.title, link.url) for link in (minutes.links if minutes else ())),
        minutes_files=_minutes_files(register, meeting),
        contents=_contents(items),
        items=items,
        items_heading="Agenda and minutes" if minutes else "Agenda",
        attendance=attendance,
        attendance_line=attendance_line(register, meeting),
        interests=interests,
        notes=resolved(register, meeting.notes, meeting) if meeting.notes else "",
        referred_here=_referred_here(register, meeting),
        previous=previous,
        following=following,
    )


def _description(meeting: Meeting, partnership: Partnership) -> str:
    topics = [item.title for item in meeting.items if not item.exempt][:4]
    about = f": {', '.join(topics)}" if topics else ""
    return shortened(
        f"{words(meeting.status)} meeting of {partnership.title} on {day(meeting.date)}{about}."
    )


def _notices(register: Register, meeting: Meeting) -> Iterator[Prose]:
    reason = f" {escaped(meeting.status_reason)}" if meeting.status_reason else ""
    if meeting.status == "cancelled":
        yield Prose(f"**This meeting was cancelled.**{reason}")
    moved = named(register, "meeting", meeting.moved_to, meeting)
    if moved:
        yield Prose(f"**This meeting was moved.** It became the {in_text(moved)}.{reason}")
    for link in register.pointing_at(register.entry(meeting), "moved_to"):
        if isinstance(link.record, Meeting):
            former = record_link(link.record)
            yield Prose(f"This meeting took the place of the {in_text(former)}.")
    if meeting.minutes and meeting.minutes.status == "draft":
        yield Prose("**These minutes are a draft.** The partnership has not approved them yet.")


def _facts(register: Register, meeting: Meeting) -> Iterator[Row]:
    yield Row("Date", meeting.date)
    if meeting.start:
        until = f" to {clock(meeting.end)}" if meeting.end else ""
        yield Row("Time", f"{clock(meeting.start)}{until}")
    yield from _told("Place", meeting.place)
    if meeting.public is not None:
        yield Row("Open to the public", "Yes" if meeting.public else "No")
    if meeting.how_to_attend:
        yield Row("How to take part", prose(register, meeting.how_to_attend, meeting))
    yield from _told("Access", meeting.access)
    yield from _told("Also invited", meeting.audience)
    yield from _told("Chair", meeting.chair)
    yield from _told("Minutes taken by", meeting.minute_taker)
    if meeting.webcast:
        yield Row("Recording", Link("Watch the recording", meeting.webcast))
    if meeting.convened:
        yield Row("Called at short notice", meeting.convened)
    if meeting.notice_published:
        yield Row("Notice published", meeting.notice_published)
    if meeting.agenda_published:
        yield Row("Agenda published", meeting.agenda_published)
    if meeting.minutes:
        yield Row("Minutes", _minutes_standing(register, meeting))
    if meeting.content_updated:
        yield Row("Page updated after the meeting", meeting.content_updated)


def _told(term: str, value: str | None) -> Iterator[Row]:
    if value:
        yield Row(term, value)


def _minutes_standing(register: Register, meeting: Meeting) -> Value:
    minutes = meeting.minutes
    if minutes is None:
        return None
    said: list[Value] = [status(minutes.status)]
    if minutes.kind == "summary":
        said.append("Summary minutes")
    approved = named(register, "meeting", minutes.approved_at, meeting)
    if approved:
        said.append(Link(f"Approved at the {approved.text}", approved.url))
    if minutes.published:
        said.append(f"Published {day(minutes.published)}")
    return tuple(said)


def _minutes_files(register: Register, meeting: Meeting) -> tuple[File, ...]:
    document = meeting.minutes.document if meeting.minutes else None
    entry = register.resolve(("document",), document, meeting) if document else None
    return _files(register, entry.record) if entry and isinstance(entry.record, Document) else ()


def _files(register: Register, document: Document) -> tuple[File, ...]:
    return tuple(
        file_shape(register, document, file.file, file.title or document.title)
        for file in document.files
    )


def _item(
    register: Register,
    meeting: Meeting,
    number: int,
    item: AgendaItem,
    works: dict[Loc, Work],
) -> ItemView:
    entry = register.part(meeting, "items", number)
    files, papers = _papers(register, meeting, item.papers)
    return ItemView(
        number=item.number or "",
        title=item.title,
        anchor=entry.anchor,
        status=Status("Exempt", "attention") if item.exempt else None,
        facts=tuple(_item_facts(register, meeting, item)),
        text=resolved(register, item.text, meeting) if item.text else "",
        files=files,
        papers=papers,
        recommendations=_recommendations(register, meeting, item),
        minute=resolved(register, item.minute, meeting) if item.minute else "",
        decisions=tuple(
            decision_box(register, register.part(meeting, "items", number, "decisions", n))
            for n in range(len(item.decisions))
        ),
        actions=tuple(
            action_box(register, works["items", number, "actions", n])
            for n in range(len(item.actions))
        ),
        withheld=_withheld(item),
        public_summary=item.exempt.public_summary or "" if item.exempt else "",
    )


def _withheld(item: AgendaItem) -> str:
    if not item.exempt:
        return ""
    return (
        "The public was excluded from this item. What was said and its papers are exempt under"
        f" {exempt_under(item.exempt)}."
    )


def _item_facts(register: Register, meeting: Meeting, item: AgendaItem) -> Iterator[Row]:
    yield from _told("Introduced by", item.lead)
    if item.start:
        yield Row("Due to begin", clock(item.start))
    if item.added:
        yield Row("Added to the agenda", item.added, item.urgency_reason or "")
    for term, referrals in (
        ("Referred from", item.referred_from),
        ("Referred to", item.referred_to),
    ):
        for referral in referrals:
            yield Row(term, _referral(register, meeting, referral), referral.note or "")


def _referral(register: Register, meeting: Meeting, referral: Referral) -> Value:
    entry = register.resolve(("meeting",), referral.meeting, meeting) if referral.meeting else None
    if entry and isinstance(entry.record, Meeting):
        return meeting_link(register, entry.record)
    return named(register, "partnership", referral.partnership, meeting)


def _papers(
    register: Register, meeting: Meeting, papers: tuple[Paper, ...]
) -> tuple[tuple[File, ...], tuple[Link, ...]]:
    files: list[File] = []
    links: list[Link] = []
    for paper in papers:
        entry = register.resolve(("document",), paper.document, meeting)
        if not entry or not isinstance(entry.record, Document):
            continue
        document = entry.record
        links.append(record_link(document, note=_paper_note(paper, document, meeting)))
        files += _files(register, document)
    return tuple(files), tuple(links)


def _paper_note(paper: Paper, document: Document, meeting: Meeting) -> str:
    said = [f"report {document.report_number}"] if document.report_number else []
    published = paper.published or meeting.agenda_published
    if paper.published and meeting.agenda_published and paper.published > meeting.agenda_published:
        said.append(f"published {day(paper.published)}, after the agenda")
        said += [paper.late_reason] if paper.late_reason else []
    elif published is None:
        said.append("date of publication not recorded")
    return "; ".join(said)


def _recommendations(register: Register, meeting: Meeting, item: AgendaItem) -> Table | None:
    if not item.recommendations:
        return None
    rows = tuple(
        TableRow(
            (
                recommendation.number or str(n),
                prose(register, recommendation.text, meeting),
                status(recommendation.outcome) if recommendation.outcome else None,
            )
        )
        for n, recommendation in enumerate(item.recommendations, 1)
    )
    if not any(recommendation.outcome for recommendation in item.recommendations):
        undecided = tuple(TableRow(row.cells[:2]) for row in rows)
        return Table("Recommendations", (Column("No."), Column("Recommendation")), undecided)
    return Table(
        "Recommendations", (Column("No."), Column("Recommendation"), Column("Outcome")), rows
    )


def _contents(items: tuple[ItemView, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(f"{item.number}. {item.title}" if item.number else item.title, f"#{item.anchor}")
        for item in items
    )


def _referred_here(register: Register, meeting: Meeting) -> tuple[Row, ...]:
    """Items of other meetings that name this one as where the business came from or went."""
    rows = []
    for link in register.pointing_at(register.entry(meeting), "meeting"):
        if not link.part or not isinstance(link.record, Meeting) or link.part.kind != "item":
            continue
        sent = "referred_to" in link.loc
        of = meeting_link(register, link.record).text
        there = Link(f"{of}, {getattr(link.part.part, 'title', '')}", address_of(link.part))
        rows.append(Row("Referred here by" if sent else "Taken up by", there))
    return tuple(rows)


def _neighbours(register: Register, meeting: Meeting) -> tuple[Link | None, Link | None]:
    """The meetings of the same partnership before and after this one."""
    known = _NEIGHBOURS.setdefault(register, {})
    if meeting.id not in known:
        meetings = register.within(Meeting, meeting.partnership)
        links = [record_link(each) for each in meetings]
        befores, afters = [None, *links[:-1]], [*links[1:], None]
        for each, before, after in zip(meetings, befores, afters, strict=True):
            known[each.id] = before, after
    return known[meeting.id]


_NEIGHBOURS: WeakKeyDictionary[Register, dict[str, tuple[Link | None, Link | None]]] = (
    WeakKeyDictionary()
)
"""For each meeting of a register the links to those before and after, made once for all."""
