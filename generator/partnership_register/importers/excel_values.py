"""Writes the value of a spreadsheet cell as it is seen: dates in words, money, per cent."""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from partnership_register.timescales.periods import MONTH_NAMES

_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?")

_SCALED = re.compile(r",(?:\.|,|$)|[/eE]")
"""Formats that show thousands, fractions or powers of ten: the plain number is written instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a cell; `kind` is "date" or "number" where it was not stored as this text."""

    text: str
    kind: str = ""


def shown(value: object, number_format: str) -> Shown:
    """The text that an officer sees for a stored value; dates are written "31 October 2008"."""
    match value:
        case None:
            return Shown("")
        case bool():
            return Shown("TRUE" if value else "FALSE")
        case int() | float():
            return Shown(_number(value, number_format), "number")
        case datetime.datetime() | datetime.date():
            return Shown(_date(value, number_format), "date")
        case datetime.time():
            return Shown(f"{value:%H:%M}", "date")
        case _:
            return Shown(str(value))


def _date(value: datetime.date, number_format: str) -> str:
    """The parts of a date that its format shows: a month alone does not become a day."""
    parts = _bare(number_format).lower()
    words = [MONTH_NAMES[value.month - 1]] if "m" in parts or "d" in parts else []
    if "d" in parts:
        words.insert(0, str(value.day))
    if "y" in parts or not words:
        words.append(str(value.year))
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        words.append(f"{value:%H:%M}")
    return " ".join(words)


def _number(value: float, number_format: str) -> str:
    layout = _bare(number_format)
    found = _DIGITS.search(layout)
    before, after = (layout[: found.start()], layout[found.end() :]) if found else ("", "")
    if not found or _SCALED.search(found.group() + after):
        return _general(value)
    whole, _, decimals = found.group().partition(".")
    exact = Decimal(repr(value)) * (100 if "%" in after else 1)
    rounded = abs(exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP))
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if decimals.endswith("#"):
        text = text.rstrip("0").rstrip(".")
    if "," not in whole:
        digits, dot, rest = text.partition(".")
        text = digits.zfill(whole.count("0")) + dot + rest
    sign = "-" if exact < 0 else ""
    return f"{sign}{before.strip()}{text}{after.rstrip()}"


def _general(value: float) -> str:
    return str(int(value)) if value == int(value) else format(value, ".10g")


def _bare(number_format: str) -> str:
    """The first section of a number format, without its padding, colours and quotation marks."""
    section = number_format.split(";", maxsplit=1)[0]
    if section == "General":
        return ""
    section = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", section)
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    return section.replace("\\", "").replace('"', "")
