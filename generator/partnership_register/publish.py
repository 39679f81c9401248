"""Writing the site: everything into a folder of its own, then into place in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path below the site's folder, and its bytes or where to copy from."""

    path: str
    content: bytes | Path


def write(site: Path, outputs: Iterable[Output]) -> int:
    """Write files below `site` and return how many.

    Raises FileExistsError for a path used twice, be it only in another case.
    """
    written: set[str] = set()
    for output in outputs:
        if output.path.lower() in written:
            raise FileExistsError(f"two pages of the site would both be {output.path}")
        written.add(output.path.lower())
        target = site / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(output.content, Path):
            shutil.copyfile(output.content, target)
        else:
            target.write_bytes(output.content)
    return len(written)


@contextmanager
def staged(site: Path) -> Iterator[Path]:
    """A folder beside `site` to build into; on success it takes the place of `site`.

    Whatever is raised inside leaves `site` as it was.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        new = workshop / "new"
        new.mkdir()
        yield new
        _exchange(site, new, workshop / "old")
    finally:
        shutil.rmtree(workshop)


def _exchange(site: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of `site`; if that fails half-way, put the old site back."""
    if not site.exists():
        new.rename(site)
        return
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise


def page_path(url: str) -> str:
    """The file in which the page at a site-absolute address lies."""
    return f"{url.lstrip('/')}index.html"
