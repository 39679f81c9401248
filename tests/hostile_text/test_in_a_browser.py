"""Whatever a record says, nothing of it runs, and no file leads a program astray (property X1)."""

from __future__ import annotations

import csv
import functools
import http.server
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, sync_playwright

from hostile_text.payloads import bare, can_be_kept, payloads
from hostile_text.sites import HERE, Placing, build_site, numbers_of
from hostile_text.trees import pages_in
from partnership_register.exports.calendars import EventFacts, calendar
from partnership_register.exports.register_data import guarded
from reckoning import Reckon
from test_browser import FLAGS, browser_path

AT_ONCE = 40
"""Pages that are opened beside each other, as frames of one page."""
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
HOLDER = "frames-of-the-test.html"


@dataclass(frozen=True, slots=True)
class HostileSite:
    """A site with a payload in every text of its records."""

    folder: Path
    placed: int
    address: str = ""


@dataclass
class Watched:
    """A page of a browser, and all that it did which a page of the register never does."""

    page: Page
    address: str
    did: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", lambda dialog: self._noted(f"dialog {dialog.message}", dialog))
        self.page.on("pageerror", lambda error: self.did.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.did.append(f"popup {popup.url}"))
        self.page.on("download", lambda download: self.did.append(f"download {download.url}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _noted(self, what: str, dialog: Any) -> None:
        self.did.append(what)
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.did.append(f"console {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self.address):
            self.did.append(f"request {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.did.append(f"asked for {response.url}, which is not there")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HostileSite]:
    placing = Placing([text for text in payloads() if can_be_kept(text)])
    numbers = numbers_of(placing, whole=bool(request.config.getoption("--whole")))
    folder = build_site(
        tmp_path_factory.mktemp("hostile"), numbers, lambda n, path, _: placing.at(n, path)
    )
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / HOLDER).write_text('<!doctype html><link rel="icon" href="data:,"><body>')
    yield HostileSite(folder, placing.placed, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def watched(browser: Browser, site: HostileSite) -> Iterator[Watched]:
    context = browser.new_context()
    context.add_init_script((HERE / "watch.js").read_text(encoding="utf-8"))
    yield Watched(context.new_page(), site.address)
    context.close()


def what_ran(watched: Watched, urls: Sequence[str], *, patience: int) -> list[object]:
    """Open pages, touch everything on them, and tell what ran, and where; `patience` in ms."""
    script = (HERE / "open.js").read_text(encoding="utf-8")
    watched.page.goto(watched.address + HOLDER)
    found: list[object] = []
    for start in range(0, len(urls), AT_ONCE):
        several = urls[start : start + AT_ONCE]
        ran = watched.page.evaluate(script, [several, patience])
        found += [(url, what) for url, what in ran if what]
        found += [(several, what) for what in watched.did]
        watched.did.clear()
    return found


def test_nothing_that_a_record_says_runs(
    site: HostileSite, watched: Watched, reckon: Reckon
) -> None:
    """Every page is opened and everything on it touched: no script, dialog, request, violation."""
    found = [path for path, file in pages_in(site.folder).items() if "<main" in file.read_text()]
    assert len(found) > 100
    assert what_ran(watched, [f"/{quote(path)}" for path in found], patience=20) == []
    reckon.held("X1", site.placed, "hostile texts on pages in Chromium, of which none ran")


def test_nothing_that_is_typed_into_the_search_runs(
    site: HostileSite, watched: Watched, reckon: Reckon
) -> None:
    """Nor do the titles and texts of what is found: words are only ever set as text."""
    words = reckon.some(bare())
    watched.page.goto(f"{site.address}search/")
    watched.page.wait_for_selector("[data-search-needs-script]", state="hidden")
    found, strange = watched.page.evaluate(
        (HERE / "search.js").read_text(encoding="utf-8"), [*words, "xss", "script", "javascript"]
    )
    assert strange == []
    assert found > 0
    assert watched.did == []
    assert watched.page.evaluate("window.__xss ?? null") is None
    reckon.held("X1", len(words), "hostile texts typed into the search, of which none ran")


def test_nothing_that_an_address_says_runs(
    site: HostileSite, watched: Watched, reckon: Reckon
) -> None:
    """As a place on the page, as what is searched, and as a filter of the register."""
    forms = ("/partnerships/harbour/#{}", "/search/?q={0}&kind={0}&partnership={0}",
             "/register/?Find%20partnerships={0}&Kind={0}#{0}")  # fmt: skip
    words = reckon.some(bare())
    urls = [
        form.format(quote(each, safe=""))
        for each in words
        for form in (forms if reckon.whole else forms[len(each) % 3 :][:1])
    ]
    assert what_ran(watched, urls, patience=300) == []
    reckon.held("X1", len(urls), "addresses with hostile texts, of which none ran")


def test_files_of_data_hold_what_was_said_and_nothing_else(
    site: HostileSite, reckon: Reckon
) -> None:
    """JSON and calendars are read as they were meant; no cell of a table is taken for a formula."""
    files = 0
    for file in sorted(site.folder.rglob("*.json")):
        json.loads(file.read_text(encoding="utf-8"))
        files += 1
    for file in sorted(site.folder.rglob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.reader(opened))
        assert {len(row) for row in rows} == {len(rows[0])}
        cells = (cell.lstrip() for row in rows for cell in row)
        assert [
            cell for cell in cells if cell.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))
        ] == []
        files += 1
    for file in sorted(site.folder.rglob("*.ics")):
        _is_sound(file.read_bytes())
        files += 1
    for text in payloads():
        facts = EventFacts(
            "1@a", "2026-01-08", text, "CONFIRMED", "2026-01-08", "", text, text, "/"
        )
        _is_sound(calendar(text, [facts]))
        assert not guarded(text).lstrip().startswith(FORMULA)
        files += 1
    reckon.held("X1", files, "files of data with hostile texts that were read as they were meant")


def _is_sound(calendar: bytes) -> None:
    """Every line is short, begins with the name of a property that calendars of ours have."""
    known = {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"X-WR-CALNAME", b"SUMMARY", b"DTSTART", b"DTEND",
        b"DTSTAMP", b"UID", b"DESCRIPTION", b"LOCATION", b"STATUS", b"URL",
    }  # fmt: skip
    lines = calendar.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    whole = [line for line in lines if not line.startswith(b" ")]
    assert {line.replace(b";", b":").partition(b":")[0] for line in whole} <= known
    assert whole.count(b"BEGIN:VEVENT") == len(Calendar.from_ical(calendar).walk("VEVENT"))
    assert {line for line in whole if line.startswith((b"BEGIN", b"END"))} <= {
        b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT"
    }  # fmt: skip
