"""Pages as trees, so that two of them can be compared by everything but the words they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

Tree = tuple[str, tuple[tuple[str, str], ...], str, tuple["Tree", ...]]
"""The name of an element, its attributes, its own words, and the elements in it."""

OF_MARKDOWN: dict[str, frozenset[str]] = {
    "a": frozenset(("href", "title")), "ol": frozenset(("start",)),
    "td": frozenset(("align",)), "th": frozenset(("align",)),
    **{name: frozenset() for name in (
        "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre",
        "strong", "table", "tbody", "thead", "tr", "ul",
    )},
}  # fmt: skip
"""The elements that Markdown may make, with the attributes that they may have."""
FRAME = {"class": "table-scroll", "role": "group", "aria-label": "Table", "tabindex": "0"}
"""What the frame has in which a table of text scrolls: the same whatever the text."""
_DRAWN = frozenset(("x", "y", "d", "height", "viewBox"))
"""Attributes of a picture that say where in it something stands, which depends on the order."""
SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
"""Where a link may lead: to a page, or to a way of reaching somebody."""
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LOST = str.maketrans("", "", "\t\n\r")
"""Signs that a browser leaves out of an address before it reads it."""


def pages_in(site: Path) -> dict[str, Path]:
    """Every page of a site by its path."""
    return {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}


def parsed(file: Path) -> Element:
    """A page as an HTML5 parser takes it."""
    document: Element = html5lib.parse(
        file.read_text(encoding="utf-8"), namespaceHTMLElements=False
    )
    return document


def tree(element: Element, alike: Callable[[str], str]) -> Tree:
    """All of an element, words included, as `alike` makes them; in whatever order its parts are."""
    words = " ".join([element.text or "", *(child.tail or "" for child in element)])
    return (
        str(element.tag),
        tuple(
            sorted(
                (str(name), "" if name in _DRAWN else alike(value))
                for name, value in element.attrib.items()
            )
        ),
        alike(" ".join(words.split())),
        tuple(sorted(tree(child, alike) for child in element)),
    )


def skeleton(element: Element) -> tuple[Tree, ...]:
    """What a page is made of besides words and the elements that Markdown makes of them."""
    inner = tuple(each for child in element for each in skeleton(child))
    if is_of_markdown(element):
        return inner
    name = str(element.tag)
    said = {str(key): value for key, value in element.attrib.items()}
    if said.get("name") == "description":
        said["content"] = ""  # the beginning of some text, as plain words
    attributes = tuple(sorted(said.items()))
    return ((name, attributes, "", inner),)


def is_of_markdown(element: Element) -> bool:
    """Whether an element is one that Markdown may make, or the frame of a table in it."""
    name = str(element.tag)
    if name == "div":
        return element.attrib == FRAME
    return name in OF_MARKDOWN and element.attrib.keys() <= OF_MARKDOWN[name]


def schemes(document: Element) -> set[str]:
    """The schemes of all addresses in a page, as a browser reads them."""
    found = (
        _SCHEME.match(value.translate(_LOST))
        for element in document.iter()
        for name, value in element.attrib.items()
        if name in ("href", "src", "action", "formaction", "data", "srcset", "poster")
    )
    return {each[1].lower() if each else "" for each in found}
