"""Settings are remembered for the file that they were read from, whenever it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership_register.remembered import Remembered
from partnership_register.shell import mkdocs
from partnership_register.shell.settings import Settings, settings_of


@pytest.mark.parametrize("saved_after", [1, 2])
def test_settings_that_are_saved_while_they_are_read_are_not_remembered_as_others(
    saved_after: int, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build has what the file says, also where they were about to be confirmed."""
    config, read = council / "mkdocs.yml", mkdocs.read_settings
    readings = []

    def read_and_save(config_file: Path) -> Settings:
        readings.append(read(config_file))
        if len(readings) == saved_after:
            text = config.read_text(encoding="utf-8")
            config.write_text(text.replace("register.salt", "another.salt"), encoding="utf-8")
        return readings[-1]

    monkeypatch.setattr(mkdocs, "read_settings", read_and_save)
    remembered = Remembered(council / ".cache", b"x" * 32)
    settings_of(config, remembered)
    later = settings_of(config, Remembered(council / ".cache", b"x" * 32))
    assert later == read(config)
