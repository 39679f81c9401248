"""Looks through a file, whatever it is, and says all that keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.attachments.excel import excel_findings
from partnership_register.attachments.findings import Examined, Finding, Refused, once_each
from partnership_register.attachments.kinds import CALLED, TAKEN, ending_finding, format_of
from partnership_register.attachments.packages import Package, opened
from partnership_register.attachments.pictures import picture_findings
from partnership_register.attachments.plain import csv_findings, plain_findings
from partnership_register.attachments.word import word_findings

LARGEST = 20_000_000
"""Bytes of a file that may be published."""

_MAIN = {
    "docx": ("wordprocessingml.document.main+xml", "word/"),
    "xlsx": ("spreadsheetml.sheet.main+xml", "xl/"),
}
_OTHERS = (
    ("macroenabled", "holds macros", "save it as a plain document or workbook, without macros"),
    ("template.main", "is a template", "save it as a document (.docx) or workbook (.xlsx)"),
    ("presentationml", "is a PowerPoint file", "save it as a PDF"),
    ("bin.main", "is a binary workbook", "save it as an Excel workbook (.xlsx), CSV or a PDF"),
)
_READ = {"csv": csv_findings, "txt": plain_findings, "png": picture_findings,
         "jpg": picture_findings}  # fmt: skip


def examined(content: bytes, name: str) -> Examined:
    """What a file is by its content, and all that is wrong with it; it never raises.

    The name counts for its ending alone, which must be that of the content. The time is bounded by
    the size of the file and what it unpacks to, of which there is a most for each format.
    """
    found = ""
    try:
        if len(content) > LARGEST:
            raise too_large(len(content))
        found = format_of(content, name)
        package = opened(content) if found == "zip" else None
        if package:
            found = ""
            found = _office_format(package)
        amiss = ending_finding(found, name)
        if amiss:
            return Examined(found, 0, (amiss,))
        pages, findings = _looked_through(content, found, package)
    except Refused as refused:
        return Examined(found, 0, (refused.finding,))
    return Examined(found, pages, tuple(once_each(findings)))


def too_large(size: int) -> Refused:
    """What is said of a file of so many bytes, which need not be read for it."""
    return Refused(
        f"has {size / 1_000_000:.0f} MB, and {LARGEST // 1_000_000} MB are the most",
        "save it with smaller pictures, or publish it in parts",
    )


def said_of(examined: Examined) -> Iterator[Finding]:
    """The findings as sentences that begin with what the file is."""
    called = CALLED.get(examined.format, "file")
    for found in examined.findings:
        yield Finding(f"this {called} {found.message}", found.hint)


def _looked_through(
    content: bytes, format: str, package: Package | None
) -> tuple[int, list[Finding]]:
    if package:
        return 0, list((word_findings if format == "docx" else excel_findings)(package))
    if format == "pdf":
        from partnership_register.attachments.pdf import pdf_examined  # noqa: PLC0415  a tenth of a second, and most builds examine nothing

        return pdf_examined(content)
    return 0, list(_READ[format](content))


def _office_format(package: Package) -> str:
    """Which program made a package. Raises Refused where no one did whose files are taken."""
    if "[Content_Types].xml" not in package.parts:
        raise Refused("is an archive of files", f"put the files here one by one, or {TAKEN}")
    types = package.content_types
    for mark, message, hint in _OTHERS:
        if any(mark in kind.lower() for kind in types.values()):
            raise Refused(message, hint)
    for format, (kind, folder) in _MAIN.items():
        if any(k.endswith(kind) and path.startswith(folder) for path, k in types.items()):
            return format
    raise Refused("is of a kind that the website does not take", TAKEN)
