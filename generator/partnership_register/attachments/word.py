"""Word files: comments, tracked changes, hidden text, and whatever else lies behind the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from partnership_register.attachments.findings import Finding, counted
from partnership_register.attachments.packages import Package, outside_findings, read_xml
from partnership_register.attachments.parts_of_office import office_findings

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
_WHITE = ("ffffff", "fefefe", "fdfdfd")
_NO_SHADE = ("", "auto", "ffffff", "fefefe", "fdfdfd")

PAPER = "choose File > Info > Check for Issues > Inspect Document, remove all it finds, and save"


def word_findings(package: Package) -> Iterator[Finding]:
    """All that is in a Word file and not on its pages."""
    yield from office_findings(package, PAPER)
    yield from outside_findings(package, f"{PAPER}, and insert pictures instead of linking them")
    hiding = _hiding_styles(package)
    said = Counter[str]()
    for path in package.called(r"^(?!docprops/|customxml/|\[).*\.xml$"):
        said += _Story(hiding).read(package.text_of(path))
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
    if said["variables"]:
        yield Finding("holds variables that no page shows", PAPER)
    if said["merge"]:
        yield Finding(
            "is tied to a list of addresses for letters",
            "choose Mailings > Start Mail Merge > Normal Word Document, and save it",
        )


@dataclass(slots=True)
class _Run:
    """A stretch of text in one form, or a paragraph or cell around such."""

    hidden: bool = False
    white: bool = False
    tiny: bool = False
    shaded: bool = False
    style: str = ""


@dataclass(slots=True)
class _Story:
    """Reads one part of the document and counts what is hidden in it."""

    hiding: frozenset[str]
    """The styles whose text is hidden."""
    counts: Counter[str] = field(default_factory=Counter)
    around: list[str] = field(default_factory=list)
    frames: list[_Run] = field(default_factory=lambda: [_Run()])
    """What holds for the text: the part, then tables, cells, paragraphs, runs."""

    def read(self, content: bytes) -> Counter[str]:
        read_xml(content, self._start, self._end, self._text)
        return self.counts

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = _local(name)
        self.around.append(word)
        if word in _FRAMES:
            self.frames.append(_Run())
        elif word == "comment":
            self.counts["comment"] += 1
        elif word in _CHANGES:
            self.counts["change"] += word not in ("delText", "delInstrText")
        elif word == "docVar":
            self.counts["variables"] += 1
        elif word in ("dataSource", "odso"):
            self.counts["merge"] += "mailMerge" in self.around
        elif word in _FORMS:
            _FORMS[word](self.frames[-1], _value(values), _values(values))
            if "rPr" in self.around and "pPr" in self.around:
                self._of_paragraph_mark()

    def _of_paragraph_mark(self) -> None:
        """The form of the sign that ends a paragraph says nothing about the text in it."""
        frame = self.frames[-1]
        self.frames[-1] = _Run(shaded=frame.shaded, style=frame.style)

    def _end(self, name: str) -> None:
        word = _local(name)
        self.around.pop()
        if word in _FRAMES:
            self.frames.pop()

    def _text(self, text: str) -> None:
        if not self.around or self.around[-1] != "t" or not text.strip():
            return
        if any(frame.hidden or frame.style in self.hiding for frame in self.frames[1:]):
            self.counts["hidden"] += 1
        elif self.frames[-1].tiny or (self.frames[-1].white and not self._on_a_ground()):
            self.counts["white"] += 1

    def _on_a_ground(self) -> bool:
        """Whether something coloured may lie behind the text: a shade, a table style, a shape."""
        shaded = any(frame.shaded for frame in self.frames)
        return shaded or "txbxContent" in self.around or "background" in self.around


_FRAMES = frozenset({"tbl", "tr", "tc", "p", "r"})


def _hide(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.hidden = value not in _OFF


def _colour(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.white = value.lower() in _WHITE


def _shade(run: _Run, _: str, values: Mapping[str, str]) -> None:
    fill = values.get("fill", "").lower()
    run.shaded = fill not in _NO_SHADE or bool(values.get("themeFill"))


def _highlight(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.shaded = value not in ("none", "white")


def _table_style(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.shaded = run.shaded or value not in ("TableNormal", "TableGrid", "")


def _style(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.style = value


def _size(run: _Run, value: str, _: Mapping[str, str]) -> None:
    run.tiny = value.isdigit() and int(value) <= _TINY


_FORMS: Mapping[str, Callable[[_Run, str, Mapping[str, str]], None]] = {
    "vanish": _hide,
    "color": _colour,
    "shd": _shade,
    "highlight": _highlight,
    "tblStyle": _table_style,
    "rStyle": _style,
    "pStyle": _style,
    "sz": _size,
}


def _hiding_styles(package: Package) -> frozenset[str]:
    """The ids of styles that hide the text that is written in them."""
    found: set[str] = set()
    style = ""

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal style
        word = _local(name)
        if word == "style":
            style = _values(values).get("styleId", "")
        elif word == "vanish" and style and _value(values) not in _OFF:
            found.add(style)

    def end(name: str) -> None:
        nonlocal style
        if _local(name) == "style":
            style = ""

    for path in package.called(r"^word/styles\d*\.xml$"):
        read_xml(package.text_of(path), start, end)
    return frozenset(found)


def _local(name: str) -> str:
    """The name of an element of Word without its namespace; empty for those of others."""
    if name.startswith((_W, _STRICT)):
        return name.rpartition(" ")[2]
    return ""


def _values(values: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition(" ")[2]: value for name, value in values.items()}


def _value(values: Mapping[str, str]) -> str:
    return _values(values).get("val", "")
