"""Streams whose reader goes away."""

from __future__ import annotations

import errno
import os
from io import StringIO, TextIOWrapper
from pathlib import Path

import pytest

from partnership_register.shell.streams import Patient


class Broken(StringIO):
    """A stream on which the system refuses to write, for a reason."""

    def __init__(self, reason: int, file: TextIOWrapper) -> None:
        super().__init__()
        self._reason, self._file = reason, file

    def write(self, text: str) -> int:
        """Refuse."""
        raise OSError(self._reason, os.strerror(self._reason))

    def flush(self) -> None:
        """Refuse."""
        raise OSError(self._reason, os.strerror(self._reason))

    def fileno(self) -> int:
        """A file that may be turned away."""
        return self._file.fileno()


@pytest.mark.parametrize("reason", [errno.EPIPE, errno.EINVAL, errno.ENOSPC])
def test_only_words_that_nobody_reads_are_lost(reason: int, tmp_path: Path) -> None:
    """Windows says of a reader that went away what others say of a wrong argument."""
    with (tmp_path / "out").open("w") as file:
        stream = Patient(Broken(reason, file))
        if reason == errno.ENOSPC:
            with pytest.raises(OSError, match="space"):
                stream.write("x")
            with pytest.raises(OSError, match="space"):
                stream.flush()
            return
        assert stream.write("word") == len("word")
        stream.flush()
