"""What readers of the site see while it is published hundreds of times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import sleep
from unittest.mock import patch

import pytest

from partnership_register.publishing import Publication
from reckoning import Reckon

READER = Path(__file__).with_name("read_on.py")
LENGTH = 20_000
PAGES = ("index.html", "a/index.html", "a/b/index.html", "a/b/c/d/index.html", "e/index.html")
FIRST = 256
PAUSE = 0.01
"""Seconds before and after the exchange, in which a reader can come to the end of a site."""
NO_WAITING_FOR_THE_DISK = patch("partnership_register.publishing.publication.make_lasting")


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="the system opens no folders")
def test_readers_see_one_whole_site_while_it_is_published(tmp_path: Path, reckon: Reckon) -> None:
    """By one open folder a site of one generation; by path whole pages, never older ones again."""
    site, builds = tmp_path / "site", tmp_path / "builds"
    least, reads = (500, 500_000) if reckon.whole else (200, 10_000)
    _tell(builds, "0")
    _publish(site, FIRST)
    readers = [_reader(until, site) for until in (builds, builds, reads, reads)]
    publishes = 0
    while publishes < least or any(quick.poll() is None for quick in readers[2:]):
        publishes += 1
        _tell(builds, str(publishes))
        _publish(site, FIRST + publishes)
    _tell(builds, "stop")
    seen: Counter[str] = Counter()
    for reader in readers:
        said, _ = reader.communicate(timeout=60)
        assert reader.returncode == 0
        seen.update(json.loads(said))
    assert seen["whole sites"] > 100
    assert seen["exchanged meanwhile"] > 0
    assert seen["read by path"] > 2 * reads
    for fault in ("mixed sites", "pages that are not whole", "went back"):
        assert seen[fault] == 0, fault
    reckon.held("P3", publishes, "publishes while others read")
    reckon.held("P3", seen["read by path"], "pages read by their paths meanwhile, all whole")
    reckon.held("P3", seen["whole sites"], "sites read by one open folder, each of one generation")


def _reader(until: Path | int, site: Path) -> subprocess.Popen[str]:
    command = [sys.executable, READER, str(until), site, *PAGES]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _publish(site: Path, generation: int) -> None:
    content = (chr(generation) * LENGTH).encode()
    with Publication(site) as publication, NO_WAITING_FOR_THE_DISK:
        for page in PAGES:
            publication.put(page, content)
        if generation % 2 == 0:
            publication.put("even/index.html", content)
        sleep(PAUSE)
        publication.publish()
    sleep(PAUSE)


def _tell(builds: Path, what: str) -> None:
    draft = builds.with_suffix(".new")
    draft.write_text(what)
    draft.replace(builds)
