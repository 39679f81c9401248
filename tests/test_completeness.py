"""What belongs together is all there: kinds, templates, fixtures, schemas, tones, documents."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meanings import meaning_of
from partnership_register.model.walk import NamedFile, files_named_in, walk
from partnership_register.pages.writing import TONES
from partnership_register.records import load, read_record
from partnership_register.schemas import editor_files
from places import PROJECT, TESTS

KINDS = {kind.kind for kind in RECORD_TYPES}


def test_every_kind_has_a_template_and_a_fixture_and_nothing_else_has() -> None:
    """The table of kinds, the page templates and the smallest valid records name the same kinds."""
    templates = {path.stem for path in (PROJECT / "theme" / "pages").glob("*.html")}
    fixtures = {path.stem for path in (TESTS / "records").glob("*.yml")}
    assert templates == KINDS
    assert fixtures == KINDS


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.kind)
def test_the_fixture_of_a_kind_is_valid_and_the_smallest(kind: type[Record]) -> None:
    """Each fixture is a valid record, and holds nothing beyond what is required."""
    file = TESTS / "records" / f"{kind.kind}.yml"
    record, problems = read_record(file, file.name, kind, "2026-03-12", "somewhere")
    assert problems == []
    assert record is not None
    required = {name for name, info in kind.model_fields.items() if info.is_required()}
    written = record.model_fields_set - set(Record.FROM_PLACE)
    assert required - set(Record.FROM_PLACE) <= written
    assert len(written) <= max(1, len(required))


def test_every_kind_has_a_schema_for_the_editor() -> None:
    """`register schema` writes one schema a kind, the council included."""
    names = {name.split("/")[-1] for name in editor_files() if "/schemas/" in name}
    assert names == {f"{kind}.json" for kind in KINDS | {"council"}}


def test_every_field_of_every_kind_says_what_it_is() -> None:
    """The help in the editor, the scaffolds and the field reference rest on these sentences."""
    silent = [
        f"{model.__name__}.{name}"
        for kind in (*RECORD_TYPES, Council)
        for model in _models(kind)
        for name in model.model_fields
        if not meaning_of(model, name) and name not in (*Record.FROM_PLACE, "id", "title", "ref")
    ]
    assert silent == []


def test_every_file_that_a_record_names_is_found_by_a_shorter_way() -> None:
    """It leads through fields that can name files alone, and finds what the walk finds."""
    named = 0
    for records in (PROJECT / "partnerships", TESTS / "council" / "partnerships"):
        for record in load(records).records:
            wanted = [found for found in walk(record) if isinstance(found, NamedFile)]
            assert files_named_in(record) == wanted
            named += len(wanted)
    assert named


def test_every_word_of_a_status_has_a_tone() -> None:
    """No status of the model would be shown without one."""
    fields = {"status", "outcome", "decision"}
    words = {
        word
        for kind in RECORD_TYPES
        for model in _models(kind)
        for name, info in model.model_fields.items()
        if name in fields
        for word in _words(info.annotation)
    }
    assert words <= TONES.keys()


def _models(
    model: type[BaseModel], seen: set[type[BaseModel]] | None = None
) -> set[type[BaseModel]]:
    """A model and all models inside it."""
    found = seen if seen is not None else set()
    if model not in found:
        found.add(model)
        for info in model.model_fields.values():
            for inner in _inner(info.annotation):
                _models(inner, found)
    return found


def _inner(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _inner(argument)]


def _words(annotation: Any) -> set[str]:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for argument in get_args(annotation) for word in _words(argument)}
