"""The command `register`: what a person types, and the exit code that comes back."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from partnership_register import __version__
from partnership_register.moments import moment_in
from partnership_register.shell.builds import ENGINES, Options, build
from partnership_register.shell.problems_found import (
    CannotBuild,
    EngineFailed,
    ProblemsFound,
    SettingsWrong,
)
from partnership_register.shell.progress import Progress
from partnership_register.shell.streams import patient_streams

if TYPE_CHECKING:
    from partnership_register.problems import Problem

# Each command imports what it needs when it runs, since reading the model takes longer than a
# build in which nothing changed.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 something to put right, 2 mistyped."""
    with patient_streams():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Pydantic would read what every installed library says of itself, to find plug-ins of it.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ.pop("SOURCE_DATE_EPOCH", None)  # MkDocs would not take it for unset
    options = parser().parse_args(arguments)
    try:
        exit_code: int = options.run(options)
    except SettingsWrong as wrong:
        return _settings_wrong(wrong, getattr(options, "format", "text"))
    except CannotBuild as error:
        print(f"register: {error}", file=sys.stderr)
        return 1 if isinstance(error, EngineFailed) else 2
    return exit_code


def _settings_wrong(wrong: SettingsWrong, format: str) -> int:
    from partnership_register.problems import FORMATS

    sys.stdout.write(FORMATS[format](wrong.problems))
    return _told(wrong.problems)


def parser() -> argparse.ArgumentParser:
    """The words that the command takes."""
    whole = argparse.ArgumentParser(
        prog="register", description="Turn a council's partnership records into its public website."
    )
    whole.add_argument("--version", action="version", version=f"register {__version__}")
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_build(commands)
    _add_disclosure(commands)
    _add_addresses(commands)
    _add_serve(commands)
    _add_new(commands)
    _add_schema(commands)
    _add_import(commands)
    return whole


Commands = argparse._SubParsersAction


def _add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="say everything that is wrong in the records")
    check.add_argument(
        "--format",
        choices=("github", "json", "text"),
        default="text",
        help="how to print it (default: text)",
    )
    _add_day(check)
    _add_config(check)
    check.set_defaults(run=run_check)


def _add_build(commands: Commands[argparse.ArgumentParser]) -> None:
    build = commands.add_parser("build", help="build the website")
    build.add_argument("--site-dir", type=Path, metavar="DIR", help="where to (default: site)")
    build.add_argument(
        "-j",
        "--jobs",
        type=_number,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many processes work at once (default: the number of cores, here %(default)s)",
    )
    build.add_argument(
        "--no-cache", action="store_true", help="make everything anew, whatever is remembered"
    )
    build.add_argument(
        "--no-search", action="store_true", help="make no index for the search, which takes time"
    )
    build.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="what makes the pages round the records (default: %(default)s)",
    )
    build.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong")
    _add_day(build)
    _add_config(build)
    build.set_defaults(run=run_build)


def _add_disclosure(commands: Commands[argparse.ArgumentParser]) -> None:
    disclosure = commands.add_parser(
        "disclosure", help="say what is withheld, or what a change makes public"
    )
    disclosure.add_argument(
        "--diff",
        metavar="REV",
        default="",
        help="what is public now and was not at this revision of git, such as main or HEAD~1",
    )
    _add_day(disclosure)
    _add_config(disclosure)
    disclosure.set_defaults(run=run_disclosure)


def _add_addresses(commands: Commands[argparse.ArgumentParser]) -> None:
    addresses = commands.add_parser(
        "addresses", help="note the addresses of the website that was built, so that none is lost"
    )
    addresses.add_argument(
        "--site-dir", type=Path, metavar="DIR", help="where it lies (default: site)"
    )
    _add_day(addresses)
    _add_config(addresses)
    addresses.set_defaults(run=run_addresses)


