"""Addresses for ever: what was published answers, as a page, one hop from one, or by a notice."""

from partnership_register.addresses.ledger import (
    Ledger,
    brought_up_to_date,
    path_at,
    read_ledger,
)
from partnership_register.addresses.losses import losses
from partnership_register.addresses.owners import Owner, file_of, is_awaited, owners
from partnership_register.addresses.ways import Copy, Leading, ways

__all__ = [
    "Copy",
    "Leading",
    "Ledger",
    "Owner",
    "brought_up_to_date",
    "file_of",
    "is_awaited",
    "losses",
    "owners",
    "path_at",
    "read_ledger",
    "ways",
]
