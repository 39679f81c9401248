"""How the register writes things: links, dates, statuses, and Markdown with its links in place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from functools import cache, lru_cache

from partnership_register.commonmark import words as words_of
from partnership_register.model.base import Record, words
from partnership_register.model.meeting import AgendaItem, Decision, Meeting
from partnership_register.model.organisation import Organisation
from partnership_register.model.partnership import Membership, Partnership
from partnership_register.pages.addresses import address, address_of, file_address
from partnership_register.pages.shapes import File, Link, Prose, Status, Tone
from partnership_register.register import Entry, Register
from partnership_register.register.links import LINK, TextLink, replaced, without_target
from partnership_register.timescales.periods import MONTH_NAMES, in_words

TONES: dict[str, Tone] = {
    "active": "good", "held": "good", "approved": "good", "adopted": "good", "agreed": "good",
    "complete": "good", "continue": "good", "in-place": "good", "present": "good",
    "scheduled": "info", "draft": "attention", "proposed": "info", "planned": "info",
    "under-way": "info", "noted": "neutral", "in-attendance": "neutral",
    "cancelled": "bad", "moved": "attention", "deferred": "attention", "referred": "info",
    "rejected": "bad", "delayed": "bad", "partly": "attention", "none": "bad", "exit": "bad",
    "change": "attention", "paused": "attention", "apologies": "attention", "absent": "bad",
    "amended": "attention", "open": "attention", "superseded": "neutral", "closed": "neutral",
    "not-started": "neutral", "withdrawn": "neutral", "overtaken": "neutral",
}  # fmt: skip
"""The tone of each vocabulary word; tests hold that every word of the model has one."""


@cache
def status(word: str) -> Status:
    """A vocabulary word as a status."""
    return Status(words(word), TONES[word])


day = in_words
"""A date as people write it: 28 May 2026."""


@lru_cache(maxsize=8192)
def short_day(when: date) -> str:
    """A date for narrow columns: 28 May 2026, 3 Sep 2026."""
    return f"{when.day} {MONTH_NAMES[when.month - 1][:3]} {when.year}"


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun: no meetings, 1 meeting, 12 meetings."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"No {noun}"


def short_title(record: Partnership | Organisation) -> str:
    """The name used in tables."""
    return record.short_title or record.title


def label(entry: Entry) -> str:
    """What a link to an entry says, read on its own."""
    record, part = entry.record, entry.part
    if part is None:
        return record.label
    if isinstance(part, Membership):
        return part.name or part.post or "Member"
    if isinstance(part, Decision):
        holder = record.label
        return f"Decision {part.ref}, {holder}" if part.ref else f"Decision, {holder}"
    if isinstance(part, AgendaItem):
        return f"Item {part.number}, {part.title}" if part.number else part.title
    if entry.kind == "action":
        return f"Action {entry.ref}" if entry.ref else "Action"
    return str(getattr(part, "title", entry.ref))


def link_to(entry: Entry, *, words: str = "", note: str = "") -> Link:
    """A link to an entry."""
    return Link(words or label(entry), address_of(entry), note)


def record_link(record: Record, *, note: str = "") -> Link:
    """A link to a record's page."""
    return Link(record.label, address(record), note)


def telephone_link(number: str) -> Link:
    """A number and the address that dials it (RFC 3966): its figures, then any extension.

    >>> telephone_link("+44 (0)1632 960001 ext. 12").url
    'tel:+441632960001;ext=12'
    """
    called, _, extension = re.sub("ext|x", "x", number).partition("x")
    if called.startswith("+"):
        called = called.replace("(0)", "")  # which is dialled inside the country alone
    figures = re.sub("[^+0-9]", "", called)
    inner = re.sub("[^0-9]", "", extension)
    return Link(number, f"tel:{figures};ext={inner}" if inner else f"tel:{figures}")


def in_text(link: Link) -> str:
    """A link as Markdown, its words escaped."""
    words = escaped(link.text).replace("\\@", "&#64;")  # which hand-written pages read as well
    return f"[{words}]({link.url})"


_BY_BACKSLASH = re.compile(r"([\\`*_\[\]>!@])")
_BY_NUMBER = re.compile(r"[&<|~:]|(?<=www)\.")


