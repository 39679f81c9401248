"""Figures in text that belong to a person: telephone, National Insurance, NHS, bank and others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Literal

FigureKind = Literal[
    "mobile number",
    "landline number",
    "National Insurance number",
    "NHS number",
    "date of birth",
    "bank account",
    "vehicle registration",
]

_DRAMA = (
    "01632960", "01134960", "01144960", "01154960", "01164960", "01174960", "01184960",
    "01214960", "01314960", "01414960", "01514960", "01614960", "01914980", "02079460",
    "02896496", "02920180",
)  # fmt: skip
"""Beginnings of the landline numbers that Ofcom keeps for stories; nobody can be rung on them."""

_ENOUGH_FIGURES = re.compile(r"[0-9](?:[ ().-]{0,3}[0-9]){5}")
"""Six figures together: fewer make none of the numbers here."""
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z_\u00a3#=])(?<![0-9][.,/-])"
    r"(?:(?:\+ ?|00)44[ .-]?(?:\(0\)[ .-]?)?|\(0(?=[0-9]{2,5}\))|0)"
    r"[127](?:[ ().-]{0,2}[0-9]){9}(?![0-9A-Za-z_])"
)
_ABROAD = re.compile(r"(?:\+ ?|00)44[ .-]?(?:\(0\))?")
_ASKED_FOR = re.compile(
    r"\b(?:tel|telephone|phone|mobile|ring|rang|call|called|text|number|fax|landline|contact)\b",
    re.IGNORECASE,
)
_OF_AN_OFFICE = re.compile(
    r"\b(?:switchboard|help ?line|hot ?line|reception|offices?|enquir\w{1,4}|bookings?|freephone"
    r"|(?:call|contact|day|advice|visitor|family|community|health) centre|council|services?"
    r"|teams?|desk|surgery|hospital|clinic|police|textphone|minicom|conference|dial-?in)\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(
    r"\b(?:home|his|her|their|my|personal|private|landline|mobile)\b", re.IGNORECASE
)
_OF_A_THING = re.compile(
    r"\b(?:uprn|usrn|mpan|mprn|ref|reference|order|invoice|serial|barcode|isbn|asset|permit"
    r"|licence|meeting id|webinar id|passcode)\b[^0-9]{0,12}\Z",
    re.IGNORECASE,
)

_INSURANCE = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ -]?[0-9]{2}){3}[ -]?([A-D]?)(?![A-Z0-9])",
    re.IGNORECASE,
)
_ABOUT_INSURANCE = re.compile(r"national insurance|\bnino?\b|\bn\.i\.", re.IGNORECASE)
_ABOUT_MAPS = re.compile(r"\b(?:grid|ngr|(?:os|map) (?:ref|map|sheet))", re.IGNORECASE)

_HEALTH = re.compile(r"(?<![0-9-])[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}(?![0-9-])")

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_BIRTH = re.compile(
    r"\b(?:(?:date of birth|birth ?date|d\.?o\.?b\b\.?)\W{0,4}(?:(?:is|was|of)\W)?"
    r"|(?P<born>born)\W{1,3}(?:on\W)?)(?:the\W)?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?[ /.-](?:of )?(?:[0-9]{1,2}|" + _MONTHS + r")[ /.,-]{1,2}"
    r"(?:(?:19|20)[0-9]{2}|[0-9]{2})"
    r"|" + _MONTHS + r" [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_BORN_OTHERWISE = re.compile(
    r"\b(?:partnership|council|board|forum|group|project|scheme|idea|network|charity|service|plan"
    r"|programme|company|trust|fund|campaign|children|babies|those|anyone|anybody|people|pupils"
    r"|everyone|everybody|it|which|was then)\b[^.;\n]{0,24}\Z",
    re.IGNORECASE,
)

_SORT_CODE = re.compile(r"(?<![0-9/.-])[0-9]{2}([ -]?)[0-9]{2}\1[0-9]{2}(?![0-9/]|[.-][0-9])")
_ACCOUNT = re.compile(r"(?<![0-9/.,-])[0-9]{8}(?![0-9])(?![/.,-][0-9])")
_ABOUT_SORT_CODES = re.compile(
    r"\b(?:sort(?:ing)?[ -]?code\b[^0-9]{0,20}|(?:s/c|bank)\b\W{0,4})\Z", re.IGNORECASE
)
_ABOUT_ACCOUNTS = re.compile(
    r"\b(?:account|acct?|a/c)\b(?: ?(?:number|no\.?|num\b))?[^0-9.;]{0,12}\Z"
    r"|[0-9]{2}-[0-9]{2}-[0-9]{2}[^0-9A-Za-z]{1,5}\Z",
    re.IGNORECASE,
)
_ABOUT_BANKS = re.compile(
    r"\b(?:sort(?:ing)?[ -]?code|s/c|bank|building society|bacs)\b", re.IGNORECASE
)
_IBAN = re.compile(r"\bGB[0-9]{2} ?[A-Z]{4}(?: ?[0-9]){14}(?![0-9])", re.IGNORECASE)

_PLATE = re.compile(
    r"\b(?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3}|[A-Z]{3} ?[0-9]{1,3}[A-Z])\b"
)
_MAYBE_PLATE = re.compile(r"[0-9] ?[A-Z]")
_ABOUT_VEHICLES = re.compile(
    r"\b(?:registration|reg|vrm|number ?plate|car|van|vehicle|lorry|motorcycle|moped)\b"
    r"[^.;\n]{0,30}\Z",
    re.IGNORECASE,
)

Where = tuple[FigureKind, int, int]


def figures(text: str, telephones: Set[str]) -> Iterator[Where]:
    """What figures of persons stand in the text, and where; `telephones` are public ones."""
    if _ENOUGH_FIGURES.search(text):
        yield from _telephones(text, telephones)
        yield from _insurance_numbers(text)
        yield from _health_numbers(text)
        yield from _bank_accounts(text)
    yield from _births(text)
    for plate in _PLATE.finditer(text) if _MAYBE_PLATE.search(text) else ():
        if _ABOUT_VEHICLES.search(_before(text, plate.start(), 60)):
            yield "vehicle registration", *plate.span()


def _births(text: str) -> Iterator[Where]:
    small = text.lower()
    if not any(sign in small for sign in ("born", "birth", "dob", "o.b")):
        return
    for birth in _BIRTH.finditer(text):
        if not birth["born"] or not _BORN_OTHERWISE.search(_before(text, birth.start(), 60)):
            yield "date of birth", *birth.span()


def national(written: str) -> str:
    """A telephone number as figures alone, from the 0 on.

    >>> national("+44 (0)1632 960001"), national("(01632) 960 001 ext. 5")
    ('01632960001', '01632960001')
    """
    inland = _ABROAD.sub("0", written, count=1)
    return "".join(filter(str.isdigit, inland))[:11]


def _before(text: str, at: int, most: int) -> str:
    return text[max(0, at - most) : at]


def _telephones(text: str, public: Set[str]) -> Iterator[Where]:
    for match in _TELEPHONE.finditer(text):
        number = national(match[0])
        if number in public or number.startswith(_DRAMA) or not _is_grouped_as_one(match[0]):
            continue
        before = _before(text, match.start(), 60).rpartition("\n")[2]
        if _OF_A_THING.search(before):
            continue
        if number.startswith("07"):
            yield "mobile number", *match.span()
        elif _is_of_a_person(match[0], before, text[match.end() : match.end() + 24]):
            yield "landline number", *match.span()


def _is_grouped_as_one(words: str) -> bool:
    """Whether the gaps are those of a telephone number, and not of a row of dates or sums."""
    groups = re.findall("[0-9]+", _ABROAD.sub("0", words, count=1))
    if groups[0] == "0":
        groups[:2] = ["".join(groups[:2])]
    return len(groups) <= 5 and len(groups[0]) >= 3 and min(map(len, groups)) >= 2


def _is_of_a_person(number: str, before: str, after: str) -> bool:
    """Landlines are mostly those of offices: one is a person's unless the words say otherwise."""
    if _OF_A_PERSON.search(before):
        return True
    if number.isdigit() and not _ASKED_FOR.search(before):
        return False
    return not _OF_AN_OFFICE.search(before) and not _OF_AN_OFFICE.search(after)


