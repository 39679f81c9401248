"""From the folder of records to typed records, with every problem of every file."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.notice import Notice
from partnership_register.model.values import IS_FILE_NAME
from partnership_register.model.walk import Named, NamedFile, files_named_in, named_in
from partnership_register.problems import Problem, in_order, nearest, shown
from partnership_register.records.attaching import Attachment, attached
from partnership_register.records.explaining import explained, unknown_key
from partnership_register.records.inside import said_of_keys_inside
from partnership_register.records.keys import known_keys
from partnership_register.records.letters import MOST_SAID, is_text, too_large
from partnership_register.records.overlooked import overlooked
from partnership_register.records.placing import (
    Place,
    badly_named,
    clashing,
    ends_otherwise,
    meant_place,
    of_folder,
    place_of,
    renamed_place,
)
from partnership_register.records.positions import Positions
from partnership_register.records.quoting import Openness, may_be_quoted, openness
from partnership_register.records.reading import Rest, Source, and_more, read
from partnership_register.records.slips import slips
from partnership_register.scanning import (
    A_DEVICE,
    A_FOLDER,
    A_LINK,
    A_SECOND_NAME,
    CLOSED,
    COUNCIL_FOLDER,
    LARGEST_RECORD,
    TOO_DEEP,
    Found,
    NotPlain,
    content_of,
    files_below,
)


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
    unquoted: frozenset[str] = frozenset()
    """The paths of files of which messages about other files may say nothing."""
    notices: tuple[Notice, ...] = ()
    """What stands in the place of records that were withdrawn; the rules of disclosure say it."""

    @property
    def council_to_check_with(self) -> Council:
        """The council, or what is sound in its file, so that all others can be checked."""
        unread = (each.record for each in self.unread if isinstance(each.record, Council))
        return self.council or next(unread)


@dataclass(slots=True)
class _Found:
    """What has been found so far below the folder of records `root`."""

    root: Path
    public: Openness
    council: Council | None = None
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    """Files that are no records."""
    unquoted: set[str] = field(default_factory=set)
    said_of_folders: set[str] = field(default_factory=set)

    def take(self, found: Found) -> None:
        """Note what lies at a path, or what is wrong with it."""
        place = None if found.odd == CLOSED else place_of(found.path)
        if isinstance(place, Problem):
            if of_folder(place) not in self.said_of_folders:
                self.problems.append(_below(self.root, place))
            self.said_of_folders.update(filter(None, [of_folder(place)]))
            meant = None if found.odd else meant_place(found.path) or renamed_place(found.path)
            if meant:
                self._take_misnamed(found.file, f"{self.root.name}/{found.path}", meant)
        elif found.odd:
            self.problems.append(_below(self.root, oddity(found)))
            if place:
                self.unread.append(_unread(place, f"{self.root.name}/{found.path}"))
        elif place is None:
            self.others.add(found.path)
        else:
            self._take_record(found.file, f"{self.root.name}/{found.path}", place)

    def take_misnamed_among_others(self, attachments: Container[str]) -> None:
        """Files that no record names and that read like one, but have another ending or none."""
        others = (path for path in sorted(self.others) if path.endswith(".txt") or "." not in path)
        unnamed = (p for p in others if f"{self.root.name}/{p}" not in attachments)
        for path in islice(unnamed, MOST_SAID):
            meant, file = meant_place(path), f"{self.root}/{path}"
            if meant and (_IS_DATED.match(meant.type.name_pattern) or _begins_as(meant.type, file)):
                self.problems.append(_below(self.root, ends_otherwise(path)))
                self._take_misnamed(file, f"{self.root.name}/{path}", meant)
                self.others.discard(path)

    def _take_misnamed(self, file: str, path: str, meant: Place) -> None:
        """A file that is only to be renamed: what refers to it is not told that it is missing."""
        content, record, _ = self._read(file, path, meant)
        if not isinstance(record, Unread):
            is_council = isinstance(record, Council)
            unread = _unread(meant, path, content)
            record = replace(unread, record=record) if is_council else unread
        self.unread.append(record)

    def _take_record(self, file: str, path: str, place: Place) -> None:
        _, record, problems = self._read(file, path, place)
        self.problems.extend(problems)
        if isinstance(record, Council):
            self.council = record
        elif isinstance(record, Unread):
            self.unread.append(record)
        else:
            self.records.append(record)

    def _read(
        self, file: str, path: str, place: Place
    ) -> tuple[bytes, Record | Unread, list[Problem]]:
        """A file's content and what was read of it; noted where messages may not quote it."""
        content, problems = content_or_problem(file, path)
        if content is None:
            return b"", _unread(place, path), problems
        record, problems = read_content(content, path, place)
        if not (may_be_quoted(content, place.type, self.public) and is_text(content)):
            self.unquoted.add(path)
        return content, record, problems


