"""The command `python -m bench`: ours and the peers in turn on the same records, and the goals."""

from __future__ import annotations

import argparse
import json
import sys

from bench import goals, project, report
from bench.figures import figures
from bench.project import BUILD, PROJECT
from bench.session import BASE, Session

DOCUMENT = PROJECT / "docs" / "performance.md"


def main() -> int:
    """Measure, print and write; 1 where a command failed. A goal that is missed is no failure."""
    options = _parser().parse_args()
    session = Session(options.size)
    session.prepare()
    session.measure(options.repeats)
    measured = figures(session)
    (BUILD / "bench.json").write_text(
        json.dumps(goals.as_data(measured, session.size), indent=2) + "\n", encoding="utf-8"
    )
    session.save(BUILD / "bench-runs.json")
    section = report.section(session, measured)
    print(f"\n{section}")
    if options.write_docs:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(report.rewritten(text, session.size, section), encoding="utf-8")
    project.remove_aside()
    return 1 if session.broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", type=int, default=BASE, help="records (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=3, help="rounds (default: %(default)s)")
    parser.add_argument(
        "--write-docs", action="store_true", help="put the tables into docs/performance.md"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
