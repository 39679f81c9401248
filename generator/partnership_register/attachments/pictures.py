"""PNG and JPEG pictures: where they were taken, by whom, and what stands behind their end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from partnership_register.attachments.adobe import xmp_properties
from partnership_register.attachments.findings import Finding, Refused, once_each
from partnership_register.attachments.properties import is_note, property_findings

PICTURE = (
    "on Windows right-click on it > Properties > Details > Remove Properties and Personal"
    " Information; or open it, export it as a new PNG and put that here"
)
MOST_PIXELS = 100_000_000
DAMAGED = "open it, save it again as PNG or JPEG, and put that here"

_GPS, _EXIF_PART, _THUMBNAIL, _THUMBNAIL_STRIP = 0x8825, 0x8769, 0x0201, 0x0111
_PERSONAL = {
    0xA430: "the owner of the camera", 0xA431: "the number of the camera",
    0xA435: "the number of the lens", 0xC62F: "the number of the camera",
    0x927C: "notes of the camera", 0xA420: "a number of its own", 0x9C9C: "a comment",
    0x9286: "a comment", 0x9C9F: "a note",
}  # fmt: skip
"""Tags of EXIF that say more than how the picture was made."""
_AUTHORS = {0x013B: "Author", 0x9C9D: "Author"}
_WIDE_TEXTS = {0x9C9B: "Title", 0x9C9E: "Keywords"}
_USER_COMMENT, _COMPUTER, _DESCRIPTION = 0x9286, 0x013C, 0x010E
_LONGEST_NOTE = 300
"""Characters; a longer text that no viewer shows is a note."""
_JFIF_HEAD = 14
_LONGEST_VALUE = 4096
"""Bytes of a value that are looked at."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

_PNG_KNOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI mDCv cLLi bKGD hIST pHYs"
    b" sPLT tIME tEXt zTXt iTXt eXIf iDOT vpAg orNT oFFs sCAL".split()
)
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_CHUNKS = 50_000
_MOST_TEXT = 1_000_000
_XMP_PLACE = re.compile(
    rb"(?i)exif:GPS(?:L|Dest)|Iptc4xmp\w+:(?:LocationCreated|CreatorContact)|photoshop:City"
)
_XMP_NUMBER = re.compile(rb"(?i)(?:aux|exifEX):\w{0,20}SerialNumber")
_XMP_PEOPLE = re.compile(rb"(?i)iptcExt:PersonInImage|mwg-rs:Name|MPReg:PersonDisplayName")
_XMP_LAYERS = re.compile(rb"photoshop:LayerText(?:\s*+=\s*+[\"'][^\"']|>[^<])")
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"

_PLACE = "says where it was taken"
_BEHIND = "has something behind its end, such as an earlier form of the picture"


def picture_findings(content: bytes) -> Iterator[Finding]:
    """What a picture holds beside its pixels. Raises Refused where it is damaged or too large."""
    if content.startswith(b"\x89PNG"):
        yield from once_each(_png_findings(content))
    elif content.startswith(b"\xff\xd8"):
        yield from once_each(_jpeg_findings(content))
    elif content.startswith((b"II*\0", b"MM\0*")):
        yield from once_each(_exif_findings(content))


def _bounded(width: int, height: int) -> None:
    if not width or not height or width * height > MOST_PIXELS:
        raise Refused("is damaged or far too large", "make it smaller and save it again")


def _jpeg_findings(content: bytes) -> Iterator[Finding]:
    at, sized, parts = 2, False, 0
    while True:
        parts += 1
        if parts > _MOST_CHUNKS:
            raise Refused("is damaged", DAMAGED)
        if content[at : at + 1] != b"\xff":
            raise Refused("is damaged", DAMAGED)
        while content[at + 1 : at + 2] == b"\xff":
            at += 1
        marker = content[at + 1 : at + 2]
        if marker == b"\xd9":
            break
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at + 4 : at + 2 + length]
        if length < 2 or len(segment) != length - 2:
            raise Refused("is damaged", DAMAGED)
        if marker[0] in _FRAMES_OF_JPEG:
            _bounded(*struct.unpack(">HH", segment[1:5].ljust(4, b"\0")))
            sized = True
        yield from _segment_findings(marker[0], segment)
        at += 2 + length
        if marker == b"\xda":
            at = _after_scan(content, at)
    if not sized:
        raise Refused("is damaged", DAMAGED)
    if content[at + 2 :].strip(b"\0\r\n \xff"):
        yield Finding(_BEHIND, PICTURE)


