"""Whatever a file holds, reading it ends with a record or with problems that have a place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from hostile import HOSTILE, MEGABYTES, SECONDS
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meeting import Meeting
from partnership_register.model.walk import Prose, part_at, walk
from partnership_register.records import decoded, located, read_record
from partnership_register.records.loading import read_content
from partnership_register.records.ordinary import LONGEST_TEXT, read_ordinary
from partnership_register.records.placing import Place
from partnership_register.records.reading import Source, read_by_libyaml
from partnership_register.records.reading import read as read_bytes
from partnership_register.register.links import links_in
from partnership_register.render.text import html, inline_html
from places import SHARED, TESTS
from reckoning import Reckon

CORPORA = SHARED / "corpora"
KINDS = {kind.folder: kind for kind in RECORD_TYPES if kind.folder}
PYDANTIC = (
    "Input should",
    "pydantic",
    "Field required",
    "Extra inputs",
    "Value error",
)
"""Words of its own that pydantic would say."""


def _fixtures() -> Iterator[tuple[type[Record], bytes]]:
    """Each record of the small council, with its type."""
    for file in sorted((TESTS / "council" / "partnerships").rglob("*.yml")):
        named = {"council": Council, "partnership": RECORD_TYPES[1]}
        yield named.get(file.stem) or KINDS[file.parent.name], file.read_bytes()


FIXTURES = list(_fixtures())
SIGNS = [*"\n\t\r -:#\"'[]{}&*!|>%@`?,\\<=~.x0", "\n\n", "\n  ", "- ", ": ", "\u00a0", "\u2013",
         "\u201c", "\u2028", "\ufeff", "\0", "\x85", "\ud7ff", "<<: ", "<<<<<<<",
         "---\n"]  # fmt: skip

LEFT_BEHIND: dict[str, Callable[[bytes], bytes]] = {
    "a mark of git": lambda line: b"<<<<<<< HEAD\n" + line + b"=======\n" + line + b">>>>>>> b\n",
    "the end of a mark of git": lambda line: b">>>>>>> other\n" + line,
    "a character NUL": lambda line: b"\0" + line,
    "a letter of Windows": lambda line: b"# caf\xe9\n" + line,
    "half a letter": lambda line: b"# \xe2\x80\n" + line,
    "another record": lambda line: b"---\na: b\n---\n" + line,
    "an escape sequence": lambda line: b"# \x1b[31m\n" + line,
    "a byte order mark": lambda line: "\ufeff".encode() + line,
    "a tab": lambda line: b"\t" + line,
    "a curly quote": lambda line: "\u201c".encode() + line,
    "the same line again": lambda line: line + line,
    "a comma at the end, as in JSON": lambda line: line.rstrip(b"\n") + b",\n",
}
"""What may happen to a line, by what it looks like."""
HARMLESS = {"a byte order mark", "a tab", "a curly quote", "the same line again",
            "a comma at the end, as in JSON", "another record"}  # fmt: skip
"""In some lines these do no harm, as in a text or a list."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads bytes as a record and checks what comes of it."""
    return Reader(tmp_path_factory.mktemp("files") / "2026-03-12.yml")


class Reader:
    """Reads bytes as a record and looks whether the outcome is one that may be.

    Such an outcome is a record, or problems with a place in the file, a sentence and what to do.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tried = self.refused = 0

    def __call__(self, kind: type[Record], content: bytes) -> BaseModel | None:
        self.tried += 1
        self.file.write_bytes(content)
        record, found = read_record(self.file, self.file.name, kind, "x/2026-03-12", "x")
        problems = located(self.file.parent, found)
        assert record is not None or problems, content
        text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        rows = text.split("\n")
        for problem in problems:
            line, column = map(int, problem.position.split(":")[1:])
            assert 1 <= line <= len(rows), (problem, content)
            assert 1 <= column <= len(rows[line - 1]) + 1, (problem, content)
            assert problem.message
            assert problem.hint, (problem, content)
            said = str(problem)
            assert said.isprintable(), (said, content)
            assert len(said) < 1000
            assert not any(word in said for word in PYDANTIC), said
        self.refused += bool(problems)
        both_ways_agree(content)
        return None if problems else record


def both_ways_agree(content: bytes) -> None:
    """The quick way of reading, where it reads a file at all, reads what libyaml reads."""
    text, problems = decoded(content, "")
    quick = None if problems else read_ordinary(text)
    if quick:
        assert Source(quick[0], (), quick[1]) == read_by_libyaml(text, ""), content


@pytest.fixture
def tries(read: Reader, reckon: Reckon) -> Callable[[str], None]:
    """Counts what a test tried, and how much of it was refused."""
    tried, refused = read.tried, read.refused

    def tell(what: str) -> None:
        reckon.held("M1", read.refused - refused, f"bad files explained: {what}")
        reckon.held("M1", read.tried - tried, f"files refused or read for what they say: {what}")

    return tell


Tries = Callable[[str], None]


def test_a_file_cut_off_anywhere_is_a_record_or_a_problem(
    read: Reader, reckon: Reckon, tries: Tries
) -> None:
    """As when a disk is full, or a copy was stopped; for a release at every place."""
    step = 1 if reckon.whole else 10
    for number, (kind, content) in enumerate(FIXTURES):
        for length in range(number % step, len(content), step):
            read(kind, content[:length])
    tries("cut off")


def test_a_letter_changed_anywhere_makes_a_record_or_a_problem(
    read: Reader, reckon: Reckon, tries: Tries
) -> None:
    """One bit turned round, or the byte made one of YAML's signs; for a release of every byte."""
    step = 1 if reckon.whole else 20
    for number, (kind, content) in enumerate(FIXTURES):
        for at in range(number % step, len(content), step):
            turned = content[at] ^ (1 << at % 8)
            read(kind, content[:at] + bytes([turned]) + content[at + 1 :])
            sign = SIGNS[at % len(SIGNS)].encode("utf-8", "surrogatepass")
            read(kind, content[:at] + sign + content[at + 1 :])
    tries("a letter changed")


