"""What the site engine refuses, as problems that say where, what is wrong and what to write.

MkDocs has its own words for an officer's mistakes, and in its strict mode it ends after them. They
are heard while it runs, and said again here. What nobody has foreseen is said as it stands.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from partnership_register.problems import Problem, did_you_mean, nearest, shown
from partnership_register.records import content_or_problem, decoded
from partnership_register.scanning import files_below
from partnership_register.shell.settings_file import SettingsFile


@contextmanager
def heard() -> Iterator[list[str]]:
    """What the engine warns of meanwhile, which it takes as a reason to end; nobody else hears."""
    warned: list[str] = []
    taker = logging.Handler(logging.WARNING)
    taker.emit = lambda record: warned.append(record.getMessage())  # type: ignore[method-assign]
    engine = logging.getLogger("mkdocs")
    handlers, level = engine.handlers, engine.level
    engine.handlers = [taker]
    engine.setLevel(logging.WARNING)
    try:
        yield warned
    finally:
        engine.handlers = handlers
        engine.setLevel(level)


@dataclass(frozen=True)
class Sources:
    """What the engine was given: its settings and the folder of pages written by hand."""

    settings: SettingsFile
    docs: Path

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files below the folder of pages."""
        return tuple(found.path for found in files_below(self.docs) if found.is_file)

    def text(self, page: str) -> str:
        """The text of a page; empty where it cannot be read."""
        content, _ = content_or_problem(str(self.docs / page), page)
        return decoded(content or b"", page)[0]


def refusals(warned: Iterable[str], sources: Sources) -> list[Problem]:
    """A problem for each thing that the engine said."""
    pages = Pages(sources)
    problems = []
    for said in warned:
        if link := _LINK.match(said):
            problems.append(pages.link(link["page"], link["url"], link["anchor"]))
        elif in_navigation := _IN_NAVIGATION.match(said):
            problems.append(_navigation(in_navigation[1], sources))
        elif unlisted := _NOT_IN_NAVIGATION.match(said):
            problems += (_unlisted(page, sources) for page in unlisted[1].split("\n  - "))
        else:
            problems.append(_as_it_stands(said, sources))
    return problems


def _as_it_stands(said: str, sources: Sources) -> Problem:
    message = f"the site engine says: {shown(_here(said, sources), most=300)}"
    hint = "ask whoever looks after the website, or take back what was changed last"
    if page := _OF_PAGE.match(said):
        return Problem(f"{sources.docs.name}/{page[1]}", message, hint, (), 1, 1)
    return sources.settings.problem(message, hint)


def settings_refusals(
    warned: Iterable[str], settings: SettingsFile, known: Iterable[str]
) -> tuple[Problem, ...]:
    """A problem for each setting that the engine cannot use; it knows those that are `known`."""
    return tuple(_setting(said, settings, tuple(known)) for said in warned)


_LINK = re.compile(
    r"Doc file '(?P<page>[^']*)' contains an? (?:unrecognized relative )?link '(?P<url>.*?)'"
    r"(?:,|$)(?P<anchor> but (?:there is no such anchor|the doc '.*' does not contain an anchor))?"
)
_OF_PAGE = re.compile("(?:Doc file|Error reading page|Error building page) '([^']*)'")
_IN_NAVIGATION = re.compile(r"A reference to '(.*)' is included in the 'nav' configuration, which")
_NOT_IN_NAVIGATION = re.compile(
    r"(?s)The following pages exist in the docs directory, but are not.*?\n  - (.*)"
)
CODE = re.compile(r"(?ms)^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)")
"""Code in a page: lines between fences, or, if the second group is there, words in a line."""


