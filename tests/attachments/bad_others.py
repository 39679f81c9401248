"""Word and Excel files, pictures, texts and others that may not be published."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from attachments.cases import Case
from attachments.drawn import chunk, creator, exif, jpeg, packet, png, segment, tiff, xmp
from attachments.office import (
    OFFICE,
    ROWS,
    SHEETS,
    app,
    core,
    docx,
    own,
    paragraph,
    rels,
    row,
    run,
    sheet,
    strings,
    styles,
    types,
    word_part,
    workbook,
    xlsx,
    zipped,
)
from papers import line, pdf

GPS = exif({}, gps=True)
CHANGES = ("ins", "del", "moveFrom", "moveTo")
FORM_CHANGES = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange",
                "numberingChange", "cellIns", "cellDel", "cellMerge")  # fmt: skip
VANISH = '<w:style w:type="{}" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
WHITE = '<w:color w:val="FFFFFF"/>'
SHEET = "xl/worksheets/sheet1.xml"
BROKEN = "<w:document><w:body>"
BOMB = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<w:document>&b;</w:document>"
)


def bad_others() -> Iterator[Case]:
    """Every one of them."""
    for ending, cases in (("docx", _word()), ("xlsx", _excel()), ("jpg", _jpeg()), ("png", _png())):
        for what, content, said in cases:
            yield Case(f"{ending}: {what}", f"paper.{ending}", content, said)
    yield from _texts()
    yield from _kinds()


Found = Iterator[tuple[str, bytes, str]]


def _word() -> Found:
    comment = '<w:comment w:id="1" w:author="a"><w:p><w:r><w:t>No</w:t></w:r></w:p></w:comment>'
    for path in ("word/comments.xml", "word/comments1.xml"):
        yield path, docx(more={path: word_part("comments", comment * 3)}), "3 comments"
    for change in CHANGES:
        yield change, docx(f"<w:p><w:{change}>{run('x')}</w:{change}></w:p>"), "1 tracked change"
    for change in FORM_CHANGES:
        yield change, docx(paragraph(form=f"<w:{change}/>")), "1 tracked change"
    for part in ("footnotes", "endnotes", "header1", "footer2", "glossary/document"):
        changed = word_part("x", f"<w:p><w:ins>{run('x')}</w:ins></w:p>")
        yield f"change in {part}", docx(more={f"word/{part}.xml": changed}), "tracked change"
        hidden = word_part("x", paragraph(run("x", "<w:vanish/>")))
        yield f"hidden in {part}", docx(more={f"word/{part}.xml": hidden}), "hidden text"
    yield "hidden", docx(paragraph(run("x", "<w:vanish/>"))), "hidden text"
    yield "hidden on", docx(paragraph(run("x", '<w:vanish w:val="true"/>'))), "hidden text"
    for kind, body in (
        ("character", paragraph(run("x", '<w:rStyle w:val="Quiet"/>'))),
        ("paragraph", paragraph(form='<w:pStyle w:val="Quiet"/>')),
    ):
        quiet = {"word/styles.xml": word_part("styles", VANISH.format(kind))}
        yield f"hidden by a {kind} style", docx(body, quiet), "hidden text"
    yield "white", docx(paragraph(run("x", WHITE))), "white on white"
    shaded = '<w:shd w:val="clear" w:fill="FFFFFF"/>'
    yield "white on white shade", docx(paragraph(run("x", WHITE + shaded))), "white on white"
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('x', WHITE))}</w:tc></w:tr></w:tbl>"
    yield "white in a table", docx(table), "white on white"
    yield from _word_forms()
    yield from _word_codes()
    yield "tiny", docx(paragraph(run("x", '<w:sz w:val="1"/>'))), "too small"
    yield from _word_beside()
    yield from _word_shapes()
    yield from _word_grounds()
    yield from _word_pages()
    yield from _packages(docx)


def _word_forms() -> Found:
    """Text that cannot be seen for the form of it, of its style, or of what is around it."""
    black = '<w:color w:val="000000"/>'
    for what, form in {
        "white of the theme": '<w:color w:val="000000" w:themeColor="background1"/>',
        "nearly white": '<w:color w:val="F4F4F4"/>',
        "black on a black highlight": black + '<w:highlight w:val="black"/>',
        "on a black highlight": '<w:highlight w:val="black"/>',
        "blue on blue": '<w:color w:val="003366"/><w:shd w:val="clear" w:fill="003366"/>',
        "squeezed": '<w:w w:val="1"/>',
    }.items():
        yield what, docx(paragraph(run("x", form))), "white on white"
    cell = f'<w:tcPr><w:shd w:fill="000000"/></w:tcPr>{paragraph(run("x", black))}'
    yield "black cell", docx(f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"), "white on white"
    flat = '<w:spacing w:line="1" w:lineRule="exact"/>'
    yield "line of no height", docx(paragraph(form=flat)), "white on white"
    for mark, said in (
        ('<w:trHeight w:val="1" w:hRule="exact"/>', "white on white"),
        ("<w:hidden/>", "hidden text"),
    ):
        tall = f"<w:tbl><w:tr><w:trPr>{mark}</w:trPr><w:tc>{paragraph()}</w:tc></w:tr></w:tbl>"
        yield f"row with {mark}", docx(tall), said
    for what, base, said in (("hidden", "<w:vanish/>", "hidden"), ("white", WHITE, "white on")):
        styles = (
            f'<w:style w:styleId="Base"><w:rPr>{base}</w:rPr></w:style><w:style w:styleId="Own">'
            '<w:basedOn w:val="Base"/></w:style>'
        )
        body = paragraph(run("x", '<w:rStyle w:val="Own"/>'))
        based = docx(body, {"word/styles.xml": word_part("styles", styles)})
        yield f"{what} by a style of a style", based, said
    usual = (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{WHITE}</w:rPr></w:style>'
    )
    yield (
        "white by the usual style",
        docx(more={"word/styles.xml": word_part("styles", usual)}),
        "white",
    )
    drawn = '<w:drawing><wp:{}xmlns:wp="p" xmlns:a="a" xmlns:s="s">{}</wp:{}></w:drawing>'
    for what, name, inside, said in (
        ("hidden", "inline ", '<wp:docPr hidden="1"/>', "pictures or shapes"),
        ("cropped", "inline ", '<a:srcRect l="60000"/>', "cropped"),
        ("black box", 'anchor behindDoc="0" ', '<s:wsp><a:prstGeom prst="rect"/><a:solidFill>'
         '<a:srgbClr val="000000"/></a:solidFill></s:wsp>', "box drawn over"),
    ):  # fmt: skip
        shape = drawn.format(name, inside, name.split()[0])
        yield f"picture {what}", docx(f"<w:p><w:r>{shape}</w:r></w:p>"), said


SPACES = (
    'xmlns:wp="p" xmlns:a="a" xmlns:s="s" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="w14"'
)
OWES = run("Joan Whittle owes 1200")


def beside(*, shape: str = "", text: str = OWES, place: str = "", behind: int = 0) -> str:
    """A paragraph with a shape that is tied to it, in front of the text or behind."""
    anchor = f'<wp:anchor behindDoc="{behind}">{place}<a:graphic>{shape}</a:graphic></wp:anchor>'
    return f"<w:p {SPACES}><w:r><w:drawing>{anchor}</w:drawing></w:r>{text}</w:p>"


def shape(
    fill: str = "", style: str = "", inside: str | None = None, form: str = "rect", line: str = ""
) -> str:
    """A shape of Word: the fill of its own, that of its style, its line, the text in it."""
    room = "" if inside is None else f"<s:txbx><w:txbxContent>{inside}</w:txbxContent></s:txbx>"
    look = f"<s:style><a:lnRef idx='2'/>{style}</s:style>" if style else ""
    return (
        f"<s:wsp><s:spPr><a:prstGeom prst='{form}'/>{fill}{line}</s:spPr>{look}{room}<s:bodyPr/>"
        "</s:wsp>"
    )


def filled(colour: str) -> str:
    """A fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _of_style(name: str, number: int = 1) -> str:
    return f'<a:fillRef idx="{number}"><a:schemeClr val="{name}"/></a:fillRef>'


