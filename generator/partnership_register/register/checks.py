"""What can only be judged with all records at hand: circles, doubles, and sums that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from partnership_register.model.action import Action, DeferralRisk
from partnership_register.model.base import Record, anchor, words
from partnership_register.model.council import Council, RiskMatrix
from partnership_register.model.document import Appendix, Document, File
from partnership_register.model.meeting import AgendaItem, Decision, Meeting, Paper
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Membership, Partnership
from partnership_register.model.plan import Plan
from partnership_register.model.review import GovernanceReview
from partnership_register.model.risk import Risk, Score
from partnership_register.problems import Loc, Problem, did_you_mean, plain, shown
from partnership_register.records.slips import slips
from partnership_register.register.entries import Entry
from partnership_register.register.register import Register
from partnership_register.timescales import read

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


def minutes_before_their_time(register: Register) -> Iterator[Problem]:
    """Minutes of a meeting still to come, published before theirs, or approved at no later one."""
    for meeting in register.own(Meeting):
        minutes = meeting.minutes
        if not minutes:
            continue
        if meeting.status == "scheduled":
            yield Problem(
                meeting.path,
                "there are minutes of a meeting that is still called scheduled",
                "write status: held",
                ("status",),
            )
        if minutes.published and minutes.published < meeting.date:
            yield Problem(
                meeting.path,
                f"the minutes cannot have been published on {shown(str(minutes.published))}, before"
                " the day of the meeting",
                "look at published, and at the day in the file's name",
                ("minutes", "published"),
            )
        approved = minutes.approved_at and register.resolve(
            ("meeting",), minutes.approved_at, meeting
        )
        if (
            approved
            and isinstance(approved.record, Meeting)
            and not _is_later(approved.record, meeting)
        ):
            yield Problem(
                meeting.path,
                "the minutes cannot have been approved on"
                f" {shown(str(approved.record.date))}, which is not after the meeting",
                "name the later meeting that approved them; of two on one day each needs its start",
                ("minutes", "approved_at"),
            )


def _is_later(other: Meeting, meeting: Meeting) -> bool:
    """Whether a meeting comes after another; of two on one day, only where both say when."""
    if other.date != meeting.date or not (other.start and meeting.start):
        return other.date > meeting.date
    return other.start > meeting.start


def approved_at_a_meeting_to_come(register: Register) -> Iterator[Problem]:
    """Minutes called approved, by a meeting whose day is still to come."""
    for meeting in register.own(Meeting):
        minutes = meeting.minutes
        if not minutes or minutes.status != "approved" or not minutes.approved_at:
            continue
        approved = register.resolve(("meeting",), minutes.approved_at, meeting)
        if (
            approved
            and isinstance(approved.record, Meeting)
            and approved.record.date > register.as_of
        ):
            yield Problem(
                meeting.path,
                f"the minutes are called approved, but {shown(str(approved.record.date))}, when it"
                " is said that they were, is still to come",
                "write status: draft until that meeting has approved them",
                ("minutes", "approved_at"),
            )


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


class Told(NamedTuple):
    """Something that a record says has happened, with the day of it, where it gives one."""

    record: Record
    loc: Loc
    what: str
    day: date | None
    hint: str = "look at the year, or write it once that day has come"


def told_before_it_happened(register: Register) -> Iterator[Problem]:
    """A day still to come on which something is said to have happened already.

    A meeting that is scheduled may have planned days for its papers, and what is a draft or under
    an embargo may be written ahead of its time, be it a record or a part of one.
    """
    for told in chain.from_iterable(each(register) for each in _TELLING):
        if told.day and told.day > register.as_of and not _is_ahead(told):
            yield Problem(
                told.record.path,
                f"{told.what} on {shown(str(told.day))}, which is still to come",
                told.hint,
                told.loc,
            )


def _is_ahead(told: Told) -> bool:
    holder: Any = told.record
    for step in told.loc:
        visibility = getattr(holder, "visibility", None)
        if visibility and visibility.state in ("draft", "embargoed"):
            return True
        holder = holder[step] if isinstance(step, int) else getattr(holder, step)
    return False


def _told_of_meetings(register: Register) -> Iterator[Told]:
    for meeting in register.own(Meeting):
        if meeting.status != "held":
            continue
        wait = "write status: scheduled until it has met"
        yield Told(meeting, ("status",), "the meeting is called held", meeting.date, wait)
        was = "this was published"
        yield Told(meeting, ("notice_published",), was, meeting.notice_published)
        yield Told(meeting, ("agenda_published",), was, meeting.agenda_published)
        if meeting.minutes:
            yield Told(meeting, ("minutes", "published"), was, meeting.minutes.published)


def _told_of_work(register: Register) -> Iterator[Told]:
    for plan in register.own(Plan):
        for number, review in enumerate(plan.reviewed):
            yield Told(plan, ("reviewed", number, "date"), "this was gone through", review.date)
    for entry in register.own_parts("action"):
        action = entry.part
        if not isinstance(action, Action):
            continue
        yield Told(entry.record, (*entry.loc, "completed"), "this was done", action.completed)
        for number, report in enumerate(action.updates):
            place = (*entry.loc, "updates", number, "date")
            yield Told(entry.record, place, "this was reported", report.date)
        for number, awaited in enumerate(action.external_dependencies):
            place = (*entry.loc, "external_dependencies", number, "came")
            yield Told(entry.record, place, "this came", awaited.came)


def _told_of_others(register: Register) -> Iterator[Told]:
    for review in register.own(GovernanceReview):
        yield Told(review, ("date",), "the review was completed", review.date)
    for risk in register.own(Risk):
        yield Told(risk, ("identified",), "the risk was first recorded", risk.identified)
        yield Told(risk, ("reviewed",), "the risk was reviewed", risk.reviewed)
    for document in register.own(Document):
        yield Told(document, ("published",), "this was published", document.published)


_TELLING = (_told_of_meetings, _told_of_work, _told_of_others)


def superseded_by_something_older(register: Register) -> Iterator[Problem]:
    """A decision that says it replaces one taken later."""
    for entry in register.own_parts("decision"):
        meeting, decision = entry.record, entry.part
        if not isinstance(decision, Decision) or not isinstance(meeting, Meeting):
            continue
        for number, ref in enumerate(decision.supersedes):
            target = register.resolve(("decision",), ref, meeting)
            earlier = target.record if target else None
            if isinstance(earlier, Meeting) and earlier.date > meeting.date:
                yield Problem(
                    meeting.path,
                    f"a decision of {meeting.date} cannot replace one of"
                    f" {shown(str(earlier.date))}",
                    "write supersedes at the later of the two",
                    (*entry.loc, "supersedes", number),
                )


def left_before_leaving(register: Register) -> Iterator[Problem]:
    """A member called left whose term has still days to run."""
    for partnership in register.own(Partnership):
        for number, member in enumerate(partnership.members):
            if member.left and member.end and member.end >= register.as_of:
                yield Problem(
                    partnership.path,
                    f"the member is called left, but the term ends on {shown(str(member.end))}",
                    "write the day on which the member left as end, or take left away",
                    ("members", number, "left"),
                )


def deferred_to_the_past(register: Register) -> Iterator[Problem]:
    """A decision put off to a meeting that is not later than its own."""
    for entry in register.own_parts("decision"):
        meeting, decision = entry.record, entry.part
        if not isinstance(decision, Decision) or not isinstance(meeting, Meeting):
            continue
        target = decision.deferred_to and register.resolve(
            ("meeting",), decision.deferred_to, meeting
        )
        later = target.record if target else None
        if isinstance(later, Meeting) and not _is_later(later, meeting):
            yield Problem(
                meeting.path,
                f"a decision of {meeting.date} cannot be put off to {shown(str(later.date))}",
                "name a later meeting; of two on one day each needs its start",
                (*entry.loc, "deferred_to"),
            )


def ended_and_going_on(register: Register) -> Iterator[Problem]:
    """An action that has ended by its own status, and goes on by its newest report, which counts.

    What recurs is done again and again; of it `completed` only says when it was done last.
    """
    for entry in register.own_parts("action"):
        action = entry.part
        if not isinstance(action, Action) or not action.updates or not _has_ended(action):
            continue
        reported = [update for update in action.updates if update.status]
        newest = max(reported, key=lambda update: update.date, default=None)
        ended = action.status or "complete"
        if not newest or not newest.status or action.standing == ended:
            continue
        yield Problem(
            entry.record.path,
            f"the action is called {shown(words(ended).lower())} here, and"
            f" {shown(words(newest.status).lower())} in its newest progress report, of"
            f" {shown(str(newest.date))}",
            f"add a report with status: {shown(ended)}, or take this line away",
            (*entry.loc, "status" if action.status else "completed"),
        )


def _has_ended(action: Action) -> bool:
    """Whether an action says by itself that it is done for good, or given up."""
    if action.status:
        return action.status in ("complete", "withdrawn")
    if not action.completed:
        return False
    timescale = read(action.timescale or "")
    return not timescale.recurrences and not timescale.relatives and len(timescale.dates) < 2


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
