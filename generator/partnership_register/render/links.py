"""Addresses of the site as a page needs them: relative to itself, wherever the site lies."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from partnership_register.pages.addresses import relative

_MARK = '="/'
_ANY_PAGE = '"'  # stands in no address, so that none lies below it
_MOST_KNOWN = 4096
_NAMES = tuple(f"{space}{name}" for name, space in product(("href", "src", "action"), " \n\t"))


def with_relative_links(body: str, page_url: str) -> str:
    """HTML with its site-absolute addresses as seen from the page.

    Text has its angle brackets escaped, so that only what stands between two of them is a tag.
    """
    before, *pieces = body.split(_MARK)
    ways = _ways_from(f"{page_url.rstrip('/').rpartition('/')[0]}/{_ANY_PAGE}/")
    below = page_url[1:]
    made = [before]
    for piece in pieces:
        end = piece.find('"')
        if before.endswith(_NAMES) and before.rfind("<") > before.rfind(">") and end >= 0:
            path = piece[:end]
            seen = relative(f"/{path}", page_url) if path.startswith(below) else ways[path]
            made.append(f'="{seen}{piece[end:]}')
        else:
            made.append(_MARK + piece)
        before = piece
    return "".join(made)


class _Ways(dict[str, str]):
    """The ways to addresses that all pages of a folder share, unless one lies below a page."""

    def __init__(self, page_url: str) -> None:
        super().__init__()
        self._page_url = page_url

    def __missing__(self, path: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        way = self[path] = relative(f"/{path}", self._page_url)
        return way


_ways_from = lru_cache(maxsize=16)(_Ways)
