"""From the Register to pages: what each page shows, as plain data, before any HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from partnership_register.model import RECORD_TYPES
from partnership_register.pages import any_record
from partnership_register.pages.page import Page
from partnership_register.register import Register

LISTS: tuple[Callable[[Register], Iterable[Page]], ...] = ()
"""What shows the whole register in one way: a function from the Register to its pages each."""


def pages_of(register: Register) -> Iterator[Page]:
    """Every page that the register makes, in no particular order."""
    for kind in RECORD_TYPES:
        for record in register.all(kind):
            yield any_record.page(register, record)
    for pages in LISTS:
        yield from pages(register)


__all__ = ["Page", "pages_of"]
