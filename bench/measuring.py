"""Runs a command and measures it: time, and the peak memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
INTERVAL = 0.05
"""Seconds between two looks at the memory, or a hundred times what a look takes if that is more."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    seconds: float
    work: float
    """Seconds of processor time of all its processes; steadier than `seconds` on a busy machine."""
    peak: int
    """Bytes: the largest sum of the proportional set sizes (PSS) of the tree of processes, so a
    page that several processes share counts once; 0 where the system does not tell."""
    code: int
    output: str


def run(argv: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder to its end. Raises FileNotFoundError where it is not installed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # Whoever installed ours has its modules compiled, from the first run on at the latest.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as output:
        spent = _spent()
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  the commands are those of our own table
            argv,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - begun
        watch.ended.set()
        watch.join()
        output.seek(0)
        text = output.read().decode(errors="replace")
    return Run(seconds, _spent() - spent, watch.peak, code, text)


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Watch(threading.Thread):
    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        pause = INTERVAL
        while not self.ended.wait(pause):
            begun = time.thread_time()
            self.peak = max(self.peak, sum(map(_proportional, _tree(self.root))))
            pause = max(INTERVAL, 100 * (time.thread_time() - begun))


def _tree(root: int) -> set[int]:
    """A process, all that descend from it, and those of its session whose parent has died."""
    parents: dict[int, tuple[int, int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        parents[int(folder.name)] = int(fields[1]), int(fields[3])
    found = {pid for pid, (_, session) in parents.items() if root in {pid, session}}
    while True:
        more = {pid for pid, (parent, _) in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def _proportional(pid: int) -> int:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
