"""What the model has against a record, in council English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from partnership_register.model import meant
from partnership_register.model.base import Record
from partnership_register.model.council import Council
from partnership_register.model.meanings import meaning_of
from partnership_register.model.parts import Part, ShortPart
from partnership_register.model.walk import part_at
from partnership_register.problems import (
    Loc,
    Problem,
    did_you_mean,
    is_shown_whole,
    listed,
    plain,
    shown,
)
from partnership_register.records.quotes import quoted
from partnership_register.records.slips import slips

_MOST_LOOKED_AT = 500
"""Unknown keys of one file for which a known one is sought; each takes a while."""
_CURLY = re.compile("[\u2018\u2019\u201c\u201d\u00ab\u00bb]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200f\u3000\ufeff]")
_NOTHING = ("none", "nil", "n/a", "na", "no", "tbc", "null", "~", "-")
_SAID_THEN_HINT = re.compile("; (?![^\ufdd0]*\ufdd1)")
"""What parts a message from its hint; the same signs inside what is quoted do not."""
_SEVERAL_NAMES = re.compile(r"[a-z0-9][a-z0-9/#.-]*(?:[,;] *[a-z0-9][a-z0-9/#.-]*)+")
_FEW = 7
_BULLET = re.compile("[-\u2013\u2014\u2022\u00b7*]")


def explained(
    details: Sequence[ErrorDetails],
    model: type[Record],
    path: str,
    left_empty: Iterable[Loc] = (),
) -> Iterator[Problem]:
    """Each complaint of pydantic as a Problem, its position still open.

    A key that is missing only because it is misspelt is not said to be missing besides.
    """
    unknown = (d["loc"] for d in details if d["type"] == "extra_forbidden")
    misspelt = {_meant(loc, model) for loc in islice(unknown, _MOST_LOOKED_AT)}
    texts = {
        d["loc"][:-1]
        for d in details
        if d["type"] == "extra_forbidden" and _text_with_a_colon(d["loc"], model, d["input"])
    }
    empty = set(left_empty)
    for detail in details:
        loc: Loc = detail["loc"]
        if detail["type"] != "missing":
            yield _problem(detail, model, path)
        elif loc in empty:
            yield Problem(path, f'nothing stands after "{loc[-1]}:"', _example(loc, model), loc)
        elif loc not in misspelt and loc[:-1] not in texts:
            yield Problem(path, f'"{loc[-1]}" is missing', _example(loc, model), loc)


def unknown_key(loc: Loc, model: type[Record], path: str) -> Problem | None:
    """What is wrong with the key at `loc`; None where the model knows it, or not its holder."""
    key = str(loc[-1])
    holder = part_at(model, loc[:-1])
    if holder is None or key in _keys(holder):
        return None
    problem = _unknown_key(loc, model, path)
    if " " in key and not _nearest_key(key, _keys(holder)):
        return replace(problem, hint="between { and }, text with a comma in it needs quotes")
    return problem


def _problem(detail: ErrorDetails, model: type[Record], path: str) -> Problem:
    loc: Loc = detail["loc"]
    given = detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(loc, model, path, given)
        case "literal_error":
            return _wrong_word(detail, loc, path)
        case "string_too_short" | "string_pattern_mismatch":
            lines = "there are several lines where one belongs", "write it on one line"
            none = "there is no text here", _hint_empty(loc)
            return Problem(path, *(lines if str(given).strip() else none), loc)
        case "string_type":
            return Problem(path, f"{_shape(given)} where text belongs", _hint_text(given), loc)
        case "tuple_type":
            return Problem(path, f"{_shape(given)} where a list belongs",
                           _hint_list(given, loc, model), loc)  # fmt: skip
        case "model_type":
            hint = _hint_empty(loc) if given == "" else _hint_keys(given, loc, model)
            return Problem(path, f"{_shape(given)} where keys and values belong", hint, loc)
        case "register":
            said, hint = _SAID_THEN_HINT.split(f"{detail['msg']}; ", maxsplit=1)
            hint = hint.removesuffix("; ")
            field = detail.get("ctx", {}).get("field")
            return Problem(path, said, hint, (*loc, field) if field else loc, about_key=bool(field))
    return Problem(path, f"{_shape(given)} where one value belongs", _hint_text(given), loc)


def _unknown_key(loc: Loc, model: type[Record], path: str, value: object = "") -> Problem:
    key = str(loc[-1])
    plain = _CURLY.sub("", key)
    if plain != key:
        said = f"Word's curly quotation marks stand round the key {shown(plain)}"
        hint = f"write {shown(plain)}: without them"
    elif _ODD_SPACE.search(key):
        said = "spaces of a special kind, as Word makes them, stand before or in a key"
        hint = "delete them and type ordinary spaces"
    elif _looks_right(key, _keys(part_at(model, loc[:-1]))):
        said, hint = _LOOKS_RIGHT
    else:
        said = f'"{shown(key)}" is not a key that is known here'
        hint = _hint_key(key, value, loc, model)
    return Problem(path, said, hint, loc, about_key=True)


_LOOKS_RIGHT = (
    "this looks right, but has a letter or a space of another kind in it",
    "delete the word and type it again",
)


def _looks_right(word: str, known: Sequence[str]) -> bool:
    r"""Whether a word is a known one to the eye: with letters of another script, or odd spaces.

    >>> _looks_right("h\u0435ld", ["held"]), _looks_right("held\xa0", ["held"])
    (True, True)
    >>> _looks_right("caf\xe9", ["held"]), _looks_right("hled", ["held"])
    (False, False)
    """
    if word.isascii() or len(word) > _LONGEST_WORD:
        return False
    seen = unicodedata.normalize("NFKC", word).translate(_LIKE_LATIN).replace("\xad", "")
    return seen.strip() in known


_LONGEST_WORD = 100
_LIKE_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u03bd\u03bf\u0131\u017f",
    "aeopcyxijshdvois",
)
"""Letters of Cyrillic and Greek, and old ones, that are drawn like those of Latin."""


def _hint_key(key: str, value: object, loc: Loc, model: type[Record]) -> str:
    known = _keys(part_at(model, loc[:-1]))
    if key.lower() in ("date", "day") and len(loc) == 1 and "date" not in known:
        return "the name of the file says it; delete the line"
    if _WITHHELD_BY in known and _would_withhold(key, value) and model.kind != Council.kind:
        return "to keep it off the website write visibility: draft or visibility: confidential"
    near = _nearest_key(key, known)
    if near:
        return f'did you mean "{near}"?'
    if text := _text_with_a_colon(loc, model, value):
        return f"text with a colon in it needs quotes: - {quoted(text)}"
    places = _at_home(key, loc, model)
    part = part_at(model, (*loc[:-1], *places))
    if len(places) == 1 and part and issubclass(part, Part) and part.never_public:
        above = f"write {places[0]}: above it where there is none yet"
        return f"{above}, and below that, two further in, {key}: ..."
    if places:
        home = listed(places).replace('"', "")
        return f"it belongs to {home}: look how far the line is indented"
    return f"the keys here are {', '.join(known)}"


def _text_with_a_colon(loc: Loc, model: type[BaseModel], value: object) -> str:
    """The whole text of a list's entry that was written in short and has a colon in it.

    It begins as no key does: with a capital letter.
    """
    part, key = part_at(model, loc[:-1]), str(loc[-1])
    in_short = part is not None and issubclass(part, ShortPart) and isinstance(loc[-2], int)
    is_text = isinstance(value, str) and key[:1].isupper() and not _nearest_key(key, _keys(part))
    return f"{key}: {value}" if in_short and is_text else ""


_WITHHELD_BY = "visibility"
_WITHHOLDING = (
    "draft", "hidden", "hide", "confidential", "exempt", "withheld", "withhold", "private",
    "embargo", "embargoed", "secret", "restricted", "unpublished", "sensitive", "redacted",
    "offline",
)  # fmt: skip
"""Words by which people say that the public is not to see something."""
_PUBLISHING = (
    "publish", "published", "publishing", "public", "publicly", "visible", "visibility", "show",
    "shown", "display", "displayed", "website", "online", "web", "live",
)  # fmt: skip
"""Words that say the same when they are denied, in the key itself or by its value."""
_STANDING = ("state", "status", "access", "classification", "security", "marking")
"""Words for how something stands, which may say it in the value."""
_DENIED = frozenset({"no", "not", "non", "never", "false", "off", "none", "dont", "do"})
_SURELY_LIKE = 0.8


def _would_withhold(key: str, value: object) -> bool:
    """Whether an unknown key, with its value, is meant to keep something from the public.

    >>> [_would_withhold(*each) for each in (("publish", "no"), ("not_public", "yes"))]
    [True, True]
    >>> [_would_withhold(*each) for each in (("state", "draft"), ("exmpt", "3"), ("state", "new"))]
    [True, True, False]
    """
    words = _words(key)
    if any(_withholds(word) for word in words):
        return True
    said = _words(value) if isinstance(value, str) and len(value) < _LONGEST_WORD else []
    if not _DENIED.isdisjoint([*words, *said]) and not set(words).isdisjoint(_PUBLISHING):
        return True
    says_so = any(_withholds(word) for word in said)
    return says_so and not set(words).isdisjoint((*_STANDING, *_PUBLISHING))


def _withholds(word: str) -> bool:
    near = get_close_matches(word, _WITHHOLDING, 1, _SURELY_LIKE)
    return bool(near) and word not in _PUBLISHING


def _words(text: str) -> list[str]:
    """The words of a key or a value, in small letters."""
    return [word for word in re.split(r"[\W_]+", text[:_LONGEST_WORD].lower()) if word]


def _meant(loc: Loc, model: type[BaseModel]) -> Loc:
    """The way to the key that was most likely meant by the unknown one at `loc`."""
    return (*loc[:-1], _nearest_key(str(loc[-1]), _keys(part_at(model, loc[:-1]))))


def _nearest_key(key: str, known: list[str]) -> str:
    """The known key that says the same, is one of the words of `key`, or is nearest in spelling.

    A message may say it whatever file it is about: it is a word of the model, and that the key
    stands where it does is said in any case.
    """
    words = _words(key)
    whole = "_".join(words)
    same: tuple[str, ...] = next((names for names in _SAME if whole in names), ())
    turned = (name for name in known if sorted(name.split("_")) == sorted(words))
    almost: Sequence[str] = ()
    if len(words) > 1:
        almost = get_close_matches(whole, known, 1, _SURELY_LIKE)
    for word in (whole, *same, *turned, *almost, *words):
        if word in known:
            return word
    likeness = slips(whole, known) or get_close_matches(whole, known, 1, _SURELY_LIKE)
    near = next(iter(likeness), "")
    begins_alike = near[:1] == whole[:1] or near[1:] in (whole, whole[1:])
    return near if begins_alike or sorted(near) == sorted(whole) else ""


_SAME = (
    ("title", "name", "heading"),
    ("summary", "description", "purpose", "about", "text"),
    ("place", "venue", "location", "where"),
    ("start", "time", "from", "starts", "begins"),
    ("end", "to", "until", "finish", "ends"),
    ("items", "agenda"),
    ("action", "what", "task", "key_task"),
    ("leads", "lead", "who", "responsible"),
    ("timescale", "when", "by_when", "when_by", "deadline"),
    ("measures", "indicator", "indicators", "performance_measures"),
    ("telephone", "phone", "tel"),
    ("website", "url", "web", "link"),
    ("members", "membership", "memberships", "representatives"),
    ("attendance", "present", "apologies"),
    ("decisions", "decision", "resolutions", "resolution", "resolved", "decided"),
    ("minute", "discussion", "discussed", "debate", "narrative", "minutes", "notes", "note"),
)
"""Names that people give to the same thing; those that some kind of record knows and others."""


def _at_home(key: str, loc: Loc, model: type[BaseModel]) -> list[str]:
    """Where a key would be known: in the parts below its neighbours, or further out."""
    holder = part_at(model, loc[:-1])
    below = [name for name in _keys(holder) if key in _keys(part_at(model, (*loc[:-1], name)))]
    outside = [
        str(next((step for step in reversed(loc[:depth]) if isinstance(step, str)), "the record"))
        for depth in range(len(loc) - 2, -1, -1)
        if part_at(model, loc[:depth]) is not holder and key in _keys(part_at(model, loc[:depth]))
    ]
    return list(dict.fromkeys([*below, *outside]))


def _wrong_word(detail: ErrorDetails, loc: Loc, path: str) -> Problem:
    given = detail["input"]
    allowed = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    choice = listed(allowed, most=20).replace('"', "")
    if not isinstance(given, str):
        return Problem(path, f"{_shape(given)} where one word belongs", f"write {choice}", loc)
    if _looks_right(given, allowed):
        return Problem(path, *_LOOKS_RIGHT, loc)
    same = meant.word(given, allowed)
    if _would_withhold(_WITHHELD_BY, given):
        allowed = [word for word in allowed if word != "public"]
    known = [same] if same else slips(given, allowed)
    near = did_you_mean(same or given, known)
    if same == "chair" and _IS_SHARED.match(given):
        near = shown("where two share it, write role: chair at each.")
    if loc[-2:] == (_WITHHELD_BY, "state"):
        near = plain(near)  # a state is no secret: what it withholds is
    said = f'"{shown(given)}" is not one of the words that this field takes'
    return Problem(path, said, f"{near} Or write {choice}" if near else f"write {choice}", loc)


_IS_SHARED = re.compile(r"(?i)co\W?chair|joint")


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "there is a list"
    if isinstance(value, dict):
        return "there are keys and values"
    return f'there is only "{shown(str(value))}"' if value else "there is nothing"


def _hint_empty(loc: Loc) -> str:
    if isinstance(loc[-1], int):
        return "write something after the hyphen, or delete the hyphen"
    return "write something after the colon, or delete the key"


def _hint_text(value: Any) -> str:
    match value:
        case [[str(target)]]:
            link = f"[[{target}]]"
            example = f": {quoted(link)}" if is_shown_whole(link) else ""
            return f"put quotes round text that begins with a bracket{example}"
        case [str(text)]:
            return f"write it without hyphen and brackets{_sampled(text)}"
        case [*_]:
            return "only one text fits here; write | after the key to keep the lines as they are"
        case dict() if not value:
            return "put quotes round text that begins with a brace"
        case dict() if all(isinstance(text, str) for text in value.values()):
            text = ", ".join(f"{key}: {text}" for key, text in value.items())
            example = f": {quoted(text)}" if is_shown_whole(text) else " round the whole of it"
            return f"text with a colon in it needs quotes{example}"
    return "write the text on one line, or after | on the lines below"


def _hint_list(value: Any, loc: Loc, model: type[BaseModel]) -> str:
    part = part_at(model, loc)
    if part and not (isinstance(value, str) and value.lower() in _NOTHING):
        first = next(iter(value)) if isinstance(value, dict) and value else ""
        name = first if first in _keys(part) else _needed(part)[0]
        return f"begin each entry with a hyphen and a space, for example - {name}: ..."
    if isinstance(value, str) and value.lower() in _NOTHING:
        return "leave the key out where there is nothing to list"
    if isinstance(value, str) and _ODD_SPACE.match(value[1:]):
        return "delete the space after the hyphen, which is of a special kind, and type it again"
    if isinstance(value, str) and _SEVERAL_NAMES.fullmatch(value):
        names = (f"- {shown(name)}" for name in re.split(r"[,;]\s*", value)[:_FEW])
        return f"write each on a line of its own after a hyphen and a space: {' '.join(names)}"
    if isinstance(value, str) and value and not _BULLET.match(value):
        return f"write it on the next line after a hyphen and a space{_sampled(value, '- ')}"
    if isinstance(value, str) and "\n" in value:
        return "take away the | after the key"
    return "begin each entry on a line of its own, with a plain hyphen and a space"


def _sampled(text: str, before: str = "") -> str:
    """The text as an example of what to write; nothing where it would have to be cut short.

    Whoever copies an example would lose what was cut.
    """
    return f": {before}{shown(text)}" if is_shown_whole(text) else ""


def _hint_keys(value: Any, loc: Loc, model: type[BaseModel]) -> str:
    part = part_at(model, loc)
    names = _needed(part)
    takes_text = part is not None and [part.model_fields[n].annotation for n in names] == [str]
    fits = isinstance(value, str) and takes_text and is_shown_whole(value)
    given = shown(value) if fits else "..."
    example = " and ".join(f"{name}: {given}" for name in names)
    where = "" if isinstance(loc[-1], int) else "on the lines below, indented, "
    return f"{where}write {example} (the keys are {', '.join(_keys(part))})"


def _keys(model: type[BaseModel] | None) -> list[str]:
    """The keys that may be written, those that every record has last."""
    if model is None:
        return []
    if not issubclass(model, Record):
        return list(model.model_fields)
    own = [name for name in model.model_fields if name not in Record.model_fields]
    shared = [name for name in Record.model_fields if name not in model.FROM_PLACE]
    return [*own, *shared]


def _needed(part: type[BaseModel] | None) -> list[str]:
    """The keys that a part cannot do without, or else its first."""
    fields = part.model_fields if part else {}
    return [name for name, info in fields.items() if info.is_required()] or _keys(part)[:1]


def _example(loc: Loc, model: type[BaseModel]) -> str:
    """What to write for a missing field: its words where it has a choice, else what it is."""
    holder = part_at(model, loc[:-1])
    info = holder.model_fields.get(str(loc[-1])) if holder else None
    if holder is None or info is None:
        return f"write {loc[-1]}: ..."
    meaning = meaning_of(holder, str(loc[-1]))
    about = f" ({meaning.rstrip('.')})" if meaning else ""
    return f"write {loc[-1]}: {_sample(info.annotation, part_at(model, loc))}{about}"


def _sample(annotation: Any, part: type[BaseModel] | None) -> str:
    if get_origin(annotation) is Literal:
        return listed(get_args(annotation), most=20).replace('"', "")
    if annotation is date:
        return "2026-03-12"
    if part is None:
        return "..."
    hyphen = "- " if get_origin(annotation) is tuple else ""
    return f"and on the lines below, indented, {hyphen}{': ..., '.join(_needed(part))}: ..."
