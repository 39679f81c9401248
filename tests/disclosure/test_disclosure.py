"""What the public may see of a meeting that is exempt in part, or minuted only in draft."""

from __future__ import annotations

from dataclasses import replace

from partnership_register.disclosure import disclosed
from partnership_register.model.meeting import AgendaItem, Meeting
from partnership_register.records import load
from places import NOW, TESTS

RECORDS = load(TESTS / "council" / "partnerships")
AGENDA = {
    "number", "title", "lead", "start", "text", "added", "urgency_reason", "referred_from",
    "papers", "recommendations",
}  # fmt: skip


def shown(id: str, *, drafts: bool) -> Meeting:
    """A meeting of the small council as the public sees it."""
    council = RECORDS.council
    assert council
    told = replace(RECORDS, council=council.model_copy(update={"show_draft_minutes": drafts}))
    return next(
        record for record in disclosed(told, NOW).records.records
        if isinstance(record, Meeting) and record.id == id
    )  # fmt: skip


def filled(item: AgendaItem) -> set[str]:
    """The fields of an item that hold something."""
    return {name for name, value in item if value not in (None, ())}


def test_of_an_exempt_item_only_the_stub_stays() -> None:
    """Number, title, paragraph and public summary; not even the reasons for exempting it."""
    item = shown("harbour-board/2026-03-05", drafts=True).items[2]
    assert filled(item) == {"title", "visibility"}
    assert item.exempt
    assert item.exempt.public_interest is None
    assert item.exempt.public_summary == "A price for two berths was agreed."


def test_draft_minutes_stay_only_where_the_council_shows_drafts() -> None:
    """Otherwise nothing is left but what the agenda said before the meeting."""
    open_handed = shown("harbour-board/2026-09-03", drafts=True)
    assert open_handed.minutes
    assert open_handed.items[0].decisions
    cautious = shown("harbour-board/2026-09-03", drafts=False)
    assert cautious.minutes is None
    assert cautious.attendance == cautious.interests == cautious.key_messages == ()
    assert all(filled(item) <= AGENDA for item in cautious.items)
    assert not any(proposal.outcome for item in cautious.items for proposal in item.recommendations)


def test_approved_minutes_stay_whole() -> None:
    """Nothing else of a meeting is touched."""
    whole = next(r for r in RECORDS.records if r.id == "harbour-board/2026-03-05")
    assert isinstance(whole, Meeting)
    assert shown(whole.id, drafts=False).items[:2] == whole.items[:2]
