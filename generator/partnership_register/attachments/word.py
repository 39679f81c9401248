"""Word files: comments, tracked changes, hidden text, and whatever else lies behind the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from partnership_register.attachments.findings import Finding, counted
from partnership_register.attachments.packages import Package, outside_findings, read_xml
from partnership_register.attachments.parts_of_office import office_findings
from partnership_register.attachments.properties import has_path

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "

_CHANGES = frozenset(
    {
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange",
        "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange", "tblPrExChange",
        "numberingChange", "cellIns", "cellDel", "cellMerge", "delText", "delInstrText",
    }
)  # fmt: skip
_OFF = ("0", "false", "off")
_TINY = 2
"""Half points: a text of one point is a line to the eye."""
_NARROW = 5
"""Hundredths of their width: letters of less are a stroke."""
_FLAT = 20
"""Twentieths of a point: a line or row that is no higher shows nothing."""
_NEAR = 15
"""Two colours are one to the eye where no part differs by more, from 0 to 255."""
_WHITE, _BLACK = "ffffff", "000000"
_SOME = "?"
"""A ground or colour that nobody can tell."""
_CROPPED = 10_000
"""Of a hundred thousand parts of the side of a picture; less is a clean edge."""

PAPER = "choose File > Info > Check for Issues > Inspect Document, remove all it finds, and save"


def word_findings(package: Package) -> Iterator[Finding]:
    """All that is in a Word file and not on its pages."""
    yield from office_findings(package, PAPER)
    yield from outside_findings(package, f"{PAPER}, and insert pictures instead of linking them")
    styles = _styles_of(package)
    said = Counter[str]()
    for path in package.called(r"^(?!docprops/|customxml/|\[).*\.xml$"):
        story = _Story(styles)
        said += story.read(package.text_of(path))
        yield from _field_findings(story.codes)
    yield from _said(said)


def _said(said: Counter[str]) -> Iterator[Finding]:
    comments = said["comment"]
    if comments:
        yield Finding(
            f"still holds {counted(comments, 'comment')}",
            "choose Review > Delete > Delete All Comments, save it and put it here again",
        )
    changes = said["change"]
    if changes:
        yield Finding(
            f"still holds {counted(changes, 'tracked change')}",
            "choose Review > Accept > Accept All Changes and Stop Tracking, save it and put it here"
            " again",
        )
    if said["hidden"]:
        yield Finding(
            "holds hidden text",
            "choose Home > Show all (the sign for a paragraph) to see it; delete what must not be"
            f" read, or {PAPER}",
        )
    if said["white"]:
        yield Finding(
            "holds text in white on white, or too small to be seen",
            "mark all text, choose Home > Font colour > Automatic, and delete what must not be"
            " read; a cover of the same colour hides nothing",
        )
    if said["picture"]:
        yield Finding(
            "has pictures or shapes that are hidden, or were cropped and are still whole in it",
            "choose Home > Select > Selection Pane > Show All and delete what must not be seen;"
            " Picture Format > Compress Pictures > Delete cropped areas, and save",
        )
    if said["box"]:
        yield Finding(
            "has a black or white box drawn over the page",
            "a box only covers the text: delete the text itself and the box, and save",
        )
    if said["autotext"]:
        yield Finding("holds building blocks of text that no page shows", PAPER)
    if said["variables"]:
        yield Finding("holds variables that no page shows", PAPER)
    if said["merge"]:
        yield Finding(
            "is tied to a list of addresses for letters",
            "choose Mailings > Start Mail Merge > Normal Word Document, and save it",
        )


_PROGRAM_CODE = re.compile(r"(?i)\s*DDE")
_FETCHING_CODE = re.compile(r"(?i)\s*(?:INCLUDE|LINK\b|DATABASE\b|RD\b|IMPORT\b)")
_KEEPING_CODE = re.compile(
    r"""(?xi)\s*(?:(?:SET|ASK|PRIVATE|COMMENTS)\b.*\w\s+\w
    | (?:IF|QUOTE|COMPARE)\b.*"[^"]*\w\s+\w[^"]*\s+\w[^"]*")"""
)
_AS_TEXT = "mark all (Ctrl+A), press Ctrl+Shift+F9 so that fields become text, and save"


def _field_findings(codes: list[str]) -> Iterator[Finding]:
    """What the codes of fields do or keep, of which the page shows the outcome alone."""
    for code in codes:
        if _PROGRAM_CODE.match(code):
            yield Finding("has a field that starts a program", _AS_TEXT)
        elif _FETCHING_CODE.match(code):
            yield Finding("fetches something from elsewhere when it is opened", _AS_TEXT)
        elif has_path(code):
            yield Finding(
                "has a link to a file on somebody's computer or drive",
                "take the link away, or let it lead to a page of the web",
            )
        elif _KEEPING_CODE.match(code):
            yield Finding("holds words in the code of a field that no page shows", _AS_TEXT)


