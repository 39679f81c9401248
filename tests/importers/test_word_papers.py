"""Action plans kept in Word, with what Word lets people do to a table."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table, _Cell

from partnership_register.importers import ImportedPlan, ImportRefused, plan_from, read_paper

HEADINGS = ("Ref", "Objective", "Action", "Measures", "Who", "When")


def table_in(paper: Paper, rows: Sequence[Sequence[str]]) -> Table:
    """A table whose cells hold the given texts; a line break begins a paragraph."""
    table = paper.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            fill(cell, text)
    return table


def fill(cell: _Cell, text: str) -> None:
    """Each line as a paragraph; "• " and "○ " as the list styles of Word."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        for mark, style in (("• ", "List Bullet"), ("○ ", "List Bullet 2")):
            if line.startswith(mark):
                paragraph.style = style
        paragraph.add_run(line.removeprefix("• ").removeprefix("○ "))


def saved(paper: Paper, tmp_path: Path) -> Path:
    path = tmp_path / "paper.docx"
    paper.save(str(path))
    return path


def imported(paper: Paper, tmp_path: Path) -> ImportedPlan:
    return plan_from(read_paper(saved(paper, tmp_path)))


def actions(plan: ImportedPlan) -> list[dict[str, object]]:
    """All actions of a plan, in their order."""
    found = plan.data.get("actions", [])
    for key in ("objectives", "outcomes", "groups"):
        for section in plan.data.get(key, []):
            found = [*found, *section["actions"]]
    return found


def test_an_objective_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    """A vertical merge groups the rows; a merged timescale is given to each action beside it."""
    paper = Document()
    table = table_in(
        paper,
        [
            HEADINGS,
            ("1", "Clear roles", "Agree terms", "Agreed", "Chair", "By May 2009"),
            ("2", "", "Publish them", "On the website", "Secretary", ""),
            ("3", "", "Review them", "Reviewed", "Chair", ""),
            ("4", "Good meetings", "Send papers early", "Sent", "Secretary", "Ongoing"),
        ],
    )
    table.cell(1, 1).merge(table.cell(3, 1))
    table.cell(1, 5).merge(table.cell(2, 5))
    plan = imported(paper, tmp_path)
    assert [(s["title"], len(s["actions"])) for s in plan.data["objectives"]] == [
        ("Clear roles", 3),
        ("Good meetings", 1),
    ]
    assert [action.get("timescale") for action in actions(plan)] == [
        "By May 2009",
        "By May 2009",
        None,
        "Ongoing",
    ]
    assert "table 1, row 2, column 6" in plan.report()


