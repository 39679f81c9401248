"""The register as data: pure functions from the Register to files that machines read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership_register.exports.sitemap import sitemap
from partnership_register.pages import Page
from partnership_register.register import Register


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its path below the site and its bytes."""

    path: str
    content: bytes


def exported(
    register: Register, pages: Sequence[Page], by_hand: Sequence[str], site_url: str
) -> Iterator[Export]:
    """Every file of data. `by_hand` are the addresses of hand-written pages."""
    urls = sorted({*(page.url for page in pages), *by_hand})
    if site_url:
        yield Export("sitemap.xml", sitemap(urls, site_url))
