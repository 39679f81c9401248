"""From the bytes of a file to its text: encodings, line ends, and what never belongs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from partnership_register.problems import Problem, is_shown_whole, shown
from partnership_register.records.lines import START, Mistake, place_in
from partnership_register.scanning import LARGEST_RECORD

MOST_SAID = 100
"""Problems of one file that are said; a thousand of them have one cause."""
UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"  # controls, line ends that nobody types
    "\u202a-\u202e\u2066-\u2069"  # what turns text round, so that it reads otherwise than it stands
    "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # what takes no room
    "\u115f\u1160\u2800\u3164\uffa0"  # letters that are blank
    "\ufdd0-\ufdef\ufffe\uffff"  # kept for programs, as by `partnership_register.problems`
    "]|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"  # but in flags, as of Wales
)
"""Characters that no text has, since nobody who reads it could know that they are there.

What joins and parts letters is text in some languages, and so is what says in which direction a
sign belongs.
"""

_SEEN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""Characters of ASCII that text has; of most files hardly anything is left without them."""
_NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How files of Word, Excel and Acrobat begin."""


def decoded(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with plain line ends, and what is wrong with its letters.

    `path` is only said in problems. Where there are any, nothing else should be made of the text.
    Windows line ends and a byte order mark are simply read.
    """
    refused = _refused(content)
    if refused:
        return "", (_problem(path, refused),)
    try:
        text = _with_plain_ends(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return "", (_problem(path, _other_encoding(content, error.start)),)
    if not _has_what_never_belongs(content):
        return text, ()
    wrong = islice(_what_never_belongs(text), MOST_SAID + 1)
    return text, tuple(_problem(path, mistake) for mistake in wrong)


def garbled_in(text: str, path: str) -> tuple[Problem, ...]:
    """Every place where another program has made several letters of one, or lost it.

    The text can be read none the less: it says what stands there.
    """
    if text.isascii() or not _COULD_BE_GARBLED.search(text):
        return ()
    return tuple(_problem(path, mistake) for mistake in islice(_garbled(text), MOST_SAID + 1))


def bulleted_in(text: str, path: str) -> tuple[Problem, ...]:
    """Every entry of a list that has a bullet of Word's behind its hyphen, and would show it."""
    if text.isascii():
        return ()
    found = islice(_BULLETED.finditer(text), MOST_SAID)
    return tuple(_problem(path, _bulleted(text, each)) for each in found)


_BULLETED = re.compile(
    "^ *(?:- +)*- +([\u2022\u00b7\u2219\u25aa\u25cf\u25e6\u2023\uf0b7][ \t\xa0]*)(.*)", re.MULTILINE
)


def _bulleted(text: str, found: re.Match[str]) -> Mistake:
    entry = found[2].rstrip()
    hint = f"write - {shown(entry)}" if is_shown_whole(entry) else "delete the bullet"
    here = place_in(text, found.start(1))
    return Mistake(here, "a bullet as Word makes them stands behind the hyphen", hint)


def _problem(path: str, mistake: Mistake) -> Problem:
    (line, column), message, hint = mistake
    return Problem(path, message, hint, (), line + 1, column + 1)


def _refused(content: bytes) -> Mistake | None:
    if len(content) > LARGEST_RECORD:
        return too_large(len(content))
    if content.startswith(_NOT_TEXT):
        return Mistake(
            START,
            "this is a Word, Excel or PDF file under the name of a record",
            "give it its own ending again and name it in a document's record",
        )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        return Mistake(
            START, "the file is saved as UTF-16", "save it again with the encoding UTF-8"
        )
    return None


def is_text(content: bytes) -> bool:
    """Whether words could be sought in a file; one of Word, or in another encoding, hides them."""
    return not content.startswith((*_NOT_TEXT, b"\xff\xfe", b"\xfe\xff"))


def too_large(size: int) -> Mistake:
    """What is said of a file of so many bytes, of which none need be read."""
    return Mistake(
        START,
        f"the file has {size:,} bytes; a record may have {LARGEST_RECORD:,}",
        "put long papers in a document's file and cut the record in two",
    )


def _other_encoding(content: bytes, at: int) -> Mistake:
    readable = _with_plain_ends(content[:at].decode("utf-8-sig"))
    guess = content[at : at + 1].decode("cp1252", "replace")
    return Mistake(
        place_in(readable, len(readable)),
        f'a letter (perhaps "{shown(guess)}") is not saved as UTF-8',
        "save the file again with the encoding UTF-8, not Windows or Latin-1",
    )


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_NEVER = (
    (
        "<<<<<<<",
        re.compile(r"^<{7}(?: |$)", re.MULTILINE),
        "a mark that git left where two people changed the same lines",
        "choose which lines to keep and delete the lines that begin with <<<<<<<, ======= "
        "and >>>>>>>",
    ),
    (
        ">>>>>>>",
        re.compile(r"^>{7}(?: |$)", re.MULTILINE),
        "a mark that git left where two people changed the same lines",
        "delete the line",
    ),
    (
        "",
        re.compile(f"(?:{UNSEEN.pattern})+"),
        "a character that cannot be seen and has no place in text",
        "delete the characters round here and type them again",
    ),
)
"""Letters to look for first, which is quick, then what never belongs in the text of a record."""


_COULD_BE_GARBLED = re.compile("[\u00c2\u00c3\u00e2\ufffd]")
"""Letters that mostly begin what is left of another where UTF-8 was taken for Windows' letters."""
_GARBLED = re.compile(
    "(?:[\u00c2\u00c3][^\x00-\x7f\u00c2\u00c3\u00e2]|\u00e2[^\x00-\x7f]{2})+|\ufffd+"
)


def _garbled(text: str) -> Iterator[Mistake]:
    for found in _GARBLED.finditer(text):
        here = place_in(text, found.start())
        meant = _mended(found[0])
        if meant == "\ufffd":
            said, hint = "a letter was lost here when the file was saved", "type it again"
            yield Mistake(here, said, hint)
        elif meant:
            said = f'"{shown(found[0])}" is what a program made of other letters'
            hint = f'write "{shown(meant)}" instead' if meant.strip() else "type a space instead"
            yield Mistake(here, said, hint)


def _mended(garbled: str) -> str:
    """The letters that UTF-8 stood for, before it was taken for Windows' letters; or nothing."""
    if "\ufffd" in garbled:
        return "\ufffd"
    try:
        meant = b"".join(map(_byte, garbled)).decode("utf-8")
    except UnicodeError:
        return ""
    return "" if _NEVER_MEANT.search(meant) else meant


_NEVER_MEANT = re.compile("[\x80-\x9f\u2800-\uffff]")
"""Nobody writes these; what would stand for one is something else, such as a Welsh word's end."""


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1" if letter < "\xa0" else "cp1252")


def _has_what_never_belongs(content: bytes) -> bool:
    """Whether a file in UTF-8 needs a closer look, which would cost each file that does not."""
    if any(letters.encode() in content for letters, *_ in _NEVER if letters):
        return True
    rare = content.translate(None, _SEEN).decode()
    return UNSEEN.search(rare) is not None


def _what_never_belongs(text: str) -> Iterator[Mistake]:
    """Every place of the first kind that there is; the others may follow from it."""
    for letters, pattern, message, hint in _NEVER:
        found = pattern.finditer(text) if letters in text else iter(())
        first = next(found, None)
        if first:
            yield Mistake(place_in(text, first.start()), message, hint)
            yield from (Mistake(place_in(text, m.start()), message, hint) for m in found)
            return
