"""What an editor is told about records agrees with what the records are."""

from __future__ import annotations

import fnmatch
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.schemas import patterns, schema_of
from places import PROJECT, TESTS

KINDS: tuple[type[Record], ...] = (Council, *RECORD_TYPES)


class EditorYaml(yaml.SafeLoader):
    """YAML as an editor's language server reads it, by the core schema of version 1.2."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for tag, pattern, first in (
    ("int", r"[-+]?\d+$", "-+0123456789"),
    ("float", r"[-+]?\d+\.\d+$", "-+0123456789"),
    ("bool", r"(?:true|false)$", "tf"),
    ("null", r"(?:null|~|)$", ["n", "~", ""]),
):
    EditorYaml.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_editor_has_nothing_against_records_that_are_right(kind: type[Record]) -> None:
    """Every record of the demo and of the small council is valid under the schema of its kind."""
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong: list[tuple[str, Any]] = []
    seen = 0
    for council in (PROJECT, TESTS / "council"):
        for file in sorted((council / "partnerships").rglob("*.yml")):
            path = file.relative_to(council).as_posix()
            if not any(fnmatch.fnmatch(path, pattern) for pattern in patterns(kind)):
                continue
            seen += 1
            data = yaml.load(file.read_text(encoding="utf-8"), EditorYaml)
            wrong += [(path, error.message) for error in validator.iter_errors(data)]
    assert wrong == []
    assert seen


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("meeting", "status: hold"),
        ("meeting", "status: held\nitms: []"),
        ("risk", "title: x\nowner: y"),
        ("plan", "title: x\nstatus: draft\nactions: text"),
    ],
)
def test_the_editor_marks_what_the_model_refuses(kind: str, text: str) -> None:
    """A wrong word, a misspelt key, a missing field, text where a list belongs."""
    model = next(each for each in KINDS if each.kind == kind)
    data = yaml.load(text, EditorYaml)
    assert not Draft202012Validator(schema_of(model)).is_valid(data)
