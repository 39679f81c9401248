"""Whatever a file holds, reading it ends with a record or with problems that have a place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from hostile import HOSTILE
from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meeting import Meeting
from partnership_register.model.walk import Prose, part_at, walk
from partnership_register.records import located, read_record
from places import SHARED, TESTS

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


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads bytes as a record and checks what comes of it."""
    return Reader(tmp_path_factory.mktemp("files") / "2026-03-12.yml")


class Reader:
    """Reads bytes as a record and looks whether the outcome is one that may be."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self, kind: type[Record], content: bytes) -> BaseModel | None:
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
        return record


def test_a_file_cut_off_anywhere_is_a_record_or_a_problem(read: Reader) -> None:
    """As when a disk is full, or a copy was stopped."""
    for kind, content in FIXTURES:
        for length in range(0, len(content), 3):
            read(kind, content[:length])


def test_a_letter_changed_anywhere_makes_a_record_or_a_problem(read: Reader) -> None:
    """One bit of each fifth byte turned round, or the byte made one of YAML's signs."""
    for number, (kind, content) in enumerate(FIXTURES):
        for at in range(number % 5, len(content), 5):
            turned = content[at] ^ (1 << at % 8)
            read(kind, content[:at] + bytes([turned]) + content[at + 1 :])
            sign = SIGNS[at % len(SIGNS)].encode("utf-8", "surrogatepass")
            read(kind, content[:at] + sign + content[at + 1 :])


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
    max_examples=300,
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
    max_examples=300,
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


def test_the_yaml_test_suite_is_read_or_refused(read: Reader) -> None:
    """Every input of the suite, alone, as a value, and set in below a key."""
    suite = CORPORA / "yaml-test-suite.jsonl"
    if not suite.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    for line in suite.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["yaml"]
        read(Meeting, text.encode("utf-8", "surrogatepass"))
        read(Meeting, f"status: held\nplace: {text}".encode("utf-8", "surrogatepass"))
        below = "\n".join(f"    {row}" for row in text.split("\n"))
        nested = f"status: held\nitems:\n  -\n{below}"
        read(Meeting, nested.encode("utf-8", "surrogatepass"))


def test_naughty_strings_stay_what_they_are_in_every_text_of_a_meeting(read: Reader) -> None:
    """Between quotes each is kept to the letter, unless it has letters that cannot be seen."""
    strings = CORPORA / "blns.json"
    if not strings.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    for naughty in filter(None, json.loads(strings.read_text(encoding="utf-8"))):
        quoted = json.dumps(naughty, ensure_ascii=False)
        record = read(Meeting, ALL_TEXTS.replace("TEXT", quoted).encode("utf-8", "surrogatepass"))
        if record:
            texts = [found.text for found in walk(record) if isinstance(found, Prose)]
            assert texts == [naughty] * ALL_TEXTS.count("TEXT")
        read(Meeting, ALL_TEXTS.replace("TEXT", naughty).encode("utf-8", "surrogatepass"))


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
    exempt:
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


def test_files_made_to_exhaust_a_reader_are_refused(tmp_path: Path) -> None:
    """Each is refused, with a place, within the limits that hostile.py sets itself."""
    script = TESTS / "hostile.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == list(HOSTILE)
    for name, refused, said, first in rows:
        assert refused == "True", name
        assert 1 <= int(said) <= 102, name
        assert first.startswith("2026-03-12.yml:"), name
        assert len(first) < 1000, name
