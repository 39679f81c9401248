"""The list of all pages, for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

MOST = 50_000
"""How many addresses one file may have, by the protocol of sitemaps.org."""
_LIST, _INDEX = ("urlset", "url"), ("sitemapindex", "sitemap")


def sitemaps(urls: Sequence[str], site_url: str) -> Iterator[tuple[str, bytes]]:
    """The path and the content of each file that names site-absolute addresses.

    `site_url` is where the home page lies. More addresses than one file may have stand in several
    (`sitemap-1.xml` and so on), and `sitemap.xml` then names these.

    >>> [path for path, _ in sitemaps(["/"] * 50_001, "https://council.example/")]
    ['sitemap-1.xml', 'sitemap-2.xml', 'sitemap.xml']
    """
    before = site_url.rstrip("/")
    if len(urls) <= MOST:
        yield "sitemap.xml", _file(*_LIST, (before + url for url in urls))
        return
    paths = []
    for number, first in enumerate(range(0, len(urls), MOST), 1):
        paths.append(f"sitemap-{number}.xml")
        part = urls[first : first + MOST]
        yield paths[-1], _file(*_LIST, (before + url for url in part))
    yield "sitemap.xml", _file(*_INDEX, (f"{before}/{path}" for path in paths))


def _file(whole: str, each: str, addresses: Iterable[str]) -> bytes:
    places = "".join(
        f"  <{each}>\n    <loc>{escape(address, quote=False)}</loc>\n  </{each}>\n"
        for address in addresses
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</{whole}>\n'
    ).encode()
