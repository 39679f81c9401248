"""MkDocs and its theme as the site engine: the plugin, and the one build that both commands run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
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
from partnership_register.shell.identity import COUNCIL_STYLESHEET, identity, stylesheet
from partnership_register.shell.opening import PANEL, open_project, with_links
from partnership_register.shell.stubs import stubs

_UNUSED = re.compile(r"assets/(?:javascripts|images)/|assets/stylesheets/(?:palette|.*\.map$)")
"""What Material would publish besides the one stylesheet that the pages link to."""


class ProblemsFound(Abort):
    """The records have problems; raised before anything of the site is touched."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{as_text(problems)}{len(problems)} to put right; nothing was built")
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

    is_preview = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a preview."""
        self.is_preview = command == "serve"

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Any,
    ) -> LiveReloadServer:
        """Build again when a record changes."""
        server.watch(str(self.records_dir(config)))
        return server

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records, so that a build with problems ends before it begins."""
        as_of = date.fromisoformat(self.config.as_of) if self.config.as_of else today()
        opened = open_project(self.records_dir(config), Path(config.docs_dir), as_of)
        if opened.register is None:
            raise ProblemsFound(opened.problems)
        self.register = opened.register
        self.pages = tuple(pages_of(self.register))
        config.extra.update(identity(self.register.council, Path(config.docs_dir)))
        if self.is_preview:  # the live reload is an inline script, which the policy forbids
            del config.extra["content_security_policy"]
        config.extra["engine_stylesheets"] = _stylesheets(config)
        config.extra_css = [*config.extra_css, COUNCIL_STYLESHEET]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the stubs, and leave out what the pages never ask for."""
        for file in [f for f in files if _UNUSED.match(f.src_uri)]:
            files.remove(file)
        sheet = stylesheet(self.register.council)
        files.append(File.generated(config, COUNCIL_STYLESHEET, content=sheet))
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
            records_dir=self.records_dir(config),
            site_url=config.site_url or "",
        )

    def records_dir(self, config: MkDocsConfig) -> Path:
        """The folder of records."""
        return Path(config.config_file_path or "").parent / self.config.records_dir


@dataclass(frozen=True, slots=True)
class Places:
    """Where a project keeps its records and its hand-written pages."""

    records_dir: Path
    docs_dir: Path


def places(config_file: Path) -> Places:
    """Read them from the site's settings. Raises ConfigurationError where there are none."""
    config = load_config(str(config_file))
    plugin = config.plugins["partnership-register"]
    assert isinstance(plugin, PartnershipRegisterPlugin)
    return Places(plugin.records_dir(config), Path(config.docs_dir))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    site_dir: Path
    records: int
    pages: int


def build(config_file: Path, *, site_dir: Path | None = None, as_of: date | None = None) -> Built:
    """Build the site beside the old one and put it in its place.

    Raises ProblemsFound where records have problems; the old site then stays as it was.
    """
    settings: dict[str, Any] = {"strict": True}
    if site_dir:
        settings["site_dir"] = str(site_dir.resolve())
    config = load_config(str(config_file), **settings)
    plugin = config.plugins["partnership-register"]
    assert isinstance(plugin, PartnershipRegisterPlugin)
    if as_of:
        plugin.config["as_of"] = as_of.isoformat()
    final = Path(config.site_dir)
    with staged(final) as new:
        config.site_dir = str(new)
        mkdocs_build(config)
    return Built(final, len(plugin.register.everything), len(plugin.pages))


def serve(config_file: Path, address: str) -> None:
    """Serve the site on `address`, and build it again whenever something of it changes."""
    mkdocs_serve(str(config_file), dev_addr=address)


def _stylesheets(config: MkDocsConfig) -> list[str]:
    """The stylesheet of Material, whose name has a digest in it."""
    folders = [Path(folder) for folder in config.theme.dirs]
    found = [f for folder in folders for f in folder.glob("assets/stylesheets/main.*.min.css")]
    return [f"assets/stylesheets/{file.name}" for file in found]


__all__ = [
    "ConfigurationError",
    "PartnershipRegisterPlugin",
    "ProblemsFound",
    "build",
    "places",
    "serve",
]
