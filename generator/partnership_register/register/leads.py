"""Who leads on work: everybody who is named, with all that they answer for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership_register.model.action import Lead
from partnership_register.model.base import Record
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Partnership
from partnership_register.model.plan import Plan
from partnership_register.register.lead_names import name_key, names_nobody
from partnership_register.register.register import Register
from partnership_register.register.work import Work, work


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """An action or a section of a plan, or a part of it, that somebody answers for."""

    holder: Record
    work: Work | None
    """None where the lead stands at the section of a plan and not at an action."""
    section: int | None = None
    """The place of that section in its plan."""
    part: str = ""
    """The part of the action that is meant, in words."""
    named_as: str = ""
    """The words of the record for the lead."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who leads on work, and all that they lead on."""

    name: str
    """What they are called; `pages` makes the address from `key`."""
    key: str
    """The id of the organisation or partnership, or the words as an address can hold them."""
    body: Organisation | Partnership | None
    shares: tuple[Share, ...]

    @property
    def works(self) -> tuple[Work, ...]:
        """The actions, each once, in the order of the register."""
        return tuple(dict.fromkeys(share.work for share in self.shares if share.work))


def leads(register: Register) -> tuple[Owner, ...]:
    """Everybody who leads on work in the charge of the register, by name, with that work.

    A lead with both a name and a body is found under each. Names count as the same where an
    address could not tell them apart.
    """
    names: dict[str, str] = {}
    bodies: dict[str, Organisation | Partnership] = {}
    shares: dict[str, list[Share]] = {}
    for name, body, share in _shares(register):
        key = body.id if body else name_key(name)
        if body:
            bodies[key] = body
        names.setdefault(key, name)
        shares.setdefault(key, []).append(share)
    owners = (
        Owner(bodies[key].label if key in bodies else names[key], key, bodies.get(key),
              tuple(dict.fromkeys(each)))
        for key, each in shares.items()
    )  # fmt: skip
    return tuple(sorted(owners, key=lambda owner: (owner.name.casefold(), owner.key)))


def _shares(
    register: Register,
) -> Iterator[tuple[str, Organisation | Partnership | None, Share]]:
    """Every lead that is named, under each name and each body it goes by."""
    for each in work(register):
        for lead in each.action.leads:
            yield from _shares_of(register, each, lead)
        words = each.action.leads_text
        if words and not each.action.leads and not names_nobody(words):
            yield words, None, Share(each.holder, each, named_as=words)
    for plan in register.own(Plan):
        for number, section in enumerate(plan.sections):
            for words in section.leads_text:
                if not names_nobody(words):
                    yield words, None, Share(plan, None, number, named_as=words)


def _shares_of(
    register: Register, each: Work, lead: Lead
) -> Iterator[tuple[str, Organisation | Partnership | None, Share]]:
    share = Share(each.holder, each, None, lead.part or "", lead.name or "")
    if lead.name and not names_nobody(lead.name):
        yield lead.name, None, share
    for kind, ref in (("organisation", lead.organisation), ("partnership", lead.partnership)):
        entry = register.resolve((kind,), ref, each.holder) if ref else None
        if entry and isinstance(entry.record, Organisation | Partnership):
            yield entry.record.label, entry.record, share
