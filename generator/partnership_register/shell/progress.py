"""Telling whoever waits how far a build has got: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

_PATIENCE = 1.0
"""Seconds that may pass in silence; most builds are done by then."""
_BETWEEN_LINES = 10.0
"""Seconds between lines where nobody sees a bar move, such as in the log of a build server."""
_BAR = 24


class Progress:
    """Says what a build is doing. On leaving, a bar is gone, so that only what lasts is left."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._is_terminal = stream.isatty()
        self._begun = self._last = time.monotonic()
        self._shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def say(self, sentence: str) -> None:
        """Say something that a person should know."""
        if not self._quiet:
            self._clear()
            self._stream.write(f"{sentence}\n")
            self._stream.flush()

    def step(self, what: str, done: int, of: int) -> None:
        """Take note that so much of a stage is done."""
        now = time.monotonic()
        if self._quiet or not of or now - self._begun < _PATIENCE:
            return
        if self._is_terminal:
            self._show(what, done, of)
        elif now - self._last >= _BETWEEN_LINES:
            self._last = now
            self._stream.write(f"{what}: {done:,} of {of:,}\n")
            self._stream.flush()

    def _show(self, what: str, done: int, of: int) -> None:
        filled = _BAR * done // of
        bar = "#" * filled + "." * (_BAR - filled)
        line = f"{what:<14} [{bar}] {done:,} of {of:,}"
        if line != self._shown:
            self._stream.write(f"\r{line:<{len(self._shown)}}")
            self._stream.flush()
            self._shown = line

    def _clear(self) -> None:
        if self._shown:
            self._stream.write(f"\r{'':<{len(self._shown)}}\r")
            self._stream.flush()
            self._shown = ""
