"""Reads a site over and over while it is published, and tells what it saw as JSON.

Each page is its generation, as one character, many times over. `until` is how many pages are to be
read, by their paths and without a pause; or else the way to a file that says how many builds have
begun, and "stop" at the end.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import sleep

LENGTH = 20_000


def main(until: str, site: str, *pages: str) -> None:
    seen: Counter[str] = Counter()
    if until.isdecimal():
        read_by_path(site, islice(cycle(pages), int(until)), seen)
    else:
        last = 0
        while (begun := Path(until).read_text()) != "stop":
            seen += read_by_folder(site, pages, lambda b=begun: Path(until).read_text() == b)
            last = read_by_path(site, pages, seen, last, pause=0.0005)
    print(json.dumps(seen))


def read_by_path(
    site: str, pages: Iterable[str], seen: Counter[str], last: int = 0, pause: float = 0
) -> int:
    """Pages one after another, none older than that before it; the generation of the last."""
    for page in pages:
        generation = generation_of(os.open(f"{site}/{page}", os.O_RDONLY), seen)
        seen["went back"] += generation < last
        seen["read by path"] += 1
        last = generation
        if pause:
            sleep(pause)
    return last


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
    content = os.read(file, 4 * LENGTH).decode()
    os.close(file)
    seen["pages that are not whole"] += content != content[0] * LENGTH
    return ord(content[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
