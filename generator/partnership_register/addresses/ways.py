"""Ways: where an address leads at which the site has nothing any more, without asking anybody.

What was renamed is followed to its new name. Anything else leads to the nearest page above it,
which is there itself, so that nobody is sent on twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from partnership_register.addresses.ledger import Ledger, path_at
from partnership_register.addresses.owners import Owner
from partnership_register.exports.redirects import leading_on


class Leading(NamedTuple):
    """A page that leads on: its path in the site, and what it is."""

    path: str
    content: bytes


class Copy(NamedTuple):
    """A file that goes on at its old path as well, since no program follows a page."""

    path: str
    of: str


def ways(
    ledger: Ledger, made: Set[str], pages: Container[str], owners: Iterable[Owner]
) -> Iterator[Leading | Copy]:
    """What must be put into the site so that every address of the ledger answers.

    `made` are the paths of all files of the site, and `pages` those of them that are pages to
    read. A file `terms.pdf` that is gone becomes a folder of this name, in which servers find
    a page.
    """
    missing = [address for address in ledger.lines if path_at(address) not in made]
    if not missing:
        return
    former = {old: owner.address for owner in owners for old in owner.former}
    taken = {path.lower() for path in made}
    folders = {path.rpartition("/")[0] for path in taken}
    for address in sorted(missing):
        now = translated(address, former)
        is_file = not address.endswith("/")
        path = path_at(address)
        if is_file and path_at(now) in made and path.lower() not in taken | folders:
            taken.add(path.lower())
            yield Copy(path, path_at(now))
            continue
        here = f"{address}/" if is_file else address
        path = path_at(here)
        if path.lower() in taken or any(step in taken for step in _files_above(here.lower())):
            continue  # of two that differ in case alone, one answers
        taken.add(path.lower())
        target = _nearest(now, pages)
        html = leading_on(target, here, is_gone=target.rstrip("/") != now.rstrip("/"))
        yield Leading(path, html.encode())


def translated(address: str, former: Mapping[str, str]) -> str:
    """An address as it is today, by the former addresses of partnerships and records.

    >>> former = {"/partnerships/old/": "/partnerships/new/",
    ...           "/partnerships/new/documents/a/": "/partnerships/new/documents/b/"}
    >>> translated("/partnerships/old/documents/a/terms.pdf", former)
    '/partnerships/new/documents/b/terms.pdf'
    """
    at = address.find("/", 1)
    while at >= 0:
        known = former.get(address[: at + 1])
        if known:
            address, at = known + address[at + 1 :], len(known) - 1
        at = address.find("/", at + 1)
    return address


def _files_above(address: str) -> Iterator[str]:
    """The paths that would all have to be folders for there to be a page at an address."""
    at = address.find("/", 1)
    while at >= 0:
        yield address[1:at]
        at = address.find("/", at + 1)


def _nearest(address: str, pages: Container[str]) -> str:
    """The nearest page at an address or above it; the home page is always there."""
    while address != "/" and path_at(address) not in pages:
        address = f"{address.rstrip('/').rpartition('/')[0]}/"
    return address
