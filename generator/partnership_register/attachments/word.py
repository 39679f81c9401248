"""Word files: comments, tracked changes, hidden text, and whatever else lies behind the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from partnership_register.attachments.findings import Finding, counted
from partnership_register.attachments.packages import Package, outside_findings, read_xml
from partnership_register.attachments.parts_of_office import office_findings
from partnership_register.attachments.properties import has_path
from partnership_register.attachments.word_forms import (
    BLACK,
    FORMS,
    OFF,
    WHITE,
    Form,
    Styles,
    alike,
    fill_letters,
    local,
    styles_of,
    value_of,
    values_of,
)
from partnership_register.attachments.word_shapes import Drawings

_CHANGES = frozenset(
    {
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange",
        "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange", "tblPrExChange",
        "numberingChange", "cellIns", "cellDel", "cellMerge", "delText", "delInstrText",
    }
)  # fmt: skip
_CROPPED = 10_000
"""Of a hundred thousand parts of the side of a picture; less is a clean edge."""

PAPER = "choose File > Info > Check for Issues > Inspect Document, remove all it finds, and save"


def word_findings(package: Package) -> Iterator[Finding]:
    """All that is in a Word file and not on its pages."""
    yield from office_findings(package, PAPER)
    yield from outside_findings(package, f"{PAPER}, and insert pictures instead of linking them")
    styles = styles_of(package)
    said = Counter[str]()
    stories: dict[str, _Story] = {}
    for path in package.all_of(r"^(?!docprops/|customxml/|\[).*\.xml$", *_STORIES):
        story = _Story(styles)
        said += story.read(package.text_of(path))
        yield from _field_findings("".join(pieces) for pieces in story.codes)
        story.codes.clear()
        if not path.lower().startswith("word/glossary/"):
            stories[path] = story
    if not said["dark"]:
        said["white"] += said["pale"]
    said["page"] = _has_unseen_pages(package, stories)
    yield from _said(said)


_STORIES = ("officedocument", "header", "footer", "footnotes", "endnotes", "comments", "settings")


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
            "has a box drawn over the page",
            "a box only covers the text: delete the text itself and the box, and save; for one that"
            " covers nothing choose Wrap Text > Behind Text",
        )
    if said["page"]:
        yield Finding(
            "holds a header, footer or note that no page shows",
            "choose Insert > Header > Edit Header, tick Different First Page and Different Odd &"
            " Even Pages, delete what must not be read; or mark all, copy it into a new document,"
            " and save that",
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
_KEEPING_CODE = re.compile(r"(?is)\s*(?:SET|ASK|PRIVATE|COMMENTS)\b.*\w\s+\w")
_CHOOSING_CODE = re.compile(r"(?i)\s*(?:IF|QUOTE|COMPARE)\b")
_FEW_WORDS = 2
_AS_TEXT = "mark all (Ctrl+A), press Ctrl+Shift+F9 so that fields become text, and save"


def _field_findings(codes: Iterable[str]) -> Iterator[Finding]:
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
        elif _KEEPING_CODE.match(code) or _keeps_words(code):
            yield Finding("holds words in the code of a field that no page shows", _AS_TEXT)


def _keeps_words(code: str) -> bool:
    """Whether a field that chooses between texts has one of several words, to its end if open."""
    if not _CHOOSING_CODE.match(code):
        return False
    quoted = code.split('"')
    texts = quoted[1:-1] if len(quoted) % 2 else quoted[1:]
    return any(len(re.findall(r"\w+", text)) > _FEW_WORDS for text in texts)


@dataclass(slots=True)
class _Section:
    """What a section of the document has at the head and foot of its pages."""

    references: dict[tuple[str, str], str] = field(default_factory=dict)
    """How parts are called, by what they are and for which pages."""
    has_first: bool = False
    """Whether its first page has a head of its own."""


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph holds, as far as something could be drawn over it."""

    text: bool = False
    covered: bool = False
    pale: int = 0
    """Texts in white on the page itself, unless something dark is drawn behind them."""