def test_rows_that_share_a_merged_ref_are_one_action(tmp_path: Path) -> None:
    """Lines beside one ref stay together, each on a line of its own."""
    paper = Document()
    table = table_in(
        paper,
        [
            ("Ref", "Action", "Measures", "Who"),
            ("1", "Agree terms", "Agreed", "Chair"),
            ("", "Publish them", "Published", "Secretary"),
            ("2", "Meet", "Met", "Chair"),
        ],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    first, second = actions(imported(paper, tmp_path))
    assert first["action"] == "Agree terms\n\nPublish them"
    assert first["measures"] == ["Agreed", "Published"]
    assert first["leads_text"] == "Chair\nSecretary"
    assert second["ref"] == "2"


def test_outcomes_under_headed_tables_keep_their_lists_apart(tmp_path: Path) -> None:
    """Tables under headings of their own are one plan; lists that do not pair stay lists."""
    paper = Document()
    paper.add_heading("Developing our partnerships", 0)
    paper.add_paragraph("What each partnership is to do.")
    columns = ("Outcome", "Actions", "Indicator", "When", "Who")
    paper.add_heading("2.1 Fenshire Partnership", 2)
    table_in(
        paper,
        [
            columns,
            (
                "Clear roles",
                "• Agree terms\n• List the members:\n○ a Chairman\n○ councillors\n• Meet",
                "• Terms agreed\n• Members listed",
                "• March annually\n• 5 working days",
                "• Chair",
            ),
        ],
    )
    paper.add_heading("2.2 Quayside Forum", 2)
    table_in(paper, [columns, ("Open meetings", "• Say when\n• Say where", "", "All meetings", "")])
    plan = imported(paper, tmp_path)
    assert plan.data["title"] == "Developing our partnerships"
    assert plan.data["introduction"] == "What each partnership is to do."
    assert plan.data["outcomes"] == [
        {
            "title": "Clear roles",
            "heading": "2.1 Fenshire Partnership",
            "actions": [
                {"action": "Agree terms"},
                {"action": "List the members:\n\n- a Chairman\n- councillors"},
                {"action": "Meet"},
            ],
            "measures": ["Terms agreed", "Members listed"],
            "timescales": ["March annually", "5 working days"],
            "leads_text": ["Chair"],
        },
        {
            "title": "Open meetings",
            "heading": "2.2 Quayside Forum",
            "actions": [{"action": "Say when"}, {"action": "Say where"}],
            "timescales": ["All meetings"],
        },
    ]


def test_numbers_that_word_puts_before_paragraphs_are_read(tmp_path: Path) -> None:
    """A ref column numbered by Word itself has no text in its cells, and its refs are read."""
    paper = Document()
    table = table_in(
        paper,
        [("Ref", "Action", "Who"), ("", "Agree terms", "Chair"), ("", "Meet", "Chair")],
    )
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    plan = imported(paper, tmp_path)
    assert [action["ref"] for action in actions(plan)] == ["1", "2"]


def test_numbered_headings_and_levels_are_counted_as_word_counts_them(tmp_path: Path) -> None:
    """A list of several levels counts "1.", "1.1.", "1.2.", "2." over the whole document."""
    paper = Document()
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum>'
    )
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    numbering = paper.part.numbering_part.element
    numbering.insert(0, definition)
    numbering.append(number)
    table = table_in(
        paper,
        [
            ("Ref", "Action", "Who"),
            *(("", text, "Chair") for text in ("Agree", "Meet", "Write", "Rest")),
        ],
    )
    for row, level in zip(table.rows[1:], (0, 1, 1, 0), strict=True):
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            )
        )
    plan = imported(paper, tmp_path)
    assert [action["ref"] for action in actions(plan)] == ["III", "IIIa", "IIIb", "IV"]


def test_a_soft_break_parts_lines_but_not_the_words_of_a_bullet(tmp_path: Path) -> None:
    """Line breaks, tabs and spaces that do not break are read as they are seen."""
    paper = Document()
    table = table_in(paper, [("Ref", "Action", "Measures", "Who"), ("1", "", "", "Chair")])
    table.cell(1, 1).paragraphs[0].add_run("Agree the\u00a0terms\nand publish them\tsoon")
    table.cell(1, 2).paragraphs[0].style = "List Bullet"
    table.cell(1, 2).paragraphs[0].add_run("agreed\nby all")
    (action,) = actions(imported(paper, tmp_path))
    assert action["action"] == "Agree the\u00a0terms\n\nand publish them  soon"
    assert action["measures"] == ["agreed by all"]


def test_the_words_of_links_controls_and_fields_are_read(tmp_path: Path) -> None:
    """Words in a hyperlink, a content control or a field are words of the cell."""
    paper = Document()
    table = table_in(paper, [("Ref", "Action", "Who"), ("1", "", "Chair")])
    paragraph = table.cell(1, 1).paragraphs[0]._p
    for piece in (
        "<w:r><w:t>See </w:t></w:r>",
        '<w:hyperlink w:anchor="x"><w:r><w:t>our pages</w:t></w:r></w:hyperlink>',
        "<w:sdt><w:sdtContent><w:r><w:t> and choose</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE"><w:r><w:t> May</w:t></w:r></w:fldSimple>',
    ):
        paragraph.append(parse_xml(piece.replace(">", f" {nsdecls('w')}>", 1)))
    plan = imported(paper, tmp_path)
    assert actions(plan)[0]["action"] == "See our pages and choose May"
    assert "addresses were not: table 1, row 2, column 2" in plan.report()