def escaped(words: str) -> str:
    """Words that Markdown shows as they are, in a line and in the cell of a table.

    Before some signs a backslash means nothing to the reader of pages written by hand, and web
    addresses become links behind one too; such signs are written as numbers. An e-mail address
    becomes a link behind a number, and not behind a backslash.
    """
    numbered = _BY_NUMBER.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(words.split()))
    return _BY_BACKSLASH.sub(r"\\\1", numbered)


def clock(moment: time) -> str:
    """A time as councils write it: 6pm, 10:30am, midday."""
    if (moment.hour, moment.minute) == (12, 0):
        return "midday"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def named(register: Register, kind: str, id: str | None, source: Record) -> Link | None:
    """A link to what a reference of one kind names; None for none, or for one withheld."""
    entry = register.resolve((kind,), id, source) if id else None
    return link_to(entry) if entry else None


def links_to(register: Register, kind: str, ids: Iterable[str], source: Record) -> tuple[Link, ...]:
    """Links to what several references of one kind name."""
    return tuple(link for id in ids if (link := named(register, kind, id, source)))


def meeting_link(register: Register, meeting: Meeting) -> Link:
    """A link to a meeting that says of which partnership it is."""
    partnership = register.get(Partnership, meeting.partnership)
    of = f"{short_title(partnership)}: " if partnership else ""
    return Link(f"{of}{meeting.label}", address(meeting))


def prose(register: Register, text: str | None, source: Record) -> Prose | None:
    """Markdown of a record with its `[[...]]` written as Markdown links."""
    return Prose(resolved(register, text, source)) if text else None


def resolved(register: Register, text: str, source: Record) -> str:
    """The same text with each `[[...]]` written as a Markdown link to a site-absolute address.

    In code it stays as it is written, unless nothing is known of what it names: that may be
    withheld, and its id would tell of it.
    """

    def write(link: TextLink) -> str:
        targets = register.link_target(link.target, source)
        if len(targets) == 1:
            return in_text(Link(link.words or label(targets[0]), address_of(targets[0])))
        return escaped(without_target(link))

    def in_code(link: TextLink) -> str | None:
        return None if register.link_target(link.target, source) else without_target(link)

    return replaced(text, write, in_code)


_MARKED = re.compile(r"[\[\]\\*_`&<>~|#=]|^[ \t]*(?:[-+]|\d+[.)])", re.MULTILINE)
"""What Markdown may give a meaning; a text without any of it is the words that it says."""
_LINK = re.compile(rf"(?<!\\){LINK}")


def plain(text: str, *, most: int = 160) -> str:
    """The beginning of a Markdown text as plain words, for descriptions and short labels."""
    if _MARKED.search(text):
        text = _said(_LINK.sub(lambda link: escaped(link[2] or link[1]), text))
    return shortened(text, most=most)


_said = lru_cache(maxsize=4096)(words_of)


def shortened(words: str, *, most: int = 160) -> str:
    """The beginning of plain words, in one line."""
    bare = " ".join(words.split())
    if len(bare) <= most:
        return bare
    return bare[: most - 4].rsplit(" ", 1)[0].rstrip(",;:") + " ..."


FORMATS = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "txt": "plain text",
    "png": "PNG picture", "jpg": "JPEG picture", "jpeg": "JPEG picture",
}  # fmt: skip


def size(count: int) -> str:
    """A number of bytes as people say it: 240 kB, 1.2 MB."""
    if count < 999_500:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"


def file_shape(register: Register, record: Record, name: str, title: str) -> File:
    """A file beside a record, with its format, its size, and its pages where it has any."""
    ending = name.rpartition(".")[2].lower()
    folder = record.path.rpartition("/")[0]
    attachment = register.attachments[f"{folder}/{name}"]
    told = [size(attachment.size)]
    if attachment.pages:
        told.append(f"{attachment.pages} {'page' if attachment.pages == 1 else 'pages'}")
    return File(title, file_address(record, name), FORMATS.get(ending, ending.upper()),
                ", ".join(told))  # fmt: skip


def edit_url(register: Register, record: Record) -> str:
    """Where a record is edited, if the council has said where its repository is."""
    base = register.council.repository
    return f"{base.rstrip('/')}/{record.path.partition('/')[2]}" if base else ""
