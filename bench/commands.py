"""The commands that are compared: one table, and what must be true of their folder before each."""

from __future__ import annotations

import re
from dataclasses import dataclass

AS_OF = "2026-11-22"
"""The day for which ours builds; held meetings of the synthetic register lie before it."""

BUILT = ("site", ".site.publishing", ".cache")
"""What earlier builds of ours leave, all of it removed before a clean one."""

SUMMARY = re.compile(r"([\d,]+) (?:pages? )?rendered|rendered ([\d,]+)")
"""Where the last lines of a build say how many pages it rendered."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line and where it runs."""

    name: str
    argv: tuple[str, ...]
    """{ours} and {peers} stand for the folders of programs."""
    folder: str = "."
    """Below the folder of the synthetic project."""
    removed_before: tuple[str, ...] = ()
    """What is removed from the folder before the clock starts."""
    edits: bool = False
    """Whether a sentence of a minute is changed before the clock starts."""
    at_most: int | None = None
    """The number of records above which it is left out."""


REGISTER = ("{ours}/register", "build", "--as-of", AS_OF)

CLEAN_WITHOUT_SEARCH = Command(
    "ours, clean, without search", (*REGISTER, "--no-search"), removed_before=BUILT
)
CLEAN = Command("ours, clean, with search", REGISTER, removed_before=BUILT)
FIRST_EDIT = Command("ours, first edit after a clean build", REGISTER, edits=True)
"""It also makes the second tree of the site, which every later build finds and keeps."""
EDIT = Command("ours, one meeting edited", REGISTER, edits=True)
NOTHING = Command("ours, nothing changed", REGISTER)

HUGO = Command(
    "Hugo, full rebuild",
    ("{peers}/venv/bin/hugo", "build", "--quiet"),
    folder="hugo",
    removed_before=("public", "resources"),
)
PAGEFIND = Command(
    "Pagefind over Hugo's pages",
    ("{peers}/venv/bin/python", "-m", "pagefind", "--site", "public"),
    folder="hugo",
)
ELEVENTY = Command(
    "Eleventy, full rebuild",
    ("node", "node_modules/@11ty/eleventy/cmd.cjs"),
    folder="eleventy",
    removed_before=("_site",),
)
MATERIAL = Command(
    "MkDocs with Material, a page a record",
    ("{ours}/mkdocs", "build", "--quiet"),
    folder="material",
    removed_before=("site",),
    at_most=1_000,
)

IN_TURN = (HUGO, CLEAN_WITHOUT_SEARCH, ELEVENTY, CLEAN, FIRST_EDIT, EDIT,
           NOTHING, PAGEFIND, MATERIAL)  # fmt: skip
"""One round up to 10,000 records. CLEAN comes right before the edits and NOTHING: they need it."""

GROWTH = (CLEAN, FIRST_EDIT, EDIT, EDIT, EDIT, NOTHING)
"""One round above 10,000 records, for each of the two sizes.

The trees of a site take turns, so that only the second of three edits finds again the tree that
the first after the clean build looked through.
"""


def rendered(output: str) -> int | None:
    """How many pages a build of ours says it rendered; None where it does not say."""
    found = SUMMARY.findall(output)
    if not found:
        return None
    return int("".join(found[-1]).replace(",", ""))
