"""YAML text in, frozen typed records out; every problem of every file in one run."""

from partnership_register.records.letters import decoded
from partnership_register.records.loading import (
    Attachment,
    Records,
    Unread,
    load,
    located,
    read_record,
)
from partnership_register.scanning import COUNCIL_FOLDER

__all__ = [
    "COUNCIL_FOLDER",
    "Attachment",
    "Records",
    "Unread",
    "decoded",
    "load",
    "located",
    "read_record",
]
