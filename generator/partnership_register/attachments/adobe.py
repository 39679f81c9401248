"""Properties as Adobe writes them (XMP), in PDFs and pictures alike."""

from __future__ import annotations

from collections.abc import Mapping

from partnership_register.attachments.findings import Refused
from partnership_register.attachments.packages import read_xml

_CREATOR = "http://purl.org/dc/elements/1.1/ creator"
_LISTS = frozenset({"li", "Seq", "Bag", "Alt", "creator", "RDF", "xmpmeta"})
_LARGEST = 2_000_000


def xmp_properties(xmp: bytes) -> dict[str, list[str]]:
    """What is said in XMP by the names of its elements; who made it is the Author.

    Raises Refused where it cannot be read.
    """
    content = xmp.strip(b"\0 \r\n\t")
    if len(content) > _LARGEST:
        raise Refused("is damaged", "save it again")
    found: dict[str, list[str]] = {}
    around: list[str] = []

    def start(name: str, values: Mapping[str, str]) -> None:
        around.append(name)
        for key, value in values.items():
            said = "Author" if key == _CREATOR else key.rpartition(" ")[2]
            found.setdefault(said, []).append(value)

    def end(_: str) -> None:
        around.pop()

    def text(said: str) -> None:
        if not said.strip():
            return
        name = next((n.rpartition(" ")[2] for n in reversed(around) if _is_name(n)), "")
        found.setdefault("Author" if _CREATOR in around else name, []).append(said)

    read_xml(content, start, end, text)
    return found


def _is_name(element: str) -> bool:
    return element.rpartition(" ")[2] not in _LISTS
