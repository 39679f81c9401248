"""Record text becomes HTML that can do no harm and loses no word."""

from __future__ import annotations

import json

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_register.model.meeting import Meeting
from partnership_register.register import Register
from partnership_register.render.text import (
    html,
    inline_html,
    is_only_words,
    marked_html,
    marked_inline_html,
)
from places import SHARED, needs_demo

ALLOWED = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

CASES = (
    ("**bold** and *stressed*", "<p><strong>bold</strong> and <em>stressed</em></p>"),
    ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
    ("[a](javascript:alert(1))", '<p><a href="">a</a></p>'),
    ("[a](/risks/flood/)", '<p><a href="/risks/flood/">a</a></p>'),
    ("# Heading", "<h3>Heading</h3>"),
    ("![A map](map.png)", '<p><a href="map.png">A map</a></p>'),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_markdown_becomes_html(text: str, expected: str) -> None:
    """GitHub's rules hold; raw HTML is shown as words; pictures become links."""
    assert html(text).strip() == expected


@given(st.text(max_size=400) | st.from_regex(r"[<>&\"'\[\]()!*_`#|~ a-z:/\n-]{0,200}"))
def test_no_text_makes_an_element_that_is_not_allowed(text: str) -> None:
    """Whatever is written, only the allowed elements appear, and links go nowhere strange."""
    for made in (html(text), inline_html(text)):
        for element in html5lib.parseFragment(made, namespaceHTMLElements=False).iter():
            if element.tag in ("DOCUMENT_FRAGMENT", "colgroup"):
                continue
            assert element.tag in ALLOWED
            assert set(element.attrib) <= {"href", "align", "start"}
            assert not element.attrib.get("href", "").lower().startswith(("javascript", "data"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", "one<br>two"),
        ("- a\n- b", "- a\n- b"),
        ("1. May", "1. May"),
        ("a *b*", "a <em>b</em>"),
    ],
)
def test_a_text_with_blocks_has_its_words_shown_where_only_a_line_fits(
    text: str, expected: str
) -> None:
    """Lists and headings are not squeezed into a line; their words are shown as written."""
    assert inline_html(text) == expected


WORDS = st.text(alphabet="ab Z01.,;:?()\"'/%+-\n\u00e9\u2019\u2013\u201c", max_size=60)
LINES = st.lists(
    st.sampled_from(
        ["a", "1. a", "1) a", "12", "- a", "+ a", "---", "===", "www.a.example", "http://a",
         "a@b.c",
         "(a)", "'a'", "2026 was", "    a", "a  ", "a\\", "", "A: b", "mailto:a", "ftp://a", "1/2",
         "x www.a", "&amp;", "a | b", "--|--", "\u2013 a", "50% of", "'a", "a:b://c",
         "3.5", "WWW.a.b"]
    ),
    max_size=4,
).map("\n".join)  # fmt: skip


@given(WORDS | LINES | st.text(max_size=60))
def test_plain_words_need_no_parser(text: str) -> None:
    """Words that are taken as they are come out just as if they had been parsed and cleaned."""
    assert html(text) == marked_html(text)
    assert inline_html(text) == marked_inline_html(text)


def test_hostile_strings_are_never_taken_for_words() -> None:
    """The same holds of strings that have broken other programs."""
    corpus = SHARED / "corpora" / "blns.json"
    if not corpus.is_file():
        pytest.skip("the corpus is not beside this checkout")
    for text in json.loads(corpus.read_text(encoding="utf-8")):
        assert html(text) == marked_html(text), text
        assert inline_html(text) == marked_inline_html(text), text


@needs_demo
def test_most_texts_of_records_are_plain_words(demo: Register) -> None:
    """The same holds of what the demo's meetings say, and the short way is taken by most of it."""
    texts = [
        text
        for meeting in demo.all(Meeting)
        for item in meeting.items
        for text in (item.title, item.text, item.minute)
        if text
    ]
    for text in texts:
        assert html(text) == marked_html(text), text
        assert inline_html(text) == marked_inline_html(text), text
    assert sum(map(is_only_words, texts)) > len(texts) / 2