@dataclass(slots=True)
class _Story:
    """Reads one part of the document and counts what is hidden in it."""

    styles: Styles
    counts: Counter[str] = field(default_factory=Counter)
    around: list[str] = field(default_factory=list)
    frames: list[Form] = field(default_factory=lambda: [Form()])
    """What is said of the text: of the part, then of tables, cells, paragraphs, runs."""
    wholes: list[Form] = field(default_factory=lambda: [Form()])
    """What holds around each of them, with all styles; so no text asks what is far out."""
    codes: list[list[str]] = field(default_factory=list)
    """The codes of fields, in pieces."""
    drawings: Drawings = field(default_factory=Drawings)
    paragraphs: list[_Paragraph] = field(default_factory=lambda: [_Paragraph()])
    placeholder: bool = False
    sections: list[_Section] = field(default_factory=list)
    has_even: bool = False
    """Whether even pages have a head of their own."""
    note: tuple[str, str] = ("", "")
    notes: set[tuple[str, str]] = field(default_factory=set)
    """Notes with something in them, by their kind and number."""
    noted: set[tuple[str, str]] = field(default_factory=set)
    """Notes to which the text refers."""
    words: list[str] = field(default_factory=list)
    """The beginning of its text."""

    def read(self, content: bytes) -> Counter[str]:
        read_xml(content, self._start, self._end, self._text)
        self.counts["dark"] += self.drawings.dark
        self.counts["white"] += self.paragraphs[0].pale
        return self.counts

    def _start(self, name: str, values: Mapping[str, str]) -> None:
        word = local(name)
        self.around.append(word)
        if ":" in word:
            self._drawn(word, values)
        elif word in _FRAMES:
            self._open_frame(word)
        elif word in _CHANGES:
            self.counts["change"] += word not in ("delText", "delInstrText")
        elif word in _COUNTED:
            self.counts[_COUNTED[word]] += 1
        elif word == "docVar":
            self.counts["variables"] += not _is_of_a_program(values_of(values))
        elif word in ("fldSimple", "fldChar"):
            self.codes.append([values_of(values).get("instr", "")])
        elif word in ("docPart", "type") and "docParts" in self.around:
            self.placeholder = value_of(values) == "bbPlcHdr"
        elif word == "txbxContent" and self.drawings.shapes:
            self.drawings.shapes[-1].has_room = True
        elif word in FORMS:
            FORMS[word](self.frames[-1], value_of(values), values_of(values))
            if "rPr" in self.around and "pPr" in self.around:
                self._of_paragraph_mark()
        else:
            self._of_pages(word, values_of(values))

    def _open_frame(self, word: str) -> None:
        # nothing more is said of what is around a frame while that is open
        self.wholes.append(self.styles.whole(self.frames[-1]).over(self.wholes[-1]))
        self.frames.append(Form())
        if word == "p":
            self.paragraphs.append(_Paragraph())

    def _of_pages(self, word: str, values: Mapping[str, str]) -> None:
        """Heads, feet and notes, and which of them the pages show."""
        if word == "sectPr" and "sectPrChange" not in self.around:
            self.sections.append(_Section())
        elif word in ("headerReference", "footerReference") and self.sections:
            place = word, values.get("type", "default")
            self.sections[-1].references[place] = values.get("id", "")
        elif word == "titlePg" and self.sections:
            self.sections[-1].has_first = values.get("val") not in OFF
        elif word == "evenAndOddHeaders":
            self.has_even = values.get("val") not in OFF
        elif word in ("footnote", "endnote"):
            self.note = (
                word,
                values.get("id", "") if values.get("type", "normal") == "normal" else "",
            )
        elif word in ("footnoteReference", "endnoteReference"):
            self.noted.add((word.removesuffix("Reference"), values.get("id", "")))
        elif word == "background":
            self.drawings.dark = True

    def _drawn(self, word: str, values: Mapping[str, str]) -> None:
        """Pictures and shapes, which other parts of the standard describe."""
        if word in (":docPr", ":cNvPr"):
            self.counts["picture"] += values.get("hidden", "0") in ("1", "true")
        elif word == ":srcRect":
            sides = (values.get(side, "0") for side in "ltrb")
            self.counts["picture"] += any(n.isdecimal() and int(n[:9]) > _CROPPED for n in sides)
        elif word == "v:imagedata" and any(map(_is_cropped, values.items())):
            self.counts["picture"] += 1
            self.drawings.start(word, self.around, values)
        elif ":textFill" in self.around:
            if "pPr" not in self.around:
                fill_letters(self.frames[-1], word, values)
        elif ":textOutline" in self.around:
            form = self.frames[-1]
            form.outlined = form.outlined or word in (":solidFill", ":gradFill")
        else:
            self.drawings.start(word, self.around, values)

    def _of_paragraph_mark(self) -> None:
        """The form of the sign that ends a paragraph says nothing about the text in it."""
        frame = self.frames[-1]
        self.frames[-1] = Form(
            ground=frame.ground, marked=frame.marked, flat=frame.flat, style=frame.style
        )

    def _end(self, name: str) -> None:
        word = local(name)
        self.around.pop()
        if word in _FRAMES:
            self.frames.pop()
            self.wholes.pop()
        if word == "p":
            paragraph = self.paragraphs.pop()
            self.counts["box"] += paragraph.covered and paragraph.text
            self.counts["white"] += 0 if self.drawings.banner else paragraph.pale
            if "txbxContent" not in self.around:
                self.drawings.banner = max(self.drawings.banner - 1, 0)
        elif shape := self.drawings.end(word):
            self.counts["box"] += shape.covers_all
            self.paragraphs[-1].covered = self.paragraphs[-1].covered or shape.covers_paragraph

    def _text(self, text: str) -> None:
        if self.around and self.around[-1] == "instrText" and self.codes:
            self.codes[-1].append(text)
        if not self.around or self.around[-1] != "t" or not text.strip():
            return
        self.counts["autotext"] += "docPart" in self.around and not self.placeholder
        self.paragraphs[-1].text = True
        for shape in self.drawings.shapes:
            shape.text = True
        if len(self.words) < _MOST_WORDS:
            self.words.append(text)
        if self.note[1]:
            self.notes.add(self.note)
        form = self._form()
        if form.hidden or form.gone:
            self.counts["hidden"] += 1
        elif form.tiny or form.flat or self._is_of_its_ground(form):
            self.counts["white"] += 1

    def _form(self) -> Form:
        """What holds for the text at hand: of the run, then of all that is around it."""
        whole = self.styles.whole(self.frames[-1]).over(self.wholes[-1])
        return whole.over(self.styles.usual)

    def _is_of_its_ground(self, form: Form) -> bool:
        if form.marked and not form.colour:
            return form.ground == BLACK
        if not form.colour:
            return False
        if "txbxContent" in self.around and not form.ground:
            return self._is_of_its_shape(form.colour)
        if not form.ground:
            self.paragraphs[-1].pale += alike(form.colour, WHITE)
            return False
        return alike(form.colour, form.ground)

    def _is_of_its_shape(self, colour: str) -> bool:
        """Whether letters in a shape are of its fill; without one, they may lie on another."""
        if not self.drawings.shapes:
            return False
        shape = self.drawings.shapes[-1]
        self.counts["pale"] += shape.is_clear and alike(colour, WHITE)
        return not shape.is_clear and alike(colour, shape.fill)


