"""The one walk over a record: every reference, every text, every part, each with its place.

Which fields hold references, Markdown or files is declared in the types alone; whatever must
treat them all alike (resolving, checking, withholding, publishing files) comes through here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from partnership_register.model.base import Part
from partnership_register.model.values import FileBeside, Markdown, RefTo
from partnership_register.problems import Loc

Mark = RefTo | Markdown | FileBeside


class Reference(NamedTuple):
    """A field that names something else."""

    loc: Loc
    kinds: tuple[str, ...]
    value: str


class Prose(NamedTuple):
    """A field of Markdown."""

    loc: Loc
    text: str


class NamedFile(NamedTuple):
    """A field that names a file beside the record."""

    loc: Loc
    name: str


class FoundPart(NamedTuple):
    """A part, before the fields inside it."""

    loc: Loc
    part: Part


Named = Reference | Prose | NamedFile
Found = Named | FoundPart


class _Field(NamedTuple):
    """What the walk has to know about a field: its name, whether it is a list, what it holds."""

    name: str
    many: bool
    part: type[BaseModel] | None
    """The type of the parts; None where the field holds text."""
    kinds: tuple[str, ...] = ()
    """What a reference may name; empty where the text is none."""
    named: type[Prose | NamedFile] = Prose
    """What other text is."""


def walk(model: BaseModel) -> list[Found]:
    """Everything marked in `model` and the parts inside it, in the order of the fields."""
    found: list[Found] = []
    _collect(model, (), found)
    return found


def files_named_in(model: BaseModel, loc: Loc = ()) -> list[NamedFile]:
    """Every file that `model` and the parts inside it name, as `walk` finds them."""
    found: list[NamedFile] = []
    for field in _fields_to_files(type(model)):
        value = getattr(model, field.name)
        here = (*loc, field.name)
        for number, entry in enumerate(value or ()) if field.many else ((None, value),):
            place = here if number is None else (*here, number)
            if field.part:
                found += files_named_in(entry, place) if entry else ()
            elif entry is not None:
                found.append(NamedFile(place, entry))
    return found


def _collect(model: BaseModel, loc: Loc, found: list[Found]) -> None:
    """One list for the whole record, since generators inside generators cost more than the walk.

    For the same reason as little as can be is called here for each field and each entry.
    """
    value_of = model.__dict__.get
    for name, many, part, kinds, named in _fields(type(model)):
        value = value_of(name)
        if not value and value != "":
            continue
        here = loc + (name,)  # noqa: RUF005  unpacking takes twice as long
        for number, entry in enumerate(value) if many else ((None, value),):
            place = here if number is None else here + (number,)  # noqa: RUF005  as above
            if part:
                found.append(FoundPart(place, entry))
                _collect(entry, place, found)
            elif kinds:
                found.append(Reference(place, kinds, entry))
            else:
                found.append(named(place, entry))


def named_in(model: type[BaseModel], data: Any, loc: Loc = ()) -> list[Named]:
    """What plain data names wherever it has the shape of `model`, even if it is not valid."""
    found: list[Named] = []
    if isinstance(data, str) and issubclass(model, Part) and model.shorthand:
        data = {model.shorthand: data}
    for field in _fields(model) if isinstance(data, dict) else ():
        value = data.get(field.name)
        here = (*loc, field.name)
        entries = [(here, value)]
        if field.many:
            listed = value if isinstance(value, list) else []
            entries = [((*here, number), entry) for number, entry in enumerate(listed)]
        for place, entry in entries:
            if field.part:
                found += named_in(field.part, entry, place)
            elif isinstance(entry, str) and entry:
                kinds = field.kinds
                found.append(Reference(place, kinds, entry) if kinds else field.named(place, entry))
    return found


@cache
def part_fields(model: type[BaseModel]) -> tuple[tuple[str, bool, type[Part]], ...]:
    """The fields that hold parts: the name, whether it is a list, and the type of the parts."""
    return tuple((f.name, f.many, f.part) for f in _fields(model) if f.part)  # type: ignore[misc]


@cache
def markdown_fields(model: type[BaseModel]) -> frozenset[str]:
    """The names of the fields that hold Markdown, which may have several lines."""
    found = _fields(model)
    return frozenset(f.name for f in found if f.named is Prose and not (f.part or f.kinds))


M = TypeVar("M", bound=BaseModel)


def without(model: M, gone: Callable[[Reference], bool], text: Callable[[str], str]) -> M | None:
    """The same without references that are `gone`, and with each Markdown text as `text` makes it.

    A part that means nothing without such a reference goes as well; None where `model` is such a
    part. In a record the text of a reference that it must have is empty then.
    """
    changes: dict[str, Any] = {}
    for field in _fields(type(model)):
        value = getattr(model, field.name)
        if not value:
            continue
        entries = value if field.many else (value,)
        left = tuple(new for old in entries if (new := _left(old, field, gone, text)) is not None)
        if len(left) == len(entries) and all(a is b for a, b in zip(left, entries, strict=True)):
            continue
        if not left and not field.many and type(model).model_fields[field.name].is_required():
            if isinstance(model, Part):
                return None
            left = ("",)
        changes[field.name] = left if field.many else next(iter(left), None)
        if not left and isinstance(model, Part):
            for name in model.tells_of.get(field.name, ()):
                changes[name] = type(model).model_fields[name].default
    if not changes:
        return model
    copy = model.model_copy(update=changes)
    return copy if not isinstance(copy, Part) or _still_makes_sense(copy) else None


def _left(
    entry: Any, field: _Field, gone: Callable[[Reference], bool], text: Callable[[str], str]
) -> Any:
    if field.part:
        return without(entry, gone, text)
    if field.kinds:
        return None if gone(Reference((field.name,), field.kinds, entry)) else entry
    said = text(entry) if field.named is Prose else entry
    return entry if said == entry else said or entry


def _still_makes_sense(part: Part) -> bool:
    try:
        type(part).model_validate(dict(part))
    except ValidationError:
        return False
    return True


@cache
def _fields_to_files(model: type[BaseModel]) -> tuple[_Field, ...]:
    """Those that can name files, or have parts that can; most kinds have none."""
    return tuple(
        field
        for field in _fields(model)
        if field.named is NamedFile or (field.part and _fields_to_files(field.part))
    )


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    found = []
    for name, info in model.model_fields.items():
        annotation: Any = info.annotation
        if info.metadata:
            annotation = Annotated[(annotation, *info.metadata)]
        field = _field(name, annotation, many=False)
        if field:
            found.append(field)
    return tuple(found)


def _field(name: str, annotation: Any, *, many: bool) -> _Field | None:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        mark = next((a for a in arguments[1:] if isinstance(a, Mark)), None)
        return _marked(name, mark, many=many) if mark else _field(name, arguments[0], many=many)
    if origin is tuple:
        return _field(name, arguments[0], many=True)
    if origin in (Union, UnionType):
        inner = (_field(name, a, many=many) for a in arguments if a is not type(None))
        return next((field for field in inner if field), None)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _Field(name, many, annotation)
    return None


def _marked(name: str, mark: Mark, *, many: bool) -> _Field:
    if isinstance(mark, RefTo):
        return _Field(name, many, None, kinds=mark.kinds)
    return _Field(name, many, None, named=Prose if isinstance(mark, Markdown) else NamedFile)


def part_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model class of the mapping at `loc`, or None where no mapping belongs there."""
    current: Any = model
    for step in loc:
        if isinstance(step, int):
            continue
        info = current.model_fields.get(step) if _is_model(current) else None
        current = _part_class(info.annotation) if info else None
        if current is None:
            return None
    return current  # type: ignore[no-any-return]


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)


def _part_class(annotation: Any) -> type[BaseModel] | None:
    if _is_model(annotation):
        return annotation  # type: ignore[no-any-return]
    return next((c for a in get_args(annotation) if (c := _part_class(a))), None)
