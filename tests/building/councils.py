"""Councils made by chance, whose records refer to each other across folders in every way there is.

Every field of the model that can name a record or a part of one is written somewhere, with its
target in any folder that the rules allow; texts have links. The same seed makes the same council.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from partnership_register.model import RECORD_TYPES

PARTNERSHIPS = ("alpha", "board", "board-two", "2020-forum", "zeta")
ORGANISATIONS = ("borough", "police", "trust")
OBJECTIVES = ("vision#green", "vision#safe", "plan-x#one", "plan-x#two")
MEETINGS = ("2026-02-03", "2026-03-12", "2026-12-01", "2027-01-05")
PAST = MEETINGS[:2]
REVIEWS = ("2025", "2026")
PLANS = ("a", "delivery")
DOCUMENTS = ("paper", "terms")
RISKS = ("fire", "flood")
TIMESCALES = ("By end of March 2026", "By June 2027", "Ongoing", "By the next meeting")

SETTINGS = """\
site_name: Register of Partnerships
site_url: https://register.anywhere.example/
docs_dir: content
theme:
  name: material
  custom_dir: {theme}
  font: false
plugins:
  - partnership-register
nav:
  - Home: index.md
  - Partnerships: /register/
"""
HOME = "# Partnerships\n\nOf {name}.\n\n<!-- register: home -->\n"

Files = dict[str, bytes]
"""A project: the content of every file by its path."""


def as_yaml(data: object) -> bytes:
    """Data as the bytes of a record."""
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


def council(seed: int, partnerships: Sequence[str] = PARTNERSHIPS) -> Files:
    """The records and hand-written pages of a council, without settings; its records are sound."""
    chance = random.Random(seed)
    return dict(_Council(chance, chance.choice((1, 1, 0.3, 0.1)), partnerships).files())


def write(files: Files, project: Path) -> Path:
    """Write files into the folder of a project."""
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)
    return project


@dataclass
class _Council:
    chance: random.Random
    density: float
    """How much of what may be left out is written, from 0 to 1: in a sparse council one
    reference alone leads from folder to folder, and nothing else would make up for it."""
    partnerships: Sequence[str]
    actions: list[str] = field(default_factory=list)
    """All actions that can be named, in full."""
    here: str = ""
    """The partnership of which something is being written."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        self.actions = [
            f"{p}/{plan}#{number}"
            for p in self.partnerships
            for plan in PLANS
            for number in range(1, self.chance.randint(2, 4))
        ]
        yield "content/index.md", HOME.format(name=f"[[{self.partnerships[0]}]]").encode()
        yield "content/about.md", f"# About\n\n{self.text()}\n".encode()
        yield from self.records(self.common(), "_council")
        for number, name in enumerate(self.partnerships):
            earlier, self.here = self.partnerships[:number], name
            yield from self.records(self.folder(name, earlier), name)
            yield (
                f"partnerships/{name}/documents/terms.txt",
                self.chance.randbytes(50).hex().encode(),
            )

    def records(self, data: Iterator[tuple[str, Any]], folder: str) -> Iterator[tuple[str, bytes]]:
        for path, record in data:
            yield f"partnerships/{folder}/{path}", as_yaml(_without_nothing(record))

    # Choosing

    def maybe(self, value: Any, often: float = 0.5) -> Any:
        return value if self.chance.random() < often * self.density else None

    def some(self, values: Sequence[Any], most: int = 2) -> list[Any]:
        number = self.chance.randint(0, min(most, len(values)))
        found = self.chance.sample(list(values), number)
        return found if self.chance.random() < self.density else []

    def one(self, values: Sequence[Any]) -> Any:
        return self.chance.choice(list(values))

    def below(self, names: Sequence[str]) -> str:
        """A record of a partnership; those of its own folder are named in short as well."""
        return self.spelt(f"{self.one(self.partnerships)}/{self.one(names)}")

    def spelt(self, name: str) -> str:
        return name.removeprefix(f"{self.here}/") if self.maybe(1) else name

    def action_ref(self) -> str:
        return self.spelt(self.one(self.actions))

    def document(self) -> str:
        return str(self.one([self.below(DOCUMENTS), "guide", "paper"]))

    def decision(self, day: str = "2027") -> str:
        """One taken before a day."""
        return f"{self.below([d for d in PAST if d < day])}#D1"

    def later(self, day: str) -> str:
        return self.below([d for d in MEETINGS if d > day])

    def approved_at(self, day: str) -> str | None:
        later = self.maybe(self.later(day))
        return later if later and later.endswith(PAST) else None

    def others(self, name: str) -> list[Any]:
        return [each for each in self.some(self.partnerships) if each != name]

    def member(self) -> str:
        return f"{self.one(self.partnerships)}#m{self.chance.randint(1, 2)}"

    def text(self) -> str:
        links = (
            self.action_ref(), f"action:{self.action_ref()}", self.below(MEETINGS),
            f"meeting:{self.below(MEETINGS)}|the meeting", self.document(), self.decision(),
            self.one(self.partnerships), f"partnership:{self.one(self.partnerships)}",
            self.one(ORGANISATIONS), self.one(OBJECTIVES), self.one(RISKS), "vision",
            self.below(PLANS), self.below(REVIEWS),
        )  # fmt: skip
        words = self.one(("Do the work.", "Ask *everybody* again.", "Count the boats & ships."))
        return " ".join([words, *(f"See [[{link}]]." for link in self.some(links))])

    # What all folders have in common

    def common(self) -> Iterator[tuple[str, Any]]:
        yield (
            "council.yml",
            {
                "title": "Anywhere Council",
                "contact": {"team": "Partnerships", "email": "partnerships@anywhere.example"},
                "public_kinds": [kind.kind for kind in RECORD_TYPES],
                "show_draft_minutes": "yes",
                "sectors": [
                    {"id": "public", "title": "Public"},
                    {"id": "voluntary", "title": "Other"},
                ],
                "categories": [{"id": "residents", "title": "Residents"}],
                "portfolios": [{"id": "homes", "title": "Homes", "holder": "Cllr Ada Finch"}],
                "regimes": [{"id": "own", "title": "Our own", "notice_clear_days": "5"}],
                "glossary": [{"term": "Word", "meaning": self.text()}],
            },
        )
        for number, name in enumerate(ORGANISATIONS):
            yield (
                f"organisations/{name}.yml",
                {
                    "title": name.title(),
                    "sector": self.one(("public", "voluntary")),
                    "part_of": self.maybe(self.one(ORGANISATIONS[:number] or [None])),
                    "summary": self.text(),
                },
            )
        for name in ("vision", "plan-x"):
            yield f"strategies/{name}.yml", {
                "title": name.title(),
                "owner": self.maybe(self.one(ORGANISATIONS)),
                "owner_partnership": self.maybe(self.one(self.partnerships)),
                "summary": self.text(),
                "documents": self.some([self.document()]),
                "objectives": [
                    {"id": each.partition("#")[2], "title": each.title(), "text": self.text(),
                     "portfolio": self.maybe("homes")}
                    for each in OBJECTIVES if each.startswith(f"{name}#")
                ],
            }  # fmt: skip
        for name in RISKS:
            yield f"risks/{name}.yml", self.risk(name)
        for name in ("guide", "paper"):
            yield f"documents/{name}.yml", self.paper(name, "")

    def risk(self, name: str) -> Any:
        return {
            "title": f"Risk of {name}",
            "partnerships": self.some(self.partnerships),
            "cause": self.text(),
            "residual": self.score(),
            "owner": self.one(ORGANISATIONS),
            "mitigations": [
                {"text": self.text(), "owner": self.maybe(self.one(ORGANISATIONS)),
                 "action": self.maybe(self.action_ref(), 0.8)}
                for _ in range(self.chance.randint(0, 2))
            ],
        }  # fmt: skip

    def score(self) -> Any:
        return {"likelihood": self.chance.randint(1, 5), "impact": self.chance.randint(1, 5)}

    # Folders of partnerships

    def folder(self, name: str, earlier: Sequence[str]) -> Iterator[tuple[str, Any]]:
        yield "partnership.yml", self.partnership(name, earlier)
        for day in MEETINGS:
            yield f"meetings/{day}.yml", self.meeting(day)
        for plan in PLANS:
            yield f"plans/{plan}.yml", self.plan(f"{name}/{plan}")
        for year in REVIEWS:
            yield f"reviews/{year}.yml", self.review(year)
        for each in DOCUMENTS:
            yield f"documents/{each}.yml", self.paper(each, name)

    def partnership(self, name: str, earlier: Sequence[str]) -> Any:
        return {
            "title": f"The {name.title()}",
            "type": self.one(("thematic", "strategic", "sub-group", "area")),
            "purpose": self.text(),
            "remit": self.maybe(self.text()),
            "parent": self.maybe(self.one(earlier or [None])),
            "established_by": self.maybe(self.decision()),
            "reports_to": self.others(name),
            "works_with": self.others(name),
            "accountable_body": self.maybe(self.one(ORGANISATIONS)),
            "portfolios": self.some(["homes"]),
            "contributes_to": self.some(OBJECTIVES),
            "officers": self.some([{"role": "lead", "post": "Clerk", "organisation": "borough"}]),
            "publication_regime": self.maybe("own"),
            "required_categories": self.some(["residents"]),
            "review_cycle": self.maybe({"month": "march"}),
            "standing_items": self.some(["Safety"]),
            "members": [
                {"id": f"m{number}", "organisation": self.one(ORGANISATIONS),
                 "post": f"Post {number}", "role": self.one(("chair", "member", "vice-chair")),
                 "category": self.maybe("residents"), "sector": self.maybe("public"),
                 "portfolio": self.maybe("homes"),
                 "substitute_for": self.maybe(f"m{number - 1}") if number > 1 else None,
                 "on_behalf_of": self.maybe(self.one(ORGANISATIONS))}
                for number in (1, 2)
            ],
        }  # fmt: skip

    def meeting(self, day: str) -> Any:
        if day not in PAST:
            later = self.maybe(self.later(day), 0.3) if day != MEETINGS[-1] else None
            return {"status": "moved", "moved_to": later} if later else {
                "status": "scheduled", "notes": self.maybe(self.text()),
                "items": [{"title": "Things", "text": self.text(), "papers": [self.document()]}],
            }  # fmt: skip
        return {
            "status": "held",
            "start": self.maybe("18:00"),
            "chair": self.maybe("The Mayor"),
            "notes": self.maybe(self.text()),
            "key_messages": self.some([self.text()]),
            "attendance": [
                {"member": self.maybe("m1") or self.member(), "status": "apologies",
                 "substitute": self.maybe(self.member())},
                {"name": "Ada Finch", "organisation": self.one(ORGANISATIONS), "status": "present"},
            ],
            "items": [self.item(day), {"title": "Safety", "minute": self.maybe(self.text())}],
            "minutes": {
                "status": "approved",
                "published": "2026-04-01",
                "approved_at": self.approved_at(day),
                "document": self.maybe(self.document()),
                "summary": self.maybe(self.text()),
            },
        }  # fmt: skip

    def item(self, day: str) -> Any:
        outcome = self.one(("agreed", "deferred"))
        return {
            "number": "1",
            "title": "Things",
            "referred_from": self.some([self.referral()]),
            "referred_to": self.some([self.referral()]),
            "papers": self.some([self.document(), {"document": self.document()}]),
            "recommendations": self.some([{"text": self.text(), "outcome": "agreed"}]),
            "minute": self.text(),
            "decisions": [
                {"ref": "D1", "text": self.text(), "outcome": outcome,
                 "deferred_to": self.maybe(self.later(day)) if outcome == "deferred" else None,
                 "supersedes": [self.decision(day)] if day > PAST[0] and self.maybe(1) else None}
            ],
            "actions": [self.action(len(self.actions)) for _ in range(self.chance.randint(0, 2))],
        }  # fmt: skip

    def referral(self) -> Any:
        name = self.one(self.partnerships)
        return {"partnership": name, "meeting": self.maybe(f"{name}/{self.one(MEETINGS)}")}

    def plan(self, id: str) -> Any:
        numbers = [n for n, ref in enumerate(self.actions) if ref.startswith(f"{id}#")]
        actions = [self.action(n, self.actions[n].partition("#")[2]) for n in numbers]
        section = {
            "title": "Part",
            "contributes_to": self.some(OBJECTIVES),
            "text": self.text(),
            "leads_text": self.some(["Clerk", "Police"]),
            "actions": actions,
        }
        layout = self.one(("objectives", "outcomes", "groups", "actions"))
        return {
            "title": self.one((f"Plan {id}", "Same")),
            "status": self.one(("approved", "closed", "draft")),
            "approved_by": self.maybe(self.decision()),
            "period": self.maybe({"start": "2025-04-01"}),
            "review_every": self.maybe("year"),
            "introduction": self.maybe(self.text()),
            "effectiveness_review_due": self.maybe("2026-09-01"),
            "document": self.maybe(self.document()),
            layout: actions if layout == "actions" else [section],
        }

    def action(self, number: int, ref: str | None = None) -> Any:
        """An action; it waits for none but those before its `number`, so for none in a circle."""
        links = [
            {"type": kind, "action": self.action_ref()}
            for kind in self.some(("incorporates", "incorporates", "supports", "links-to"))
        ]
        if number and self.maybe(1):
            links.append(
                {"type": "depends-on", "action": self.spelt(self.one(self.actions[:number]))}
            )
        lead = self.some([
            {"name": self.one(("Clerk", "head of  policy", "Borough"))},
            {"organisation": self.one(ORGANISATIONS), "part": "the page"},
            {"partnership": self.one(self.partnerships)},
        ])  # fmt: skip
        return {
            "ref": ref,
            "action": self.text(),
            "leads": lead,
            "leads_text": None if lead else self.maybe("???"),
            "timescale": self.maybe(self.one(TIMESCALES)),
            "priority": self.maybe(self.one((1, 2))),
            "deferral_risk": self.maybe(self.score(), 0.3),
            "project": self.maybe(self.one(("Figures", "figures", "Boats & Co")), 0.3),
            "contributes_to": self.some(OBJECTIVES),
            "links": links,
            "decision": self.maybe(self.decision(), 0.3),
            "report_to": self.maybe(self.below(MEETINGS), 0.3),
            "status": self.maybe(self.one(("complete", "under-way", "withdrawn", "delayed"))),
            "source": self.maybe("Audit 2025", 0.2),
        }

    def review(self, year: str) -> Any:
        return {
            "date": f"{year}-03-20",
            "summary": self.text(),
            "overall": self.maybe("reasonable"),
            "aspects": [
                {"aspect": "purpose", "rating": self.maybe("strong"), "finding": self.text(),
                 "documents": self.some([self.document()])}
            ],
            "involvement": self.maybe({"decision": "continue", "reason": self.text()}),
            "agreement": self.maybe(self.document()),
            "reported_to": self.maybe(self.below(MEETINGS)),
            "actions": [self.action(len(self.actions)) for _ in range(self.chance.randint(0, 2))],
        }  # fmt: skip

    def older(self, name: str, folder: str) -> list[Any]:
        itself = (name, f"{folder}/{name}")
        return [each for each in self.some([self.document()]) if each not in itself]

    def paper(self, name: str, folder: str) -> Any:
        return {
            "title": f"{name.title()} of {folder or 'all'}",
            "type": self.one(("guidance", "terms-of-reference", "report", "agreement")),
            "summary": self.text(),
            "adopted": self.maybe("2026-01-01"),
            "adopted_by": self.maybe(self.decision()),
            "review_due": self.maybe("2026-06-01"),
            "organisation": self.maybe(self.one(ORGANISATIONS)),
            "supersedes": self.older(name, folder),
            "concerns": self.some([self.document()]),
            "files": ["terms.txt"] if folder and name == "terms" else None,
            "text": self.maybe(self.text()),
        }


def _without_nothing(data: Any) -> Any:
    """Without the keys that have nothing, as officers leave them out."""
    if isinstance(data, dict):
        return {key: _without_nothing(v) for key, v in data.items() if v not in (None, [], "")}
    return [_without_nothing(entry) for entry in data] if isinstance(data, list) else data
