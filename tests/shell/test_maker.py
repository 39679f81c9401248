"""What is remembered is believed only where the same program and libraries made it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from partnership_register.shell.maker import maker


def test_another_version_of_any_library_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of one that only another library asks for, such as that for Markdown."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    made_by = [maker()]
    for name in ("Markdown-3.9.dist-info", "Markdown-3.10.dist-info"):
        (tmp_path / name).mkdir()
        made_by.append(maker())
        (tmp_path / name).rmdir()
    assert len({*made_by}) == len(made_by)
    assert maker() == made_by[0]
