"""The settings of a project, from mkdocs.yml; read by the engine once, and remembered."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from partnership_register.remembered import Remembered
from partnership_register.scanning import content_digest


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


class _Known(msgspec.Struct):
    source: bytes
    settings: Settings


def settings_of(config_file: Path, remembered: Remembered | None) -> Settings:
    """The settings in a file.

    Raises CannotBuild where the file is missing or wrong.
    """
    source = _source(config_file)
    known = _remembered(remembered) if source else None
    if known and known.source == source:
        return known.settings
    from partnership_register.shell.mkdocs import read_settings  # noqa: PLC0415  half a second

    settings = read_settings(config_file)
    if remembered and source:
        remembered.write("settings", msgspec.msgpack.encode(_Known(source, settings)))
    return settings


def from_here(config_file: Path, path: str) -> Path:
    """A path of the settings as one that can be opened."""
    return Path(os.path.normpath(config_file.resolve().parent / path))


def _source(config_file: Path) -> bytes:
    """The digest of the file; empty where what it says depends on more than the file."""
    try:
        content = config_file.read_bytes()
    except OSError:
        return b""
    return b"" if b"!ENV" in content or b"INHERIT" in content else content_digest(content)


def _remembered(remembered: Remembered | None) -> _Known | None:
    payload = remembered.read("settings") if remembered else None
    try:
        return msgspec.msgpack.decode(payload, type=_Known) if payload else None
    except msgspec.ValidationError:
        return None
