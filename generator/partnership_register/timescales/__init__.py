"""Reads the timescales of action plans, keeps the words of the officers and guesses nothing."""

from partnership_register.timescales.periods import (
    Anniversary,
    Duration,
    Period,
    Precision,
    Unit,
)
from partnership_register.timescales.reading import read
from partnership_register.timescales.terms import (
    Bearing,
    Dated,
    Extract,
    Immediate,
    Ongoing,
    Recurring,
    Relation,
    Relative,
    Term,
)
from partnership_register.timescales.timescale import Kind, Timescale

__all__ = [
    "Anniversary",
    "Bearing",
    "Dated",
    "Duration",
    "Extract",
    "Immediate",
    "Kind",
    "Ongoing",
    "Period",
    "Precision",
    "Recurring",
    "Relation",
    "Relative",
    "Term",
    "Timescale",
    "Unit",
    "read",
]
