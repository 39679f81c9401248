"""A rehearsal: what the site engine will say of hand-written pages, before it makes anything.

MkDocs itself reads navigation and links, with the council's own extensions, so that nothing is
refused that it would take, and code is no link. It writes no page and fills in no template, which
takes nearly all the time of a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from partnership_register.problems import Problem, shown
from partnership_register.register import Register
from partnership_register.shell.beside_pages import beside_pages
from partnership_register.shell.identity import COUNCIL_STYLESHEET
from partnership_register.shell.mistyped import mistyped
from partnership_register.shell.mkdocs import loaded_for, settings_in
from partnership_register.shell.refusals import Sources, heard, refusals
from partnership_register.shell.settings import from_here
from partnership_register.shell.settings_file import SettingsFile
from partnership_register.shell.stubs import every_stub

_ELSEWHERE = re.compile("[a-z]+:|//", re.IGNORECASE)
_FROM_ROOT = re.compile(r"""<a\s[^>]*?href="(/[^"]*)\"""")


def rehearsed(config_file: Path, register: Register) -> list[Problem]:
    """Everything that the engine would refuse, and files beside pages that may not be published.

    Raises SettingsWrong.
    """
    config, warned, seen = _rehearsal(config_file, register, with_theme=False)
    if warned:  # perhaps of a link to a file of the theme, which has ten thousand
        config, warned, seen = _rehearsal(config_file, register, with_theme=True)
    docs = Path(config.docs_dir)
    sources = Sources(SettingsFile.at(config_file), docs)
    written = [config_file, *_texts(docs), *_texts(Path(config.theme.custom_dir or docs))]
    return [
        *refusals(warned, sources),
        *_not_there(config, sources),
        *mistyped(seen.links, _named_in(config.nav), sources),
        *beside_pages(
            docs,
            seen.copied,
            _used_by_site(config) | seen.left_out,
            dict.fromkeys(written),
            from_here(config_file, settings_in(config).records),
        ),
    ]


@dataclass(slots=True)
class _Seen:
    """What the engine saw of the pages written by hand."""

    links: list[tuple[str, str]] = field(default_factory=list)
    """Pages, each with an address from the site's root to which it has a link."""
    left_out: frozenset[str] = frozenset()
    """Files that the settings keep from being published."""
    copied: frozenset[str] = frozenset()
    """Files below the folder of pages that it would publish."""


def _rehearsal(
    config_file: Path, register: Register, *, with_theme: bool
) -> tuple[MkDocsConfig, list[str], _Seen]:
    """The settings as the engine took them, what it warned of, and what it saw till then."""
    config = loaded_for(config_file, register)
    seen = _Seen()
    with heard() as warned:
        try:
            config = config.plugins.on_config(config)
            _read(config, seen, with_theme=with_theme)
        except MkDocsException as error:
            warned.append(str(error))
    return config, warned, seen


def _read(config: MkDocsConfig, seen: _Seen, *, with_theme: bool) -> None:
    """Have the engine read everything, as its own build does before it writes."""
    files = get_files(config)
    if with_theme:
        files.add_files_from_theme(config.theme.get_env(), config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    seen.left_out = frozenset(f.src_uri for f in files if f.inclusion is InclusionLevel.EXCLUDED)
    of_docs = (f for f in files if f.src_dir == config.docs_dir and f.generated_by is None)
    seen.copied = frozenset(f.src_uri for f in of_docs) - seen.left_out
    navigation = get_navigation(files, config)
    config.plugins.on_nav(navigation, config=config, files=files)
    stubs = {stub.path for stub in every_stub()}
    pages = [file for file in files.documentation_pages() if file.src_uri not in stubs]
    for file in pages:
        html = _read_page(file, files, config)
        seen.links += ((file.src_uri, unescape(url)) for url in _FROM_ROOT.findall(html))
    for file in pages:
        assert file.page is not None
        level = config.validation.links.anchors
        file.page.validate_anchor_links(files=files, log_level=level)


def _named_in(navigation: object) -> Iterator[str]:
    """All addresses and files of a navigation, however deep."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, (list, dict)):
        for below in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from _named_in(below)


def _read_page(file: File, files: Files, config: MkDocsConfig) -> str:
    """The page as HTML, with links from the root as they were written."""
    page = config.plugins.on_pre_page(file.page or Page(None, file, config),
                                      config=config, files=files)  # fmt: skip
    config._current_page = page
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    try:
        page.render(config, files)
    except ValueError as error:  # of a link, as http://[here]
        raise BuildError(f"Error reading page '{file.src_uri}': {error}") from error
    config._current_page = None
    return page.content or ""


def _not_there(config: MkDocsConfig, sources: Sources) -> Iterator[Problem]:
    """Stylesheets and scripts that the settings name, and that no page would find."""
    folders = (Path(config.docs_dir), *map(Path, config.theme.dirs))
    for key in ("extra_css", "extra_javascript"):
        for each in map(str, config[key]):
            try:
                path = urlsplit(each).path.lstrip("/")
            except ValueError:  # as of //[here, on which the engine would break off
                yield sources.settings.problem(
                    f'"{shown(each)}" is no address of a file',
                    "look at its brackets, or delete the line here",
                    key=key,
                    value=each,
                )
                continue
            if _ELSEWHERE.match(each) or each == COUNCIL_STYLESHEET or not path:
                continue
            if not any((folder / path).is_file() for folder in folders):
                yield sources.settings.problem(
                    f"there is no {sources.docs.name}/{shown(path)}",
                    "put the file there, or delete the line here",
                    key=key,
                    value=each,
                )


def _used_by_site(config: MkDocsConfig) -> frozenset[str]:
    """The files that the settings name, for which whoever keeps the site answers."""
    theme = config.theme
    named = (*config.extra_css, *config.extra_javascript, *config.extra_templates,
             *(theme.get(key) for key in ("logo", "favicon")))  # fmt: skip
    return frozenset(str(each) for each in named if each)


def _texts(folder: Path) -> Iterator[Path]:
    """The texts of a folder in which a file may be named."""
    for ending in ("md", "css", "html"):
        yield from sorted(folder.rglob(f"*.{ending}"))
