"""Finds what does not lead anywhere in a finished site; reads nothing but its folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from links.reading import Read, read

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
NO_ADDRESS = re.compile(r"[\s\\<>\"^`{|}\x00-\x1f\x7f-\uffff]|%(?![0-9A-Fa-f]{2})|%2[eEfF]|%5[cC]")
"""What a browser mends, each in its way, and another reader does not; and dots and slashes in
disguise."""
ELSEWHERE = frozenset({"http", "https", "mailto", "tel", "data", "webcal"})
READ_FROM_ROOT = "404.html"
"""Served at any address, so that its links cannot be relative."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that is wrong in a file of a site."""

    file: str
    wrong: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.wrong}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and all that is wrong with it."""

    pages: int
    links: int
    faults: list[Fault]


def check(folder: Path) -> Checked:
    """Check every file of a site."""
    return _Site(folder).checked()


class _Site:
    def __init__(self, folder: Path) -> None:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        paths = {file.relative_to(folder).as_posix(): file for file in files}
        index = paths.get("index.html")
        self.home = read("index.html", index.read_bytes(), None).canonical if index else None
        self.below = urlsplit(self.home).path if self.home else "/"
        self.read = {path: read(path, file.read_bytes(), self.home) for path, file in paths.items()}
        self.ids = {path: frozenset(found.ids) for path, found in self.read.items() if found.ids}
        self.folders = {above for path in paths for above in _above(path)}
        self.in_small = {path.lower(): path for path in paths}

    def checked(self) -> Checked:
        faults = {*self._clashes()}
        for path, found in self.read.items():
            faults |= {Fault(path, wrong, what) for wrong, what in self._of(path, found)}
        pages = sum(path.endswith(".html") for path in self.read)
        links = sum(len(found.links) + len(found.from_root) for found in self.read.values())
        return Checked(pages, links, sorted(faults))

    def _clashes(self) -> Iterator[Fault]:
        for path in self.read:
            other = self.in_small[path.lower()]
            if other != path:
                yield Fault(path, "differs from another file only in case", other)

    def _of(self, path: str, found: Read) -> Iterator[tuple[str, str]]:
        if len(found.ids) != len(set(found.ids)):
            yield from (("id twice", id) for id, n in Counter(found.ids).items() if n > 1)
        for id in self.ids.get(path, ()):
            if not id or any(letter.isspace() for letter in id):
                yield "id that no link can name", id
        for id in found.meant:
            if id not in self.ids.get(path, ()):
                yield "no element with this id", id
        for link in found.links:
            wrong = self._wrong(path, link)
            if wrong:
                yield wrong, link
        for link in found.from_root:
            wrong = self._wrong("", link)
            if wrong:
                yield wrong, link
        if found.leads_on is not None:
            yield from self._leads_on(path, found.leads_on)
        elif found.canonical and found.canonical != f"{self.home}{path.removesuffix('index.html')}":
            yield "is not its own address", found.canonical

    def _leads_on(self, path: str, link: str) -> Iterator[tuple[str, str]]:
        """A page that is only there for its address has to lead to one that is there for itself."""
        then = _place(path, link.partition("#")[0])
        target = self.read.get(then or "")
        if target and target.leads_on is not None:
            yield "leads to a page that leads on", link

    def _wrong(self, path: str, link: str) -> str | None:
        """What is wrong with a link in a file."""
        if self.home and (link + "/").startswith(self.home):
            path, link = "", link[len(self.home) :] or "./"
        elif SCHEME.match(link):
            return None if _is_elsewhere(link) else "not an address"
        elif link.startswith("//"):
            return "leads out of the site without saying how"
        elif link.startswith("/"):
            if path != READ_FROM_ROOT:
                return "begins at the root, which may be another site's"
            if not link.startswith(self.below):
                return "leads out of the site"
            path, link = "", link[len(self.below) :] or "./"
        address, _, fragment = link.partition("#")
        address = address.partition("?")[0]
        if NO_ADDRESS.search(link):
            return "not an address"
        if not link:
            return "empty"
        place = _place(path, address) if address else path
        if place is None:
            return "leads out of the site"
        return self._missing(place) or self._no_anchor(place, unquote(fragment))

    def _missing(self, place: str) -> str | None:
        if place in self.read:
            return None
        if place in self.folders:
            return "a folder without its last slash"
        if f"{place}.html" in self.read:
            return "a page without its .html"
        if place.lower() in self.in_small:
            return "there only in another case"
        return "not there"

    def _no_anchor(self, place: str, fragment: str) -> str | None:
        if not fragment or not place.endswith((".html", ".svg")):
            return None
        return None if fragment in self.ids.get(place, ()) else "no such anchor"


def _is_elsewhere(link: str) -> bool:
    """Whether it is a whole address of something that is no part of the site."""
    try:
        split = urlsplit(link)
    except ValueError:
        return False
    if split.scheme in {"http", "https"}:
        return bool(split.hostname) and not NO_ADDRESS.search(link.partition(":")[2])
    return split.scheme in ELSEWHERE


def _place(path: str, address: str) -> str | None:
    """The file that an address means, read from another file; None outside the site.

    Browsers stay at the root when an address leads further up. Below a path, and from a folder,
    the same address leads out of the site.
    """
    parts = path.split("/")[:-1]
    *above, last = unquote(address).split("/")
    for part in above:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    if last == "..":
        if not parts:
            return None
        parts.pop()
    return "/".join([*parts, "index.html" if last in {"", ".", ".."} else last])


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
