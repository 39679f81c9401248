"""What an officer looks at before publishing: what is withheld, and what a change makes public."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from partnership_register.disclosure import Disclosed, Withheld, disclosed
from partnership_register.disclosure.comparing import Released, public_files, released
from partnership_register.model.visibility import in_words
from partnership_register.moments import LONDON, day_in_london
from partnership_register.problems import Problem, as_text, shown
from partnership_register.records import Records, load, located
from partnership_register.register import Register, severed
from partnership_register.shell.problems_found import CannotBuild

_WHY = {
    "draft": "draft",
    "confidential": "confidential",
    "withdrawn": "withdrawn; a page in its place says so",
    "draft minutes": "minutes that are not approved, with all that came of the meeting",
    "private": "private, which is never published",
    "not public by kind": "council.yml does not name its kind under public_kinds, and it does not"
    " say visibility: public itself",
    "in a withheld partnership": "its partnership is withheld",
}


def withheld_lines(records_dir: Path, now: datetime) -> Iterator[str]:
    """What the public may not see at an instant, a line each, and how many there are of each."""
    shown = disclosed(load(records_dir), now)
    found = located(records_dir.parent, map(_said, shown.withheld))
    yield from as_text(found).splitlines()
    when = in_words(now.astimezone(LONDON))
    counts = Counter(each.why for each in shown.withheld)
    if not counts:
        yield f"On {when} nothing is withheld."
        return
    said = ", ".join(f"{count:,} {why}" for why, count in sorted(counts.items()))
    yield f"On {when} the public may not see {sum(counts.values()):,}: {said}."


def released_lines(records_dir: Path, revision: str, now: datetime) -> Iterator[str]:
    """What the files as they are make public that was not public at a revision of git.

    What would be public at once comes first; then, by its moment, what will be as embargoes end.
    Raises CannotBuild where git does not know the revision.
    """
    after = load(records_dir)
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        before = load(_at(records_dir, revision, Path(folder)))
        same = _same_files(before, Path(folder), after, records_dir.parent)
    if after.problems:
        yield "There are mistakes in the records, so that this may not be all; see: register check"
    told: set[object] = set()
    to_come = (each for each in disclosed(after, now).instants if each > now)
    was, will_be = _Public(before, now), _Public(after, now)
    for moment in (now, *to_come):
        seen, sees = was.at(moment), will_be.at(moment)
        found = [each for each in released(before, seen, after, sees) if each[:3] not in told]
        files = public_files(sees) - {path for path in public_files(seen) if path in same}
        files = frozenset(path for path in files if path not in told)
        if moment > now and (found or files):
            yield f"On {in_words(moment.astimezone(LONDON))}, without any further change:"
        yield from _released(found, records_dir.parent, revision, "then" if moment > now else "now")
        if files:
            yield "Files that were not public:"
        for path in sorted(files):
            held = "withheld or otherwise before" if path in before.attachments else "new"
            yield f"{path}: {after.attachments[path].size:,} bytes, {held}"
        told |= {*(each[:3] for each in found), *files}
    if not told:
        yield f"Nothing is public now that was not public at {revision}."


class _Public:
    """Records as the public sees them at one instant and another."""

    def __init__(self, records: Records, now: datetime) -> None:
        self._records = records
        council = records.council_to_check_with
        self._whole = Register(records, council, day_in_london(now))

    def at(self, moment: datetime) -> Disclosed:
        """Without what goes with something else, such as attendance with its seat.

        Text stays as it is written: its words are public, and what it names is told there.
        """
        (left,) = severed(self._whole, [disclosed(self._records, moment)], in_text=False)
        return left


def _released(found: list[Released], project: Path, revision: str, when: str) -> Iterator[str]:
    for was_withheld, heading in (
        (True, f"Withheld at {revision}, and public {when}:"),
        (False, f"New since {revision}, and public:"),
    ):
        those = [each for each in found if each.was_withheld is was_withheld]
        if those:
            yield heading
            yield from as_text(_told(those, project, is_public=when == "now")).splitlines()


def _told(those: list[Released], project: Path, *, is_public: bool) -> Iterator[Problem]:
    """What is public is told word for word, even in a file of which other words are withheld."""
    said = {(would.path, would.loc): would.message for would in map(_would, those)}
    for placed in located(project, map(_would, those)):
        words = said.get((placed.path, placed.loc), placed.message)
        yield replace(placed, message=words) if is_public else placed


def _said(withheld: Withheld) -> Problem:
    why = _WHY.get(withheld.why, withheld.why)
    if withheld.paragraph:
        why = f"exempt, paragraph {withheld.paragraph}"
    if withheld.until:
        why = f"embargoed until {in_words(withheld.until.astimezone(LONDON))}"
    return Problem(withheld.path, f"{withheld.kind}: {why}", loc=withheld.loc)


def _would(change: Released) -> Problem:
    if not change.loc:
        return Problem(change.path, f"the whole record, {change.value} values")
    if change.is_notice:
        said = f"a page in its place, which says that it was withdrawn on {change.value}"
        return Problem(change.path, said, loc=change.loc)
    return Problem(change.path, f'"{shown(change.value, most=200)}"', loc=change.loc)


def _same_files(before: Records, there: Path, after: Records, here: Path) -> frozenset[str]:
    """The paths of files that have the same content before and after."""
    both = before.attachments.keys() & after.attachments.keys()
    return frozenset(path for path in both if _content(there / path) == _content(here / path))


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


_CAREFULLY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""How to take files out of an archive; Python before 3.11.4 knows but one way."""


def _at(records_dir: Path, revision: str, folder: Path) -> Path:
    """The records as they were at a revision, in a folder."""
    command = ("git", "-C", str(records_dir), "archive", "--format=tar", revision, "--", ".")
    try:
        made = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  no shell
    except FileNotFoundError:
        raise CannotBuild("git is not installed, so that nothing can be compared") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().rpartition("fatal: ")[2]
        raise CannotBuild(f'git does not find "{revision}" here: {said}') from None
    target = folder / records_dir.name
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(target, **_CAREFULLY)  # noqa: S202  git names nothing outside a folder
    return target
