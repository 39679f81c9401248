"""What the properties of a file give away: who wrote it, and where it lay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import combining, normalize

from partnership_register.attachments.findings import Finding
from partnership_register.attachments.given_names import FAMILY_NAMES, GIVEN_NAMES

_BODIES = """
academy administration admin admins administrator agency alliance anonymous area association
authority authorities author board body borough bureau business cabinet centre charity church
city clerk clinical college commission commissioner committee communications community company
constabulary consortium consultants consultancy contributors corporate council councils county
democratic department design development directorate district division economy education electoral
enterprise executive federation fire forum foundation fund governance government group health
hospital house housing hub ict industry institute integrated intelligence it library limited
local llp ltd microsoft ministry museum national network nhs office officer office parish parks
partners partnership partnerships place planning plc police policy practice press print
probation project property public publications publisher publishing regeneration region regional
register research rescue resources safety scanner school secretariat secretary section service
services social society software solutions staff strategy studio support systems task team
technology template town transport transparency tribunal trust trustees union unit university
unknown unspecified user users village voluntary ward web welfare works youth openpyxl python-docx
libreoffice aecom amey arup capita civica deloitte kpmg mazars pwc savills serco stantec veolia wsp
"""
BODIES = frozenset(_BODIES.split())
"""Words in the name of a body, a post or a program: with any of them, it is not a person's."""

_AUTHORS = """
approver artist author authors by captionwriter checkedby client contact contributor creator
editor forwardto lastmodifiedby lastsavedby manager name owner personinimage receivedfrom
recordedby reviewer reviewedby typist writereditor
"""
AUTHORS = frozenset(_AUTHORS.split())
"""Properties that say who somebody is, their names in small letters and without spaces."""

_NOTES = frozenset({"comment", "comments", "category", "instructions"})
"""Properties into which people write what they think of a file."""
_SENTENCE = 5
"""Words; fewer are a heading."""
_OF_PROGRAMS = re.compile(
    r"""(?ix) \W* (?: creator:\ gd-jpeg | (?:intel|lead\ technologies|adobe|photoshop|software)\b
    | (?:created|generated|made|edited|written|processed|compressed|saved|converted|exported
        |optimi[sz]ed|file\ written|resized|scanned|produced)
    [ ](?:with|by|using|on|in|from|for)\b )"""
)
"""How the notes of programs begin."""

_PATH = re.compile(
    r"""(?ix) (?<![a-z]) [a-z]:[\\/] (?=\S) | \\\\ [a-z0-9._-]+ \\ | \bfile:/
    | (?:^|[\s"'=(]) /(?:users|home|volumes|mnt|private|var/folders)/ | \bonedrive\b.*[\\/]
    | -my\.sharepoint\.com"""
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_LOGIN = re.compile(r"[a-z]\d|^[A-Za-z]{1,12}\d+$|^[a-z]+[._][a-z]+$")
_FIRMS = frozenset(
    {"grant thornton", "grant thornton uk", "henry boot", "john lewis", "morgan sindall"}
)
"""Firms that are called like people."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "prof", "rev", "sir"})
_MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 4000
"""Characters of a property that are looked at; longer ones are notes rather than properties."""


def is_person(name: str) -> bool:
    """Whether a name is that of a person, or a login, rather than of a body or a post.

    >>> is_person("Joan Whittle"), is_person("Whittle, J."), is_person("jwhittle2")
    (True, True, True)
    >>> is_person("SMITHJ"), is_person("JSmith"), is_person("Siobhán Doyle")
    (True, True, True)
    >>> is_person("CIPFA"), is_person("AgeUK"), is_person("arup")
    (False, False, False)
    >>> is_person("Thornmere Together"), is_person("Joan Whittle House"), is_person("")
    (False, False, False)
    """
    name = _plain(name)
    words = _WORD.findall(name)
    small = [word.lower() for word in words]
    if not words or len(words) > _MOST_WORDS:
        return False
    if has_email(name) or "\\" in name or small[0] in _TITLES:
        return True
    if BODIES & {*small, *(part for word in small for part in word.split("-"))}:
        return False
    if " ".join(small) in _FIRMS:
        return False
    if len(words) == 1:
        return small[0] in GIVEN_NAMES or _is_login(words[0]) or bool(_LOGIN.search(name))
    last_first = name.partition(",")[2].split()
    first = next(iter(_WORD.findall(" ".join(last_first).lower())), small[0])
    initials = len(words) <= 4 and any(len(word) == 1 for word in words)
    return initials or first in GIVEN_NAMES or small[0] in GIVEN_NAMES


def _plain(name: str) -> str:
    """A name without accents, as it stands in lists."""
    return "".join(
        letter
        for letter in normalize("NFKD", name[:_LONGEST].translate(_STROKES))
        if not combining(letter)
    )


_STROKES = str.maketrans("\u0142\u0141\u00f8\u00d8\u0111\u0110", "lLoOdD")


def _is_login(word: str) -> bool:
    """Whether one word is somebody's family name and an initial, or all in small letters."""
    if word.islower():
        return True
    if not word.isupper() and not _INITIAL.fullmatch(word):
        return False
    small = word.lower()
    return not FAMILY_NAMES.isdisjoint((small[1:], small[2:], small[:-1], small[:-2]))


_INITIAL = re.compile(r"[A-Z]{2,3}[a-z]+|[A-Z][a-z]+[A-Z]{1,2}")


def is_note(text: str) -> bool:
    """Whether somebody wrote a text, rather than the program that made the file.

    >>> is_note("The reserve price is 1.2 million"), is_note("Created with The GIMP on Linux")
    (True, False)
    """
    return len(_WORD.findall(text[:_LONGEST])) >= _SENTENCE and not _OF_PROGRAMS.match(text)


def has_path(text: str) -> bool:
    """Whether a text holds the way to a file on somebody's computer or drive."""
    return bool(_PATH.search(text[:_LONGEST]))


def has_email(text: str) -> bool:
    """Whether a text holds an e-mail address."""
    return bool(_EMAIL.search(text[:_LONGEST]))


def property_findings(properties: Mapping[str, Iterable[str]], hint: str) -> Iterator[Finding]:
    """What properties give away; `hint` says how they are taken off in the program at hand."""
    names = []
    for key, values in properties.items():
        texts = [text for value in values if (text := value.strip("\0 \t\r\n"))]
        called = re.sub(r"[^a-z]", "", key.lower())
        if called in AUTHORS and any(map(is_person, texts)):
            names.append(key)
        elif any(map(has_path, texts)):
            yield Finding("says in its properties where it lay on somebody's computer", hint)
        elif any(map(has_email, texts)):
            yield Finding("holds an e-mail address in its properties", hint)
        elif called in _NOTES and any(map(is_note, texts)):
            yield Finding("holds notes in its properties", hint)
        elif any(len(text) > _LONGEST for text in texts):
            yield Finding("holds a long text in its properties", hint)
    if names:
        yield Finding(
            "names a person in its properties",
            f"{hint}, or write the name of the council or of a team there",
        )
