"""`[[...]]` in Markdown: where such links stand and what they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partnership_register.model import RECORD_TYPES

LINKABLE = (*(kind.kind for kind in RECORD_TYPES), "action", "decision", "objective")
"""What `[[...]]` in text may name."""
_TARGET = r"(?=\s*[^\s\[\]|])([^\[\]|\n]*+(?:\n[^\[\]|\n]*+)?)"
_WORDS = r"(?=\s*[^\s\[\]])([^\[\]\n]*+(?:\n[^\[\]\n]*+)?)"
LINK = rf"\[\[{_TARGET}(?:\|{_WORDS})?\]\]"
"""A pattern with two groups: the target, and the words if it has any.

Each may run over the end of one line, which is a space in Markdown; none may be empty.
"""
_LINK = re.compile(LINK)
_LEFT = re.compile(r"(?<!\\)(?:\[\[(?![^\[\]\n]*\][^\[\]\n]*\]\()|\]\](?!\())")
"""What no link has used up; in `[[1] note](address)` the brackets are words of Markdown's own."""
_FAR_BACK = 1000
_NOT_FAR_BACK = 30
"""Characters before a closing bracket that are looked at, for its opening one and to show."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BEGUN = re.compile(r"\[\[[^\[\]\n]{0,40}\]{0,2}")
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


def broken_links(text: str) -> Iterator[tuple[int, str]]:
    r"""Where brackets stand that were meant for a link and make none, each with its words.

    >>> [words for _, words in broken_links("[[a]] [[b] and [[c|]] `a[[i]]`")]
    ['[[b]', '[[c|]]']
    >>> list(broken_links(r"[see [1]](x), a [note [2]], \[\[so\]\]")), list(broken_links("[x]]"))
    ([], [(0, '[x]]')])
    """
    if "[[" not in text and "]]" not in text:
        return
    for start, end in _outside_code(text):
        used = [match.span() for match in _LINK.finditer(text, start, end)]
        gaps = zip([start, *(e for _, e in used)], [*(s for s, _ in used), end], strict=True)
        for begin, stop in gaps:
            yield from _left_in(text, begin, stop)


def _left_in(text: str, begin: int, stop: int) -> Iterator[tuple[int, str]]:
    done = begin
    for mark in _LEFT.finditer(text, begin, stop):
        at = mark.start()
        if at < done:
            continue
        if mark[0] == "[[":
            words = _BEGUN.match(text, at, stop)
            assert words is not None
            done = words.end()
            yield at, words[0].strip()
        elif not _is_inner(text[max(begin, at - _FAR_BACK) : at]):
            line = max(begin, at - _NOT_FAR_BACK)
            line = max(text.rfind("\n", line, at) + 1, line)
            opened = max(text.rfind("[", line, at), line)
            yield opened, text[opened : at + 2]


def _is_inner(before: str) -> bool:
    """Whether brackets close here that were opened one inside the other, as in [see [2]]."""
    paragraph = _PARAGRAPH.split(before)[-1]
    return paragraph.count("[") - paragraph.count("]") > 1


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
    return TextLink(" ".join(match[1].split()), " ".join((match[2] or "").split()))


def _outside_code(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for code in _CODE.finditer(text):
        yield start, code.start()
        start = code.end()
    yield start, len(text)
