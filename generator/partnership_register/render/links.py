"""Addresses of the site as a page needs them: relative to itself, wherever the site lies."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from partnership_register.pages.addresses import relative

_MARK = '="/'
_ANY_PAGE = '"'  # stands in no address, so that none lies below it
_NAMES = tuple(f"{space}{name}" for name, space in product(("href", "src", "action"), " \n\t"))


def with_relative_links(body: str, page_url: str) -> str:
    """HTML with its site-absolute addresses as seen from the page.

    Text has its angle brackets escaped, so that only what stands between two of them is a tag.
    """
    before, *pieces = body.split(_MARK)
    beside = f"{page_url.rstrip('/').rpartition('/')[0]}/{_ANY_PAGE}/"
    made = [before]
    for piece in pieces:
        end = piece.find('"')
        if before.endswith(_NAMES) and before.rfind("<") > before.rfind(">") and end >= 0:
            address = f"/{piece[:end]}"
            below = address.startswith(page_url)
            seen = relative(address, page_url) if below else _seen(address, beside)
            made += '="', seen, piece[end:]
        else:
            made += _MARK, piece
        before = piece
    return "".join(made)


@lru_cache(maxsize=16384)
def _seen(address: str, page_url: str) -> str:
    """The way to an address that all pages of a folder share, unless it lies below one of them."""
    return relative(address, page_url)
