"""What a reader downloads and what a council publishes, weighed on the finished site."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

MEETINGS = "partnerships/*/meetings/*/index.html"
REGISTER = "register/index.html"
TEXT = {".css", ".html", ".ico", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"}
"""What a web server compresses; GitHub Pages among them."""
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
"""Links that make a browser load something."""
IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
IN_SCRIPTS = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([./][^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they lie on the disk, and compressed where a server compresses them."""

    raw: int
    compressed: int


@dataclass(frozen=True, slots=True)
class Published:
    """The whole site."""

    bytes: int
    files: int


class ElsewhereError(Exception):
    """A page loads something from another site, or what is not there; so it cannot be weighed."""


def weigh(path: Path) -> Weight:
    """The weight of one file."""
    content = path.read_bytes()
    text = path.suffix in TEXT
    return Weight(len(content), len(gzip.compress(content, 9, mtime=0)) if text else len(content))


def largest_meeting(site: Path) -> Path | None:
    """The meeting page with the most bytes."""
    return max(site.glob(MEETINGS), key=lambda path: (path.stat().st_size, path), default=None)


def published(site: Path) -> Published:
    """The bytes and the number of all files."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return Published(sum(sizes), len(sizes))


def first_visit(site: Path, page: Path) -> dict[str, Weight]:
    """All that a first visit to a page loads besides the page, by address.

    Every font and picture that a stylesheet names counts, whether the page uses it or not.
    Raises ElsewhereError where something is not part of the site.
    """
    start = f"/{page.relative_to(site).as_posix()}"
    waiting = [urljoin(start, url) for url in _loads(page)]
    found: dict[str, Weight] = {}
    while waiting:
        url = urldefrag(waiting.pop()).url.partition("?")[0]
        if url in found or url.startswith("data:"):
            continue
        file = site / url.lstrip("/")
        if urlsplit(url).netloc or not file.is_file():
            raise ElsewhereError(url)
        found[url] = weigh(file)
        waiting += [urljoin(url, each) for each in _named(file)]
    return found


def _named(file: Path) -> Iterator[str]:
    """What a stylesheet or a script names; the imports that a script may or may not make count."""
    pattern = {".css": IN_STYLES, ".js": IN_SCRIPTS, ".mjs": IN_SCRIPTS}.get(file.suffix)
    if pattern:
        yield from pattern.findall(file.read_text(encoding="utf-8"))


def _loads(page: Path) -> list[str]:
    parser = _Loads()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.urls


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and LOADED.intersection(given.get("rel", "").split()):
            self.urls.append(given.get("href", ""))
        if tag in {"script", "img", "source", "iframe", "embed"} and given.get("src"):
            self.urls.append(given["src"])
        choices = given.get("srcset", "").split(",")
        self.urls += [choice.split()[0] for choice in choices if choice.strip()]
        self.urls += IN_STYLES.findall(given.get("style", ""))
