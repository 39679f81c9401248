"""Turns a council's partnership records into its public register."""

__version__ = "0.1.0"
