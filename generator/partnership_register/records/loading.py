"""From the folder of records to typed records, with every problem of every file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.walk import Named, NamedFile, may_name_files, named_in, walk
from partnership_register.problems import Problem, did_you_mean, in_order, shown
from partnership_register.records.explaining import explained, unknown_key
from partnership_register.records.letters import MAXIMUM_BYTES, MOST_SAID
from partnership_register.records.placing import Place, place_of
from partnership_register.records.positions import Positions
from partnership_register.records.reading import Source, and_more, read
from partnership_register.scanning import COUNCIL_FOLDER, IGNORED


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a record: where it lies below the records' folder, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that makes no record as it stands, with what it names as far as it can be read."""

    record: Record
    """It holds what the place of the file says; a council also what is sound in its file."""
    names: tuple[Named, ...] = ()
    text: str = ""
    """The file in small letters, whatever could be made of it."""


@dataclass(frozen=True, slots=True)
class Records:
    """All that the folder holds. `council` is None only where its file is missing or broken."""

    council: Council | None
    records: tuple[Record, ...]
    attachments: dict[str, Attachment]
    """By the path of the record's folder and the name of the file, with a slash between."""
    problems: tuple[Problem, ...]
    unread: tuple[Unread, ...] = ()
    """Files that make no record, so that nobody is told that what they hold does not exist."""

    @property
    def council_to_check_with(self) -> Council:
        """The council, or what is sound in its file, so that all others can be checked."""
        unread = (each.record for each in self.unread if isinstance(each.record, Council))
        return self.council or next(unread)


def load(root: Path) -> Records:
    """Read every record below `root` (the folder `partnerships`).

    Paths in records and problems begin with the name of that folder.
    """
    records: list[Record] = []
    council: Council | None = None
    problems: list[Problem] = []
    unread: list[Unread] = []
    others: set[str] = set()
    for path in _files(root):
        place = place_of(path)
        if isinstance(place, Problem):
            problems.append(_below(root, place))
        elif place is None:
            others.add(path)
        else:
            record, found = _read(root / path, f"{root.name}/{path}", place)
            problems.extend(found)
            if isinstance(record, Council):
                council = record
            elif isinstance(record, Unread):
                unread.append(record)
            else:
                records.append(record)
    attachments, missing = _attachments(root, [*_naming(records, council), *_unread_names(unread)])
    problems.extend(missing)
    problems.extend(_below(root, p) for p in unnamed(others, attachments, unread))
    if council is None and not any(isinstance(u.record, Council) for u in unread):
        absent = Place(Council, "council", "")
        unread.append(_unread(absent, f"{root.name}/{COUNCIL_FOLDER}/council.yml"))
        if not any(PurePosixPath(p.path).stem.lower() == "council" for p in problems):
            problems.append(_no_council(root))
    placed = tuple(located(root.parent, problems))
    return Records(council, tuple(records), attachments, placed, tuple(unread))


def read_record(
    file: Path, path: str, model: type[Record], id: str, partnership: str = ""
) -> tuple[Record | None, list[Problem]]:
    """One file as a record of type `model`, or the problems that keep it from being one."""
    record, problems = _read(file, path, Place(model, id, partnership))
    return (None if isinstance(record, Unread) else record), problems


def _read(file: Path, path: str, place: Place) -> tuple[Record | Unread, list[Problem]]:
    if file.is_symlink():
        linked = Problem(path, "this is a link to another file", "put the record itself here")
        return _unread(place, path), [linked]
    try:
        content = file.read_bytes()
    except OSError as error:
        closed = f"the file cannot be opened: {(error.strerror or str(error)).lower()}"
        hint = "look who may read it, and whether another program has it open"
        return _unread(place, path), [Problem(path, closed, hint)]
    return read_content(content, path, place)


def read_content(content: bytes, path: str, place: Place) -> tuple[Record | Unread, list[Problem]]:
    """What a file says as the record that belongs in its place, with every problem in it."""
    source = read(content, path)
    if source.data is None:
        return _unread(place, path, content), list(source.problems)
    problems = [*source.problems, *_said_of_keys(source, place.type, path)]
    from_place = {"id": place.id, "path": path, "partnership": place.partnership}
    try:
        return place.type.model_validate({**source.data, **from_place}), problems
    except ValidationError as error:
        said = list(islice(explained(error, place.type, path, source.left_empty), MOST_SAID + 1))
        wrong = {detail["loc"] for detail in error.errors(include_url=False)}
        if len(said) > MOST_SAID:
            said[-1] = and_more(said[-1])
        unread = _unread(place, path, content)
        names = (name for name in named_in(place.type, source.data) if name.loc not in wrong)
        if isinstance(unread.record, Council):
            bad = {key for loc in wrong for key in loc[:1]}
            sound = {key: value for key, value in source.data.items() if key not in bad}
            unread = replace(unread, record=_council(path, sound))
        return replace(unread, names=tuple(names)), [*problems, *said]


