"""MkDocs and its theme as the site engine: the plugin, and the pages that it makes for a build."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage

from partnership_register.moments import moment_in
from partnership_register.problems import in_order
from partnership_register.publishing import Publication
from partnership_register.register import Register
from partnership_register.render import slot, with_relative_links, with_scrolling_tables
from partnership_register.scanning import Changed, is_left_behind, scan
from partnership_register.shell.again import Opened, open_given, publish
from partnership_register.shell.builds import (
    Given,
    Options,
    moment_for,
    see_that_nothing_is_lost,
    theme_folder,
)
from partnership_register.shell.engine import taken
from partnership_register.shell.identity import (
    COUNCIL_STYLESHEET,
    identity,
    stylesheet,
    usual_navigation,
)
from partnership_register.shell.led_to import led_to
from partnership_register.shell.opening import PANEL, with_links
from partnership_register.shell.problems_found import CannotBuild, ProblemsFound, SettingsWrong
from partnership_register.shell.refusals import Sources, heard, refusals, settings_refusals
from partnership_register.shell.settings import Settings
from partnership_register.shell.settings_file import SettingsFile
from partnership_register.shell.stubs import every_stub
from partnership_register.summary import Summary

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # which takes a while to import

PLUGIN = "partnership-register"
"""What the settings call the plug-in."""
_UNUSED = re.compile(r"assets/(?:javascripts|images)/|assets/stylesheets/(?:palette|.*\.map$)")
"""What Material would publish besides the one stylesheet that the pages link to."""


class Moment(BaseConfigOption[str]):
    """A day, or a day and a time, which YAML may have taken for one already."""

    def run_validation(self, value: object) -> str:
        """The moment as it is written."""
        try:
            moment_in(str(value))
        except ValueError:
            said = f'"{value}" is not a day; write year-month-day, for example 2026-03-12'
            raise ValidationError(said) from None
        return str(value)


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """The settings under `partnership-register:` in mkdocs.yml."""

    records_dir = config_options.Type(str, default="partnerships")
    """The folder of records, beside mkdocs.yml."""
    as_of = config_options.Optional[str](Moment())
    """The day to build for, as 2026-03-12; now where it is left out."""


class PartnershipRegisterPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Gives the engine its stubs, and what its pages say of the register.

    Where `register build` runs the engine, it has set `register`, and that is all. Where somebody
    runs the engine itself, the plugin opens the records before, and makes the site of records
    from the engine's pages after.
    """

    register: Register | None = None
    is_preview = False
    _opened: Opened | None = None
    _found: Register | None = None
    _final: Path
    _workplace: tempfile.TemporaryDirectory[str]

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
        """Tell the engine's templates about the council."""
        register = self.register or self._open(config)
        config.extra.update(identity(register.council, Path(config.docs_dir)))
        if self.is_preview:  # the live reload is an inline script, which the policy forbids
            del config.extra["content_security_policy"]
        config.extra["engine_stylesheets"] = _stylesheets(config)
        config.extra_css = [*config.extra_css, COUNCIL_STYLESHEET]
        if not config.nav:
            config.nav = usual_navigation(Path(config.docs_dir))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the stubs, and leave out what the pages never ask for."""
        for file in [f for f in files if _UNUSED.match(f.src_uri) or _is_left_behind(f)]:
            files.remove(file)
        sheet = stylesheet(self._known().council)
        files.append(File.generated(config, COUNCIL_STYLESHEET, content=sheet))
        for stub in every_stub():
            files.append(
                File.generated(
                    config, stub.path, content=stub.markdown, inclusion=InclusionLevel.NOT_IN_NAV
                )
            )
        return files

    def on_page_markdown(
        self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Write the `[[...]]` of hand-written pages as links, and the home panel as a slot."""
        panelled = markdown.replace(PANEL.format("home"), slot("body"))
        return with_links(panelled, self._known())

    def on_page_content(
        self, html: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make the links that were just written relative to the page, and let its tables scroll."""
        return with_scrolling_tables(with_relative_links(html, f"/{page.url}"))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Where the engine was run by itself, make the site of records from its pages."""
        if self._opened is None:
            return
        engine = taken(Path(config.site_dir))
        config.site_dir = str(self._final)
        with Publication(self._final, afresh=True) as publication:
            try:
                publish(self._opened, publication, engine, Summary())
            except ProblemsFound as found:
                raise _abort(found) from None
            except Changed as changed:
                raise Abort(f"{changed} was saved while it was read; build again") from None
        if self.is_preview:  # what is beside the folder that MkDocs serves would stay for ever
            publication.forget()
        self._workplace.cleanup()

    def records_dir(self, config: MkDocsConfig) -> Path:
        """The folder of records."""
        return Path(config.config_file_path or "").parent / self.config.records_dir

    def _open(self, config: MkDocsConfig) -> Register:
        """Open the records, and have the engine write where it harms nothing."""
        self._workplace = tempfile.TemporaryDirectory(prefix="register-")
        self._final = Path(config.site_dir)
        config.site_dir = str(Path(self._workplace.name) / "site")
        settings = settings_in(config)
        given = Given(
            Path(config.config_file_path or ""),
            settings,
            moment_for(None, settings.as_of),
            scan(self.records_dir(config)),
            theme_folder(),
            Options(use_cache=False),
            None,
        )
        try:
            see_that_nothing_is_lost(self._final, given.config_file, settings)
            self._opened = open_given(given)
            self._found = self._opened.register
        except ProblemsFound as found:
            raise _abort(found) from None
        except CannotBuild as cannot:
            raise Abort(str(cannot)) from None
        return self._found

    def _known(self) -> Register:
        known = self.register or self._found
        assert known is not None
        return known


def read_settings(config_file: Path) -> Settings:
    """The settings in a file.

    Raises CannotBuild where it is missing, SettingsWrong where something is wrong in it.
    """
    return settings_in(_loaded(config_file))


def _loaded(config_file: Path, **options: object) -> MkDocsConfig:
    """The settings as the engine has them. Raises as `read_settings`."""
    try:
        written = SettingsFile.at(config_file)
    except OSError as error:
        raise CannotBuild(f"{config_file} cannot be read: {error.strerror}") from None
    config = None
    _forget_files()
    with heard() as warned:
        try:
            # Told its path, since the engine cannot tell where there is no standard input.
            config = load_config(str(config_file), config_file_path=str(config_file), **options)
        except ConfigurationError as error:
            raise CannotBuild(str(error)) from error
        except Abort as error:
            warned.extend([] if warned else [str(error)])
    if warned or config is None:
        known = [key for key, _ in MkDocsConfig._schema]
        raise SettingsWrong(tuple(in_order(settings_refusals(warned, written, known))))
    if PLUGIN not in config.plugins:
        hint = f"write plugins: and, two spaces further in on the line below it, - {PLUGIN}"
        wrong = written.problem(f'the plug-in "{PLUGIN}" is missing', hint, key="plugins")
        raise SettingsWrong((wrong,))
    return config


def _forget_files() -> None:
    """Have the libraries forget what they read in this process: it may have been edited since."""
    Hooks._load_hook.cache_clear()
    icons = sys.modules.get("material.extensions.emoji")
    if icons:
        icons._load.cache_clear()


def settings_in(config: MkDocsConfig) -> Settings:
    """The settings as paths from the folder of mkdocs.yml."""
    home = Path(config.config_file_path or "").resolve().parent
    custom = config.theme.custom_dir
    plugin = _plugin(config)
    return Settings(
        os.path.relpath(plugin.records_dir(config), home),
        os.path.relpath(config.docs_dir, home),
        os.path.relpath(config.site_dir, home),
        os.path.relpath(custom, home) if custom else "",
        config.site_url or "",
        plugin.config.as_of or "",
        led_to(config),
    )


def _plugin(config: MkDocsConfig) -> PartnershipRegisterPlugin:
    plugin = config.plugins[PLUGIN]
    assert isinstance(plugin, PartnershipRegisterPlugin)
    return plugin


def loaded_for(config_file: Path, register: Register, **options: object) -> MkDocsConfig:
    """The settings, with the register that the plug-in shall speak of. Raises SettingsWrong."""
    config = _loaded(config_file, **options)
    _plugin(config).register = register
    return config


def run_mkdocs(config_file: Path, register: Register, out: Path) -> None:
    """Have MkDocs make its pages and those of the stubs in a folder.

    Raises ProblemsFound where it refuses anything, and SettingsWrong.
    """
    config = loaded_for(config_file, register, strict=True, site_dir=str(out))
    with heard() as warned:
        try:
            mkdocs_build(config)
        except MkDocsException as error:
            sources = Sources(SettingsFile.at(config_file), Path(config.docs_dir))
            said = warned or [str(error)]
            raise ProblemsFound(tuple(in_order(refusals(said, sources)))) from error


def _is_left_behind(file: File) -> bool:
    """Whether this is what editors and file managers leave behind, which is nobody's to read.

    What is hidden is not: the engine itself leaves that out, unless the settings let it in.
    """
    return is_left_behind(file.src_uri.split("/"))


def _stylesheets(config: MkDocsConfig) -> list[str]:
    """The stylesheet of Material, whose name has a digest in it."""
    folders = [Path(folder) for folder in config.theme.dirs]
    found = [f for folder in folders for f in folder.glob("assets/stylesheets/main.*.min.css")]
    return [f"assets/stylesheets/{file.name}" for file in found]


def _abort(found: ProblemsFound) -> Abort:
    return Abort(f"{found}{len(found.problems)} to put right; nothing was built")
