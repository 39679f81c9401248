"""The settings of a project, from mkdocs.yml; read by the engine once, and remembered."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from partnership_register.remembered import Remembered
from partnership_register.scanning import content_digest, digest_of


class Settings(msgspec.Struct, frozen=True):
    """Where things are, as paths from the folder of mkdocs.yml, and what the site is called."""

    records: str
    docs: str
    site: str
    custom_theme: str
    """Empty where the project has no templates of its own."""
    site_url: str
    as_of: str
    """A day to build for, if the settings fix one; else empty."""
    led_to: LedTo


class LedTo(msgspec.Struct, frozen=True):
    """What the site engine reads because the settings tell it to, besides docs and theme."""

    inherited: tuple[str, ...] = ()
    """The files of settings that lie under this one, as paths from the folder of mkdocs.yml."""
    variables: tuple[str, ...] = ()
    """Variables of the environment that the settings ask for."""
    others: tuple[str, ...] = ()
    """Files and folders that hooks and extensions consist of or read, from the root."""
    is_all: bool = True
    """False where hooks, plug-ins or extensions may read more than anybody can tell."""


class _Known(msgspec.Struct):
    source: bytes
    settings: Settings


def settings_of(config_file: Path, remembered: Remembered | None) -> Settings:
    """The settings in a file.

    What is remembered was read after its digest was taken, and is what was read before: settings
    that somebody saves between the two would else pass for those of the newer file.

    Raises CannotBuild where the file is missing or wrong.
    """
    known = _remembered(remembered)
    if known and _is_still(known, config_file):
        return known.settings
    from partnership_register.shell.mkdocs import read_settings  # noqa: PLC0415  half a second

    settings = read_settings(config_file)
    for _ in range(_OFTEN if remembered else 0):
        source = written(config_file, settings)
        again = read_settings(config_file)
        if again == settings and remembered:
            remembered.write("settings", msgspec.msgpack.encode(_Known(source, settings)))
            break
        settings = again
    return settings


_OFTEN = 5
"""How often settings are read that are saved again and again meanwhile; then none is remembered."""


def from_here(config_file: Path, path: str) -> Path:
    """A path of the settings as one that can be opened."""
    return Path(os.path.normpath(config_file.resolve().parent / path))


def inherited_files(config_file: Path, settings: Settings) -> tuple[Path, ...]:
    """The files of settings that lie under a mkdocs.yml."""
    return tuple(from_here(config_file, path) for path in settings.led_to.inherited)


def written(config_file: Path, settings: Settings) -> bytes:
    """The digest of all that settings are read from. Raises OSError where a file of it is gone.

    Paths of extensions begin in the folder where the command is typed.
    """
    led_to = settings.led_to
    files = (config_file, *inherited_files(config_file, settings))
    values = (f"{name}={os.environ.get(name)}" for name in led_to.variables)
    here = (str(Path.cwd()), str(config_file.resolve())) if led_to.others else ()
    return digest_of((
        *(content_digest(file.read_bytes()) for file in files),
        *(os.fsencode(said) for said in (*values, *here)),
    ))  # fmt: skip


def beside_docs(config_file: Path, settings: Settings) -> tuple[Path, ...]:
    """The files and folders of which the site engine makes its pages, besides those of docs."""
    custom = settings.custom_theme
    of_project = [from_here(config_file, custom)] if custom else []
    others = (path for path in map(Path, settings.led_to.others) if not _has(path, config_file))
    return (*of_project, *others)


def may_be_followed(config_file: Path, settings: Settings) -> bool:
    """Whether the engine reads nothing but docs and what `beside_docs` names.

    Of a folder in which the project lies nobody can tell what of it an extension reads.
    """
    led_to = settings.led_to
    return led_to.is_all and not any(_has(Path(path), config_file) for path in led_to.others)


def _has(folder: Path, config_file: Path) -> bool:
    return config_file.resolve().is_relative_to(folder.resolve())


def _is_still(known: _Known, config_file: Path) -> bool:
    try:
        return known.source == written(config_file, known.settings)
    except OSError:
        return False


def _remembered(remembered: Remembered | None) -> _Known | None:
    payload = remembered.read("settings") if remembered else None
    try:
        return msgspec.msgpack.decode(payload, type=_Known) if payload else None
    except msgspec.ValidationError:
        return None
