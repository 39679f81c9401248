"""The text of a Word paragraph as it is seen, footnotes included, and what could not be read."""

from collections import defaultdict
from dataclasses import dataclass, field

from partnership_register.importers.word_numbering import roman
from partnership_register.importers.word_xml import (
    Element,
    child,
    is_on,
    name_of,
    unwrapped,
    w,
)

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = ("hyperlink", "fldSimple")
_SYMBOLS = {
    "F0FC": "\u2713", "F0FB": "\u2717", "F0B7": "\u2022", "F0A7": "\u25aa", "F0E0": "\u2192",
    "F0D8": "\u27a2", "F0A8": "\u2610", "F0FE": "\u2611", "F06F": "\u25a1", "F0DF": "\u2190",
}  # fmt: skip
"""Signs of the Wingdings and Symbol fonts that have a letter of their own."""


@dataclass(slots=True)
class WordText:
    """Reads the text of paragraphs and remembers what has been read."""

    notes_text: dict[tuple[str, str], str]
    """The text of each footnote and endnote by its kind and id."""
    read: set[int] = field(default_factory=set)
    """Every element of text that has been read; what is left over was lost."""
    noticed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _waiting: list[str] = field(default_factory=list)
    _marks: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _kept: list[Element] = field(default_factory=list)

    def text_of(self, paragraph: Element, place: str) -> str:
        """The text of a paragraph; its breaks are line breaks."""
        return "".join(self._piece(element, place) for element in unwrapped(paragraph))

    def footnotes(self) -> list[str]:
        """The footnotes that were met since the last call, each with its mark before it."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def _piece(self, element: Element, place: str) -> str:
        name = name_of(element)
        if name == "r":
            return self._run(element, place)
        if name in _WRAPPERS:
            if name == "hyperlink":
                self._notice("link", place)
            return self.text_of(element, place)
        if name == f"{_COMPATIBILITY}AlternateContent":
            choice = next((e for e in element if name_of(e).endswith("}Choice")), None)
            return "" if choice is None else self.text_of(choice, place)
        return ""

    def _run(self, run: Element, place: str) -> str:
        text = "".join(self._sign(element, place) for element in unwrapped(run))
        style = child(run, "rPr")
        if text.strip() and is_on(child(style, "vanish")):
            self._notice("hidden", f'{place} ("{text.strip()[:60]}")')
        if text.strip() and (is_on(child(style, "strike")) or is_on(child(style, "dstrike"))):
            self._notice("struck", place)
        return text

    def _sign(self, element: Element, place: str) -> str:
        name = name_of(element)
        if name == "t":
            self.read.add(id(element))
            # An element must live on, or its id may be given to another.
            self._kept.append(element)
            return element.text or ""
        if name == "br" and element.get(w("type")) in ("page", "column"):
            return " "
        if name == "sym":
            return self._symbol(element, place)
        if name in ("footnoteReference", "endnoteReference"):
            return self._note(name.removesuffix("Reference"), element, place)
        if name in ("drawing", "pict", "object") or name.endswith("}AlternateContent"):
            self._notice("picture", place)
        if name == "commentReference":
            self._notice("comment", place)
        return _SIGNS.get(name, "")

    def _symbol(self, element: Element, place: str) -> str:
        code = (element.get(w("char")) or "").upper()
        if code not in _SYMBOLS:
            self._notice("symbol", place)
        return _SYMBOLS.get(code, "\u25a1")

    def _note(self, kind: str, element: Element, place: str) -> str:
        text = self.notes_text.get((kind, element.get(w("id")) or ""), "")
        self._marks[kind] += 1
        count = self._marks[kind]
        mark = f"[{roman(count) if kind == 'endnote' else count}]"
        self._waiting.append(f"{mark} {text}")
        self._notice("footnote", place)
        return f" {mark}"

    def _notice(self, kind: str, what: str) -> None:
        if what not in self.noticed[kind]:
            self.noticed[kind].append(what)
