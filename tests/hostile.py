"""Files made to exhaust whoever reads them; run as a script, each is read under limits.

python tests/hostile.py FOLDER
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from partnership_register.model.meeting import Meeting
from partnership_register.records import located, read_record

SIZE = 400_000
SECONDS = 60
MEMORY = 1 << 30

HOSTILE: dict[str, bytes] = {
    "open brackets": b"items: " + b"[" * SIZE,
    "closed brackets": b"items: " + b"[" * 2000 + b"]" * 2000,
    "open braces": b"items: " + b"{a: " * (SIZE // 4),
    "many small brackets": b"items: [" + b"[]," * (SIZE // 3) + b"]",
    "many pairs": b"items: [" + b"a: b," * (SIZE // 5) + b"]",
    "block 700 deep": b"".join(b" " * n + b"items:\n" for n in range(700)),
    "block 1200 deep": b"".join(b" " * n + b"a:\n" for n in range(1200)),
    "hyphens in a line": b"items:\n" + b"- " * (SIZE // 2) + b"x\n",
    "hyphens and tabs in a line": b"items:\n" + b"-\t" * (SIZE // 2) + b"x\n",
    "hyphens below each other": b"".join(b" " * n + b"-\n" for n in range(1200)),
    "question marks in a line": b"? " * (SIZE // 2) + b"x\n",
    "old line ends 1200 deep": b"".join(b" " * n + b"a:\r" for n in range(1200)),
    "billion laughs": b"a: &a ["
    + b"x," * 9
    + b"]\n"
    + b"".join(
        b"%c: &%c [" % (c, c) + b"*%c," % (c - 1) * 9 + b"]\n" for c in range(ord("b"), ord("z"))
    ),
    "merge bomb": b"a: &a {x: y}\n"
    + b"".join(
        b"%c: &%c {<<: [" % (c, c) + b"*%c," % (c - 1) * 9 + b"]}\n"
        for c in range(ord("b"), ord("z"))
    ),
    "many anchors": b"".join(b"k%d: &a%d x\n" % (n, n) for n in range(50_000)),
    "many tags": b"".join(b"k%d: !a%d x\n" % (n, n) for n in range(50_000)),
    "number of 200,000 figures": b"items: [{title: x, decisions: [{text: x, outcome: agreed,"
    b" votes: {in_favour: " + b"9" * 200_000 + b"}}]}]\n",
    "number of 200,000 figures as a date": b"convened: " + b"9" * 200_000 + b"\n",
    "web address without an end": b"webcast: http" + b"://" * (SIZE // 3) + b"\n",
    "wrong words of any length": b"status: " + b"x" * SIZE + b"\n",
    "same key again and again": b"place: x\n" * (SIZE // 9),
    "different unknown keys": b"".join(b"k%d: v\n" % n for n in range(SIZE // 11)),
    "many entries of a wrong kind": b"key_messages:\n" + b"- {}\n" * (SIZE // 5),
    "many empty entries": b"items:\n" + b"-\n" * (SIZE // 2),
    "many keys left empty": b"".join(b"k%d:\n" % n for n in range(SIZE // 10)),
    "key of any length": b"k" * SIZE + b": v\n",
    "conflict marks": b"<<<<<<< \n" * (SIZE // 9),
    "unseen characters": b"\x01\n" * (SIZE // 2),
    "letters of Latin-1": b"\xe9\n" * (SIZE // 2),
    "key and spaces": b"status: held\nplace" + b" " * SIZE + b"x\n chair: y\n",
    "nothing but tabs": b"\t" * SIZE,
    "nothing but line ends": b"\n" * SIZE,
    "nothing but hashes": b"place: " + b"a #a " * (SIZE // 5),
    "nothing but hyphens": b"place: " + b"a\n  -a " * (SIZE // 7),
    "nothing but quotes": b'place: "' + b"'\"" * (SIZE // 2),
    "nothing but colons": b"place: " + b"a: " * (SIZE // 3),
    "nothing but backslashes": b'place: "' + b"\\" * SIZE,
    "unseen by escapes": b'place: "' + b"\\u0001" * (SIZE // 6) + b'"',
    "many documents": b"--- \n" * (SIZE // 5),
    "many directives": b"%a\n" * (SIZE // 3),
    "a hundred megabytes": b"place: x\n" * 11_000_000,
}


def main(folder: Path) -> None:
    """Read each file as a meeting and print what is said first, with where."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    file = folder / "2026-03-12.yml"
    for name, content in HOSTILE.items():
        file.write_bytes(content)
        record, found = read_record(file, file.name, Meeting, "x/2026-03-12", "x")
        said = located(folder, found)
        print(f"{name}\t{record is None}\t{len(said)}\t{said[0] if said else ''}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
