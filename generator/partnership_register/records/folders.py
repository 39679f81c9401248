"""One folder of records at a time, for registers too large to be held whole.

Nothing here says what is wrong: a folder with anything wrong in it gives no records, and the
caller has `load` explain, with all records at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.walk import files_named_in
from partnership_register.problems import Problem
from partnership_register.records.attaching import (
    Attachment,
    CleanMemory,
    attached_as_scanned,
)
from partnership_register.records.loading import Records, read_content, unnamed
from partnership_register.records.placing import Place, clashing, place_of
from partnership_register.scanning import (
    Changed,
    ScannedFile,
    ScannedFolder,
    content_digest,
    content_of,
)


class NotSound(Exception):
    """A folder has something wrong in it, which `load` can explain.

    `problems` is what was seen of it at once, before anything else was looked at; their positions
    are not known yet.
    """

    def __init__(self, what: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(what, problems)
        self.problems = problems

    def __str__(self) -> str:
        return str(self.args[0])


class RecordMemory(CleanMemory, Protocol):
    """Records that were parsed before, by path and digest."""

    def get(self, place: Place, path: str, digest: bytes) -> Record | None:
        """The record of a file of this content, if it is known."""

    def learn(self, path: str, digest: bytes, record: Record) -> None:
        """Take note of a record that had to be parsed."""


class NoMemory:
    """Knows nothing and learns nothing."""

    def get(self, place: Place, path: str, digest: bytes) -> Record | None:
        """Never anything."""

    def learn(self, path: str, digest: bytes, record: Record) -> None:
        """Forget it at once."""

    def pages_of(self, ending: str, digest: bytes) -> int | None:
        """Never anything."""

    def found_clean(self, ending: str, digest: bytes, pages: int) -> None:
        """Forget it at once."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads scanned files as records; those that are known by their digest are not parsed."""

    root: Path
    memory: RecordMemory = field(default_factory=NoMemory)

    def record(self, file: ScannedFile, place: Place) -> Record:
        """A file as a record.

        Raises NotSound where it makes none, and Changed where it was written since the scan.
        """
        path = f"{self.root.name}/{file.path}"
        if not file.digest:
            raise NotSound(file.path)
        known = self.memory.get(place, path, file.digest)
        if known:
            return known
        content = content_of(f"{self.root}/{file.path}")
        if content_digest(content) != file.digest:
            raise Changed(file.path)
        record, problems = read_content(content, path, place)
        if problems or not isinstance(record, Record):
            raise NotSound(file.path, tuple(problems))
        self.memory.learn(path, file.digest, record)
        return record

    def folder(self, folder: ScannedFolder, known: Mapping[str, Record]) -> Records:
        """The records of a folder; those that `known` has by their paths are taken from there.

        Raises NotSound where anything at all is wrong with a file, or with a file beside one.
        """
        records: list[Record] = []
        council: Council | None = None
        others: set[str] = set()
        if any(clashing(file.path for file in folder.files)):
            raise NotSound(folder.name)
        for file in folder.files:
            if not file.digest:
                raise NotSound(file.path)
            place = place_of(file.path)
            if isinstance(place, Problem):
                raise NotSound(file.path)
            if place is None:
                others.add(file.path)
                continue
            record = known.get(file.path) or self.record(file, place)
            if isinstance(record, Council):
                council = record
            else:
                records.append(record)
        attachments = self.attachments(folder, [*records, *([council] if council else [])])
        if any(unnamed(others, attachments, [])):
            raise NotSound(folder.name)
        return Records(council, tuple(records), attachments, ())

    def attachments(
        self, folder: ScannedFolder, records: Iterable[Record]
    ) -> dict[str, Attachment]:
        """The files beside records that they name.

        Raises NotSound where one is missing or may not be published.
        """
        named = [(record.path, file.name) for record in records for file in files_named_in(record)]
        if not named:
            return {}
        files = {file.path: file for file in folder.files if file.digest}
        found = {}
        for record_path, name in named:
            path = (PurePosixPath(record_path).parent / name).as_posix()
            below = path.partition("/")[2]
            if below not in files:
                raise NotSound(record_path)
            clean = attached_as_scanned(self.root, files[below], path, self.memory)
            if not clean:
                raise NotSound(record_path)
            found[path] = clean
        return found
