"""Files that records name: what is hidden in them is found, and what is sound is let through."""

from __future__ import annotations

import random
import resource
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attachments.bad_others import bad_others
from attachments.bad_pdfs import SECRET, bad_pdfs
from attachments.cases import Case
from attachments.good import good
from attachments.hostile_files import hostile_files
from partnership_register.attachments import LARGEST, examined
from partnership_register.attachments.examining import said_of
from partnership_register.attachments.pdf_geometry import Box, Matrix, moved, moved_corners
from places import PROJECT, needs_demo
from reckoning import Reckon

BAD = [*bad_pdfs(), *bad_others()]
GOOD = [*good()]
SLOWEST = 12
"""Seconds of processor time for the worst file that anybody has thought of, with room to spare."""
MOST_MEMORY = 1_000_000
"""Kilobytes, with all that the tests themselves hold."""


def test_every_bad_file_is_refused_for_what_is_wrong_with_it(reckon: Reckon) -> None:
    """Whatever is hidden in a file, or could run, is found, and is what the officer is told of."""
    assert len(BAD) >= 150
    assert len({case.what for case in BAD}) == len(BAD)
    missed = [case.what for case in BAD if not _is_found(case)]
    assert not missed
    reckon.held("C7", len(BAD), "bad files refused with the right finding")


def _is_found(case: Case) -> bool:
    found = examined(case.content, case.name).findings
    return any(case.said in finding.message for finding in found)


def test_files_as_programs_write_them_are_let_through(reckon: Reckon) -> None:
    """Links, bookmarks, tags, layers that are shown and properties of bodies are no findings."""
    assert len(GOOD) >= 200
    assert len({case.what for case in GOOD}) == len(GOOD)
    alarms = {c.what: examined(c.content, c.name).findings for c in GOOD}
    assert not {what: found for what, found in alarms.items() if found}
    reckon.held("C7", len(GOOD), "good files let through, with no false alarm")


@needs_demo
def test_all_files_of_the_demo_are_let_through() -> None:
    """The files that the demo council publishes keep the rules that it is to show."""
    files = [p for p in (PROJECT / "partnerships").rglob("*") if p.is_file() and p.suffix != ".yml"]
    alarms = {file.name: examined(file.read_bytes(), file.name).findings for file in files}
    assert not {name: found for name, found in alarms.items() if found}


def test_pages_are_counted() -> None:
    """A reader is told how many pages a PDF has before opening it."""
    pages = {case.what: examined(case.content, case.name).pages for case in GOOD}
    assert pages["pdf: plain"] == 1
    assert pages["pdf: nineteen pages"] == 19
    assert pages["docx: bare"] == 0


def test_no_finding_quotes_what_is_hidden() -> None:
    """What must not be read stands in no message, since many may read those."""
    for case in BAD:
        said = " ".join(f"{f.message} {f.hint}" for f in said_of(examined(case.content, case.name)))
        for secret in (
            SECRET,
            "Harcastle",
            "1.2 million",
            "Whittle",
            "jwhittle",
            "joan",
            "0042137",
        ):
            assert secret not in said, case.what


def test_every_finding_says_what_to_do() -> None:
    """A sentence names the kind of file, and another says in which program what is done."""
    for case in BAD:
        for finding in said_of(examined(case.content, case.name)):
            assert finding.message.startswith("this ")
            assert len(finding.hint) > 10
            assert not finding.hint.endswith(".")


def test_damaged_files_are_refused_or_read_and_never_end_in_an_error(reckon: Reckon) -> None:
    """Any file cut off, or with bytes changed anywhere, is looked through without an error."""
    chance = random.Random(7)
    count = reckon.many(5_000)
    for _ in range(count):
        case = chance.choice(GOOD if chance.random() < 0.5 else BAD)
        if len(case.content) < LARGEST:
            examined(_damaged(case.content[:60_000], chance), case.name)
    reckon.held("C7", count, "damaged files looked through without an error")


def _damaged(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return content[: chance.randint(0, len(content))]
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if changed:
            at = chance.randrange(len(changed))
            changed[at : at + chance.choice((0, 1, 1, 1, 9))] = chance.choice(
                (b"", b"\0", b"\xff", b"(", b"9999999999", b"<<", chance.randbytes(1))
            )
    return bytes(changed)


def test_no_file_takes_long_or_much_memory(reckon: Reckon) -> None:
    """Files made to burst or to keep us busy are given up within bounds of time and memory."""
    cases = reckon.some([*hostile_files()])
    for case in cases:
        begun = time.process_time()
        examined(case.content, case.name)
        assert time.process_time() - begun < SLOWEST, case.what
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEMORY
    reckon.held("C7", len(cases), "hostile files given up in time")


_NUMBER = st.floats(-1e6, 1e6)


@given(st.tuples(*[_NUMBER] * 6), st.tuples(*[_NUMBER] * 4))
def test_the_corners_of_a_box_are_moved_as_each_of_them_is(matrix: Matrix, box: Box) -> None:
    """To the last bit, so that nothing is found or missed because of the shorter way."""
    left, bottom, right, top = box
    corners = (left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)
    assert moved_corners(matrix, box) == [moved(matrix, corner) for corner in corners]


@pytest.mark.parametrize("name", ["", "paper", "paper.", ".pdf", "PAPER.PDF", "a/b.pdf"])
def test_names_without_a_proper_ending_are_no_error(name: str) -> None:
    """The ending alone counts, in letters of any size; where there is none, that is said."""
    found = examined(GOOD[0].content, name)
    assert found.format == "pdf"
    assert bool(found.findings) == (name.lower()[-4:] != ".pdf" or name == ".pdf")
