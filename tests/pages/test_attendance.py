"""Who was there, in figures that a reader may take at their word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from boards import board, register_of, within
from partnership_register.model.meeting import Meeting
from partnership_register.pages import meeting as meeting_page
from partnership_register.pages import members as members_page
from partnership_register.pages.attendance import attendance_line
from partnership_register.register import Register
from places import needs_demo

CASES = Path(__file__).parent / "attendance" / "lines.yml"
ROLES = {"chair": "chair", "deputy": "vice-chair", "member": "member", "third": "member",
         "watcher": "observer", "listener": "observer", "counsel": "adviser",
         "expert": "adviser", "stand-in": "substitute"}  # fmt: skip


def _seats(roles: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": id, "organisation": "trust", "role": role} for id, role in roles.items()]


@pytest.mark.parametrize(
    "case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda case: case["case"]
)
def test_the_attendance_in_figures(case: dict[str, Any]) -> None:
    """Members are those whom the page of members counts; everybody else is told of beside them."""
    met = within(Meeting, "2026-10-01", status="held", attendance=case["rows"])
    assert isinstance(met, Meeting)
    harbour = board(members=_seats(ROLES))
    quay = board("quay", members=_seats({"chair": "chair", "guest": "observer"}))
    register = register_of(harbour, quay, met)
    assert attendance_line(register, met) == case["said"]
    page: Any = meeting_page.page(register, met).view
    assert (len(page.attendance.rows), page.attendance_line) == (len(case["rows"]), case["said"])


@needs_demo
def test_nobody_is_told_as_a_member_who_is_none(demo: Register) -> None:
    """Of thirteen who have a seat and came, two watch and advise."""
    met = demo.get(Meeting, "safer-thornmere/2026-09-10")
    assert met
    assert attendance_line(demo, met) == (
        "11 members present, 3 sent apologies, 1 substitute, 2 observers and advisers,"
        " 2 other people or groups in attendance"
    )


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ([], "The partnership has closed."),
        (["2026-03-31"], "The partnership has closed."),
        ([None], "The partnership has closed; 1 seat is still recorded as held."),
        ([None, "2027-03-31", "2026-03-31"],
         "The partnership has closed; 2 seats are still recorded as held."),
    ],
)  # fmt: skip
def test_what_is_said_of_the_seats_of_a_closed_partnership(
    ends: list[str | None], said: str
) -> None:
    """A seat whose term has run out is no longer held once the partnership has closed."""
    harbour = board(
        status="closed", members=[{"organisation": "trust", "end": end} for end in ends]
    )
    view: Any = members_page.page(register_of(harbour), harbour).view
    assert view.lead == said


def test_the_page_of_members_says_over_what_time_it_counts() -> None:
    """Above the table, since the column is narrow."""
    harbour = board(members=_seats({"chair": "chair"}))
    came = [{"member": "chair", "status": "present"}]
    met = within(Meeting, "2026-10-01", status="held", attendance=came)
    view: Any = members_page.page(register_of(harbour, met), harbour).view
    column = [column.label for column in view.members.columns].index("Attended")
    assert [row.cells[column] for row in view.members.rows] == ["1 of 1"]
    assert "of the last year" in view.members.caption
