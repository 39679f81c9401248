"""Whole sites of small councils, built in this process as the command builds them."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from building.councils import SETTINGS, Files, write
from partnership_register import cli
from partnership_register.building import EngineSite, Holdings
from partnership_register.shell import engine
from partnership_register.shell.builds import Given
from partnership_register.shell.opening import Ask
from places import NOW, PROJECT

_SECONDS = re.compile(r"[0-9]+\.[0-9]+ s")


@contextmanager
def engine_run_once() -> Iterator[None]:
    """Run the site engine once for all councils: none of its pages is made from their records."""
    known: list[EngineSite] = []

    def once(run: engine.Run, holdings: Holdings, given: Given, ask: Ask) -> EngineSite:
        if not known:
            known.append(engine.engine_site(run, holdings, replace(given, remembered=None), ask))
        return known[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partnership_register.shell.again.engine_site", once)
        yield


def settle(files: Files, project: Path) -> Path:
    """Make a project of these files and no others; what was remembered stays."""
    for name in ("partnerships", "content"):
        shutil.rmtree(project / name, ignore_errors=True)
    settings = SETTINGS.format(theme=PROJECT / "theme").encode()
    return write({**files, "mkdocs.yml": settings}, project)


def run(project: Path, *more: str, now: datetime = NOW) -> tuple[int, str]:
    """Build, as the command does; return its exit code and all that it printed, without times."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = cli.main(
            ["build", "-f", str(project / "mkdocs.yml"), "--as-of", now.isoformat(), *more]
        )
    return code, _SECONDS.sub("0 s", said.getvalue())


def built(project: Path, *more: str, now: datetime = NOW) -> str:
    """Build a sound project; return what was printed."""
    code, said = run(project, *more, now=now)
    assert code == 0, said
    return said


def forget(project: Path) -> None:
    """Remove the site and all that is remembered."""
    for name in ("site", ".site.publishing", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder by its path: files with their content, folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def differences(one: dict[str, bytes | None], other: dict[str, bytes | None]) -> list[str]:
    """The paths at which two trees differ."""
    return sorted(
        path for path in one.keys() | other.keys()
        if path not in one or path not in other or one[path] != other[path]
    )  # fmt: skip
