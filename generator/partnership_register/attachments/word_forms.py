"""Forms of text in Word: what hides letters, and the styles that give such forms to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from partnership_register.attachments.packages import Package, read_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_V = "urn:schemas-microsoft-com:vml"
OFF = ("0", "false", "off")
WHITE, BLACK = "ffffff", "000000"
SOME = "?"
"""A ground or colour that nobody can tell."""
_TINY = 2
"""Half points: a text of one point is a line to the eye."""
_NARROW = 5
"""Hundredths of their width: letters of less are a stroke."""
_FLAT = 20
"""Twentieths of a point: a line or row that is no higher shows nothing."""
_NEAR = 15
"""Two colours are one to the eye where no part differs by more, from 0 to 255."""


@dataclass(slots=True)
class Form:
    """The form of a stretch of text, or of what is around such: a paragraph, a cell, a style."""

    hidden: bool | None = None
    """None where nothing is said."""
    gone: bool = False
    """Whether the row is hidden, whatever its text says."""
    colour: str = ""
    ground: str = ""
    marked: bool = False
    """Whether the ground is a highlight, on which letters stay as they are."""
    tiny: bool = False
    flat: bool = False
    outlined: bool = False
    style: str = ""
    table: str = ""
    """The style of a table."""

    def over(self, base: Form) -> Form:
        """The form with what another says where it is silent."""
        return Form(base.hidden if self.hidden is None else self.hidden,
                    self.gone or base.gone, self.colour or base.colour,
                    self.ground or base.ground, self.marked or base.marked,
                    self.tiny or base.tiny, self.flat or base.flat)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, with what they take from others."""

    forms: Mapping[str, Form]
    usual: Form
    """What holds where nothing else is said."""
    bare: frozenset[str]
    """Those of tables that colour no ground."""

    def whole(self, form: Form) -> Form:
        """A form with what its style says where it is silent."""
        style = self.forms.get(form.style)
        whole = form.over(style) if style else form
        if form.table and form.table not in self.bare and not whole.ground:
            return Form(ground=SOME).over(whole)
        return whole


def alike(one: str, other: str) -> bool:
    """Whether two colours are one to the eye."""
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= _NEAR for a, b in pairs)
    except ValueError:
        return False


def local(name: str) -> str:
    """The name of an element without its namespace; `v:` or a colon before those not of Word."""
    space, _, word = name.rpartition(" ")
    if name.startswith((_W, _STRICT)):
        return word
    return f"v:{word}" if space == _V else f":{word}"


def values_of(values: Mapping[str, str]) -> dict[str, str]:
    """Attributes by their local names."""
    return {name.rpartition(" ")[2]: value for name, value in values.items()}


def value_of(values: Mapping[str, str]) -> str:
    """The attribute that says most of what elements of Word have to say."""
    return values_of(values).get("val", "")


def _hide(form: Form, value: str, _: Mapping[str, str]) -> None:
    form.hidden = value not in OFF


def _hide_row(form: Form, value: str, _: Mapping[str, str]) -> None:
    form.gone = value not in OFF


def _colour(form: Form, value: str, values: Mapping[str, str]) -> None:
    bare = "themeShade" not in values and "themeTint" not in values
    if values.get("themeColor") in ("background1", "light1") and bare:
        form.colour = WHITE
    else:
        form.colour = "" if value == "auto" else value.lower()


def _shade(form: Form, value: str, values: Mapping[str, str]) -> None:
    """A ground; where it is hatched, a second colour lies over the first in part or in whole."""
    if form.marked:
        return
    fill = values.get("fill", "").lower()
    part = "100" if value == "solid" else value.removeprefix("pct")
    if part.isdecimal():
        form.ground = SOME if values.get("themeColor") else _mixed(fill, values, int(part))
    elif values.get("themeFill"):
        form.ground = SOME
    elif fill not in ("", "auto"):
        form.ground = fill


def _mixed(fill: str, values: Mapping[str, str], part: int) -> str:
    """A ground of which some parts of a hundred are of the colour that lies over its fill."""
    over = values.get("color", "auto").lower().replace("auto", BLACK)
    try:
        below = bytes.fromhex(WHITE if fill in ("", "auto") else fill)
        pairs = zip(below, bytes.fromhex(over), strict=True)
        return bytes(
            (a * (100 - min(part, 100)) + b * min(part, 100)) // 100 for a, b in pairs
        ).hex()
    except ValueError:
        return SOME


