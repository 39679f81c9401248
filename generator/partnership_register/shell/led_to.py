"""What settings lead to: files, folders and variables that the engine reads because of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import RelativeDirPlaceholder, get_yaml_loader

from partnership_register.shell.settings import LedTo

_PLUGINS = {"search", "material/search", "partnership-register"}
"""Those that read nothing but pages and the theme."""
_THEMES = {None, "material", "mkdocs", "readthedocs"}
_SNIPPETS, _EMOJI = "pymdownx.snippets", "pymdownx.emoji"
_FOREIGN_FILES = {"pymdownx.b64"}
"""Extensions of the usual packages that read files from anywhere."""
_PACKAGES = ("markdown", "material", "pymdownx")
"""Of these the extensions are known, and so are the functions that settings may name."""
_Path = str | os.PathLike[str]
_PYTHON = re.compile(r"python/[^:]*:(\w+)")


class _Read(NamedTuple):
    """A file of settings, as far as it leads elsewhere."""

    inherits: str
    variables: tuple[str, ...]
    packages: tuple[str, ...]
    """Those of which it names functions."""


def led_to(config: MkDocsConfig) -> LedTo:
    """What the settings lead to, as they were read from their file."""
    file = Path(config.config_file_path or "").absolute()
    home = file.resolve().parent
    read = dict(_chain(file, config))
    extensions = {name: config.mdx_configs.get(name) or {} for name in config.markdown_extensions}
    packages = {name for each in read.values() for name in each.packages}
    variables = {name for each in read.values() for name in each.variables}
    is_all = (
        config.plugins.keys() <= _PLUGINS
        and config.theme.name in _THEMES
        and packages <= {*_PACKAGES}
        and all(_is_known(name, options) for name, options in extensions.items())
    )
    return LedTo(
        tuple(os.path.relpath(each, home) for each in read)[1:],
        tuple(sorted(variables)),
        tuple(dict.fromkeys(str(path.absolute()) for path in _others(config, extensions))),
        is_all,
    )


def _chain(file: Path, config: MkDocsConfig) -> Iterator[tuple[Path, _Read]]:
    """A file of settings and those that it inherits."""
    read = _read(file, config)
    yield file, read
    if read.inherits:
        yield from _chain(Path(os.path.normpath(file.parent / read.inherits)), config)


def _read(file: Path, config: MkDocsConfig) -> _Read:
    loader = get_yaml_loader(config=config)(file.read_bytes())
    try:
        top = loader.get_single_node()
        nodes = list(_nodes(top)) if top else []
        inherits = (loader.construct_document(top) or {}).get("INHERIT", "") if top else ""
    finally:
        loader.dispose()
    of_environment = (node for node in nodes if node.tag == "!ENV")
    named = (below.value for node in of_environment for below in _nodes(node))
    return _Read(
        str(inherits),
        tuple(name for name in named if isinstance(name, str)),
        tuple(found[1] for node in nodes if (found := _PYTHON.search(node.tag))),
    )


def _nodes(top: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all below it."""
    yield top
    if not isinstance(top, yaml.ScalarNode):
        for below in top.value:
            for each in below if isinstance(below, tuple) else (below,):
                yield from _nodes(each)


def _others(config: MkDocsConfig, extensions: Mapping[str, Mapping[str, Any]]) -> Iterator[Path]:
    """The hooks, and what extensions read, as the settings name it."""
    hooks = cast("Mapping[str, ModuleType]", config.hooks)  # which the engine calls a list
    yield from (Path(str(module.__file__)) for module in hooks.values())
    if _SNIPPETS in extensions:
        yield from _paths(extensions[_SNIPPETS].get("base_path", "."))
    if _EMOJI in extensions:
        yield from _paths((extensions[_EMOJI].get("options") or {}).get("custom_icons") or ())


def _paths(named: _Path | Iterable[_Path]) -> Iterator[Path]:
    """The paths of a setting that has one or several; that of a page lies in the docs anyway."""
    for each in [named] if isinstance(named, str | os.PathLike) else named:
        if not isinstance(each, RelativeDirPlaceholder):
            yield Path(each)


def _is_known(extension: str, options: Mapping[str, Any]) -> bool:
    """Whether an extension reads nothing but its page and what `_others` names."""
    if extension == _SNIPPETS:
        return options.get("restrict_base_path", True) and not options.get("url_download")
    if extension in _FOREIGN_FILES:
        return False
    return extension.partition(".")[0] in _PACKAGES or any(
        each.value.startswith("markdown.extensions.")
        for each in entry_points(group="markdown.extensions", name=extension)
    )
