"""Where things stand in a file, looked up only for the few that a problem is about."""

from __future__ import annotations

import re

import yaml

from partnership_register.problems import Problem
from partnership_register.records.letters import decoded
from partnership_register.records.lines import Here, place_in
from partnership_register.records.reading import tree_of


class Positions:
    """Where things stand in a file that has been read; its text is parsed once for all."""

    def __init__(self, content: bytes) -> None:
        text, _ = decoded(content, "")
        self._root, self._text = tree_of(text)

    def of(self, problem: Problem) -> tuple[int, int]:
        """Line and column, from 1, of the value, the key or the words that a problem is about.

        Where the way ends early (a key that is missing, a value written in short) the position
        is that of the innermost thing that is there.
        """
        node = self._root
        if node is None:
            return 1, 1
        mark = node.start_mark
        for number, step in enumerate(problem.loc):
            found = _step(node, step)
            if found is None:
                break
            key, node = found
            is_last = number == len(problem.loc) - 1
            mark = key.start_mark if is_last and problem.about_key and key else node.start_mark
        else:
            if within := self._within(node, problem.within):
                return within.line + 1, within.column + 1
        return mark.line + 1, mark.column + 1

    def _within(self, node: yaml.Node, words: str) -> Here | None:
        """Where the words begin, which the file may have broken into lines where it likes."""
        spaced = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = spaced.search(self._text, node.start_mark.index, node.end_mark.index)
        return place_in(self._text, found.start()) if words and found else None


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return (None, node.value[step]) if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    return None
