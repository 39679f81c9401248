"""The text around the plan: which of it is the title, which a heading of the first table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partnership_register.importers.passage import Passage, ended

_LONGEST_TITLE = 200
_LABEL = re.compile(
    r"(?:appendix|annexe?|enclosure|agenda|item|paper|draft|final|confidential|version)"
    r"(?: (?:item|no\.?|\w{1,4}))*[.:]?",
    re.IGNORECASE,
)
"""What stands above a title without being one: "Appendix A", "Draft"."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Words outside the rows; `rank` is 0 for a title, 1 to 9 for a heading, None for text."""

    passage: Passage
    rank: int | None = None


def title_and_heading(
    before: Sequence[Prose], ranks_within: set[int | None]
) -> tuple[Prose | None, Prose | None]:
    """The title of a paper, and the heading of its first table where its tables have headings.

    `before` is what stands before the first table, `ranks_within` the ranks of the headings
    that stand between the tables. Either may be None.
    """
    headings = [prose for prose in before if prose.rank is not None]
    heading = before[-1] if ranks_within and before and before[-1] in headings else None
    if heading is not None and len(headings) == 1 and heading.rank not in ranks_within:
        heading = None
    named = [prose for prose in headings if prose is not heading]
    if named:
        return min(named, key=lambda prose: (_is_label(prose), prose.rank)), heading
    others = [prose for prose in before if prose is not heading]
    first = min(others, key=_is_label, default=None)
    return (first if first is not None and _reads_as_title(first.passage) else None), heading


def _is_label(prose: Prose) -> bool:
    return bool(_LABEL.fullmatch(prose.passage.text))


def _reads_as_title(passage: Passage) -> bool:
    text = passage.text
    return len(passage.lines) == 1 and len(text) <= _LONGEST_TITLE and not ended(text)
