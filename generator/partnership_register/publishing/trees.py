"""Trees of files: what lies in one, a new file in it, and making one the twin of another."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from partnership_register.publishing.ledger import Entry, digest_of

_NO_LINKS = {
    errno.EPERM,
    errno.EMLINK,
    errno.EINVAL,
    errno.ENOSYS,
    errno.EXDEV,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
}
"""What file systems answer that have no hard links, or no more for this file."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
"""Of all that is published: for everybody to read, whatever is usual for who builds."""
_GONE = (FileNotFoundError, NotADirectoryError)


class Written(NamedTuple):
    """A file of the site, written or found to be right already."""

    path: str
    entry: Entry
    is_new: bool


class Standing(NamedTuple):
    """What the file system says of a file."""

    size: int
    modified: int
    number: int
    """Of the inode: two paths with the same number are the same file."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies below a folder; paths are relative, with slashes."""

    files: dict[str, Standing]
    folders: list[str]
    """Each after the one it lies in."""
    odd: list[str]
    """Symbolic links and whatever else is neither file nor folder."""


def page_path(url: str) -> str:
    """The file in which the page at a site-absolute address lies."""
    return f"{url.lstrip('/')}index.html"


def tree_of(folder: Path) -> Tree:
    """Walk a folder, following no symbolic link."""
    tree = Tree({}, [], [])
    to_see = [""]
    while to_see:
        above = to_see.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                path = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    tree.folders.append(path)
                    to_see.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    of = entry.stat(follow_symlinks=False)
                    # Windows leaves the number out here.
                    number = of.st_ino or entry.inode()
                    tree.files[path] = Standing(of.st_size, of.st_mtime_ns, number)
                else:
                    tree.odd.append(path)
    return tree


def write_into(standby: Path, path: str, content: bytes, *, held: str | None = None) -> Written:
    """Write a page into the standby, from any process, and return what the main process records.

    `held` is the digest of the file that is there, as the publication said; the same content is not
    written again. Nothing is ever written into a file that is there: it may be one of the site's,
    under a second name.
    Raises FileNotFoundError when the standby is no more: the build it belonged to has died.
    """
    digest = digest_of(content)

    def write(target: str) -> None:
        # Ten thousand times, and `open` asks the system twice as much.
        file = os.open(target, _NEW, _FILE_MODE)
        try:
            _show(file)
            written = os.write(file, content)
            while written < len(content):
                written += os.write(file, content[written:])
        finally:
            os.close(file)

    if digest == held:
        return Written(path, entry_of(standby, path, digest), is_new=False)
    _place(standby, path, write)
    return Written(path, entry_of(standby, path, digest), is_new=True)


def copy_into(standby: Path, path: str, source: Path) -> Written:
    """Copy a file into the standby; what counts is what arrived there."""
    _place(standby, path, lambda target: _copy(source, target))
    return Written(path, entry_of(standby, path, file_digest(standby / path)), is_new=True)


def entry_of(folder: Path, path: str, digest: str) -> Entry:
    """The entry in the ledger of a file that has this digest."""
    of = os.lstat(f"{folder}/{path}")
    let_read(f"{folder}/{path}", of.st_mode)
    return Entry(digest, of.st_size, of.st_mtime_ns)


def file_digest(file: Path) -> str:
    """The digest of a file's content."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def level(site: Path, standby: Path, paths: Iterable[str]) -> None:
    """Let the standby have at these paths what the site has there, be it nothing."""
    for path in paths:
        try:
            mode = os.lstat(f"{site}/{path}").st_mode
        except _GONE:
            mode = 0
        if stat.S_ISREG(mode):
            _link(site, standby, path)
        elif not stat.S_ISDIR(mode) or not _is_folder(f"{standby}/{path}"):
            clear_away(standby, [path])


def twin(site: Path, standby: Path) -> None:
    """Make the standby the same as the site, whatever is in either of them."""
    wanted, there = tree_of(site), tree_of(standby)
    clear(standby, [*there.odd, *(path for path in there.files if path not in wanted.files)])
    clear_folders(standby, there.folders, set(wanted.folders))
    for folder in wanted.folders:
        with suppress(FileExistsError):
            new_folder(standby / folder)
    for path, standing in wanted.files.items():
        found = there.files.get(path)
        if found is None or found.number != standing.number:
            _link(site, standby, path)


def clear(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, as far as they are there."""
    for path in paths:
        with suppress(*_GONE):
            os.unlink(f"{folder}/{path}")  # noqa: PTH108  # ten thousand times


def clear_away(folder: Path, paths: Iterable[str]) -> None:
    """Remove whatever is at these paths, be it a folder with all that lies in it."""
    for path in paths:
        target = f"{folder}/{path}"
        if _is_folder(target):
            shutil.rmtree(target)
        else:
            clear(folder, [path])


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114


