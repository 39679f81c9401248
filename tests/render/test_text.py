"""Record text becomes HTML that can do no harm and loses no word."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_register.render.text import html, inline_html, with_relative_links

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


def test_only_addresses_in_tags_are_made_relative() -> None:
    """Words that look like an attribute stay as they are."""
    body = '<p>href="/risks/" <a class="x" href="/risks/">r</a> <img src="/a.png" alt=""></p>'
    assert with_relative_links(body, "/actions/") == (
        '<p>href="/risks/" <a class="x" href="../risks/">r</a> <img src="../a.png" alt=""></p>'
    )
