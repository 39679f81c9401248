"""What a file may look like and still be read for what it says: look-alikes, line ends, marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES
from partnership_register.model.meeting import Meeting
from partnership_register.records import load, read_record
from places import TESTS

LOOK_ALIKES = (Path(__file__).parent / "look-alikes.txt").read_text(encoding="utf-8").splitlines()
FIRST_SIGNS = tuple("[]{},#&*!|>'\"%@`=")
"""Characters that officers are told to put between quotes where a text begins with one."""

PLACES: dict[str, Callable[[str], str]] = {
    "place: {}": lambda text: text,
    "place: '{}'": lambda text: text.replace("'", "''"),
    "key_messages:\n  - {}": lambda text: text,
    "items:\n  - title: {}": lambda text: text,
    "notes: |\n  {}": lambda text: text,
    "key_messages: ['{}']": lambda text: text.replace("'", "''"),
    "items: [{{title: '{}', lead: x}}]": lambda text: text.replace("'", "''"),
}
"""Where a text may stand in a meeting, and how it is written there."""


@pytest.mark.parametrize("place", PLACES)
def test_texts_that_look_like_something_else_stay_texts(place: str, tmp_path: Path) -> None:
    """Neither truth, number, date nor nothing is made of a text, however YAML would take it."""
    wrong = []
    for text in LOOK_ALIKES:
        if "'" not in place and "|" not in place and text.startswith(FIRST_SIGNS):
            continue
        file = tmp_path / "2026-03-12.yml"
        written = place.format(PLACES[place](text))
        file.write_text(f"status: held\n{written}\n", encoding="utf-8")
        record, problems = read_record(file, file.name, Meeting, "somewhere/2026-03-12")
        if not isinstance(record, Meeting) or _text(record) != text:
            wrong.append((text, record and _text(record), [str(p) for p in problems]))
    assert wrong == []


def test_there_are_enough_look_alikes() -> None:
    """A hundred of them, in seven places each."""
    assert len(set(LOOK_ALIKES)) == len(LOOK_ALIKES) >= 110


def _text(meeting: Meeting) -> str:
    if meeting.items:
        return meeting.items[0].title
    if meeting.notes:
        return meeting.notes.removesuffix("\n")
    return meeting.place or meeting.key_messages[0]


ENDS = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old-mac": lambda text: text.replace("\n", "\r"),
    "byte-order-mark": lambda text: f"\ufeff{text}",
    "windows-notepad": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "no-last-line-end": lambda text: text.rstrip("\n"),
    "many-last-line-ends": lambda text: f"{text}\n\n \n",
}


@pytest.mark.parametrize("ends", ENDS)
def test_line_ends_and_a_byte_order_mark_change_nothing(ends: str, council: Path) -> None:
    """A whole council saved by another editor is the same council."""
    before = load(council / "partnerships")
    for file in council.glob("partnerships/**/*.yml"):
        text = ENDS[ends](file.read_text(encoding="utf-8"))
        file.write_bytes(text.encode())
    after = load(council / "partnerships")
    assert after.problems == ()
    assert _without_ends(after.council) == _without_ends(before.council)
    assert [_without_ends(r) for r in after.records] == [_without_ends(r) for r in before.records]


def _without_ends(record: BaseModel | None) -> str:
    """A record as JSON; a text block that ends with the file may have lost its last line end."""
    return record.model_dump_json().replace('\\n"', '"') if record else ""


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.kind)
def test_a_form_left_unfilled_is_read_as_if_the_keys_were_not_there(
    kind: type[BaseModel], tmp_path: Path
) -> None:
    """Every known key with nothing behind it counts as not written."""
    text = (TESTS / "records" / f"{kind.kind}.yml").read_text(encoding="utf-8")
    taken = {line.split(":")[0] for line in text.splitlines()}
    unfilled = [n for n in kind.model_fields if n not in taken | {"id", "path", "partnership"}]
    file = tmp_path / "2026-03-12.yml"
    file.write_text(text + "".join(f"{name}:\n" for name in unfilled), encoding="utf-8")
    record, problems = read_record(file, file.name, kind, "2026-03-12", "somewhere")
    assert problems == []
    file.write_text(text, encoding="utf-8")
    assert (record, []) == read_record(file, file.name, kind, "2026-03-12", "somewhere")
