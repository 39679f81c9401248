"""Excel files: hidden sheets, rows and columns, caches, and ties to other workbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from string import ascii_uppercase

from partnership_register.attachments.excel_layout import (
    COLUMNS,
    Covers,
    column_of,
    covers_of,
    number,
)
from partnership_register.attachments.findings import Finding, counted
from partnership_register.attachments.packages import Package, outside_findings, read_xml
from partnership_register.attachments.parts_of_office import office_findings
from partnership_register.attachments.properties import has_path, is_person

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main "
_ON = ("1", "true")

WORKBOOK = "choose File > Info > Check for Issues > Inspect Document, remove all it finds, and save"
CSV = "or publish the sheet as CSV instead: File > Save As > CSV UTF-8"

_BESIDE = (
    (r"/comments[^/]*\.xml$|/(?:comments|threadedcomments?)/", ("comments", "threadedcomment"),
     "still holds comments",
     "choose Review > Delete for each comment and note, and save"),
    (r"/pivotcache/", ("pivotcachedefinition", "pivotcacherecords"),
     "still holds the figures behind a pivot table",
     f"copy the table, Paste Special > Values into a new workbook, {CSV}"),
    (r"/externallinks/", ("externallink",),
     "keeps figures of other workbooks to which it is linked",
     f"choose Data > Edit Links > Break Link for each, {CSV}"),
    (r"/connections\.xml$|/querytables/|/datamashup", ("connections", "querytable"),
     "is tied to a database or a query",
     f"choose Data > Queries & Connections, delete all there, {CSV}"),
    (r"/slicercaches/|/timelinecaches/", ("slicercache", "timelinecache"),
     "still holds the lists behind slicers",
     f"delete the slicers, {CSV}"),
    (r"/revisions/", ("revisionheaders", "revisionlog"),
     "still holds its history of changes",
     f"choose Review > Unshare Workbook, {CSV}"),
    (r"/customproperty[^/]*$", ("customproperty",),
     "holds data that no sheet shows",
     f"copy the sheets into a new workbook and save that, {CSV}"),
    (r"/externalreferences|/xmlmaps\.xml$|/webextensions/", ("xmlmaps",),
     "is tied to data elsewhere",
     f"{WORKBOOK}, {CSV}"),
)  # fmt: skip
"""Parts of a workbook that no sheet shows: their paths, how they are tied, what is said of them."""


def excel_findings(package: Package) -> Iterator[Finding]:
    """All that is in an Excel file and not on its sheets as they open."""
    for pattern, kinds, message, hint in _BESIDE:
        if package.called(pattern) or package.uses(*kinds):
            yield Finding(message, hint)
    yield from office_findings(package, f"{WORKBOOK}, {CSV}")
    yield from outside_findings(package, f"{WORKBOOK}, {CSV}")
    for path in package.called(r"/workbook\.xml$"):
        yield from _workbook_findings(package.text_of(path))
    said = Counter[str]()
    forms = _forms_of(package)
    words = _words_of(package)
    used: set[int] = set()
    for path in package.all_of(_SHEETS, "worksheet", "chartsheet", "dialogsheet"):
        content = package.text_of(path)
        drawn = bool(package.parts_of(path, "drawing"))
        sheet = _Sheet(forms, words.white, drawn, partial(covers_of, package, path, content))
        said += sheet.read(content)
        used |= sheet.strings
    yield from _sheet_findings(said)
    if any(_hides_drawings(package.text_of(path)) for path in package.all_of(_DRAWN, "drawing")):
        yield Finding(
            "has pictures or shapes that are hidden, or were cropped and are still whole in it",
            "choose Home > Find & Select > Selection Pane > Show All and delete what must not be"
            " seen; Picture Format > Compress Pictures > Delete cropped areas, and save",
        )
    if words.count - len(used) > 0:
        yield Finding(
            "still holds words of cells that were deleted",
            f"copy the sheets into a new workbook and save that, {CSV}",
        )


_SHEETS = r"^xl/(worksheets|chartsheets|dialogsheets|macrosheets)/[^/]*\.xml$"
_DRAWN = r"^xl/drawings/[^/]*\.xml$"
_CROPPED = 10_000
"""Of a hundred thousand parts of the side of a picture; less is a clean edge."""


def _hides_drawings(content: bytes) -> bool:
    """Whether something drawn on a sheet is hidden, or cropped and still whole in the file."""
    found = False

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal found
        word = name.rpartition(" ")[2]
        found = found or (word == "cNvPr" and values.get("hidden") in _ON)
        if word == "srcRect":
            found = found or any(number(values.get(side, "")) > _CROPPED for side in "ltrb")

    read_xml(content, start)
    return found


def _workbook_findings(content: bytes) -> Iterator[Finding]:
    hidden = 0
    names = 0
    outside = path = words = person = False
    name = ""

    def start(element: str, values: Mapping[str, str]) -> None:
        nonlocal hidden, names, name, outside, path, words, person
        word = _local(element)
        hidden += word == "sheet" and values.get("state", "visible") != "visible"
        hidden += word == "workbookView" and values.get("visibility", "visible") != "visible"
        path = path or (element.endswith(" absPath") and _is_somebodys(values.get("url", "")))
        person = person or (word == "fileSharing" and is_person(values.get("userName", "")))
        outside = outside or word in ("externalReference", "pivotCache", "oleSize")
        name = ""
        if word == "definedName":
            name = values.get("name", "")
            own = name.startswith(("_xlnm.", "_xlfn", "_xlpm", "_xlws"))
            names += values.get("hidden") in _ON and not own
            words = words or len(values.get("comment", "").split()) >= _SENTENCE

    def text(said: str) -> None:
        nonlocal outside, words
        outside = outside or bool(name and re.search(r"\[[^\]]+\]|\\\\|https?:", said))
        words = words or (bool(name) and said.startswith('"') and len(said.split()) >= _SENTENCE)

    read_xml(content, start, None, text)
    if hidden:
        yield Finding(
            f"has {counted(hidden, 'hidden sheet')}",
            "unhide the sheets (right-click on a tab > Unhide; those that do not show there need"
            f" Inspect Document), delete what must not be read, and save, {CSV}",
        )
    if names:
        yield Finding("has hidden names for cells", f"{WORKBOOK}, {CSV}")
    if words:
        yield Finding("holds words in the names of cells", f"{WORKBOOK}, {CSV}")
    if path:
        yield Finding("says in its properties where it lay on somebody's computer", WORKBOOK)
    if person:
        yield Finding(
            "names a person in its properties",
            "choose File > Info > Protect Workbook > Always Open Read-Only, so that it is off, and"
            " save",
        )
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
    if said["covered"]:
        yield Finding(
            f"has {counted(said['covered'], 'cell')} under a picture or a box",
            "a box only covers the cells: delete what must not be read, or move the box beside"
            f" them, and save, {CSV}",
        )
    if said["frozen"]:
        yield Finding(
            "has cells in front of its frozen panes, to which nobody can scroll",
            "choose View > Freeze Panes > Unfreeze Panes, scroll up and to the left, delete what"
            f" must not be read, and save, {CSV}",
        )
    if said["outside"]:
        yield Finding(
            "has formulas that reach for other files, for the web or for programs",
            f"copy the cells, Paste Special > Values, delete the links, and save, {CSV}",
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

    forms: _Forms
    white_words: frozenset[int]
    """The shared texts of which a part is white."""
    drawn_on: bool
    """Whether anything is drawn on it, which could lie over cells."""
    find: Callable[[], Covers]
    """Finds what lies over and below its cells, which most sheets need not know."""
    covers: Covers | None = None
    counts: Counter[str] = field(default_factory=Counter)
    strings: set[int] = field(default_factory=set)
    """The numbers of the shared texts that its cells show."""
    columns: bytearray = field(default_factory=lambda: bytearray(COLUMNS + 1))
    """A mark for each column that is hidden, counted from 1."""
    opens: tuple[int, int] = (1, 1)
    """The first row and column that are shown as it opens."""
    reach: tuple[int, int] = (1, 1)
    """The first row and column to which one can scroll."""
    row: int = 0
    row_hidden: bool = False
    row_counted: bool = False
    cell: dict[str, str] = field(default_factory=dict)
    position: int = 0
    inside: str = ""
    formula: str = ""
    white_run: bool = False
    """Whether a text that lies in the cell at hand has white letters."""

    def read(self, content: bytes) -> Counter[str]:
        read_xml(content, self._start, self._end, self._text)
        if self.counts["pictured"] >= _FEW_PICTURED:
            self.counts["covered"] += self.counts["pictured"]
        return self.counts

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.inside = word
        if word == "sheetFormatPr" and _is_at_most(values.get("defaultColWidth", ""), _NARROW):
            self.columns = bytearray(b"\1") * (COLUMNS + 1)
        elif word == "col" and _hidden(values, "width", _NARROW):
            first, last = number(values.get("min", "")), number(values.get("max", ""))
            last = min(last, COLUMNS)
            self.columns[first : last + 1] = b"\1" * max(last + 1 - first, 0)
        elif word == "row":
            self.row_hidden, self.row_counted = _hidden(values, "ht", _LOW), False
            self.position = 0
            self.row = number(values.get("r", "")) or self.row + 1
        elif word == "c":
            self.cell, self.white_run = dict(values), False
            self.position = column_of(values.get("r", "")) or self.position + 1
        elif word in ("scenario", "customSheetView"):
            self.counts["scenario" if word == "scenario" else "view"] += 1
        elif word == "sheetView":
            self.opens, self.reach = _first_of(values.get("topLeftCell", "")), (1, 1)
        elif word == "pane" and values.get("state", "").startswith("frozen"):
            row, column = self.opens
            self.reach = row if "ySplit" in values else 1, column if "xSplit" in values else 1
        elif word == "color" and self.cell.get("t") == "inlineStr":
            self.white_run = self.white_run or _colour(values) == _WHITE
        elif word == "cfRule":
            self.counts["unseen"] += number(values.get("dxfId", "")) in self.forms.unseen_rules
        elif word == "f":
            self.formula = ""

    def _end(self, name: str) -> None:
        self.inside = ""
        if self.formula and _local(name) == "f":
            self.counts["outside"] += bool(_OUTSIDE.search(self.formula) or has_path(self.formula))
            self.formula = ""

    def _text(self, text: str) -> None:
        if self.inside not in ("v", "t", "f") or not text.strip():
            return
        if self.inside == "v" and self.cell.get("t") == "s":
            self.strings.add(number(text))
        if self.inside == "f":
            self.formula += text
            return
        if self.row_hidden and not self.row_counted:
            self.row_counted = True
            self.counts["row"] += 1
        self.counts["column"] += self.position <= COLUMNS and self.columns[self.position]
        self.counts["frozen"] += self.row < self.reach[0] or self.position < self.reach[1]
        self._look(text)

    def _look(self, text: str) -> None:
        """Whether a cell with something in it can be read as it looks."""
        form = number(self.cell.get("s", ""))
        is_white = self.white_run or (
            self.cell.get("t") == "s" and number(text) in self.white_words
        )
        self.counts["unseen"] += form in self.forms.unseen
        pale = form in self.forms.pale or (is_white and form not in self.forms.coloured)
        if not pale and not self.drawn_on:
            return
        self.covers = covers = self.covers or self.find()
        self.counts["unseen"] += pale and not covers.is_painted(self.position, self.row)
        if covers.is_under(covers.boxes, self.position, self.row):
            self.counts["covered"] += 1
        elif covers.is_under(covers.pictures, self.position, self.row):
            self.counts["pictured"] += 1


def _first_of(cell: str) -> tuple[int, int]:
    """The row and column of the first cell that is shown."""
    return max(number(cell.lstrip(ascii_uppercase)), 1), max(column_of(cell), 1)


_FEW_PICTURED = 2
"""A picture, such as a crest, may lie on one cell."""
_NARROW = 0.6
"""Letters: a column of less shows nothing."""
_LOW = 2.5
"""Points: a row of no more shows nothing."""
_SENTENCE = 4
_OUTSIDE = re.compile(
    r"(?i)\[[^\[\]]+\.(?:xl|csv|ods)[a-z]{0,2}\]|\[\d+\][^\[\]]*!|\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID)"
    r"\(|\w\|'|\bfile:"
)
_SOMEBODYS = re.compile(
    r"(?i)[\\/](?:users|home|documents and settings)[\\/]|^\\\\|-my\.sharepoint"
)


def _is_somebodys(path: str) -> bool:
    """Whether the way to a file names somebody's own folder, or a computer."""
    return bool(_SOMEBODYS.search(path))


