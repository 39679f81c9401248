"""Turns a council's partnership records into its public register."""
