"""What is kept of a search index between builds, so that one edit touches only its own words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from partnership_register.search.postings import Entries

FILE = "search.sqlite"
Content = TypeVar("Content", str, bytes)
_SCHEMA = """
CREATE TABLE about (version TEXT, whole BLOB);
CREATE TABLE areas (area TEXT PRIMARY KEY, number INTEGER, pages BLOB,
                    digest BLOB, shards TEXT) WITHOUT ROWID;
CREATE TABLE rows (area TEXT PRIMARY KEY, digest BLOB, row BLOB) WITHOUT ROWID;
CREATE TABLE lists (area TEXT PRIMARY KEY, digest BLOB, content BLOB) WITHOUT ROWID;
CREATE TABLE entries (shard TEXT, area TEXT, digest BLOB, lines TEXT,
                      PRIMARY KEY (shard, area)) WITHOUT ROWID;
CREATE TABLE shards (shard TEXT PRIMARY KEY, digest BLOB, entries BLOB,
                     content BLOB) WITHOUT ROWID;
"""
_SETTINGS = """
PRAGMA synchronous = OFF;
PRAGMA cache_size = -131072;
PRAGMA secure_delete = ON;
"""
"""What a crash damages the digests show, and what it loses or leaves under another name `whole` and
`entries`; 128 MB hold what 100,000 pages need; what is deleted is written over, so that no word of
a page that was withdrawn stays in the file, but see `tidy`."""
_NAMED = (
    "area, pages, digest FROM areas",
    "area, digest FROM rows",
    "area, digest FROM lists",
    "shard, digest, entries FROM shards",
)
"""Of each row its name, and the digests of what stands under it."""


Column = tuple[list[str], str]
"""The values that the pages of an area have of something, and for each page the letter of its."""


class Row(NamedTuple):
    """What an area adds to the file that a search begins with."""

    area: str
    pages: int
    """How many there are."""
    partnership: str
    kinds: Column
    statuses: Column
    years: Column


class DamagedIndex(Exception):
    """What was kept cannot be what was written; raised on reading it."""


class KeptIndex:
    """The entries of every area, and the files last merged from them. Use `kept_index` to open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._sums: dict[str, int] = {}
        """By shard, what all its entries come to; adding one to it does not need the others."""

    def check(self) -> None:
        """See that everything is there that was. Raises DamagedIndex."""
        if self.connection.execute("SELECT whole FROM about").fetchone() != (self._whole(),):
            raise DamagedIndex

    def seal(self) -> None:
        """Take down what there is, for the next build to check."""
        self.connection.execute("UPDATE about SET whole = ?", (self._whole(),))

    def _whole(self) -> bytes:
        """The digest of all names with the digests of what they stand for; entries have sums."""
        made = blake2b(digest_size=16)
        for named in _NAMED:
            found = self.connection.execute(f"SELECT {named} ORDER BY 1").fetchall()
            made.update(repr(found).encode())
        return made.digest()

    def _sum(self, shard: str) -> int:
        if shard not in self._sums:
            question = "SELECT entries FROM shards WHERE shard = ?"
            row = self.connection.execute(question, (shard,)).fetchone()
            self._sums[shard] = int.from_bytes(row[0]) if row else 0
        return self._sums[shard]

    def areas(self) -> dict[str, bytes]:
        """The digest of each area's pages, in the order of the areas' numbers."""
        return dict(self.connection.execute("SELECT area, pages FROM areas ORDER BY number"))

    def number(self, areas: Iterable[str]) -> None:
        """Give the areas their numbers, in their order."""
        self.connection.executemany("UPDATE areas SET number = ? WHERE area = ?", enumerate(areas))

    def replace(self, area: str, pages: bytes, entries: Entries) -> set[str]:
        """Take down the entries of an area; return the shards in which they differ from before.

        `pages` is the digest of the pages from which they were made.
        """
        before = self._shards_of(area)
        now = {shard: digest_of(lines) for shard, lines in entries.items()}
        gone = before.keys() - now.keys()
        changed = {shard for shard, found in now.items() if before.get(shard) != found.hex()}
        weight = _weight(area)
        for shard in changed | gone:
            more = int.from_bytes(now.get(shard, b"")) - int(before.get(shard, "0"), 16)
            self._sums[shard] = (self._sum(shard) + weight * more) % _SUMS
        self.connection.executemany(
            "DELETE FROM entries WHERE shard = ? AND area = ?", ((shard, area) for shard in gone)
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
            ((shard, area, now[shard], entries[shard]) for shard in sorted(changed)),
        )
        shards = " ".join(f"{shard}={found.hex()}" for shard, found in now.items())
        self.connection.execute(
            "INSERT OR REPLACE INTO areas VALUES (?, NULL, ?, ?, ?)",
            (area, pages, digest_of(shards), shards),
        )
        return changed | gone

    def remove(self, area: str) -> set[str]:
        """Forget an area; return the shards in which it had entries."""
        touched = self.replace(area, b"", {})
        for table in ("areas", "rows", "lists"):
            self.connection.execute(f"DELETE FROM {table} WHERE area = ?", (area,))  # noqa: S608  ours
        return touched

    def keep_list(self, area: str, content: bytes, row: Row) -> None:
        """Take down the list of an area's pages, a file of the search, and what it adds to all."""
        self.connection.execute(
            "INSERT OR REPLACE INTO lists VALUES (?, ?, ?)", (area, digest_of(content), content)
        )
        said = msgspec.msgpack.encode(row)
        self.connection.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (area, digest_of(said), said)
        )

    def rows(self) -> Iterator[tuple[Row, bytes]]:
        """What each area adds to all, in order, and the digest of the list of its pages."""
        rows = self.connection.execute(
            "SELECT rows.digest, row, lists.digest FROM rows JOIN lists USING (area) ORDER BY area"
        )
        for digest, said, listed in rows:
            yield msgspec.msgpack.decode(_checked(said, digest), type=Row), listed

    def listed(self, area: str) -> bytes:
        """The list of an area's pages."""
        return self._content("SELECT content, digest FROM lists WHERE area = ?", area)

    def shard(self, shard: str) -> bytes:
        """The merged file of a shard."""
        return self._content("SELECT content, digest FROM shards WHERE shard = ?", shard)

    def _content(self, question: str, name: str) -> bytes:
        row: tuple[bytes, bytes] | None = self.connection.execute(question, (name,)).fetchone()
        if row is None:
            raise DamagedIndex
        return _checked(*row)

    def _shards_of(self, area: str) -> dict[str, str]:
        rows = self.connection.execute("SELECT shards, digest FROM areas WHERE area = ?", (area,))
        found = "".join(_checked(shards, digest) for shards, digest in rows)
        return dict(each.split("=") for each in found.split())

    def entries_of(self, shard: str) -> list[tuple[int, str]]:
        """What each area adds to a shard, with the area's number, in order of numbers."""
        rows = self.connection.execute(
            "SELECT number, area, entries.digest, lines FROM entries JOIN areas USING (area)"
            " WHERE shard = ? ORDER BY number",
            (shard,),
        ).fetchall()
        found = [(number, _checked(lines, digest)) for number, _, digest, lines in rows]
        total = sum(_weight(area) * int.from_bytes(digest) for _, area, digest, _ in rows)
        if total % _SUMS != self._sum(shard):
            raise DamagedIndex
        return found

    def all_shards(self) -> set[str]:
        """The names of all shards that have a merged file."""
        return {shard for (shard,) in self.connection.execute("SELECT shard FROM shards")}

    def keep(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Take down merged files by their shards."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?)",
            (
                (shard, digest_of(content), self._sum(shard).to_bytes(16), content)
                for shard, content in files
            ),
        )

    def drop(self, shards: Iterable[str]) -> None:
        """Forget merged files."""
        self.connection.executemany(
            "DELETE FROM shards WHERE shard = ?", ((shard,) for shard in shards)
        )

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """The digests of the merged files by their shards, in order."""
        yield from self.connection.execute("SELECT shard, digest FROM shards ORDER BY shard")