def old_shape(style: str = "position:absolute;z-index:2", more: str = 'fillcolor="black"') -> str:
    """A paragraph with a shape as it was written before 2010."""
    return f'<w:p {SPACES}>{OWES}<w:r><w:pict><v:rect style="{style}" {more}/></w:pict></w:r></w:p>'


def _word_shapes() -> Found:
    thick = f'<a:ln w="228600">{filled("000000")}</a:ln>'
    for what, body in {
        "black text box with nothing in it": beside(
            shape=shape(filled("000000"), inside="<w:p/>"), text=""
        ),
        "black box with a line": beside(shape=shape(filled("0A0A0A"), line=thick), text=""),
        "box of the usual style": beside(shape=shape(style=_of_style("accent1"))),
        "box of a black style": beside(
            shape=shape(style=_of_style("dk1"), line=f"<a:ln>{filled('FF0000')}</a:ln>"), text=""
        ),
        "coloured box": beside(shape=shape(filled("1D4F5C"))),
        "white text box with nothing in it": beside(shape=shape(filled("FFFFFF"), inside="<w:p/>")),
        "old black box": old_shape(),
        "old box of the usual fill": old_shape(more=""),
        "old black box by number": old_shape(more='fillcolor="#000 [3213]"'),
        "thick line": beside(shape=shape(form="line", line=thick)),
    }.items():
        yield what, docx(body), "box drawn over"
    for size in ("39322f", ".6"):
        old = f'<w:r><w:pict><v:shape><v:imagedata cropleft="{size}"/></v:shape></w:pict></w:r>'
        yield f"old picture cropped by {size}", docx(f"<w:p {SPACES}>{old}</w:p>"), "cropped"


