"""Words in angle brackets that a browser takes for an element of HTML, and shows nothing of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership_register.problems import shown
from partnership_register.register.texts import Amiss

_ELEMENTS = frozenset((
    "a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo",
    "blockquote", "body", "br", "button", "canvas", "caption", "cite", "code", "col",
    "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt",
    "em", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins",
    "kbd", "label", "legend", "li", "link", "main", "map", "mark", "math", "menu", "meta",
    "meter", "nav", "noscript", "object", "ol", "optgroup", "option", "output", "p", "picture",
    "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "search", "section",
    "select", "slot", "small", "source", "span", "strong", "style", "sub", "summary", "sup",
    "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time",
    "title", "tr", "track", "u", "ul", "var", "video", "wbr",
))  # fmt: skip
_FORMER_ELEMENTS = frozenset((
    "acronym", "applet", "basefont", "bgsound", "big", "center", "dir", "font", "frame",
    "frameset", "marquee", "nobr", "noembed", "noframes", "param", "plaintext", "rb", "rtc",
    "strike", "tt", "xmp",
))  # fmt: skip
"""Those no longer in HTML, which browsers know nevertheless."""
_OTHER_LANGUAGE = re.compile(r"<(svg|math|script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.I)
_TAG = re.compile(
    r"(?<!\]\()(?<!\]: )<(?!https?://|ftps?://|[^<>\s!]+@[^@<>\s]+>)(/?)([a-z][^\s<>@/]*)"
    r"(?:[\s/](?:[^<>\n]|\n(?![ \t]*\n))*)?>",
    re.IGNORECASE,
)
"""A tag, as Markdown finds it: no address, be it that of a link; within one paragraph."""


def no_elements(text: str) -> Iterator[Amiss]:
    """All of them in a page from which code and remarks were taken."""
    text = _OTHER_LANGUAGE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    tags = list(_TAG.finditer(text))
    ended = {tag[2].lower() for tag in tags if tag[1]}
    for tag in tags:
        name = tag[2].lower()
        is_of_a_script = name in ended and ("-" in name or ":" in name)
        if name not in _ELEMENTS | _FORMER_ELEMENTS and not is_of_a_script:
            said = f'"{shown(tag[0])}" is taken for HTML, and would not be shown'
            yield Amiss(tag.start(), said, f"write &lt;{shown(tag[0][1:])}")
