"""Environments in which the same records have to make the same site."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from places import AS_OF, PROJECT, TESTS, copy_council

HABITS = TESTS / "determinism" / "habits"
NOBODY = 65534
AS_NOBODY = (
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    # May read what lies below another's folder, such as this Python; may write nothing more.
    "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--",
)  # fmt: skip
LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "C": {"LC_ALL": "C"},
    "ASCII": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "en_GB.UTF-8": {"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "en_GB"},
    "tr_TR.UTF-8": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr_TR"},
}
OFTEN = 64


@dataclass(frozen=True, slots=True)
class Environment:
    """What may be different from one machine, or one day, to the next."""

    folder: str = "council"
    """Of the project."""
    jobs: int = 1
    begun: str = "fork"
    """How processes are."""
    seed: str = "0"
    """Of Python's hashes, which put sets in order."""
    zone: str = "Europe/London"
    language: str = "C"
    umask: int = 0o022
    listed: str = ""
    """The order in which folders are: `backwards`, a seed, or as the file system does it."""
    line_ends: str = "\n"
    """Of the records and the hand-written pages."""
    saved: int = 1_750_000_000
    """When every file of the project was, as the file system has it."""
    user: str = ""
    """Nobody; or nobody that may not write in the folder of the project either."""
    day: str = "--as-of"
    """Told to the command, or by a second of that day in SOURCE_DATE_EPOCH."""
    optimised: str = ""
    """How Python leaves out asserts and docstrings."""
    started: str = "in the project"
    times: int = 1
    """How often it is built: the second time from what is remembered."""
    variables: Mapping[str, str | None] | None = None
    """Others; None stands for those that are not there."""

    def __str__(self) -> str:
        return ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))


CHOICES: dict[str, Sequence[Any]] = {
    "folder": ("council", "a folder with spaces", "höfn", "o'n & \"o\"", "d/e/e/p"),
    "jobs": (1, 1, 2, 8),
    "begun": ("fork", "fork", "spawn", "forkserver"),
    "seed": ("0", "1", "2", "3", "77", "4096", "4294967295", "random"),
    "zone": ("UTC", "Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago",
             "America/St_Johns", "Asia/Kathmandu", "Antarctica/Troll", ":/nowhere"),
    "language": tuple(LANGUAGES),
    "umask": (0o022, 0o077, 0o000, 0o027),
    "listed": ("", "backwards", "1", "2"),
    "line_ends": ("\n", "\r\n"),
    "saved": (1_750_000_000, 0, 4_000_000_000),
    "user": ("", "", "nobody", "nobody, reading"),
    "day": ("--as-of", "1795305600", "1795391999"),
    "optimised": ("", "", "-O", "-OO"),
    "started": ("in the project", "elsewhere", "elsewhere, by the full path"),
    "times": (1, 1, 2),
    "variables": (
        {},
        {"HOME": None, "USER": None, "LOGNAME": None, "PATH": "/usr/bin:/bin"},
        {"CI": "true", "GITHUB_ACTIONS": "true", "NO_COLOR": "1", "COLUMNS": "40"},
        {"PYTHONDONTWRITEBYTECODE": "1", "TERM": "dumb"},
    ),
}  # fmt: skip
"""The first and the last second of the day in London are among the days."""


def mixtures() -> list[Environment]:
    """Environments in which every choice is made, each about as often as its siblings."""
    columns = {}
    for name, choices in CHOICES.items():
        column = [choices[number % len(choices)] for number in range(OFTEN)]
        random.Random(name).shuffle(column)
        columns[name] = column
    return [
        Environment(**{name: column[number] for name, column in columns.items()})
        for number in range(OFTEN)
    ]


