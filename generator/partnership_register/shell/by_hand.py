"""What pages written by hand would not show as it was meant: lists run in, lines that vanish.

The site engines read pages by rules of their own, which are stricter than those of records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from posixpath import splitext
from urllib.parse import urlsplit

from partnership_register.problems import shown
from partnership_register.register.texts import IN_A_FOLDER, RULE, Amiss, lost_cells
from partnership_register.shell.elements import no_elements
from partnership_register.shell.refusals import CODE

_UNSEEN = re.compile(
    r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*$|<!--.*?-->", re.DOTALL | re.MULTILINE
)
"""The lines above a page that are about it, and remarks."""
_ENTRY = re.compile(r"( *)(?:[-*+]|[0-9]{1,2}\.)[ \t]+\S")
_MOST_BEFORE_AN_ENTRY = 3
"""Spaces; what stands further in belongs to an entry above, or is code."""
_STEP = 4
"""Spaces by which a list lies inside another."""
_RULE_ACROSS = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_UNDERLINE = re.compile(r"(?:-+|=+)[ \t]*")
_NAMED = re.compile(
    r"^[ \t>]*+(?>(?:(?:[-*+]|[0-9]{1,2}\.)[ \t]++)*)"
    r"(\[([^\[\]\n]++)\]:[ \t]*+\n?[ \t]*+\S++[ \t]*+"
    r"(?:\n?[ \t]*+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*+)?)$",
    re.MULTILINE,
)


_USED = re.compile(r"\[([^\[\]]++)\]")
"""Where a name may stand for an address; it may run over the end of a line."""


def amiss_in_page(text: str) -> Iterator[Amiss]:
    """All of it in a page."""
    bare = _UNSEEN.sub(_blank, CODE.sub(_of_code, text))
    yield from _run_in(bare)
    yield from _vanishing(bare)
    words = _without_blocks_of_code(bare)
    yield from _dead_links(words)
    if "<" in words:
        yield from no_elements(words)
    if "|" in bare and (rule := RULE.search(bare)):
        yield from lost_cells(bare, rule.start())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _of_code(found: re.Match[str]) -> str:
    return "x" * len(found[0]) if found[2] else _blank(found)


def _run_in(text: str) -> Iterator[Amiss]:
    """Lists and tables without a blank line above, and lists inside a list not far enough in."""
    lines = [*text.split("\n"), ""]
    at = length = 0
    block = ""
    above: int | None = None
    for line, following in pairwise(lines):
        entry = _ENTRY.match(line)
        inner = len(entry[1]) if entry else 0
        is_table = "|" in line and "|" in following and RULE.fullmatch(following) is not None
        length = length + 1 if block else 1
        if not line.strip():
            block = ""
        elif line.startswith("#") or _RULE_ACROSS.fullmatch(line):
            block, above = "", None
        elif not block and above is None and inner > _MOST_BEFORE_AN_ENTRY:
            block = "other"  # code, since there is no entry that it could belong to
        elif not block:
            block = "list" if entry else "table" if is_table else _kind(line)
            above = None if block in ("text", "table") else above
        elif block == "text" and length == 2 and _UNDERLINE.fullmatch(line):
            block = ""
        elif block == "text" and ((entry and inner <= _MOST_BEFORE_AN_ENTRY) or is_table):
            block = "list" if entry else "table"
            said = f"this {block} would run into the line above it"
            yield Amiss(at + inner, said, "leave a blank line above it")
        if block == "list" and entry:
            if above is not None and inner > above and inner // _STEP == above // _STEP:
                said = "this entry would be shown level with the one above it"
                hint = f"write {_STEP} spaces before it for each list that it lies in"
                yield Amiss(at + inner, said, hint)
                inner = above
            above = inner
        at += len(line) + 1


def _kind(line: str) -> str:
    if line.startswith(("    ", "\t", "<", ">")):
        return "other"
    return "text"


def _vanishing(text: str) -> Iterator[Amiss]:
    """Lines that are taken for the name of an address which no link uses, and not shown."""
    named = list(_NAMED.finditer(text))
    themselves = {found.start(1) for found in named}
    used = {_folded(use[1]) for use in _USED.finditer(text) if use.start() not in themselves}
    for found in named:
        if _folded(found[2]) not in used:
            said = "this line is taken for the name of an address, and would not be shown"
            line = found[1].partition("\n")[0]
            yield Amiss(found.start(1), said, f"write \\{shown(line)}")


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


_ADDRESS = re.compile(
    r"(?:(?<!\\)\]\(\s*<?|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?|\b(?:href|src)[ \t]*=[ \t]*[\"']?)"
    r"([^\s()<>\"']+)",
    re.MULTILINE,
)


def _dead_links(text: str) -> Iterator[Amiss]:
    """Links to files that readers cannot open, and addresses without what makes them such."""
    for found in _ADDRESS.finditer(text):
        url = found[1]
        said = f'the link to "{shown(url)}" would lead nowhere'
        if IN_A_FOLDER.match(url):
            hint = "put the file beside the page and write its name, or the whole web address"
            yield Amiss(found.start(1), said, f"{hint}, with https://")
        elif url.lower().startswith("www.") and not splitext(urlsplit(url).path)[1]:
            # the engine takes any other for a file, and says so itself
            yield Amiss(found.start(1), said, f"write it whole: https://{shown(url)}")


def _without_blocks_of_code(text: str) -> str:
    """The text with nothing in lines so far in that they are code, or may be."""
    lines = text.split("\n")
    is_below_blank, is_code, further_in = True, False, False
    for number, line in enumerate(lines):
        if line.strip():
            spread = line.expandtabs(_STEP)
            inner = len(spread) - len(spread.lstrip())
            if inner < _STEP:
                is_code = False
                further_in = bool(_HOLDS_MORE.match(line)) or (further_in and not is_below_blank)
            elif is_below_blank:
                is_code = inner >= (2 * _STEP if further_in else _STEP)
            if is_code:
                lines[number] = " " * len(line)
        is_below_blank = not line.strip()
    return "\n".join(lines)


_HOLDS_MORE = re.compile(r" {0,3}(?:(?:[-*+]|[0-9]+\.)[ \t]|!!!|\?\?\?|===|:[ \t]|\[\^)")
"""How a line begins below which lines that stand further in are part of it."""
