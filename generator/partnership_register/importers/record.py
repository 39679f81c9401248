"""Writes sections as the data of a plan record, and keeps account of every cell that went in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from partnership_register.importers.columns import OTHER, Layout
from partnership_register.importers.going_on import Entry
from partnership_register.importers.leads import names_of
from partnership_register.importers.markdown import markdown_of
from partnership_register.importers.paper import Cell, Line
from partnership_register.importers.passage import Passage, items_of
from partnership_register.importers.refs import bare_ref, ref_in_text
from partnership_register.importers.sections import Section

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Path = tuple[str | int, ...]

_LEVEL_WORDS = ("level", "priority")
_ORDER = (
    "ref", "action", "measures", "leads", "leads_text", "timescale", "resources", "comments",
    "priority", "priority_text", "status_text", "source", "other",
)  # fmt: skip


class Quoted(str):
    """A text that is written in quotation marks: a ref, which must not read as a number."""


@dataclass(frozen=True, slots=True)
class Account:
    """The words of these cells stand at this place of the record, and no others."""

    path: Path
    cells: tuple[Cell, ...]
    markdown: bool
    left_out: tuple[str, ...] = ()
    """The mark of a ref, "1." for the ref "1": the one thing that is not kept letter by letter."""


@dataclass(slots=True)
class Ledger:
    """Every account of a plan, and the places whose words are not the paper's."""

    accounts: list[Account] = field(default_factory=list)
    ours: list[Path] = field(default_factory=list)
    unparted: list[str] = field(default_factory=list)
    """The actions whose leads could not be parted without guessing."""

    def plain(self, path: Path, passage: Passage) -> str:
        """The words as they stand, line by line."""
        self.accounts.append(Account(path, passage.cells, markdown=False))
        return passage.plain

    def one_line(self, path: Path, passage: Passage) -> str:
        """The words on one line, for a title."""
        self.accounts.append(Account(path, passage.cells, markdown=False))
        return passage.text

    def markdown(self, path: Path, passage: Passage) -> str:
        """The words as Markdown."""
        self.accounts.append(Account(path, passage.cells, markdown=True))
        return markdown_of(passage.lines)

    def markdown_items(self, path: Path, passage: Passage) -> list[Data]:
        """Each item of the cell as Markdown."""
        self.accounts.append(Account(path, passage.cells, markdown=True))
        return [markdown_of(item) for item in items_of(passage.lines)]

    def plain_items(self, path: Path, passage: Passage) -> list[Data]:
        """Each item of the cell as it stands."""
        self.accounts.append(Account(path, passage.cells, markdown=False))
        return [Passage(item, ()).plain for item in items_of(passage.lines)]


def section_data(section: Section, path: Path, layout: Layout, ledger: Ledger, *,
                 untitled: str, refs_in_text: bool) -> dict[str, Data]:  # fmt: skip
    """One section of the record; `untitled` is its title where the paper gives none."""
    data: dict[str, Data] = {}
    if section.title is None:
        data["title"] = untitled
        ledger.ours.append((*path, "title"))
    else:
        data["title"] = ledger.one_line((*path, "title"), section.title)
    if section.heading is not None:
        data["heading"] = ledger.one_line((*path, "heading"), section.heading)
    if section.of_lists:
        data.update(_lists_data(section.entries[0], path, layout, ledger))
    else:
        data["actions"] = actions_data(
            section.entries, (*path, "actions"), layout, ledger, refs_in_text=refs_in_text
        )
    return data


def actions_data(
    entries: Iterable[Entry], path: Path, layout: Layout, ledger: Ledger, *, refs_in_text: bool
) -> list[Data]:
    """The actions of a section, one for each entry."""
    return [
        _action_data(entry, (*path, number), layout, ledger, refs_in_text=refs_in_text)
        for number, entry in enumerate(entries)
    ]


