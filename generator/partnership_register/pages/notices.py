"""Notices: the page that answers where a record was withdrawn, and why something is exempt."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model import RECORD_TYPES
from partnership_register.model.base import words
from partnership_register.model.notice import Notice
from partnership_register.model.visibility import ItemVisibility
from partnership_register.pages.addresses import HOME, REGISTER, record_address
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Link, Shape
from partnership_register.pages.writing import day
from partnership_register.register import Register

TEMPLATE = "views/notice.html"
SECTION = "Withdrawn"
"""No entry of the navigation: search engines are told to leave such pages out."""
_KINDS = {kind.kind: kind for kind in RECORD_TYPES}


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
    """The law by which something is exempt, to stand in a sentence."""
    return (
        f"paragraph {visibility.paragraph} of Part 1 of Schedule 12A to the Local Government"
        " Act 1972"
    )


def _page(register: Register, notice: Notice, id: str) -> Page:
    kind = _KINDS[notice.kind]
    title = f"{words(notice.kind)} withdrawn"
    above = REGISTER if notice.partnership else Link(words(kind.folder), f"/{kind.folder}/")
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
        (HOME, above),
    )


__all__ = ["NoticeView", "exempt_under", "pages"]
