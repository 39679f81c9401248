"""JSON Schemas of the records, so that an editor helps while an officer types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Part, Record
from partnership_register.model.meanings import meaning_of
from partnership_register.records import COUNCIL_FOLDER

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".vscode"


class _WrittenSchema(GenerateJsonSchema):
    """Schemas of what is written, not of what it becomes.

    An editor reads `ref: 14` as a number and `public: yes` as a word; in a record each of them
    is text until the model has looked at it, so that all scalars are allowed where text is.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        written = super().model_schema(schema)
        fields: Any = schema["schema"]
        while fields["type"] != "model-fields":
            fields = fields["schema"]  # behind a check of the whole part
        for name, field in written.get("properties", {}).items():
            meaning = meaning_of(schema["cls"], name)
            if meaning and not _stands_there_alone(fields["fields"][name]["schema"]):
                field["description"] = meaning
        return written

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return super().str_schema(schema) | {"type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | {"type": ["integer", "string"]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        words = [str(word) for word in schema["expected"]]
        return {"enum": [*words, *(int(word) for word in words if word.isdigit())]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": ["yes", "no", "true", "false", True, False]}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": ["number", "string"]}

    def datetime_schema(self, schema: core_schema.DatetimeSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$"}

    def time_schema(self, schema: core_schema.TimeSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^\d\d:\d\d$"}


def _stands_there_alone(schema: Any) -> bool:
    """Whether a part is used in this one field, so that its own words say what the field means."""
    inner = schema["schema"] if schema["type"] == "default" else schema
    return bool(inner["type"] == "model")


def schema_of(kind: type[Record]) -> dict[str, Any]:
    """The JSON Schema of one kind of record, without what the place of the file says."""
    schema = kind.model_json_schema(mode="validation", schema_generator=_WrittenSchema)
    for name in Record.FROM_PLACE:
        schema["properties"].pop(name, None)
        if name in schema.get("required", ()):
            schema["required"].remove(name)
    for definition, part in _parts_with_shorthand(kind):
        written = schema["$defs"][definition]
        short = {
            "type": ["string", "number"],
            "description": written["properties"][part]["description"],
        }
        schema["$defs"][definition] = {"anyOf": [short, written]}
    return {"$schema": DIALECT, **schema}


def _parts_with_shorthand(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """Names of the definitions that may also be written as bare text, with the field it fills."""
    names = kind.model_json_schema().get("$defs", {})
    for part in dict.fromkeys(_all_parts(Part)):
        if part.shorthand and part.__name__ in names:
            yield part.__name__, part.shorthand


def _all_parts(part: type[Part]) -> Iterator[type[Part]]:
    for child in part.__subclasses__():
        yield child
        yield from _all_parts(child)


def patterns(kind: type[Record]) -> list[str]:
    """The files that a schema is for, as patterns from the top of the project."""
    if kind is Council:
        return [f"partnerships/{COUNCIL_FOLDER}/council.yml"]
    name = f"{kind.folder}/*.yml" if kind.folder else f"{kind.name_pattern}.yml"
    found = [f"partnerships/*/{name}"] if kind.in_partnership else []
    return found or [f"partnerships/{COUNCIL_FOLDER}/{name}"]


def editor_files() -> dict[str, str]:
    """The files of a VS Code folder: a schema a kind, and the settings that connect them."""
    kinds: tuple[type[Record], ...] = (Council, *RECORD_TYPES)
    files = {f"{FOLDER}/schemas/{kind.kind}.json": _json(schema_of(kind)) for kind in kinds}
    files[f"{FOLDER}/settings.json"] = _json(
        {
            "yaml.schemas": {f"./{FOLDER}/schemas/{k.kind}.json": patterns(k) for k in kinds},
            "files.associations": {"partnerships/**/*.yml": "yaml"},
            "files.encoding": "utf8",
            "files.eol": "\n",
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
        }
    )
    files[f"{FOLDER}/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    return files


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
