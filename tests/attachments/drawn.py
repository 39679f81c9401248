"""Small pictures for tests, with whatever is to be hidden in them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

Tags = Mapping[int, bytes | int | str]


def segment(marker: int, content: bytes) -> bytes:
    """A part of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*segments: bytes, behind: bytes = b"", width: int = 16, height: int = 16) -> bytes:
    """A JPEG with parts before its pixels, and something behind its end."""
    jfif = segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0")
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34\xff\0\x56"
    tables = segment(0xDB, b"\0" + b"\x10" * 64) + segment(0xC4, b"\0" + b"\0" * 16)
    return b"\xff\xd8" + jfif + b"".join(segments) + tables + frame + scan + b"\xff\xd9" + behind


def tiff(tags: Tags, order: str = "<", inner: Tags | None = None, gps: bool = False,
         thumbnail: bool = False) -> bytes:  # fmt: skip
    """The properties of a camera: tags, those of the part within, a place, a small picture."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    first = dict(tags)
    places: list[tuple[int, Tags]] = []
    if inner:
        places.append((0x8769, inner))
    if gps:
        places.append((0x8825, {1: "N", 2: b"\x33\0\0\0\x01\0\0\0" * 3}))
    for tag, _ in places:
        first[tag] = 0
    own = _directory(first, order, 8)
    offset = 8 + len(own)
    rest = b""
    for tag, within in places:
        first[tag] = offset + len(rest)
        rest += _directory(within, order, offset + len(rest))
    follow = offset + len(rest) if thumbnail else 0
    rest += _directory({0x0201: 8, 0x0202: 4}, order, follow) if thumbnail else b""
    return mark + struct.pack(f"{order}I", 8) + _directory(first, order, 8, follow) + rest


def _directory(tags: Tags, order: str, at: int, follow: int = 0) -> bytes:
    entries, data = b"", b""
    data_at = at + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        if isinstance(value, int):
            entries += struct.pack(f"{order}HHII", tag, 4, 1, value)
            continue
        raw = value.encode() + b"\0" if isinstance(value, str) else value
        kind = 2 if isinstance(value, str) else 7
        if len(raw) <= 4:
            entries += struct.pack(f"{order}HHI4s", tag, kind, len(raw), raw.ljust(4, b"\0"))
        else:
            entries += struct.pack(f"{order}HHII", tag, kind, len(raw), data_at + len(data))
            data += raw
    return struct.pack(f"{order}H", len(tags)) + entries + struct.pack(f"{order}I", follow) + data


def exif(tags: Tags, order: str = "<", inner: Tags | None = None, gps: bool = False,
         thumbnail: bool = False) -> bytes:  # fmt: skip
    """The part of a JPEG with the properties of a camera."""
    found = tiff(tags, order, inner, gps, thumbnail)
    return segment(0xE1, b"Exif\0\0" + found)


def xmp(inside: str) -> bytes:
    """The part of a JPEG with the properties of Adobe."""
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet(inside).encode())


def packet(inside: str) -> str:
    """Properties as Adobe writes them."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf'
        '-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"'
        f' xmlns:xmp="http://ns.adobe.com/xap/1.0/">{inside}</rdf:Description></rdf:RDF>'
        "</x:xmpmeta>"
    )


def creator(name: str) -> str:
    """Who made it, as Adobe writes it."""
    return f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(
    *chunks: bytes,
    behind: bytes = b"",
    width: int = 4,
    height: int = 4,
    colour: int = 2,
    depth: int = 8,
    interlaced: int = 0,
    data: bytes | None = None,
) -> bytes:
    """A PNG with parts before its pixels, and something behind its end."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    bits = (width * depth * channels + 7) // 8 + 1
    pixels = zlib.compress(b"\0" * (bits * height)) if data is None else data
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    body = chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", pixels)
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"") + behind
