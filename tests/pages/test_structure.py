"""The structure and its picture: everyone stands there once, and no box lies on another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from boards import COUNCIL
from partnership_register.model.partnership import Partnership
from partnership_register.pages.lists import gathered
from partnership_register.pages.picture import LETTER, MOST_ARCS, Placed, picture
from partnership_register.pages.structure import pages
from partnership_register.records import Records
from partnership_register.register import Register
from partnership_register.register.structure import each_branch, tree, works_with
from places import AS_OF

IDS = [f"p{number}" for number in range(7)]


@st.composite
def _registers(draw: st.DrawFn) -> Register:
    """Partnerships that name each other in any way, circles included."""
    some = st.sampled_from(IDS)
    made = [
        Partnership.model_validate(
            {
                "id": each,
                "path": f"partnerships/{each}/partnership.yml",
                "partnership": each,
                "title": "P" + draw(st.text(st.characters(categories=["L", "Zs"]))),
                "type": draw(st.sampled_from(["strategic", "thematic", "area", "sub-group"])),
                "status": draw(st.sampled_from(["active", "active", "active", "closed"])),
                "purpose": "To meet.",
                "parent": draw(st.none() | some),
                "reports_to": draw(st.lists(some, max_size=2)),
                "works_with": draw(st.lists(some, max_size=4)),
            }
        )
        for each in IDS
    ]
    return Register(Records(COUNCIL, tuple(made), {}, ()), COUNCIL, AS_OF)


@given(_registers())
def test_every_partnership_at_work_stands_in_the_tree_once(register: Register) -> None:
    """However the lines of report run, circles included, nobody is lost or shown twice."""
    shown = sorted(branch.partnership.id for _, branch in each_branch(tree(register)))
    at_work = [p.id for p in register.all(Partnership) if p.status == "active"]
    assert shown == at_work


@given(_registers())
def test_working_together_is_said_of_both(register: Register) -> None:
    """Whichever of two partnerships says so, and never of one with itself."""
    for one in register.all(Partnership):
        if one.status != "active":
            continue
        for other in works_with(register, one):
            assert other is not one
            assert one in works_with(register, other)


@given(_registers())
def test_boxes_of_the_picture_do_not_touch_and_hold_their_words(register: Register) -> None:
    """A box ends before the next begins, and is as high as its lines and as wide as the longest."""
    (page,) = pages(register, gathered(()))
    drawn = page.view.picture  # type: ignore[attr-defined]
    if drawn is None:
        return
    for upper, lower in pairwise(drawn.boxes):
        assert upper.y + upper.height < lower.y
    for box in drawn.boxes:
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height
        for line in box.lines:
            assert box.y < line.y < box.y + box.height
            assert line.x + len(line.text) * LETTER <= box.x + box.width


def test_arcs_to_nearer_boxes_lie_inside_those_to_farther_ones() -> None:
    """Arcs that leave a box in one direction do not cross each other."""
    placed = [
        Placed("a", "A", "/a/", 0, "", ("b", "c", "d")),
        Placed("b", "B", "/b/", 0, "", ()),
        Placed("c", "C", "/c/", 0, "", ("d",)),
        Placed("d", "D", "/d/", 0, "", ()),
    ]
    drawn = picture(placed)
    starts = {edge.title: _heights(edge.path) for edge in drawn.beside}
    near, middle, far = (starts[f"A works with {other}"] for other in "BCD")
    assert far[0] < middle[0] < near[0] < near[1] < middle[1] < far[1]
    assert starts["C works with D"][1] < far[1]


def test_arcs_that_nobody_could_follow_are_left_to_the_list() -> None:
    """Up to the limit every arc is drawn; one more and the picture has none, and says so."""
    others = [f"b{number}" for number in range(MOST_ARCS + 1)]
    below = [Placed(each, each, f"/{each}/", 0, "", ()) for each in others]
    drawn = picture([Placed("a", "A", "/a/", 0, "", tuple(others[:-1])), *below])
    assert len(drawn.beside) == MOST_ARCS
    assert not drawn.is_beside_left_out
    crowded = picture([Placed("a", "A", "/a/", 0, "", tuple(others)), *below])
    assert crowded.beside == ()
    assert crowded.is_beside_left_out
    assert crowded.width < drawn.width


def _heights(path: str) -> tuple[int, int]:
    start, end = path.removeprefix("M").split("C")
    return int(start.split()[1]), int(end.split()[-1])
