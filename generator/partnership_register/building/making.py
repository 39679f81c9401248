"""Making the site: what changed is found by digests, and made again in several processes.

A folder of records is read again when one of its files changed, or one of those that it stands
on; of its pages those are rendered again whose view, template or frame is another. A list is put
together again when something that it reads changed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from partnership_register.addresses import (
    Copy,
    Leading,
    Owner,
    file_of,
    is_awaited,
    losses,
    path_at,
    read_ledger,
    ways,
)
from partnership_register.building.holdings import Holdings
from partnership_register.building.memory import COMMON, Memory
from partnership_register.building.workshop import (
    DATA,
    SEARCH,
    FolderMade,
    Kept,
    ListMade,
    Output,
    Plan,
    Workshop,
    theme_digest,
)
from partnership_register.exports import sitemaps
from partnership_register.moments import passed, seconds
from partnership_register.pages import WHOLE, Page
from partnership_register.pages.lists import Pack
from partnership_register.publishing import Publication, group_digest
from partnership_register.records.folders import NotSound
from partnership_register.remembered import (
    OTHERS,
    FileState,
    FolderState,
    ListState,
    Made,
    MadeState,
    Remembered,
    State,
    encoded,
)
from partnership_register.render import Frame
from partnership_register.scanning import COUNCIL_FOLDER, LEDGER, content_digest, digest_of
from partnership_register.search import Area, Findable, hand_written, search_files
from partnership_register.summary import MOST_NAMED, Summary

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

_MANY = 500
"""So many pages are worth processes of their own to be read for the search."""
_FEW = 3
"""So few folders are made in the process that has everything at hand already."""


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
        self.former = self.remembered.state() if self.remembered else State()
        self.state = State(project.digest)
        self.packs: dict[str, dict[str, bytes]] = {}
        """What folders give to lists, as far as it is at hand, by folder and key."""
        self.made: dict[str, bytes] = {}
        """What was made anew, by group, as it will be remembered."""

    def run(self) -> None:
        """Make everything and publish it. Raises NotSound where records have problems."""
        with self.summary.stage("partnerships"):
            self._folders()
        with self.summary.stage("lists"):
            self._lists()
        self._engine_files()
        with self.summary.stage("addresses"):
            self._addresses()
        if self.project.with_search:
            with self.summary.stage("search"):
                self._search()
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
        tasks = [(name, self._kept(f"folders/{name}")) for name in changed]
        for made in self._each(_folder, tasks, "Partnerships"):
            self._take(made)
        if COUNCIL_FOLDER in self.holdings.folders:
            refers = self._refers()
            if not self._stands(COUNCIL_FOLDER, refers):
                kept = self._kept(f"folders/{COUNCIL_FOLDER}")
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
        if not self.publication.has_all(f"folders/{name}", former.site):
            return False
        self.state.folders[name] = former
        self.publication.keep_all(f"folders/{name}")
        return True

    @cached_property
    def _former_groups(self) -> Mapping[str, MadeState]:
        return dict(self.former.groups())

    def _kept(self, group: str) -> Kept:
        """What the site has of a group, as far as it is what a former build made."""
        former = self._former_groups.get(group)
        if not former or not self.remembered:
            return Kept()
        made, held = self.remembered.made(group, former.made), self.publication.held
        if not made:
            return Kept()
        return Kept(
            {path: file for path, file in made.pages.items() if held(path, group) == file.content},
            {path: file for path, file in made.files.items() if held(path, group) == file.content},
        )

    def _take(self, made: FolderMade, refers: Sequence[str] = ()) -> None:
        group = f"folders/{made.name}"
        self._record(made.output, group)
        made.output.files |= self._attachments(made, group)
        self.summary.parsed += made.parsed
        source = self._input(made.name, refers, made.instants)
        self._take_packs(made.name, source, made.packs)
        self.state.folders[made.name] = FolderState(
            **self._remembered(group, source, made.output, made.owners),
            records=made.records,
            given={key: pack.digest for key, pack in made.packs.items()},
            refers=made.refers,
            instants=made.instants,
            withheld=made.withheld,
            unlisted=_unlisted(made.owners),
        )

    def _remembered(
        self, group: str, source: bytes, output: Output, owners: bytes = b""
    ) -> dict[str, Any]:
        """The fields of MadeState for an output; what it is one by one is kept for the end."""
        findable: dict[str, list[Findable]] = {}
        for each in output.findable:
            findable.setdefault(each.area, []).append(each)
        said = {area: msgspec.msgpack.encode(each) for area, each in findable.items()}
        made = Made(output.pages, output.files, msgspec.msgpack.encode(said), owners)
        self.made[group], digest = encoded(made)
        files = {**output.pages, **output.files}
        return {
            "input": source,
            "made": digest,
            "site": group_digest((path, file.content) for path, file in files.items()),
            "addresses": digest_of(path.encode() for path in sorted(output.pages)),
            "pages": len(output.pages),
            "areas": {area: content_digest(each) for area, each in said.items()},
        }

    def _take_packs(self, folder: str, source: bytes, packs: Mapping[str, Pack]) -> None:
        self.packs[folder] = {key: pack.content for key, pack in packs.items()}
        if self.remembered:
            given = msgspec.msgpack.encode(_Given(source, self.packs[folder]))
            self.remembered.write(f"lists/{folder}", given)

    def _attachments(self, made: FolderMade, group: str) -> dict[str, FileState]:
        found: dict[str, FileState] = {}
        kept = self._kept(group) if made.attachments else Kept()
        for path, below in made.attachments:
            digest = self.holdings.file(below).digest
            known = kept.files.get(path)
            if known and known.source == digest:
                self.publication.keep(path, group)
            else:
                self.publication.copy(path, self.holdings.root / below, group)
            found[path] = FileState(digest, self.publication.held(path, group) or "")
        return found

    # Lists

    def _lists(self) -> None:
        changed = [name for name in (*WHOLE, DATA, SEARCH) if not self._list_stands(name)]
        if changed:
            self._make_lists([(name, self._kept(f"lists/{name}")) for name in changed])

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        """By the keys of what folders give to lists, the folders that give it, in order."""
        places: dict[str, list[str]] = {}
        for name in sorted(self.state.folders):
            for key in self.state.folders[name].given:
                places.setdefault(key, []).append(name)
        return places

    def _make_lists(self, tasks: Sequence[tuple[str, Kept]]) -> None:
        packs = {
            key: [pack for name in names if (pack := self._pack(name, key))]
            for key, names in self._places.items()
        }
        for made in self._each(_list, tasks, "Lists", packs):
            group = f"lists/{made.name}"
            self._record(made.output, group)
            source = self._list_input(made.read)
            self.state.lists[made.name] = ListState(
                **self._remembered(group, source, made.output), read=made.read
            )

    def _list_stands(self, name: str) -> bool:
        former = self.former.lists.get(name)
        if not former or former.input != self._list_input(former.read):
            return False
        if not self.publication.has_all(f"lists/{name}", former.site):
            return False
        self.state.lists[name] = former
        self.publication.keep_all(f"lists/{name}")
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

    # Addresses

    def _addresses(self) -> None:
        """Let every address of the ledger answer. Raises NotSound where one would be lost."""
        if not self.project.ledger:
            return
        ledger, problems = read_ledger(self.project.ledger)
        problems += losses(ledger, self._owners, self._is_awaited, self.holdings.root.name)
        if problems:
            raise NotSound(LEDGER, tuple(problems))
        if not ledger.lines:
            return
        made, pages = self._all_files(), {*map(path_at, self.engine.urls)}
        for group, _ in self.state.groups():
            pages |= self._made(group).pages.keys()
        for way in ways(ledger, made.keys(), pages, self._owners):
            if isinstance(way, Leading):
                self._put(way.path, way.content)
            else:
                self._put_again(way, made[way.of])

    def _all_files(self) -> dict[str, str]:
        """The digests of all files of the site so far, by path."""
        found = {path: file.content for path, file in self.state.others.items()}
        for group, _ in self.state.groups():
            made = self._made(group)
            for files in (made.pages, made.files):
                found |= {path: file.content for path, file in files.items()}
        return found

    @cached_property
    def _owners(self) -> list[Owner]:
        """Who answers at the addresses of records."""
        made = (self._made(f"folders/{name}") for name in self.state.folders)
        each = (msgspec.msgpack.decode(one.owners, type=list[Owner]) for one in made)
        return [owner for owners in each for owner in owners]

    def _is_awaited(self, address: str) -> bool:
        """Whether the record of an address is under embargo, and will be back by itself."""
        record = self.holdings.record_at(file_of(address))
        return is_awaited(record) if record else False

    def _put_again(self, way: Copy, digest: str) -> None:
        if self.publication.held(way.path, OTHERS) == digest:
            self.publication.keep(way.path, OTHERS)
        else:
            self.publication.copy(way.path, self.publication.standby / way.of, OTHERS)
        held = self.publication.held(way.path, OTHERS) or ""
        self.state.others[way.path] = FileState(b"", held)

    # The search

    def _search(self) -> None:
        """Index the pages that changed; the files of the search are put together from all."""
        cache = self.remembered.room("search") if self.remembered else None
        with self._readers() as readers:
            found = search_files(
                self.publication.standby, self._areas(), has=self._has, cache=cache, workers=readers
            )
        for path, digest in found.digests.items():
            if path in found.files:
                self._put(path, found.files[path], digest)
            else:
                self._keep(path)
        self.summary.indexed = found.indexed

    def _areas(self) -> dict[str, Area]:
        """What is to be found, by area; it is looked at one by one only where it changed."""
        digests: dict[str, list[bytes]] = {}
        groups: dict[str, list[str]] = {}
        for group, state in sorted(self.state.groups()):
            for area, digest in state.areas.items():
                digests.setdefault(area, []).append(digest)
                groups.setdefault(area, []).append(group)
        by_hand = list(self._written_by_hand())
        digests.setdefault("", []).append(content_digest(msgspec.msgpack.encode(by_hand)))
        return {
            area: Area(
                digest_of(each), partial(self._findable, area, groups.get(area, ()), by_hand)
            )
            for area, each in digests.items()
        }

    def _findable(
        self, area: str, groups: Iterable[str], by_hand: Sequence[Findable]
    ) -> list[Findable]:
        found = [] if area else [*by_hand]
        for group in groups:
            said = msgspec.msgpack.decode(self._made(group).findable, type=dict[str, bytes])
            found += msgspec.msgpack.decode(said[area], type=list[Findable])
        return found

    def _made(self, group: str) -> Made:
        """What was made of a group, in this build or in a former one."""
        if group not in self.made:
            former = self._former_groups[group]
            made = self.remembered.made(group, former.made) if self.remembered else None
            if made:
                return made
            self._make_again(group)
        return msgspec.msgpack.decode(self.made[group], type=Made)

    def _make_again(self, group: str) -> None:
        """Make a group that stands, but of which is not remembered what it is one by one."""
        kind, _, name = group.partition("/")
        if kind == "lists":
            self._make_lists([(name, Kept())])
            return
        refers = self._refers() if name == COUNCIL_FOLDER else ()
        self._take(self.workshop.folder(name, Kept(), refers), refers)

    def _written_by_hand(self) -> Iterator[Findable]:
        for path, content in self.engine.files.items():
            if path.endswith("/index.html"):
                url = f"/{path.removesuffix('index.html')}"
                yield hand_written(url, content.decode(), content_digest(content).hex())

    @contextmanager
    def _readers(self) -> Iterator[Executor | None]:
        """Processes to read many pages; None where few have changed."""
        if self.project.jobs == 1 or self.summary.rendered < _MANY:
            yield None
            return
        with ProcessPoolExecutor(self.project.jobs, get_context()) as readers:
            yield readers

    # The site

    def _engine_files(self) -> None:
        for path, content in self.engine.files.items():
            self._put(path, content)

    def _publish(self) -> None:
        if self.project.site_url:
            self._sitemaps()
        self.summary.pages = self.state.pages()
        self.summary.withheld = self.state.withheld()
        self.state.note_instants(self.holdings.common_instants, seconds(self.holdings.now))
        published = self.publication.publish()
        self.summary.removed = published.removed
        if published.removed or self._withdrew():
            self.publication.discard()
        if self.remembered:
            self.remembered.remember(self.state, self.made)
            self.remembered.forget_all_but((*self.state.folders, COMMON))

    def _withdrew(self) -> bool:
        """Whether the public sees less than before, or that is not known."""
        known = self.former.folders
        return not self.remembered or any(
            folder.withheld > (known[name].withheld if name in known else 0)
            for name, folder in self.state.folders.items()
        )

    def _sitemaps(self) -> None:
        site_url, groups = self.project.site_url, sorted(self.state.groups())
        pieces = (piece for name, made in groups for piece in (name.encode(), made.addresses))
        unlisted = {url for folder in self.state.folders.values() for url in folder.unlisted}
        engine = (url.encode() for url in self.engine.urls)
        hidden = map(str.encode, sorted(unlisted))
        source = digest_of((site_url.encode(), *pieces, *engine, b"", *hidden))
        former = [path for path, file in self.former.others.items() if file.source == source]
        if former and all(self._has(path, source) for path in former):
            for path in former:
                self._keep(path)
            return
        pages = (path for name, _ in groups for path in self._made(name).pages)
        urls = {f"/{path.removesuffix('index.html')}" for path in pages} - unlisted
        for path, content in sitemaps(sorted({*self.engine.urls, *urls}), site_url):
            self._put(path, content, source)

    def _has(self, path: str, source: bytes) -> bool:
        """Whether the site has what a former build made of the same source."""
        known = self.former.others.get(path)
        if not known or known.source != source:
            return False
        return self.publication.held(path, OTHERS) == known.content

    def _keep(self, path: str) -> None:
        self.publication.keep(path, OTHERS)
        self.state.others[path] = self.former.others[path]

    def _put(self, path: str, content: bytes, source: bytes = b"") -> None:
        self.publication.put(path, content, OTHERS)
        held = self.publication.held(path, OTHERS) or ""
        self.state.others[path] = FileState(source, held)

    def _record(self, output: Output, group: str) -> None:
        self.publication.record(output.written, group)
        self.summary.rendered += len(output.rendered)
        if len(self.summary.changed) <= MOST_NAMED:
            self.summary.changed += output.rendered
        written = {each.path for each in output.written}
        for path in (output.pages.keys() | output.files.keys()) - written:
            self.publication.keep(path, group)

    # Work in several processes

    def _each(
        self,
        task: Callable[..., FolderMade] | Callable[..., ListMade],
        given: Sequence[tuple[Any, ...]],
        what: str,
        packs: Mapping[str, Sequence[bytes]] | None = None,
    ) -> Iterator[Any]:
        """Do a task for each of `given`, in this process where there is little to do."""
        if not given:
            return
        bench = Bench(self.workshop, packs or {}, self._refers() if packs else ())
        self.project.progress(what, 0, len(given))
        if self.project.jobs == 1 or len(given) <= _FEW:
            for done, arguments in enumerate(given, 1):
                yield task(bench, *arguments)
                self.project.progress(what, done, len(given))
            return
        with bench.pool(min(self.project.jobs, len(given))) as pool:
            waiting = [pool.submit(_at_bench, task, *arguments) for arguments in given]
            for done, finished in enumerate(as_completed(waiting), 1):
                yield finished.result()
                self.project.progress(what, done, len(given))


def _unlisted(owners: bytes) -> tuple[str, ...]:
    """The addresses of notices, for which nobody should look."""
    notices = (o for o in msgspec.msgpack.decode(owners, type=list[Owner]) if o.is_notice)
    return tuple(url for each in notices for url in (each.address, *each.former))


@dataclass(slots=True)
class Bench:
    """What a process has at hand: its workshop, what folders give to lists, and who refers."""

    workshop: Workshop
    packs: Mapping[str, Sequence[bytes]]
    refers: Sequence[str]

    @contextmanager
    def pool(self, jobs: int) -> Iterator[ProcessPoolExecutor]:
        """Processes with a bench each: forked ones find this, others make their own."""
        context = get_context()
        forked = context.get_start_method() == "fork"
        parts = () if forked else (self.workshop.plan, self.packs, self.refers)
        _BENCHES.append(self)
        gc.collect()
        gc.freeze()  # what is there already is nothing for a child to look through
        try:
            with ProcessPoolExecutor(jobs, context, _sit_down, (parts,)) as pool:
                try:
                    yield pool
                except BaseException:
                    pool.shutdown(wait=True, cancel_futures=True)
                    raise
        finally:
            gc.unfreeze()
            _BENCHES.remove(self)


_BENCHES: list[Bench] = []
"""The bench of this process, and of those that are forked from it."""


def _sit_down(parts: tuple[Any, ...]) -> None:
    if parts:
        plan, packs, refers = parts
        _BENCHES.append(Bench(Workshop(plan), packs, refers))
    gc.disable()  # nothing here goes round in a circle: all of a folder goes when it is done


def _at_bench(task: Callable[..., Any], *arguments: object) -> object:
    return task(_BENCHES[-1], *arguments)


def _folder(bench: Bench, name: str, kept: Kept) -> FolderMade:
    return bench.workshop.folder(name, kept)


def _list(bench: Bench, name: str, kept: Kept) -> ListMade:
    return bench.workshop.list(name, bench.packs, bench.refers, kept)


def make(project: Project, publication: Publication, engine: EngineSite, summary: Summary) -> None:
    """Make and publish the site, and add to `summary` what was done.

    Raises NotSound where records have problems, and Changed where one was written meanwhile.
    """
    Making(project, publication, engine, summary).run()
