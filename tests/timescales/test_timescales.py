"""What the reader of timescales makes of the words of officers, and what follows from that."""

import csv
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from partnership_register.timescales import (
    Anniversary,
    Dated,
    Kind,
    Period,
    Precision,
    Recurring,
    Relative,
    Timescale,
    read,
)

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"

SOURCES = ("winchester", "wychavon", "oxfordshire", "invented")
CASES: list[dict[str, Any]] = [
    case
    for source in SOURCES
    for case in yaml.safe_load((HERE / "cases" / f"{source}.yml").read_text(encoding="utf-8"))
]
TEXTS = [case["text"] for case in CASES]


def as_case(timescale: Timescale) -> dict[str, Any]:
    """All that a timescale says, as a case writes it: what is empty is left out."""
    told = {
        "text": timescale.text,
        "plain": timescale.plain,
        "kinds": [kind.value for kind in timescale.kinds],
        "dates": [dated_as_text(dated) for dated in timescale.dates],
        "recurs": [recurring_as_text(recurring) for recurring in timescale.recurrences],
        "relative": [relative_as_fields(relative) for relative in timescale.relatives],
        "starts": timescale.starts,
        "due": timescale.due,
        "unread": [extract.text for extract in timescale.unread],
    }
    return {key: value for key, value in told.items() if value or key == "text"}


def dated_as_text(dated: Dated) -> str:
    first, last = dated.period.first, dated.period.last
    days = f"{first}" if first == last else f"{first}..{last}"
    return f"{dated.bearing} {days} ({dated.period.precision})"


def recurring_as_text(recurring: Recurring) -> str:
    parts = [
        f"every {recurring.every}",
        *(f"on {day_of_year(anniversary)}" for anniversary in recurring.on),
        *(f"after {anchor.last}" for anchor in recurring.anchors),
        f"starts {recurring.starts}" if recurring.starts else "",
        f"ends {recurring.ends}" if recurring.ends else "",
    ]
    return ", ".join(part for part in parts if part)


def day_of_year(anniversary: Anniversary) -> str:
    return f"{anniversary.month:02}-{anniversary.day or 'end'}"


def relative_as_fields(relative: Relative) -> dict[str, Any]:
    fields = {
        "lapse": str(relative.lapse or ""),
        "relation": str(relative.relation or ""),
        "event": relative.event,
        "each": relative.each,
    }
    return {key: value for key, value in fields.items() if value}


def facts(timescale: Timescale) -> dict[str, Any]:
    """What was read, without the words it was read from."""
    return {
        key: str(value).casefold()
        for key, value in as_case(timescale).items()
        if key not in ("text", "unread")
    }


def quoted(line: str) -> list[str]:
    return re.findall(r'"([^"]+)"', line)


