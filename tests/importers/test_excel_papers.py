"""Action plans kept in Excel, with what Excel lets people do to a sheet."""

import datetime
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from partnership_register.importers import ImportedPlan, ImportRefused, plan_from, read_paper
from partnership_register.importers.excel_values import shown

COLUMNS = ("Ref", "Action", "Lead", "When", "Cost")


def sheet_with(rows: Sequence[Sequence[object]]) -> Worksheet:
    """The first sheet of a new workbook, its rows filled from the top."""
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return sheet


def saved(sheet: Worksheet, tmp_path: Path) -> Path:
    path = tmp_path / "paper.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def imported(sheet: Worksheet, tmp_path: Path, name: str | None = None) -> ImportedPlan:
    return plan_from(read_paper(saved(sheet, tmp_path), sheet=name))


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of its parts changed, as other programs would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (2.1, "General", "2.1"),
        (2.1, "0.00", "2.10"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "000", "007"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (4000, '"£"#,##0', "£4,000"),
        (4000.5, "[$£-809]#,##0.00", "£4,000.50"),
        (-12.5, "_-£* #,##0.00_-;-£* #,##0.00_-", "-£12.50"),
        (3, '0" days"', "3 days"),
        (1200000, "0.0,,", "1200000"),
        (True, "General", "TRUE"),
        (datetime.datetime.fromisoformat("2008-10-31"), "dd/mm/yyyy", "31 October 2008"),
        (datetime.datetime.fromisoformat("2008-10-01"), "mmm-yy", "October 2008"),
        (datetime.datetime.fromisoformat("2008-10-31"), "d-mmm", "31 October"),
        (datetime.datetime.fromisoformat("2008-01-01"), "yyyy", "2008"),
        (
            datetime.datetime.fromisoformat("2008-10-31 14:30"),
            "dd/mm/yyyy hh:mm",
            "31 October 2008 14:30",
        ),
        (datetime.time(14, 30), "hh:mm", "14:30"),
        (None, "General", ""),
    ],
)
def test_a_value_is_written_as_it_is_seen(value: object, number_format: str, text: str) -> None:
    """What Excel stores and what it shows differ; the plan has what is shown, dates in words."""
    assert shown(value, number_format).text == text


def test_dates_and_sums_are_written_out_and_reported(tmp_path: Path) -> None:
    """An officer is told of every kind of cell whose text is not stored as text."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair", datetime.date(2008, 10, 31), 4000)])
    sheet["E2"].number_format = '"£"#,##0'
    plan = imported(sheet, tmp_path)
    (action,) = plan.data["actions"]
    assert (action["timescale"], action["resources"]) == ("31 October 2008", "£4,000")
    assert 'D2 as "31 October 2008"' in plan.report()
    assert 'E2 as "£4,000"' in plan.report()


def test_a_nought_that_excel_dropped_from_a_ref_is_asked_about(tmp_path: Path) -> None:
    """The refs 2.1 and 2.10 are one number to Excel; nothing is renumbered, but it is said."""
    refs = [2.1, *(round(2 + n / 10, 1) for n in range(2, 10)), 2.1, 2.11]
    sheet = sheet_with([COLUMNS, *((ref, f"Do {n}", "Chair") for n, ref in enumerate(refs))])
    plan = imported(sheet, tmp_path)
    assert [action["ref"] for action in plan.data["actions"]][-2:] == ["2.1", "2.11"]
    assert "Ref 2.1 is a number in the spreadsheet: is it 2.10 in the paper?" in plan.report()


def test_merged_cells_are_read_as_the_one_cell_that_is_seen(tmp_path: Path) -> None:
    """Across all columns a heading, across two the first of them, downwards one for each row."""
    sheet = sheet_with(
        [
            ("Delivery plan",),
            COLUMNS,
            ("Actions for the Board",),
            (1, "Meet often", None, "May 2009", "None"),
            (2, "Write", "Clerk", None, None),
        ]
    )
    for area in ("A1:E1", "A3:E3", "B4:C4", "D4:D5"):
        sheet.merge_cells(area)
    plan = imported(sheet, tmp_path)
    (group,) = plan.data["groups"]
    assert (plan.data["title"], group["title"]) == ("Delivery plan", "Actions for the Board")
    first, second = group["actions"]
    assert first == {
        "ref": "1",
        "action": "Meet often",
        "timescale": "May 2009",
        "resources": "None",
    }
    assert second["timescale"] == "May 2009"


def test_a_heading_in_two_storeys_names_its_columns_in_full(tmp_path: Path) -> None:
    """Of "Start" and "End" under "Timescale" one is the timescale; the other keeps its heading."""
    sheet = sheet_with(
        [
            ("Ref", "Action", "Timescale", None, "Lead"),
            (None, None, "Start", "End", None),
            (1, "Meet", "May", "June", "Chair"),
        ]
    )
    for area in ("C1:D1", "A1:A2", "B1:B2", "E1:E2"):
        sheet.merge_cells(area)
    plan = imported(sheet, tmp_path)
    (action,) = plan.data["actions"]
    assert action["timescale"] == "June"
    assert action["other"] == [{"heading": "Timescale: Start", "text": "May"}]


def test_hidden_rows_columns_and_sheets_are_named(tmp_path: Path) -> None:
    """What is hidden is read where it belongs to the table, and an officer is told in any case."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair", "May", "£5"), (2, "Write", "Clerk", "June")])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("D", "E", hidden=True)
    other = sheet.parent.create_sheet("Old notes")
    other.append(["Nothing of use"])
    other.sheet_state = "veryHidden"
    plan = imported(sheet, tmp_path)
    assert len(plan.data["actions"]) == 2
    report = plan.report()
    assert "before you publish: 3." in report
    assert "before you publish: D, E." in report
    assert 'The hidden sheet "Old notes" was not read; cells filled: 1.' in report


