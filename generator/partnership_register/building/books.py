"""Books: which files the site has, of what each was made, and what is remembered of it.

A group is the files of one folder of records or of one list; whatever comes from neither is
among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from partnership_register.building.memory import COMMON
from partnership_register.building.workshop import Kept, Output
from partnership_register.publishing import Publication, group_digest
from partnership_register.remembered import (
    OTHERS,
    FileState,
    Made,
    MadeState,
    Remembered,
    State,
    encoded,
)
from partnership_register.scanning import content_digest, digest_of
from partnership_register.search import Findable


class Books:
    """What a former build made, what this one makes, and the site that is to have it.

    `make_again` is asked for a group that stands, but of which is not remembered what it is one
    by one.
    """

    def __init__(
        self,
        remembered: Remembered | None,
        digest: bytes,
        publication: Publication,
        make_again: Callable[[str], None],
    ) -> None:
        self.remembered = remembered
        self.publication = publication
        self.former = remembered.state() if remembered else State()
        self.state = State(digest)
        self._make_again = make_again
        self._made: dict[str, bytes] = {}
        """What was made anew, by group, as it will be remembered."""

    # Groups

    def kept(self, group: str) -> Kept:
        """What the site has of a group, as far as it is what a former build made."""
        former = self._former_groups.get(group)
        if not former or not self.remembered:
            return Kept()
        made, held = self.remembered.made(group, former.made), self.publication.held
        if not made:
            return Kept()
        return Kept(
            {path: file for path, file in made.pages.items() if held(path, group) == file.content},
            {path: file for path, file in made.files.items() if held(path, group) == file.content},
        )

    def stands(self, group: str, former: MadeState) -> bool:
        """Whether the site has all of a group as a former build left it; it then stays."""
        if not self.publication.has_all(group, former.site):
            return False
        self.publication.keep_all(group)
        return True

    def record(self, output: Output, group: str) -> None:
        """Enter the files of an output into the site."""
        self.publication.record(output.written, group)
        written = {each.path for each in output.written}
        for path in (output.pages.keys() | output.files.keys()) - written:
            self.publication.keep(path, group)

    def entered(
        self, group: str, source: bytes, output: Output, owners: bytes = b""
    ) -> dict[str, Any]:
        """The fields of MadeState for an output; what it is one by one is kept for the end."""
        findable: dict[str, list[Findable]] = {}
        for each in output.findable:
            findable.setdefault(each.area, []).append(each)
        said = {area: msgspec.msgpack.encode(each) for area, each in findable.items()}
        made = Made(output.pages, output.files, msgspec.msgpack.encode(said), owners)
        self._made[group], digest = encoded(made)
        files = {**output.pages, **output.files}
        return {
            "input": source,
            "made": digest,
            "site": group_digest((path, file.content) for path, file in files.items()),
            "addresses": digest_of(path.encode() for path in sorted(output.pages)),
            "pages": len(output.pages),
            "areas": {area: content_digest(each) for area, each in said.items()},
        }

    def made(self, group: str) -> Made:
        """What was made of a group, in this build or in a former one."""
        if group not in self._made:
            former = self._former_groups[group]
            made = self.remembered.made(group, former.made) if self.remembered else None
            if made:
                return made
            self._make_again(group)
        return msgspec.msgpack.decode(self._made[group], type=Made)

    @cached_property
    def _former_groups(self) -> Mapping[str, MadeState]:
        return dict(self.former.groups())

    # Other files

    def put(self, path: str, content: bytes, source: bytes = b"") -> None:
        """Put a file among the others; `source` is the digest of what it was made from."""
        self.publication.put(path, content, OTHERS)
        self._enter(path, source)

    def put_again(self, path: str, of: str, digest: str) -> None:
        """Put a file of the site, which has this digest, in a second place."""
        if self.publication.held(path, OTHERS) == digest:
            self.publication.keep(path, OTHERS)
        else:
            self.publication.copy(path, self.publication.standby / of, OTHERS)
        self._enter(path, b"")

    def has(self, path: str, source: bytes) -> bool:
        """Whether the site has what a former build made of the same source."""
        known = self.former.others.get(path)
        if not known or known.source != source:
            return False
        return self.publication.held(path, OTHERS) == known.content

    def keep(self, path: str) -> None:
        """Keep one of the others as a former build made it."""
        self.publication.keep(path, OTHERS)
        self.state.others[path] = self.former.others[path]

    def _enter(self, path: str, source: bytes) -> None:
        held = self.publication.held(path, OTHERS) or ""
        self.state.others[path] = FileState(source, held)

    # The end

    def withdrew(self) -> bool:
        """Whether the public may see less than before, or that is not known."""
        known = self.former.folders
        return not self.remembered or any(
            folder.withheld and (name not in known or folder.hidden != known[name].hidden)
            for name, folder in self.state.folders.items()
        )

    def close(self) -> None:
        """Remember what this build made, where anything is to be remembered."""
        if self.remembered:
            self.remembered.remember(self.state, self._made)
            self.remembered.forget_all_but((*self.state.folders, COMMON))
