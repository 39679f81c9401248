"""What to write for a name that fits nothing is sought with care, and with no needless work."""

from __future__ import annotations

from typing import Any

import pytest

from partnership_register.model.council import Council
from partnership_register.model.organisation import Organisation
from partnership_register.model.risk import Risk
from partnership_register.problems import plain
from partnership_register.records import Records
from partnership_register.records.slips import words_of
from partnership_register.register import Register, suggesting
from places import AS_OF

COUNCIL = Council.model_validate(
    {
        "id": "council",
        "path": "partnerships/_council/council.yml",
        "title": "Saltcombe Council",
        "contact": {"team": "Partnerships", "email": "partnerships@saltcombe.example"},
        "public_kinds": ("organisation",),
        "sectors": ({"id": "voluntary", "title": "Voluntary"},),
    }
)


def _organisation(name: str, **fields: str) -> Organisation:
    path = f"partnerships/_council/organisations/{name}.yml"
    title = name.replace("-", " ").title()
    return Organisation(id=name, path=path, title=title, sector="voluntary", **fields)


def _risk(number: int, owner: str) -> Risk:
    path = f"partnerships/_council/risks/r{number}.yml"
    said: dict[str, Any] = {"id": f"r{number}", "path": path, "title": "R", "owner": owner}
    return Risk.model_construct(**said)


def _hints(*records: Organisation | Risk) -> list[str]:
    register = Register(Records(COUNCIL, records, {}, ()), COUNCIL, AS_OF)
    return [plain(problem.hint) for problem in register.dangling]


@pytest.mark.parametrize("risks", [1, 20])
def test_many_that_are_nearly_meant_are_gone_over_once(
    risks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as many take twice the work, and a mistake of many records takes that of one."""
    asked: list[str] = []

    def counted(name: str) -> tuple[str, ...]:
        asked.append(name)
        return words_of(name)

    monkeypatch.setattr(suggesting, "words_of", counted)
    work = []
    for many in (50, 100):
        asked.clear()
        names = [f"quay{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(many)]
        ends = ("trust", "fund")
        organisations = [_organisation(f"{name}-{end}") for name in names for end in ends]
        _hints(*organisations, *(_risk(number, "trust") for number in range(risks)))
        work.append(len(asked))
    assert work[1] <= 2 * work[0]
    assert work[1] <= 20 * 100


def test_a_mistake_of_many_records_leads_none_of_them_to_itself() -> None:
    """What is remembered of the first holds for the others, but not for one that is meant."""
    meant = _organisation("quay-trust", part_of="quaytrust")
    others = [_organisation(f"{name}-fund", part_of="quaytrust") for name in ("sea", "sand")]
    first, *rest = _hints(meant, *others)
    assert first.startswith('the only ones are "sand-fund" and "sea-fund"')
    assert rest == ['did you mean "quay-trust"?'] * 2
