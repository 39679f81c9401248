"""Word and Excel files as packages: zip archives, opened within bounds, and the XML inside them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from partnership_register.attachments.findings import Finding, Refused
from partnership_register.attachments.properties import has_path

MOST_PARTS = 5000
MOST_INFLATED = 150_000_000
"""Bytes of all parts together once they are unpacked."""
MOST_XML = 48_000_000
"""Bytes of all parts of XML that are looked through, one after the other."""
MOST_TIMES = 400
"""How many times as large a part may become. Sheets of equal rows reach about a hundred."""
DEEPEST = 256
_SMALL = 1_000_000
"""Parts up to this size may become as large as they like by any factor."""

DAMAGED = "open it in the program that made it, save it under a new name, and put that here"

_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_OVERRIDE = "http://schemas.openxmlformats.org/package/2006/content-types Override"
_DEFAULT = "http://schemas.openxmlformats.org/package/2006/content-types Default"

Start = Callable[[str, Mapping[str, str]], None]


class Relationship(NamedTuple):
    """What one part of a package says that it goes with."""

    source: str
    """The path of the part."""
    kind: str
    """The last word of its type, such as `hyperlink`."""
    target: str
    external: bool
    id: str = ""
    """What its source calls it."""

    @property
    def path(self) -> str:
        """Where the target lies in the package."""
        folder = self.source.rpartition("/")[0]
        whole = unquote(self.target.partition("#")[0])
        return normpath(whole.lstrip("/") if whole.startswith("/") else f"{folder}/{whole}").lstrip(
            "/"
        )


@dataclass(frozen=True)
class Package:
    """The parts of a package by their paths, unpacked when they are asked for."""

    parts: Mapping[str, zipfile.ZipInfo]
    archive: zipfile.ZipFile = field(repr=False)
    read: list[int] = field(default_factory=lambda: [0])
    """How many bytes of XML were looked through so far."""

    def bytes_of(self, path: str) -> bytes:
        """One part. Raises Refused where it is damaged or grows beyond what it says."""
        part = self.parts[path]
        try:
            with self.archive.open(part) as opened:
                return opened.read(part.file_size + 1)
        except _BROKEN as error:
            raise Refused("is damaged", DAMAGED) from error

    def text_of(self, path: str) -> bytes:
        """One part of XML. Raises Refused where it is too large or declares entities."""
        self.read[0] += self.parts[path].file_size
        if self.read[0] > MOST_XML:
            raise Refused("is too large to be looked through", "publish it in smaller files")
        return self.bytes_of(path)

    def called(self, pattern: str) -> list[str]:
        """The paths of all parts that match a pattern, in order; letters of any size."""
        compiled = re.compile(pattern, re.IGNORECASE)
        return sorted(path for path in self.parts if compiled.search(path))

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        """Every relationship of every part."""
        return tuple(
            found for path in self.called(r"\.rels$") for found in _relationships(self, path)
        )

    def uses(self, *kinds: str) -> bool:
        """Whether any part goes with another in one of these ways, wherever that lies."""
        return any(each.kind.lower() in kinds for each in self.relationships)

    def all_of(self, pattern: str, *kinds: str) -> list[str]:
        """The parts that match a pattern, and those by any name with which others go as a kind."""
        tied = {each.path for each in self.relationships if each.kind.lower() in kinds}
        return sorted({*self.called(pattern), *(path for path in tied if path in self.parts)})

    def parts_of(self, source: str, kind: str) -> list[str]:
        """The paths of the parts that go with one part in one way."""
        return [path for each in self.ties(source, kind) if (path := each.path) in self.parts]

    def ties(self, source: str, *kinds: str) -> list[Relationship]:
        """The relationships of one part in some ways."""
        return [each for kind in kinds for each in self._ties.get((source, kind), ())]

    @cached_property
    def _ties(self) -> Mapping[tuple[str, str], list[Relationship]]:
        found: dict[tuple[str, str], list[Relationship]] = {}
        for each in self.relationships:
            found.setdefault((each.source, each.kind), []).append(each)
        return found

    @cached_property
    def strays(self) -> list[str]:
        """Parts that no other part refers to: left behind, or put there by hand."""
        used = {each.path.lower() for each in self.relationships if not each.external}
        return [
            path
            for path in self.parts
            if path.lower() not in used
            and not path.lower().endswith((".rels", "/"))
            and path != "[Content_Types].xml"
        ]

    @cached_property
    def content_types(self) -> Mapping[str, str]:
        """The types that the package gives its parts, by path; by ending with a dot before it."""
        found: dict[str, str] = {}

        def start(name: str, values: Mapping[str, str]) -> None:
            if name == _OVERRIDE:
                found[values.get("PartName", "").lstrip("/")] = values.get("ContentType", "")
            elif name == _DEFAULT:
                found[f".{values.get('Extension', '')}"] = values.get("ContentType", "")

        read_xml(self.text_of("[Content_Types].xml"), start)
        return found


_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OSError, struct.error, KeyError, IndexError, OverflowError,
)  # fmt: skip
"""What the library raises for archives that are damaged or locked."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ways in which a package may be packed; others have errors and bounds of their own."""