@dataclass(slots=True)
class _Form:
    """The form of a stretch of text, or of what is around such: a paragraph, a cell, a style."""

    hidden: bool = False
    colour: str = ""
    ground: str = ""
    marked: bool = False
    """Whether the ground is a highlight, on which letters stay as they are."""
    tiny: bool = False
    flat: bool = False
    style: str = ""

    def over(self, base: _Form) -> _Form:
        """The form with what another says where it is silent."""
        return _Form(self.hidden or base.hidden, self.colour or base.colour,
                     self.ground or base.ground, self.marked or base.marked,
                     self.tiny or base.tiny, self.flat or base.flat)  # fmt: skip


@dataclass(slots=True)
class _Shape:
    """A shape that is drawn over the page, as far as it could cover text."""

    box: bool = False
    fill: str = ""
    text: bool = False


@dataclass(slots=True)
class _Story:
    """Reads one part of the document and counts what is hidden in it."""

    styles: Mapping[str, _Form]
    counts: Counter[str] = field(default_factory=Counter)
    around: list[str] = field(default_factory=list)
    frames: list[_Form] = field(default_factory=lambda: [_Form()])
    """What holds for the text: the part, then tables, cells, paragraphs, runs."""
    codes: list[str] = field(default_factory=list)
    """The codes of fields."""
    behind: bool = False
    shape: _Shape | None = None
    placeholder: bool = False

    def read(self, content: bytes) -> Counter[str]:
        read_xml(content, self._start, self._end, self._text)
        return self.counts

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.around.append(word)
        if not word:
            self._drawn(name.rpartition(" ")[2], values)
        elif word in _FRAMES:
            self.frames.append(_Form())
        elif word == "comment":
            self.counts["comment"] += 1
        elif word in _CHANGES:
            self.counts["change"] += word not in ("delText", "delInstrText")
        elif word == "docVar":
            self.counts["variables"] += 1
        elif word == "mailMerge":
            self.counts["merge"] += 1
        elif word in ("fldSimple", "fldChar"):
            self.codes.append(_values(values).get("instr", ""))
        elif word in ("docPart", "type") and "docParts" in self.around:
            self.placeholder = _value(values) == "bbPlcHdr"
        elif word == "txbxContent" and self.shape:
            self.shape.text = True
        elif word in _FORMS:
            _FORMS[word](self.frames[-1], _value(values), _values(values))
            if "rPr" in self.around and "pPr" in self.around:
                self._of_paragraph_mark()

    def _drawn(self, word: str, values: Mapping[str, str]) -> None:
        """Pictures and shapes, which other parts of the standard describe."""
        if word in ("docPr", "cNvPr"):
            self.counts["picture"] += values.get("hidden", "0") in ("1", "true")
        elif word == "srcRect":
            sides = (values.get(side, "0") for side in "ltrb")
            self.counts["picture"] += any(n.isdigit() and int(n) > _CROPPED for n in sides)
        elif word == "anchor":
            self.behind = values.get("behindDoc") in ("1", "true")
        elif word == "wsp":
            self.shape = _Shape()
        elif self.shape and word == "prstGeom":
            self.shape.box = values.get("prst", "") in _BOXES
        elif self.shape and word == "ln":
            self.shape.fill = self.shape.fill or "none"
        elif self.shape and word in ("srgbClr", "schemeClr"):
            self.shape.fill = self.shape.fill or values.get("val", "").lower()

    def _of_paragraph_mark(self) -> None:
        """The form of the sign that ends a paragraph says nothing about the text in it."""
        frame = self.frames[-1]
        self.frames[-1] = _Form(
            ground=frame.ground, marked=frame.marked, flat=frame.flat, style=frame.style
        )

    def _end(self, name: str) -> None:
        word = _local(name)
        self.around.pop()
        if word in _FRAMES:
            self.frames.pop()
        elif self.shape and name.endswith(" wsp"):
            covers = self.shape.fill in _COVERS and not self.shape.text and not self.behind
            self.counts["box"] += covers and self.shape.box
            self.shape = None

    def _text(self, text: str) -> None:
        if self.around and self.around[-1] == "instrText" and self.codes:
            self.codes[-1] += text
        if not self.around or self.around[-1] != "t" or not text.strip():
            return
        self.counts["autotext"] += "docPart" in self.around and not self.placeholder
        form = self._form()
        if form.hidden:
            self.counts["hidden"] += 1
        elif form.tiny or form.flat or self._is_of_its_ground(form):
            self.counts["white"] += 1

    def _form(self) -> _Form:
        """What holds for the text at hand: of the run, then of all that is around it."""
        whole = _Form()
        for frame in reversed(self.frames):
            style = self.styles.get(frame.style)
            whole = whole.over(frame.over(style) if style else frame)
        usual = self.styles.get("")
        return whole.over(usual) if usual else whole

    def _is_of_its_ground(self, form: _Form) -> bool:
        if "txbxContent" in self.around:
            return False
        if form.marked and not form.colour:
            return form.ground == _BLACK
        return bool(form.colour) and _alike(form.colour, form.ground or _WHITE)


