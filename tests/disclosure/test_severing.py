"""Nothing that the public sees refers to anything that it may not see."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from building.councils import Files
from disclosure.sites import built, settle, tree
from disclosure.strewing import is_seen, strewn
from partnership_register.model.risk import Risk
from partnership_register.shell.opening import open_project
from places import NOW, TESTS
from reckoning import Reckon

NAMING = TESTS / "disclosure" / "naming.yml"
SETTINGS = "partnerships/_council/council.yml"
"""Its glossary keeps its links, of which pages that are made of it show the words alone."""


def small_council() -> Files:
    """The files of the small council, but for its settings."""
    small = TESTS / "council"
    return {
        path.relative_to(small).as_posix(): path.read_bytes()
        for path in small.rglob("*") if path.is_file() and path.name != "mkdocs.yml"
    }  # fmt: skip


def test_every_reference_that_is_left_leads_somewhere(tmp_path: Path, reckon: Reckon) -> None:
    """In fields, in lists and in texts; and of withheld records none is left."""
    many = reckon.many(300)
    for number in range(many):
        made = strewn(number, ("alpha", "zeta"), often=0.3)
        project = settle(made.files(), tmp_path)
        opened = open_project(project / "partnerships", project / "content", NOW)
        assert opened.problems == ()
        assert opened.register
        risks = opened.register.all(Risk)
        dangling = {(each.path, each.loc) for each in opened.register.dangling}
        assert {place for place in dangling if place[0] != SETTINGS} <= {
            (risk.path, ("owner",)) for risk in risks if not risk.owner
        }, number
        left = {record.path for record in opened.register.everything}
        assert left == {path for path in made.records if is_seen(made, path)}, number
    reckon.held("C1", many, "councils in which nothing refers to what is withheld")


def test_no_id_of_what_is_withheld_is_left_in_the_site(tmp_path: Path) -> None:
    """Whoever names it, in whichever folder, in a field, in text, in data or in the glossary."""
    files = small_council()
    for name, changes in yaml.safe_load(NAMING.read_text(encoding="utf-8")).items():
        before = yaml.load(files.get(name, b"{}"), yaml.BaseLoader)
        files[name] = yaml.safe_dump({**before, **changes}, sort_keys=False).encode()
    files["content/about.md"] = b"# About\n\nSee [[quince-body]] and `[[risk:quince-risk]]`.\n"
    project = settle(files, tmp_path)
    built(project, "-j1")
    site = tree(project / "site")
    assert [path for path, content in site.items() if b"quince" in (content or b"").lower()] == []
    assert [path for path in site if "quince" in path] == []


def test_a_name_of_what_is_withheld_leads_to_no_namesake(tmp_path: Path) -> None:
    """`[[guide]]` of a partnership means its own, not the council's, when that is withheld."""
    files = small_council()
    purpose = b"purpose: 'See [[guide]], [[document: guide|ours]] and [[saltcombe-council]].'"
    path = "partnerships/quay-group/partnership.yml"
    files[path] = files[path].replace(b"purpose: Looks after the quays.", purpose)
    own = b"title: Quince\ntype: guidance\nvisibility: draft\n"
    files["partnerships/quay-group/documents/guide.yml"] = own
    project = settle(files, tmp_path)
    built(project, "-j1")
    folder = project / "site" / "partnerships" / "quay-group"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "See a record, ours and <a" in page
    assert "/guide/" not in page
    data = json.loads((folder / "records.json").read_text(encoding="utf-8"))
    (partnership,) = data["records"]["partnership"]
    assert partnership["purpose"] == "See a record, ours and [[saltcombe-council]]."