def _unread(place: Place, path: str, content: bytes = b"") -> Unread:
    text = content[:MAXIMUM_BYTES].decode("utf-8", "replace").lower()
    if place.type is Council:
        return Unread(_council(path, {}), text=text)
    record = place.type.model_construct(id=place.id, path=path, partnership=place.partnership)
    return Unread(record, text=text)


def _council(path: str, sound: dict[str, Any]) -> Council:
    """A council of the fields that are right; in the others is what must at least be there."""
    contact = {"team": "?", "email": "unread@council.example"}
    needed = {"title": "?", "contact": contact, "sectors": ()}
    from_place = {"id": "council", "path": path, "partnership": ""}
    return Council.model_validate({**needed, **sound, **from_place})


def _said_of_keys(source: Source, model: type[Record], path: str) -> Iterator[Problem]:
    """What is wrong with keys that the model never sees: those of the place, and empty ones."""
    for key in model.FROM_PLACE:
        if source.data and key in source.data:
            yield Problem(
                path,
                f'"{key}" is not written in the file: it comes from the name of the file and'
                " folder",
                "delete the line",
                (key,),
                about_key=True,
            )
    for loc in source.left_empty[:MOST_SAID]:
        unknown = unknown_key(loc, model, path)
        if unknown:
            yield unknown


def located(project: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with their lines and columns, in the order of files.

    Positions are looked up only now, in the few files that have problems, so that the many
    that have none need not carry them.
    """
    texts: dict[str, Positions] = {}
    placed = []
    for problem in problems:
        if problem.line or not problem.loc:
            placed.append(problem)
            continue
        if problem.path not in texts:
            texts[problem.path] = Positions((project / problem.path).read_bytes())
        placed.append(problem.at(*texts[problem.path].of(problem)))
    return in_order(placed)


def _files(root: Path) -> Iterator[str]:
    """Every file below `root` as a relative path with slashes, in order."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not IGNORED.match(name))
        base = Path(folder).relative_to(root)
        for name in sorted(files):
            if not IGNORED.match(name):
                yield (base / name).as_posix()


def _naming(
    records: list[Record], council: Council | None
) -> Iterator[tuple[Record, Iterable[NamedFile]]]:
    """The records that may name files, each with the files that it names."""
    for record in [*records, *([council] if council else [])]:
        if may_name_files(type(record)):
            yield record, [found for found in walk(record) if isinstance(found, NamedFile)]


def _unread_names(unread: list[Unread]) -> Iterator[tuple[Record, Iterable[NamedFile]]]:
    for each in unread:
        yield each.record, [name for name in each.names if isinstance(name, NamedFile)]


def _attachments(
    root: Path, naming: Iterable[tuple[Record, Iterable[NamedFile]]]
) -> tuple[dict[str, Attachment], list[Problem]]:
    found: dict[str, Attachment] = {}
    problems = []
    for record, names in naming:
        folder = PurePosixPath(record.path).parent
        for named in names:
            path = (folder / named.name).as_posix()
            file = root.parent / path
            if file.is_file() and not file.is_symlink():
                found[path] = Attachment(path, file.stat().st_size)
            else:
                problems.append(_missing_file(named, record, file))
    return found, problems


def _missing_file(named: NamedFile, record: Record, file: Path) -> Problem:
    there = [p.name for p in file.parent.iterdir() if p.suffix != ".yml"]
    hint = (
        did_you_mean(named.name, there) or f"put the file into {PurePosixPath(record.path).parent}"
    )
    return Problem(
        record.path, f'there is no file "{shown(named.name)}" beside this record', hint, named.loc
    )


def unnamed(
    others: set[str], attachments: dict[str, Attachment], unread: list[Unread]
) -> Iterator[Problem]:
    """Files that no record names: they would not be published, and nobody would notice.

    Where a record beside a file cannot be read at all, the file may be one of its own.
    """
    named = {PurePosixPath(*PurePosixPath(path).parts[1:]).as_posix() for path in attachments}
    unsure = {PurePosixPath(u.record.path).parts[1:-1] for u in unread if not u.names}
    for path in sorted(others - named):
        if PurePosixPath(path).parts[:-1] not in unsure:
            yield Problem(
                path,
                "no record names this file, so that nobody could find it on the site",
                "name it under files in a document's record, or delete it",
            )


def _no_council(root: Path) -> Problem:
    return Problem(
        f"{root.name}/{COUNCIL_FOLDER}/council.yml",
        "the council's own file is missing",
        "write one with title, contact and sectors; see docs/records.md",
    )


def _below(root: Path, problem: Problem) -> Problem:
    return replace(problem, path=f"{root.name}/{problem.path}")