_FRAMES_OF_JPEG = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def _after_scan(content: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(content, at)
    if not found:
        raise Refused("is damaged: its end is missing", DAMAGED)
    return found.start()


def _segment_findings(marker: int, segment: bytes) -> Iterator[Finding]:
    if marker == 0xE1 and segment.startswith(b"Exif\0"):
        yield from _exif_findings(segment[6:])
    elif marker == 0xE1 and b"<" in segment[:_MARKUP_WITHIN]:
        yield from _xmp_findings(segment)
    elif marker == 0xED:
        yield from _iptc_findings(segment)
    elif marker == 0xE2 and segment.startswith(b"MPF\0"):
        yield Finding("has more pictures inside it", PICTURE)
    elif marker == 0xFE:
        yield from _note_findings("Comment", segment.decode("utf-8", "replace"))
    elif marker == 0xE0 and segment.startswith(_SMALL_PICTURES) and len(segment) > _JFIF_HEAD:
        yield Finding("has a small picture of itself in it, which may show more", PICTURE)
    elif 0xE0 <= marker <= 0xEF and not segment.startswith(_KNOWN) and len(segment) > 64:
        yield Finding("holds data of the camera or program that made it", PICTURE)


_MARKUP_WITHIN = 200
_SMALL_PICTURES = (b"JFIF\0", b"JFXX\0")
_KNOWN = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe\0", b"Ducky", b"Photoshop 3.0\0")
_MARKUP = re.compile(r"(?i)<(?:script|svg|iframe|html|body|!doctype|img)\b")


def _note_findings(name: str, text: str) -> Iterator[Finding]:
    """A text that goes with a picture and that nobody sees who looks at it."""
    if len(text.strip()) > _LONGEST_NOTE:
        yield Finding("holds a note", PICTURE)
    elif _MARKUP.search(text):
        yield Finding("holds the markup of a web page, which a browser might run", PICTURE)
    else:
        yield from _said({name: [text]})


def _iptc_findings(segment: bytes) -> Iterator[Finding]:
    """By-lines, contacts and small pictures that Photoshop keeps in a JPEG."""
    if re.search(rb"8BIM\x04[\x09\x0c]", segment):
        yield Finding("has a small picture of itself in it, which may show more", PICTURE)
    if any(map(is_note, _iptc_notes(segment))):
        yield Finding("holds a note", PICTURE)
    by_lines = re.findall(rb"\x1c\x02[\x50\x7a]\x00(.)(.*?)(?=\x1c|8BIM|$)", segment, re.DOTALL)
    yield from _said({"Author": [name.decode("utf-8", "replace") for _, name in by_lines]})
    if re.search(rb"\x1c\x02[\x5a\x5c\x5f\x76]", segment):
        yield Finding(_PLACE, PICTURE)


def _iptc_notes(segment: bytes) -> Iterator[str]:
    """What Photoshop and agencies write below a picture, and how it may be used."""
    for found in re.finditer(rb"\x1c\x02[\x28\x78](..)", segment, re.DOTALL):
        length = int.from_bytes(found[1], "big")
        yield segment[found.end() : found.end() + length].decode("utf-8", "replace")


def _xmp_findings(segment: bytes) -> Iterator[Finding]:
    if segment.startswith(_XMP_HEAD) or b"<" in segment[:100]:
        yield from _said(xmp_properties(segment.removeprefix(_XMP_HEAD)))
    if _XMP_LAYERS.search(segment):
        yield Finding(
            "keeps the words of its layers, of hidden ones too",
            "in Photoshop choose File > Export > Export As, Metadata: None, and put that here",
        )
    if _XMP_PLACE.search(segment):
        yield Finding(_PLACE, PICTURE)
    if _XMP_PEOPLE.search(segment):
        yield Finding("names the people on it", PICTURE)
    if _XMP_NUMBER.search(segment):
        yield Finding("tells the number of the camera", PICTURE)


def _said(properties: dict[str, list[str]]) -> Iterator[Finding]:
    named = {"Comment" if key.lower() in _NOTES else key: said for key, said in properties.items()}
    return property_findings(named, PICTURE)


_NOTES = frozenset({"description", "comment", "usercomment"})


def _exif_findings(exif: bytes) -> Iterator[Finding]:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return
    try:
        waiting, seen, first = [int(struct.unpack_from(f"{order}I", exif, 4)[0])], set[int](), True
        while waiting and len(seen) < 20:
            at = waiting.pop(0)
            if at in seen or not at:
                continue
            seen.add(at)
            count = struct.unpack_from(f"{order}H", exif, at)[0]
            for number in range(min(count, 500)):
                entry = struct.unpack_from(f"{order}HHII", exif, at + 2 + 12 * number)
                if entry[0] == _EXIF_PART:
                    waiting.append(entry[3])
                yield from _tag_findings(exif, order, entry, at + 2 + 12 * number + 8)
            if first:
                waiting.append(struct.unpack_from(f"{order}I", exif, at + 2 + 12 * count)[0])
                first = False
    except struct.error as error:
        raise Refused("is damaged", DAMAGED) from error


def _tag_findings(
    exif: bytes, order: str, entry: tuple[int, int, int, int], value_at: int
) -> Iterator[Finding]:
    tag, kind, count, offset = entry
    size = min(_SIZES.get(kind, 1) * count, _LONGEST_VALUE)
    value = exif[offset : offset + size] if size > 4 else exif[value_at : value_at + size]
    if tag == _GPS:
        yield from _gps_findings(exif, order, offset)
    elif tag == _USER_COMMENT and value[8:].strip(b"\0 ") == b"Screenshot":
        return  # Macs and iPhones say so of each
    elif tag in _PERSONAL and value[8 * (tag == _USER_COMMENT) :].strip(b"\0 "):
        yield Finding(f"holds {_PERSONAL[tag]}", PICTURE)
    elif tag in _AUTHORS:
        encoding = "utf-16-le" if tag == 0x9C9D else "utf-8"
        yield from _said({"Author": [value.decode(encoding, "replace")]})
    elif tag in _WIDE_TEXTS:
        yield from _said({_WIDE_TEXTS[tag]: [value.decode("utf-16-le", "replace")]})
    elif tag == _COMPUTER and re.search(rb"'s |\xe2\x80\x99s ", value):
        yield Finding("holds the owner of the camera", PICTURE)
    elif tag == _THUMBNAIL:
        yield Finding("has a small picture of itself in it, which may show more", PICTURE)
    elif kind == 2:
        kind_of_text = "Description" if tag == _DESCRIPTION else "Text"
        yield from _said({kind_of_text: [value.decode("utf-8", "replace")]})


def _gps_findings(exif: bytes, order: str, at: int) -> Iterator[Finding]:
    """A place, unless the part for it is there and says only in which way it would be told."""
    count = struct.unpack_from(f"{order}H", exif, at)[0]
    tags = {
        struct.unpack_from(f"{order}H", exif, at + 2 + 12 * n)[0] for n in range(min(count, 64))
    }
    if tags - {0}:
        yield Finding(_PLACE, PICTURE)


def _png_findings(content: bytes) -> Iterator[Finding]:
    at = 8
    parts = 0
    data: list[bytes] = []
    width = height = depth = colour = interlaced = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, chunk = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        crc = content[at + 8 + length : at + 12 + length]
        if len(chunk) != length or crc != zlib.crc32(kind + chunk).to_bytes(4, "big"):
            raise Refused("is damaged", DAMAGED)
        at += 12 + length
        parts += 1
        if parts > _MOST_CHUNKS:
            raise Refused("is damaged", DAMAGED)
        if kind == b"IHDR" and length == 13 and not width:
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunk)
            _bounded(width, height)
        elif kind == b"IDAT":
            data.append(chunk)
            continue
        elif kind == b"IEND":
            break
        yield from _chunk_findings(kind, chunk)
    else:
        raise Refused("is damaged: its end is missing", DAMAGED)
    _bounded(width, height)
    if content[at:].strip(b"\0"):
        yield Finding(_BEHIND, PICTURE)
    row = (width * depth * _PNG_CHANNELS.get(colour, 4) + 7) // 8 + 1
    passes = 8 * (width + height) if interlaced else 0
    yield from _pixel_findings(data, height * row + 8 * passes)