def test_a_table_within_a_cell_is_read_line_by_line(tmp_path: Path) -> None:
    """The words of a nested table are kept in its cell, and the report says where."""
    paper = Document()
    table = table_in(paper, [("Ref", "Action", "Who"), ("1", "Share the cost", "Chair")])
    inner = table.cell(1, 1).add_table(2, 2)
    for number, cell in enumerate(cell for row in inner.rows for cell in row.cells):
        cell.text = f"Part {number}"
    plan = imported(paper, tmp_path)
    assert actions(plan)[0]["action"] == "\n\n".join(
        ["Share the cost", "Part 0", "Part 1", "Part 2", "Part 3"]
    )
    assert "A table within a cell was read line by line: table 1, row 2, column 2." in plan.report()


def test_a_frame_around_the_whole_plan_is_looked_through(tmp_path: Path) -> None:
    """A table of one cell is only a frame: the table in it is the plan."""
    paper = Document()
    frame = paper.add_table(1, 1).cell(0, 0)
    frame.paragraphs[0].add_run("Delivery plan")
    inner = frame.add_table(2, 3)
    for cell, text in zip(inner.rows[0].cells, ("Ref", "Action", "Who"), strict=True):
        cell.text = text
    for cell, text in zip(inner.rows[1].cells, ("1", "Meet", "Chair"), strict=True):
        cell.text = text
    plan = imported(paper, tmp_path)
    assert plan.data["title"] == "Delivery plan"
    assert [action["action"] for action in actions(plan)] == ["Meet"]


def test_edges_of_columns_that_do_not_line_up_do_not_move_words(tmp_path: Path) -> None:
    """Where a column was dragged in one row its cell spans other grid columns than the heading."""
    paper = Document()
    table = table_in(
        paper,
        [("Ref", "Action", "", "Who"), ("1", "", "Meet", "Chair"), ("2", "Write", "", "Clerk")],
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(2, 1).merge(table.cell(2, 2))
    first, second = actions(imported(paper, tmp_path))
    assert (first["ref"], first["action"], first["leads_text"]) == ("1", "Meet", "Chair")
    assert (second["ref"], second["action"], second["leads_text"]) == ("2", "Write", "Clerk")


def test_a_heading_over_a_narrow_and_a_wide_column_is_ref_and_action(tmp_path: Path) -> None:
    """One heading over numbers and text gives the numbers as refs."""
    paper = Document()
    table = table_in(
        paper, [("Action", "", "Who"), ("1.", "Meet", "Chair"), ("2.", "Write", "Clerk")]
    )
    table.cell(0, 0).merge(table.cell(0, 1))
    found = actions(imported(paper, tmp_path))
    assert [(a["ref"], a["action"]) for a in found] == [("1", "Meet"), ("2", "Write")]


def test_a_row_split_between_two_tables_is_joined(tmp_path: Path) -> None:
    """The second half may open a table without headings, or one that says them again."""
    paper = Document()
    columns = ("Ref", "Action", "Who")
    table_in(paper, [columns, ("1", "Agree the terms", "Chair")])
    paper.add_paragraph()
    table_in(paper, [("", "of reference", ""), ("2", "Publish them.", "Clerk and")])
    paper.add_paragraph()
    table_in(paper, [columns, ("", "Tell the parishes.", "Chair"), ("3", "Meet", "All")])
    found = actions(imported(paper, tmp_path))
    assert [(a["ref"], a["action"]) for a in found if "ref" in a] == [
        ("1", "Agree the terms of reference"),
        ("2", "Publish them."),
        ("3", "Meet"),
    ]
    assert found[2] == {
        "action": "Tell the parishes.",
        "leads": [{"name": "Chair"}],
        "leads_text": "Chair",
    }


def test_footnotes_are_kept_with_the_words_they_belong_to(tmp_path: Path) -> None:
    """A footnote is put at the end of its cell, with the mark that stands in the text."""
    paper = Document()
    table = table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    run = table.cell(1, 1).paragraphs[0].add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    add_footnotes(paper, "If money is found.")
    plan = imported(paper, tmp_path)
    assert actions(plan)[0]["action"] == "Meet \\[1]\n\n\\[1] If money is found."
    assert "Footnotes were put at the end" in plan.report()


def add_footnotes(paper: Paper, text: str) -> None:
    blob = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    ).encode()
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, paper.part.package
    )
    paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def test_what_stands_outside_the_body_is_named_in_the_report(tmp_path: Path) -> None:
    """Page heads, margin comments and struck or hidden words are never passed over in silence."""
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "Appendix A"
    table = table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    run = table.cell(1, 1).paragraphs[0].runs[0]
    run.font.strike = True
    run.font.hidden = True
    paper.add_comment(run, text="Really?", author="A. Clerk")
    report = imported(paper, tmp_path).report()
    for said in ('says "Appendix A"', "struck through", "Hidden text", "Comments in the margin"):
        assert said in report


