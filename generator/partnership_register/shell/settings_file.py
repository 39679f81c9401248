"""The text of mkdocs.yml: where each setting stands in it, and what is wrong with it as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.cyaml import CSafeLoader

from partnership_register.problems import Problem, shown
from partnership_register.records import decoded
from partnership_register.records.lines import Mistake
from partnership_register.records.mistakes import mistake, no_keys
from partnership_register.records.quotes import quoted
from partnership_register.shell.problems_found import SettingsWrong


class SettingsFile:
    """A mkdocs.yml as it is written. Raises SettingsWrong where it is no sound YAML.

    Lines and columns count from 1, as those of problems do.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        text, unreadable = decoded(content, name)
        if unreadable:
            raise SettingsWrong(unreadable)
        try:
            self._top = yaml.compose(text, Loader=CSafeLoader)
        except yaml.YAMLError as error:
            raise self._wrong(_of_title(mistake(error, text), text)) from None
        if self._top and not isinstance(self._top, yaml.MappingNode):
            is_list = isinstance(self._top, yaml.SequenceNode)
            raise self._wrong(no_keys(text, self._top.start_mark.line, is_list=is_list))
        if twice := self._said_twice():
            raise SettingsWrong(twice)

    @classmethod
    def at(cls, path: Path) -> SettingsFile:
        """The one at a path. Raises OSError besides."""
        return cls(path.name, path.read_bytes())

    def problem(self, message: str, hint: str, *, key: str = "", value: str = "") -> Problem:
        """A problem at a value, or at a key of the whole file, or at its beginning."""
        line, column = self._place(key, value)
        return Problem(self.name, message, hint, (), line, column)

    def _place(self, key: str, value: str) -> tuple[int, int]:
        found = None
        for named, setting in self._settings():
            if named.value == key:
                found = next((n for n in _scalars(setting) if value and n.value == value), named)
        return (found.start_mark.line + 1, found.start_mark.column + 1) if found else (1, 1)

    def _settings(self) -> list[tuple[yaml.Node, yaml.Node]]:
        return self._top.value if self._top else []

    def _said_twice(self) -> tuple[Problem, ...]:
        before: dict[str, int] = {}
        found = []
        for named, _ in self._settings():
            line = named.start_mark.line + 1
            first = before.setdefault(str(named.value), line)
            if first != line:
                message = f'"{shown(named.value)}" stands twice; it is already on line {first}'
                place = (line, named.start_mark.column + 1)
                found.append(Problem(self.name, message, "keep one of the two", (), *place))
        return tuple(found)

    def _wrong(self, found: Mistake) -> SettingsWrong:
        (line, column), message, hint = found
        return SettingsWrong((Problem(self.name, message, hint, (), line + 1, column + 1),))


_TITLED = re.compile(r" *- +([^\"'].*?): +(/\S*|https?://\S+|[^\s:]+\.md) *")


def _of_title(found: Mistake, text: str) -> Mistake:
    """The mistake; where a title in the navigation has a colon in it, with quotes round that."""
    line = _TITLED.fullmatch(text.split("\n")[found.here.line])
    if not line or ": " not in line[1]:
        return found
    hint = f"put quotes round the title: {quoted(line[1])}: {shown(line[2], most=200)}"
    return found._replace(hint=hint)


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    """The words and numbers below a setting, keys of its own among them."""
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for below in node.value:
        for each in below if isinstance(below, tuple) else (below,):
            yield from _scalars(each)