class Pages:
    """Finds the places of links in pages, the first time a link is asked for its first place."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._places: dict[tuple[str, str], Iterator[re.Match[str]]] = {}

    def link(self, page: str, url: str, anchor: str | None) -> Problem:
        """The problem of a link that leads nowhere."""
        place, is_picture = self._next(page, url)
        message, hint = self._said(page, url, anchor, is_picture=is_picture)
        return self._problem(page, message, hint, place)

    def problem(self, page: str, url: str, message: str, hint: str) -> Problem:
        """Another problem of a link."""
        return self._problem(page, message, hint, self._next(page, url)[0])

    def _problem(self, page: str, message: str, hint: str, place: tuple[int, int]) -> Problem:
        return Problem(f"{self._sources.docs.name}/{page}", message, hint, (), *place)

    def _next(self, page: str, url: str) -> tuple[tuple[int, int], bool]:
        """The line and column of the next such link, and whether it is one of a picture."""
        text = self._sources.text(page)
        found = next(self._found(page, url, text), None)
        at = found.start("url") if found else 0
        place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        return place, bool(found and found["picture"])

    def _found(self, page: str, url: str, text: str) -> Iterator[re.Match[str]]:
        """Each place where a page links so, outside of code."""
        if (page, url) not in self._places:
            written = re.compile(
                r"(?:(?P<picture>!)?\[[^\[\]]*\]\(\s*<?|\]:\s*<?|\b(?:href|src)\s*=\s*[\"']?)"
                rf"(?P<url>{re.escape(url)})(?=[\s)>\"']|$)",
                re.MULTILINE,
            )
            no_code = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
            self._places[page, url] = written.finditer(no_code)
        return self._places[page, url]

    def _said(
        self, page: str, url: str, anchor: str | None, *, is_picture: bool
    ) -> tuple[str, str]:
        if anchor:
            return (
                f'the page links to "{shown(url)}", and there is no heading of that name',
                "write what the address of the page has behind the # when you choose the heading",
            )
        if "@" in url and "/" not in url:
            message = f'the page links to "{shown(url)}" as if it were a page'
            return message, f"write mailto: before it: (mailto:{shown(url)})"
        if url.lower().startswith("www."):
            message = f'the page links to "{shown(url)}" as if it were a page'
            return message, f"write https:// before it: (https://{shown(url)})"
        does = "shows the picture" if is_picture else "links to"
        near = self._nearest(page, url)
        hint = (
            f"did you mean {shown(near)}?"
            if near
            else f"put the file into {self._sources.docs.name}, or take it out of the page"
        )
        return f'the page {does} "{shown(url)}", which is not there', hint

    def _nearest(self, page: str, url: str) -> str:
        """The path from a page to the file whose path is most like that of a link."""
        folder = posixpath.dirname(page)
        target = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(url).path)))
        near = _like(target, self._sources.files)
        return posixpath.relpath(near, folder or ".") if near else ""


def _like(path: str, files: Iterable[str]) -> str:
    """The file whose path is most like one that is not there; its ending counts for nothing."""
    stems = {posixpath.splitext(file)[0].lower(): file for file in files}
    near = nearest(posixpath.splitext(path)[0], stems)
    return stems[near] if near else ""


def _navigation(named: str, sources: Sources) -> Problem:
    message = f'the navigation names "{shown(named)}", and there is no such page'
    near = _like(named, (path for path in sources.files if path.endswith(".md")))
    hint = (
        f"did you mean {shown(near)}?"
        if near
        else f"write the name of a file in {sources.docs.name}, or delete the line"
    )
    return sources.settings.problem(message, hint, key="nav", value=named)


def _unlisted(page: str, sources: Sources) -> Problem:
    message = f"the navigation does not name the page {shown(page)}"
    return sources.settings.problem(message, "add it, or delete the page", key="nav")


def _here(said: str, sources: Sources) -> str:
    """What was said, without where on this machine the project lies."""
    return said.replace(f"{sources.docs.parent}/", "")


_SETTING = re.compile(r"(?s)Config value '([^']*)': (.*)")
_Explain = Callable[[str, re.Match[str], SettingsFile, tuple[str, ...]], Problem]


def _setting(said: str, settings: SettingsFile, known: tuple[str, ...]) -> Problem:
    about = _SETTING.match(said)
    key, reason = (about[1], about[2]) if about else ("", said)
    for pattern, explain in _EXPLAINED:
        if found := pattern.match(reason):
            return explain(key, found, settings, known)
    message = f'"{shown(key)}" cannot be used as it stands: {shown(reason, most=300)}'
    return settings.problem(message, "put that right, or take back what was changed last", key=key)


def _unknown(key: str, _: re.Match[str], settings: SettingsFile, known: tuple[str, ...]) -> Problem:
    hint = did_you_mean(key, known) or "delete the line"
    return settings.problem(f'there is no setting "{shown(key)}"', hint, key=key)


def _missing(key: str, _: re.Match[str], settings: SettingsFile, __: tuple[str, ...]) -> Problem:
    return settings.problem(f'"{key}" is missing', f"write it on a line of its own: {key}: ...")


def _no_folder(
    key: str, found: re.Match[str], settings: SettingsFile, _: tuple[str, ...]
) -> Problem:
    message = f'there is no folder "{shown(found[1])}"'
    hint = "write the name of a folder beside this file"
    return settings.problem(message, hint, key=key, value=found[1])


def _not_installed(
    key: str, found: re.Match[str], settings: SettingsFile, _: tuple[str, ...]
) -> Problem:
    name = found[1] or found[2]
    what = "plug-in" if found[1] else "theme"
    usual = "partnership-register" if found[1] else "material"
    message = f'the {what} "{shown(name)}" is not installed'
    hint = did_you_mean(name, [usual]) or "have it installed, or delete it here"
    return settings.problem(message, hint, key=key, value=name)


def _no_web_address(
    key: str, _: re.Match[str], settings: SettingsFile, __: tuple[str, ...]
) -> Problem:
    message = f'what stands after "{key}" is not a web address'
    return settings.problem(message, "write it as browsers show it, with https:// before it",
                            key=key)  # fmt: skip


def _other_type(
    key: str, found: re.Match[str], settings: SettingsFile, _: tuple[str, ...]
) -> Problem:
    message = f'what stands after "{key}" is not of the kind that belongs there'
    hints = {"bool": "write true or false", "str": "write one text"}
    hint = hints.get(found[1], "write a list below it, each entry with a hyphen and a space")
    return settings.problem(message, hint, key=key)


def _no_option(
    key: str, found: re.Match[str], settings: SettingsFile, _: tuple[str, ...]
) -> Problem:
    message = f'there is no setting "{shown(found[2])}" of the plug-in {shown(found[1])}'
    hint = did_you_mean(found[2], ["records_dir", "as_of"]) or "delete the line"
    return settings.problem(message, hint, key=key, value=found[2])


_EXPLAINED: tuple[tuple[re.Pattern[str], _Explain], ...] = (
    (re.compile("Unrecognised configuration name"), _unknown),
    (re.compile("Required configuration not provided"), _missing),
    (re.compile("The path '(.*)' isn't an existing directory"), _no_folder),
    (re.compile(r"The path set in custom_dir \('(.*)'\) does not exist"), _no_folder),
    (re.compile("The \"(.*)\" plugin is not installed|Unrecognised theme name: '(.*?)'"),
     _not_installed),
    (re.compile("The URL isn't valid"), _no_web_address),
    (re.compile("Expected type: <class '(bool|str)'>|Expected .*list"), _other_type),
    (re.compile("Plugin '(.*)' option '(.*)': Unrecognised configuration name"), _no_option),
)  # fmt: skip
