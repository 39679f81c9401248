"""Each shape of a value has its HTML, and nothing says so in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from partnership_register.pages.shapes import Cell, File, Link, Prose, Status, Value
from partnership_register.render.atoms import value
from partnership_register.render.escaping import written

CASES: tuple[tuple[Value | Cell | File | int, str], ...] = (
    ("Bread & <salt>", "Bread &amp; &lt;salt&gt;"),
    ("", '<span class="missing">Not recorded</span>'),
    (None, '<span class="missing">Not recorded</span>'),
    ((), '<span class="missing">Not recorded</span>'),
    (3, "3"),
    (Link("A & B", '/a/"'), '<a href="/a/&#34;">A &amp; B</a>'),
    (Link("A", "/a/", "it's"), '<a href="/a/">A</a> <span class="note">(it&#39;s)</span>'),
    (File("Plan", "/plan.pdf", "PDF"), '<a href="/plan.pdf">Plan</a>'),
    (Status("Held", "good"), '<strong class="tag tag--good">Held</strong>'),
    (date(2026, 5, 28), '<time datetime="2026-05-28">28 May 2026</time>'),
    (
        datetime.fromisoformat("2026-05-28T18:30"),
        '<time datetime="2026-05-28T18:30:00">28 May 2026, 6:30pm</time>',
    ),
    (
        datetime.fromisoformat("2026-05-08T12:00"),
        '<time datetime="2026-05-08T12:00:00">8 May 2026, midday</time>',
    ),
    (
        datetime.fromisoformat("2026-05-08T00:05"),
        '<time datetime="2026-05-08T00:05:00">8 May 2026, 12:05am</time>',
    ),
    (Prose("*so*"), '<div class="prose"><p><em>so</em></p>\n</div>'),
    (Cell("A", "1"), "A"),
    (("A",), "A"),
    (("<A>", None), '<ul class="values"><li>&lt;A&gt;</li><li>'
     '<span class="missing">Not recorded</span></li></ul>'),
)  # fmt: skip


@pytest.mark.parametrize(("it", "expected"), CASES, ids=[repr(it)[:40] for it, _ in CASES])
def test_a_value_is_written_by_its_shape(it: Value | Cell | File | int, expected: str) -> None:
    """Text is escaped by the template; all else is HTML already."""
    assert written(value(it)) == expected


def test_missing_things_are_said_in_the_words_of_the_place() -> None:
    """A table says of an empty cell what it always says."""
    assert value((None,), "None recorded") == '<span class="missing">None recorded</span>'