def _action_data(
    entry: Entry, path: Path, layout: Layout, ledger: Ledger, *, refs_in_text: bool
) -> dict[str, Data]:
    data: dict[str, Data] = {}
    for number, passage in entry.passages.items():
        column = layout.columns[number]
        at = (*path, column.meaning)
        match column.meaning:
            case "ref":
                data["ref"] = _ref(at, passage, ledger)
            case "action":
                data.update(_action_text(path, passage, ledger, refs_in_text=refs_in_text))
            case "measures":
                data["measures"] = ledger.markdown_items(at, passage)
            case "leads":
                data.update(_leads(path, passage, ledger))
            case "timescale" | "status_text" | "source":
                data[column.meaning] = ledger.plain(at, passage)
            case "resources" | "comments":
                data[column.meaning] = ledger.markdown(at, passage)
            case "priority":
                data.update(_priority(path, passage, ledger))
            case _:
                heading = column.heading or f"Column {column.letter}"
                others = data.setdefault(OTHER, [])
                assert isinstance(others, list)
                ledger.ours.append((*path, OTHER, len(others), "heading"))
                text = ledger.plain((*path, OTHER, len(others), "text"), passage)
                others.append({"heading": heading, "text": text})
    if "leads_text" in data and "leads" not in data:
        ledger.unparted.append(str(data.get("ref", entry.place)))
    return {key: data[key] for key in _ORDER if key in data}


def _ref(path: Path, passage: Passage, ledger: Ledger) -> Quoted:
    written = passage.text
    ref = bare_ref(written)
    left_out = () if ref == written else (written, ref)
    ledger.accounts.append(Account(path, passage.cells, markdown=False, left_out=left_out))
    return Quoted(ref)


def _action_text(
    path: Path, passage: Passage, ledger: Ledger, *, refs_in_text: bool
) -> dict[str, Data]:
    """The action, and its ref where the text opens with it."""
    found = ref_in_text(passage.lines[0].text) if refs_in_text else None
    if found is None:
        return {"action": ledger.markdown((*path, "action"), passage)}
    ref, mark, text = found
    first = Line(text, passage.lines[0].level, passage.lines[0].mark)
    ledger.accounts.append(Account((*path, "action"), passage.cells, True, (mark, "")))
    ledger.ours.append((*path, "ref"))
    return {"ref": Quoted(ref), "action": markdown_of((first, *passage.lines[1:]))}


def _leads(path: Path, passage: Passage, ledger: Ledger) -> dict[str, Data]:
    """The leads as written, and by name where the cell parts without guessing."""
    names = names_of(passage.lines)
    text = ledger.plain((*path, "leads_text"), passage)
    ledger.ours.append((*path, "leads"))
    if not names:
        return {"leads_text": text}
    return {"leads": [{"name": name} for name in names], "leads_text": text}


def _priority(path: Path, passage: Passage, ledger: Ledger) -> dict[str, Data]:
    """The level, and the words of the cell where they say more than the level."""
    text = passage.plain
    words = [word for word in text.split() if word.casefold() not in _LEVEL_WORDS]
    level = words[0].strip("().,:;") if words else ""
    if text == level:
        return {"priority": Quoted(ledger.plain((*path, "priority"), passage))}
    data: dict[str, Data] = {"priority_text": ledger.plain((*path, "priority_text"), passage)}
    if level.isdigit():
        data["priority"] = Quoted(level)
        ledger.ours.append((*path, "priority"))
    return data


def _lists_data(entry: Entry, path: Path, layout: Layout, ledger: Ledger) -> dict[str, Data]:
    """An outcome whose cells hold lists that do not pair: each stays a list of its own."""
    data: dict[str, Data] = {}
    for number, passage in entry.passages.items():
        match layout.columns[number].meaning:
            case "action":
                texts = ledger.markdown_items((*path, "actions"), passage)
                data["actions"] = [{"action": text} for text in texts]
            case "measures":
                data["measures"] = ledger.markdown_items((*path, "measures"), passage)
            case "timescale":
                data["timescales"] = ledger.plain_items((*path, "timescales"), passage)
            case "leads":
                data["leads_text"] = ledger.plain_items((*path, "leads_text"), passage)
            case meaning:
                data[meaning] = ledger.markdown((*path, meaning), passage)
    return data