def _word_grounds() -> Found:
    """White letters on a ground that is white, or that is none."""
    text = paragraph(run("secret words here", WHITE))
    for what, fill in (("no", "<a:noFill/>"), ("white", filled("FFFFFF")), ("its style's", "")):
        boxed = beside(shape=shape(fill, inside=text))
        yield f"white in a text box of {what} fill", docx(boxed), "white on white"
    black = paragraph(run("secret", '<w:color w:val="000000"/>'))
    own = beside(shape=shape(filled("000000"), inside=black))
    yield "black in a black text box", docx(own), "white on white"
    for base in ("", '<w:shd w:val="clear" w:fill="FFFFFF"/>', '<w:shd w:fill="auto"/>'):
        bare = (
            '<w:style w:type="table" w:styleId="Lines"><w:basedOn w:val="TableNormal"/>'
            f"<w:tblPr><w:tblBorders/></w:tblPr><w:tcPr>{base}</w:tcPr></w:style>"
        )
        styled = f"<w:tbl><w:tblPr><w:tblStyle w:val='Lines'/></w:tblPr><w:tr><w:tc>{text}"
        table = {"word/styles.xml": word_part("styles", bare)}
        named = f"white in a table whose style has {base or 'no shade'}"
        yield named, docx(f"{styled}</w:tc></w:tr></w:tbl>", table), "white on white"
    for what, fill in {
        "no fill": "<w14:noFill/>",
        "a white fill": '<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>',
        "the fill of paper": '<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>',
    }.items():
        form = f"<w14:textFill>{fill}</w14:textFill>"
        body = f"<w:p {SPACES}>{run('secret', form)}</w:p>"
        yield f"letters of {what}", docx(body), "white on white"
    for shade in ('w:val="solid" w:color="000000"', 'w:val="solid" w:color="auto" w:fill="FFFFFF"'):
        form = f'<w:color w:val="000000"/><w:shd {shade}/>'
        yield f"black on {shade}", docx(paragraph(run("x", form))), "white on white"
    pale = WHITE + '<w:shd w:val="pct5" w:color="auto" w:fill="auto"/>'
    yield "white on a breath of grey", docx(paragraph(run("x", pale))), "white on white"
    far = beside(shape=shape(filled("1D4F5C")), behind=1, text="") + paragraph() + text
    yield "white below a banner", docx(far), "white on white"
    row = f"<w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(run('x', SHOWN))}</w:tc>"
    yield "shown in a hidden row", docx(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"), "hidden text"


SHOWN = '<w:vanish w:val="0"/>'


def headed(sections: str, *heads: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file with heads of pages, called rId1 and so on."""
    parts = {
        f"word/header{n}.xml": word_part("hdr", paragraph(run(head)))
        for n, head in enumerate(heads, 1)
    }
    tied = rels(*(("header", f"header{n}.xml") for n in range(1, len(heads) + 1)))
    return docx(sections, {**parts, "word/_rels/document.xml.rels": tied, **(more or {})})


def head(number: int, pages: str) -> str:
    """How a section calls one of the heads."""
    return f'<w:headerReference w:type="{pages}" r:id="rId{number}"/>'


def _word_pages() -> Found:
    said = "no page shows"
    exempt = "EXEMPT: reserve price 1.2 million"
    for pages in ("first", "even"):
        section = f"<w:sectPr>{head(1, 'default')}{head(2, pages)}</w:sectPr>"
        yield f"head of the {pages} page", headed(section, "Minutes", exempt), said
    off = f'<w:sectPr>{head(1, "first")}<w:titlePg w:val="0"/></w:sectPr>'
    yield "head of a first page, off", headed(off, exempt), said
    yield "head that no section has", headed("<w:sectPr/>", exempt), said
    for kind in ("footnote", "endnote"):
        note = f'<w:{kind} w:id="2">{paragraph(run("reserve price"))}</w:{kind}>'
        part = {f"word/{kind}s.xml": word_part(f"{kind}s", note)}
        yield f"{kind} to which nothing refers", docx(more=part), said
    comment = '<w:comment w:id="1"><w:p><w:r><w:t>No</w:t></w:r></w:p></w:comment>'
    apart = {
        "word/own.dat": word_part("comments", comment),
        "word/_rels/document.xml.rels": rels(("comments", "own.dat")),
    }
    yield "comments by another name", docx(more=apart), "1 comment"
    for form, finding in (("<w:vanish/>", "hidden text"), (WHITE, "white on white")):
        usual = f"<w:docDefaults><w:rPrDefault><w:rPr>{form}</w:rPr></w:rPrDefault></w:docDefaults>"
        everywhere = {"word/styles.xml": word_part("styles", usual)}
        yield f"form {form} of all text", docx(more=everywhere), finding
    for name in ("image1.jfif", "image2.tmp", "image3.dat"):
        photo = {f"word/media/{name}": jpeg(GPS)}
        yield f"photo called {name}", docx(more=photo), "where it was taken"
    variables = (
        '<w:docVars><w:docVar w:name="__Grammarly_1" w:val="Joan Whittle owes 1200"/></w:docVars>'
    )
    kept = {"word/settings.xml": word_part("settings", variables)}
    yield "variables under another's name", docx(more=kept), "variables"


def _word_codes() -> Found:
    for code, said in (
        ("DDEAUTO c:\\\\cmd.exe x", "starts a program"),
        ("INCLUDETEXT plan.docx", "fetches"),
        ("LINK Excel.Sheet.12 deals.xlsx", "fetches"),
        ("HYPERLINK C:\\Users\\joan\\plan.docx", "link to a file"),
        ("SET Deal offers of 1.2 million", "code of a field"),
        ("IF 1 = 2 &quot;offers of 1.2 million&quot; x", "code of a field"),
    ):
        simple = f'<w:p><w:fldSimple w:instr=" {code} "/></w:p>'
        yield f"field {code}", docx(simple), said
        parts = '<w:fldChar w:fldCharType="begin"/><w:instrText>', "</w:instrText>"
        yield f"long field {code}", docx(f"<w:p><w:r>{parts[0]}{code}{parts[1]}</w:r></w:p>"), said
    block = f'<w:docPart><w:types><w:type w:val="autoTxt"/></w:types>{paragraph()}</w:docPart>'
    kept = word_part("glossaryDocument", f"<w:docParts>{block}</w:docParts>")
    yield "building block", docx(more={"word/glossary/document.xml": kept}), "building blocks"


def _word_beside() -> Found:
    settings = "word/settings.xml"
    links = "word/_rels/document.xml.rels"
    template = {"word/_rels/settings.xml.rels": rels(
        ("attachedTemplate", "file:///C:/Users/joan/Minutes.dotx", "External"))}  # fmt: skip
    yield "template", docx(more=template), "template"
    for kind, target, said in (
        ("image", "https://tracker.example/a.png", "fetches"),
        ("oleObject", "file:///C:/plan.xlsx", "fetches"),
        ("subDocument", "part.docx", "fetches"),
        ("frame", "https://a.example/", "fetches"),
        ("hyperlink", "file:///S:/exempt/plan.docx", "link to a file"),
        ("hyperlink", "\\\\server\\share\\plan.docx", "link to a file"),
    ):
        linked = docx(more={links: rels((kind, target, "External"))})
        yield f"{kind} {target}", linked, said
    variables = '<w:docVars><w:docVar w:name="a" w:val="secret"/></w:docVars>'
    yield "variables", docx(more={settings: word_part("settings", variables)}), "variables"
    merge = "<w:mailMerge><w:dataSource/></w:mailMerge>"
    yield "letters", docx(more={settings: word_part("settings", merge)}), "addresses for letters"
    people = '<w15:people xmlns:w15="x"><w15:person w15:author="Joan Whittle"/></w15:people>'
    yield "people", docx(more={"word/people.xml": people}), "reviewed it"
    for part, said in (
        ("word/embeddings/Microsoft_Excel_Sheet.xlsx", "another file"),
        ("word/embeddings/oleObject1.bin", "another file"),
        ("word/afchunk.html", "another file"),
        ("word/media/image1.svg", "another file"),
        ("word/vbaProject.bin", "macros"),
        ("word/vbaData.xml", "macros"),
        ("word/activeX/activeX1.xml", "macros"),
        ("customUI/customUI.xml", "macros"),
    ):
        yield part, docx(more={part: "<x/>"}), said
    photo = {"word/media/image1.jpeg": jpeg(GPS)}
    yield "photo with its place", docx(more=photo), "where it was taken"
    shot = {"word/media/image1.png": png(chunk(b"eXIf", tiff({}, gps=True)))}
    yield "PNG with its place", docx(more=shot), "where it was taken"


def _packages(make: type[bytes] | object) -> Found:
    """What is wrong with files of Word and of Excel alike."""
    assert callable(make)
    for what, entry in (("creator", core("Joan Whittle")), ("saver", core(last="jwhittle2"))):
        yield what, make(more={"docProps/core.xml": entry}), "names a person"
    for name in ("SMITHJ", "JSmith", "SmithJ", "Zoë Hughes", "Siobhán Doyle", "Ffion Pritchard",
                 "Iestyn Bowen", "Paweł Nowak", "Whittle, Zoë"):  # fmt: skip
        yield f"by {name}", make(more={"docProps/core.xml": core(name)}), "names a person"
    manager = app("<Manager>Rhys Maddock</Manager>")
    yield "manager", make(more={"docProps/app.xml": manager}), "names a person"
    base = app("<HyperlinkBase>C:\\Users\\joan\\</HyperlinkBase>")
    yield "base of links", make(more={"docProps/app.xml": base}), "in its properties"
    for name, value, said in (
        ("Owner", "Joan Whittle", "names a person"),
        ("MSIP_Label_1_Owner", "joan@council.example", "e-mail"),
        ("Source", "\\\\server\\share\\draft.docx", "where it lay"),
        ("Note", "word " * 1000, "long text"),
    ):
        yield f"own {name}", make(more={"docProps/custom.xml": own(name, value)}), said
    data = "<p:properties xmlns:p='x'><Author>Joan Whittle</Author></p:properties>"
    yield "custom XML", make(more={"customXml/item1.xml": data}), "custom XML"
    sources = '<b:Sources xmlns:b="x"><b:Source>Whittle</b:Source></b:Sources>'
    for kind, said in (("package", "another file"), ("vbaProject", "macros")):
        tied = {"_rels/own.rels": rels((kind, "own.dat")), "own.dat": "x"}
        yield f"{kind} by another name", make(more=tied), said
    yield (
        "stray part",
        make(more={"_rels/.rels": rels(("officeDocument", "x.xml"))}),
        "does not use",
    )
    note = own("Note", "The reserve price is 1.2 million")
    yield "own note", make(more={"docProps/custom.xml": note}), "notes in its properties"
    attribute = '<a xmlns="x" claimant="Joan Whittle owes"/>'
    yield "attribute of custom XML", make(more={"customXml/item1.xml": attribute}), "custom XML"
    yield (
        "own Checked by",
        make(more={"docProps/custom.xml": own("Checked by", "Joan Whittle")}),
        "names",
    )
    yield "bibliography", make(more={"customXml/item1.xml": sources}), "custom XML"
    yield "broken", make(more={"word/document.xml": BROKEN, SHEET: BROKEN}), "damaged"
    yield "entities", make(more={"word/document.xml": BOMB, SHEET: BOMB}), "damaged"
    deep = "<a>" * 400 + "</a>" * 400
    yield "deep", make(more={"word/document.xml": deep, SHEET: deep}), "damaged"
    sound = make()
    yield "half", sound[: len(sound) // 2], "damaged"
    yield "something behind", sound + b"secret", "beside those"
    yield "something in front", b"PK secret" + sound, "beside those"
    yield "something between", _with_gap(sound), "beside those"
    yield "way out", make(more={"../../evil.xml": "<x/>"}), "no program gives them"
    dates = "The reserve price for the site is 1.2 million"
    for name in ("dc:description", "cp:category"):
        written = core(more=f"<{name}>{dates}</{name}>")
        yield f"sentence as {name}", make(more={"docProps/core.xml": written}), "notes in its"
    parts = zipfile.ZipFile(io.BytesIO(sound))
    plain = {name: parts.read(name) for name in parts.namelist()}
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        yield f"packed by way {method}", zipped(plain, method), "packed in a way"
    outs = (
        '<outs:outSpaceData xmlns:outs="o"><outs:relatedPerson><outs:displayName>Joan Whittle'
        "</outs:displayName></outs:relatedPerson></outs:outSpaceData>"
    )
    yield "people beside it", make(more={"customXml/item1.xml": outs}), "custom XML"
    quoted = "<a claimant='Joan Whittle owes'/>"
    yield "value in other quotes", make(more={"customXml/item1.xml": quoted}), "custom XML"
    wide = data.encode("utf-16")
    yield "custom XML of wide letters", make(more={"customXml/item1.xml": wide}), "custom XML"
    yield "two of one name", make(more={"DocProps/Core.xml": "<x/>"}), "no program gives them"
    yield "bomb", make(more={"word/big.xml": b"\0" * 40_000_000}), "far too large"
    yield "locked", _locked(sound), "password"
    yield "many parts", make(more={f"word/{n}": "" for n in range(6000)}), "far too large"


def _with_gap(content: bytes) -> bytes:
    """An archive with something before its directory that no program finds."""
    end = content.rfind(b"PK\x05\x06")
    at = struct.unpack("<I", content[end + 16 : end + 20])[0]
    hidden = b"offers of 1.2 million for the site" * 3
    tail = content[end : end + 16] + struct.pack("<I", at + len(hidden)) + content[end + 20 :]
    return content[:at] + hidden + content[at:end] + tail


def _locked(content: bytes) -> bytes:
    """An archive whose first part says that it is locked."""
    at = content.find(b"PK\x01\x02")
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


def _excel() -> Found:
    for state in ("hidden", "veryHidden"):
        sheets = SHEETS.replace('sheetId="1"', f'sheetId="1" state="{state}"')
        yield state, xlsx(more={"xl/workbook.xml": workbook(sheets)}), "1 hidden sheet"
    for entries in (' hidden="1"', ' hidden="true"', ' ht="0" customHeight="1"'):
        secret = ROWS + row(3, "secret", entries=entries)
        yield f"row{entries}", xlsx(secret), "1 hidden row"
    for entries in ('hidden="1"', 'width="0" customWidth="1"', 'hidden="true" width="9"'):
        columns = f'<cols><col min="2" max="5" {entries}/></cols>'
        yield f"column {entries}", xlsx(before=columns), "hidden columns"
    bare = ROWS.replace(' r="B2"', "").replace(' r="A2"', "")
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    yield "column of cells without names", xlsx(bare, before=columns), "2 cells"
    for path, said in (
        ("xl/comments1.xml", "comments"),
        ("xl/threadedComments/threadedComment1.xml", "comments"),
        ("xl/comments/comment1.xml", "comments"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "pivot table"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "pivot table"),
        ("xl/externalLinks/externalLink1.xml", "other workbooks"),
        ("xl/connections.xml", "database"),
        ("xl/queryTables/queryTable1.xml", "database"),
        ("xl/slicerCaches/slicerCache1.xml", "slicers"),
        ("xl/revisions/revisionLog1.xml", "history of changes"),
        ("xl/xmlMaps.xml", "data elsewhere"),
        ("xl/model/item.data", "another file"),
        ("xl/embeddings/oleObject1.bin", "another file"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/ctrlProps/ctrlProp1.xml", "macros"),
    ):
        yield path, xlsx(more={path: "<x/>"}), said
    for names, said in (
        ('<definedName name="Deal" hidden="1">Contributions!$A$1</definedName>', "hidden names"),
        ('<definedName name="Deal">[1]Deals!$A$1</definedName>', "other workbooks"),
        ("<definedName name=\"Deal\">'\\\\server\\[b.xlsx]S'!A1</definedName>", "other workbooks"),
    ):
        listed = workbook(f"{SHEETS}<definedNames>{names}</definedNames>")
        yield f"name {names}", xlsx(more={"xl/workbook.xml": listed}), said
    for kind, said in (("comments", "comments"), ("pivotCacheDefinition", "pivot"),
                       ("customProperty", "no sheet shows")):  # fmt: skip
        tied = {"xl/_rels/own.rels": rels((kind, "own.dat")), "xl/own.dat": "x"}
        yield f"{kind} by another name", xlsx(more=tied), said
    for what, inside, said in (
        ("words in a name", '<definedNames><definedName name="a">"sold for 1 million"</definedName>'
         "</definedNames>", "names of cells"),
        ("hidden window", '<bookViews><workbookView visibility="hidden"/></bookViews>', "1 hidden"),
        ("way to a person", '<x:absPath xmlns:x="x" url="C:\\Users\\jwhittle\\"/>', "where it lay"),
    ):  # fmt: skip
        yield what, xlsx(more={"xl/workbook.xml": workbook(inside + SHEETS)}), said
    for formula in ("'[deals.xlsx]S'!A1", "[1]S!A1", "WEBSERVICE(A1)", "cmd|'/c calc'!A0",
                    'HYPERLINK("file:///C:/x.xlsx")'):  # fmt: skip
        cell = f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'
        yield f"formula {formula}", xlsx(cell), "reach for other files"
    yield "row of half a point", xlsx(ROWS + row(3, "secret", entries=' ht="0.5"')), "1 hidden row"
    yield (
        "columns of no width",
        xlsx(before='<sheetFormatPr defaultColWidth="0"/>'),
        "hidden columns",
    )
    yield from _covered_cells()
    yield from _cells_out_of_sight()
    caches = workbook(f'{SHEETS}<pivotCaches><pivotCache cacheId="1"/></pivotCaches>')
    yield "pivot cache in the list", xlsx(more={"xl/workbook.xml": caches}), "cache of data"
    yield from _unseen_cells()
    shared = {"xl/sharedStrings.xml": strings("Partner", "secret")}
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield "words of deleted cells", xlsx(cell, shared), "were deleted"
    for after, said in (
        ('<scenarios><scenario name="a"/></scenarios>', "scenarios"),
        ('<customSheetViews><customSheetView guid="a"/></customSheetViews>', "scenarios or views"),
    ):
        yield after, xlsx(after=after), said
    person = '<personList><person displayName="Joan Whittle" id="1"/></personList>'
    yield "people", xlsx(more={"xl/persons/person.xml": person}), "reviewed it"
    elsewhere = {"xl/worksheets/_rels/sheet1.xml.rels": rels(
        ("hyperlink", "file:///C:/deals.xlsx", "External"))}  # fmt: skip
    yield "link to a file", xlsx(more=elsewhere), "link to a file"
    photo = {"xl/media/image1.jpg": jpeg(GPS)}
    yield "photo with its place", xlsx(more=photo), "where it was taken"
    yield from _packages(xlsx)


def _unseen_cells() -> Found:
    secret = ROWS + row(3, "secret", style=' s="1"')
    for colour in ('rgb="FFFFFFFF"', 'theme="0"', 'indexed="9"'):
        fonts = f"<font/><font><color {colour}/></font>"
        white = styles(fonts, forms='<xf fontId="1" fillId="0"/>')
        yield f"white {colour}", xlsx(secret, {"xl/styles.xml": white}), "cannot be seen"
    for what, font, ground in (
        ("black on black", "<sz val='11'/>", 'rgb="FF000000"'),
        ("red on red", '<color rgb="FFC00000"/>', 'rgb="FFC00000"'),
        ("blue on blue", '<color theme="4"/>', 'theme="4"'),
        ("nearly white", '<color rgb="FFFDFDFD"/>', ""),
        ("tiny", '<sz val="1"/>', ""),
    ):
        fill = f'<fill><patternFill patternType="solid"><fgColor {ground}/></patternFill></fill>'
        both = styles(f"<font/><font>{font}</font>", fill if ground else "",
                      f'<xf fontId="1" fillId="{int(bool(ground))}"/>')  # fmt: skip
        yield what, xlsx(secret, {"xl/styles.xml": both}), "cannot be seen"
    rule = styles().replace("</styleSheet>", '<dxfs><dxf><numFmt numFmtId="164" formatCode=";;;"/>'
                            "</dxf></dxfs></styleSheet>")  # fmt: skip
    ruled = '<conditionalFormatting><cfRule dxfId="0"/></conditionalFormatting>'
    yield "hidden by a rule", xlsx(more={"xl/styles.xml": rule}, after=ruled), "cannot be seen"
    text = '<si><r><rPr><color rgb="FFFFFFFF"/></rPr><t>secret</t></r></si>'
    white = strings().replace("</sst>", f"{text}</sst>")
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield "white within a cell", xlsx(cell, {"xl/sharedStrings.xml": white}), "cannot be seen"
    for code in (";;;", ";;", " ; ; ; ", "&quot;&quot;;&quot;&quot;;"):
        number = f'<numFmt numFmtId="164" formatCode="{code}"/>'
        blank = styles(numbers=number, forms='<xf fontId="0" fillId="0" numFmtId="164"/>')
        yield f"format {code}", xlsx(secret, {"xl/styles.xml": blank}), "cannot be seen"


BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
BOX = f"<d:sp><d:spPr><a:prstGeom prst='rect'/>{BLACK}</d:spPr></d:sp>"
USUAL_BOX = (
    "<d:sp><d:spPr><a:prstGeom prst='rect'/></d:spPr><d:style><a:lnRef idx='2'/><a:fillRef idx='1'>"
    "<a:schemeClr val='accent1'/></a:fillRef></d:style></d:sp>"
)
LINE = (
    f"<d:cxnSp><d:spPr><a:prstGeom prst='line'/><a:ln w='150000'>{BLACK}</a:ln></d:spPr></d:cxnSp>"
)
FEW_ROWS = "".join(row(n, "Joan Whittle", "owes 1200", "and more") for n in range(1, 11))


def corner(name: str, column: int, right: int, line: int, down: int) -> str:
    """Where something begins or ends on a sheet."""
    return (
        f"<d:{name}><d:col>{column}</d:col><d:colOff>{right}</d:colOff><d:row>{line}</d:row>"
        f"<d:rowOff>{down}</d:rowOff></d:{name}>"
    )


def drawn_on(what: str, before: str = "") -> bytes:
    """An Excel file with something drawn on its sheet."""
    drawing = f'<d:wsDr xmlns:d="d" xmlns:a="a">{what}</d:wsDr>'
    parts = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("drawing", "../drawings/drawing1.xml")),
    }
    return xlsx(FEW_ROWS, parts, before)


def between(begin: tuple[int, int, int, int], end: tuple[int, int, int, int], what: str) -> str:
    """Something that is drawn from one place of a sheet to another."""
    places = corner("from", *begin) + corner("to", *end)
    return f"<d:twoCellAnchor>{places}{what}</d:twoCellAnchor>"


def _covered_cells() -> Found:
    whole = (0, 0, 0, 0), (3, 0, 10, 0)
    for what, over in (
        ("picture", "<d:pic/>"),
        ("box", BOX),
        ("box of the usual form", USUAL_BOX),
        ("box of two colours", BOX.replace("solidFill", "gradFill")),
    ):
        yield f"cells under a {what}", drawn_on(between(*whole, over)), "30 cells under"
    for what, begin, end, cells in (
        ("inside a column", (0, 19050, 1, 0), (0, 590_000, 9, 0), "8 cells"),
        ("inside a row", (0, 0, 1, 9525), (3, 0, 1, 180_000), "3 cells"),
        ("over one cell", (0, 0, 0, 0), (1, 0, 1, 0), "1 cell"),
    ):
        yield f"box {what}", drawn_on(between(begin, end, BOX)), f"{cells} under"
    wide = '<cols><col min="1" max="1" width="40" customWidth="1"/></cols>'
    inside = between((0, 9000, 1, 0), (0, 2_500_000, 2, 0), BOX)
    yield "box inside a wide column", drawn_on(inside, wide), "1 cell under"
    crossing = between((0, 0, 1, 95_000), (3, 0, 1, 95_000), LINE)
    yield "line over a row", drawn_on(crossing), "3 cells under"
    size = '<d:ext cx="1200000" cy="1900000"/>'
    one = f"<d:oneCellAnchor>{corner('from', 0, 0, 0, 0)}{size}<d:pic/></d:oneCellAnchor>"
    yield "picture by its corner", drawn_on(one), "20 cells under"
    none = f'<d:absoluteAnchor><d:pos x="0" y="190500"/>{size}{BOX}</d:absoluteAnchor>'
    yield "box by its place", drawn_on(none), "18 cells under"


def _cells_out_of_sight() -> Found:
    """Cells in the colour of the paper, out of reach, or with something else in their place."""
    secret = ROWS + row(30, "secret", style=' s="1"')
    white = styles('<font/><font><color rgb="FFFFFFFF"/></font>', forms='<xf fontId="1"/>')
    ruled = '<conditionalFormatting sqref="Z1 A1:B2"><cfRule/></conditionalFormatting>'
    yield "white beside a rule", xlsx(secret, {"xl/styles.xml": white}, after=ruled), "cannot be"
    part = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    for what, area, form in (("beside", "A1:B9", "Dark1"), ("in a bare", "A1:B99", "None")):
        table = {
            "xl/worksheets/_rels/sheet1.xml.rels": rels(("table", "../tables/table1.xml")),
            "xl/tables/table1.xml": f'<table ref="{area}"><tableStyleInfo name="{form}"/></table>',
            "xl/styles.xml": white,
        }
        yield f"white {what} table", xlsx(secret, table, after=part), "cannot be seen"
    run = '<is><r><rPr><color rgb="FFFFFFFF"/></rPr><t>secret words</t></r></is>'
    inline = f'<row r="1"><c r="A1" t="inlineStr">{run}</c></row>'
    yield "white within a cell of its own", xlsx(inline), "cannot be seen"
    for code in ('"REDACTED";' * 4, ';;;"*****"', '" ";" ";" ";" "', "**;**;**;**", '"none"'):
        escaped = code.replace('"', "&quot;")
        number = f'<numFmt numFmtId="164" formatCode="{escaped}"/>'
        blank = styles(numbers=number, forms='<xf fontId="0" fillId="0" numFmtId="164"/>')
        yield f"format {code}", xlsx(secret, {"xl/styles.xml": blank}), "cannot be seen"
    black = '<color rgb="FF000000"/>'
    look = (
        f"<dxfs><dxf><font>{black}</font><fill><patternFill>{black.replace('color', 'bgColor')}"
        "</patternFill></fill></dxf></dxfs></styleSheet>"
    )
    rule = {"xl/styles.xml": styles().replace("</styleSheet>", look)}
    applied = '<conditionalFormatting sqref="A1"><cfRule dxfId="0"/></conditionalFormatting>'
    yield "black on black by a rule", xlsx(more=rule, after=applied), "cannot be seen"
    narrow = '<cols><col min="1" max="1" width="0.5" customWidth="1"/></cols>'
    yield "column of half a letter", xlsx(before=narrow), "hidden columns"
    low = row(3, "secret", entries=' ht="2.25" customHeight="1"')
    yield "row of three dots", xlsx(ROWS + low), "1 hidden row"
    for first, split in (("A3", "ySplit"), ("C1", "xSplit")):
        pane = f'<pane {split}="1" topLeftCell="C9" state="frozen"/>'
        view = f'<sheetViews><sheetView topLeftCell="{first}">{pane}</sheetView></sheetViews>'
        yield f"frozen behind {first}", xlsx(before=view), "nobody can scroll"
    hidden = '<d:sp><d:nvSpPr><d:cNvPr id="2" hidden="1"/></d:nvSpPr></d:sp>'
    cropped = '<d:pic><d:blipFill><a:srcRect l="60000"/></d:blipFill></d:pic>'
    for what, over in (("hidden", hidden), ("cropped", cropped)):
        away = between((9, 0, 0, 0), (12, 0, 9, 0), over)
        yield f"drawing that is {what}", drawn_on(away), "pictures or shapes"
    shared = f'<fileSharing readOnlyRecommended="1" userName="Joan Whittle"/>{SHEETS}'
    yield "who locked it", xlsx(more={"xl/workbook.xml": workbook(shared)}), "names a person"
    elsewhere = {"xl/sheets/own.dat": sheet(row(1, "secret", entries=' hidden="1"'))}
    tied = {"xl/_rels/workbook.xml.rels": rels(("worksheet", "sheets/own.dat"))}
    yield "sheet by another name", xlsx(more={**elsewhere, **tied}), "1 hidden row"
    series = "<c:ser><c:f>'[deals.xlsx]S'!$A$1:$A$9</c:f><c:v>1200000</c:v></c:ser>"
    chart = f'<c:chartSpace xmlns:c="c">{series}</c:chartSpace>'
    kept = {"xl/charts/chart1.xml": chart}
    yield "chart of another workbook", xlsx(more=kept), "figures of another workbook"


LAYERS = (
    "<photoshop:TextLayers xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'><rdf:Bag><rdf:li>"
    "<rdf:Description photoshop:LayerText='Reserve price is 1.2 million'/></rdf:li></rdf:Bag>"
    "</photoshop:TextLayers>"
)


def _below(text: str) -> str:
    """What XMP says below a picture."""
    return f"<dc:description><rdf:Alt><rdf:li>{text}</rdf:li></rdf:Alt></dc:description>"


def _jpeg() -> Found:
    for order in "<>":
        yield f"place {order}", jpeg(exif({}, order, gps=True)), "where it was taken"
        yield f"small one {order}", jpeg(exif({}, order, thumbnail=True)), "small picture"
        for tag, said in (
            (0xA430, "owner of the camera"),
            (0xA431, "number of the camera"),
            (0xA435, "number of the lens"),
            (0xA420, "number of its own"),
            (0x927C, "notes of the camera"),
        ):
            inner = {tag: "Joan Whittle 0042137"}
            yield f"tag {tag:x} {order}", jpeg(exif({}, order, inner)), said
    yield "artist", jpeg(exif({0x013B: "Joan Whittle"})), "names a person"
    yield "author", jpeg(exif({0x9C9D: "Joan Whittle\0".encode("utf-16-le")})), "names a person"
    yield "words", jpeg(exif({0x010E: "sent by joan@council.example"})), "e-mail"
    yield "second place", jpeg(exif({}), GPS), "where it was taken"
    yield "XMP place", jpeg(xmp("<exif:GPSLatitude>51,3N</exif:GPSLatitude>")), "where it was"
    yield "XMP creator", jpeg(xmp(creator("Joan Whittle"))), "names a person"
    yield "XMP number", jpeg(xmp("<aux:SerialNumber>0042137</aux:SerialNumber>")), "number of"
    by_line = b"\x1c\x02\x50\x00\x0cJoan Whittle"
    photoshop = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x11" + by_line
    yield "by-line", jpeg(segment(0xED, photoshop)), "names a person"
    city = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0d\x1c\x02\x5a\x00\x08Eastmarsh"
    yield "city", jpeg(segment(0xED, city)), "where it was taken"
    small = b"Photoshop 3.0\08BIM\x04\x0c\0\0\0\0\0\x10" + b"\1" * 16
    yield "small one of Photoshop", jpeg(segment(0xED, small)), "small picture"
    yield "comment", jpeg(segment(0xFE, b"C:\\Users\\joan\\site.jpg")), "in its properties"
    secret = b"Reserve price is 1.2 million, tell no one"
    yield "sentence as a comment", jpeg(segment(0xFE, secret)), "notes in its properties"
    yield "sentence below it", jpeg(exif({0x010E: secret.decode()})), "notes in its properties"
    yield "XMP sentence", jpeg(xmp(_below(secret.decode()))), "notes in its properties"
    yield "words of layers", jpeg(xmp(LAYERS)), "words of its layers"
    for what, kind in (("caption", b"\x78"), ("instructions", b"\x28")):
        words = b"\x1c\x02" + kind + len(secret).to_bytes(2, "big") + secret
        block = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0" + bytes([len(words)]) + words
        yield what, jpeg(segment(0xED, block)), "holds a note"
    yield "short number", jpeg(exif({}, inner={0xA431: "0042137"})), "number of the camera"
    yield "owner's telephone", jpeg(exif({0x013C: "Joan's telephone"})), "owner"
    yield "long comment", jpeg(segment(0xFE, b"word " * 100)), "holds a note"
    yield "markup", jpeg(segment(0xFE, b"<script>alert(1)</script>")), "markup"
    yield (
        "people",
        jpeg(xmp("<x xmlns:mwg-rs='x'><mwg-rs:Name>Joan</mwg-rs:Name></x>")),
        "people on it",
    )
    yield "heat", jpeg(segment(0xE1, b"FLIR\0" + b"\1" * 400)), "camera or program"
    yield "small one in its head", jpeg(segment(0xE0, b"JFIF\0\1\2" + b"\1" * 400)), "small picture"
    yield "several in one", jpeg(segment(0xE2, b"MPF\0" + b"\1" * 40)), "more pictures"
    yield "small one of JFIF", jpeg(segment(0xE0, b"JFXX\0\x10" + b"\1" * 40)), "small picture"
    yield "data of the maker", jpeg(segment(0xE5, b"\1" * 400)), "camera or program"
    yield "another behind it", jpeg(behind=jpeg()), "behind its end"
    yield "archive behind it", jpeg(behind=b"PK\x03\x04"), "behind its end"
    yield "huge", jpeg(width=65_000, height=65_000), "far too large"
    yield "cut short", jpeg()[:-40], "damaged"
    yield "wrong length", jpeg(b"\xff\xe1\x00\x01"), "damaged"
    yield "no marker", jpeg(b"secret"), "damaged"
    yield "broken properties", jpeg(segment(0xE1, b"Exif\0\0II*\0\xff\xff\0\0")), "damaged"


def _png() -> Found:
    yield "place", png(chunk(b"eXIf", tiff({}, gps=True))), "where it was taken"
    yield "author", png(chunk(b"tEXt", b"Author\0Joan Whittle")), "names a person"
    packed = b"Author\0\0" + zlib.compress(b"Joan Whittle")
    yield "packed author", png(chunk(b"zTXt", packed)), "names a person"
    worldwide = b"Author\0\0\0\0\0Joan Whittle"
    yield "author worldwide", png(chunk(b"iTXt", worldwide)), "names a person"
    adobe = b"XML:com.adobe.xmp\0\0\0\0\0" + packet(creator("Joan Whittle")).encode()
    yield "XMP", png(chunk(b"iTXt", adobe)), "names a person"
    raw = b"Raw profile type exif\0\0" + zlib.compress(b"x")
    yield "camera", png(chunk(b"zTXt", raw)), "properties of a camera"
    sentence = b"\0Reserve price is 1.2 million, tell no one"
    for keyword in (b"Comment", b"Description"):
        yield f"sentence as {keyword!r}", png(chunk(b"tEXt", keyword + sentence)), "notes in its"
    layered = b"XML:com.adobe.xmp\0\0\0\0\0" + packet(LAYERS).encode()
    yield "words of layers", png(chunk(b"iTXt", layered)), "words of its layers"
    yield "path", png(chunk(b"tEXt", b"Title\0C:\\Users\\joan\\a.png")), "in its properties"
    yield "note", png(chunk(b"tEXt", b"Comment\0" + b"word " * 100)), "holds a note"
    yield "what is left of a larger one", png(behind=png()[60:]), "behind its end"
    yield "archive behind it", png(behind=b"PK\x03\x04"), "behind its end"
    yield "long text", png(chunk(b"tEXt", b"Workings\0" + b"word " * 100)), "holds a note"
    yield "many parts", png(chunk(b"tEXt", b"a\0b") * 60_000), "damaged"
    yield "program's own data", png(chunk(b"prVW", b"x" * 99)), "program that drew it"
    yield "moving", png(chunk(b"acTL", b"\0" * 8)), "moving picture"
    more = zlib.compress(b"\0" * 52) + b"secret"
    yield "more than its pixels", png(data=more), "more data"
    yield "pixels that burst", png(data=zlib.compress(b"\0" * 9_000_000)), "more data"
    yield "pixels missing", png(data=zlib.compress(b"")[:-4]), "damaged"
    yield "pixels broken", png(data=b"secret"), "damaged"
    yield "huge", png(width=60_000, height=60_000, data=b"x"), "far too large"
    yield "empty", png(width=0, data=b"x"), "far too large"
    yield "cut short", png()[:-8], "damaged"
    yield "wrong sum", png().replace(b"IDAT", b"IDAT\0", 1), "damaged"
    yield "broken text", png(chunk(b"zTXt", b"a\0\0xx")), "damaged"


def _texts() -> Iterator[Case]:
    for what, name, content, said in (
        ("cp1252", "a.txt", "Caf\xe9".encode("cp1252"), "not UTF-8"),
        ("UTF-16", "a.csv", "Partner,Sum".encode("utf-16"), "not UTF-8"),
        ("unseen letters", "a.txt", "a\u202eb".encode(), "cannot be seen"),
        ("letters of tags", "a.txt", "a\U000e0041b".encode(), "cannot be seen"),
        ("a NUL far behind", "a.txt", b"word " * 2000 + b"\0", "cannot be seen"),
        ("markup", "a.txt", b"Hello <script>alert(1)</script>", "markup"),
        ("markup in a table", "a.csv", b"a,b\n<svg onload=x>,2\n", "markup"),
        ("formula", "a.csv", b'a,b\n"=HYPERLINK(""https://a.example"")",2\n', "formula"),
        ("formula by at", "a.csv", b"a,@SUM(A1)\n", "formula"),
        ("formula by plus", "a.csv", b"a,+cmd|' /C calc'!A0\n", "formula"),
        ("formula by minus", "a.csv", b"a,-SUM(A1:A9)\n", "formula"),
        ("formula of cells", "a.csv", b"a,-A1+B1\n", "formula"),
        ("formula further on", "a.csv", b"a,-1+SUM(A1:A9)\n", "formula"),
        ("formula of another sheet", "a.csv", b"a,+Costs!A1\n", "formula"),
        ("formula in wide signs", "a.csv", "a,\uff1d1+1\n".encode(), "formula"),
        ("formula behind a semicolon", "a.csv", b"a;=1+1\n", "formula"),
        ("formula behind a tab", "a.csv", b"a\t=1+1\n", "formula"),
        ("letters of no width", "a.csv", "a,s\u200be\n".encode(), "cannot be seen"),
        ("markup that acts", "a.txt", b"Hello <img src=x onerror=alert(1)>", "markup"),
        ("markup of a link", "a.csv", b'a,<a href="javascript:1">x</a>\n', "markup"),
        ("tag letters of later planes", "a.txt", "a\U000e0130b".encode(), "cannot be seen"),
        ("formula behind two tabs", "a.csv", b'a\t\t "=1+1\n', "formula"),
        ("row without end", "a.csv", b"a," * 1_000_001, "far too many cells"),
        ("quotation without end", "a.csv", b'a,"' + b"x" * 2_000_001, "cannot be read as CSV"),
    ):
        yield Case(f"text: {what}", name, content, said)


def _kinds() -> Iterator[Case]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    show = types("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml")
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"
    sheets = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    model = OFFICE + "wordprocessingml.template.main+xml"
    paper = pdf(line("The board meets quarterly."))
    for what, name, content, said in (
        ("web page", "a.pdf", b"<!DOCTYPE html><html></html>", "web page"),
        ("web page of text", "a.txt", b"\xef\xbb\xbf <html>", "web page"),
        ("SVG", "a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("SVG after XML", "a.svg", b"<?xml version='1.0'?><svg/>", "SVG"),
        ("old Word", "a.doc", ole, "old kind"),
        ("old Excel", "a.xls", ole, "old kind"),
        ("locked Word", "a.docx", locked, "password"),
        ("program", "a.pdf", b"MZ\x90\0" + b"\0" * 99, "program"),
        ("program of Linux", "a.txt", b"\x7fELF\x02\x01", "program"),
        ("program of a Mac", "a.txt", b"\xcf\xfa\xed\xfe\x07", "program"),
        ("script", "a.txt", b"#!/bin/sh\nrm -r /\n", "program"),
        ("RTF", "a.docx", b"{\\rtf1\\ansi}", "RTF"),
        ("PostScript", "a.pdf", b"%!PS-Adobe-3.0", "PostScript"),
        ("GIF", "a.png", b"GIF89a\x01\0", "GIF"),
        ("TIFF", "a.jpg", b"II*\0\x08\0\0\0", "TIFF"),
        ("TIFF the other way", "a.jpg", b"MM\0*\0\0\0\x08", "TIFF"),
        ("bitmap", "a.png", b"BM6\0\0\0", "bitmap"),
        ("WebP", "a.png", b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        ("HEIC", "a.jpg", b"\0\0\0\x18ftypheic", "HEIC"),
        ("e-mail", "a.txt", b"From: a\nTo: b\nMIME-Version: 1.0\n\nHello", "e-mail"),
        ("page saved as an e-mail", "a.txt", b"MIME-Version: 1.0\nContent-Type: x\n", "e-mail"),
        ("film", "a.mp4", b"\0\0\0\x18ftypisom", "film"),
        ("archive", "a.zip", zipped({"a.pdf": paper}), "archive"),
        ("archive of an OpenDocument", "a.odt", zipped({"mimetype": "x"}), "archive"),
        ("archive of gzip", "a.csv", b"\x1f\x8b\x08\0", "archive"),
        ("archive of rar", "a.rar", b"Rar!\x1a\x07\0", "archive"),
        ("archive of 7z", "a.7z", b"7z\xbc\xaf\x27\x1c", "archive"),
        ("PowerPoint", "a.pptx", zipped({"[Content_Types].xml": show}), "PowerPoint"),
        ("Word with macros", "a.docm", docx(kind=enabled), "macros"),
        ("Word with macros, renamed", "a.docx", docx(kind=enabled), "macros"),
        ("Excel with macros", "a.xlsx", xlsx(kind=sheets), "macros"),
        ("binary Excel", "a.xlsb", xlsx(kind=binary), "macros"),
        ("template", "a.dotx", docx(kind=model), "template"),
        ("package of something", "a.docx", docx(kind="text/plain"), "of a kind"),
        ("nothing", "a.pdf", b"", "empty"),
        ("blanks", "a.txt", b" \r\n\0", "empty"),
        ("bytes", "a.dat", bytes(range(256)), "of a kind"),
        ("too much", "a.txt", b"a" * 20_000_001, "MB are the most"),
        ("PDF called Word", "a.docx", paper, "ends in .docx"),
        ("PDF called text", "a.txt", paper, "ends in .txt"),
        ("PDF called a web page", "a.html", paper, "ends in .html"),
        ("Word called Excel", "a.xlsx", docx(), "ends in .xlsx"),
        ("Excel called a PDF", "a.pdf", xlsx(), "ends in .pdf"),
        ("PNG called JPEG", "a.jpg", png(), "ends in .jpg"),
        ("JPEG called PNG", "a.png", jpeg(), "ends in .png"),
        ("text called a page", "a.htm", b"Dear all", "ends in .htm"),
        ("text called a program", "a.js", b"alert(1)", "ends in .js"),
    ):
        yield Case(f"kind: {what}", name, content, said)