# Words of the field, for texts that the rules have something to do with.
VOCABULARY = """
by end of the from in until between for before after during within onwards start annual
March May October September Sept. 2006 2007 06 '07 2006/2007 2006/07 06/07 31 30th 31/03/2007
29 February 2009-10 10-12 Friday spring winter Q1 financial year w/c quarter
annually quarterly six-monthly every each two weeks months 10 5 working days then thereafter
and or to - \u2013 / , . ; ( ) meeting meetings next all conference not ongoing on-going
immediate effect with Board reviews completed via LSP ??? consultation starting at revised was now
"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, max_size=14).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=80), SENTENCES)
DAYS = st.dates()
BLANKS = st.sampled_from([" ", "  ", "\n", "\t ", "\u00a0", "\r\n"])
CASINGS = st.sampled_from([str.upper, str.lower, str.title, str])


@pytest.mark.parametrize("case", CASES, ids=TEXTS)
def test_reading_says_all_that_the_case_says_and_no_more(case: dict[str, Any]) -> None:
    """A timescale is read as its case has it, whole, with what stays unread."""
    expected = {key: value for key, value in case.items() if key not in ("ref", "asked")}
    assert as_case(read(case["text"])) == expected


ASKED = [(case["text"], asked) for case in CASES for asked in case.get("asked", [])]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_is_due_follows_from_the_dates_passed_in(text: str, asked: dict[str, Any]) -> None:
    """What is outstanding, next due and overdue depends on as_of and last_done only."""
    timescale = read(text)
    as_of, last_done = asked["as_of"], asked.get("last_done")
    assert {
        "outstanding": timescale.outstanding(last_done),
        "next_due": timescale.next_due(as_of, last_done),
        "overdue": timescale.is_overdue(as_of, last_done),
    } == {key: asked[key] for key in ("outstanding", "next_due", "overdue")}


@pytest.mark.parametrize("text", TEXTS)
def test_plain_english_is_due_on_the_same_day(text: str) -> None:
    """The plain English of a timescale, read in turn, is due when the timescale is."""
    timescale = read(text)
    assert read(timescale.plain).due == timescale.due


def test_every_kind_has_a_case() -> None:
    """No kind of timescale goes without an example."""
    assert {kind for case in CASES for kind in case["kinds"]} == {kind.value for kind in Kind}


@pytest.mark.parametrize(
    ("paper", "column"), [("winchester-2006.csv", "Timescale"), ("wychavon-2008.csv", "When by")]
)
def test_every_timescale_of_the_two_real_plans_has_a_case(paper: str, column: str) -> None:
    """The cases hold each timescale of the real plans, letter by letter."""
    path = SHARED / "real" / paper
    if not path.exists():
        pytest.skip("the real plans are not beside this checkout")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = {row[column] for row in csv.DictReader(file)} - {column}
    assert cells <= set(TEXTS)


def test_every_timescale_that_the_mission_quotes_has_a_case() -> None:
    """The cases hold each timescale of the three papers that the mission lists as an oddity."""
    path = SHARED / "mission.md"
    if not path.exists():
        pytest.skip("the mission is not beside this checkout")
    headings = ("- **Timescales (WIN-AP", "- **WYC When by**", "- **OXF When**")
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(headings)
    ]
    assert len(lines) == len(headings)
    assert {text for line in lines for text in quoted(line)} <= set(TEXTS)


@given(text=ANY_TEXT, as_of=DAYS, last_done=st.none() | DAYS)
@example(text="1" * 5000, as_of=date.min, last_done=date.max)
@example(text="every 999 years, by May 2006", as_of=date.max, last_done=date.min)
@example(
    text="\u0663 days, \u0660\u0661/\u0660\u0662/\u0662\u0660\u0660\u0667",
    as_of=date.min,
    last_done=None,
)
def test_any_text_is_a_timescale(text: str, as_of: date, last_done: date | None) -> None:
    """Whatever is written is kept, read the same each time, and can be asked anything."""
    timescale = read(text)
    assert timescale == read(text)
    assert timescale.text == text
    assert timescale.kinds
    assert timescale.plain
    timescale.outstanding(last_done)
    timescale.next_due(as_of, last_done)
    timescale.is_overdue(as_of, last_done)


@given(text=ANY_TEXT)
def test_sources_are_stretches_of_the_text_that_do_not_overlap(text: str) -> None:
    """What was read and what was not are parts of the text, each letter in one of them at most."""
    timescale = read(text)
    extracts = {*(term.source for term in timescale.terms), *timescale.unread}
    ordered = sorted(extracts, key=lambda extract: extract.start)
    assert all(text[extract.start : extract.end] == extract.text != "" for extract in ordered)
    assert all(one.end <= other.start for one, other in pairwise(ordered))


@given(text=ANY_TEXT)
def test_no_letter_or_figure_is_lost(text: str) -> None:
    """What is neither read nor marked as unread says nothing: marks, "and", "then"."""
    timescale = read(text)
    rest = text
    for extract in (*(term.source for term in timescale.terms), *timescale.unread):
        rest = rest[: extract.start] + " " * len(extract.text) + rest[extract.end :]
    assert set(re.findall(r"\w+", rest.casefold())) <= {"and", "then"}


@given(text=ANY_TEXT)
def test_every_date_stands_in_the_words_it_says_it_was_read_from(text: str) -> None:
    """The words of a date, read alone, tell the same days."""
    timescale = read(text)
    for source in {dated.source for dated in timescale.dates}:
        there = {dated.period for dated in timescale.dates if dated.source == source}
        assert {dated.period for dated in read(source.text).dates} == there


@given(
    words=st.lists(WORDS, max_size=14) | st.sampled_from(TEXTS).map(str.split),
    blanks=st.lists(BLANKS, min_size=200, max_size=200),
    casing=CASINGS,
)
def test_blanks_and_capital_letters_change_nothing(
    words: list[str], blanks: list[str], casing: Any
) -> None:
    """The same words in other letters and with other blanks between them are read the same."""
    other = "".join(casing(word) + blank for word, blank in zip(words, blanks, strict=False))
    assert facts(read(other)) == facts(read(" ".join(words)))


WAYS_TO_WRITE_A_DAY = (
    "{day} {month} {year}",
    "{day} {abbreviated} {year}",
    "{day}-{abbreviated}-{short}",
    "{day} {month} '{short}",
    "{day} of {month} {short}",
    "{month} {day}, {year}",
    "{day:02}/{number:02}/{year}",
    "{day}/{number}/{short}",
    "{day}.{number}.{year}",
    "{day:02}-{number:02}-{short}",
    "{year}-{number:02}-{day:02}",
)


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    way=st.sampled_from(WAYS_TO_WRITE_A_DAY),
)
def test_a_day_is_read_however_it_is_written(day: date, way: str) -> None:
    """Words or figures, two or four for the year, the day before the month: it is one day."""
    written = way.format(
        day=day.day,
        number=day.month,
        month=MONTHS[day.month - 1],
        abbreviated=MONTHS[day.month - 1][:3],
        year=day.year,
        short=f"{day:%y}",
    )
    timescale = read(f"Report by {written}.")
    assert timescale.due == day
    assert [extract.text for extract in timescale.unread] == ["Report"]


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@given(year=st.integers(2000, 2098), month=st.integers(1, 12))
def test_a_month_is_due_by_its_last_day_and_starts_on_its_first(year: int, month: int) -> None:
    """By a month is by its last day and late only after that; from a month has no due date."""
    name = f"{MONTHS[month - 1]} {year}"
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    by, onwards = read(f"By end of {name}"), read(f"{name} onwards")
    assert by.due == read(f"By {name}").due == last
    assert not by.is_overdue(last)
    assert by.is_overdue(last + timedelta(days=1))
    assert (onwards.starts, onwards.due) == (date(year, month, 1), None)
    assert not onwards.is_overdue(date.max)


@given(year=st.integers(2000, 2098), mark=st.sampled_from(["/", "-", "\u2013", " / "]))
def test_two_years_that_follow_each_other_are_a_financial_year(year: int, mark: str) -> None:
    """2006/2007, 2006-07 and 2006 / 07 end on 31 March 2007; 2006/08 is no financial year."""
    for second in (f"{year + 1}", f"{(year + 1) % 100:02}"):
        assert read(f"by end of {year}{mark}{second}").due == date(year + 1, 3, 31)
    assert Kind.FINANCIAL_YEAR not in read(f"by end of {year}{mark}{year + 2}").kinds


RECURRENCES = st.sampled_from(
    [
        *("By end of March 2007 and annually thereafter", "March annually", "Quarterly."),
        *(
            "May and October annually.",
            "February 09 and then annually.",
            "by 29 February 2008, then yearly",
        ),
        *(
            "by 31 January 2009 and monthly thereafter",
            "every two weeks",
            "6 monthly, May and October",
        ),
        *("daily from 3 May 2006 until 9 May 2006", "by 5 June 2006 and weekly thereafter"),
    ]
)


@given(
    text=RECURRENCES | SENTENCES,
    as_of=DAYS,
    later=DAYS,
    last_done=st.none() | DAYS,
)
def test_next_due_never_lies_behind_and_never_goes_back(
    text: str, as_of: date, later: date, last_done: date | None
) -> None:
    """The next due date is on or after the day asked about, and moves on with it."""
    timescale = read(text)
    as_of, later = min(as_of, later), max(as_of, later)
    next_due, next_due_later = (timescale.next_due(day, last_done) for day in (as_of, later))
    assert next_due is None or next_due >= as_of
    if next_due and next_due_later:
        assert next_due_later >= next_due
        assert timescale.next_due(next_due, last_done) == next_due


@given(text=RECURRENCES | SENTENCES, as_of=DAYS, last_done=st.none() | DAYS)
def test_overdue_is_what_is_outstanding_on_a_day_gone_by(
    text: str, as_of: date, last_done: date | None
) -> None:
    """Overdue means unmet after its day; what is ongoing never is."""
    timescale = read(text)
    outstanding = timescale.outstanding(last_done)
    late = outstanding is not None and outstanding < as_of
    assert timescale.is_overdue(as_of, last_done) == (late and not timescale.is_ongoing)


@given(last_done=st.dates(date(2007, 1, 1), date(2090, 1, 1)))
def test_work_done_on_its_due_date_leaves_the_one_after_it_outstanding(last_done: date) -> None:
    """Done on time each year, a yearly review is due a year later, on the last day of March."""
    timescale = read("By end of March 2007 and annually thereafter")
    in_time = date(last_done.year, 3, 31)
    assert timescale.outstanding(in_time) == date(last_done.year + 1, 3, 31)
    assert timescale.next_due(in_time, in_time) == date(last_done.year + 1, 3, 31)


SIZE = 64 * 1024
HOSTILE = (
    *(
        "1",
        "1/",
        "1 / ",
        "1,000",
        "a'",
        "\0",
        "(",
        ". ",
        "- ",
        "\u2013",
        "six-",
        "\u0130",
        "0" * 40 + " ",
    ),
    *("May and ", "May 2006, ", "May 2006 to ", "from May ", "between May 2006 and ", "31 of May "),
    *("before ", "before each Core Group ", "10 days before ", "10 days before May 2006, "),
    *("within 5 working days of ", "not ", "every 2 ", "annually, ", "annually, May and "),
    *("and then ", "then annually x ", "2006, 2006 budget and ", "by end of the "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_hostile_text_is_read_like_any_other(piece: str) -> None:
    """64 kB of one thing over and over are read to the end and kept."""
    text = ("1" + piece * SIZE)[:SIZE] + " by March 2007"
    timescale = read(text)
    assert timescale.text == text
    assert timescale.plain


def test_a_period_does_not_run_backwards() -> None:
    """A period that would end before it starts is refused, with both days named."""
    with pytest.raises(ValueError, match="end on 2006-01-01 and start on 2006-01-02"):
        Period(date(2006, 1, 2), date(2006, 1, 1), Precision.DAY)