def opened(content: bytes) -> Package:
    """A package. Raises Refused for what is damaged, locked, too large, or hides something."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        infos = archive.infolist()
    except _BROKEN as error:
        raise Refused("is damaged", DAMAGED) from error
    if any(info.flag_bits & 0x41 for info in infos):
        raise Refused("is locked with a password", "take the password off and save it again")
    if any(info.compress_type not in _PACKED for info in infos):
        raise Refused("is packed in a way that Word and Excel do not read", DAMAGED)
    sizes = [info.file_size for info in infos]
    if len(infos) > MOST_PARTS or sum(sizes) > MOST_INFLATED or any(map(_grows, infos)):
        raise Refused("becomes far too large when it is unpacked", DAMAGED)
    parts = {info.filename: info for info in infos}
    if len({path.lower() for path in parts}) != len(infos) or any(map(_escapes, parts)):
        raise Refused("has parts with names that no program gives them", DAMAGED)
    if _has_gaps(content, infos, archive.start_dir, archive.comment):
        raise Refused("holds data beside those of the document", DAMAGED)
    return Package(parts, archive)


def _grows(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(_SMALL, MOST_TIMES * info.compress_size)


def _escapes(path: str) -> bool:
    return path.startswith(("/", "\\")) or ".." in path or ":" in path or "\\" in path


def _has_gaps(content: bytes, infos: list[zipfile.ZipInfo], directory: int, comment: bytes) -> bool:
    """Whether there is anything in an archive that its directory does not know of."""
    at = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset - at not in (0, *_DESCRIPTORS):
            return True
        head = content[info.header_offset : info.header_offset + 30]
        if len(head) < 30:
            return True
        name, extra = struct.unpack("<HH", head[26:30])
        at = info.header_offset + 30 + name + extra + info.compress_size
    end = content.rfind(b"PK\x05\x06")
    behind = len(content) - end - 22
    return directory - at not in (0, *_DESCRIPTORS) or bool(comment) or behind != 0


_DESCRIPTORS = (12, 16, 20, 24)
"""Bytes that some programs write behind a part: its sum and its sizes."""


def _relationships(package: Package, path: str) -> Iterator[Relationship]:
    found: list[Relationship] = []
    source = path.replace("_rels/", "").removesuffix(".rels")

    def start(name: str, values: Mapping[str, str]) -> None:
        if name == _RELATIONSHIP:
            kind = values.get("Type", "").rpartition("/")[2]
            external = values.get("TargetMode", "").lower() == "external"
            target, called = values.get("Target", ""), values.get("Id", "")
            found.append(Relationship(source, kind, target, external, called))

    read_xml(package.text_of(path), start)
    yield from found


def read_xml(
    content: bytes,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML and tell of its elements, whose names are namespace, space, local name.

    Raises Refused where it is broken, too deep, or declares anything of its own.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def started(name: str, values: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("is damaged", DAMAGED)
        start(name, values)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name)

    def declared(*_: object) -> None:
        raise Refused("is damaged", DAMAGED)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    if text:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003  it takes no names
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("is damaged", DAMAGED) from error


def texts_of(content: bytes) -> dict[str, list[str]]:
    """The texts of a small part of XML by the local names of their elements."""
    found: dict[str, list[str]] = {}
    open_elements: list[str] = []

    def start(name: str, values: Mapping[str, str]) -> None:
        open_elements.append(values.get("name") or name.rpartition(" ")[2])

    def end(_: str) -> None:
        open_elements.pop()

    def text(said: str) -> None:
        # the value of a property of one's own lies in an element that is named for its type
        names = open_elements[-2:] if said.strip() else ()
        for name in names:
            found.setdefault(name, []).append(said)

    read_xml(content, start, end, text)
    return found


LINKS = ("http://", "https://", "mailto:", "tel:", "#")
"""How links to other places begin that a reader may follow."""


def outside_findings(package: Package, hint: str) -> Iterator[Finding]:
    """What a package would fetch from elsewhere; links that a reader follows are left alone."""
    for each in package.relationships:
        if not each.external:
            continue
        if each.kind == "hyperlink" and each.target.lower().startswith(LINKS):
            continue
        if each.kind == "hyperlink" and not has_path(each.target) and ":" not in each.target:
            continue
        if each.kind == "attachedTemplate":
            yield Finding(
                "names the template on somebody's computer from which it was made",
                "choose Developer > Document Template, write Normal there, and save it",
            )
        elif each.kind == "hyperlink":
            yield Finding(
                "has a link to a file on somebody's computer or drive",
                "take the link away, or let it lead to a page of the web",
            )
        else:
            yield Finding("fetches something from elsewhere when it is opened", hint)
