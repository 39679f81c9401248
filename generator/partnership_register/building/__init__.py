"""From records to a finished site, folder by folder: what to read again, what to make again."""

from __future__ import annotations

from partnership_register.building.holdings import Holdings
from partnership_register.building.making import EngineSite, Progress, Project, make
from partnership_register.building.memory import Memory
from partnership_register.building.workshop import opened
from partnership_register.remembered import Remembered

__all__ = [
    "EngineSite",
    "Holdings",
    "Memory",
    "Progress",
    "Project",
    "Remembered",
    "make",
    "opened",
]