def load(root: Path) -> Records:
    """Read every record below `root` (the folder `partnerships`).

    Paths in records and problems begin with the name of that folder.
    """
    found = _Found(root, openness(root))
    files = list(files_below(root))
    for each in files:
        found.take(each)
    council, problems, unread = found.council, found.problems, found.unread
    problems.extend(_below(root, p) for p in clashing(each.path for each in files))
    naming = [*_naming(found.records, council), *_unread_names(unread)]
    attachments, missing = _attachments(root, naming, found.unquoted)
    problems.extend(missing)
    found.take_misnamed_among_others(attachments)
    problems.extend(_below(root, p) for p in unnamed(found.others, attachments, unread))
    if council is None and not any(isinstance(u.record, Council) for u in unread):
        absent = Place(Council, "council", "")
        unread.append(_unread(absent, f"{root.name}/{COUNCIL_FOLDER}/council.yml"))
        if not any(PurePosixPath(p.path).stem.lower() == "council" for p in problems):
            problems.append(_no_council(root))
    return Records(
        council,
        tuple(found.records),
        attachments,
        tuple(located(root.parent, problems)),
        tuple(unread),
        frozenset(found.unquoted),
    )


def read_record(
    file: Path, path: str, model: type[Record], id: str, partnership: str = ""
) -> tuple[Record | None, list[Problem]]:
    """One file as a record of type `model`, or the problems that keep it from being one."""
    record, problems = _read(file, path, Place(model, id, partnership))
    return (None if isinstance(record, Unread) else record), problems


def _read(file: Path, path: str, place: Place) -> tuple[Record | Unread, list[Problem]]:
    content, problems = content_or_problem(str(file), path)
    if content is None:
        return _unread(place, path), problems
    return read_content(content, path, place)


def content_or_problem(file: str, path: str) -> tuple[bytes | None, list[Problem]]:
    """What a file holds, or why it cannot be read; `path` is only said in problems."""
    try:
        return content_of(file), []
    except NotPlain as odd:
        if odd.size:
            (line, column), message, hint = too_large(odd.size)
            return None, [Problem(path, message, hint, (), line + 1, column + 1)]
        return None, [oddity(Found(path, file, odd=str(odd.strerror)))]
    except OSError as error:
        if Path(file).is_symlink():
            return None, [oddity(Found(path, file, odd=A_LINK))]
        closed = f"the file cannot be opened: {(error.strerror or str(error)).lower()}"
        hint = "look who may read it, and whether another program has it open"
        return None, [Problem(path, closed, hint)]


def oddity(found: Found) -> Problem:
    """What is said of something that is no plain file and no folder that is gone into."""
    hint = {
        A_LINK: "put the record itself here",
        A_SECOND_NAME: "put a copy of the file here, so that nobody changes it from elsewhere",
        A_DEVICE: "delete it, or put a file in its place",
        A_FOLDER: "take the ending away from the folder's name, or put the record itself here",
        TOO_DEEP: "put the files into one of the folders that docs/records.md names",
        CLOSED: "look who may read it",
    }[found.odd]
    return Problem(found.path, found.odd, hint)


def read_content(content: bytes, path: str, place: Place) -> tuple[Record | Unread, list[Problem]]:
    """What a file says as the record that belongs in its place, with every problem in it."""
    source = read(content, path)
    if source.data is None:
        rest = _said_of_the_rest(source.rest, place.type, path) if source.rest else ()
        return _unread(place, path, content), [*source.problems, *rest]
    problems = [*source.problems, *_said_of_keys(source, place.type, path)]
    problems += overlooked(content, source.data, source.left_empty, path)
    problems += said_of_keys_inside(source.inside, place.type, path)
    from_place = {"id": place.id, "path": path, "partnership": place.partnership}
    try:
        return place.type.model_validate({**source.data, **from_place}), problems
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = explained(details, place.type, path, source.left_empty)
        said = list(islice(found, MOST_SAID + 1))
        wrong = {detail["loc"] for detail in details}
        if len(said) > MOST_SAID:
            said[-1] = and_more(said[-1])
        unread = _unread(place, path, content)
        names = (name for name in named_in(place.type, source.data) if name.loc not in wrong)
        if isinstance(unread.record, Council):
            bad = {key for loc in wrong for key in loc[:1]} | set(_fields_meant(details))
            sound = {key: value for key, value in source.data.items() if key not in bad}
            unread = replace(unread, record=_council(path, sound))
        return replace(unread, names=tuple(names)), [*problems, *said]


