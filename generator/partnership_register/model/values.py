"""The kinds of value that a field may hold, each with the sentence said when it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from partnership_register.model import meant
from partnership_register.problems import shown

_LONGEST = 2000
"""Characters of a value that is looked at; no date, number, address or id is as long."""
_LONGEST_TO_MEND = 100
_OF_WORD = re.compile("[\u00a0\u00ad\u034f\u061c\u2000-\u2011\u202f\u3000\ufeff]")
"""Spaces, hyphens and marks between letters that look like others, or like nothing at all."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a string as the id of something of the given kind; the Register resolves it."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True)
class Markdown:
    """Marks a string as GitHub-flavoured Markdown, in which `[[...]]` links to a record."""


@dataclass(frozen=True, slots=True)
class FileBeside:
    """Marks a string as the name of a file that lies beside the record."""


def _checked(
    pattern: str,
    message: str,
    hint: str | Callable[[str], str],
    convert: Callable[[str], object],
    mend: Callable[[str], str],
    *,
    so: str | Callable[[str, str], str] = "write",
) -> BeforeValidator:
    """A validator from text: `pattern` must match whole, then `convert` makes the value.

    Where it does not, the hint is `so` and what `mend` makes of the text, else `hint`.
    """
    compiled = re.compile(pattern)

    @lru_cache(maxsize=4096)
    def made(written: str) -> object:
        text = written.strip()
        try:
            if len(text) <= _LONGEST and compiled.fullmatch(text) and not _OF_WORD.search(text):
                return convert(text)
        except (ValueError, InvalidOperation):
            pass  # the right shape but no such value, such as 30 February
        typed = _as_typed(text)
        better = mend(typed) if len(text) <= _LONGEST_TO_MEND else ""
        if typed != text and compiled.fullmatch(typed):
            better = typed
        of_word = f": {_ODD}" if typed != text else ""
        begun = so if isinstance(so, str) else so(typed, better)
        otherwise = hint if isinstance(hint, str) else hint(typed[:_LONGEST_TO_MEND])
        instead = f"{begun} {shown(better, most=2 * _LONGEST_TO_MEND)}" if better else otherwise
        said = f'"{shown(text)}" {message}{of_word}; {instead}'
        raise PydanticCustomError("register", "{said}", {"said": said})

    return BeforeValidator(lambda value: made(value) if isinstance(value, str) else value)


_ODD = "a space, hyphen or mark of a special kind stands in it, as Word makes them"


def _as_typed(text: str) -> str:
    """A text as somebody types it who has only the keys of a keyboard."""
    plain = text.translate({0x00AD: "", 0x2010: "-", 0x2011: "-", 0xFEFF: ""})
    return _OF_WORD.sub(lambda odd: " " if odd[0].isspace() else "", plain)


YES, NO = ("yes", "true"), ("no", "false")


def _year(text: str) -> str:
    """A year as it is written; the second of a financial year must follow upon the first."""
    first, second = int(text[:4]), text[5:]
    if second and int(second) != (first + 1) % 10 ** len(second):
        raise ValueError(text)
    return text


def _file_alone(written: str, better: str) -> str:
    """What to do about a name: write it without its folder, or give the file another."""
    is_there = better in re.split(r"[/\\]", written)
    return "write the name alone:" if is_there else "give the file another name, such as"


def _figures(written: str) -> str:
    if meant.is_share(written):
        return "write how many, not the percentage"
    return "write figures only, for example 3"


def _one_number(written: str) -> str:
    if meant.are_several_numbers(written):
        return "write one number here, and the other in another place"
    return "write figures and spaces, for example 01632 960001"


def _yes_no(text: str) -> bool:
    return text.lower() in YES


def _money(text: str) -> Decimal:
    return Decimal(text.lstrip("£").replace(",", ""))


Line = Annotated[str, Field(min_length=1, pattern=r"^[^\n]*\S[^\n]*\n*$")]
"""Plain text on one line, shown as it is written."""

Text = Annotated[str, Field(min_length=1, pattern=r"\S"), Markdown()]
"""GitHub-flavoured Markdown; `[[id]]` links to a record, `[[plan#ref]]` to an action."""

Id = Annotated[
    str,
    _checked(
        r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "is not an id",
        "an id has small letters, figures and single hyphens, for example community-safety",
        str,
        meant.identifier,
    ),
]
"""Small letters, figures and single hyphens."""

Date = Annotated[
    date,
    _checked(
        r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]",
        "is not a date",
        "write a day that exists as year-month-day, for example 2026-03-12",
        date.fromisoformat,
        meant.day,
        so="write year-month-day:",
    ),
]
"""A day: year-month-day, such as 2026-03-12."""

Time = Annotated[
    time,
    _checked(
        r"[0-9][0-9]:[0-9][0-9]",
        "is not a time of day",
        "write hours and minutes of the 24-hour clock, for example 14:30",
        time.fromisoformat,
        meant.time_of_day,
        so="write it on the 24-hour clock:",
    ),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
]
"""A time of day: 14:30."""

