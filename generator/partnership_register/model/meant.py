"""What an officer most likely meant by a value that a field cannot take, for the hint to show.

Each function takes text and gives what to write instead, or nothing where it would be a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from partnership_register.timescales import Bearing, Dated, Precision, read

_NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six",
                 "seven", "eight", "nine", "ten", "eleven", "twelve")  # fmt: skip
_OF_MONTHS = re.compile(r"\s*months?$")
_FIRST_HOUR_OF_A_MEETING = 7
"""An hour below this, without am or pm, may be of the morning or of the afternoon."""
_PARTS_OF_DAY = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_TRUTHS = {
    **dict.fromkeys(("y", "yes.", "yeah", "on", "1", "x", "t"), "yes"),
    **dict.fromkeys(("n", "no.", "nope", "off", "0", "none", "f"), "no"),
}
_THOUSANDS = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}


def day(text: str) -> str:
    """A day in British order or in words, as year-month-day.

    >>> day("12/03/2026"), day("12th March 2026"), day("2026-3-2"), day("March 2026")
    ('2026-03-12', '2026-03-12', '2026-03-02', '')
    """
    figures = re.fullmatch(r"(\d{4})[-/. ](\d\d?)[-/. ](\d\d?)", text)
    terms = read("{2}/{1}/{0}".format(*figures.groups()) if figures else text).terms
    match terms:
        case (Dated(bearing=Bearing.IN, period=period),) if period.precision is Precision.DAY:
            return period.first.isoformat()
    return ""


def time_of_day(text: str) -> str:
    """A time as people write it, on the 24-hour clock.

    >>> time_of_day("2pm"), time_of_day("14.30"), time_of_day("9:30 a.m."), time_of_day("2.30")
    ('14:00', '14:30', '09:30', '')
    """
    plain = text.lower().replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm")
    plain = plain.removesuffix("hrs").removesuffix("o'clock")
    if plain in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[plain]
    found = re.fullmatch(r"(\d\d?)(?:[:.h-]?(\d\d))?(?::00)?(am|pm|noon)?", plain)
    if not found or not (found[2] or found[3]):
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (0 if found[3] == "am" else 12)
    elif hour < _FIRST_HOUR_OF_A_MEETING and not found[1].startswith("0"):
        return ""
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def moment(text: str) -> str:
    """A day with a time, however either is written.

    >>> moment("1 December 2026, 9.30am"), moment("2026-12-01T09:30"), moment("1 December 2026")
    ('2026-12-01 09:30', '2026-12-01 09:30', '')
    """
    found = re.fullmatch(
        r"(.+?)(?:,? at |, | |T)(\d\d?(?:[:.]\d\d)?(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?)", text
    )
    when = found and (day(found[1]), time_of_day(found[2]))
    return " ".join(when) if when and all(when) else ""


def yes_or_no(text: str) -> str:
    """One of the two words.

    >>> yes_or_no("Y"), yes_or_no("off"), yes_or_no("perhaps")
    ('yes', 'no', '')
    """
    return _TRUTHS.get(text.lower(), "")


def number(text: str) -> str:
    """A whole number in figures.

    >>> number("three"), number("10 days"), number("1,000"), number("3 or 4"), number("94%")
    ('3', '10', '1000', '', '')
    >>> number("2 weeks"), number("2 days a week"), number("3+"), number("2½")
    ('', '', '', '')
    """
    if is_share(text) or _OF_ANOTHER_UNIT.search(text):
        return ""
    if text.lower() in _NUMBER_WORDS:
        return str(_NUMBER_WORDS.index(text.lower()))
    found = re.fullmatch(r"([^\d.-]*)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.0+)?([^\d.]*)", text)
    return found[2].replace(",", "") if found else ""


_OF_ANOTHER_UNIT = re.compile(r"(?i)week|month|quarter|year|hour|half|\bper\b|[+/\u00bc-\u00be]")
"""What makes of the figure before it another number of days, or no whole one."""


def is_share(text: str) -> bool:
    """Whether a figure says how many of a hundred."""
    return re.search(r"(?i)%|per ?cent", text) is not None


def months(text: str) -> str:
    """A number of months in figures.

    >>> months("twelve"), months("6 months"), months("none"), months("0"), months("2 years")
    ('12', '6', '', '', '')
    """
    count = _OF_MONTHS.sub("", text.lower())
    found = number(count) if count.isdecimal() or count in _NUMBER_WORDS else ""
    return found if found.strip("0") else ""


def money(text: str) -> str:
    """A sum in pounds.

    >>> money("£12.5k"), money("12 500 pounds"), money("GBP 1.2 million"), money("12.5")
    ('12500', '12500', '1200000', '12.50')
    """
    plain = re.sub(r"gbp|pounds?|[£\s]|,(?=\d{3}(?!\d))", "", text.lower())
    found = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,6}))?(k|thousand|m|million|)", plain)
    if not found:
        return ""
    pence = int(found[1] + (found[2] or "").ljust(6, "0")) * _THOUSANDS[found[3]] // 10_000
    return f"{pence // 100}.{pence % 100:02}" if pence % 100 else f"{pence // 100}"


def year(text: str) -> str:
    """A financial year.

    >>> year("2026\N{EN DASH}27"), year("26/27"), year("FY 2026 - 2027"), year("this year")
    ('2026-27', '2026-27', '2026-27', '')
    """
    found = re.fullmatch(r"\D*(?:20)?(\d\d)\s*[-/\u2013\u2014]\s*(?:20)?(\d\d)\D*", text)
    if not found or int(found[2]) != int(found[1]) + 1:
        return ""
    return f"20{found[1]}-{found[2]}"


def web_address(text: str) -> str:
    """An address with its beginning.

    >>> web_address("www.saltcombe.example/quay"), web_address("our web site")
    ('https://www.saltcombe.example/quay', '')
    >>> web_address("http://saltcombe.example/quay;"), web_address("https://saltcombe..example")
    ('http://saltcombe.example/quay', 'https://saltcombe.example')
    """
    text = re.sub(r"(?<=\w)\.{2,}(?=\w)", ".", text.rstrip(".,; "))
    if re.fullmatch(r"https?://(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:][^\s<>\"]*)?", text):
        return text
    bare = re.fullmatch(r"(?:[a-z]*:/*)?((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?)", text)
    return f"https://{bare[1]}" if bare else ""


def email(text: str) -> str:
    """The bare address out of what mail programs copy.

    >>> email("Quay desk <quay@saltcombe.example>"), email("quay(at)saltcombe.example")
    ('quay@saltcombe.example', 'quay@saltcombe.example')
    >>> email("mailto:quay@saltcombe..example;"), email("quay desk@saltcombe.example")
    ('quay@saltcombe.example', '')
    """
    plain = re.sub(r"\s?[(\[]at[)\]]\s?", "@", text)
    plain = re.sub(r"\.{2,}", ".", plain)
    found = re.findall(r"(?:^|[<(:;,])\s*(\w[\w.+'-]{0,63}@\w[\w.-]*\.\w+)", plain)
    return found[0].replace(".@", "@") if len(found) == 1 and plain.count("@") == 1 else ""


def telephone(text: str) -> str:
    """The figures alone.

    >>> telephone("Tel: 01632 960001"), telephone("ask the clerk")
    ('01632 960001', '')
    >>> telephone("Tel: 01632 960001, extension 12"), telephone("01632 960001, option 2")
    ('01632 960001 ext 12', '')
    """
    extended = re.fullmatch(r"(?i)(.*\d)[ ,(]*(?:ext(?:ension)?|x)[. ]*(\d{1,6})\)?", text)
    if extended:
        bare = telephone(extended[1])
        return f"{bare} ext {extended[2]}" if bare else ""
    found = re.findall(r"\+?\d[\d ]{7,18}\d", text)
    rest = re.sub(r"\(.*?\)", "", text.replace(found[0], "", 1)) if len(found) == 1 else "0"
    return "" if re.search(r"\d", rest) or are_several_numbers(text) else found[0]


def are_several_numbers(text: str) -> bool:
    """Whether a text has the figures of more than one telephone number.

    >>> are_several_numbers("01632 960140 / 960141"), are_several_numbers("01632 960140 (day)")
    (True, False)
    """
    between = re.findall(r"(?<=\d{3})\D+(?=\d{2})", text)
    return any(re.search(r"[/,;&|]|\b(?:or|and)\b", each) for each in between)


def file_name(text: str) -> str:
    """The same name in letters that every computer and address can hold.

    >>> file_name("papers/Terms of Reference (final).pdf")
    'Terms-of-Reference-final.pdf'
    """
    stem, dot, ending = re.split(r"[/\\]", text)[-1].rpartition(".")
    letters = re.sub(r"[^A-Za-z0-9._]+", "-", _unaccented(stem)).strip("-._")
    return f"{letters}.{ending}" if dot and letters and ending.isalnum() else ""


def colour(text: str) -> str:
    """A colour with its #, between quotes, since # alone would begin a remark.

    >>> colour("1d4f5c"), colour("#abc"), colour("teal")
    ('"#1d4f5c"', '"#aabbcc"', '')
    """
    found = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text)
    if not found:
        return ""
    return '"#{}"'.format("".join(c * (6 // len(found[1])) for c in found[1]))


def identifier(text: str) -> str:
    """Words as an id; of the name of a record's file its ending is no part.

    >>> identifier("Local Government"), identifier("Caf\N{LATIN SMALL LETTER E WITH ACUTE} & bar")
    ('local-government', 'cafe-bar')
    >>> identifier("_council/organisations/berths.yml")
    'berths'
    """
    file = re.fullmatch(r"(?i)(?:.*[/\\])?(.+)\.ya?ml", text)
    words = file[1] if file else text
    return re.sub(r"[^a-z0-9]+", "-", _unaccented(words).lower()).strip("-")


def record_name(text: str, pattern: str) -> str:
    r"""The name of a record's file, without ending, as the pattern of its kind asks for it.

    >>> record_name("Berths (final)", r"[a-z0-9]+(?:-[a-z0-9]+)*")
    'berths-final'
    >>> names = ("10.12.2026", "Minutes of 10th December 2026", "20261210 draft", "2026-13-10")
    >>> [record_name(name, r"\d{4}-\d\d-\d\d(?:-[a-z0-9]+)*") for name in names]
    ['2026-12-10', '2026-12-10', '2026-12-10-draft', '']
    """
    words = identifier(text)
    named = re.compile(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", re.ASCII)
    found = named.search(words) or named.search(_DAY_IN_A_NAME.sub(_day_as_named, words))
    name = found[0] if found else ""
    return "" if re.match(r"\d{4}-\d\d-\d\d", name) and not day(name[:10]) else name


_DAY_IN_A_NAME = re.compile(
    r"(?<![a-z0-9])(?:(\d\d?)(?:st|nd|rd|th)?-([a-z]{3,9}|\d\d?)-(\d{4})|(\d{4})(\d\d)(\d\d))"
    r"(?![a-z0-9])"
)


def _day_as_named(found: re.Match[str]) -> str:
    parts = found.groups()[:3] if found[1] else found.groups()[:2:-1]
    return day(("/" if parts[1].isdecimal() else " ").join(parts)) or found[0]


def copied_from(text: str, pattern: str) -> str:
    """The name of what was copied, for the name that Windows, a Mac or a browser gives the copy.

    >>> [copied_from(name, "[a-z]+") for name in ("berths - Copy", "Copy of berths", "berths (2)")]
    ['berths', 'berths', 'berths']
    >>> copied_from("Berths (2)", "[a-z]+")
    ''
    """
    found = _COPY.fullmatch(text)
    name = (found[1] or found[2]) if found else ""
    return name if re.fullmatch(pattern, name, re.ASCII) else ""


_COPY = re.compile(r"(?i)copy of (.+)|(.+?)(?: - copy(?: ?\(\d+\))?| copy(?: \d+)?| ?\(\d+\))")


def word(text: str, allowed: Sequence[str]) -> str:
    """The word of a vocabulary that means the same as another one, or is it in another form.

    >>> word("unapproved", ["draft", "approved"]), word("Co-Chair", ["chair", "vice-chair"])
    ('draft', 'chair')
    >>> word("In place", ["in-place", "partly"]), word("unmoved", ["held", "moved"])
    ('in-place', '')
    """
    plain = "-".join(re.findall(r"[^\W_]+", text.lower()))
    same = (word for words, others in _SAME if plain in others for word in words)
    return next((word for word in (plain, *same) if word in allowed), "")


_SAME = (
    (("draft", "proposed"), ("unapproved", "not-approved", "unconfirmed", "not-confirmed",
                             "provisional", "unsigned", "unadopted", "not-adopted",
                             "to-be-approved", "awaiting-approval", "approval-pending")),
    (("approved", "adopted", "agreed"), ("approved", "adopted", "confirmed", "agreed", "signed",
                                         "ratified", "endorsed", "resolved", "carried")),
    (("rejected",), ("refused", "not-agreed", "not-approved", "lost", "declined", "disagreed",
                     "not-carried", "defeated")),
    (("noted",), ("received",)),
    (("moved", "deferred", "delayed", "paused"), ("postponed", "adjourned", "rescheduled",
                                                  "put-off", "on-hold")),
    (("cancelled",), ("canceled", "not-held", "abandoned", "inquorate")),
    (("held", "complete", "closed"), ("done", "completed", "finished", "past", "met", "ended")),
    (("scheduled", "not-started"), ("upcoming", "future", "planned", "not-held-yet",
                                    "not-yet-held", "to-be-held")),
    (("under-way",), ("underway", "in-progress", "ongoing", "started", "in-hand")),
    (("open",), ("opened", "reopened")),
    (("superseded", "overtaken"), ("replaced", "obsolete")),
    (("paused", "closed"), ("inactive", "dormant", "disbanded", "dissolved")),
    (("closed",), ("not-active",)),
    (("chair",), ("co-chair", "cochair", "joint-chair", "chairman", "chairwoman", "chairperson")),
    (("vice-chair",), ("deputy-chair", "deputy", "vice-chairman", "vice-chairwoman")),
    (("absent",), ("not-present", "missing", "did-not-attend")),
    (("apologies",), ("apology", "sent-apologies", "excused")),
    (("present",), ("attended", "here", "there")),
    (("in-attendance",), ("attending", "guest", "visitor")),
)  # fmt: skip
"""Words of vocabularies, best first, and others by which people mean the same."""


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
