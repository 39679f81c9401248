"""PDF files: comments, programs, files within, earlier versions, layers, and hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import settings

from partnership_register.attachments.adobe import xmp_properties
from partnership_register.attachments.findings import Finding, Refused, counted, once_each
from partnership_register.attachments.pdf_drawn import LEAST_PICTURE, Budget
from partnership_register.attachments.pdf_hidden import hidden_findings
from partnership_register.attachments.pdf_packed import (
    MOST_UNPACKED,
    TOO_MANY,
    in_no_table,
    opened_pdf,
)
from partnership_register.attachments.pictures import picture_findings
from partnership_register.attachments.properties import property_findings

AGAIN = "print it to a PDF again (Print > Save as PDF), or save it as a PDF from the program that"
AGAIN += " made it"
SANITISE = f"in Acrobat choose Redact > Sanitise Document, or {AGAIN}"

settings.set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    run_length_max_memory=50_000_000,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=50_000_000,
    dct_max_memory=50_000_000,
    max_stream_filters=4,
    parser_max_nesting=100,
    parser_max_container_size=2_000_000,
    doc_max_warnings=100,
)

BROKEN = (
    pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError, IndexError,
    AttributeError, RuntimeError, ArithmeticError, NotImplementedError, MemoryError, EOFError,
)  # fmt: skip
"""What the library raises for files that are damaged, each in its way."""

_MOST_OBJECTS = 1_500_000
_MOST_BYTES = 200_000_000
"""Bytes of pictures and of what was left behind, all together, once they are unpacked."""
_PDF_END = re.compile(rb"(?<![^\0\t\n\f\r ])%%EOF")
_OBJECT = re.compile(rb"(?<!\d)\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj\b")
_FILTERS = re.compile(rb"/Filter(?![A-Za-z0-9#])([^>]{0,200})", re.DOTALL)
_PLAIN_FILTERS = re.compile(
    rb"[\0\t\n\f\r ]*(?:/[A-Za-z0-9]+|\[[\0\t\n\f\r ]*(?:/[A-Za-z0-9]+[\0\t\n\f\r ]*)*\]|null)"
)
_ESCAPED_NAME = re.compile(rb"/[A-Za-z]{0,12}(?:#[0-9A-Fa-f]{2}[A-Za-z0-9]{0,12}){1,12}")
_LINEAR = re.compile(rb"/Linearized\b.{0,200}?/L[\0\t\n\f\r ]+(\d{1,12})", re.DOTALL)

_MARKS = frozenset(
    {
        "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
        "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink",
        "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/Redact", "/3D",
        "/RichMedia", "/Projection", "/Watermark",
    }
)  # fmt: skip
"""Kinds of annotation that say or cover something; links and form fields are others."""
_NO_MARKS = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", ""})
_PROGRAMS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToE",
        "/Rendition", "/Sound", "/Movie", "/Hide", "/SetOCGState", "/RichMediaExecute",
        "/GoTo3DView", "/Trans",
    }
)  # fmt: skip
_NOT_SEEN = 2 | 32
"""Marks of fields that are hidden, or that no screen shows."""
_HARMLESS_NAMED = ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage")
_LINKS = re.compile(r"(?i)(?:https?://|mailto:|tel:|#|/|\.{0,2}[\w-]+(?:[/?#.]|$)|\?)")
_NO_LINKS = re.compile(r"(?i)\s*(?:file|javascript|vbscript|data|ms-\w+|\\\\|[a-z]:[\\/])")
_SETTINGS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<[A-Za-z]{1,30}Settings\b")
_LONGEST_SETTINGS = 20_000
_BETWEEN = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n]){0,20}"
_SHOWS_TEXT = re.compile(rb"[)\]>]%bT[jJ]\b" % _BETWEEN)
_SHOWS_BELOW = re.compile(rb"[)>]%b['\"](?=[\0\t\n\f\r %%])" % _BETWEEN)
_BEGINS_TEXT = re.compile(rb"(?:\A|[\0\t\n\f\r >\])])BT\b")


def pdf_examined(content: bytes) -> tuple[int, list[Finding]]:
    """How many pages a PDF has, and what is wrong with it. Raises Refused."""
    _refuse_disguised(content)
    findings = list(_file_findings(content))
    try:
        with opened_pdf(content) as pdf:
            if pdf.is_encrypted:
                raise Refused(
                    "is locked or protected",
                    f"take the protection off (File > Properties > Security), or {AGAIN}",
                )
            pages = len(pdf.pages)
            findings += _Objects(pdf).findings()
            if not findings and in_no_table(pdf, content):
                findings.append(Finding(_LEFT, AGAIN))
            budget = Budget()
            findings += hidden_findings(pdf, budget)
            findings += _never_shown(pdf, budget)
    except pikepdf.PasswordError as error:
        raise Refused("is locked with a password", "take the password off and save it") from error
    except BROKEN:
        return 0, [*findings, Finding("is damaged", AGAIN)]
    except Refused as refused:
        return 0, [*findings, refused.finding]
    if not pages:
        findings.append(Finding("has no pages", AGAIN))
    return pages, list(once_each(findings))


def _refuse_disguised(content: bytes) -> None:
    """Refuse what would keep us from telling beforehand how large the streams become."""
    for escaped in {*_ESCAPED_NAME.findall(content)}:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), escaped)
        if name in _TELLING:
            raise Refused("is written so as to hide what is in it", AGAIN)
    for found in _FILTERS.finditer(content):
        plain = _PLAIN_FILTERS.match(found[1])
        if not plain or b"/LZW" in plain[0] or plain[0].count(b"/Fl") > 1:
            raise Refused("is packed in a way that is no longer in use", AGAIN)


_TELLING = frozenset(
    b"/Filter /LZWDecode /LZW /FlateDecode /Fl /ObjStm /XRef /JavaScript /JS /Launch /OpenAction"
    b" /AA /EmbeddedFile /EmbeddedFiles /EF /Encrypt /Linearized /SubmitForm /RichMedia".split()
)
"""Names that programs write plainly; whoever escapes a letter in them means to hide them."""


def _file_findings(content: bytes) -> Iterator[Finding]:
    """What can be told from the file as it lies there: earlier versions, and what is behind."""
    ends = [match.end() for match in _PDF_END.finditer(content)]
    if not ends:
        raise Refused("is damaged: its end is missing", AGAIN)
    if content[ends[-1] :].strip(b"\0\t\n\f\r \x1a"):
        yield Finding("has something behind its end", AGAIN)
    linear = _LINEAR.search(content[:2048])
    whole = bool(linear) and abs(int(linear[1]) - len(content.rstrip())) < 64 if linear else False
    ends = ends[1:] if whole else ends
    parts = pairwise(ends)
    if any(_OBJECT.search(content[start:end]) for start, end in parts):
        yield Finding(
            "still holds earlier versions of itself",
            f"choose File > Save As (not Save) under a new name, or {AGAIN}",
        )


class _Objects:
    """Everything in a PDF, looked through once: what is in use, then what is left behind."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.seen: set[tuple[int, int]] = set()
        self.marks = 0
        self.answers = 0
        self.said: dict[Finding, None] = {}
        self.properties: dict[str, list[str]] = {}
        self.pages = {page.objgen for page in pdf.pages}
        self.left = _MOST_OBJECTS
        self.bytes_left = _MOST_BYTES

    def findings(self) -> Iterator[Finding]:
        """All that is found in the objects."""
        self._look_through(self.pdf.trailer)
        self._left_behind()
        self._information()
        self._layers()
        yield from self.said
        if self.marks:
            yield Finding(
                f"still holds {counted(self.marks, 'comment or mark', 'comments or marks')}",
                f"delete them (in Acrobat: Comment, then delete each), or {AGAIN}",
            )
        if self.answers:
            yield Finding(
                "is a form that somebody has filled in",
                f"publish the empty form, or {AGAIN}, so that the answers become part of the page",
            )
        yield from property_findings(
            self.properties,
            "in Acrobat choose Redact > Sanitise Document, or empty the properties (File > Info) in"
            " the program that made it and save it as a PDF again",
        )

    def _look_through(self, root: Any) -> None:
        waiting = [(root, 0)]
        while waiting:
            each, depth = waiting.pop()
            self.left -= 1
            if self.left < 0 or depth > 200:
                raise Refused(*TOO_MANY)
            if each.is_indirect:
                if each.objgen in self.seen:
                    continue
                self.seen.add(each.objgen)
                depth = 0
            inside: Iterable[Any] = each
            if not isinstance(each, pikepdf.Array):
                items = dict(each.items())
                self._look_at(each, items)
                inside = items.values()
            waiting += [(one, depth + 1) for one in inside if isinstance(one, _CONTAINERS)]

    def _look_at(self, each: Any, items: dict[str, Any]) -> None:
        self._look_for_programs(items)
        if "/Contents" in items and self._is_deleted_page(each, items["/Contents"]):
            self._say(_LEFT, AGAIN)
        subtype = str(items.get("/Subtype", ""))
        if subtype in _MARKS and "/Rect" in items:
            self.marks += subtype != "/Popup" or "/Parent" not in items
        if "/Annots" in items:
            self._look_at_marks(items["/Annots"])
        if isinstance(items.get("/Author"), pikepdf.String):
            self.properties.setdefault("/Author", []).append(str(items["/Author"]))
        if (
            "/Collection" in items
            or "/EF" in items
            or str(items.get("/Type", "")) == "/EmbeddedFile"
            or "/AF" in items
        ):
            self._say("has other files inside it", f"delete the attachments, or {AGAIN}")
        if "/PieceInfo" in items and self._holds_own_copy(items["/PieceInfo"]):
            self._say("holds the drawing program's own copy of the pages", AGAIN)
        if "/Thumb" in items:
            self._say("has small pictures of its pages, which may show an earlier state", AGAIN)
        if "/FT" in items or subtype == "/Widget":
            self.answers += _is_answered(items)
            if int(items.get("/F", 0)) & _NOT_SEEN and self._says_something(items):
                self._say(
                    "is a form with text in a field that is hidden",
                    f"delete the field or show it (in Acrobat: Prepare a Form), or {AGAIN}",
                )
        if "/XFA" in items:
            self._say("is a form with a program in it", AGAIN)
        if str(items.get("/Type", "")) == "/OCMD":
            self._look_at_membership(items)
        if isinstance(each, pikepdf.Stream):
            self._look_at_stream(each, items, subtype)

    def _holds_own_copy(self, pieces: Any) -> bool:
        """Whether a drawing program left its own form of the page, and not only settings."""
        if not isinstance(pieces, pikepdf.Dictionary):
            return _holds_stream(pieces)
        others = [piece for name, piece in pieces.items() if name != "/ADBE_CompoundType"]
        if any(_holds_stream(piece) for piece in others):
            return True
        heading = pieces.get("/ADBE_CompoundType")
        return heading is not None and not self._is_of_heading(heading)

    def _is_of_heading(self, heading: Any) -> bool:
        """Whether all of it is what Acrobat keeps of a heading, a number of pages or a ground."""
        if not isinstance(heading, pikepdf.Dictionary):
            return not _holds_stream(heading)
        others = [value for name, value in heading.items() if name != "/DocSettings"]
        settings = heading.get("/DocSettings")
        if any(_holds_stream(value) for value in others):
            return False
        if not isinstance(settings, pikepdf.Stream):
            return settings is None or not _holds_stream(settings)
        text = self._counted(settings.read_bytes())
        return len(text) <= _LONGEST_SETTINGS and bool(_SETTINGS.match(text))

    def _is_deleted_page(self, each: Any, contents: Any) -> bool:
        """Whether something is a page that bookmarks, links or tags know and no reader turns to."""
        if each.objgen in self.pages:
            return False
        parts = contents if isinstance(contents, pikepdf.Array) else [contents]
        return any(isinstance(p, pikepdf.Stream) and len(p.read_raw_bytes()) for p in parts)

    def _says_something(self, field: dict[str, Any]) -> bool:
        """Whether a field holds text, or its look shows some; buttons have only their names."""
        if str(_inherited(field, "/FT") or "") not in ("/Tx", "/Ch"):
            return False
        if str(_inherited(field, "/V") or "").strip():
            return True
        look = field.get("/AP", pikepdf.Dictionary()).get("/N")
        is_drawn = isinstance(look, pikepdf.Stream)
        return is_drawn and _shows_text(self._counted(look.read_bytes()))

    def _look_at_marks(self, marks: Any) -> None:
        """Marks of kinds that no viewer knows, and that each shows or hides as it likes."""
        for mark in marks if isinstance(marks, pikepdf.Array) else ():
            kind = str(mark.get("/Subtype", "")) if isinstance(mark, pikepdf.Dictionary) else ""
            known = kind in _MARKS and "/Rect" in mark
            self.marks += kind not in _NO_MARKS and not known

    def _look_for_programs(self, items: dict[str, Any]) -> None:
        kind = str(items.get("/S", ""))
        is_action = "/K" not in items and "/P" not in items
        program = "/JS" in items or (kind in _PROGRAMS and is_action)
        if program or ("/AA" in items and len(items["/AA"])):
            self._say("holds a program or starts one (JavaScript, Launch or the like)", SANITISE)
        if kind == "/URI" and is_action and not _is_link(str(items.get("/URI", ""))):
            self._say("has a link to a file on somebody's computer or to a program", _LINK_HINT)
        if kind in ("/GoToR", "/Thread") and is_action and "/F" in items:
            self._say("has a link to a file on somebody's computer or to a program", _LINK_HINT)
        if kind == "/Named" and is_action and str(items.get("/N", "")) not in _HARMLESS_NAMED:
            self._say("holds a program or starts one (JavaScript, Launch or the like)", SANITISE)

    def _look_at_stream(self, each: Any, items: dict[str, Any], subtype: str) -> None:
        if _is_metadata(items):
            self._look_at_metadata(self._counted(each.read_bytes()))
        elif subtype == "/Image" and "/DCTDecode" in str(items.get("/Filter", "")):
            raw = self._counted(each.read_raw_bytes())
            if b"Exif\0" in raw[:70_000] or b"ns.adobe.com/xap" in raw[:140_000]:
                self._look_at_picture(raw)
        if "/F" in items or "/FFilter" in items:
            self._say("keeps part of itself in another file", AGAIN)

    def _look_at_picture(self, raw: bytes) -> None:
        try:
            for found in picture_findings(raw):
                self._say(f"has a picture in it that {found.message}", found.hint)
        except Refused:
            return  # a picture within a PDF may be cut off; that is for whoever looks at it

    def _look_at_metadata(self, xmp: bytes) -> None:
        try:
            said = xmp_properties(xmp)
        except Refused:
            self._say("has properties that cannot be read", SANITISE)
            return
        for name, texts in said.items():
            self.properties.setdefault(name, []).extend(texts)

    def _information(self) -> None:
        info = self.pdf.trailer.get("/Info")
        if isinstance(info, pikepdf.Dictionary):
            for key, value in info.items():
                if key not in ("/Creator", "/Producer"):
                    self.properties.setdefault(key, []).append(str(value))
                else:
                    self.properties.setdefault(f"{key} program", []).append(str(value))

    def _left_behind(self) -> None:
        """Pages, comments, text and pictures that nothing refers to, and that are still there."""
        for each in self.pdf.objects:
            if not isinstance(each, _CONTAINERS) or each.objgen in self.seen:
                continue
            if isinstance(each, pikepdf.Array):
                continue
            kind = str(each.get("/Type", ""))
            is_mark = str(each.get("/Subtype", "")) in _MARKS and "/Rect" in each
            if isinstance(each, pikepdf.Stream) and _is_metadata(each):
                self._look_at_metadata(self._counted(each.read_bytes()))
            if "/Author" in each:
                self._look_at(each, {"/Author": each["/Author"]})
            if kind == "/Page" or is_mark or is_picture(each) or self._is_text(each, kind):
                self._say(_LEFT, AGAIN)
                return

    def _layers(self) -> None:
        layers = self.pdf.Root.get("/OCProperties")
        if not isinstance(layers, pikepdf.Dictionary):
            return
        for state in [layers.get("/D"), *(layers.get("/Configs") or ())]:
            if not isinstance(state, pikepdf.Dictionary):
                continue
            if len(state.get("/OFF", ())) or str(state.get("/BaseState", "/ON")) != "/ON":
                self._hidden_layer()
        for group in layers.get("/OCGs", ()):
            usage: Any = group.get("/Usage", pikepdf.Dictionary())
            states = (
                usage.get(f"/{use}", pikepdf.Dictionary()).get(f"/{use}State")
                for use in ("View", "Print", "Export")
            )
            if "/Zoom" in usage or any(str(state) == "/OFF" for state in states):
                self._hidden_layer()

    def _look_at_membership(self, items: dict[str, Any]) -> None:
        if str(items.get("/P", "")) in ("/AllOff", "/AnyOff") or "/VE" in items:
            self._hidden_layer()

    def _hidden_layer(self) -> None:
        self._say(
            "has layers that are hidden",
            f"show all layers, delete what must not be read, and choose Flatten Layers, or {AGAIN}",
        )

    def _is_text(self, each: Any, kind: str) -> bool:
        """Whether something that was left behind is a description of a page with text on it."""
        if not isinstance(each, pikepdf.Stream) or kind not in ("", "/XObject"):
            return False
        if str(each.get("/Subtype", "/Form")) != "/Form" or "/Length1" in each:
            return False
        return _shows_text(self._counted(each.read_bytes()))

    def _counted(self, content: bytes) -> bytes:
        self.bytes_left -= len(content)
        if self.bytes_left < 0:
            raise Refused(*TOO_MANY)
        return content

    def _say(self, message: str, hint: str) -> None:
        self.said.setdefault(Finding(message, hint))


