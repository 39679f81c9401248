"""The finished pages in a real browser: accessible, readable without scripts, quiet."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from partnership_register.pages import pages_of
from partnership_register.register import Register

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
PHONES = (390, 320)
DESKS = (1280, 1024)
"""Widths of phones; the last is that of a page enlarged four times (WCAG 1.4.10)."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""A browser that asks nobody anything of its own accord, since a test may have no network."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def browser_path() -> str:
    """A browser of the machine; without one the tests are skipped, except on a build server."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("CI"):
        pytest.fail("no browser is installed; see .ci/browser")
    pytest.skip("no browser is installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield launched
        launched.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    """The demo site on a port of this machine."""
    handler = functools.partial(_Quiet, directory=str(demo_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


TYPICAL = 60_000
"""Views are looked at whole up to this many characters; longer lists only repeat their rows."""


@pytest.fixture(scope="module")
def kinds(demo: Register) -> dict[str, str]:
    """The address of a page with much to show of each template, and of pages written by hand."""
    found: dict[str, tuple[int, str]] = {}
    for page in pages_of(demo):
        size = len(repr(page.view))
        before = found.get(page.template, (0, ""))[0]
        better = size < before if before > TYPICAL else before < size <= TYPICAL
        if not before or better:
            found[page.template] = (size, page.url)
    urls = {template: url for template, (_, url) in found.items()}
    return urls | {"home": "/", "content": "/accessibility/", "not found": "/404.html"}


@dataclass
class Visit:
    """What one look at a page in a width of screen found."""

    url: str
    words: list[str]
    violations: list[str]
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def opened(browser: Browser, width: str, *, scripts: bool = True) -> Page:
    """A blank page of a width."""
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    return browser.new_context(viewport=size, java_script_enabled=scripts).new_page()


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str, kinds: dict[str, str]) -> list[Visit]:
    """Each kind of page seen once at a desk and once on a phone."""
    return [visit for width in WIDTHS for visit in _visits(browser, address, kinds, width)]


def _visits(browser: Browser, address: str, kinds: dict[str, str], width: str) -> list[Visit]:
    page = opened(browser, width)
    seen: list[Visit] = []
    page.on("request", lambda r: None if r.url.startswith(address) else outside.append(r.url))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    for url in kinds.values():
        outside: list[str] = []
        complaints: list[str] = []
        page.goto(address + url)
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        violations = [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            violations.append("wider than the screen")
        words = page.inner_text("main").split()
        seen.append(Visit(f"{width} {url}", words, violations, outside, complaints))
    page.context.close()
    return seen


def test_every_kind_of_page_is_accessible(visits: list[Visit]) -> None:
    """axe finds no rule of WCAG 2.2 AA or of good practice broken; nothing runs off to the side."""
    assert {v.url: v.violations for v in visits if v.violations} == {}


def test_no_page_scrolls_sideways_on_a_phone(
    browser: Browser, address: str, demo_site: Path, kinds: dict[str, str]
) -> None:
    """Nor any page with a table in its text; such a table scrolls, and the keyboard reaches it."""
    page = opened(browser, "phone")
    wide, scrolling = [], 0
    for url in {*kinds.values(), *_with_table_in_text(demo_site)}:
        page.goto(address + url)
        for width in PHONES:
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"{width} {url}")
        for frame in page.locator(".table-scroll").all():
            frame.focus()
            assert page.evaluate("document.activeElement.className") == "table-scroll"
            scrolling += bool(frame.evaluate("frame => frame.scrollWidth > frame.clientWidth"))
    page.context.close()
    assert wide == []
    assert scrolling > 0


def test_no_table_sticks_out_of_its_column(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    """Where a screen has room for a table, the page's own column has it as well."""
    page = opened(browser, "desk")
    out = []
    for url in kinds.values():
        page.goto(address + url)
        for width in DESKS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(_STICKS_OUT):
                out.append(f"{width} {url}")
    page.context.close()
    assert out == []


_STICKS_OUT = """[...document.querySelectorAll("table")].some(
    table => table.offsetWidth > table.parentElement.offsetWidth)"""


def _with_table_in_text(site: Path) -> list[str]:
    marked = (file for file in site.rglob("index.html") if b"table-scroll" in file.read_bytes())
    return [f"/{file.parent.relative_to(site).as_posix()}/" for file in marked]


def test_pages_ask_nothing_of_others(visits: list[Visit]) -> None:
    """Every request goes to the site itself."""
    assert {v.url: v.outside for v in visits if v.outside} == {}


def test_pages_keep_their_own_policy(visits: list[Visit]) -> None:
    """Neither the content security policy nor a script is violated."""
    assert {v.url: v.complaints for v in visits if v.complaints} == {}


def test_each_kind_of_page_is_whole_without_scripts(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    """With scripts off, every paragraph, cell, entry and heading of the main part is laid out."""
    page = opened(browser, "desk", scripts=False)
    hidden = {}
    for url in kinds.values():
        page.goto(address + url)
        shown = set(page.inner_text("main").lower().split())
        held = page.locator("main :is(p, li, td, th, dd, dt, h1, h2, h3, a)").all_text_contents()
        words = {word for text in held if len(text.split()) == 1 for word in text.lower().split()}
        lost = {word for word in words if not any(word in each for each in shown)}
        if len(lost) > 5:
            hidden[url] = sorted(lost)[:20]
    page.context.close()
    assert hidden == {}


def test_the_register_can_be_filtered_and_sorted(browser: Browser, address: str) -> None:
    """With scripts, a choice narrows the table and says so; a heading sorts it."""
    page = opened(browser, "desk")
    page.goto(f"{address}/register/")
    rows = page.locator("table.register-table tbody tr:visible")
    everything = rows.count()
    page.get_by_label("Kind").select_option("Area partnership")
    assert 0 < rows.count() < everything
    assert f"{rows.count()} of {everything}" in page.inner_text("[role=status]")
    page.get_by_label("Kind").select_option(index=0)
    page.get_by_role("button", name="Partnership").first.click()
    first = rows.first.inner_text()
    page.get_by_role("button", name="Partnership").first.click()
    assert rows.first.inner_text() != first


def test_dates_sort_by_day_and_what_is_empty_comes_last(browser: Browser, address: str) -> None:
    """In either order; an empty cell says so to the eye, to a screen reader and in the filter."""
    page = opened(browser, "desk")
    page.goto(f"{address}/register/")
    for order in (1, -1):
        page.get_by_role("button", name="Last meeting").click()
        cells = page.locator("table.register-table tbody tr > :nth-child(10)").all_text_contents()
        held = [cell for cell in cells if cell]
        days = [datetime.strptime(cell, "%d %b %Y").astimezone() for cell in held]
        assert cells[: len(held)] == held
        assert days == sorted(days)[::order]
    page.get_by_label("Part of").select_option("None")
    parents = page.locator("table.register-table tbody tr:visible > :nth-child(4)")
    assert set(parents.all_text_contents()) == {""}
    assert 'cell "None"' in page.locator("table.register-table").aria_snapshot()


def test_the_keyboard_reaches_everything_in_order(browser: Browser, address: str) -> None:
    """The first stop is the way past the header; on a phone no stop lies off the screen."""
    page = opened(browser, "phone")
    page.goto(f"{address}/register/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    for _ in range(12):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect();"
            " return [b.left, b.right, b.width, b.height] })()"
        )
        assert box[0] >= 0
        assert box[1] <= WIDTHS["phone"][0] + 1
        assert box[2] > 0
        assert box[3] > 0
