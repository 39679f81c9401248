"""The shortlist: actions of the highest priority, each with the actions that it incorporates."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from partnership_register.register.entries import Entry
from partnership_register.register.work import Work, is_closed

K = TypeVar("K", bound=Hashable)


def may_be_shortlisted(each: Work) -> bool:
    """Whether an action has priority 1, and is neither dealt with elsewhere nor given up."""
    level = each.priority and each.priority.level
    return (
        level == 1
        and not each.action.handled_elsewhere
        and each.status != "withdrawn"
        and not is_closed(each.holder)
    )


def incorporated(each: Work) -> tuple[Entry, ...]:
    """The actions that an action itself says it incorporates."""
    return tuple(tie.entry for tie in each.ties if tie.is_own and tie.kind == "incorporates")


def shortlist(
    wanted: Sequence[K], incorporates: Mapping[K, Sequence[K]]
) -> tuple[tuple[K, tuple[K, ...]], ...]:
    """Actions that may be shortlisted, each with all that it incorporates, in the order given.

    `incorporates` is what each action itself incorporates; what that incorporates in turn is
    found from it. An action that another entry incorporates is shown there and is no entry of
    its own. Actions are keys of any kind, since they may come from many folders.
    """
    inside = {each: _incorporated(each, incorporates) for each in wanted}
    covered = {inner for each in wanted for inner in inside[each]}
    entries = [(each, inside[each]) for each in wanted if each not in covered]
    shown = {one for each, within in entries for one in (each, *within)}
    for each in wanted:
        if each not in shown:  # actions that incorporate each other in a circle
            entries.append((each, inside[each]))
            shown |= {each, *inside[each]}
    return tuple(entries)


def _incorporated(each: K, incorporates: Mapping[K, Sequence[K]]) -> tuple[K, ...]:
    """All that an action incorporates, directly or by way of what it incorporates."""
    found: dict[K, None] = {}
    waiting: Sequence[K] = [each]
    while waiting:
        inner = [one for outer in waiting for one in incorporates.get(outer, ())]
        waiting = [one for one in dict.fromkeys(inner) if one not in found and one != each]
        found |= dict.fromkeys(waiting)
    return tuple(found)
