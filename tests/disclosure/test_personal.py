"""What of a person is found in public text, and that nothing else is taken for it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, get_args

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import Field

from partnership_register.disclosure import disclosed
from partnership_register.disclosure.personal import Found, Known, PersonalKind, known, personal
from partnership_register.model.base import Part, Record
from partnership_register.model.meeting import AgendaItem, Decision, Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.values import Line
from partnership_register.problems import Problem
from partnership_register.records import load, located
from partnership_register.shell.opening import open_project
from places import PROJECT, TESTS
from reckoning import Reckon

CASES = yaml.safe_load((TESTS / "disclosure" / "personal.yml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MARKED = re.compile("<<(?!<)(.+?)>>", re.DOTALL)


def organisation(name: str, **fields: str) -> Organisation:
    """An organisation with the contacts given."""
    place = {"id": name, "path": f"{name}.yml"}
    return Organisation.model_validate({"title": name, "sector": "local", **fields, **place})


def meeting(**fields: object) -> Meeting:
    """A meeting that was held."""
    place = {"id": "quay/2026-03-05", "path": "quay/meetings/2026-03-05.yml", "status": "held"}
    return Meeting.model_validate({**fields, **place})


PUBLIC = known([
    organisation("council", email="help@saltcombe.example", telephone="01234 111222"),
    organisation("harbour", website="https://www.harbour-trust.example/about"),
    organisation("club", email="Secretary.of.the.Club@gmail.com", telephone="07111 222 333"),
    organisation("port", email="partner@portclub.example"),
    meeting(place="The Wool Hall, Sheep Street, Saltcombe SC1 9ZZ"),
])  # fmt: skip
"""The contacts that the cases take for known."""


def found_in(text: str) -> list[Found]:
    """What is found in one text of a record."""
    return list(personal(meeting().model_copy(update={"notes": text}), PUBLIC))


def cases() -> Iterator[tuple[str, str]]:
    """Each text with something to be found, and the kind of it."""
    for kind, texts in CASES["found"].items():
        for text in texts:
            yield kind, text


@pytest.mark.parametrize(("kind", "marked"), list(cases()))
def test_what_is_somebodys_own_is_found(kind: str, marked: str) -> None:
    """Its kind, the words, and where in the text they begin; nothing besides."""
    text = MARKED.sub(lambda match: match[1], marked)
    found = found_in(text)
    assert [(each.kind, each.words) for each in found] == [
        (kind, w) for w in MARKED.findall(marked)
    ]
    assert all(text.startswith(each.words, each.start) for each in found)
    assert all(each.words not in each.message + each.advice for each in found)


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_is_nobodys_own_is_left_alone(text: str) -> None:
    """Offices, bodies, known places, references, dates, sums: a warning that is wrong is unread."""
    assert found_in(text) == []


def test_the_cases_are_enough_and_of_every_kind(reckon: Reckon) -> None:
    """At least 80 texts in which something is found, 120 in which nothing is."""
    told, quiet = list(cases()), CASES["nothing"]
    kinds = {str(each) for part in get_args(PersonalKind) for each in get_args(part) or (part,)}
    assert set(CASES["found"]) == kinds
    assert len(told) >= 80
    assert len(set(quiet)) >= 120
    reckon.held("C9", len(told), "private data found in text")
    reckon.held("C9", len(quiet), "texts without any, where nothing is found")


@pytest.mark.parametrize("folder", [TESTS / "council" / "partnerships", PROJECT / "partnerships"])
def test_nothing_is_found_in_councils_that_publish_nothing_private(folder: Path) -> None:
    """Neither in the small council nor in the demo, so that each warning is worth a look."""
    shown = disclosed(load(folder), NOW).records
    records = [*shown.records, *([shown.council] if shown.council else [])]
    public = known(records)
    assert [(r.path, each.loc, each.kind) for r in records for each in personal(r, public)] == []


# Letters that make up none of the words by which an office, a map or an order is known.
WORDS = st.lists(
    st.text("bcdfghklmn", min_size=1, max_size=12)
    | st.sampled_from(["the", "minutes", "of", "Mill", "were", "agreed", "and", "Jane", "no", "os"])
    | st.sampled_from(
        ["Item", "The", "2026", "12", "3,", "(4)", "10.30", "Quay", "said:", "\n", "-"]
    ),
    max_size=12,
).map(" ".join)
PLANTED = st.one_of(
    st.from_regex(r"[a-z]{3,12}\.[a-z]{3,12}@(?:gmail|yahoo)\.(?:com|co\.uk)", fullmatch=True),
    st.from_regex(r"07[1-689][0-9]{2} [1-9][0-9]{2} ?[0-9]{3}", fullmatch=True),
    st.from_regex(r"[AEHLPRW][ABCEHJLM] ?(?:[0-9]{2} ){3}[ABCD]", fullmatch=True),
    st.from_regex(r"[1-9][0-9]?[a-c]? (?:Mill|Chapel|Weaver's) (?:Lane|Road|Row), Quay SC[1-9] "
                  r"[0-9][ABD-H]{2}", fullmatch=True),
)  # fmt: skip


@given(
    before=WORDS, datum=PLANTED, after=WORDS, space=st.sampled_from([" ", "\n", " (", ": ", " **"])
)
@settings(parent=settings(), deadline=None)
def test_a_private_datum_is_found_between_any_words(
    before: str, datum: str, after: str, space: str
) -> None:
    """Wherever it stands in a text and whatever stands around it."""
    assume(not datum.startswith("07700 900"))
    text = f"{before} said{space}{datum} {after}"
    assert any(datum.rstrip() in each.words for each in found_in(text)), text


@given(text=WORDS)
@settings(parent=settings(), deadline=None)
def test_words_and_small_figures_are_never_taken_for_a_private_datum(text: str) -> None:
    """Plain words with years, items and times among them."""
    assert found_in(text) == []


@given(text=st.text(max_size=400))
@settings(parent=settings(), deadline=None)
def test_any_text_can_be_looked_at(text: str) -> None:
    """What is found lies in the text, whatever the letters are."""
    for each in found_in(text):
        assert text[each.start : each.start + len(each.words)] == each.words


class Pocket(Part):
    """A part with shapes of field that no part has yet."""

    by_name: dict[str, Line] = Field(default_factory=dict)
    sort: Literal["a", "b"] = "a"
    since: date | None = None


class Bag(Record):
    """A kind of record that was added later."""

    kind = "bag"
    folder = "bags"

    pockets: tuple[tuple[Pocket, ...], ...] = ()


def test_every_field_of_every_kind_is_looked_at_without_being_named() -> None:
    """Lists, parts in parts and kinds that are added later, each found at its place."""
    number = "07123 456789"
    decision = Decision(text=number, outcome="agreed", reasons=f"because {number}")
    item = AgendaItem(title=f"Ring {number}", decisions=(decision,))
    held = {"key_messages": ("Nothing", number), "chair": number, "items": (item,)}
    told = meeting().model_copy(update=held)
    assert {each.loc for each in personal(told, Known())} == {
        ("chair",),
        ("key_messages", 1),
        ("items", 0, "title"),
        ("items", 0, "decisions", 0, "text"),
        ("items", 0, "decisions", 0, "reasons"),
    }
    bag = Bag(id="b", path="b.yml", pockets=((Pocket(), Pocket(by_name={"key": number})),))
    assert [each.loc for each in personal(bag, Known())] == [("pockets", 0, 1, "by_name", "key")]


RING = "Ring 07123 456789"
CHECKED = f"""\
status: held
minutes: {{status: approved}}
attendance:
  - {{member: gone, name: {RING}, status: present}}
  - {{member: stays, name: {RING}, status: present}}
