"""All governance reviews: ratings of every partnership side by side, what changed, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership_register.model.partnership import Partnership
from partnership_register.model.review import GovernanceReview
from partnership_register.pages.addresses import HOME, REVIEWS, address
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    HeatRow,
    Link,
    Row,
    Table,
    TableRow,
)
from partnership_register.pages.standings import rating_status, review_status
from partnership_register.pages.writing import day, plural, record_link, short_title, status
from partnership_register.register import Register
from partnership_register.register.reviews import (
    Change,
    changes,
    rating_named,
    ratings,
)
from partnership_register.register.standing import (
    ReviewStanding,
    involvement,
    is_at_work,
    review_of,
    reviews_of,
)

ORDER = ("overdue", "never", "due", "done")
"""The most pressing first."""


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """The newest review of every partnership, or the reviews of one year."""

    title: str
    lead: str
    years: tuple[Link, ...]
    current: str
    figures: tuple[Row, ...]
    aspects: tuple[str, ...]
    ratings: tuple[HeatRow, ...]
    caption: str
    changed: Table
    standing: Table
    out_of_scope: tuple[Link, ...]


def pages(register: Register) -> Iterator[Page]:
    """The page of the newest reviews, and a page for each year in which there were any."""
    yield _newest(register)
    for year in _years(register):
        yield _of_year(register, year)


def _newest(register: Register) -> Page:
    partnerships = register.all(Partnership)
    at_work = (reviews_of(register, p) for p in partnerships if is_at_work(p))
    latest = [found[0] for found in at_work if found]
    standing = [(p, review_of(register, p)) for p in partnerships]
    in_scope = [(p, each) for p, each in standing if each.state != "not-in-scope"]
    view = ReviewsView(
        "Governance reviews",
        "How well each partnership is run. Once a year the council asks the same questions of every"
        " partnership in scope, and publishes the answers.",
        _year_links(register),
        REVIEWS.url,
        tuple(_figures(register, in_scope)),
        _aspects(register),
        _heat(register, latest),
        "Ratings in the newest review of each partnership",
        _changed(register, latest),
        _standing(register, in_scope),
        tuple(record_link(p) for p, each in standing if each.state == "not-in-scope"),
    )
    rated = plural(len(latest), "partnership").lower()
    said = f"Ratings of {rated} by aspect, what has changed, and which reviews are due."
    return Page(REVIEWS.url, "views/reviews.html", view.title, said, REVIEWS.text, view, (HOME,))


def _of_year(register: Register, year: int) -> Page:
    found = sorted(
        (review for review in register.all(GovernanceReview) if review.date.year == year),
        key=lambda review: (review.partnership, review.date),
    )
    view = ReviewsView(
        f"Governance reviews in {year}",
        f"{plural(len(found), 'review')} completed in {year}.",
        _year_links(register),
        f"{REVIEWS.url}{year}/",
        (),
        _aspects(register),
        _heat(register, found),
        f"Ratings given in {year}",
        _changed(register, found),
        Table("", (), ()),
        (),
    )
    said = f"How partnerships were rated in {year}, aspect by aspect, and what had changed."
    return Page(view.current, "views/reviews.html", view.title, said, REVIEWS.text, view,
                (HOME, REVIEWS))  # fmt: skip


def _years(register: Register) -> list[int]:
    return sorted({review.date.year for review in register.all(GovernanceReview)}, reverse=True)


def _year_links(register: Register) -> tuple[Link, ...]:
    return (
        Link("Newest", REVIEWS.url),
        *(Link(str(year), f"{REVIEWS.url}{year}/") for year in _years(register)),
    )


def _aspects(register: Register) -> tuple[str, ...]:
    return (*(aspect.title for aspect in register.council.aspects), "Overall")


def _heat(register: Register, reviews: Iterable[GovernanceReview]) -> tuple[HeatRow, ...]:
    rows = []
    for review in reviews:
        given = ratings(register, review)
        cells = [rating_status(given.get(aspect.id)) for aspect in register.council.aspects]
        cells.append(rating_status(rating_named(register, review.overall, review)))
        rows.append(HeatRow(_review_link(register, review), tuple(cells)))
    return tuple(rows)


def _review_link(register: Register, review: GovernanceReview) -> Link:
    partnership = register.get(Partnership, review.partnership)
    name = short_title(partnership) if partnership else review.partnership
    return Link(name, address(review), str(review.date.year))


def _figures(
    register: Register, in_scope: list[tuple[Partnership, ReviewStanding]]
) -> Iterator[Row]:
    year = register.as_of.year
    this_year = sum(1 for r in register.all(GovernanceReview) if r.date.year == year)
    yield Row(f"done in {year}", str(this_year))
    for state, said in (("due", "due in three months"), ("overdue", "overdue"),
                        ("never", "never reviewed")):  # fmt: skip
        yield Row(said, str(sum(1 for _, standing in in_scope if standing.state == state)))


def _changed(register: Register, reviews: Iterable[GovernanceReview]) -> Table:
    rows = []
    for review in reviews:
        moved = [
            each for each in changes(register, review) if each.direction in ("better", "worse")
        ]
        if moved:
            better = tuple(_step(each) for each in moved if each.direction == "better")
            worse = tuple(_step(each) for each in moved if each.direction == "worse")
            nothing = Cell("Nothing", "")
            cells = (_review_link(register, review), better or nothing, worse or nothing)
            rows.append(TableRow(cells))
    columns = (Column("Partnership"), Column("Better"), Column("Worse"))
    return Table("What changed since the review before", columns, tuple(rows))


def _step(change: Change) -> str:
    before, after = change.before, change.after
    return (
        f"{change.aspect.title}: {before.title if before else ''} to {after.title if after else ''}"
    )


def _standing(register: Register, in_scope: list[tuple[Partnership, ReviewStanding]]) -> Table:
    pressing = sorted(
        in_scope,
        key=lambda pair: (
            ORDER.index(pair[1].state),
            pair[1].due or register.as_of,
            pair[0].title,
        ),
    )
    rows = []
    for partnership, standing in pressing:
        last, concluded = standing.last, involvement(register, partnership)
        done = Cell(Link(day(last.date), address(last)), last.date.isoformat()) if last else None
        cells = (
            record_link(partnership),
            review_status(standing),
            standing.due or Cell("No date is set", ""),
            done or Cell("None yet", ""),
            status(concluded.decision) if concluded else Cell("Not concluded", ""),
        )
        rows.append(TableRow(cells))
    columns = (
        Column("Partnership"),
        Column("Review", "status", facet=True),
        Column("Next due by", "date"),
        Column("Last completed", "date"),
        Column("Council's involvement", "status", facet=True),
    )
    return Table("Reviews due and done", columns, tuple(rows))
