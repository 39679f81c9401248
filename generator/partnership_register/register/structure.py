"""How partnerships stand to each other: who is below whom, and who works beside whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership_register.model.partnership import Partnership
from partnership_register.register.register import Register
from partnership_register.register.standing import is_at_work

ORDER = ("strategic", "chairs", "statutory", "thematic", "area", "network", "sub-group")
"""The order of kinds of partnership beside each other, the highest first."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A partnership with those that stand below it."""

    partnership: Partnership
    below: tuple[Branch, ...]


def tree(register: Register) -> tuple[Branch, ...]:
    """Partnerships at work, each below its parent or else below the first it reports to.

    Every partnership stands there once. Where lines of report go round in a circle, the circle
    is cut at the partnership that comes first in the order of kinds.
    """
    at_work = sorted((p for p in register.all(Partnership) if is_at_work(p)), key=_order)
    above = {p.id: _above(register, p) for p in at_work}
    below: dict[str, list[Partnership]] = {}
    for partnership in at_work:
        upper = above[partnership.id]
        if upper:
            below.setdefault(upper.id, []).append(partnership)
    seen: set[str] = set()
    branches = [_branch(top, below, seen) for top in at_work if above[top.id] is None]
    for left_over in at_work:
        if left_over.id not in seen:
            branches.append(_branch(left_over, below, seen))
    return tuple(branches)


def each_branch(branches: Iterable[Branch], depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """All branches from top to bottom, each with how far below the top it stands."""
    for branch in branches:
        yield depth, branch
        yield from each_branch(branch.below, depth + 1)


def reports_to(register: Register, partnership: Partnership) -> tuple[Partnership, ...]:
    """The partnerships to which one reports, its parent not counted."""
    return tuple(
        found
        for ref in partnership.reports_to
        if (found := _named(register, partnership, ref)) and found.id != partnership.parent
    )


def works_with(register: Register, partnership: Partnership) -> tuple[Partnership, ...]:
    """The partnerships at work beside one, whichever of the two says so.

    Those above and below it are left out, since that they work together goes without saying.
    """
    own = (_named(register, partnership, ref) for ref in partnership.works_with)
    links = register.pointing_at(register.entry(partnership), "works_with")
    others = [*own, *(link.record for link in links)]
    found = {
        other.id: other
        for other in others
        if isinstance(other, Partnership)
        and is_at_work(other)
        and other is not partnership
        and not _in_line(register, partnership, other)
        and not _in_line(register, other, partnership)
    }
    return tuple(sorted(found.values(), key=_order))


def _order(partnership: Partnership) -> tuple[int, str, str]:
    return ORDER.index(partnership.type), partnership.title.casefold(), partnership.id


def _named(register: Register, source: Partnership, ref: str | None) -> Partnership | None:
    entry = register.resolve(("partnership",), ref, source) if ref else None
    return entry.record if entry and isinstance(entry.record, Partnership) else None


def _above(register: Register, partnership: Partnership) -> Partnership | None:
    for ref in (partnership.parent, *partnership.reports_to):
        found = _named(register, partnership, ref)
        if found and found is not partnership and is_at_work(found):
            return found
    return None


def _in_line(register: Register, lower: Partnership, upper: Partnership) -> bool:
    refs = (lower.parent, *lower.reports_to)
    return any(_named(register, lower, ref) is upper for ref in refs if ref)


def _branch(
    partnership: Partnership, below: dict[str, list[Partnership]], seen: set[str]
) -> Branch:
    seen.add(partnership.id)
    branches = []
    for other in below.get(partnership.id, ()):
        if other.id not in seen:
            branches.append(_branch(other, below, seen))
    return Branch(partnership, tuple(branches))
