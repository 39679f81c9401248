"""The council: who publishes the register, and the lists and rules that all records share."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from partnership_register.model.base import Link, Part, Record
from partnership_register.model.values import (
    Colour,
    Date,
    Email,
    Id,
    Line,
    Number,
    Telephone,
    Text,
    Url,
    YesNo,
)
from partnership_register.problems import shown


def _known_kind(word: str) -> str:
    from partnership_register.model import RECORD_TYPES  # noqa: PLC0415  the table names this file

    known = sorted(kind.kind for kind in RECORD_TYPES)
    if word not in known:
        raise PydanticCustomError(
            "register",
            '"{word}" is not a kind of record; write {known}',
            {"word": shown(word), "known": " or ".join((", ".join(known[:-1]), known[-1]))},
        )
    return word


PublicKind = Annotated[str, AfterValidator(_known_kind)]
"""A kind of record, of those in the table of kinds."""


_LEAST_CONTRAST = 4.5
"""Between letters and what they stand on, as the rules for accessibility of the web ask for."""


def _brightness(colour: str) -> float:
    """How bright a colour is, from 0 for black to 1 for white."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Look(Part):
    """How the site carries the council's identity."""

    primary: Colour = "#12433a"
    """A dark colour, for the header; white text stands on it."""
    accent: Colour = "#f2c14e"
    """A light colour, for the mark; black text stands on it."""

    @model_validator(mode="after")
    def _can_be_read(self) -> Look:
        if 1.05 / (_brightness(self.primary) + 0.05) < _LEAST_CONTRAST:
            raise PydanticCustomError(
                "register",
                "the colour is too light for the white text that stands on it; choose a darker one",
                {"field": "primary"},
            )
        if (_brightness(self.accent) + 0.05) / 0.05 < _LEAST_CONTRAST:
            raise PydanticCustomError(
                "register",
                "the colour is too dark for the black text that stands on it; choose a lighter one",
                {"field": "accent"},
            )
        return self


class Contact(Part):
    """How to reach the team that keeps the register."""

    team: Line
    """The team."""
    address: tuple[Line, ...] = ()
    """The postal address, a line each."""
    email: Email
    """A public address."""
    telephone: Telephone | None = None
    """A public number."""


class Listed(Part):
    """An entry of one of the council's own lists, which records name by its id."""

    ref_field: ClassVar[str] = "id"
    shared: ClassVar[bool] = True

    id: Id
    """What records call it."""
    title: Line
    """What readers see."""


class Sector(Listed):
    """A part of public life that organisations belong to."""

    part_kind: ClassVar[str] = "sector"


class Category(Listed):
    """A category of member that partnerships may be required to have."""

    part_kind: ClassVar[str] = "category"


class Portfolio(Listed):
    """The remit of a member of the cabinet."""

    part_kind: ClassVar[str] = "portfolio"

    holder: Line | None = None
    """The councillor who holds it."""
    remit: Text | None = None
    """What it covers."""


class Regime(Listed):
    """The rules by which a partnership's papers are published."""

    part_kind: ClassVar[str] = "regime"

    basis: Line | None = None
    """The Act, regulation or choice on which it rests."""
    notice_clear_days: Number | None = None
    """Clear days between the notice or agenda and the meeting."""
    minutes_within_days: Number | None = None
    """Days after the meeting within which minutes are published."""
    updated_within_working_days: Number | None = None
    """Working days after the meeting within which the web pages are brought up to date."""


class Aspect(Listed):
    """Something that a governance review looks at."""

    part_kind: ClassVar[str] = "aspect"

    question: Line | None = None
    """The question that the review asks."""
    evidence: Literal["members", "risks", "meetings", "plans", "documents"] | None = None
    """The records from which the register works out evidence."""


class Rating(Listed):
    """A mark that a review may give."""

    part_kind: ClassVar[str] = "rating"

    tone: Literal["good", "info", "attention", "bad", "neutral"] = "neutral"
    """The tone in which the mark is shown, besides its word."""


class Band(Part):
    """A level of risk: the scores from `from_score` up to the next band."""

    title: Line
    """The word for the level."""
    from_score: Number
    """The lowest score of the level."""
    tone: Literal["good", "attention", "bad", "neutral"]
    """The tone in which the level is shown, besides its word."""
    priority: Number
    """The priority level that an action with this deferral risk has, 1 being the highest."""