def _add_serve(commands: Commands[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="preview the website while editing")
    serve.add_argument(
        "--address", default="127.0.0.1:8000", help="where to listen (default: %(default)s)"
    )
    _add_config(serve)
    serve.set_defaults(run=run_serve)


def _add_new(commands: Commands[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="begin a new record to fill in")
    new.add_argument("kind", help="the kind of record, such as meeting")
    new.add_argument("id", help="the name of its file, such as 2026-03-12 for a meeting")
    new.add_argument("--partnership", default="", metavar="ID", help="the partnership it is of")
    _add_config(new)
    new.set_defaults(run=run_new)


def _add_schema(commands: Commands[argparse.ArgumentParser]) -> None:
    schema = commands.add_parser(
        "schema", help="write JSON Schemas, so that VS Code helps while you type"
    )
    schema.add_argument(
        "--output", type=Path, default=Path(), metavar="DIR", help="where to (default: here)"
    )
    schema.set_defaults(run=run_schema)


def _add_import(commands: Commands[argparse.ArgumentParser]) -> None:
    importing = commands.add_parser("import", help="turn a paper into a record")
    papers = importing.add_subparsers(title="papers", required=True, metavar="PAPER")
    plan = papers.add_parser("plan", help="an action plan in Word, Excel or CSV")
    plan.add_argument("file", type=Path, metavar="FILE")
    plan.add_argument("--partnership", required=True, metavar="ID", help="whose plan it is")
    plan.add_argument("--id", default="", help="the name of the record (default: from the file)")
    plan.add_argument("--sheet", default=None, help="the sheet, where a workbook has several")
    plan.add_argument("--replace", action="store_true", help="write over the record that is there")
    _add_config(plan)
    plan.set_defaults(run=run_import_plan)


def _add_config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-f",
        "--config-file",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="FILE",
        help="the site's settings (default: mkdocs.yml)",
    )


def _add_day(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of",
        type=_moment,
        default=None,
        metavar="DATE",
        help="the day, or the day and time in London such as '2026-12-01 09:30', for which to"
        " reckon what is overdue, to come, or under embargo (default: now)",
    )


def _moment(text: str) -> datetime:
    try:
        return moment_in(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write year-month-day, for example 2026-03-12, or with a time,'
            " for example 2026-03-12T09:30"
        ) from None


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of processes; write 1 or more')
    return int(text)


def run_check(options: argparse.Namespace) -> int:
    """Print every problem of every file."""
    from partnership_register.problems import FORMATS
    from partnership_register.shell.builds import moment_for, places
    from partnership_register.shell.opening import open_project
    from partnership_register.shell.rehearsing import rehearsed

    where = places(options.config_file)
    opened = open_project(
        where.records_dir,
        where.docs_dir,
        moment_for(options.as_of, where.as_of),
        partial(rehearsed, options.config_file),
    )
    found = (*opened.problems, *opened.personal())
    sys.stdout.write(FORMATS[options.format](found))
    return _told(opened.problems)


def run_build(options: argparse.Namespace) -> int:
    """Build the site beside the old one and put it in its place."""
    progress = Progress(sys.stderr, quiet=options.quiet)
    wanted = Options(
        site_dir=options.site_dir,
        as_of=options.as_of,
        jobs=options.jobs,
        use_cache=not options.no_cache,
        with_search=not options.no_search,
        engine=options.engine,
        progress=progress.step,
        say=progress.say,
    )
    try:
        with progress:
            summary = build(options.config_file, wanted)
    except ProblemsFound as found:
        sys.stdout.write(str(found))
        return _told(found.problems)
    except OSError as error:
        if error.errno not in _OF_THE_MACHINE:
            raise
        where = f": {error.filename}" if error.filename else ""
        print(f"register: the machine says: {error.strerror}{where}. {_GIVEN_UP}", file=sys.stderr)
        return 1
    if not options.quiet:
        print("\n".join(summary.lines()))
    return 0


_OF_THE_MACHINE = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM,
    errno.EMFILE, errno.ENFILE,
}  # fmt: skip
"""What goes wrong with no mistake in records or program: no room, no permission, a bad disk."""
_GIVEN_UP = "The site is whole and may stay; put that right on the machine, then build again."


