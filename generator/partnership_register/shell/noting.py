"""Noting the addresses of the built site in the ledger, so that each goes on to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from partnership_register.addresses import (
    Owner,
    brought_up_to_date,
    owners,
    path_at,
    read_ledger,
)
from partnership_register.disclosure import disclosed
from partnership_register.model.visibility import in_words
from partnership_register.moments import LONDON
from partnership_register.publishing.trees import tree_of
from partnership_register.records import load
from partnership_register.scanning import LEDGER, ledger_in
from partnership_register.shell.builds import moment_for
from partnership_register.shell.problems_found import CannotBuild, ProblemsFound
from partnership_register.shell.settings import from_here, settings_of


class Noted(NamedTuple):
    """What was written."""

    file: Path
    new: int
    """How many addresses the ledger had not had before."""


def note_addresses(config_file: Path, site_dir: Path | None, as_of: datetime | None) -> Noted:
    """Add the addresses of the site to the ledger; nothing is ever taken out of it.

    Raises CannotBuild where there is no site, or one that shows what is withheld `as_of` an
    instant (that of the settings, or now, if none is named), such as a look ahead; and
    ProblemsFound where a record cannot be read.
    """
    settings = settings_of(config_file, None)
    site = site_dir or from_here(config_file, settings.site)
    if not (site / "index.html").is_file():
        raise CannotBuild(f"there is no website in {site.name}; first run: register build")
    now = moment_for(as_of, settings.as_of)
    records_dir = from_here(config_file, settings.records)
    records = load(records_dir)
    ledger, amiss = read_ledger(ledger_in(records_dir.parent))
    if records.problems or amiss:
        raise ProblemsFound((*records.problems, *amiss))
    public = disclosed(records, now).records
    owned = tuple(owners(public.records, public.notices))
    files = tree_of(site).files
    withheld = _paths(owners(records.records, ())) - _paths(owned)
    if withheld & files.keys() - {path_at(address) for address in ledger.lines}:
        raise CannotBuild(
            f"the website in {site.name} shows something that is withheld on"
            f" {in_words(now.astimezone(LONDON))}; first run: register build"
        )
    text = brought_up_to_date(ledger, files, owned)
    file = records_dir.parent / LEDGER
    file.write_text(text, encoding="utf-8", newline="\n")
    return Noted(file, len(read_ledger(text.encode())[0].lines) - len(ledger.lines))


def _paths(owned: Iterable[Owner]) -> set[str]:
    """Where the pages of records lie in the site, and the files beside them."""
    return {path_at(each) for owner in owned for each in (owner.address, *owner.files)}
