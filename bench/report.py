"""What the benchmark says to people: tables, in the terminal and in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from bench.goals import GOALS, MIB, Measured, counts, met
from bench.session import Session

CPU = Path("/proc/cpuinfo")
UNITS = {"x": "{:.3f} x", "pages": "{:,.0f}", "MiB": "{:,.0f} MiB", "kB": "{:.1f} kB",
         "MB": "{:.1f} MB"}  # fmt: skip
VERDICTS = {True: "yes", False: "NO", None: "not measured"}


def machine() -> str:
    """The processor and the memory of this machine in one line; nothing that names the machine."""
    model = re.search(r"model name\s*: (.+)", CPU.read_text()) if CPU.is_file() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    name = model[1] if model else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GiB of memory, {platform.system()}"


def section(session: Session, measured: Measured) -> str:
    """Everything about a session: the machine, the goals, the runs and what was in the way."""
    files = measured.get(("p7", "files"))
    parts = [
        f"### {session.size:,} records",
        f"On {machine()}.",
        goals_table(measured, session.size),
        _runs_table(session),
        f"The site of {session.size:,} records has {files:,.0f} files." if files else "",
        "\n".join(f"- {note}." for note in session.notes),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _runs_table(session: Session) -> str:
    """A row a command: the median, each run, processor time and the peak of memory."""
    rows = [
        (
            f"{size:,}",
            name,
            f"{median(run.seconds for run in runs):.2f} s",
            ", ".join(f"{run.seconds:.2f}" for run in runs),
            f"{median(run.work for run in runs):.2f} s",
            f"{max(run.peak for run in runs) / MIB:,.0f} MiB",
        )
        for (size, name), runs in sorted(session.runs.items(), key=lambda each: each[0][0])
        if (size, name) not in session.broken
    ]
    return _table(("records", "command", "median", "each run", "processor", "peak memory"), rows)


def goals_table(measured: Measured, size: int) -> str:
    """A row a limit: what it is, what was measured and whether it is kept.

    A figure in brackets was measured with another number of records than the goal is set for.
    """
    rows = []
    for goal in GOALS:
        value = measured.get((goal.key, goal.part))
        text = "" if value is None else UNITS[goal.unit].format(value)
        if text and not counts(goal, size):
            text = f"({text})"
        limit = UNITS[goal.unit].format(goal.limit)
        rows.append((goal.key.upper(), goal.part, limit, text, VERDICTS[met(goal, measured, size)]))
    return _table(("", "what", "at most", "measured", "met"), rows)


def rewritten(document: str, size: int, section: str) -> str:
    """A document with the section of the last run with `size` records put in or exchanged.

    Raises ValueError where the document has no place for it.
    """
    begin, end = f"<!-- bench {size} -->\n", f"<!-- end of bench {size} -->\n"
    whole = f"{begin}\n{section}\n{end}"
    if begin in document:
        head, _, rest = document.partition(begin)
        return head + whole + rest.partition(end)[2]
    place = "<!-- further runs -->\n"
    if place not in document:
        raise ValueError(f"no place for a run with {size:,} records: {place.strip()} is missing")
    return document.replace(place, f"{whole}\n{place}", 1)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    whole = [heading, *rows]
    widths = [max(len(row[n]) for row in whole) for n in range(len(heading))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in whole]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"
