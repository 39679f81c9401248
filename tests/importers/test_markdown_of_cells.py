"""Plain words written as Markdown: what a reader of the page sees are the words of the cell."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership_register.importers.markdown import markdown_of, words_of_markdown
from partnership_register.importers.paper import Line

_SIGNS = [*"ab1 *_`~[]()<>&;#-+=.!|:\\/\"'{}^$@", "&amp;", "www.", "http://", "1. ", "- "]
_SIGNS += ["[ ] ", "  ", "\u00e9", "\u2019", "\u00a0", "<b>", "---", "***", "a@b.example", "[[id]]"]

texts = (
    st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=14)
    .map(lambda signs: "".join(signs).strip())
    .filter(bool)
)


def nested(pieces: list[tuple[int, str]]) -> list[Line]:
    """Lines whose levels never leap, as those of a cell never do."""
    lines: list[Line] = []
    for level, text in pieces:
        deepest = lines[-1].level + 1 if lines else 1
        lines.append(Line(text, min(level, deepest)))
    return lines


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(st.tuples(st.integers(0, 3), texts), min_size=1, max_size=5))
def test_any_lines_read_back_as_they_were(
    as_read: Callable[[str], list[tuple[int, str]]], pieces: list[tuple[int, str]]
) -> None:
    """Every sign that means something in Markdown comes back as itself, and lists as lists."""
    lines = nested(pieces)
    assert as_read(markdown_of(lines)) == [(line.level, line.text) for line in lines]


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_the_words_counted_are_the_words_seen(text: str) -> None:
    """The accounting reads Markdown as a reader of the page does."""
    assert words_of_markdown(markdown_of([Line(text)])) == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Agree the terms (by May 2009) & publish them; 50% of members, +5 posts.",
        "Costs \u00a34,000 - see http://www.fenshire.example/our_plan?a=1&b=2 or me@b.example",
        "The Council's plan, \u201cLearning to deliver\u201d \u2013 see L2D.9",
        "Two spaces.  Kept as they are.",
        "P&R, R&D < \u00a35 | half-day",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """Officers edit this text afterwards: nothing is escaped that need not be."""
    assert markdown_of([Line(text)]) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. First", "1\\. First"),
        ("# of members", "\\# of members"),
        ("[ ] to do", "\\[ ] to do"),
        ("see [[other]] &copy; <b>", "see \\[\\[other]] \\&copy; \\<b>"),
        ("*urgent* _now_ some_thing", "\\*urgent\\* \\_now\\_ some_thing"),
        ("- a dash", "\\- a dash"),
    ],
)
def test_what_markdown_would_change_is_escaped(text: str, markdown: str) -> None:
    """One backslash where the sign would otherwise be taken away."""
    assert markdown_of([Line(text)]) == markdown