def run_disclosure(options: argparse.Namespace) -> int:
    """Print what the public may not see, or what a change lets it see."""
    from partnership_register.shell.builds import moment_for, places
    from partnership_register.shell.disclosing import released_lines, withheld_lines

    where = places(options.config_file)
    now = moment_for(options.as_of, where.as_of)
    if options.diff:
        lines = released_lines(where.records_dir, options.diff, now)
    else:
        lines = withheld_lines(where.records_dir, now)
    for line in lines:
        print(line)
    return 0


def run_addresses(options: argparse.Namespace) -> int:
    """Add the addresses of the site to the ledger."""
    from partnership_register.shell.noting import note_addresses

    try:
        noted = note_addresses(options.config_file, options.site_dir, options.as_of)
    except ProblemsFound as found:
        sys.stdout.write(str(found))
        return _told(found.problems)
    print(f"{_from_here(noted.file)}: {noted.new} new addresses")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve the site and build it again at each change."""
    from partnership_register.shell.serving import serve

    serve(options.config_file, options.address)
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write a record to fill in."""
    from partnership_register.scaffolds import KINDS, ScaffoldRefused, create
    from partnership_register.shell.builds import places

    if options.kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        print(f'register new: there is no kind "{options.kind}"; choose from {known}',
              file=sys.stderr)  # fmt: skip
        return 2
    try:
        records_dir = places(options.config_file).records_dir
        path = create(records_dir, KINDS[options.kind], options.id, options.partnership)
    except ScaffoldRefused as refused:
        print(f"register new: {refused}", file=sys.stderr)
        return 1
    print(f"{_from_here(path)} is there to be filled in; then run: register check")
    return 0


def run_schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas and the settings that connect them to the records."""
    from partnership_register.schemas import editor_files

    for name, content in editor_files().items():
        path = options.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        print(path)
    return 0


def run_import_plan(options: argparse.Namespace) -> int:
    """Write the plan record that a paper makes, and say what was read."""
    from partnership_register.importers import ImportRefused, plan_from, read_paper
    from partnership_register.problems import as_text
    from partnership_register.records import located, read_record
    from partnership_register.scaffolds import KINDS, ScaffoldRefused, place_of
    from partnership_register.shell.builds import places

    records_dir = places(options.config_file).records_dir
    kind, partnership = KINDS["plan"], options.partnership
    name = options.id or _name_from(options.file)
    try:
        path = records_dir / place_of(kind, name, partnership)
        refused_because = _may_not_write(
            path, records_dir / partnership / "partnership.yml", replace=options.replace
        )
        if refused_because:
            raise ScaffoldRefused(refused_because)
        imported = plan_from(read_paper(options.file, sheet=options.sheet))
    except (ImportRefused, ScaffoldRefused) as refused:
        print(f"register import: {refused}", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(imported.yaml(), encoding="utf-8", newline="\n")
    print(f"{imported.report()}\nWritten to {_from_here(path)}")
    said = path.relative_to(records_dir.parent).as_posix()
    _, problems = read_record(path, said, kind, f"{partnership}/{name}", partnership)
    placed = located(records_dir.parent, problems)
    sys.stdout.write(as_text(placed))
    return _told(placed)


def _may_not_write(path: Path, partnership: Path, *, replace: bool) -> str:
    if not partnership.is_file():
        return f'there is no partnership "{partnership.parent.name}"'
    if path.exists() and not replace:
        return f"{_from_here(path)} is there already; add --replace, or --id for another name"
    return ""


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _name_from(file: Path) -> str:
    """The id that a paper's file name suggests."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in file.stem.lower())
    return "-".join(letters.split())


def _told(problems: Sequence[Problem]) -> int:
    if not problems:
        return 0
    files = len({problem.path for problem in problems})
    things = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    in_files = "1 file" if files == 1 else f"{files} files"
    print(f"{things} to put right in {in_files}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
