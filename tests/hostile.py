"""Files made to exhaust whoever reads them; run as a script, each is read under limits.

python tests/hostile.py FOLDER

Each is read by a process of its own, which the system ends where it goes beyond its limits. A line
is printed for each: name, whether it was refused, how much was said, seconds of processor time,
megabytes, and what was said first; of one whose process was ended, its name alone.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from partnership_register.model.meeting import Meeting
from partnership_register.records import located, read_record

SIZE = 400_000
SECONDS = 2
MEGABYTES = 200

HOSTILE: dict[str, Callable[[], bytes]] = {
    "open brackets": lambda: b"items: " + b"[" * SIZE,
    "closed brackets": lambda: b"items: " + b"[" * 2000 + b"]" * 2000,
    "open braces": lambda: b"items: " + b"{a: " * (SIZE // 4),
    "many small brackets": lambda: b"items: [" + b"[]," * (SIZE // 3) + b"]",
    "many pairs": lambda: b"items: [" + b"a: b," * (SIZE // 5) + b"]",
    "block 700 deep": lambda: b"".join(b" " * n + b"items:\n" for n in range(700)),
    "block 1200 deep": lambda: b"".join(b" " * n + b"a:\n" for n in range(1200)),
    "block 1100 deep, 1.8 MB": lambda: b"".join(
        b"  " * n + b"a" * 500 + b":\n" for n in range(1100)
    ),
    "hyphens in a line": lambda: b"items:\n" + b"- " * (SIZE // 2) + b"x\n",
    "hyphens and tabs in a line": lambda: b"items:\n" + b"-\t" * (SIZE // 2) + b"x\n",
    "hyphens below each other": lambda: b"".join(b" " * n + b"-\n" for n in range(1200)),
    "question marks in a line": lambda: b"? " * (SIZE // 2) + b"x\n",
    "old line ends 1200 deep": lambda: b"".join(b" " * n + b"a:\r" for n in range(1200)),
    "billion laughs": lambda: (
        b"a: &a [" + b"x," * 9 + b"]\n" + _each_of_the_one_before(b"%c: &%c [", b"]\n")
    ),
    "merge bomb": lambda: b"a: &a {x: y}\n" + _each_of_the_one_before(b"%c: &%c {<<: [", b"]}\n"),
    "alias of itself": lambda: b"a: &a [*a, *a, *a]\n" * 1000,
    "many anchors": lambda: b"".join(b"k%d: &a%d x\n" % (n, n) for n in range(50_000)),
    "many tags": lambda: b"".join(b"k%d: !a%d x\n" % (n, n) for n in range(50_000)),
    "tag of a Python object": lambda: b"place: !!python/object/apply:os.system [sleep 9]\n",
    "number of 200,000 figures": lambda: (
        b"items: [{title: x, decisions: [{text: x, outcome: agreed,"
        b" votes: {in_favour: " + b"9" * 200_000 + b"}}]}]\n"
    ),
    "number of 200,000 figures as a date": lambda: b"convened: " + b"9" * 200_000 + b"\n",
    "number to a great power": lambda: (
        b"items: [{title: x, decisions: [{text: x, outcome: agreed,"
        b" votes: {in_favour: 1e999999999}}]}]\n"
    ),
    "web address without an end": lambda: b"webcast: http" + b"://" * (SIZE // 3) + b"\n",
    "wrong words of any length": lambda: b"status: " + b"x" * SIZE + b"\n",
    "same key again and again": lambda: b"place: x\n" * (SIZE // 9),
    "different unknown keys, and one that cannot be read": lambda: (
        b"".join(b"k%d: v\n" % n for n in range(20_000)) + b"place: a: b\n"
    ),
    "a mistake in every line": lambda: b"".join(b"k%d: a: b\n" % n for n in range(2000)),
    "a mistake, then open brackets": lambda: b"place: a: b\nitems: " + b"[" * 100_000,
    "a mistake, then block 400 deep": lambda: (
        b"place: a: b\n" + b"".join(b" " * n + b"a:\n" for n in range(400))
    ),
    "different unknown keys": lambda: b"".join(b"k%d: v\n" % n for n in range(SIZE // 11)),
    "unknown keys nearly known": lambda: b"".join(b"chair%d: v\n" % n for n in range(SIZE // 14)),
    "many entries of a wrong kind": lambda: b"key_messages:\n" + b"- {}\n" * (SIZE // 5),
    "many empty entries": lambda: b"items:\n" + b"-\n" * (SIZE // 2),
    "many keys left empty": lambda: b"".join(b"k%d:\n" % n for n in range(SIZE // 10)),
    "key of any length": lambda: b"k" * SIZE + b": v\n",
    "conflict marks": lambda: b"<<<<<<< \n" * (SIZE // 9),
    "unseen characters": lambda: b"\x01\n" * (SIZE // 2),
    "letters of Latin-1": lambda: b"\xe9\n" * (SIZE // 2),
    "key and spaces": lambda: b"status: held\nplace" + b" " * SIZE + b"x\n chair: y\n",
    "nothing but tabs": lambda: b"\t" * SIZE,
    "nothing but spaces": lambda: b" " * SIZE,
    "nothing but line ends": lambda: b"\n" * SIZE,
    "nothing but hashes": lambda: b"place: " + b"a #a " * (SIZE // 5),
    "nothing but hyphens": lambda: b"place: " + b"a\n  -a " * (SIZE // 7),
    "nothing but quotes": lambda: b'place: "' + b"'\"" * (SIZE // 2),
    "nothing but colons": lambda: b"place: " + b"a: " * (SIZE // 3),
    "nothing but backslashes": lambda: b'place: "' + b"\\" * SIZE,
    "nothing but exempt": lambda: b"place: " + b"exempt visibilty confidntial " * (SIZE // 30),
    "nothing but drafts": lambda: b"- 'draft': draft, " * (SIZE // 18),
    "words joined by hyphens": lambda: b"a-b_" * (SIZE // 4) + b": draft\n",
    "unseen by escapes": lambda: b'place: "' + b"\\u0001" * (SIZE // 6) + b'"',
    "many documents": lambda: b"--- \n" * (SIZE // 5),
    "many directives": lambda: b"%a\n" * (SIZE // 3),
    "a gigabyte without a line": lambda: b"",
    "a hundred megabytes": lambda: b"",
    "five gigabytes with a hole": lambda: b"",
}
"""The contents, made when they are needed; the last are made by `lay_down`."""

HOLES = {
    "a gigabyte without a line": 1 << 30,
    "a hundred megabytes": 100_000_000,
    "five gigabytes with a hole": 5 << 30,
}
"""Files of which next to nothing lies on the disk, by their size."""


def _each_of_the_one_before(begin: bytes, end: bytes) -> bytes:
    return b"".join(begin % (c, c) + b"*%c," % (c - 1) * 9 + end for c in range(ord("b"), ord("z")))


def lay_down(file: Path, name: str) -> None:
    """Write a hostile file."""
    file.unlink(missing_ok=True)
    file.write_bytes(HOSTILE[name]())
    if name in HOLES:
        os.truncate(file, HOLES[name])


def main(folder: Path) -> None:
    """Read each file as a meeting, in a process of its own, and print what came of it."""
    file = folder / "2026-03-12.yml"
    for name in HOSTILE:
        lay_down(file, name)
        child = os.fork()
        if child == 0:
            _read(file, name)
        _, status, _ = os.wait4(child, 0)
        if status:
            print(name, flush=True)
    file.unlink()


def _read(file: Path, name: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 1))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    record, found = read_record(file, file.name, Meeting, "x/2026-03-12", "x")
    said = located(file.parent, found)
    seconds = time.process_time() - begun
    megabytes = max(held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
    first = said[0] if said else ""
    print(name, record is None, len(said), f"{seconds:.2f}", f"{megabytes:.0f}", first,
          sep="\t", flush=True)  # fmt: skip
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
