"""Makes the sections and actions of a plan record out of its entries."""

from collections.abc import Iterable

from partnership_register.importers.columns import OTHER, Column
from partnership_register.importers.going_on import Entry
from partnership_register.importers.leads import names_of
from partnership_register.importers.markdown import markdown_of
from partnership_register.importers.paper import Line
from partnership_register.importers.passage import Passage
from partnership_register.importers.refs import bare_ref, ref_in_text
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.sections import Section
from partnership_register.importers.writing import Account, Data, Path, Quoted, Writing

_LEVEL_WORDS = ("level", "priority")
_ORDER = (
    "ref", "action", "measures", "leads", "leads_text", "timescale", "resources", "comments",
    "priority", "priority_text", "status_text", "source", "other",
)  # fmt: skip


def section_data(
    section: Section, path: Path, writing: Writing, *, untitled: str
) -> dict[str, Data]:
    """One section of the record; `untitled` is its title where the paper gives none."""
    data: dict[str, Data] = {}
    if section.title is None:
        data["title"] = untitled
        writing.ours.append((*path, "title"))
    else:
        data["title"] = writing.one_line((*path, "title"), section.title)
    if section.heading is not None:
        data["heading"] = writing.one_line((*path, "heading"), section.heading)
    if section.of_lists:
        data.update(_lists(section.entries[0], path, writing))
    else:
        data["actions"] = actions_data(section.entries, (*path, "actions"), writing)
    return data


def actions_data(entries: Iterable[Entry], path: Path, writing: Writing) -> list[Data]:
    """The actions of a section, one for each entry; raise ImportRefused where one is blank."""
    return [_action(entry, (*path, number), writing) for number, entry in enumerate(entries)]


def _action(entry: Entry, path: Path, writing: Writing) -> dict[str, Data]:
    data: dict[str, Data] = {}
    others: list[Data] = []
    for number, passage in entry.passages.items():
        column = writing.layout.columns[number]
        if column.meaning == OTHER:
            others.append(_other(column, passage, (*path, OTHER, len(others)), writing))
        else:
            data.update(_field(column.meaning, passage, path, writing))
    if "action" not in data:
        raise ImportRefused(
            "this row does not say what is to be done. Write the action, or join the row to the "
            "one it belongs to.",
            entry.place,
        )
    if others:
        data[OTHER] = others
    if "leads_text" in data and "leads" not in data:
        writing.unparted.append(str(data.get("ref", entry.place)))
    return {key: data[key] for key in _ORDER if key in data}


def _field(meaning: str, passage: Passage, path: Path, writing: Writing) -> dict[str, Data]:
    """The field, or fields, that one column of an action fills."""
    at = (*path, meaning)
    value: Data
    match meaning:
        case "action":
            return _action_text(path, passage, writing)
        case "leads":
            return _leads(path, passage, writing)
        case "priority":
            return _priority(path, passage, writing)
        case "ref":
            value = _ref(at, passage, writing)
        case "measures":
            value = writing.markdown_items(at, passage)
        case "resources" | "comments":
            value = writing.markdown(at, passage)
        case _:
            value = writing.plain(at, passage)
    return {meaning: value}


def _ref(path: Path, passage: Passage, writing: Writing) -> Quoted:
    written, ref = passage.text, bare_ref(passage.text)
    left_out, instead = (written, ref) if ref != written else ("", "")
    writing.accounts.append(Account(path, passage.cells, left_out=left_out, instead=instead))
    return Quoted(ref)


def _action_text(path: Path, passage: Passage, writing: Writing) -> dict[str, Data]:
    """The action, and its ref where the text opens with it."""
    found = ref_in_text(passage.lines[0].text) if writing.refs_in_text else None
    if found is None:
        return {"action": writing.markdown((*path, "action"), passage)}
    ref, mark, text = found
    first = Line(text, passage.lines[0].level, passage.lines[0].mark)
    account = Account((*path, "action"), passage.cells, markdown=True, left_out=mark)
    writing.accounts.append(account)
    writing.ours.append((*path, "ref"))
    return {"ref": Quoted(ref), "action": markdown_of((first, *passage.lines[1:]))}


def _leads(path: Path, passage: Passage, writing: Writing) -> dict[str, Data]:
    """The leads as written, and by name where the cell parts without guessing."""
    text = writing.plain((*path, "leads_text"), passage)
    writing.ours.append((*path, "leads"))
    names = names_of(passage.lines)
    named: dict[str, Data] = {"leads": [{"name": name} for name in names]} if names else {}
    return {**named, "leads_text": text}


def _priority(path: Path, passage: Passage, writing: Writing) -> dict[str, Data]:
    """The level where it is a number, and the words of the cell where they say more."""
    text = passage.plain
    if text.isdecimal():
        return {"priority": Quoted(writing.plain((*path, "priority"), passage))}
    data: dict[str, Data] = {"priority_text": writing.plain((*path, "priority_text"), passage)}
    words = [word for word in text.split() if word.casefold() not in _LEVEL_WORDS]
    level = words[0].strip("().,:;") if words else ""
    if level.isdecimal():
        data["priority"] = Quoted(level)
        writing.ours.append((*path, "priority"))
    return data


def _other(column: Column, passage: Passage, path: Path, writing: Writing) -> dict[str, Data]:
    """A column that is not known here, under its own heading."""
    writing.ours.append((*path, "heading"))
    heading = column.heading or f"Column {column.letter}"
    return {"heading": heading, "text": writing.markdown((*path, "text"), passage)}


def _lists(entry: Entry, path: Path, writing: Writing) -> dict[str, Data]:
    """An outcome whose cells hold lists that do not pair: each stays a list of its own."""
    data: dict[str, Data] = {"actions": []}
    for number, passage in entry.passages.items():
        match writing.layout.columns[number].meaning:
            case "action":
                texts = writing.markdown_items((*path, "actions"), passage)
                data["actions"] = [{"action": text} for text in texts]
            case "measures":
                data["measures"] = writing.markdown_items((*path, "measures"), passage)
            case "timescale":
                data["timescales"] = writing.plain_items((*path, "timescales"), passage)
            case "leads":
                data["leads_text"] = writing.plain_items((*path, "leads_text"), passage)
            case meaning:
                data[meaning] = writing.markdown((*path, meaning), passage)
    order = ("actions", "measures", "timescales", "leads_text", "resources", "comments")
    return {key: data[key] for key in order if key in data}
