"""What a command says and where to: nothing is lost but words where nobody listens any more."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from typing import TextIO

_NOBODY_READS = (errno.EPIPE, errno.EINVAL)
"""What a system says of a pipe whose reader went away; Windows says the second."""


class Patient(TextIOBase):
    """A stream whose reader may go away, as `head` does: the rest is then written to nowhere.

    Whoever writes goes on and comes to its end, with the exit code that it has in any case.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, unless nobody reads."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._turn_away(error)
        return len(text)

    def flush(self) -> None:
        """Flush, unless nobody reads."""
        try:
            self._stream.flush()
        except OSError as error:
            self._turn_away(error)

    def close(self) -> None:
        """Leave the stream open, which is not its own; a log may let go of this after its end."""

    def isatty(self) -> bool:
        """Whether a person sees it on a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The file of the system to which it writes."""
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """How its words become bytes."""
        return self._stream.encoding

    def _turn_away(self, error: OSError) -> None:
        """Have what is still held, and all that follows, go where nothing is kept.

        Raises the error again where it says anything but that nobody reads.
        """
        if error.errno not in _NOBODY_READS:
            raise error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)


@contextmanager
def patient_streams() -> Iterator[None]:
    """Have what is printed go to streams that are there and break nothing.

    A command may be started with one that is closed (`2>&-`). A file of the system stands in for
    it, or the next one opened, a page perhaps, would be taken for the stream.
    """
    _stand_in()
    out, errors = (Patient(stream or _nowhere()) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            yield
        finally:
            out.flush()
            errors.flush()


def _stand_in() -> None:
    """Open what is closed among the first three files of a process."""
    while (nowhere := os.open(os.devnull, os.O_RDWR)) < 3:
        os.set_inheritable(nowhere, True)  # noqa: FBT003  it has no other form
    os.close(nowhere)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
