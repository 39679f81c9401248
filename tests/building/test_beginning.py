"""What is read ahead while the records are scanned changes nothing but the time it takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from partnership_register import scanning
from partnership_register.building import Memory, opened
from partnership_register.model.partnership import Partnership
from partnership_register.scanning import looking
from partnership_register.shell import again, builds
from partnership_register.shell.builds import Options, build
from partnership_register.shell.problems_found import ProblemsFound
from partnership_register.summary import Summary
from places import AS_OF, NOW, copy_council, digests

PARTNERSHIP = "partnerships/harbour-board/partnership.yml"
ALONE = Options(as_of=AS_OF, jobs=1)
SEVERAL = Options(as_of=AS_OF, jobs=2)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[again.Begun | None]:
    """Has every scan share its work out and every build begin meanwhile; fills with what came."""
    monkeypatch.setattr(looking, "_MANY", 1)
    monkeypatch.setattr(builds, "_WORTH_BEGINNING", 1)
    found: list[again.Begun | None] = []
    really = again.begin

    def begin(*given: object) -> again.Begun | None:
        found.append(really(*given))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(again, "begin", begin)
    return found


def counted(summary: Summary) -> tuple[int, ...]:
    """What a summary says, but for how long it took."""
    return summary.records, summary.parsed, summary.pages, summary.rendered, summary.withheld


def test_builds_that_begin_ahead_make_the_same(
    tmp_path: Path, begun: list[again.Begun | None]
) -> None:
    """Anew, with nothing changed, and after an edit of what all folders have in common."""
    home, other = (copy_council(tmp_path / name) for name in ("ahead", "as usual"))
    for number, text in enumerate(("", "", "# seen once more\n"), 1):
        for project in (home, other):
            with (project / PARTNERSHIP).open("a", encoding="utf-8") as file:
                file.write(text)
        made = build(home / "mkdocs.yml", SEVERAL)
        assert len(begun) == number
        assert counted(made) == counted(build(other / "mkdocs.yml", ALONE))
        assert digests(home / "site") == digests(other / "site")


@pytest.mark.parametrize("path", [PARTNERSHIP, "partnerships/_council/council.yml"])
def test_what_is_wrong_is_told_as_ever(
    path: str, tmp_path: Path, begun: list[again.Begun | None]
) -> None:
    """Nothing is begun with records that are not sound; the usual reading explains them."""
    home = copy_council(tmp_path / "council")
    (home / path).write_text("titel: Board\n", encoding="utf-8")
    said = []
    for options in (SEVERAL, ALONE):
        with pytest.raises(ProblemsFound) as found:
            build(home / "mkdocs.yml", replace(options, use_cache=False))
        said.append(found.value.problems)
    assert begun == [None]
    assert said[0] == said[1] != ()


def test_what_was_saved_meanwhile_is_read_again(tmp_path: Path) -> None:
    """The scan is believed, and not what was read before it came there."""
    home = copy_council(tmp_path / "council")
    records, file = home / "partnerships", home / PARTNERSHIP
    ahead = again.begin(records, NOW, None)
    assert ahead
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Saltcombe Harbour", "Inner Harbour"), encoding="utf-8")
    holdings = opened(records, scanning.scan(records), NOW, Memory(), ahead.holdings)
    board = holdings.common.get(Partnership, "harbour-board")
    assert board
    assert board.label.startswith("Inner Harbour")
