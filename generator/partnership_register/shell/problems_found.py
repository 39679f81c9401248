"""What ends a build that never began."""

from __future__ import annotations

from partnership_register.problems import Problem, as_text


class ProblemsFound(Exception):
    """The records have problems; raised before anything of the site is touched."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


class CannotBuild(Exception):
    """The settings are missing or wrong, or what they ask for is not installed."""


class SettingsWrong(CannotBuild):
    """The settings can be read, and their problems have lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems).rstrip("\n"))
        self.problems = problems


class EngineFailed(CannotBuild):
    """The site engine could not build the pages; the message is what it said."""
