"""Notices: the page that answers where a record was withdrawn, and why something is exempt."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import words
from partnership_register.model.notice import Notice
from partnership_register.model.partnership import Partnership
from partnership_register.model.visibility import ItemVisibility
from partnership_register.pages.addresses import HOME, REGISTER, record_address
from partnership_register.pages.area import way_to
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Link, Shape
from partnership_register.pages.writing import day
from partnership_register.register import Register

TEMPLATE = "views/notice.html"
SECTION = "Withdrawn"
"""No entry of the navigation: search engines are told to leave such pages out."""
_KINDS = {kind.kind: kind for kind in RECORD_TYPES}
_EXEMPT = {
    "1": "about a particular person",
    "2": "likely to reveal who somebody is",
    "3": "about the financial or business affairs of somebody in particular",
    "4": "about consultations or negotiations with staff",
    "5": "legally privileged",
    "6": "about a notice, order or direction that is to be given",
    "7": "about preventing, investigating or prosecuting crime",
}
"""What each paragraph exempts, in fewer words than the Act's, to follow "information"."""


class NoticeView(Shape, frozen=True):
    """What is said in the place of a record."""

    title: str
    text: str
    reason: str
    contact: Link


def pages(register: Register) -> Iterator[Page]:
    """The page of each notice, at every address that the record had."""
    for notice in register.notices:
        for id in (notice.id, *notice.former_ids):
            yield _page(register, notice, id)


def exempt_under(visibility: ItemVisibility) -> str:
    """The law by which something is exempt and what it is about, to stand in a sentence."""
    about = _EXEMPT.get(visibility.paragraph or "", "")
    return (
        f"paragraph {visibility.paragraph} of Part 1 of Schedule 12A to the Local Government"
        f" Act 1972 (information {about})"
    )


def _page(register: Register, notice: Notice, id: str) -> Page:
    kind = _KINDS[notice.kind]
    title = f"{words(notice.kind)} withdrawn"
    partnership = register.get(Partnership, notice.partnership)
    above: tuple[Link, ...] = (HOME, Link(words(kind.folder), f"/{kind.folder}/"))
    if partnership:
        above = way_to(partnership)
    elif notice.partnership:
        above = (HOME, REGISTER)
    contact = register.council.contact
    view = NoticeView(
        title,
        f"What stood here was withdrawn on {day(notice.on)}.",
        notice.reason,
        Link(contact.email, f"mailto:{contact.email}", contact.team),
    )
    return Page(
        record_address(kind, id, notice.partnership),
        TEMPLATE,
        title,
        view.text,
        SECTION,
        view,
        above,
    )


__all__ = ["NoticeView", "exempt_under", "pages"]