def _never_shown(pdf: pikepdf.Pdf, budget: Budget) -> Iterator[Finding]:
    """Pictures and drawings that pages keep ready, and that no page shows."""
    for number, generation in budget.listed - budget.shown:
        each = pdf.get_object(number, generation) if number else None
        if not isinstance(each, pikepdf.Stream):
            continue
        is_drawing = str(each.get("/Subtype", "")) == "/Form"
        has_text = is_drawing and _shows_text(budget.content_of(each))
        if has_text or is_picture(each):
            yield Finding(_LEFT, AGAIN)
            return


def is_picture(each: Any) -> bool:
    """Whether something is a picture, of a size that could show anything."""
    if not isinstance(each, pikepdf.Stream) or str(each.get("/Subtype", "")) != "/Image":
        return False
    return min(int(each.get("/Width", 0)), int(each.get("/Height", 0))) >= LEAST_PICTURE


_LEFT = "still holds pages, text or pictures that were deleted from it"
_CONTAINERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
_LINK_HINT = "take the link away, or let it lead to a page of the web, and save it as a PDF again"


def _shows_text(description: bytes) -> bool:
    """Whether a description of a page, or of a part of one, shows text anywhere."""
    if _SHOWS_TEXT.search(description):
        return True
    return bool(_BEGINS_TEXT.search(description) and _SHOWS_BELOW.search(description))


