"""Problems of files that hold withheld matter: where, and what kind of mistake; never what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership_register.model import RECORD_TYPES
from partnership_register.model.council import Council
from partnership_register.model.meeting import Meeting
from partnership_register.problems import FORMATS, Problem, did_you_mean, plain, shown
from partnership_register.records.keys import known_keys
from partnership_register.records.quoting import Openness, may_be_quoted
from partnership_register.shell.opening import open_project
from places import NOW, PROJECT, TESTS
from reckoning import Reckon
from test_invalid import CASES as BROKEN
from test_invalid import INVALID, lay_over

CANARY = "qzx7k2vw9jt4"
BREAKS = (
    "KEY: CANARY", "KEY: [CANARY]", "KEY: {CANARY: CANARY}", "KEYCANARY: VALUE",
    "KEY: 31/12/2026 CANARY", "KEY: CANARY\nKEY: CANARY", "KEY: CANARY: CANARY", "KEY: [CANARY",
    "KEY: 'CANARY", "KEY: @CANARY", "KEY: &CANARY CANARY", "KEY: CANARY #CANARY",
    'KEY: "CANARY\\CANARY"', "KEY: '[[CANARY]]'", "KEY:CANARY", "KEY:\n  -CANARY: CANARY",
    "KEYCANARY:", "KEY: www.CANARY.example", "KEY: |#CANARY", "KEY: harbour-bord CANARY",
)  # fmt: skip
"""Ways to break a field, each with a canary where it breaks."""
LINE = re.compile(r"^( *(?:- )?)([a-z_]+): (.+)$", re.MULTILINE)
WITHHELD = "visibility: confidential\n"


def records() -> Iterator[tuple[str, str]]:
    """Every record of the small council: where it lies and what it says."""
    root = TESTS / "council" / "partnerships"
    for file in sorted(root.rglob("*.yml")):
        if file.name != "council.yml":
            yield file.relative_to(root.parent).as_posix(), file.read_text(encoding="utf-8")


def broken(text: str) -> Iterator[str]:
    """A record with each field on a line of its own broken in each way."""
    for match in LINE.finditer(text):
        for change in BREAKS:
            written = change.replace("KEY", match[2]).replace("VALUE", match[3])
            lines = written.replace("CANARY", CANARY).split("\n")
            made = f"\n{' ' * len(match[1])}".join([match[1] + lines[0], *lines[1:]])
            yield text[: match.start()] + made + text[match.end() :]


def said(council: Path) -> str:
    """All that is printed of a council's problems, in each format."""
    problems = open_project(council / "partnerships", council / "content", NOW).problems
    return "".join(print_(problems) for print_ in FORMATS.values())


CASES = [(path, text) for path, whole in records() for text in broken(whole)]


def test_no_word_of_a_withheld_record_is_said_whatever_is_wrong_with_it(
    council: Path, reckon: Reckon
) -> None:
    """Each field broken in each way, with a canary in the place; the place and a hint are said."""
    tried = 0
    for path, text in reckon.some(CASES):
        file = council / path
        whole = file.read_text(encoding="utf-8")
        file.write_text(text + WITHHELD, encoding="utf-8")
        found = said(council)
        assert CANARY not in found, (path, text)
        tried += CANARY in text
        file.write_text(whole, encoding="utf-8")
    reckon.held("C8", tried, "withheld fields broken, none of their words in the log")


def test_what_is_public_is_quoted(council: Path) -> None:
    """The same mistakes in public records are told with the words that are wrong."""
    quoted = 0
    for path, text in CASES[::97]:
        file = council / path
        whole = file.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        quoted += CANARY in said(council)
        file.write_text(whole, encoding="utf-8")
    assert quoted > len(CASES[::97]) // 3


def test_no_name_out_of_a_withheld_record_is_offered_to_others(council: Path) -> None:
    """A reference that is nearly right is not mended with a word that only a withheld file says."""
    plans = council / "partnerships/harbour-board/plans"
    secret = (
        f"title: x\nstatus: approved\nactions:\n  - {{ref: {CANARY}, action: x}}\n"
        f"former_ids: [{CANARY}a]\n"
    )
    (plans / "open.yml").write_text(
        "title: Open\nstatus: approved\nactions:\n"
        f"  - {{ref: A, action: 'As [[secret#{CANARY}b]].'}}\n"
        f"  - {{ref: B, action: 'As [[{CANARY}c]].'}}\n"
    )
    (plans / "secret.yml").write_text(secret)
    assert f"secret#{CANARY}" in said(council).replace(f"secret#{CANARY}b", "")
    (plans / "secret.yml").write_text(secret + WITHHELD)
    others = said(council).replace(f"{CANARY}b", "").replace(f"{CANARY}c", "")
    assert CANARY not in others


