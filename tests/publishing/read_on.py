"""Reads a site over and over while it is published, and tells what it saw as JSON.

Each page is its generation, as one character, many times over. `builds` holds how many builds have
begun, and "stop" at the end.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep

LENGTH = 20_000


def main(site: str, builds: str, *pages: str) -> None:
    seen: Counter[str] = Counter()
    last = 0
    while (begun := Path(builds).read_text()) != "stop":
        seen += read_by_folder(site, pages, lambda begun=begun: Path(builds).read_text() == begun)
        for page in pages:
            generation = generation_of(os.open(f"{site}/{page}", os.O_RDONLY), seen)
            seen["went back"] += generation < last
            seen["read by path"] += 1
            last = generation
            sleep(0.0005)
    print(json.dumps(seen))


def read_by_folder(
    site: str, pages: Sequence[str], is_promised: Callable[[], bool]
) -> Counter[str]:
    """All pages by one descriptor of the site's folder: of one generation, as long as promised."""
    seen: Counter[str] = Counter()
    folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    generations = set()
    for page in pages:
        generations.add(generation_of(os.open(page, os.O_RDONLY, dir_fd=folder), seen))
        sleep(0.001)
    has_even = "even" in os.listdir(folder)  # noqa: PTH208  # a descriptor
    if not is_promised():
        os.close(folder)
        return seen + Counter({"too late to say": 1})
    seen["whole sites"] += 1
    seen["mixed sites"] += len(generations) != 1 or has_even == max(generations) % 2
    seen["exchanged meanwhile"] += not os.path.samestat(os.fstat(folder), Path(site).stat())
    os.close(folder)
    return seen


def generation_of(file: int, seen: Counter[str]) -> int:
    content = os.read(file, 2 * LENGTH).decode()
    os.close(file)
    seen["pages that are not whole"] += len(content) != LENGTH or len(set(content)) != 1
    return ord(content[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
