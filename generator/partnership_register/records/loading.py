"""From the folder of records to typed records, with every problem of every file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.walk import NamedFile, may_name_files, walk
from partnership_register.problems import Problem, did_you_mean, in_order
from partnership_register.records.explaining import explained
from partnership_register.records.reading import position, read

COUNCIL_FOLDER = "_council"
_IGNORED = re.compile(r"^\.|^~\$|^Thumbs\.db$|^README\.md$")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a record: where it lies below the records' folder, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Records:
    """All that the folder holds. `council` is None only where its file is missing or broken."""

    council: Council | None
    records: tuple[Record, ...]
    attachments: dict[str, Attachment]
    """By the path of the record's folder and the name of the file, with a slash between."""
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    """Ids of records that could not be read, so that nobody is told that they do not exist."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the way to a file says about the record in it."""

    type: type[Record]
    id: str
    partnership: str


def load(root: Path) -> Records:
    """Read every record below `root` (the folder `partnerships`).

    Paths in records and problems begin with the name of that folder.
    """
    records: list[Record] = []
    council: Council | None = None
    problems: list[Problem] = []
    others: set[str] = set()
    broken: set[str] = set()
    for path in _files(root):
        place = _place(path)
        if isinstance(place, Problem):
            problems.append(_below(root, place))
        elif place is None:
            others.add(path)
        else:
            record, found = read_record(
                root / path, f"{root.name}/{path}", place.type, place.id, place.partnership
            )
            problems.extend(found)
            if isinstance(record, Council):
                council = record
            elif record is not None:
                records.append(record)
            else:
                broken.add(place.id)
    attachments, missing = _attachments(root, [*records, *([council] if council else [])])
    problems.extend(missing)
    if not problems:
        problems.extend(_below(root, p) for p in _unnamed(others, attachments))
    if council is None and not any(p.path.endswith("council.yml") for p in problems):
        problems.append(_no_council(root))
    placed = tuple(located(root.parent, problems))
    return Records(council, tuple(records), attachments, placed, frozenset(broken))


def read_record(
    file: Path, path: str, model: type[Record], id: str, partnership: str = ""
) -> tuple[Record | None, list[Problem]]:
    """One file as a record of type `model`, or the problems that keep it from being one."""
    if file.is_symlink():
        return None, [Problem(path, "this is a link to another file", "put the record itself here")]
    source = read(file.read_bytes(), path)
    if source.data is None:
        return None, list(source.problems)
    from_place = {"id": id, "path": path, "partnership": partnership}
    typed = [
        Problem(
            path,
            f'"{key}" is not written in the file: it comes from the name of the file and folder',
            "delete the line",
            (key,),
            about_key=True,
        )
        for key in model.FROM_PLACE
        if key in source.data
    ]
    try:
        return model.model_validate({**source.data, **from_place}), typed
    except ValidationError as error:
        return None, [*typed, *explained(error, model, path)]


