"""What an agenda says of an item stays before the minutes are approved, if the item is public."""

from __future__ import annotations

from datetime import date

from partnership_register.disclosure import disclosed
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.meeting import Meeting
from partnership_register.records import Records
from places import NOW

COUNCIL = Council.model_validate({
    "id": "council", "path": "partnerships/_council/council.yml", "title": "Anywhere",
    "contact": {"team": "T", "email": "t@anywhere.example"}, "sectors": [],
    "public_kinds": [kind.kind for kind in RECORD_TYPES], "show_draft_minutes": "no",
})  # fmt: skip
EXEMPT = {
    "state": "exempt",
    "paragraph": "3",
    "public_interest": "Secret.",
    "public_summary": "Secret until approved.",
}
CAME_OF_IT = {
    "minute": "Secret.",
    "decisions": [{"ref": "D1", "text": "Secret.", "outcome": "agreed"}],
    "recommendations": [{"text": "To agree.", "outcome": "agreed"}],
}


def shown(status: str) -> Meeting:
    """A meeting with an item in each state as the public sees it."""
    items = [
        {"title": "Open", "text": "Agenda.", **CAME_OF_IT},
        {"title": "Exempt", "text": "Secret.", "minute": "Secret.", "visibility": EXEMPT},
        *({"title": "Secret", "text": "Secret.", "minute": "Secret.", "visibility": state}
          for state in ("confidential", "draft")),
    ]  # fmt: skip
    meeting = Meeting.model_validate({
        "id": "a/2026-02-03", "path": "partnerships/a/meetings/2026-02-03.yml", "partnership": "a",
        "status": "held", "items": items, "minutes": {"status": status, "summary": "Secret."},
    })  # fmt: skip
    (left,) = disclosed(Records(COUNCIL, (meeting,), {}, ()), NOW).records.records
    assert isinstance(left, Meeting)
    return left


def test_nothing_is_left_that_came_of_the_meeting() -> None:
    """Nor of any item that the public may not see at all, nor the summary of an exempt one."""
    left = shown("draft")
    assert "Secret" not in left.model_dump_json()
    assert [item.title for item in left.items] == ["Open", "Exempt"]
    assert left.items[0].text == "Agenda."
    assert [(each.text, each.outcome) for each in left.items[0].recommendations] == [
        ("To agree.", None)
    ]


def test_once_approved_the_summary_of_what_was_exempt_is_told() -> None:
    """With what was said in public, and still nothing of what was confidential."""
    left = shown("approved")
    assert [item.title for item in left.items] == ["Open", "Exempt"]
    assert left.items[0].decisions
    assert left.items[1].exempt
    assert left.items[1].exempt.public_summary == "Secret until approved."
    assert left.items[1].minute is None
    assert left.date == date(2026, 2, 3)


def test_not_even_the_number_of_things_in_draft_minutes_is_told() -> None:
    """A build prints how many things it withholds."""
    counts = set()
    for decisions in range(3):
        said = [{"text": "Secret.", "outcome": "agreed", "visibility": "draft"}] * decisions
        meeting = Meeting.model_validate({
            "id": "a/2026-02-03", "path": "partnerships/a/meetings/2026-02-03.yml",
            "partnership": "a", "status": "held", "minutes": {"status": "draft"},
            "items": [{"title": "Open", "minute": "Secret.", "decisions": said}],
        })  # fmt: skip
        counts.add(len(disclosed(Records(COUNCIL, (meeting,), {}, ()), NOW).withheld))
    assert counts == {1}