def _is_at_most(size: str, most: float) -> bool:
    try:
        return float(size) <= most
    except ValueError:
        return False


def _hidden(values: Mapping[str, str], size: str, most: float) -> bool:
    return values.get("hidden") in _ON or _is_at_most(values.get(size, ""), most)


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts that the cells of a workbook share."""

    count: int
    """How many there are that are not empty."""
    white: frozenset[int]


def _words_of(package: Package) -> _Words:
    count = 0
    white: set[int] = set()
    inside: list[str] = []

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal count
        word = _local(name)
        inside.append(word)
        count += word == "si"
        if word == "color" and "rPr" in inside and _colour(values) == _WHITE:
            white.add(count - 1)

    def end(_: str) -> None:
        inside.pop()

    for path in package.all_of(r"^xl/sharedstrings\.xml$", "sharedstrings"):
        read_xml(package.text_of(path), start, end)
    return _Words(count, frozenset(white))


_WHITE, _BLACK = "ffffff", "000000"
_NUMBERED = {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": _BLACK, "65": _WHITE}
_THEMED = {"0": _WHITE, "1": _BLACK}
_PALE = 240
"""From 0 to 255: a colour of which all parts are above is white to the eye."""
_SMALLEST = 1.0


def _colour(values: Mapping[str, str]) -> str:
    """A colour as six digits, or as a word that is the same for the same colour."""
    if "rgb" in values:
        rgb = values["rgb"].lower()[-6:]
        try:
            return _WHITE if min(bytes.fromhex(rgb), default=0) >= _PALE else rgb
        except ValueError:
            return rgb
    if "theme" in values:
        theme, tint = values["theme"], values.get("tint", "0")
        bare = _is_at_most(tint.lstrip("-"), 0.001) or (theme == "0" and not tint.startswith("-"))
        return _THEMED.get(theme, f"theme {theme}") if bare else f"theme {theme} {tint}"
    number = values.get("indexed", "")
    return _NUMBERED.get(number, f"number {number}") if number else _BLACK


@dataclass(slots=True)
class _Forms:
    """The forms of cells, as far as they could keep their content from being seen."""

    around: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    """The colours of fonts; empty for letters too small to be read."""
    fills: list[str] = field(default_factory=list)
    """The colours of grounds; empty for none, and a question mark for patterns."""
    blank_formats: set[str] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    pale: set[int] = field(default_factory=set)
    """Forms in white, on the paper itself."""
    coloured: set[int] = field(default_factory=set)
    """Forms with a ground of their own."""
    forms: int = 0
    unseen_rules: set[int] = field(default_factory=set)
    rules: int = 0
    rule: set[str] = field(default_factory=set)
    rule_letters: str = ""
    rule_ground: str = ""

    def start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.around.append(word)
        if "dxfs" in self.around:
            self._of_rule(word, values)
        elif word in _STYLES:
            _STYLES[word](self, values)

    def end(self, _: str) -> None:
        if self.around.pop() == "dxf":
            ground = self.rule_ground if "fill" in self.rule else _WHITE
            if "blank" in self.rule or (self.rule_letters and self.rule_letters == ground):
                self.unseen_rules.add(self.rules)
            self.rules += 1
            self.rule, self.rule_letters, self.rule_ground = set(), "", ""

    def _of_rule(self, word: str, values: Mapping[str, str]) -> None:
        if word == "numFmt" and _is_blank(values.get("formatCode", "")):
            self.rule.add("blank")
        elif word == "fill":
            self.rule.add("fill")
        elif word == "bgColor":
            self.rule_ground = _colour(values)
        elif word == "color" and "font" in self.around and "auto" not in values:
            self.rule_letters = _colour(values)

    def number_format(self, values: Mapping[str, str]) -> None:
        if _is_blank(values.get("formatCode", "")):
            self.blank_formats.add(values.get("numFmtId", ""))

    def font(self, _: Mapping[str, str]) -> None:
        self.fonts.append(_BLACK)

    def size(self, values: Mapping[str, str]) -> None:
        if self.around[-2:-1] == ["font"] and _is_at_most(values.get("val", ""), _SMALLEST):
            self.fonts[-1] = ""

    def colour(self, values: Mapping[str, str]) -> None:
        if self.around[-2:-1] == ["font"] and self.fonts and self.fonts[-1]:
            self.fonts[-1] = _colour(values)

    def fill(self, _: Mapping[str, str]) -> None:
        self.fills.append("")

    def pattern(self, values: Mapping[str, str]) -> None:
        kind = values.get("patternType", "none")
        if self.fills and kind != "none":
            self.fills[-1] = "solid" if kind == "solid" else "?"

    def ground(self, values: Mapping[str, str]) -> None:
        if self.fills and self.fills[-1] == "solid":
            self.fills[-1] = _colour(values)

    def gradient(self, _: Mapping[str, str]) -> None:
        if self.fills:
            self.fills[-1] = "?"

    def form(self, values: Mapping[str, str]) -> None:
        if "cellXfs" not in self.around:
            return
        font, fill = number(values.get("fontId", "")), number(values.get("fillId", ""))
        letters = next(iter(self.fonts[font : font + 1]), _BLACK)
        ground = next(iter(self.fills[fill : fill + 1]), "")
        if values.get("numFmtId") in self.blank_formats or not letters or letters == ground:
            self.unseen.add(self.forms)
        elif letters == _WHITE and not ground:
            self.pale.add(self.forms)
        if ground not in ("", _WHITE):
            self.coloured.add(self.forms)
        self.forms += 1


def _is_blank(code: str) -> bool:
    """Whether a format shows nothing of what the cell holds, or the same for whatever it holds.

    >>> _is_blank(";;;"), _is_blank('"none";"none"'), _is_blank('"Yes";"Yes";"No"'), _is_blank("0")
    (True, True, False, False)
    """
    if not code.strip() or _SHOWN.search(_LITERAL.sub("", code[:_LONGEST_FORMAT])):
        return False
    whole = _QUOTED.sub(lambda found: found.group().replace(";", ","), code[:_LONGEST_FORMAT])
    of_numbers = whole.split(";")[:3]
    return len({re.sub(r"\[[^\]]*+\]|\s|\"\"", "", section) for section in of_numbers}) == 1


_LITERAL = re.compile(r'"[^"]*+"|[\\_*].|\[(?![hms]+\])[^\]]*+\]')
_QUOTED = re.compile(r'"[^"]*+"')
_SHOWN = re.compile(r"[0#?@a-zA-Z]")
_LONGEST_FORMAT = 1000


_STYLES: Mapping[str, Callable[[_Forms, Mapping[str, str]], None]] = {
    "numFmt": _Forms.number_format,
    "font": _Forms.font,
    "sz": _Forms.size,
    "color": _Forms.colour,
    "fill": _Forms.fill,
    "patternFill": _Forms.pattern,
    "fgColor": _Forms.ground,
    "gradientFill": _Forms.gradient,
    "xf": _Forms.form,
}


def _forms_of(package: Package) -> _Forms:
    forms = _Forms()
    for path in package.all_of(r"^xl/styles\.xml$", "styles"):
        read_xml(package.text_of(path), forms.start, forms.end)
    return forms


def _local(name: str) -> str:
    """The name of an element of Excel without its namespace; empty for those of others."""
    return name.rpartition(" ")[2] if name.startswith((_S, _STRICT)) else ""
