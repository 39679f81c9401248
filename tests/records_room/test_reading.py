"""What a file may look like and still be read for what it says: look-alikes, line ends, marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from partnership_register.model import RECORD_TYPES, values
from partnership_register.model.meeting import Meeting
from partnership_register.records import load, read_record
from partnership_register.records.reading import read
from places import TESTS
from reckoning import Reckon

LOOK_ALIKES = (Path(__file__).parent / "look-alikes.txt").read_text(encoding="utf-8").splitlines()
FIRST_SIGNS = tuple("[]{},#&*!|>'\"%@`=")
"""Characters that officers are told to put between quotes where a text begins with one."""

NEEDS_QUOTES = re.compile(r"^[?:-](?:\s|$)|:(?:\s|$)|\s#")
"""Without quotes these are refused, and the officer is told to put them."""

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
def test_texts_that_look_like_something_else_stay_texts(
    place: str, tmp_path: Path, reckon: Reckon
) -> None:
    """Neither truth, number, date nor nothing is made of a text, however YAML would take it."""
    wrong = []
    for text in LOOK_ALIKES:
        if "'" not in place and "|" not in place and text.startswith(FIRST_SIGNS):
            continue
        file = tmp_path / "2026-03-12.yml"
        written = place.format(PLACES[place](text))
        file.write_text(
            f"status: held\nminutes: {{status: approved}}\n{written}\n", encoding="utf-8"
        )
        record, problems = read_record(file, file.name, Meeting, "somewhere/2026-03-12")
        if record is None and "'" not in place and NEEDS_QUOTES.search(text):
            continue
        if not isinstance(record, Meeting) or _text(record) != text:
            wrong.append((text, record and _text(record), [str(p) for p in problems]))
    assert wrong == []
    reckon.held("M2", len(LOOK_ALIKES), f"look-alikes kept to the letter: {place!r}")


@pytest.mark.parametrize("text", ["plain", "single", "block"])
def test_without_quotes_a_text_is_refused_or_kept_to_the_letter(
    text: str, tmp_path: Path, reckon: Reckon
) -> None:
    """Nothing is made of it that is not written, whatever sign it begins with."""
    wrong = []
    for written in LOOK_ALIKES:
        style = {"plain": written, "single": written.replace("'", "''"), "block": written}[text]
        form = {"plain": "{}", "single": "'{}'", "block": "|-\n  {}"}[text].format(style)
        source = read(f"a: {form}\nb: c\n".encode(), "")
        found = source.data and source.data.get("a")
        if text == "plain" and written.startswith(FIRST_SIGNS):
            continue
        if not source.problems and found != written:
            wrong.append((written, found))
    assert wrong == []
    reckon.held("M2", len(LOOK_ALIKES), f"look-alikes refused or kept: {text}")


def _same_words(value: object, text: str) -> bool:
    return value == text.strip()


SAYS: dict[str, tuple[object, Callable[[Any, str], bool]]] = {
    "date": (values.Date, lambda value, text: value.isoformat() == text),
    "time": (values.Time, lambda value, text: f"{value:%H:%M}" == text),
    "moment": (values.Moment, lambda value, text: value.isoformat(" ").startswith(text)),
    "yes or no": (values.YesNo, lambda value, text: text.lower() in YES_OR_NO[value]),
    "number": (values.Number, lambda value, text: str(value) == (text.lstrip("0") or "0")),
    "months": (values.Months, lambda value, text: str(value) == text.lstrip("0")),
    "money": (values.Money, lambda value, text: value == Decimal(re.sub("[\u00a3,]", "", text))),
    "year": (values.Year, _same_words),
    "address": (values.Url, _same_words),
    "e-mail": (values.Email, _same_words),
    "telephone": (values.Telephone, _same_words),
    "file": (values.FileName, _same_words),
    "id": (values.Id, _same_words),
    "colour": (values.Colour, _same_words),
    "month": (values.Month, _same_words),
}
"""For each type of field, whether a value says what was written."""
YES_OR_NO = {True: {"yes", "true"}, False: {"no", "false"}}


@pytest.mark.parametrize("kind", SAYS)
def test_a_typed_field_refuses_a_look_alike_or_says_what_is_written(
    kind: str, reckon: Reckon
) -> None:
    """No date out of a sum, no number out of a time, no truth out of a letter."""
    type_, says = SAYS[kind]
    adapter: TypeAdapter[Any] = TypeAdapter(type_)
    wrong = []
    for text in LOOK_ALIKES:
        try:
            value = adapter.validate_python(text)
        except ValidationError:
            continue
        if not says(value, text):
            wrong.append((text, value))
    assert wrong == []
    reckon.held("M2", len(LOOK_ALIKES), f"look-alikes refused or meant: {kind}")


def test_there_are_enough_look_alikes() -> None:
    """Five hundred of them, in seven places each."""
    assert len(set(LOOK_ALIKES)) == len(LOOK_ALIKES) >= 500


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
    needed = {"id", "path", "partnership", "visibility"}  # an empty visibility is a mistake
    unfilled = [n for n in kind.model_fields if n not in taken | needed]
    file = tmp_path / "2026-03-12.yml"
    file.write_text(text + "".join(f"{name}:\n" for name in unfilled), encoding="utf-8")
    record, problems = read_record(file, file.name, kind, "2026-03-12", "somewhere")
    assert problems == []
    file.write_text(text, encoding="utf-8")
    assert (record, []) == read_record(file, file.name, kind, "2026-03-12", "somewhere")