class RiskMatrix(Part):
    """The one matrix by which the council scores risk."""

    likelihood: tuple[Line, ...] = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
    """The words of the scale; the first is 1."""
    impact: tuple[Line, ...] = ("Negligible", "Minor", "Moderate", "Major", "Severe")
    """The words of the scale; the first is 1."""
    bands: tuple[Band, ...] = (
        Band(title="Low", from_score=1, tone="good", priority=3),
        Band(title="Medium", from_score=5, tone="attention", priority=2),
        Band(title="High", from_score=12, tone="bad", priority=1),
    )
    """The levels, lowest first; the first begins at 1."""
    review_months: Number = 6
    """Months after which a risk that was not reviewed is reported as a gap."""

    @model_validator(mode="after")
    def _bands_rise(self) -> RiskMatrix:
        starts = [band.from_score for band in self.bands]
        if not starts or starts[0] != 1 or starts != sorted(set(starts)):
            raise PydanticCustomError(
                "register",
                "the bands do not rise from 1; begin with from_score: 1 and make each from_score"
                " higher than the one before",
                {"field": "bands"},
            )
        return self

    def band(self, score: int) -> Band:
        """The level of a score."""
        return max((b for b in self.bands if b.from_score <= score), key=lambda b: b.from_score)


class Term(Part):
    """A word of the glossary."""

    term: Line
    """The word."""
    meaning: Text
    """What it means here."""
    also: tuple[Line, ...] = ()
    """Other words for the same thing, current or former."""


NINE_ASPECTS = (
    Aspect(id="purpose", title="Role and purpose", evidence="documents"),
    Aspect(
        id="membership",
        title="Membership and representation of sectors",
        evidence="members",
    ),
    Aspect(id="elected-members", title="Involvement of elected members", evidence="members"),
    Aspect(id="chairmanship", title="Chairmanship", evidence="meetings"),
    Aspect(id="accountability", title="Accountability", evidence="meetings"),
    Aspect(id="communications", title="Communications", evidence="meetings"),
    Aspect(id="equalities", title="Equalities and access", evidence="documents"),
    Aspect(id="risk-performance", title="Risk and performance management", evidence="risks"),
    Aspect(id="satisfaction", title="Satisfaction with the partnership"),
)
"""The aspects of an Oxfordshire paper of 2008 on developing partnerships, as the default."""

FOUR_RATINGS = (
    Rating(id="strong", title="Strong", tone="good"),
    Rating(id="reasonable", title="Reasonable", tone="info"),
    Rating(id="limited", title="Limited", tone="attention"),
    Rating(id="weak", title="Weak", tone="bad"),
)


class Council(Record):
    """The publisher's own settings: one file, council.yml."""

    kind: ClassVar[str] = "council"
    folder: ClassVar[str] = ""
    name_pattern: ClassVar[str] = "council"
    name_example: ClassVar[str] = "council"

    title: Line
    """The name of the council."""
    short_title: Line | None = None
    """The name used in running text."""
    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"
    """The nation, whose law and bank holidays apply."""
    website: Url | None = None
    """The council's main site."""
    contact: Contact
    """How to reach the team that keeps the register."""
    look: Look = Look()
    """How the site carries the council's identity."""
    repository: Url | None = None
    """The folder of the repository in which the records are edited, for "edit this record"."""
    public_kinds: tuple[PublicKind, ...]
    """The kinds of record that are public unless one says otherwise; any other is withheld."""
    show_draft_minutes: YesNo = False
    """Whether minutes that are still draft are shown, marked as drafts."""
    accessibility_reviewed: Date | None = None
    """The day on which the accessibility statement was last reviewed."""
    sectors: tuple[Sector, ...]
    """The sectors."""
    categories: tuple[Category, ...] = ()
    """The categories of member."""
    portfolios: tuple[Portfolio, ...] = ()
    """The cabinet portfolios."""
    regimes: tuple[Regime, ...] = ()
    """The rules by which papers are published."""
    aspects: tuple[Aspect, ...] = NINE_ASPECTS
    """What governance reviews look at."""
    ratings: tuple[Rating, ...] = FOUR_RATINGS
    """The marks that reviews may give, best first."""
    risk_matrix: RiskMatrix = Field(default=RiskMatrix())
    """The one matrix by which risk is scored."""
    glossary: tuple[Term, ...] = ()
    """Words of partnership working, each with its meaning."""
    links: tuple[Link, ...] = ()
    """Other sites to which the footer points."""

    @model_validator(mode="after")
    def _is_public(self) -> Council:
        if self.visibility:
            raise PydanticCustomError(
                "register",
                "the council's own file is always public; delete the line",
                {"field": "visibility"},
            )
        return self

    @property
    def label(self) -> str:
        return self.title
