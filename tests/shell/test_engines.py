"""Whatever engine makes the frames, the public reads the same pages."""

from __future__ import annotations

import importlib.util
import os
import posixpath
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest

from attachments.drawn import png
from papers import line, pdf
from partnership_register.cli import main
from partnership_register.register import Register
from partnership_register.shell.problems_found import EngineFailed
from partnership_register.shell.zensical import run_zensical
from places import AS_OF, PROJECT, copy_council, digests

SITE = "https://register.saltcombe.example/partners/"
"""A site in a folder, where an address from the root would lead astray."""

SETTINGS = f"""\
INHERIT: shared/settings.yml
site_name: !ENV [NAME_THAT_NOBODY_SETS, Register of Partnerships]
site_url: {SITE}
docs_dir: content
theme:
  name: material
  custom_dir: {PROJECT / "theme"}
  font: false
plugins:
  - partnership-register
extra:
  phase:
    word: Trial
    text: This is new, "and" it may change.
    link: {{text: Tell us, url: guides/deep/}}
nav:
  - Home: index.md
  - Partnerships: /register/
  - About:
      - About: about.md
      - A word & more: every-form.md
      - Guides: [guides/index.md, guides/deep.md]
      - Words we use: /glossary/
"""
WITHOUT_MATERIAL = """name: null
  static_templates: [404.html]"""
