"""The ledger in real builds: what is written, what is refused, and what search engines see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from addresses.towns import Site, answers, site_of, target_of
from partnership_register.addresses import read_ledger
from partnership_register.addresses.ledger import Ledger, linked
from partnership_register.cli import main
from partnership_register.register import Register
from partnership_register.scanning import LEDGER
from places import PROJECT, digests

FOR_OFFICERS = PROJECT / "docs" / "for-officers.md"
DAY = ("--as-of", "2026-11-22")
BUILD = ("build", *DAY, "--jobs", "1", "--quiet")
WITHDRAWN = "visibility: {state: withdrawn, on: 2026-11-20, reason: Published by mistake.}\n"


@pytest.fixture
def here(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small council as the folder in which commands are typed."""
    monkeypatch.chdir(council)
    return council


def built(site: Path) -> Site:
    """What lies in the folder of a site."""
    made = frozenset(digests(site))
    ends = {path: target_of(path, (site / path).read_bytes()) for path in made if _is_page(path)}
    leading = {f"/{path.removesuffix('index.html')}": end for path, end in ends.items() if end}
    pages = frozenset(path for path, end in ends.items() if not end)
    return Site(made, pages, (), leading, {})


def _is_page(path: str) -> bool:
    return path.endswith("index.html")


def replace(folder: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in all records."""
    for file in folder.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        for old, new in pairs:
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")


def test_what_the_tests_take_for_the_site_is_what_is_built(
    small_site: Path, register: Register
) -> None:
    """Addresses to which people may link are the same whether made or only reckoned."""
    reckoned = set(linked(site_of(register, "").made, Ledger()))
    by_hand = {"/about/"}
    assert set(linked(built(small_site).made, Ledger())) == reckoned | by_hand


def test_all_that_was_published_answers_in_the_site_that_is_built(here: Path) -> None:
    """A renamed partnership, a withdrawn guide, a file that is gone, a lead that is no more; and
    building again gives what building anew gives."""
    assert main(BUILD) == 0
    assert main(["addresses", *DAY]) == 0
    ledger, _ = read_ledger((here / LEDGER).read_bytes())
    assert {"/partnerships/quay-group/meetings.ics", "/leads/town-clerk/"} <= set(ledger.lines)
    records = here / "partnerships"
    (records / "quay-group").rename(records / "quays")
    replace(records, ("quay-group", "quays"), ("Town Clerk", "Chief Clerk"),
            ("town clerk", "Chief Clerk"), ("files: [terms.pdf]", ""))  # fmt: skip
    (records / "harbour-board" / "documents" / "terms.pdf").unlink()
    for name, line in (("quays/partnership.yml", "former_ids: [quay-group]\n"),
                       ("_council/documents/guide.yml", WITHDRAWN)):  # fmt: skip
        (records / name).write_text((records / name).read_text() + line)
    assert main(BUILD) == 0
    site = built(here / "site")
    assert [address for address in ledger.lines if not answers(site, address)] == []
    assert site.leading["/leads/town-clerk/"] == "/leads/"
    document = "/partnerships/harbour-board/documents/terms-of-reference/"
    assert site.leading[f"{document}terms.pdf/"] == document
    kept = [here / "site" / "partnerships" / name / "meetings.ics" for name in
            ("quays", "quay-group")]  # fmt: skip
    assert kept[0].read_bytes() == kept[1].read_bytes()
    after = digests(here / "site")
    assert main([*BUILD, "--no-cache", "--site-dir", "anew"]) == 0
    assert digests(here / "anew") == after
    assert_unlisted(here / "site", [*site.leading, "/documents/guide/"])
    assert main(["addresses", *DAY]) == 0
    noted, _ = read_ledger((here / LEDGER).read_bytes())
    assert set(ledger.lines) < set(noted.lines)
    assert f"{document}terms.pdf/" not in noted.lines
    assert all(answers(site, address) for address in noted.lines)


def assert_unlisted(site: Path, addresses: list[str]) -> None:
    """Search engines and our own search are told nothing of what is there for its address alone."""
    listed = re.findall(r"<loc>https://[^/]*(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert listed
    found = b"".join(file.read_bytes() for file in (site / "search").rglob("*.json"))
    for address in addresses:
        page = (site / address[1:] / "index.html").read_bytes()
        assert b'<meta name="robots" content="noindex">' in page
        assert b"<script" not in page or b'http-equiv="refresh"' not in page
        assert address not in listed
        assert f'"{address}"'.encode() not in found


def test_a_build_refuses_what_the_check_refuses_and_leaves_the_site(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message stands at the line of the ledger, and says what to write instead. What is
    hidden is refused in the same words as what is deleted."""
    assert main(BUILD) == 0
    assert main(["addresses", *DAY]) == 0
    before = digests(here / "site")
    guide = here / "partnerships" / "_council" / "documents" / "guide.yml"
    text = guide.read_text()
    capsys.readouterr()
    guide.write_text(f"{text}visibility: confidential\n")
    assert main(["check", *DAY]) == 1
    said = capsys.readouterr().out
    number = (here / LEDGER).read_text().split("/documents/guide/")[0].count("\n") + 1
    assert said.startswith(f'{LEDGER}:{number}:1: "/documents/guide/" was published, and no')
    assert "keep partnerships/_council/documents/guide.yml and write in it" in said
    assert said.partition(":1: ")[2].strip() in FOR_OFFICERS.read_text(encoding="utf-8")
    assert main(BUILD) == 1
    assert capsys.readouterr().out == said
    guide.unlink()
    assert main(BUILD) == 1
    assert capsys.readouterr().out == said
    assert digests(here / "site") == before
    guide.write_text(text + WITHDRAWN)
    assert main(["check", *DAY]) == 0


def test_the_ledger_is_no_input_of_any_page(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After addresses were noted nothing is rendered again; but each line answers at once."""
    assert main(BUILD) == 0
    assert main(["addresses", *DAY]) == 0
    capsys.readouterr()
    assert main(["build", *DAY, "--jobs", "1"]) == 0
    assert " 0 records read, 0 pages rendered" in capsys.readouterr().out
    with (here / LEDGER).open("a") as ledger:
        ledger.write("/leads/harbour%20master/\n")
    assert main(["build", *DAY, "--jobs", "1"]) == 0
    assert " 0 records read, 0 pages rendered" in capsys.readouterr().out
    assert built(here / "site").leading["/leads/harbour master/"] == "/leads/"


def test_a_ledger_is_read_whatever_a_merge_left_in_it() -> None:
    """Lines in any order, the same twice, with two marks; but nothing that is no address."""
    text = "/b/ 0123abcd\n# note\n/a/\r\n/b/ ffff0000\n\n/c%20d.pdf\n<<<<<<< HEAD\n/../x\n/a//b\n"
    ledger, problems = read_ledger(text.encode())
    assert list(ledger.lines) == ["/b/", "/a/", "/c d.pdf"]
    assert ledger.marks == {"/b/": "0123abcd ffff0000"}
    assert [each.line for each in problems] == [7, 8, 9]
    for line in ("c/", "/a/ b", "/a/ 0123ABCD", "/a:b/", "/%2e%2e/a/", "/a%2f/b/"):
        assert len(read_ledger(f"{line}\n".encode())[1]) == 1, line


def test_no_address_is_noted_of_what_is_withheld(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody looked ahead, and built the site for a day on which an embargo has ended."""
    guide = here / "partnerships" / "_council" / "documents" / "guide.yml"
    until = (
        "{state: embargoed, until: 2026-12-01 09:30, in_words: 'Tuesday 1 December 2026, 09:30'}"
    )
    guide.write_text(f"{guide.read_text()}visibility: {until}\n", encoding="utf-8")
    assert main(("build", "--as-of", "2026-12-02", "--jobs", "1", "--quiet")) == 0
    assert main(["addresses", *DAY]) == 2
    assert "shows something that is withheld on Sunday 22 November 2026" in capsys.readouterr().err
    assert not (here / LEDGER).exists()
    assert main(["addresses", "--as-of", "2026-12-02"]) == 0
    assert "/documents/guide/" in (here / LEDGER).read_text(encoding="utf-8")