items:
  - {{title: One, visibility: confidential, minute: {RING}}}
  - title: Two
    visibility: {{state: exempt, paragraph: '3', public_summary: {RING}}}
    minute: {RING}
  - {{title: Three, visibility: confidential, minute: SECRET}}
  - {{title: Four, visibility: public, minute: {RING}}}
"""
SEATS = """
members:
  - {id: gone, organisation: lifeboat-trust, post: Coxswain, visibility: draft}
  - {id: stays, organisation: lifeboat-trust, post: Mate}
"""


@pytest.mark.parametrize("secret", ["Ring nobody", RING])
def test_the_place_is_that_of_the_file_whatever_is_withheld(secret: str, council: Path) -> None:
    """It is told of what the public may see, and where that stands; nothing else has a say."""
    group = council / "partnerships" / "quay-group"
    with (group / "partnership.yml").open("a", encoding="utf-8") as file:
        file.write(SEATS.replace("\nmembers:\n", ""))
    (group / "meetings" / "2026-09-10.yml").write_text(CHECKED.replace("SECRET", secret), "utf-8")
    opened = open_project(council / "partnerships", council / "content", NOW)
    assert opened.problems == ()
    lines = CHECKED.splitlines()
    assert [(each.line, each.loc) for each in opened.personal()] == [
        (5, ("attendance", 1, "name")),
        (9, ("items", 1, "visibility", "public_summary")),
        (12, ("items", 3, "minute")),
    ]
    for each in opened.personal():
        assert lines[each.line - 1][each.column - 1 :].startswith("07123 456789")


def test_private_contacts_are_neither_looked_at_nor_known() -> None:
    """They are not published; and what they hold is private wherever else it stands."""
    private = {"email": "jane@poole.example", "telephone": "07123 456789"}
    home = {**private, "address": ["14 Mill Lane, Saltcombe SC1 2AB"]}
    place = {"id": "quay", "path": "quay/partnership.yml", "title": "Quay", "purpose": "Ships"}
    member = {"organisation": "club", "private": home}
    quay = Partnership.model_validate({**place, "type": "area", "members": [member]})
    assert known([quay]) == Known()
    assert list(personal(quay, Known())) == []


def test_a_problem_made_of_it_stands_where_the_datum_does(tmp_path: Path) -> None:
    """Line and column in the file, also where the file breaks the line in the middle of it."""
    file = tmp_path / "2026-03-05.yml"
    file.write_text(
        "status: held\nnotes:\n  All well. Jane can be rung on 07123\n  456789, or not.\n", "utf-8"
    )
    (found,) = found_in("All well. Jane can be rung on 07123 456789, or not.")
    problem = Problem(file.name, found.message, found.advice, found.loc, within=found.words)
    (placed,) = located(tmp_path, [problem])
    assert (placed.line, placed.column) == (3, 33)
    assert "07123" not in str(placed)
    assert "456789" not in str(placed)


def test_fields_for_public_contacts_may_hold_them() -> None:
    """What the model calls an e-mail address, a telephone number or a web address."""
    club = organisation("club", email="jane.poole@gmail.com", telephone="07123 456789")
    assert list(personal(club, Known())) == []
    assert known([club]) == Known(
        addresses=frozenset({"jane.poole@gmail.com"}), telephones=frozenset({"07123456789"})
    )


def test_what_is_known_of_two_folders_is_known_of_both() -> None:
    """Contacts may be collected folder by folder and put together."""
    one = organisation("one", website="https://www.one.example/", telephone="+44 1234 111222")
    two = meeting(place="Quay House, Saltcombe sc1 2ab")
    assert known([one]) | known([two]) == known([one, two]) == Known(
        hosts=frozenset({"one.example"}),
        telephones=frozenset({"01234111222"}),
        postcodes=frozenset({"SC12AB"}),
    )  # fmt: skip


def test_the_time_it_takes_grows_with_the_text_and_not_faster() -> None:
    """Sixteen times the text in no more than forty times the time, whatever it repeats."""
    for piece in (
        "a@",
        "a.",
        "14 Mill ",
        "0 ",
        "07123 ",
        "AB 12 ",
        "Mr A ",
        "SC1 2A ",
        "1 a a ",
        "(",
    ):
        spent = []
        for length in (4_000, 64_000):
            text = (piece * length)[:length]
            started = time.process_time()
            found_in(text)
            spent.append(max(time.process_time() - started, 0.002))
        assert spent[1] < 40 * spent[0], piece
        assert spent[1] < 2, piece
