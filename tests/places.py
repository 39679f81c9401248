"""Where tests find things, and the day for which they build."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from partnership_register.moments import beginning_of

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
SHARED = PROJECT.parent / "shared"
"""Papers and corpora that lie beside some checkouts; tests that read them are skipped elsewhere."""
AS_OF = date(2026, 11, 22)
"""The day for which every test builds, so that no test depends on the day it runs."""
NOW = beginning_of(AS_OF)
"""The instant at which that day begins."""

needs_demo = pytest.mark.skipif(
    not (PROJECT / "partnerships" / "safer-thornmere").is_dir(),
    reason="the records are another council's, not those of the demo",
)
"""For tests of what the demo council's records say; a council's own records need not say it."""


def copy_council(to: Path) -> Path:
    """A copy of the small council that a test may change; its theme is the project's."""
    shutil.copytree(TESTS / "council", to)
    config = to / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("../../theme", str(PROJECT / "theme")), encoding="utf-8")
    return to


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