def _pixel_findings(data: list[bytes], most: int) -> Iterator[Finding]:
    """Whether the pixels can be unpacked, and nothing else is packed with them."""
    unpacker, length, rest = zlib.decompressobj(), 0, 0
    try:
        for chunk in data:
            for at in range(0, len(chunk), 1 << 16):
                waiting = chunk[at : at + (1 << 16)]
                while waiting and length <= most and not unpacker.eof:
                    length += len(unpacker.decompress(waiting, 1 << 20))
                    waiting = unpacker.unconsumed_tail
                rest += len(waiting) if unpacker.eof else 0
    except zlib.error as error:
        raise Refused("is damaged", DAMAGED) from error
    if not unpacker.eof and length <= most:
        raise Refused("is damaged", DAMAGED)
    if length > most or rest or unpacker.unused_data:
        yield Finding("holds more data than its pixels need", PICTURE)


def _chunk_findings(kind: bytes, chunk: bytes) -> Iterator[Finding]:
    if kind == b"eXIf":
        yield from _exif_findings(chunk)
    elif kind in (b"tEXt", b"zTXt", b"iTXt"):
        yield from _text_findings(kind, chunk)
    elif kind in (b"acTL", b"fcTL", b"fdAT"):
        yield Finding("is a moving picture", "save one picture of it as PNG")
    elif kind not in _PNG_KNOWN:
        yield Finding("holds data of the program that drew it", PICTURE)


def _text_findings(kind: bytes, chunk: bytes) -> Iterator[Finding]:
    keyword, _, rest = chunk.partition(b"\0")
    name = keyword.decode("latin-1")
    packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\1")
    if kind == b"zTXt":
        rest = rest[1:]
    elif kind == b"iTXt":
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if packed:
        try:
            rest = zlib.decompressobj().decompress(rest, _MOST_TEXT)
        except zlib.error as error:
            raise Refused("is damaged", DAMAGED) from error
    if name.startswith("Raw profile type"):
        yield Finding("holds properties of a camera", PICTURE)
    elif name == "XML:com.adobe.xmp":
        yield from _xmp_findings(rest)
    else:
        yield from _note_findings(name, rest.decode("utf-8", "replace"))
