"""Looks for secrets in everything below a folder, however they are packed or spelt.

It knows nothing of the program: only bytes, and the ways in which bytes are commonly wrapped. A
secret is found by a third of it from its beginning, its middle or its end, so that half a secret
is one too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import io
import re
import sqlite3
import struct
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from Stemmer import Stemmer

HEAD = 8
"""By so many bytes a place is found that is worth a closer look."""
THIRD = 3
DEEPEST = 6
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_STEMMER = Stemmer("english")


class Leak(NamedTuple):
    """Where a secret was found, through what it was reached, and how it was spelt."""

    secret: str
    spelling: str
    where: str


def spellings(secret: str) -> Iterator[tuple[str, bytes]]:
    """The ways in which a text may stand in a file, by their names."""
    for case, text in (("raw", secret), ("lower", secret.lower()), ("upper", secret.upper())):
        yield case, text.encode()
        yield f"{case} reversed", text[::-1].encode()
        yield f"{case} UTF-16 LE", text.encode("utf-16-le")
        yield f"{case} UTF-16 BE", text.encode("utf-16-be")
        yield f"{case} UTF-32", text.encode("utf-32-le")
        yield f"{case} hex", text.encode().hex().encode()
        yield f"{case} HEX", text.encode().hex().upper().encode()
        yield f"{case} spaced", " ".join(text).encode()
        yield f"{case} hyphened", "-".join(text).encode()
        yield f"{case} ROT13", text.encode().translate(_ROT13)
    yield "HTML escaped", html.escape(secret).encode()
    yield "HTML decimal", "".join(f"&#{ord(c)};" for c in secret).encode()
    yield "HTML hexadecimal", "".join(f"&#x{ord(c):x};" for c in secret).encode()
    yield "URL escaped", urllib.parse.quote(secret, safe="").encode()
    yield "URL escaped throughout", "".join(f"%{b:02X}" for b in secret.encode()).encode()
    yield "URL escaped, small", "".join(f"%{b:02x}" for b in secret.encode()).encode()
    yield "JSON escaped", "".join(f"\\u{ord(c):04x}" for c in secret).encode()
    yield "CSS escaped", "".join(f"\\{ord(c):x} " for c in secret).encode()
    yield "stemmed", _STEMMER.stemWord(secret.lower()).encode()
    for offset in range(3):
        yield f"base64 at {offset}", _inner_base64(secret.encode(), offset)
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s"):
        yield f"{name} of it", hashlib.new(name, secret.encode()).hexdigest().encode()
        yield f"{name} of it, raw", hashlib.new(name, secret.encode()).digest()
    for size in (8, 16):
        digest = hashlib.blake2b(secret.encode(), digest_size=size)
        yield f"blake2b of {size} bytes", digest.hexdigest().encode()
        yield f"blake2b of {size} bytes, raw", digest.digest()
    yield "CRC and length", struct.pack("<II", binascii.crc32(secret.encode()), len(secret))


_ROT13 = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    b"nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM",
)


def _inner_base64(text: bytes, offset: int) -> bytes:
    """What is the same in base64 whatever stands before and after."""
    made = base64.b64encode(b"\0" * offset + text).rstrip(b"=")
    return made[-(-offset * 8 // 6) :][: (len(text) * 8 - (6 - offset * 8 % 6) % 6) // 6 - 1]


class Scanner:
    """Looks for many secrets at once."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._known: dict[bytes, set[tuple[bytes, str, str]]] = {}
        for secret in secrets:
            for name, spelt in spellings(secret):
                length = max(HEAD, len(spelt) // THIRD)
                for at in {0, (len(spelt) - length) // 2, len(spelt) - length}:
                    run = spelt[max(0, at) : max(0, at) + length]
                    self._known.setdefault(run[:HEAD], set()).add((run, secret, name))
        self._seen: set[bytes] = set()
        self._lines: set[bytes] = set()

    def folder(self, folder: Path) -> list[Leak]:
        """Every leak below a folder: in the names of files, in files, and in what these hold."""
        leaks = []
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            leaks += self.content(name.encode(), f"the name {name}")
            if file.is_file():
                leaks += self.content(file.read_bytes(), name)
        return leaks

    def content(self, content: bytes, where: str, depth: int = 0) -> Iterator[Leak]:
        """Every leak in bytes, and in whatever is packed into them."""
        mark = hashlib.blake2b(content, digest_size=16).digest()
        if mark in self._seen or depth > DEEPEST:
            return
        self._seen.add(mark)
        yield from self._plain(content, where)
        for how, inner in _unpacked(content):
            yield from self.content(inner, f"{where} > {how}", depth + 1)

    def _plain(self, content: bytes, where: str) -> Iterator[Leak]:
        for line in content.split(b"\n") if len(content) > 4096 else (content,):
            if len(line) > 64:  # the same lines stand on nearly every page
                mark = hashlib.blake2b(line, digest_size=16).digest()
                if mark in self._lines:
                    continue
                self._lines.add(mark)
            heads = {line[at : at + HEAD] for at in range(len(line) - HEAD + 1)}
            for head in heads & self._known.keys():
                for run, secret, spelling in self._known[head]:
                    if run in line:
                        yield Leak(secret, spelling, where)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What bytes hold that cannot be read in them as they are."""
    if content[:2] == b"\x1f\x8b":
        yield from _inflated("gzip", content, 31)
    if content[:2] == b"PK":
        yield from _zipped(content)
    if content[:16] == b"SQLite format 3\0":
        yield from _tables(content)
    if b"stream" in content:
        for stream in _STREAM.finditer(content):
            yield "PDF stream", stream[1]
    for start in _ZLIB.finditer(content):
        yield from _inflated("zlib", content[start.start() :], 15)
    yield from _brotli(content)
    for match in _BASE64.finditer(content):
        text = match[0].rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        inner = base64.b64decode(text + b"=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""
        if inner[:2] in (b"\x1f\x8b", b"PK") or _ZLIB.match(inner):
            yield "base64", inner


def _inflated(how: str, content: bytes, window: int) -> Iterator[tuple[str, bytes]]:
    try:
        inner = zlib.decompressobj(window).decompress(content, 1 << 26)
    except zlib.error:
        return
    if inner:
        yield how, inner


def _zipped(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            yield "zip", held.comment
            for info in held.infolist():
                yield info.filename, info.filename.encode() + b"\n" + info.comment
                yield info.filename, held.read(info)
    except zipfile.BadZipFile:
        return


def _tables(content: bytes) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(content)
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = [
            (f"table {table}", row)
            for (table,) in tables
            for row in opened.execute(f'SELECT * FROM "{table}"')
        ]
    for table, row in rows:
        for value in row:
            yield table, value if isinstance(value, bytes) else str(value).encode()


def _brotli(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        import brotli  # noqa: PLC0415  only where it is at hand
    except ImportError:
        return
    try:
        inner = brotli.decompress(content)
    except brotli.error:
        return
    if len(inner) > len(content):
        yield "brotli", inner


def found(leaks: Iterable[Leak]) -> Mapping[str, Leak]:
    """The leaks by their secrets, one of each."""
    return {leak.secret: leak for leak in leaks}
