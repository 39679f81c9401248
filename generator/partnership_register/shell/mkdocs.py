"""MkDocs and its theme as the site engine: the plugin, and the one build that both commands run."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as EnginePage

from partnership_register.pages import Page, pages_of
from partnership_register.problems import Problem, as_text
from partnership_register.publish import staged
from partnership_register.register import Register
from partnership_register.render import slot, with_relative_links
from partnership_register.shell.clock import today
from partnership_register.shell.finishing import finish
from partnership_register.shell.identity import identity
from partnership_register.shell.opening import open_project, with_links
from partnership_register.shell.stubs import PANEL, stubs

log = logging.getLogger("mkdocs.plugins.partnership_register")
_UNUSED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette")
"""What Material would publish besides the one stylesheet that the pages link to."""


class ProblemsFound(Abort):
    """The records have problems; raised before anything of the site is touched."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} to put right; the site was left as it is")
        self.problems = problems


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """The settings under `partnership-register:` in mkdocs.yml."""

    records_dir = config_options.Type(str, default="partnerships")
    """The folder of records, beside mkdocs.yml."""
    as_of = config_options.Optional(config_options.Type(str))
    """The day to build for, as 2026-03-12; today where it is left out."""


class PartnershipRegisterPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Opens the register before the build, gives the engine its stubs, fills the frames after."""

    register: Register
    pages: tuple[Page, ...]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records, so that a build with problems ends before it begins."""
        as_of = date.fromisoformat(self.config.as_of) if self.config.as_of else today()
        opened = open_project(self._records_dir(config), Path(config.docs_dir), as_of)
        if opened.register is None:
            log.error("The records have problems:\n%s", as_text(opened.problems))
            raise ProblemsFound(opened.problems)
        self.register = opened.register
        self.pages = tuple(pages_of(self.register))
        config.extra.update(identity(self.register.council, Path(config.docs_dir)))
        config.extra["engine_stylesheets"] = _stylesheets(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the stubs, and leave out what the pages never ask for."""
        for file in [f for f in files if f.src_uri.startswith(_UNUSED)]:
            files.remove(file)
        for stub in stubs(self.pages):
            files.append(File.generated(config, stub.path, content=stub.markdown))
        return files

    def on_page_markdown(
        self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Write the `[[...]]` of hand-written pages as links, and the home panel as a slot."""
        panelled = markdown.replace(PANEL.format("home"), slot("body"))
        return with_links(panelled, self.register)

    def on_page_content(
        self, html: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make the links that were just written relative to the page."""
        return with_relative_links(html, f"/{page.url}")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the frames and add everything that is not a page."""
        finish(
            Path(config.site_dir),
            self.register,
            self.pages,
            records_dir=self._records_dir(config),
            site_url=config.site_url or "",
        )

    def _records_dir(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "").parent / self.config.records_dir


def build(config_file: Path, *, site_dir: Path | None = None, as_of: date | None = None) -> Path:
    """Build the site beside the old one and put it in its place; return where it lies.

    Raises ProblemsFound where records have problems; the old site then stays as it was.
    """
    settings: dict[str, Any] = {"strict": True}
    if site_dir:
        settings["site_dir"] = str(site_dir.resolve())
    config = load_config(str(config_file), **settings)
    plugin = config.plugins["partnership-register"]
    if as_of:
        plugin.config["as_of"] = as_of.isoformat()
    final = Path(config.site_dir)
    with staged(final) as new:
        config.site_dir = str(new)
        mkdocs_build(config)
    return final


def _stylesheets(config: MkDocsConfig) -> list[str]:
    """The stylesheet of Material, whose name has a digest in it."""
    folders = [Path(folder) for folder in config.theme.dirs]
    found = [f for folder in folders for f in folder.glob("assets/stylesheets/main.*.min.css")]
    return [f"assets/stylesheets/{file.name}" for file in found]


__all__ = ["PartnershipRegisterPlugin", "ProblemsFound", "build"]
