"""What in public text seems to be somebody's own: mailbox, telephone, home, numbers that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple, get_args

from pydantic import BaseModel

from partnership_register.disclosure.figures import FigureKind, figures, national
from partnership_register.disclosure.homes import homes, postcodes, said_to_be_homes
from partnership_register.disclosure.mailboxes import is_personal, mailboxes, written_with_at
from partnership_register.model.base import Record
from partnership_register.model.values import Email, Telephone, Url
from partnership_register.problems import Loc

PersonalKind = FigureKind | Literal["private e-mail address", "home address"]

_OF_A_MEMBER = "delete it, or move it to the private: block of the member, which is never published"
_OF_NOBODY = "delete it: it belongs in no record"
_FOR_CONTACT = ("private e-mail address", "mobile number", "landline number", "home address")

_MEANT_FOR_ALL = {kind: get_args(kind)[1] for kind in (Email, Telephone, Url)}
"""Types of fields that hold public contacts, each with the mark by which its fields are known."""
_PLACES = ("place", "address", "venue")
"""Fields that say where a body is to be found."""

_AS_TYPED = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\u200b\u200c\u200d\u2060", "-")
    | {wide: chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF01, 0xFF5F))}
)
"""Letters that look like others, or like nothing: one for one, so that places stay the same."""
_ADDRESSES = re.compile(r"https?://[^\s<>()\[\]]+")
_NO_TEXT = frozenset((bool, int, Decimal, date, time))
"""Asked before what else a value may be, since pydantic takes long to say that it is no model."""
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
"""A space to those who read the page."""
_FIGURE = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Found:
    """A private datum in the text at `loc`; what is said of it never quotes it.

    `start` counts characters of that text from 0. `words` are for finding the line and column
    alone (`Problem.within`): whatever prints them prints the datum.
    """

    loc: Loc
    start: int
    words: str
    kind: PersonalKind

    @property
    def message(self) -> str:
        """What seems to stand there, without it."""
        return f"this looks like {_article(self.kind)} {self.kind}, which everybody could read"

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _OF_A_MEMBER if self.kind in _FOR_CONTACT else _OF_NOBODY


@dataclass(frozen=True, slots=True)
class Known:
    """What is public already: the ways to reach the council, organisations and partnerships."""

    addresses: frozenset[str] = frozenset()
    """E-mail addresses in small letters."""
    hosts: frozenset[str] = frozenset()
    """Hosts of websites and e-mail, without `www.` and without providers of private mailboxes."""
    telephones: frozenset[str] = frozenset()
    """Figures alone, from the 0 on."""
    postcodes: frozenset[str] = frozenset()
    """Of offices and of places where meetings are held, in capitals without the space."""

    def __or__(self, other: Known) -> Known:
        return Known(
            self.addresses | other.addresses,
            self.hosts | other.hosts,
            self.telephones | other.telephones,
            self.postcodes | other.postcodes,
        )


class _Fields(NamedTuple):
    """What there is to know of a type of record or part: which of its fields are for everybody."""

    contacts: dict[str, object]
    """Fields of public contacts, by name, each with its type."""
    passed_over: frozenset[str]


def known(records: Iterable[Record]) -> Known:
    """What the contacts and places of the records make public, the council's among them.

    The records are those that the public may see: what is withheld has no say in what is
    warned of, or the warnings would tell of it.
    """
    found: dict[object, set[str]] = {Email: set(), Telephone: set(), Url: set(), "place": set()}
    for record in records:
        _collect_contacts(record, found)
    emails = {address.lower() for address in found[Email]}
    hosts = {address.rpartition("@")[2] for address in emails} | set(map(_host, found[Url]))
    return Known(
        frozenset(emails),
        frozenset(host for host in hosts if "." in host and not is_personal(host)),
        frozenset(map(national, found[Telephone])),
        frozenset(code for place in found["place"] for code in postcodes(place)),
    )


def personal(record: Record, known: Known) -> Iterator[Found]:
    """Every private datum in the texts of a record, each said once for a text.

    All texts are looked at, whatever field they are in, but those of public contacts. `record`
    is as the public may see it, and so is each `loc`.
    """
    texts: list[tuple[Loc, str]] = []
    _collect_texts(record, (), texts)
    for loc, text in texts:
        if _FIGURE.search(text) or _needs_no_figure(text):
            yield from _in_text(text, loc, known)


def _needs_no_figure(text: str) -> bool:
    return written_with_at(text) or said_to_be_homes(text) or not text.isascii()


def _in_text(text: str, loc: Loc, known: Known) -> Iterator[Found]:
    typed = text if text.isascii() else text.translate(_AS_TYPED)
    places: list[tuple[PersonalKind, int, int]] = []
    if written_with_at(typed):
        boxes = mailboxes(typed, known.hosts, known.addresses)
        places += [("private e-mail address", *box) for box in boxes]
    if _FIGURE.search(typed) or said_to_be_homes(typed):
        without = typed if "://" not in typed else _ADDRESSES.sub(_blank, typed)
        places += figures(_LINE_END.sub(" ", without), known.telephones)
        places += [("home address", *home) for home in homes(without, known.postcodes)]
    said: set[tuple[str, str]] = set()
    for kind, start, end in sorted(places, key=lambda place: place[1:]):
        words = text[start:end]
        if (kind, words) not in said:
            said.add((kind, words))
            yield Found(loc, start, words, kind)


def _collect_texts(model: BaseModel, loc: Loc, texts: list[tuple[Loc, str]]) -> None:
    if getattr(model, "never_public", False):
        return
    passed_over = _fields(type(model)).passed_over
    for name, value in model.__dict__.items():
        if value and name not in passed_over and value.__class__ not in _NO_TEXT:
            _collect_value(value, (*loc, name), texts)


def _collect_value(value: object, loc: Loc, texts: list[tuple[Loc, str]]) -> None:
    if isinstance(value, str):
        texts.append((loc, value))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            _collect_value(entry, (*loc, number), texts)
    elif isinstance(value, BaseModel):
        _collect_texts(value, loc, texts)
    elif isinstance(value, dict):
        for key, entry in value.items():
            _collect_value(entry, (*loc, str(key)), texts)


def _collect_contacts(model: BaseModel, found: dict[object, set[str]]) -> None:
    if getattr(model, "never_public", False):
        return
    contacts = _fields(type(model)).contacts
    for name, value in model.__dict__.items():
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, BaseModel):
                _collect_contacts(entry, found)
            elif isinstance(entry, str) and (name in contacts or name in _PLACES):
                found[contacts.get(name, "place")].add(entry)


@cache
def _fields(model: type[BaseModel]) -> _Fields:
    contacts: dict[str, object] = {}
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *_marks(info.annotation)]
        for kind, mark in _MEANT_FOR_ALL.items():
            if mark in marks:
                contacts[name] = kind
    of_the_place = model.FROM_PLACE if issubclass(model, Record) else ()
    return _Fields(contacts, frozenset({*contacts, *of_the_place}))


def _marks(annotation: object) -> Iterator[object]:
    """What is inside an annotation, at any depth: types and the marks beside them."""
    for argument in get_args(annotation):
        yield argument
        yield from _marks(argument)


def _host(address: str) -> str:
    return (
        address.partition("//")[2].partition("/")[0].partition(":")[0].lower().removeprefix("www.")
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" or noun.startswith("NHS") else "a"
