"""Says in council English what was read from a paper, and what an officer should look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership_register.importers.accounting import cells_of
from partnership_register.importers.columns import OTHER
from partnership_register.importers.contents import Contents
from partnership_register.importers.paper import Paper
from partnership_register.importers.refs import looks_like_ref, lost_noughts, repeated_refs
from partnership_register.importers.rows import RowsRead
from partnership_register.importers.sections import Sections
from partnership_register.importers.writing import Data
from partnership_register.model.plan import missing_refs

_MEANING_WORDS = {"status_text": "progress", "group": "group"}


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is known of an import once it has gone through."""

    paper: Paper
    contents: Contents
    read: RowsRead
    sections: Sections
    data: dict[str, Data]
    unparted: tuple[str, ...]
    """The actions whose leads could not be parted without guessing."""
    words: int
    """How many words of the paper were found again in the plan."""


def report_of(found: Findings) -> list[str]:
    """The report, line by line: what was read, what was done, what is to be looked at."""
    return [
        *_counts(found),
        *_columns(found.contents),
        *_groups(found.data, found.sections),
        *_refs(found.data, found.read),
        *_handling(found.contents, found.read, found.sections),
        *_unseen(found.paper),
        *_to_look_at(found),
    ]


def _counts(found: Findings) -> Iterator[str]:
    paper, sections = found.paper, found.sections
    rows = sum(bool(row.filled) for table in paper.tables for row in table.rows)
    sectioned = sections.key != "actions"
    number = len(sections.sections)
    under = f" under {_count(number, sections.key[:-1])}" if sectioned else ""
    where = f"{len(paper.tables)} tables, " if len(paper.tables) > 1 else ""
    actions = _count(len(actions_in(found.data)), "action")
    yield f"Read {paper.file}: {where}{_count(rows, 'row')}, {actions}{under}."
    words = _count(found.words, "word")
    yield f"All {words} of the paper stand in the plan; every cell was compared."


def _columns(contents: Contents) -> Iterator[str]:
    for column in contents.layout.columns:
        if column.meaning != OTHER:
            meaning = _MEANING_WORDS.get(column.meaning, column.meaning)
            yield f"Column {column.letter}, {_heading(column.heading)}: {meaning}."
    for column in contents.layout.columns:
        if column.meaning == OTHER:
            yield (
                f"Column {column.letter}, {_heading(column.heading)}: not known here, kept with "
                "each action under its own heading."
            )


def _heading(heading: str) -> str:
    return f'"{heading}"' if heading else "without a heading"


def _groups(data: dict[str, Data], sections: Sections) -> Iterator[str]:
    listed = data[sections.key]
    if sections.key == "actions" or not isinstance(listed, list):
        return
    for section in listed:
        assert isinstance(section, dict)
        actions = actions_in({sections.key: [section]})
        refs = _refs_of(actions)
        run = f", refs {refs[0]} to {refs[-1]}" if refs[1:] else f", ref {refs[0]}" if refs else ""
        kind = sections.key[:-1].capitalize()
        yield f'{kind} "{section["title"]}": {_count(len(actions), "action")}{run}.'


def _refs(data: dict[str, Data], read: RowsRead) -> Iterator[str]:
    actions = actions_in(data)
    refs = _refs_of(actions)
    if not refs:
        yield "The actions have no refs."
        return
    where = "; they stood in the text of the action" if read.habits.in_text else ""
    yield f"Refs: {len(refs)}, from {refs[0]} to {refs[-1]}{where}."
    if missing := missing_refs(refs):
        yield f"There is no {', no '.join(missing)}. Nothing was renumbered."
    for ref in repeated_refs(refs):
        yield f"Ref {ref} stands more than once."
    unlike = [ref for ref in refs if not looks_like_ref(ref)]
    if unlike and len(unlike) < len(refs):
        yield f"Not like the other refs: {', '.join(unlike)}. Are these actions?"
    without = len(actions) - len(refs)
    if without:
        yield f"{_count(without, 'action')} without a ref."
    for ref in _stored_as_numbers(read) & set(lost_noughts(refs)):
        yield f"Ref {ref} is a number in the spreadsheet: is it {ref}0 in the paper?"


def _stored_as_numbers(read: RowsRead) -> set[str]:
    column = read.layout.number_of("ref")
    return {
        cell.text
        for part in read.parts
        if not hasattr(part, "passage") and column in part.passages
        for cell in part.passages[column].cells
        if cell.number
    }


def _handling(contents: Contents, read: RowsRead, sections: Sections) -> Iterator[str]:
    headers = len(contents.headers) + len(read.repeated)
    yield f"{_count(headers, 'row')} of headings left out."
    for row, above in read.joined:
        yield f"Joined: {row} goes on from {above}."
    repeats = len(contents.repeats) + len(read.repeats) + len(sections.repeats)
    if repeats:
        yield f"{_count(repeats, 'cell')} that say again what stands above: kept once."
    if sections.key != "actions" and any(s.title is None for s in sections.sections):
        yield "Actions that stand under no heading were put under the title of the plan."
    for place in dict.fromkeys(read.shared):
        yield f"The merged cell at {place} was given to each of the actions beside it."
    for place in read.spread:
        yield f"The cell at {place} is merged over several columns: read in the first of them."
    if read.totals:
        yield f"{_count(len(read.totals), 'total row')} put at the end of the introduction."
    if sections.closing:
        below = _count(len(sections.closing), "row")
        yield f"{below} below the last action put at the end of the introduction."


def _unseen(paper: Paper) -> Iterator[str]:
    found = [
        (line.unseen, cell.place) for cell in cells_of(paper) for line in cell.lines if line.unseen
    ]
    if found:
        left_out = _count(sum(number for number, _ in found), "character")
        yield f"{left_out} that nobody can see left out of the words, first at {found[0][1]}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _to_look_at(found: Findings) -> Iterator[str]:
    if found.contents.title is None:
        yield f'No title was found; "{found.data["title"]}" is the name of the file.'
    if found.unparted:
        yield (
            "Leads kept as written, to be parted by hand, because the cell can be read in more "
            f"than one way: {'; '.join(found.unparted)}."
        )
    yield from found.contents.notes
    yield from found.paper.notes
    yield 'The plan is marked "draft"; change that once it has been approved.'


def actions_in(data: dict[str, Data]) -> list[dict[str, Data]]:
    """The actions of a record, whatever its layout."""
    actions: list[dict[str, Data]] = []
    for key in ("actions", "objectives", "outcomes", "groups"):
        found = data.get(key, [])
        for item in found if isinstance(found, list) else []:
            if isinstance(item, dict):
                actions += [item] if key == "actions" else actions_in(item)
    return actions


def _refs_of(actions: Sequence[dict[str, Data]]) -> list[str]:
    return [ref for action in actions if isinstance(ref := action.get("ref"), str)]
