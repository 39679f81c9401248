"""A publication: from the lock to the exchange, and what is believed of the trees in between."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from partnership_register.publishing.exchange import exchange, put_right
from partnership_register.publishing.ledger import (
    Entry,
    Ledger,
    digest_of,
    read_ledger,
    write_ledger,
)
from partnership_register.publishing.trees import (
    Written,
    clear,
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
from partnership_register.publishing.walking import Walk

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
            if self._is_touched or self._ledger_stands or None in self._held.values():
                return
            with suppress(OSError):  # a ledger only saves time; what went wrong before counts
                self._draft_ledger(self._known(self._held), ())
                self._establish_ledger()

    @property
    def standby(self) -> Path:
        """The folder that workers give to `write_into`; to ask for it is to begin writing."""
        self._settle()
        self._touch()
        return self._standby

    def held(self, path: str) -> str | None:
        """The digest of what the site has at a path, so that it need not be made again, or None."""
        if self._walk:
            self._settle()
        if path not in self._held:
            return None
        entry = self._held[path]
        if entry is None:
            entry = entry_of(self._standby, path, file_digest(self._standby / path))
            self._held[path] = entry
        return entry.digest

    def put(self, path: str, content: bytes) -> None:
        """Have this content at a path. Raises as `record` does."""
        held = self.held(path)
        if held is not None and held == digest_of(content):
            self.keep(path)
        else:
            self._check(path)
            self.record([write_into(self.standby, path, content)])

    def copy(self, path: str, source: Path) -> None:
        """Have the content of another file at a path. Raises as `record` does."""
        held = self.held(path)
        if held is not None and held == file_digest(source):
            self.keep(path)
        else:
            self._check(path)
            self.record([copy_into(self.standby, path, source)])

    def keep(self, path: str) -> None:
        """Have at a path what is there. Raises LookupError if nothing is, and as `record` does."""
        if self.held(path) is None:
            raise LookupError(f"the site has no {path} that could be kept")
        self._name(path)

    def record(self, written: Iterable[Written]) -> None:
        """Take account of files that workers wrote into the standby.

        Raises FileExistsError for a path named twice, be it only in another case; ValueError for
        one that leads out of the site.
        """
        self._settle()
        for path, entry, is_new in written:
            self._name(path)
            self._held[path] = entry
            if is_new:
                self._written.add(path)

    def publish(self) -> Published:
        """Remove what was not named, and let the new site take the place of the old one.

        Raises FileExistsError where a file of the site would have to lie in another.
        """
        self._settle()
        names = set(self._named.values())
        gone = self._remove_all_but(names)
        is_first = not self._site.exists()
        self._differing = () if is_first else (*self._written, *self._doubtful)
        self._gone = gone
        behind = None if is_first else (*self._differing, *gone)
        if behind != () or not self._ledger_stands:
            self._touch()
            self._draft_ledger(self._known(names), behind)
        self._take_place(is_first=is_first)
        self._establish_ledger()
        self._is_touched = False
        removed = self._former - names
        return Published(len(self._written), len(names) - len(self._written), len(removed))

    def discard(self) -> None:
        """After `publish`: leave nothing of the former site that the new one has not as well.

        Until the next build it would lie beside the site, with what was withdrawn.
        """
        clear(self._standby, (*self._differing, *self._gone))
        for folder in sorted(_folders_of(self._gone), reverse=True):
            with suppress(OSError):  # something else lies in it
                (self._standby / folder).rmdir()
        if self._gone:
            names = self._named.values()
            self._draft_ledger(self._known(names), self._differing)
            self._withdraw_ledger()
            self._establish_ledger()

    def prepare(self) -> None:
        """After `publish`, or where a build was given up: make the standby ready for the next."""
        self._settle()
        self._afresh = False
        self._open(Ledger(self._believed, ()) if self._is_touched else None)

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
        self._ledger_stands = self._ledger_file.exists()
        if ledger is None or is_empty or ledger.behind != ():
            self._withdraw_ledger()
            self._bring_level(None if ledger is None or is_empty else ledger.behind)
        self._ledger = ledger
        is_large = ledger is not None and len(ledger.files) >= _MANY
        self._walk = Walk(self._standby, at_once=is_large)

    def _settle(self) -> None:
        """See what the walk has found, which may go on while the records are read."""
        if self._walk is None:
            return
        self._look(self._walk)
        if self._doubtful and self._site.exists():
            self._withdraw_ledger()
            level(self._site, self._standby, self._doubtful)
            self._look(Walk(self._standby, at_once=False))
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

    def _bring_level(self, behind: tuple[str, ...] | None) -> None:
        """Make the standby equal to the site, at these paths or, not knowing them, everywhere."""
        if behind is not None:
            level(self._site, self._standby, behind)
        elif self._site.exists():
            twin(self._site, self._standby)

    def _look(self, walk: Walk) -> None:
        """Believe the ledger where the standby agrees with it; the rest is read on demand."""
        self._found = walk.tree()
        ledger = self._ledger
        clear(self._standby, self._found.odd)
        known = {} if ledger is None else ledger.files
        self._held: dict[str, Entry | None] = {}
        for path, standing in self._found.files.items():
            size, modified, _ = standing
            entry = known.get(path)
            agrees = entry is not None and entry.size == size and entry.modified == modified
            self._held[path] = entry if agrees else None
        self._believed = self._known(self._held)
        # Without a ledger the two trees have just been compared, and are equal.
        seen = set() if ledger is None else known.keys() | self._held.keys()
        self._doubtful = {path for path in seen if self._held.get(path) is None}
        self._former = set(self._held if ledger is None else known)
        self._named: dict[str, str] = {}
        self._written: set[str] = set()
        self._differing = ()
        """Paths at which the former site had something else than the one that was published."""
        self._gone = set()
        """Paths at which the former site had something that the one published has not."""
        self._is_touched = False

    def _name(self, path: str) -> None:
        self._check(path)
        self._named[path.lower()] = path

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
            self._ledger_file.unlink()
            self._ledger_stands = False

    def _draft_ledger(self, files: dict[str, Entry], behind: tuple[str, ...] | None) -> None:
        """Write the ledger, but as one that nobody believes yet: a full disk shows itself here."""
        write_ledger(self._beside / "drafts" / "ledger", Ledger(files, behind))

    def _establish_ledger(self) -> None:
        if not self._ledger_stands:
            (self._beside / "drafts" / "ledger").replace(self._ledger_file)
            self._ledger_stands = True

    def _known(self, paths: Iterable[str]) -> dict[str, Entry]:
        return {path: entry for path in paths if (entry := self._held[path])}

    def _remove_all_but(self, names: set[str]) -> set[str]:
        """Remove from the standby what is not wanted; return the files that were."""
        folders = _folders_of(names)
        for folder in folders:
            if folder.lower() in self._named:
                raise FileExistsError(f"{folder} would be a page of the site and a folder of it")
        gone = self._found.files.keys() - names
        if gone:
            self._touch()
        clear(self._standby, (path for path in gone if path not in folders and self._may_go(path)))
        clear_folders(self._standby, self._found.folders, folders | names)
        return gone

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


def _folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that has to be there for these files."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