Moment = Annotated[
    datetime,
    _checked(
        r"[0-9]{4}-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?",
        "is not a day with a time",
        "write year-month-day and the 24-hour clock, for example 2026-12-01 09:30",
        datetime.fromisoformat,
        meant.moment,
        so="write year-month-day hour:minute:",
    ),
    PlainSerializer(lambda value: value.isoformat(" "), return_type=str),
]
"""A day and a time of the clocks in London: 2026-12-01 09:30."""

YesNo = Annotated[
    bool,
    _checked(
        r"(?i:yes|no|true|false)",
        "is neither yes nor no",
        "write yes or no",
        _yes_no,
        meant.yes_or_no,
    ),
]
"""yes or no."""

Number = Annotated[
    int,
    _checked(
        r"[0-9]{1,12}",
        "is not a whole number",
        _figures,
        int,
        meant.number,
    ),
]
"""A whole number, 0 or more."""

Months = Annotated[
    int,
    _checked(
        r"(?=0*[1-9])[0-9]{1,12}",
        "is not a number of months",
        "write 1 or more in figures, for example 12",
        int,
        meant.months,
    ),
]
"""How many months, 1 or more."""

Money = Annotated[
    Decimal,
    _checked(
        r"£?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9][0-9])?|£?[0-9]{1,12}(?:\.[0-9][0-9])?",
        "is not a sum of money",
        "write pounds, for example 12500 or 12500.50",
        _money,
        meant.money,
    ),
]
"""Pounds, such as 12500 or 12,500.50."""

Year = Annotated[
    str,
    _checked(
        r"[0-9]{4}(?:[-/][0-9][0-9](?:[0-9][0-9])?)?",
        "is not a year",
        "write a year or a financial year, for example 2026 or 2026-27",
        _year,
        meant.year,
    ),
]
"""A year (2026) or a financial year (2026-27)."""

Url = Annotated[
    str,
    _checked(
        r"https?://(?=[^\W_])(?![^/]*\.\.)[^\s<>\"]*[^\s<>\".,;]",
        "is not a web address",
        "write it whole, for example https://www.example.org/page",
        str,
        meant.web_address,
    ),
]
"""A web address that starts with https:// or http://."""

_OF_MAIL = r"[^@\s<>\"(),:;.]+"
Email = Annotated[
    str,
    _checked(
        rf"{_OF_MAIL}(?:\.{_OF_MAIL})*@{_OF_MAIL}(?:\.{_OF_MAIL})+",
        "is not an e-mail address",
        "write it whole, for example partnerships@example.org",
        str,
        meant.email,
    ),
]
"""An e-mail address."""

Telephone = Annotated[
    str,
    _checked(
        r"(?:\+?(?=(?:[ ()-]*[0-9]){5})[0-9 ()-]{5,24}(?: ?(?:ext|x)\.? ?[0-9]+)?|1[0-9]{2}|999)",
        "is not a telephone number",
        _one_number,
        str,
        meant.telephone,
    ),
]
"""A telephone number; those of three figures are services that all may ring, such as 101."""

IS_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9]+")
FileName = Annotated[
    str,
    _checked(
        IS_FILE_NAME.pattern,
        "is not the name of a file beside the record",
        "use letters, figures, hyphens, dots and underscores, for example terms-of-reference.pdf",
        str,
        meant.file_name,
        so=_file_alone,
    ),
    FileBeside(),
]
"""The name of a file in the folder of the record."""

Colour = Annotated[
    str,
    _checked(
        r"#[0-9a-fA-F]{6}",
        "is not a colour",
        'write # and six figures between quotes, for example "#1d4d4f"',
        str,
        meant.colour,
    ),
]
"""A colour as # and six hexadecimal figures."""

Month = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip

OrganisationRef = Annotated[str, RefTo("organisation")]
PartnershipRef = Annotated[str, RefTo("partnership")]
MeetingRef = Annotated[str, RefTo("meeting")]
PlanRef = Annotated[str, RefTo("plan")]
ReviewRef = Annotated[str, RefTo("review")]
RiskRef = Annotated[str, RefTo("risk")]
StrategyRef = Annotated[str, RefTo("strategy")]
DocumentRef = Annotated[str, RefTo("document")]
MemberRef = Annotated[str, RefTo("member")]
ActionRef = Annotated[str, RefTo("action")]
DecisionRef = Annotated[str, RefTo("decision")]
ObjectiveRef = Annotated[str, RefTo("objective")]
SectorRef = Annotated[str, RefTo("sector")]
CategoryRef = Annotated[str, RefTo("category")]
PortfolioRef = Annotated[str, RefTo("portfolio")]
RegimeRef = Annotated[str, RefTo("regime")]
AspectRef = Annotated[str, RefTo("aspect")]
RatingRef = Annotated[str, RefTo("rating")]