INHERITED = """\
site_name: Another name
site_description: Café, "quoted" & more.
markdown_extensions:
  - admonition
  - footnotes
  - toc:
      toc_depth: 3
"""
EVERY_FORM = """\
Some *text* with `code`, a [page](about.md), [another](guides/deep.md), <b>raw</b>,
[[harbour-board]], a note[^1] and "quotes" -- unchanged... (c).

[^1]: The note.

!!! note "A word"
    With a paragraph.

```python
print("[[harbour-board]] < 1")
```

    indented

| a | b |
|---|--:|
| 1 | 2 |

1. one
    - two

   para

## A heading

## A heading

[TOC]

![A mark](pictures/mark.png "A title")

<div class="x">
raw *html*, a [missing place](about.md#not-there)
</div>
"""
HAND_WRITTEN = {
    "every-form.md": f"# A first heading & more\n\n{EVERY_FORM}",
    "guides/index.md": (
        "---\ntitle: Guide & <i>index</i>\ndescription: See [[harbour-board]], that\n"
        "lead: A *lead*\nupdated: 2026-11-02\nedit: https://x.example/?a=1&b=2\n---\n\n"
        "To [deep](deep.md), a [paper](paper.pdf) and [[harbour-board/harbour-plan]].\n"
    ),
    "guides/deep.md": "No heading; [home](../index.md), [form](../every-form.md#a-heading_1).\n",
    "windows.md": "\ufeff---\r\ntitle: From Windows\r\n---\r\n\r\nOn [[harbour-board]].\r\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small council, with settings and hand-written pages of every form."""
    council = copy_council(tmp_path_factory.mktemp("engines") / "council")
    written: dict[str, str | bytes] = {
        f"content/{path}": text for path, text in HAND_WRITTEN.items()
    } | {
        "mkdocs.yml": SETTINGS,
        "without-material.yml": SETTINGS.replace("name: material", WITHOUT_MATERIAL),
        "shared/settings.yml": INHERITED,
        "content/pictures/mark.png": png(),
        "content/guides/paper.pdf": pdf(line("A paper")),
    }
    for path, text in written.items():
        (council / path).parent.mkdir(exist_ok=True)
        (council / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return council


def built(config_file: Path, engine: str, site: Path) -> Path:
    """Build as a person does, with everything made anew."""
    told = ["--no-cache", "--quiet", "--as-of", AS_OF.isoformat(), "--site-dir", str(site)]
    assert main(["build", "-f", str(config_file), "--engine", engine, *told]) == 0
    return site


@pytest.fixture(scope="module")
def by_mkdocs(project: Path) -> Path:
    """The site as it is built every day."""
    return built(project / "mkdocs.yml", "mkdocs", project / "by-mkdocs")


@pytest.fixture(scope="module")
def by_zensical(project: Path) -> Path:
    """The same, with Zensical in the place of MkDocs."""
    return built(project / "mkdocs.yml", "zensical", project / "by-zensical")


@pytest.fixture(scope="module", params=["zensical", "mkdocs without Material"])
def other(request: pytest.FixtureRequest, project: Path) -> Path:
    """The site as another engine makes it, or the same engine without its theme."""
    if request.param == "zensical":
        site: Path = request.getfixturevalue("by_zensical")
        return site
    return built(project / "without-material.yml", "mkdocs", project / "without-material")


def read(html: str, url: str) -> list[object]:
    """A page as a browser takes it: elements, resolved addresses and words in their order.

    Engines spell one thing in several ways (`./..` or `..`, `&#39;` or `'`). MkDocs has a
    stylesheet of Material's that Zensical has not, and Zensical marks code with a class.
    """
    return list(_read(html5lib.parse(html, namespaceHTMLElements=False), urljoin(SITE, url)))


def _read(element: Element, base: str) -> Iterator[object]:
    said = {str(name): value for name, value in element.attrib.items()}
    if not said.get("href", "").rpartition("/")[2].startswith("main."):
        if element.tag == "pre":
            said.pop("class", None)
        for name in said.keys() & {"href", "src", "action"}:
            address = urljoin(base, said[name])
            said[name] = posixpath.normpath(address) + "/" * address.endswith("/")
        yield element.tag, sorted(said.items())
        yield from (element.text or "").split()
        for child in element:
            yield from _read(child, base)
        yield "end"
    yield from (element.tail or "").split()


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def pages(site: Path) -> dict[str, str]:
    """Every page of a site, by its path."""
    files = sorted(site.rglob("*.html"))
    return {f.relative_to(site).as_posix(): f.read_text(encoding="utf-8") for f in files}


def is_by_hand(path: str, project: Path) -> bool:
    page = path.removesuffix("/index.html")
    written = (f"{page}.md", f"{page}/index.md")
    names = {file.relative_to(project / "content") for file in (project / "content").rglob("*.md")}
    return path in {"404.html", "index.html"} or any(Path(name) in names for name in written)


def test_every_page_is_the_same_whatever_makes_it(
    project: Path, by_mkdocs: Path, other: Path
) -> None:
    """Bodies of record pages agree to the byte; titles, links, navigation and all words too."""
    theirs, ours = pages(by_mkdocs), pages(other)
    assert ours.keys() == theirs.keys()
    by_hand = {path for path in theirs if is_by_hand(path, project)}
    assert len(by_hand) == 3 + len(HAND_WRITTEN)
    assert sum("<main" in theirs[path] for path in theirs.keys() - by_hand) > 40
    for path, html in theirs.items():
        url = path.removesuffix("index.html")
        assert read(ours[path], url) == read(html, url), path
        if path not in by_hand:
            assert main_of(ours[path]) == main_of(html), path


def test_the_page_for_a_wrong_address_finds_its_way_from_anywhere(by_zensical: Path) -> None:
    """Its links begin at the site's own folder, since nobody knows where it will be shown."""
    page = (by_zensical / "404.html").read_text(encoding="utf-8")
    assert 'href="/partners/assets/register.css"' in page


def test_every_other_file_is_the_same_whatever_makes_it(by_mkdocs: Path, other: Path) -> None:
    """Papers, pictures and data are the same, and nothing of the engine's own is published."""
    theirs, ours = (
        {path: digest for path, digest in digests(site).items() if not path.endswith(".html")}
        for site in (by_mkdocs, other)
    )
    assert ours.items() <= theirs.items()
    assert {path.rpartition("/")[0] for path in theirs.keys() - ours.keys()} <= {
        "assets/stylesheets"
    }
    assert {"guides/paper.pdf", "pictures/mark.png", "assets/council.css"} <= ours.keys()


def test_zensical_makes_the_same_bytes_again(
    project: Path, by_zensical: Path, tmp_path: Path
) -> None:
    """Nothing of the time or the place of a build is left in what it makes."""
    assert digests(built(project / "mkdocs.yml", "zensical", tmp_path / "again")) == digests(
        by_zensical
    )


def test_what_zensical_refuses_is_passed_on_with_its_place(
    council: Path, register: Register, tmp_path: Path
) -> None:
    """Without the innards of either, should it ever refuse what MkDocs would take."""
    with (council / "content/about.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [nothing](nowhere.md).\n")
    with pytest.raises(EngineFailed) as failed:
        run_zensical(council / "mkdocs.yml", register, tmp_path / "out")
    said = str(failed.value)
    assert "page does not exist" in said
    assert "about.md:" in said
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert not (tmp_path / "out").exists()


def test_without_zensical_its_build_says_what_to_install(
    council: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A council that tries the other engine first is told the command to type."""
    find: Callable[..., ModuleSpec | None] = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *at: None if name == "zensical" else find(name, *at),
    )
    assert main(["build", "-f", str(council / "mkdocs.yml"), "--engine", "zensical"]) != 0
    assert 'pip install "partnership-register[zensical]"' in capsys.readouterr().err
    assert not (council / "site").exists()


def test_properdocs_builds_the_same_site_to_the_byte(project: Path, by_mkdocs: Path) -> None:
    """The continuation of MkDocs runs the plugin and the theme as they are."""
    out = project / "by-properdocs"
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--config-file", "mkdocs.yml", "--site-dir", out],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1795348800"},  # noon on 22 November 2026
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert digests(out) == digests(by_mkdocs)
