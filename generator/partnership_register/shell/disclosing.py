"""What an officer looks at before publishing: what is withheld, and what a change makes public."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from partnership_register.disclosure import Disclosed, Withheld, disclosed
from partnership_register.disclosure.comparing import Released, released
from partnership_register.model.visibility import in_words
from partnership_register.moments import LONDON
from partnership_register.problems import Problem, as_text, shown
from partnership_register.records import Records, load, located
from partnership_register.shell.settings import CannotBuild

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
    """What the files as they are would make public that was not public at a revision of git.

    Raises CannotBuild where git does not know the revision.
    """
    after = load(records_dir)
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        before = load(_at(records_dir, revision, Path(folder)))
    found = list(released(before, disclosed(before, now), after, disclosed(after, now)))
    files = list(_files(disclosed(after, now), before, disclosed(before, now)))
    for was_withheld, heading in (
        (True, f"Withheld at {revision}, and public now:"),
        (False, f"New since {revision}, and public:"),
    ):
        those = [each for each in found if each.was_withheld is was_withheld]
        if those:
            yield heading
            yield from as_text(located(records_dir.parent, map(_would, those))).splitlines()
    if files:
        yield "Files that were not public:"
        yield from files
    if not found and not files:
        yield f"Nothing is public now that was not public at {revision}."


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
    return Problem(change.path, f'"{shown(change.value, most=200)}"', loc=change.loc)


def _files(shown_after: Disclosed, before: Records, shown_before: Disclosed) -> Iterable[str]:
    public = set(shown_before.records.attachments)
    for path, file in sorted(shown_after.records.attachments.items()):
        if path not in public:
            held = "withheld before" if path in before.attachments else "new"
            yield f"{path}: {file.size:,} bytes, {held}"


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
        archive.extractall(target, filter="data")
    return target
