"""What the public may see: nothing past this room holds a withheld word."""

from __future__ import annotations

from dataclasses import replace

from partnership_register.model.base import Record
from partnership_register.model.meeting import AgendaItem, Exemption, Meeting
from partnership_register.records import Records


def disclosed(records: Records) -> Records:
    """The same records without what is exempt or not yet for the public.

    Of an exempt item only its place, its title, the paragraph and the public summary stay
    (Local Government Act 1972, sections 100A to 100C and Part 1 of Schedule 12A). What draft
    minutes say stays only where the council has chosen to show drafts.
    """
    council = records.council
    drafts = bool(council and council.show_draft_minutes)
    return replace(
        records, records=tuple(_public(record, show_drafts=drafts) for record in records.records)
    )


def _public(record: Record, *, show_drafts: bool) -> Record:
    if not isinstance(record, Meeting):
        return record
    draft = record.minutes is not None and record.minutes.status == "draft" and not show_drafts
    if not draft and not any(item.exempt for item in record.items):
        return record
    items = tuple(_item(item, without_minute=draft) for item in record.items)
    changes: dict[str, object] = {"items": items}
    if draft:
        changes |= {"minutes": None, "key_messages": (), "attendance": (), "interests": ()}
    return record.model_copy(update=changes)


def _item(item: AgendaItem, *, without_minute: bool) -> AgendaItem:
    if item.exempt:
        return _stub(item, item.exempt)
    return _as_on_the_agenda(item) if without_minute else item


def _as_on_the_agenda(item: AgendaItem) -> AgendaItem:
    """What the agenda said before the meeting; nothing that came of it."""
    proposals = (proposal.model_copy(update={"outcome": None}) for proposal in item.recommendations)
    return AgendaItem(
        number=item.number,
        title=item.title,
        lead=item.lead,
        start=item.start,
        text=item.text,
        added=item.added,
        urgency_reason=item.urgency_reason,
        referred_from=item.referred_from,
        papers=item.papers,
        recommendations=tuple(proposals),
    )


def _stub(item: AgendaItem, exempt: Exemption) -> AgendaItem:
    """Built from what may be seen, so that a field added later is withheld until it is named."""
    public = Exemption(paragraph=exempt.paragraph, public_summary=exempt.public_summary)
    return AgendaItem(number=item.number, title=item.title, start=item.start, exempt=public)
