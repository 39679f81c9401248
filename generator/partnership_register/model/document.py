"""Documents: agreements, terms of reference, reports, guidance, and the files they consist of."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.base import Link, Part, Period, Record, ShortPart
from partnership_register.model.values import (
    Date,
    DecisionRef,
    DocumentRef,
    FileName,
    Line,
    OrganisationRef,
    Text,
)
from partnership_register.model.visibility import DocumentVisibility, PartVisibility

DocumentType = Literal[
    "agreement", "terms-of-reference", "strategy", "guidance", "evidence", "report", "agenda",
    "minutes", "plan", "equality-impact-assessment", "template", "other",
]  # fmt: skip


_OPEN = PartVisibility(state="public")


class File(ShortPart):
    """A file to download."""

    shorthand: ClassVar[str] = "file"

    file: FileName
    """Its name, in the folder of the record."""
    title: Line | None = None
    """What it is, where the document has several."""
    visibility: PartVisibility | None = None
    """Whether the public may have it."""


class Appendix(Part):
    """A numbered appendix."""

    number: Line
    """Its number or letter."""
    title: Line
    """Its title."""
    file: FileName | None = None
    """Its file, where it has one."""
    visibility: PartVisibility | None = None
    """Whether the public may see it."""


class Document(Record):
    """Something written that the register keeps and links to."""

    kind: ClassVar[str] = "document"
    folder: ClassVar[str] = "documents"
    in_partnership: ClassVar[bool] = True
    name_example: ClassVar[str] = "terms-of-reference"

    title: Line
    """The title."""
    type: DocumentType
    """What kind of document it is."""
    summary: Text | None = None
    """What it says, for those who will not open it."""
    date: Date | None = None
    """The day on the document."""
    adopted: Date | None = None
    """The day on which it was adopted."""
    adopted_by: DecisionRef | None = None
    """The decision that adopted it, as partnership/meeting#decision."""
    review_due: Date | None = None
    """The day by which it is to be reviewed; past it, the register calls it out of date."""
    period: Period | None = None
    """The time that it covers."""
    published: Date | None = None
    """The day on which it was published here."""
    report_number: Line | None = None
    """The number of a report, such as CAB1215."""
    author: Line | None = None
    """The post that wrote it."""
    contact: Line | None = None
    """The post to ask about it."""
    organisation: OrganisationRef | None = None
    """The organisation it comes from, where it is not the council."""
    references: tuple[Line, ...] = ()
    """Recent references: earlier reports by number."""
    background: tuple[Line, ...] = ()
    """Background papers; write None where there are none."""
    appendices: tuple[Appendix, ...] = ()
    """Numbered appendices."""
    supersedes: tuple[DocumentRef, ...] = ()
    """Earlier documents that this one replaces."""
    concerns: tuple[DocumentRef, ...] = ()
    """The documents that this one assesses, such as the agreement of an equality assessment."""
    files: tuple[File, ...] = ()
    """Files to download."""
    links: tuple[Link, ...] = ()
    """Where it is published elsewhere."""
    text: Text | None = None
    """The document itself, where it is written here."""
    visibility: DocumentVisibility | None = None
    """Whether the public may see it; of an exempt document its title, kind and date stay."""

    @model_validator(mode="after")
    def _says_one_thing_of_each_file(self) -> Document:
        """What is withheld at one place must not come out at another."""
        said: dict[str, object] = {}
        named: tuple[File | Appendix, ...] = (*self.files, *self.appendices)
        for part in named:
            seen = part.visibility or _OPEN
            if part.file and said.setdefault(part.file, (seen.state, seen.until)) != (
                seen.state,
                seen.until,
            ):
                raise PydanticCustomError(
                    "register",
                    "a file stands here twice, and what is said of its visibility is not the same;"
                    " delete it at one place, or write the same visibility at both",
                    {"field": "appendices" if part in self.appendices else "files"},
                )
        return self

    @property
    def label(self) -> str:
        return self.title
