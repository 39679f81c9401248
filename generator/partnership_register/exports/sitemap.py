"""The list of all pages, for search engines."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(urls: Sequence[str], site_url: str) -> bytes:
    """A sitemap of site-absolute addresses for a site whose home page is at `site_url`."""
    root = ElementTree.Element("urlset", xmlns=_NAMESPACE)
    for url in urls:
        place = ElementTree.SubElement(ElementTree.SubElement(root, "url"), "loc")
        place.text = site_url.rstrip("/") + url
    ElementTree.indent(root, "  ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
