"""Reads a paper kept in Word: its paragraphs and tables in the order of the pages."""

from collections.abc import Iterator
from pathlib import Path

from docx import Document as open_document  # noqa: N813  (a function)
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml

from partnership_register.importers.lines import RawLine, understood
from partnership_register.importers.paper import Cell, Paper, Paragraph, Place, Row, Table
from partnership_register.importers.refusal import ImportRefused
from partnership_register.importers.word_numbering import Numbering
from partnership_register.importers.word_text import WordText
from partnership_register.importers.word_xml import (
    Element,
    child,
    children,
    is_on,
    name_of,
    unwrapped,
    value,
    w,
)

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LONGEST_BOLD_HEADING = 120
_BOLD_RANK = 9


def read(path: Path) -> Paper:
    """Read the body of the document.

    Raise ImportRefused where changes are tracked, and where words stand outside the paragraphs
    and tables, as in a text box.
    """
    try:
        document = open_document(str(path))
    except (PackageNotFoundError, KeyError, SyntaxError, ValueError) as error:
        raise ImportRefused(
            f"the file {path.name} cannot be opened. Open it in Word and save it again as .docx."
        ) from error
    body = document.element.body
    _refuse_tracked_changes(body)
    reading = _Reading(document)
    blocks = tuple(reading.blocks(body))
    _refuse_unread(body, reading.text.read)
    return Paper(path.name, blocks, (*reading.notes(), *_outside_body(document)))


