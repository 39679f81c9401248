"""Files that would keep a careless reader busy for ever, or fill its memory."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from attachments.bad_others import BOX, between
from attachments.bad_pdfs import FORM, PICTURE, packed
from attachments.cases import Case
from attachments.drawn import chunk, jpeg, png, segment, tiff
from attachments.office import RELATIONSHIPS, docx, rels, sheet, styles, word_part, xlsx
from papers import line, pdf, stream, written

MANY = 1_000_000


def hostile_files() -> Iterator[Case]:
    """Every one of them; some are refused, some are only slow to look through."""
    for what, page in {
        "operators": "q Q " * 4 * MANY,
        "boxes over all": "0 0 595 842 re f " * 300_000,
        "boxes and lines": " ".join(["0 0 595 842 re f", line("The board")] * 5000),
        "letters": f"BT /F1 9 Tf ({'a' * 5 * MANY}) Tj ET",
        "brackets": "(" * MANY,
        "lists": "[" * MANY,
        "numbers": "1 " * 5 * MANY,
        "saved states": "q " * MANY,
        "blanks": " " * 9 * MANY,
    }.items():
        packed = stream(zlib.compress(page.encode()), "/Filter/FlateDecode")
        yield Case(f"PDF: {what}", "a.pdf", pdf(packed))
    nested = [PICTURE, FORM] + [
        stream(f"/N{n + 1} Do " * 40, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources"
               f"<</XObject<</N{n + 1} {13 + n} 0 R>>>>")
        for n in range(11)
    ]  # fmt: skip
    yield Case("PDF: drawings in drawings", "a.pdf",
               pdf("/N0 Do", resources="/XObject<</N0 12 0 R>>", objects=nested))  # fmt: skip
    looped = stream("/Fm Do " * 9, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources"
                    "<</XObject<</Fm 10 0 R>>>>")  # fmt: skip
    yield Case("PDF: drawing in itself", "a.pdf",
               pdf("/Fm Do", resources="/XObject<</Fm 10 0 R>>", objects=[looped]))  # fmt: skip
    yield Case("PDF: names", "a.pdf", pdf("", root="/X[" + "/a#20" * MANY + "]"))
    yield Case("PDF: ends", "a.pdf", pdf("") + b"%%EOF\n1 0 x\n" * MANY)
    yield Case("PDF: line ends", "a.pdf", pdf("") + b"\n" * 9 * MANY)
    yield Case("PDF: lists", "a.pdf", pdf("", root=f"/X[{'[]' * 400_000}]"))
    ranges = "[" + "0 69000 500 " * 2000 + "]"
    yield Case("PDF: widths", "a.pdf", pdf(
        "BT /F1 9 Tf (ab) Tj ET", resources="/Font<</F1<</Subtype/Type0/DescendantFonts[<</W "
        f"{ranges}>>]>>>>"))  # fmt: skip
    yield from _used_many_times()
    for what, body in {
        "runs": "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 300_000,
        "elements": "<w:a/>" * 7 * MANY,
        "attributes": "<w:a " + " ".join(f"w:b{n}=''" for n in range(200_000)) + "/>",
    }.items():
        content = docx(more={"word/document.xml": word_part("document", body)})
        yield Case(f"docx: {what}", "a.docx", content)
    yield Case("xlsx: cells", "a.xlsx", xlsx(more={
        "xl/worksheets/sheet1.xml": sheet("<row><c><v>1</v></c></row>" * 900_000)}))  # fmt: skip
    columns = "<cols>" + '<col min="1" max="9" hidden="1"/>' * 90_000 + "</cols>"
    yield Case("xlsx: columns", "a.xlsx", xlsx("<row><c><v>1</v></c></row>" * 9000, before=columns))
    yield Case("PNG: parts", "a.png", png(chunk(b"tEXt", b"a\0b") * MANY))
    yield Case("PNG: pixels", "a.png", png(data=zlib.compress(b"\0" * 99 * MANY)))
    loops = tiff({0x010E: "x"}) + b"\xff" * 9 * MANY
    yield Case("PNG: properties", "a.png", png(chunk(b"eXIf", loops)))
    yield Case("JPEG: parts", "a.jpg", jpeg(segment(0xE1, b"x") * MANY))
    yield Case("text: comments", "a.txt", b"<!---->" * MANY)
    yield Case("text: quotes", "a.csv", b'"' * 9 * MANY)
    tabs = b"Harbour Trust\t1200" + b"\t" * 2000 + b"\r\n"
    for what, content in {
        "tabs": tabs * 200,
        "spaces": b'a,"note; ' + b" " * 200_000 + b'end"\n',
        "letters": b'a,"+-' + b"a" * MANY + b'"\n',
        "short lines": b"a\n" * 9 * MANY,
    }.items():
        yield Case(f"text: {what}", "a.csv", content)
    own = "<a b=' x=\"" + "aa " * 300_000 + ":'/>"
    yield Case("docx: words of its own", "a.docx", docx(more={"customXml/item1.xml": own}))
    yield from _of_office()


def _of_office() -> Iterator[Case]:
    """Files of Office that are slow for what is in them rather than for its size."""
    columns = "<cols>" + '<col min="9" max="9" hidden="1"/>' * 9000 + "</cols>"
    cells = '<row><c r="A1"><v>1</v></c></row>' * 60_000
    yield Case("xlsx: hidden columns", "a.xlsx", xlsx(cells, before=columns))
    number = random.Random(1)  # what is equal over and over is refused for what it unpacks to
    boxes = "".join(
        between((n, 9, number.randrange(9), 0), (n + 9, 0, 99_999, 0), BOX) for n in range(900)
    )
    drawing = f'<d:wsDr xmlns:d="d" xmlns:a="a">{boxes}</d:wsDr>'
    tied = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("drawing", "../drawings/drawing1.xml")),
    }
    many = "".join(
        f'<row ht="{number.randrange(99)}"><c><v>{number.random()}</v></c></row>'
        for _ in range(200_000)
    )
    yield Case("xlsx: boxes", "a.xlsx", xlsx(many, tied))
    yield Case("xlsx: rules", "a.xlsx", _with_rules(number))
    heads = "".join(
        f'<Relationship Id="r{n}" Type="x/header" Target="header{n % 4000}.xml"/>'
        for n in range(200_000)
    )
    ties = f'<Relationships xmlns="{RELATIONSHIPS}">{heads}</Relationships>'
    parts = {f"word/header{n}.xml": "<x/>" for n in range(4000)}
    yield Case("docx: heads", "a.docx", docx(more={
        **parts, "word/_rels/document.xml.rels": ties}))  # fmt: skip
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/>'
    codes = "".join(f"<w:instrText>{number.randrange(10**9)}</w:instrText>" for _ in range(600_000))
    yield Case("docx: pieces of a code", "a.docx", docx(f"{begin}{codes}</w:r></w:p>"))
    condition = f'<w:instrText> IF "{"a " * 40_000}</w:instrText>'
    yield Case("docx: condition", "a.docx", docx(f"{begin}{condition}</w:r></w:p>"))
    runs = "".join(f"<w:r><w:t>{number.getrandbits(60):x}</w:t></w:r>" for _ in range(200_000))
    deep = "<w:tbl><w:tr><w:tc>" * 80, "</w:tc></w:tr></w:tbl>" * 80
    yield Case("docx: deep", "a.docx", docx(f"{deep[0]}<w:p>{runs}</w:p>{deep[1]}"))


def _with_rules(number: random.Random) -> bytes:
    """White cells and areas that rules may colour, all of which lie over one another."""
    white = styles('<font/><font><color rgb="FFFFFFFF"/></font>', forms='<xf fontId="1"/>')
    areas = " ".join(f"A{n}:Z{n + 90_000}" for n in range(1, 9000))
    cells = "".join(
        f'<row><c s="1"><v>{number.randrange(10**9)}</v></c></row>' for _ in range(200_000)
    )
    rules = f'<conditionalFormatting sqref="{areas}"/>'
    return xlsx(cells, {"xl/styles.xml": white}, after=rules)


def _used_many_times() -> Iterator[Case]:
    """Small files whose parts are unpacked or looked at again for each of their uses."""
    lists = [b"[" + b"1 " * 1_900_000 + b"]"] * 5
    yield Case("PDF: packed lists", "a.pdf", packed(*lists))
    yield Case("PDF: one list in each of many streams", "a.pdf",
               packed(*[b"[" + b"1 " * 90_000 + b"]"] * 400))  # fmt: skip
    letters = f"BT /F1 1.2 Tf 1 Tz 9 700 Td ({'a' * 390_000}) Tj ET"
    count = 60
    yield Case("PDF: letters on many pages", "a.pdf", written({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{' '.join(f'{100 + n} 0 R' for n in range(count))}]/Count {count}>>"
        .encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        5: _flate(letters.encode()),
        **{100 + n: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources"
                    b"<</Font<</F1 3 0 R>>>>>>" for n in range(count)},
    }, "/Root 1 0 R"))  # fmt: skip
    rectangles = "0 0 595 842 re " * 78
    corners = f"BT /F1 1.2 Tf 9 700 Td ({'a' * 1000}) Tj ET " + f"{rectangles} f* " * 900
    yield Case("PDF: corners", "a.pdf", pdf(_flate(corners.encode())))
    yield Case("PDF: corners that clip", "a.pdf", pdf(_flate(b"0 0 1 1 re " * 900_000 + b"W n")))
    zeros = _flate(bytes(60_000_000))
    small = "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    masked = stream(b"\0", f"{small}/SMask 11 0 R")
    mask = zeros.replace(b"<<", b"<<" + small.encode(), 1)
    yield Case("PDF: mask", "a.pdf", pdf("/Im Do " * 900, resources="/XObject<</Im 10 0 R>>",
                                         objects=[masked, mask]))  # fmt: skip
    listed = "/ColorSpace<</Own[/Indexed/DeviceGray 1 11 0 R]>>"
    yield Case("PDF: list of colours", "a.pdf",
               pdf("/Own cs " * 900, resources=listed, objects=["<<>>", zeros]))  # fmt: skip
    yield Case("PDF: heads of objects", "a.pdf",
               pdf("", objects=[stream(b"1 0 obj " * 700_000)]))  # fmt: skip
    yield Case("PDF: heads between objects", "a.pdf",
               pdf("", objects=[b"1 endobj " + b"1 0 obj " * 700_000]))  # fmt: skip
    short = _flate(bytes(3_000_000))
    yield Case("PDF: short list of colours", "a.pdf",
               pdf("/Own cs " * 90_000, resources=listed, objects=["<<>>", short]))  # fmt: skip
    blanks = stream(b" " * 9 * MANY + b">", "/Subtype/Form/BBox[0 0 9 9]/Filter/ASCIIHexDecode")
    drawn = pdf("/Fm Do " * 9000, resources="/XObject<</Fm 10 0 R>>", objects=[blanks])
    yield Case("PDF: drawing of blanks", "a.pdf", drawn)


def _flate(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), "/Filter/FlateDecode")
