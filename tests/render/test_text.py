"""Record text becomes HTML that can do no harm and loses no word."""

from __future__ import annotations

import re
from collections.abc import Callable

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile_text.payloads import payloads
from hostile_text.trees import FRAME, SCHEMES, is_of_markdown, schemes
from partnership_register.commonmark import in_code, in_headings, words
from partnership_register.model.meeting import Meeting
from partnership_register.register import Register
from partnership_register.render.text import (
    cleaned,
    cleaned_line,
    html,
    inline_html,
    is_only_words,
    marked_html,
    marked_inline_html,
)
from places import needs_demo
from reckoning import Reckon

CASES = (
    ("**bold** and *stressed*", "<p><strong>bold</strong> and <em>stressed</em></p>"),
    ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
    ("[a](javascript:alert(1))", '<p><a href="">a</a></p>'),
    ("[a](/risks/flood/)", '<p><a href="/risks/flood/">a</a></p>'),
    ("# Heading", "<h3>Heading</h3>"),
    ("![A map](map.png)", '<p><a href="map.png">A map</a></p>'),
    ("Met.\n\n[Action]: Bob", "<p>Met.</p>\n<p>[Action]: Bob</p>"),
    ("[Agreed]: Unanimously", "<p>[Agreed]: Unanimously</p>"),
    ("[See][1]\n\n[1]: /risks/flood/", '<p><a href="/risks/flood/">See</a></p>'),
    ("`[a]: b`", "<p><code>[a]: b</code></p>"),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_markdown_becomes_html(text: str, expected: str) -> None:
    """GitHub's rules hold; raw HTML is shown as words; pictures become links."""
    assert html(text).strip() == expected


def test_a_text_may_hold_every_character_for_private_use() -> None:
    """Places in it are found all the same; they are marked by one that it does not have."""
    private = "".join(map(chr, [*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE)]))
    text = f"# `[[b]]`\n\n{private}"
    assert in_code(text, [(3, 8)]) == {0}
    assert in_headings(text, [9, len(text)]) == {0}
    assert private in html(f"[a]: {private}")


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("| a |\n|---|\n| b |", 1),
        ("| a |\n|---|\n| b |\n\nand\n\n| c |\n|---|", 2),
        ('[a](/b "<table>") [c](/d "</table>")', 0),
        ("`<table>`", 0),
    ],
)
def test_each_table_and_nothing_else_stands_in_a_frame_that_scrolls(text: str, tables: int) -> None:
    """The keyboard reaches the frame; what only looks like a table, in a title, is left alone."""
    read = html5lib.parseFragment(html(text), namespaceHTMLElements=False)
    frames = [element for element in read.iter("div") if element.attrib == FRAME]
    assert [[each.tag for each in frame] for frame in frames] == [["table"]] * tables
    assert len(list(read.iter("div"))) == len(list(read.iter("table"))) == tables
    assert "".join(read.itertext()).count("table-scroll") == 0


@given(st.text(max_size=400) | st.from_regex(r"[<>&\"'\[\]()!*_`#|~ a-z:/\n-]{0,200}"))
def test_no_text_makes_an_element_that_is_not_allowed(text: str) -> None:
    """Whatever is written, only the allowed elements appear, and links go nowhere strange."""
    for made in (html(text), inline_html(text)):
        _is_harmless(made)


def _is_harmless(made: str) -> None:
    read = html5lib.parseFragment(made, namespaceHTMLElements=False)
    for element in read.iter():
        if element.tag not in ("DOCUMENT_FRAGMENT", "colgroup"):
            assert is_of_markdown(element)
    assert schemes(read) <= SCHEMES


PIECES = (
    "<a href=x>", "</a>", "<p>", "</p>", "<em>", "<table>", "</table>", "<td>", "<tr>", "<th>",
    "<caption>", "<col>", "<li>", "<ul>", "<ol start=3>", "<h3>", "<h4>", "<pre>", "<code>", "<br>",
    "<svg>", "</svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<title>", "<xmp>",
    "<noscript>", "</noscript>", "<textarea>", "<script>", "</script>", "<!--", "-->", "<![CDATA[",
    "]]>", "<div>", "<form>", "<select>", "<option>", "<template>", "<foreignObject>", "<desc>",
    "<annotation-xml encoding=text/html>", "<img src=x onerror=y>", "<a href='javascript:x'>",
    "<plaintext>", "<iframe>", "<button>", "<body onload=x>", "<b>", "<font>", "</br>", "<rt>",
    "x", "\n", "\0", "<", ">", "&lt;", "&amp;", "'", '"', "</", "<a title='", "<p id=\"", "é",
)  # fmt: skip
HTML = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
MANY = 100


@given(st.lists(HTML, min_size=MANY, max_size=MANY))
def test_what_is_clean_stays_as_it_is_when_it_is_cleaned_again(several: list[str]) -> None:
    """No HTML, however broken, comes out as something that the next reader takes otherwise (X3)."""
    for text in several:
        for clean in (cleaned, cleaned_line):
            made = clean(text)
            assert clean(made) == made
    _is_harmless(cleaned(several[0]))


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " JavaScript:x", "java\tscript:x", "vbscript:x", "data:text/html,x",
     "file:///etc/passwd", "blob:https://a.example/1", "ftp://a.example/"],
)  # fmt: skip
@pytest.mark.parametrize("clean", [cleaned, cleaned_line])
def test_a_link_keeps_no_other_address(address: str, clean: Callable[[str], str]) -> None:
    """Even if the reader of Markdown let one through, it would not get into a page."""
    assert clean(f'<a href="{address}">a</a>') == "<a>a</a>"


def test_that_much_was_cleaned_again(reckon: Reckon) -> None:
    """So that a release says for how many strings it held."""
    reckon.held("X3", MANY * settings().max_examples, "strings that stay clean when cleaned again")


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


LINES_THAT_COULD_NAME = st.lists(
    st.sampled_from(
        ["", "met", "[Action]: Bob", "[action]: <Jane>", "- [Date]: Monday (noon)", "> [Vote]:",
         "> all", "[Vote]:", "    [x]: y", "`[a]: b`", "```", "[Action] [Vote][] [one][action]",
         "[two", "lines]: three", "1. [Vote]: 'four'", "![map][action]", "# [Date]: May", "---",
         "[\\[odd]: \\]", "| [Vote]: | c |", "|---|---|"]
    ),
    max_size=7,
).map("\n".join)  # fmt: skip


@given(LINES_THAT_COULD_NAME)
def test_no_word_is_taken_for_the_name_of_an_address(text: str) -> None:
    """Where a text names no address, every word of it stays, in its order."""
    assert re.findall("[A-Za-z]+", words(text)) == re.findall("[A-Za-z]+", text)


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
    """The same holds of strings that have broken other programs, and what they make is harmless."""
    for text in payloads():
        assert html(text) == marked_html(text), text
        assert inline_html(text) == marked_inline_html(text), text
        _is_harmless(html(text))


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
