"""Which records of other folders a file may name: found in its bytes, before any is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME_BEFORE = re.compile(rb"[a-z0-9-]+\Z")
_NAME_AFTER = re.compile(rb"[a-z0-9-]+")
_PARTNERSHIP = re.compile(rb"""partnership['"]?\s*:\s*['"]?([a-z0-9-]+)""")
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|/|\r?\n[ \t]*)")
_LINK = re.compile(rb"\[\[(?:[^\[\]|/#:]*:)?([^\[\]|/#]+)[|\]]")
_NO_LETTER = 0x80
"""Names have letters below this alone."""
_LONGEST_NAME = 100


def names_in(content: bytes, others: frozenset[bytes]) -> Iterator[str]:
    """Whatever looks like the id of one of the folders `others` or a record there, each once."""
    if b"\\" in content:
        content += b"\n" + _ESCAPE.sub(_unescaped, content)
    seen: set[bytes] = set()
    if b"partnership" in content:
        seen |= {match[1] for match in _PARTNERSHIP.finditer(content) if match[1] in others}
    seen |= set(_before(b"#", content, others))
    yield from sorted(name.decode() for name in seen)
    slash = content.find(b"/")
    while slash >= 0:
        before = _NAME_BEFORE.search(content[max(0, slash - _LONGEST_NAME) : slash])
        if before and before[0] in others:
            after = _NAME_AFTER.match(content, slash + 1)
            name = before[0] + b"/" + after[0] if after else b""
            if name and name not in seen:
                seen.add(name)
                yield name.decode()
        slash = content.find(b"/", slash + 1)


def links_by_word(content: bytes) -> set[bytes]:
    """What links in text name by one word, as a record by its short name or an action by its ref.

    >>> sorted(links_by_word(b"[[paper]], [[plan: work|it]], [[a/b]], [[work#1]]; [[2.1]]"))
    [b'2.1', b'paper', b'work']
    """
    if b"\\" in content:
        content += b"\n" + _ESCAPE.sub(_unescaped, content)
    return {match[1].strip() for match in _LINK.finditer(content)}


def _before(mark: bytes, content: bytes, others: frozenset[bytes]) -> Iterator[bytes]:
    """The names of folders that stand before a mark, as in `safer#chair`."""
    at = content.find(mark)
    while at >= 0:
        before = _NAME_BEFORE.search(content[max(0, at - _LONGEST_NAME) : at])
        if before and before[0] in others:
            yield before[0]
        at = content.find(mark, at + 1)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """What an escape in double quotes stands for, as far as names could have it in them."""
    code = next((each for each in escape.groups() if each), b"")
    letter = chr(int(code, 16)) if code and int(code, 16) < _NO_LETTER else ""
    return letter.encode() if code else escape[0].lstrip(b"\\").strip()