def _highlight(form: Form, value: str, _: Mapping[str, str]) -> None:
    if value != "none":
        form.marked = True
        form.ground = {"black": BLACK, "white": WHITE}.get(value, SOME)


def _table_style(form: Form, value: str, _: Mapping[str, str]) -> None:
    if value not in ("TableNormal", "TableGrid", ""):
        form.table = value


def _style(form: Form, value: str, _: Mapping[str, str]) -> None:
    form.style = value


def _size(form: Form, value: str, _: Mapping[str, str]) -> None:
    form.tiny = form.tiny or (value.isdecimal() and int(value) <= _TINY)


def _stretch(form: Form, value: str, _: Mapping[str, str]) -> None:
    number = value.rstrip("%")
    form.tiny = form.tiny or (number.isdecimal() and int(number) < _NARROW)


def _height(form: Form, value: str, values: Mapping[str, str]) -> None:
    number = values.get("line", value)
    exact = values.get("lineRule", values.get("hRule", "")) == "exact"
    form.flat = form.flat or (exact and number.isdecimal() and int(number) <= _FLAT)


FORMS: Mapping[str, Callable[[Form, str, Mapping[str, str]], None]] = {
    "vanish": _hide,
    "hidden": _hide_row,
    "color": _colour,
    "shd": _shade,
    "highlight": _highlight,
    "tblStyle": _table_style,
    "rStyle": _style,
    "pStyle": _style,
    "sz": _size,
    "w": _stretch,
    "spacing": _height,
    "trHeight": _height,
}
"""What changes the form of text, by the elements of Word."""
_OF_STYLES = FORMS.keys() - {"hidden"}
"""In a style the word "hidden" keeps the style itself from the list."""
_MOST_BASES = 20
_EVERY = "(every one)"
"""What holds where no style says anything."""


def fill_letters(form: Form, word: str, values: Mapping[str, str]) -> None:
    """The fill that newer programs give letters, which goes before their colour."""
    if word == ":noFill":
        form.tiny = form.tiny or not form.outlined
    elif word == ":srgbClr":
        form.colour = value_of(values).lower()
    elif word == ":schemeClr":
        form.colour = {"bg1": WHITE, "lt1": WHITE}.get(value_of(values), SOME)
    elif word in (":lumMod", ":lumOff", ":shade", ":tint", ":gradFill"):
        form.colour = SOME


def styles_of(package: Package) -> Styles:
    """All styles of a document."""
    own: dict[str, Form] = {}
    bases: dict[str, str] = {}
    tables: set[str] = set()
    style = usual = ""

    def start(name: str, values: Mapping[str, str]) -> None:
        nonlocal style, usual
        word = local(name)
        if word == "style":
            given = values_of(values)
            style = given.get("styleId") or _EVERY
            own[style] = Form()
            if given.get("type") == "paragraph" and given.get("default") not in (None, *OFF):
                usual = style
            if given.get("type") == "table":
                tables.add(style)
        elif word == "rPrDefault":
            style = _EVERY
            own[style] = Form()
        elif style and word == "basedOn":
            bases[style] = value_of(values)
        elif style and word in _OF_STYLES:
            before = own[style].ground
            FORMS[word](own[style], value_of(values), values_of(values))
            if style in tables and own[style].ground in ("", WHITE):
                own[style].ground = before

    def end(name: str) -> None:
        nonlocal style
        if local(name) in ("style", "rPrDefault"):
            style = ""

    for path in package.all_of(r"^word/styles\d*\.xml$", "styles"):
        read_xml(package.text_of(path), start, end)
    found = {each: _whole(each, own, bases) for each in own}
    bare = frozenset(each for each in tables if not found[each].ground)
    every = found.get(_EVERY, Form())
    return Styles(found, found[usual].over(every) if usual else every, bare)


def _whole(style: str, own: Mapping[str, Form], bases: Mapping[str, str]) -> Form:
    form = own[style]
    for _ in range(_MOST_BASES):
        style = bases.get(style, "")
        if style not in own:
            break
        form = form.over(own[style])
    return form
