"""Words that stand in Markdown or are taken out of it stay the words that they were."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile_text.payloads import payloads
from partnership_register.pages.shapes import Link
from partnership_register.pages.writing import (
    escaped,
    in_text,
    plain,
    resolved,
    size,
    telephone_link,
)
from partnership_register.register import Register
from partnership_register.register.links import broken_links
from partnership_register.render.text import html, inline_html

SIGNS = st.text(alphabet="ab \n\\`*_~[]()<>&|!:@#-+.1\"'wm/", max_size=30)
WORDS = st.text(max_size=60) | SIGNS | st.sampled_from(payloads())


@given(WORDS)
def test_the_words_of_a_link_stay_words(words: str) -> None:
    """In a sentence or in a table a link shows its words in one line, and is nothing but a link."""
    shown = " ".join(words.split())
    link = in_text(Link(words, "/risks/"))
    for made in (inline_html(f"See {link}."), html(f"| a | b |\n|---|---|\n| See {link}. | c |")):
        read = html5lib.parseFragment(made, namespaceHTMLElements=False)
        links = list(read.iter("a"))
        assert [element.get("href") for element in links] == ["/risks/"]
        assert not list(links[0])
        assert " ".join("".join(links[0].itertext()).split()) == _as_read(shown)


@given(WORDS)
def test_escaped_words_make_no_element(words: str) -> None:
    """Beside other words they are shown as they are, and addresses in them lead nowhere."""
    made = inline_html(f"**So:** {escaped(words)}")
    read = html5lib.parseFragment(made, namespaceHTMLElements=False)
    assert [element.tag for element in read.iter()][1:] == ["strong"]
    assert " ".join("".join(read.itertext()).split()) == _as_read(f"So: {' '.join(words.split())}")


def _as_read(shown: str) -> str:
    """As an HTML parser reads it: a sign that no text may have is shown as one that says so."""
    return " ".join(shown.replace("\0", "\ufffd").split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the plan](/a/) and [[b|its paper]], [[c]].", "See the plan and its paper, c."),
        ('See [\\[a\\](b)](/c/ "d").', "See [a](b)."),
        ("See \\[a\\](b).", "See [a](b)."),
        ("[[|]], [[a|]] and [[a|b|c]]", "[[|]], [[a|]] and b|c"),
        (
            "See [[a|its\n  paper]], [[b\n|c]], [[d|\ne]]\nand [[f|g\n\nh]].",
            "See its paper, c, e and [[f|g h]].",
        ),
        ("- one\n- **two**\n\n> three", "one two three"),
        ("1. one", "one"),
        ("5 * 3 = 15, less * is more", "5 * 3 = 15, less * is more"),
        ("_really_ ~~old~~ new, `a*b`", "really old new, a*b"),
        ("a <https://x.example> b, ![pic](x.png)", "a https://x.example b, pic"),
        ("Head\n====\n\n[a](b(c))", "Head a"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("A &amp; B, C & D, &#58; &lt;", "A & B, C & D, : <"),
        ("one " * 50, "one " * 38 + "one ..."),
    ],
)
def test_markdown_is_taken_out_of_words(text: str, expected: str) -> None:
    """Links become their words, signs of lists and stress go; what is too long ends with dots."""
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "1 kB"),
        (1_499, "1 kB"),
        (240_000, "240 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (1_250_000, "1.2 MB"),
    ],
)
def test_sizes_of_files(count: int, said: str) -> None:
    """Thousands of bytes up to the thousandth of them, then millions."""
    assert size(count) == said


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("01632 960001", "tel:01632960001"),
        ("(01632) 960-001", "tel:01632960001"),
        ("+44 (0)1632 960001", "tel:+441632960001"),
        ("01632 960001 ext. 12", "tel:01632960001;ext=12"),
        ("01632 960001x12", "tel:01632960001;ext=12"),
    ],
)
def test_a_telephone_number_can_be_dialled(number: str, dialled: str) -> None:
    """The address holds figures alone, and an extension apart from them."""
    assert telephone_link(number) == Link(number, dialled)


@pytest.mark.parametrize("piece", ["[", "[a](", "[[a|", "\n", "1", "\\", "[\\]", "((", " - "])
def test_no_text_takes_long_to_become_plain(piece: str) -> None:
    """The text of a file of the greatest size, made to be gone over again and again."""
    assert plain(f"* {piece * (900_000 // len(piece))}x")


@pytest.mark.parametrize(
    "link", ["[[silting|the\nsand]]", "[[silting|\n  the sand]]", "[[risk:\nsilting|the sand]]"]
)
def test_a_link_may_run_over_the_end_of_a_line(link: str, register: Register) -> None:
    """Where the editor of a file breaks it, it is a link nevertheless."""
    said = resolved(register, f"See {link} here.", register.council)
    assert said == "See [the sand](/risks/silting/) here."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n    - [[silting]]", "- one\n    - [S](/risks/silting/)"),
        ("one\n    [[silting]]", "one\n    [S](/risks/silting/)"),
        (
            "It costs 5` and\n\n[[silting]] and 6`.",
            "It costs 5` and\n\n[S](/risks/silting/) and 6`.",
        ),
        ("\\`[[silting]] x`", "\\`[S](/risks/silting/) x`"),
        ("`[[silting]]`, `[[nothing]]`", "`[[silting]]`, `a record`"),
        ("one\n\n    [[silting]]", "one\n\n    [[silting]]"),
        ("1.  one\n\n        [[silting]]", "1.  one\n\n        [[silting]]"),
        ("- one\n\n      [[silting]]", "- one\n\n      [[silting]]"),
        ("~~~\n[[silting]]\n~~~\n[[silting]]", "~~~\n[[silting]]\n~~~\n[S](/risks/silting/)"),
    ],
)
def test_only_code_keeps_its_brackets(text: str, expected: str, register: Register) -> None:
    """Indented lines are code in one place, and part of a list or a paragraph in another."""
    said = resolved(register, text, register.council)
    assert re.sub(r"\[[^\[\]]+\]\(", "[S](", said) == expected


@given(st.text(alphabet="a|[]\n `\\(", max_size=40))
def test_what_is_published_of_brackets_was_meant_so(text: str) -> None:
    """A text without complaint has no two brackets that begin a link left outside code."""
    if "`" not in text and "\n " not in text and not list(broken_links(text)):
        left = re.sub(r"\[\[[^\[\]]*\]\]", "", text)
        assert not re.search(r"(?<!\\)\[\[(?!.*\()", left), text


@pytest.mark.parametrize("piece", ["[", "]", "[[", "[[ ", "[[a\n", "[[a|", "\n", "[]]", "]]"])
def test_no_text_takes_long_to_be_looked_through_for_links(piece: str) -> None:
    """Nor one that is made of beginnings and ends."""
    text = piece * (200_000 // len(piece))
    assert sum(1 for _ in zip(broken_links(text), range(10), strict=False)) <= 10
    assert sum(1 for _ in broken_links(text)) >= 0
