"""No word of what is withheld is anywhere in what a build publishes or prints."""

from __future__ import annotations

import random
from pathlib import Path

from disclosure.scanner import Scanner, found
from disclosure.sites import built, engine_run_once, forget, settle
from disclosure.strewing import Strewn, strewn, with_canaries
from partnership_register.disclosure import disclosed
from partnership_register.records import load
from places import NOW
from reckoning import Reckon


def test_no_canary_gets_out(tmp_path: Path, reckon: Reckon) -> None:
    """In every field of every withheld record, part and file stands a word; none is published.

    Looked for in the site, in what lies hidden beside it, and in all that was printed. Words
    that the public may see are looked for as well, to show that they would be found.
    """
    project, tried, number = tmp_path / "project", 0, 0
    with engine_run_once():
        while tried < reckon.many(5_000):
            made, canaries = with_canaries(strewn(number, often=0.3), random.Random(number))
            shown = _in_public(made, random.Random(number))
            forget(project)
            said = built(settle(made.files(), project), "--jobs", "1")
            scanner = Scanner([*canaries, *shown])
            leaks = [*scanner.content(said.encode(), "what was printed")]
            leaks += scanner.folder(project / "site")
            leaks += scanner.folder(project / ".site.publishing")
            seen = found(leaks)
            assert [seen[canary] for canary in canaries if canary in seen] == [], number
            assert seen.keys() & shown, "not even public words are found"
            tried += len(canaries)
            number += 1
    reckon.held("C2", tried, "canaries that did not get out")


def test_no_canary_passes_the_rules(tmp_path: Path, reckon: Reckon) -> None:
    """What is left of the records holds none, whether or not any page would have shown it."""
    tried, number = 0, 0
    while tried < reckon.many(20_000) or number < 6:
        made, canaries = with_canaries(strewn(number, often=0.3), random.Random(number))
        records = load(settle(made.files(), tmp_path) / "partnerships")
        left = disclosed(records, NOW).records.records
        said = "".join(record.model_dump_json() for record in left)
        assert [canary for canary in canaries if canary in said] == [], number
        tried += len(canaries)
        number += 1
    reckon.held("C2", tried, "canaries that did not pass the rules of disclosure")


def _in_public(made: Strewn, chance: random.Random) -> set[str]:
    """Put a word into the title of each organisation, which nearly every page shows."""
    words = set()
    for path, data in made.records.items():
        if "/organisations/" in path and "visibility" not in data:
            word = "p" + "".join(chance.choices("abcdefghijklmnop", k=23))
            data["title"] = word
            words.add(word)
    return words
