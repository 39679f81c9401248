"""YAML text in, frozen typed records out; every problem of every file in one run."""

from partnership_register.records.loading import Attachment, Records, load, located, read_record

__all__ = ["Attachment", "Records", "load", "located", "read_record"]
