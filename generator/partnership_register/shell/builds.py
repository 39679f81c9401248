"""A build, from the settings of a project to its published site."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from partnership_register.moments import (
    beginning_of,
    day_in_london,
    moment_in,
    passed,
    seconds,
)
from partnership_register.publishing import Publication, group_digest
from partnership_register.remembered import OTHERS, Remembered, State
from partnership_register.scanning import (
    LEDGER,
    Changed,
    ScannedFolder,
    content_digest,
    digest_of,
    former_scan,
    ledger_in,
    remembered_scan,
    scan,
    tree_digest,
)
from partnership_register.shell.clock import now as clock_now
from partnership_register.shell.maker import maker
from partnership_register.shell.problems_found import CannotBuild
from partnership_register.shell.settings import (
    Settings,
    beside_docs,
    from_here,
    may_be_followed,
    settings_of,
    written,
)
from partnership_register.shell.site_folder import refuse_to_replace
from partnership_register.summary import Summary

if TYPE_CHECKING:
    from partnership_register.building import Holdings
    from partnership_register.shell.again import Begun

CACHE = ".cache/partnership-register"
"""Where a project remembers things from one build to the next; beside mkdocs.yml."""


_SCANNED = "scanned"
"""The name under which is remembered what a scan found."""
_WORTH_BEGINNING = 1_000
"""Partnerships, of which it is quicker to begin to read them before it is known what changed."""
_TRIES = 3
"""How often a build begins again because a record was saved while it ran."""
ENGINES = ("mkdocs", "zensical")
"""What may make the pages round the records, the usual one first."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a project keeps its records and its hand-written pages."""

    records_dir: Path
    docs_dir: Path
    as_of: str
    """For when it looks at them, as `Settings` has it."""


def places(config_file: Path) -> Places:
    """Read them from the site's settings. Raises CannotBuild where there are none."""
    settings = settings_of(config_file, None)
    return Places(
        from_here(config_file, settings.records),
        from_here(config_file, settings.docs),
        settings.as_of,
    )


def _nothing(*_: object) -> None:
    pass


@dataclass(slots=True)
class AtHand:
    """What a process that builds again and again has at hand from one build to the next."""

    publication: Publication
    """Entered, and ready for a build."""
    made_by: bytes
    """The digest of the generator as this process has it in memory."""
    cache: Path
    """Where to remember things, so that the usual place stays as it is."""
    holdings: Holdings | None = None
    """Those of the last build, for what all folders have in common."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build."""

    site_dir: Path | None = None
    """Where to, if not where the settings say."""
    as_of: date | datetime | None = None
    """The day or the instant for which to build, if not that of the settings or now."""
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    """How many processes may work at once."""
    use_cache: bool = True
    with_search: bool = True
    engine: str = "mkdocs"
    progress: Callable[[str, int, int], None] = _nothing
    """Told what is being done, how much of it is done, and how much there is."""
    say: Callable[[str], None] = _nothing
    """Told what a person should know but need not act on."""
    scan: Callable[[Path], tuple[ScannedFolder, ...]] | None = None
    """Finds what lies in the folder of records, if not by looking at all of it."""
    at_hand: AtHand | None = None


