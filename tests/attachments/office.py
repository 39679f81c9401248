"""Word and Excel files for tests, part by part, so that any part can be got wrong on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument."

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive; all are of the same day, so that tests are the same every day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path), content, compress_type=method)
    return out.getvalue()


def types(main: str, kind: str) -> str:
    """The list of types of a package."""
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="/{main}" ContentType="{kind}"/>'
        "</Types>"
    )


def rels(*each: tuple[str, str] | tuple[str, str, str]) -> str:
    """Relationships: the last word of the type, the target, and External where it is elsewhere."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode[0]}"' if mode else "")
        + "/>"
        for n, (kind, target, *mode) in enumerate(each, 1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


def core(creator: str = "Thornmere District Council", last: str = "", more: str = "") -> str:
    """The properties that every file of Office has."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metad'
        'ata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://p'
        'url.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>Terms of reference</dc:title><dc:creator>{creator}</dc:creator>"
        f"<cp:lastModifiedBy>{last}</cp:lastModifiedBy>{more}"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-12T09:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def app(more: str = "<Company>Thornmere District Council</Company>") -> str:
    """The properties that the program writes."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-'
        f'properties"><Template>Normal.dotm</Template><Pages>1</Pages>{more}</Properties>'
    )


def own(name: str, value: str) -> str:
    """A property that somebody added."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-'
        'properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes"><property pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr>'
        "</property></Properties>"
    )


def run(text: str, form: str = "") -> str:
    """A stretch of text in Word."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, form: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{form}</w:pPr>{''.join(runs) or run('The board meets quarterly.')}</w:p>"


def word_part(name: str, inside: str) -> str:
    """A part of a Word file."""
    return f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{name}>'


def docx(
    body: str = "",
    more: Parts | None = None,
    kind: str = OFFICE + "wordprocessingml.document.main+xml",
) -> bytes:
    """A Word file with the parts that it must have, `more` over them."""
    return zipped(
        tied(
            "word/document.xml",
            {
                "[Content_Types].xml": types("word/document.xml", kind),
                "word/document.xml": word_part("document", f"<w:body>{paragraph()}{body}</w:body>"),
                "word/styles.xml": word_part("styles", ""),
                "docProps/core.xml": core(),
                "docProps/app.xml": app(),
                **(more or {}),
            },
        )
    )


def tied(main: str, parts: Parts) -> Parts:
    """Parts with the relationships that tie each to the whole, unless they say theirs."""
    others = (path for path in parts if path != main and not path.endswith((".rels", "/")))
    each = (("part", path) for path in others if path != "[Content_Types].xml")
    return {"_rels/.rels": rels(("officeDocument", main), *each), **parts}


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet of Excel."""
    return (
        f'{HEAD}<worksheet xmlns="{S}" xmlns:r="{R}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>"
    )


def row(number: int, *values: str, entries: str = "", style: str = "") -> str:
    """A row of texts that lie in the cells themselves."""
    cells = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"{style}><is><t>{value}</t></is></c>'
        for n, value in enumerate(values)
    )
    return f'<row r="{number}"{entries}>{cells}</row>'


ROWS = row(1, "Partner", "Sum") + row(2, "Harbour Trust", "1200")
SHEETS = '<sheets><sheet name="Contributions" sheetId="1" r:id="rId1"/></sheets>'


def workbook(inside: str = SHEETS) -> str:
    """The part of Excel that lists the sheets."""
    return f'{HEAD}<workbook xmlns="{S}" xmlns:r="{R}">{inside}</workbook>'


def styles(fonts: str = "<font/>", fills: str = "", forms: str = "", numbers: str = "") -> str:
    """The forms of cells; there is always one plain form before `forms`."""
    plain = '<fill><patternFill patternType="none"/></fill>'
    return (
        f'{HEAD}<styleSheet xmlns="{S}"><numFmts>{numbers}</numFmts><fonts>{fonts}</fonts>'
        f'<fills>{plain}{fills}</fills><cellXfs><xf fontId="0" fillId="0"/>{forms}</cellXfs>'
        "</styleSheet>"
    )


def strings(*texts: str) -> str:
    """Texts that cells share."""
    each = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{S}" count="{len(texts)}">{each}</sst>'


def xlsx(
    rows: str = ROWS,
    more: Parts | None = None,
    before: str = "",
    after: str = "",
    kind: str = OFFICE + "spreadsheetml.sheet.main+xml",
) -> bytes:
    """An Excel file with the parts that it must have, `more` over them."""
    return zipped(
        tied(
            "xl/workbook.xml",
            {
                "[Content_Types].xml": types("xl/workbook.xml", kind),
                "xl/workbook.xml": workbook(),
                "xl/worksheets/sheet1.xml": sheet(rows, before, after),
                "xl/styles.xml": styles(),
                "docProps/core.xml": core(),
                "docProps/app.xml": app(),
                **(more or {}),
            },
        )
    )
