"""A publication: from the lock to the exchange, and what is believed of the trees in between."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from partnership_register.aside import may_fork
from partnership_register.publishing.exchange import exchange, put_right
from partnership_register.publishing.ledger import (
    Entry,
    Group,
    Ledger,
    Times,
    digest_of,
    folders_above,
    folders_of,
    group_of,
    read_ledger,
    write_ledger,
)
from partnership_register.publishing.trees import (
    Written,
    clear,
    clear_away,
    clear_folders,
    copy_into,
    entry_of,
    file_digest,
    level,
    make_lasting,
    new_folder,
    twin,
    write_into,
)
from partnership_register.publishing.turns import turn
from partnership_register.publishing.walking import Differences, Walk, time_beside, times_of

_LEADS_OUT = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\\\0]|^[A-Za-z]:")
_FEW = 256
"""As many files are waited for to reach the disk, about a millisecond each."""
_MANY = 2_000
"""So many files are worth a process of its own to walk them, which takes a hundredth second."""
_STANDBY = re.compile(r"standby-([0-9]+)")


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed, in numbers of files."""

    written: int
    kept: int
    removed: int


class Publication:
    """The next site, put together beside the one that is there, to take its place in one step.

        with Publication(Path("site")) as publication:
            publication.put("index.html", b"...")
            publication.publish()

    Every file of the next site has to be named, by `put`, `copy`, `keep` or `record`; what is not
    named will not be there. Without `publish` the site stays as it was, whatever else happened.

    Files that are made of the same things make a group, known by a name of the caller's. As long as
    `has_all` says that a group is as it was, `keep_all` keeps it, and none of its files is looked
    at. Whoever names a path of a group names all that is to be in it.

    What a reader may count on. Whoever opens a file by its path gets a whole file, of the site as
    it was or as it is; but two files, one after the other, may be of two sites. Whoever opens the
    folder of the site and reads relative to it has one site, the same throughout, for as long as
    no build begins after the one that took the folder out of its place. After that a file found
    there is still whole if both sites had one there, but some are newer and some are gone. Where
    something was withdrawn from the public, `discard` takes it out of that folder at once.

    A power cut. What an edit wrote is on the disk before the exchange. More than 256 files at once
    are not waited for, nor is a first site: a power cut in the seconds after may leave some of
    them empty, which the next build sees by their size and mends.

    Enter it before the records are read: of two builds, the one that publishes last has then also
    read last. `waiting` is called once if another build has to be waited for. With `afresh` nothing
    remembered of the former site is believed; its files are read and compared.
    Raises NotADirectoryError where `site` is something else than a folder.
    """

    def __init__(
        self, site: Path, *, waiting: Callable[[], None] = lambda: None, afresh: bool = False
    ) -> None:
        # Through symbolic links, since it is the folder itself that has to be exchanged.
        self._site = site.resolve()
        self._beside = self._site.with_name(f".{self._site.name}.publishing")
        self._ledger_file = self._beside / "ledger"
        self._waiting = waiting
        self._afresh = afresh
        self._turn = ExitStack()
        self._walk: Walk | None = None

    def __enter__(self) -> Self:
        if self._site.exists() and not self._site.is_dir():
            raise NotADirectoryError(f"{self._site} is to be the folder of the site, but is a file")
        with ExitStack() as entered:
            entered.enter_context(turn(self._beside / "lock", self._waiting))
            self._open()
            self._turn = entered.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._turn:
            self._settle()
            if self._is_touched or self._ledger_stands or self._doubtful or self._found.strange:
                return
            with suppress(OSError):  # a ledger only saves time; what went wrong before counts
                self._draft_ledger(self._groups, ())
                self._establish_ledger()

    @property
    def standby(self) -> Path:
        """The folder that workers give to `write_into`; to ask for it is to begin writing."""
        self._settle()
        self._touch()
        return self._standby

    def held(self, path: str, group: str = "") -> str | None:
        """The digest of what the site has at a path, so that it need not be made again, or None.

        None as well where the path belongs to another group, which nobody looked into.
        """
        if self._walk:
            self._settle()
        if group not in self._opened:
            self._open_group(group)
        if path not in self._held:
            return None
        entry = self._held[path]
        if entry is None:
            entry = entry_of(self._standby, path, file_digest(self._standby / path))
            self._held[path] = entry
        return entry.digest

    def has_all(self, group: str, digest: bytes) -> bool:
        """Whether the site has exactly the files of a group that has this `group_digest`."""
        self._settle()
        known = self._groups.get(group)
        is_same = known.digest == digest if known else digest == _NONE.digest
        return is_same and group not in self._found.doubtful

    def keep_all(self, group: str) -> None:
        """Keep a group of which the site `has_all`."""
        if group in self._groups:
            self._kept.add(group)

    def put(self, path: str, content: bytes, group: str = "") -> None:
        """Have this content at a path. Raises as `record` does."""
        held = self.held(path, group)
        if held is not None and held == digest_of(content):
            self.keep(path, group)
        else:
            self._check(path)
            self.record([write_into(self.standby, path, content)], group)

    def copy(self, path: str, source: Path, group: str = "") -> None:
        """Have the content of another file at a path. Raises as `record` does."""
        held = self.held(path, group)
        if held is not None and held == file_digest(source):
            self.keep(path, group)
        else:
            self._check(path)
            self.record([copy_into(self.standby, path, source)], group)

    def keep(self, path: str, group: str = "") -> None:
        """Have at a path what is there. Raises LookupError if nothing is, and as `record` does."""
        if self.held(path, group) is None:
            raise LookupError(f"the site has no {path} that could be kept")
        self._name(path, group)

    def record(self, written: Iterable[Written], group: str = "") -> None:
        """Take account of files that workers wrote into the standby.

        Raises FileExistsError for a path named twice, be it only in another case; ValueError for
        one that leads out of the site.
        """
        self._settle()
        for path, entry, is_new in written:
            self._name(path, group)
            self._held[path] = entry
            if is_new:
                self._written.add(path)

    def publish(self) -> Published:
        """Remove what was not named, and let the new site take the place of the old one.

        Raises FileExistsError where a file of the site would have to lie in another.
        """
        self._settle()
        names = set(self._named.values())
        former = {path for group in self._not_kept() for path in group.entries}
        self._refuse_conflicts(names, former)
        gone = self._remove(former.union(self._found.strange) - names)
        groups = self._next_groups()
        self._see_times(groups)
        is_first = not self._site.exists()
        self._differing = () if is_first else (*self._written, *self._doubtful)
        self._gone = gone
        behind = None if is_first else (*self._differing, *gone)
        if behind != () or not self._ledger_stands or groups != self._groups:
            self._touch()
            self._draft_ledger(groups, behind)
        self._take_place(is_first=is_first)
        self._establish_ledger()
        self._is_touched = False
        kept = sum(self._groups[name].count for name in self._kept)
        removed = (former if self._ledger else set(self._found.strange)) - names
        unchanged = kept + len(names) - len(self._written)
        return Published(len(self._written), unchanged, len(removed))

    def discard(self) -> None:
        """After `publish`: leave nothing of the former site that the new one has not as well.

        Until the next build it would lie beside the site, with what was withdrawn.
        """
        clear_away(self._standby, (*self._differing, *self._gone))
        clear_folders(self._standby, folders_of(self._gone)[1:])
        if self._gone:
            self._draft_ledger(self._next_groups(), self._differing)
            self._withdraw_ledger()
            self._establish_ledger()

    def prepare(self) -> None:
        """After `publish`, or where a build was given up: make the standby ready for the next."""
        self._settle()
        self._afresh = False
        self._open(self._as_ledger(self._groups, ()) if self._is_touched else None)

    def forget(self) -> None:
        """After the publication is left: remove all that lies beside the site, for good."""
        shutil.rmtree(self._beside, ignore_errors=True)

    def _open(self, believed: Ledger | None = None) -> None:
        """Find things as a former build left them, dead or alive, and bring the standby level.

        `believed` is what was known before a build of this process that was given up.
        """
        drafts = self._beside / "drafts"
        if drafts.exists():
            shutil.rmtree(drafts)
        drafts.mkdir()
        is_empty = self._find_standby()
        ledger = None if self._afresh else believed or read_ledger(self._ledger_file)
        self._ledger_stands = os.path.lexists(self._ledger_file)
        if ledger is None or is_empty or ledger.behind != ():
            self._withdraw_ledger()
            behind = None if ledger is None or is_empty else ledger.behind
        else:
            behind = ()
        self._ledger = ledger
        self._groups = dict(ledger.groups) if ledger else {}
        self._know_trees()
        is_large = sum(group.count for group in self._groups.values()) >= _MANY
        bring_level: Callable[[], None]
        bring_level = partial(_bring_level, self._site, self._standby, behind)
        at_once = is_large and may_fork()
        if not (behind is None and at_once):
            bring_level()
            bring_level = _nothing
        self._walk = self._begin_walk(bring_level, at_once=at_once)

    def _know_trees(self) -> None:
        """Know which of the trees of the ledger is the standby, by its inode."""
        trees = self._ledger.trees if self._ledger else (0, 0)
        self._times: dict[str, Times] = dict(self._ledger.times) if self._ledger else {}
        standby = self._standby.stat().st_ino
        site = self._site.stat().st_ino if self._site.exists() else 0
        self._tree = trees.index(standby) if standby in trees else int(trees[0] == site)
        if trees[self._tree] != standby:
            self._learn(dict.fromkeys(self._times, b""))
        if trees[not self._tree] != site:
            self._times = {name: self._of_standby(of, b"") for name, of in self._times.items()}
        self._trees = (standby, site) if self._tree == 0 else (site, standby)

    def _of_standby(self, times: Times, other: bytes) -> Times:
        """The times of the standby as they are, and others for the site."""
        of = times[self._tree]
        return (of, other) if self._tree == 0 else (other, of)

    def _learn(self, times: Mapping[str, bytes]) -> None:
        """Take note of the times of groups in the standby."""
        for name, of in times.items():
            site = self._times.get(name, (b"", b""))[not self._tree]
            self._times[name] = (of, site) if self._tree == 0 else (site, of)

    def _begin_walk(self, bring_level: Callable[[], None], *, at_once: bool) -> Walk:
        times = {name: of[self._tree] for name, of in self._times.items()}
        return Walk(self._standby, self._groups, times, bring_level, at_once=at_once)

    def _settle(self) -> None:
        """See what the walk has found, which may go on while the records are read."""
        if self._walk is None:
            return
        self._look(self._walk)
        if self._doubtful and self._site.exists():
            self._withdraw_ledger()
            level(self._site, self._standby, self._doubtful)
            # By the times that the first has seen, this walk would not list again what that listed.
            self._look(Walk(self._standby, self._groups, {}, at_once=False))
        self._walk = None

    def _find_standby(self) -> bool:
        """Give the standby a name of its own for this build, and say whether it is new and empty.

        A worker that outlives a build that was killed would write into a folder that is no more.
        """
        found = (_STANDBY.fullmatch(file.name) for file in self._beside.iterdir())
        numbers = sorted(int(match[1]) for match in found if match)
        number = numbers.pop() if numbers else 0
        for other in numbers:
            shutil.rmtree(self._beside / f"standby-{other}")
        last = self._beside / f"standby-{number}"
        put_right(self._site, last, self._beside / "spare")
        self._standby = self._beside / f"standby-{number + 1}"
        if last.exists():
            last.rename(self._standby)
            return False
        new_folder(self._standby)
        return True

    def _look(self, walk: Walk) -> None:
        """Believe the ledger where the standby agrees with it; the rest is read on demand."""
        self._found = walk.differences()
        self._learn(self._found.times)
        clear(self._standby, self._found.odd)
        # Without a ledger the two trees have just been compared, and are equal.
        self._doubtful = set(_all_of(self._found)) if self._ledger else set()
        self._held: dict[str, Entry | None] = dict.fromkeys(self._found.strange)
        self._opened: set[str] = set()
        self._kept: set[str] = set()
        self._named: dict[str, str] = {}
        self._named_in: dict[str, list[str]] = {}
        self._written: set[str] = set()
        self._differing = ()
        """Paths at which the former site had something else than the one that was published."""
        self._gone = set()
        """Paths at which the former site had something that the one published has not."""
        self._is_touched = False

    def _open_group(self, name: str) -> None:
        self._opened.add(name)
        group = self._groups.get(name)
        if group is None:
            return
        others, missing = map(set, self._found.doubtful.get(name, ((), ())))
        for path, entry in group.entries.items():
            if path not in missing:
                self._held.setdefault(path, None if path in others else entry)

    def _name(self, path: str, group: str) -> None:
        self._check(path)
        self._named[path.lower()] = path
        self._kept.discard(group)
        self._named_in.setdefault(group, []).append(path)

    def _check(self, path: str) -> None:
        if path.lower() in self._named:
            raise FileExistsError(f"two pages of the site would both be {path}")
        if path not in self._held and _LEADS_OUT.search(path):
            raise ValueError(f"{path!r} is no path below the folder of the site")

    def _touch(self) -> None:
        """Begin to change the standby: from here on the ledger on the disk would not be true."""
        self._withdraw_ledger()
        self._is_touched = True

    def _withdraw_ledger(self) -> None:
        if self._ledger_stands:
            if self._ledger_file.is_dir() and not self._ledger_file.is_symlink():
                shutil.rmtree(self._ledger_file)
            else:
                self._ledger_file.unlink()
            self._ledger_stands = False

    def _draft_ledger(self, groups: Mapping[str, Group], behind: tuple[str, ...] | None) -> None:
        """Write the ledger, but as one that nobody believes yet: a full disk shows itself here."""
        write_ledger(self._beside / "drafts" / "ledger", self._as_ledger(groups, behind))

    def _as_ledger(self, groups: Mapping[str, Group], behind: tuple[str, ...] | None) -> Ledger:
        times = {name: of for name, of in self._times.items() if name in groups}
        return Ledger(groups, behind, self._trees, times)

    def _establish_ledger(self) -> None:
        if not self._ledger_stands:
            (self._beside / "drafts" / "ledger").replace(self._ledger_file)
            self._ledger_stands = True

    def _not_kept(self) -> Iterator[Group]:
        return (group for name, group in self._groups.items() if name not in self._kept)

    def _next_groups(self) -> dict[str, Group]:
        """The groups of the next site: kept as they are, or made of what was named in them."""
        groups = {name: self._groups[name] for name in self._kept}
        for name, paths in self._named_in.items():
            groups[name] = group_of({path: entry for path in paths if (entry := self._held[path])})
        return dict(sorted(groups.items()))

    def _see_times(self, groups: Mapping[str, Group]) -> None:
        """Take note of when the folders of new groups were changed, and forget the site's.

        A folder of the site may be another of the same place then, so that it is listed again.
        """
        now = time_beside(self._standby)
        for name in self._named_in:
            group, former = groups[name], self._groups.get(name)
            folders = folders_of(group.entries)
            self._learn({name: times_of(self._standby, folders, now)})
            if former is None or folders_of(former.entries) != folders:
                self._times[name] = self._of_standby(self._times[name], b"")

    def _refuse_conflicts(self, names: set[str], former: set[str]) -> None:
        """Raise FileExistsError where two files would be one, or one would have to lie in another.

        Names of the former site cannot meet a group that was kept, since they did not then.
        """
        taken = dict(self._named)
        if not names <= former:
            for name in self._kept:
                taken |= {path.lower(): path for path in self._groups[name].entries}
            if len(taken) != sum(self._groups[name].count for name in self._kept) + len(names):
                raise FileExistsError("two pages of the site would both be at one path")
        for folder in folders_above({path.rpartition("/")[0] for path in taken.values()}):
            if folder.lower() in taken:
                raise FileExistsError(f"{folder} would be a page of the site and a folder of it")

    def _remove(self, gone: set[str]) -> set[str]:
        """Remove files that are not wanted, and folders that are empty then.

        Return those that were there.
        """
        there = gone.difference(*(missing for _, missing in self._found.doubtful.values()))
        if there or self._found.folders:
            self._touch()
        names = set(self._named.values())
        wanted = folders_above({path.rpartition("/")[0] for path in names})
        clear(self._standby, (path for path in there if path not in wanted and self._may_go(path)))
        above = folders_above({path.rpartition("/")[0] for path in gone})
        clear_folders(self._standby, above.union(self._found.folders), names | wanted)
        return there

    def _may_go(self, path: str) -> bool:
        """False for a wanted file in another case, on a system that knows none; respells it."""
        wanted = self._named.get(path.lower())
        if wanted is None or not (self._beside / "LOCK").exists():
            return True
        (self._standby / path).rename(self._standby / wanted)
        return False

    def _take_place(self, *, is_first: bool) -> None:
        if is_first:
            self._standby.rename(self._site)
            return
        if len(self._written) <= _FEW:
            make_lasting(self._standby, self._written)
        exchange(self._site, self._standby, self._beside / "spare")


def _nothing() -> None:
    pass


def _bring_level(site: Path, standby: Path, behind: tuple[str, ...] | None) -> None:
    """Make the standby equal to the site, at these paths or, not knowing them, everywhere."""
    if behind is not None:
        level(site, standby, behind)
    elif site.exists():
        twin(site, standby)


def _all_of(found: Differences) -> Iterator[str]:
    """Every path at which something is otherwise than the ledger says."""
    yield from found.strange
    for others, missing in found.doubtful.values():
        yield from others
        yield from missing


_NONE = group_of({})
"""A group without files."""
