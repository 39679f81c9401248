"""Files as Office, LibreOffice, Acrobat and scanners write them, with nothing in them to refuse."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import product

import docx as python_docx
import openpyxl
import pikepdf

from attachments.bad_others import (
    BLACK,
    LINE,
    SPACES,
    USUAL_BOX,
    beside,
    between,
    drawn_on,
    filled,
    head,
    headed,
    old_shape,
    shape,
)
from attachments.bad_others import BOX as BLACK_BOX
from attachments.bad_pdfs import BOX, DRAWING, PHOTO, PICTURE, SCAN, saved
from attachments.cases import Case
from attachments.drawn import chunk, creator, exif, jpeg, packet, png, segment, tiff, xmp
from attachments.office import (
    HEAD,
    ROWS,
    SHEETS,
    S,
    app,
    core,
    docx,
    own,
    paragraph,
    rels,
    row,
    run,
    strings,
    styles,
    word_part,
    workbook,
    xlsx,
    zipped,
)
from papers import line, pdf, stream, written

WORDS = line("The board meets quarterly.")
WHITE = '<w:color w:val="FFFFFF"/>'
BLANK = paragraph(run("x", WHITE))
BODIES = (
    "Thornmere District Council", "Harbour Board", "Thornmere Together", "Democratic Services",
    "anonymous",
    "Citizens Advice Thornmere", "The Ropewalk, Eastmarsh", "Policy team", "Microsoft Office User",
    "NHS Alvershire ICB", "University of Alvershire", "Head of Communities", "Wendside Housing",
    "", "Director of Place", "Partnership Manager", "Grant Thornton", "arup", "CIPFA", "AgeUK",
    "UKactive", "Eastmarsh Wendside, 2026", "SOCITM",
)  # fmt: skip

CIRCLE = (
    "360 500 m 360 533 333 560 300 560 c 267 560 240 533 240 500 c"
    " 240 467 267 440 300 440 c 333 440 360 467 360 500 c h"
)
PAGES = {
    "plain": WORDS,
    "several lines": f"{WORDS} {line('It has twelve members.', y=680)}",
    "white heading on a dark bar": f"0 0 0.4 rg {BOX} 1 g {WORDS}",
    "white heading on a picture": f"q 500 0 0 60 50 680 cm /Im Do Q 1 g {WORDS}",
    "white page below": f"1 g 0 0 595 842 re f 0 g {WORDS}",
    "striped table": " ".join(
        f"{0.9 if n % 2 else 1} g 60 {700 - 20 * n} 400 20 re f 0 g {line('Row', y=705 - 20 * n)}"
        for n in range(20)
    ),
    "table with lines": " ".join(
        f"{line('Row', y=705 - 20 * n)} 60 {700 - 20 * n} 400 0.5 re f" for n in range(20)
    ),
    "underlined": f"{WORDS} 72 698 150 0.6 re f",
    "struck through": f"{WORDS} 72 703 150 0.7 re f",
    "highlighted before": f"1 1 0 rg 70 695 160 18 re f 0 g {WORDS}",
    "tinted after": f"{WORDS} /Half gs 1 1 0 rg 70 695 160 18 re f",
    "frame around": f"{WORDS} 60 690 400 30 re S",
    "frame of two boxes": f"{WORDS} 50 680 420 50 re 52 682 416 46 re f*",
    "box clipped away": f"{WORDS} q 0 0 10 10 re W n {BOX} Q",
    "box beside": f"{WORDS} 72 600 400 60 re f",
    "box just below": f"{WORDS} 72 660 400 36 re f",
    "scan with its text": f"q 595 0 0 842 0 0 cm /Im Do Q {line('Minutes', before='3 Tr')}",
    "scan over its text": f"{line('Minutes')} q 595 0 0 842 0 0 cm /Im Do Q",
    "scan with text before it": f"{line('Minutes', before='3 Tr')} q 595 0 0 842 0 0 cm /Im Do Q",
    "letters in outline": line("Harbour Board", before="1 Tr"),
    "one and a half points": line("Small print", size=1.5),
    "black over the edge of a bar": f"0 g 60 690 14 30 re f {WORDS}",
    "black over thin black lines": f"0 g 72 700 150 1 re f 72 706 150 1 re f {WORDS}",
    "black bar below a white one": f"0 g {BOX} 1 g 62 692 396 26 re f 0 g {WORDS}",
    "heading wider than its bar": f"1 g 0 0 595 842 re f 0 0 0.4 rg 60 690 130 30 re f 1 g {WORDS}",
    "page number in white": f"{WORDS} 0.2 g 500 20 60 30 re f 1 g {line('12', x=520, y=28)}",
    "pattern below white": f"/Pattern cs /P1 scn {BOX} 1 g {WORDS}",
    "shading below white": f"q {BOX.replace('f', 'W n')} /Sh sh Q 1 g {WORDS}",
    "turned": "BT /F1 12 Tf 0 1 -1 0 200 100 Tm (Ward profile) Tj ET",
    "tagged": f"/P <</MCID 0>> BDC {WORDS} EMC",
    "with a picture in the line": f"{WORDS} q 9 0 0 9 9 9 cm BI /W 2 /H 2 /CS /G /BPC 8 ID "
    "\x01 \x02\x03 EI Q",
    "inks for printing": f"/Spot cs 1 scn {WORDS}",
    "brackets": line("Board (the \\ and the \\( of it)"),
    "two colours": "BT /F1 12 Tf 72 700 Td 0 0 1 rg (Blue) Tj 1 0 0 rg ( red) Tj ET",
    "no text": "0.5 g 60 60 400 400 re f",
    "map": " ".join(f"{n} {n * 7 % 800} m {n + 9} 9 l {n} 99 l h f" for n in range(400)),
    "label on a map": " ".join(["0.2 0.4 0.2 rg 60 690 m"]
                               + [f"{60 + n} {690 + n % 40} l" for n in range(500)]
                               + ["460 730 l h f 1 g", WORDS]),
    "thin lines": f"{WORDS} 1 w 72 704 m 460 704 l S 3 w 72 692 m 460 692 l S",
    "thick frame": f"{WORDS} 8 w 50 680 420 60 re S",
    "letters filled by a shading": f"q {line('BANNER', before='7 Tr')} /Sh sh Q"
    f" {line('End', y=300)}",
    "clipped to its cell": f"q 60 690 60 30 re W n {WORDS} Q",
    "hatched after": f"{WORDS} /Pattern cs /P2 scn {BOX}",
    "edge of a box on a letter": f"{WORDS} 60 690 16 30 re f",
    "pale letters around dark ones": f"1 G 3 w {line('Eastmarsh', before='1 Tr')}"
    f" 0 g {line('Eastmarsh', before='0 Tr')}",
    "pale letters beside dark ones": " ".join(
        f"1 g {line('Wendside', 72 + x, 700 + y)}" for x, y in ((-1, 0), (1, 0), (0, 1), (0, -1))
    )
    + f" 0 g {line('Wendside')}",
    "white words at the edge of a circle": f"0 0 0.4 rg {CIRCLE} f 1 g "
    + " ".join(line(word, x, y) for word, x, y in (("Housing", 262, 535), ("need", 310, 535),
                                                 ("Priority", 250, 478), ("homes", 310, 478))),
    "white label in a slice": f"0.5 0 0 rg 300 500 m 400 500 l 400 555 355 600 300 600 c h f"
    f" 1 g {line('Health', x=345, y=560, size=9)}",
    "clipped to a circle of two curves": f"q 240 500 m 240 580 360 580 360 500 c"
    f" 360 420 240 420 240 500 c h W n {line('Housing', x=270, y=520)} Q",
    "curves that begin or end as they go": f"0 0 0.4 rg 240 500 m 240 580 300 580 v"
    f" 360 580 360 500 y h f 1 g {line('Housing', x=256, y=545)}",
}  # fmt: skip
MORE = (
    "/ExtGState<</Half<</ca 0.4>>>>/ColorSpace<</Spot[/Separation/Gold/DeviceCMYK 10 0 R]>>"
    "/Shading<</Sh 10 0 R>>/Pattern<</P1 10 0 R/P2 11 0 R>>/XObject<</Im 10 0 R>>"
)

HATCH = stream("0 0 m 9 9 l S", "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9"
               "/YStep 9/Resources<<>>")  # fmt: skip
ENTRIES: dict[str, dict[str, object]] = {
    "bookmarks": {"root": "/Outlines<</First<</Title(One)/Dest[100 0 R/Fit]>>/Count 1>>"},
    "bookmark with an action": {
        "root": "/Outlines<</First<</Title(One)/A<</S/GoTo/D[100 0 R/Fit]>>>>>>"
    },
    "first page as it opens": {"root": "/OpenAction[100 0 R/Fit]"},
    "first page by an action": {"root": "/OpenAction<</S/GoTo/D[100 0 R/XYZ 0 0 0]>>"},
    "language and tags": {
        "root": "/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K"
        "<</S/Document/P 1 0 R/K[<</S/P/K 0/Alt(A map)>>]>>>>"
    },
    "names of places": {"root": "/Names<</Dests<</Names[(a)[100 0 R/Fit]]>>>>"},
    "how it is shown": {"root": "/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseNone"},
    "layers that are all shown": {
        "root": "/OCProperties<</OCGs[10 0 R]/D<</ON[10 0 R]/Order[10 0 R]>>>>",
        "objects": ["<</Type/OCG/Name(Heading)/Usage<</View<</ViewState/ON>>>>>>"],
    },
    "colours for printing": {
        "root": "/OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(sRGB)>>]"
    },
    "page labels": {"root": "/PageLabels<</Nums[0<</S/r>>]>>"},
    "form not filled in": {
        "root": "/AcroForm<</Fields[<</FT/Tx/T(name)/V()>><</FT/Btn/T(a)/V/Off>><</FT/Ch/T(b)>>]>>"
    },
    "field that shows what it was made with": {
        "page": "/Annots[<</Subtype/Widget/FT/Tx/T(a)/F 4/V(England)/DV(England)/Rect[0 0 9 9]>>]"
    },
    "hidden field without text": {
        "page": "/Annots[<</Subtype/Widget/FT/Tx/T(a)/F 2/V()/Rect[0 0 9 9]>>]"
    },
    "hidden button": {
        "page": "/Annots[<</Subtype/Widget/FT/Btn/T(a)/F 34/MK<</CA(Print)>>/Rect[0 0 9 9]>>]"
    },
    "words that look like an object": {
        "objects": [stream("1 0 obj stream endobj 2 0 obj stream endstream endobj 3 0 obj stream")]
    },
    "field for signing": {"root": "/AcroForm<</Fields[<</FT/Sig/T(sign)>>]/SigFlags 1>>"},
    "signature": {"root": "/AcroForm<</Fields[<</FT/Sig/T(s)/V<</Type/Sig/M(D:2026)>>>>]>>"},
    "rule for signing": {"root": "/Perms<</DocMDP<</Type/Sig>>>>"},
    "metadata": {
        "root": "/Metadata 10 0 R",
        "objects": [
            stream(packet("<xmp:CreatorTool>Word</xmp:CreatorTool>" + creator("Harbour Board")),
                   "/Type/Metadata/Subtype/XML")
        ],
    },
    "metadata of PDF/A": {
        "root": "/Metadata 10 0 R",
        "objects": [
            stream(packet("<pdf:Producer>LibreOffice 7.6</pdf:Producer><pdfx:Company>Council"
                          "</pdfx:Company>"), "/Type/Metadata/Subtype/XML")
        ],
    },
    "mark of the drawing program": {"page": "/PieceInfo<</InDesign<</DocumentID(a)>>>>"},
    "tab order and turn": {"page": "/Tabs/S/Rotate 90/StructParents 0"},
    "edges for printing": {"page": "/TrimBox[9 9 500 800]/BleedBox[3 3 590 840]"},
    "own size": {"page": "/MediaBox[0 0 842 1191]/CropBox[0 0 842 1191]"},
    "edges off the corner": {"page": "/MediaBox[-20 -20 600 850]"},
    "group of colours": {"page": "/Group<</S/Transparency/CS/DeviceRGB>>"},
    "object that nothing uses": {"objects": ["<</Type/Font/Subtype/Type1/BaseFont/Times>>"]},
    "stream that nothing uses": {"objects": [stream("0 0 1 rg")]},
    "empty metadata": {"info": "/Author()/Subject()/Keywords()"},
    "words about it": {"info": "/Subject(Terms of reference)/Keywords(harbour, board)"},
    "label of sensitivity": {"info": "/MSIP_Label_1_Name(OFFICIAL)/MSIP_Label_1_SiteId(0a-1b)"},
    "source and company": {"info": "/Company(Harbour Board)/SourceModified(D:20260312)"},
    "words of the web": {"info": "/Subject(see https://council.example/terms)"},
}  # fmt: skip

LINKS = (
    "/S/URI/URI(https://council.example/terms)", "/S/URI/URI(http://council.example)",
    "/S/URI/URI(mailto:board@council.example)", "/S/URI/URI(tel:01632960001)",
    "/S/GoTo/D[100 0 R/Fit]", "/S/Named/N/NextPage", "/S/URI/URI(www.council.example/x)",
    "/S/URI/URI(#part)", "/S/URI/URI(terms.html)",
)  # fmt: skip
PROGRAMS = (
    "Microsoft Word for Microsoft 365", "Acrobat PDFMaker 23 for Word", "LibreOffice 7.6",
    "macOS Version 14.2 Quartz PDFContext", "Adobe InDesign 18.5 \\(Macintosh\\)",
    "iText 2.1.7 by 1T3XT", "PDFium", "Canon iR-ADV C5535", "Skia/PDF m120", "wkhtmltopdf 0.12.6",
)  # fmt: skip


BLANKS = {
    "one by one": "1 beginbfchar <01> <0020> <02> <0041> endbfchar",
    "in a range": "1 beginbfrange <01><02> <0020> <03> <04> [<0041> <0042>] endbfrange",
    "in a list": "1 beginbfrange <01> <02> [<00a0> <0041>] endbfrange",
}


FIELD = stream("1 g 0 0 200 20 re f", "/Type/XObject/Subtype/Form/BBox[0 0 200 20]")
PHOTOS = {
    "photograph over an edge": (f"{WORDS} q 500 0 0 500 400 -200 cm /Im Do Q", ""),
    "photograph cut to its frame": (
        f"{WORDS} q 90 90 50 50 re W n 600 0 0 600 0 0 cm /Im Do Q", ""
    ),
    "photograph below a box with words": (
        f"q 300 0 0 300 100 500 cm /Im Do Q 1 g {BOX} 0 g {WORDS}", ""
    ),
    "photograph beyond the edges for cutting": (
        f"q 448 0 0 624 0 0 cm /Im Do Q {line('Thornmere', y=400)}",
        "/MediaBox[0 0 448 624]/CropBox[14 14 434 610]/TrimBox[14 14 434 610]",
    ),
    "scan": (SCAN, ""),
    "scan with its words": (f"{SCAN} {line('Minutes of a meeting', before='3 Tr')}", ""),
    "scan with a number in a box": (f"{SCAN} 1 g 500 10 80 30 re f 0 g {line('45', 520, 20)}", ""),
    "scan on a white ground": (f"1 g 0 0 595 842 re f {SCAN}", ""),
    "scan with a line below": (f"{SCAN} 4 w 60 40 m 500 40 l S", ""),
    "cover with bars": (
        f"{SCAN} 0 0 0.5 rg 0 0 595 40 re f 1 g 40 690 500 30 re f 0 g"
        f" {line('Housing strategy')}", ""
    ),
    "scan with a field to fill in": (
        SCAN, "/Annots[<</Subtype/Widget/FT/Tx/T(name)/Rect[60 690 260 710]/AP<</N 11 0 R>>>>]"
    ),
}  # fmt: skip


def chart(x: float) -> str:
    """A chart of which a page shows only a part."""
    words = enumerate(("0", "5", "10", "2024", "2025", "2026", "Grants", "Fees"))
    return " ".join(line(word, x=x + 25 * n, y=300 - n) for n, word in words)


def good() -> Iterator[Case]:
    """Every one of them."""
    for ending, cases in (("pdf", _pdfs()), ("docx", _word()), ("xlsx", _excel()),
                          ("jpg", _jpeg()), ("png", _png())):  # fmt: skip
        for what, content in cases:
            yield Case(f"{ending}: {what}", f"paper.{ending}", content)
    yield from _texts()


Found = Iterator[tuple[str, bytes]]


def _pdfs() -> Found:
    for what, page in PAGES.items():
        ready = MORE if "/Im" in page else MORE.replace("/XObject<</Im 10 0 R>>", "")
        yield what, pdf(page, resources=ready, objects=[PICTURE, HATCH])
    for what, entries in ENTRIES.items():
        yield what, pdf(WORDS, **entries)  # type: ignore[arg-type]
    for name in BODIES:
        yield f"by {name}", pdf(WORDS, info=f"/Author({name})")
    for program in PROGRAMS:
        yield program, pdf(WORDS, info=f"/Creator({program})/Producer({program})")
    for link in LINKS:
        page = f"/Annots[<</Subtype/Link/Rect[9 9 99 99]/Contents(to it)/A<<{link}>>>>]"
        yield link, pdf(WORDS, page=page)
    yield "link to a page", pdf(WORDS, page="/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(a)>>]")
    yield from _saved()
    drawing = stream(f"0.9 g {BOX} 0 g {WORDS}", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    headed = pdf(f"/Fm Do {line('More', y=300)}", resources=DRAWING, objects=[PICTURE, drawing])
    yield "drawing within", headed
    small = stream(BOX, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    yield "drawing cut off", pdf(f"{WORDS} /Fm Do", resources=DRAWING, objects=[PICTURE, small])
    for what, means in BLANKS.items():
        codes = "/FirstChar 1/Widths[278 500 556]/ToUnicode 10 0 R"
        own = f"/Font<</F1<</Subtype/TrueType/BaseFont/Own{codes}>>>>"
        page = f"BT /F1 12 Tf 72 700 Td <{'01' * 60}> Tj ET 0.2 g {BOX}"
        spaces = pdf(page, resources=own, objects=[stream(means)])
        yield f"blanks below a picture, {what}", spaces
    yield "chart over two pages", pdf(*(
        f"{line(f'Page {n}')} q 50 50 500 500 re W n {chart(x)} Q" for n, x in ((1, 480), (2, -20))
    ))  # fmt: skip
    for what, (page, entries) in PHOTOS.items():
        yield (
            what,
            pdf(page, resources="/XObject<</Im 10 0 R>>", objects=[PHOTO, FIELD], page=entries),
        )
    yield "picture that one page cuts away and another shows", pdf(
        f"{WORDS} q 0 0 9 9 re W n 300 0 0 300 100 100 cm /Im Do Q",
        f"{WORDS} q 300 0 0 300 100 100 cm /Im Do Q",
        resources="/XObject<</Im 10 0 R>>", objects=[PHOTO],
    )  # fmt: skip
    heading = stream(
        f"/Artifact BMC {line('Page 1 of 9', y=30)} EMC",
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/LastModified(D:2026)/PieceInfo"
        "<</ADBE_CompoundType<</DocSettings 11 0 R/LastModified(D:2026)/Private/Header>>>>"
        "/Resources<</Font<</F1 3 0 R>>>>",
    )
    settings = stream("<?xml version='1.0' encoding='UTF-8'?>\n<HeaderFooterSettings version='8.0'>"
                      "<Font name='Arial' size='9.0'/></HeaderFooterSettings>")  # fmt: skip
    yield (
        "page numbers by Acrobat",
        pdf(f"{WORDS} /Fm Do", resources="/XObject<</Fm 10 0 R>>", objects=[heading, settings]),
    )
    yield "nineteen pages", pdf(*[WORDS] * 19)


def _saved() -> Found:
    modes = pikepdf.ObjectStreamMode
    source = pdf(WORDS, PAGES["striped table"], info="/Title(Terms)/Author(Harbour Board)")
    for linear, objects, packed in product(
        (False, True), (modes.generate, modes.disable), (False, True)
    ):
        content = saved(
            source, linearize=linear, object_stream_mode=objects, compress_streams=packed
        )
        yield f"saved {linear} {objects} {packed}", content
        yield f"saved {linear} {objects} {packed} with blanks behind", content + b"\r\n\r\n"
    at = source.rpartition(b"startxref")[2].split()[0].decode()
    word = f"xref\n0 0\ntrailer\n<</Size 200/Root 1 0 R/Prev {at}/XRefStm {at}>>\n"
    end = f"startxref\n{len(source)}\n%%EOF"
    yield "two tables as Word writes", source + (word.replace(f"/XRefStm {at}", "") + end).encode()
    out = io.BytesIO()
    with pikepdf.new() as new:
        for _ in range(3):
            new.add_blank_page()
        new.save(out, static_id=True)
    yield "blank pages", out.getvalue()
    yield "written without extras", written({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}, "/Root 1 0 R")  # fmt: skip


def _word() -> Found:
    yield "bare", docx()
    for name in BODIES:
        yield f"by {name}", docx(more={"docProps/core.xml": core(name, name)})
    for what, body in {
        "white in a dark cell": "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='1D4F5C'/>"
        f"</w:tcPr>{BLANK}</w:tc></w:tr></w:tbl>",
        "white in a styled table": "<w:tbl><w:tblPr><w:tblStyle w:val='GridTable4-Accent1'/>"
        f"</w:tblPr><w:tr><w:tc>{BLANK}</w:tc></w:tr>"
        "</w:tbl>",
        "white in a shaded paragraph": paragraph(
            run("x", WHITE), form='<w:shd w:val="clear" w:fill="000000"/>'),
        "white on highlight": paragraph(
            run("x", WHITE + '<w:highlight w:val="blue"/>')),
        "shown after all": paragraph(run("x", '<w:vanish w:val="0"/>')),
        "hidden sign of a paragraph": paragraph(form="<w:rPr><w:vanish/></w:rPr>"),
        "hidden words of an index": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:instrText> XE a"
        "</w:instrText></w:r></w:p>",
        "hidden on the web": paragraph(run("x", "<w:webHidden/>")),
        "link": '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>part</w:t></w:r></w:hyperlink></w:p>',
        "fields": '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>',
        "small print": paragraph(run("x", '<w:sz w:val="12"/>')),
        "bookmark": '<w:p><w:bookmarkStart w:id="0" w:name="a"/></w:p>',
        "headings": paragraph(form='<w:pStyle w:val="Heading1"/>'),
        "table": f"<w:tbl><w:tr><w:tc>{paragraph()}</w:tc></w:tr></w:tbl>",
        "box of text": "<w:p><w:r><w:txbxContent>"
        f"{BLANK}</w:txbxContent></w:r></w:p>",
        "spelling": '<w:p><w:proofErr w:type="spellStart"/></w:p>',
        "sections": "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>",
    }.items():  # fmt: skip
        yield what, docx(body)
    hidden = '<w:style w:styleId="zBottom"><w:rPr><w:vanish/></w:rPr></w:style>'
    shaded = (
        f'<w:style w:styleId="Bar"><w:pPr><w:shd w:fill="1D4F5C"/></w:pPr><w:rPr>{WHITE}</w:rPr>'
        "</w:style>"
    )
    bar = paragraph(form='<w:pStyle w:val="Bar"/>')
    yield "white style on its shade", docx(bar, {"word/styles.xml": word_part("styles", shaded)})
    dark = '<w:tcPr><w:shd w:fill="000000"/></w:tcPr>'
    yield "dark cell", docx(f"<w:tbl><w:tr><w:tc>{dark}{paragraph()}</w:tc></w:tr></w:tbl>")
    for code in ("PAGE", "TOC \\o &quot;1-3&quot;", "HYPERLINK &quot;https://council.example&quot;",
                 "REF _Ref1 \\h", "DATE \\@ &quot;d MMMM yyyy&quot;"):  # fmt: skip
        yield f"field {code}", docx(f'<w:p><w:fldSimple w:instr=" {code} "/></w:p>')
    data = "<b:Sources xmlns:b='x' SelectedStyle='\\APA.XSL' StyleName='APA'/>"
    form = '<?mso-contentType?><FormTemplates xmlns="x"><Display>Form</Display></FormTemplates>'
    tracking = "<w:trackRevisions/><w:rsids><w:rsid w:val='00A1'/></w:rsids>"
    cover = "<CoverPageProperties xmlns='x'><Abstract>Terms</Abstract></CoverPageProperties>"
    for what, more in {
        "style that nobody uses": {"word/styles.xml": word_part("styles", hidden)},
        "list of comments, empty": {"word/comments.xml": word_part("comments", "")},
        "list of people, empty": {"word/people.xml": '<w15:people xmlns:w15="x"/>'},
        "switch for tracking": {"word/settings.xml": word_part("settings", tracking)},
        "empty bibliography": {"customXml/item1.xml": data},
        "name of a form": {"customXml/item1.xml": form},
        "cover": {"customXml/item1.xml": cover},
        "empty properties": {"customXml/item2.xml": "<p:properties xmlns:p='x'><documentManag"
                             "ement/></p:properties>"},
        "label": {"docProps/custom.xml": own("MSIP_Label_1_Name", "OFFICIAL")},
        "content type": {"docProps/custom.xml": own("ContentTypeId", "0x0101")},
        "photo": {"word/media/image1.jpeg": jpeg()},
        "chart": {"word/charts/chart1.xml": "<c:chart xmlns:c='x'/>"},
        "fonts": {"word/fontTable.xml": word_part("fonts", "")},
        "theme": {"word/theme/theme1.xml": "<a:theme xmlns:a='x' name='Office'/>"},
        "small picture of itself": {"docProps/thumbnail.jpeg": jpeg()},
        "notes at the foot": {"word/footnotes.xml": word_part("footnotes", paragraph())},
        "links": {"word/_rels/document.xml.rels": rels(
            ("hyperlink", "https://council.example/", "External"),
            ("hyperlink", "mailto:board@council.example", "External"),
            ("styles", "styles.xml"))},
        "printer": {"word/printerSettings1.bin": b"\0" * 99},
        "company": {"docProps/app.xml": app("<Company>Council</Company><Manager></Manager>")},
        "folder": {"word/media/": b""},
    }.items():  # fmt: skip
        yield what, docx(more=more)
    parts = zipfile.ZipFile(io.BytesIO(docx()))
    plain = {name: parts.read(name) for name in parts.namelist()}
    yield "not packed", zipped(plain, zipfile.ZIP_STORED)
    yield "parts in another order", zipped(dict(reversed(plain.items())))
    yield from _drawn_on_pages()
    yield from _heads_of_pages()
    for paragraphs in (1, 40):
        yield f"of python-docx with {paragraphs}", _of_python_docx(paragraphs)


def _drawn_on_pages() -> Found:
    """Banners, bars, frames and boxes of text as designers draw them."""
    white = run("Annual report", WHITE)
    dark = filled("1D4F5C")
    page = '<wp:positionV relativeFrom="page"/><wp:extent cx="7560000" cy="900000"/>'
    small = '<wp:extent cx="200000" cy="200000"/>'
    for what, body in {
        "banner behind": beside(shape=shape(dark), behind=1, text=white),
        "banner behind, drawn last": f"<w:p {SPACES}>{white}" + beside(
            shape=shape(dark), behind=1, text="").partition(">")[2],
        "photo of a shape": beside(shape=shape("<a:blipFill/>")),
        "picture behind": beside(shape="<a:pic/>", behind=1, text=white),
        "tall banner behind": beside(
            shape=shape(dark), behind=1, text="", place='<wp:extent cx="9" cy="900000"/>'
        ) + paragraph(white) * 3,
        "bar at the head of the page": beside(shape=shape(dark), place=page),
        "mark": beside(shape=shape(dark), place=small),
        "box that text goes around": beside(shape=shape(dark), place="<wp:wrapSquare/>"),
        "frame": beside(shape=shape("<a:noFill/>")),
        "frame of a style": beside(shape=shape(style='<a:fillRef idx="0"/>')),
        "marker": beside(shape=shape(dark.replace("/>", '><a:alpha val="40000"/></a:srgbClr>', 1))),
        "rule": beside(shape=shape(form="line", line="<a:ln w='9525'/>")),
        "dark box of text": beside(shape=shape(dark, inside=paragraph(white))),
        "black box of text": beside(shape=shape(filled("000000"), inside=paragraph(white))),
        "box of text of a style": beside(
            shape=shape(style='<a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef>',
                        inside=paragraph(white))),
        "bare box of text on a picture": beside(
            shape="<a:pic/>" + shape("<a:noFill/>", inside=paragraph(white)), text=""),
        "black bar in the line": f'<w:p xmlns:wp="p" xmlns:a="a" xmlns:s="s">{run("Report")}'
        f'<w:r><wp:inline>{shape(filled("000000"))}</wp:inline></w:r></w:p>',
        "old rule": old_shape("width:0;height:1.5pt", "fillcolor='#a0a0a0'"),
        "old picture with a clean edge": f"<w:p {SPACES}><w:r><w:pict><v:shape>"
        '<v:imagedata croptop="900f" cropleft="-3f"/></v:shape></w:pict></w:r></w:p>',
        "old frame": old_shape(more='filled="f"'),
        "old box behind": old_shape("position:absolute;z-index:-3"),
    }.items():  # fmt: skip
        yield what, docx(body)
    letters = f'{WHITE}<w:shd w:val="solid" w:color="000000" w:fill="auto"/>'
    yield "white on solid black", docx(paragraph(run("Heading", letters)))
    quiet = '<w:style w:type="paragraph" w:styleId="Q"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = paragraph(run("x", '<w:vanish w:val="0"/>'), form='<w:pStyle w:val="Q"/>')
    yield (
        "shown though its style hides",
        docx(shown, {"word/styles.xml": word_part("styles", quiet)}),
    )
    shades = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1D4F5C"/></w:tcPr></w:tblStylePr>'
    )
    style = f'<w:style w:type="table" w:styleId="Grid">{shades}</w:style>'
    derived = '<w:style w:type="table" w:styleId="Own"><w:basedOn w:val="Grid"/></w:style>'
    table = f"<w:tbl><w:tblPr><w:tblStyle w:val='Own'/></w:tblPr><w:tr><w:tc>{BLANK}"
    styled = {"word/styles.xml": word_part("styles", style + derived)}
    yield "white in a table by its style", docx(f"{table}</w:tc></w:tr></w:tbl>", styled)
    outline = "<w14:textOutline><w14:solidFill/></w14:textOutline><w14:textFill><w14:noFill/>"
    drawn = run("BANNER", f"{outline}</w14:textFill>")
    yield "letters in outline", docx(f'<w:p xmlns:w14="w14">{drawn}</w:p>')


def _heads_of_pages() -> Found:
    first, even, usual = head(2, "first"), head(2, "even"), head(1, "default")
    own = f"<w:sectPr>{usual}{first}<w:titlePg/></w:sectPr>"
    yield "head of the first page", headed(own, "Minutes", "Cover")
    later = f"<w:sectPr>{usual}{first}</w:sectPr><w:sectPr><w:titlePg/></w:sectPr>"
    yield "head of a later first page", headed(later, "Minutes", "Cover")
    off = f"<w:sectPr>{usual}{first}</w:sectPr>"
    yield "same head for the first page", headed(off, "Minutes 1", "Minutes 2")
    yield "empty head for the first page", headed(off, "Minutes", "")
    settings = {"word/settings.xml": word_part("settings", "<w:evenAndOddHeaders/>")}
    pages = f"<w:sectPr>{usual}{even}</w:sectPr>"
    yield "head of even pages", headed(pages, "Minutes", "Board", more=settings)
    line_above = f'<w:footnote w:type="separator" w:id="-1">{paragraph()}</w:footnote>'
    notes = f'{line_above}<w:footnote w:id="2">{paragraph()}</w:footnote>'
    part = {"word/footnotes.xml": word_part("footnotes", notes)}
    yield (
        "note that is referred to",
        docx('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', part),
    )
    grammarly = '<w:docVars><w:docVar w:name="__Grammarly_42____i" w:val="H4sIAAAA"/></w:docVars>'
    yield "variables of a program", docx(
        more={"word/settings.xml": word_part("settings", grammarly)})  # fmt: skip
    links = app("<HLinks xmlns:vt='v'><vt:lpwstr>mailto:board@council.example</vt:lpwstr></HLinks>")
    yield "list of links", docx(more={"docProps/app.xml": links})
    made = core(more="<dc:description>generated by python-docx</dc:description>")
    yield "note of a program", docx(more={"docProps/core.xml": made})
    title = core(more="<dc:subject>Terms of reference of the Harbour Board</dc:subject>")
    yield "subject", docx(more={"docProps/core.xml": title})


def _of_python_docx(paragraphs: int) -> bytes:
    paper, out = python_docx.Document(), io.BytesIO()
    for number in range(paragraphs):
        paper.add_heading(f"Part {number}")
        paper.add_paragraph("The board meets quarterly.", style="List Bullet")
        paper.add_table(2, 2).cell(0, 0).text = "Partner"
    paper.save(out)
    return out.getvalue()


def _excel() -> Found:
    yield "bare", xlsx()
    for name in BODIES:
        yield f"by {name}", xlsx(more={"docProps/core.xml": core(name, name)})
    unused = '<cols><col min="6" max="16384" hidden="1"/></cols>'
    yield "unused columns hidden", xlsx(before=unused)
    yield "unused rows hidden", xlsx(before='<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>')
    yield "hidden row, empty", xlsx(ROWS + '<row r="3" hidden="1"><c r="A3" s="0"/></row>')
    filtered = '<definedName name="_xlnm._FilterDatabase" hidden="1">C!$A$1:$B$9</definedName>'
    printed = '<definedName name="_xlnm.Print_Area">Contributions!$A$1:$B$9</definedName>'
    names = workbook(f"{SHEETS}<definedNames>{filtered}{printed}</definedNames>")
    yield "names of its own", xlsx(more={"xl/workbook.xml": names})
    way = '<x15ac:absPath xmlns:x15ac="x" url="C:\\Work\\"/>'
    yield "way of Excel", xlsx(more={"xl/workbook.xml": workbook(way + SHEETS)})
    shown = SHEETS.replace("sheetId", 'state="visible" sheetId')
    yield "sheet that is shown", xlsx(more={"xl/workbook.xml": workbook(shown)})
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    yield "shared texts", xlsx(cells, {"xl/sharedStrings.xml": strings("Partner", "Sum")})
    yield "empty shared texts", xlsx(more={"xl/sharedStrings.xml": strings()})
    formulas = '<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>12</v></c></row>'
    yield "formulas", xlsx(formulas)
    dark = '<fill><patternFill patternType="solid"><fgColor rgb="FF1D4F5C"/></patternFill></fill>'
    white = '<font/><font><color rgb="FFFFFFFF"/></font>'
    heading = styles(white, dark, '<xf fontId="1" fillId="1"/>')
    cells = row(1, "Partner", style=' s="1"')
    yield "white on dark", xlsx(cells, {"xl/styles.xml": heading})
    bare = styles(white, forms='<xf fontId="1" fillId="0"/>')
    table = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": f'<table xmlns="{S}" ref="A1:B9"><tableStyleInfo name="Dark1"/>'
        "</table>",
        "xl/styles.xml": bare,
    }
    part = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    yield "white in a table", xlsx(cells, table, after=part)
    ruled = '<conditionalFormatting sqref="D4:E9 A$1:A9"/>'
    yield "white that rules may colour", xlsx(cells, {"xl/styles.xml": bare}, after=ruled)
    yield "white that nobody uses", xlsx(more={"xl/styles.xml": bare})
    money = styles(numbers='<numFmt numFmtId="164" formatCode="#,##0;-#,##0;;@"/>',
                   forms='<xf fontId="0" fillId="0" numFmtId="164"/>')  # fmt: skip
    yield "format without noughts", xlsx(cells, {"xl/styles.xml": money})
    for what, more in {
        "people, none": {"xl/persons/person.xml": "<personList xmlns='x'/>"},
        "printer": {"xl/printerSettings/printerSettings1.bin": b"\0" * 99},
        "order of reckoning": {"xl/calcChain.xml": "<calcChain/>"},
        "theme": {"xl/theme/theme1.xml": "<a:theme xmlns:a='x'/>"},
        "chart": {"xl/charts/chart1.xml": "<c:chart xmlns:c='x'/>"},
        "table": {"xl/tables/table1.xml": "<table/>"},
        "photo": {"xl/media/image1.png": png()},
        "second sheet": {"xl/worksheets/sheet2.xml": f"{HEAD}<worksheet xmlns='x'/>"},
        "link": {"xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("hyperlink", "https://council.example/", "External"))},
        "company": {"docProps/app.xml": app("<Company>Harbour Board</Company>")},
    }.items():  # fmt: skip
        yield what, xlsx(more=more)
    for name in ("autoFilter", "pageMargins", "dataValidations", "conditionalFormatting"):
        yield name, xlsx(after=f"<{name}/>")
    yield from _drawn_on_sheets()
    for view in (
        '<sheetView topLeftCell="A40"/>',
        '<sheetView topLeftCell="A40"><pane xSplit="1" state="frozen"/></sheetView>',
        '<sheetView><pane ySplit="1" topLeftCell="A9" state="frozen"/></sheetView>',
        '<sheetView topLeftCell="A40"><pane ySplit="900" state="split"/></sheetView>',
    ):
        yield f"view {view}", xlsx(before=f"<sheetViews>{view}</sheetViews>")
    for code in ("&quot;Yes&quot;;&quot;Yes&quot;;&quot;No&quot;", "[h]:mm", "&quot;no. &quot;0",
                 "[=1]&quot;Yes&quot;;[=2]&quot;No&quot;", "@", "General"):  # fmt: skip
        number = f'<numFmt numFmtId="164" formatCode="{code}"/>'
        shown = styles(numbers=number, forms='<xf fontId="0" fillId="0" numFmtId="164"/>')
        yield f"format {code}", xlsx(cells, {"xl/styles.xml": shown})
    own_chart = "<c:x xmlns:c='x'><c:f>'Sums [2026'!$A$1</c:f><c:f>Sheet1!$B$2</c:f></c:x>"
    yield "chart of its own cells", xlsx(more={"xl/charts/chart1.xml": own_chart})
    for rows in (1, 60):
        yield f"of openpyxl with {rows}", _of_openpyxl(rows)


def _drawn_on_sheets() -> Found:
    """Crests, notes and lines that leave the cells to be read."""
    slanted = LINE.replace("150000", "90000")
    tinted = BLACK_BOX.replace('"000000"/>', '"FFFF00"><a:alpha val="40000"/></a:srgbClr>')
    for what, begin, end, over in (
        ("crest over a corner", (0, 300_000, 0, 0), (2, 0, 1, 0), "<d:pic/>"),
        ("box beside", (3, 0, 0, 0), (6, 0, 9, 0), BLACK_BOX),
        ("edge of a box", (2, 500_000, 0, 0), (6, 0, 9, 0), BLACK_BOX),
        ("frame around", (0, 0, 0, 0), (3, 0, 9, 0), BLACK_BOX.replace(BLACK, "<a:noFill/>")),
        ("bare style", (0, 0, 0, 0), (3, 0, 9, 0), USUAL_BOX.replace("idx='1'", "idx='0'")),
        ("marker", (0, 0, 0, 0), (3, 0, 9, 0), tinted),
        ("slanted line", (0, 0, 0, 0), (3, 0, 9, 0), slanted),
        ("thin line", (0, 0, 1, 9), (3, 0, 1, 9), LINE.replace("150000", "9525")),
        ("chart over cells", (0, 0, 0, 0), (3, 0, 9, 0), "<d:graphicFrame/>"),
    ):
        yield what, drawn_on(between(begin, end, over))


def _of_openpyxl(rows: int) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    for number in range(rows):
        page.append((f"Partner {number}", number, 0.5))
    book.save(out)
    return out.getvalue()


def _jpeg() -> Found:
    yield "bare", jpeg()
    yield "with blanks behind", jpeg(behind=b"\0\0\r\n")
    yield "how it was made", jpeg(exif({0x010F: "Canon", 0x0110: "EOS", 0x0112: 1}))
    yield "the other way round", jpeg(exif({0x010F: "Canon", 0x0131: "GIMP 2.10"}, ">"))
    yield "time", jpeg(exif({}, inner={0x9003: "2026:03:12 10:00:00", 0xA002: 16}))
    yield "empty comment", jpeg(exif({}, inner={0x9286: b"ASCII\0\0\0" + b"\0" * 40}))
    yield "screenshot", jpeg(exif({}, inner={0x9286: b"ASCII\0\0\0Screenshot"}))
    made = b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90"
    yield "comment of a program", jpeg(segment(0xFE, made))
    yield "camera's own words", jpeg(exif({0x010E: "OLYMPUS DIGITAL CAMERA"}))
    block = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x12\x1c\x02\x78\0\x0dHarbour Board"
    yield "short caption", jpeg(segment(0xED, block))
    yield "colours", jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + b"\1" * 400))
    yield "mark of Adobe", jpeg(segment(0xEE, b"Adobe\0\x64\0\0\0\0\1"))
    yield "comment", jpeg(segment(0xFE, b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v80)"))
    yield "XMP", jpeg(xmp("<xmp:CreatorTool>Photoshop</xmp:CreatorTool>"))
    yield "XMP of a body", jpeg(xmp(creator("Thornmere District Council")))
    photoshop = b"Photoshop 3.0\08BIM\x03\xed\0\0\0\0\0\x10" + b"\0H\0\0\0\1\0\1" * 2
    yield "resolution", jpeg(segment(0xED, photoshop))
    for name in BODIES[:6]:
        yield f"by {name}", jpeg(exif({0x013B: name}))


def _png() -> Found:
    for colour, depth in ((0, 1), (0, 8), (2, 8), (2, 16), (3, 4), (3, 8), (4, 8), (6, 8), (6, 16)):
        plane = chunk(b"PLTE", b"\0" * 12) if colour == 3 else b""
        yield f"colour {colour} of {depth}", png(plane, colour=colour, depth=depth)
    yield "interlaced", png(interlaced=1, data=zlib.compress(b"\0" * 61))
    yield "program", png(chunk(b"tEXt", b"Software\0Paint.NET 5"))
    yield "time", png(chunk(b"tIME", b"\x07\xea\x03\x0c\0\0\0"))
    yield "resolution", png(chunk(b"pHYs", b"\0\0\x0b\x12\0\0\x0b\x12\1"))
    yield "colours", png(chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(b"x" * 99)))
    yield "title", png(chunk(b"iTXt", b"Title\0\0\0\0\0Logo of the board"))
    yield "of a Mac", png(chunk(b"iDOT", b"\0" * 28))
    yield "XMP", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet("").encode()))
    yield "screenshot", png(chunk(b"eXIf", tiff({}, inner={0x9286: b"ASCII\0\0\0Screenshot"})))
    yield "comment of a program", png(chunk(b"tEXt", b"Comment\0Created with The GIMP on Linux"))
    yield "empty properties", png(chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0\0\0\0\0"))
    yield "large", png(width=900, height=700)


def _texts() -> Iterator[Case]:
    for what, name, text in (
        ("plain", "a.txt", "The board meets quarterly.\n"),
        ("mark at the beginning", "a.txt", "\ufeffThe board\r\n"),
        ("Welsh", "a.txt", "Cyngor Dosbarth Llanfŷn\n"),
        ("less than", "a.txt", "Fewer than < 5 of them, and a > b\n"),
        ("tabs", "a.txt", "Partner\tSum\n"),
        ("table", "a.csv", "Partner,Sum\nHarbour Trust,1200\n"),
        ("table of BMI", "a.csv", "BMI,Ward\n22,Eastmarsh\n"),
        ("table of MZ", "a.csv", "MZ,Ward\n22,Eastmarsh\n"),
        ("table of PK", "a.csv", "PK,Ward\n22,Eastmarsh\n"),
        ("outline of a ward", "a.csv", 'a,"' + "51.3 1.2, " * 20_000 + '"\n'),
        ("range", "a.csv", "a,-5 to 5\nb,- A1 road\nc,- member(s)\nd,+44(0)1632 960001\n"),
        ("table with a mark", "a.csv", "\ufeffPartner,Sum\r\nTrust,12\r\n"),
        ("negative", "a.csv", "a,-5\nb,+5\nc,-1200.50\nd,-£5\ne,- £1,000\n"),
        ("quoted", "a.csv", 'Partner,"Sum, in pounds"\n"The ""Trust""",12\n'),
        ("lines within", "a.csv", 'a,"one\ntwo"\n'),
        ("dash", "a.csv", "a,-\nb,- none (yet)\n"),
        ("telephone", "a.csv", "Harbour Trust,+44 1632 960001\n"),
        ("semicolons", "a.csv", "Partner;Sum\nTrust;12\n"),
        ("formula as text", "a.csv", "a,total = b + c\n"),
        ("e-mail", "a.csv", "Board,board@council.example\n"),
        ("form feed", "a.txt", "one\n\ttwo\n"),
    ):
        yield Case(f"text: {what}", name, text.encode())
