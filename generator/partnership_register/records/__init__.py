"""YAML text in, frozen typed records out; every problem of every file in one run."""

from partnership_register.records.attaching import Attachment
from partnership_register.records.letters import decoded
from partnership_register.records.loading import (
    Records,
    Unread,
    content_or_problem,
    load,
    located,
    oddity,
    read_record,
)
from partnership_register.scanning import COUNCIL_FOLDER

__all__ = [
    "COUNCIL_FOLDER",
    "Attachment",
    "Records",
    "Unread",
    "content_or_problem",
    "decoded",
    "load",
    "located",
    "oddity",
    "read_record",
]
