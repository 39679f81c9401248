"""The finished pages in a real browser: accessible, readable without scripts, quiet."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from partnership_register.pages import pages_of
from partnership_register.register import Register

pytestmark = pytest.mark.xdist_group("browser")

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
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
        opened = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


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


@pytest.fixture(scope="module")
def kinds(demo: Register) -> dict[str, str]:
    """The address of the page with most to show of each template, and of pages written by hand."""
    longest: dict[str, tuple[int, str]] = {}
    for page in pages_of(demo):
        size = len(repr(page.view))
        if size > longest.get(page.template, (0, ""))[0]:
            longest[page.template] = (size, page.url)
    found = {template: url for template, (_, url) in longest.items()}
    return found | {"home": "/", "content": "/accessibility/", "not found": "/404.html"}


def visit(browser: Browser, url: str, width: str, *, scripts: bool = True) -> Page:
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    context = browser.new_context(viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, address: str, kinds: dict[str, str], width: str
) -> None:
    """No rule of WCAG 2.2 AA or of best practice is broken, and nothing runs off to the side."""
    found = []
    for kind, url in kinds.items():
        page = visit(browser, address + url, width)
        violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        found += [f"{kind} {url}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{kind} {url}: wider than the screen")
        page.context.close()
    assert found == []


def test_each_kind_of_page_is_whole_without_scripts(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    """With scripts off, the page shows all its words, and its ways on work."""
    for kind, url in kinds.items():
        page = visit(browser, address + url, "phone", scripts=False)
        with_scripts = visit(browser, address + url, "phone")
        bare = page.inner_text("main").replace("\n", " ").split()
        full = with_scripts.inner_text("main").replace("\n", " ").split()
        assert page.is_visible("h1"), kind
        assert len(bare) >= 0.9 * len(set(full)), kind
        page.context.close()
        with_scripts.context.close()


def test_pages_ask_nothing_of_others_and_complain_of_nothing(
    browser: Browser, address: str, kinds: dict[str, str]
) -> None:
    """Every request goes to the site itself, and neither the policy nor a script is violated."""
    outside, complaints = [], []
    for url in kinds.values():
        context = browser.new_context()
        page = context.new_page()
        page.on(
            "request", lambda r: outside.append(r.url) if not r.url.startswith(address) else None
        )
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.goto(address + url)
        context.close()
    assert outside == []
    assert complaints == []


def test_the_register_can_be_filtered_and_sorted(browser: Browser, address: str) -> None:
    """With scripts, a choice narrows the table and says so; a heading sorts it."""
    page = visit(browser, f"{address}/register/", "desk")
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


def test_the_keyboard_reaches_everything_in_order(browser: Browser, address: str) -> None:
    """The first stop is the way past the header; on a phone no stop lies off the screen."""
    page = visit(browser, f"{address}/register/", "phone")
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
