"""From the engine's finished stubs to the whole site: cut the frames, fill them, add the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from partnership_register.exports import exported
from partnership_register.pages import Page, home
from partnership_register.pages.addresses import file_address
from partnership_register.publish import Output, page_path, write
from partnership_register.register import Register
from partnership_register.render import Frame, Renderer, slot
from partnership_register.shell.stubs import Stub, stub_of, stubs

THEME = Path(__file__).resolve().parents[1] / "theme"
"""Where the templates lie in an installed package; a checkout has them at its top."""
_ENGINE_LEFTOVERS = ("sitemap.xml", "sitemap.xml.gz")


def theme_folder() -> Path:
    """The folder of templates: of the installed package, else of the checkout."""
    return THEME if THEME.is_dir() else Path(__file__).resolve().parents[3] / "theme"


def finish(
    site: Path,
    register: Register,
    pages: Sequence[Page],
    *,
    records_dir: Path,
    site_url: str,
) -> int:
    """Turn what the engine left in `site` into the published site; return the number of pages."""
    frames = {stub.name: _cut(site, stub) for stub in stubs(pages)}
    for leftover in _ENGINE_LEFTOVERS:
        (site / leftover).unlink(missing_ok=True)
    written_by_hand = [_url(site, file) for file in sorted(site.rglob("index.html"))]
    renderer = Renderer(theme_folder(), frames)
    _fill_home(site / "index.html", renderer, register)
    write(site, _rendered(pages, renderer))
    write(site, _attached(register, records_dir))
    write(
        site,
        (
            Output(e.path, e.content)
            for e in exported(register, pages, [*written_by_hand], site_url)
        ),
    )
    return len(pages)


def _cut(site: Path, stub: Stub) -> Frame:
    """Take the engine's page out of the site and cut it."""
    file = site / stub.name / "index.html"
    frame = Frame.cut(file.read_text(encoding="utf-8"), stub.name)
    file.unlink()
    for folder in (file.parent, *file.parent.parents):
        if folder == site or any(folder.iterdir()):
            break
        folder.rmdir()
    return frame


def _url(site: Path, file: Path) -> str:
    folder = file.parent.relative_to(site).as_posix()
    return "/" if folder == "." else f"/{folder}/"


def _fill_home(file: Path, renderer: Renderer, register: Register) -> None:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if slot("body") in text:
        filled = text.replace(f"<p>{slot('body')}</p>", renderer.body(home.page(register)))
        file.write_text(filled, encoding="utf-8", newline="\n")


def _rendered(pages: Sequence[Page], renderer: Renderer) -> Iterator[Output]:
    for page in pages:
        yield Output(page_path(page.url), renderer.bytes_of(page, stub_of(page).name))


def _attached(register: Register, records_dir: Path) -> Iterator[Output]:
    for record in register.everything:
        folder = record.path.rpartition("/")[0]
        for name in register.files_of(record):
            source = records_dir.parent / folder / name
            yield Output(file_address(record, name).lstrip("/"), source)
