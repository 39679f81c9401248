"""All records by id, with references resolved both ways and the facts that follow from them."""

from partnership_register.register.checks import problems_of
from partnership_register.register.entries import Entry
from partnership_register.register.register import Backlink, Register
from partnership_register.register.severing import as_known, severed, shut

__all__ = ["Backlink", "Entry", "Register", "as_known", "problems_of", "severed", "shut"]