@dataclass(frozen=True)
class Given:
    """Everything that a build starts from."""

    config_file: Path
    settings: Settings
    now: datetime
    """The instant (UTC) for which to build."""
    folders: tuple[ScannedFolder, ...]
    theme: Path
    options: Options
    remembered: Remembered | None

    def __post_init__(self) -> None:
        _ = self.engine_digest, self.theme_digest  # before anything is made of what they tell

    @property
    def records_dir(self) -> Path:
        """The folder of records."""
        return from_here(self.config_file, self.settings.records)

    @property
    def docs_dir(self) -> Path:
        """The folder of pages written by hand."""
        return from_here(self.config_file, self.settings.docs)

    @cached_property
    def ledger(self) -> bytes:
        """The file with all addresses that the site ever had; empty where there is none.

        Raises CannotBuild.
        """
        try:
            return ledger_in(self.records_dir.parent)
        except OSError as error:
            raise CannotBuild(f"{LEDGER} cannot be read: {error.strerror}") from error

    @cached_property
    def engine_digest(self) -> bytes:
        """The digest of what the site engine is given; where nobody can tell all, a new one."""
        followed = may_be_followed(self.config_file, self.settings)
        return digest_of((self._told_digest, b"" if followed else os.urandom(16)))

    @cached_property
    def _told_digest(self) -> bytes:
        """The digest of what is known that the engine is given: settings, theme, docs."""
        return digest_of((
            written(self.config_file, self.settings),
            repr(self.settings).encode(),
            self.options.engine.encode(),
            tree_digest(self.docs_dir, through_links=False),
            *self._beside_docs.values(),
        ))  # fmt: skip

    @cached_property
    def _beside_docs(self) -> dict[Path, bytes]:
        """What else the engine reads, each with its digest; most often this has the templates."""
        return {path: tree_digest(path) for path in beside_docs(self.config_file, self.settings)}

    @cached_property
    def theme_digest(self) -> bytes:
        """The digest of the templates of record pages and whatever lies beside them."""
        return self._beside_docs.get(self.theme) or tree_digest(self.theme)

    def still(self) -> None:
        """Raise Changed where anything of these is no longer what it was."""
        now = replace(self)
        if (now._told_digest, now.theme_digest) != (self._told_digest, self.theme_digest):
            raise Changed("A page, a template or a setting")

    def digest(self) -> bytes:
        """The digest of everything that could make a difference to the site."""
        return digest_of((
            day_in_london(self.now).isoformat().encode(),
            str(self.options.with_search).encode(),
            self.engine_digest,
            self.theme_digest,
            content_digest(self.ledger),
            *(piece for f in self.folders for piece in (os.fsencode(f.name), f.digest)),
        ))  # fmt: skip


def build(config_file: Path, options: Options) -> Summary:
    """Build the site beside the old one and put it in its place.

    Raises ProblemsFound where records have problems, and CannotBuild where the settings do or
    where records change again and again while they are read; the old site then stays as it was.
    """
    for _ in range(_TRIES):
        try:
            with _seldom_swept():
                return _build(config_file, options)
        except Changed as changed:
            options.say(f"{changed} was saved while it was read; beginning again.")
    raise CannotBuild("the records change while they are read; build when nobody is saving them")


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Have Python look for garbage that goes round in a circle less often: a build leaves little.

    What all folders have in common is made in half the time so, and is never garbage.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build(config_file: Path, options: Options) -> Summary:
    summary = Summary()
    remembered = None
    if options.use_cache:
        remembered = _remembered(config_file, options)
    settings = settings_of(config_file, remembered)
    site_dir = options.site_dir or from_here(config_file, settings.site)
    summary.site_dir = site_dir
    if not options.at_hand:
        see_that_nothing_is_lost(site_dir, config_file, settings)
    with _publication(site_dir, options) as publication:
        if settings_of(config_file, remembered) != settings:  # while another build was at work
            raise Changed(config_file.name)
        now = moment_for(options.as_of, settings.as_of)
        with summary.stage("reading"):
            records_dir = from_here(config_file, settings.records)
            state = remembered.state() if remembered else State()
            look_again = _Scan(now, remembered, state, options.jobs)
            look = options.scan or look_again
            folders = look(records_dir) if records_dir.is_dir() else ()
            given = Given(config_file, settings, now, folders, theme_folder(), options, remembered)
            whole = given.digest()
        if not _stands(whole, now, publication, state, summary):
            from partnership_register.shell.again import build_again  # noqa: PLC0415  needs what takes long to import

            build_again(given, publication, whole, summary, look_again.begun)
    return summary


def see_that_nothing_is_lost(site_dir: Path, config_file: Path, settings: Settings) -> None:
    """Raise CannotBuild where the site would take the place of what it is made from, or more."""
    sources = {
        "the records": from_here(config_file, settings.records),
        "the pages written by hand": from_here(config_file, settings.docs),
        "the templates": theme_folder(),
        "what builds remember": config_file.resolve().parent / CACHE,
    }
    if settings.custom_theme:
        sources["templates of the project"] = from_here(config_file, settings.custom_theme)
    refuse_to_replace(site_dir, config_file, sources)