def _said_of_the_rest(rest: Rest, model: type[Record], path: str) -> Iterator[Problem]:
    """What is wrong besides the lines that cannot be read; what is missing may stand in those."""
    said = _said_of_keys(Source(rest.data, (), rest.left_empty), model, path)
    try:
        model.model_validate({**rest.data, "id": "?", "path": path})
    except ValidationError as error:
        details = (d for d in error.errors(include_url=False) if d["type"] != "missing")
        sure = [d for d in details if d["loc"] and d["input"] and "field" not in d.get("ctx", {})]
        said = chain(said, explained(sure, model, path))
    doubtful = rest.doubtful
    sound = (p for p in said if not any(p.loc[:n] in doubtful for n in range(len(p.loc) + 1)))
    yield from islice(sound, MOST_SAID)


def _fields_meant(details: Iterable[ErrorDetails]) -> Iterator[str]:
    """The keys that the rules between the fields of a whole record complain about."""
    for detail in details:
        if not detail["loc"]:
            yield str(detail.get("ctx", {}).get("field", ""))


def _unread(place: Place, path: str, content: bytes = b"") -> Unread:
    text = content[:LARGEST_RECORD].decode("utf-8", "replace").lower()
    if place.type is Council:
        return Unread(_council(path, {}), text=text)
    record = place.type.model_construct(id=place.id, path=path, partnership=place.partnership)
    return Unread(record, text=text)


def _council(path: str, sound: dict[str, Any]) -> Council:
    """A council of the fields that are right; in the others is what must at least be there."""
    contact = {"team": "?", "email": "unread@council.example"}
    needed = {"title": "?", "contact": contact, "sectors": (), "public_kinds": ()}
    from_place = {"id": "council", "path": path, "partnership": ""}
    return Council.model_validate({**needed, **sound, **from_place})


def _said_of_keys(source: Source, model: type[Record], path: str) -> Iterator[Problem]:
    """What is wrong with keys that the model never sees: those of the place, and empty ones."""
    for key in model.FROM_PLACE:
        if source.data and key in source.data and f"{key}s" in model.model_fields:
            said = f'"{key}" is not a key that is known here'
            yield Problem(path, said, f'did you mean "{key}s"?', (key,), about_key=True)
        elif source.data and key in source.data:
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
    texts: dict[str, _Located] = {}
    public: dict[str, Openness] = {}
    placed = []
    for problem in problems:
        if problem.path not in texts:
            root = problem.path.partition("/")[0]
            if root not in public:
                public[root] = openness(project / root)
            texts[problem.path] = _Located.at(project, problem.path, public[root])
        file = texts[problem.path]
        if problem.loc and not problem.line:
            problem = problem.at(*file.positions.of(problem))  # noqa: PLW2901
        placed.append(problem if file.may_be_quoted else problem.silenced(known_keys()))
    return in_order(placed)


@dataclass(frozen=True)
class _Located:
    """A file that problems are about: its bytes, and whether they may be quoted."""

    content: bytes
    may_be_quoted: bool

    @classmethod
    def at(cls, project: Path, path: str, public: Openness) -> _Located:
        place = place_of(path.partition("/")[2])
        kind = place.type if isinstance(place, Place) else None
        try:
            content = content_of(f"{project}/{path}")
        except OSError:
            return cls(b"", may_be_quoted=True)  # nothing of it was read, so that nothing is quoted
        return cls(content, may_be_quoted(content, kind, public))

    @cached_property
    def positions(self) -> Positions:
        """Where things stand in the file."""
        return Positions(self.content)