def _insurance_numbers(text: str) -> Iterator[Where]:
    """Without its last letter one is only a row of letters and figures, unless words say more."""
    for match in _INSURANCE.finditer(text):
        before = _before(text, match.start(), 40)
        other = _ABOUT_MAPS.search(before) or _OF_A_THING.search(before)
        if _ABOUT_INSURANCE.search(before) or (match[1] and not other):
            end = match.start() + len(match[0].rstrip(" -"))
            yield "National Insurance number", match.start(), end


def _health_numbers(text: str) -> Iterator[Where]:
    for match in _HEALTH.finditer(text) if "NHS" in text or "nhs" in text else ():
        digits = [int(figure) for figure in match[0] if figure.isdigit()]
        sum_ = sum(figure * (10 - place) for place, figure in enumerate(digits[:9]))
        near = text[max(0, match.start() - 40) : match.end() + 20].lower()
        if (11 - sum_ % 11) % 11 == digits[9] and "nhs" in near:
            yield "NHS number", *match.span()


def _bank_accounts(text: str) -> Iterator[Where]:
    for iban in _IBAN.finditer(text):
        if _adds_up(iban[0]):
            yield "bank account", *iban.span()
    if not _ABOUT_BANKS.search(text):
        return
    for code in _SORT_CODE.finditer(text):
        if _ABOUT_SORT_CODES.search(_before(text, code.start(), 40)):
            yield "bank account", *code.span()
    for account in _ACCOUNT.finditer(text):
        near = text[max(0, account.start() - 80) : account.end() + 60]
        about = _ABOUT_ACCOUNTS.search(_before(text, account.start(), 40))
        if about and _ABOUT_BANKS.search(near):
            yield "bank account", *account.span()


def _adds_up(iban: str) -> bool:
    """The check of ISO 7064 that every account number of this form passes."""
    plain = iban.replace(" ", "").upper()
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
