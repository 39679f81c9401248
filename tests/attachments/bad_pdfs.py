"""PDFs that may not be published, each for one reason."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from attachments.cases import Case
from attachments.drawn import creator, exif, jpeg, packet
from papers import line, pdf, stream, written

WORDS = line("The board meets quarterly.")
SECRET = "Harcastle Lane site: offers of 1.2 million"
HIDDEN = line(SECRET)
BOX = "60 690 400 30 re f"

COVERED = {
    "black box": f"{HIDDEN} 0 g {BOX}",
    "white box": f"{HIDDEN} 1 g {BOX}",
    "red box": f"{HIDDEN} 1 0 0 rg {BOX}",
    "box in cmyk": f"{HIDDEN} 0 0 0 1 k {BOX}",
    "box of lines": f"{HIDDEN} 60 690 m 460 690 l 460 720 l 60 720 l h f",
    "box of lines left open": f"{HIDDEN} 60 690 m 460 690 l 460 720 l 60 720 l f*",
    "box with a border": f"{HIDDEN} 60 690 400 30 re B",
    "box with rounded corners": f"{HIDDEN} 60 695 m 60 690 65 685 70 685 c 450 685 l"
    " 460 685 460 690 460 695 c 460 720 l 60 720 l h b*",
    "box over two words": f"{HIDDEN} 72 690 90 30 re f",
    "box moved by a matrix": f"{HIDDEN} q 2 0 0 2 0 0 cm 30 345 200 15 re f Q",
    "box turned by a matrix": f"{HIDDEN} q 0 1 -1 0 0 0 cm 690 -460 30 400 re f Q",
    "one box over several lines": f"{HIDDEN} {line(SECRET, y=680)} 60 670 400 60 re f",
    "two boxes in one path": f"{HIDDEN} 60 690 400 30 re 60 500 400 30 re f",
    "text in hexadecimal": f"BT /F1 12 Tf 72 700 Td <{SECRET.encode().hex()}> Tj ET {BOX}",
    "text in pieces": f"BT /F1 12 Tf 72 700 Td [(Harcastle) -20 ( Lane site)] TJ ET {BOX}",
    "text by an apostrophe": f"BT /F1 12 Tf 14 TL 72 714 Td ({SECRET}) ' ET {BOX}",
    "text by quotation marks": f'BT /F1 12 Tf 14 TL 72 714 Td 0 0 ({SECRET}) " ET {BOX}',
    "text by the next line": f"BT /F1 12 Tf 72 714 Td 0 -14 TD ({SECRET}) Tj ET {BOX}",
    "text by a matrix": f"BT /F1 1 Tf 12 0 0 12 72 700 Tm ({SECRET}) Tj ET {BOX}",
    "text letter by letter": " ".join(line(c, x=72 + 9 * n) for n, c in enumerate("HARCASTLE"))
    + f" {BOX}",
    "text with brackets in it": f"{line('Harcastle (Lane (site))')} {BOX}",
    "text that is stroked": f"{line(SECRET, before='2 Tr')} {BOX}",
    "text turned by a matrix": f"BT /F1 12 Tf 0 1 -1 0 200 100 Tm ({SECRET}) Tj ET"
    " 185 90 20 400 re f",
    "thick line": f"{HIDDEN} 16 w 60 703 m 460 703 l S",
    "thick line there and back": f"{HIDDEN} 16 w 60 703 m 460 703 l s",
    "picture in the line": f"{HIDDEN} q 400 0 0 30 60 690 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q",
    "box for each letter": " ".join(
        [line(c, x=72 + 9 * n) for n, c in enumerate("HARCASTLE")]
        + [f"{71 + 9 * n} 697 8.5 12 re f" for n in range(9)]
    ),
    "box over two figures": f"{line('42')} 70 696 18 14 re f",
    "box after much else": WORDS + " q Q" * 500 + f" {HIDDEN} {BOX} " + line("End.", y=300),
}

UNSEEN = {
    "white": f"1 g {HIDDEN}",
    "white by three": f"1 1 1 rg {HIDDEN}",
    "white by four": f"0 0 0 0 k {HIDDEN}",
    "white by a space": f"/DeviceRGB cs 1 1 1 sc {HIDDEN}",
    "white by scn": f"/DeviceGray cs 1 scn {HIDDEN}",
    "nearly white": f"0.97 g {HIDDEN}",
    "white on a white box": f"1 g 0 0 595 842 re f {HIDDEN}",
    "black on a black box": f"0 g {BOX} {HIDDEN}",
    "blue on a blue box": f"0 0 0.5 rg {BOX} {HIDDEN}",
    "black with a black bar below some of it": f"0 g 72 696 90 14 re f {HIDDEN}",
    "black with a black bar below its end": f"0 g 200 696 300 14 re f {HIDDEN}",
    "blue with a bar below it": f"1 g 0 0 595 842 re f 0 0 0.5 rg 72 696 90 14 re f {HIDDEN}",
    "white letter by letter": "1 g "
    + " ".join(line(c, x=72 + 9 * n) for n, c in enumerate("SECRET")),
    "white in outline": f"1 G {line(SECRET, before='1 Tr')}",
    "white within and without": f"1 G 1 g {line(SECRET, before='2 Tr')}",
    "white inside the text": f"BT /F1 12 Tf 72 700 Td 1 g ({SECRET}) Tj ET",
}

INVISIBLE = {
    "in the mode for scans": line(SECRET, before="3 Tr"),
    "in that mode beside a picture": "q 100 0 0 100 300 300 cm /Im Do Q "
    + line(SECRET, before="3 Tr"),
    "by its alpha": f"/Thin gs {HIDDEN}",
    "as a stencil for nothing": line(SECRET, before="7 Tr"),
}

TINY = {"by its size": line(SECRET, size=0.3),
        "by its matrix": f"q 0.01 0 0 0.01 72 700 cm {line(SECRET, 0, 0)} Q"}  # fmt: skip

INKS = {
    "spot ink": "[/Separation/Gold/DeviceCMYK 10 0 R]",
    "listed ink": "[/Indexed/DeviceGray 1 <0099>]",
    "ink of Lab": "[/Lab<</WhitePoint[1 1 1]>>]",
    "black ink": "[/Separation/Black/DeviceGray 10 0 R]",
}
PAPERS = {
    "no spot ink": ("[/Separation/Gold/DeviceCMYK 10 0 R]", "0"),
    "a list": ("[/Indexed/DeviceGray 1 <00FF>]", "1"),
    "Lab": ("[/Lab<</WhitePoint[1 1 1]>>]", "100 0 0"),
}
PICTURE = stream(b"\0" * 12, "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB"
                 "/BitsPerComponent 8")  # fmt: skip
PHOTO = stream(bytes(range(256)) * 12, "/Type/XObject/Subtype/Image/Width 32/Height 32/ColorSpace"
               "/DeviceRGB/BitsPerComponent 8")  # fmt: skip
SCAN = "q 595 0 0 842 0 0 cm /Im Do Q"
DRAWING = "/XObject<</Im 10 0 R/Fm 11 0 R>>/ExtGState<</Thin<</ca 0>>>>"
FORM = stream(BOX, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
FORM_WITH_TEXT = stream(f"{HIDDEN} {BOX}", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
                        "/Resources<</Font<</F1 3 0 R>>>>")  # fmt: skip

MARKS = (
    "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
    "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Redact", "Watermark", "OwnNote",
)  # fmt: skip

PROGRAMS = {
    "as it opens": {"root": "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"},
    "by its name": {"root": "/Names<</JavaScript<</Names[(a) <</S/JavaScript/JS(1)>>]>>>>"},
    "as a page opens": {"page": "/AA<</O<</S/JavaScript/JS(1)>>>>"},
    "as it closes": {"root": "/AA<</WC<</S/JavaScript/JS(1)>>>>"},
    "as a stream": {"root": "/OpenAction<</S/JavaScript/JS 10 0 R>>", "objects": [stream("1")]},
    "after another": {"root": "/OpenAction<</S/GoTo/D[100 0 R/Fit]/Next<</S/Launch/F(a.exe)>>>>"},
    "in a bookmark": {"root": "/Outlines<</First<</Title(a)/A<</S/JavaScript/JS(1)>>>>>>"},
    "by printing": {"root": "/OpenAction<</S/Named/N/Print>>"},
    "in a form": {"root": "/AcroForm<</Fields[]/CO[<</FT/Tx/AA<</C<</S/JavaScript/JS(1)>>>>>>]>>"},
}
ACTIONS = ("Launch", "SubmitForm", "ImportData", "ResetForm", "GoToE", "Rendition", "Hide",
           "SetOCGState", "Sound", "Movie")  # fmt: skip
LINKS = (
    "/S/URI/URI(file:///C:/Users/joan/plan.docx)", "/S/URI/URI(javascript:alert\\(1\\))",
    "/S/URI/URI(\\\\\\\\server\\\\share\\\\plan.docx)", "/S/GoToR/F(plan.pdf)/D[0/Fit]",
    "/S/URI/URI(C:\\\\Plans\\\\plan.docx)", "/S/URI/URI(data:text/html,x)",
)  # fmt: skip
LAYERS = {
    "off": "/D<</OFF[10 0 R]>>", "off by rule": "/D<</BaseState/OFF>>",
    "off in another view": "/D<<>>/Configs[<</OFF[10 0 R]>>]",
}  # fmt: skip
INFO = {
    "person": "/Author(Joan Whittle)", "surname first": "/Author(Whittle, Joan)",
    "initial": "/Author(J. Whittle)", "login": "/Author(jwhittle2)",
    "title": "/Author(Cllr Maddock)", "e-mail": "/Author(joan@council.example)",
    "domain": "/Author(COUNCIL\\\\jwhittle)", "owner": "/Owner(Joan Whittle)",
    "typist": "/Typist(Joan Whittle)",
    "manager": "/Manager(Rhys Maddock)", "unusual": "/Author(Priya K Rathore)",
}  # fmt: skip
TRACES = {
    "path in the title": "/Title(C:\\\\Users\\\\joan\\\\Desktop\\\\terms.docx)",
    "share in the subject": "/Subject(\\\\\\\\server\\\\democratic\\\\exempt)",
    "path of a Mac": "/Title(/Users/joan/terms.pages)",
    "address in the keywords": "/Keywords(ask joan.whittle@council.example)",
}


POINTING: dict[str, dict[str, str]] = {
    "a bookmark": {"root": "/Outlines<</First<</Title(Item 2)/Dest[102 0 R/Fit]>>/Count 1>>"},
    "a bookmark by an action": {
        "root": "/Outlines<</First<</Title(Item 2)/A<</S/GoTo/D[102 0 R/Fit]>>>>>>"
    },
    "a name": {"root": "/Names<</Dests<</Names[(item2)[102 0 R/Fit]]>>>>"},
    "a link": {"page": "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[102 0 R/Fit]>>]"},
    "a tag": {"root": "/StructTreeRoot<</Type/StructTreeRoot/K<</S/P/Pg 102 0 R/K 0>>>>"},
}


def annotated(entries: str) -> bytes:
    """A page with one annotation."""
    return pdf(WORDS, page=f"/Annots[<</Type/Annot/Rect[9 9 99 99]{entries}>>]")


def bad_pdfs() -> Iterator[Case]:
    """Every one of them."""
    for what, content, said in _all():
        yield Case(f"PDF: {what}", "paper.pdf", content, said)


def _all() -> Iterator[tuple[str, bytes, str]]:
    yield from _hidden()
    yield from _marks_and_programs()
    yield from _layers_and_versions()
    yield from _properties()
    yield from _odd()


def _hidden() -> Iterator[tuple[str, bytes, str]]:
    objects = [PICTURE, FORM]
    for what, page in COVERED.items():
        yield f"{what} over text", pdf(page), "covers it on page 1"
    yield "box on the third page", pdf(WORDS, WORDS, COVERED["black box"]), "on page 3"
    under = pdf(f"{HIDDEN} /Fm Do", resources=DRAWING, objects=objects)
    yield "box that is a drawing of its own", under, "covers it"
    within = pdf("/Fm Do", resources=DRAWING, objects=[PICTURE, FORM_WITH_TEXT])
    yield "box and text in one drawing", within, "covers it"
    picture = pdf(f"{HIDDEN} q 400 0 0 30 60 690 cm /Im Do Q", resources=DRAWING, objects=objects)
    yield "picture over text", picture, "covers it"
    scan = f"q 595 0 0 842 0 0 cm /Im Do Q {line(SECRET, before='3 Tr')} 0 g {BOX}"
    scanned = pdf(scan, resources=DRAWING, objects=objects)
    yield "box on a scan whose text was read", scanned, "covers it"
    before = f"q 595 0 0 842 0 0 cm /Im Do Q 0 g {BOX} {line(SECRET, before='3 Tr')}"
    read = pdf(before, resources=DRAWING, objects=objects)
    yield "scan that was read after a box was drawn", read, "covers it"
    nested = [
        stream(f"/N{n + 1} Do", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject"
               f"<</N{n + 1} {11 + n} 0 R>>>>")
        for n in range(13)
    ]  # fmt: skip
    deep = pdf("/N0 Do", resources="/XObject<</N0 10 0 R>>", objects=[*nested, FORM_WITH_TEXT])
    yield "box and text in drawings within drawings", deep, "too intricate"
    for what, page in UNSEEN.items():
        yield f"text {what}", pdf(page), "colour of its ground"
    profile = "/ColorSpace<</Own[/ICCBased 10 0 R]>>"
    white = pdf(f"/Own cs 1 1 1 scn {HIDDEN}", resources=profile, objects=[stream("", "/N 3")])
    yield "text white by a profile", white, "colour of its ground"
    for what, page in INVISIBLE.items():
        unseen = pdf(page, resources=DRAWING, objects=objects)
        yield f"text invisible {what}", unseen, "invisible text"
    veiled = stream(HIDDEN, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>"
                    "/Resources<</Font<</F1 3 0 R>>>>")  # fmt: skip
    group = pdf("/Thin gs /Fm Do", resources=DRAWING, objects=[PICTURE, veiled])
    yield "text invisible by the alpha of its group", group, "invisible text"
    for what, page in TINY.items():
        yield f"text tiny {what}", pdf(page), "too small"
    yield from _inks()
    yield from _pictures()
    clipped = pdf(f"{WORDS} q 0 0 9 9 re W n {HIDDEN} Q")
    yield "text clipped away", clipped, "outside the part"
    outside = " " + line(SECRET, y=900)
    yield "text above the page", pdf(WORDS + outside), "outside the part"
    yield "text left of the page", pdf(f"{WORDS} {line(SECRET, x=-600)}"), "outside the part"
    spelt = " ".join(line(c, x=-600 + 9 * n) for n, c in enumerate("HARCASTLE"))
    alphabet = " ".join(line(c, x=72 + 9 * n) for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    yield "text off the page in letters that another has", pdf(spelt, alphabet), "outside the part"
    twice = pdf(f"{WORDS} {spelt}", f"{WORDS} {spelt}")
    yield "text off two pages", twice, "outside the part"
    yield from _fonts()
    pale = f"1 g {HIDDEN} 0 g {line(SECRET, y=600)}"
    yield "text white beside the same in black", pdf(pale), "colour of its ground"
    yield "text white twice", pdf(f"1 g {HIDDEN} {HIDDEN}"), "colour of its ground"
    cropped = pdf(f"{WORDS} {line(SECRET, y=100)}", page="/CropBox[0 400 595 842]")
    yield "text that was cropped away", cropped, "outside the part"


def _pictures() -> Iterator[tuple[str, bytes, str]]:
    """Pictures that nobody sees, and scans of which a part is only out of sight."""
    unseen = {
        "off the page": "q 300 0 0 300 900 900 cm /Im Do Q",
        "cut away": "q 0 0 9 9 re W n 300 0 0 300 100 100 cm /Im Do Q",
        "under a white box": "q 300 0 0 300 100 100 cm /Im Do Q 1 g 90 90 320 320 re f",
        "under two boxes": "q 300 0 0 300 100 100 cm /Im Do Q 90 90 160 320 re 90 90 320 320 re f",
    }
    for what, page in unseen.items():
        drawn = pdf(f"{WORDS} {page}", resources=DRAWING, objects=[PHOTO, FORM])
        yield f"picture {what}", drawn, "a picture that cannot be seen"
    half = pdf(SCAN, resources=DRAWING, objects=[PHOTO, FORM], page="/CropBox[0 421 595 842]")
    yield "scan that was cropped", half, "only cropped away on page 1"
    strip = pdf(SCAN, resources=DRAWING, objects=[PHOTO, FORM], page="/CropBox[0 0 595 700]")
    yield "scan of which the head was cropped", strip, "only cropped away"
    number = line("Page 45", y=20)
    for what, page in {
        "black": f"0 g {BOX}", "white": f"1 g {BOX}", "several": f"{BOX} 60 600 400 30 re f",
        "with a number of the page": f"1 g {BOX} 0 g {number}",
        "with its text": f"{line('Minutes', y=300, before='3 Tr')} {BOX}",
    }.items():  # fmt: skip
        boxed = pdf(f"{SCAN} {page}", resources=DRAWING, objects=[PHOTO, FORM])
        yield f"box on a scan, {what}", boxed, "a box over a scan"


def _fonts() -> Iterator[tuple[str, bytes, str]]:
    """Letters under a box of which the font says, or seems to say, that they are blanks."""
    ranges = "".join(f"<{n:02x}> <{n:02x}> <0020>" for n in range(1, 30))
    simple = f"/Subtype/TrueType/FirstChar 1/Widths[{'500 ' * 30}]"
    wide = f"/Subtype/Type0/DescendantFonts[<</W[1[{'500 ' * 9}]]>>]"
    for what, font, codes, means in (
        ("that are all blanks by their font", simple, "0102030405060708",
         f"9 beginbfrange {ranges} endbfrange"),
        ("of a code that is often a blank", wide, "0003" * 8,
         "1 beginbfchar <0003> <0041> endbfchar"),
    ):  # fmt: skip
        own = f"/Font<</F1<<{font}/BaseFont/Own/ToUnicode 10 0 R>>>>"
        page = f"BT /F1 12 Tf 72 700 Td <{codes}> Tj ET {BOX}"
        boxed = pdf(page, resources=own, objects=[stream(means)])
        yield f"box over letters {what}", boxed, "covers it"


def _inks() -> Iterator[tuple[str, bytes, str]]:
    """Boxes of colours that are hard to tell, and text that is white by such."""
    for what, space in INKS.items():
        of = "0 0 0" if "Lab" in what else "1" if "spot" in what or "black" in what else "0"
        box = pdf(f"{HIDDEN} /Own cs {of} scn {BOX}", resources=f"/ColorSpace<</Own{space}>>",
                  objects=[stream("{}", "/FunctionType 4/Domain[0 1]/Range[0 1]")])  # fmt: skip
        yield f"box of {what}", box, "covers it"
    for what, (space, of) in PAPERS.items():
        white = pdf(f"/Own cs {of} scn {HIDDEN}", resources=f"/ColorSpace<</Own{space}>>",
                    objects=[stream("{}", "/FunctionType 4/Domain[0 1]/Range[0 1]")])  # fmt: skip
        yield f"text white by {what}", white, "colour of its ground"
    tile = stream("0 0 9 9 re f", "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9"
                  "/YStep 9/Resources<<>>")  # fmt: skip
    tiled = pdf(f"{HIDDEN} /Pattern cs /P1 scn {BOX}", resources="/Pattern<</P1 10 0 R>>",
                objects=[tile])  # fmt: skip
    yield "box of tiles", tiled, "covers it"
    mask = stream(b"\xff" * 4, "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray"
                  "/BitsPerComponent 8")  # fmt: skip
    masked = stream(b"\0" * 12, "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB"
                    "/BitsPerComponent 8/SMask 11 0 R")  # fmt: skip
    stencil = stream(b"\0", "/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1")
    for what, picture in (("a mask that hides nothing", masked), ("one point", stencil)):
        seen = pdf(f"{HIDDEN} q 400 0 0 30 60 690 cm /Im Do Q", resources="/XObject<</Im 10 0 R>>",
                   objects=[picture, mask])  # fmt: skip
        yield f"picture of {what}", seen, "covers it"
    look = stream(BOX, "/Subtype/Form/BBox[60 690 460 720]")
    for kind in ("Link", "Widget/FT/Btn/Ff 65536"):
        mark = f"/Annots[<</Subtype/{kind}/Rect[60 690 460 720]/AP<</N 10 0 R>>>>]"
        yield f"look of a {kind}", pdf(HIDDEN, page=mark, objects=[look]), "covers it"


def _marks_and_programs() -> Iterator[tuple[str, bytes, str]]:
    for mark in MARKS:
        yield f"mark {mark}", annotated(f"/Subtype/{mark}/Contents(not agreed)"), "1 comment"
    for kind in ("FileAttachment", "Sound", "Movie", "Screen", "3D", "RichMedia"):
        yield f"mark {kind}", annotated(f"/Subtype/{kind}"), "1 comment or mark"
    placeless = pdf(WORDS, page="/Annots[<</Subtype/Text/Contents(not agreed)>>]")
    yield "mark without a place", placeless, "1 comment"
    yield "mark that is hidden", annotated("/Subtype/Text/F 2/Contents(a)"), "1 comment"
    several = pdf(WORDS, page="/Annots[" + "<</Subtype/Text/Rect[0 0 9 9]>>" * 8 + "]")
    yield "eight comments", several, "8 comments or marks"
    for what, entries in PROGRAMS.items():
        yield f"program {what}", pdf(WORDS, **entries), "program"  # type: ignore[arg-type]
    for action in ACTIONS:
        linked = annotated(f"/Subtype/Link/A<</S/{action}/F(x)>>")
        yield f"link with {action}", linked, "program"
    for link in LINKS:
        yield f"link {link}", annotated(f"/Subtype/Link/A<<{link}>>"), "computer"
    yield "link on a button", annotated("/Subtype/Widget/PA<</S/Launch/F(x)>>"), "program"
    filled = "/AcroForm<</Fields[<</FT/Tx/T(name)/V(Joan Whittle)>>]>>"
    yield "form filled in", pdf(WORDS, root=filled), "filled in"
    chosen = "/AcroForm<</Fields[<</FT/Btn/T(agree)/V/Yes>>]>>"
    yield "form with a choice", pdf(WORDS, root=chosen), "filled in"
    listed = "/AcroForm<</Fields[<</FT/Ch/T(ward)/V(Eastmarsh)>>]>>"
    yield "form with a place chosen", pdf(WORDS, root=listed), "filled in"
    look = stream(
        line(SECRET, 0, 5), "/Subtype/Form/BBox[0 0 400 30]/Resources<</Font<</F1 3 0 R>>>>"
    )
    for what, entries in {
        "as it was made": f"/FT/Tx/V({SECRET})/DV({SECRET})",
        "in its look": "/FT/Tx/AP<</N 10 0 R>>",
        "of the whole field": f"/Parent<</FT/Ch/T(b)/V({SECRET})/DV({SECRET})>>",
    }.items():
        for flag in (2, 32, 34):
            mark = f"/Annots[<</Subtype/Widget/T(a)/F {flag}/Rect[60 600 460 620]{entries}>>]"
            hidden = pdf(WORDS, page=mark, objects=[look])
            yield f"hidden field with text {what}, {flag}", hidden, "a field that is hidden"
    yield "form of XFA", pdf(WORDS, root="/AcroForm<</XFA(x)/Fields[]>>"), "program in it"


def _layers_and_versions() -> Iterator[tuple[str, bytes, str]]:
    group = "<</Type/OCG/Name(Draft)>>"
    for what, state in LAYERS.items():
        root = f"/OCProperties<</OCGs[10 0 R]{state}>>"
        yield f"layer {what}", pdf(WORDS, root=root, objects=[group]), "layers that are hidden"
    for usage in ("View<</ViewState/OFF>>", "Print<</PrintState/OFF>>",
                  "Export<</ExportState/OFF>>", "Zoom<</min 20>>"):  # fmt: skip
        shown = f"<</Type/OCG/Name(Draft)/Usage<</{usage}>>>>"
        root = "/OCProperties<</OCGs[10 0 R]/D<<>>>>"
        yield f"layer by {usage}", pdf(WORDS, root=root, objects=[shown]), "layers"
    for rule in ("/P/AllOff", "/P/AnyOff", "/VE[/Not 10 0 R]"):
        member = f"/Properties<</M<</Type/OCMD/OCGs 10 0 R{rule}>>>>"
        drawn = pdf(f"/OC /M BDC {WORDS} EMC", resources=member, objects=[group])
        yield f"layer with {rule}", drawn, "layers that are hidden"
    first = pdf(HIDDEN)
    later = written({101: stream(WORDS)}, "/Root 1 0 R", first)
    yield "earlier version", later, "earlier versions"
    third = written({4: b"<</Title(a)>>"}, "/Root 1 0 R/Info 4 0 R", later)
    yield "two earlier versions", third, "earlier versions"
    quick = saved(pdf(HIDDEN, HIDDEN), linearize=True)
    root = quick.partition(b"/Root ")[2].split()[0].decode()
    changed = written({900: b"<</Title(a)>>"}, f"/Root {root} 0 R/Info 900 0 R", quick)
    yield "version after one for the web", changed, "earlier versions"
    packed = saved(first, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    later = packed + b"101 0 obj\n" + stream(WORDS) + b"\nendobj\n"
    yield "version after packed objects", later + _end(packed), "earlier versions"
    left = pdf(WORDS, objects=[b"<</Type/Page/Contents 11 0 R>>", stream(HIDDEN)])
    yield "page that was deleted", left, "deleted from it"
    for what, entries in POINTING.items():
        pages = pdf(WORDS, HIDDEN, WORDS, **entries)
        yield f"deleted page that {what} knows", without_page(pages, 1), "deleted from it"
    whole = pdf(WORDS)
    at = whole.rindex(b"xref\n0 1")
    gap = b"77 0 obj\n" + stream(HIDDEN) + b"\nendobj\n"
    moved = whole[at:].replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(gap)))
    yield "text that no table leads to", whole[:at] + gap + moved, "deleted from it"
    template = ["<</Type/Template/Contents 11 0 R>>", stream(HIDDEN)]
    spawned = pdf(WORDS, root="/Names<</Templates<</Names[(a)10 0 R]>>>>", objects=template)
    yield "page that only a program shows", spawned, "deleted from it"
    part = pdf(WORDS, objects=[stream(f"({SECRET}) Tj ET")])
    yield "end of a text that was deleted", part, "deleted from it"
    yield "text that was deleted", pdf(WORDS, objects=[stream(HIDDEN)]), "deleted from it"
    for what, shown in {
        "by an apostrophe": f"14 TL ({SECRET}) '", "by quotation marks": f'1 1 ({SECRET}) "',
        "behind a note": f"({SECRET})%note\nTj", "in pieces": f"[({SECRET})] % note\n TJ",
        "in hexadecimal": f"<{SECRET.encode().hex()}> '",
    }.items():  # fmt: skip
        orphan = pdf(WORDS, objects=[stream(f"BT /F1 12 Tf 72 700 Td {shown} ET")])
        yield f"text that was deleted, {what}", orphan, "deleted from it"
    large = stream(b"\0" * 4096, "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace"
                   "/DeviceGray/BitsPerComponent 8")  # fmt: skip
    yield "picture that was deleted", pdf(WORDS, objects=[large]), "deleted from it"
    for what, kept in (("picture", large), ("drawing", FORM_WITH_TEXT)):
        ready = pdf(WORDS, resources="/XObject<</Im 10 0 R>>", objects=[kept])
        yield f"{what} that no page shows", ready, "deleted from it"
    old = pdf(WORDS, objects=["<</Title(Terms)/Author(Joan Whittle)>>"])
    yield "properties that were replaced", old, "names a person"
    mark = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(not agreed)>>"
    yield "comment that was deleted", pdf(WORDS, objects=[mark]), "deleted from it"


def _end(before: bytes) -> bytes:
    at = before.rpartition(b"startxref")[2].split()[0]
    return b"startxref\n" + at + b"\n%%EOF\n"


def _properties() -> Iterator[tuple[str, bytes, str]]:
    for what, entry in INFO.items():
        yield f"properties with a {what}", pdf(WORDS, info=entry), "names a person"
    for what, entry in TRACES.items():
        yield f"properties with a {what}", pdf(WORDS, info=entry), "in its properties"
    for name in ("Joan Whittle", "jwhittle2"):
        meta = stream(packet(creator(name)), "/Type/Metadata/Subtype/XML")
        named = pdf(WORDS, root="/Metadata 10 0 R", objects=[meta])
        yield f"XMP by {name}", named, "names a person"
        left = pdf(WORDS, objects=[meta])
        yield f"XMP by {name} that was replaced", left, "names a person"
    helped = packet(
        "<dc:contributor><rdf:Bag><rdf:li>Joan Whittle</rdf:li></rdf:Bag></dc:contributor>"
    )
    meta = stream(helped, "/Type/Metadata/Subtype/XML")
    yield "XMP with a helper", pdf(WORDS, root="/Metadata 10 0 R", objects=[meta]), "names a person"
    thread = pdf(WORDS, root="/Threads[<</Type/Thread/I<</Author(Joan Whittle)>>>>]")
    yield "article with an author", thread, "names a person"
    trace = packet("<pdfx:Source>C:\\Users\\joan\\terms.docx</pdfx:Source>")
    meta = stream(trace, "/Type/Metadata/Subtype/XML")
    traced = pdf(WORDS, root="/Metadata 10 0 R", objects=[meta])
    yield "XMP with a path", traced, "in its properties"
    broken = stream("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "/Type/Metadata/Subtype/XML")
    yield "XMP with entities", pdf(WORDS, root="/Metadata 10 0 R", objects=[broken]), "properties"
    inside = stream("x" * 99, "/Private true")
    drawn = "/PieceInfo<</Illustrator<</Private 10 0 R>>>>"
    yield "the drawing behind it", pdf(WORDS, page=drawn, objects=[inside]), "own copy"
    for what, kept in (
        ("another's", "/Other<</DocSettings 11 0 R>>"),
        ("a drawing", "/ADBE_CompoundType<</DocSettings 12 0 R>>"),
        ("beside settings", "/ADBE_CompoundType<</DocSettings 11 0 R/Private 12 0 R>>"),
    ):
        piece = pdf(WORDS, page=f"/PieceInfo<<{kept}>>", objects=[
            "<<>>", stream("<HeaderFooterSettings/>"), inside])  # fmt: skip
        yield f"the drawing behind it, {what}", piece, "own copy"
    yield "small picture", pdf(WORDS, page="/Thumb 10 0 R", objects=[PICTURE]), "small pictures"
    photo = stream(jpeg(exif({}, gps=True)), "/Type/XObject/Subtype/Image/Width 16/Height 16"
                   "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode")  # fmt: skip
    seen = pdf(WORDS + " q 99 0 0 99 99 99 cm /Im Do Q", resources="/XObject<</Im 10 0 R>>",
               objects=[photo])  # fmt: skip
    yield "photo with its place", seen, "where it was taken"


def _odd() -> Iterator[tuple[str, bytes, str]]:
    attached = "/Names<</EmbeddedFiles<</Names[(a) <</Type/Filespec/EF<</F 10 0 R>>>>]>>>>"
    inside = stream("secret", "/Type/EmbeddedFile")
    yield "file inside", pdf(WORDS, root=attached, objects=[inside]), "other files inside"
    yield "file beside", pdf(WORDS, root="/AF[<</F(a.xml)>>]"), "other files inside"
    yield "portfolio", pdf(WORDS, root="/Collection<</View/D>>"), "other files inside"
    for what, encryption in {
        "password": pikepdf.Encryption(owner="o", user="u"),
        "rule against printing": pikepdf.Encryption(owner="o", user=""),
    }.items():
        yield what, saved(pdf(WORDS), encryption=encryption), "locked"
    sound = pdf(WORDS)
    yield "something behind its end", sound + b"PK\x03\x04 and more", "behind its end"
    yield "something before it", b"<html>\n" + sound, "can hold programs"
    yield "something else before it", b"Dear all\n" + sound, "in front of the PDF"
    yield "lists that burst", packed(*[b"[" + b"1 " * 900_000 + b"]"] * 3), "too many parts"
    packed_words = zlib.compress(WORDS.encode())
    own = "/Contents 10 0 R/Resources<</Font<</F1 3 0 R>>>>"
    for what, entries in {
        "LZW": "/Filter/LZWDecode", "LZW in a row": "/Filter[/ASCIIHexDecode/LZWDecode]",
        "packed twice": "/Filter[/FlateDecode/FlateDecode]", "filter elsewhere": "/Filter 12 0 R",
    }.items():  # fmt: skip
        page = f"<</Type/Page/MediaBox[0 0 9 9]{own}>>"
        odd = pdf(WORDS, objects=[stream(packed_words, entries), page])
        yield what, odd, "no longer in use"
    yield "name with an escape", pdf(WORDS, root="/Open#41ction<</S/URI>>"), "hide what is in it"
    bomb = stream(zlib.compress(b"0 " * 90_000_000), "/Filter/FlateDecode")
    yield "content that bursts", pdf(bomb), "damaged"
    yield "table that is wrong", sound.replace(b"startxref\n", b"startxref\n9"), "damaged"
    yield "half of it", sound[: len(sound) // 2], "damaged"
    yield "nothing but its first line", b"%PDF-1.4\n%%EOF\n", "damaged"
    yield "no pages", pdf(), "damaged"
    yield "deep lists", pdf(WORDS, root="/X" + "[" * 600 + "]" * 600), "damaged"
    elsewhere = stream("", "/F(//server/share/part.bin)")
    yield "part in another file", pdf(WORDS, root="/X 10 0 R", objects=[elsewhere]), "another file"


def without_page(content: bytes, number: int) -> bytes:
    """A PDF from which somebody deleted a page, as most programs do that."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        del opened.pages[number]
        opened.save(out, static_id=True)
    return out.getvalue()


