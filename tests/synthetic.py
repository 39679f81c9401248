"""A register of any size, made from a seed, for tests of growth and for benchmarks.

    python tests/synthetic.py FOLDER [MEETINGS]

Partnerships with 14 members, a plan of 18 actions with dependencies, a review of nine aspects and
47 meetings each: eight agenda items with a minute of about 45 words, decisions on a third of
them, actions on half, 14 attendances. 200 partnerships of 47 meetings are 10,000 records, about
44 MB of YAML written the way officers see it elsewhere: long text as literal blocks, lists set in.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from partnership_register.model import RECORD_TYPES

VOCABULARY = (
    "board members heard report progress young people housing river path bus route grant school "
    "harbour market town village safety health volunteers review plan budget autumn spring "
    "consultation residents officers police college funding lighting flood winter support team "
    "agreed noted discussed improved delayed opened closed measured shared invited asked told"
)
JOINING = "the of to and a in was for on by with at is be as an from it or this that which were"
WORDS = VOCABULARY.split()
TEXT = WORDS + 2 * JOINING.split()
MEETINGS_EACH = 47
ASPECTS = ("purpose", "membership", "elected-members", "chairmanship", "accountability",
           "communications", "equalities", "risk-performance", "satisfaction")  # fmt: skip


def write(project: Path, meetings: int, seed: int = 1) -> int:
    """Write a whole project with about `meetings` records of all kinds; return their number."""
    chance = random.Random(seed)
    records = project / "partnerships"
    count = _council(records, chance)
    for number in range(max(1, round(meetings / (MEETINGS_EACH + 3)))):
        count += _partnership(records / f"partnership-{number:04}", chance)
    content = project / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "index.md").write_text(
        "# Partnerships\n\n<!-- register: home -->\n", encoding="utf-8"
    )
    return count


def _council(records: Path, chance: random.Random) -> int:
    council = {
        "title": "Synthetic Council",
        "contact": {"team": "Partnerships", "email": "partnerships@synthetic.example"},
        "public_kinds": [kind.kind for kind in RECORD_TYPES],
        "show_draft_minutes": "yes",
        "sectors": [{"id": "public", "title": "Public"}, {"id": "voluntary", "title": "Voluntary"}],
    }
    _save(records / "_council" / "council.yml", council)
    for number in range(40):
        organisation = {
            "title": f"Organisation {number:02}",
            "sector": chance.choice(["public", "voluntary"]),
        }
        _save(
            records / "_council" / "organisations" / f"organisation-{number:02}.yml", organisation
        )
    return 41


def _partnership(folder: Path, chance: random.Random) -> int:
    members = [
        {
            "id": f"member-{n:02}",
            "organisation": f"organisation-{chance.randrange(40):02}",
            "post": f"Post {n}",
            "role": "chair" if n == 0 else "member",
            "start": "2024-01-01",
        }
        for n in range(14)
    ]
    partnership = {
        "title": f"Partnership {folder.name[-4:]}",
        "type": "thematic",
        "purpose": _text(chance, 25),
        "members": members,
    }
    _save(folder / "partnership.yml", partnership)
    _save(folder / "plans" / "delivery.yml", _plan(chance))
    _save(folder / "reviews" / "2026.yml", _review(chance))
    day = date(2015, 1, 8)
    for _ in range(MEETINGS_EACH):
        _save(folder / "meetings" / f"{day.isoformat()}.yml", _meeting(chance, day))
        day += timedelta(days=chance.randrange(80, 96))
    return MEETINGS_EACH + 3


def _plan(chance: random.Random) -> dict[str, object]:
    actions = [
        {
            "ref": f"A.{n + 1}",
            "action": _text(chance, 20),
            "measures": [_text(chance, 8)],
            "leads": [f"Head of {chance.choice(WORDS).title()}"],
            "timescale": f"By end of {chance.choice(['March', 'June', 'October'])} 2027",
            **({"links": [{"type": "depends-on", "action": f"A.{n}"}]} if n % 3 == 2 else {}),
        }
        for n in range(18)
    ]
    objectives = [
        {"title": _text(chance, 8), "actions": actions[n : n + 6]} for n in range(0, 18, 6)
    ]
    return {"title": "Delivery plan", "status": "approved", "objectives": objectives}


def _review(chance: random.Random) -> dict[str, object]:
    aspects = [
        {"aspect": aspect, "rating": chance.choice(["strong", "reasonable", "limited"]),
         "finding": _text(chance, 25)}
        for aspect in ASPECTS
    ]  # fmt: skip
    return {"date": "2026-03-20", "overall": "reasonable", "aspects": aspects}


def _meeting(chance: random.Random, day: date) -> dict[str, object]:
    held = day < date(2026, 11, 1)
    items = [_item(chance, n, held=held) for n in range(8)]
    meeting: dict[str, object] = {
        "status": "held" if held else "scheduled",
        "start": "14:00",
        "place": "Town Hall",
        "agenda_published": (day - timedelta(days=8)).isoformat(),
        "items": items,
    }
    if held:
        meeting["attendance"] = [
            {
                "member": f"member-{n:02}",
                "status": chance.choice(["present", "present", "apologies"]),
            }
            for n in range(14)
        ]
        meeting["minutes"] = {
            "status": "approved",
            "published": (day + timedelta(days=9)).isoformat(),
        }
    return meeting


def _item(chance: random.Random, number: int, *, held: bool) -> dict[str, object]:
    item: dict[str, object] = {"number": str(number + 1), "title": _text(chance, 4).rstrip(".")}
    if not held:
        return item
    item["minute"] = f"{_text(chance, 45)}\n"
    if number % 3 == 0:
        item["decisions"] = [
            {"text": _text(chance, 14), "outcome": chance.choice(["agreed", "noted"])}
        ]
    if number % 2 == 0:
        item["actions"] = [
            {"action": _text(chance, 12), "leads": [f"Head of {chance.choice(WORDS).title()}"],
             "timescale": "By the next meeting", "status": "complete"}
        ]  # fmt: skip
    return item


def _text(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(TEXT, k=length)).capitalize() + "."


def _save(path: Path, data: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_mapping(data, "")) + "\n", encoding="utf-8", newline="\n")


def _mapping(data: Mapping[str, object], indent: str) -> Iterator[str]:
    """The lines of a mapping; PyYAML's dumper would take hours for a hundred thousand records."""
    for key, value in data.items():
        if isinstance(value, list):
            yield f"{indent}{key}:"
            yield from _sequence(value, f"{indent}  ")
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, f"{indent}  ")
        elif str(value).endswith("\n"):
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}".rstrip() for line in str(value).splitlines())
        else:
            yield f"{indent}{key}: {_scalar(str(value))}"


def _sequence(values: Sequence[object], indent: str) -> Iterator[str]:
    for value in values:
        if not isinstance(value, dict):
            yield f"{indent}- {_scalar(str(value))}"
            continue
        first, *others = _mapping(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others


def _scalar(text: str) -> str:
    """A time is quoted, as YAML 1.1 reads it as a number; nothing else here needs it."""
    return f"'{text}'" if ":" in text else text


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000))
