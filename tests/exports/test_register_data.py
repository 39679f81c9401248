"""A partnership's row in the register's data: who is in the chair and how many are members."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from boards import board, filled_in, register_of, rows
from partnership_register.exports.register_data import row
from partnership_register.model.partnership import Role
from partnership_register.pages.area import area
from partnership_register.pages.register_list import COLUMNS, given
from partnership_register.pages.shapes import Link, TableRow

CASES = Path(__file__).parent


@pytest.mark.parametrize("case", rows(CASES / "chairs.csv"), ids=lambda case: case["case"])
def test_the_chair_is_told_as_on_the_pages(case: dict[str, str]) -> None:
    """In the words of the register's own page."""
    chair = filled_in(**{name: case[name] for name in ("name", "post", "start", "end")})
    harbour = board(members=[{"organisation": "trust", "role": "chair"} | chair])
    register = register_of(harbour)
    assert row(register, harbour, "https://r.example/")["chair"] == case["chair"]
    ((_, (_, on_page)),) = given(register)
    assert isinstance(on_page, TableRow)
    links = on_page.cells[[column.label for column in COLUMNS].index("Chair")]
    assert isinstance(links, tuple)
    assert [link.text for link in links if isinstance(link, Link)] == (
        [case["chair"]] if case["chair"] else []
    )


def test_both_of_two_chairs_are_told() -> None:
    """In the order of the record."""
    chairs = [{"organisation": "trust", "role": "chair", "name": name} for name in ("Ada", "Bea")]
    harbour = board(members=chairs)
    assert row(register_of(harbour), harbour, "https://r.example/")["chair"] == "Ada; Bea"


def test_members_are_those_who_sit_now_in_the_seat_of_a_member() -> None:
    """Substitutes, observers and advisers are beside them; who has left or is to come is not."""
    roles = [{"organisation": "trust", "role": role} for role in get_args(Role)]
    gone = {"organisation": "trust", "end": "2026-03-31", "left": "yes"}
    later = {"organisation": "trust", "start": "2027-03-31"}
    harbour = board(members=[*roles, gone, later])
    told = row(register_of(harbour), harbour, "https://r.example/")
    assert (told["members"], told["chair"]) == (3, "Chair")


def test_a_closed_partnership_has_no_members() -> None:
    """As its own pages say."""
    seat = {"organisation": "trust"}
    harbour = board(members=[seat, seat], status="closed")
    register = register_of(harbour)
    assert row(register, harbour, "https://r.example/")["members"] == 0
    (members,) = (link for link in area(register, harbour).items if link.text == "Members")
    assert members.note == "0"
