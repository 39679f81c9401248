"""Plain MkDocs with Material: a Markdown page for every record, written before the clock starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

SETTINGS = """\
site_name: Synthetic Council
site_url: https://register.synthetic.example/
theme:
  name: material
  font: false
  features:
    - navigation.prune
"""

Data = dict[str, Any]


def write(folder: Path, records: Path) -> None:
    """Write the project of a page a record."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS)
    council = _read(records / "_council" / "council.yml")
    (docs / "index.md").write_text("\n".join(_home(council)), encoding="utf-8")
    for path in sorted(records.glob("*/*.yml")):
        if path.stem == "partnership":
            page = docs / "partnerships" / f"{path.parent.name}.md"
            _save(page, _partnership(_read(path)))
    for path in sorted(records.glob("*/*/*.yml")):
        owner, kind = path.parts[-3], path.parts[-2]
        page = docs / kind / f"{owner}-{path.stem}.md"
        _save(page, _PAGES[kind](f"{owner}, {path.stem}", owner, _read(path)))


def _read(path: Path) -> Data:
    data: Data = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    return data


def _save(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _home(council: Data) -> Iterator[str]:
    contact = council["contact"]
    yield f"# {council['title']}\n"
    yield f"{contact['team']}, <{contact['email']}>. Drafts: {council['show_draft_minutes']}.\n"
    yield from (f"- {sector['id']}: {sector['title']}" for sector in council["sectors"])


def _partnership(data: Data) -> Iterator[str]:
    yield f"# {data['title']}\n\nType: {data['type']}\n\n{data['purpose']}\n\n## Members\n"
    yield "| | Post | Organisation | Role | Since |\n|---|---|---|---|---|"
    for each in data["members"]:
        organisation = each["organisation"]
        yield (
            f"| {each['id']} | {each['post']} "
            f"| [{organisation}](../organisations/_council-{organisation}.md) "
            f"| {each['role']} | {each['start']} |"
        )


def _meeting(title: str, owner: str, data: Data) -> Iterator[str]:
    yield f"# {title}\n\n[{owner}](../partnerships/{owner}.md)\n"
    yield f"- Status: {data['status']}\n- Start: {data['start']}\n- Place: {data['place']}"
    yield f"- Agenda published: {data['agenda_published']}"
    if "minutes" in data:
        yield f"- Minutes: {data['minutes']['status']}, {data['minutes']['published']}"
    yield "\n## Agenda\n"
    for item in data["items"]:
        yield f"### {item['number']}. {item['title']}\n\n{item.get('minute', '')}"
        for decision in item.get("decisions", ()):
            yield f"#### Decision\n\n{decision['text']}\n\nOutcome: {decision['outcome']}\n"
        for action in item.get("actions", ()):
            yield from _action("#### Action", action)
    if "attendance" in data:
        yield "## Attendance\n\n| Member | Status |\n|---|---|"
        yield from (f"| {each['member']} | {each['status']} |" for each in data["attendance"])


def _action(heading: str, action: Data) -> Iterator[str]:
    yield f"{heading}\n\n{action['action']}\n\n- Leads: {', '.join(action['leads'])}"
    yield f"- Timescale: {action['timescale']}"
    if "status" in action:
        yield f"- Status: {action['status']}"
    yield from (f"- Measure: {measure}" for measure in action.get("measures", ()))
    yield from (f"- Depends on: {link['action']}" for link in action.get("links", ()))
    yield ""


def _plan(title: str, owner: str, data: Data) -> Iterator[str]:
    yield f"# {title}: {data['title']}\n\n[{owner}](../partnerships/{owner}.md)\n"
    yield f"Status: {data['status']}\n"
    for objective in data["objectives"]:
        yield f"## {objective['title']}\n"
        for action in objective["actions"]:
            yield from _action(f"### Action {action['ref']}", action)


def _review(title: str, owner: str, data: Data) -> Iterator[str]:
    yield f"# {title}\n\n[{owner}](../partnerships/{owner}.md)\n"
    yield f"Date: {data['date']}. Overall: {data['overall']}.\n"
    for aspect in data["aspects"]:
        yield f"## {aspect['aspect']}\n\n{aspect['rating']}\n\n{aspect['finding']}\n"


def _organisation(title: str, owner: str, data: Data) -> Iterator[str]:
    yield f"# {data['title']}\n\n{owner}: {title}\n\nSector: {data['sector']}\n"


_PAGES = {
    "meetings": _meeting,
    "plans": _plan,
    "reviews": _review,
    "organisations": _organisation,
}
