"""The list of all pages, for search engines."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_WHOLE = """\
<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""


def sitemap(urls: Sequence[str], site_url: str) -> bytes:
    """A sitemap of site-absolute addresses for a site whose home page is at `site_url`."""
    before = site_url.rstrip("/")
    places = "".join(
        f"  <url>\n    <loc>{escape(before + url, quote=False)}</loc>\n  </url>\n" for url in urls
    )
    return _WHOLE.format(places).encode()