def _is_cropped(entry: tuple[str, str]) -> bool:
    """Whether an entry of an old picture cuts a side off, in parts of one or of 65,536."""
    name, size = entry
    if name not in ("cropleft", "cropright", "croptop", "cropbottom"):
        return False
    whole = size.removesuffix("f")
    if whole != size:
        return whole.isdecimal() and int(whole[:9]) > 65_536 * _CROPPED // 100_000
    return bool(re.fullmatch(r"0?\.[1-9]\d{0,9}", size))


_MOST_WORDS = 2000
_COUNTED = {"comment": "comment", "mailMerge": "merge"}
_FRAMES = frozenset({"tbl", "tr", "tc", "p", "r"})
_OF_PROGRAMS = re.compile(
    r"(?i)__grammarly|dgnword|mtwineqns|en\.(?:layout|libraries|instant)|kso_"
)
"""Variables that programs keep in a document by themselves."""
_MOST_OF_PROGRAMS = 3
"""Words in the value of such a variable."""


def _is_of_a_program(values: Mapping[str, str]) -> bool:
    few = len(values.get("val", "").split()) <= _MOST_OF_PROGRAMS
    return few and bool(_OF_PROGRAMS.match(values.get("name", "")))


def _has_unseen_pages(package: Package, stories: Mapping[str, _Story]) -> bool:
    """Whether there are heads or feet that no page has, or notes to which nothing refers."""
    notes = {note for story in stories.values() for note in story.notes}
    if notes - {note for story in stories.values() for note in story.noted}:
        return True
    has_even = any(story.has_even for story in stories.values())
    for path, story in stories.items():
        parts = {
            each.id: each.path
            for each in package.ties(path, "header", "footer")
            if each.path in stories
        }
        seen = {parts[id] for id in _seen(story.sections, has_even=has_even) if id in parts}
        said = {_wording(stories[part]) for part in seen} | {""}
        if any(_wording(stories[part]) not in said for part in parts.values()):
            return True
    return False


def _seen(sections: list[_Section], *, has_even: bool) -> Iterator[str]:
    """The heads and feet that pages show; a section without its own has those before it."""
    current: dict[tuple[str, str], str] = {}
    for section in sections:
        current |= section.references
        for (_, pages), called in current.items():
            shown = {"first": section.has_first, "even": has_even}
            if shown.get(pages, True):
                yield called


def _wording(story: _Story) -> str:
    """What a head says, whatever the number of the page."""
    return re.sub(r"[\d\s]+", " ", "".join(story.words)).strip()
