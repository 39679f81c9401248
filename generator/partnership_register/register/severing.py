"""Severing: references to what the public may not see are taken out of what it may see."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from partnership_register.disclosure import Disclosed, names_of
from partnership_register.model.base import Record, anchor
from partnership_register.model.walk import Prose, Reference, files_named_in, walk, without
from partnership_register.register.entries import Entry
from partnership_register.register.links import (
    TextLink,
    kinds_and_name,
    links_in,
    replaced,
    without_target,
)
from partnership_register.register.register import Name, Register


def severed(
    whole: Register,
    shown: Sequence[Disclosed],
    beside: Sequence[Disclosed] = (),
    *,
    in_text: bool = True,
) -> tuple[Disclosed, ...]:
    """What is `shown` without any reference to what of it, or of what is `beside` it, is withheld.

    `whole` is the register of everything before anything was withheld. A part that is nothing
    without such a reference, such as a paper without its document, goes as well, and so do then
    the references to that part, such as attendance to a seat. So `beside` has to be severed
    itself. A link in text becomes its words, and one without words "a record", in code as well,
    unless `in_text` is false: text then stays as it is written.
    """
    gone = _Gone((*shown, *beside))
    kept = [each.records.records for each in shown]
    while True:
        before = kept
        kept = [
            tuple(_severed(record, whole, gone, in_text=in_text) for record in each)
            for each in before
        ]
        pairs = zip(chain(*before), chain(*kept), strict=True)
        changed = [new for old, new in pairs if new is not old]
        if not changed:
            break
        gone.left |= {record.path: frozenset(names_of(record)) for record in changed}
    seen = chain(*kept, *(each.records.records for each in beside))
    named = {path for record in seen for path in _files(record)}
    return tuple(
        _with(each, records, gone, named) for each, records in zip(shown, kept, strict=True)
    )


def _with(
    shown: Disclosed, records: tuple[Record, ...], gone: _Gone, named: Container[str]
) -> Disclosed:
    """What is shown with these records, the names left in them, and the files that are named."""
    held = shown.records.attachments
    attachments = {path: file for path, file in held.items() if path in named}
    parts = {record.path: gone.left[record.path] for record in records if record.path in gone.left}
    return replace(
        shown,
        records=replace(shown.records, records=records, attachments=attachments),
        parts=parts,
    )


def as_known(register: Register, record: Record) -> Record:
    """A record without references to what a public register does not know.

    What all folders have in common is severed before anybody has looked into the folders, so that
    `established_by` may still name a decision in one of them that is withheld.
    """

    def is_unknown(reference: Reference) -> bool:
        return register.resolve(reference.kinds, reference.value, record) is None

    def write(link: TextLink) -> str | None:
        return None if register.link_target(link.target, record) else without_target(link)

    return without(record, is_unknown, lambda text: replaced(text, write, write)) or record


def shut(whole: Register, record: Record, told: Sequence[Disclosed]) -> Iterator[Name]:
    """What a record names of all that is withheld.

    What all folders have in common is severed before anybody has looked into the folders; in the
    register of its own folder a partnership then names nothing else that is called the same.
    """
    gone = _Gone(told)
    for found in walk(record):
        names: list[tuple[Iterable[str], str]] = []
        if isinstance(found, Reference):
            names = [(found.kinds, found.value)]
        elif isinstance(found, Prose):
            names = [kinds_and_name(link.target) for link in links_in(found.text)]
        for kinds, value in names:
            if gone.has(whole.candidates(kinds, value, record)):
                yield Name(record.path, frozenset(kinds), value)


class _Gone:
    """What is not there any more of what is shown."""

    def __init__(self, told: Iterable[Disclosed]) -> None:
        self.paths = frozenset[str]().union(*(each.gone for each in told))
        self.left = {path: names for each in told for path, names in each.parts.items()}
        """By the paths of records that are not whole, the kinds and names of the parts left."""

    def has(self, entries: Iterable[Entry]) -> bool:
        """Whether any of them is gone."""
        return any(map(self._has, entries))

    def _has(self, entry: Entry) -> bool:
        path = entry.record.path
        if path in self.paths:
            return True
        left = self.left.get(path)
        return (
            left is not None
            and entry.part is not None
            and (entry.kind, anchor(entry.part.key)) not in left
        )


def _severed(record: Record, whole: Register, gone: _Gone, *, in_text: bool) -> Record:
    def names_what_is_gone(reference: Reference) -> bool:
        target = whole.resolve(reference.kinds, reference.value, record)
        return target is not None and gone.has((target,))

    def without_links(text: str) -> str:
        return replaced(text, write, write) if in_text else text

    def write(link: TextLink) -> str | None:
        is_gone = gone.has(whole.link_target(link.target, record))
        return without_target(link) if is_gone else None

    return without(record, names_what_is_gone, without_links) or record


def _files(record: Record) -> Iterable[str]:
    folder = record.path.rpartition("/")[0]
    return (f"{folder}/{found.name}" for found in files_named_in(record))
