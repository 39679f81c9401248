"""Links are written from the root of the site and shown as their page needs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_register.pages.addresses import relative
from partnership_register.render import with_relative_links

NAMES = st.sampled_from(["a", "b", "ab", "..", ".", "x.csv", "?q=a"])
FOLDERS = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=4).map(
    lambda names: "/".join(["", *names, ""])
)
ADDRESSES = st.builds(
    lambda names, end: f"/{'/'.join(names)}{end}",
    st.lists(NAMES, max_size=5),
    st.sampled_from(["", "/", "#", "#a", "/#a/b/", "?q=/a/"]),
)


@given(st.lists(ADDRESSES, max_size=4), FOLDERS)
def test_every_link_is_what_its_address_is_from_the_page(addresses: list[str], page: str) -> None:
    """However many there are and wherever they lead, above, beside or below the page."""
    links = "".join(f'<a class="x" href="{address}">{address}</a>\n' for address in addresses)
    assert with_relative_links(links, page) == "".join(
        f'<a class="x" href="{relative(address, page)}">{address}</a>\n' for address in addresses
    )


@pytest.mark.parametrize(
    "words",
    [
        'href="/risks/"',
        ' href="/risks/',
        'is <b>bold</b> href="/risks/"',
        '<a title="it: href=&#34;/risks/&#34;">',
        '<a data-href="/risks/">',
    ],
)
def test_only_addresses_in_tags_are_made_relative(words: str) -> None:
    """Words that look like an attribute stay as they are, and hide no link after them."""
    body = f'<p>{words} <a class="x" href="/risks/">r</a> <img src="/a.png" alt=""></p>'
    assert with_relative_links(body, "/actions/") == (
        f'<p>{words} <a class="x" href="../risks/">r</a> <img src="../a.png" alt=""></p>'
    )
