"""E-mail addresses in text that belong to a person rather than to a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_PERSONAL_LABELS = frozenset((
    "aim", "aol", "blueyonder", "btconnect", "btinternet", "btopenworld", "demon", "dsl",
    "fastmail", "freenet", "freeserve", "fsmail", "gmail", "gmx", "googlemail", "hotmail",
    "hushmail", "icloud", "inbox", "lineone", "live", "madasafish", "mailfence", "msn",
    "ntlworld", "onetel", "outlook", "passport", "plusnet", "proton", "protonmail",
    "rediffmail", "rocketmail", "supanet", "talk21", "talktalk", "tiscali", "tuta", "tutanota",
    "ukonline", "uwclub", "virgin", "virginmedia", "wanadoo", "yahoo", "yandex", "ymail", "zoho",
))  # fmt: skip
"""The first label of hosts where anybody may have a mailbox, whatever country they end in."""
_PERSONAL_HOSTS = frozenset((
    "163.com", "duck.com", "email.com", "free.fr", "hey.com", "interia.pl", "laposte.net",
    "libero.it", "mac.com", "mail.com", "mail.ru", "me.com", "o2.co.uk", "o2.pl", "onet.pl",
    "op.pl", "orange.co.uk", "orange.fr", "orange.net", "plus.com", "plus.net", "pm.me",
    "qq.com", "sky.com", "t-online.de", "tesco.net", "web.de", "wp.pl", "zen.co.uk",
))  # fmt: skip
"""Hosts of the same kind whose first label is a word that others use as well."""
_PUBLIC_BODIES = (
    ".ac.uk", ".gov.scot", ".gov.uk", ".gov.wales", ".llyw.cymru", ".mod.uk", ".nhs.net",
    ".nhs.scot", ".nhs.uk", ".parliament.scot", ".parliament.uk", ".police.uk", ".sch.uk",
    ".senedd.wales",
)  # fmt: skip
_OFFICES = frozenset((
    "access", "accessibility", "accounts", "admin", "administration", "administrator", "adults",
    "advice", "area", "arts", "board", "booking", "bookings", "boxoffice", "business", "care",
    "careers", "centre", "children", "clerk", "climate", "committee", "committees",
    "committeeservices", "comms", "communications", "communities", "community", "complaints",
    "compliments", "consultation", "consultations", "contact", "contacts", "contactus",
    "council", "councillors", "councils", "county", "culture", "customer", "customers",
    "customerservices", "data", "dataprotection", "democracy", "democratic",
    "democraticservices", "deputyclerk", "desk", "district", "diversity", "donotreply", "dpo",
    "economy", "education", "elections", "electoral", "email", "emergency", "engagement",
    "enquiries", "enquiry", "environment", "environmental", "equalities", "equality", "events",
    "families", "feedback", "finance", "foi", "forum", "funding", "governance", "grants",
    "have", "health", "hello", "help", "helpdesk", "helpline", "highways", "housing", "hr",
    "hub", "inclusion", "info", "information", "inquiries", "involvement", "jobs", "justice",
    "legal", "leisure", "libraries", "library", "licensing", "local", "mail", "mash", "media",
    "members", "membership", "neighbourhood", "neighbourhoods", "network", "news", "newsletter",
    "newsroom", "no", "noreply", "office", "offices", "parish", "parishclerk", "parking",
    "partnership", "partnerships", "payments", "performance", "planning", "policy", "post",
    "postmaster", "press", "privacy", "procurement", "protection", "public", "questions",
    "reception", "recruitment", "recycling", "referral", "referrals", "regeneration",
    "registration", "reply", "resilience", "safeguarding", "safety", "say", "schools",
    "scrutiny", "secretariat", "secretary", "service", "services", "social", "sport",
    "strategy", "support", "survey", "surveys", "team", "teams", "tellus", "tickets", "tourism",
    "town", "townclerk", "training", "transport", "view", "views", "volunteering", "volunteers",
    "waste", "web", "webmaster", "website", "your", "youth",
))  # fmt: skip
"""Words of which the name of a mailbox may be made that an office has, not a person."""

_LOCAL = re.compile(r"(?<![\w.%+'@-])[\w.%+'-]{1,64}\\?\Z")
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
_AT = re.compile(r" ?@ ?| ?[(\[]at[)\]] ?", re.IGNORECASE)
_LONGEST_LOCAL = 66


def written_with_at(text: str) -> bool:
    """Whether there can be an address in the text at all; asked first, since most have none."""
    return "@" in text or "at)" in text or "at]" in text


def mailboxes(text: str, hosts: Set[str], addresses: Set[str]) -> Iterator[tuple[int, int]]:
    """Where private addresses stand, given the hosts and addresses that are public.

    Anything at a provider of private mailboxes is private. What an office would be called is
    not, nor what lies at a known host or at a public body.
    """
    for at in _AT.finditer(text):
        first = max(0, at.start() - _LONGEST_LOCAL)
        local, host = _LOCAL.search(text[first : at.start()]), _HOST.match(text, at.end())
        if local and host:
            name, where = local[0].rstrip("\\").lower().strip("."), host[0].lower()
            if " " in at[0] and "@" in at[0] and not is_personal(where):
                continue  # three stalls @ quay.example
            if f"{name}@{where}" not in addresses and _is_private(name, where, hosts):
                yield first + local.start(), host.end()


def _is_private(name: str, host: str, hosts: Set[str]) -> bool:
    if is_personal(host):
        return True
    if f".{host}".endswith(_PUBLIC_BODIES) or any(each in hosts for each in _and_above(host)):
        return False
    return not all(part in _OFFICES for part in re.split(r"[._+'0-9-]+", name) if part)


def is_personal(host: str) -> bool:
    """Whether anybody may have a mailbox there."""
    return host in _PERSONAL_HOSTS or host.split(".", 1)[0] in _PERSONAL_LABELS


def _and_above(host: str) -> Iterator[str]:
    """The host and the domains that it lies in: mail.saltcombe.example, saltcombe.example."""
    labels = host.split(".")
    for first in range(len(labels) - 1):
        yield ".".join(labels[first:])
