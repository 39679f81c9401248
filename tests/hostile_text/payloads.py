"""Strings made to break out of the place where they are shown: our own, and those of others."""

from __future__ import annotations

import json
from pathlib import Path

from partnership_register.records.letters import UNSEEN, garbled_in
from partnership_register.register.links import broken_links, links_in
from partnership_register.register.texts import amiss_in
from places import SHARED

KNOWN_IDS = frozenset(("harbour",))
"""What links in payloads may name; any other would be a link to nothing, and end the build."""
_CORPORA = ("blns.json", "h5sc.json")


def own() -> tuple[str, ...]:
    """The payloads that the project keeps."""
    groups = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))
    return tuple(text for group in groups.values() for text in group)


def corpora() -> tuple[str, ...]:
    """Those of collections that lie beside some checkouts; none elsewhere."""
    files = (SHARED / "corpora" / name for name in _CORPORA)
    return tuple(
        text
        for file in files
        if file.is_file()
        for text in json.loads(file.read_text(encoding="utf-8"))
    )


def bare() -> tuple[str, ...]:
    """All payloads, each once."""
    return tuple(dict.fromkeys(text for text in (*own(), *corpora()) if text))


def payloads() -> tuple[str, ...]:
    """Each payload as it is, behind the end of an attribute, and as the target of a link."""
    shapes = ("{}", "'\">{}", "[words]({})")
    made = (shape.replace("{}", text) for text in bare() for shape in shapes)
    return tuple(dict.fromkeys(made))


def can_be_kept(text: str) -> bool:
    """Whether a record may hold a text; any other is refused with its place when it is read."""
    named = (link.target in KNOWN_IDS for link in links_in(text))
    is_whole = all(named) and not any(broken_links(text)) and not any(amiss_in(text))
    is_text = not UNSEEN.search(text) and not garbled_in(text, "")
    return bool(text.strip()) and is_whole and is_text and "<<<<<<<" not in text


_LIKE = str.maketrans(
    "<>&`*~]{}\\|!#$%^=+@\u00b4\"'[",
    "\u00b7\u00a6\u00a7\u00b6\u2020\u2021\u2023\u2030\u203b\u2041\u2042\u00ac\u00a4\u2016\u25ca"
    "\u25cb\u25cf\u25e6\u25b3\u25c7\u27e8\u2045\u2768",
)


def harmless(text: str) -> str:
    """The same text with no sign that means anything in HTML or Markdown.

    It has the same length, words, lines, initial and anchor, so that pages come out alike; and
    two texts stay two, so that of what has a page of its own there are as many pages.
    """
    return text.translate(_LIKE)
