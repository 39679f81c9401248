"""Where everything lies on the site. An address comes from ids alone, never from titles."""

from __future__ import annotations

from partnership_register.model.base import Record, anchor
from partnership_register.model.partnership import Partnership
from partnership_register.pages.shapes import Link
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


def address(record: Record) -> str:
    """The address of a record's page."""
    if isinstance(record, Partnership):
        return f"/partnerships/{record.id}/"
    if record.partnership:
        return f"/partnerships/{record.partnership}/{record.folder}/{record.name}/"
    return f"/{record.folder}/{record.id}/"


def address_of(entry: Entry) -> str:
    """The address of an entry: of its record's page, with the anchor of a part."""
    record = entry.record
    if entry.kind == "member" and isinstance(record, Partnership):
        return f"{area_address(record.id, 'members')}#{entry.anchor}"
    if entry.kind == "portfolio":
        return f"{PORTFOLIOS.url}{entry.ref}/"
    return f"{address(record)}#{entry.anchor}" if entry.part else address(record)


def area_address(partnership: str, room: str = "") -> str:
    """The address of a page in a partnership's area: its overview, or its members and so on."""
    return f"/partnerships/{partnership}/{room}/" if room else f"/partnerships/{partnership}/"


def file_address(record: Record, name: str) -> str:
    """The address of a file beside a record."""
    return f"{address(record)}{name}"


def lead_address(name: str) -> str:
    """The address of the list of what one lead answers for."""
    return f"{LEADS.url}{anchor(name).replace('.', '-').replace('_', '-')}/"


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
    return f"{PROJECTS.url}{anchor(name).replace('.', '-').replace('_', '-')}/"
