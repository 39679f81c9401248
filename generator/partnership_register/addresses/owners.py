"""Owners: who answers at the address of a record, and at those that the record had before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.notice import Notice
from partnership_register.model.walk import files_named_in
from partnership_register.pages.addresses import address, file_address, record_address
from partnership_register.scanning import COUNCIL_FOLDER

WITHDRAWN = "withdrawn"
"""The mark of a record that nobody may know again."""
_AREAS = "partnerships"
_KINDS = {kind.kind: kind for kind in RECORD_TYPES}


class Owner(msgspec.Struct, frozen=True, array_like=True):
    """A public record, or the notice in its place, by its addresses."""

    address: str
    mark: str
    """By which a record is known again under another name: it comes of kind and title."""
    former: tuple[str, ...] = ()
    """Addresses that the record had before."""
    files: tuple[str, ...] = ()
    """The addresses of the files beside it."""

    @property
    def is_notice(self) -> bool:
        """Whether the record was withdrawn."""
        return self.mark == WITHDRAWN


def owners(records: Iterable[Record], notices: Iterable[Notice]) -> Iterator[Owner]:
    """The owners that public records and notices make."""
    for record in records:
        if isinstance(record, Council):
            continue  # it has no page
        here = address(record)
        above = here.rstrip("/").rpartition("/")[0]
        former = tuple(f"{above}/{id}/" for id in record.former_ids)
        yield Owner(here, _mark(record), former, tuple(_files(record)))
    for notice in notices:
        kind = _KINDS[notice.kind]
        here, *before = (
            record_address(kind, id, notice.partnership) for id in (notice.id, *notice.former_ids)
        )
        yield Owner(here, WITHDRAWN, tuple(before))


def is_awaited(record: Record) -> bool:
    """Whether a record that is not shown will be shown again by itself: it is under embargo."""
    return record.visibility is not None and record.visibility.state == "embargoed"


def file_of(address: str) -> str:
    """The file of the record at an address, below the folder of records.

    >>> file_of("/partnerships/safer/"), file_of("/partnerships/safer/documents/terms/")
    ('safer/partnership.yml', 'safer/documents/terms.yml')
    >>> file_of("/risks/flood/")
    '_council/risks/flood.yml'
    """
    first, *rest = address.strip("/").split("/")
    if first != _AREAS:
        return "/".join((COUNCIL_FOLDER, first, *rest)) + ".yml"
    return f"{rest[0]}/partnership.yml" if len(rest) == 1 else f"{'/'.join(rest)}.yml"


def area_of(address: str) -> str:
    """The address of the partnership below which an address lies; empty for any other.

    >>> area_of("/partnerships/safer/documents/terms/"), area_of("/partnerships/safer/")
    ('/partnerships/safer/', '')
    """
    steps = address.split("/", 3)
    below = len(steps) == 4 and steps[1] == _AREAS and steps[3]
    return f"/{steps[1]}/{steps[2]}/" if below else ""


def _mark(record: Record) -> str:
    """Meetings and the like have no title of their own, and are all alike."""
    said = f"{record.kind}\n{getattr(record, 'title', None) or ''}"
    return blake2b(said.encode(), digest_size=4).hexdigest()


def _files(record: Record) -> Iterator[str]:
    for name in dict.fromkeys(found.name for found in files_named_in(record)):
        yield file_address(record, name)
