"""Word's automatic lists: the bullet or number before a paragraph that is not its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from partnership_register.importers.word_xml import Element, child, children, value, w

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LIST_STYLE = re.compile(r"list (?:bullet|number) ?(\d?)")


@dataclass(frozen=True, slots=True)
class ListMark:
    """What Word puts before a paragraph: a bullet of some level, or a number."""

    level: int
    """1 for the outermost."""
    number: str = ""
    """The number as it is seen, such as "2." or "b)"; empty for a bullet."""


@dataclass(slots=True)
class Numbering:
    """The lists of one document; it must be asked about every paragraph, in their order."""

    styles: Element | None
    definitions: Element | None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark_of(self, paragraph: Element) -> ListMark | None:
        """The mark before a paragraph, or None where it is in no list."""
        chain = list(self._style_chain(value(child(child(paragraph, "pPr"), "pStyle"))))
        num_id, level = self._list_of(paragraph, chain)
        styled = _level_of_style(chain)
        if num_id is None or num_id == "0":
            return ListMark(styled) if styled and num_id is None else None
        layout = self._layout(num_id, level)
        kind = value(child(layout, "numFmt")) or "bullet"
        seen = max(level + 1, styled)
        if kind in ("bullet", "none"):
            return ListMark(seen) if kind == "bullet" else None
        counts = self._counts.setdefault(self._counter(num_id), {})
        counts[level] = counts.get(level, self._start(num_id, level) - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return ListMark(seen, self._written(num_id, layout, counts))

    def style_name(self, paragraph: Element) -> str:
        """The name of a paragraph's style in small letters, "" where it has none."""
        chain = self._style_chain(value(child(child(paragraph, "pPr"), "pStyle")))
        return next((_name(style) for style in chain), "")

    def _style_chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while style_id is not None and style_id not in seen:
            seen.add(style_id)
            found = [s for s in children(self.styles, "style") if s.get(w("styleId")) == style_id]
            yield from found[:1]
            style_id = value(child(found[0], "basedOn")) if found else None

    def _list_of(self, paragraph: Element, chain: list[Element]) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or those of its style."""
        for owner in (paragraph, *chain):
            numbered = child(child(owner, "pPr"), "numPr")
            num_id = value(child(numbered, "numId"))
            if num_id is not None:
                level = value(child(numbered, "ilvl"))
                linked = self._level_linked(num_id, owner.get(w("styleId")))
                return num_id, int(level) if level is not None else linked
        return None, 0

    def _level_linked(self, num_id: str, style_id: str | None) -> int:
        for layout in children(self._definition(num_id), "lvl"):
            if style_id is not None and value(child(layout, "pStyle")) == style_id:
                return int(layout.get(w("ilvl")) or 0)
        return 0

    def _num(self, num_id: str) -> Element | None:
        found = (n for n in children(self.definitions, "num") if n.get(w("numId")) == num_id)
        return next(found, None)

    def _definition(self, num_id: str) -> Element | None:
        abstract = value(child(self._num(num_id), "abstractNumId"))
        found = children(self.definitions, "abstractNum")
        return next((a for a in found if a.get(w("abstractNumId")) == abstract), None)

    def _layout(self, num_id: str, level: int) -> Element | None:
        found = children(self._definition(num_id), "lvl")
        return next((lvl for lvl in found if lvl.get(w("ilvl")) == str(level)), None)

    def _override(self, num_id: str, level: int) -> str | None:
        found = children(self._num(num_id), "lvlOverride")
        own = next((o for o in found if o.get(w("ilvl")) == str(level)), None)
        return value(child(own, "startOverride"))

    def _counter(self, num_id: str) -> str:
        """Lists of one definition count on from each other unless they are told to start again."""
        if any(self._override(num_id, level) is not None for level in range(9)):
            return f"list {num_id}"
        return f"definition {value(child(self._num(num_id), 'abstractNumId'))}"

    def _start(self, num_id: str, level: int) -> int:
        override = self._override(num_id, level)
        return int(override or value(child(self._layout(num_id, level), "start")) or 1)

    def _written(self, num_id: str, layout: Element | None, counts: dict[int, int]) -> str:
        """The number in its layout: "%1.%2" with the counts of two levels is "2.1"."""

        def count_of(found: re.Match[str]) -> str:
            level = int(found.group(1)) - 1
            kind = value(child(self._layout(num_id, level), "numFmt")) or "decimal"
            return formatted(counts.get(level, self._start(num_id, level)), kind)

        return re.sub(r"%(\d)", count_of, value(child(layout, "lvlText")) or "")


def formatted(count: int, kind: str) -> str:
    """A count as Word writes it: decimal, lowerLetter, upperRoman and so on."""
    match kind:
        case "lowerLetter" | "upperLetter":
            text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            text = roman(count)
        case "decimalZero":
            text = f"{count:02}"
        case _:
            text = str(count)
    return text.upper() if kind.startswith("upper") else text


def roman(count: int) -> str:
    """A count in small Roman figures."""
    text = ""
    for size, figure in _ROMAN:
        text += figure * (count // size)
        count %= size
    return text


def _name(style: Element) -> str:
    return (value(child(style, "name")) or "").casefold()


def _level_of_style(chain: list[Element]) -> int:
    """2 for the style "List Bullet 2", which is a list of its own; 0 for other styles."""
    for style in chain:
        if found := _LIST_STYLE.fullmatch(_name(style)):
            return int(found.group(1) or 1)
    return 0
