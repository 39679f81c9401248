"""A preview: builds into a folder of its own, and what stands in the way of the next build."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TextIO

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from partnership_register.publishing import Publication
from partnership_register.remembered import Remembered
from partnership_register.scanning import LEDGER, Changed, ScannedFolder, scan
from partnership_register.shell.builds import AtHand, Options, build, theme_folder
from partnership_register.shell.maker import maker
from partnership_register.shell.problems_found import CannotBuild, ProblemsFound
from partnership_register.shell.progress import Progress
from partnership_register.shell.settings import (
    Settings,
    beside_docs,
    from_here,
    inherited_files,
    settings_of,
)
from partnership_register.summary import Summary

PREVIEW = ".cache/partnership-register-preview"
"""Where a preview keeps its site and what it remembers; beside mkdocs.yml."""

_MANY = 40
"""Folders of records, of which several processes share the work even where each is started anew.

That takes two seconds each time, since nothing of what this process has at hand is there.
"""
_IN_THE_WAY = (CannotBuild, MkDocsException, TemplateError, OSError, RuntimeError)
"""What may go wrong with settings, templates and files while somebody is at work on them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is served until the next build."""

    number: int
    problems: str = ""
    """What stands in the way of a newer site, a line each; empty where the site is the newest."""


class Scans:
    """Scans of a folder of records that look only where something happened."""

    def __init__(self) -> None:
        self.found = 0
        """How many folders there were when somebody last looked."""
        self._former: tuple[ScannedFolder, ...] = ()
        self._happened: set[Path] = set()

    def happened(self, paths: Iterable[Path]) -> None:
        """Take note of what changed."""
        self._happened |= set(paths)

    def forget(self) -> None:
        """Look everywhere the next time."""
        self._former = ()

    def __call__(self, root: Path) -> tuple[ScannedFolder, ...]:
        """Everything in the folder, as `scan` has it."""
        if root in self._happened:
            self.forget()
        below = (path.relative_to(root) for path in self._happened if path.is_relative_to(root))
        changed = {path.parts[0] for path in below if path.parts}
        found = scan(root, self._former, changed)
        self._former = found
        self.found = len(found)
        self._happened.clear()
        return found


class Preview:
    """The site as it was built last, for whoever serves it.

    Enter it before anything is built. Raises CannotBuild where another preview of the project is
    running already.
    """

    def __init__(self, config_file: Path, stream: TextIO, as_of: date | None = None) -> None:
        self.config_file = config_file
        self.home = config_file.resolve().parent
        self.site = self.home / PREVIEW / "site"
        self.edition = Edition(0)
        self._stream = stream
        self._scans = Scans()
        self._news = threading.Condition()
        self._publication = Publication(self.site, waiting=_refuse)
        self._at_hand = AtHand(self._publication, maker(), self.home / PREVIEW / "preview-cache")
        self._options = Options(
            site_dir=self.site,
            as_of=as_of,
            say=self.say,
            scan=self._scans,
            at_hand=self._at_hand,
        )

    def __enter__(self) -> Preview:
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._publication.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._publication.__exit__(None, None, None)

    def settings(self) -> Settings:
        """The settings of the project. Raises CannotBuild where they are missing or wrong."""
        remembered = Remembered(self._at_hand.cache, self._at_hand.made_by)
        return settings_of(self.config_file, remembered)

    def sources(self) -> tuple[Path, ...]:
        """The files and folders of which the site is made. Raises as `settings` does."""
        settings = self.settings()
        records, docs = (from_here(self.config_file, p) for p in (settings.records, settings.docs))
        found = (
            *(records, docs, theme_folder(), records.parent / LEDGER, self.config_file.resolve()),
            *beside_docs(self.config_file, settings),
            *inherited_files(self.config_file, settings),
        )
        return tuple(dict.fromkeys(found))

    def look_everywhere(self) -> None:
        """Scan all folders for the next build."""
        self._scans.forget()

    def build(self, changed: Iterable[Path] = ()) -> bool:
        """Build again after a change. False where a file changed under way: then once more."""
        self._scans.happened(changed)
        try:
            self._try(", ".join(map(self._said, changed)))
        except Changed:
            self._scans.forget()
            return False
        finally:
            self._publication.prepare()
        return True

    def newer(self, number: int, seconds: float) -> Edition:
        """The edition, as soon as it is another than that of a number; waits so long for one."""
        with self._news:
            self._news.wait_for(lambda: self.edition.number != number, seconds)
            return self.edition

    def say(self, sentence: str) -> None:
        """Say something on the terminal."""
        Progress(self._stream).say(sentence)

    def _try(self, what: str) -> None:
        begun = time.perf_counter()
        try:
            with Progress(self._stream) as progress:
                options = replace(self._options, progress=progress.step)
                if 0 < self._scans.found <= _MANY:
                    options = replace(options, jobs=1)
                summary = build(self.config_file, options)
        except ProblemsFound as found:
            self._broken(str(found), "; register check says everything that is wrong")
            return
        except _IN_THE_WAY as error:
            self._broken(f"{_told(error)}\n")
            return
        mended = bool(self.edition.problems)
        if mended or summary.rendered or "engine" in summary.seconds:
            self._issue("")
            self.say(_built(what, summary, time.perf_counter() - begun))

    def _broken(self, problems: str, more: str = "") -> None:
        if problems != self.edition.problems:
            self._issue(problems)
            self.say(f"{problems}The site stays as it was until this is put right{more}.")

    def _issue(self, problems: str) -> None:
        with self._news:
            self.edition = replace(self.edition, number=self.edition.number + 1, problems=problems)
            self._news.notify_all()

    def _said(self, path: Path) -> str:
        return (
            path.relative_to(self.home).as_posix() if path.is_relative_to(self.home) else path.name
        )


def _refuse() -> None:
    raise CannotBuild("another preview of this project is running; look for it in another window")


def _built(what: str, summary: Summary, seconds: float) -> str:
    begin = f"{what} changed: " if what else ""
    pages = {0: "no page of a record", 1: "1 page"}.get(
        summary.rendered, f"{summary.rendered:,} pages"
    )
    named = f" ({', '.join(summary.changed)})" if 0 < summary.rendered <= 3 else ""
    return f"{begin}{pages} made anew{named}, in {seconds:.2f} s."


def _told(error: BaseException) -> str:
    """What went wrong, in the words of whoever found it."""
    if isinstance(error, CannotBuild):
        return str(error)
    where = f"{error.filename}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
    return f"{where}{type(error).__name__}: {error}"