class _Reading:
    """One document: its lists, its text, and how far the reader has come."""

    def __init__(self, document: Document) -> None:
        parts = {
            relation.reltype.rpartition("/")[2]: relation.target_part
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        numbering = parts.get("numbering")
        self.numbering = Numbering(
            document.styles.element, numbering.element if numbering is not None else None
        )
        self.text = WordText(_notes_text(parts))
        self.paragraphs = self.tables = 0

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        """The paragraphs and tables below an element; empty paragraphs are left out."""
        for element in unwrapped(parent):
            match name_of(element):
                case "p":
                    self.paragraphs += 1
                    place = Place(f"paragraph {self.paragraphs}")
                    cell = self._cell([element], place)
                    if cell.lines:
                        yield Paragraph(cell, self._rank(element, cell))
                case "tbl":
                    yield from self._table(element)
                case "altChunk":
                    raise ImportRefused(
                        "part of the document is kept in another file inside it. Open it in Word "
                        "and save it again."
                    )

    def _rank(self, paragraph: Element, cell: Cell) -> int | None:
        """0 for a title, 1 to 8 for a heading, 9 for a short line in bold type."""
        style = self.numbering.style_name(paragraph)
        if style == "title":
            return 0
        if style.startswith("heading ") and style[8:].isdigit():
            return min(int(style[8:]), _BOLD_RANK - 1)
        short = len(cell.text) <= _LONGEST_BOLD_HEADING and not cell.text.endswith((".", ":", ","))
        listed = any(line.level for line in cell.lines)
        return _BOLD_RANK if cell.bold and short and not listed else None

    def _table(self, table: Element) -> Iterator[Paragraph | Table]:
        rows = [row for row in unwrapped(table) if name_of(row) == "tr"]
        cells = [cell for row in rows for cell in unwrapped(row) if name_of(cell) == "tc"]
        if len(cells) == 1:
            # A table of one cell is a frame around what is in it.
            yield from self.blocks(cells[0])
            return
        self.tables += 1
        name = f"table {self.tables}"
        yield Table(name, tuple(self._row(r, name, number) for number, r in enumerate(rows, 1)))

    def _row(self, row: Element, table: str, number: int) -> Row:
        name = f"{table}, row {number}"
        start = int(value(child(child(row, "trPr"), "gridBefore")) or 0)
        cells: list[Cell] = []
        for element in unwrapped(row):
            if name_of(element) != "tc":
                continue
            properties = child(element, "tcPr")
            span = int(value(child(properties, "gridSpan")) or 1)
            merge = child(properties, "vMerge")
            above = merge is not None and value(merge) != "restart"
            place = Place(name, str(len(cells) + 1))
            cell = self._cell(list(self._paragraphs(element, place)), place, start, span)
            cells.append(Cell(cell.lines, place, start, span, above and not cell.lines, cell.bold))
            start += span
        return Row(tuple(cells), Place(name))

    def _paragraphs(self, cell: Element, place: Place) -> Iterator[Element]:
        """The paragraphs of a cell, those of tables inside it included."""
        for element in unwrapped(cell):
            if name_of(element) == "p":
                yield element
            elif name_of(element) == "tbl":
                self.text.noticed["nested"].append(str(place))
                for row in unwrapped(element):
                    for inner in unwrapped(row):
                        yield from self._paragraphs(inner, place)

    def _cell(self, paragraphs: list[Element], place: Place, start: int = 0, span: int = 1) -> Cell:
        raw: list[RawLine] = []
        for paragraph in paragraphs:
            raw += self._lines(paragraph, place)
        raw += [RawLine(note) for note in self.text.footnotes()]
        lines = understood(raw, place)
        return Cell(lines, place, start, span, bold=bool(lines) and _all_bold(paragraphs))

    def _lines(self, paragraph: Element, place: Place) -> list[RawLine]:
        mark = self.numbering.mark_of(paragraph)
        text = self.text.text_of(paragraph, str(place))
        if mark is None:
            return [RawLine(piece) for piece in text.split("\n")]
        if mark.number:
            return [RawLine(piece) for piece in f"{mark.number} {text.lstrip()}".split("\n")]
        sign = "\u2022" if mark.level == 1 else "\u25cb"
        return [RawLine(" ".join(text.split("\n")), mark.level, sign)]

    def notes(self) -> list[str]:
        """What an officer has to know of this document, one sentence for each kind of thing."""
        sentences = {
            "footnote": "Footnotes were put at the end of their cell or paragraph: {}.",
            "nested": "A table within a cell was read line by line: {}.",
            "picture": "Pictures cannot be read and were left out: {}.",
            "symbol": "A sign of a picture font is not known here and was written as a box: {}.",
            "hidden": "Hidden text was read like the rest; look at it before you publish: {}.",
            "struck": "Text that is struck through was read as text: {}.",
            "comment": "Comments in the margin are not part of the paper and were not read: {}.",
            "link": "The text of links was kept, their addresses were not: {}.",
        }
        return [
            sentence.format("; ".join(dict.fromkeys(self.text.noticed[kind])))
            for kind, sentence in sentences.items()
            if self.text.noticed[kind]
        ]


def _all_bold(paragraphs: list[Element]) -> bool:
    runs = [
        run
        for paragraph in paragraphs
        for run in paragraph.iter(w("r"))
        if any((text.text or "").strip() for text in children(run, "t"))
    ]
    return bool(runs) and all(is_on(child(child(run, "rPr"), "b")) for run in runs)


def _notes_text(parts: dict[str, object]) -> dict[tuple[str, str], str]:
    """The text of every footnote and endnote, by its kind and id."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        blob = getattr(parts.get(f"{kind}s"), "blob", None)
        for note in children(parse_xml(blob), kind) if blob else ():
            paragraphs = ["".join(t.text or "" for t in p.iter(w("t"))) for p in note.iter(w("p"))]
            found[kind, note.get(w("id")) or ""] = " ".join(filter(None, paragraphs)).strip()
    return found


def _refuse_tracked_changes(body: Element) -> None:
    found = next(body.iter(*(w(name) for name in _TRACKED)), None)
    if found is not None:
        raise ImportRefused(
            "changes are tracked in this document, and it is not for the importer to say which "
            "of them hold. In Word choose Review, Accept all changes (or reject them), save, and "
            "import it again."
        )


def _refuse_unread(body: Element, read: set[int]) -> None:
    """Every word of the body must have been read: text boxes and the like hide some."""
    unread = [
        element.text or ""
        for element in body.iter(w("t"), _FORMULA_TEXT)
        if id(element) not in read and (element.text or "").strip()
    ]
    if unread:
        words = "".join(unread)[:80].strip()
        raise ImportRefused(
            f'some words stand where they cannot be read, for instance in a text box ("{words}"). '
            "Move them into the text or the table, or delete them in a copy of the paper."
        )


def _outside_body(document: Document) -> list[str]:
    """What stands at the head and foot of the pages."""
    found: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header):
            for paragraph in part.paragraphs:
                if paragraph.text.strip():
                    found[paragraph.text.strip()] = None
    return [
        f'The head or foot of the pages says "{text}"; it is not part of the plan.'
        for text in found
    ]
