"""Which rows of a table are its headings: the first of them, and those that come back."""

from collections.abc import Sequence

from partnership_register.importers.paper import Row
from partnership_register.importers.synonyms import likely_meaning_of, meanings_of, normal

_LONGEST_HEADING = 80


def header_at(rows: Sequence[Row], *, loosely: bool = False) -> int | None:
    """The number of the first row that reads as the headings of an action plan, or None."""
    found = (number for number, row in enumerate(rows) if is_header(row, loosely=loosely))
    return next(found, None)


def is_header(row: Row, *, loosely: bool = False) -> bool:
    """Whether a row holds the headings of an action plan: one for the action and one more.

    `loosely` counts headings of which only the main word is known.
    """
    texts = [cell.text for cell in row.filled]
    if len(texts) < 2 or any(len(text) > _LONGEST_HEADING for text in texts):
        return False
    found = [meanings_of(text) for text in texts]
    if loosely:
        likely = [likely_meaning_of(text) for text in texts]
        found = [f or ((m,) if m else ()) for f, m in zip(found, likely, strict=True)]
    known = [meanings for meanings in found if meanings]
    heads_actions = any("action" in meanings for meanings in known)
    return heads_actions and len({m[0] for m in known}) > 1 and 2 * len(known) >= len(texts)


def is_header_of_another(row: Row) -> bool:
    """Whether a row below the header holds headings throughout, so that a second plan begins."""
    return is_header(row) and all(meanings_of(cell.text) for cell in row.filled)


def is_repeated_header(row: Row, headers: Sequence[Row]) -> bool:
    """Whether a row says the headings again, as it does on the next page.

    A heading that was left empty the one time or the other makes no difference.
    """
    texts = {cell.start: normal(cell.text) for cell in row.filled}
    for header in headers:
        heads = {cell.start: normal(cell.text) for cell in header.filled}
        both = heads.keys() & texts.keys()
        if len(both) > 1 and all(heads[start] == texts[start] for start in both):
            return 2 * len(both) > len(texts)
    return False
