"""Who sits and who serves on a day: terms, successors, attendance and officers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boards import TRUST, board, filled_in, register_of, rows, within
from partnership_register.model.meeting import Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.pages import chairs
from partnership_register.pages import partnership as overview
from partnership_register.pages.lists import gathered
from partnership_register.register import Register
from partnership_register.register.gaps import gaps
from partnership_register.register.seats import attendance_of, filled, officers_now, seats

CASES = Path(__file__).parent / "seats"
GUILD = Organisation.model_validate(
    TRUST.model_dump() | {"id": "guild", "path": "partnerships/_council/organisations/guild.yml"}
)
SEATS = ("no-chair", "term-carried-over", "term-ends-soon")
"""The rules about gaps that ask who sits."""


def _gaps(register: Register, *rules: str) -> list[str]:
    return [gap.rule.id for gap in gaps(register) if gap.rule.id in rules]


@pytest.mark.parametrize("case", rows(CASES / "succession.csv"), ids=lambda case: case["case"])
def test_who_sits_when_a_term_has_run_out(case: dict[str, str]) -> None:
    """Whoever sits holds over until the first day of a successor in the same seat."""
    first = {"id": "first", "organisation": "trust", "role": "chair"}
    members = [first | filled_in(end=case["end"], left=case["left"])]
    if case["other role"]:
        second = {"id": "second", "role": case["other role"]}
        members.append(second | filled_in(
            organisation=case["other organisation"],
            post=case["other post"],
            start=case["other start"],
        ))  # fmt: skip
    harbour = board(members=members)
    register = register_of(GUILD, harbour)
    sitting = [s.membership.id for s in filled(register, harbour) if s.membership.role == "chair"]
    assert {
        "standing": seats(register, harbour)[0].standing,
        "sits": " ".join(filter(None, sitting)),
        "gaps": " ".join(_gaps(register, *SEATS)),
    } == {name: case[name] for name in ("standing", "sits", "gaps")}


@pytest.mark.parametrize("case", rows(CASES / "posts.csv"), ids=lambda case: case["case"])
def test_a_seat_passes_on_with_its_post(case: dict[str, str]) -> None:
    """Two posts of one organisation have two seats; neither succeeds the other."""
    term = {"organisation": "trust", "end": "2026-10-31"} | filled_in(post=case["post"])
    other = {"organisation": "trust", "start": "2026-11-01"} | filled_in(post=case["other post"])
    harbour = board(members=[term, other])
    assert seats(register_of(harbour), harbour)[0].standing == case["standing"]


def test_a_successor_to_come_is_told_of() -> None:
    """A term that ran out is said to have no successor only where none is recorded."""
    ended = {"organisation": "trust", "role": "chair", "name": "Cllr Ada Penhale"}
    later = {"organisation": "trust", "role": "chair", "start": "2027-05-01"}
    last = later | {"start": "2028-05-01"}
    harbour = board(members=[ended | {"end": "2026-10-31"}, last, later])
    (told,) = (gap for gap in gaps(register_of(harbour)) if gap.rule.id == "term-carried-over")
    assert told.sentence == (
        "The term of Cllr Ada Penhale ended on 31 October 2026 and the successor begins only on"
        " 1 May 2027."
    )


@pytest.mark.parametrize("case", rows(CASES / "ends.csv"), ids=lambda case: case["case"])
def test_a_term_that_ends_within_six_months(case: dict[str, str]) -> None:
    """Six months are those of the calendar, the first and the last day included."""
    harbour = board(members=[{"organisation": "trust"} | filled_in(end=case["end"])])
    register = register_of(harbour, as_of=date.fromisoformat(case["as of"]))
    found = _gaps(register, "term-ends-soon")
    assert found == (["term-ends-soon"] if case["soon"] == "yes" else [])


@pytest.mark.parametrize("case", rows(CASES / "attendance.csv"), ids=lambda case: case["case"])
def test_how_often_a_member_came(case: dict[str, str]) -> None:
    """The meetings of the last year at which it is known whether the member came, and came."""
    harbour = board(members=[{"id": "master", "organisation": "trust"}])
    came = [{"member": "master", "status": case["status"]}]
    later = within(Meeting, "2027-01-07", status="scheduled")
    status = case["meeting is"]
    moved = {"moved_to": "2027-01-07"} if status == "moved" else {}
    met = within(Meeting, case["meeting"], status=status, attendance=came, **moved)
    register = register_of(harbour, met, later)
    (seat,) = seats(register, harbour)
    assert attendance_of(register, seat) == (int(case["came"]), int(case["known"]))


@pytest.mark.parametrize("case", rows(CASES / "officers.csv"), ids=lambda case: case["case"])
def test_an_officer_serves_from_the_first_day_to_the_last(case: dict[str, str]) -> None:
    """One whose time is over or to come leads nothing, helps nobody and closes no gap."""
    officer = {"role": "lead", "post": "Town Clerk", "organisation": "trust"}
    term = filled_in(start=case["start"], end=case["end"])
    harbour = board(officers=[officer | term])
    register = register_of(harbour)
    serves = case["serves"] == "yes"
    assert len(officers_now(register, harbour)) == serves
    assert _gaps(register, "no-lead-officer") == ([] if serves else ["no-lead-officer"])
    assert [each.post for each in overview.view(register, harbour).contacts] == (
        ["Town Clerk"] if serves else []
    )
    assert _helped(register) == (["Board"] if serves else [])


def _helped(register: Register) -> list[str]:
    """The partnerships under which the page of contacts has officers; the others it names apart."""
    contacts: Any = [*chairs.pages(register, gathered(chairs.given(register)))][1].view
    helped = [group.heading for group in contacts.groups]
    without = [link.text for link in contacts.without]
    assert sorted(helped + without) == sorted(p.title for p in register.all(Partnership))
    return helped
