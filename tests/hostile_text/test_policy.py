"""Every page of a site carries a strict policy for browsers, and needs nothing that it forbids."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from hostile_text.trees import pages_in
from reckoning import Reckon

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'self'",
}
OF_THE_SEARCH = POLICY | {"connect-src": "'self'"}
"""The search reads files of the site; no other page does."""
LEADS_ON = {"default-src": "'none'", "form-action": "'none'"}
"""A page at an old address has nothing but words and a link."""
LOADED = {
    "script": "src", "img": "src", "link": "href", "form": "action", "source": "src",
    "iframe": "src", "object": "data", "embed": "src", "video": "src", "audio": "src",
}  # fmt: skip


class _Reader(HTMLParser):
    """Reads a page as it stands, and notes its policy and all that a strict policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.policy: dict[str, str] = {}
        self.forbidden: list[str] = []
        self.is_in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, loads, or runs."""
        said = {name: value or "" for name, value in attrs}
        if said.get("http-equiv", "").lower() == "content-security-policy":
            pairs = (part.strip().partition(" ") for part in said["content"].split(";"))
            self.policy = {name: value for name, _, value in pairs}
        elif tag in LOADED and not self.policy:
            self.forbidden.append(f"{tag} before the policy")
        address = said.get(LOADED.get(tag, ""), "")
        if "//" in address and said.get("rel") not in ("canonical", "alternate", "license"):
            self.forbidden.append(f"{tag} {address}")
        ran = [name for name in said if name.startswith("on") or name == "style"]
        self.forbidden += [f"{tag} {name}" for name in ran]
        if tag == "style" or (tag == "script" and "src" not in said):
            self.forbidden.append(f"{tag} in the page")
        self.is_in_script = tag == "script"

    def handle_data(self, data: str) -> None:
        """Note words of a script that stands in the page."""
        if self.is_in_script and data.strip():
            self.forbidden.append(f"script {data}")

    def handle_endtag(self, tag: str) -> None:
        """What follows an element is not in it."""
        self.is_in_script = False


@pytest.mark.parametrize("name", ["demo_site", "small_site"])
def test_every_page_has_a_strict_policy_and_keeps_it(
    name: str, request: pytest.FixtureRequest, reckon: Reckon
) -> None:
    """Whoever wrote the page: no script or style stands in it, and nothing comes from elsewhere."""
    site: Path = request.getfixturevalue(name)
    pages = pages_in(site)
    for path, file in pages.items():
        html = file.read_text(encoding="utf-8")
        reader = _Reader()
        reader.feed(html)
        assert reader.forbidden == [], path
        assert reader.policy == _expected(path, html), path
    reckon.held("X1", len(pages), "pages with a strict policy that need nothing it forbids")


def _expected(path: str, html: str) -> dict[str, str]:
    if 'http-equiv="refresh"' in html:
        return LEADS_ON
    return OF_THE_SEARCH if path == "search/index.html" else POLICY