def site_in(
    environment: Environment, place: Path, languages: Path, python: str = sys.executable
) -> dict[str, str]:
    """Build the small council in an environment, and return its manifest.

    `place` is an empty folder that everybody may enter, `languages` one for locales.
    Raises AssertionError with what was said where the build does not end well.
    """
    project, out = place / environment.folder, place / "out"
    project.parent.mkdir(parents=True, exist_ok=True)
    config = copy_council(project) / "mkdocs.yml"
    # Letters beyond ASCII in every frame, for whoever reads one in the letters of the machine.
    settings = config.read_text(encoding="utf-8").replace("Partnerships", "Partnerships – y Tŷ", 1)
    config.write_text(settings, encoding="utf-8")
    (place / "tmp").mkdir()
    out.mkdir()
    _prepare(environment, project, [place / "tmp", out])
    _make_language(languages, environment.language)
    for _ in range(environment.times):
        done = subprocess.run(
            _command(environment, config, out / "site", python),
            cwd=project if environment.started == "in the project" else place,
            env=_variables(environment, place / "tmp", languages),
            umask=environment.umask,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        assert done.returncode == 0, f"{environment}\n{done.stdout}{done.stderr}"
    return manifest(out / "site")


def manifest(folder: Path) -> dict[str, str]:
    """Every file and folder of a site, the site itself too, with its mode and its digest."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        digest = "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
        found[path.relative_to(folder).as_posix()] = f"{path.stat().st_mode:o} {digest}"
    return found


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """What two manifests do not agree in."""
    paths = sorted(one.keys() | other.keys())
    return [f"{p}: {one.get(p)} {other.get(p)}" for p in paths if one.get(p) != other.get(p)]


def _prepare(environment: Environment, project: Path, writable: list[Path]) -> None:
    for file in project.rglob("*"):
        if environment.line_ends != "\n" and file.suffix in {".yml", ".md"}:
            file.write_bytes(file.read_bytes().replace(b"\n", environment.line_ends.encode()))
    for file in (project, *project.rglob("*")):
        if environment.user == "nobody":
            os.chown(file, NOBODY, NOBODY)
        elif environment.user:
            file.chmod(0o555 if file.is_dir() else 0o444)
        os.utime(file, (environment.saved, environment.saved))
    for folder in writable if environment.user else ():
        os.chown(folder, NOBODY, NOBODY)


def _command(environment: Environment, config: Path, site: Path, python: str) -> list[str]:
    paths = {"in the project": "mkdocs.yml", "elsewhere": f"{environment.folder}/mkdocs.yml"}
    optimised = [environment.optimised] if environment.optimised else []
    day = ["--as-of", AS_OF.isoformat()] if environment.day == "--as-of" else []
    return [
        # Without a standard input, as some servers start their work.
        *(AS_NOBODY if environment.user else ()), "sh", "-c", 'exec "$@" <&-', "sh",
        python, *optimised, "-m", "partnership_register.cli", "build",
        f"--jobs={environment.jobs}", f"--site-dir={site}", *day,
        f"--config-file={paths.get(environment.started, config)}",
    ]  # fmt: skip


def _variables(environment: Environment, tmp: Path, languages: Path) -> dict[str, str]:
    wanted: dict[str, str | None] = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HABITS), str(PROJECT / "generator")]),
        "PYTHONHASHSEED": environment.seed,
        "TZ": environment.zone,
        "TMPDIR": str(tmp),
        "LOCPATH": str(languages),
        "TESTS_FOLDERS_ARE_LISTED": environment.listed,
        "TESTS_PROCESSES_ARE_BEGUN": environment.begun,
        "SOURCE_DATE_EPOCH": None if environment.day == "--as-of" else environment.day,
        **LANGUAGES[environment.language],
        **(environment.variables or {}),
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _make_language(folder: Path, name: str) -> None:
    """A locale, where the system can make it; without it the name stands for nothing."""
    command, (language, _, letters) = shutil.which("localedef"), name.partition(".")
    if command and letters and not (folder / name).exists():
        subprocess.run(
            [command, "-i", language, "-f", letters, str(folder / name)],
            capture_output=True,
            check=False,
        )
