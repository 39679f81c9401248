"""Zensical as the site engine: the same pages and stubs, built in a process of its own."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from partnership_register.register import Register
from partnership_register.render import slot, with_relative_links, with_scrolling_tables
from partnership_register.scanning import is_left_behind
from partnership_register.shell.identity import (
    COUNCIL_STYLESHEET,
    identity,
    stylesheet,
    usual_navigation,
)
from partnership_register.shell.opening import PANEL, with_links
from partnership_register.shell.problems_found import CannotBuild, EngineFailed
from partnership_register.shell.stubs import Stub, every_stub

_FRONT_MATTER = re.compile(r"(?:---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n)?", re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TRACEBACK = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n)*", re.MULTILINE)
_UNUSED = ("search.json", "sitemap.xml")
"""What Zensical makes unasked: the search and the map of the site are not its business here."""


class EngineMissing(CannotBuild):
    """Zensical is not installed."""


def run_zensical(config_file: Path, register: Register, out: Path) -> None:
    """Have Zensical make its pages and those of the stubs in a folder.

    Raises EngineMissing and EngineFailed; `out` is then as it was.
    """
    build_with_zensical(
        config_file,
        out,
        every_stub(),
        {COUNCIL_STYLESHEET: stylesheet(register.council)},
        identity(register.council, _docs_dir(config_file, _read(config_file))),
        lambda text: with_links(text.replace(PANEL.format("home"), slot("body")), register),
    )


def build_with_zensical(
    config_file: Path,
    out: Path,
    stubs: Iterable[Stub],
    files: Mapping[str, str | bytes],
    extra: Mapping[str, object],
    markdown: Callable[[str], str],
) -> None:
    """Leave in `out` what MkDocs would: hand-written pages, assets, and a page for each stub.

    `files` are generated ones, by their path below the docs folder; every page links to the
    stylesheets among them. `extra` adds to that of the settings. `markdown` prepares the text of a
    hand-written page, which may then link from the site's root. Raises EngineMissing and
    EngineFailed; `out` is then as it was.
    """
    if importlib.util.find_spec("zensical") is None:
        raise EngineMissing(
            "Zensical is not installed here; install it with\n"
            '  pip install "partnership-register[zensical]"\n'
            "or build with MkDocs"
        )
    config_file = config_file.resolve()
    settings = _read(config_file)
    with tempfile.TemporaryDirectory() as folder:
        workshop = Path(folder).resolve()
        docs = workshop / "docs"
        shutil.copytree(_docs_dir(config_file, settings), docs, ignore=_left_behind)
        _prepare(docs, markdown)
        _add(docs, {stub.path: stub.markdown for stub in stubs} | dict(files))
        sheets = [path for path in files if path.endswith(".css")]
        told = _told(settings, config_file, extra, sheets)
        (workshop / "zensical.yml").write_text(
            yaml.dump(told, Dumper=_Writer, allow_unicode=True), encoding="utf-8"
        )
        _run(workshop / "zensical.yml", config_file.parent)
        _finish(workshop / "site")
        shutil.copytree(workshop / "site", out, dirs_exist_ok=True)


class _Reader(yaml.SafeLoader):
    """Reads settings, and keeps as they are the values whose tags only the engine understands."""


class _Writer(yaml.SafeDumper):
    """Writes what the reader kept."""


_Reader.add_multi_constructor("", lambda _loader, _tag, node: node)
_Writer.add_multi_representer(yaml.Node, lambda _dumper, node: node)


def _read(config_file: Path) -> dict[str, Any]:
    """The settings of a mkdocs.yml, with those that it inherits."""
    text = config_file.read_text(encoding="utf-8-sig")
    settings: dict[str, Any] = yaml.load(text, Loader=_Reader) or {}  # noqa: S506  as safe as its base
    inherited = settings.pop("INHERIT", None)
    return _over(_read(config_file.parent / inherited), settings) if inherited else settings


def _over(under: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """One mapping of settings laid over another, as MkDocs does: mappings mix, lists do not."""
    mixed = under | settings
    for key, value in settings.items():
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            mixed[key] = _over(under[key], value)
    return mixed


def _docs_dir(config_file: Path, settings: Mapping[str, Any]) -> Path:
    return config_file.parent / str(settings.get("docs_dir", "docs"))


def _told(
    settings: dict[str, Any], config_file: Path, extra: Mapping[str, object], sheets: list[str]
) -> dict[str, Any]:
    """The settings as Zensical needs them to make of the project what MkDocs makes."""
    theme = settings.get("theme")
    if not isinstance(theme, dict) or "custom_dir" not in theme:
        raise EngineFailed(f"{config_file.name} names no custom_dir under theme")
    ours = {
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": settings.get("nav") or usual_navigation(_docs_dir(config_file, settings)),
        # Without a theme below it, nothing is published that the pages do not ask for.
        "theme": {
            **theme,
            "name": None,
            "custom_dir": str(config_file.parent / theme["custom_dir"]),
        },
        "extra": {**(settings.get("extra") or {}), **extra},
        "extra_css": [*(settings.get("extra_css") or []), *sheets],
        "markdown_extensions": _extensions(settings.get("markdown_extensions") or []),
        # MkDocs mentions an anchor that is not there, and goes on.
        "validation": settings.get("validation", {"anchors": "ignore"}),
    }
    return {key: value for key, value in settings.items() if key != "watch"} | ours


def _extensions(declared: list[Any] | dict[str, Any]) -> list[Any]:
    """The council's Markdown extensions in place of the thirty that Zensical would choose."""
    if isinstance(declared, dict):
        declared = [{name: options or {}} for name, options in declared.items()]
    return [{"pymdownx.highlight": {"use_pygments": False}}, *declared]


def _left_behind(_: str, names: list[str]) -> set[str]:
    """What editors and file managers leave behind and what is hidden, which is nobody's to read."""
    return {name for name in names if is_left_behind([name]) or name.startswith(".")}


def _prepare(docs: Path, markdown: Callable[[str], str]) -> None:
    for file in sorted(docs.rglob("*.md")):
        text = file.read_text(encoding="utf-8-sig")
        front = _FRONT_MATTER.match(text)
        start = front.end() if front else 0
        prepared = text[:start] + markdown(text[start:])
        file.write_text(prepared, encoding="utf-8", newline="\n")


def _add(docs: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _run(settings: Path, folder: Path) -> None:
    """Build in a process of its own, in the folder of the project."""
    command = [sys.executable, "-P", "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(  # noqa: S603  the interpreter we run in, and no shell
        [*command, "--config-file", settings],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = _TRACEBACK.sub("", _COLOUR.sub("", f"{done.stdout}{done.stderr}"))
        raise EngineFailed(f"Zensical could not build the pages:\n{said.strip()}")


def _finish(site: Path) -> None:
    for name in _UNUSED:
        (site / name).unlink(missing_ok=True)
    for file in sorted(site.rglob("index.html")):
        folder = file.parent.relative_to(site).as_posix()
        url = "/" if folder == "." else f"/{folder}/"
        html = with_relative_links(file.read_text(encoding="utf-8"), url)
        file.write_text(with_scrolling_tables(html), encoding="utf-8", newline="\n")