def _is_link(address: str) -> bool:
    return bool(_LINKS.match(address.strip())) and not _NO_LINKS.match(address)


def _holds_stream(value: Any, depth: int = 0) -> bool:
    if isinstance(value, pikepdf.Stream) or depth > 6:
        return True
    if isinstance(value, pikepdf.Dictionary):
        return any(_holds_stream(each, depth + 1) for each in value.values())
    return False


def _is_metadata(items: Any) -> bool:
    return str(items.get("/Subtype", "")) == "/XML" or str(items.get("/Type", "")) == "/Metadata"


def _inherited(field: Any, key: str) -> Any:
    """An entry of a field of a form, or of the field that it is a part of."""
    for _ in range(_DEEPEST_FIELD):
        if key in field or not isinstance(field.get("/Parent"), pikepdf.Dictionary):
            break
        field = field["/Parent"]
    return field.get(key)


_DEEPEST_FIELD = 9


def _is_answered(items: dict[str, Any]) -> bool:
    """Whether a field of a form holds more than it was made with; signatures are none."""
    kind, value = str(items.get("/FT", "")), items.get("/V")
    if kind == "/Sig" or value is None or isinstance(value, pikepdf.Dictionary):
        return False
    if kind == "/Btn":
        return str(value) not in ("/Off", str(items.get("/DV", "/Off")), "")
    return str(value).strip() not in ("", str(items.get("/DV", "")).strip())
