"""Losses: records whose addresses would not answer any more, and what to write so that they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from partnership_register.addresses.ledger import Ledger
from partnership_register.addresses.owners import Owner, area_of, file_of
from partnership_register.problems import Problem, nearest
from partnership_register.scanning import LEDGER


def losses(
    ledger: Ledger,
    owners: Iterable[Owner],
    is_awaited: Callable[[str], bool],
    root: str = "partnerships",
) -> list[Problem]:
    """A problem for each record that was published and has neither kept its address nor left word.

    `is_awaited` says of an address whether its record is there, but not to be shown yet, or not
    to be read. `root` is what the folder of records is called. Whether a file is gone or is only
    hidden makes no difference to what is said: anybody may read the log of a build.
    """
    if not ledger.lines:
        return []
    sight = _Sight(ledger, tuple(owners), is_awaited, root)
    return [*sight.gone(), *sight.reused(), *sight.respelt()]


class _Sight:
    def __init__(
        self,
        ledger: Ledger,
        owners: tuple[Owner, ...],
        is_awaited: Callable[[str], bool],
        root: str,
    ) -> None:
        self.ledger = ledger
        self.owners = owners
        self.is_awaited = is_awaited
        self.root = root
        self.at: Mapping[str, Owner] = {
            each: owner for owner in owners for each in (*owner.former, owner.address)
        }

    def gone(self) -> Iterator[Problem]:
        """Addresses of records at which nothing answers."""
        said: set[str] = set()
        for address, marks in self.ledger.marks.items():
            if address in self.at:
                continue
            lost = self._lost(address)
            if lost and lost not in said:
                said.add(lost)
                message = f'"{address}" was published, and no record answers there any more'
                yield self._problem(address, message, self._instead(lost, marks))

    def reused(self) -> Iterator[Problem]:
        """Addresses at which there is now what had been published at another."""
        for owner in self.owners:
            marks = self.ledger.marks.get(owner.address)
            if marks is None or owner.is_notice or owner.mark in marks:
                continue
            before = [each for each in self._marked.get(owner.mark, ()) if self._left(each, owner)]
            if before:
                yield self._problem(
                    owner.address,
                    f'"{owner.address}" was published for another record than'
                    f' {self.root}/{file_of(owner.address)}, which had "{before[0]}"',
                    "give it a name that was never used, or its old one; where it is the same"
                    " record as ever and two titles were exchanged, run: register addresses",
                )

    def respelt(self) -> Iterator[Problem]:
        """Files of which only small and capital letters have changed."""
        files = {file for owner in self.owners for file in owner.files}
        small = {file.lower(): file for file in files}
        for address in self.ledger.lines:
            now = small.get(address.lower()) if not address.endswith("/") else None
            if now and address not in files:
                name = address.rpartition("/")[2]
                yield self._problem(
                    address,
                    f'"{address}" was published, and to Windows it is the same as "{now}"',
                    f"call the file {name} again, or give it another name altogether",
                )

    def _lost(self, address: str) -> str:
        """The address, of a record or of its partnership, where something is lacking; or nothing.

        It is the one that the record would have today.
        """
        area = area_of(address)
        if not area:
            return "" if self.is_awaited(address) else address
        owner = self.at.get(area)
        if not owner:
            return "" if self.is_awaited(area) else area
        now = owner.address + address[len(area) :]
        is_answered = owner.is_notice or now in self.at or self.is_awaited(now)
        return "" if is_answered else now

    def _left(self, address: str, owner: Owner) -> bool:
        """Whether a record that had an address may be the one that is now at another."""
        if _folder(address) != _folder(owner.address):
            return False
        now = self.at.get(address)
        return now is None or now is owner or now.mark != owner.mark

    def _instead(self, lost: str, marks: str) -> str:
        old_file = f"{self.root}/{file_of(lost)}"
        keep = (
            f"to take the page away, keep {old_file} and write in it"
            " visibility: {state: withdrawn, on: 2026-03-12, reason: Published by mistake}"
        )
        heir = self._heir(lost, marks)
        if not heir:
            return f"if it has another name now, write former_ids there; {keep}"
        file = f"{self.root}/{file_of(heir)}"
        if _folder(heir) == _folder(lost):
            name = lost.strip("/").rpartition("/")[2]
            return f"if {file} is the same record, write former_ids: [{name}] in it; {keep}"
        return f"if {file} is the same record, say so in the reason; {keep}"

    def _heir(self, lost: str, marks: str) -> str:
        """The address of the new record that most likely is the lost one under another name."""
        beside = [each for each in self._new if _folder(each.address) == _folder(lost)]
        alike = [each.address for each in beside if each.mark in marks]
        if len(alike) == 1:
            return alike[0]
        names = {each.address.strip("/").rpartition("/")[2]: each.address for each in beside}
        near = nearest(lost.strip("/").rpartition("/")[2], names)
        if near:
            return names[near]
        kind = _kind(lost)
        moved = [
            each.address
            for each in self._new
            if each.mark in marks and _kind(each.address) == kind and each not in beside
        ]
        return moved[0] if len(moved) == 1 else ""

    @cached_property
    def _new(self) -> tuple[Owner, ...]:
        """Those that were never published where they are now."""
        known = self.ledger.lines
        return tuple(o for o in self.owners if o.address not in known and not o.is_notice)

    @cached_property
    def _marked(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for address, marks in self.ledger.marks.items():
            for mark in marks.split():
                found.setdefault(mark, []).append(address)
        return found

    def _problem(self, address: str, message: str, hint: str) -> Problem:
        return Problem(LEDGER, message, hint, (), self.ledger.lines[address], 1)


def _folder(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0]


def _kind(address: str) -> str:
    """The folder of a record's kind: two kinds never share one."""
    return _folder(address).rpartition("/")[2]
