"""Addresses from the site's root in hand-written pages, such as `/meetings/`, that are mistyped.

Only the first word counts, which the site itself gives to its lists and rooms. What resembles none
of these words may be an address that whoever keeps the web server has made, and is left alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from partnership_register.commonmark import SCHEMES
from partnership_register.model import RECORD_TYPES
from partnership_register.pages import addresses
from partnership_register.pages.shapes import Link
from partnership_register.problems import Problem, shown
from partnership_register.search.page import ADDRESS as SEARCH
from partnership_register.shell.refusals import Pages, Sources

_SCHEME = re.compile(r"([^/?#]*?):")
_ALIKE = 0.8
"""How like another a word is that was mistyped, from 0 to 1: one letter in five or so."""


def first_words(files: Iterable[str]) -> frozenset[str]:
    """The first words of all addresses of the site, with those of hand-written pages and files."""
    lists = (each.url for each in vars(addresses).values() if isinstance(each, Link))
    fixed = (*lists, SEARCH, addresses.area_address("any"), addresses.lead_address("any"))
    pages = (PurePosixPath(file).parts[0].removesuffix(".md") for file in files)
    kinds = (kind.folder for kind in RECORD_TYPES if kind.folder)
    return frozenset((*(url.split("/")[1] for url in fixed), *pages, *kinds, "assets"))


def mistyped(
    links: Iterable[tuple[str, str]], navigation: Iterable[str], sources: Sources
) -> Iterator[Problem]:
    """A problem for each such address, of links given with their pages, or of the navigation."""
    known = first_words(sources.files)
    pages = Pages(sources)
    for page, url in links:
        if meant := _meant(url, known):
            message = f'the page links to "{shown(url)}", which is not there'
            yield pages.problem(page, url, message, f"did you mean {shown(meant)}?")
    for url in navigation:
        if (scheme := _SCHEME.match(url)) and scheme[1].lower() not in SCHEMES:
            message = f'the navigation names "{shown(url)}", which is no page and no web address'
            hint = "write the name of a page; quotes belong round a title with a colon in it"
            yield sources.settings.problem(message, hint, key="nav", value=url)
        if meant := _meant(url, known):
            message = f'the navigation names "{shown(url)}", and the site has no such address'
            hint = f"did you mean {shown(meant)}?"
            yield sources.settings.problem(message, hint, key="nav", value=url)


def _meant(url: str, known: frozenset[str]) -> str:
    """The address that was meant by one from the root; empty where nothing is wrong with it."""
    if not url.startswith("/") or url.startswith("//"):
        return ""
    word, slash, rest = url[1:].partition("/")
    if not slash or word in known:
        return ""
    alike = difflib.get_close_matches(word, sorted(known), n=1, cutoff=_ALIKE)
    return f"/{alike[0]}/{rest}" if alike else ""
