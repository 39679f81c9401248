"""One call of the benchmark: the commands of its size in turn, and what came of them."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

from bench import commands, peers, project
from bench.commands import Command
from bench.measuring import Run, run
from bench.project import BUILD

BASE = 10_000
"""The number of records with which larger registers are compared."""


@dataclass
class Session:
    """What was run so far. Runs are kept by the register's size and the command's name."""

    size: int
    runs: dict[tuple[int, str], list[Run]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What stands in the way of a figure, in sentences."""
    broken: set[tuple[int, str]] = field(default_factory=set)
    """Commands that failed, or whose result is wrong; no figure may rest on them."""
    beyond: list[int] = field(default_factory=list)
    """Pages rendered beyond those that changed, for each edit."""
    idle: list[int] = field(default_factory=list)
    """Pages rendered although nothing had changed, for each such build."""
    edits: int = 0

    @property
    def sizes(self) -> tuple[int, ...]:
        """The registers that are built: beyond the base size, the one of that size as well."""
        return (BASE, self.size) if self.size > BASE else (self.size,)

    def folder(self, size: int) -> Path:
        """The project of a size."""
        return BUILD / "bench" / str(size)

    def prepare(self) -> None:
        """Write the projects and install the peers."""
        for size in self.sizes:
            count = project.make(self.folder(size), size)
            print(f"{count:,} records in build/bench/{size}", flush=True)
        if self.size <= BASE:
            installed = BUILD / "bench" / "peers"
            peers.install(installed)
            material = self.size <= (commands.MATERIAL.at_most or 0)
            peers.prepare(self.folder(self.size), installed, with_material=material)

    def measure(self, repeats: int) -> None:
        """Run every command once a round, sizes in turn, so that noise falls on all alike."""
        table = commands.GROWTH if self.size > BASE else commands.IN_TURN
        for _ in range(repeats):
            for command, size in itertools.product(table, self.sizes):
                if command.at_most is None or size <= command.at_most:
                    self._turn(size, command)

    def save(self, path: Path) -> None:
        """Keep every single run as JSON."""
        data = [
            {
                "records": size,
                "command": name,
                "seconds": round(run.seconds, 3),
                "processor_seconds": round(run.work, 3),
                "peak_bytes": run.peak,
            }
            for (size, name), each in self.runs.items()
            for run in each
        ]
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    def _turn(self, size: int, command: Command) -> None:
        if (size, command.name) in self.broken:
            return
        folder = self.folder(size) / command.folder
        for leftover in command.removed_before:
            project.put_aside(folder / leftover)
        builds_on = command in (commands.FIRST_EDIT, commands.EDIT, commands.NOTHING)
        # To read three gigabytes takes minutes, after which a disk cache holds no records any more.
        is_compared = builds_on and self.size <= BASE
        before = project.pages(folder / "site") if is_compared else {}
        edit = project.edit(folder, self.edits) if command.edits else None
        self.edits += command.edits
        try:
            done = run([each.format(**_programs()) for each in command.argv], folder)
        except FileNotFoundError:
            self._breaks(size, command, f"{command.argv[0].rpartition('/')[2]} is not installed")
            return
        self.runs.setdefault((size, command.name), []).append(done)
        print(f"  {size:,} {command.name}: {done.seconds:.2f} s", flush=True)
        if done.code:
            self._breaks(size, command, f"failed: {_last_line(done.output)}")
        elif edit and not edit.shown(folder / "site"):
            self._breaks(size, command, f"did not bring out the edit of {edit.meeting}")
        elif is_compared:
            self._count(command, done, before, project.pages(folder / "site"))

    def _count(
        self, command: Command, done: Run, before: dict[str, bytes], after: dict[str, bytes]
    ) -> None:
        changed = len(dict(before.items() ^ after.items()))
        rendered = commands.rendered(done.output)
        if rendered is None:
            self.note(f"{command.name}: the build does not say how many pages it rendered")
            return
        print(f"    {rendered:,} pages rendered, {changed:,} changed", flush=True)
        if command.edits:
            self.beyond.append(max(0, rendered - changed))
        else:
            self.idle.append(rendered)

    def note(self, sentence: str) -> None:
        """Keep a sentence, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def _breaks(self, size: int, command: Command, reason: str) -> None:
        self.broken.add((size, command.name))
        self.note(f"{command.name}, {size:,} records: {reason}")


def _programs() -> dict[str, str]:
    return {
        "ours": str(project.PROJECT / ".venv" / "bin"),
        "peers": str(BUILD / "bench" / "peers"),
    }


def _last_line(output: str) -> str:
    return next((line for line in reversed(output.splitlines()) if line.strip()), "no output")
