"""Files beside records: whether they may be published, looked at once for each content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from partnership_register.attachments import LARGEST, Examined, examined
from partnership_register.attachments.examining import said_of, too_large
from partnership_register.attachments.findings import Finding
from partnership_register.problems import Loc, Problem
from partnership_register.scanning import (
    A_SECOND_NAME,
    Changed,
    NotPlain,
    ScannedFile,
    content_digest,
    content_of,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a record: where it lies below the records' folder, and what readers are told.

    `size` is in bytes; `pages` is 0 for files that have none of their own.
    """

    path: str
    size: int
    pages: int = 0


class CleanMemory(Protocol):
    """Files that were looked through before and found clean, by their ending and digest."""

    def pages_of(self, ending: str, digest: bytes) -> int | None:
        """The pages of such a file; None where it is not known."""

    def found_clean(self, ending: str, digest: bytes, pages: int) -> None:
        """Take note of a file that had to be looked through."""


def attached(
    file: Path, path: str, named_in: str, loc: Loc
) -> tuple[Attachment | None, list[Problem]]:
    """A file beside a record, and all that keeps it from being published.

    `path` lies below the project; `named_in` is the record that names it at `loc`.
    """
    if file.is_symlink():
        linked = Finding("this is a link to another file", "put the file itself here")
        return None, [Problem(named_in, *linked, loc)]
    try:
        content = content_of(str(file), LARGEST)
    except NotPlain as odd:
        return None, [Problem(named_in, *_said_of_odd(odd), loc)]
    except OSError as error:
        closed = f"the file cannot be opened: {(error.strerror or str(error)).lower()}"
        hint = "look who may read it, and whether another program has it open"
        return None, [Problem(named_in, closed, hint, loc)]
    found = examined(content, file.name)
    attachment = Attachment(path, len(content), found.pages)
    return attachment, list(_problems(found, named_in, loc))


def attached_as_scanned(
    root: Path, file: ScannedFile, path: str, memory: CleanMemory
) -> Attachment | None:
    """A scanned file beside a record; None where there is anything wrong with it.

    Raises Changed where it was written since the scan.
    """
    ending = path.rpartition(".")[2].lower()
    pages = memory.pages_of(ending, file.digest)
    if pages is None:
        try:
            content = content_of(f"{root}/{file.path}", LARGEST)
        except OSError:
            return None
        if content_digest(content) != file.digest:
            raise Changed(file.path)
        found = examined(content, path)
        if found.findings:
            return None
        pages = found.pages
        memory.found_clean(ending, file.digest, pages)
    return Attachment(path, file.size, pages)


def _problems(found: Examined, named_in: str, loc: Loc) -> Iterator[Problem]:
    for finding in said_of(found):
        yield Problem(named_in, *finding, loc)


def _said_of_odd(odd: NotPlain) -> Finding:
    if odd.size:
        return next(said_of(Examined("", 0, (too_large(odd.size).finding,))))
    if odd.strerror == A_SECOND_NAME:
        return Finding(A_SECOND_NAME, "put a copy of the file here, which nobody else changes")
    return Finding(str(odd.strerror), "put the file itself here")
