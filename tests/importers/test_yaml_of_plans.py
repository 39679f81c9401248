"""The YAML that is written: every text comes back as itself, and officers can read it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership_register.importers.writing import Quoted
from partnership_register.importers.yaml_text import yaml_text
from partnership_register.records.letters import UNSEEN
from partnership_register.records.reading import read

_AWKWARD = [
    "no", "Yes", "null", "~", "2.10", "0123", "1e3", "12:30", "2008-10-31", "y", "N", "=",
    "<<", "- a", "# a", "a: b", "'", '"', "&a", "*a", "!a", "%", "@", "{a", "[a", "| a", "-", ":",
    "\u2013 a", "???", "None", "a  b", "\u00a34", "\U0001f600", "a #b", "a:",
]  # fmt: skip

words = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
    .map(lambda text: UNSEEN.sub("", text).strip())  # as papers are read
    .filter(bool),
)
texts = st.lists(
    st.lists(words, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4
).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_a_text_reads_back_as_itself(text: str) -> None:
    """For our own reader, and for programs that read YAML 1.1 and make numbers of texts."""
    data = {"title": text, "list": [text, {"ref": Quoted(text)}]}
    written = yaml_text(data, "Imported.")
    assert read(written.encode(), "plan.yml").data == data
    assert yaml.safe_load(written) == data


def test_long_and_many_lined_texts_stand_as_blocks() -> None:
    """No text is folded: a line of the cell is a line of the file."""
    long = "Consult  the Board " * 12 + "first."
    data = {"title": "Plan", "actions": [{"ref": Quoted("1"), "action": f"{long}\n\n- a\n  - b"}]}
    assert yaml_text(data, "Imported.") == (
        "# Imported.\n"
        "title: Plan\n"
        "actions:\n"
        '  - ref: "1"\n'
        "    action: |-\n"
        f"      {long}\n"
        "\n"
        "      - a\n"
        "        - b\n"
    )


@pytest.mark.parametrize("text", ["y", "n", "yes", "off", "2.10", "1", "12:30", "2008-10-31", "~"])
def test_texts_that_yaml_would_misread_are_quoted(text: str) -> None:
    """Another program must not make a number, a date or a truth value of them."""
    assert yaml_text({"a": text}, "x").splitlines()[1] in (f"a: '{text}'", f'a: "{text}"')
