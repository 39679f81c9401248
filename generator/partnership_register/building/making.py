"""Making the site: what changed is found by digests, and made again in several processes.

A folder of records is read again when one of its files changed, or one of those that it stands
on; of its pages those are rendered again whose view, template or frame is another. A list is put
together again when something that it reads changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import msgspec

from partnership_register.addresses import Owner
from partnership_register.building.benches import Bench, Packs, Task, make_folder, make_list
from partnership_register.building.books import Books
from partnership_register.building.finishing import Finishing
from partnership_register.building.holdings import Holdings
from partnership_register.building.memory import Memory
from partnership_register.building.workshop import (
    DATA,
    SEARCH,
    FolderMade,
    Kept,
    Output,
    Plan,
    Workshop,
    theme_digest,
)
from partnership_register.moments import passed, seconds
from partnership_register.pages import WHOLE, Page
from partnership_register.pages.lists import Pack
from partnership_register.publishing import Publication
from partnership_register.remembered import FileState, FolderState, ListState, Remembered
from partnership_register.render import Frame
from partnership_register.scanning import COUNCIL_FOLDER, Changed, digest_of
from partnership_register.summary import MOST_NAMED, Summary

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class EngineSite(msgspec.Struct, frozen=True):
    """What the site engine made: the frames, and the files that belong to the site as they are."""

    pieces: dict[str, tuple[str, ...]]
    """The frames by their names, each cut at its slots."""
    files: dict[str, bytes]
    """By their paths in the site."""
    urls: tuple[str, ...]
    """The addresses of the pages among them."""

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The frames by their names."""
        return {name: Frame(pieces) for name, pieces in self.pieces.items()}


class _Given(msgspec.Struct):
    """What a folder gives to lists, as it is remembered."""

    source: bytes
    """The digest of everything that it was made from."""
    packs: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class _Packs(Mapping[str, Sequence[bytes]]):
    """What all folders give to lists, by key; looked up only for those lists that ask for it."""

    places: Mapping[str, Sequence[str]]
    """The folders that give something under a key."""
    pack: Callable[[str, str], bytes | None]
    """What a folder gives under a key."""

    def __getitem__(self, key: str) -> Sequence[bytes]:
        return [pack for name in self.places[key] if (pack := self.pack(name, key))]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Project:
    """What is built, and how."""

    holdings: Holdings
    memory: Memory
    remembered: Remembered | None
    """What is known from earlier builds; None where nothing of that is to count."""
    theme: Path
    """The folder of templates."""
    site_url: str
    frame_of: Callable[[Page], str]
    """The name of the frame that a page goes into."""
    jobs: int
    """How many processes may work at once."""
    with_search: bool
    """Whether there is to be an index for the search."""
    progress: Progress
    digest: bytes
    """Of all that the build was given, to be remembered."""
    still: Callable[[], None]
    """Raises Changed where a template or what the engine was given is no longer what it was."""
    ledger: bytes = b""
    """The file with all addresses that ever were; empty where there is none."""


