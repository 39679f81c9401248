"""`[[...]]` in Markdown: where such links stand and what they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from partnership_register.commonmark import in_code
from partnership_register.model import RECORD_TYPES

LINKABLE = (*(kind.kind for kind in RECORD_TYPES), "action", "decision", "objective")
"""What `[[...]]` in text may name."""
_TARGET = r"(?=\s*[^\s\[\]|])([^\[\]|\n]*+(?:\n[^\[\]|\n]*+)?)"
_WORDS = r"(?=\s*[^\s\[\]])([^\[\]\n]*+(?:\n[^\[\]\n]*+)?)"
LINK = rf"\[\[{_TARGET}(?:\|{_WORDS})?\]\]"
"""A pattern with two groups: the target, and the words if it has any.

Each may run over the end of one line, which is a space in Markdown; none may be empty.
"""
_BRACKETS = re.compile(rf"{LINK}|[\[\]]")
_LEFT = re.compile(r"(?<!\\)(?:\[\[(?![^\[\]\n]*\][^\[\]\n]*\]\()|\]\](?!\())")
"""What no link has used up; in `[[1] note](address)` the brackets are words of Markdown's own."""
_FAR_BACK = 1000
_NOT_FAR_BACK = 30
"""Characters before a closing bracket that are looked at, for its opening one and to show."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BEGUN = re.compile(r"\[\[[^\[\]\n]{0,40}\]{0,2}")


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
    return (_link(match) for match, coded in _found(text) if not coded and match[1])


def broken_links(text: str) -> Iterator[tuple[int, str]]:
    r"""Where brackets stand that were meant for a link and make none, each with its words.

    >>> [words for _, words in broken_links("[[a]] [[b] and [[c|]] `a[[i]]`")]
    ['[[b]', '[[c|]]']
    >>> list(broken_links(r"[see [1]](x), a [note [2]], \[\[so\]\]")), list(broken_links("[x]]"))
    ([], [(0, '[x]]')])
    """
    found = list(_found(text))
    bare = _without(text, [match.span() for match, coded in found if coded])
    begin = 0
    for match, coded in found:
        if match[1] and not coded:
            yield from _left_in(text, bare, begin, match.start())
            begin = match.end()
    if found:
        yield from _left_in(text, bare, begin, len(text))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks for what stands there."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], " " * (end - start))
        done = end
    return "".join([*pieces, text[done:]])


def _left_in(text: str, bare: str, begin: int, stop: int) -> Iterator[tuple[int, str]]:
    """What is left between two places of a text; `bare` is the text without brackets in code."""
    done = begin
    for mark in _LEFT.finditer(bare, begin, stop):
        at = mark.start()
        if at < done:
            continue
        if mark[0] == "[[":
            words = _BEGUN.match(bare, at, stop)
            assert words is not None
            done = words.end()
            yield at, text[at:done].strip()
        elif not _is_inner(bare[max(begin, at - _FAR_BACK) : at]):
            line = max(begin, at - _NOT_FAR_BACK)
            line = max(bare.rfind("\n", line, at) + 1, line)
            opened = max(bare.rfind("[", line, at), line)
            yield opened, text[opened : at + 2]


def _is_inner(before: str) -> bool:
    """Whether brackets close here that were opened one inside the other, as in [see [2]]."""
    paragraph = _PARAGRAPH.split(before)[-1]
    return paragraph.count("[") - paragraph.count("]") > 1


def replaced(
    text: str, write: Callable[[TextLink], str | None], in_code: Callable[[TextLink], str | None]
) -> str:
    """The text with each link as `write` writes it or, in code, `in_code`; None leaves it."""
    pieces: list[str] = []
    done = 0
    for match, coded in _found(text):
        written = (in_code if coded else write)(_link(match)) if match[1] else None
        if written is not None:
            pieces += (text[done : match.start()], written)
            done = match.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _link(match: re.Match[str]) -> TextLink:
    return TextLink(" ".join(match[1].split()), " ".join((match[2] or "").split()))


def _found(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Links, and brackets that are part of none, each with whether it stands in code."""
    if "[[" in text or "]]" in text:
        found = list(_BRACKETS.finditer(text))
        code = in_code(text, [match.span() for match in found])
        for number, match in enumerate(found):
            yield match, number in code
