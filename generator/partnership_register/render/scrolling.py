"""Tables in running text, which may be wider than a phone: each scrolls by itself."""

from __future__ import annotations

import re

OPENED = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
"""The keyboard comes to it, or nobody without a mouse could see its right half."""
CLOSED = "</div>"

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
"""A tag with its attributes, which may hold what looks like a tag."""


def with_scrolling_tables(html: str) -> str:
    """HTML with each of its tables in a frame that scrolls sideways."""
    return _TAG.sub(_framed, html) if "<table" in html else html


def _framed(tag: re.Match[str]) -> str:
    if tag[0].startswith(("<table>", "<table ")):
        return OPENED + tag[0]
    return tag[0] + CLOSED if tag[0] == "</table>" else tag[0]
