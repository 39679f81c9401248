"""What is withheld has no influence on the site, nor on what a build prints."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from building.councils import write
from disclosure.sites import built, differences, engine_run_once, forget, settle, tree
from disclosure.strewing import Strewn, said_otherwise, secrets, strewn, with_more
from partnership_register.building import Holdings
from partnership_register.building.workshop import _referring
from partnership_register.pages import folder_pages, given_by
from partnership_register.scanning import COUNCIL_FOLDER, scan
from places import NOW
from reckoning import Reckon

FOLDERS = (("alpha",), ("alpha",), ("alpha", "zeta"))


def adds_nothing(view: bytes) -> bool:
    """Whether it is what a folder gives to a sum where nothing of it is public."""
    given = msgspec.msgpack.decode(view)
    counted = given[1] if isinstance(given, list) else given
    if isinstance(counted, dict):
        counted = [value for name, value in counted.items() if name != "type"]
    return counted == 0 or (isinstance(counted, list) and not any(counted))


def council_of(number: int) -> Strewn:
    """A council by its number, often with a single partnership."""
    return strewn(number, FOLDERS[number % len(FOLDERS)])


def views(made: Strewn, project: Path, now: datetime = NOW) -> Iterator[bytes]:
    """All that pages, lists, data, feeds and search are made from."""
    shutil.rmtree(project, ignore_errors=True)
    root = write(made.files(), project) / "partnerships"
    holdings = Holdings(root, scan(root), now)
    refers: set[str] = set()
    for name in sorted(holdings.folders, key=lambda name: name == COUNCIL_FOLDER):
        register = holdings.register_of(name, sorted(refers) if name == COUNCIL_FOLDER else ())
        refers |= {*_referring(register)}
        for shown in (*folder_pages(register), *given_by(register)):
            yield msgspec.msgpack.encode(shown)


def test_no_page_is_made_from_what_is_withheld(tmp_path: Path, reckon: Reckon) -> None:
    """The data of every page and list is the same, whatever stands where nobody may look."""
    changed, sets = 0, 1_000 if reckon.whole else 30
    for number in range(sets):
        made = council_of(number)
        before = list(views(made, tmp_path / "project"))
        for chance in range(2):
            other = said_otherwise(made, random.Random(chance))
            changed += sum(made.records[p] != other.records[p] for p in made.records)
            assert list(views(other, tmp_path / "project")) == before, (number, chance)
    assert changed > sets
    reckon.held("C1", 2 * sets, "variants of withheld text, as data of pages")


def test_what_is_withheld_might_as_well_not_be_there(tmp_path: Path, reckon: Reckon) -> None:
    """No number, order, anchor or neighbour tells of withheld records, folders and parts."""
    sets, project = reckon.many(100), tmp_path / "project"
    for number in range(sets):
        more, less = with_more(council_of(number), random.Random(number))
        with_them, without = (
            [each for each in views(made, project) if not adds_nothing(each)]
            for made in (more, less)
        )
        assert with_them == without, number
    with engine_run_once():
        for number in range(sets // 10):
            more, less = with_more(council_of(number), random.Random(number))
            sites = []
            for made in (more, less):
                forget(project)
                built(settle(made.files(), project), "-j1")
                sites.append(tree(project / "site"))
            assert differences(*sites) == [], number
    reckon.held("C1", sets, "councils of which withheld records and parts were taken away")


def test_sites_and_logs_are_the_same_whatever_is_withheld(tmp_path: Path, reckon: Reckon) -> None:
    """Byte for byte, made anew or from what is remembered, by one process or by two."""
    sets = 1_000 if reckon.whole else 10
    project = tmp_path / "project"
    with engine_run_once():
        for number in range(sets):
            made = council_of(number)
            jobs = ("--jobs", str(1 + (number % 50 == 49)))
            forget(project)
            said = built(settle(made.files(), project), *jobs)
            site = tree(project / "site")
            for chance in range(2):
                if is_cold := (number + chance) % 4 == 0:
                    forget(project)
                other = said_otherwise(made, random.Random(chance))
                again = built(settle(other.files(), project), *jobs)
                assert differences(tree(project / "site"), site) == [], (number, chance)
                assert again == said if is_cold else "0 pages rendered" in again, (number, chance)
    reckon.held("C1", 2 * sets, "variants of withheld text, as whole sites and logs")


def test_the_councils_keep_secrets_of_every_kind() -> None:
    """Withheld records, parts, files, private contact and draft minutes are among those tried."""
    kinds = set()
    for number in range(100):
        made = council_of(number)
        for path in made.records:
            for data, model, keys in secrets(made, path):
                kinds |= {(model.__name__, key) for key in keys if data.get(key)}
    models = {model for model, _ in kinds}
    assert models >= {"Partnership", "Meeting", "Document", "Risk", "Plan", "GovernanceReview",
                      "Organisation", "Strategy", "AgendaItem", "Decision", "Action", "Membership",
                      "PrivateContact", "File", "Mitigation", "Finding"}, models  # fmt: skip
    assert ("Meeting", "attendance") in kinds
