"""The preview: what an officer who edits sees in the browser and on the terminal."""

from __future__ import annotations

import io
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from partnership_register.building import benches
from partnership_register.cli import main
from partnership_register.scanning import scan
from partnership_register.shell.previewing import Edition, Preview
from partnership_register.shell.serving import shown
from places import AS_OF, copy_council, digests

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
REGISTER = [sys.executable, "-m", "partnership_register.cli"]
MEETING = "partnerships/harbour-board/meetings/2026-09-03"
PATIENCE = 120.0
"""Seconds; only a preview that does nothing takes so long."""


@dataclass
class Terminal:
    """A preview as it was started on a terminal, and the project that it shows."""

    project: Path
    process: subprocess.Popen[str]
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    said: list[str] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.put(line)

    def exit_code(self) -> int:
        """The exit code, once the preview has ended and everything it said was heard."""
        code = self.process.wait(PATIENCE)
        self.listener.join(PATIENCE)
        return code

    def until_said(self, words: str) -> str:
        """Read on until a line has these words."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            self.said.append(line)
            if words in line:
                return line

    def page(self, path: str = f"{MEETING}/") -> str:
        """What a browser is given, whatever the status."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def page_once(self, holds: Callable[[str], bool]) -> str:
        """The page of the meeting as soon as something holds of it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.page()
            if holds(page):
                return page
            time.sleep(0.05)
        pytest.fail(f"the page never came; the terminal said {self.said}")

    def edit(self, old: str, new: str) -> None:
        """Save the meeting with other words, as an editor does that writes a draft first."""
        file = self.project / f"{MEETING}.yml"
        draft = file.with_name(f".{file.name}.draft")
        text = file.read_text(encoding="utf-8")
        assert old in text
        draft.write_text(text.replace(old, new, 1), encoding="utf-8")
        draft.replace(file)


def started(project: Path, address: str = "127.0.0.1:0") -> Terminal:
    """A preview of a project, at work in a process of its own."""
    process = subprocess.Popen(
        [*REGISTER, "serve", "--address", address],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1795348800", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Terminal(project, process)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One preview for all tests, each of which leaves the records as it found them."""
    terminal = started(copy_council(tmp_path_factory.mktemp("preview") / "council"))
    terminal.url = terminal.until_said("The preview is at").split()[4]
    yield terminal
    terminal.process.kill()
    terminal.exit_code()


def test_an_edit_is_shown_and_the_published_site_is_not_touched(preview: Terminal) -> None:
    """The page has the new words, the terminal says what changed; site/ is not so much as made."""
    preview.edit("Dredging", "Dredging of the inner basin")
    preview.page_once(lambda page: "Dredging of the inner basin" in page)
    assert f"{MEETING}.yml changed: " in preview.until_said("changed: ")
    preview.edit("Dredging of the inner basin", "Dredging")
    preview.page_once(lambda page: "inner basin" not in page)
    assert not (preview.project / "site").exists()
    assert [p.name for p in (preview.project / ".cache").iterdir()] == [
        "partnership-register-preview"
    ]


def test_what_the_preview_adds_is_only_in_what_it_serves(preview: Terminal, tmp_path: Path) -> None:
    """Its files are those of a build, to the byte."""
    built = copy_council(tmp_path / "council")
    done = subprocess.run(
        [*REGISTER, "build", "-q", "--as-of", AS_OF.isoformat()],
        cwd=built,
        check=False,
    )
    assert done.returncode == 0
    served = preview.project / ".cache/partnership-register-preview/site"
    assert "/-/reload.js" in preview.page()
    assert digests(served) == digests(built / "site")


def test_a_broken_record_is_told_and_the_last_good_page_stays(preview: Terminal) -> None:
    """Problems stand above the old words, and on the terminal; mended, they are gone."""
    preview.edit("status: held", "status: <held>")
    page = preview.page_once(lambda page: "preview-problems" in page)
    problem = f"{MEETING}.yml:1:9: status: "
    assert problem in page
    assert "&lt;held&gt;" in page
    assert "<held>" not in page
    assert "Dredging" in page
    assert preview.until_said(problem)
    assert problem in preview.page("register/")
    assert problem in preview.page("no-such-page/")
    preview.edit("status: <held>", "status: held")
    page = preview.page_once(lambda page: "preview-problems" not in page)
    assert "Dredging" in page


def test_settings_and_pages_that_cannot_be_built_are_told_too(preview: Terminal) -> None:
    """A link to nowhere, a broken template and half-written settings end no preview."""
    for name, broken, words in (
        ("content/about.md", "\n[x](nowhere.md)\n", "nowhere.md"),
        ("mkdocs.yml", "\nplugins: [\n", "mkdocs.yml"),
    ):
        file = preview.project / name
        sound = file.read_text(encoding="utf-8")
        file.write_text(sound + broken, encoding="utf-8")
        page = preview.page_once(lambda page: "preview-problems" in page)
        assert words in page
        file.write_text(sound, encoding="utf-8")
        preview.page_once(lambda page: "preview-problems" not in page)


