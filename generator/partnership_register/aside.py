"""Work done in a process of its own, while this one has other things to do."""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

Told = TypeVar("Told")

_GIVES_WAY = 5
"""What the system calls niceness: it has its turn after the process that will wait for it."""


class Aside(Generic[Told]):
    """A task: `at_once` in a forked process where that can be, else when its result is asked for.

    The result is made of tuples, lists, dicts, text, bytes and numbers. It has to be asked for
    once, whatever else happens, for the system to let go of the process.
    """

    def __init__(self, task: Callable[[], Told], *, at_once: bool) -> None:
        self._task = task
        self._child = 0
        if at_once and may_fork():
            self._pipe, end = os.pipe()
            self._child = os.fork()
            if not self._child:
                os.close(self._pipe)  # so that it ends where nobody is left to listen
                os.nice(_GIVES_WAY)
                _tell(task, end)
            os.close(end)

    def result(self) -> Told:
        """What came of it; where the process died, it is done again here. Raises as the task."""
        if not self._child:
            return self._task()
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        if status:
            return self._task()
        found: Told = marshal.loads(told)  # noqa: S302  from our own child
        return found


def may_fork() -> bool:
    """Not where the system makes it dear or unsafe, nor beside other threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


def _tell(task: Callable[[], object], end: int) -> None:
    """Do it, and say what came of it. The process ends here, without what its parent has to do."""
    status = 1
    try:
        gc.disable()
        told = marshal.dumps(cast("Any", task()))
        with os.fdopen(end, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)
