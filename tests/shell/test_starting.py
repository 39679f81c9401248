"""A build in which nothing changed starts without what only the making of pages needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from partnership_register.cli import main
from places import AS_OF, copy_council

SLOW = ("pydantic", "jinja2", "mkdocs", "material", "yaml", "icalendar", "importlib.metadata")
AGAIN = """
import sys
from partnership_register.cli import main
assert main(["build", "--as-of", sys.argv[1]]) == 0
print(*sorted(sys.modules), sep="\\n")
"""


def test_nothing_of_the_model_is_read_where_nothing_changed(tmp_path: Path) -> None:
    """To read it, and the libraries behind it, takes longer than all the rest of such a build."""
    project = copy_council(tmp_path / "council")
    settings = project / "mkdocs.yml"
    assert main(["build", "-q", "-f", str(settings), "--as-of", str(AS_OF)]) == 0
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(AS_OF)],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    assert " 0 pages rendered" in done.stdout
    loaded = set(done.stdout.splitlines())
    rooms = {f"partnership_register.{room}" for room in ("model", "records", "pages", "building")}
    assert loaded & {*SLOW, *rooms} == set()
