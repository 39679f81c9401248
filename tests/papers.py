"""Small PDFs for tests, written byte by byte so that any part can be got wrong on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def line(text: str, x: float = 72, y: float = 700, size: float = 12, before: str = "") -> str:
    """The description of one line of text on a page."""
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({safe}) Tj ET"


def stream(content: bytes | str, entries: str = "") -> bytes:
    """An object that is a stream."""
    data = content.encode("latin-1") if isinstance(content, str) else content
    head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1")
    return head + data + b"\nendstream"


def pdf(
    *pages: str | bytes,
    info: str = "",
    root: str = "",
    page: str = "",
    resources: str = "",
    objects: Sequence[bytes | str] = (),
    trailer: str = "",
) -> bytes:
    """A PDF with one page for each description, which may be a stream already.

    The further texts are entries of the dictionaries that they are named for. `objects` are
    numbered from 10 on, the pages from 100 on, so that entries can name them.
    """
    kids = " ".join(f"{100 + 2 * n} 0 R" for n in range(len(pages)))
    numbered: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{root}>>".encode("latin-1"),
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode("latin-1"),
        3: FONT.encode(),
        4: f"<<{info}>>".encode("latin-1"),
    }
    for n, each in enumerate(objects):
        numbered[10 + n] = each.encode("latin-1") if isinstance(each, str) else each
    for n, description in enumerate(pages):
        own = f"/Contents {101 + 2 * n} 0 R/Resources<</Font<</F1 3 0 R>>{resources}>>{page}"
        box = "" if "/MediaBox" in page else "/MediaBox[0 0 595 842]"
        numbered[100 + 2 * n] = f"<</Type/Page/Parent 2 0 R{box}{own}>>".encode("latin-1")
        is_text = isinstance(description, str)
        numbered[101 + 2 * n] = stream(description) if is_text else description
    return written(numbered, f"/Root 1 0 R/Info 4 0 R{trailer}")


def written(numbered: Mapping[int, bytes], trailer: str, before: bytes = b"") -> bytes:
    """Objects as a file with its table, or as a later version of the file `before`."""
    out = before or b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    table = []
    for number, content in sorted(numbered.items()):
        table.append(f"{number} 1\n{len(out):010} 00000 n\r\n")
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    first = "" if before else "0 1\n0000000000 65535 f\r\n"
    if before:
        trailer += f"/Prev {before.rpartition(b'startxref')[2].split()[0].decode()}"
    size = max(numbered, default=0) + 1 if not before else 1000
    end = f"xref\n{first}{''.join(table)}trailer\n<</Size {size}{trailer}>>\n"
    return out + end.encode("latin-1") + f"startxref\n{len(out)}\n%%EOF\n".encode()
