"""Action plans kept as CSV: whole papers beside the plan and the report they give."""

import re
from pathlib import Path

import pytest

from partnership_register.importers import ImportRefused, plan_from, read_paper

_HERE = Path(__file__).parent
_CASES = sorted((_HERE / "cases").glob("*.csv"))
_REFUSED = sorted((_HERE / "refused").glob("*.csv"))


@pytest.mark.parametrize("paper", _CASES, ids=lambda path: path.stem)
def test_a_paper_gives_this_plan_and_this_report(paper: Path) -> None:
    """The YAML and the report are those in the files beside the paper, letter by letter."""
    plan = plan_from(read_paper(paper))
    assert plan.yaml() == paper.with_suffix(".yml").read_text(encoding="utf-8")
    assert plan.report() == paper.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", _REFUSED, ids=lambda path: path.stem)
def test_a_paper_that_would_be_guessed_at_is_refused(paper: Path) -> None:
    """The sentence says where, what is wrong and what to do about it."""
    with pytest.raises(ImportRefused) as refused:
        plan_from(read_paper(paper))
    assert str(refused.value) + "\n" == paper.with_suffix(".txt").read_text(encoding="utf-8")


_TEXT = (_HERE / "cases" / "page-breaks.csv").read_text(encoding="utf-8")
_DASHED = _TEXT.replace("after each", "\u2013 after \u201ceach\u201d")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_DASHED.encode("utf-8-sig"), None),
        (_DASHED.encode("utf-8"), None),
        (_DASHED.encode("cp1252"), "Windows (1252)"),
        (_DASHED.encode("utf-16"), "Unicode (UTF-16)"),
        (_DASHED.encode("utf-16-le"), "Unicode (UTF-16)"),
        (_DASHED.encode("utf-16-be"), "Unicode (UTF-16)"),
        (_DASHED.replace("\n", "\r\n").encode(), None),
        (_DASHED.replace("\n", "\r").encode(), None),
        (re.sub(r",(?! )", ";", _DASHED).encode(), "semicolons"),
        (re.sub(r",(?! )", "\t", _DASHED).encode("utf-16"), "tabs"),
        (b"sep=;\r\n" + re.sub(r",(?! )", ";", _DASHED).encode(), "semicolons"),
    ],
)
def test_encoding_and_separator_are_found(tmp_path: Path, data: bytes, said: str | None) -> None:
    """However a spreadsheet saved the paper, it is the same plan; what was found is said."""
    as_usual, as_saved = tmp_path / "usual" / "plan.csv", tmp_path / "saved" / "plan.csv"
    for path, content in ((as_usual, _DASHED.encode()), (as_saved, data)):
        path.parent.mkdir()
        path.write_bytes(content)
    plan = plan_from(read_paper(as_saved))
    assert plan.data == plan_from(read_paper(as_usual)).data
    assert said is None or said in plan.report()


def test_letters_in_no_known_encoding_are_refused(tmp_path: Path) -> None:
    """A byte that is neither UTF-8 nor a letter of Windows stops the import."""
    path = tmp_path / "plan.csv"
    path.write_bytes(b"Ref,Action,Who\n1,Me\x81et,Chair\n")
    with pytest.raises(ImportRefused, match="no encoding that is known"):
        read_paper(path)


def test_a_bullet_that_runs_over_the_line_is_one_bullet(tmp_path: Path) -> None:
    """Lines set in below a typed bullet go on from it; a bullet set in further is below it."""
    path = tmp_path / "plan.csv"
    cell = "Agree:\n- the terms\n  of reference\n   - in draft\n- the dates"
    path.write_text(f'Action,Who\n"{cell}",Chair\n', encoding="utf-8")
    (action,) = plan_from(read_paper(path)).data["actions"]
    assert action["action"] == "Agree:\n\n- the terms of reference\n  - in draft\n- the dates"


def test_a_plan_of_many_rows_takes_a_moment(tmp_path: Path) -> None:
    """A paper of hundreds of actions is read, proved and written; none is lost."""
    path = tmp_path / "plan.csv"
    rows = "".join(f"{n},Task number {n} of the plan,Head of Policy,May\n" for n in range(1, 501))
    path.write_text("Ref,Action,Who,When\n" + rows, encoding="utf-8")
    plan = plan_from(read_paper(path))
    assert len(plan.data["actions"]) == 500
    assert "Refs: 500, from 1 to 500." in plan.report()
