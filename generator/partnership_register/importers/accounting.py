"""Proves that every word of the paper stands in the plan, cell by cell, from the YAML itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from partnership_register.importers.markdown import words_of_markdown
from partnership_register.importers.paper import Cell, Paper, Table
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.writing import Account, Data, Path, Writing
from partnership_register.records.reading import read

_FAULT = (
    "This is a fault of the importer, not of the paper: nothing was written. Report it together "
    "with the paper."
)


def prove(paper: Paper, text: str, writing: Writing, set_aside: Sequence[Cell]) -> int:
    """Hold the paper against the plan as it will be written; say how many words were compared.

    `set_aside` are the headings of the columns and what came back after a page break. Raise
    ImportRefused where a word is missing or was added.
    """
    source = read(text.encode(), paper.file)
    if source.data is None:
        raise ImportRefused(f"the plan does not read back: {source.problems[0].message}. {_FAULT}")
    for account in writing.accounts:
        _compare(account, source.data)
    left = {cell.place for cell in set_aside}
    reached = left | {cell.place for account in writing.accounts for cell in account.cells}
    known = {*(account.path for account in writing.accounts), *writing.ours}
    for cell in cells_of(paper):
        if cell.place not in reached:
            raise ImportRefused(f'"{cell.text}" did not reach the plan. {_FAULT}', str(cell.place))
    for path in _places(source.data, ()):
        if not any(path[:steps] in known for steps in range(1, len(path) + 1)):
            raise ImportRefused(f"the plan says more than the paper at {path}. {_FAULT}")
    return words_of_cells(c for c in cells_of(paper) if c.place not in left).total()


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


def _compare(account: Account, record: Data) -> None:
    expected = words_of_cells(account.cells)
    expected.subtract(account.left_out.split())
    expected.update(account.instead.split())
    texts = _texts(_at(record, account.path))
    found = Counter(word for text in texts for word in _words(text, account))
    for mark in {line.mark for cell in account.cells for line in cell.lines}:
        # Plain fields show the bullets of the paper; they are no words.
        expected.pop(mark, None)
        found.pop(mark, None)
    missing, added = expected - found, found - expected
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
    return (text for _, text in _leaves(value, ()))


def _places(value: Data, path: Path) -> Iterator[Path]:
    return (place for place, _ in _leaves(value, path))


def _leaves(value: Data, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a record with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    else:
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
