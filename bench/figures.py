"""From runs and finished sites to the figures that the goals limit."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from bench import commands, weights
from bench.commands import Command
from bench.goals import MIB
from bench.measuring import Run
from bench.searching import PAGE, NotAnsweredError, first_search
from bench.session import BASE, Session

KB = 1000


def figures(session: Session) -> dict[tuple[str, str], float]:
    """Everything that this session can tell, by goal and part; what stood in the way is noted."""
    found = _growth(session) if session.size > BASE else _ratios(session)
    found |= _memory(session)
    site = session.folder(session.size) / "site"
    if site.is_dir():
        found |= _downloads(session, site) | _published(site)
    return found


def _ratios(session: Session) -> dict[tuple[str, str], float]:
    def took(command: Command) -> float | None:
        return _took(session, session.size, command)

    hugo, eleventy, pagefind = map(took, (commands.HUGO, commands.ELEVENTY, commands.PAGEFIND))
    searchable = (session.folder(session.size) / "site" / PAGE).is_file()
    if not searchable:
        session.note("the site has no search page, so builds with search are not measured")
    plain, clean = took(commands.CLEAN_WITHOUT_SEARCH), took(commands.CLEAN)
    edit, idle = took(commands.EDIT), took(commands.NOTHING)
    found: dict[tuple[str, str], float] = {}
    if plain and hugo and eleventy:
        fastest = min(hugo, eleventy)
        found["p1", "clean build without search, of the faster of Hugo and Eleventy"] = (
            plain / fastest
        )
    if searchable and clean and hugo and pagefind:
        found["p2", "clean build with search, of Hugo and Pagefind"] = clean / (hugo + pagefind)
    if searchable and edit and hugo:
        found["p3", "one edit, of Hugo's rebuild"] = edit / hugo
    if searchable and idle and hugo:
        found["p4", "nothing changed, of Hugo's rebuild"] = idle / hugo
    if session.beyond:
        found["p3", "pages rendered beyond those that changed"] = max(session.beyond)
    if session.idle:
        found["p4", "pages rendered"] = max(session.idle)
    return found


def _growth(session: Session) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for part, command in (
        ("clean build of 100,000, of that of 10,000", commands.CLEAN),
        ("one edit in 100,000, of one in 10,000", commands.EDIT),
    ):
        small, large = (_took(session, size, command) for size in (BASE, session.size))
        if small and large:
            found["p5", part] = large / small
    return found


def _memory(session: Session) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for size in session.sizes:
        ours = [_runs(session, size, each) for each in (commands.CLEAN, commands.EDIT)]
        peak = max((run.peak for runs in ours for run in runs), default=0)
        if peak:
            found["p5", f"peak memory at {size:,}"] = peak / MIB
    return found


def _downloads(session: Session, site: Path) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    page = weights.largest_meeting(site)
    if page:
        weight = weights.weigh(page)
        found["p6", "largest meeting page"] = weight.raw / KB
        found["p6", "largest meeting page, compressed"] = weight.compressed / KB
        try:
            others = weights.first_visit(site, page).values()
            total = sum(other.compressed for other in others)
            found["p6", "all else of a first visit, compressed"] = total / KB
        except weights.ElsewhereError as error:
            session.note(f"a meeting page loads {error}, which the site does not have")
    try:
        found["p6", "first search, compressed"] = first_search(site) / KB
    except NotAnsweredError as error:
        session.note(f"the first search is not measured: {error}")
    if (site / weights.REGISTER).is_file():
        found["p6", "register page"] = weights.weigh(site / weights.REGISTER).raw / KB
    return found


def _published(site: Path) -> dict[tuple[str, str], float]:
    whole = weights.published(site)
    return {("p7", "published"): whole.bytes / KB / KB, ("p7", "files"): whole.files}


def _took(session: Session, size: int, command: Command) -> float | None:
    runs = _runs(session, size, command)
    return median(run.seconds for run in runs) if runs else None


def _runs(session: Session, size: int, command: Command) -> list[Run]:
    if (size, command.name) in session.broken:
        return []
    return session.runs.get((size, command.name), [])
