"""What the engine's templates are told about the council."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from partnership_register.model import Council
from partnership_register.pages.addresses import (
    ACTIONS,
    DECISIONS,
    DOCUMENTS,
    GLOSSARY,
    HOME,
    MEETINGS,
    ORGANISATIONS,
    REGISTER,
    REVIEWS,
    RISKS,
    STRATEGIES,
)
from partnership_register.scanning import pages_below

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'"
)


COUNCIL_STYLESHEET = "assets/council.css"
OPEN_GOVERNMENT_LICENCE = (
    "You may use what is published here under the Open Government Licence v3.0,"
    " except where it says otherwise.",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


def identity(council: Council, docs_dir: Path) -> dict[str, Any]:
    """Values for `config.extra`: plain text, lists and mappings only, and none that is empty."""
    contact = council.contact
    licence, licence_url = OPEN_GOVERNMENT_LICENCE
    said = {
        "name": council.title,
        "website": council.website,
        "team": contact.team,
        "address": list(contact.address),
        "email": contact.email,
        "telephone": contact.telephone,
        "footer_links": [{"text": link.title, "url": link.url} for link in council.links],
        "accessibility_url": _page(docs_dir, "accessibility"),
        "privacy_url": _page(docs_dir, "privacy"),
        "licence": licence,
        "licence_url": licence_url,
    }
    return {
        "council": {key: value for key, value in said.items() if value},
        "content_security_policy": CONTENT_SECURITY_POLICY,
    }


def _page(docs_dir: Path, name: str) -> str:
    """The address of a page that the law asks for, where the council has written it."""
    return f"{name}/" if (docs_dir / f"{name}.md").is_file() else ""


def usual_navigation(docs_dir: Path) -> list[dict[str, Any]]:
    """The main navigation of a project whose settings name none: the lists, and other pages."""
    lists = (REGISTER, MEETINGS, DECISIONS, ACTIONS, REVIEWS, RISKS, STRATEGIES, ORGANISATIONS,
             DOCUMENTS)  # fmt: skip
    pages = pages_below(docs_dir)
    others: list[Any] = [p.relative_to(docs_dir).as_posix() for p in pages if p.name != "index.md"]
    return [
        {HOME.text: "index.md"},
        *({each.text: each.url} for each in lists),
        {"About": [*others, {GLOSSARY.text: GLOSSARY.url}]},
    ]


def stylesheet(council: Council) -> str:
    """The council's colours, for the custom properties on which the stylesheet is built."""
    look = council.look
    return (
        f":root {{\n  --council-primary: {look.primary};\n  --council-accent: {look.accent};\n}}\n"
    )
