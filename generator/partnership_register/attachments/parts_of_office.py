"""What Word and Excel files have in common: parts that carry more than the pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership_register.attachments.findings import Finding
from partnership_register.attachments.packages import Package, texts_of
from partnership_register.attachments.pictures import picture_findings
from partnership_register.attachments.properties import property_findings

_PROGRAMS = r"vba(project|data)|macrosheets?/|\.vbs?$|/activex/|/ctrlprops/|customui"
_EMBEDDED = r"/embeddings/|oleobject|/model/item|\.(?:exe|dll|js|html?|svg|zip|msg|ole)$"
_PEOPLE = r"/(people|persons?/person\d*|usernames)\.xml$"
_NAMED = re.compile(rb"""(?:displayName|author|\bname)\s*=\s*["'][^"']""")
_OWN_XML = r"^customxml/item\d+\.xml$"
_PICTURES = r"/media/[^/]+\.(jpe?g|png)$"

_HARMLESS_XML = re.compile(
    rb"""<(?:\w+:)?(?:Sources\b(?:(?!<(?:\w+:)?Source[\s>]).)*$|CoverPageProperties\b
    |FormTemplates\b|contentTypeSchema\b|outs:)""",
    re.VERBOSE | re.DOTALL,
)
"""Parts that Word writes of itself: an empty bibliography, the words of a cover, a form's name."""
_SAID_ELSEWHERE = re.compile(rb">[^<>\s][^<>]*<")


def office_findings(package: Package, hint: str) -> Iterator[Finding]:
    """What may lie beside the text of a file of Word or Excel; `hint` says how it goes."""
    if package.called(_PROGRAMS):
        yield Finding(
            "holds macros or buttons that run programs",
            "save it without macros: File > Save As, as a plain document or workbook, or a PDF",
        )
    if package.called(_EMBEDDED):
        yield Finding(
            "has another file inside it, such as the workbook behind a chart",
            "put a picture in its place: cut it, then Paste Special > Picture, and save",
        )
    if any(_NAMED.search(package.text_of(path)) for path in package.called(_PEOPLE)):
        yield Finding("names the people who reviewed it", hint)
    if any(_has_own_xml(package.text_of(path)) for path in package.called(_OWN_XML)):
        yield Finding("holds data that no page shows (custom XML)", hint)
    yield from _properties(package, hint)
    for path in package.called(_PICTURES):
        for found in picture_findings(package.bytes_of(path)):
            yield Finding(f"has a picture in it that {found.message}", found.hint)


def _has_own_xml(content: bytes) -> bool:
    if _HARMLESS_XML.search(content[:2000]):
        return b"<b:Source>" in content or b"<Source>" in content
    return bool(_SAID_ELSEWHERE.search(content))


def _properties(package: Package, hint: str) -> Iterator[Finding]:
    said: dict[str, list[str]] = {}
    for path in package.called(r"^docProps/(core|app|custom)\.xml$"):
        for name, texts in texts_of(package.text_of(path)).items():
            said.setdefault(name, []).extend(texts)
    return property_findings(said, hint)
