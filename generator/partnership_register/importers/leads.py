"""Parts a cell of leads into names, where nothing has to be guessed."""

import re
from collections.abc import Sequence

from partnership_register.importers.paper import Line
from partnership_register.importers.passage import begins_small, unfinished

_DOUBTFUL = re.compile(
    r"  |[&/?():;\u2013]|\s-\s|\. |\b(?:and|or|with|to|could|will|if|plus|via|at|then|from|by|"
    r"initially)\b",
    re.IGNORECASE,
)
_NOBODY = {"tbc", "tba", "tbd", "none", "nil", "vacant", "vacancy", "various", "-"}
_LONGEST_NAME = 8
"""In words; what is longer is a sentence."""


def names_of(lines: Sequence[Line]) -> list[str]:
    """The leads that a cell names, parted by commas, semicolons or line breaks alone.

    Empty where the cell could be parted in more than one way: an "and", two spaces, a sentence.
    """
    names = _pieces(lines)
    return names if all(_reads_as_name(name) for name in names) else []


def _pieces(lines: Sequence[Line]) -> list[str]:
    texts = [line.text for line in lines]
    parted = [text.rstrip(" ,;") for text in texts]
    wrapped = all(text.endswith((",", ";")) for text in texts[:-1])
    if len(texts) > 1 and not wrapped:
        # Lines and commas together may mean anything: a lead and a deputy, a name and an office.
        return [""] if any("," in text or ";" in text for text in parted) else parted
    mark = ";" if any(";" in text for text in texts) else ","
    whole = " ".join(texts).rstrip(" .;,")
    return [piece.strip() for piece in whole.split(mark)]


def _reads_as_name(name: str) -> bool:
    words = name.casefold().split()
    if not words or len(words) > _LONGEST_NAME or words[0] in _NOBODY:
        return False
    if begins_small(name) or unfinished(name) or _DOUBTFUL.search(name):
        return False
    # "Head of Performance Heads of Division": a second title opens where a comma is missing.
    return words[0].rstrip("s") not in (word.rstrip("s") for word in words[1:])