def test_the_sheet_with_the_plan_is_found(tmp_path: Path) -> None:
    """Of several sheets the one with the headings of a plan is read, whatever its place."""
    sheet = sheet_with([("Guidance",), ("Fill in the next sheet",)])
    plan_sheet = sheet.parent.create_sheet("Plan")
    plan_sheet.append(COLUMNS)
    plan_sheet.append((1, "Meet", "Chair"))
    assert len(imported(sheet, tmp_path).data["actions"]) == 1


def test_of_two_plans_in_a_workbook_one_must_be_named(tmp_path: Path) -> None:
    """The importer does not choose between two plans; it says how to."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair")])
    second = sheet.parent.create_sheet("Next year")
    second.append(COLUMNS)
    second.append((1, "Write", "Clerk"))
    with pytest.raises(ImportRefused, match='--sheet "Sheet"'):
        imported(sheet, tmp_path)
    (action,) = imported(sheet, tmp_path, "Next year").data["actions"]
    assert action["action"] == "Write"
    with pytest.raises(ImportRefused, match='There is no sheet "Last year"; the sheets are'):
        imported(sheet, tmp_path, "Last year")


def test_a_formula_is_read_as_its_saved_result(tmp_path: Path) -> None:
    """The result that Excel last saved is what people saw; without one the paper is refused."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair", "May", "=2+3")])
    path = saved(sheet, tmp_path)
    with pytest.raises(ImportRefused, match="result was not saved"):
        read_paper(path)
    rewritten(
        path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"<v\s*/>|<v></v>", "<v>5</v>", text)
    )
    plan = plan_from(read_paper(path))
    assert plan.data["actions"][0]["resources"] == "5"
    assert "last saved results: E2" in plan.report()


def test_a_cell_that_shows_an_error_is_refused(tmp_path: Path) -> None:
    """#REF! is nobody's words."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair", "#REF!")])
    with pytest.raises(ImportRefused, match=r"Row 2, column D: the cell shows an error"):
        imported(sheet, tmp_path)


def test_empty_rows_and_columns_cost_nothing(tmp_path: Path) -> None:
    """A sheet that was formatted to its last cell is read as quickly as any other."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair"), (), (2, "Write", "Clerk")])
    sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    sheet["H2"] = "  "
    assert len(imported(sheet, tmp_path).data["actions"]) == 2


def test_what_belongs_to_no_cell_is_named_or_refused(tmp_path: Path) -> None:
    """Margin comments, links and struck words are named; words in a text box are refused."""
    sheet = sheet_with([COLUMNS, (1, "Meet", "Chair")])
    sheet["B2"].comment = Comment("Why not?", "A. Clerk")
    sheet["B2"].hyperlink = "https://www.fenshire.example/plan"
    sheet["B2"].font = Font(strike=True)
    path = saved(sheet, tmp_path)
    report = plan_from(read_paper(path)).report()
    for said in ('B2: "Why not?"', "B2 to https://www.fenshire.example/plan", "struck through"):
        assert said in report
    rewritten(
        path, "xl/drawings/drawing1.xml", lambda _: "<a:p><a:r><a:t>In a box</a:t></a:r></a:p>"
    )
    with pytest.raises(ImportRefused, match=r'text box \("In a box"\)'):
        read_paper(path)


def test_breaks_that_other_programs_write_are_breaks(tmp_path: Path) -> None:
    """Carriage returns come out of some systems as _x000D_."""
    sheet = sheet_with([COLUMNS, (1, "Meet:_x000D_\n• often_x000D_\n• early", "Chair")])
    (action,) = imported(sheet, tmp_path).data["actions"]
    assert action["action"] == "Meet:\n\n- often\n- early"


def test_two_tables_side_by_side_are_refused(tmp_path: Path) -> None:
    """The same headings twice in one row are two plans beside each other."""
    sheet = sheet_with(
        [("Action", "Lead", None, "Action", "Lead"), ("Meet", "Chair", None, "Write")]
    )
    with pytest.raises(ImportRefused, match=r'"Action" \(column A\) and "Action" \(column D\)'):
        imported(sheet, tmp_path)
