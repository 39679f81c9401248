"""What the files of a finished site name: the addresses they lead to, and the ids they have.

Pages are read by their tags alone, which takes a hundredth of the time of making a tree of each;
a test compares what is found with what html5lib finds.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any

ATTRIBUTES = r"""(?>(?:[^>"']++|"[^"]*+"|'[^']*+')*)"""
TAG = re.compile(
    rf"<!--.*?-->"
    rf"|<(?P<quiet>script|style|title|textarea)\b(?P<of_quiet>{ATTRIBUTES})>(?P<inside>.*?)</(?P=quiet)\s*>"
    rf"|<(?P<name>[a-z][^\s/>]*+)(?P<of>{ATTRIBUTES})>",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""", re.DOTALL
)
CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')"""
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?(.+?)\s*", re.DOTALL | re.IGNORECASE)
STOPS = "\\s\"'<>\\\\)\\]"

FOLLOWED = frozenset({"href", "src", "action", "formaction", "poster", "cite", "xlink:href",
                      "manifest", "longdesc", "background"})  # fmt: skip
SETS = frozenset({"srcset", "imagesrcset"})
OF_IDS = frozenset({"for", "headers", "list", "form", "aria-labelledby", "aria-describedby",
                    "aria-controls", "aria-owns", "aria-details", "aria-errormessage",
                    "aria-activedescendant", "aria-flowto", "popovertarget"})  # fmt: skip

Attributes = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Read:
    """What one file names."""

    ids: list[str] = field(default_factory=list)
    """Each as often as it stands there."""
    meant: list[str] = field(default_factory=list)
    """Ids that something on the page refers to, such as the field of a label."""
    links: list[str] = field(default_factory=list)
    """Addresses as they are written, to be read from where the file lies."""
    from_root: list[str] = field(default_factory=list)
    """Addresses to be read from the folder of the site."""
    leads_on: str | None = None
    """Where a page leads that is only there for its address."""
    canonical: str | None = None


def read(path: str, content: bytes, home: str | None) -> Read:
    """Read a file of the site; `home` is the full address of the site, if it has one."""
    suffix = path.rpartition(".")[2].lower()
    reader = READERS.get(suffix)
    if reader is None:
        return Read()
    found = reader(content.decode("utf-8-sig"))
    if home and suffix in TELL_ADDRESSES:
        found.links += _full(home, TELL_ADDRESSES[suffix](content.decode("utf-8-sig")))
    if re.fullmatch(r"search/pages/[^/]+\.json", path):
        found.from_root += [entry[0] for entry in json.loads(content)]
    if path == "search/index.json":
        shards = json.loads(content).get("shards", "").split()
        found.from_root += [f"search/words/of-{shard}.json" for shard in shards]
    return found


def page(text: str) -> Read:
    """Read a page, or a drawing, by its tags."""
    found = Read()
    for tag in TAG.finditer(text):
        if tag["name"]:
            _element(found, tag["name"].lower(), _attributes(tag["of"]))
        elif tag["quiet"]:
            _element(found, tag["quiet"].lower(), _attributes(tag["of_quiet"]))
            if tag["quiet"].lower() == "style":
                found.links += _css_addresses(tag["inside"])
    return found


def _element(found: Read, name: str, attributes: Attributes) -> None:
    for key, value in attributes:
        if key == "id":
            found.ids.append(value)
        elif key in FOLLOWED:
            found.links.append(value)
        elif key in SETS:
            found.links += [each.split()[0] for each in value.split(",") if each.strip()]
        elif key in OF_IDS:
            found.meant += value.split()
        elif key == "style":
            found.links += _css_addresses(value)
    if name in {"meta", "link", "object"}:
        _particular(found, name, dict(attributes))


def _particular(found: Read, name: str, having: dict[str, str]) -> None:
    """Elements whose addresses stand where only they have them."""
    content = having.get("content", "")
    refresh = REFRESH.fullmatch(content)
    if name == "object":
        found.links += [having["data"]] if "data" in having else []
    elif having.get("http-equiv", "").lower() == "refresh" and refresh:
        found.leads_on = refresh[1].strip("\"'")
        found.links.append(found.leads_on)
    elif having.get("property", "") in {"og:url", "og:image"}:
        found.links.append(content)
    elif having.get("rel", "").lower() == "canonical":
        found.canonical = having.get("href")


@lru_cache(maxsize=200_000)
def _attributes(text: str) -> Attributes:
    """Attributes with their values; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        value = next((each for each in match.groups()[1:] if each is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return tuple(found.items())


def _css_addresses(text: str) -> list[str]:
    found = CSS_ADDRESS.finditer(CSS_COMMENT.sub("", text))
    return [next(each for each in match.groups() if each is not None) for match in found]


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _named_url(data: Any) -> Iterator[str]:
    """What stands under the keys that every format has for addresses."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in {"url", "href", "src"} and isinstance(value, str):
                yield value
            else:
                yield from _named_url(value)
    elif isinstance(data, list):
        for value in data:
            yield from _named_url(value)


def _full(home: str, texts: Iterator[str]) -> Iterator[str]:
    """The full addresses in texts that are of this site."""
    ours = re.compile(f"{re.escape(home)}[^{STOPS}]*")
    for text in texts:
        for match in ours.finditer(text):
            yield match[0].rstrip(".,;")


def _calendar(text: str) -> Iterator[str]:
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        yield from re.split(r"\\n", line)


def _cells(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text)):
        yield from row


READERS: dict[str, Callable[[str], Read]] = {
    "html": page,
    "svg": page,
    "css": lambda text: Read(links=_css_addresses(text)),
    "json": lambda text: Read(links=list(_named_url(json.loads(text)))),
    "xml": lambda _: Read(),
    "ics": lambda _: Read(),
    "csv": lambda _: Read(),
    "txt": lambda _: Read(),
}
TELL_ADDRESSES: dict[str, Callable[[str], Iterator[str]]] = {
    "json": lambda text: _strings(json.loads(text)),
    "xml": lambda text: map(unescape, re.findall(r"[^<>]+", text)),
    "ics": _calendar,
    "csv": _cells,
    "txt": lambda text: iter([text]),
}
"""Formats that are taken away and read elsewhere, so that they tell addresses in full."""
