"""Addresses in text at which somebody seems to live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_POSTCODE = re.compile(
    r"(?<![A-Z0-9])(?:[A-Z](?:[0-9][0-9A-HJKPS-UW]?|[A-Z][0-9][0-9ABEHMNPRV-Y]?)|GIR) ?[0-9]"
    r"[A-Z]{2}(?![A-Z0-9])",
    re.IGNORECASE,
)
"""The shape is that of the Royal Mail, the letters are any: one that does not exist, because it
was mistyped, gives the house before it away all the same."""
_MAYBE_POSTCODE = re.compile(r"[0-9][A-Za-z]? ?[0-9][A-Za-z]{2}")

_TYPES = (
    r"(?i:street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|crescent|cres|place|terrace"
    r"|gardens|gdns|grove|hill|mews|row|walk|park|rise|square|sq|view|green|parade|path|yard"
    r"|croft|meadows?|vale|gate|wharf|quay|bank|fields?|end|chase|drove|wynd|brae|heights|orchard"
    r"|common|mount|dene|dell|boulevard|ride|circus|cottages|villas|buildings|mansions|strand"
    r"|esplanade|promenade|loan|garth|holt|spinney|fold)\b"
)
_ONE_WORD = r"[A-Z][A-Za-z]{2,16}(?:gate|way|side|croft|garth|holme|bank)\b"
"""Streets such as Westgate and Broadway."""
_NUMBER = r"(?<![\w\u00a3.,/:-])[0-9]{1,4}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?,? "
_DAY_OF_A_MONTH = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) (?:[0-9]|at|in|and|to)\b)"
)
_STREET = re.compile(
    rf"{_NUMBER}(?:{_DAY_OF_A_MONTH}"
    rf"(?:(?:[A-Z][\w.'\u2019-]{{0,24}} (?:(?:of|the|on|in) )?){{1,4}}{_TYPES}|{_ONE_WORD})"
    rf"|(?:[a-z][a-z'\u2019]{{1,24}} ){{1,2}}{_TYPES}(?=[,\n]| [a-z]{{1,2}}[0-9]))"
)
_DWELLING = re.compile(
    r"\b(?:[Ff]lat|[Aa]partment|[Mm]aisonette|[Bb]edsit|Apt\.?) ?[0-9]{1,3}[A-Za-z]?\b"
    r"|\b[A-Z][\w'\u2019-]{1,24} (?:Cottage|Bungalow|Farmhouse|Farm|Villa|Vicarage|Rectory)"
    r"(?=[,\n])"
)
_FLAT = re.compile(r"\b(?:[Ff]lat|[Aa]partment|Apt\.?) ?[0-9]{1,3}[A-Za-z]?,? \Z")
_HOUSE = re.compile(
    rf"{_NUMBER}{_DAY_OF_A_MONTH}(?:The )?[A-Z][a-z]{{2,20}}(?: [A-Z][a-z]{{2,20}})?(?=[,\n])"
)
"""A number and a name that may be any; the postcode alone tells that it is a house."""
_PUBLIC_PLACE = re.compile(
    r"\b(?:hall|centre|center|offices?|library|school|primary|academy|college|university"
    r"|church|chapel|minster|cathedral|mosque|temple|synagogue|council|civic|hospital|surgery"
    r"|clinic|station|depot|museum|theatre|gallery|pavilion|institute|hotel|inn|pub|ltd|limited"
    r"|plc|llp|unit|suite|floor|club|hub|shop|store|caf[e\u00e9]|restaurant|trust|foundation"
    r"|company|chambers|headquarters|hq|works|room|rooms|care home|nursing home|children's home"
    r"|refuge|nursery|exchange|bank|stadium|arena|market|bureau|department|team|service|services"
    r"|registry|level|block|entrance|gate|platform|wing|registered office|po box)\b",
    re.IGNORECASE,
)
_BUSINESS_GROUND = re.compile(
    r"\b(?:business|retail|science|technology|office|enterprise) (?:park|centre|village)"
    r"|\b(?:industrial|trading) estate",
    re.IGNORECASE,
)
_LIVES_THERE = re.compile(
    r"(?:\b(?:lives?|lived|living|resid(?:es|ed|ing)|resident|tenant|occupier|householder"
    r"|homeowner|neighbour"
    r"|(?<!care )(?<!nursing )(?<!residential )(?<!children's )home(?: address)?"
    r"|private address|correspondence address)(?: is| was)?[ :,-]{1,3}(?:at |of |in |is )?"
    r"|\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Cllr|Councillor)\.? (?:[A-Z][\w.'\u2019-]{0,24} ){0,2}"
    r"[A-Z][\w'\u2019-]{1,24}(?:,| of| at) (?:of |at )?)\Z"
)
_SAID_TO_BE_HOME = re.compile(
    r"\b(?:(?:lives|lived|resides|resided) at|(?:home|private) address(?: is| was)?:?) "
    r"(?P<home>[A-Z][^.;\n()]{3,60})"
)
_SOMEBODY_LIVES = re.compile(r"\b(?:lives|lived|resides|resided|(?:home|private) address)\b")
_LONGEST = 120
"""Characters from the number of a house to its postcode."""
_STOP = re.compile(r"\n\n|; |[a-z]{3}[.!?] ")
"""What no address goes beyond; the point after St is none."""


def postcodes(text: str) -> Iterator[str]:
    """Every postcode in the text, in capitals and without its space."""
    for match in _POSTCODE.finditer(text) if _MAYBE_POSTCODE.search(text) else ():
        yield plain(match[0])


def plain(postcode: str) -> str:
    """A postcode in capitals and without its space."""
    return postcode.replace(" ", "").upper()


def homes(text: str, public: Set[str]) -> Iterator[tuple[int, int]]:
    """Where addresses stand that look like homes; `public` are postcodes of known places.

    With a postcode, a numbered house, a flat or a cottage is one unless a hall, an office or
    the like stands before it. Without one, the words before must say that somebody lives there.
    """
    told = list(_with_postcode(text, public)) if _MAYBE_POSTCODE.search(text) else []
    for house in _without_postcode(text):
        if not any(start < house[1] and house[0] < end for start, end in told):
            told.append(house)
    yield from told


def _without_postcode(text: str) -> Iterator[tuple[int, int]]:
    for said in _SAID_TO_BE_HOME.finditer(text) if said_to_be_homes(text) else ():
        yield said.span("home")
    for street in _STREET.finditer(text):
        before = text[max(0, street.start() - 80) : street.start()]
        flat = _FLAT.search(before)
        start = street.start() - len(flat[0] if flat else "")
        if _LIVES_THERE.search(before[: flat.start() if flat else None]):
            yield start, street.end()


def said_to_be_homes(text: str) -> bool:
    """Whether somebody may be said to live somewhere, be it without any number."""
    return "address" in text or (" at " in text and ("live" in text or "reside" in text))


def _with_postcode(text: str, public: Set[str]) -> Iterator[tuple[int, int]]:
    done = 0
    for code in _POSTCODE.finditer(text):
        first = max(done, code.start() - _LONGEST)
        for stop in _STOP.finditer(text, first, code.start() - 1):
            first = stop.end()
        houses = [
            found.start()
            for house in (_DWELLING, _STREET, _HOUSE)
            if (found := house.search(text, first, code.start() + 3))
            and not (house is _HOUSE and _PUBLIC_PLACE.search(found[0]))
        ]
        done = code.end()
        if houses and plain(code[0]) not in public and not _is_public(text, min(houses), done):
            yield min(houses), done


def _is_public(text: str, start: int, end: int) -> bool:
    """Whether the house is one of the public kind: by what stands just before it, or after."""
    before = text[max(0, start - 60) : start]
    if _LIVES_THERE.search(before) or _SOMEBODY_LIVES.search(before):
        return False
    name = re.split(r"[,\n(:;]", before.rstrip(" ,\n("))[-1]
    return bool(_PUBLIC_PLACE.search(name) or _BUSINESS_GROUND.search(text, start, end))
