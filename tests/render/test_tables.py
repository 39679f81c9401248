"""Rows of tables: as short as they can be, and the same tree as the long way to write them."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import tostring

import html5lib

from partnership_register.pages.shapes import Cell, Column, Link, Status, TableRow
from partnership_register.render.tables import MOST_COLUMNS, column_classes, rows
from places import PROJECT

COLUMNS = (
    Column("Partnership"),
    Column("Kind", facet=True, labelled=False),
    Column("Held", "date"),
    Column("Risks", "number"),
    Column("Lead & chair"),
)
ROWS = (
    TableRow(
        (
            Link("A & B", "/a/"),
            "Area <board>",
            Cell(Link("3 Sep 2026", "/a/meetings/"), "2026-09-03"),
            Cell(Link("2", "/a/risks/"), "2"),
            ("Kim", Status("Held", "good")),
        ),
        "a-b",
    ),
    TableRow((None, "", date(2026, 9, 3), Cell("Many", "900"), Cell("", "x"))),
    TableRow(("C", None, Cell("In autumn", "2026-10"), "0", ())),
)
WHOLE = (
    '<tr id="a-b"><th scope="row"><a href="/a/">A &amp; B</a></th><td>Area &lt;board&gt;</td>'
    '<td data-label="Held"><a href="/a/meetings/">3 Sep 2026</a></td>'
    '<td data-label="Risks"><a href="/a/risks/">2</a></td>'
    '<td data-label="Lead &amp; chair"><ul class="values"><li>Kim</li>'
    '<li><strong class="tag tag--good">Held</strong></li></ul></td></tr>'
    '<tr><th scope="row"><span class="missing">None</span></th><td></td>'
    '<td data-label="Held"><time datetime="2026-09-03">3 September 2026</time></td>'
    '<td data-label="Risks" data-key="900">Many</td><td></td></tr>'
    '<tr><th scope="row">C</th><td></td><td data-label="Held" data-key="2026-10">In autumn</td>'
    '<td data-label="Risks">0</td><td></td></tr>'
)


def _tree(body: str) -> bytes:
    whole: bytes = tostring(html5lib.parse(f"<table><tbody>{body}</tbody></table>"))
    return whole


def test_short_rows_are_the_same_tree_as_whole_ones() -> None:
    """Labels, keys and anchors are there where they are needed; an empty cell holds nothing."""
    short = rows(ROWS, COLUMNS, sortable=True)
    assert _tree(short) == _tree(WHOLE)
    assert len(short) < len(WHOLE)


def test_rows_that_are_not_sorted_need_no_keys() -> None:
    """Without keys, the rest of the rows stays."""
    made = rows(ROWS, COLUMNS, sortable=False)
    assert _tree(made) == _tree(
        WHOLE.replace(' data-key="900"', "").replace(' data-key="2026-10"', "")
    )


def test_the_stylesheet_knows_every_class_that_a_table_may_have() -> None:
    """Each kind of column in each place; a column further on says its kind in its cells."""
    sheet = (PROJECT / "theme" / "assets" / "register.css").read_text(encoding="utf-8")
    for kind in ("number", "date", "status"):
        columns = tuple(Column(f"Column {at}", kind) for at in range(1, MOST_COLUMNS + 2))
        classes = column_classes(columns).split()
        assert classes == [f"col-{at}-{kind}" for at in range(1, MOST_COLUMNS + 1)]
        for at, name in enumerate(classes, start=1):
            assert f".{name} tr > :nth-child({at})" in sheet
        made = rows((TableRow(("x",) * len(columns)),), columns, sortable=False)
        assert made.count(f'class="cell--{kind}"') == 1
        assert f".cell--{kind}" in sheet
