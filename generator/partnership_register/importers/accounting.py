"""Proves that every word of the paper stands in the plan, cell by cell, from the YAML itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import yaml

from partnership_register.importers.markdown import words_of_markdown
from partnership_register.importers.paper import Cell, Paper, Table
from partnership_register.importers.record import Account, Data, Ledger, Path
from partnership_register.importers.refusal import ImportRefused

_FAULT = (
    "This is a fault of the importer, not of the paper: nothing was written. Report it together "
    "with the paper."
)


def words_of_cells(cells: Iterable[Cell]) -> Counter[str]:
    """The words of cells, without the bullets before their lines."""
    return Counter(word for cell in cells for line in cell.lines for word in line.text.split())


def cells_of(paper: Paper) -> list[Cell]:
    """Every cell and paragraph of a paper that holds words."""
    cells: list[Cell] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            cells += [cell for row in block.rows for cell in row.filled]
        elif block.cell.lines:
            cells.append(block.cell)
    return cells


def prove(paper: Paper, text: str, ledger: Ledger, set_aside: Sequence[Cell]) -> int:
    """Hold the paper against the plan as it will be written; say how many words were compared.

    `set_aside` are the headings of the columns and what came back after a page break. Raise
    ImportRefused where a word is missing or was added.
    """
    record: Data = yaml.load(text, Loader=yaml.BaseLoader)
    for account in ledger.accounts:
        _compare(account, record)
    accounted = {cell.place for account in ledger.accounts for cell in account.cells}
    accounted |= {cell.place for cell in set_aside}
    for cell in cells_of(paper):
        if cell.place not in accounted:
            raise ImportRefused(f'"{cell.text}" did not reach the plan. {_FAULT}', str(cell.place))
    known = [account.path for account in ledger.accounts] + ledger.ours
    for path in _places(record, ()):
        if not any(path[: len(start)] == start for start in known):
            raise ImportRefused(f"the plan says more than the paper at {path}. {_FAULT}")
    left = {cell.place for cell in set_aside}
    return words_of_cells(c for c in cells_of(paper) if c.place not in left).total()


def _compare(account: Account, record: Data) -> None:
    expected = words_of_cells(account.cells)
    if account.left_out:
        written, kept = account.left_out
        expected.subtract(written.split())
        expected.update(kept.split())
    marks = {line.mark for cell in account.cells for line in cell.lines if line.mark}
    found = Counter(
        word for text in _texts(_at(record, account.path)) for word in _words(text, account)
    )
    missing, added = +(expected - found), +(found - expected)
    for mark in marks:
        missing.pop(mark, None)
        added.pop(mark, None)
    if missing or added:
        word = next(iter(missing or added))
        cell = next((c for c in account.cells if word in words_of_cells([c])), account.cells[0])
        went = "did not reach" if missing else "was added to"
        raise ImportRefused(f'the word "{word}" {went} the plan. {_FAULT}', str(cell.place))


def _words(text: str, account: Account) -> list[str]:
    return words_of_markdown(text) if account.markdown else text.split()


def _at(record: Data, path: Path) -> Data:
    for step in path:
        if isinstance(record, dict):
            record = record[str(step)]
        elif isinstance(record, list):
            record = record[int(step)]
    return record


def _texts(value: Data) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        for key, item in value.items():
            if key != "leads":
                yield from _texts(item)


def _places(value: Data, path: Path) -> Iterator[Path]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, (*path, number))
    else:
        for key, item in value.items():
            yield from _places(item, (*path, key))
