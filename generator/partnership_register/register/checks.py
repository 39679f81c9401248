"""What can only be judged with all records at hand: circles, doubles, and sums that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from partnership_register.model.action import Action, DeferralRisk
from partnership_register.model.base import Record, anchor
from partnership_register.model.council import Council, RiskMatrix
from partnership_register.model.document import Appendix, Document, File
from partnership_register.model.meeting import AgendaItem, Decision, Meeting, Paper
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Membership, Partnership
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk, Score
from partnership_register.problems import Loc, Problem, did_you_mean, plain, shown
from partnership_register.records.slips import slips
from partnership_register.register.chronology import (
    approved_at_a_meeting_to_come,
    deferred_to_the_past,
    ended_and_going_on,
    left_before_leaving,
    minutes_before_their_time,
    superseded_by_something_older,
    told_before_it_happened,
)
from partnership_register.register.entries import Entry
from partnership_register.register.register import Register

N = TypeVar("N", bound=Hashable)


def problems_of(register: Register) -> list[Problem]:
    """Everything wrong between records; what is wrong inside one the model has said already."""
    found = list(register.dangling)
    for check in CHECKS:
        found.extend(check(register))
    return found


def doubled_refs(register: Register) -> Iterator[Problem]:
    """Two parts of one kind with one ref in one record; only agenda numbers may repeat."""
    seen: dict[tuple[str, str, str], str] = {}
    for kind in ("action", "decision", "member", "objective", "sector", "category", "portfolio",
                 "regime", "aspect", "rating"):  # fmt: skip
        for entry in register.own_parts(kind):
            if not entry.ref:
                continue
            key = (kind, entry.record.path, anchor(entry.ref))
            if key in seen:
                field = entry.part.ref_field if entry.part else ""
                yield Problem(
                    entry.record.path,
                    f'the {kind} "{shown(entry.ref)}" stands twice in this record',
                    f"give one of them another {field}",
                    (*entry.loc, field),
                )
            seen[key] = entry.ref


def doubled_ids(register: Register) -> Iterator[Problem]:
    """Former ids that another record has, or had, so that an address would lead to two places."""
    # Of two partnerships neither knows all of the other: the council's register has them all.
    partnerships = register.all(Partnership) if register.folder == "" else ()
    records = (*register.everything, *partnerships)
    taken = {(r.kind, r.id): r for r in records}
    for record in records:
        for number, former in enumerate(record.former_ids):
            full = f"{record.partnership}/{former}" if "/" in record.id else former
            other = taken.setdefault((record.kind, full), record)
            if other is not record:
                loc: Loc = ("former_ids", number)
                if register.may_quote(record) and not register.may_quote(other):
                    record, other, loc = other, record, ()  # noqa: PLW2901  said there
                yield Problem(
                    record.path,
                    f'the id "{shown(former)}" belongs to {other.path}',
                    "a former id leads to one record only; delete it here or there",
                    loc,
                )


def parents_in_a_circle(register: Register) -> Iterator[Problem]:
    """A partnership or organisation that is, by way of what it belongs to, its own parent."""
    in_common: tuple[tuple[str, tuple[Record, ...]], ...] = (
        ("parent", register.all(Partnership)),
        ("part_of", register.all(Organisation)),
    )
    kinds: tuple[tuple[str, tuple[Record, ...]], ...] = (
        *(() if register.folder else in_common),
        ("moved_to", register.all(Meeting)),
    )
    for field, records in kinds:
        above = {
            record.id: [target.record.id]
            for record in records
            if (ref := getattr(record, field))
            and (target := register.resolve((record.kind,), ref, record))
        }
        known = {record.id: record for record in records}
        for circle in _circles(above):
            names = [id for id in circle if register.may_name(known[id])]
            closed = (id for id in circle if not register.may_quote(known[id]))
            yield Problem(
                known[next(closed, circle[0])].path,
                f"this goes round in a circle: {_round(names)}",
                f"delete {field} where it stands wrongly",
                (field,),
            )


def dependencies_in_a_circle(register: Register) -> Iterator[Problem]:
    """Actions that wait for each other, so that none could ever begin."""
    needs: dict[Entry, list[Entry]] = {}
    waits: dict[Entry, list[int]] = {}
    for entry in register.parts("action"):
        if isinstance(entry.part, Action):
            found = [
                (target, number)
                for number, link in enumerate(entry.part.links)
                if link.type == "depends-on"
                and (target := register.resolve(("action",), link.action, entry.record))
            ]
            needs[entry] = [target for target, _ in found]
            waits[entry] = [number for _, number in found]
    for found_circle in _circles(needs):
        circle = _from_closed(found_circle, register)
        first = circle[0]
        refs = [entry.ref for entry in circle if register.may_quote(entry.record)]
        second = needs[first].index([*circle, first][1])
        yield Problem(
            first.record.path,
            f"these actions wait for each other: {_round(refs)}",
            "delete one depends-on, or write links-to",
            (*first.loc, "links", waits[first][second], "action"),
        )


def _from_closed(circle: list[Entry], register: Register) -> list[Entry]:
    """The same circle from an action on whose record others may not tell, where there is one."""
    closed = (n for n, entry in enumerate(circle) if not register.may_quote(entry.record))
    start = next(closed, 0)
    return circle[start:] + circle[:start]


def scores_off_the_matrix(register: Register) -> Iterator[Problem]:
    """Likelihood or impact beyond the scales of council.yml."""
    matrix = register.council.risk_matrix
    if matrix == RiskMatrix() and any("risk_matrix:" in each.text for each in register.unread):
        return  # the council has scales of its own, which cannot be read
    scales = {"likelihood": matrix.likelihood, "impact": matrix.impact}
    for record, loc, part in _scored(register):
        for name, scale in scales.items():
            given = getattr(part, name)
            if not 1 <= given <= len(scale):
                words = ", ".join(f"{number} {word}" for number, word in enumerate(scale, 1))
                yield Problem(record.path, f"{shown(str(given))} is not on the {name} scale",
                              f"the scale in council.yml is {words}", (*loc, name))  # fmt: skip


def seats_taken_twice(register: Register) -> Iterator[Problem]:
    """A member who stands twice in one list of attendance."""
    for meeting in register.own(Meeting):
        seen: set[Entry] = set()
        for number, row in enumerate(meeting.attendance):
            seat = row.member and register.resolve(("member",), row.member, meeting)
            if not seat:
                continue
            if seat in seen:
                yield Problem(
                    meeting.path,
                    f'the member "{shown(row.member or "")}" stands twice in this list',
                    "delete one of the two, or write name: and the person's name at one",
                    ("attendance", number, "member"),
                )
            seen.add(seat)


def aspects_found_twice(register: Register) -> Iterator[Problem]:
    """An aspect with two findings in one review; those of its parts are told apart by labels."""
    for review in register.own(GovernanceReview):
        found: set[tuple[str, str | None]] = set()
        for number, each in enumerate(review.aspects):
            if each.visibility and each.visibility.state != "public":
                continue  # a draft of the finding may stand beside it
            if (each.aspect, each.label) in found:
                yield Problem(
                    review.path,
                    f'the aspect "{shown(each.aspect)}" stands twice in this review',
                    "delete one of the two, or write label: at each, and which part of the aspect"
                    " it is about",
                    ("aspects", number, "aspect"),
                )
            found.add((each.aspect, each.label))


def naming_themselves(register: Register) -> Iterator[Problem]:
    """What reports to itself, replaces itself or stands in for itself."""
    for record in (*register.own(Partnership), *register.own(Document)):
        for name in ("reports_to", "works_with", "supersedes"):
            for number, ref in enumerate(getattr(record, name, ())):
                target = register.resolve((record.kind,), ref, record)
                if target and target.record is record:
                    yield _itself(record, (name, number))
    for entry in register.own_parts("member"):
        seat = entry.part
        if isinstance(seat, Membership) and seat.substitute_for:
            target = register.resolve(("member",), seat.substitute_for, entry.record)
            if target and target.part is seat:
                yield _itself(entry.record, (*entry.loc, "substitute_for"))
    for entry in register.own_parts("decision"):
        decision = entry.part
        if isinstance(decision, Decision):
            for number, ref in enumerate(decision.supersedes):
                target = register.resolve(("decision",), ref, entry.record)
                if target and target.part is decision:
                    yield _itself(entry.record, (*entry.loc, "supersedes", number))


def _itself(record: Record, loc: Loc) -> Problem:
    hint = "name another here, or delete it"
    return Problem(record.path, "this names the very thing in which it stands", hint, loc)


def papers_more_open_than_business(register: Register) -> Iterator[Problem]:
    """A document with nothing said of its visibility, for business that the public may not see."""
    if Document.kind not in register.council.public_kinds:
        return
    for meeting in register.own(Meeting):
        for loc, ref in _closed_papers(meeting, register.council):
            found = register.resolve((Document.kind,), ref, meeting)
            if found and not found.record.visibility:
                yield Problem(
                    meeting.path,
                    "the public may not see this, and yet it would see the document, whose own"
                    " record says nothing of visibility",
                    "write visibility: confidential in the record of the document, or visibility:"
                    " public if everybody may read it",
                    loc,
                )


def _closed_papers(meeting: Meeting, council: Council) -> Iterator[tuple[Loc, str]]:
    """The documents that a meeting names where the public may not look, each with its place."""
    is_closed = _is_closed(meeting)
    for number, item in enumerate(meeting.items):
        for place, paper in enumerate(item.papers):
            if is_closed or _is_closed(item) or _is_closed(paper):
                yield ("items", number, "papers", place, "document"), paper.document
    minutes = meeting.minutes
    if minutes and minutes.document:
        is_draft = minutes.status == "draft" and not council.show_draft_minutes
        if is_closed or is_draft:
            yield ("minutes", "document"), minutes.document


def files_more_open_than_one_record(register: Register) -> Iterator[Problem]:
    """A file that one record withholds, and that another beside it would publish."""
    named: dict[str, list[tuple[bool, Record, Loc]]] = {}
    for document in register.own(Document):
        folder = document.path.rpartition("/")[0]
        is_closed = _is_closed(document) or not (
            document.visibility or Document.kind in register.council.public_kinds
        )
        for name in ("files", "appendices"):
            for number, part in enumerate(getattr(document, name)):
                if part.file:
                    seen = is_closed or _is_closed(part), document, (name, number)
                    named.setdefault(f"{folder}/{part.file}", []).append(seen)
    for uses in named.values():
        closed = [(record, loc) for is_closed, record, loc in uses if is_closed]
        if not closed or len(closed) == len(uses):
            continue
        for record, loc in closed:
            if any(other is not record for is_closed, other, _ in uses if not is_closed):
                yield Problem(
                    record.path,
                    "the public may not see this, and yet it would see the file, which another"
                    " record beside this one names as well",
                    "write the same visibility in both, or give each a file of its own",
                    (*loc, "file"),
                )


def _is_closed(holder: Meeting | AgendaItem | Paper | Document | File | Appendix) -> bool:
    said = holder.visibility
    return said is not None and said.state not in ("public", "withdrawn")


def partnerships_without_a_file(register: Register) -> Iterator[Problem]:
    """Records in a folder that has no partnership.yml."""
    known = {p.id for p in register.all(Partnership)}
    known |= {unread.record.id for unread in register.unread}
    said: set[str] = set()
    for record in register.everything:
        folder = record.partnership
        if folder and folder not in known and folder not in said:
            said.add(folder)
            near = plain(did_you_mean(folder, slips(folder, known)))
            yield Problem(
                record.path,
                f'the folder "{folder}" has no partnership.yml',
                near or "write one, or move this record to the folder of its partnership",
            )


CHECKS: tuple[Callable[[Register], Iterable[Problem]], ...] = (
    doubled_refs,
    doubled_ids,
    parents_in_a_circle,
    dependencies_in_a_circle,
    scores_off_the_matrix,
    minutes_before_their_time,
    approved_at_a_meeting_to_come,
    seats_taken_twice,
    aspects_found_twice,
    naming_themselves,
    told_before_it_happened,
    superseded_by_something_older,
    left_before_leaving,
    deferred_to_the_past,
    ended_and_going_on,
    papers_more_open_than_business,
    files_more_open_than_one_record,
    partnerships_without_a_file,
)
"""Every check between records, each a function from the Register to problems."""


def _scored(register: Register) -> Iterator[tuple[Record, Loc, Score | DeferralRisk]]:
    for risk in register.own(Risk):
        for name in ("inherent", "residual", "target"):
            score = getattr(risk, name)
            if score:
                yield risk, (name,), score
    for entry in register.own_parts("action"):
        if isinstance(entry.part, Action) and entry.part.deferral_risk:
            yield entry.record, (*entry.loc, "deferral_risk"), entry.part.deferral_risk


def _round(names: list[str]) -> str:
    return " > ".join(shown(name) for name in [*names, *names[:1]])


def _circles(follows: Mapping[N, list[N]]) -> Iterator[list[N]]:
    """Each circle once, beginning where the mapping reaches it first."""
    done: set[N] = set()
    for start in follows:
        way: list[N] = []
        places: dict[N, int] = {}
        stack = [(start, iter(follows[start]))]
        if start in done:
            continue
        way.append(start)
        places[start] = 0
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                way.pop()
                del places[node]
                done.add(node)
            elif following in places:
                yield way[places[following] :]
            elif following not in done and following in follows:
                places[following] = len(way)
                way.append(following)
                stack.append((following, iter(follows[following])))
