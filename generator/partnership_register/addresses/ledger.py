"""The ledger of addresses: every one that the site ever had, in a file beside the records.

One address a line. That of a record's page has a mark after it, by which its record is known
again under another name. Lines are only ever added, so that two branches can both add some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from partnership_register.addresses.owners import Owner
from partnership_register.problems import Problem, shown
from partnership_register.scanning import LEDGER

_TITLE = """\
# Every address that this website ever had. It is kept by the command: register addresses
# Delete no line: the check sees to it that each of these addresses goes on to answer.
"""
_ODD = re.compile(r"//|/\.|[\\?#<>:|*\"%\x00-\x09\x0b-\x1f]|\n[^/\n]")
"""What no address has, with the sign before letters that are written otherwise."""
_MARK = re.compile(r"[0-9a-f]{8}|withdrawn")
_UNQUOTED = "/!$&'()+,;=@~"
_LEFT_BY_GIT = re.compile(r"[<>|]{7}(?: |$)|={7}\s*$")
_BLANKS = " \t\u00a0"
_MOST_SAID = 20
"""Lines that are no addresses; of a file with more, something else is wrong."""
_NOT_LINKED = re.compile(
    r"(?:assets|search)/(?!index\.html$)|404\.html$|sitemap[^/]*$|(?:.*/)?\.|.*\.(?:css|js|map)$"
)
"""What the site has for itself: nobody has a link to it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every address with its line, counted from 1, and the marks of those of records."""

    lines: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """Two marks of one address, with a space between, come of branches that both changed it."""


def read_ledger(content: bytes) -> tuple[Ledger, list[Problem]]:
    """The ledger in a file, and a problem for each line that is none of it."""
    text = content.decode("utf-8", "replace")
    # All lines at once, since nearly always nothing is odd in any of them.
    is_plain = not _ODD.search(f"\n{text.removeprefix(_TITLE)}")
    lines: dict[str, int] = {}
    marks: dict[str, str] = {}
    problems: list[Problem] = []
    for number, ended in enumerate(text.split("\n"), 1):
        line = ended.removesuffix("\r")
        if not line or line[0] == "#":
            continue
        written, space, mark = line.partition(" ")
        address = written if is_plain else unquote(written)
        if not (is_plain or _is_address(address)) or (space and not _MARK.fullmatch(mark)):
            if len(problems) < _MOST_SAID:
                problems.append(_no_line(line, number))
            continue
        lines.setdefault(address, number)
        if mark:
            known = marks.get(address)
            marks[address] = f"{known} {mark}" if known else mark
    return Ledger(lines, marks), problems


def _is_address(text: str) -> bool:
    return text.startswith("/") and not _ODD.search(text.replace("%", ""))


def _no_line(line: str, number: int) -> Problem:
    message = f'"{shown(line)}" is not an address of this website'
    hint = "put the line back as it was; nobody need write in this file"
    column = 1
    if _LEFT_BY_GIT.match(line):
        message = "a mark that git left where two people's changes met"
        hint = "delete this line and keep all the addresses above and below it"
    elif line != line.strip(_BLANKS):
        begins = len(line) - len(line.lstrip(_BLANKS))
        column = 1 if begins else len(line.rstrip(_BLANKS)) + 1
        message = f"there is a blank {'before' if begins else 'after'} the address"
        hint = "delete it, so that nothing else stands on the line"
    return Problem(LEDGER, message, hint, (), number, column)


def brought_up_to_date(ledger: Ledger, site: Iterable[str], answering: Iterable[Owner]) -> str:
    """The text of the ledger with the addresses of a site, given as paths of its files.

    Addresses at which a record answers are marked as it is now, others as they were.
    """
    marks = {address: held.partition(" ")[0] for address, held in ledger.marks.items()}
    for owner in answering:
        marks |= dict.fromkeys((*owner.former, owner.address), owner.mark)
    return _TITLE + "".join(
        f"{quote(address, safe=_UNQUOTED)} {marks.get(address, '')}".rstrip() + "\n"
        for address in sorted({*linked(site, ledger), *ledger.lines})
    )


def linked(site: Iterable[str], ledger: Ledger) -> Iterator[str]:
    """The addresses to which people may have links, from the paths of all files of a site.

    The folder that stands for a file that is gone has the address of the file, and none itself.
    """
    for path in site:
        if not _NOT_LINKED.match(path):
            address = address_at(path)
            if _is_address(address) and address[:-1] not in ledger.lines:
                yield address


def address_at(path: str) -> str:
    """The address at which a file of the site answers.

    >>> address_at("index.html"), address_at("risks/flood/index.html"), address_at("risks/a.csv")
    ('/', '/risks/flood/', '/risks/a.csv')
    """
    is_page = path == "index.html" or path.endswith("/index.html")
    return f"/{path.removesuffix('index.html')}" if is_page else f"/{path}"


def path_at(address: str) -> str:
    """The file of the site that answers at an address.

    >>> path_at("/"), path_at("/risks/a.csv")
    ('index.html', 'risks/a.csv')
    """
    return f"{address[1:]}index.html" if address.endswith("/") else address[1:]
