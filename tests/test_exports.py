"""The register as data: what machines read says the same as the pages."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import icalendar

from partnership_register.exports.calendars import calendar, event
from partnership_register.exports.register_data import COLUMNS, guarded
from partnership_register.model import RECORD_TYPES
from partnership_register.model.meeting import Meeting
from partnership_register.model.partnership import Partnership
from partnership_register.register import Register


def test_the_spreadsheet_has_a_row_for_each_partnership(
    small_site: Path, register: Register
) -> None:
    """register.csv opens in a spreadsheet program and names every partnership once."""
    content = (small_site / "register/register.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [p.id for p in register.all(Partnership)]
    board = next(row for row in rows if row["id"] == "harbour-board")
    assert (board["last_meeting"], board["next_meeting"]) == ("2026-09-03", "2027-03-04")
    assert (board["agreement"], board["open_risks"], board["members"]) == ("in-place", "1", "2")


def test_the_data_holds_every_public_record_and_nothing_withheld(
    small_site: Path, register: Register
) -> None:
    """register.json names its licence and day, and with the files it leads to every record once."""
    texts = [(small_site / "register/register.json").read_text(encoding="utf-8")]
    data = json.loads(texts[0])
    assert data["as_of"] == "2026-11-22"
    for partnership in data["partnerships"]:
        place = partnership["records_at"].removeprefix("https://register.saltcombe.example/")
        texts.append((small_site / place).read_text(encoding="utf-8"))
        assert json.loads(texts[-1])["partnership"] == partnership["id"]
    held = [json.loads(text)["records"] for text in texts]
    ids = {
        kind.kind: sorted(each["id"] for records in held for each in records.get(kind.kind, ()))
        for kind in RECORD_TYPES
    }
    assert ids == {kind.kind: [each.id for each in register.all(kind)] for kind in RECORD_TYPES}
    assert not [text for text in texts if "SECRET" in text]


def test_nothing_withheld_is_anywhere_on_the_site(small_site: Path) -> None:
    """Words of an exempt item are in no file, and its public summary is on its page."""
    for file in small_site.rglob("*"):
        if file.is_file():
            assert b"SECRET" not in file.read_bytes(), file
    page = (small_site / "partnerships/harbour-board/meetings/2026-03-05/index.html").read_text()
    assert "paragraph 3 of Part 1 of Schedule 12A" in page
    assert "A price for two berths was agreed." in page


def test_a_calendar_holds_every_meeting_with_its_status(register: Register) -> None:
    """Cancelled and moved meetings stay in the calendar and go out as cancelled."""
    written = [event(register, each, "https://r.example/") for each in register.all(Meeting)]
    content = calendar("All", written)
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    statuses = {str(event["UID"]): str(event["STATUS"]) for event in events}
    assert statuses == {
        "harbour-board/2026-03-05@r.example": "CONFIRMED",
        "harbour-board/2026-09-03@r.example": "CONFIRMED",
        "harbour-board/2027-03-04@r.example": "CONFIRMED",
        "quay-group/2026-06-01@r.example": "CANCELLED",
        "quay-group/2026-06-08@r.example": "CANCELLED",
    }
    first = next(event for event in events if "2026-03-05" in event["UID"])
    assert first.decoded("DTSTART").isoformat() == "2026-03-05T18:00:00+00:00"
    assert str(first["URL"]) == "https://r.example/partnerships/harbour-board/meetings/2026-03-05/"


def test_no_calendar_is_empty(demo_site: Path) -> None:
    """Where no meeting is recent, the last one stays, since its address was given to people."""
    files = [*demo_site.rglob("*.ics")]
    empty = [file for file in files if b"BEGIN:VEVENT" not in file.read_bytes()]
    assert files
    assert empty == []


def test_the_sitemap_names_every_page_once_and_no_frame(small_site: Path) -> None:
    """Hand-written pages and pages of records are there, stubs are not."""
    root = ElementTree.fromstring((small_site / "sitemap.xml").read_text(encoding="utf-8"))
    named = [place.text or "" for place in root.iter() if place.tag.endswith("loc")]
    base = "https://register.saltcombe.example/"
    assert len(named) == len(set(named))
    assert f"{base}about/" in named
    assert f"{base}partnerships/quay-group/meetings/2026-06-08/" in named
    assert not [url for url in named if "frame" in url]


def test_a_former_id_leads_to_the_page_of_today(small_site: Path) -> None:
    """The address that an organisation had under its former id still answers."""
    page = (small_site / "organisations/rnl-saltcombe/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../lifeboat-trust/"' in page


def test_no_cell_can_be_taken_for_a_formula() -> None:
    """A spreadsheet program runs nothing that an officer or anybody else has written."""
    for text in ("=1+1", "+44", "-1", "@SUM(A1)", "\t=1"):
        assert guarded(text).startswith("'")
    assert guarded("Safer Thornmere") == "Safer Thornmere"