_FRAMES = frozenset({"tbl", "tr", "tc", "p", "r"})
_BOXES = frozenset({"rect", "roundRect", "flowChartProcess", "snip1Rect", "round2SameRect"})
_COVERS = frozenset({"000000", "ffffff", "tx1", "bg1"})


def _alike(one: str, other: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= _NEAR for a, b in pairs)
    except ValueError:
        return False


def _hide(form: _Form, value: str, _: Mapping[str, str]) -> None:
    form.hidden = value not in _OFF


def _colour(form: _Form, value: str, values: Mapping[str, str]) -> None:
    bare = "themeShade" not in values and "themeTint" not in values
    if values.get("themeColor") in ("background1", "light1") and bare:
        form.colour = _WHITE
    else:
        form.colour = "" if value == "auto" else value.lower()


def _shade(form: _Form, _: str, values: Mapping[str, str]) -> None:
    fill = values.get("fill", "").lower()
    if form.marked:
        return
    if values.get("themeFill"):
        form.ground = _SOME
    elif fill not in ("", "auto"):
        form.ground = fill


def _highlight(form: _Form, value: str, _: Mapping[str, str]) -> None:
    if value != "none":
        form.marked = True
        form.ground = {"black": _BLACK, "white": _WHITE}.get(value, _SOME)


def _table_style(form: _Form, value: str, _: Mapping[str, str]) -> None:
    if value not in ("TableNormal", "TableGrid", ""):
        form.ground = form.ground or _SOME


def _style(form: _Form, value: str, _: Mapping[str, str]) -> None:
    form.style = value


def _size(form: _Form, value: str, _: Mapping[str, str]) -> None:
    form.tiny = form.tiny or (value.isdigit() and int(value) <= _TINY)


def _stretch(form: _Form, value: str, _: Mapping[str, str]) -> None:
    number = value.rstrip("%")
    form.tiny = form.tiny or (number.isdigit() and int(number) < _NARROW)


def _height(form: _Form, value: str, values: Mapping[str, str]) -> None:
    number = values.get("line", value)
    exact = values.get("lineRule", values.get("hRule", "")) == "exact"
    form.flat = form.flat or (exact and number.isdigit() and int(number) <= _FLAT)


_FORMS: Mapping[str, Callable[[_Form, str, Mapping[str, str]], None]] = {
    "vanish": _hide,
    "hidden": _hide,
    "color": _colour,
    "shd": _shade,
    "highlight": _highlight,
    "tblStyle": _table_style,
    "rStyle": _style,
    "pStyle": _style,
    "sz": _size,
    "w": _stretch,
    "spacing": _height,
    "trHeight": _height,
}
_OF_STYLES = _FORMS.keys() - {"hidden"}
"""In a style the word "hidden" keeps the style itself from the list."""
_MOST_BASES = 20


def _styles_of(package: Package) -> Mapping[str, _Form]:
    """The forms of styles by their ids, with what they take from others; the usual one is ""."""
    own: dict[str, _Form] = {}
    bases: dict[str, str] = {}
    style = usual = ""

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal style, usual
        word = _local(name)
        if word == "style":
            given = _values(values)
            style = given.get("styleId", "")
            own[style] = _Form()
            if given.get("type") == "paragraph" and given.get("default") not in (None, *_OFF):
                usual = style
        elif style and word == "basedOn":
            bases[style] = _value(values)
        elif style and word in _OF_STYLES:
            _FORMS[word](own[style], _value(values), _values(values))

    def end(name: str) -> None:
        nonlocal style
        if _local(name) == "style":
            style = ""

    for path in package.called(r"^word/styles\d*\.xml$"):
        read_xml(package.text_of(path), start, end)
    found = {each: _whole(each, own, bases) for each in own}
    return found | ({"": found[usual]} if usual else {})


def _whole(style: str, own: Mapping[str, _Form], bases: Mapping[str, str]) -> _Form:
    form = own[style]
    for _ in range(_MOST_BASES):
        style = bases.get(style, "")
        if style not in own:
            break
        form = form.over(own[style])
    return form


def _local(name: str) -> str:
    """The name of an element of Word without its namespace; empty for those of others."""
    if name.startswith((_W, _STRICT)):
        return name.rpartition(" ")[2]
    return ""


def _values(values: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition(" ")[2]: value for name, value in values.items()}


def _value(values: Mapping[str, str]) -> str:
    return _values(values).get("val", "")