def test_files_beside_the_settings_are_followed_too(preview: Terminal) -> None:
    """The ledger of addresses, though it was not there, and settings that are inherited."""
    ledger = preview.project / "addresses.txt"
    ledger.write_text("rubbish\n")
    assert "addresses.txt:1:1: " in preview.page_once(lambda page: "preview-problems" in page)
    ledger.unlink()
    preview.page_once(lambda page: "preview-problems" not in page)
    inherited, settings = preview.project / "base.yml", preview.project / "mkdocs.yml"
    own = settings.read_text(encoding="utf-8")
    inherited.write_text("site_name: The inherited one\n")
    settings.write_text(own.replace("site_name: Register of Partnerships", "INHERIT: base.yml"))
    preview.page_once(lambda page: "The inherited one" in page)
    inherited.write_text("site_name: [\n")
    preview.page_once(lambda page: "preview-problems" in page)
    inherited.write_text("site_name: Another one\n")
    preview.page_once(lambda page: "Another one" in page and "preview-problems" not in page)
    settings.write_text(own)
    preview.page_once(lambda page: "Another one" not in page)


@pytest.mark.parametrize(
    "path",
    ["../mkdocs.yml", "%2e%2e/%2e%2e/%2e%2e/mkdocs.yml", "..%5c..%5cmkdocs.yml", "/etc/hosts"],
)
def test_nothing_outside_the_site_is_served(preview: Terminal, path: str) -> None:
    """Whatever the address, what is not a page of the site is answered with its 404 page."""
    assert preview.page(path).count("<h1") == 1
    assert preview.page(path) == preview.page("404.html")


def test_the_page_reloads_by_itself_and_breaks_no_policy(preview: Terminal) -> None:
    """In a browser the new words come without a hand; neither console nor policy complains."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no browser is installed")
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{preview.url}{MEETING}/")
        preview.edit("Dredging", "Dredging by night")
        page.get_by_text("Dredging by night").first.wait_for(timeout=PATIENCE * 1000)
        preview.edit("status: held", "status: hold")
        page.locator(".preview-problems li").wait_for(timeout=PATIENCE * 1000)
        assert (
            page.locator(".preview-problems").evaluate(
                "box => getComputedStyle(box).borderTopStyle"
            )
            == "solid"
        )
        preview.edit("status: hold", "status: held")
        preview.edit("Dredging by night", "Dredging")
        page.locator(".preview-problems").wait_for(state="detached", timeout=PATIENCE * 1000)
        page.get_by_text("Dredging by night").first.wait_for(
            state="detached", timeout=PATIENCE * 1000
        )
        browser.close()
    assert complaints == []


def test_a_second_preview_and_a_port_in_use_are_told_in_a_sentence(
    preview: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both end at once with exit code 2, and the first goes on."""
    monkeypatch.chdir(preview.project)
    for address, words in (
        (preview.url.removeprefix("http://").rstrip("/"), "cannot listen at 127.0.0.1:"),
        ("127.0.0.1:0", "another preview of this project is running"),
        ("nowhere", '"nowhere" is no address; write host:port'),
    ):
        assert main(["serve", "--address", address]) == 2
        said = capsys.readouterr()
        assert said.err.startswith(f"register: {words}")
        assert said.out == ""
    assert "Dredging" in preview.page()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal to send")
def test_ctrl_c_ends_the_preview_quietly(council: Path) -> None:
    """Exit code 0, and nothing more on the terminal; the next preview begins as if nothing were."""
    # What a script runs in the background is deaf to Ctrl+C, and so is all that it starts.
    own = signal.signal(signal.SIGINT, signal.default_int_handler)
    terminal = started(council)
    signal.signal(signal.SIGINT, own)
    terminal.until_said("The preview is at")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.exit_code() == 0
    assert terminal.lines.empty()


def test_a_policy_that_has_leave_to_ask_already_is_widened() -> None:
    """The page may ask the preview for news beside whatever it may ask for otherwise."""
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    page = shown(
        meta.format("default-src &#39;none&#39;; connect-src https://x.example"), Edition(1)
    )
    widened = "default-src &#39;none&#39;; connect-src &#39;self&#39; https://x.example"
    assert page == meta.format(widened)


def test_what_concerns_all_folders_is_made_where_everything_is_at_hand(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No process is started anew for the few folders of a small register, when one is edited."""
    edited = council / "partnerships/harbour-board/partnership.yml"
    preview = Preview(council / "mkdocs.yml", io.StringIO(), AS_OF)
    with preview:
        preview.build()
        monkeypatch.setattr(benches, "_FEW", 0)
        monkeypatch.setattr(benches, "ProcessPoolExecutor", None)
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("title: ", "title: Greater ", 1), encoding="utf-8")
        assert preview.build([edited])
        page = preview.site / "partnerships/harbour-board/index.html"
        assert "Greater " in page.read_text(encoding="utf-8")
        assert not preview.edition.problems


def test_a_scan_takes_over_folders_in_which_nothing_happened(council: Path) -> None:
    """Only what is named as changed is read again; another folder makes all be read."""
    root = council / "partnerships"
    before = scan(root)
    (root / "quay-group" / "partnership.yml").write_text("title: Another")
    assert scan(root, before) == before
    assert scan(root, before, {"quay-group"}) == scan(root) != before
    (root / "zeta").mkdir()
    assert scan(root, before) == scan(root)
