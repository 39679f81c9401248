"""Building again what changed: engine, records, lists, pages, and in the end the new site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from partnership_register.building import EngineSite, Holdings, Memory, Project, make, opened
from partnership_register.problems import Problem
from partnership_register.publishing import Publication
from partnership_register.records import located
from partnership_register.records.folders import NotSound
from partnership_register.register import Register
from partnership_register.remembered import Remembered
from partnership_register.scanning import Changed, ScannedFolder, scan_common
from partnership_register.shell.builds import Given
from partnership_register.shell.engine import Run, council_register, engine_site
from partnership_register.shell.opening import Ask, open_project
from partnership_register.shell.problems_found import ProblemsFound
from partnership_register.shell.stubs import frame_of
from partnership_register.summary import Summary

_LARGE = 1_000
"""Files, of which a second's work is to read them all."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a build starts from, with the records that all folders have in common."""

    given: Given
    holdings: Holdings
    memory: Memory

    @property
    def register(self) -> Register:
        """The register that pages written by hand have links to. Raises ProblemsFound."""
        with explained(self.given):
            return council_register(self.holdings, self.given.docs_dir, _ask(self.given))


@dataclass(frozen=True, slots=True)
class Begun:
    """What a build has at hand before all folders are scanned: what they have in common."""

    holdings: Holdings
    memory: Memory


def begin(
    records_dir: Path,
    now: datetime,
    remembered: Remembered | None,
    former: Sequence[ScannedFolder] = (),
) -> Begun | None:
    """Read what all folders have in common, while somebody else scans them.

    It is taken to be as the `former` scan found it, if there was one. None where anything is wrong
    with it: whoever reads it with the rest says what.
    """
    memory = Memory(remembered)
    try:
        folders = former or scan_common(records_dir)
        return Begun(opened(records_dir, folders, now, memory), memory)
    except (NotSound, Changed, OSError):
        return None


def build_again(
    given: Given,
    publication: Publication,
    whole: bytes,
    summary: Summary,
    begun: Begun | None = None,
) -> None:
    """Make what changed and publish the site. Raises ProblemsFound."""
    with summary.stage("council"):
        opened_project = open_given(given, begun)
        summary.parsed += begun.holdings.parsed if begun else 0
    with summary.stage("engine"), explained(given):
        engine = engine_site(
            _run(given),
            opened_project.holdings,
            given,
            _ask(given),
        )
    publish(opened_project, publication, engine, summary, whole)


def open_given(given: Given, begun: Begun | None = None) -> Opened:
    """Read what all folders have in common, unless it was `begun` with. Raises ProblemsFound."""
    memory = begun.memory if begun else Memory(given.remembered)
    with explained(given):
        at_hand = given.options.at_hand
        before = at_hand or begun
        former = before.holdings if before else None
        holdings = opened(given.records_dir, given.folders, given.now, memory, former)
        if at_hand:
            at_hand.holdings = holdings
        return Opened(given, holdings, memory)


def publish(
    project: Opened,
    publication: Publication,
    engine: EngineSite,
    summary: Summary,
    digest: bytes = b"",
) -> None:
    """Make the pages from what the engine made, and publish the site. Raises ProblemsFound."""
    given = project.given
    whole_project = Project(
        holdings=project.holdings,
        memory=project.memory,
        remembered=given.remembered,
        theme=given.theme,
        site_url=given.settings.site_url,
        frame_of=frame_of,
        jobs=given.options.jobs,
        with_search=given.options.with_search,
        progress=given.options.progress,
        digest=digest,
        still=given.still,
        ledger=given.ledger,
    )
    with explained(given):
        make(whole_project, publication, engine, summary)


@contextmanager
def explained(given: Given) -> Iterator[None]:
    """Say everything that is wrong, with all records at hand, where a folder is refused.

    In a preview of a large register only what is wrong there, since reading all takes a while.
    Raises ProblemsFound then, and RuntimeError where nothing is wrong after all: the two ways of
    reading disagree.
    """
    try:
        yield
    except NotSound as unsound:
        found = _problems_at_once(given, unsound) or _problems(given)
        if not found:
            raise RuntimeError(f"{unsound} was refused, but no problem was found") from unsound
        raise ProblemsFound(found) from None


def _problems_at_once(given: Given, unsound: NotSound) -> tuple[Problem, ...]:
    """What was seen already, for somebody who waits before a preview of a large register."""
    files = sum(len(folder.files) for folder in given.folders)
    if not given.options.at_hand or files < _LARGE:
        return ()
    return tuple(located(given.records_dir.parent, unsound.problems))


def _problems(given: Given) -> tuple[Problem, ...]:
    return open_project(given.records_dir, given.docs_dir, given.now, _ask(given)).problems


def _ask(given: Given) -> Ask:
    """How the engine is asked what it has against pages; it is imported only where it is."""

    def ask(register: Register) -> list[Problem]:
        from partnership_register.shell.rehearsing import rehearsed  # noqa: PLC0415

        return rehearsed(given.config_file, register)

    return ask


def _run(given: Given) -> Run:
    """How the engine is run; it is imported only where it has to run, since that takes long."""

    def run(register: Register, out: Path) -> None:
        if given.options.engine == "zensical":
            from partnership_register.shell.zensical import run_zensical as run_engine  # noqa: PLC0415
        else:
            from partnership_register.shell.mkdocs import run_mkdocs as run_engine  # noqa: PLC0415
        run_engine(given.config_file, register, out)

    return run
