"""The few steps in the XML of Word that the reader needs: names, children, attribute values."""

from collections.abc import Iterator
from typing import Protocol

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRANSPARENT = ("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")
"""Elements that wrap paragraphs, rows or runs without being seen."""


class Element(Protocol):
    """An XML element, as far as it is used here."""

    @property
    def tag(self) -> object:
        """The name with its namespace."""

    @property
    def text(self) -> str | None:
        """The text before the first child."""

    def get(self, name: str) -> str | None:
        """The value of an attribute."""

    def iter(self, *names: str) -> "Iterator[Element]":
        """The element itself and all below it that have one of the names."""

    def __iter__(self) -> "Iterator[Element]": ...


def w(name: str) -> str:
    """The full name of an element or attribute of Word."""
    return _MAIN + name


def name_of(element: Element) -> str:
    """The name of an element of Word without its namespace; others keep theirs."""
    return str(element.tag).removeprefix(_MAIN)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, or None."""
    return next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (found for found in (() if element is None else element) if name_of(found) == name)


def value(element: Element | None) -> str | None:
    """The value of an element such as <w:ilvl w:val="1"/>."""
    return None if element is None else element.get(w("val"))


def is_on(element: Element | None) -> bool:
    """Whether a switch such as <w:b/> is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def unwrapped(element: Element) -> Iterator[Element]:
    """The children, those of content controls and the like included."""
    for found in element:
        if name_of(found) in _TRANSPARENT:
            yield from unwrapped(found)
        else:
            yield found
