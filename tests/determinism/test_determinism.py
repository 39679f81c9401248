"""D1: the same records make the same site, whoever builds it, wherever and with what habits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from determinism.environments import (
    AS_NOBODY,
    HABITS,
    Environment,
    differences,
    mixtures,
    site_in,
)
from places import PROJECT
from reckoning import Reckon

Place = Callable[[], Path]
OTHERS = [f"python3.{minor}" for minor in (11, 12, 13, 14) if minor != sys.version_info.minor]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Makes folders that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="register-") as root:
        Path(root).chmod(0o755)

        def make() -> Path:
            folder = Path(tempfile.mkdtemp(dir=root))
            folder.chmod(0o755)
            return folder

        yield make
        for folder in Path(root).rglob("*"):
            if folder.is_dir() and not folder.is_symlink():
                folder.chmod(0o755)


@pytest.fixture(scope="module")
def languages(place: Place) -> Path:
    """A folder for locales, which are made when they are first asked for."""
    return place()


@pytest.fixture(scope="module")
def usual(place: Place, languages: Path) -> dict[str, str]:
    """The manifest of the site as it usually comes out."""
    return site_in(Environment(), place(), languages)


@pytest.fixture(scope="module")
def may_change_user() -> bool:
    """Whether this process may have another begun as nobody."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which(AS_NOBODY[0]):
        return False
    return works([*AS_NOBODY, sys.executable, "-c", "import partnership_register.cli"])


def works(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_every_environment_makes_the_same_site(
    usual: dict[str, str], place: Place, languages: Path, may_change_user: bool, reckon: Reckon
) -> None:
    """Not a byte, a name or a mode depends on path, user, language, zone, order, jobs or umask."""
    wrong = {}
    environments = reckon.some(mixtures())
    for environment in environments:
        possible = environment if may_change_user else replace(environment, user="")
        found = site_in(possible, place(), languages)
        if different := differences(usual, found):
            wrong[str(environment)] = different[:5]
    assert wrong == {}
    reckon.held("D1", len(environments), "environments that make the same site")


def test_what_is_published_may_be_read_by_everybody(usual: dict[str, str]) -> None:
    """A web server of another user can read every file, and nothing can be run."""
    assert {said.split()[0] for said in usual.values()} == {"40755", "100644"}


@pytest.mark.parametrize("name", OTHERS)
def test_every_python_makes_the_same_site(
    name: str, usual: dict[str, str], place: Place, languages: Path, reckon: Reckon
) -> None:
    """The site does not tell which Python made it."""
    python = shutil.which(name)
    installed = "from importlib.metadata import version; version('partnership-register')"
    if not python or not works([python, "-Ic", installed]):
        pytest.skip(f"the generator is not installed for any {name} here")
    found = site_in(Environment(jobs=2, seed="random"), place(), languages, python)
    assert differences(usual, found) == []
    reckon.held("D1", 1, "other Pythons that make the same site")


SOURCES = ("generator", "theme", "docs", "pyproject.toml", "README.md", "LICENSE", ".gitignore")


def test_the_package_is_the_same_whenever_it_is_made(place: Place, reckon: Reckon) -> None:
    """Wheel and source distribution come out bit for bit, from another folder, by another umask."""
    made = [
        package(place(), umask=0o022, saved=1_750_000_000, listed="", seed="0"),
        package(place() / "else where", umask=0o077, saved=1_760_000_000, listed="1", seed="7"),
    ]
    assert made[0] == made[1]
    assert sorted(name.rpartition(".")[2] for name in made[0]) == ["gz", "whl"]
    reckon.held("D1", 2, "packages made twice, bit for bit")


def package(folder: Path, *, umask: int, saved: int, listed: str, seed: str) -> dict[str, bytes]:
    """Make both packages from a copy of the sources."""
    folder.mkdir(exist_ok=True)
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    for file in folder.rglob("*"):
        file.chmod((0o777 if file.is_dir() else 0o666) & ~umask)
        os.utime(file, (saved, saved))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", folder / "made"],
        cwd=folder,
        umask=umask,
        env=os.environ | {"PYTHONPATH": str(HABITS), "TESTS_FOLDERS_ARE_LISTED": listed,
                          "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1795348800"},
        check=True,
        capture_output=True,
    )  # fmt: skip
    return {file.name: file.read_bytes() for file in (folder / "made").iterdir()}
