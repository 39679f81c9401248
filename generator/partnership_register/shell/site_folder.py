"""Where a site may be published: in a folder of its own, and in place of nothing but a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from partnership_register.shell.problems_found import CannotBuild

_OF_OTHERS = re.compile(r"\.git|\..*\.publishing")


def refuse_to_replace(site: Path, config_file: Path, sources: Mapping[str, Path]) -> None:
    """See that a site in this folder destroys nothing, since all that lies there will be gone.

    `sources` are the folders that a build reads, by what they are called. A folder with files
    has to hold a site already. Raises CannotBuild.
    """
    there = site.resolve()
    home = config_file.resolve().parent
    if there == home or there in home.parents:
        raise _refused(site, f"{config_file.name} lies in it")
    for name, source in sources.items():
        folder = source.resolve()
        if there == folder or folder in there.parents or there in folder.parents:
            raise _refused(site, f"{name} are there")
    for part in there.parts:
        if _OF_OTHERS.fullmatch(part):
            raise _refused(site, f"{part} belongs to another program or another site")
    if there.is_dir() and not _is_site(there):
        found = min((each.name for each in there.iterdir()), default="")
        if found:
            raise _refused(site, f"it holds other things, such as {found}, which would be lost")


def _is_site(folder: Path) -> bool:
    """Whether a site is or was published there, by this program or another."""
    beside = folder.with_name(f".{folder.name}.publishing")
    return (folder / "index.html").exists() or beside.is_dir()


def _refused(site: Path, why: str) -> CannotBuild:
    return CannotBuild(
        f"{site} cannot be the folder of the website: {why}; name a folder that holds nothing else,"
        " such as site"
    )
