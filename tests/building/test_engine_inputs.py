"""What the site engine reads besides records: whatever of it is edited, the next build shows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from partnership_register.shell.builds import Options, build
from places import AS_OF, PROJECT, copy_council, digests

AS_USUAL = Options(as_of=AS_OF, jobs=1, with_search=False)
HOOK = "def on_page_content(html, **_):\n    return html + '<p>{}</p>'\n"
READING_HOOK = """\
from pathlib import Path

def on_page_content(html, **_):
    return html + Path("said.txt").read_text()
"""
INHERIT = "INHERIT: shared/base.yml"
SNIPPET = 'About\n\n--8<-- "said.txt"\n'


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add(file: Path, text: str) -> None:
    write(file, f"{file.read_text(encoding='utf-8')}{text}")


def settings(here: Path, old: str, new: str) -> None:
    text = (here / "mkdocs.yml").read_text(encoding="utf-8")
    assert old in text
    write(here / "mkdocs.yml", text.replace(old, new))


def linked(here: Path, path: str, *, hard: bool = False) -> None:
    """Put what lies at a path of the project elsewhere, with a link in its place."""
    file, elsewhere = here / path, here / "elsewhere"
    shutil.move(file, elsewhere)
    (file.hardlink_to if hard else file.symlink_to)(elsewhere)


@dataclass(frozen=True)
class Case:
    """A project that has something uncommon, and an edit of it."""

    begin: list[Callable[[Path], object]]
    edit: Callable[[Path], object]
    variables: dict[str, str] = field(default_factory=dict)
    """What the edit sets in the environment."""


def named(name: str) -> Callable[[Path], None]:
    """Have the settings inherit the name of the site, from a file that inherits it as well."""

    def put(here: Path) -> None:
        write(here / "shared" / "base.yml", "INHERIT: names.yml\n")
        write(here / "shared" / "names.yml", f"site_name: {name}\n")

    return put


def with_setting(text: str, instead_of: str = "docs_dir:") -> Callable[[Path], None]:
    return lambda here: settings(here, instead_of, f"{text}\n{instead_of}")


def about(text: str) -> Callable[[Path], None]:
    return lambda here: write(here / "content/about.md", text)


def file(path: str, text: str) -> Callable[[Path], None]:
    return lambda here: write(here / path, text)


def extension(text: str) -> Callable[[Path], None]:
    return with_setting(f"markdown_extensions:\n{text}")


def before_footer(text: str, path: str = "theme/main.html") -> Callable[[Path], None]:
    """Have a template say something more."""

    def put(here: Path) -> None:
        write(
            here / path,
            (here / path).read_text(encoding="utf-8").replace("</main>", f"{text}</main>"),
        )

    return put


CASES = {
    "settings that are inherited": Case(
        [
            lambda here: settings(here, "site_name: Register of Partnerships", INHERIT),
            named("One"),
        ],
        named("Another"),
    ),
    "a variable of the environment": Case(
        [lambda here: settings(here, "Register of Partnerships", "!ENV [OTHER, NAME, One]")],
        lambda _: None,
        {"NAME": "Another"},
    ),
    "a page called README": Case(
        [file("content/sec/README.md", "# One\n")], file("content/sec/README.md", "# Another\n")
    ),
    "a hook": Case(
        [with_setting("hooks: [hook.py]"), file("hook.py", HOOK.format("One"))],
        file("hook.py", HOOK.format("Another")),
    ),
    "what a hook reads": Case(
        [
            with_setting("hooks: [hook.py]"),
            file("hook.py", READING_HOOK),
            file("said.txt", "One"),
        ],
        file("said.txt", "Another"),
    ),
    "snippets": Case(
        [extension("  - pymdownx.snippets: {base_path: [snips]}"), about(SNIPPET),
         file("snips/said.txt", "One\n")],
        file("snips/said.txt", "Another\n"),
    ),
    "snippets by the settings' own folder": Case(
        [extension("  - pymdownx.snippets:\n      base_path: !relative $config_dir/snips"),
         about(SNIPPET), file("snips/said.txt", "One\n")],
        file("snips/said.txt", "Another\n"),
    ),
    "snippets from anywhere in the project": Case(
        [extension("  - pymdownx.snippets"), about(SNIPPET), file("said.txt", "One\n")],
        file("said.txt", "Another\n"),
    ),
    "icons of the council's own": Case(
        [
            extension(
                "  - pymdownx.emoji:\n"
                "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
                "      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n"
                "      options: {custom_icons: [icons]}"
            ),
            about("About :own-quay:\n"),
            file("icons/own/quay.svg", "<svg><title>One</title></svg>"),
        ],
        file("icons/own/quay.svg", "<svg><title>Another</title></svg>"),
    ),
    "a template by a link": Case(
        [lambda here: linked(here, "theme/main.html")],
        before_footer("Edited", "elsewhere"),
    ),
    "a folder of templates by a link": Case(
        [lambda here: linked(here, "theme/partials")],
        lambda here: add(here / "elsewhere/footer.html", "Edited"),
    ),
    "a template with a second name": Case(
        [lambda here: linked(here, "theme/main.html", hard=True)],
        before_footer("Edited", "elsewhere"),
    ),
    "a hidden template": Case(
        [
            file("theme/.parts/x.html", "One"),
            before_footer("{% include '.parts/x.html' %}"),
        ],
        file("theme/.parts/x.html", "Another"),
    ),
    "a hidden file that the settings let in": Case(
        [with_setting('exclude_docs: "!.well-known"'),
         file("content/.well-known/security.txt", "One\n")],
        file("content/.well-known/security.txt", "Another\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_edit_of_what_the_engine_reads_is_shown(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is another than before, and that of a clean build; one more changes nothing."""
    here = copy_council(tmp_path / "council")
    shutil.copytree(PROJECT / "theme", here / "theme")
    settings(here, str(PROJECT / "theme"), "theme")
    monkeypatch.chdir(here)
    for begin in case.begin:
        begin(here)
    config = here / "mkdocs.yml"
    before = digests(build(config, AS_USUAL).site_dir)
    case.edit(here)
    for name, value in case.variables.items():
        monkeypatch.setenv(name, value)
    after = digests(build(config, AS_USUAL).site_dir)
    assert before != after
    anew = replace(AS_USUAL, site_dir=tmp_path / "clean", use_cache=False)
    assert after == digests(build(config, anew).site_dir)
    assert build(config, AS_USUAL).rendered == 0
    assert digests(here / "site") == after


def test_the_engine_is_left_alone_where_all_that_it_reads_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither usual extensions, nor snippets of a folder, nor inherited settings make it run."""
    here = copy_council(tmp_path / "council")
    monkeypatch.chdir(here)
    for name in ("settings that are inherited", "snippets"):
        for begin in CASES[name].begin:
            begin(here)
    settings(
        here, "  - pymdownx.snippets", "  - tables\n  - pymdownx.details\n  - pymdownx.snippets"
    )
    build(here / "mkdocs.yml", AS_USUAL)
    monkeypatch.setenv("UNKNOWN_TO_THE_SETTINGS", "x")
    assert "engine" not in build(here / "mkdocs.yml", AS_USUAL).seconds
