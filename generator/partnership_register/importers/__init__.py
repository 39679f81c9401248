"""Turns an action plan in Word, Excel or CSV into a plan record, losing no word of it."""

from partnership_register.importers.paper import Paper
from partnership_register.importers.plan import ImportedPlan, plan_from
from partnership_register.importers.reading import read_paper
from partnership_register.importers.refusal import ImportRefused

__all__ = ["ImportRefused", "ImportedPlan", "Paper", "plan_from", "read_paper"]