class Making:
    """One build, from what was scanned to the exchange of the sites."""

    def __init__(
        self, project: Project, publication: Publication, engine: EngineSite, summary: Summary
    ) -> None:
        self.project = project
        self.holdings = project.holdings
        self.remembered = project.remembered
        self.publication = publication
        self.engine = engine
        self.summary = summary
        self.books = Books(project.remembered, project.digest, publication, self._make_again)
        self.former, self.state = self.books.former, self.books.state
        self.finishing = Finishing(self.books, self.holdings, engine.files, engine.urls)
        self.packs: dict[str, dict[str, bytes]] = {}
        """What folders give to lists, as far as it is at hand, by folder and key."""

    def run(self) -> None:
        """Make everything and publish it. Raises NotSound where records have problems."""
        with self.summary.stage("partnerships"):
            self._folders()
        with self.summary.stage("lists"):
            self._lists()
        for path, content in self.engine.files.items():
            self.books.put(path, content)
        with self.summary.stage("addresses"):
            self.finishing.addresses(self.project.ledger)
        if self.project.with_search:
            with self.summary.stage("search"):
                rendered, jobs = self.summary.rendered, self.project.jobs
                self.summary.indexed = self.finishing.search(rendered, jobs)
        with self.summary.stage("publishing"):
            self._publish()

    @cached_property
    def workshop(self) -> Workshop:
        """The workshop of this process; to ask for it is to begin writing."""
        plan = Plan(
            self.holdings.root,
            tuple(self.holdings.folders.values()),
            self.holdings.now,
            self.remembered.folder if self.remembered else None,
            self.remembered.made_by if self.remembered else b"",
            self.project.theme,
            self.project.site_url,
            self.publication.standby,
            self.engine.frames,
            self.project.frame_of,
            self.project.with_search,
        )
        return Workshop(plan, self.project.memory, self.holdings)

    @cached_property
    def _base(self) -> bytes:
        """The digest of everything on which all pages rest."""
        frames = digest_of(
            part.encode()
            for name, frame in sorted(self.engine.frames.items())
            for part in (name, *frame.pieces)
        )
        as_of, site_url = self.holdings.as_of.isoformat(), self.project.site_url
        theme = theme_digest(self.project.theme)
        ended = passed(self.holdings.common_instants, seconds(self.holdings.now))
        when = f"{as_of} {ended}".encode()
        return digest_of((self.holdings.common_digest, when, site_url.encode(), theme, frames))

    # Folders

    def _folders(self) -> None:
        partnerships = [f.name for f in self.holdings.folders.values() if f.partnership]
        changed = [name for name in partnerships if not self._stands(name)]
        changed.sort(key=lambda name: -len(self.holdings.folders[name].files))
        tasks = [(name, self.books.kept(f"folders/{name}")) for name in changed]
        for made in self._each(make_folder, tasks, "Partnerships"):
            self._take(made)
        if COUNCIL_FOLDER in self.holdings.folders:
            refers = self._refers()
            if not self._stands(COUNCIL_FOLDER, refers):
                kept = self.books.kept(f"folders/{COUNCIL_FOLDER}")
                self._take(self.workshop.folder(COUNCIL_FOLDER, kept, refers), refers)
        self.summary.records = self.state.records()
        self.summary.parsed += self.holdings.parsed

    def _refers(self) -> tuple[str, ...]:
        """Records of partnerships by which they speak of documents and the like in `_council`."""
        found = (path for folder in self.state.folders.values() for path in folder.refers)
        return tuple(sorted(found))

    def _input(self, name: str, refers: Sequence[str], instants: Sequence[int]) -> bytes:
        ended = passed(instants, seconds(self.holdings.now))
        files = self.holdings.input_digests(name, refers)
        return digest_of((self._base, str(ended).encode(), *files))

    def _stands(self, name: str, refers: Sequence[str] = ()) -> bool:
        """Whether a folder and what was made of it is as it was; it is then taken over."""
        former = self.former.folders.get(name)
        if not former or former.input != self._input(name, refers, former.instants):
            return False
        if not self.books.stands(f"folders/{name}", former):
            return False
        self.state.folders[name] = former
        return True

    def _take(self, made: FolderMade, refers: Sequence[str] = ()) -> None:
        group = f"folders/{made.name}"
        self._record(made.output, group)
        made.output.files |= self._attachments(made, group)
        self.summary.parsed += made.parsed
        source = self._input(made.name, refers, made.instants)
        self._take_packs(made.name, source, made.packs)
        self.finishing.take_entries(group, made.entries, len(made.output.rendered))
        self.state.folders[made.name] = FolderState(
            **self.books.entered(group, source, made.output, made.owners),
            records=made.records,
            given={key: pack.digest for key, pack in made.packs.items()},
            refers=made.refers,
            instants=made.instants,
            withheld=made.withheld,
            hidden=made.hidden,
            unlisted=_unlisted(made.owners),
        )

    def _take_packs(self, folder: str, source: bytes, packs: Mapping[str, Pack]) -> None:
        self.packs[folder] = {key: pack.content for key, pack in packs.items()}
        if self.remembered:
            given = msgspec.msgpack.encode(_Given(source, self.packs[folder]))
            self.remembered.write(f"lists/{folder}", given)

    def _attachments(self, made: FolderMade, group: str) -> dict[str, FileState]:
        found: dict[str, FileState] = {}
        kept = self.books.kept(group) if made.attachments else Kept()
        for path, below in made.attachments:
            digest = self.holdings.file(below).digest
            known = kept.files.get(path)
            if known and known.source == digest:
                self.publication.keep(path, group)
            else:
                self.publication.copy(path, self.holdings.root / below, group)
            content = self.publication.held(path, group) or ""
            if bytes.fromhex(content)[: len(digest)] != digest:
                raise Changed(below)  # nobody has looked into what lies there now
            found[path] = FileState(digest, content)
        return found

    # Lists

    def _lists(self) -> None:
        changed = [name for name in (*WHOLE, DATA, SEARCH) if not self._list_stands(name)]
        if changed:
            self._make_lists([(name, self.books.kept(f"lists/{name}")) for name in changed])

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        """By the keys of what folders give to lists, the folders that give it, in order."""
        places: dict[str, list[str]] = {}
        for name in sorted(self.state.folders):
            for key in self.state.folders[name].given:
                places.setdefault(key, []).append(name)
        return places

    def _make_lists(self, tasks: Sequence[tuple[str, Kept]]) -> None:
        for made in self._each(make_list, tasks, "Lists", _Packs(self._places, self._pack)):
            group = f"lists/{made.name}"
            self._record(made.output, group)
            source = self._list_input(made.read)
            self.state.lists[made.name] = ListState(
                **self.books.entered(group, source, made.output), read=made.read
            )

    def _list_stands(self, name: str) -> bool:
        former = self.former.lists.get(name)
        if not former or former.input != self._list_input(former.read):
            return False
        if not self.books.stands(f"lists/{name}", former):
            return False
        self.state.lists[name] = former
        return True

    def _list_input(self, read: Iterable[str]) -> bytes:
        """The digest of what a list is made from: the council's register, and what it reads."""
        council = self.state.folders.get(COUNCIL_FOLDER)
        pieces = [self._base, council.input if council else b""]
        for wanted in read:
            keys = [wanted]
            if wanted.endswith("/"):
                keys = sorted(key for key in self._places if key.startswith(wanted))
            for key in keys:
                pieces.append(key.encode())
                pieces += [
                    self.state.folders[name].given[key] for name in self._places.get(key, ())
                ]
        return digest_of(pieces)

    def _pack(self, folder: str, key: str) -> bytes | None:
        if folder not in self.packs:
            source = self.state.folders[folder].input
            known = self._known_packs(folder)
            if known and known.source == source:
                self.packs[folder] = known.packs
            else:
                refers = self._refers() if folder == COUNCIL_FOLDER else ()
                self._take_packs(folder, source, self.workshop.packs(folder, refers))
        return self.packs[folder].get(key)

    def _known_packs(self, folder: str) -> _Given | None:
        """What is remembered of a folder; a build that was given up may have left it, or none."""
        payload = self.remembered.read(f"lists/{folder}") if self.remembered else None
        try:
            return msgspec.msgpack.decode(payload, type=_Given) if payload else None
        except msgspec.ValidationError:
            return None

    def _make_again(self, group: str) -> None:
        """Make a group that stands, but of which is not remembered what it is one by one."""
        kind, _, name = group.partition("/")
        if kind == "lists":
            self._make_lists([(name, Kept())])
            return
        refers = self._refers() if name == COUNCIL_FOLDER else ()
        self._take(self.workshop.folder(name, Kept(), refers), refers)

    def _record(self, output: Output, group: str) -> None:
        self.books.record(output, group)
        self.summary.rendered += len(output.rendered)
        if len(self.summary.changed) <= MOST_NAMED:
            self.summary.changed += output.rendered

    def _each(
        self, task: Task, given: Sequence[tuple[str, Kept]], what: str, packs: Packs | None = None
    ) -> Iterator[Any]:
        if given:
            bench = Bench(self.workshop, packs or {}, self._refers() if packs else ())
            progress = partial(self.project.progress, what)
            yield from bench.each(task, given, self.project.jobs, progress)

    # The site

    def _publish(self) -> None:
        if self.project.site_url:
            self.finishing.sitemaps(self.project.site_url)
        self.summary.pages = self.state.pages()
        self.summary.withheld = self.state.withheld()
        self.state.note_instants(self.holdings.common_instants, seconds(self.holdings.now))
        self.project.still()
        published = self.publication.publish()
        self.summary.removed = published.removed
        if published.removed or self.books.withdrew():
            self.publication.discard()
            if self.project.with_search:
                self.finishing.tidy()
        self.books.close()


def _unlisted(owners: bytes) -> tuple[str, ...]:
    """The addresses of notices, for which nobody should look."""
    notices = (o for o in msgspec.msgpack.decode(owners, type=list[Owner]) if o.is_notice)
    return tuple(url for each in notices for url in (each.address, *each.former))


def make(project: Project, publication: Publication, engine: EngineSite, summary: Summary) -> None:
    """Make and publish the site, and add to `summary` what was done.

    Raises NotSound where records have problems, and Changed where anything was saved meanwhile.
    """
    Making(project, publication, engine, summary).run()