def packed(*objects: bytes) -> bytes:
    """A PDF with objects that are packed, each into a stream of its own."""
    listed = " ".join(f"{60 + n} 0 R" for n in range(len(objects)))
    numbered = {
        1: f"<</Type/Catalog/Pages 2 0 R/X[{listed}]>>".encode(),
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
    }
    for n, each in enumerate(objects):
        head = f"{60 + n} 0 ".encode()
        numbered[10 + n] = stream(zlib.compress(head + each, 9), "/Type/ObjStm/N 1/First "
                                  f"{len(head)}/Filter/FlateDecode")  # fmt: skip
    out = b"%PDF-1.7\n"
    rows = dict.fromkeys(range(60 + len(objects)), bytes(6))
    for number, content in numbered.items():
        rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0"
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    for n in range(len(objects)):
        rows[60 + n] = b"\2" + (10 + n).to_bytes(4, "big") + b"\0"
    table = stream(b"".join(rows.values()), f"/Type/XRef/Size {len(rows)}/W[1 4 1]/Root 1 0 R")
    end = f"\nendobj\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + b"59 0 obj\n" + table + end


def saved(content: bytes, **options: object) -> bytes:
    """A PDF as another program writes it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(out, static_id=True, **options)  # type: ignore[arg-type]
    return out.getvalue()
