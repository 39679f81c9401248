"""Seeded faults: small wrong changes to the program, each of which a test must catch.

    python tests/faults/seeded.py [PART OF A NAME]

Each fault is put into a copy of the project, and the tests that are said to catch it are run
there. A fault that they let through is a hole in the tests. Faults are data, in *.yml beside this.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import yaml

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
COPIED = ("generator", "theme", "tests", "content", "partnerships", "bench", "docs", ".ci",
          ".github", "mkdocs.yml", "pyproject.toml", "README.md", "Makefile")  # fmt: skip
IGNORED = shutil.ignore_patterns("__pycache__", ".cache", "site", ".site.publishing")
LONGEST = 900
"""Seconds after which a fault counts as caught: it keeps the tests from coming to an end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a file that are replaced by wrong ones, and the tests that see it."""

    name: str
    breaks: str
    """The property that it breaks, such as C1."""
    file: str
    old: str
    new: str
    caught_by: tuple[str, ...]


def faults() -> Iterator[Fault]:
    """Every fault of every list."""
    for listed in sorted(FOLDER.glob("*.yml")):
        for entry in yaml.safe_load(listed.read_text(encoding="utf-8")):
            yield Fault(**{**entry, "caught_by": tuple(entry["caught_by"])})


def is_caught(fault: Fault, project: Path) -> bool:
    """Whether the tests fail in a copy of the project once the fault is in it."""
    file = project / fault.file
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace(fault.old, fault.new), encoding="utf-8")
    command = (sys.executable, "-m", "pytest", "-n0", "-x", "-q", *fault.caught_by)
    path = os.pathsep.join((str(project / "generator"), str(project / "tests")))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(sound, encoding="utf-8")
    if done.returncode not in (0, 1):  # no such test, or nothing could be collected at all
        return b"ImportError" in done.stdout or b"Error" in done.stdout
    return done.returncode == 1


def main(wanted: str = "") -> int:
    """Try every fault whose name has `wanted` in it; print a line each and how many were caught."""
    tried = [fault for fault in faults() if wanted in fault.name]
    missed = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        places: SimpleQueue[Path] = SimpleQueue()
        jobs = os.cpu_count() or 1
        for number in range(jobs):
            places.put(_copy(Path(folder) / str(number)))

        def one(fault: Fault) -> bool:
            place = places.get()
            try:
                return is_caught(fault, place)
            finally:
                places.put(place)

        with ThreadPoolExecutor(jobs) as pool:
            for fault, caught in zip(tried, pool.map(one, tried), strict=True):
                print(
                    f"{'caught' if caught else 'MISSED':<7} {fault.breaks:<4} {fault.name}",
                    flush=True,
                )
                missed += [] if caught else [fault.name]
    print(f"H1   {len(tried) - len(missed):>9,} of {len(tried):,} seeded faults caught")
    return 1 if missed else 0


def _copy(target: Path) -> Path:
    target.mkdir(parents=True)
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=IGNORED)
        elif source.exists():
            shutil.copy(source, target / name)
    return target


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
