"""A record that was packed is the same record when it is unpacked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from partnership_register.model.base import Record
from partnership_register.model.document import Document
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.records import load
from partnership_register.records.packing import packed, unpacked
from places import PROJECT, TESTS


def assert_same(record: Record) -> None:
    """It is equal in its values, their types and order, and in what was written at all."""
    content = packed(record)
    again = unpacked(type(record), content)
    assert again == record
    assert repr(again) == repr(record)
    assert _written(again) == _written(record)
    assert packed(again) == content


def _written(value: Any) -> Any:
    """Which fields were written, at every level."""
    if isinstance(value, BaseModel):
        inner = {name: _written(each) for name, each in value.__dict__.items()}
        return sorted(value.model_fields_set), inner
    return [_written(each) for each in value] if isinstance(value, tuple) else None


@pytest.mark.parametrize("project", [PROJECT, TESTS / "council"], ids=["demo", "small"])
def test_every_record_is_the_same_after_packing(project: Path) -> None:
    """Those of the demo and of the small council, the council's own file included."""
    records = load(project / "partnerships")
    assert records.council
    for record in (records.council, *records.records):
        assert_same(record)


texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1
).filter(str.strip)
days = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
times = st.times().map(lambda at: time.strftime(at, "%H:%M"))
figures = st.integers(0, 10**12 - 1)
money = st.one_of(
    figures.map(lambda sum: f"{sum:,}"),
    st.tuples(figures, st.integers(0, 99)).map(lambda sum: f"£{sum[0]}.{sum[1]:02}"),
)
BUILT: list[tuple[type[Record], Callable[[Callable[[Any], Any]], dict[str, Any]]]] = [
    (
        Meeting,
        lambda draw: {
            "status": "held",
            "minutes": {"status": "approved"},
            "start": draw(times),
            "place": draw(texts),
            "public": draw(st.sampled_from(["yes", "No", "TRUE", "false"])),
            "convened": draw(days),
            "key_messages": draw(st.lists(texts, max_size=3)),
            "items": [
                {
                    "title": draw(texts),
                    "papers": [draw(texts), {"document": draw(texts), "published": draw(days)}],
                    "actions": [{"action": draw(texts), "leads": [draw(texts)]}],
                    "decisions": [
                        {
                            "text": draw(texts),
                            "outcome": "agreed",
                            "votes": {"in_favour": str(draw(figures))},
                        }
                    ],
                }
            ],
        },
    ),
    (
        Partnership,
        lambda draw: {
            "title": draw(texts),
            "type": "area",
            "purpose": draw(texts),
            "significance": "minor",
            "resources": [{"year": "2026-27", "kind": "money", "amount": draw(money)}],
            "members": [{"organisation": draw(texts), "voting": "no", "start": draw(days)}],
        },
    ),
    (
        Document,
        lambda draw: {
            "title": draw(texts),
            "type": "other",
            "files": ["a.pdf", {"file": "b.pdf", "title": draw(texts)}],
            "links": [{"title": draw(texts), "url": "https://www.saltcombe.example/a?b=c#d"}],
        },
    ),
]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data(), st.sampled_from(BUILT))
def test_any_text_day_time_and_sum_is_the_same_after_packing(
    data: st.DataObject, built: tuple[type[Record], Any]
) -> None:
    """Whatever letters a text has, and however a value is written."""
    kind, build = built
    place = {"id": "x/2026-03-12", "path": "partnerships/x.yml", "partnership": "x"}
    assert_same(kind.model_validate(build(data.draw) | place))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"id": "x", "path": "x"', b"1"])
def test_bytes_that_hold_no_record_make_none(content: bytes) -> None:
    """As when a disk was full, or another model packed them."""
    with pytest.raises(ValidationError):
        unpacked(Meeting, content)
