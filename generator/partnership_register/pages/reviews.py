"""All governance reviews: ratings of every partnership side by side, what changed, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partnership_register.model.partnership import Partnership
from partnership_register.model.review import GovernanceReview
from partnership_register.pages.addresses import HOME, REVIEWS, address
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import (
    Cell,
    Column,
    HeatRow,
    Link,
    Row,
    Shape,
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
    involvement,
    is_at_work,
    is_in_scope,
    review_of,
)

ORDER = ("overdue", "never", "due", "done")
"""The most pressing first."""


class ReviewsView(Shape, frozen=True):
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


class ReviewGiven(Shape, frozen=True):
    """A review of a folder: what it found, and what had changed if anything had."""

    partnership: str
    date: date
    id: str
    ratings: HeatRow
    changed: TableRow | None


class StandingGiven(Shape, frozen=True):
    """How the partnership of a folder stands with its reviews."""

    partnership: str
    title: str
    state: str
    due: date | None
    row: TableRow


def given(register: Register) -> Iterator[Given]:
    """The reviews of a folder by year, and how its partnership stands where it is in scope."""
    for review in register.own(GovernanceReview):
        link = _review_link(register, review)
        heat, changed = _heat(register, review, link), _changed(register, review, link)
        entry = ReviewGiven(review.partnership, review.date, review.id, heat, changed)
        yield f"reviews/years/{review.date.year}", entry
    for partnership in register.own(Partnership):
        if is_in_scope(partnership):
            yield "reviews/standing", _standing(register, partnership)


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of the newest reviews, and a page for each year in which there were any."""
    by_year: dict[int, tuple[ReviewGiven, ...]] = {
        int(year): reviews for year, reviews in lists.under("reviews/years")
    }
    years = sorted(by_year, reverse=True)
    links = (
        Link("Newest", REVIEWS.url),
        *(Link(str(year), f"{REVIEWS.url}{year}/") for year in years),
    )
    yield _newest(register, by_year, links, lists.of("reviews/standing"))
    for year in years:
        yield _of_year(register, year, by_year[year], links)


def _newest(
    register: Register,
    by_year: dict[int, tuple[ReviewGiven, ...]],
    years: tuple[Link, ...],
    in_scope: tuple[StandingGiven, ...],
) -> Page:
    oldest_first = sorted(
        (each for reviews in by_year.values() for each in reviews), key=lambda r: (r.date, r.id)
    )
    last = {each.partnership: each for each in oldest_first}
    partnerships = register.all(Partnership)
    latest = [last[p.id] for p in partnerships if is_at_work(p) and p.id in last]
    view = ReviewsView(
        "Governance reviews",
        "How well each partnership is run. Once a year the council asks the same questions of every"
        " partnership in scope, and publishes the answers.",
        years,
        REVIEWS.url,
        tuple(_figures(register, len(by_year.get(register.as_of.year, ())), in_scope)),
        _aspects(register),
        tuple(each.ratings for each in latest),
        "Ratings in the newest review of each partnership",
        _changes(latest),
        _standings(register, in_scope),
        tuple(record_link(p) for p in partnerships if not is_in_scope(p)),
    )
    rated = plural(len(latest), "partnership").lower()
    said = f"Ratings of {rated} by aspect, what has changed, and which reviews are due."
    return Page(REVIEWS.url, "views/reviews.html", view.title, said, REVIEWS.text, view, (HOME,))


def _of_year(
    register: Register, year: int, reviews: tuple[ReviewGiven, ...], years: tuple[Link, ...]
) -> Page:
    found = sorted(reviews, key=lambda review: (review.partnership, review.date, review.id))
    view = ReviewsView(
        f"Governance reviews in {year}",
        f"{plural(len(found), 'review')} completed in {year}.",
        years,
        f"{REVIEWS.url}{year}/",
        (),
        _aspects(register),
        tuple(each.ratings for each in found),
        f"Ratings given in {year}",
        _changes(found),
        Table("", (), ()),
        (),
    )
    said = f"How partnerships were rated in {year}, aspect by aspect, and what had changed."
    return Page(view.current, "views/reviews.html", view.title, said, REVIEWS.text, view,
                (HOME, REVIEWS))  # fmt: skip


def _aspects(register: Register) -> tuple[str, ...]:
    return (*(aspect.title for aspect in register.council.aspects), "Overall")


def _heat(register: Register, review: GovernanceReview, link: Link) -> HeatRow:
    marks = ratings(register, review)
    cells = [rating_status(marks.get(aspect.id)) for aspect in register.council.aspects]
    cells.append(rating_status(rating_named(register, review.overall, review)))
    return HeatRow(link, tuple(cells))


def _review_link(register: Register, review: GovernanceReview) -> Link:
    partnership = register.get(Partnership, review.partnership)
    name = short_title(partnership) if partnership else review.partnership
    return Link(name, address(review), str(review.date.year))


def _figures(
    register: Register, this_year: int, in_scope: tuple[StandingGiven, ...]
) -> Iterator[Row]:
    yield Row(f"done in {register.as_of.year}", str(this_year))
    for state, said in (("due", "due in three months"), ("overdue", "overdue"),
                        ("never", "never reviewed")):  # fmt: skip
        yield Row(said, str(sum(1 for each in in_scope if each.state == state)))


def _changed(register: Register, review: GovernanceReview, link: Link) -> TableRow | None:
    """What is better and what is worse than in the review before; None where nothing is."""
    moved = [each for each in changes(register, review) if each.direction in ("better", "worse")]
    if not moved:
        return None
    better = tuple(_step(each) for each in moved if each.direction == "better")
    worse = tuple(_step(each) for each in moved if each.direction == "worse")
    nothing = Cell("Nothing", "")
    return TableRow((link, better or nothing, worse or nothing))


def _changes(reviews: Iterable[ReviewGiven]) -> Table:
    columns = (Column("Partnership"), Column("Better"), Column("Worse"))
    rows = tuple(each.changed for each in reviews if each.changed)
    return Table("What changed since the review before", columns, rows)


def _step(change: Change) -> str:
    before, after = change.before, change.after
    return (
        f"{change.aspect.title}: {before.title if before else ''} to {after.title if after else ''}"
    )


def _standing(register: Register, partnership: Partnership) -> StandingGiven:
    standing, concluded = review_of(register, partnership), involvement(register, partnership)
    last = standing.last
    done = Cell(Link(day(last.date), address(last)), last.date.isoformat()) if last else None
    cells = (
        record_link(partnership),
        review_status(standing),
        standing.due or Cell("No date is set", ""),
        done or Cell("None yet", ""),
        status(concluded.decision) if concluded else Cell("Not concluded", ""),
    )
    return StandingGiven(
        partnership.id, partnership.title, standing.state, standing.due, TableRow(cells)
    )


def _standings(register: Register, in_scope: tuple[StandingGiven, ...]) -> Table:
    pressing = sorted(
        in_scope,
        key=lambda each: (
            ORDER.index(each.state),
            each.due or register.as_of,
            each.title,
            each.partnership,
        ),
    )
    columns = (
        Column("Partnership"),
        Column("Review", "status", facet=True),
        Column("Next due by", "date"),
        Column("Last completed", "date"),
        Column("Council's involvement", "status", facet=True),
    )
    return Table("Reviews due and done", columns, tuple(each.row for each in pressing))
