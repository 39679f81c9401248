"""What tests share: a small council, the demo council, and the sites built from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from partnership_register.register import Register
from partnership_register.shell.builds import Options, build
from partnership_register.shell.opening import open_project
from places import AS_OF, NOW, PROJECT, TESTS, copy_council
from reckoning import Reckon, table

settings.register_profile("every change", deadline=None)  # no test asserts a time
settings.load_profile("every change")
settings.register_profile("release", max_examples=1000, deadline=None)
"""For a release: `pytest --hypothesis-profile=release` tries ten times as much."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected outputs")
    parser.addoption("--whole", action="store_true", help="try all of each figure, for a release")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """For a release, one line a property: how much was tried, and that it held."""
    stats = terminalreporter.stats
    lines = table([*stats.get("passed", []), *stats.get("failed", [])])
    if terminalreporter.config.getoption("--whole") and lines:
        terminalreporter.section("what held, and for how many")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def reckon(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Reckon:
    """How much to try, and where to tell how much held."""
    return Reckon(bool(request.config.getoption("--whole")), record_property)


@pytest.fixture(scope="session", autouse=True)
def quiet_engine() -> None:
    """MkDocs Material prints a notice about MkDocs 2 unless it is told not to."""
    patch = pytest.MonkeyPatch()
    patch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare text with the file that holds what is expected; `--accept` rewrites the file."""

    def compare(text: str, file: Path) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A copy of the small council that a test may change."""
    return copy_council(tmp_path / "council")


@pytest.fixture(scope="session")
def register() -> Register:
    """The register of the small council."""
    opened = open_project(TESTS / "council" / "partnerships", TESTS / "council" / "content", NOW)
    assert not opened.problems
    assert opened.register
    return opened.register


@pytest.fixture(scope="session")
def demo() -> Register:
    """The register of the demo council."""
    opened = open_project(PROJECT / "partnerships", PROJECT / "content", NOW)
    assert not opened.problems
    assert opened.register
    return opened.register


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small council."""
    site = tmp_path_factory.mktemp("small") / "site"
    return build(TESTS / "council" / "mkdocs.yml", _clean(site)).site_dir


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the demo council."""
    site = tmp_path_factory.mktemp("demo") / "site"
    return build(PROJECT / "mkdocs.yml", _clean(site)).site_dir


def _clean(site: Path) -> Options:
    """How to build a site without leaving anything beside the records."""
    return Options(site_dir=site, as_of=AS_OF, jobs=1, use_cache=False)
