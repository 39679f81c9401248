"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from partnership_register.attachments.findings import Finding, Refused

ENDINGS = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "csv": ("csv",),
    "txt": ("txt",),
    "png": ("png",),
    "jpg": ("jpg", "jpeg"),
}
"""Each format that may be published, with the endings that go with it."""

CALLED = {
    "pdf": "PDF", "docx": "Word file", "xlsx": "Excel file", "csv": "CSV file",
    "txt": "text file", "png": "PNG picture", "jpg": "JPEG picture",
}  # fmt: skip
"""What people call a file of each format."""

TAKEN = "save it as a PDF; Word (.docx), Excel (.xlsx), CSV, text, PNG and JPEG are also taken"

_SAVE_AS = "open it, choose File > Save As, and save it as"
_HTML = re.compile(
    rb"(?is)\s*+(?>(?:(?><!--.*?-->)\s*+)*)<(?:!doctype|html|head|body|script|svg|\?xml|iframe|img|style)\b"
)
_MAIL = re.compile(
    rb"(?i)(?>(?:(?:received|return-path|from|to|cc|subject|date|message-id|delivered-to|x-[\w-]{1,40})"
    rb":[^\r\n]{0,900}\r?\n(?:[ \t][^\r\n]{0,900}\r?\n){0,20}){0,60})(?:mime-version|content-type):"
)
"""The head of an e-mail, up to what says how it is packed."""
_REFUSED = (
    (b"MZ", "is a program", TAKEN),
    (b"\x7fELF", "is a program", TAKEN),
    (b"\xfe\xed\xfa", "is a program", TAKEN),
    (b"\xcf\xfa\xed\xfe", "is a program", TAKEN),
    (b"\xca\xfe\xba\xbe", "is a program", TAKEN),
    (b"#!", "is a program", TAKEN),
    (b"{\\rtf", "is an RTF file", f"{_SAVE_AS} a PDF or a Word document (.docx)"),
    (b"%!PS", "is a PostScript file", f"{_SAVE_AS} a PDF"),
    (b"GIF8", "is a GIF picture", f"{_SAVE_AS} PNG"),
    (b"BM", "is a bitmap", f"{_SAVE_AS} PNG"),
    (b"II*\0", "is a TIFF picture", f"{_SAVE_AS} PNG or PDF"),
    (b"MM\0*", "is a TIFF picture", f"{_SAVE_AS} PNG or PDF"),
    (b"Rar!", "is an archive of files", "put the files here one by one"),
    (b"7z\xbc\xaf", "is an archive of files", "put the files here one by one"),
    (b"\x1f\x8b", "is an archive of files", "put the files here one by one"),
    (b"BZh", "is an archive of files", "put the files here one by one"),
    (b"\xfd7zXZ", "is an archive of files", "put the files here one by one"),
)
_WORDS = (b"MZ", b"BM", b"BZh", b"II*\0")
"""What a text might begin with as well, such as BMI."""
_PDF_WITHIN = 1024
"""Readers of PDF look so far for its first line."""


def format_of(content: bytes, name: str) -> str:
    """The format of a file as the ending of a name; a zip of any kind is `zip`.

    The name only tells CSV from other text. Raises Refused for what may never be published.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Refused("is empty", "save it again, or delete it and the line that names it")
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"PK") and not _is_text(content):
        return "zip"
    _refuse_known(content)
    if _MAIL.match(content):
        raise Refused("is an e-mail, or a page saved as one", TAKEN)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        raise Refused("has something in front of the PDF that it holds", f"{_SAVE_AS} a PDF again")
    if _is_text(content):
        return "csv" if ending_of(name) == "csv" else "txt"
    raise Refused("is of a kind that the website does not take", TAKEN)


def ending_of(name: str) -> str:
    """What stands after the last dot of a name, in small letters."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def ending_finding(format: str, name: str) -> Finding | None:
    """What is wrong where a name does not end as its content would have it."""
    ending = ending_of(name)
    if ending in ENDINGS[format]:
        return None
    return Finding(
        f"is a {CALLED[format]}, but its name ends in .{ending}",
        f"if that is what it should be, rename it to end in .{ENDINGS[format][0]}, here and where"
        " it is named",
    )


def _refuse_known(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(
                "is locked with a password",
                "take the password off (File > Info > Protect), save it and put it here again",
            )
        raise Refused(
            "is of an old kind, such as .doc, .xls or .msg, that may hold earlier versions",
            f"{_SAVE_AS} a PDF, a Word document (.docx) or an Excel workbook (.xlsx)",
        )
    for begins, message, hint in _REFUSED:
        is_a_word = begins in _WORDS and _is_text(content)
        if content.startswith(begins) and not is_a_word:
            raise Refused(message, hint)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise Refused("is a WebP picture", f"{_SAVE_AS} PNG or JPEG")
    if content[4:8] == b"ftyp":
        raise Refused("is a film, a sound or a HEIC picture", "save a picture as JPEG or PNG")
    if _HTML.match(content.lstrip(b"\xef\xbb\xbf")):
        raise Refused(
            "is a web page, an SVG picture or other XML, which can hold programs",
            "save a text as PDF, and a picture as PNG",
        )


def _is_text(content: bytes) -> bool:
    """Whether the beginning could be text; whoever looks through it says what is not."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(
        rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content[:4096]
    )
