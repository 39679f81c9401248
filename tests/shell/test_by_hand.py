"""What is refused of a page written by hand, and what is not, beside what Markdown makes of it."""

from __future__ import annotations

import pytest
from markdown import markdown

from partnership_register.shell.by_hand import amiss_in_page

SOUND = {
    "Read the [guide]: it is short.\n\n[guide]: https://e.example": ">guide</a>: it is short.",
    "[guide]: it is short.\n\n[guide]: https://e.example": ">guide</a>: it is short.",
    "Read the [new\nguide] first.\n\n[New guide]: https://e.example": ">new\nguide</a> first.",
    "Some text\n* * *\nmore": "<p>Some text</p>\n<hr />\n<p>more</p>",
    "- one\n- - -\n- two": "</ul>\n<hr />\n<ul>",
    "Write:\n\n    - one\n      - two": "<code>- one\n  - two\n</code>",
    "- one\n\n## Heading\n\n  - two": "</h2>\n<ul>\n<li>two</li>\n</ul>",
    "- one\n\n***\n\n  - two": "<hr />\n<ul>\n<li>two</li>\n</ul>",
    "&lt;redacted> told `<name>` <b>all</b>.": "&lt;redacted&gt; told <code>&lt;name&gt;</code>",
    "<https://x.example> <a@x.example> a < b, c <d": "&lt; b, c &lt;d",
    "Write:\n\n    <redacted>": "<code>&lt;redacted&gt;\n</code>",
    "[a](<a b.pdf>) [c]\n\n[c]: <d.pdf>": '<a href="a b.pdf">a</a> <a href="d.pdf">c</a>',
    "5 <6> 7 and <\n\nred>": "5 &lt;6&gt; 7 and &lt;",
    "<svg><path/></svg> <own-map></own-map><!-- <x> -->": "<path/>",
}
"""Pages, each with a piece of the HTML that is made of it."""


@pytest.mark.parametrize("text", SOUND)
def test_what_is_shown_as_it_was_meant_is_not_refused(text: str) -> None:
    """However like a mistake it looks."""
    assert SOUND[text] in markdown(text, extensions=["tables", "fenced_code"])
    assert [each.message for each in amiss_in_page(text)] == []


AMISS = {
    "See [guide].\n\n[guid]: https://e.example": "[guid]",
    "Some text\n* * *\nmore\n- one": "<ul>",
    "Write:\n\n- one\n  - two": "<ul>\n<li>two",
    "- one\n\n    - two\n      - three": "<ul>\n<li>three",
    "A <redacted> word.": "&lt;redacted",
    "A \\<redacted> word.": "&lt;redacted",
    "A <Name of\nofficer> was.": "&lt;Name",
    "Ring <tel:60777>.": "&lt;tel",
    "- one\n\n    <redacted> two": "&lt;redacted",
}
"""Pages, each with a piece of HTML that was meant, and is not made of it."""


@pytest.mark.parametrize("text", AMISS)
def test_what_would_not_be_shown_as_it_was_meant_is_refused(text: str) -> None:
    """Though something sound stands beside it."""
    assert AMISS[text] not in markdown(text, extensions=["tables", "fenced_code"])
    assert len(list(amiss_in_page(text))) == 1
