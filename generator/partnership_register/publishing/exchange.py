"""Two folders change places in one step, where the system can do that, and nearly so elsewhere."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

Swap = Callable[[bytes, bytes], int]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}
"""The number of the system call, for C libraries that have no name for it."""
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What systems answer that know no exchange; EPERM is that of older containers."""


def exchange(site: Path, standby: Path, spare: Path) -> None:
    """Let two folders change places; nobody ever finds `site` missing or half of each.

    Where the system has no such step (Windows, some network drives) there are two renames, by way
    of `spare`, and an instant without `site` between them. What fails there is taken back. A build
    killed in that instant leaves things for `put_right`.
    """
    if _exchanged(site, standby):
        return
    site.rename(spare)
    try:
        standby.rename(site)
    except BaseException:
        spare.rename(site)
        raise
    spare.rename(standby)


def put_right(site: Path, standby: Path, spare: Path) -> None:
    """Finish or take back what a build killed within `exchange` has left."""
    if not spare.is_dir():
        return
    if not site.exists():
        spare.rename(site)
    elif not standby.exists():
        spare.rename(standby)
    else:
        shutil.rmtree(spare)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange in one step, or say that this system or this drive cannot. Raises OSError."""
    swap = _swap()
    if swap is None:
        return False
    if swap(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _swap() -> Swap | None:
    """The system's own exchange, if it has one."""
    if sys.platform == "darwin":
        renamex = ctypes.CDLL(None, use_errno=True).renamex_np
        renamex.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(renamex(one, other, _RENAME_SWAP))
    if sys.platform != "linux":
        return None
    rename = _renameat2(ctypes.CDLL(None, use_errno=True))
    if rename is None:
        return None
    return lambda one, other: rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)


def _renameat2(libc: ctypes.CDLL) -> Callable[[int, bytes, int, bytes, int], int] | None:
    """The call by its name (glibc 2.28, musl 1.2.6), else by its number."""
    paths = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    try:
        named = libc.renameat2
    except AttributeError:
        number = _RENAMEAT2.get(platform.machine())
        if number is None or sys.maxsize < 2**32:  # a 32-bit Python has other numbers
            return None
        syscall = libc.syscall
        syscall.argtypes = (ctypes.c_long, *paths)
        syscall.restype = ctypes.c_long
        return lambda *given: int(syscall(number, *given))
    named.argtypes = paths
    return lambda *given: int(named(*given))
