"""The command `register`: what a person types, and the exit code that comes back."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from partnership_register.problems import FORMATS
from partnership_register.records import load, located
from partnership_register.register import Register, problems_of


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="register")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check")
    check.add_argument("--format", choices=FORMATS, default="text")
    options = parser.parse_args(arguments)
    records = load(Path("partnerships"))
    problems = list(records.problems)
    if records.council:
        register = Register(records, records.council, date(2026, 11, 22))
        problems += located(Path(), problems_of(register))
    sys.stdout.write(FORMATS[options.format](problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
