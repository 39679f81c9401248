"""The first search of a reader, in a real browser: what it transfers."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Error, Response, sync_playwright

from bench.weights import TEXT

PAGE = "search/index.html"
ADDRESS = "/search/?q=flood"
"""A word of nearly every synthetic page, so the heaviest of first searches."""
ANSWERED = re.compile(r"\b[1-9][\d,]* results?\b")
"""What the page says once it has found something."""
PATIENCE = 20_000
"""Milliseconds until a search counts as not answered."""
COMPRESSED_AS_WELL = {".wasm"}


class NotAnsweredError(Exception):
    """The search could not be tried, or found nothing; so it cannot be weighed."""


def first_search(site: Path) -> int:
    """Bytes, compressed, of all that a first visit to a search loads, the page included.

    Raises NotAnsweredError where the site has no search, no browser is installed, or the search
    finds nothing.
    """
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not (site / PAGE).is_file():
        raise NotAnsweredError("the site has no search page")
    if not browser:
        raise NotAnsweredError("no browser is installed")
    try:
        with _served(site) as address:
            return _transferred(browser, address)
    except Error as error:
        raise NotAnsweredError(str(error).splitlines()[0]) from error


def _transferred(browser: str, address: str) -> int:
    responses: list[Response] = []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
        )
        page = launched.new_page()
        # Playwright cannot take a built-in method, hence the function around it.
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
        page.goto(address + ADDRESS)
        # The page's own policy lets nobody run a text as a script, not even Playwright.
        page.get_by_text(ANSWERED).first.wait_for(timeout=PATIENCE)
        page.wait_for_load_state("networkidle")
        total = sum(_compressed(response) for response in responses if response.ok)
        launched.close()
    return total


def _compressed(response: Response) -> int:
    path = PurePosixPath(urlsplit(response.url).path)
    content = response.body()
    if path.suffix in TEXT | COMPRESSED_AS_WELL or not path.suffix:
        return min(len(content), len(gzip.compress(content, 9, mtime=0)))
    return len(content)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