@contextmanager
def kept_index(folder: Path | None, version: str) -> Iterator[KeptIndex]:
    """The index kept in `folder` by the same `version`, else an empty one.

    All changes are kept together when the block ends, or none if it does not end well. Raises
    DamagedIndex or sqlite3.Error where the file is not what it should be; `forget` it then.
    """
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE if folder else ":memory:", timeout=60)) as opened:
        opened.executescript(_SETTINGS)
        opened.isolation_level = None
        opened.execute("BEGIN IMMEDIATE")
        if not _is_of(opened, version):
            _empty(opened, version)
        kept = KeptIndex(opened)
        kept.check()
        yield kept
        kept.seal()
        opened.execute("COMMIT")


def tidy(folder: Path) -> None:
    """Leave nothing in the file of what was deleted from the index.

    SQLite writes over what it deletes, but not over the copies that stay in the room between rows
    when it moves them from page to page. An index that cannot be written anew is forgotten.
    """
    if not (folder / FILE).is_file():
        return
    try:
        with closing(sqlite3.connect(folder / FILE, timeout=60)) as opened:
            opened.executescript(_SETTINGS)
            opened.execute("VACUUM")
    except sqlite3.Error:
        forget(folder)


def forget(folder: Path) -> None:
    """Remove what is kept in `folder`."""
    for name in (FILE, f"{FILE}-journal"):
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def _is_of(connection: sqlite3.Connection, version: str) -> bool:
    known = connection.execute("SELECT name FROM sqlite_master WHERE name = 'about'").fetchone()
    return bool(known) and connection.execute("SELECT version FROM about").fetchone() == (version,)


def _empty(connection: sqlite3.Connection, version: str) -> None:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        connection.execute(f'DROP TABLE "{name}"')
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("INSERT INTO about VALUES (?, NULL)", (version,))
    KeptIndex(connection).seal()


_SUMS = 1 << 128
"""Beyond this sums begin again."""


@cache
def _weight(area: str) -> int:
    """What digests of an area's entries are multiplied by, so that no two areas can be mistaken."""
    return int.from_bytes(digest_of(area)) | 1


def digest_of(content: str | bytes) -> bytes:
    """By which what was kept shows that it is whole, and files that they are the same."""
    encoded = content.encode() if isinstance(content, str) else content
    return blake2b(encoded, digest_size=16).digest()


def _checked(content: Content, digest: bytes) -> Content:
    if not isinstance(content, str | bytes) or digest_of(content) != digest:
        raise DamagedIndex
    return content
