"""Where everything lies on the site. An address comes from ids alone, never from titles."""

from __future__ import annotations

from hashlib import sha256

from partnership_register.model.base import Record, anchor
from partnership_register.model.partnership import Partnership
from partnership_register.pages.shapes import Link
from partnership_register.records.placing import KEPT_BY_WINDOWS
from partnership_register.register import Entry

HOME = Link("Home", "/")
REGISTER = Link("Partnerships", "/register/")
MEETINGS = Link("Meetings", "/meetings/")
DECISIONS = Link("Decisions", "/decisions/")
ACTIONS = Link("Actions", "/actions/")
REVIEWS = Link("Reviews", "/reviews/")
RISKS = Link("Risks", "/risks/")
ORGANISATIONS = Link("Organisations", "/organisations/")
STRATEGIES = Link("Strategies", "/strategies/")
DOCUMENTS = Link("Documents", "/documents/")
STRUCTURE = Link("How partnerships fit together", "/structure/")
SCOPE = Link("Scope and significance", "/register/scope/")
PORTFOLIOS = Link("Portfolios", "/portfolios/")
LEADS = Link("Who leads what", "/leads/")
SHORTLIST = Link("Priorities", "/actions/priorities/")
ACTIONS_DUE = Link("Due next", "/actions/due/")
PROJECTS = Link("Projects", "/actions/projects/")
CHAIRS = Link("Chairs of all partnerships", "/chairs/")
CONTACTS = Link("Who can help", "/contacts/")
GLOSSARY = Link("Words we use", "/glossary/")
GAPS = Link("Gaps in the record", "/gaps/")
PLANS = Link("Plans", "/plans/")
_LONGEST_FOLDER = 80
"""Letters of a name in an address; file systems take at most 255 bytes."""


def address(record: Record) -> str:
    """The address of a record's page."""
    return record_address(type(record), record.id, record.partnership)


def record_address(kind: type[Record], id: str, partnership: str) -> str:
    """The address of the page of a record of a kind and id, in the folder of a partnership."""
    if kind is Partnership:
        return f"/partnerships/{id}/"
    if partnership:
        return f"/partnerships/{partnership}/{kind.folder}/{id.rpartition('/')[2]}/"
    return f"/{kind.folder}/{id}/"


def address_of(entry: Entry) -> str:
    """The address of an entry: of its record's page, with the anchor of a part."""
    record = entry.record
    if entry.kind == "member" and isinstance(record, Partnership):
        return f"{area_address(record.id, 'members')}#{entry.anchor}"
    if entry.kind == "portfolio":
        return portfolio_address(entry.ref)
    return f"{address(record)}#{entry.anchor}" if entry.part else address(record)


def area_address(partnership: str, room: str = "") -> str:
    """The address of a page in a partnership's area: its overview, or its members and so on."""
    return f"/partnerships/{partnership}/{room}/" if room else f"/partnerships/{partnership}/"


def file_address(record: Record, name: str) -> str:
    """The address of a file beside a record."""
    return f"{address(record)}{name}"


def portfolio_address(id: str) -> str:
    """The address of the page of a portfolio."""
    return f"{PORTFOLIOS.url}{_as_folder(id)}/"


def lead_address(name: str) -> str:
    """The address of the list of what one lead answers for."""
    return f"{LEADS.url}{_as_folder(name)}/"


def relative(url: str, page_url: str) -> str:
    """A site-absolute address as seen from a page; any other address as it is.

    >>> relative("/risks/flood/", "/partnerships/safer/")
    '../../risks/flood/'
    >>> relative("/partnerships/safer/members/#chair", "/partnerships/safer/")
    'members/#chair'
    >>> relative("/", "/"), relative("https://www.example.org/", "/risks/")
    ('./', 'https://www.example.org/')
    """
    if not url.startswith("/") or url.startswith("//"):
        return url
    here = page_url.strip("/").split("/") if page_url != "/" else []
    path, mark, fragment = url.lstrip("/").partition("#")
    there = path.split("/")
    folders = there[:-1]
    shared = 0
    while shared < min(len(here), len(folders)) and here[shared] == folders[shared]:
        shared += 1
    if mark and shared == len(here) == len(folders) and not there[-1]:
        return f"#{fragment}"
    way = "/".join([*[".."] * (len(here) - shared), *there[shared:]])
    if way in ("", "..") or way.endswith("/.."):
        way = f"{way or '.'}/"
    return f"{way}{mark}{fragment}"


def project_address(name: str) -> str:
    """The address of the list of the actions grouped into one project."""
    return f"{PROJECTS.url}{_as_folder(name)}/"


def _as_folder(name: str) -> str:
    """A name as a folder may be called, whatever letters it has and however long it is.

    >>> _as_folder("Head of Policy"), _as_folder("???"), len(_as_folder("a" * 300))
    ('head-of-policy', 'a03b221c', 89)
    >>> _as_folder("Con")  # which Windows keeps for itself
    'con-3b6f52aa'
    """
    words = anchor(name).replace(".", "-").replace("_", "-")
    if words.strip("-") and len(words) <= _LONGEST_FOLDER and not KEPT_BY_WINDOWS.fullmatch(words):
        return words
    mark = sha256(name.encode()).hexdigest()[:8]
    return f"{words[:_LONGEST_FOLDER].strip('-')}-{mark}".lstrip("-")