@pytest.mark.parametrize("change", ["ins", "del"])
def test_tracked_changes_are_refused(tmp_path: Path, change: str) -> None:
    """Which of two wordings holds is for the officer to say."""
    paper = Document()
    table = table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    paragraph = table.cell(1, 1).paragraphs[0]
    wrapper = OxmlElement(f"w:{change}")
    wrapper.set(qn("w:id"), "1")
    paragraph._p.replace(paragraph.runs[0]._r, wrapper)
    with pytest.raises(ImportRefused, match="Review, Accept all changes"):
        imported(paper, tmp_path)


@pytest.mark.parametrize(
    "hidden",
    [
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Not in the table</w:t>"
        "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        "<m:oMath><m:r><m:t>Not in the table</m:t></m:r></m:oMath>",
    ],
    ids=["text-box", "formula"],
)
def test_words_where_the_reader_cannot_look_are_refused(tmp_path: Path, hidden: str) -> None:
    """A text box floats over the page, a formula is no text: their words have no place in a row."""
    paper = Document()
    table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    names = f'{nsdecls("w", "m")} xmlns:v="urn:schemas-microsoft-com:vml"'
    paper.add_paragraph()._p.append(parse_xml(hidden.replace(">", f" {names}>", 1)))
    with pytest.raises(ImportRefused, match="Not in the table"):
        imported(paper, tmp_path)


def test_tables_with_different_headings_are_refused(tmp_path: Path) -> None:
    """Two plans in one paper are imported one by one."""
    paper = Document()
    table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    table_in(paper, [("Task", "Priority", "Comments"), ("Write", "1", "Soon")])
    with pytest.raises(ImportRefused, match="different headings"):
        imported(paper, tmp_path)


def test_a_table_that_is_no_plan_is_refused_below_and_kept_above(tmp_path: Path) -> None:
    """A table above the plan goes to the introduction; one below it might be lost rows."""
    paper = Document()
    table_in(paper, [("Report of", "Head of Policy"), ("Date", "May 2009")])
    table_in(paper, [("Ref", "Action", "Who"), ("1", "Meet", "Chair")])
    plan = imported(paper, tmp_path)
    assert plan.data["title"] == "Report of Head of Policy"
    assert plan.data["introduction"] == "Date May 2009"
    table_in(paper, [("High", "Low"), ("Red", "Green")])
    with pytest.raises(ImportRefused, match="Table 3: this table has no headings"):
        imported(paper, tmp_path)


