"""No word is lost: the plan is held against the paper, and a difference stops the import."""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership_register.importers import ImportRefused, plan_from, read_paper, record, writing
from partnership_register.importers.markdown import markdown_of, words_of_markdown
from partnership_register.records.reading import read

_HEADINGS = ["Ref", "Objective", "Outcome", "Action", "Measures", "Who", "When", "Comments", "Odd"]
_PIECES = [
    "word", "Word", "Word.", "word,", "\u00a34", "*word*", "_w_", "[w]", "&amp;", "Head of", "1.",
    "\n\u2022 word", "\n- Word", "\nWord:", "and", "(word", "<b>", "  Word", "Total",
]  # fmt: skip

filled = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5)
cells = st.one_of(st.just([]), filled)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A table in which no word stands twice, so that each can be looked for."""
    columns = draw(st.permutations(_HEADINGS).map(lambda found: found[: 3 + len(found) // 2]))
    if "Action" not in columns:
        columns = [*columns, "Action"]
    count = 0
    rows = [list(columns)]
    for number in range(draw(st.integers(1, 7))):
        if draw(st.booleans()) and draw(st.booleans()):
            rows.append(list(columns))
        row = []
        for column in columns:
            text = ""
            if column == "Ref" and draw(st.booleans()):
                text = f"R.{number}"
            elif column != "Ref":
                for piece in draw(filled if column == "Action" else cells):
                    count += 1
                    text += f"{piece}{count} "
            row.append(text)
        rows.append(row)
    return rows


def words_written(value: Any, key: str = "") -> list[str]:
    """Every word that a reader of the plan sees, the parted names of leads left out."""
    if isinstance(value, str):
        plain = key in ("ref", "title", "heading", "timescale", "timescales", "leads_text")
        return value.split() if plain else words_of_markdown(value)
    if isinstance(value, list):
        return [word for item in value for word in words_written(item, key)]
    kept = {name: item for name, item in value.items() if name not in ("leads", "heading")}
    if "title" in value and "heading" in value:
        kept["heading"] = value["heading"]
    return [word for name, item in kept.items() for word in words_written(item, name)]


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables())
def test_every_word_of_any_table_reaches_the_plan_or_the_paper_is_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """Whatever stands in the cells, an import either keeps all of it or says why it will not."""
    path = tmp_path_factory.mktemp("paper") / "plan.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    try:
        plan = plan_from(read_paper(path))
    except ImportRefused as refused:
        if "fault of the importer" in str(refused):
            raise
        return
    record = dict(read(plan.yaml().encode(), "plan.yml").data)
    for ours in ("status", "headings", "source_file"):
        del record[ours]
    marks = {"\u2022", "-", "plan"}
    wanted = {word for row in rows if row != rows[0] for cell in row for word in cell.split()}
    assert set(words_written(record)) - marks == wanted - marks


PAPER = "Ref,Action,Who,Comments\n1,Meet the parishes,Chair,Soon please\n2,Write,Clerk,\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_a_word_that_gets_lost_stops_the_import(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the word and the cell it stood in."""
    monkeypatch.setattr(writing, "markdown_of", lambda lines: markdown_of(lines).rsplit(" ", 1)[0])
    with pytest.raises(ImportRefused) as refused:
        plan_from(read_paper(paper))
    assert refused.value.place == "row 2, column 2"
    assert refused.value.sentence.startswith('the word "parishes" did not reach the plan.')


def test_a_word_that_comes_in_stops_the_import(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the paper does not say the plan may not say either."""
    monkeypatch.setattr(writing, "markdown_of", lambda lines: markdown_of(lines) + " daily")
    with pytest.raises(ImportRefused, match='the word "daily" was added to the plan'):
        plan_from(read_paper(paper))


def test_a_cell_that_is_passed_over_stops_the_import(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field that was never written is missed too."""
    field = record._field

    def without_comments(meaning: str, *rest: Any) -> Any:
        return {} if meaning == "comments" else field(meaning, *rest)

    monkeypatch.setattr(record, "_field", without_comments)
    with pytest.raises(ImportRefused) as refused:
        plan_from(read_paper(paper))
    assert refused.value.place == "row 2, column 4"
    assert refused.value.sentence.startswith('"Soon please" did not reach the plan.')
