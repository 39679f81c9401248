"""What the public may see, and from when: nothing past this room holds a withheld word."""

from partnership_register.disclosure.rules import Disclosed, Withheld, disclosed, names_of

__all__ = ["Disclosed", "Withheld", "disclosed", "names_of"]
