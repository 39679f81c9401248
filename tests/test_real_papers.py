"""Two real action plans, from the officer's file to the public page, word for word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest

from partnership_register.cli import main
from places import SHARED

PAPERS = SHARED / "real"
FILES = [f"{name}.{ending}" for name in ("winchester-2006", "wychavon-2008")
         for ending in ("docx", "xlsx", "csv")]  # fmt: skip

pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the papers lie beside some checkouts")


def plain(text: str) -> str:
    """Words alone: bullets become list items on the page, line breaks and double spaces vanish."""
    return " ".join(text.replace("\u2022 ", " ").replace("\u25cb ", " ").split())


@pytest.mark.parametrize("file", FILES)
def test_a_real_paper_is_imported_built_and_read_back(
    file: str, council: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every action is on the page under its ref, and every checked cell reads as in the paper."""
    monkeypatch.chdir(council)
    paper = PAPERS / file
    expected: dict[str, Any] = json.loads((PAPERS / f"{paper.stem}.expected.json").read_text())
    assert main(["import", "plan", str(paper), "--partnership", "quay-group"]) == 0
    assert f"{expected['rows']} actions" in capsys.readouterr().out
    assert main(["build", "--as-of", "2026-11-22"]) == 0
    page = council / f"site/partnerships/quay-group/plans/{paper.stem}/index.html"
    tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
    main_part = next(tree.iter("main"))
    by_id = {e.get("id"): plain(" ".join(e.itertext())) for e in main_part.iter() if e.get("id")}
    assert {ref.lower() for ref in expected["refs"]} <= set(by_id)
    assert not {ref.lower() for ref in expected["missing_refs"]} & set(by_id)
    words = plain(" ".join(main_part.itertext()))
    for title in (*expected["objectives"], *expected["groups"]):
        assert plain(title) in words
    for check in expected["spot_checks"]:
        place = words if check["field"] == "Objective" else by_id[check["ref"].lower()]
        assert plain(check["text"]) in place, (check["ref"], check["field"])