def _naming(
    records: list[Record], council: Council | None
) -> Iterator[tuple[Record, Iterable[NamedFile]]]:
    """The records, each with the files that it names."""
    for record in [*records, *([council] if council else [])]:
        yield record, files_named_in(record)


def _unread_names(unread: list[Unread]) -> Iterator[tuple[Record, Iterable[NamedFile]]]:
    for each in unread:
        yield each.record, [name for name in each.names if isinstance(name, NamedFile)]


def _attachments(
    root: Path, naming: Sequence[tuple[Record, Iterable[NamedFile]]], unquoted: Container[str]
) -> tuple[dict[str, Attachment], list[Problem]]:
    """The files that records name. No message suggests one that an `unquoted` record names."""
    found: dict[str, Attachment] = {}
    untold = {
        (PurePosixPath(record.path).parent / named.name).as_posix()
        for record, names in naming
        for named in names
        if record.path in unquoted
    }
    problems = []
    for record, names in naming:
        folder = PurePosixPath(record.path).parent
        for named in names:
            if "/" in named.name:
                continue  # which was said when the record was read
            if badly := badly_named(named.name):
                problems.append(replace(badly, path=record.path, loc=named.loc))
                continue
            path = (folder / named.name).as_posix()
            file = root.parent / path
            if os.path.lexists(file):
                attachment, amiss = attached(file, path, record.path, named.loc)
                found[path] = attachment or Attachment(path, 0)
                problems.extend(amiss)
            else:
                problems.append(_missing_file(named, record, file, untold))
    return found, problems


def _missing_file(named: NamedFile, record: Record, file: Path, untold: Container[str]) -> Problem:
    folder = PurePosixPath(record.path).parent
    names = (p.name for p in file.parent.iterdir() if p.suffix != ".yml")
    there = [name for name in names if (folder / name).as_posix() not in untold]
    near = _meant_file(named.name, there)
    hint = f'did you mean "{shown(near)}"?' if near else f"put the file into {folder}"
    if near and not IS_FILE_NAME.fullmatch(near):
        hint = f'rename the file "{shown(near)}" to {shown(named.name)}'
    return Problem(
        record.path, f'there is no file "{shown(named.name)}" beside this record', hint, named.loc
    )


def _meant_file(name: str, there: Iterable[str]) -> str:
    """The file whose name is the one that is written but for a slip, its ending first of all."""
    stems = {file: PurePosixPath(file).stem.lower() for file in there}
    alike = set(slips(PurePosixPath(name).stem, stems.values()))
    near = [file for file, stem in stems.items() if stem in alike]
    return nearest(name, near) or (near[0] if near else "")


def unnamed(
    others: set[str], attachments: dict[str, Attachment], unread: list[Unread]
) -> Iterator[Problem]:
    """Files that no record names: they would not be published, and nobody would notice.

    Where a record beside a file cannot be read at all, the file may be one of its own.
    """
    named = {PurePosixPath(*PurePosixPath(path).parts[1:]).as_posix() for path in attachments}
    unsure = {PurePosixPath(u.record.path).parts[1:-1] for u in unread if not u.names}
    strays = [
        path for path in sorted(others - named) if PurePosixPath(path).parts[:-1] not in unsure
    ]
    for path in strays[:MOST_SAID]:
        said = "no record names this file, so that nobody could find it on the site"
        yield Problem(path, said, "name it under files in a document's record, or delete it")
    if len(strays) > MOST_SAID:
        yield Problem(
            strays[MOST_SAID],
            f"no record names this file, and {len(strays) - MOST_SAID - 1:,} others after it",
            "put right what is said of those before, then check again",
        )


_IS_DATED = re.compile(r"\\d")
"""Kinds whose names are days or years, which nothing else is called."""
_FIRST_KEY = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*([a-z_]+):[ \r\n]")


def _begins_as(kind: type[Record], file: str) -> bool:
    """Whether a file begins with a key that records of a kind have."""
    content, _ = content_or_problem(file, "")
    key = _FIRST_KEY.match(content or b"")
    return key is not None and key[1].decode() in kind.model_fields


def _no_council(root: Path) -> Problem:
    return Problem(
        f"{root.name}/{COUNCIL_FOLDER}/council.yml",
        "the council's own file is missing",
        "write one with title, contact and sectors; see docs/records.md",
    )


def _below(root: Path, problem: Problem) -> Problem:
    return replace(problem, path=f"{root.name}/{problem.path}")
