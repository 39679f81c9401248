"""What Word and Excel files have in common: parts that carry more than the pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from partnership_register.attachments.findings import Finding
from partnership_register.attachments.packages import Package, read_xml, texts_of
from partnership_register.attachments.pictures import picture_findings
from partnership_register.attachments.properties import property_findings

_PROGRAMS = r"vba(project|data)|macrosheets?/|\.vbs?$|/activex/|/ctrlprops/|customui"
_PROGRAM_KINDS = (
    "vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "control", "ctrlprop",
    "activexcontrolbinary",
)  # fmt: skip
_EMBEDDED = r"/embeddings/|oleobject|/model/item|\.(?:exe|dll|js|html?|svg|zip|msg|ole)$"
_PEOPLE = r"/(people|persons?/person\d*|usernames)\.xml$"
_NAMED = frozenset({"displayName", "author", "name"})
_OWN_XML = r"^customxml/item\d+\.xml$"
_NO_XML = r"^(?!.*\.(?:xml|rels)$).*[^/]$"
_CHARTS = r"/charts/[^/]*\.xml$"
_ELSEWHERE = re.compile(r"\[[^\[\]]+\][^!]{0,300}!")
"""How cells of another workbook are called."""

_HARMLESS_XML = re.compile(
    rb"""<(?:\w+:)?(?:Sources\b(?:(?!<(?:\w+:)?Source[\s>]).)*$|CoverPageProperties\b
    |FormTemplates\b|contentTypeSchema\b|outs:)""",
    re.VERBOSE | re.DOTALL,
)
"""Parts that Word writes of itself: an empty bibliography, the words of a cover, a form's name."""
_SOURCE = re.compile(rb"<(?:b:)?Source>|<outs:relatedPerson>\s{0,99}<outs:displayName>[^<]")
"""What is not harmless within them: a book, and the name of somebody."""
_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")
_OF_PROGRAMS = re.compile(
    r"""(?ix)_?(?:msip_label|dlc_|clipart|titus|bjs|classification|sharepoint|docs_?id|kso|grammarly)
    |(?:msip|contenttypeid|mediaservice|appversion|docsecurity|company|template|compliance|order
    |taxcatchall|lcf|xd_|_|workbookguid|generator|info\ [1-4]$|language|status$|department)"""
)
"""How properties are called that programs write by themselves, and labels of sensitivity."""
_SENTENCE = 4
"""Words from which on the value of a property is something that somebody wrote down."""


def office_findings(package: Package, hint: str) -> Iterator[Finding]:
    """What may lie beside the text of a file of Word or Excel; `hint` says how it goes."""
    if package.called(_PROGRAMS) or package.uses(*_PROGRAM_KINDS):
        yield Finding(
            "holds macros or buttons that run programs",
            "save it without macros: File > Save As, as a plain document or workbook, or a PDF",
        )
    if package.called(_EMBEDDED) or package.uses("oleobject", "package", "afchunk"):
        yield Finding(
            "has another file inside it, such as the workbook behind a chart",
            "put a picture in its place: cut it, then Paste Special > Picture, and save",
        )
    if any(_names_people(package.text_of(path)) for path in package.called(_PEOPLE)):
        yield Finding("names the people who reviewed it", hint)
    if any(_has_own_xml(package.text_of(path)) for path in package.called(_OWN_XML)):
        yield Finding("holds data that no page shows (custom XML)", hint)
    if package.strays:
        yield Finding("holds parts that the document itself does not use", AGAIN)
    if "docProps/custom.xml" in package.parts and _has_notes(package):
        yield Finding("holds notes in its properties that no page shows", hint)
    yield from _properties(package, hint)
    if any(_has_others_figures(package.text_of(path)) for path in package.called(_CHARTS)):
        yield Finding(
            "has a chart that keeps figures of another workbook",
            "put a picture in its place: cut it, then Paste Special > Picture, and save",
        )
    for path in package.called(_NO_XML):
        # a name may end in anything; the picture is one by its bytes
        for found in picture_findings(package.bytes_of(path)):
            yield Finding(f"has a picture in it that {found.message}", found.hint)


AGAIN = "open it, mark all, copy it into a new document, and save that"


def _has_notes(package: Package) -> bool:
    """Whether somebody wrote a sentence into a property of their own."""
    said = texts_of(package.text_of("docProps/custom.xml"))
    return any(
        len(text.split()) >= _SENTENCE and text[:1].isalpha()
        for name, texts in said.items()
        if not _OF_PROGRAMS.match(name) and name not in _TYPES
        for text in texts
    )


_TYPES = frozenset({"lpwstr", "lpstr", "bstr", "filetime", "i4", "int", "r8", "bool"})


def _has_own_xml(content: bytes) -> bool:
    """Whether there are words in a part, or in the values of its elements."""
    if _HARMLESS_XML.search(content[:2000]):
        return bool(_SOURCE.search(content))
    found = False

    def start(_: str, values: Mapping[str, str]) -> None:
        nonlocal found
        found = found or any(
            _WORDS.search(value) and not _MARKS & set(value) for value in values.values()
        )

    def text(said: str) -> None:
        nonlocal found
        found = found or bool(said.strip())

    read_xml(content, start, None, text)
    return found


_MARKS = frozenset(":/<>")
"""What stands in addresses and patterns rather than in words."""


def _names_people(content: bytes) -> bool:
    found = False

    def start(_: str, values: Mapping[str, str]) -> None:
        nonlocal found
        found = found or any(name.rpartition(" ")[2] in _NAMED and values[name] for name in values)

    read_xml(content, start)
    return found


def _has_others_figures(content: bytes) -> bool:
    """Whether a chart was drawn from cells of another workbook, whose figures it keeps."""
    said: list[str] = []
    inside = ""

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal inside
        inside = name.rpartition(" ")[2]

    def text(more: str) -> None:
        if inside == "f":
            said.append(more)

    read_xml(content, start, None, text)
    return any(map(_ELSEWHERE.search, said))


_SHOWN_AS = {"description": "Comments"}
"""What Word and Excel call a property, where the file has another word for it."""


def _properties(package: Package, hint: str) -> Iterator[Finding]:
    said: dict[str, list[str]] = {}
    for path in package.called(r"^docProps/(core|app|custom)\.xml$"):
        for name, texts in texts_of(package.text_of(path)).items():
            links = (text for text in texts if not text.lower().startswith("mailto:"))
            said.setdefault(_SHOWN_AS.get(name, name), []).extend(links)
    return property_findings(said, hint)