def located(project: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with their lines and columns, in the order of files.

    Positions are looked up only now, in the few files that have problems, so that the many
    that have none need not carry them.
    """
    contents: dict[str, bytes] = {}
    placed = []
    for problem in problems:
        if problem.line or not problem.loc:
            placed.append(problem)
            continue
        if problem.path not in contents:
            contents[problem.path] = (project / problem.path).read_bytes()
        where = position(contents[problem.path], problem.loc, about_key=problem.about_key)
        placed.append(problem.at(*where))
    return in_order(placed)


def _files(root: Path) -> Iterator[str]:
    """Every file below `root` as a relative path with slashes, in order."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not _IGNORED.match(name))
        base = Path(folder).relative_to(root)
        for name in sorted(files):
            if not _IGNORED.match(name):
                yield (base / name).as_posix()


def _place(path: str) -> _Place | Problem | None:
    """What kind of record lies at `path`; None for a file that is no record."""
    parts = PurePosixPath(path).parts
    if not path.endswith(".yml"):
        return _not_yaml(path)
    if len(parts) not in (2, 3):
        return Problem(
            path,
            "a record lies in the folder of a partnership or of _council",
            "for example partnerships/safer-thornmere/meetings/2026-03-12.yml",
        )
    owner, *folder, name = parts
    stem = name.removesuffix(".yml")
    kind = _kind(owner, "".join(folder), stem)
    if kind is None:
        return _misplaced(path, owner, folder)
    if owner == COUNCIL_FOLDER:
        return _misnamed(path, kind, stem) or _Place(kind, stem, "")
    id = f"{owner}/{stem}" if folder else owner
    return _misnamed(path, kind, stem, owner) or _Place(kind, id, owner)


def _misnamed(path: str, kind: type[Record], stem: str, owner: str = "") -> Problem | None:
    """What is wrong with the name of the file or of the partnership's folder."""
    if not re.fullmatch(kind.name_pattern, stem):
        return Problem(
            path,
            f"a file of this kind cannot be called {stem}.yml",
            f"use small letters, figures and hyphens, for example {kind.name_example}.yml",
        )
    if kind.name_pattern.startswith(r"\d{4}-\d\d-\d\d") and not _is_day(stem[:10]):
        return Problem(
            path,
            f"{stem[:10]} is not a day that exists",
            "a meeting's file begins with its day, for example 2026-03-12.yml",
        )
    if owner and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", owner):
        return Problem(
            path,
            f'the folder "{owner}" cannot be the id of a partnership',
            "use small letters, figures and hyphens, for example safer-thornmere",
        )
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _kind(owner: str, folder: str, stem: str) -> type[Record] | None:
    if owner == COUNCIL_FOLDER:
        if not folder:
            return Council if stem == "council" else None
        return next((t for t in RECORD_TYPES if t.in_council and t.folder == folder), None)
    if not folder:
        return next((t for t in RECORD_TYPES if t.in_partnership and t.name_pattern == stem), None)
    return next((t for t in RECORD_TYPES if t.in_partnership and t.folder == folder), None)


def _misplaced(path: str, owner: str, folder: list[str]) -> Problem:
    council = owner == COUNCIL_FOLDER
    folders = [
        t.folder
        for t in RECORD_TYPES
        if t.folder and (t.in_council if council else t.in_partnership)
    ]
    file = "council.yml" if council else "partnership.yml"
    name = folder[0] if folder else PurePosixPath(path).name
    hint = did_you_mean(name, [*folders, file])
    place = f"{owner} holds {file} and the folders {', '.join(folders)}"
    return Problem(path, f'"{name}" has no place here', "; ".join(filter(None, (hint, place))))


def _not_yaml(path: str) -> Problem | None:
    if path.endswith((".yaml", ".YML", ".YAML")):
        return Problem(path, "records end in .yml", f"rename it to {Path(path).stem}.yml")
    if re.search(r"\.yml\.?(?:txt|bak|orig|rej)?$", path):
        return Problem(
            path,
            "this looks like a record with a second ending",
            "rename it so that it ends in .yml, or delete it",
        )
    return None


def _attachments(root: Path, records: list[Record]) -> tuple[dict[str, Attachment], list[Problem]]:
    found: dict[str, Attachment] = {}
    problems = []
    for record in records:
        if not may_name_files(type(record)):
            continue
        folder = PurePosixPath(record.path).parent
        for named in walk(record):
            if not isinstance(named, NamedFile):
                continue
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
        record.path, f'there is no file "{named.name}" beside this record', hint, named.loc
    )


def _unnamed(others: set[str], attachments: dict[str, Attachment]) -> Iterator[Problem]:
    """Files that no record names: they would not be published, and nobody would notice."""
    named = {PurePosixPath(*PurePosixPath(path).parts[1:]).as_posix() for path in attachments}
    for path in sorted(others - named):
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