@dataclass(slots=True)
class _Scan:
    """A scan of all records, which knows what that of the last build found."""

    now: datetime
    remembered: Remembered | None
    state: State
    jobs: int
    begun: Begun | None = None
    """What was read meanwhile, though it may turn out to be in vain."""

    def __call__(self, records_dir: Path) -> tuple[ScannedFolder, ...]:
        """Everything in the folder of records, as `scan` has it."""
        former = self._former()
        meanwhile = partial(self._begin, records_dir, former)
        found = scan(records_dir, former, None, self.jobs, meanwhile)
        if self.remembered and found != former:
            self.remembered.write(_SCANNED, remembered_scan(found))
        return found

    def _former(self) -> tuple[ScannedFolder, ...]:
        payload = self.remembered.read(_SCANNED) if self.remembered else None
        try:
            return former_scan(payload) if payload else ()
        except msgspec.ValidationError:
            return ()

    def _begin(self, records_dir: Path, former: tuple[ScannedFolder, ...]) -> None:
        """Begin where everything will have to be made, or where waiting for the scan is long."""
        if not self.state.folders or len(self.state.folders) >= _WORTH_BEGINNING:
            from partnership_register.shell.again import begin  # noqa: PLC0415  needs what takes long to import

            self.begun = begin(records_dir, self.now, self.remembered, former)


def _remembered(config_file: Path, options: Options) -> Remembered | None:
    """What was remembered; None where nothing can be, as in a checkout that is another user's."""
    at_hand = options.at_hand
    if at_hand:
        return Remembered(at_hand.cache, at_hand.made_by, options.say)
    cache = config_file.resolve().parent / CACHE
    if not _may_write(cache):
        options.say("Nothing may be written beside mkdocs.yml; everything is made anew.")
        return None
    return Remembered(cache, maker(), options.say)


def _may_write(folder: Path) -> bool:
    """Whether files can be made in a folder, or the folder where there is none yet."""
    there = folder if folder.is_dir() else next(each for each in folder.parents if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _publication(site_dir: Path, options: Options) -> AbstractContextManager[Publication]:
    if options.at_hand:
        return nullcontext(options.at_hand.publication)
    return Publication(
        site_dir,
        waiting=lambda: options.say("Another build is at work on this site; waiting for it."),
        afresh=not options.use_cache,
    )


def _stands(
    whole: bytes,
    now: datetime,
    publication: Publication,
    state: State,
    summary: Summary,
) -> bool:
    """Whether nothing changed since the last build; the site is then put in order as it is."""
    if state.whole != whole:
        return False
    if passed(state.instants, state.now) != passed(state.instants, seconds(now)):
        return False
    groups = {name: made.site for name, made in state.groups()}
    groups[OTHERS] = group_digest((path, file.content) for path, file in state.others.items())
    with summary.stage("publishing"):
        if not all(publication.has_all(name, digest) for name, digest in groups.items()):
            return False
        for name in groups:
            publication.keep_all(name)
        summary.removed = publication.publish().removed
    summary.records = state.records()
    summary.pages = state.pages()
    summary.withheld = state.withheld()
    return True


def moment_for(as_of: date | datetime | None, setting: str) -> datetime:
    """The instant (UTC) for which to build: the one asked for, that of the settings, else now."""
    if isinstance(as_of, datetime):
        return as_of
    if as_of:
        return beginning_of(as_of)
    return moment_in(setting) if setting else clock_now()


THEME = Path(__file__).resolve().parents[1] / "theme"
"""Where the templates lie in an installed package; a checkout has them at its top."""


def theme_folder() -> Path:
    """The folder of templates: of the installed package, else of the checkout."""
    return THEME if THEME.is_dir() else Path(__file__).resolve().parents[3] / "theme"
