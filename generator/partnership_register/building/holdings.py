"""Holdings: the registers of single folders, each with what it has in common with all others."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from partnership_register.disclosure import Disclosed, Withheld, disclosed
from partnership_register.model import Council
from partnership_register.model.base import Record
from partnership_register.model.partnership import Partnership
from partnership_register.moments import day_in_london, passed, seconds
from partnership_register.problems import Problem
from partnership_register.records import Attachment, Records
from partnership_register.records.folders import NoMemory, NotSound, Reader, RecordMemory
from partnership_register.records.placing import Place, place_of
from partnership_register.register import Register, problems_of, severed, shut
from partnership_register.scanning import (
    COUNCIL_FOLDER,
    ScannedFile,
    ScannedFolder,
    content_of,
    digest_of,
    links_by_word,
)

PARTNERSHIP_FILE = "partnership.yml"
_WORD = re.compile(rb"[a-z0-9-]+")


_IN_COMMON = ("common", "council", "_common_records", "_common_by_path", "common_digest",
              "_common_shown", "_common_left", "_whole_common", "common_instants")  # fmt: skip


class Shown(NamedTuple):
    """What the public sees of a folder."""

    register: Register
    instants: tuple[int, ...]
    """When embargoes of its records, and of those near it, end, in seconds since 1970."""
    withheld: int
    """How many things of its own are withheld."""
    hidden: bytes
    """The digest of which those are, and of the files in which they stand."""


class Holdings:
    """All folders of records as they were scanned, and the registers made from them.

    Every register stands on `common`: what lies in `_council`, and each partnership.yml. Beside
    its own records the register of a folder knows those of other folders that its own name,
    those that name its own, and whatever these name in turn.
    """

    def __init__(
        self,
        root: Path,
        folders: Iterable[ScannedFolder],
        now: datetime,
        memory: RecordMemory | None = None,
    ) -> None:
        self.root = root
        self.now = now
        self.as_of = day_in_london(now)
        self.folders = {folder.name: folder for folder in folders}
        self.reader = Reader(root, memory or NoMemory())
        self._short: dict[str, tuple[ScannedFile, ...]] = {}
        self._stems_known: dict[str, set[bytes]] = {}
        self._by_path: dict[str, dict[str, ScannedFile]] = {}
        self._by_stem: dict[str, dict[str, list[ScannedFile]]] = {}
        self.parsed = 0
        """How many of the records in common had to be parsed."""

    def take_over(self, former: Holdings) -> bool:
        """Take what all folders have in common from former holdings, if it is the same there."""
        here, there = (self.root, self.as_of), (former.root, former.as_of)
        if here != there or self._beneath_common != former._beneath_common:
            return False
        instants = former.common_instants
        if passed(instants, seconds(self.now)) != passed(instants, seconds(former.now)):
            return False
        for known in _IN_COMMON:
            self.__dict__[known] = getattr(former, known)
        return True

    @cached_property
    def council(self) -> Council:
        """The council's own record. Raises NotSound where it cannot be read."""
        council = self._common_records.council
        if council is None:
            raise NotSound(COUNCIL_FOLDER)
        return council

    @cached_property
    def common(self) -> Register:
        """The register of what all folders have in common, as the public sees it.

        Raises NotSound.
        """
        if self._common_left.is_whole:
            return self._whole_common
        return Register.common(self._common_left.records, self.council, self.as_of)

    @cached_property
    def common_instants(self) -> tuple[int, ...]:
        """When embargoes of what all folders have in common end, in seconds since 1970."""
        return tuple(map(seconds, self._common_shown.instants))

    @cached_property
    def _common_shown(self) -> Disclosed:
        return disclosed(self._common_records, self.now)

    @cached_property
    def _common_left(self) -> Disclosed:
        """What is shown of it, without what is nothing without something that is withheld."""
        shown = self._common_shown
        return shown if shown.is_whole else severed(self._whole_common, [shown])[0]

    @cached_property
    def _whole_common(self) -> Register:
        """The register of what all folders have in common, with what is withheld."""
        return Register.common(self._common_records, self.council, self.as_of)

    @cached_property
    def common_digest(self) -> bytes:
        """The digest of all files from which `common` is made."""
        files = (*self._council_folder.files, *self._partnership_files)
        return digest_of(part for f in files for part in (os.fsencode(f.path), f.digest))

    def register_of(self, name: str, also_near: Iterable[str] = ()) -> Register:
        """The register of a folder, checked, without what is withheld."""
        return self.shown_of(name, also_near).register

    def shown_of(
        self,
        name: str,
        also_near: Iterable[str] = (),
        also_wrong: Callable[[Register], Iterable[Problem]] = lambda _: (),
    ) -> Shown:
        """The register of a folder, checked, without what is withheld.

        `also_near` are paths of more files of other folders that the register is to know;
        `also_wrong` finds more problems in the register before anything is withheld.
        Raises NotSound where anything is wrong with the folder's own records.
        """
        folder = self.folders[name]
        own = self._of(folder)
        near = tuple(self._record(file) for file in self._all_near(name, also_near))
        attachments = own.attachments | self._attachments_of(near)
        known = self._common_by_path
        below = tuple(r for r in own.records if r.path.partition("/")[2] not in known)
        records = replace(own, records=below, attachments=attachments)
        whole = Register(
            records,
            self.council,
            self.as_of,
            folder=folder.partnership,
            base=self._whole_common,
            near=near,
        )
        problems = (*problems_of(whole), *also_wrong(whole))
        if problems:
            raise NotSound(name, problems)
        closed = self._common_shown.closed
        shown = disclosed(records, self.now, self.council, closed)
        beside = disclosed(Records(None, near, {}, ()), self.now, self.council, closed)
        instants = tuple(sorted({*map(seconds, (*shown.instants, *beside.instants))}))
        withheld = (*shown.withheld, *self._common_withheld(name))
        hidden = self._hidden(withheld)
        if shown.is_whole and beside.is_whole and self._common_shown.is_whole:
            return Shown(whole, instants, len(withheld), hidden)
        own_left, near_left = severed(whole, (shown, beside), (self._common_left,))
        told = (own_left, near_left, self._common_left)
        partnership = self.common.get(Partnership, folder.partnership)
        register = Register(
            own_left.records,
            self.council,
            self.as_of,
            folder=folder.partnership,
            base=self.common,
            near=near_left.records.records,
            shut=frozenset(shut(whole, partnership, told)) if partnership else frozenset(),
        )
        return Shown(register, instants, len(withheld), hidden)

    def _hidden(self, withheld: Iterable[Withheld]) -> bytes:
        """The digest of what is withheld, where it stands and what that file says."""
        return digest_of(
            piece
            for each in withheld
            for path in (each.path.partition("/")[2],)
            for piece in (os.fsencode(path), repr(each.loc).encode(), self.file(path).digest)
        )

    def _common_withheld(self, name: str) -> list[Withheld]:
        """What is withheld of the records of a folder that all have in common."""
        return [w for w in self._common_shown.withheld if w.path.split("/")[1] == name]

    def file(self, path: str) -> ScannedFile:
        """A file by its path below the folder of records."""
        return self._files_of(path.partition("/")[0])[path]

    def record_at(self, path: str) -> Record | None:
        """The record in a file as it is written, withheld or not; None where there is no file."""
        files = self._files_of(path.partition("/")[0])
        return self._record(files[path]) if path in files else None

    def _files_of(self, folder: str) -> Mapping[str, ScannedFile]:
        if folder not in self._by_path:
            files = self.folders[folder].files if folder in self.folders else ()
            self._by_path[folder] = {file.path: file for file in files}
        return self._by_path[folder]

    def input_digests(self, name: str, also_near: Iterable[str] = ()) -> Iterator[bytes]:
        """Digests of all files on which the register of a folder rests, but for common ones."""
        yield self.folders[name].digest
        for file in self._all_near(name, also_near):
            yield os.fsencode(file.path)
            beside = file.path.rpartition("/")[0]
            for other in self.folders[file.path.partition("/")[0]].files:
                is_attached = (
                    other.path.rpartition("/")[0] == beside and place_of(other.path) is None
                )
                if other.path == file.path or is_attached:
                    yield other.digest

    def near(self, name: str) -> tuple[ScannedFile, ...]:
        """The files of other folders that the register of this one must know, in order."""
        own = self.folders[name]
        naming = self._naming.get(name, ())
        found = {file.path: file for file in naming}
        waiting = [*own.notable, *naming, *self._common_files_naming(own)]
        while waiting:
            file = waiting.pop()
            for named in self.files_called(file.names):
                is_own = named.path.startswith(f"{name}/")
                if named.path not in found and not is_own and not self._is_common(named):
                    found[named.path] = named
                    waiting.append(named)
        return tuple(found[path] for path in sorted(found))

    def _all_near(self, name: str, also_near: Iterable[str]) -> Iterable[ScannedFile]:
        """The files near a folder, with `also_near` and those that these name in short.

        A record of `safer` that writes `paper` means the one of `safer`, so that whoever shows
        what it says, or asks whether it means one of that name in `_council`, must know it. Where
        its text has a link by a ref alone, such as `[[2.1]]`, all of `safer` is near: any record
        there may have that action.
        """
        files = {file.path: file for file in self.near(name)}
        files |= {path: self.file(path) for path in also_near}
        waiting = [*files.values()]
        while waiting:
            new = [f for f in self._named_in_short(waiting.pop()) if f.path not in files]
            files |= {file.path: file for file in new}
            waiting += new
        return files.values()

    def _named_in_short(self, file: ScannedFile) -> tuple[ScannedFile, ...]:
        """The files of records in its own folder that a file may name by their short names."""
        if file.path not in self._short:
            folder = file.path.partition("/")[0]
            try:
                content = content_of(f"{self.root}/{file.path}")
            except OSError:
                content = b""
            stems = self._stems(folder)
            by_ref = links_by_word(content) - stems - self._common_ids
            named = stems if by_ref else stems & {*_WORD.findall(content)}
            names = sorted(f"{folder}/{stem.decode()}" for stem in named)
            self._short[file.path] = tuple(self.files_called(names))
        return self._short[file.path]

    def _stems(self, folder: str) -> set[bytes]:
        if folder not in self._stems_known:
            paths = (PurePosixPath(file.path) for file in self.folders[folder].files)
            self._stems_known[folder] = {
                os.fsencode(path.stem) for path in paths if path.suffix == ".yml"
            }
        return self._stems_known[folder]

    @cached_property
    def _common_ids(self) -> set[bytes]:
        """What a short name means everywhere: a partnership, or a record of `_council`."""
        return self._stems(COUNCIL_FOLDER) | {os.fsencode(name) for name in self.folders}

    def _common_files_naming(self, folder: ScannedFolder) -> Iterator[ScannedFile]:
        """Files of what is common that name a folder's records, or its partnership."""
        yield from self._council_naming.get(folder.name, ())
        partnership = self.common.get(Partnership, folder.partnership)
        if partnership:
            for link in self.common.pointing_at(self.common.entry(partnership)):
                yield self.file(link.record.path.partition("/")[2])

    def _is_common(self, file: ScannedFile) -> bool:
        return file.path.partition("/")[2] == PARTNERSHIP_FILE or file.path.startswith(
            f"{COUNCIL_FOLDER}/"
        )

    def _of(self, folder: ScannedFolder) -> Records:
        return self.reader.folder(folder, self._common_by_path)

    def _record(self, file: ScannedFile) -> Record:
        place = place_of(file.path)
        if not isinstance(place, Place):
            raise NotSound(file.path)
        return self.reader.record(file, place)

    def _attachments_of(self, near: Iterable[Record]) -> dict[str, Attachment]:
        found: dict[str, Attachment] = {}
        for record in near:
            folder = self.folders[record.path.split("/")[1]]
            found |= self.reader.attachments(folder, (record,))
        return found

    @cached_property
    def _council_folder(self) -> ScannedFolder:
        try:
            return self.folders[COUNCIL_FOLDER]
        except KeyError as error:
            raise NotSound(COUNCIL_FOLDER) from error

    @cached_property
    def _beneath_common(self) -> tuple[ScannedFile, ...]:
        """All files from which `common` is made, and those that a partnership may name."""
        beside = (
            file
            for folder in self.folders.values()
            for file in folder.notable
            if folder.partnership and file.path.count("/") == 1
        )
        return (*self._council_folder.files, *beside)

    @cached_property
    def _partnership_files(self) -> tuple[ScannedFile, ...]:
        return tuple(
            file
            for folder in self.folders.values()
            for file in folder.notable
            if file.path == f"{folder.name}/{PARTNERSHIP_FILE}" and folder.partnership
        )

    @cached_property
    def _common_records(self) -> Records:
        records = self.reader.folder(self._council_folder, {})
        partnerships = tuple(self._record(file) for file in self._partnership_files)
        attachments = records.attachments | self._attachments_of(partnerships)
        return replace(records, records=(*records.records, *partnerships), attachments=attachments)

    @cached_property
    def _common_by_path(self) -> Mapping[str, Record]:
        records = self._common_records
        return {r.path.partition("/")[2]: r for r in (*records.records, self.council)}

    @cached_property
    def _council_naming(self) -> Mapping[str, list[ScannedFile]]:
        """By the name of a folder, the files of `_council` that name it or a record in it."""
        found: dict[str, list[ScannedFile]] = defaultdict(list)
        for file in self._council_folder.notable:
            for named in dict.fromkeys(name.partition("/")[0] for name in file.names):
                found[named].append(file)
        return found

    @cached_property
    def _naming(self) -> Mapping[str, list[ScannedFile]]:
        """By the name of a folder, the files of others that name a record in it.

        What is common is left out: the register of what is common knows whom it names.
        """
        found: dict[str, list[ScannedFile]] = defaultdict(list)
        for folder in self.folders.values():
            if not folder.partnership:
                continue
            for file in folder.notable:
                if file.names and not file.path.endswith(f"/{PARTNERSHIP_FILE}"):
                    for named in dict.fromkeys(name.partition("/")[0] for name in file.names):
                        found[named].append(file)
        return found

    def files_called(self, names: Iterable[str]) -> Iterator[ScannedFile]:
        """The files of records that go by these ids, of any kind; common ones are left out."""
        for name in names:
            folder, slash, stem = name.partition("/")
            if slash:
                yield from self._of_stem(folder).get(stem, ())

    def _of_stem(self, folder: str) -> Mapping[str, list[ScannedFile]]:
        if folder not in self._by_stem:
            found: dict[str, list[ScannedFile]] = defaultdict(list)
            for file in self.folders[folder].files:
                path = PurePosixPath(file.path)
                if path.suffix == ".yml" and len(path.parts) == 3:
                    found[path.stem].append(file)
            self._by_stem[folder] = found
        return self._by_stem[folder]
