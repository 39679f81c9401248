"""Councils made by chance over which visibility is strewn, and what of them the public may not see.

What is secret is told here a second time, from the plain data and in other words than the rules of
disclosure, so that each can be held against the other.
"""

from __future__ import annotations

import copy
import random
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ValidationError

from building.councils import Files, council
from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.document import Document
from partnership_register.model.meeting import AgendaItem, Decision, Meeting
from partnership_register.model.partnership import Partnership, PrivateContact
from partnership_register.model.values import FileBeside, RefTo
from partnership_register.model.visibility import in_words
from partnership_register.model.walk import part_fields
from partnership_register.records.placing import Place, place_of
from places import NOW

ROOT = "partnerships/"
LETTERS = string.ascii_lowercase + string.digits
ABOUT = b"# About\n\nWords.\n"
STAYS_OF_EXEMPT: Mapping[type[BaseModel], frozenset[str]] = {
    AgendaItem: frozenset({"number", "title", "start", "visibility"}),
    Decision: frozenset({"ref", "outcome", "visibility"}),
    Document: frozenset({"former_ids", "title", "type", "date", "report_number", "visibility"}),
}
CAME_OF_A_MEETING = ("minute", "decisions", "actions", "referred_to")
MINUTED = ("minutes", "attendance", "interests", "key_messages", "chair", "minute_taker")

Data = dict[str, Any]
Secret = tuple[Data, type[BaseModel], frozenset[str]]
"""A mapping, its model, and the keys in it that the public does not see."""


@dataclass(slots=True)
class Strewn:
    """A council as plain data; records by their paths, other files as they are."""

    records: dict[str, Data]
    others: Files
    named: frozenset[str] = field(default_factory=frozenset)
    """The refs and ids by which something in the records may name a part of any of them."""

    def files(self) -> Files:
        """The files of the project."""
        made = {path: _as_yaml(data) for path, data in self.records.items()}
        return {**made, **self.others}

    def twin(self) -> Strewn:
        """A copy that may be changed."""
        return Strewn(copy.deepcopy(self.records), dict(self.others), self.named)


def place(path: str) -> Place:
    """What the path of a record says of it."""
    found = place_of(path.removeprefix(ROOT))
    assert isinstance(found, Place)
    return found


def _as_yaml(data: object) -> bytes:
    made: str = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    return made.encode()


@cache
def _base(seed: int, partnerships: tuple[str, ...]) -> Strewn:
    files = council(seed, partnerships)
    records = {
        path: yaml.load(content, yaml.CSafeLoader)
        for path, content in files.items() if path.endswith(".yml")
    }  # fmt: skip
    others = {path: content for path, content in files.items() if path not in records}
    others["content/about.md"] = ABOUT
    return Strewn(records, others)


