"""Which files can be read, and what is said of the others; how leads and refs are told."""

import sys
from pathlib import Path

import pytest

from partnership_register.importers import ImportRefused, plan_from, read_paper
from partnership_register.importers.leads import names_of
from partnership_register.importers.paper import Line
from partnership_register.importers.refs import bare_ref, looks_like_ref
from partnership_register.importers.synonyms import meanings_of


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.doc", b"\xd0\xcf\x11\xe0", r"Save it as Word document \(\.docx\)"),
        ("plan.pdf", b"%PDF", r"Save it as Word document \(\.docx\)"),
        ("plan.ods", b"PK", r"Save it as Excel workbook \(\.xlsx\)"),
        ("plan.png", b"", r"Word document \(\.docx\), Excel workbook \(\.xlsx\) or CSV file"),
        ("plan.docx", b"\xd0\xcf\x11\xe0", "protected by a password"),
        ("plan.xlsx", b"not a workbook", "damaged"),
        ("plan.csv", b"", "No table with the headings of an action plan"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """The sentence says how to save the paper so that it can be read."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=said):
        plan_from(read_paper(path))


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    """A wrong name is the most common mistake of all."""
    with pytest.raises(ImportRefused, match=r"There is no file plan\.csv"):
        read_paper(tmp_path / "plan.csv")


def test_only_workbooks_have_sheets(tmp_path: Path) -> None:
    """--sheet is refused where it would mean nothing."""
    path = tmp_path / "plan.csv"
    path.write_text("Action,Who\nMeet,Chair\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="has no sheets"):
        read_paper(path, sheet="Plan")


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [("plan.xlsx", "openpyxl", "openpyxl"), ("plan.docx", "docx", "python-docx")],
)
def test_without_the_extra_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, package: str
) -> None:
    """Word and Excel are an extra; CSV is always read."""
    for loaded in [m for m in sys.modules if m == module or m.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, loaded)
    for reader in ("reading_excel", "reading_word"):
        monkeypatch.delitem(sys.modules, f"partnership_register.importers.{reader}", raising=False)
        monkeypatch.delattr(f"partnership_register.importers.{reader}", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / name
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(ImportRefused, match=f"package {package}.*partnership-register.import."):
        read_paper(path)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Head of Policy", ["Head of Policy"]),
        ("Head of Policy, Head of IT", ["Head of Policy", "Head of IT"]),
        ("Head of Policy; Chair.", ["Head of Policy", "Chair"]),
        ("Head of Policy\nChair", ["Head of Policy", "Chair"]),
        ("Head of Policy,\nHead of IT", ["Head of Policy", "Head of IT"]),
        ("\u2022 Chair\n\u2022 Clerk", ["\u2022 Chair", "\u2022 Clerk"]),
        ("All partners", ["All partners"]),
        ("Head of Policy  Head of Policy", []),
        ("Head of Performance Heads of Division, Business Managers", []),
        ("Head of Policy and Performance", []),
        ("Chair & Clerk", []),
        ("Chair to write, Clerk to send", []),
        ("Core Group \u2013 at our next meeting", []),
        ("Head of\nPolicy", []),
        ("Chair, Board\nClerk, Forum", []),
        ("Lead: Chair", []),
        ("Police (until May)", []),
        ("TBC", []),
        ("???", []),
        ("To be confirmed", []),
    ],
)
def test_leads_are_parted_only_where_there_is_one_way_to(cell: str, names: list[str]) -> None:
    """Names that were guessed would be published as somebody's duty."""
    lines = [Line(text.removeprefix("\u2022 ")) for text in cell.split("\n")]
    assert names_of(lines) == [name.removeprefix("\u2022 ") for name in names]


@pytest.mark.parametrize(
    "text", ["1", "14", "2.10", "L2D.14", "1a", "AP 3", "a)", "(1)", "3.1.", "A-7"]
)
def test_a_ref_looks_like_this(text: str) -> None:
    """Figures, figures behind letters, or a letter with a bracket."""
    assert looks_like_ref(text)


@pytest.mark.parametrize(
    "text", ["1. Actions for the Core Group", "Total", "\u00a34,000", "High", "TBC"]
)
def test_a_ref_does_not_look_like_this(text: str) -> None:
    """Anything with words of its own."""
    assert not looks_like_ref(text)


def test_refs_lose_the_stop_of_a_list_and_nothing_else() -> None:
    """ "1." and "1" are one ref in two formats of a paper."""
    assert [bare_ref(text) for text in ("1.", "(2)", "a)", "2.10", "L2D.1", "3 (b)")] == [
        "1", "2", "a", "2.10", "L2D.1", "3 (b)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Objective", "objective"), ("Strategic aim:", "objective"), ("OUTCOMES", "outcome"),
        ("Key Task/Activity", "action"), ("What", "action"), ("Proposed actions", "action"),
        ("What will we do?", "action"), ("Performance Measures", "measures"),
        ("Indicator(s)", "measures"), ("How will we know we have succeeded?", "measures"),
        ("Measure of success", "measures"), ("KPIs", "measures"), ("Leads", "leads"),
        ("Who", "leads"), ("Lead Officer / Partner", "leads"), ("Responsible body", "leads"),
        ("Who is responsible?", "leads"), ("Timescale", "timescale"), ("When by", "timescale"),
        ("Target date", "timescale"), ("Deadline (month)", "timescale"), ("By When", "timescale"),
        ("Resource implications", "resources"), ("Resources & funding", "resources"),
        ("Cost (\u00a3)", "resources"), ("Comments", "comments"), ("Notes", "comments"),
        ("Progress/Update", "status_text"), ("RAG", "status_text"), ("Priority Level", "priority"),
        ("Ref", "ref"), ("Ref. No.", "ref"), ("No.", "ref"), ("#", "ref"), ("Theme", "group"),
    ],
)  # fmt: skip
def test_headings_are_known_by_many_names(heading: str, meaning: str) -> None:
    """Case, plurals, brackets and question marks make no difference."""
    assert meanings_of(heading)[0] == meaning


@pytest.mark.parametrize("heading", ["", "Risk", "Partners consulted", "Links"])
def test_other_headings_are_not_guessed_at(heading: str) -> None:
    """Their columns are kept under the words of the paper."""
    assert meanings_of(heading) == ()
