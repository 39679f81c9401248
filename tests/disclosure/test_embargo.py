"""What is embargoed is not there a second before its moment, and is there at its moment."""

from __future__ import annotations

import ast
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from disclosure.sites import built, differences, engine_run_once, forget, settle, tree
from disclosure.strewing import ROOT, Strewn, embargo, strewn
from disclosure.test_slips import COUNCIL
from partnership_register.disclosure import disclosed
from partnership_register.model import RECORD_TYPES
from partnership_register.model.risk import Risk
from partnership_register.model.visibility import in_words
from partnership_register.records import Records
from places import PROJECT
from reckoning import Reckon

ZONES = ("UTC", "Europe/London", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati",
         "Pacific/Pago_Pago", "Australia/Lord_Howe", "Africa/Monrovia")  # fmt: skip
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
midnight = datetime.min.time()
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
          ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
          ("time", "ctime"), ("time", "strftime")}  # fmt: skip
"""What tells the time of day; a stop watch, such as time.monotonic, does not."""


def last_sunday(year: int, month: int) -> datetime:
    """One in the morning, Greenwich, of the day on which clocks change in a month of 31 days."""
    last = datetime.combine(date(year, month, 31), midnight) + HOUR
    return last - timedelta(days=(last.weekday() + 1) % 7)


def in_greenwich(clock: datetime) -> datetime:
    """What Greenwich has when London's clocks show a time: by rule, without a table of zones.

    Twice shown, it is the second time; never shown, as if the clocks had not gone forward.
    """
    begins, ends = last_sunday(clock.year, 3), last_sunday(clock.year, 10)
    is_summer = begins + HOUR <= clock < ends
    return (clock - HOUR * is_summer).replace(tzinfo=UTC)


def risk(until: datetime) -> Risk:
    """A risk that is embargoed until a time on London's clocks."""
    said = {
        "state": "embargoed",
        "until": f"{until:%Y-%m-%d %H:%M:%S}",
        "in_words": in_words(until),
    }
    return Risk.model_validate({
        "id": "x", "path": "partnerships/_council/risks/x.yml", "title": "X", "owner": "trust",
        "residual": {"likelihood": "1", "impact": "1"}, "visibility": said,
    })  # fmt: skip


def is_shown(record: Risk, now: datetime) -> bool:
    """Whether the public sees a record at an instant."""
    return bool(disclosed(Records(COUNCIL, (record,), {}, ()), now).records.records)


def check(until: datetime) -> None:
    """At T - 1 s nobody sees it, at T everybody."""
    record, at = risk(until), in_greenwich(until)
    assert not is_shown(record, at - SECOND), until
    assert is_shown(record, at), until


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """A machine that stands somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_embargoes_end_to_the_second(zone: str, reckon: Reckon) -> None:
    """Random moments of thirty years, wherever the machine stands."""
    chance = random.Random(5)
    first = datetime.combine(date(2010, 1, 1), midnight)
    many = reckon.many(2_000)
    for _ in range(many):
        check(first + timedelta(seconds=chance.randrange(30 * 365 * 86_400)))
    reckon.held("C5", many, f"instants, in {zone}")


def test_no_minute_is_wrong_when_clocks_change(zone: str, reckon: Reckon) -> None:
    """Every minute two hours before and after twenty changes."""
    changes = [last_sunday(year, month) for year in range(2020, 2030) for month in (3, 10)]
    minutes = [c + timedelta(minutes=m) for c in changes for m in range(-120, 181)]
    some = reckon.some(minutes)
    for minute in some:
        check(minute)
    reckon.held("C5", len(some), f"minutes at changes of clocks, in {zone}")


def embargoed_until(
    made: Strewn, until: datetime, chance: random.Random, *, below: str = ""
) -> list[str]:
    """Embargo some records that nothing else names, `below` some folder; return their paths."""
    added = []
    for path in [p for p in made.records if p.count("/") == 3 and "/meetings/" not in p]:
        if below in path and chance.random() < 0.5:
            folder, _, name = path.rpartition("/")
            day = name[:4] if name[:4].isdigit() else "x"
            copied = {k: v for k, v in made.records[path].items() if k != "files"}
            new = f"{folder}/{day}-later.yml"
            if new not in made.records:
                made.records[new] = {**copied, "visibility": embargo(until)}
                added.append(new)
    return added


def without(made: Strewn, paths: list[str]) -> Strewn:
    """The same, as if these records had never been written."""
    other = made.twin()
    for path in paths:
        del other.records[path]
    return other


def test_before_the_moment_a_site_has_nothing_embargoed(tmp_path: Path, reckon: Reckon) -> None:
    """Byte for byte; passing the moment alone publishes them, and going back takes them away."""
    project, other = tmp_path / "project", tmp_path / "other"
    until = datetime.fromisoformat("2026-10-25 01:30")
    at = in_greenwich(until)
    many = 100 if reckon.whole else 3
    with engine_run_once():
        for number in range(many):
            made = strewn(number, ("alpha",), often=0)
            settings = made.records[f"{ROOT}_council/council.yml"]
            settings["public_kinds"] = [kind.kind for kind in RECORD_TYPES]
            below = ("", "/alpha/", "/_council/")[number % 3]
            added = embargoed_until(made, until, random.Random(number), below=below)
            forget(other)
            built(settle(without(made, added).files(), other), "-j1", now=at - SECOND)
            never = tree(other / "site")
            forget(project)
            settle(made.files(), project)
            built(project, "-j1", now=at - SECOND)
            before = tree(project / "site")
            assert differences(before, never) == [], number
            built(project, "-j1", now=at)
            warm = tree(project / "site")
            built(project, "-j1", now=at - SECOND)
            assert differences(tree(project / "site"), before) == [], number
            forget(project)
            built(settle(made.files(), project), "-j1", now=at)
            assert differences(tree(project / "site"), warm) == [], number
            assert differences(warm, before) or not added, number
    reckon.held("C5", many, "sites before and after an embargo")


def test_pages_written_by_hand_follow_the_moment(tmp_path: Path) -> None:
    """A link to what is not there yet is its words; the moment alone makes it a link, and back."""
    made = strewn(2, ("alpha",), often=0)
    until = datetime.fromisoformat("2026-12-01 09:30")
    made.records[f"{ROOT}alpha/plans/a.yml"] |= {"title": "Secret", "visibility": embargo(until)}
    made.others["content/about.md"] = b"# About\n\nSee [[alpha/a]], [[alpha/a|our plan]].\n"
    project = settle(made.files(), tmp_path)
    seen = []
    for now in (in_greenwich(until) - SECOND, in_greenwich(until), in_greenwich(until) - SECOND):
        built(project, "-j1", now=now)
        html = (project / "site" / "about" / "index.html").read_text(encoding="utf-8")
        seen.append(html.partition("<p>See ")[2].partition("</p>")[0])
    there = '<a href="../partnerships/alpha/plans/a/">{}</a>'
    before = "a record, our plan."
    assert seen == [before, f"{there.format('Secret')}, {there.format('our plan')}.", before]


def test_only_one_place_reads_the_clock() -> None:
    """Whoever else wants to know the time is told it."""
    package = PROJECT / "generator" / "partnership_register"
    readers = set()
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                assert not {("time", each.name) for each in node.names} & CLOCKS, file
            if not isinstance(node, ast.Attribute):
                continue
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if (name, node.attr) in CLOCKS:
                readers.add(file.relative_to(package).as_posix())
    assert readers == {"shell/clock.py"}
