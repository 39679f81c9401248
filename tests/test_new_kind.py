"""A new kind of record is one model file, one line, one template and one fixture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from places import PROJECT, TESTS, copy_council

DOCUMENT = PROJECT / "docs" / "a-new-kind.md"


def test_the_grant_of_the_documentation_becomes_a_page(tmp_path: Path) -> None:
    """Followed to the letter, docs/a-new-kind.md adds a kind that loads, links, lists and shows."""
    shutil.copytree(PROJECT / "generator", tmp_path / "generator")
    shutil.copytree(PROJECT / "theme", tmp_path / "theme")
    pieces = _pieces(DOCUMENT.read_text(encoding="utf-8"))
    package = tmp_path / "generator" / "partnership_register"
    (package / "model" / "grant.py").write_text(pieces["model/grant.py"], encoding="utf-8")
    (tmp_path / "theme" / "pages" / "grant.html").write_text(pieces["theme/pages/grant.html"])
    table = package / "model" / "__init__.py"
    lines = table.read_text(encoding="utf-8")
    lines = lines.replace(
        "from partnership_register.model.meeting",
        f"{pieces['the import'].strip()}\nfrom partnership_register.model.meeting",
    ).replace("    Document,\n)", f"    Document,\n{pieces['the line']})")
    table.write_text(lines, encoding="utf-8")

    council = copy_council(tmp_path / "council")
    (council / "mkdocs.yml").write_text(
        (council / "mkdocs.yml")
        .read_text()
        .replace(str(PROJECT / "theme"), str(tmp_path / "theme"))
    )
    settings = council / "partnerships" / "_council" / "council.yml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(said.replace("document]", "document, grant]"), encoding="utf-8")
    grants = council / "partnerships" / "harbour-board" / "grants"
    grants.mkdir()
    shutil.copy(TESTS / "council" / "mkdocs.yml", tmp_path)
    (grants / "dredging.yml").write_text(pieces["tests/records/grant.yml"], encoding="utf-8")

    command = [sys.executable, "-m", "partnership_register.cli", "build", "--as-of", "2026-11-22"]
    done = subprocess.run(
        command,
        cwd=council,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = council / "site"
    page = (site / "partnerships/harbour-board/grants/dredging/index.html").read_text()
    assert "Dredging grant" in page
    assert "Saltcombe Town Council" in page
    assert "Dredging grant" in (site / "grants/index.html").read_text()
    funder = (site / "organisations/saltcombe-council/index.html").read_text()
    assert "Dredging grant" in funder


def _pieces(text: str) -> dict[str, str]:
    """The code blocks of the document, by the words in backticks or italics before each."""
    pieces = {}
    name = ""
    inside: list[str] | None = None
    for line in text.splitlines():
        if line.startswith("```"):
            if inside is not None and name:
                pieces[name] = "\n".join(inside) + "\n"
            inside = [] if inside is None else None
        elif inside is not None:
            inside.append(line)
        elif line.startswith("### "):
            name = line.removeprefix("### ").strip("`")
    return pieces