def clear_folders(folder: Path, paths: Iterable[str], wanted: Collection[str] = ()) -> None:
    """Remove folders that are empty and not wanted."""
    for path in sorted(paths, key=len, reverse=True):
        if path not in wanted:
            try:
                os.rmdir(f"{folder}/{path}")  # noqa: PTH106  ten thousand times
            except OSError as error:
                if error.errno not in _NOT_EMPTY:
                    raise


_NOT_EMPTY = {errno.ENOENT, errno.ENOTDIR, errno.ENOTEMPTY, errno.EEXIST}
"""What file systems answer for a folder that is no more, or has something in it."""


def make_lasting(folder: Path, paths: Collection[str]) -> None:
    """Return once these files, and the folders they lie in, are on the disk."""
    for path in paths:
        _sync(folder / path)
    if sys.platform != "win32":  # which opens no folders
        for above in {path.rpartition("/")[0] for path in paths}:
            _sync(folder / above)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _link(site: Path, standby: Path, path: str) -> None:
    """Give a file of the site a second name in the standby, or a copy where that cannot be."""
    source = f"{site}/{path}"

    def link_or_copy(target: str) -> None:
        try:
            os.link(source, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _copy(source, target)
            of = os.stat(source)  # noqa: PTH116
            os.utime(target, ns=(of.st_atime_ns, of.st_mtime_ns))

    with suppress(*_GONE):
        if os.path.samestat(os.lstat(source), os.lstat(f"{standby}/{path}")):
            return
    _place(standby, path, link_or_copy)


def _copy(source: str | Path, target: str) -> None:
    """A new file with the content of another; shutil's own way would fill one that is there."""
    with open(source, "rb") as given, open(target, "xb") as file:  # noqa: PTH123
        _show(file.fileno())
        shutil.copyfileobj(given, file)


def _show(file: int) -> None:
    """Give an open file its mode, where the system has modes and the file system keeps them."""
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.fchmod(file, _FILE_MODE)


def let_read(path: str, mode: int) -> None:
    """Give a file of the site its mode back, as where it was restored with one of its own."""
    if stat.S_IMODE(mode) != _FILE_MODE and stat.S_ISREG(mode) and sys.platform != "win32":
        with suppress(PermissionError):
            os.chmod(path, _FILE_MODE)  # noqa: PTH101


def new_folder(folder: str | Path) -> None:
    """Make a folder that everybody may enter. Raises as `os.mkdir` does where it cannot be made."""
    os.mkdir(folder, _FOLDER_MODE)  # noqa: PTH102  # ten thousand times
    with suppress(PermissionError):
        os.chmod(folder, _FOLDER_MODE)  # noqa: PTH101


def new_folders_above(path: Path) -> None:
    """Make the folders that are missing above a path, each so that everybody may enter it."""
    for folder in reversed(path.parents):
        if not folder.is_dir():
            with suppress(FileExistsError):  # another build was faster
                new_folder(folder)


def _place(standby: Path, path: str, make: Callable[[str], None]) -> None:
    """Have a new file made at a path of the standby, in place of whatever is there."""
    target = f"{standby}/{path}"
    try:
        make(target)
    except FileExistsError:
        _replace(standby, target, make)
    except _GONE:
        _make_folder(standby, path.rpartition("/")[0])
        make(target)


def _replace(standby: Path, target: str, make: Callable[[str], None]) -> None:
    """By a draft and a rename: who has the former site open still finds a whole file here."""
    if stat.S_ISDIR(os.lstat(target).st_mode):
        shutil.rmtree(target)
    draft = f"{standby.parent}/drafts/{os.getpid()}-{threading.get_ident()}"
    make(draft)
    os.replace(draft, target)  # noqa: PTH105


def _make_folder(standby: Path, path: str) -> None:
    """Make a folder of the standby and those above it, but never the standby itself.

    It has another name in every build, so that a worker of a build that was killed finds its own
    gone.
    """
    if not path:
        return
    try:
        new_folder(f"{standby}/{path}")
    except FileNotFoundError:
        if not standby.exists():
            raise
        _make_folder(standby, path.rpartition("/")[0])
        _make_folder(standby, path)
    except (FileExistsError, NotADirectoryError):
        _make_room(standby, path)


def _make_room(standby: Path, path: str) -> None:
    """Where a file lies in the way of a folder, remove it and make the folder."""
    for above in (*_above(path), path):
        folder = standby / above
        if os.path.lexists(folder) and not folder.is_dir():  # a link may lead nowhere
            with suppress(OSError):  # another worker was faster
                folder.unlink()
        with suppress(FileExistsError):
            new_folder(folder)


def _above(path: str) -> list[str]:
    names = path.split("/")[:-1]
    return ["/".join(names[: number + 1]) for number in range(len(names))]
