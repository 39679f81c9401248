"""Files read in one pass: wherever that gives data, libyaml gives the same to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnership_register.records.letters import UNSEEN, decoded
from partnership_register.records.ordinary import read_ordinary
from partnership_register.records.reading import Source, read_by_libyaml
from places import PROJECT, SHARED, TESTS

CORPORA = SHARED / "corpora"
ODD = (Path(__file__).parent / "odd-yaml.txt").read_text(encoding="utf-8")
DEMO = sorted((PROJECT / "partnerships").rglob("*.yml"))
OTHERS = [
    *sorted((TESTS / "council" / "partnerships").rglob("*.yml")),
    *sorted((TESTS / "records").glob("*.yml")),
    *sorted((TESTS / "invalid").rglob("*.yml")),
]
TEXTS = [
    text
    for file in [*OTHERS, *DEMO[::9]]
    for text, problems in [decoded(file.read_bytes(), "")]
    if text and len(text) < 4000 and not problems
]
SIGNS = (
    *"\n\t -:#\"'[]{}&*!|>%@`?,\\<=~.x0", "\n\n", "\n  ", "\n    ", "- ", ": ", " #", " # x\n",
    "# x\n", "''", '""', "|\n", "|-\n", "|+\n", "|2\n", ">\n", ">-\n", "  ", " \n", "   \n",
    "a: b\n", "  a: b\n", "a:\n", "- a: b\n", "- ", "  - x\n", "? ", "[a, b]", "[]", "{}",
    "<<: ", "---\n", "...\n", "\u00a0", "\u2013", "\u201c", "\ufeff", "\u00e9", "\U0001f600",
)  # fmt: skip
PIECES = (
    *SIGNS, "a", "b", "a: ", "b: ", "c:", "c:\n", "'d\n  e'", "'d'", '"d"', "x y", "x\n", "x y\n",
    "\n - ", "\n- ", "\n  - ", "\n      ", "\n \n", "\n\n\n", "a: |\n  x\n  y\n", "- k: v\n",
    "b: 'c\n\n  d\n\n  '\n", "a: >-\n  x\n\n  y\n", "\n---", "\n...", "a: x\n  y\n",
)  # fmt: skip


def agrees(text: str) -> bool:
    """Whether a text is read in one pass; it fails where libyaml reads anything else."""
    plain, problems = decoded(text.encode("utf-8", "surrogatepass"), "")
    found = None if problems else read_ordinary(plain)
    if found is None:
        return False
    data, left_empty = found
    expected = read_by_libyaml(plain, "")
    assert Source(data, (), left_empty) == expected, text
    assert json.dumps(data) == json.dumps(expected.data), f"the order of keys: {text!r}"
    return True


def test_every_record_of_the_demo_is_read_in_one_pass() -> None:
    """What officers write is ordinary, or the one pass would be of no use."""
    slow = [file.name for file in DEMO if not agrees(file.read_text(encoding="utf-8"))]
    assert slow == []


def test_other_records_right_and_wrong_are_read_alike() -> None:
    """The small council, the smallest records and each file that breaks a rule."""
    assert sum(agrees(text) for text in TEXTS) > len(TEXTS) // 3


@pytest.mark.parametrize("text", ODD.split("====\n"))
def test_yaml_that_is_easily_misread_is_read_alike(text: str) -> None:
    """Each kind of YAML that looks like another, as it stands and below a key."""
    agrees(text)
    agrees(text.removesuffix("\n"))
    agrees("items:\n" + "".join(f"  {line}" for line in text.splitlines(keepends=True)))
    agrees("items:\n- x: y\n" + "".join(f"  {line}" for line in text.splitlines(keepends=True)))


words = st.one_of(
    st.text("ab :#-'\"\n", max_size=20),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["x", "2026-03-12", "yes", "~", "", "null", "a: b", "- x", "[x]", "it's"]),
    st.lists(st.sampled_from(["word", "long-word", "it's", "a:b", "x#y"]), max_size=30).map(
        " ".join
    ),
)
trees = st.dictionaries(
    st.sampled_from(["status", "items", "place", "notes"]),
    st.recursive(
        words,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["text", "title", "leads", "a"]), inner, max_size=3)
        ),
        max_leaves=12,
    ),
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(trees, st.sampled_from([None, "'", '"', "|", ">"]), st.integers(10, 100), st.integers(2, 4))
def test_data_written_by_a_tool_are_read_alike(
    tree: dict[str, object], style: str | None, width: int, indent: int
) -> None:
    """In each style of quoting, of any width and indentation."""
    agrees(
        yaml.dump(
            tree,
            Dumper=yaml.CSafeDumper,
            default_style=style,
            default_flow_style=False,
            width=width,
            indent=indent,
            allow_unicode=True,
            sort_keys=False,
        )
    )


edits = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 9), st.sampled_from(["", *SIGNS])),
    min_size=1,
    max_size=4,
)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.sampled_from(TEXTS), edits)
def test_records_that_were_edited_are_read_alike(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    """What a hurried hand deletes and types."""
    for at, deleted, typed in edits:
        here = at % (len(text) + 1)
        text = text[:here] + typed + text[here + deleted :]
    agrees(text)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 200), st.integers(0, 200), st.integers(-3, 3))
def test_lines_moved_or_indented_otherwise_are_read_alike(
    text: str, taken: int, put: int, further: int
) -> None:
    """A line that is copied to another place and begins further in or out there."""
    lines = text.split("\n")
    line = lines[taken % len(lines)]
    line = " " * further + line if further > 0 else line[-further:]
    lines.insert(put % len(lines), line)
    agrees("\n".join(lines))
    del lines[taken % len(lines)]
    agrees("\n".join(lines))


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
@example("a: 'x\n---\n'\n")
@example("a: |\n  x\n \n    \n")
def test_pieces_of_yaml_in_any_order_are_read_alike(text: str) -> None:
    """Pieces of YAML thrown together, alone and behind a key."""
    agrees(text)
    agrees(f"k: {text}\n")


def test_the_yaml_test_suite_is_read_alike() -> None:
    """Every input of the suite, alone, as a value and set in below a key."""
    suite = CORPORA / "yaml-test-suite.jsonl"
    if not suite.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    for row in suite.read_text(encoding="utf-8").splitlines():
        text = json.loads(row)["yaml"]
        agrees(text)
        agrees(f"status: held\nplace: {text}")
        agrees("status: held\nitems:\n" + "\n".join(f"    {line}" for line in text.split("\n")))


def test_naughty_strings_are_read_alike() -> None:
    """Without quotes, between each kind of them, in a list and as a block."""
    strings = CORPORA / "blns.json"
    if not strings.exists():
        pytest.skip("the corpora do not lie beside this checkout")
    for naughty in json.loads(strings.read_text(encoding="utf-8")):
        single = naughty.replace("'", "''")
        for text in (naughty, f"'{single}'", f'"{naughty}"', f"[{naughty}]", f"|\n  {naughty}"):
            agrees(f"place: {text}\nchair: x\n")
            agrees(f"key_messages:\n- {text}\n- y\n")


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "<<<<<<<", ">>>>>>>", "\x00", "\x85", "\u2028", "\r"])))
def test_letters_that_never_belong_are_found_wherever_they_are(pieces: list[str]) -> None:
    """A quick look at a whole file overlooks none of them."""
    text = "".join(pieces)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    wrong = any(
        UNSEEN.search(line) or f"{line} ".startswith(("<<<<<<< ", ">>>>>>> ")) for line in lines
    )
    is_utf_16 = b"\0" in text.encode()[:4]
    assert bool(decoded(text.encode(), "")[1]) == (wrong or is_utf_16)