def strewn(
    seed: int, partnerships: tuple[str, ...] = ("alpha", "zeta"), often: float = 0.15
) -> Strewn:
    """A council of which some records and parts say something of visibility; always sound."""
    chance = random.Random(seed)
    made = _base(seed % 16, partnerships).twin()
    settings = made.records[f"{ROOT}_council/council.yml"]
    if chance.random() < 0.4:
        kinds = settings["public_kinds"]
        settings["public_kinds"] = chance.sample(kinds, chance.randint(len(kinds) // 2, len(kinds)))
    settings["show_draft_minutes"] = chance.choice(("yes", "no"))
    for path, data in made.records.items():
        model = place(path).type
        if model is Council:
            continue
        if model is Meeting and "minutes" in data and chance.random() < 0.3:
            data["minutes"]["status"] = "draft"
            data["minutes"].pop("approved_at", None)
        rarer = often / 2 if model is Partnership else often
        for holder, part in list(sayers(data, model)):
            _give_private(holder, part, chance)
            if chance.random() < (rarer if holder is data else often):
                holder["visibility"] = a_visibility(part, chance)
    speak_for_papers(made)
    said = "".join(map(str, made.records.values()))
    made.named = frozenset(
        name
        for found in re.findall("#([A-Za-z0-9]+)|_for': '(m[0-9])'|member': '(m[0-9])'", said)
        for name in found
    )
    return made


def speak_for_papers(made: Strewn) -> None:
    """Let every document say whether it is public that business the public may not see names."""
    for path, data in made.records.items():
        if place(path).type is Meeting:
            papers = [data.get("minutes", {}).get("document", "")] if _is_draft(data) else []
            for item in data.get("items", ()):
                for paper in item.get("papers", ()):
                    said = paper if isinstance(paper, dict) else {"document": paper}
                    if any(state_of(each) for each in (data, item, said)):
                        papers.append(said["document"])
            for name in papers:
                _say_public(made, name.rpartition("/")[2])


def _is_draft(data: Data) -> bool:
    return bool(state_of(data)) or data.get("minutes", {}).get("status") == "draft"


def _say_public(made: Strewn, name: str) -> None:
    for path, data in made.records.items():
        if name and path.endswith(f"/documents/{name}.yml"):
            data.setdefault("visibility", "public")


def _give_private(holder: Data, part: type[BaseModel], chance: random.Random) -> None:
    if "private" in part.model_fields and chance.random() < 0.8:
        holder["private"] = {
            "email": "p@home.example",
            "telephone": "01632 960123",
            "address": ["1 Low Road", "Anywhere"],
            "note": "Ring at noon",
        }


def sayers(data: Data, model: type[BaseModel]) -> Iterator[tuple[Data, type[BaseModel]]]:
    """Every mapping that may say something of visibility, with its model."""
    if "visibility" in model.model_fields:
        yield data, model
    for name, many, part in part_fields(model):
        value = data.get(name)
        if not value or name == "visibility":
            continue
        if many:
            short = getattr(part, "shorthand", "")
            value = data[name] = [
                {short: each} if isinstance(each, str) else each for each in value
            ]
        for each in value if many else (value,):
            if isinstance(each, dict):
                yield from sayers(each, part)


def states_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The states that a model may be in."""
    states: tuple[str, ...] = get_args(_visibility_of(model).model_fields["state"].annotation)
    return states


def _visibility_of(model: type[BaseModel]) -> type[BaseModel]:
    """The model of what a model says of its visibility."""
    found: type[BaseModel] = get_args(model.model_fields["visibility"].annotation)[0]
    return found


def a_visibility(model: type[BaseModel], chance: random.Random, state: str = "") -> Data | str:
    """What something may say of its visibility."""
    state = state or chance.choice(states_of(model))
    if state == "embargoed":
        days = chance.choice((-400, -30, -1, 0, 1, 40, 500))
        until = NOW + timedelta(days=days, hours=chance.randint(0, 23))
        return embargo(until.replace(tzinfo=None))
    if state == "exempt":
        return {
            "state": state,
            "paragraph": chance.choice("1234567"),
            "public_interest": "It outweighs.",
            "public_summary": "Something was agreed.",
        }
    if state == "withdrawn":
        return {"state": state, "on": "2026-05-01", "reason": "It was out of date."}
    return chance.choice((state, {"state": state}))


def embargo(until: datetime) -> Data:
    """An embargo until a moment by the clocks in London."""
    return {"state": "embargoed", "until": f"{until:%Y-%m-%d %H:%M}", "in_words": in_words(until)}


# What is secret


def state_of(data: Data) -> str:
    """The state that a mapping says it is in; empty where it says nothing."""
    said = data.get("visibility")
    return said if isinstance(said, str) else said["state"] if said else ""


def is_open(data: Data, now: datetime) -> bool:
    """Whether what a mapping says lets the public see it, be it only in part."""
    state = state_of(data)
    if state == "embargoed":
        until = datetime.fromisoformat(data["visibility"]["until"])
        return until.replace(tzinfo=ZoneInfo("Europe/London")) <= now
    return state in ("", "public", "exempt")


def is_seen(made: Strewn, path: str, now: datetime = NOW) -> bool:
    """Whether the public may see anything of a record."""
    data, where = made.records[path], place(path)
    kinds = made.records[f"{ROOT}_council/council.yml"]["public_kinds"]
    if where.type is Council:
        return True
    if not (is_open(data, now) if state_of(data) else where.type.kind in kinds):
        return False
    if where.type is Partnership or not where.partnership:
        return True
    return is_seen(made, f"{ROOT}{where.partnership}/partnership.yml", now)


def secrets(made: Strewn, path: str, now: datetime = NOW) -> Iterator[Secret]:
    """What of a record the public may not see: mappings with the keys in them that are secret."""
    data, where = made.records[path], place(path)
    if where.type is Council:
        return
    if is_seen(made, path, now):
        yield from _secrets_in(data, where.type, now)
        if where.type is Meeting:
            yield from _unminuted(made, data)
        return
    known = {"visibility"}
    inside_closed = (
        where.type is not Partnership
        and where.partnership
        and not is_seen(made, f"{ROOT}{where.partnership}/partnership.yml", now)
    )
    if state_of(data) == "withdrawn" and not inside_closed:
        known.add("former_ids")
    yield data, where.type, frozenset(where.type.model_fields.keys() - known)
    if inside_closed and isinstance(data.get("visibility"), dict):
        model = _visibility_of(where.type)
        yield data["visibility"], model, frozenset({"reason", "on", "public_summary"})


def _secrets_in(data: Data, model: type[BaseModel], now: datetime) -> Iterator[Secret]:
    if state_of(data) == "exempt":
        visibility = _visibility_of(model)
        yield data["visibility"], visibility, frozenset({"public_interest"})
        yield data, model, frozenset(model.model_fields.keys() - STAYS_OF_EXEMPT[model])
        return
    for name, many, part in part_fields(model):
        value = data.get(name)
        for each in (value or ()) if many else (value,):
            if not isinstance(each, dict) or name == "visibility":
                continue
            closed = not is_open(each, now) or part is PrivateContact
            if closed or (state_of(each) == "exempt" and part not in STAYS_OF_EXEMPT):
                yield each, part, frozenset(part.model_fields.keys() - {"visibility"})
            else:
                yield from _secrets_in(each, part, now)


def _unminuted(made: Strewn, data: Data) -> Iterator[Secret]:
    shows = made.records[f"{ROOT}_council/council.yml"]["show_draft_minutes"] == "yes"
    minutes = data.get("minutes")
    if not minutes or minutes["status"] == "approved" or shows:
        return
    yield data, Meeting, frozenset(MINUTED)
    for item in data.get("items", ()):
        yield item, AgendaItem, frozenset(CAME_OF_A_MEETING)
        if state_of(item) == "exempt":
            visibility = _visibility_of(AgendaItem)
            yield item["visibility"], visibility, frozenset({"public_summary"})


# Saying other things in secret


def unwrapped(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...], bool]:
    """The type of a field or of its entries, what is annotated of it, and whether it is a list."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return unwrapped(arguments[0], (*metadata, *arguments[1:]))
    if origin is tuple:
        inner, more, _ = unwrapped(arguments[0], metadata)
        return inner, more, True
    if origin in (Union, UnionType):
        return unwrapped(next(a for a in arguments if a is not type(None)), metadata)
    return annotation, metadata, False


def kind_of_field(model: type[BaseModel], name: str) -> tuple[str, bool]:
    """What a field holds: "words", "file", "id", "date", "part", a `Url` and so on, or "other"."""
    info = model.model_fields[name]
    inner, said, many = unwrapped(info.annotation, tuple(info.metadata))
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "part", many
    if any(isinstance(each, RefTo) for each in said):
        return "reference", many
    if any(isinstance(each, FileBeside) for each in said):
        return "file", many
    checks = [each for each in said if type(each).__name__ == "BeforeValidator"]
    if inner is str:
        return ("checked" if checks else "words"), many
    return getattr(inner, "__name__", "other"), many


def said_otherwise(made: Strewn, chance: random.Random, now: datetime = NOW) -> Strewn:
    """The same council with other words, days, entries and files wherever that is secret."""
    other = made.twin()
    for path in other.records:
        for data, model, keys in list(secrets(other, path, now)):
            for name in sorted(keys):
                if data.get(name):
                    _change(data, name, model, other, chance)
            _change_what_is_no_text(data, model, keys, (other.records[path], path), chance)
    _change_files(other, chance, now)
    return other


_STAYS = frozenset(("Meeting.status", "Minutes.status", "Membership.left", "ActionLink.type"))
"""What other records depend on, so that these would not be sound any more."""


def _change_what_is_no_text(
    data: Data,
    model: type[BaseModel],
    keys: frozenset[str],
    record: tuple[Data, str],
    chance: random.Random,
) -> None:
    """Other words of those that a field may hold, other numbers and addresses, fewer references."""
    parts = {name: part for name, _, part in part_fields(model)}
    for name in sorted(keys & data.keys() - {"visibility", "former_ids"}):
        if name in parts:
            for each in data[name] if isinstance(data[name], list) else [data[name]]:
                if isinstance(each, dict):
                    inner = frozenset(parts[name].model_fields)
                    _change_what_is_no_text(each, parts[name], inner, record, chance)
            continue
        before, others = data[name], _others(model, name, chance)
        if f"{model.__name__}.{name}" in _STAYS or not others or chance.random() < 0.3:
            continue
        data[name] = chance.choice(others)
        if data[name] is None:
            del data[name]
        if not _is_sound(*record):
            data[name] = before


def _others(model: type[BaseModel], name: str, chance: random.Random) -> list[Any]:
    """What a field may hold instead, some of it perhaps not; None for nothing."""
    kind, many = kind_of_field(model, name)
    if kind == "reference":
        return [None]
    if many or kind in ("words", "file", "date", "part"):
        return []
    info = model.model_fields[name]
    inner, _, _ = unwrapped(info.annotation, tuple(info.metadata))
    if kind == "checked" and name != getattr(model, "ref_field", ""):
        word = words(chance).split()[0]
        return [f"https://{word}.example/", f"{word}@office.example", "01632 960998"]
    simple = {"bool": ["yes", "no"], "int": ["1", "2", "3"], "time": ["10:00", "19:30"]}
    return simple.get(kind, [each for each in get_args(inner) if isinstance(each, str)])


def _is_sound(data: Data, path: str) -> bool:
    where = place(path)
    try:
        where.type.model_validate({**data, "id": where.id, "path": path})
    except ValidationError:
        return False
    return True


# Saying more in secret


def with_more(made: Strewn, chance: random.Random) -> tuple[Strewn, Strewn]:
    """The same with withheld records and parts that nothing names, and without them."""
    more = made.twin()
    _add_unnamed(more, _Canaries(chance, more.named))
    for path in made.records:
        _add_parts(more.records[path], place(path).type, path.rpartition("/")[0], more, chance)
    speak_for_papers(more)
    less = made.twin()
    for path, data in less.records.items():
        if more.records[path].get("visibility") == "public":
            data["visibility"] = "public"
    return more, less


def _add_parts(
    data: Data, model: type[BaseModel], folder: str, made: Strewn, chance: random.Random
) -> None:
    """Withheld parts among others of their kind."""
    for name, many, part in part_fields(model):
        entries = data.get(name)
        if not isinstance(entries, list) or not many or not entries:
            continue
        for each in entries:
            if isinstance(each, dict):
                _add_parts(each, part, folder, made, chance)
        if "visibility" in part.model_fields and chance.random() < 0.5:
            copied = _without_refs(copy.deepcopy(chance.choice(entries)))
            copied = copied if isinstance(copied, dict) else {part.shorthand: copied}
            copied["visibility"] = chance.choice(("draft", "confidential"))
            if "file" in copied:
                copied["file"] = f"{words(chance).split()[0]}.txt"
                made.others[f"{folder}/{copied['file']}"] = file_of(words(chance))
            entries.insert(chance.randint(0, len(entries)), copied)


def _without_refs(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_refs(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {key: _without_refs(value) for key, value in data.items() if key not in ("ref", "id")}


def _change(
    data: Data, name: str, model: type[BaseModel], made: Strewn, chance: random.Random
) -> None:
    kind, many = kind_of_field(model, name)
    if name == getattr(model, "ref_field", ""):
        if data[name] not in made.named and kind in ("words", "checked"):
            data[name] = f"x{chance.randint(1, 10**9)}"
    elif kind == "words":
        data[name] = [words(chance) for _ in range(chance.randint(1, 4))] if many else words(chance)
    elif kind == "date":
        data[name] = data[name][:8] + f"{chance.randint(1, 28):02}"
    elif kind == "bool":
        pass
    elif kind == "part" and name != "visibility":
        inner = next(p for n, _, p in part_fields(model) if n == name)
        for each in data[name] if many else [data[name]]:
            if isinstance(each, dict):
                for key in list(each):
                    _change(each, key, inner, made, chance)
        if many and chance.random() < 0.5:
            _fewer(data[name], made, chance)
    elif kind == "checked" and model is PrivateContact:
        data[name] = (
            f"{words(chance).split()[0]}@home.example" if name == "email" else "01632 960999"
        )


def _fewer(entries: list[Any], made: Strewn, chance: random.Random) -> None:
    """Entries in another order, and without such as nothing can name."""
    chance.shuffle(entries)
    refs = set(re.findall("'(?:ref|id)': '([^']*)'", str(entries[-1])))
    if len(entries) > 1 and not refs & made.named:
        entries.pop()


def _change_files(made: Strewn, chance: random.Random, now: datetime) -> None:
    for path in list(made.others):
        if path.startswith(ROOT):
            record = f"{path.rpartition('.')[0]}.yml"
            if record in made.records and file_is_secret(
                made, record, path.rpartition("/")[2], now
            ):
                made.others[path] = file_of(words(chance))


def file_is_secret(made: Strewn, record: str, name: str, now: datetime = NOW) -> bool:
    """Whether the public may not have a file beside a record."""
    data = made.records[record]
    if not is_seen(made, record, now) or state_of(data) == "exempt":
        return True
    named = [f for f in data.get("files", ()) if (f if isinstance(f, str) else f["file"]) == name]
    return all(isinstance(f, dict) and not is_open(f, now) for f in named)


def words(chance: random.Random) -> str:
    """Words that nobody wrote before."""
    many = chance.randint(1, 12)
    return " ".join("".join(chance.choices(LETTERS, k=chance.randint(3, 12))) for _ in range(many))


def file_of(text: str) -> bytes:
    """Something to publish with a text in it."""
    return f"{text}\n".encode()


# Canaries


def with_canaries(made: Strewn, chance: random.Random) -> tuple[Strewn, list[str]]:
    """The same with a word of its own in every secret place that takes words, and those words.

    Withheld records that nothing names are added, since of them not even the name may get out.
    """
    other = made.twin()
    canaries = _Canaries(chance, other.named)
    _add_unnamed(other, canaries)
    speak_for_papers(other)
    for path, data in list(other.records.items()):
        for holder, model, keys in list(secrets(other, path)):
            canaries.record = data, place(path).type
            canaries.fill(holder, model, keys)
        for number, file in enumerate(data.get("files", ())):
            name = file if isinstance(file, str) else file["file"]
            if file_is_secret(other, path, name):
                renamed = f"{canaries.new()}.txt"
                data["files"][number] = (
                    renamed if isinstance(file, str) else {**file, "file": renamed}
                )
                folder = path.rpartition("/")[0]
                other.others.pop(f"{folder}/{name}", None)
                other.others[f"{folder}/{renamed}"] = file_of(canaries.new())
    return other, canaries.made


class _Canaries:
    """Makes words that stand nowhere else, and puts them where they can stand."""

    def __init__(self, chance: random.Random, named: frozenset[str]) -> None:
        self.made: list[str] = []
        self.chance = chance
        self._named = named
        self.record: tuple[Data, type[BaseModel]]
        """The record that is being filled: it must stay sound."""

    def new(self) -> str:
        """24 letters and figures, of which the first is a letter, as every id must begin."""
        word = "c" + "".join(self.chance.choices(LETTERS, k=23))
        self.made.append(word)
        return word

    def fill(self, data: Data, model: type[BaseModel], keys: frozenset[str]) -> None:
        """Fill these fields and all parts in them, also those that were left out."""
        parts = {name: part for name, _, part in part_fields(model)}
        for name in sorted((keys & model.model_fields.keys()) - _NOT_FILLED):
            kind, many = kind_of_field(model, name)
            if name in parts:
                for each in data.get(name, ()) if many else (data.get(name),):
                    if isinstance(each, dict):
                        self.fill(each, parts[name], frozenset(parts[name].model_fields))
            elif kind in ("words", "checked") and str(data.get(name)) not in self._named:
                self._put(data, model, name, many=many)

    def _put(self, data: Data, model: type[BaseModel], name: str, *, many: bool) -> None:
        word = self.new()
        figures = "".join(self.chance.choices("0123456789", k=22))
        for value in (
            word,
            f"{word}@{word}.example",
            f"https://{word}.example/{word}",
            f"0{figures}",
        ):
            before = data.get(name)
            data[name] = [value] if many else value
            if self._is_sound():
                if value.startswith("0"):
                    self.made[-1] = value
                return
            data[name] = before
            if before is None:
                del data[name]
        self.made.pop()

    def _is_sound(self) -> bool:
        data, model = self.record
        try:
            model.model_validate({**data, "id": "alpha/2026-01-01", "path": "p"})
        except ValidationError:
            return False
        return True


_NOT_FILLED = frozenset(("visibility", "former_ids", *Record.FROM_PLACE))


def _add_unnamed(made: Strewn, canaries: _Canaries) -> None:
    """Copies of records, and of a whole folder, under names that stand nowhere else."""
    for path, data in list(made.records.items()):
        folder, _, name = path.rpartition("/")
        if name in ("council.yml", "partnership.yml") or canaries.chance.random() < 0.5:
            continue
        day = re.match("[0-9]{4}(-[0-9]{2}-[0-9]{2})?", name)
        begins = f"{day[0]}-" if day else ""
        copied = _without_files(data)
        copied["visibility"] = canaries.chance.choice(("draft", "confidential"))
        made.records[f"{folder}/{begins}{canaries.new()}.yml"] = copied
    closed = canaries.new()
    for path, data in list(made.records.items()):
        if path.startswith(f"{ROOT}alpha/"):
            copied = _without_files(data)
            if path.endswith("/partnership.yml"):
                copied["visibility"] = "draft"
            made.records[path.replace("alpha", closed, 1)] = copied


def _without_files(data: Data) -> Data:
    return {key: copy.deepcopy(value) for key, value in data.items() if key != "files"}
