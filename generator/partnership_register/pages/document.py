"""The page of a document: what it is, whether it is in force, its files, and where it was put."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership_register.model.document import Appendix, Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import DOCUMENTS, HOME, address
from partnership_register.pages.any_record import breadcrumbs, mentions
from partnership_register.pages.area import area_of
from partnership_register.pages.notices import exempt_under
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Area, Entry, File, Link, Row, Shape, Status, Value
from partnership_register.pages.standings import document_status
from partnership_register.pages.writing import (
    day,
    edit_url,
    file_shape,
    link_to,
    links_to,
    meeting_link,
    named,
    plain,
    record_link,
    resolved,
    short_title,
)
from partnership_register.register import Backlink, Register
from partnership_register.register.standing import assessments_of, superseded_by

TYPES = {
    "agreement": ("Partnership agreement", "Partnership agreements"),
    "terms-of-reference": ("Terms of reference", "Terms of reference"),
    "strategy": ("Strategy", "Strategies"),
    "guidance": ("Guidance", "Guidance"),
    "evidence": ("Evidence", "Evidence"),
    "report": ("Report", "Reports"),
    "agenda": ("Agenda", "Agendas"),
    "minutes": ("Minutes", "Minutes"),
    "plan": ("Plan", "Plans"),
    "equality-impact-assessment": (
        "Equality impact assessment",
        "Equality impact assessments",
    ),
    "template": ("Template", "Templates"),
    "other": ("Other document", "Other documents"),
}
"""What one document of a type is called, and several."""

ASSESSED = ("agreement", "terms-of-reference", "strategy", "plan")
"""Types of document of which it is said whether their effect on equality was assessed."""

SHOWN_ELSEWHERE = ("document", "supersedes", "concerns")
"""Fields whose references have a place of their own on the page."""


class DocumentView(Shape, frozen=True):
    """A document. Texts are Markdown; empty where nothing was written."""

    area: Area | None
    caption: str
    title: str
    status: Status | None
    withheld: str
    """Why nothing but its title is here, where that is so."""
    replaced_by: tuple[Link, ...]
    summary: str
    files: tuple[File, ...]
    no_files: str
    """What is said where there is neither a file nor a text nor a link."""
    links: tuple[Link, ...]
    text: str
    facts: tuple[Row, ...]
    appendices: tuple[Row, ...]
    files_of_appendices: tuple[File, ...]
    meetings: tuple[Entry, ...]
    mentions: tuple[Entry, ...]


def page(register: Register, document: Document) -> Page:
    """The page of a document."""
    partnership = register.get(Partnership, document.partnership)
    kind = TYPES[document.type][0]
    of = short_title(partnership) if partnership else register.council.label
    view = _view(register, document, of)
    said = resolved(register, _summary(document), document)
    crumbs = breadcrumbs(register, document) if partnership else (HOME, DOCUMENTS)
    return Page(
        address(document),
        "pages/document.html",
        f"{document.title}, {of}" if partnership else f"{document.title}, document",
        plain(said) or f"{kind} of {of}, with its files and the meetings that dealt with it.",
        "Partnerships" if partnership else DOCUMENTS.text,
        view,
        crumbs,
        document.updated,
        edit_url(register, document),
        _day(document),
    )


def _day(document: Document) -> date | None:
    """The day that is on it or that it holds from, else that it was adopted or published here."""
    start = document.period.start if document.period else None
    return document.date or start or document.adopted or document.published


def files_of(register: Register, document: Document) -> tuple[File, ...]:
    """The files of a document, each with its format and size."""
    return tuple(
        file_shape(register, document, file.file, file.title or document.title)
        for file in document.files
    )


def _view(register: Register, document: Document, of: str) -> DocumentView:
    return DocumentView(
        area=area_of(register, document),
        caption=f"{TYPES[document.type][0]}, {of}",
        title=document.title,
        status=document_status(register, document),
        withheld=_withheld(document),
        replaced_by=tuple(record_link(each) for each in superseded_by(register, document)),
        summary=resolved(register, _summary(document), document),
        files=files_of(register, document),
        no_files=_no_files(document),
        links=tuple(Link(link.title, link.url) for link in document.links),
        text=resolved(register, document.text or "", document),
        facts=tuple(_facts(register, document)),
        appendices=tuple(_appendix(each) for each in document.appendices),
        files_of_appendices=tuple(
            file_shape(register, document, each.file, f"Appendix {each.number}: {each.title}")
            for each in document.appendices
            if each.file
        ),
        meetings=tuple(_meetings(register, document)),
        mentions=_mentions(register, document),
    )


def _withheld(document: Document) -> str:
    exempt = document.visibility
    return f"This document is exempt under {exempt_under(exempt)}." if exempt else ""


def _summary(document: Document) -> str:
    public = document.visibility.public_summary if document.visibility else document.summary
    return public or ""


def _no_files(document: Document) -> str:
    if document.files or document.links or document.text or document.visibility:
        return ""
    ask = f" Ask the {document.contact} how to see it." if document.contact else ""
    return f"There is no file of this document here.{ask}"


def _appendix(appendix: Appendix) -> Row:
    return Row(f"Appendix {appendix.number}", appendix.title)


def _facts(register: Register, document: Document) -> Iterator[Row]:
    yield Row("Kind", TYPES[document.type][0])
    yield from _said("Report number", document.report_number)
    yield from _said("Date of the document", document.date)
    yield from _said("Covers", _period(document))
    yield from _adoption(register, document)
    yield from _said("To be reviewed by", document.review_due)
    yield from _said("Published here", document.published)
    yield from _said("Written by", document.author)
    yield from _said("Whom to ask", document.contact)
    yield from _said("From", named(register, "organisation", document.organisation, document))
    yield from _said("Replaces", links_to(register, "document", document.supersedes, document))
    yield from _said("Assesses", links_to(register, "document", document.concerns, document))
    yield from _equality(register, document)
    yield from _said("Earlier reports", document.references)
    yield from _said("Background papers", document.background)


def _adoption(register: Register, document: Document) -> Iterator[Row]:
    by = named(register, "decision", document.adopted_by, document)
    if document.adopted or by:
        found: tuple[Value, ...] = (document.adopted, by)
        yield Row("Adopted", tuple(each for each in found if each))


def _equality(register: Register, document: Document) -> Iterator[Row]:
    found = tuple(record_link(each) for each in assessments_of(register, document))
    if found:
        yield Row("Equality impact assessment", (Status("Assessed", "good"), *found))
    elif document.type in ASSESSED and not superseded_by(register, document):
        yield Row("Equality impact assessment", Status("None on record", "attention"))


def _period(document: Document) -> str:
    period = document.period
    if not period:
        return ""
    return (
        f"{day(period.start)} to {day(period.end)}" if period.end else f"From {day(period.start)}"
    )


def _said(term: str, value: Value) -> Iterator[Row]:
    if value:
        yield Row(term, value)


def _meetings(register: Register, document: Document) -> Iterator[Entry]:
    """The meetings that adopted the document or at which it was put, newest first."""
    adopted = register.resolve(("decision",), document.adopted_by or "", document)
    if document.adopted_by and adopted and isinstance(adopted.record, Meeting):
        there = meeting_link(register, adopted.record)
        yield Entry(link_to(adopted), adopted.record.date, "Adopted", None, (there,))
    links = register.pointing_at(register.entry(document), "document")
    of_meetings = [link for link in links if isinstance(link.record, Meeting)]
    newest_first = sorted(of_meetings, key=lambda link: link.record.id, reverse=True)
    ordered = sorted(newest_first, key=_date, reverse=True)
    for link in ordered:
        meeting = link.record
        if not isinstance(meeting, Meeting):
            continue
        if link.part:
            item = link_to(link.part)
            yield Entry(item, meeting.date, facts=(meeting_link(register, meeting),))
        else:
            yield Entry(meeting_link(register, meeting), meeting.date, "The minutes of the meeting")


def _date(link: Backlink) -> str:
    return link.record.name[:10]


def _mentions(register: Register, document: Document) -> tuple[Entry, ...]:
    """Who else names it: plans of which it is the paper, reviews, strategies, and text."""
    entry = register.entry(document)
    of_records = [
        Entry(record_link(link.record), text="The paper of this plan")
        for link in register.pointing_at(entry, "document")
        if not isinstance(link.record, Meeting)
    ]
    others = mentions(register, document, *SHOWN_ELSEWHERE)
    return (*of_records, *others)
