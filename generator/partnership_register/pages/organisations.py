"""All organisations, from A to Z and by sector."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.organisation import Organisation
from partnership_register.pages.addresses import HOME, ORGANISATIONS, address
from partnership_register.pages.letters import Letter, by_letter, letter_links
from partnership_register.pages.lists import Lists
from partnership_register.pages.organisation import partnerships_of, sector_of
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Entry, Link, Shape
from partnership_register.pages.writing import plural, record_link
from partnership_register.register import Register


class SectorGroup(Shape, frozen=True):
    """The organisations of a sector."""

    title: str
    anchor: str
    organisations: tuple[Link, ...]


class OrganisationsView(Shape, frozen=True):
    """All organisations."""

    lead: str
    index: tuple[Link, ...]
    letters: tuple[Letter, ...]
    sectors: tuple[SectorGroup, ...]


def pages(register: Register, _: Lists) -> Iterator[Page]:
    """The list of organisations."""
    organisations = register.all(Organisation)
    letters = by_letter(entry for each in organisations for entry in _entries(register, each))
    said = plural(len(organisations), "organisation")
    view = OrganisationsView(
        f"{said} that sit on partnerships, lead actions or own risks.",
        letter_links(each.letter for each in letters),
        letters,
        tuple(_sectors(register)),
    )
    description = f"{said} from A to Z and by sector, with the partnerships they sit on."
    yield Page(ORGANISATIONS.url, "views/organisations.html", "Organisations", description,
               ORGANISATIONS.text, view, (HOME,))  # fmt: skip


def _entries(register: Register, organisation: Organisation) -> Iterator[Entry]:
    """The organisation under its name, and under each name that it had before."""
    sector = sector_of(register, organisation)
    number = len(partnerships_of(register, organisation))
    sits = plural(number, "partnership") if number else "Sits on no partnership now"
    facts = (sector.title if sector else "", sits)
    yield Entry(record_link(organisation), facts=tuple(fact for fact in facts if fact))
    for former in organisation.former_titles:
        now = f"Now {organisation.title}"
        yield Entry(Link(former, address(organisation)), facts=(now,))


def _sectors(register: Register) -> Iterator[SectorGroup]:
    for sector in register.council.sectors:
        found = [o for o in register.all(Organisation) if sector_of(register, o) is sector]
        if found:
            ordered = sorted(found, key=lambda each: each.title.casefold())
            links = tuple(record_link(each) for each in ordered)
            yield SectorGroup(sector.title, f"sector-{sector.id}", links)
