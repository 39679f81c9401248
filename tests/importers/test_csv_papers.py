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
