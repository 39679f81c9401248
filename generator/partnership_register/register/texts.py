"""What a Markdown text would not show as it was meant: dead links, lost cells, odd headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from partnership_register.commonmark import SCHEMES, in_headings, raw_html, seen
from partnership_register.problems import shown
from partnership_register.register.links import LINK


class Amiss(NamedTuple):
    """Something in a text that has to be written otherwise."""

    at: int
    """Where it begins."""
    message: str
    hint: str


def amiss_in(text: str) -> Iterator[Amiss]:
    """All that is amiss in a text; most texts have no sign that could make it so."""
    if "](" in text:
        yield from _dead_links(text)
    if "|" in text and (rule := RULE.search(text)):
        yield from lost_cells(text, rule.start())
    if "# " in text or "\n-" in text or "\n=" in text:
        yield from _headings(text)


_ADDRESS = re.compile(
    r"(?<!\\)\]\(\s*(?:<([\w.\\][^<>\n]*)>|([\w.\\][^\s()<>]*))(?:\s+[\"'][^)\n]{0,200})?\s*\)"
)
"""That of a link, unless it begins at the site or at a heading."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
IN_A_FOLDER = re.compile(r"[A-Za-z]:|file:|\\\\", re.IGNORECASE)
"""How an address begins that is a file of somebody's computer or of the office: S:\\Policy."""
_TO_A_FILE = (
    "put the file beside the record of a document, name it there and write [[id|words]] with the"
    " id of that document; or write the whole web address, with https://"
)
_HREF = re.compile(r'(?:href|src)="([^"]*)"')


def _dead_links(text: str) -> Iterator[Amiss]:
    """Links by a path that would have to begin at the page, of which a text knows nothing."""
    found = [each for each in _ADDRESS.finditer(text) if not _is_shown(each[1] or each[2])]
    leads_to = {_as_typed(each) for each in _HREF.findall(raw_html(text))} if found else set()
    for link in found:
        url = link[1] or link[2]
        at = link.start(1) if link[1] else link.start(2)
        scheme = _SCHEME.match(url)
        is_left_out = scheme is not None and scheme[1].lower() == "file"  # by comrak itself
        if ("" if is_left_out else _as_typed(_ESCAPED.sub(r"\1", url))) not in leads_to:
            continue
        if scheme or IN_A_FOLDER.match(url):
            yield Amiss(at, *_not_shown(url, is_lost=scheme is not None))
            continue
        if "@" in url:
            hint = f"write mailto: before it: (mailto:{shown(url)})"
        elif url.startswith("www."):
            hint = f"write it whole: (https://{shown(url)})"
        else:
            hint = (
                "write [[id|words]] with the id of a record, such as that of a document, or the"
                " whole web address; where no link is meant, write \\[ before the words"
            )
        yield Amiss(at, f'the link to "{shown(url)}" would lead nowhere', hint)


def _is_shown(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme is not None and scheme[1].lower() in SCHEMES


def _not_shown(url: str, *, is_lost: bool) -> tuple[str, str]:
    """What is said of a link to what is not on the web, or not for every browser."""
    lost = f'the address "{shown(url)}" would be lost, and only the words of the link be shown'
    said = lost if is_lost else f'the link to "{shown(url)}" would lead nowhere'
    if IN_A_FOLDER.match(url):
        return said, _TO_A_FILE
    return said, "write the whole web address, with https://, or say it in words without a link"


def _as_typed(url: str) -> str:
    return unquote(unescape(url))


_BEFORE_A_ROW = r"[ \t>]*+(?>(?:[*+-][ \t]++)*)"
"""The signs of the quotations and list entries in which a line stands."""
_SIGNS = re.compile(_BEFORE_A_ROW)
RULE = re.compile(
    rf"^{_BEFORE_A_ROW}\|?[ \t]*+:?-++:?[ \t]*+(?>(?:\|[ \t]*+(?::?-++:?[ \t]*+)?)*)$",
    re.MULTILINE,
)
"""The line below the headings of a table."""
_LINK = re.compile(LINK)
_LAST_CELL = re.compile(r"^(.*(?:\\\||[^\s|]))[\s|]*$")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def lost_cells(text: str, begin: int) -> Iterator[Amiss]:
    """Rows of a table with more cells than it has headings, of which Markdown shows no more."""
    text = _LINK.sub(lambda link: link[0].replace("|", "-"), text)  # no cell ends in a link
    rows: list[tuple[int, int, int, int]] = []
    headings = 0
    at = text.rfind("\n", 0, begin) + 1
    for line in text[at:].split("\n"):
        last = _LAST_CELL.match(line)
        if RULE.fullmatch(line) and "|" in line:
            headings = _cells(line)
        elif not last:
            headings = 0
        elif headings and _cells(line) > headings:
            rows.append((at, at + last.end(1), _cells(line), headings))
        at += 1 + len(line)
    shows = seen(text, [end for _, end, _, _ in rows]) if rows else frozenset()
    for number, (start, _, cells, known) in enumerate(rows):
        if number not in shows:
            yield Amiss(
                start + len(text[start:]) - len(text[start:].lstrip(" \t>|")),
                f"this row has {cells} cells and the table {known}"
                f" heading{'s' if known > 1 else ''}; what is beyond them would not be shown",
                "add a heading, and a |---| below it, or take the cell away; for the sign itself"
                " write \\|",
            )


def _cells(line: str) -> int:
    cells = _SIGNS.sub("", line, count=1).removeprefix("|").rstrip().removesuffix("|")
    return len(_BETWEEN_CELLS.split(cells))


_HEADING = re.compile(r"^ {0,3}(#) +\S[^\n]*", re.MULTILINE)
_UNDERLINE = re.compile(r"\n {0,3}(-++|=++)[ \t]*+$", re.MULTILINE)
_HAS_SIGN = re.compile(" {0,3}#{1,6} ")


def _headings(text: str) -> Iterator[Amiss]:
    """Lines that become the highest of headings by a sign that is mostly meant otherwise."""
    found = [(each.end(), each.start(1), "#") for each in _HEADING.finditer(text)]
    for each in _UNDERLINE.finditer(text):
        above = text[text.rfind("\n", 0, each.start()) + 1 : each.start()]
        if above.strip() and not _HAS_SIGN.match(above):
            found.append((each.start(), each.start(1), each[1]))
    found.sort()
    headings = in_headings(text, [end for end, _, _ in found]) if found else frozenset()
    for number, (_, at, sign) in enumerate(found):
        if number not in headings:
            continue
        if sign == "#":
            said = "inside a text # makes a heading that everybody sees"
            yield Amiss(at, said, "write ### for a heading, or delete the line if it is a remark")
        else:
            said = f'"{shown(sign)}" makes a heading of the line above it'
            yield Amiss(at, said, "leave a blank line above it, or write ### before a heading")
