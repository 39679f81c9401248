"""Severing: references to what the public may not see are taken out of what it may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from partnership_register.disclosure import Disclosed, names_of
from partnership_register.model.base import Record, anchor
from partnership_register.model.walk import NamedFile, Reference, walk, without
from partnership_register.records import Records
from partnership_register.register.entries import Entry
from partnership_register.register.links import TextLink, replaced, unnamed
from partnership_register.register.register import LINKABLE, Register


def severed(whole: Register, shown: Disclosed, *beside: Disclosed) -> Records:
    """The records of `shown` without any reference to what it, or those `beside` it, withhold.

    `whole` is the register of everything before anything was withheld. A part that is nothing
    without such a reference, such as a paper without its document, goes as well, and so do then
    the references to that part. A link in text becomes its words, and one without words the
    name of the kind.
    """
    gone = frozenset[str]().union(*(each.gone for each in (shown, *beside)))
    left = {path: names for each in (shown, *beside) for path, names in each.parts.items()}
    records = shown.records.records
    while True:
        before = records
        records = tuple(_severed(record, whole, gone, left) for record in before)
        changed = [new for old, new in zip(before, records, strict=True) if new is not old]
        if not changed:
            seen = (*records, *(r for each in beside for r in each.records.records))
            named = {path for record in seen for path in _files(record)}
            held = shown.records.attachments
            attachments = {path: file for path, file in held.items() if path in named}
            return replace(shown.records, records=records, attachments=attachments)
        left |= {record.path: frozenset(names_of(record)) for record in changed}


def as_known(register: Register, record: Record) -> Record:
    """A record without references to what a public register does not know.

    What all folders have in common is severed before anybody has looked into the folders, so that
    `established_by` may still name a decision in one of them that is withheld.
    """

    def is_unknown(reference: Reference) -> bool:
        return register.resolve(reference.kinds, reference.value, record) is None

    def write(link: TextLink) -> str:
        if register.link_target(link.target, record):
            return f"[[{link.target}|{link.words}]]" if link.words else f"[[{link.target}]]"
        kind, colon, _ = link.target.partition(":")
        return link.words or unnamed(kind if colon and kind in LINKABLE else "")

    return without(record, is_unknown, lambda text: replaced(text, write)) or record


def _severed(
    record: Record,
    whole: Register,
    gone: frozenset[str],
    left: dict[str, frozenset[tuple[str, str]]],
) -> Record:
    def is_gone(entry: Entry | None) -> bool:
        if entry is None:
            return False
        path = entry.record.path
        if path in gone:
            return True
        name = (entry.kind, anchor(entry.part.key)) if entry.part else None
        return path in left and name is not None and name not in left[path]

    def names_what_is_gone(reference: Reference) -> bool:
        return is_gone(whole.resolve(reference.kinds, reference.value, record))

    def without_links(text: str) -> str:
        return replaced(text, write)

    def write(link: TextLink) -> str:
        targets = whole.link_target(link.target, record)
        if any(is_gone(target) for target in targets):
            return link.words or unnamed(next(t.kind for t in targets if is_gone(t)))
        return f"[[{link.target}|{link.words}]]" if link.words else f"[[{link.target}]]"

    return without(record, names_what_is_gone, without_links) or record


def _files(record: Record) -> Iterable[str]:
    folder = record.path.rpartition("/")[0]
    return (f"{folder}/{f.name}" for f in walk(record) if isinstance(f, NamedFile))
