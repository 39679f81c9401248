"""Watching folders: which files were written, moved or removed since somebody last asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_TOLD: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileClosedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
"""Without those of reading, or each build would cause the next."""
_SETTLED = 0.05
"""Seconds without news after which a save is taken to be complete; editors write in steps."""
_LONGEST = 1.0
"""Seconds after which is built although news keep coming in."""
_LOOK_UP = 0.5
"""Seconds after which a wait looks up, since on Windows Ctrl-C cannot end it otherwise."""


class Watch(events.FileSystemEventHandler):
    """Takes note of what changes in some folders, and to some files, whether they are there or not.

    What editors put beside a file while it is open, with a name that begins with `.` or `~$` or
    ends with `~`, does not count.
    """

    def __init__(self) -> None:
        self._observer: BaseObserver | None = None
        self._folders: dict[Path, int] = {}
        self._named: frozenset[Path] = frozenset()
        self._changed: set[Path] = set()
        self._news = threading.Condition()

    def over(self, named: Collection[Path]) -> bool:
        """Watch these files and folders from now on; say whether that is another watch than before.

        A folder that was removed and made again is another one.
        """
        folders = {path: path.stat().st_ino for path in named if path.is_dir()}
        if (folders, frozenset(named)) == (self._folders, self._named):
            return False
        self.stop()
        self._folders, self._named = folders, frozenset(named)
        try:
            self._observer = self._begun(Observer())
        except OSError:  # the system watches no more files than so many
            self._observer = self._begun(PollingObserver())
        return True

    def wait(self) -> tuple[Path, ...]:
        """Wait until something changed and that is over; return what it was, in order."""
        with self._news:
            while not self._changed:
                self._news.wait(_LOOK_UP)
            for _ in range(round(_LONGEST / _SETTLED)):
                if not self._news.wait(_SETTLED):
                    break
            changed, self._changed = self._changed, set()
        return tuple(sorted(changed))

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Take note of a change."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        with self._news:
            counting = {path for path in paths if self._counts(path)}
            if counting:
                self._changed |= counting
                self._news.notify_all()

    def _counts(self, path: Path) -> bool:
        if path in self._named:
            return True
        if path.name.startswith((".", "~$")) or path.name.endswith("~"):
            return False
        return any(path.is_relative_to(folder) for folder in self._folders)

    def _begun(self, observer: BaseObserver) -> BaseObserver:
        inside = {a for a in self._folders for b in self._folders if a != b and a.is_relative_to(b)}
        for folder in self._folders.keys() - inside:
            observer.schedule(self, str(folder), recursive=True, event_filter=_TOLD)
        for above in {path.parent for path in self._named}:
            if above.is_dir() and not any(above.is_relative_to(each) for each in self._folders):
                observer.schedule(self, str(above), event_filter=_TOLD)
        observer.start()
        return observer
