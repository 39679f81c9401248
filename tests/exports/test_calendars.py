"""Calendars: when a meeting begins and ends, how long it stays in them, what they tell of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from boards import board, filled_in, register_of, rows, within
from partnership_register.exports import exported, exported_by_folder, given
from partnership_register.exports.calendars import calendar, event
from partnership_register.model.meeting import Meeting
from partnership_register.pages.lists import gathered
from partnership_register.register.standing import is_in_calendars

CASES = Path(__file__).parent


def _meeting(day: str, **fields: str) -> Meeting:
    found = within(Meeting, day, status="scheduled", **fields)
    assert isinstance(found, Meeting)
    return found


@pytest.mark.parametrize("case", rows(CASES / "times.csv"), ids=lambda case: case["case"])
def test_a_meeting_has_its_time_by_the_clocks_of_london(case: dict[str, str]) -> None:
    """It is written in universal time; where no end is known it takes two hours."""
    met = _meeting(case["meeting"], **filled_in(start=case["start"], end=case["end"]))
    facts = event(register_of(board(), met), met, "https://r.example/")
    lines = calendar("Board", [facts]).decode().splitlines()
    times = [line for line in lines if line.startswith(("DTSTART", "DTEND"))]
    assert " ".join(times) == case["lines"]


@pytest.mark.parametrize("case", rows(CASES / "last_year.csv"), ids=lambda case: case["case"])
def test_calendars_hold_the_last_year_and_what_is_to_come(case: dict[str, str]) -> None:
    """Nobody plans by older meetings."""
    met = _meeting(case["meeting"])
    register = register_of(board(), met, as_of=date.fromisoformat(case["as of"]))
    assert is_in_calendars(register, met) == (case["is in calendars"] == "yes")


def test_a_calendar_tells_in_plain_words_how_to_attend() -> None:
    """A link to a record becomes its words, or the name of what it leads to."""
    way = "Ask the [[organisation:trust]], or look at the [[board|page of the board]] *first*."
    met = _meeting("2027-03-04", how_to_attend=way)
    told = event(register_of(board(), met), met, "https://r.example/").description
    assert told.splitlines()[0] == (
        "Ask the Harbour Trust, or look at the page of the board first."
    )


@pytest.mark.parametrize("case", rows(CASES / "none_recent.csv"), ids=lambda case: case["case"])
def test_no_calendar_is_without_a_meeting(case: dict[str, str]) -> None:
    """Of a partnership and of the register the last one stays; where there is none, no calendar."""
    harbour, site = board(), "https://r.example/"
    register = register_of(harbour, *(_meeting(day) for day in case["meetings"].split()))
    lists = gathered(given(register, site))
    written = [*exported_by_folder(register, (), site), *exported(register, lists, site)]
    calendars = [each.make().decode() for each in written if each.path.endswith(".ics")]
    days = case["days told"].split()
    assert [re.findall(r"DTSTART;VALUE=DATE:(\d+)", each) for each in calendars] == (
        [days, days] if days else []
    )


def test_a_meeting_of_the_first_year_has_a_stamp() -> None:
    """No day lies a year before it; a slip of the year ends in no traceback."""
    facts = event(register_of(board()), _meeting("0001-03-01"), "https://r.example/")
    assert (facts.stamp, facts.start) == ("0001-01-01", "0001-03-01")


def test_a_meeting_of_the_last_day_ends_on_it() -> None:
    """No day comes after it."""
    facts = event(register_of(board()), _meeting("9999-12-31", start="23:00"), "https://r.example/")
    assert (facts.start, facts.end) == ("9999-12-31T23:00:00+00:00", "9999-12-31T23:59:00+00:00")
