"""What becomes of records and parts by what they say of their visibility, a case each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnership_register.disclosure.comparing import values
from partnership_register.moments import moment_in
from partnership_register.register import Register
from partnership_register.shell.opening import open_project
from places import TESTS

CASES = yaml.load(
    (TESTS / "disclosure" / "states.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
MARK = re.compile(r"\b(?:SEEN|SECRET|secret)-[A-Za-z]+")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_public_sees_what_may_be_seen_and_nothing_else(case: Any, council: Path) -> None:
    """Of all marked words the public register holds those that are to be seen, and no other."""
    written = _write(case, council)
    now = moment_in(case.get("now", "2026-11-22"))
    opened = open_project(council / "partnerships", council / "content", now)
    assert opened.problems == ()
    assert opened.register
    seen = _words(opened.register)
    assert seen == {word for word in MARK.findall(written) if word.startswith("SEEN-")}
    assert [notice.reason for notice in opened.register.notices] == (
        [case["notice"]] if "notice" in case else []
    )
    if "not_seen" in case:
        said = [value for record in opened.register.everything for _, value in values(record)]
        assert not [value for value in said if case["not_seen"] in value]
    if "not_named" in case:
        named = {target.record.id for target, _ in opened.register.outward()}
        assert case["not_named"] not in named


def _write(case: Any, council: Path) -> str:
    """Put the files of a case into the council, and give all that was written."""
    records = council / "partnerships"
    files = {case["file"]: case["text"], **case.get("and", {})}
    for name, text in files.items():
        (records / name).parent.mkdir(parents=True, exist_ok=True)
        (records / name).write_text(text, encoding="utf-8")
    for name, text in case.get("append", {}).items():
        kept = (records / name).read_text(encoding="utf-8")
        if text.startswith("members:"):
            kept = kept.partition("members:")[0]
        (records / name).write_text(kept + text, encoding="utf-8")
    settings = records / "_council" / "council.yml"
    said = settings.read_text(encoding="utf-8")
    if "kinds" in case:
        said = re.sub(r"public_kinds: .*", f"public_kinds: [{', '.join(case['kinds'])}]", said)
    if "drafts" in case:
        said = said.replace("show_draft_minutes: yes", f"show_draft_minutes: {case['drafts']}")
    settings.write_text(said, encoding="utf-8")
    return "\n".join([*files.values(), *case.get("append", {}).values()])


def _words(register: Register) -> set[str]:
    """The marked words of everything that a public register holds."""
    held = [value for record in register.everything for _, value in values(record)]
    held += [
        part.visibility.public_summary or ""
        for entry in (*register.parts("item"), *register.parts("decision"))
        if (part := entry.part) and getattr(part, "visibility", None)
    ]
    held += [
        shown.public_summary
        for record in register.everything
        if (shown := record.visibility) and getattr(shown, "public_summary", None)
    ]
    held += [notice.reason for notice in register.notices]
    return {word for text in held for word in MARK.findall(text)}
