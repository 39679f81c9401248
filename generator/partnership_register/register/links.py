"""`[[...]]` in Markdown: where such links stand and what they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partnership_register.model import RECORD_TYPES

LINKABLE = (*(kind.kind for kind in RECORD_TYPES), "action", "decision", "objective")
"""What `[[...]]` in text may name."""
_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_CODE = re.compile(
    r"^(?: {4}|\t).*$"  # indented by four
    r"|^(```+|~~~+)[\s\S]*?(?:^\1`*~*[ \t]*$|\Z)"  # between fences
    r"|(?<!`)(`++)[\s\S]*?(?<!`)\2(?!`)",  # between backticks
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class TextLink:
    """`[[target]]` or `[[target|words]]`."""

    target: str
    words: str


def without_target(link: TextLink) -> str:
    """What stands in a text for a link whose target the public may not see.

    Its id would tell of it: `closure-of-the-high-school`. Of its kind no more is told than the
    text itself tells.

    >>> without_target(TextLink("quay/closure", "the report"))
    'the report'
    >>> without_target(TextLink("document:closure", "")), without_target(TextLink("closure", ""))
    ('a document', 'a record')
    """
    kind, colon, _ = link.target.partition(":")
    said = {"review": "governance review"}.get(kind, kind)
    if not colon or kind not in LINKABLE:
        said = "record"
    return link.words or f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def kinds_and_name(target: str) -> tuple[tuple[str, ...], str]:
    """The kinds that a target may be of, and what it is called.

    >>> kinds_and_name("document: closure")
    (('document',), 'closure')
    """
    kind, colon, rest = target.partition(":")
    return ((kind,), rest.strip()) if colon else (LINKABLE, target)


def links_in(text: str) -> Iterator[TextLink]:
    """Every link in the text, code left out."""
    if "[[" in text:
        for start, end in _outside_code(text):
            for match in _LINK.finditer(text, start, end):
                yield _link(match)


def replaced(text: str, write: Callable[[TextLink], str]) -> str:
    """The text with each link written by `write`, code left as it is."""
    if "[[" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for start, end in _outside_code(text):
        pieces.append(text[done:start])
        pieces.append(_LINK.sub(lambda match: write(_link(match)), text[start:end]))
        done = end
    return "".join([*pieces, text[done:]])


def _link(match: re.Match[str]) -> TextLink:
    return TextLink(match[1].strip(), (match[2] or "").strip())


def _outside_code(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for code in _CODE.finditer(text):
        yield start, code.start()
        start = code.end()
    yield start, len(text)
