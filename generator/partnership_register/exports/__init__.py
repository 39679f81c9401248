"""The register as data: pure functions from the Register to files that machines read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership_register.exports.calendars import calendar
from partnership_register.exports.redirects import redirects
from partnership_register.exports.register_data import register_csv, register_json
from partnership_register.exports.sitemap import sitemap
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.pages import Page
from partnership_register.pages.addresses import MEETINGS, REGISTER, address
from partnership_register.register import Register


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its path below the site and its bytes."""

    path: str
    content: bytes


def exported(
    register: Register, pages: Sequence[Page], by_hand: Sequence[str], site_url: str
) -> Iterator[Export]:
    """Every file of data. `by_hand` are the addresses of hand-written pages.

    `site_url` is where the home page lies, empty where the council has not said so; calendars
    and the sitemap need whole addresses and have only paths then.
    """
    register_folder = REGISTER.url.lstrip("/")
    yield Export(f"{register_folder}register.csv", register_csv(register, site_url))
    yield Export(f"{register_folder}register.json", register_json(register, site_url))
    yield from _calendars(register, site_url)
    for old, html in redirects(register, pages):
        yield Export(f"{old.lstrip('/')}index.html", html.encode())
    if site_url:
        urls = sorted({*(page.url for page in pages), *by_hand})
        yield Export("sitemap.xml", sitemap(urls, site_url))


def _calendars(register: Register, site_url: str) -> Iterator[Export]:
    title = f"Partnership meetings, {register.council.label}"
    everything = calendar(register, title, register.all(Meeting), site_url)
    yield Export(f"{MEETINGS.url.lstrip('/')}meetings.ics", everything)
    for partnership in register.all(Partnership):
        meetings = register.within(Meeting, partnership.id)
        content = calendar(register, partnership.title, meetings, site_url)
        yield Export(f"{address(partnership).lstrip('/')}meetings.ics", content)