ACTION = "title: {0}\nstatus: approved\n{1}actions:\n  - {{ref: {2}, action: '{3}'{4}}}\n"
WAITS = ", links: [{{type: depends-on, action: {}}}]"
PLANS = "partnerships/harbour-board/plans"
CLOSED = {
    "a former id": (f"{PLANS}/closed.yml", ACTION.format("x", "former_ids: [old]\n", "B", "x", "")),
    "an id": (f"{PLANS}/closed.yml", ACTION.format("x", "", "B", "x", "")),
    "a circle": (
        f"{PLANS}/closed.yml", ACTION.format("x", "", "B", "x", WAITS.format("open#A")),
    ),
    "a name in text": (f"{PLANS}/closed.yml", ACTION.format("x", "", "R", "x", "")),
    "a name in a field": (f"{PLANS}/closed.yml", ACTION.format("x", "", "R", "x", "")),
    "a name in a page": ("partnerships/_council/documents/r.yml", "title: x\ntype: report\n"),
}  # fmt: skip
"""What is withheld, and does not go together with what is public."""
THIRD = {f"{PLANS}/third.yml": ACTION.format("Third", "", "R", "x", "")}
OPENLY = {
    "a former id": {f"{PLANS}/open.yml": ACTION.format("x", "former_ids: [old]\n", "A", "x", "")},
    "an id": {f"{PLANS}/open.yml": ACTION.format("x", "former_ids: [closed]\n", "A", "x", "")},
    "a circle": {f"{PLANS}/open.yml": ACTION.format("x", "", "A", "x", WAITS.format("closed#B"))},
    "a name in text": {
        f"{PLANS}/open.yml": ACTION.format("x", "", "A", "As [[R]], [[A]], [[R]].", ""), **THIRD,
    },
    "a name in a field": {
        f"{PLANS}/open.yml": ACTION.format("x", "", "A", "x", WAITS.format("R")), **THIRD,
    },
    "a name in a page": {
        "content/about.md": "# About\n\n[[r]]\n",
        "partnerships/_council/strategies/r.yml": "title: Strategy\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("what", CLOSED)
def test_what_does_not_go_with_a_withheld_record_is_said_there(what: str, council: Path) -> None:
    """At the public one it would give away what the other holds, were it only that."""
    path, text = CLOSED[what]
    for name, public in OPENLY[what].items():
        (council / name).write_text(public, encoding="utf-8")
    (council / path).write_text(text, encoding="utf-8")
    assert open_project(council / "partnerships", council / "content", NOW).problems
    (council / path).write_text(text + WITHHELD, encoding="utf-8")
    problems = open_project(council / "partnerships", council / "content", NOW).problems
    assert [each.path for each in problems] == [path]


def test_what_a_withheld_file_says_decides_of_nothing_else(council: Path) -> None:
    """Of a name that might lie in one that cannot be read nothing is said, whatever it holds."""
    plans = council / "partnerships/harbour-board/plans"
    (plans / "open.yml").write_text(
        ACTION.format("Open", "", "A", "As [[zebra]] and [[secret#zebra]].", ""), encoding="utf-8"
    )
    told = []
    for word in ("zebra", "tiger"):
        secret = ACTION.format("x", f"bogus: {word}\n", "B", word, "") + WITHHELD
        (plans / "secret.yml").write_text(secret, encoding="utf-8")
        told.append(said(council))
    assert told[0] == told[1]
    assert "open.yml" not in told[0]
    (plans / "secret.yml").write_text(secret.replace(WITHHELD, ""), encoding="utf-8")
    assert "open.yml" in said(council)


WORD = re.compile(r"[^\W_]+(?:[-/:.][^\W_]+)*")


def _own_words() -> set[str]:
    """The words of which the program makes its messages, and the names of fields."""
    texts = [
        node.value
        for file in sorted((PROJECT / "generator").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {*WORD.findall("\n".join(texts)), *WORD.findall(" ".join(known_keys()))}


OWN_WORDS = _own_words()


@pytest.mark.parametrize("case", BROKEN)
def test_no_word_of_a_case_is_said_where_its_records_are_withheld(case: str, council: Path) -> None:
    """Every rule that a record may break; what else is public may be named, and so may files."""
    lay_over(council, case)
    over = {file.relative_to(INVALID / case) for file in (INVALID / case).rglob("*.y*ml")}
    closed = {path for path in over if len(path.parts) == 4 and path.parts[0] == "partnerships"}
    secret = ""
    for path in sorted(closed):
        content = (council / path).read_bytes()
        (council / path).write_bytes(content.rstrip() + b"\n" + WITHHELD.encode())
        secret += content.decode("utf-8", "replace")
    others = [
        file.read_bytes().decode("utf-8", "replace") + file.as_posix()
        for folder in ("partnerships", "content")
        for file in sorted((council / folder).rglob("*"))
        if file.is_file() and file.relative_to(council) not in closed
    ]
    known = {*OWN_WORDS, *WORD.findall("\n".join([*others, *map(str, closed)]))}
    words = {word for word in WORD.findall(secret) if len(word) > 3} - known
    problems = open_project(council / "partnerships", council / "content", NOW).problems
    told = "\n".join(f"{each.place} {each.sentence}" for each in problems)
    assert words.isdisjoint(WORD.findall(told)), told


MEETING = "partnerships/harbour-board/meetings/2026-10-01.yml"
ENDED = """title: Berths
status: approved
actions:
  - {{ref: B1, action: Mark them., {0}, updates: [{{date: {1}, text: Late., status: {2}}}]}}
"""
EMBARGO = "title: x\ntype: other\nvisibility:\n  state: embargoed\n"
ALIKE = {
    "an action that has ended": (f"{PLANS}/closed.yml", ENDED, (
        ("status: complete", "status: withdrawn"), ("2026-02-17", "2025-01-03"),
        ("delayed", "under-way"),
    )),
    "minutes of what was not held": (
        MEETING, "status: {0}\nminutes: {{status: draft}}\n",
        (("cancelled", "moved"),),
    ),
    "who came to what was not held": (
        MEETING, "status: {0}\nattendance: [{{member: chair, status: present}}]\n",
        (("cancelled", "moved"),),
    ),
    "what was said where nobody met": (
        MEETING, "status: {0}\nkey_messages: [x]\n", (("cancelled", "moved"),),
    ),
    "an embargo said once": (
        "partnerships/harbour-board/documents/closed.yml", EMBARGO + "  until: {0}\n",
        (("2026-12-01 09:30", "2027-01-05 10:00:30"),),
    ),
    "an embargo said two ways": (
        "partnerships/harbour-board/documents/closed.yml",
        EMBARGO + "  until: {0}\n  in_words: soon\n",
        (("2026-12-01 09:30", "2027-01-05 10:00:30"),),
    ),
}  # fmt: skip
"""Mistakes whose messages have words of the model or days in them, and what these may be."""


@pytest.mark.parametrize("what", ALIKE)
def test_one_mistake_is_told_alike_whatever_a_withheld_file_says(what: str, council: Path) -> None:
    """Words that a field can take are no secret of their own; which of them stands there is."""
    path, text, values = ALIKE[what]
    told = set()
    for chosen in product(*values):
        closed = "" if "visibility" in text else WITHHELD
        (council / path).write_text(text.format(*chosen) + closed, encoding="utf-8")
        told.add(said(council))
    assert len(told) == 1
    assert path in told.pop()


@pytest.mark.parametrize("format", FORMATS)
def test_marks_are_never_printed_and_hidden_words_never_said(format: str) -> None:
    """Of a problem that is hidden not even the keys are said that no model has."""
    problem = Problem("a.yml", f'"{shown("word")}" is wrong', f"write {shown('better')}",
                      ("items", 2, "strange"))  # fmt: skip
    told = FORMATS[format]([problem])
    assert '"word" is wrong' in told.replace("\\", "")
    assert "better" in told
    assert "strange" in told
    hushed = FORMATS[format]([problem.silenced(known_keys())])
    assert not re.search("word|better|strange", hushed)
    assert "items 3" in hushed
    assert not re.search("[\ufdd0-\ufdef]", told + hushed)


def test_a_word_chosen_for_its_likeness_tells_as_much_as_the_text() -> None:
    """So what is suggested is taken out with it."""
    hint = did_you_mean("harbor-plam", ["harbour-plan", "berths"])
    assert "harbour-plan" in plain(hint)
    assert "harbour-plan" not in Problem("a.yml", "wrong", hint).silenced(()).sentence


@settings(parent=settings(), derandomize=True, deadline=None)
@given(st.text(), st.text(), st.integers(4, 99))
def test_whatever_is_quoted_can_be_taken_out_again(before: str, text: str, most: int) -> None:
    """Also where the text itself has the marks."""
    before = plain(before)
    problem = Problem("a.yml", f"{before}{shown(text, most=most)}{before}")
    assert problem.silenced(()).message == f"{before}\u2026{before}"


OPEN = Openness(frozenset(kind.kind for kind in RECORD_TYPES))


@pytest.mark.parametrize(
    "text",
    [
        "visibility: confidential", "visibilty: confidental", "visibility: public\nvisibility: x",
        "VISIBILITY: Exempt", "{visibility: {state: draft}}", "'visibility' : draft", "exempt:",
        "embargoed", "embrago", "minutes: {status: draft}", "minutes:\n  status: draft",
        "status:\n  draft", "status: darft", "status: 'draft' # soon", "private:\n  email: x",
        "private_email: x", '"vis\\x69bility": x', '"visi\\\nbility": x', "visibilit\u00a0y: x",
        "v\0i\0s\0i\0b\0i\0l\0i\0t\0y\0", "confid\u00e9ntial", "visibility: publ1c",
        "- state: withdrawn",
    ],
)  # fmt: skip
def test_what_could_withhold_something_is_never_quoted(text: str) -> None:
    """However it is spelt, and whether or not the file can be read."""
    assert not may_be_quoted(text.encode(), Meeting, OPEN)
    assert not may_be_quoted(text.encode("latin-1", "replace") + b"\xe9", Meeting, OPEN)
    assert not may_be_quoted(b"[" + text.encode() + b"\n}", Meeting, OPEN)


def test_kinds_that_the_council_keeps_to_itself_are_not_quoted() -> None:
    """Nor is a file whose place says no kind; the council's own file always is."""
    for kind in RECORD_TYPES:
        assert may_be_quoted(b"title: x\nvisibility: public\n", kind, OPEN)
        assert not may_be_quoted(b"title: x\n", kind, Openness())
    assert may_be_quoted(b"title: x\n", Council, Openness())
    assert not may_be_quoted(b"title: x\n", None, OPEN)
    drafts = b"minutes: {status: draft}\n"
    assert may_be_quoted(drafts, Meeting, Openness(OPEN.kinds, draft_minutes=True))


SETTINGS = """title: x
categories:
  - {id: private, title: Private sector}
glossary:
  - term: Exempt item
    meaning: >-
      Business that is
      exempt, and confidential until then.
    also:
      - Private item
"""


@pytest.mark.parametrize(
    "withholds",
    [
        "", "visibility: confidential", "  - {id: x, visibilty: draft}",
        "    private:\n      email: x",
        "visibility confidential", "  - exempt", "x: confidential", "private_email: x",
        "visibility\n: draft", "publish: no", "    confidental: yes",
    ],
)  # fmt: skip
def test_the_councils_own_file_is_quoted_for_all_that_its_glossary_says(withholds: str) -> None:
    """It is always public; but not where somebody thought to withhold something in it."""
    assert may_be_quoted(f"{SETTINGS}{withholds}\n".encode(), Council, Openness()) == (
        not withholds
    )


@pytest.mark.parametrize(
    "key", ["publish: no", "not_public: yes", "hidden: yes", "draft: yes", "state: draft",
            "secret: yes", "withheld: yes", "status: restricted", "do_not_publish: yes"]
)  # fmt: skip
def test_a_key_of_no_model_that_was_meant_to_withhold_is_understood(key: str) -> None:
    """Nothing of such a file is said in a log that anybody may read."""
    for text in (f"title: x\n{key}\n", f"items:\n  - {key}\n", f"items: [{{{key}}}]\n"):
        assert may_be_quoted(text.replace(key, "place: x").encode(), Meeting, OPEN)
        assert not may_be_quoted(text.encode(), Meeting, OPEN), text


def test_it_is_said_why_a_message_leaves_words_out() -> None:
    """Once, at its end, and only where something was left out."""
    problem = Problem(
        "a.yml", f'"{shown("word")}" is wrong', f"write {shown('better')}", ("items",)
    )
    told = problem.silenced(known_keys()).sentence
    assert told.endswith(
        "(what this file says is not shown here, since it may hold something withheld)"
    )
    assert told.count("withheld") == 1
    assert Problem("a.yml", "wrong", "mend it", ("items",)).silenced(known_keys()).sentence == (
        "wrong; mend it"
    )


@pytest.mark.parametrize("name", ["[[secret#zzz]]", "[[secret#]]", "[[secret#1]]"])
def test_refs_of_a_withheld_record_are_not_listed(name: str, council: Path) -> None:
    """Where the record is named and the part is not, those it has are told if it is public."""
    plans = council / "partnerships/harbour-board/plans"
    (plans / "open.yml").write_text(ACTION.format("Open", "", "A", f"As {name}.", ""))
    secret = ACTION.format("x", "", CANARY, "x", "")
    (plans / "secret.yml").write_text(secret)
    assert f"secret#{CANARY}" in said(council)
    (plans / "secret.yml").write_text(secret + WITHHELD)
    withheld = said(council)
    assert CANARY not in withheld
    (plans / "secret.yml").unlink()
    assert said(council) == withheld
