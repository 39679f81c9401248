"""How the partnerships fit together: a list that says it in full, and a picture beside it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import HOME, REGISTER, STRUCTURE, address
from partnership_register.pages.lists import Lists
from partnership_register.pages.page import Page
from partnership_register.pages.picture import Picture, Placed, picture
from partnership_register.pages.shapes import Entry, Link, Node, Shape
from partnership_register.pages.wording import TYPES
from partnership_register.pages.writing import (
    day,
    plain,
    record_link,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.standing import is_at_work
from partnership_register.register.structure import (
    Branch,
    each_branch,
    reports_to,
    tree,
    works_with,
)


class StructureView(Shape, frozen=True):
    """The partnerships as nested lists and as a picture."""

    nodes: tuple[Node, ...]
    picture: Picture | None
    not_at_work: tuple[Entry, ...]


def pages(register: Register, _: Lists) -> Iterator[Page]:
    """The page of the structure."""
    branches = tree(register)
    placed = tuple(_placed(register, branches))
    view = StructureView(
        tuple(_node(register, branch) for branch in branches),
        picture(placed) if placed else None,
        tuple(_not_at_work(register)),
    )
    said = (
        "Which partnership reports to which, and which work side by side: as a list and a picture."
    )
    yield Page(STRUCTURE.url, "views/structure.html", STRUCTURE.text, said, REGISTER.text, view,
               (HOME, REGISTER))  # fmt: skip


def _node(register: Register, branch: Branch) -> Node:
    partnership = branch.partnership
    return Node(
        Link(partnership.title, address(partnership)),
        _note(register, partnership),
        None if partnership.status == "active" else status(partnership.status),
        tuple(_node(register, below) for below in branch.below),
    )


def _note(register: Register, partnership: Partnership) -> str:
    """What kind it is, to whom it reports, beside whom it works."""
    said = [TYPES[partnership.type]]
    parent = register.get(Partnership, partnership.parent or "")
    if parent:
        said[0] = f"Sub-group of {short_title(parent)}"
    above = [short_title(each) for each in reports_to(register, partnership)]
    if above:
        said.append(f"Reports to {_listed(above)}")
    beside = [short_title(each) for each in works_with(register, partnership)]
    if beside:
        said.append(f"Works with {_listed(beside)}")
    return ". ".join(said) + "."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _placed(register: Register, branches: tuple[Branch, ...]) -> Iterator[Placed]:
    above: dict[str, str] = {}
    for depth, branch in each_branch(branches):
        here = branch.partnership
        above |= {below.partnership.id: here.id for below in branch.below}
        yield Placed(
            here.id,
            short_title(here),
            address(here),
            depth,
            above.get(here.id, ""),
            tuple(other.id for other in works_with(register, here)),
        )


def _not_at_work(register: Register) -> Iterator[Entry]:
    for partnership in register.all(Partnership):
        if is_at_work(partnership):
            continue
        ended = partnership.active.end if partnership.active else None
        said = partnership.closed_reason or partnership.purpose
        text = plain(resolved(register, said, partnership))
        yield Entry(record_link(partnership), day(ended) if ended else None, text,
                    status(partnership.status))  # fmt: skip
