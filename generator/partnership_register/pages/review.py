"""The page of a governance review: how well a partnership is run, aspect by aspect."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.council import Aspect
from partnership_register.model.partnership import Partnership
from partnership_register.model.review import Finding, GovernanceReview, Satisfaction
from partnership_register.pages.addresses import address, area_address
from partnership_register.pages.area import area, way_to
from partnership_register.pages.evidence import evidence
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Area,
    Box,
    Column,
    Link,
    Prose,
    Row,
    Shape,
    Status,
    Table,
    TableRow,
    Value,
)
from partnership_register.pages.standings import direction_status, rating_status
from partnership_register.pages.work import action_box
from partnership_register.pages.writing import (
    day,
    edit_url,
    links_to,
    meeting_link,
    named,
    plural,
    resolved,
    short_title,
    status,
)
from partnership_register.register import Register
from partnership_register.register.reviews import (
    Change,
    changes,
    findings,
    rating_named,
    review_before,
)
from partnership_register.register.standing import is_at_work, review_of, reviews_of
from partnership_register.register.work import work_of


class FindingView(Shape, frozen=True):
    """What was found on an aspect or, under a heading of its own, on a part of one."""

    heading: str
    rating: Status | None
    text: str
    evidence: str
    documents: tuple[Link, ...]


class AspectView(Shape, frozen=True):
    """An aspect of governance. Texts are Markdown; empty where nothing was written."""

    anchor: str
    title: str
    question: str
    rating: Status | None
    before: str
    findings: tuple[FindingView, ...]
    records: tuple[Row, ...]
    """Evidence worked out from the records."""


class SatisfactionView(Shape, frozen=True):
    """What members said: how many answered of those asked, and how many were satisfied."""

    answered: int
    asked: int
    satisfied: int
    answered_words: str
    satisfied_words: str
    text: str


class ReviewView(Shape, frozen=True):
    """A governance review."""

    area: Area
    caption: str
    title: str
    overall: Status | None
    lead: str
    summary: str
    facts: tuple[Row, ...]
    ratings: Table
    changed: str
    aspects: tuple[AspectView, ...]
    records_day: str
    """The day of the evidence from the records; empty where a newer review shows it."""
    satisfaction: SatisfactionView | None
    actions: tuple[Box, ...]
    previous: Link | None
    following: Link | None


def page(register: Register, review: GovernanceReview) -> Page:
    """The page of a review."""
    partnership = register.get(Partnership, review.partnership)
    if partnership is None:
        raise LookupError(f"{review.path} lies in no partnership")
    view = _view(register, review, partnership)
    name = short_title(partnership)
    said = f", {view.overall.word.lower()}" if view.overall else ""
    return Page(
        address(review),
        "pages/review.html",
        f"{view.title}, {name}",
        f"Governance review of {name}, completed {day(review.date)}{said}.",
        "Partnerships",
        view,
        (*way_to(partnership), Link("Reviews", area_address(partnership.id, "reviews"))),
        review.updated,
        edit_url(register, review),
        review.date,
    )


def _view(register: Register, review: GovernanceReview, partnership: Partnership) -> ReviewView:
    compared = changes(register, review)
    found = findings(register, review)
    is_newest = reviews_of(register, partnership)[0] is review
    shown = partnership if is_newest and is_at_work(partnership) else None
    by = f" by {review.reviewer}" if review.reviewer else ""
    overall = rating_status(rating_named(register, review.overall, review))
    earlier, later = _neighbours(register, review, partnership)
    return ReviewView(
        area=area(register, partnership, "reviews"),
        caption=partnership.title,
        title=review.label,
        overall=Status(f"Overall: {overall.word}", overall.tone) if overall else None,
        lead=f"Completed on {day(review.date)}{by}.",
        summary=resolved(register, review.summary or "", review),
        facts=tuple(_facts(register, review, partnership)),
        ratings=_ratings(register, review, compared),
        changed=_changed(compared, earlier),
        aspects=tuple(
            _aspect(register, review, change, found.get(change.aspect.id, ()), shown)
            for change in compared
        ),
        records_day=day(register.as_of) if shown else "",
        satisfaction=_satisfaction(register, review, review.satisfaction),
        actions=tuple(action_box(register, each) for each in work_of(register, review)),
        previous=earlier,
        following=later,
    )


def _facts(register: Register, review: GovernanceReview, partnership: Partnership) -> Iterator[Row]:
    if review.method:
        yield Row("How it was done", review.method)
    if review.involvement:
        reason = Prose(resolved(register, review.involvement.reason, review))
        yield Row("Should the council stay involved?", status(review.involvement.decision), reason)
    agreement = named(register, "document", review.agreement, review)
    if agreement:
        yield Row("Agreement that came out of it", agreement)
    reported = register.resolve(("meeting",), review.reported_to or "", review)
    if review.reported_to and reported:
        yield Row("Reported to", meeting_link(register, reported.record))  # type: ignore[arg-type]
    standing = review_of(register, partnership)
    if standing.last is review and standing.due:
        overdue = Status("Overdue", "bad")
        due: Value = (standing.due, overdue) if standing.state == "overdue" else standing.due
        yield Row("Next review due by", due)


def _ratings(register: Register, review: GovernanceReview, compared: tuple[Change, ...]) -> Table:
    """All aspects in one table, beside the review before where there was one."""
    earlier = review_before(register, review)
    columns = [Column("Aspect"), Column(review.name[:4], "status")]
    if earlier:
        columns += [Column(earlier.name[:4], "status"), Column("Change", "status")]
    rows = []
    for change in compared:
        cells: list[Value] = [Link(change.aspect.title, f"#{_anchor(change.aspect)}")]
        cells.append(rating_status(change.after) or "Not rated")
        if earlier:
            cells.append(rating_status(change.before) or "Not rated")
            cells.append(direction_status(change.direction))
        rows.append(TableRow(tuple(cells)))
    return Table("Ratings by aspect", tuple(columns), tuple(rows))


def _changed(compared: tuple[Change, ...], earlier: Link | None) -> str:
    """What changed since the review before, in a sentence."""
    if not earlier:
        return ""
    better = sum(1 for change in compared if change.direction == "better")
    worse = sum(1 for change in compared if change.direction == "worse")
    if not better and not worse:
        return f"No rating has changed since the {earlier.text[:1].lower()}{earlier.text[1:]}."
    said = [
        f"{plural(number, 'aspect').lower()} {'is' if number == 1 else 'are'} {word}"
        for number, word in ((better, "better"), (worse, "worse"))
        if number
    ]
    return f"Since the {earlier.text[:1].lower()}{earlier.text[1:]}, {' and '.join(said)}."


def _aspect(
    register: Register,
    review: GovernanceReview,
    change: Change,
    found: tuple[Finding, ...],
    shown: Partnership | None,
) -> AspectView:
    """An aspect, with evidence from the records of the partnership where it is to be shown."""
    aspect = change.aspect
    before = ""
    if change.direction in ("better", "worse") and change.before:
        before = f"{change.direction.capitalize()}: it was {change.before.title} before."
    return AspectView(
        anchor=_anchor(aspect),
        title=found[0].label if len(found) == 1 and found[0].label else aspect.title,
        question=aspect.question or "",
        rating=rating_status(change.after),
        before=before,
        findings=tuple(_finding(register, review, each, alone=len(found) == 1) for each in found),
        records=evidence(register, shown, aspect) if shown else (),
    )


def _finding(
    register: Register, review: GovernanceReview, finding: Finding, *, alone: bool
) -> FindingView:
    return FindingView(
        "" if alone else finding.label or "",
        None if alone else rating_status(rating_named(register, finding.rating, review)),
        resolved(register, finding.finding or "", review),
        resolved(register, finding.evidence or "", review),
        links_to(register, "document", finding.documents, review),
    )


def _satisfaction(
    register: Register, review: GovernanceReview, said: Satisfaction | None
) -> SatisfactionView | None:
    if said is None:
        return None
    return SatisfactionView(
        said.answered,
        said.asked,
        said.satisfied,
        f"{said.answered} of {said.asked} members answered{_per_cent(said.answered, said.asked)}",
        f"{said.satisfied} of the {said.answered} who answered are satisfied"
        f"{_per_cent(said.satisfied, said.answered)}",
        resolved(register, said.text or "", review),
    )


def _per_cent(part: int, whole: int) -> str:
    return f" ({round(100 * part / whole)}%)" if whole else ""


def _neighbours(
    register: Register, review: GovernanceReview, partnership: Partnership
) -> tuple[Link | None, Link | None]:
    newest_first = reviews_of(register, partnership)
    place = newest_first.index(review)
    earlier = newest_first[place + 1] if place + 1 < len(newest_first) else None
    later = newest_first[place - 1] if place else None
    return (
        Link(earlier.label, address(earlier)) if earlier else None,
        Link(later.label, address(later)) if later else None,
    )


def _anchor(aspect: Aspect) -> str:
    return f"aspect-{aspect.id}"
