"""One build of a site at a time: the others wait, and a build that dies makes way."""

from __future__ import annotations

import errno
import os
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from partnership_register.publishing.trees import new_folders_above

if sys.platform == "win32":
    import msvcrt

    def _taken(file: int) -> bool:
        """Try to lock; say whether it worked."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            return False
        return True

    def _wait_for(file: int) -> None:
        while not _taken(file):
            time.sleep(0.1)

else:
    import fcntl

    def _taken(file: int) -> bool:
        """Try to lock; say whether it worked."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_for(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def turn(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold `lock` for as long as the block runs; call `waiting` once if another build holds it.

    The system lets go of it when this process ends, however it ends. Its worker processes do not
    hold it: one that outlives its build must not keep the next one waiting.
    """
    held = _acquired(lock, waiting)
    _held.add(held)
    try:
        yield
    finally:
        if held in _held:  # not so in a worker, which has closed it
            _held.discard(held)
            os.close(held.file)


@dataclass(frozen=True, eq=False)
class _Lock:
    """An open lock file, by its descriptor."""

    file: int


def _acquired(lock: Path, waiting: Callable[[], None]) -> _Lock:
    told = False
    while True:
        new_folders_above(lock.parent)
        lock.parent.mkdir(exist_ok=True)
        file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _taken(file):
                if not told:
                    waiting()
                    told = True
                _wait_for(file)
            if _is_still(lock, file):
                return _Lock(file)
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _is_still(lock: Path, file: int) -> bool:
    """Whether the locked file is the one others will try; it may have been deleted meanwhile."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


_held: weakref.WeakSet[_Lock] = weakref.WeakSet()


def _close_in_worker() -> None:
    for lock in list(_held):
        os.close(lock.file)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_in_worker)
