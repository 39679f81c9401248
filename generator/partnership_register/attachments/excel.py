"""Excel files: hidden sheets, rows and columns, caches, and ties to other workbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from partnership_register.attachments.findings import Finding, counted
from partnership_register.attachments.packages import Package, outside_findings, read_xml
from partnership_register.attachments.parts_of_office import office_findings

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main "
_ON = ("1", "true")
_COLUMNS = 16_384

WORKBOOK = "choose File > Info > Check for Issues > Inspect Document, remove all it finds, and save"
CSV = "or publish the sheet as CSV instead: File > Save As > CSV UTF-8"

_BESIDE = (
    (r"/comments[^/]*\.xml$|/threadedcomments?/", "still holds comments",
     "choose Review > Delete for each comment and note, and save"),
    (r"/pivotcache/", "still holds the figures behind a pivot table",
     f"copy the table, Paste Special > Values into a new workbook, {CSV}"),
    (r"/externallinks/", "keeps figures of other workbooks to which it is linked",
     f"choose Data > Edit Links > Break Link for each, {CSV}"),
    (r"/connections\.xml$|/querytables/|/datamashup", "is tied to a database or a query",
     f"choose Data > Queries & Connections, delete all there, {CSV}"),
    (r"/slicercaches/|/timelinecaches/", "still holds the lists behind slicers",
     f"delete the slicers, {CSV}"),
    (r"/revisions/", "still holds its history of changes",
     f"choose Review > Unshare Workbook, {CSV}"),
    (r"/externalreferences|/xmlmaps\.xml$|/webextensions/", "is tied to data elsewhere",
     f"{WORKBOOK}, {CSV}"),
)  # fmt: skip
"""Parts of a workbook that no sheet shows, what they are, and how they go."""


def excel_findings(package: Package) -> Iterator[Finding]:
    """All that is in an Excel file and not on its sheets as they open."""
    for pattern, message, hint in _BESIDE:
        if package.called(pattern):
            yield Finding(message, hint)
    yield from office_findings(package, f"{WORKBOOK}, {CSV}")
    yield from outside_findings(package, f"{WORKBOOK}, {CSV}")
    for path in package.called(r"/workbook\.xml$"):
        yield from _workbook_findings(package.text_of(path))
    said = Counter[str]()
    unseen = _unseen_formats(package)
    used: set[int] = set()
    for path in package.called(
        r"^xl/(worksheets|chartsheets|dialogsheets|macrosheets)/[^/]*\.xml$"
    ):
        sheet = _Sheet(unseen)
        said += sheet.read(package.text_of(path))
        used |= sheet.strings
    yield from _sheet_findings(said)
    if _strings(package) - len(used) > 0:
        yield Finding(
            "still holds words of cells that were deleted",
            f"copy the sheets into a new workbook and save that, {CSV}",
        )


def _workbook_findings(content: bytes) -> Iterator[Finding]:
    hidden = 0
    names = 0
    outside = False
    name = ""

    def start(element: str, values: Mapping[str, str]) -> None:
        nonlocal hidden, names, name, outside
        word = _local(element)
        hidden += word == "sheet" and values.get("state", "visible") != "visible"
        outside = outside or word in ("externalReference", "pivotCache", "oleSize")
        name = ""
        if word == "definedName":
            name = values.get("name", "")
            own = name.startswith(("_xlnm.", "_xlfn", "_xlpm", "_xlws"))
            names += values.get("hidden") in _ON and not own

    def text(said: str) -> None:
        nonlocal outside
        outside = outside or bool(name and re.search(r"\[[^\]]+\]|\\\\|https?:", said))

    read_xml(content, start, None, text)
    if hidden:
        yield Finding(
            f"has {counted(hidden, 'hidden sheet')}",
            "unhide the sheets (right-click on a tab > Unhide; those that do not show there need"
            f" Inspect Document), delete what must not be read, and save, {CSV}",
        )
    if names:
        yield Finding("has hidden names for cells", f"{WORKBOOK}, {CSV}")
    if outside:
        yield Finding("is tied to other workbooks or holds a cache of data", f"{WORKBOOK}, {CSV}")


def _sheet_findings(said: Counter[str]) -> Iterator[Finding]:
    if said["row"]:
        yield Finding(
            f"has {counted(said['row'], 'hidden row')} with something in {_them(said['row'])}",
            "mark the whole sheet, choose Format > Hide & Unhide > Unhide Rows and Data > Clear"
            f" (the filter), delete what must not be read, and save, {CSV}",
        )
    if said["column"]:
        yield Finding(
            f"has {counted(said['column'], 'cell')} with something in hidden columns",
            "mark the whole sheet, choose Format > Hide & Unhide > Unhide Columns, delete what must"
            f" not be read, and save, {CSV}",
        )
    if said["unseen"]:
        yield Finding(
            f"has {counted(said['unseen'], 'cell')} whose words or figures cannot be seen",
            "mark the whole sheet, choose Font Colour > Automatic and Number Format > General,"
            f" delete what must not be read, and save, {CSV}",
        )
    if said["scenario"] or said["view"]:
        yield Finding(
            "holds scenarios or views of other people",
            f"delete them (Data > What-If Analysis > Scenario Manager; View > Custom Views), {CSV}",
        )


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


@dataclass(slots=True)
class _Sheet:
    """Reads one sheet and counts what it holds and does not show."""

    unseen: frozenset[int]
    """The forms of cells in which nothing can be seen."""
    counts: Counter[str] = field(default_factory=Counter)
    strings: set[int] = field(default_factory=set)
    """The numbers of the shared texts that its cells show."""
    columns: list[tuple[int, int]] = field(default_factory=list)
    """Hidden columns, first and last, counted from 1."""
    row_hidden: bool = False
    row_counted: bool = False
    cell: dict[str, str] = field(default_factory=dict)
    position: int = 0
    inside: str = ""
    painted: bool = False
    """Whether tables or rules may colour the ground behind its cells."""
    unseen_cells: int = 0

    def read(self, content: bytes) -> Counter[str]:
        read_xml(content, self._start, self._end, self._text)
        if not self.painted:
            self.counts["unseen"] += self.unseen_cells
        return self.counts

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.inside = word
        if word == "col" and _hidden(values, "width"):
            first, last = _number(values.get("min", "")), _number(values.get("max", ""))
            self.columns.append((first, last))
        elif word == "row":
            self.row_hidden, self.row_counted = _hidden(values, "ht"), False
            self.position = 0
        elif word == "c":
            self.cell = dict(values)
            self.position = _column(values.get("r", "")) or self.position + 1
        elif word in ("scenario", "customSheetView"):
            self.counts["scenario" if word == "scenario" else "view"] += 1
        elif word in ("tablePart", "conditionalFormatting"):
            self.painted = True

    def _end(self, name: str) -> None:
        self.inside = ""

    def _text(self, text: str) -> None:
        if self.inside not in ("v", "t", "f") or not text.strip():
            return
        if self.inside == "v" and self.cell.get("t") == "s":
            self.strings.add(_number(text))
        if self.inside == "f":
            return
        if self.row_hidden and not self.row_counted:
            self.row_counted = True
            self.counts["row"] += 1
        if any(first <= self.position <= last for first, last in self.columns):
            self.counts["column"] += 1
        self.unseen_cells += _number(self.cell.get("s", "")) in self.unseen


def _hidden(values: Mapping[str, str], size: str) -> bool:
    return values.get("hidden") in _ON or values.get(size) in ("0", "0.0")


def _column(cell: str) -> int:
    """The number of a column, from the name of a cell such as AB12; 0 where it has none.

    >>> _column("A1"), _column("AB12")
    (1, 28)
    """
    number = 0
    for letter in cell:
        if not ("A" <= letter <= "Z") or number > _COLUMNS:
            break
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _strings(package: Package) -> int:
    """How many shared texts a workbook has that are not empty."""
    count = 0

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal count
        count += _local(name) == "si"

    for path in package.called(r"^xl/sharedstrings\.xml$"):
        read_xml(package.text_of(path), start)
    return count


@dataclass(slots=True)
class _Styles:
    """The forms of cells, as far as they could keep their content from being seen."""

    around: list[str] = field(default_factory=list)
    white_fonts: list[bool] = field(default_factory=list)
    plain_fills: list[bool] = field(default_factory=list)
    blank_formats: set[str] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    forms: int = 0

    def start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.around.append(word)
        if "dxfs" in self.around:
            return
        if word in _STYLES:
            _STYLES[word](self, values)

    def end(self, _: str) -> None:
        self.around.pop()

    def number_format(self, values: Mapping[str, str]) -> None:
        code = values.get("formatCode", "")
        if code.strip() and re.fullmatch(r"[;\s]*;[;\s]*", code):
            self.blank_formats.add(values.get("numFmtId", ""))

    def font(self, _: Mapping[str, str]) -> None:
        self.white_fonts.append(False)

    def colour(self, values: Mapping[str, str]) -> None:
        if self.around[-2:-1] == ["font"] and self.white_fonts:
            rgb = values.get("rgb", "").lower()[-6:]
            bare = values.get("theme") == "0" and not values.get("tint", "").startswith("-")
            self.white_fonts[-1] = rgb == "ffffff" or bare or values.get("indexed") in ("1", "9")

    def fill(self, _: Mapping[str, str]) -> None:
        self.plain_fills.append(False)

    def pattern(self, values: Mapping[str, str]) -> None:
        if self.plain_fills:
            self.plain_fills[-1] = values.get("patternType", "none") == "none"

    def form(self, values: Mapping[str, str]) -> None:
        if "cellXfs" not in self.around:
            return
        font, fill = _number(values.get("fontId", "")), _number(values.get("fillId", ""))
        white = self.white_fonts[font : font + 1] == [True]
        plain = self.plain_fills[fill : fill + 1] == [True]
        if (white and plain) or values.get("numFmtId") in self.blank_formats:
            self.unseen.add(self.forms)
        self.forms += 1


_STYLES: Mapping[str, Callable[[_Styles, Mapping[str, str]], None]] = {
    "numFmt": _Styles.number_format,
    "font": _Styles.font,
    "color": _Styles.colour,
    "fill": _Styles.fill,
    "patternFill": _Styles.pattern,
    "xf": _Styles.form,
}


def _unseen_formats(package: Package) -> frozenset[int]:
    styles = _Styles()
    for path in package.called(r"^xl/styles\.xml$"):
        read_xml(package.text_of(path), styles.start, styles.end)
    return frozenset(styles.unseen)


def _local(name: str) -> str:
    """The name of an element of Excel without its namespace; empty for those of others."""
    return name.rpartition(" ")[2] if name.startswith((_S, _STRICT)) else ""
