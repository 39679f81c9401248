"""Publishes the files of a JSON file as a site, as often as it is told; tests run and kill it."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from partnership_register.publishing import Publication


def main(site: str, files: str, times: str = "1") -> None:
    contents = json.loads(Path(files).read_text())
    with suppress(FileNotFoundError):
        Path("publishing begins here").rmdir()  # what tests look for among the system calls
    for _ in range(int(times)):
        with Publication(Path(site)) as publication:
            for path, text in contents.items():
                publication.put(path, text.encode())
            publication.publish()


if __name__ == "__main__":
    main(*sys.argv[1:])
