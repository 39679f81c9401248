"""What the oldest Python that is promised, 3.11.2 of Debian 12, takes otherwise than newer ones."""

from __future__ import annotations

import re

from places import PROJECT

_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{+[0-9,]+\}+)\+")
ALL_OR_NOTHING = {
    "generator/partnership_register/attachments/pdf_content.py": 2,
}
"""Files, and how many such groups they may hold: none that begins to match and then fails.

These have to stay as they are, since a greedy group in an atomic one takes 130 bytes of memory
for each repetition, and a string of a PDF can have millions.
"""


def test_no_group_that_could_fail_half_way_is_repeated_possessively() -> None:
    """Before Python 3.11.5 it takes what it failed on (issue 106052 of CPython).

    Write (?>(?:one|two)*) for a possessive (?:one|two)* instead.
    """
    found = {
        file.relative_to(PROJECT).as_posix(): len(
            _POSSESSIVE_GROUP.findall(file.read_text("utf-8"))
        )
        for folder in ("generator", "tests", "bench")
        for file in (PROJECT / folder).rglob("*.py")
    }
    assert {file: number for file, number in found.items() if number} == ALL_OR_NOTHING
