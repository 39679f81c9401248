"""Nothing that the public sees refers to anything that it may not see."""

from __future__ import annotations

from pathlib import Path

from disclosure.sites import settle
from disclosure.strewing import is_seen, strewn
from partnership_register.shell.opening import open_project
from places import NOW
from reckoning import Reckon

SETTINGS = "partnerships/_council/council.yml"
"""Its glossary keeps its links, and a risk its owner; to what is withheld these are mere words."""


def test_every_reference_that_is_left_leads_somewhere(tmp_path: Path, reckon: Reckon) -> None:
    """In fields, in lists and in texts; and of withheld records none is left."""
    many = reckon.many(300)
    for number in range(many):
        made = strewn(number, ("alpha", "zeta"), often=0.3)
        project = settle(made.files(), tmp_path)
        opened = open_project(project / "partnerships", project / "content", NOW)
        assert opened.problems == ()
        assert opened.register
        dangling = {(each.path, each.loc) for each in opened.register.dangling}
        assert {place for place in dangling if place[0] != SETTINGS} <= {
            (path, ("owner",)) for path in made.records if "/risks/" in path
        }, number
        left = {record.path for record in opened.register.everything}
        assert left == {path for path in made.records if is_seen(made, path)}, number
    reckon.held("C1", many, "councils in which nothing refers to what is withheld")