def test_a_title_is_told_from_labels_and_from_headings_of_tables(tmp_path: Path) -> None:
    """The label "Appendix A" is no title; a title that comes back between tables heads nothing."""
    paper = Document()
    for text in ("Appendix A", "Fenshire delivery plan"):
        paper.add_paragraph().add_run(text).bold = True
    columns = ("Ref", "Action", "Who")
    table_in(paper, [columns, ("1", "Agree the terms", "Chair")])
    paper.add_paragraph().add_run("Fenshire delivery plan (continued)").bold = True
    table_in(paper, [columns, ("", "of reference", ""), ("2", "Meet", "Chair")])
    paper.add_paragraph("Agreed in May 2009.")
    plan = imported(paper, tmp_path)
    assert plan.data["title"] == "Fenshire delivery plan"
    assert plan.data["introduction"] == "Appendix A\n\nAgreed in May 2009."
    assert [action["action"] for action in plan.data["actions"]] == [
        "Agree the terms of reference",
        "Meet",
    ]


def test_short_lines_in_bold_head_the_tables_below_them(tmp_path: Path) -> None:
    """People make headings by hand: bold lines above each table are its groups."""
    paper = Document()
    paper.add_heading("Delivery plan", 1)
    columns = ("Action", "Who")
    for group in ("The Board", "The forum"):
        paper.add_paragraph().add_run(group).bold = True
        table_in(paper, [columns, (f"Ask {group}", "Chair")])
    plan = imported(paper, tmp_path)
    assert [group["title"] for group in plan.data["groups"]] == ["The Board", "The forum"]
    assert plan.data["title"] == "Delivery plan"


def test_the_first_row_is_not_taken_for_headings(tmp_path: Path) -> None:
    """Short words under a wide heading are an action, not a second storey of headings."""
    paper = Document()
    table = table_in(
        paper, [("Action", "", "Who"), ("1", "Meet", ""), ("2", "Write", "Clerk"), ("", "", "")]
    )
    table.cell(0, 0).merge(table.cell(0, 1))
    plan = imported(paper, tmp_path)
    assert [action["ref"] for action in actions(plan)] == ["1", "2"]
    assert [action["action"] for action in actions(plan)] == ["Meet", "Write"]


def test_signs_of_picture_fonts_are_written_as_letters(tmp_path: Path) -> None:
    """A tick of Wingdings is a tick; a sign that is not known is a box, and it is said."""
    paper = Document()
    table = table_in(
        paper, [("Ref", "Action", "Who"), ("1", "Met", "Chair"), ("2", "Wrote", "All")]
    )
    for row, code in ((1, "F0FC"), (2, "F04A")):
        run = table.cell(row, 1).paragraphs[0].add_run(" ")
        run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="{code}"/>'))
    plan = imported(paper, tmp_path)
    assert [action["action"] for action in actions(plan)] == ["Met \u2713", "Wrote \u25a1"]
    assert "was written as a box: table 1, row 3, column 2." in plan.report()


def test_a_long_text_in_one_merged_cell_is_no_heading(tmp_path: Path) -> None:
    """Nobody can say which action such a row belongs to; the paper is refused."""
    paper = Document()
    table = table_in(
        paper,
        [("Ref", "Action", "Who"), ("1", "Meet", "Chair"), ("Progress was good. " * 20, "", "")],
    )
    table.cell(2, 0).merge(table.cell(2, 2))
    with pytest.raises(
        ImportRefused, match="Table 1, row 3, column 1: this row is one merged cell"
    ):
        imported(paper, tmp_path)


def test_an_objective_without_actions_keeps_its_place(tmp_path: Path) -> None:
    """Its title is published though nothing stands under it yet."""
    paper = Document()
    rows = [
        ("Objective", "Action", "Who"),
        ("Good meetings", "Meet", "All"),
    ]
    rows.append(("Good minutes", "", ""))
    table_in(paper, rows)
    plan = imported(paper, tmp_path)
    assert [(s["title"], len(s["actions"])) for s in plan.data["objectives"]] == [
        ("Good meetings", 1),
        ("Good minutes", 0),
    ]


def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    """Any archive may be called .docx or .xlsx."""
    for name in ("paper.docx", "paper.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"PK\x05\x06" + bytes(18))
        with pytest.raises(ImportRefused, match=f"{name} cannot be opened"):
            read_paper(path)
