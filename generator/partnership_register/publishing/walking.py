"""A walk of a tree that goes on in a process of its own, while this one has other work to do."""

from __future__ import annotations

import marshal
import os
import sys
import threading
from pathlib import Path

from partnership_register.publishing.trees import Standing, Tree, tree_of


class Walk:
    """The walk of a folder: `at_once` where a process can be forked, else when it is asked for.

    Nothing may change in the folder before `tree` was called. It has to be called once, whatever
    else happens, for the system to let go of the process.
    """

    def __init__(self, folder: Path, *, at_once: bool) -> None:
        self._folder = folder
        self._child = 0
        if at_once and may_fork():
            self._pipe, end = os.pipe()
            self._child = os.fork()
            if not self._child:
                os.close(self._pipe)  # so that it ends where nobody is left to listen
                _tell(folder, end)
            os.close(end)

    def tree(self) -> Tree:
        """What the walk found. Raises OSError where the folder cannot be walked."""
        if not self._child:
            return tree_of(self._folder)
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        if status:
            return tree_of(self._folder)
        files, folders, odd = marshal.loads(told)  # noqa: S302  from our own child
        return Tree({path: Standing(*of) for path, of in files}, folders, odd)


def may_fork() -> bool:
    """Not where the system makes it dear or unsafe, nor beside other threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


def _tell(folder: Path, end: int) -> None:
    """Walk, and say what was found. The process ends here, without what its parent has to do."""
    status = 1
    try:
        tree = tree_of(folder)
        files = [(path, tuple(of)) for path, of in tree.files.items()]
        with os.fdopen(end, "wb") as pipe:
            pipe.write(marshal.dumps((files, tree.folders, tree.odd)))
        status = 0
    finally:
        os._exit(status)