@pytest.mark.parametrize("left", LEFT_BEHIND)
def test_what_programs_leave_behind_is_refused_wherever_it_is(
    left: str, read: Reader, reckon: Reckon, tries: Tries
) -> None:
    """Marks of git, tabs, NUL, curly quotes, other encodings, at the beginning of any line."""
    for kind, content in FIXTURES:
        lines = content.splitlines(keepends=True)
        for number in reckon.some(range(len(lines))):
            made = LEFT_BEHIND[left](lines[number])
            record = read(kind, b"".join([*lines[:number], made, *lines[number + 1 :]]))
            assert record is None or left in HARMLESS, (left, lines[number])
    tries("left behind by programs")


edits = st.lists(
    st.tuples(
        st.integers(0, 2000),
        st.integers(0, 12),
        st.one_of(st.sampled_from(SIGNS), st.text(max_size=8)),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    parent=settings(),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(FIXTURES), edits)
@example(FIXTURES[0], [(0, 12, "")])
def test_edits_anywhere_make_a_record_or_a_problem(
    read: Reader, fixture: tuple[type[Record], bytes], edits: list[tuple[int, int, str]]
) -> None:
    """What a hurried hand deletes and types, a few times in a file."""
    kind, content = fixture
    text = content.decode()
    for at, deleted, typed in edits:
        here = at % (len(text) + 1)
        text = text[:here] + typed + text[here + deleted :]
    read(kind, text.encode("utf-8", "surrogatepass"))


plain = st.recursive(
    st.one_of(st.text(max_size=12), st.sampled_from(["", "x", "2026-03-12", "held", "yes", "7"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.one_of(
                st.sampled_from(sorted({n for k in RECORD_TYPES for n in k.model_fields})),
                st.text(min_size=1, max_size=8),
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(
    parent=settings(),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from([*RECORD_TYPES, Council]).flatmap(
        lambda kind: st.tuples(
            st.just(kind),
            st.dictionaries(st.sampled_from(sorted(kind.model_fields)), plain, max_size=6),
        )
    )
)
def test_known_keys_with_values_of_any_shape_make_a_record_or_a_problem(
    read: Reader, given: tuple[type[Record], dict[str, object]]
) -> None:
    """Lists for texts, texts for lists, keys for both, to any depth; JSON is YAML as well."""
    kind, data = given
    read(kind, json.dumps(data, ensure_ascii=True).encode())


def test_the_yaml_test_suite_is_read_or_refused(read: Reader, reckon: Reckon, tries: Tries) -> None:
    """Every input of the suite, alone, as a value, and set in below a key."""
    for case in reckon.some(suite()):
        text = case["yaml"]
        read(Meeting, text.encode("utf-8", "surrogatepass"))
        read(Meeting, f"status: held\nplace: {text}".encode("utf-8", "surrogatepass"))
        below = "\n".join(f"    {row}" for row in text.split("\n"))
        nested = f"status: held\nitems:\n  -\n{below}"
        read(Meeting, nested.encode("utf-8", "surrogatepass"))
    tries("the YAML test suite")


def test_what_the_yaml_test_suite_wants_refused_is_refused(reckon: Reckon) -> None:
    """But for a few inputs that mean one thing only; which, and why, stands in a file."""
    harmless = (Path(__file__).parent / "harmless-yaml.txt").read_text(encoding="utf-8")
    expected = {
        id: json.loads(data)
        for id, data, _ in (row.split("\t") for row in harmless.splitlines() if row)
    }
    bad = [case for case in suite() if case["must_fail"]]
    sources = {case["id"]: read_bytes(case["yaml"].encode(), "") for case in bad}
    accepted = {id: source.data for id, source in sources.items() if not source.problems}
    assert accepted == expected
    reckon.held("M1", len(bad) - len(accepted), "inputs refused that YAML itself refuses")


def suite() -> list[dict[str, Any]]:
    """The inputs of the YAML test suite; the test is skipped where they are not at hand."""
    file = CORPORA / "yaml-test-suite.jsonl"
    if not file.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_naughty_strings_stay_what_they_are_in_every_text_of_a_meeting(
    read: Reader, reckon: Reckon, tries: Tries
) -> None:
    """Between quotes each is kept to the letter, unless it has letters that cannot be seen."""
    strings = CORPORA / "blns.json"
    if not strings.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    kept = 0
    for naughty in reckon.some([*filter(None, json.loads(strings.read_text(encoding="utf-8")))]):
        quoted = json.dumps(naughty, ensure_ascii=False)
        record = read(Meeting, ALL_TEXTS.replace("TEXT", quoted).encode("utf-8", "surrogatepass"))
        if record:
            texts = [found.text for found in walk(record) if isinstance(found, Prose)]
            assert texts == [naughty] * ALL_TEXTS.count("TEXT")
            kept += len(texts)
        read(Meeting, ALL_TEXTS.replace("TEXT", naughty).encode("utf-8", "surrogatepass"))
        for kind, content in FIXTURES:
            values = [*VALUE.finditer(content)]
            value = values[len(naughty) % len(values)]
            typed = naughty.encode("utf-8", "surrogatepass")
            read(kind, content[: value.start(1)] + typed + content[value.end(1) :])
    reckon.held("M1", kept, "naughty strings kept to the letter")
    tries("naughty strings")


VALUE = re.compile(rb": ([^\s{\[|>][^\n]*)")
"""A value behind its key."""


ALL_TEXTS = """
status: held
how_to_attend: TEXT
notes: TEXT
key_messages:
  - TEXT
items:
  - title: Berths
    text: TEXT
    recommendations:
      - text: TEXT
    minute: TEXT
    decisions:
      - text: TEXT
        outcome: agreed
        reasons: TEXT
        alternatives: TEXT
    actions:
      - action: TEXT
        measures:
          - TEXT
        resources: TEXT
        comments: TEXT
        updates:
          - date: 2026-03-12
            text: TEXT
        other:
          - heading: Cost
            text: TEXT
  - title: Buoys
    visibility:
      state: exempt
      paragraph: "3"
      public_summary: TEXT
minutes:
  status: draft
  summary: TEXT
"""


def test_the_texts_that_are_tried_are_all_that_a_meeting_has() -> None:
    """A text that the model gains has to be tried as well."""
    tried = re.findall(r"^ *(?:- )?(\w+)(?:: TEXT|:\n *- TEXT)$", ALL_TEXTS, re.MULTILINE)
    assert set(tried) == set(_text_fields(Meeting))


def _text_fields(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        if "Markdown()" in f"{info.annotation} {info.metadata}":
            yield name
        part = part_at(model, (name,))
        if part:
            yield from _text_fields(part)


def test_files_made_to_exhaust_a_reader_are_refused(tmp_path: Path, reckon: Reckon) -> None:
    """Each with a place, within two seconds of processor time and 200 MB."""
    done = subprocess.run(
        [sys.executable, TESTS / "hostile.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == list(HOSTILE)
    for row in rows:
        assert len(row) == 6, f"{row[0]}: its process was ended"
        name, refused, said, seconds, megabytes, first = row
        assert refused == "True", name
        assert 1 <= int(said) <= 102, name
        assert float(seconds) <= SECONDS, f"{name}: {seconds} s"
        assert float(megabytes) <= MEGABYTES, f"{name}: {megabytes} MB"
        assert first.startswith("2026-03-12.yml:"), name
        assert len(first) < 1000, name
    reckon.held("M3", len(rows), "files made to exhaust a reader, each within its limits")


def test_texts_made_to_exhaust_whoever_shows_them_are_refused_or_shown_soon() -> None:
    """The longest text that a record may have, of any one piece of Markdown again and again."""
    slow = {}
    for piece in PIECES_OF_MARKDOWN:
        text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
        _, problems = read_content(
            f"status: scheduled\nnotes: {json.dumps(text)}\n".encode(), "x.yml", MEETING
        )
        if not problems:
            begun = time.process_time()
            html(text)
            inline_html(text)
            list(links_in(text))
            seconds = time.process_time() - begun
            if seconds > SECONDS:
                slow[piece] = seconds
    assert slow == {}


MEETING = Place(Meeting, "x/2026-03-12", "x")
PIECES_OF_MARKDOWN = (
    "[", "![", "<![CDATA[", "<a ", "- ", "> ", ">", ">\n", "> - ", "- > ", "1. > ", "* ", "1. ",
    "`", "``", "*a_", "**a ", "_a*", "~~", "[a](", "[a][", "[[", "[[a|", "]]", "(", "http://",
    "www.", "a@", "a@b.", "|", "|a|\n|-|\n", "&", "&#", "<", "<!--", "\\", "# ", "\n\n", "  \n",
    "- a\n  ", "```\n", "~~~\n", "a\n=\n", "[x]: ", "[x]: a\n", "[^1]", "***", "___", "<div>",
    "a**b", "* a\n", "<b>", "a ", "Aa. ", "[a](<b", '[a](b "', "x[", "](", "- [ ] ", "a|b\n-|-\n",
)  # fmt: skip
