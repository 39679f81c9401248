"""The search in a real browser: what it finds, how it says so, and what it asks for."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from places import needs_demo
from test_browser import FLAGS, RULES, browser_path

pytestmark = needs_demo


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
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def complaints(address: str) -> Iterator[list[str]]:
    """Violations of the policy, failed requests, errors of scripts, requests to others."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def visit(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """A reader's page on a desk; whatever goes wrong with it fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield _listening(context, address, complaints)
    context.close()


def _listening(context: BrowserContext, address: str, heard: list[str]) -> Page:
    page = context.new_page()
    page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(address) else heard.append(r.url))
    return page


def results(page: Page) -> list[str]:
    """The titles that are listed."""
    return page.locator(".search__results h3").all_inner_texts()


def line_of(page: Page) -> Locator:
    """The line that a screen reader reads out."""
    return page.locator(".search__count[role=status]")


def status(page: Page) -> str:
    """What that line says, once it says something."""
    line = line_of(page)
    expect(line).to_contain_text("esult")
    return line.inner_text()


def test_the_form_in_the_header_leads_to_results(visit: Page, address: str) -> None:
    """From any page, words typed into the header show the pages that hold them, with marks."""
    visit.goto(f"{address}/partnerships/safer-thornmere/")
    visit.get_by_role("search").get_by_label("Search this site").fill("burglary")
    visit.keyboard.press("Enter")
    visit.wait_for_url("**/search/?q=burglary")
    line = status(visit)
    assert line.endswith("for burglary")
    assert int(line.split()[0]) >= len(results(visit)) > 0
    mark = visit.locator(".search__results mark").first
    mark.wait_for()
    assert mark.inner_text().lower().startswith("burglar")
    visit.locator(".search__results a").first.click()
    assert "burglar" in visit.inner_text("main").lower()


def test_a_choice_narrows_the_results_and_stands_in_the_address(visit: Page, address: str) -> None:
    """A filter is kept in the address, which another reader can open; Back undoes a search."""
    visit.goto(f"{address}/search/?q=police")
    every = status(visit)
    visit.get_by_label("Kind of page").select_option("Meeting")
    expect(line_of(visit)).not_to_have_text(every)
    narrowed, listed = status(visit), results(visit)
    assert int(narrowed.split()[0]) < int(every.split()[0])
    assert parse_qs(urlsplit(visit.url).query) == {"q": ["police"], "kind": ["Meeting"]}
    visit.get_by_label("Search for").fill("flood")
    visit.keyboard.press("Enter")
    expect(line_of(visit)).to_contain_text("flood")
    visit.go_back()
    expect(line_of(visit)).to_have_text(narrowed)
    visit.goto(f"{address}/search/?kind=Meeting&q=police")
    assert (status(visit), results(visit)) == (narrowed, listed)
    assert set(visit.locator(".search__results .facts span:first-child").all_inner_texts()) == {
        "Meeting"
    }


def test_more_results_follow_on_request(visit: Page, address: str) -> None:
    """A long list comes in parts, and the keyboard goes on where the next part begins."""
    visit.goto(f"{address}/search/?q=partnership")
    status(visit)
    before = len(results(visit))
    visit.get_by_role("button", name="Show more results").click()
    expect(visit.locator(".search__results > li")).to_have_count(2 * before)
    titles = visit.locator(".search__results h3 a")
    expect(titles.nth(before)).to_be_focused()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("burglaries", "for burglaries"),
        ("burgl", "for burgl"),
        ("zyzzyva", "No results for zyzzyva"),
        ("police zyzzyva", "No page has all of: police zyzzyva"),
        ("the", "such words stand on every page"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_what_was_typed_is_taken_as_words(visit: Page, address: str, words: str, said: str) -> None:
    """Other forms and beginnings of words find pages; nothing typed is ever run as HTML."""
    visit.goto(f"{address}/search/")
    expect(visit.locator("form.search .filter")).to_be_visible()
    visit.get_by_label("Search for").fill(words)
    visit.keyboard.press("Enter")
    expect(line_of(visit)).to_contain_text(said)
    assert visit.locator("main img").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_the_search_is_accessible(browser: Browser, address: str, width: int) -> None:
    """axe finds nothing with results shown; nothing runs off the side of a phone."""
    heard: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = _listening(context, address, heard)
    page.goto(f"{address}/search/?q=police")
    page.locator(".search__results mark").first.wait_for()
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert heard == []
    context.close()


def test_without_scripts_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    """The form is there, no empty filter is, and lists lead to every page."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/search/?q=police")
    assert page.get_by_label("Search for").is_visible()
    assert not page.locator("form.search .filter").is_visible()
    assert "needs JavaScript" in page.inner_text("main")
    page.get_by_role("link", name="Meetings").last.click()
    assert page.inner_text("h1") == "Meetings"
    page.context.close()


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, address: str) -> None:
    """Where the files of the search fail, the status line says what to do."""
    page = browser.new_context().new_page()
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(f"{address}/search/?q=police")
    expect(line_of(page)).to_contain_text("could not be loaded")
    page.context.close()
